//! Looking at lines and messages, and changing them: the words in which the table of mutants is written.
//! What is not there is left alone.

use serde_json::{Value, json};

/// Whether the line asks for this: a request by its name, or `subscribe` or `unsubscribe`.
pub(crate) fn is_asked(line: &Value, name: &str) -> bool {
    line["message"]["request"] == name || line["message"]["event"] == name
}

/// Whether the message is an event of this type.
pub(crate) fn is_event(message: &Value, kind: &str) -> bool {
    !message["event"].is_null() && message["data"]["eventType"] == kind
}

/// Whether the message is an answer.
pub(crate) fn is_answer(message: &Value) -> bool {
    message["event"].is_null()
}

/// Whether the message is an answer that tells of a failure.
pub(crate) fn is_failure(message: &Value) -> bool {
    is_answer(message) && !message["errorMessage"].is_null()
}

/// Whether the message is an answer that tells of a success.
pub(crate) fn is_success(message: &Value) -> bool {
    is_answer(message) && message["errorMessage"].is_null()
}

/// Changes each Interaction in a message: that of an event, that of an answer, those of a list.
pub(crate) fn each_interaction(message: &mut Value, mut change: impl FnMut(&mut Value)) {
    let found: Vec<&mut Value> = match message.get_mut("data") {
        Some(Value::Array(list)) => list.iter_mut().collect(),
        Some(data) if data.get("eventType").is_some() => data.get_mut("interaction").into_iter().collect(),
        Some(data) => vec![data],
        None => Vec::new(),
    };
    found.into_iter().filter(|value| value.get("interactionId").is_some()).for_each(&mut change);
}

/// Replaces what the pointer leads to.
pub(crate) fn replace(value: &mut Value, pointer: &str, with: impl FnOnce(&Value) -> Value) {
    if let Some(old) = value.pointer_mut(pointer) {
        *old = with(old);
    }
}

/// Takes a key away, and gives what it had.
pub(crate) fn take(value: &mut Value, key: &str) -> Option<Value> {
    value.as_object_mut()?.shift_remove(key)
}

/// A number as text, and text that is a number as one.
pub(crate) fn retyped(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.to_string()),
        Value::String(text) => text.parse::<u64>().map_or_else(|_| value.clone(), |number| json!(number)),
        other => other.clone(),
    }
}

/// Values of an object that are numbers, as text.
pub(crate) fn numbers_as_text(values: &Value) -> Value {
    let mut values = values.clone();
    for value in values.as_object_mut().into_iter().flat_map(serde_json::Map::values_mut) {
        if value.is_number() {
            *value = json!(value.to_string());
        }
    }
    values
}

/// A line by which the agent does something with the interaction that the request of a line is about.
pub(crate) fn agent(does: &str, line: &Value) -> Value {
    json!({ "op": "stimulus", "stimulus": { "type": does, "interactionId": line["message"]["parameters"][0] } })
}

/// A line by which the window of a line asks for something about the interaction that the line is about.
pub(crate) fn request(name: &str, line: &Value) -> Value {
    let parameters = [&line["message"]["parameters"][0]];
    let message = json!({ "request": name, "parameters": parameters, "referenceId": "unheard",
        "userAgent": "WWE Client", "protocolVersion": 2 });
    let mut asked = json!({ "op": "message", "frame": line["frame"], "message": message });
    if let Some(origin) = line.get("origin") {
        asked["origin"] = origin.clone();
    }
    asked
}
