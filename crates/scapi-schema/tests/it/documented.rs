//! What the documentation page of the Interaction namespace lists, written down once more by hand.
//! Clauses `type.interaction/6`, `type.interaction/14` and their kin, `event.interaction/48`.

use scapi_schema::{
    envelope::HostMessage,
    event::{EventType, InteractionEvent, is_known},
    interaction::{CallType, Direction, RecordingState, RonaCallState, State},
    method,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

use crate::{faults, schema_file};

const STATES: [&str; 30] = [
    "UNKNOWN",
    "IDLE",
    "RINGING",
    "DIALING",
    "TALKING",
    "HELD",
    "PREVIEW",
    "INVITED",
    "ACCEPTED",
    "CREATED",
    "PULLED",
    "REVOKED",
    "COMPLETED",
    "ERROR",
    "SAVED",
    "TRANSFERRING",
    "TRANSFER_COMPLETED",
    "INVITED_CONFERENCE",
    "LEFT_CONFERENCE",
    "USER_DATA_ATTACHED",
    "USER_DATA_UPDATED",
    "JOIN_PENDING",
    "JOIN_FAILED",
    "HISTORY_IN_PROGRESS",
    "HISTORY_DONE",
    "CANCELLED",
    "SENT",
    "READY",
    "CANCELED",
    "REJECTED",
];

/// `type.interaction/6`.
#[test]
fn the_known_states_are_the_30_of_the_page_in_its_order() {
    let known: Vec<&str> = State::KNOWN.iter().map(State::as_str).collect();
    assert_eq!(known, STATES);
}

/// `type.interaction/65`, `type.interaction/68`.
#[test]
fn cancelled_and_canceled_are_two_states() {
    assert_eq!(State::from("CANCELLED"), State::Cancelled);
    assert_eq!(State::from("CANCELED"), State::Canceled);
    assert_ne!(State::Cancelled, State::Canceled);
}

/// `type.interaction/14`, `type.interaction/18`, `type.interaction/26`, `type.interaction/31`.
#[test]
fn the_values_of_a_call_are_those_of_the_page() {
    let of = |known: Vec<&str>, listed: &[&str]| assert_eq!(known, listed);
    of(Direction::KNOWN.iter().map(Direction::as_str).collect(), &["IN", "OUT", "UNKNOWN"]);
    let call_types = CallType::KNOWN.iter().map(CallType::as_str).collect();
    of(call_types, &["INTERNAL", "INBOUND", "OUTBOUND", "CONSULT", "UNKNOWN"]);
    let recording = RecordingState::KNOWN.iter().map(RecordingState::as_str).collect();
    of(recording, &["STOPPED", "RECORDING", "PAUSED"]);
    of(RonaCallState::KNOWN.iter().map(RonaCallState::as_str).collect(), &["REDIRECTED", "NO_ANSWER"]);
}

/// The signatures of the 15 methods; `interaction.consult/2`, `interaction.completeTransfer/1` and the others.
#[test]
fn the_methods_of_the_namespace_have_the_parameters_of_the_page() {
    let listed: [(&str, &[&str]); 15] = [
        ("completeConference", &["consultInteractionId"]),
        ("completeTransfer", &["consultInteractionId"]),
        ("consult", &["interactionId", "targetQuery", "userData", "extensions"]),
        ("deleteUserData", &["interactionId", "key"]),
        ("getByInteractionId", &["interactionId"]),
        ("getInteractions", &[]),
        ("selectCaseByCaseId", &["caseId"]),
        ("setUserData", &["interactionId", "keyValues"]),
        ("markdone", &["interactionId"]),
        ("blockMarkdone", &["interactionId", "warningMessage"]),
        ("singleStepConference", &["interactionId", "targetQuery", "userData", "extensions"]),
        ("singleStepTransfer", &["interactionId", "targetQuery", "userData", "extensions"]),
        ("unblockMarkdone", &["interactionId"]),
        ("accept", &["interactionId"]),
        ("reject", &["interactionId"]),
    ];
    for (name, parameters) in listed {
        let known = method::find(&format!("interaction.{name}")).expect(name);
        assert!(known.parameter_names().eq(parameters.iter().copied()), "{name}: {:?}", known.parameters);
    }
    assert_eq!(method::METHODS.iter().filter(|method| method.namespace() == "interaction").count(), 15);
}

#[test]
fn a_value_that_nobody_knows_is_kept() {
    fn keeps<T: Serialize + DeserializeOwned + std::fmt::Debug>(is_known: impl Fn(&T) -> bool) {
        let read: T = serde_json::from_value(json!("FROM_THE_FUTURE")).expect("any string");
        assert!(!is_known(&read), "{read:?}");
        assert_eq!(serde_json::to_value(&read).expect("JSON"), "FROM_THE_FUTURE");
    }
    keeps(State::is_known);
    keeps(Direction::is_known);
    keeps(CallType::is_known);
    keeps(RecordingState::is_known);
    keeps(RonaCallState::is_known);
    keeps(EventType::is_known);
}

#[test]
fn a_value_is_compared_with_its_case() {
    assert_eq!(State::from("ringing"), State::Other("ringing".into()));
    assert_eq!(EventType::from("MARKDONE"), EventType::Other("MARKDONE".into()));
    assert_eq!(EventType::from("MARK_DONE"), EventType::MarkDone);
}

#[test]
fn a_value_that_is_no_string_is_refused_with_what_would_do() {
    let error = serde_json::from_value::<State>(json!(5)).unwrap_err();
    insta::assert_snapshot!(error, @r#"invalid type: integer `5`, expected a string, such as "UNKNOWN""#);
}

/// `event.interaction/1`, `event.markdone/1`, `event.messenger/1`, `event.outbound/1`, `event.agent/1`,
/// `event.media/1`, `event.system/1`, `subscription/14`.
#[test]
fn the_event_names_are_those_with_evidence_and_every_channel() {
    for name in
        ["agent", "interaction", "markdone", "media", "outbound", "system", "messenger:orders", "messenger:*"]
    {
        assert!(is_known(name), "{name}");
    }
    for name in ["", "*", "Interaction", "interaction ", "messenger", "messenger:", "voice", "MARK_DONE"] {
        assert!(!is_known(name), "{name}");
    }
}

/// The three messages that the page shows for `selectCaseByCaseId`: `event.interaction/47`, `event.interaction/48`.
#[test]
fn the_samples_of_the_page_are_read_and_written_as_they_are() {
    let samples = [
        ("CASE_COLLAPSED", "4401820b-c4e6-4994-69c2-6ae7fdbc4905", EventType::CaseCollapsed),
        ("CASE_EXPANDED", "4401820b-c4e6-4994-69c2-6ae7fdbc4905", EventType::CaseExpanded),
        ("CASE_SELECTED", "d4187b87-9fe1-4db8-0515-6a91e666e22d", EventType::CaseSelected),
    ];
    for (name, case_id, event_type) in samples {
        let sample = json!({
            "event": "interaction",
            "data": { "eventType": name, "selectedCaseId": case_id },
            "userAgent": "WWE Server",
            "protocolVersion": 2
        });
        let message = HostMessage::from_value(sample.clone()).expect("an event");
        assert_eq!(message.to_value(), sample);
        let HostMessage::Event(event) = message else { panic!("{name} is no event") };
        let payload: InteractionEvent = serde_json::from_value(event.data).expect("a payload");
        assert_eq!(payload.event_type, event_type);
        assert_eq!(payload.selected_case_id.value().map(String::as_str), Some(case_id));
        assert!(payload.interaction.is_absent());
        assert_eq!(faults(&schema_file("event.schema.json"), &sample), Vec::<String>::new());
        assert_eq!(
            faults(&schema_file("interaction-event.schema.json"), &sample["data"]),
            Vec::<String>::new()
        );
    }
}
