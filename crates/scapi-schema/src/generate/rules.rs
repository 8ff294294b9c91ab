//! Rules that a Rust type cannot say, added to what is derived from it. Each names its clause in `x-clause`, an annotation
//! that validators ignore and that turns a schema error into the sentence of the contract that is broken.

use alloc::{string::String, vec::Vec};

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::{
    envelope::{CLIENT_USER_AGENT, PROTOCOL_VERSION, SERVER_USER_AGENT},
    event::{Carries, EVENT_TYPES, EventTypeInfo},
};

type Fields = Map<String, Value>;

pub(super) fn none(_: &mut Fields) {}

/// Where a value of another type than text is wanted, a template may stand for it: `"${int 1 9}"`.
pub(super) fn scenario(schema: &mut Fields) {
    const NOT_BY_TEMPLATE: [&str; 3] = ["seed", "variables", "verdictWithinMs"];
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (_, property) in properties.iter_mut().filter(|(name, _)| !NOT_BY_TEMPLATE.contains(&name.as_str())) {
        allow_template(property);
    }
    if let Some(definitions) = schema.get_mut("$defs") {
        allow_template(definitions);
    }
}

fn allow_template(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let is_free =
                !fields.contains_key("properties") && fields.get("items").is_none_or(|items| *items == true);
            let kinds = fields.get("type").map(|kind| match kind {
                Value::Array(kinds) => kinds.clone(),
                kind => Vec::from([kind.clone()]),
            });
            let is_other = |kind: &Value| {
                ["integer", "number", "boolean"].iter().any(|other| kind == other)
                    || (is_free && (kind == "object" || kind == "array"))
            };
            if let Some(mut kinds) = kinds.filter(|kinds| kinds.iter().any(is_other)) {
                kinds.push("string".into());
                fields.insert("type".into(), Value::Array(kinds));
                fields.insert("pattern".into(), json!(r"^\$\{.*\}$"));
            }
            fields.values_mut().for_each(allow_template);
        }
        Value::Array(items) => items.iter_mut().for_each(allow_template),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The rules of types that stand in the `$defs` of a document.
pub(super) fn definitions(definitions: &mut Fields) {
    for (name, rule) in
        [("Interaction", interaction as fn(&mut Fields)), ("InteractionEvent", interaction_event)]
    {
        if let Some(Value::Object(definition)) = definitions.get_mut(name) {
            rule(definition);
        }
    }
}

/// The clause of a document as a whole; what is inside names its own.
const CLAUSES: &[(&str, &str)] = &[
    ("Request", "app/1"),
    ("Subscribe", "subscription/1"),
    ("Unsubscribe", "subscription/8"),
    ("Response", "envelope/29"),
    ("Failure", "envelope/6"),
    ("Event", "envelope/37"),
    ("FrameGreeting", "envelope/23"),
    ("Interaction", "type.interaction/1"),
    ("InteractionEvent", "event.interaction/2"),
    ("MarkdoneEvent", "event.markdone/4"),
    ("State", "type.interaction/6"),
    ("Party", "type.party/1"),
    ("Contact", "type.contact/1"),
    ("Agent", "type.agent/1"),
    ("Query", "type.targetQuery/11"),
];

/// Names the clause of a type, unless it has one.
pub(super) fn name_clause(title: &str, schema: &mut Fields) {
    let clause = CLAUSES.iter().find(|(name, _)| *name == title).map(|(_, clause)| json!(clause));
    if let Some(clause) = clause.filter(|_| !schema.contains_key("x-clause")) {
        schema.insert("x-clause".into(), clause);
    }
}

/// What the client puts on everything it sends.
pub(super) fn app_message(schema: &mut Fields) {
    let properties = &mut schema["properties"];
    properties["userAgent"] = json!({ "description": "Says that an app is speaking.", "const": CLIENT_USER_AGENT, "x-clause": "app/3" });
    properties["protocolVersion"] =
        json!({ "description": "The one version there is.", "const": PROTOCOL_VERSION, "x-clause": "app/4" });
    properties["referenceId"] = json!({
        "description": "Correlates the answer; the client makes decimal strings from \"0\".",
        "not": falsy(),
        "x-clause": "app/5"
    });
    require(schema, &["referenceId", "userAgent", "protocolVersion"]);
}

