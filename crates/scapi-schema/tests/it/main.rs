//! The contract as it is written down: schemas, catalogue, wire types, and the texts of errors.
//! Expected values are read off the documentation and `schemas/clauses.json`, never off the code.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a test reads better when it hands over what `json!` makes"
)]

mod catalogue;
mod documented;
mod envelope;
#[cfg(feature = "validate")]
mod fixtures;
mod hostile;
#[cfg(feature = "schemars")]
mod languages;
mod messenger;
#[cfg(feature = "validate")]
mod mutation;
mod parameters;
mod policy;
mod profile;
mod random;
mod round_trip;
#[cfg(feature = "schemars")]
mod schemas;
mod stimulus;
#[cfg(feature = "strategies")]
mod strategy;
mod voice;

use std::{fs, path::PathBuf};

use serde_json::Value;

/// A file of the folder `schemas`.
fn schema_path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schemas").join(file)
}

/// A JSON file of the folder `schemas`.
fn schema_file(file: &str) -> Value {
    let text = fs::read_to_string(schema_path(file)).expect("a file of the folder schemas");
    serde_json::from_str(&text).expect("JSON")
}

/// What a schema has against a value; empty if it is valid.
fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("a schema that can be compiled");
    validator.iter_errors(value).map(|error| format!("{error} at {}", error.instance_path())).collect()
}
