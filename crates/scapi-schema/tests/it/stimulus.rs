//! Stimuli: what is read, and the texts of what is not.
//! The same JSON goes through the control API, the driver protocol and the conformance cases.

use scapi_schema::{
    interaction::{CallType, Direction},
    stimulus::Stimulus,
};
use serde_json::{Value, json};

/// The text, the JSON pointer and the suggestion of a fault.
fn told(stimulus: Value) -> String {
    let error = Stimulus::from_value(stimulus).expect_err("a fault");
    format!("{error} @ {:?} {:?}", error.pointer(), error.suggestion())
}

/// Pins the texts of a `type` that is wrong.
#[test]
fn a_type_that_nobody_knows_is_refused_with_the_nearest_one() {
    insta::assert_snapshot!(told(json!({ "type": "inbound-cal" })), @r#"there is no stimulus "inbound-cal"; did you mean "inbound-call"? @ "/type" Some("inbound-call")"#);
    insta::assert_snapshot!(told(json!({ "type": "Agent-Accepts" })), @r#"there is no stimulus "Agent-Accepts"; did you mean "agent-accepts"? @ "/type" Some("agent-accepts")"#);
    insta::assert_snapshot!(told(json!({ "type": "earthquake" })), @r#"there is no stimulus "earthquake" @ "/type" None"#);
}

/// Pins the texts of what has no usable `type` at all.
#[test]
fn a_stimulus_is_an_object_with_a_type() {
    insta::assert_snapshot!(told(json!("inbound-call")), @r#"a stimulus is a JSON object with a type, got a string @ "" None"#);
    insta::assert_snapshot!(told(json!({ "ani": "1" })), @r#"a stimulus has a type, such as "inbound-call" @ "/type" None"#);
    insta::assert_snapshot!(told(json!({ "type": 1 })), @r#"the type of a stimulus is a string, got a number @ "/type" None"#);
    insta::assert_snapshot!(told(json!({ "type": null })), @r#"the type of a stimulus is a string, got null @ "/type" None"#);
}

/// Pins the texts of fields that are wrong.
#[test]
fn a_field_that_is_wrong_is_named() {
    insta::assert_snapshot!(told(json!({ "type": "inbound-call", "anni": "1" })), @r#"stimulus "inbound-call": unknown field `anni`, expected one of `ani`, `dnis`, `direction`, `callType`, `userData`, `contact`, `caseId`; did you mean `ani`? @ "" None"#);
    insta::assert_snapshot!(told(json!({ "type": "agent-accepts" })), @r#"stimulus "agent-accepts": missing field `interactionId` @ "" None"#);
    insta::assert_snapshot!(told(json!({ "type": "agent-accepts", "interactionId": 1 })), @r#"stimulus "agent-accepts": invalid type: integer `1`, expected a string @ "" None"#);
    insta::assert_snapshot!(told(json!({ "type": "agent-accepts", "interactionID": "1" })), @r#"stimulus "agent-accepts": unknown field `interactionID`, expected `interactionId`; did you mean `interactionId`? @ "" None"#);
}

#[test]
fn a_call_needs_no_fields() {
    let Ok(Stimulus::InboundCall(call)) = Stimulus::from_value(json!({ "type": "inbound-call" })) else {
        panic!("no call")
    };
    assert!(!call.ani.is_empty() && !call.dnis.is_empty());
    assert!(call.user_data.is_empty());
    assert_eq!((call.contact, call.case_id), (None, None));
    assert_eq!((call.direction, call.call_type), (Direction::In, CallType::Inbound));
}

/// `type.interaction/17`, `type.interaction/23`: a telephony server may not know. Words of its own are kept for the host to judge.
#[test]
fn a_call_may_say_what_it_is() {
    let rows = [
        (json!({ "direction": "UNKNOWN" }), Direction::Unknown, CallType::Inbound),
        (json!({ "callType": "UNKNOWN" }), Direction::In, CallType::Unknown),
        (json!({ "direction": "OUT", "callType": "OUTBOUND" }), Direction::Out, CallType::Outbound),
        (
            json!({ "direction": "SIDEWAYS", "callType": "ODD" }),
            Direction::from("SIDEWAYS"),
            CallType::from("ODD"),
        ),
    ];
    for (mut stimulus, direction, call_type) in rows {
        stimulus["type"] = json!("inbound-call");
        let Ok(Stimulus::InboundCall(call)) = Stimulus::from_value(stimulus) else { panic!("no call") };
        assert_eq!((call.direction, call.call_type), (direction, call_type));
    }
}

/// Every field that some stimulus demands; the last forms are for those that take fewer.
fn demanded(name: &str) -> [serde_json::Value; 5] {
    [
        json!({ "type": name }),
        json!({ "type": name, "interactionId": "1" }),
        json!({ "type": name, "caseId": "c" }),
        json!({ "type": name, "destination": "5002" }),
        match name {
            "chat-line" => json!({ "type": name, "interactionId": "1", "text": "hello" }),
            "agent-consults" => json!({ "type": name, "interactionId": "1", "target": "5002" }),
            _ => json!({ "type": name, "interactionId": "1", "name": "Jo" }),
        },
    ]
}

#[test]
fn every_name_is_one_that_is_read() {
    for name in Stimulus::NAMES {
        let read = demanded(name).into_iter().find_map(|form| Stimulus::from_value(form).ok()).expect(name);
        assert_eq!(read.name(), *name);
    }
}

/// The table of stimuli in the design has 7 arrivals, 12 of the far end, 6 of routing, and 27 of the agent.
#[test]
fn there_are_52_stimuli() {
    assert_eq!(Stimulus::NAMES.len(), 52);
    assert_eq!(Stimulus::NAMES.iter().filter(|name| name.starts_with("agent-")).count(), 27);
}