/// What a host puts on everything it sends.
pub(super) fn host_message(schema: &mut Fields) {
    let properties = &mut schema["properties"];
    properties["userAgent"] = json!({ "description": "Says that a host is speaking.", "const": SERVER_USER_AGENT, "x-clause": "envelope/1" });
    properties["protocolVersion"] = json!({ "description": "The one version there is.", "const": PROTOCOL_VERSION, "x-clause": "envelope/2" });
}

pub(super) fn response(schema: &mut Fields) {
    host_message(schema);
    require(schema, &["referenceId"]);
    rule(schema, "envelope/5", forbidden(&["errorMessage"]));
    rule(schema, "envelope/4", forbidden(&["event"]));
}

pub(super) fn failure(schema: &mut Fields) {
    host_message(schema);
    require(schema, &["referenceId"]);
    rule(schema, "envelope/4", forbidden(&["event"]));
}

/// `eventType` and the rest of an interaction event are checked where the event is one of `interaction`.
pub(super) fn event(schema: &mut Fields) {
    host_message(schema);
    rule(schema, "envelope/37", forbidden(&["referenceId", "subscriptionId", "errorMessage"]));
}

/// The name must not be null, or the client would say null ever after.
pub(super) fn frame_greeting(schema: &mut Fields) {
    host_message(schema);
    schema["properties"]["frameId"]["not"] = json!({ "type": "null" });
    require(schema, &["frameId"]);
    rule(schema, "envelope/23", forbidden(&["event", "referenceId"]));
}

/// Voice-only attributes, and what only an unanswered call has.
pub(super) fn interaction(schema: &mut Fields) {
    const VOICE_ONLY: [(&str, &str); 7] = [
        ("callUuid", "type.interaction/13"),
        ("direction", "type.interaction/14"),
        ("callType", "type.interaction/18"),
        ("ani", "type.interaction/24"),
        ("dnis", "type.interaction/25"),
        ("recordingState", "type.interaction/26"),
        ("ronaCallState", "type.interaction/31"),
    ];
    let other_medium = json!({
        "properties": { "media": { "type": "string", "not": { "const": "voice" } } },
        "required": ["media"]
    });
    let null =
        |(name, clause): (&str, &str)| (String::from(name), json!({ "type": "null", "x-clause": clause }));
    let nulls: Fields = VOICE_ONLY.into_iter().map(null).collect();
    conditional(schema, "type.interaction/13", &other_medium, &json!({ "properties": nulls }));
    let unanswered =
        json!({ "properties": { "ronaCallState": { "type": "string" } }, "required": ["ronaCallState"] });
    let ended = json!({ "properties": {
        "state": { "const": "IDLE", "x-clause": "type.interaction/31" },
        "previousState": { "const": "RINGING", "x-clause": "type.interaction/31" },
        "direction": { "const": "IN", "x-clause": "type.interaction/31" }
    } });
    conditional(schema, "type.interaction/31", &unanswered, &ended);
}

/// What each event type carries, from the table of event types.
pub(super) fn interaction_event(schema: &mut Fields) {
    let rules: Vec<_> = EVENT_TYPES.iter().filter_map(|info| Some((info, carried(info)?))).collect();
    for group in rules.chunks(EVENT_TYPES_IN_A_GROUP) {
        let names: Value = group.iter().map(|(info, _)| json!(info.event_type)).collect();
        let mut members = Fields::new();
        for (info, then) in group {
            conditional(&mut members, info.clause, &of_type(&json!({ "const": info.event_type })), then);
        }
        if let Value::Array(rules) = schema.entry("allOf").or_insert_with(|| json!([])) {
            rules.push(json!({ "if": of_type(&json!({ "enum": names })), "then": members }));
        }
    }
    rule(
        schema,
        "event.interaction/3",
        json!({ "properties": { "interaction": { "not": { "type": "null" } } } }),
    );
    let cases: Vec<_> = EVENT_TYPES.iter().filter(|info| info.carries == Carries::Case).collect();
    let names: Value = cases.iter().map(|info| json!(info.event_type)).collect();
    let other = of_type(&json!({ "not": { "enum": names } }));
    conditional(schema, "event.interaction/47", &other, &forbidden(&["selectedCaseId"]));
}

