//! Sentences for people: what a schema error means.
//! The text comes from the kind of the error; where the kind says too little, the clause speaks.

use std::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use jsonschema::{
    ValidationError,
    error::{TypeKind, ValidationErrorKind},
};
use serde_json::Value;

use super::CATALOGUE;
use crate::{suggest, wire::kind};

/// Longer values are cut when they are quoted.
const QUOTED_AT_MOST: usize = 60;

/// What is wrong, and which known value was probably meant.
pub(super) fn sentence(error: &ValidationError<'_>, clause: Option<&str>) -> (String, Option<String>) {
    let got = error.instance();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            (format!("the property {property} is missing"), missing_meant(property, got))
        }
        ValidationErrorKind::Type { kind } => {
            (format!("this is {}, it has to be {}", a(got), wanted(kind)), None)
        }
        ValidationErrorKind::Enum { options } => not_one_of(got, options),
        ValidationErrorKind::Constant { expected_value } => {
            (format!("this has to be {expected_value}, got {}", quoted(got)), None)
        }
        ValidationErrorKind::MinLength { .. } => ("this must not be empty".into(), None),
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            (format!("there is no property {}", unexpected.join(", ")), None)
        }
        _ => (from_clause(error, clause), None),
    }
}

fn from_clause(error: &ValidationError<'_>, clause: Option<&str>) -> String {
    let clause = clause.and_then(|id| CATALOGUE.find(id));
    clause.map_or_else(|| error.to_string(), |clause| format!("this breaks the rule: {}", clause.requirement))
}

fn a(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::String(_) | Value::Number(_) | Value::Bool(_) => {
            format!("{} ({})", kind(value), quoted(value))
        }
        Value::Array(_) | Value::Object(_) => kind(value).into(),
    }
}

fn wanted(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => with_article(&one.to_string()),
        TypeKind::Multiple(types) => {
            types.iter().map(|one| with_article(&one.to_string())).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn with_article(json_type: &str) -> String {
    match json_type {
        "null" => json_type.into(),
        "array" | "object" | "integer" => format!("an {json_type}"),
        _ => format!("a {json_type}"),
    }
}

fn not_one_of(got: &Value, options: &Value) -> (String, Option<String>) {
    const LISTED_AT_MOST: usize = 8;
    let options: &[Value] = options.as_array().map_or(&[], Vec::as_slice);
    let names = options.iter().filter_map(Value::as_str);
    let meant = got.as_str().and_then(|given| suggest::nearest(given, names));
    let listed = options.iter().filter(|option| !option.is_null()).take(LISTED_AT_MOST);
    let mut listed: Vec<String> = listed.map(Value::to_string).collect();
    if options.len() > LISTED_AT_MOST {
        listed.push("…".into());
    }
    (format!("{} is none of {}", quoted(got), listed.join(", ")), meant.map(ToString::to_string))
}

/// A property that is there under a similar name.
fn missing_meant(property: &Value, object: &Value) -> Option<String> {
    let there = object.as_object()?.keys().map(String::as_str);
    suggest::nearest(property.as_str()?, there).map(ToString::to_string)
}

fn quoted(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(QUOTED_AT_MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
