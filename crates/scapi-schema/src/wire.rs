//! How JSON of the wire maps to Rust: absent, null and present kept apart, unknown fields and values kept.
//! One mechanism of each, used by every wire type.

mod open_enum;
mod property;

pub(crate) use open_enum::open_enum;
pub use property::Property;

use alloc::string::String;
use serde_json::{Map, Value};

/// Fields of a message that this version does not know, in the order they came. Every wire type flattens one
/// in as its last field, so that a round trip loses nothing.
pub type Extra = Map<String, Value>;

/// The JSON kind of a value, as a person would say it: `a string`, `null`, `an object`.
#[must_use]
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
