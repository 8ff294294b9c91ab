//! Every wire type keeps what it reads: unknown fields and values, and null apart from absent.
//! `envelope/18`, `type.interaction/38`, `type.interaction/39`.

use scapi_schema::{
    agent::Agent,
    driver::{DriverAnswer, DriverRequest},
    envelope::{Event, Failure, FrameGreeting, HostMessage, Request, Response, Subscribe, Unsubscribe},
    event::InteractionEvent,
    interaction::{Contact, Interaction, Party},
    journal::JournalEntry,
    stimulus::Stimulus,
    wire::Property,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Fields of nobody's, of each JSON kind.
fn with_unknown_fields(mut message: Value) -> Value {
    message["xNull"] = Value::Null;
    message["xNumbers"] = json!([0, -1, 1.5, 9_007_199_254_740_993_u64]);
    message["xNested"] = json!({ "": { "é": [true, null] } });
    message
}

#[track_caller]
fn keeps<T: Serialize + DeserializeOwned>(wire: Value) {
    let read: T = serde_json::from_value(wire.clone()).expect("a value of the type");
    assert_eq!(serde_json::to_value(&read).expect("JSON"), wire);
}

fn interaction() -> Value {
    json!({
        "interactionId": "7",
        "caseId": "4401820b-c4e6-4994-69c2-6ae7fdbc4905",
        "userData": { "Priority": 8, "Segment": "Gold", "Odd": { "deep": [null] } },
        "state": "TALKING",
        "parties": [{ "name": "Ada Lovelace" }],
        "isConsultation": false,
        "isMainCaseInteraction": true,
        "isCaseSelected": true,
        "isCaseExpanded": false
    })
}

#[test]
fn messages_of_an_app_keep_unknown_fields() {
    keeps::<Request>(with_unknown_fields(json!({
        "request": "interaction.accept", "parameters": ["1", null], "referenceId": 5.5,
        "userAgent": "WWE Client", "protocolVersion": 2, "frameId": null
    })));
    keeps::<Request>(json!({ "request": "agent.get" }));
    keeps::<Request>(json!({ "request": "agent.get", "parameters": null, "referenceId": null }));
    keeps::<Subscribe>(with_unknown_fields(json!({ "event": "subscribe", "data": "interaction" })));
    keeps::<Subscribe>(json!({ "event": "subscribe", "data": ["interaction", "agent"], "userAgent": 7 }));
    keeps::<Unsubscribe>(with_unknown_fields(json!({ "event": "unsubscribe", "data": { "any": "type" } })));
    keeps::<Unsubscribe>(json!({ "event": "unsubscribe", "data": null }));
    keeps::<Unsubscribe>(json!({ "event": "unsubscribe" }));
}

#[test]
fn messages_of_a_host_keep_unknown_fields() {
    let server = |mut fields: Value| {
        fields["userAgent"] = json!("WWE Server");
        fields["protocolVersion"] = json!(2);
        with_unknown_fields(fields)
    };
    keeps::<Response>(server(json!({ "referenceId": "7", "data": { "a": 1 } })));
    keeps::<Response>(server(json!({ "referenceId": 7, "data": null, "subscriptionId": null })));
    keeps::<Response>(server(json!({ "subscriptionId": "sub-1" })));
    keeps::<Failure>(server(json!({ "referenceId": [1], "errorMessage": "no" })));
    keeps::<Event>(server(json!({ "event": "messenger:a", "data": null })));
    keeps::<FrameGreeting>(server(json!({ "frameId": 3 })));
}

#[test]
fn the_types_of_the_namespace_keep_unknown_fields() {
    keeps::<Interaction>(with_unknown_fields(interaction()));
    keeps::<Party>(with_unknown_fields(json!({ "name": "Ada" })));
    keeps::<Contact>(with_unknown_fields(json!({ "displayName": null, "firstNname": "Ada" })));
    keeps::<Contact>(json!({}));
    keeps::<Agent>(with_unknown_fields(json!({
        "employeeId": "MLovell", "firstname": "Maya", "lastname": "Lovell", "username": "m", "roles": ["ROLE_AGENT"]
    })));
    keeps::<InteractionEvent>(with_unknown_fields(
        json!({ "eventType": "SNOOZED", "interaction": interaction() }),
    ));
    keeps::<InteractionEvent>(json!({ "eventType": "CASE_SELECTED", "selectedCaseId": "c" }));
}

/// Unknown fields may also stand inside: in a party, in a contact, in the interaction of an event.
#[test]
fn unknown_fields_are_kept_at_every_depth() {
    let mut interaction = interaction();
    interaction["parties"] = json!([{ "name": "Ada", "role": "customer" }]);
    interaction["contact"] = json!({ "displayName": "Ada", "segment": { "tier": 1 } });
    keeps::<InteractionEvent>(
        json!({ "eventType": "ADDED", "interaction": with_unknown_fields(interaction) }),
    );
}

/// `type.interaction/38`: absent, null and a value are three different things, for each optional property.
#[test]
fn an_optional_property_of_an_interaction_is_absent_null_or_there() {
    let optional = [
        ("parentInteractionId", json!("1")),
        ("previousState", json!("RINGING")),
        ("callUuid", json!("01F2AB3CD4E5F6")),
        ("direction", json!("IN")),
        ("callType", json!("INBOUND")),
        ("ani", json!("+33298000000")),
        ("dnis", json!("5001")),
        ("recordingState", json!("PAUSED")),
        ("ronaCallState", json!("NO_ANSWER")),
        ("interactionUUID", json!("01F2AB3CD4E5F6")),
        ("connId", json!("006a02d3b7f5e001")),
        ("contact", json!({ "lastName": "Lovelace" })),
        ("media", json!("instagram")),
    ];
    for (property, value) in optional {
        for value in [Value::Null, value] {
            let mut wire = interaction();
            wire[property] = value;
            keeps::<Interaction>(wire);
        }
    }
    keeps::<Interaction>(interaction());
}

#[test]
fn a_property_tells_null_from_absent() {
    let read = |wire: Value| serde_json::from_value::<Contact>(wire).expect("a contact").display_name;
    assert_eq!(read(json!({})), Property::Absent);
    assert_eq!(read(json!({ "displayName": null })), Property::Null);
    assert_eq!(read(json!({ "displayName": "Ada" })), Property::Present("Ada".into()));
}

/// The order in which the client looks: `event`, then `errorMessage` and `referenceId`, then `frameId`.
#[test]
fn a_message_of_a_host_is_told_by_its_keys() {
    let read = |mut fields: Value| {
        fields["userAgent"] = json!("WWE Server");
        fields["protocolVersion"] = json!(2);
        let message = HostMessage::from_value(fields.clone()).expect("a message");
        assert_eq!(message.to_value(), fields);
        message
    };
    assert!(matches!(
        read(json!({ "event": "agent", "data": 1, "referenceId": "1" })),
        HostMessage::Event(_)
    ));
    assert!(matches!(read(json!({ "referenceId": "1", "errorMessage": "no" })), HostMessage::Failure(_)));
    assert!(matches!(read(json!({ "referenceId": "1", "frameId": "f" })), HostMessage::Response(_)));
    assert!(matches!(read(json!({ "frameId": "f" })), HostMessage::FrameGreeting(_)));
    assert!(matches!(read(json!({ "referenceId": "1", "data": null })), HostMessage::Response(_)));
}

/// `envelope/5`, `envelope/6`: an `errorMessage` that is null is neither a success nor a failure of ours.
#[test]
fn an_error_message_of_null_is_not_taken_for_a_success() {
    let message =
        json!({ "referenceId": "1", "errorMessage": null, "userAgent": "WWE Server", "protocolVersion": 2 });
    assert!(HostMessage::from_value(message).is_err());
}

#[test]
fn lines_of_journals_and_drivers_are_kept() {
    keeps::<JournalEntry>(json!({
        "seq": 12, "at": 4500, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "message",
        "direction": "app-to-host", "frame": "f1", "origin": "http://localhost:3000",
        "message": { "request": "agent.get" }, "cause": 9
    }));
    keeps::<JournalEntry>(json!({
        "seq": 13, "at": 0, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "stimulus",
        "stimulus": { "type": "agent-accepts", "interactionId": "1" }
    }));
    keeps::<JournalEntry>(json!({
        "seq": 14, "at": 0, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "note", "text": "{not json",
        "note": "not JSON", "clause": "envelope/34"
    }));
    keeps::<DriverRequest>(json!({ "id": 1, "op": "hello" }));
    keeps::<DriverRequest>(json!({ "id": 2, "op": "reset", "seed": 1, "profile": { "voidResult": "null" } }));
    keeps::<DriverRequest>(json!({ "id": 3, "op": "stimulus", "stimulus": { "type": "inbound-call" } }));
    keeps::<DriverRequest>(json!({ "id": 4, "op": "message", "frame": "f1", "message": { "request": "x" } }));
    keeps::<DriverRequest>(json!({ "id": 4, "op": "message", "frame": "f1", "origin": "null", "text": "{" }));
    keeps::<DriverRequest>(json!({ "id": 5, "op": "advance", "ms": 20000 }));
    keeps::<DriverAnswer>(json!({ "id": null, "error": "not JSON", "outputs": [] }));
    keeps::<DriverAnswer>(json!({
        "id": 3, "interaction": interaction(), "outputs": [{ "frame": "f1", "message": { "event": "x" } }]
    }));
}

#[test]
fn stimuli_are_kept() {
    keeps::<Stimulus>(json!({
        "type": "inbound-call", "ani": "1", "dnis": "2", "direction": "UNKNOWN", "callType": "INTERNAL",
        "userData": { "Segment": "Gold" }, "contact": { "firstName": "Ada" }, "caseId": "c-1"
    }));
    for name in ["far-end-hangs-up", "agent-accepts", "agent-rejects", "agent-marks-done"] {
        keeps::<Stimulus>(json!({ "type": name, "interactionId": "1" }));
    }
}

/// Text for text, and property after property: what is moved into JSON is what is serialised.
#[test]
fn an_interaction_is_the_same_json_however_it_is_made() {
    let everything = json!({
        "interactionId": "7", "parentInteractionId": "1", "caseId": "c", "userData": { "A": [1, null] }, "state": "TALKING",
        "previousState": "ODD", "parties": [{ "name": "Ada", "x": 1 }], "isConsultation": true, "isMainCaseInteraction": false,
        "callUuid": "U", "direction": "IN", "callType": "CONSULT", "ani": "1", "dnis": "2", "recordingState": "PAUSED",
        "isCaseSelected": true, "isCaseExpanded": false, "ronaCallState": "REDIRECTED", "interactionUUID": "U", "connId": "0a",
        "contact": { "displayName": "Ada", "firstNname": null, "y": 2 }, "media": "voice", "z": { "of": "the host's own" }
    });
    let mut nothing = everything.clone();
    for (key, value) in nothing.as_object_mut().expect("an object") {
        let may_be_null = !value.is_boolean()
            && !["interactionId", "caseId", "userData", "state", "parties"].contains(&&**key);
        if may_be_null {
            *value = Value::Null;
        }
    }
    for wire in [everything, nothing, interaction()] {
        let read: Interaction = serde_json::from_value(wire.clone()).expect("an interaction");
        let serialised = serde_json::to_string(&read).expect("JSON");
        assert_eq!(serde_json::to_string(&Value::from(read)).expect("JSON"), serialised);
        assert_eq!(serde_json::from_str::<Value>(&serialised).expect("JSON"), wire);
    }
}
