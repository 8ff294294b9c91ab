//! One message alone: which kind it is, by its direction, and whether it is what that kind is.
//! What only the request before it can tell (is this the right `data`?) is in `conversation`.

use std::{format, vec::Vec};

use serde_json::Value;

use super::{Mode, Violation, compiled::check, strict};
use crate::{
    envelope::AppMessage,
    event::{self, EVENTS, EventType},
    journal::MessageDirection,
    method::{self, METHODS},
    suggest,
    wire::kind,
};

/// Checks one message of an app or of a host. Reports every breach, in the order of the message's parts.
#[must_use]
pub fn check_message(mode: Mode, direction: &MessageDirection, message: &Value) -> Vec<Violation> {
    if mode == Mode::Off {
        return Vec::new();
    }
    if !message.is_object() {
        let text = format!("a message is a JSON object, got {}", kind(message));
        return Vec::from([Violation::new("", "request", Some("envelope/34"), text)]);
    }
    match direction {
        MessageDirection::AppToHost => app_message(mode, message),
        MessageDirection::HostToApp | MessageDirection::Other(_) => host_message(mode, message),
    }
}

fn app_message(mode: Mode, message: &Value) -> Vec<Violation> {
    let document = match (message.get("request"), message["event"].as_str()) {
        (Some(_), _) => "request",
        (None, Some("subscribe")) => "subscribe",
        (None, Some("unsubscribe")) => "unsubscribe",
        (None, _) => return Vec::from([no_kind(message)]),
    };
    let mut violations = against(mode, document, message);
    match document {
        "request" => violations.extend(call(mode, message)),
        "subscribe" if mode == Mode::Strict => violations.extend(unknown_names(message)),
        _ => {}
    }
    violations
}

fn no_kind(message: &Value) -> Violation {
    let fault = AppMessage::from_value(message.clone()).err();
    let pointer = fault.as_ref().map(crate::envelope::EnvelopeError::pointer).unwrap_or_default();
    let text = fault.map(|fault| format!("{fault}")).unwrap_or_default();
    Violation::new(pointer, "request", Some("app/1"), text)
}

/// The method and its parameters.
fn call(mode: Mode, message: &Value) -> Vec<Violation> {
    let Some(name) = message["request"].as_str() else { return Vec::new() };
    if method::find(name).is_none() {
        let meant = suggest::nearest(name, METHODS.iter().map(|method| method.name));
        let violation =
            Violation::new("/request", "request", Some("app/41"), format!("there is no method \"{name}\""));
        // A host may have methods of its own; one that looks like a known one is a slip.
        let reported = meant.is_some() || mode == Mode::Strict;
        return Vec::from_iter(reported.then(|| violation.meant(meant)));
    }
    let nothing = Value::Array(Vec::new());
    let parameters = message.get("parameters").filter(|given| !given.is_null()).unwrap_or(&nothing);
    if !parameters.is_array() {
        return Vec::new();
    }
    let violations = against(mode, &format!("{name}.parameters"), parameters);
    // What is not there is missed where it should be: in the message.
    let place = if message.get("parameters").is_some() { "/parameters" } else { "" };
    violations.into_iter().map(|violation| violation.below(place)).collect()
}

fn unknown_names(message: &Value) -> Vec<Violation> {
    let (names, single): (&[Value], bool) = match &message["data"] {
        Value::Array(names) => (names, false),
        name => (core::slice::from_ref(name), true),
    };
    let unknown = names.iter().enumerate().filter_map(|(index, name)| Some((index, name.as_str()?)));
    let unknown = unknown.filter(|(_, name)| !event::is_known(name));
    unknown
        .map(|(index, name)| {
            let pointer = if single { "/data".into() } else { format!("/data/{index}") };
            let meant = suggest::nearest(name, EVENTS.iter().map(|event| event.name));
            let text = format!("there is no event \"{name}\"");
            Violation::new(pointer, "subscribe", Some("subscription/13"), text).meant(meant)
        })
        .collect()
}

/// Told apart in the order in which the client looks: `event`, then `errorMessage`, then `referenceId`, then `frameId`.
fn host_message(mode: Mode, message: &Value) -> Vec<Violation> {
    let has = |key: &str| message.get(key).is_some();
    if has("event") && !has("referenceId") {
        return event_message(mode, message);
    }
    let document = if has("errorMessage") {
        "failure"
    } else if has("frameId") && !has("referenceId") {
        "frame-greeting"
    } else {
        "response"
    };
    against(mode, document, message)
}

fn event_message(mode: Mode, message: &Value) -> Vec<Violation> {
    let mut violations = against(mode, "event", message);
    let payload = match message["event"].as_str() {
        Some("interaction") => "interaction-event",
        Some("markdone") => "markdone-event",
        _ => return violations,
    };
    let Some(data) = message.get("data") else { return violations };
    let inner = against(mode, payload, data).into_iter().map(|violation| violation.below("/data"));
    violations.extend(inner);
    if payload == "interaction-event" {
        violations.extend(carried_elsewhere(mode, data));
        violations.extend(unknown_type(mode, data));
    }
    violations
}

/// An event that names its interaction by another key than the default one is checked as well.
fn carried_elsewhere(mode: Mode, data: &Value) -> Vec<Violation> {
    let others = data.as_object().into_iter().flatten();
    let others = others.filter(|(key, value)| *key != "interaction" && value.get("interactionId").is_some());
    others
        .flat_map(|(key, value)| {
            let pointer = format!("/data/{}", strict::escaped(key));
            against(mode, "interaction", value).into_iter().map(move |violation| violation.below(&pointer))
        })
        .collect()
}

fn unknown_type(mode: Mode, data: &Value) -> Option<Violation> {
    let name = data["eventType"].as_str().filter(|_| mode == Mode::Strict)?;
    if EventType::from(name).is_known() {
        return None;
    }
    let meant = suggest::nearest(name, EventType::KNOWN.iter().map(EventType::as_str));
    let text = format!("the contract knows no event type \"{name}\"");
    Some(
        Violation::new("/data/eventType", "interaction-event", Some("event.interaction/6"), text)
            .meant(meant),
    )
}

/// Checks a value against a document, in this mode.
pub(super) fn against(mode: Mode, document: &str, value: &Value) -> Vec<Violation> {
    let mut violations = check(document, value);
    if mode == Mode::Strict {
        violations.extend(strict::unknown_properties(document, value));
    }
    violations
}
