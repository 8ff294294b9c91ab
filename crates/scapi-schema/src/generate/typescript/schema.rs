//! TypeScript types from the JSON Schemas of the wire types.
//! What a host may add stays out of the types of the Interaction namespace, so that a slip of the pen is an error.

use alloc::{format, string::String, vec::Vec};

use serde_json::Value;

use super::text::Text;
use crate::{
    event::EventType,
    generate::{Document, title},
    interaction::State,
};

/// A type to declare: its document, its definition in it (none for the document itself), and whether any key may be read.
type Declared = (&'static str, Option<&'static str>, Keys);

/// Whether a type lets an app read keys that it does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keys {
    Listed,
    Any,
}

const EVENTS: &[Declared] = &[("interaction-event", None, Keys::Any), ("markdone-event", None, Keys::Any)];

const INTERACTIONS: &[Declared] = &[
    ("interaction", Some("Direction"), Keys::Listed),
    ("interaction", Some("CallType"), Keys::Listed),
    ("interaction", Some("RecordingState"), Keys::Listed),
    ("interaction", Some("RonaCallState"), Keys::Listed),
    ("party", None, Keys::Listed),
    ("contact", None, Keys::Listed),
    ("interaction", None, Keys::Listed),
    ("target-query", Some("TargetType"), Keys::Listed),
    ("target-query", Some("Target"), Keys::Listed),
    ("consult-target-query", Some("ConsultTarget"), Keys::Listed),
];

const QUERIES: &str = "
/** A string is the phone number of a custom contact. */
type TargetQuery = string | Target;

/** Sources differ on the key of the target's type; give the one that your host reads, or both alike. */
type ConsultTargetQuery = string | (ConsultTarget & ({ type: TargetType } | { target: TargetType }));
";

/// Every type that has a JSON Schema.
pub(super) fn types(documents: &[Document]) -> String {
    let mut text = Text::default();
    text.doc(
        "",
        "What happened to an interaction. It differs from the state: `ESTABLISHED` goes with `TALKING`.",
    );
    let event_types: Vec<&str> = EventType::KNOWN.iter().map(EventType::as_str).collect();
    text.union("type InteractionEventType = Open<", &event_types, ">;");
    EVENTS.iter().for_each(|declared| declare(&mut text, documents, *declared));
    text.gap();
    text.line("// ── Interactions ──");
    text.gap();
    text.doc(
        "",
        "State of an interaction. `CANCELLED` is an outbound e-mail's, `CANCELED` a call preview's.",
    );
    let states: Vec<&str> = State::KNOWN.iter().map(State::as_str).collect();
    text.union("type InteractionState = ", &states, ";");
    text.gap();
    text.doc("", "Values are mostly strings, sometimes numbers.");
    text.line("type UserData = Record<string, unknown>;");
    INTERACTIONS.iter().for_each(|declared| declare(&mut text, documents, *declared));
    QUERIES.lines().for_each(|line| text.line(line));
    text.gap();
    text.line("// ── The other namespaces ──");
    declare(&mut text, documents, ("agent", None, Keys::Any));
    format!("{text}")
}

fn declare(text: &mut Text, documents: &[Document], (document, definition, keys): Declared) {
    let Some(found) = documents.iter().find(|found| found.name() == document) else { return };
    let (name, schema) = match definition {
        None => (title(document), &found.schema),
        Some(name) => (name.into(), &found.schema["$defs"][name]),
    };
    text.gap();
    text.doc("", schema["description"].as_str().unwrap_or_default());
    match schema["properties"].as_object() {
        Some(properties) => {
            text.line(&format!("interface {} {{", exported(&name)));
            properties.iter().for_each(|(key, property)| field(text, key, property, &schema["required"]));
            if keys == Keys::Any {
                text.line("  [key: string]: unknown;");
            }
            text.line("}");
        }
        None => text.union(&format!("type {} = ", exported(&name)), &strings(&schema["enum"]), ";"),
    }
}

fn field(text: &mut Text, key: &str, schema: &Value, required: &Value) {
    let mark = if strings(required).contains(&key) { "" } else { "?" };
    text.doc("  ", schema["description"].as_str().unwrap_or_default());
    text.line(&format!("  {key}{mark}: {};", named(schema)));
}

/// The type of a property.
fn named(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return exported(reference.rsplit('/').next().unwrap_or_default()).into();
    }
    if let Some(members) = schema["anyOf"].as_array() {
        return members.iter().map(named).collect::<Vec<_>>().join(" | ");
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => Vec::from_iter(kind.as_str()),
    };
    let each: Vec<String> = kinds.into_iter().map(|kind| simple(kind, schema)).collect();
    if each.is_empty() { "unknown".into() } else { each.join(" | ") }
}

fn simple(kind: &str, schema: &Value) -> String {
    match kind {
        "integer" => "number".into(),
        "array" => format!("{}[]", named(&schema["items"])),
        "object" => "UserData".into(),
        kind => kind.into(),
    }
}

/// The names under which apps know the types.
pub(super) fn exported(name: &str) -> &str {
    match name {
        "State" => "InteractionState",
        "EventType" => "InteractionEventType",
        "InteractionEvent" => "InteractionEventData",
        "MarkdoneEvent" => "MarkdoneEventData",
        name => name,
    }
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
