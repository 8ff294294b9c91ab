//! Schemas of draft 07 from the shapes in the table of methods.

use alloc::string::String;

use serde_json::{Map, Value, json};

use super::draft07::component;
use crate::{
    method::{Field, ParameterInfo, Record, Shape},
    parameter::Presence,
};

/// A tuple of positional parameters; more than are documented are tolerated, null counts as absent.
pub(super) fn slots(parameters: &[ParameterInfo]) -> Value {
    let needed = parameters.iter().rposition(|slot| slot.presence == Presence::Required);
    let Some(last) = needed.or(parameters.len().checked_sub(1)) else {
        return json!({ "type": ["array", "null"] });
    };
    let items: Value = parameters.iter().map(slot).collect();
    let least = needed.map_or(0, |_| last + 1);
    json!({ "type": if least == 0 { json!(["array", "null"]) } else { json!("array") }, "items": items, "minItems": least })
}

fn slot(parameter: &ParameterInfo) -> Value {
    let mut schema = match parameter.presence {
        Presence::Required => shape(&parameter.shape),
        Presence::Optional => or_null(&parameter.shape),
    };
    schema["title"] = json!(parameter.name);
    schema
}

/// The schema of a shape.
pub(super) fn shape(of: &Shape) -> Value {
    match of {
        Shape::Any => json!({}),
        Shape::Text => json!({ "type": "string" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::KeyValues => json!({ "type": "object" }),
        Shape::Values(known) => json!({ "type": "string", "examples": known }),
        Shape::Document(name) => component(name),
        Shape::Record(known) => record(known),
        Shape::List(item) => json!({ "type": "array", "items": shape(item) }),
        Shape::OneOrMore(item) => {
            json!({ "anyOf": [shape(item), { "type": "array", "items": shape(item) }] })
        }
        Shape::OrNull(value) => or_null(value),
    }
}

fn or_null(value: &Shape) -> Value {
    json!({ "anyOf": [shape(value), { "type": "null" }] })
}

fn record(record: &Record) -> Value {
    let fields: Map<String, Value> = record.fields.iter().map(field).collect();
    let always = record.fields.iter().filter(|field| field.presence == Presence::Required);
    let required: Value = always.map(|field| field.name).collect();
    json!({ "type": "object", "description": record.about, "properties": fields, "required": required })
}

fn field(field: &Field) -> (String, Value) {
    let mut schema = shape(&field.shape);
    if !field.about.is_empty() {
        schema["description"] = json!(field.about);
    }
    (field.name.into(), schema)
}
