//! Rules that a Rust type cannot say, added to what is derived from it.
//! Each function takes the schema of one document.

use alloc::string::String;

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::envelope::{CLIENT_USER_AGENT, PROTOCOL_VERSION, SERVER_USER_AGENT};

pub(super) fn none(_: &mut Map<String, Value>) {}

/// What the client puts on everything it sends.
pub(super) fn app_message(schema: &mut Map<String, Value>) {
    let properties = &mut schema["properties"];
    properties["userAgent"] =
        json!({ "description": "Says that an app is speaking.", "const": CLIENT_USER_AGENT });
    properties["protocolVersion"] =
        json!({ "description": "The one version there is.", "const": PROTOCOL_VERSION });
    let id = json!({ "description": "Correlates the answer; the client makes decimal strings from \"0\".", "not": falsy() });
    properties["referenceId"] = id;
    require(schema, &["referenceId", "userAgent", "protocolVersion"]);
}

/// What a host puts on everything it sends.
pub(super) fn host_message(schema: &mut Map<String, Value>) {
    let properties = &mut schema["properties"];
    properties["userAgent"] =
        json!({ "description": "Says that a host is speaking.", "const": SERVER_USER_AGENT });
    properties["protocolVersion"] =
        json!({ "description": "The one version there is.", "const": PROTOCOL_VERSION });
}

pub(super) fn response(schema: &mut Map<String, Value>) {
    host_message(schema);
    schema.insert(
        "not".into(),
        json!({ "anyOf": [{ "required": ["errorMessage"] }, { "required": ["event"] }] }),
    );
}

pub(super) fn failure(schema: &mut Map<String, Value>) {
    host_message(schema);
    require(schema, &["referenceId"]);
    schema.insert("not".into(), json!({ "required": ["event"] }));
}

/// The client would take a `frameId` of null, and put null on everything it sends.
pub(super) fn frame_greeting(schema: &mut Map<String, Value>) {
    host_message(schema);
    schema["properties"]["frameId"] =
        json!({ "description": "The name, of whatever type but null.", "not": { "type": "null" } });
    schema.insert(
        "not".into(),
        json!({ "anyOf": [{ "required": ["event"] }, { "required": ["referenceId"] }] }),
    );
}

/// The three `CASE_*` carry a case and no interaction; the others carry the interaction.
pub(super) fn interaction_event(schema: &mut Map<String, Value>) {
    let case = json!({ "properties": { "eventType": { "enum": ["CASE_COLLAPSED", "CASE_EXPANDED", "CASE_SELECTED"] } } });
    schema.insert("if".into(), case);
    schema.insert(
        "then".into(),
        json!({ "required": ["selectedCaseId"], "not": { "required": ["interaction"] } }),
    );
    schema.insert("else".into(), json!({ "not": { "required": ["selectedCaseId"] } }));
}

fn require(schema: &mut Map<String, Value>, names: &[&str]) {
    let required = schema.entry(String::from("required")).or_insert_with(|| json!([]));
    if let Value::Array(required) = required {
        required.extend(names.iter().map(|name| json!(name)));
    }
}

fn falsy() -> Value {
    json!({ "enum": [null, false, 0, ""] })
}

/// A value that JavaScript takes for true.
pub(crate) fn truthy(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "not": falsy() })
}

/// Any value at all.
pub(crate) fn anything(_: &mut SchemaGenerator) -> Schema {
    json_schema!({})
}
