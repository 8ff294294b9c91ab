//! Envelopes as an app writes them.

use serde_json::{Value, json};

/// A request with a reference id of any type.
pub(crate) fn request(name: &str, parameters: Value, reference: impl Into<Value>) -> Value {
    let mut message = json!({ "request": name, "parameters": null });
    message["parameters"] = parameters;
    signed(message, reference)
}

/// A subscription to one event name, or to several.
pub(crate) fn subscribe(names: Value, reference: impl Into<Value>) -> Value {
    let mut message = json!({ "event": "subscribe", "data": null });
    message["data"] = names;
    signed(message, reference)
}

/// The end of a subscription.
pub(crate) fn unsubscribe(id: &Value, reference: impl Into<Value>) -> Value {
    signed(json!({ "event": "unsubscribe", "data": id }), reference)
}

fn signed(mut message: Value, reference: impl Into<Value>) -> Value {
    message["referenceId"] = reference.into();
    message["userAgent"] = json!("WWE Client");
    message["protocolVersion"] = json!(2);
    message
}

/// The round trip that shows that nothing else was said before its answer.
pub(crate) fn fence(reference: impl Into<Value>) -> Value {
    request("interaction.getInteractions", json!([]), reference)
}

/// A text with blanks after it, which mean nothing in JSON.
pub(crate) fn padded(text: &str, bytes: usize) -> String {
    text.to_owned() + &" ".repeat(bytes - text.len())
}

/// The event types of messages, in order; answers are left out.
pub(crate) fn event_types(messages: &[Value]) -> Vec<&str> {
    let events = messages.iter().filter(|message| message.get("event").is_some());
    events.map(|event| event["data"]["eventType"].as_str().expect("an event type")).collect()
}
