//! The message channel as an AsyncAPI 3.0 document: what an app and a host send each other, one operation a method
//! and an event, from the host's side. Its schemas are those of `schemas/`, in it as `components`, as draft 07.

mod draft07;
mod messages;
mod shapes;

use alloc::{format, string::String, vec::Vec};

use serde_json::{Map, Value, json};

use super::Document;
use crate::{
    event::{EVENTS, EventInfo},
    method::{METHODS, MethodInfo},
};

const CHANNEL: &str = "#/channels/frame";

const ABOUT: &str = "What a web app in an iframe of the agent desktop and the desktop say to each other. \
    In a browser each message is posted with `window.postMessage`; a mock host takes and gives the same messages, \
    one a text frame, on a WebSocket that stands for one iframe.\n\n\
    The document is written from the side of the host: it receives requests and sends answers and events. \
    Its schemas are those of the JSON Schema documents of the contract, put into draft 07, which AsyncAPI tools read. \
    `x-clause` names the clause of the contract that a rule comes from.";

/// The whole document.
pub(super) fn document(documents: &[Document]) -> Value {
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Service Client API",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": { "name": env!("CARGO_PKG_LICENSE") }
        },
        "defaultContentType": "application/json",
        "servers": { "mock": {
            "host": "localhost:7780",
            "protocol": "ws",
            "title": "Mock host",
            "description": "A mock host that was started without options."
        } },
        "channels": { "frame": channel() },
        "operations": operations(),
        "components": { "messages": messages::all(documents), "schemas": draft07::schemas(documents) }
    })
}

fn channel() -> Value {
    let messages: Map<String, Value> = messages::names()
        .into_iter()
        .map(|name| {
            let reference = json!({ "$ref": format!("#/components/messages/{name}") });
            (name, reference)
        })
        .collect();
    json!({
        "address": "/s/{session}/ws",
        "title": "Frame",
        "description": "The conversation of one app with its host: one socket is one frame.",
        "parameters": { "session": {
            "description": "The isolated agent desktop that the frame is part of.",
            "default": "default"
        } },
        "messages": messages
    })
}

fn operations() -> Map<String, Value> {
    let mut operations = Map::new();
    for (name, about) in
        [("subscribe", "Asks for events of some names."), ("unsubscribe", "Ends a subscription.")]
    {
        operations.insert(name.into(), receive(name, about, &["subscription", "failure"]));
    }
    operations.extend(METHODS.iter().map(request));
    operations.extend(EVENTS.iter().map(event));
    let broadcast = "Tells what another app has sent to a channel of the messenger.";
    operations.insert("event.messenger".into(), send("event.messenger", broadcast));
    let greeting = "Gives the frame a name, which the client says ever after.";
    operations.insert("greet".into(), send("frame-greeting", greeting));
    operations
}

fn request(method: &MethodInfo) -> (String, Value) {
    let answer = format!("{}.response", method.name);
    (method.name.into(), receive(method.name, method.about, &[&answer, "failure"]))
}

fn event(event: &EventInfo) -> (String, Value) {
    let name = format!("event.{}", event.name);
    let operation = send(&name, &format!("Tells of {}.", event.about));
    (name, operation)
}

fn receive(message: &str, summary: &str, replies: &[&str]) -> Value {
    let replies: Vec<Value> = replies.iter().map(|name| in_channel(name)).collect();
    json!({
        "action": "receive",
        "channel": { "$ref": CHANNEL },
        "summary": summary,
        "messages": [in_channel(message)],
        "reply": { "channel": { "$ref": CHANNEL }, "messages": replies }
    })
}

fn send(message: &str, summary: &str) -> Value {
    json!({
        "action": "send",
        "channel": { "$ref": CHANNEL },
        "summary": summary,
        "messages": [in_channel(message)]
    })
}

fn in_channel(message: &str) -> Value {
    json!({ "$ref": format!("{CHANNEL}/messages/{message}") })
}
