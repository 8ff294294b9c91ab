//! Mutants whose Interactions have a wrong state or a wrong property.
//! Clauses `type.interaction`, `type.contact`, and those of the media.

use serde_json::{Value, json};

use super::{Mutant, mutant};
use crate::defect::Defect::{Property, Said, Shown, Without};
use crate::edit::{each_interaction, is_event, numbers_as_text, replace, retyped, take};

pub(super) const MUTANTS: &[Mutant] = &[
    mutant(
        "ringing-shown-as-dialing",
        "a ringing call is shown as DIALING",
        "voice/1",
        Shown("RINGING", "DIALING"),
    ),
    mutant("held-shown-as-talking", "a held call is shown as TALKING", "voice/10", Shown("HELD", "TALKING")),
    mutant(
        "idle-shown-as-completed",
        "a call that is over is shown as COMPLETED",
        "voice/4",
        Shown("IDLE", "COMPLETED"),
    ),
    mutant(
        "completed-shown-as-idle",
        "open media that is done is shown as IDLE",
        "openmedia/3",
        Shown("COMPLETED", "IDLE"),
    ),
    mutant(
        "invited-shown-as-ringing",
        "open media that is offered is shown as RINGING",
        "openmedia/1",
        Shown("INVITED", "RINGING"),
    ),
    mutant(
        "transfer-shown-as-complete",
        "a transfer is shown as complete when it begins",
        "openmedia/7",
        Shown("TRANSFERRING", "TRANSFER_COMPLETED"),
    ),
    mutant(
        "cancelled-shown-with-one-l",
        "an e-mail given up is shown as CANCELED",
        "email/4",
        Shown("CANCELLED", "CANCELED"),
    ),
    mutant(
        "canceled-shown-with-two-l",
        "a preview given up is shown as CANCELLED",
        "preview/2",
        Shown("CANCELED", "CANCELLED"),
    ),
    mutant(
        "preview-shown-as-ready",
        "a preview record is shown as READY at once",
        "preview/1",
        Shown("PREVIEW", "READY"),
    ),
    mutant(
        "sent-shown-as-completed",
        "an e-mail that was sent is shown as COMPLETED",
        "email/3",
        Shown("SENT", "COMPLETED"),
    ),
    mutant(
        "previous-state-wrong",
        "previousState is always IDLE",
        "type.interaction/7",
        Property("previousState", |_| json!("IDLE")),
    ),
    mutant(
        "previous-state-of-accept",
        "ESTABLISHED has no previousState",
        "interaction.accept/3",
        Said(|message, _| {
            if is_event(message, "ESTABLISHED") {
                take(&mut message["data"]["interaction"], "previousState");
            }
        }),
    ),
    mutant(
        "interaction-id-as-number",
        "interactionId is a number",
        "type.interaction/1",
        Property("interactionId", retyped),
    ),
    mutant(
        "state-lower-case",
        "state is in lower case",
        "type.interaction/6",
        Property("state", |state| json!(state.as_str().unwrap_or_default().to_lowercase())),
    ),
    mutant(
        "is-consultation-as-text",
        "isConsultation is text",
        "type.interaction/11",
        Property("isConsultation", |is| json!(is.to_string())),
    ),
    mutant(
        "parent-missing",
        "a consultation has no parentInteractionId",
        "consultation/5",
        Without("parentInteractionId"),
    ),
    mutant(
        "consultation-not-said",
        "isConsultation is false",
        "consultation/4",
        Property("isConsultation", |_| json!(false)),
    ),
    mutant(
        "consultation-in-own-case",
        "a consultation has a case of its own",
        "consultation/6",
        Said(|message, _| {
            each_interaction(message, |interaction| {
                if interaction["isConsultation"] == true {
                    interaction["caseId"] = json!("case-of-consultation");
                }
            });
        }),
    ),
    mutant(
        "consultation-is-main",
        "a consultation is the main interaction of its case",
        "consultation/7",
        Property("isMainCaseInteraction", |_| json!(true)),
    ),
    mutant(
        "direction-inbound",
        "direction is INBOUND",
        "type.interaction/15",
        Property("direction", |_| json!("INBOUND")),
    ),
    mutant(
        "direction-always-in",
        "direction is always IN",
        "type.interaction/16",
        Property("direction", |_| json!("IN")),
    ),
    mutant(
        "call-type-lower-case",
        "callType is in lower case",
        "type.interaction/18",
        Property("callType", |kind| json!(kind.as_str().unwrap_or_default().to_lowercase())),
    ),
    mutant(
        "call-type-of-consultation",
        "a consultation has the callType OUTBOUND",
        "type.interaction/22",
        Property("callType", |kind| if kind == "CONSULT" { json!("OUTBOUND") } else { kind.clone() }),
    ),
    mutant(
        "ani-as-number",
        "ani is a number",
        "type.interaction/24",
        Property("ani", |_| json!(33_298_000_000_u64)),
    ),
    mutant("dnis-missing", "dnis is missing", "type.interaction/25", Without("dnis")),
    mutant(
        "recording-state-missing",
        "recordingState is missing unless the call is recorded",
        "type.interaction/27",
        Said(|message, _| {
            each_interaction(message, |interaction| {
                if interaction["recordingState"] == "STOPPED" {
                    take(interaction, "recordingState");
                }
            });
        }),
    ),
    mutant(
        "paused-shown-as-stopped",
        "a recording that is paused is shown as STOPPED",
        "type.interaction/29",
        Property("recordingState", |state| if state == "PAUSED" { json!("STOPPED") } else { state.clone() }),
    ),
    mutant("rona-state-missing", "ronaCallState is missing", "type.interaction/31", Without("ronaCallState")),
    mutant(
        "rona-state-lower-case",
        "ronaCallState is no-answer",
        "voice/6",
        Property("ronaCallState", |_| json!("no-answer")),
    ),
    mutant(
        "uuid-of-its-own",
        "interactionUUID of a call is not its callUuid",
        "type.interaction/33",
        Property("interactionUUID", |_| json!("0")),
    ),
    mutant(
        "parties-as-text",
        "parties are names",
        "type.interaction/9",
        Property("parties", |parties| {
            parties.as_array().into_iter().flatten().map(|party| party["name"].clone()).collect()
        }),
    ),
    mutant("no-parties", "parties are empty", "type.interaction/9", Property("parties", |_| json!([]))),
    mutant(
        "user-data-numbers-as-text",
        "numbers in user data are text",
        "interaction.setUserData/8",
        Property("userData", numbers_as_text),
    ),
    mutant(
        "user-data-as-list",
        "user data are a list",
        "type.interaction/5",
        Property("userData", |data| {
            let pairs = data.as_object().into_iter().flatten();
            pairs.map(|(key, value)| json!({ "key": key, "value": value })).collect()
        }),
    ),
    mutant(
        "case-always-selected",
        "isCaseSelected is always true",
        "interaction.selectCaseByCaseId/3",
        Property("isCaseSelected", |_| json!(true)),
    ),
    mutant(
        "case-selected-as-number",
        "isCaseSelected is a number",
        "type.interaction/30",
        Property("isCaseSelected", |is| json!(u8::from(is == true))),
    ),
    mutant(
        "contact-as-text",
        "the contact is a name",
        "type.contact/1",
        Property("contact", |contact| contact["displayName"].clone()),
    ),
    mutant(
        "first-name-missing",
        "firstName is missing",
        "type.contact/4",
        Property("contact", |contact| {
            let mut contact = contact.clone();
            take(&mut contact, "firstName");
            contact
        }),
    ),
    mutant(
        "last-name-null",
        "lastName is null",
        "type.contact/5",
        Property("contact", |contact| {
            let mut contact = contact.clone();
            replace(&mut contact, "/lastName", |_| Value::Null);
            contact
        }),
    ),
];
