//! Any JSON at all as a message of an app: it is read without loss, or refused by a text, and never a panic.
//! `envelope/18`, `envelope/35`.

use proptest::{collection::vec, option, prelude::*};
use scapi_schema::{
    envelope::{AppMessage, HostMessage},
    profile::HostProfile,
    stimulus::Stimulus,
};
use serde_json::{Map, Value, json};

/// Any JSON; three levels are enough for each branch of the readers.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            vec((".{0,8}", inner), 0..4).prop_map(|fields| fields.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

/// A message with the keys that readers look at, often right and sometimes not, among other keys.
fn nearly_a_message() -> impl Strategy<Value = Value> {
    let request = prop_oneof![3 => Just(json!("interaction.accept")), 1 => anything()];
    let event = prop_oneof![2 => Just(json!("subscribe")), 2 => Just(json!("unsubscribe")), 1 => anything()];
    let parameters = prop_oneof![3 => vec(anything(), 0..3).prop_map(Value::Array), 1 => anything()];
    let data = prop_oneof![
        Just(json!("interaction")),
        vec("[a-z]{0,5}", 0..3).prop_map(|names| json!(names)),
        anything()
    ];
    let known = (option::of(request), option::of(event), option::of(parameters), option::of(data));
    let others = (option::of(anything()), option::of(anything()), vec((".{0,8}", anything()), 0..3));
    (known, others).prop_map(|((request, event, parameters, data), (reference_id, user_agent, extra))| {
        let mut message: Map<String, Value> = extra.into_iter().collect();
        let keys = ["request", "event", "parameters", "data", "referenceId", "userAgent"];
        let values = [request, event, parameters, data, reference_id, user_agent];
        message.extend(keys.into_iter().zip(values).filter_map(|(key, value)| Some((key.into(), value?))));
        Value::Object(message)
    })
}

fn written(message: &AppMessage) -> Value {
    match message {
        AppMessage::Request(request) => serde_json::to_value(request),
        AppMessage::Subscribe(subscribe) => serde_json::to_value(subscribe),
        AppMessage::Unsubscribe(unsubscribe) => serde_json::to_value(unsubscribe),
    }
    .expect("JSON")
}

proptest! {
    #[test]
    fn a_message_is_kept_whole_or_refused_by_a_text(message in prop_oneof![3 => nearly_a_message(), 1 => anything()]) {
        match AppMessage::from_value(message.clone()) {
            Ok(read) => prop_assert_eq!(written(&read), message),
            Err(fault) => {
                prop_assert!(!fault.to_string().is_empty());
                prop_assert!(fault.pointer().is_empty() || fault.pointer().starts_with('/'));
            }
        }
    }

    /// The tag decides: a string `request`, else the string `subscribe` or `unsubscribe` as `event`.
    #[test]
    fn the_tag_decides_what_a_message_is(message in nearly_a_message()) {
        let tag = |key: &str| message.get(key).filter(|value| !value.is_null()).cloned();
        match AppMessage::from_value(message.clone()) {
            Ok(AppMessage::Request(request)) => prop_assert_eq!(tag("request"), Some(json!(request.request))),
            Ok(AppMessage::Subscribe(_)) => prop_assert_eq!((tag("request"), tag("event")), (None, Some(json!("subscribe")))),
            Ok(AppMessage::Unsubscribe(_)) => prop_assert_eq!((tag("request"), tag("event")), (None, Some(json!("unsubscribe")))),
            Err(_) => {}
        }
    }

    #[test]
    fn a_message_of_a_host_is_kept_whole_or_refused(mut message in nearly_a_message()) {
        message["userAgent"] = json!("WWE Server");
        message["protocolVersion"] = json!(2);
        if let Ok(read) = HostMessage::from_value(message.clone()) {
            prop_assert_eq!(read.to_value(), message);
        }
    }

    #[test]
    fn any_json_is_a_stimulus_or_refused_by_a_text(value in anything(), tag in "(inbound-call|agent-accepts|[a-z-]{0,12})") {
        let mut tagged = json!({ "interactionId": "1", "x": value });
        tagged["type"] = json!(tag);
        for value in [value, tagged] {
            if let Err(fault) = Stimulus::from_value(value) {
                prop_assert!(!fault.to_string().is_empty());
            }
        }
    }

    #[test]
    fn any_json_is_a_patch_of_the_profile_or_refused_by_a_text(value in anything(), key in "(voidResult|eventTypeNames|[a-zA-Z]{0,12})") {
        for patch in [value.clone(), json!({ key: value })] {
            if let Err(fault) = HostProfile::default().patched(&patch) {
                prop_assert!(!fault.to_string().is_empty());
            }
        }
    }
}
