//! The messages of the channel: for each method its request and its answer, for each event the envelope that carries it.

use alloc::{format, string::String, vec::Vec};

use serde_json::{Map, Value, json};

use super::{
    draft07::component,
    shapes::{shape, slots},
};
use crate::{
    event::{EVENTS, EventInfo, MESSENGER_PREFIX},
    generate::Document,
    method::{Answer, METHODS, MethodInfo},
    parameter::Presence,
};

/// Envelopes that are a message as they are.
const PLAIN: [(&str, &str); 4] = [
    ("subscribe", "An app wants to hear events."),
    ("unsubscribe", "An app wants to hear them no more."),
    ("failure", "A request failed."),
    ("frame-greeting", "The frame gets a name."),
];

/// The names of all messages.
pub(super) fn names() -> Vec<String> {
    let mut names: Vec<String> = PLAIN.iter().map(|(name, _)| String::from(*name)).collect();
    names.extend([String::from("subscription"), "event.messenger".into()]);
    names.extend(METHODS.iter().flat_map(|method| [method.name.into(), format!("{}.response", method.name)]));
    names.extend(EVENTS.iter().map(|event| format!("event.{}", event.name)));
    names
}

/// All messages by name.
pub(super) fn all(documents: &[Document]) -> Map<String, Value> {
    let mut messages = Map::new();
    for (name, title) in PLAIN {
        messages.insert(name.into(), with_examples(message(title, &component(name)), documents, name));
    }
    messages
        .insert("subscription".into(), message("A subscription was made or ended.", &component("response")));
    for method in METHODS {
        messages.insert(method.name.into(), request(method, documents));
        messages.insert(format!("{}.response", method.name), response(method, documents));
    }
    messages.extend(EVENTS.iter().map(|info| (format!("event.{}", info.name), event(info))));
    let broadcast =
        narrowed("event", &json!({ "event": { "pattern": format!("^{MESSENGER_PREFIX}.") } }), &[]);
    messages.insert("event.messenger".into(), message("Another app has sent something.", &broadcast));
    messages
}

fn message(title: &str, payload: &Value) -> Value {
    json!({ "title": title, "contentType": "application/json", "payload": payload })
}

/// What answers a request is found by its reference id.
fn correlated(title: &str, payload: &Value) -> Value {
    let mut message = message(title, payload);
    message["correlationId"] = json!({ "location": "$message.payload#/referenceId" });
    message
}

fn with_examples(mut message: Value, documents: &[Document], name: &str) -> Value {
    let examples = documents.iter().find(|document| document.name() == name);
    let examples = examples.and_then(|document| document.schema["examples"].as_array());
    message["examples"] =
        examples.into_iter().flatten().map(|example| json!({ "payload": example })).collect();
    message
}

/// An envelope of which some properties are known better.
fn narrowed(envelope: &str, properties: &Value, required: &[&str]) -> Value {
    json!({ "allOf": [component(envelope), { "properties": properties, "required": required }] })
}

fn request(method: &MethodInfo, documents: &[Document]) -> Value {
    let name = format!("{}.parameters", method.name);
    let known = documents.iter().any(|document| document.name() == name);
    let parameters = if known { component(&name) } else { slots(method.parameters) };
    let needed = method.parameters.iter().any(|parameter| parameter.presence == Presence::Required);
    let required: &[&str] = if needed { &["parameters"] } else { &[] };
    let properties = json!({ "request": { "const": method.name }, "parameters": parameters });
    correlated(method.about, &narrowed("request", &properties, required))
}

fn response(method: &MethodInfo, documents: &[Document]) -> Value {
    let name = format!("{}.data", method.name);
    let data = match method.answer {
        _ if documents.iter().any(|document| document.name() == name) => component(&name),
        Answer::Void => component("interaction.accept.data"),
        Answer::Created => json!({ "type": "string" }),
        Answer::Data(data) => shape(&data),
    };
    let required: &[&str] = if matches!(method.answer, Answer::Data(_)) { &["data"] } else { &[] };
    let title = format!("{} has succeeded.", method.name);
    correlated(&title, &narrowed("response", &json!({ "data": data }), required))
}

fn event(info: &EventInfo) -> Value {
    let properties = json!({ "event": { "const": info.name }, "data": shape(&info.payload) });
    message(&format!("Tells of {}.", info.about), &narrowed("event", &properties, &[]))
}
