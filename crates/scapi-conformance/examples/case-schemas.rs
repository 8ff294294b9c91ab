//! Writes the JSON Schemas of the files that people write, and of the report, to `schemas/`, or checks them.
//! `cargo xtask schemas [--check]` runs it.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use scapi_conformance::case::CaseFile;
use scapi_conformance::coverage::Untestable;
use scapi_conformance::known::KnownList;
use scapi_conformance::report::RunReport;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    let check = env::args().any(|argument| argument == "--check");
    let documents = [
        document::<CaseFile>("case"),
        document::<KnownList>("known-failing"),
        document::<Untestable>("untestable"),
        document::<RunReport>("conformance-report"),
    ];
    let stale = documents
        .iter()
        .filter(|(file, text)| fs::read_to_string(folder.join(file)).ok().as_ref() != Some(text));
    let mut failed = false;
    for (file, text) in stale {
        let written =
            if check { Err("not what the types say".to_owned()) } else { write(&folder.join(file), text) };
        match written {
            Ok(()) => println!("wrote schemas/{file}"),
            Err(fault) => {
                eprintln!("schemas/{file}: {fault}");
                failed = true;
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| error.to_string())
}

fn document<T: JsonSchema>(name: &str) -> (String, String) {
    let file = format!("{name}.schema.json");
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(without_width));
    let root = settings.into_generator().into_root_schema_for::<T>();
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(format!("https://scapi.dev/schemas/{file}")));
    let derived = root.to_value();
    schema.extend(derived.as_object().into_iter().flatten().filter(|(key, _)| *key != "$schema").map(owned));
    let text = format!("{:#}\n", Value::Object(schema));
    (file, text)
}

fn owned((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

/// `uint64` and its kin are formats that only Rust knows; strict validators refuse them.
fn without_width(schema: &mut Schema) {
    if schema.get("format").and_then(Value::as_str).is_some_and(|format| format.contains("int")) {
        schema.remove("format");
    }
}
