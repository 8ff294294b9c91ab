//! What is a message of an app and what is not, with the texts of the faults.
//! `envelope/33`, `envelope/34`, `envelope/35`, `subscription/2`, `subscription/3`, `subscription/17`.

use scapi_schema::envelope::{AppMessage, EnvelopeError, reference_id};
use serde_json::{Value, json};

fn fault(message: Value) -> EnvelopeError {
    AppMessage::from_value(message).expect_err("a fault")
}

/// The text and the JSON pointer of a fault.
fn told(message: Value) -> String {
    let fault = fault(message);
    format!("{fault} @ {:?}", fault.pointer())
}

/// `envelope/34`. Pins the text for each JSON kind.
#[test]
fn what_is_no_object_is_refused_by_its_kind() {
    insta::assert_snapshot!(told(json!(null)), @r#"a message is a JSON object, got null @ """#);
    insta::assert_snapshot!(told(json!(true)), @r#"a message is a JSON object, got a boolean @ """#);
    insta::assert_snapshot!(told(json!(1)), @r#"a message is a JSON object, got a number @ """#);
    insta::assert_snapshot!(told(json!("wwe")), @r#"a message is a JSON object, got a string @ """#);
    insta::assert_snapshot!(told(json!([{}])), @r#"a message is a JSON object, got an array @ """#);
}

/// `envelope/35`. Pins the texts, with and without a hint.
#[test]
fn what_is_neither_request_nor_event_is_refused_with_a_hint() {
    insta::assert_snapshot!(told(json!({})), @r#"a message has a request (a method such as "interaction.accept") or an event ("subscribe" or "unsubscribe"), this one has neither @ """#);
    insta::assert_snapshot!(told(json!({ "requets": "interaction.accept" })), @r#"a message has a request (a method such as "interaction.accept") or an event ("subscribe" or "unsubscribe"), this one has neither; "requets" is "request"? @ """#);
    insta::assert_snapshot!(told(json!({ "request": null, "event": null })), @r#"a message has a request (a method such as "interaction.accept") or an event ("subscribe" or "unsubscribe"), this one has neither @ """#);
}

/// `envelope/35`. Pins the texts of a wrong `event`.
#[test]
fn an_event_that_an_app_does_not_send_is_refused_with_the_two_it_does() {
    insta::assert_snapshot!(told(json!({ "event": "subscirbe" })), @r#"an app sends the event "subscribe" or "unsubscribe", got "subscirbe"; did you mean "subscribe"? @ "/event""#);
    insta::assert_snapshot!(told(json!({ "event": "interaction" })), @r#"an app sends the event "subscribe" or "unsubscribe", got "interaction" @ "/event""#);
    insta::assert_snapshot!(told(json!({ "event": 7 })), @r#"event is "subscribe" or "unsubscribe", got a number @ "/event""#);
}

/// `envelope/33`, `subscription/17`. Pins the texts of fields of the wrong kind.
#[test]
fn a_field_of_the_wrong_kind_is_refused_with_what_it_has_to_be() {
    insta::assert_snapshot!(told(json!({ "request": ["agent.get"] })), @r#"request is a string such as "interaction.accept", got an array @ "/request""#);
    insta::assert_snapshot!(told(json!({ "request": "agent.get", "parameters": {} })), @r#"parameters is an array of positional arguments, got an object @ "/parameters""#);
    insta::assert_snapshot!(told(json!({ "request": "agent.get", "parameters": "1" })), @r#"parameters is an array of positional arguments, got a string @ "/parameters""#);
    insta::assert_snapshot!(told(json!({ "event": "subscribe", "data": 1 })), @r#"data is an event name or an array of event names, got a number @ "/data""#);
    insta::assert_snapshot!(told(json!({ "event": "subscribe", "data": {} })), @r#"data is an event name or an array of event names, got an object @ "/data""#);
    insta::assert_snapshot!(told(json!({ "event": "subscribe", "data": ["agent", null] })), @r#"data is an event name or an array of event names, got an array of other things @ "/data""#);
    insta::assert_snapshot!(told(json!({ "event": "subscribe", "data": null })), @r#"data is an event name or an array of event names, got null @ "/data""#);
    insta::assert_snapshot!(told(json!({ "event": "subscribe" })), @r#"data is an event name or an array of event names, got nothing @ "/data""#);
}

/// `envelope/16`.
#[test]
fn parameters_that_are_absent_null_or_empty_are_no_arguments() {
    for message in [
        json!({ "request": "agent.get" }),
        json!({ "request": "agent.get", "parameters": null }),
        json!({ "request": "agent.get", "parameters": [] }),
    ] {
        let Ok(AppMessage::Request(request)) = AppMessage::from_value(message) else { panic!("no request") };
        assert_eq!(request.arguments(), &[] as &[Value]);
    }
}

/// `subscription/2`, `subscription/3`.
#[test]
fn a_subscription_names_one_event_or_several() {
    for (data, names) in [
        (json!("interaction"), vec!["interaction"]),
        (json!(["interaction", "agent", "interaction"]), vec!["interaction", "agent", "interaction"]),
        (json!([]), vec![]),
    ] {
        let message = AppMessage::from_value(json!({ "event": "subscribe", "data": data }));
        let Ok(AppMessage::Subscribe(subscribe)) = message else { panic!("no subscription") };
        assert_eq!(subscribe.data.names(), names);
    }
}

/// The client sends `data: undefined` when the host returned no id: `subscription/12`.
#[test]
fn the_end_of_a_subscription_needs_no_data() {
    let message = AppMessage::from_value(json!({ "event": "unsubscribe", "referenceId": "2" }));
    let Ok(AppMessage::Unsubscribe(unsubscribe)) = message else { panic!("no unsubscribe") };
    assert!(unsubscribe.data.is_absent());
}

/// A tag that is null is none, so that the other one counts.
#[test]
fn a_null_tag_is_no_tag() {
    let message = json!({ "request": null, "event": "subscribe", "data": "agent" });
    assert!(matches!(AppMessage::from_value(message), Ok(AppMessage::Subscribe(_))));
    let message = json!({ "request": "agent.get", "event": null });
    assert!(matches!(AppMessage::from_value(message), Ok(AppMessage::Request(_))));
}

/// The client takes an answer as such only if its id is truthy in the sense of JavaScript (`app/5`, `envelope/25`).
#[test]
fn a_reference_id_is_one_that_the_client_can_wait_for() {
    let falsy = [json!(null), json!(false), json!(0), json!(0.0), json!(-0.0), json!("")];
    for id in falsy {
        assert_eq!(reference_id(&json!({ "referenceId": id })), None, "{id}");
    }
    let truthy = [json!("0"), json!(" "), json!(1), json!(-1), json!(0.1), json!(true), json!([]), json!({})];
    for id in truthy {
        assert_eq!(reference_id(&json!({ "referenceId": id })), Some(&id));
    }
    assert_eq!(reference_id(&json!({})), None);
    assert_eq!(reference_id(&json!("referenceId")), None);
}
