//! The JSON Schemas of the contract as components, in draft 07: the dialect of AsyncAPI.
//! Three things differ: where definitions stand, how tuples are written, and that nothing counts beside a `$ref`.

use alloc::{format, string::String, vec::Vec};

use serde_json::{Map, Value, json};

use crate::generate::{Document, title};

/// What the message channel has nothing to do with: formats of hosts and tests.
const ELSEWHERE: [&str; 10] = [
    "clauses",
    "driver-answer",
    "driver-request",
    "expectation",
    "fault",
    "host-profile",
    "journal-entry",
    "policies",
    "scenario",
    "stimulus",
];

/// A reference to a schema by the name of its document.
pub(super) fn component(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Every schema that messages are made of, by name.
pub(super) fn schemas(documents: &[Document]) -> Map<String, Value> {
    let channel = || documents.iter().filter(|document| !ELSEWHERE.contains(&document.name()));
    let names: Vec<&str> = channel().map(Document::name).collect();
    let mut schemas = Map::new();
    for document in channel() {
        let mut schema = document.schema.clone();
        let definitions = schema.as_object_mut().and_then(|fields| fields.remove("$defs"));
        let definitions = definitions.as_ref().and_then(Value::as_object).into_iter().flatten();
        for (name, definition) in definitions.filter(|(name, _)| named(name, &names) == **name) {
            schemas.insert(name.clone(), converted(definition, &names));
        }
        schemas.insert(document.name().into(), converted(&schema, &names));
    }
    schemas
}

/// The component that a definition is: the document of that type if there is one, else one of its own.
fn named<'a>(definition: &'a str, documents: &[&'a str]) -> &'a str {
    documents.iter().find(|name| title(name) == definition).unwrap_or(&definition)
}

fn converted(schema: &Value, documents: &[&str]) -> Value {
    match schema {
        Value::Object(fields) => object(fields, documents),
        Value::Array(items) => items.iter().map(|item| converted(item, documents)).collect(),
        simple => simple.clone(),
    }
}

fn object(fields: &Map<String, Value>, documents: &[&str]) -> Value {
    let mut into = Map::new();
    for (key, value) in fields {
        match (key.as_str(), value) {
            ("$schema" | "$id", _) => {}
            ("$ref", Value::String(reference)) => {
                let definition = reference.rsplit('/').next().unwrap_or_default();
                add(&mut into, json!([component(named(definition, documents))]));
            }
            ("allOf", rules) => add(&mut into, converted(rules, documents)),
            ("prefixItems", items) => {
                into.insert("items".into(), converted(items, documents));
            }
            ("const" | "enum" | "examples", value) => {
                into.insert(key.clone(), value.clone());
            }
            (key, value) => {
                into.insert(key.into(), converted(value, documents));
            }
        }
    }
    lone_reference(into)
}

/// A reference and rules beside it are rules alike.
fn add(fields: &mut Map<String, Value>, rules: Value) {
    if let (Value::Array(all), Value::Array(mut rules)) =
        (fields.entry("allOf").or_insert_with(|| json!([])), rules)
    {
        all.append(&mut rules);
    }
}

/// What refers and says nothing else is a mere reference.
fn lone_reference(fields: Map<String, Value>) -> Value {
    match fields.get("allOf") {
        Some(Value::Array(all)) if fields.len() == 1 && all.len() == 1 => all[0].clone(),
        _ => Value::Object(fields),
    }
}