/// A validator that finds a group not concerned need not look at its members; about the square root of all makes the fewest looks.
const EVENT_TYPES_IN_A_GROUP: usize = 6;

fn of_type(event_type: &Value) -> Value {
    json!({ "properties": { "eventType": event_type }, "required": ["eventType"] })
}

fn carried(info: &EventTypeInfo) -> Option<Value> {
    match info.carries {
        Carries::Interaction => None,
        Carries::InteractionIn(state) => Some(json!({ "properties": { "interaction": {
            "properties": { "state": { "const": state, "x-clause": info.clause } }
        } } })),
        Carries::Case => Some(json!({
            "properties": { "selectedCaseId": { "type": "string" } },
            "required": ["selectedCaseId"],
            "not": { "required": ["interaction"] },
            "x-clause": "event.interaction/47"
        })),
    }
}

/// A `markdone` event names its interaction in one of two ways.
pub(super) fn markdone_event(schema: &mut Fields) {
    // An object under another key: where the profile's eventInteractionKey puts the interaction.
    let other = "^(?!(eventType|interaction|interactionId|warningMessage)$)";
    let elsewhere = json!({ "not": { "patternProperties": { other: { "not": { "type": "object" } } } } });
    let either = json!({ "anyOf": [
        { "required": ["interaction"], "properties": { "interaction": { "type": "object" } } },
        { "required": ["interactionId"], "properties": { "interactionId": { "type": "string" } } },
        elsewhere
    ] });
    rule(schema, "event.markdone/4", either);
}

/// One flat object of strings and numbers; strict mode reports other values.
pub(super) fn user_data(schema: &mut Fields) {
    *schema = fields(&json!({
        "title": "UserData",
        "description": "Attached key/value pairs. Strings and numbers are seen in the wild; other values are tolerated.",
        "type": "object",
        "x-clause": "type.userData/1"
    }));
}

pub(super) fn extensions(schema: &mut Fields) {
    *schema = fields(&json!({
        "title": "Extensions",
        "description": "Key/value pairs for the telephony server. Null and an empty object mean that there are none.",
        "type": ["object", "null"],
        "x-clause": "type.extensions/1"
    }));
}

pub(super) fn journal_entry(schema: &mut Fields) {
    schema["properties"]["seq"]["minimum"] = json!(1);
    schema["properties"]["wallTime"]["pattern"] = json!("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$");
}

/// A message op carries JSON or text, and not both.
pub(super) fn driver_request(schema: &mut Fields) {
    let message = json!({ "properties": { "op": { "const": "message" } }, "required": ["op"] });
    let one = json!({ "oneOf": [{ "required": ["message"] }, { "required": ["text"] }] });
    if let Value::Array(rules) = schema.entry("allOf").or_insert_with(|| json!([])) {
        rules.push(json!({ "if": message, "then": one }));
    }
}

pub(super) fn driver_answer(schema: &mut Fields) {
    require(schema, &["id"]);
}

fn fields(value: &Value) -> Fields {
    value.as_object().cloned().unwrap_or_default()
}

/// Adds a rule under the clause that it comes from.
fn rule(schema: &mut Fields, clause: &str, mut rule: Value) {
    rule["x-clause"] = json!(clause);
    if let Value::Array(rules) = schema.entry("allOf").or_insert_with(|| json!([])) {
        rules.push(rule);
    }
}

fn conditional(schema: &mut Fields, clause: &str, when: &Value, then: &Value) {
    rule(schema, clause, json!({ "if": when, "then": then }));
}

fn forbidden(names: &[&str]) -> Value {
    let any: Value = names.iter().map(|name| json!({ "required": [name] })).collect();
    json!({ "not": { "anyOf": any } })
}

fn require(schema: &mut Fields, names: &[&str]) {
    let required = schema.entry("required").or_insert_with(|| json!([]));
    if let Value::Array(required) = required {
        let missing = names.iter().map(|name| json!(name)).filter(|name| !required.contains(name));
        required.extend(missing.collect::<Vec<_>>());
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

/// A non-empty string or a number.
pub(crate) fn subscription_id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "number"], "minLength": 1 })
}
