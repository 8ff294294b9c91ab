//! Mutants whose events are missing, doubled, misplaced or misnamed.
//! Clauses `event.interaction` and `event.markdone`.

use serde_json::json;

use super::{Mutant, mutant};
use crate::defect::Defect::{Doubled, Early, Late, Misnamed, Missing, Posted, Said, Switched};
use crate::edit::{is_answer, is_asked, is_event, take};

pub(super) const MUTANTS: &[Mutant] = &[
    mutant("added-missing", "no ADDED", "event.interaction/7", Missing("ADDED")),
    mutant("removed-missing", "no REMOVED", "event.interaction/7", Missing("REMOVED")),
    mutant("ringing-missing", "no RINGING", "event.interaction/10", Missing("RINGING")),
    mutant("dialing-missing", "no DIALING", "event.interaction/11", Missing("DIALING")),
    mutant("established-missing", "no ESTABLISHED", "event.interaction/12", Missing("ESTABLISHED")),
    mutant("held-missing", "no HELD", "event.interaction/14", Missing("HELD")),
    mutant("released-missing", "no RELEASED", "event.interaction/15", Missing("RELEASED")),
    mutant(
        "attached-data-missing",
        "no ATTACHED_DATA_CHANGED",
        "event.interaction/16",
        Missing("ATTACHED_DATA_CHANGED"),
    ),
    mutant("party-added-missing", "no PARTY_ADDED", "event.interaction/17", Missing("PARTY_ADDED")),
    mutant("party-removed-missing", "no PARTY_REMOVED", "event.interaction/18", Missing("PARTY_REMOVED")),
    mutant(
        "recording-event-missing",
        "no RECORDING_STATE_CHANGED",
        "event.interaction/19",
        Missing("RECORDING_STATE_CHANGED"),
    ),
    mutant("invited-missing", "no INVITED", "event.interaction/20", Missing("INVITED")),
    mutant("accepted-missing", "no ACCEPTED", "event.interaction/21", Missing("ACCEPTED")),
    mutant("revoked-missing", "no REVOKED", "event.interaction/22", Missing("REVOKED")),
    mutant("created-missing", "no CREATED", "event.interaction/23", Missing("CREATED")),
    mutant("sent-missing", "no SENT", "event.interaction/26", Missing("SENT")),
    mutant("transferring-missing", "no TRANSFERRING", "event.interaction/28", Missing("TRANSFERRING")),
    mutant("history-done-missing", "no HISTORY_DONE", "event.interaction/35", Missing("HISTORY_DONE")),
    mutant("preview-missing", "no PREVIEW", "event.interaction/36", Missing("PREVIEW")),
    mutant("ready-missing", "no READY", "event.interaction/37", Missing("READY")),
    mutant("pulled-missing", "no PULLED", "event.interaction/24", Missing("PULLED")),
    mutant("saved-missing", "no SAVED", "event.interaction/25", Missing("SAVED")),
    mutant(
        "transfer-completed-missing",
        "no TRANSFER_COMPLETED",
        "event.interaction/29",
        Missing("TRANSFER_COMPLETED"),
    ),
    mutant("rejected-missing", "no REJECTED", "event.interaction/39", Missing("REJECTED")),
    mutant("completed-missing", "no COMPLETED", "event.interaction/40", Missing("COMPLETED")),
    mutant("mark-done-missing", "no MARK_DONE", "event.interaction/43", Missing("MARK_DONE")),
    mutant("case-selected-missing", "no CASE_SELECTED", "event.interaction/46", Missing("CASE_SELECTED")),
    mutant("established-doubled", "ESTABLISHED comes twice", "event.interaction/12", Doubled("ESTABLISHED")),
    mutant(
        "held-late",
        "HELD waits for the next request",
        "event.interaction/14",
        Late(|message| is_event(message, "HELD")),
    ),
    mutant("ringing-before-added", "RINGING comes before ADDED", "voice/2", Early("RINGING")),
    mutant("invited-before-added", "INVITED comes before ADDED", "openmedia/2", Early("INVITED")),
    mutant(
        "removed-before-mark-done",
        "REMOVED comes before MARK_DONE",
        "interaction.markdone/3",
        Early("REMOVED"),
    ),
    mutant(
        "case-expanded-first",
        "CASE_EXPANDED comes before CASE_COLLAPSED",
        "event.interaction/48",
        Early("CASE_EXPANDED"),
    ),
    mutant(
        "case-event-id",
        "CASE_COLLAPSED and CASE_EXPANDED name the other case",
        "event.interaction/49",
        Switched("caseEventId", || json!("case-concerned")),
    ),
    mutant(
        "established-as-state",
        "ESTABLISHED is named like its state",
        "event.interaction/12",
        Misnamed("ESTABLISHED", "TALKING"),
    ),
    mutant(
        "cancelled-one-l",
        "CANCELLED has one L",
        "event.interaction/27",
        Misnamed("CANCELLED", "CANCELED"),
    ),
    mutant("canceled-two-l", "CANCELED has two L", "event.interaction/38", Misnamed("CANCELED", "CANCELLED")),
    mutant(
        "mark-done-one-word",
        "MARK_DONE has no underscore",
        "event.interaction/43",
        Misnamed("MARK_DONE", "MARKDONE"),
    ),
    mutant(
        "retrieved",
        "a retrieved call sends RETRIEVED",
        "event.interaction/13",
        Said(|message, _| {
            if message["data"]["interaction"]["previousState"] == "HELD" && is_event(message, "ESTABLISHED") {
                message["data"]["eventType"] = json!("RETRIEVED");
            }
        }),
    ),
    mutant(
        "event-type-as-number",
        "eventType is a number",
        "event.interaction/2",
        Said(|message, _| {
            if message["event"] == "interaction" {
                message["data"]["eventType"] = json!(1);
            }
        }),
    ),
    mutant(
        "interaction-key",
        "the Interaction stands under another key",
        "event.interaction/3",
        Said(|message, _| {
            if !is_answer(message)
                && let Some(interaction) = take(&mut message["data"], "interaction")
            {
                message["data"]["data"] = interaction;
            }
        }),
    ),
    mutant(
        "stale-user-data",
        "ATTACHED_DATA_CHANGED has no user data",
        "event.interaction/4",
        Said(|message, _| {
            if is_event(message, "ATTACHED_DATA_CHANGED") {
                message["data"]["interaction"]["userData"] = json!({});
            }
        }),
    ),
    mutant(
        "partial-interaction",
        "the Interaction in an event has no parties",
        "event.interaction/5",
        Said(|message, _| {
            if !is_answer(message) {
                take(&mut message["data"]["interaction"], "parties");
            }
        }),
    ),
    mutant(
        "broadcast-to-sender",
        "a broadcast reaches the window that sent it",
        "event.messenger/4",
        Posted(|outputs, line| {
            if let Some(channel) = line["message"]["parameters"][0]
                .as_str()
                .filter(|_| is_asked(line, "messenger.broadcastMessage"))
            {
                let message = json!({ "event": format!("messenger:{channel}"), "data": line["message"]["parameters"][1],
                "userAgent": "WWE Server", "protocolVersion": 2 });
                outputs.push(json!({ "frame": line["frame"], "message": message }));
            }
        }),
    ),
    mutant(
        "warning-missing",
        "a markdone event has no warning",
        "event.markdone/5",
        Said(|message, _| {
            if message["event"] == "markdone" {
                take(&mut message["data"], "warningMessage");
            }
        }),
    ),
    mutant(
        "removed-ahead-of-released",
        "what ended an interaction comes after REMOVED",
        "event.interaction/9",
        Posted(|outputs, _| {
            outputs.sort_by_key(|output| {
                !is_answer(&output["message"]) && !is_event(&output["message"], "REMOVED")
            });
        }),
    ),
];
