//! Mutants that do not do what they are asked, or do what they should refuse.
//! Clauses `interaction.…`, `voice.…`, `consultation` and `markdone`.

use serde_json::{Value, json};

use super::{Mutant, mutant};
use crate::defect::Defect::{After, Before, Obliging, Said, Undone, Vague};
use crate::edit::{agent, is_answer, is_asked, replace, request, take};

pub(super) const MUTANTS: &[Mutant] = &[
    mutant(
        "accept-undone",
        "accept is answered and does nothing",
        "interaction.accept/1",
        Undone("interaction.accept"),
    ),
    mutant("reject-undone", "reject does nothing", "interaction.reject/1", Undone("interaction.reject")),
    mutant(
        "set-user-data-undone",
        "setUserData does nothing",
        "interaction.setUserData/1",
        Undone("interaction.setUserData"),
    ),
    mutant(
        "delete-user-data-undone",
        "deleteUserData does nothing",
        "interaction.deleteUserData/1",
        Undone("interaction.deleteUserData"),
    ),
    mutant(
        "select-case-undone",
        "selectCaseByCaseId does nothing",
        "interaction.selectCaseByCaseId/2",
        Undone("interaction.selectCaseByCaseId"),
    ),
    mutant(
        "markdone-undone",
        "markdone does nothing",
        "interaction.markdone/1",
        Undone("interaction.markdone"),
    ),
    mutant(
        "block-undone",
        "blockMarkdone does nothing",
        "interaction.blockMarkdone/1",
        Undone("interaction.blockMarkdone"),
    ),
    mutant(
        "unblock-undone",
        "unblockMarkdone does nothing",
        "interaction.unblockMarkdone/1",
        Undone("interaction.unblockMarkdone"),
    ),
    mutant(
        "transfer-undone",
        "singleStepTransfer does nothing",
        "interaction.singleStepTransfer/1",
        Undone("interaction.singleStepTransfer"),
    ),
    mutant(
        "conference-undone",
        "singleStepConference does nothing",
        "interaction.singleStepConference/1",
        Undone("interaction.singleStepConference"),
    ),
    mutant("consult-undone", "consult does nothing", "interaction.consult/1", Undone("interaction.consult")),
    mutant(
        "complete-transfer-undone",
        "completeTransfer does nothing",
        "interaction.completeTransfer/1",
        Undone("interaction.completeTransfer"),
    ),
    mutant(
        "complete-conference-undone",
        "completeConference does nothing",
        "interaction.completeConference/1",
        Undone("interaction.completeConference"),
    ),
    mutant("hold-undone", "voice.hold does nothing", "voice.hold/1", Undone("voice.hold")),
    mutant("resume-undone", "voice.resume does nothing", "voice.resume/1", Undone("voice.resume")),
    mutant("hang-up-undone", "voice.hangUp does nothing", "voice.hangUp/1", Undone("voice.hangUp")),
    mutant(
        "recording-not-started",
        "voice.startCallRecording does nothing",
        "voice.startCallRecording/1",
        Undone("voice.startCallRecording"),
    ),
    mutant("dial-undone", "voice.dial does nothing", "voice.dial/2", Undone("voice.dial")),
    mutant(
        "accept-of-answered",
        "accept of an answered call succeeds",
        "interaction.accept/4",
        Obliging("interaction.accept"),
    ),
    mutant(
        "reject-of-unknown",
        "reject of an unknown id succeeds",
        "interaction.reject/5",
        Obliging("interaction.reject"),
    ),
    mutant(
        "markdone-without-id",
        "markdone without an id succeeds",
        "interaction.markdone/7",
        Obliging("interaction.markdone"),
    ),
    mutant(
        "transfer-without-target",
        "singleStepTransfer without a target succeeds",
        "interaction.singleStepTransfer/12",
        Obliging("interaction.singleStepTransfer"),
    ),
    mutant(
        "conference-of-ringing",
        "singleStepConference of a ringing call succeeds",
        "interaction.singleStepConference/9",
        Obliging("interaction.singleStepConference"),
    ),
    mutant(
        "block-without-warning",
        "blockMarkdone without a warning succeeds",
        "interaction.blockMarkdone/8",
        Obliging("interaction.blockMarkdone"),
    ),
    mutant(
        "set-user-data-after-end",
        "setUserData of a call that is over succeeds",
        "interaction.setUserData/4",
        Obliging("interaction.setUserData"),
    ),
    mutant(
        "delete-user-data-after-end",
        "deleteUserData of a call that is over succeeds",
        "interaction.deleteUserData/9",
        Obliging("interaction.deleteUserData"),
    ),
    mutant(
        "transfer-of-parent",
        "completeTransfer of the parent succeeds",
        "interaction.completeTransfer/4",
        Obliging("interaction.completeTransfer"),
    ),
    mutant(
        "second-consultation",
        "a second consult is answered with a success",
        "consultation/13",
        Obliging("interaction.consult"),
    ),
    mutant(
        "refusal-without-state",
        "accept is refused without the state being named",
        "interaction.accept/4",
        Vague("interaction.accept", "failed to accept: not now"),
    ),
    mutant(
        "refusal-without-id",
        "markdone is refused without the id being named",
        "interaction.markdone/6",
        Vague("interaction.markdone", "failed to mark done"),
    ),
    mutant(
        "markdone-of-active",
        "markdone ends an active call",
        "interaction.markdone/4",
        Before(|line| is_asked(line, "interaction.markdone").then(|| agent("agent-hangs-up", line))),
    ),
    mutant(
        "block-ignored",
        "markdone by request ignores a block",
        "interaction.markdone/11",
        Before(|line| {
            is_asked(line, "interaction.markdone").then(|| request("interaction.unblockMarkdone", line))
        }),
    ),
    mutant(
        "consult-without-hold",
        "consult leaves the parent connected",
        "consultation/1",
        After(|line| is_asked(line, "interaction.consult").then(|| agent("agent-retrieves", line))),
    ),
    mutant(
        "accept-then-hold",
        "an accepted call is held at once",
        "interaction.accept/1",
        After(|line| is_asked(line, "interaction.accept").then(|| agent("agent-holds", line))),
    ),
    mutant(
        "refused-reject-ends-call",
        "a reject that is refused ends the call",
        "envelope/30",
        After(|line| is_asked(line, "interaction.reject").then(|| agent("agent-hangs-up", line))),
    ),
    mutant(
        "unknown-id-fails",
        "getByInteractionId of an unknown id fails",
        "interaction.getByInteractionId/3",
        Said(|message, line| {
            if is_asked(line, "interaction.getByInteractionId") && message.get("data") == Some(&Value::Null) {
                take(message, "data");
                message["errorMessage"] = json!("no interaction has this id");
            }
        }),
    ),
    mutant(
        "unknown-id-absent",
        "getByInteractionId of an unknown id has no data",
        "interaction.getByInteractionId/2",
        Said(|message, line| {
            if is_asked(line, "interaction.getByInteractionId") && message.get("data") == Some(&Value::Null) {
                take(message, "data");
            }
        }),
    ),
    mutant(
        "agent-without-employee-id",
        "agent.get gives no employeeId",
        "type.agent/1",
        Said(|message, line| {
            if is_asked(line, "agent.get") {
                take(&mut message["data"], "employeeId");
            }
        }),
    ),
    mutant(
        "one-agent-state",
        "agent.getStateList gives one State",
        "canned/4",
        Said(|message, line| {
            if is_asked(line, "agent.getStateList") {
                replace(message, "/data", |states| states[0].clone());
            }
        }),
    ),
    mutant(
        "wrapped-interaction",
        "getByInteractionId gives a list",
        "interaction.getByInteractionId/1",
        Said(|message, line| {
            if is_asked(line, "interaction.getByInteractionId") {
                replace(message, "/data", |interaction| json!([interaction]));
            }
        }),
    ),
    mutant(
        "ended-not-listed",
        "getInteractions leaves out what has ended",
        "interaction.getInteractions/3",
        Said(|message, line| {
            if is_asked(line, "interaction.getInteractions")
                && let Some(list) = message["data"].as_array_mut()
            {
                list.retain(|interaction| interaction["state"] != "IDLE");
            }
        }),
    ),
    mutant(
        "nothing-as-null",
        "getInteractions gives null for nothing",
        "interaction.getInteractions/2",
        Said(|message, line| {
            if is_asked(line, "interaction.getInteractions") && message["data"] == json!([]) {
                message["data"] = Value::Null;
            }
        }),
    ),
    mutant(
        "list-as-object",
        "getInteractions gives an object by id",
        "interaction.getInteractions/1",
        Said(|message, _| {
            if is_answer(message) {
                replace(message, "/data", |data| {
                    data.as_array().map_or_else(|| data.clone(), |list| json!({ "list": list }))
                });
            }
        }),
    ),
];
