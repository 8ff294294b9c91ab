//! JSON Schemas of the wire types: what `schemars` derives, plus `$schema`, `$id`, examples and the rules a type cannot say.
//! `cargo xtask schemas` writes them to `schemas/`. Each document stands alone: what it refers to is in its `$defs`.
//! From them and from the tables of methods and events come TypeScript declarations and an AsyncAPI document.

mod asyncapi;
mod examples;
mod methods;
mod rules;
mod typescript;

pub(crate) use rules::{anything, subscription_id, truthy};

use alloc::{format, string::String, vec::Vec};

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Map, Value, json};

use crate::{
    UserData, agent, clause, driver, envelope, event, expectation, fault, interaction, journal, policy,
    profile, scenario, stimulus,
};

/// Where the schemas say they live.
pub const BASE: &str = "https://scapi.dev/schemas/";

/// One document of the contract.
#[derive(Clone, Debug)]
pub struct Document {
    /// File name in `schemas/`, such as `request.schema.json`.
    pub file: String,
    /// The JSON Schema.
    pub schema: Value,
}

impl Document {
    /// The file name without its ending, such as `request`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.file.strip_suffix(".schema.json").unwrap_or(&self.file)
    }
}

/// A file of the contract as it stands in `schemas/`.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// Every file that is made from the types: the JSON Schemas, the TypeScript declarations, the AsyncAPI document.
#[must_use]
pub fn files() -> Vec<File> {
    let documents = documents();
    let json = |name: &str, value: &Value| File { name: name.into(), text: format!("{value:#}\n") };
    let mut files: Vec<File> =
        documents.iter().map(|document| json(&document.file, &document.schema)).collect();
    files.push(json("asyncapi.json", &asyncapi::document(&documents)));
    let declarations = typescript::declarations(&documents);
    files.push(File { name: "wwe-service-client-api.d.ts".into(), text: declarations });
    files.push(File { name: "scapi-client.d.ts".into(), text: typescript::of_promises(&documents) });
    files
}

/// `consult-target-query` as the name of a type: `ConsultTargetQuery`.
fn title(name: &str) -> String {
    let words = name.split('-').map(|word| word.split_at(word.len().min(1)));
    words.flat_map(|(first, rest)| [first.to_uppercase(), rest.into()]).collect()
}

/// Every document, sorted by file name.
#[must_use]
pub fn documents() -> Vec<Document> {
    let mut documents = Vec::from([
        document::<envelope::Request>("request", rules::app_message),
        document::<envelope::Subscribe>("subscribe", rules::app_message),
        document::<envelope::Unsubscribe>("unsubscribe", rules::app_message),
        document::<envelope::Response>("response", rules::response),
        document::<envelope::Failure>("failure", rules::failure),
        document::<envelope::Event>("event", rules::event),
        document::<envelope::FrameGreeting>("frame-greeting", rules::frame_greeting),
        document::<interaction::Interaction>("interaction", rules::interaction),
        document::<interaction::Party>("party", rules::none),
        document::<interaction::Contact>("contact", rules::none),
        document::<interaction::State>("state", rules::none),
        document::<event::InteractionEvent>("interaction-event", rules::interaction_event),
        document::<event::MarkdoneEvent>("markdone-event", rules::markdone_event),
        document::<UserData>("user-data", rules::user_data),
        document::<UserData>("extensions", rules::extensions),
        document::<interaction::TargetQuery>("target-query", rules::none),
        document::<interaction::ConsultTargetQuery>("consult-target-query", rules::none),
        document::<agent::Agent>("agent", rules::none),
        document::<stimulus::Stimulus>("stimulus", rules::none),
        document::<journal::JournalEntry>("journal-entry", rules::journal_entry),
        document::<profile::HostProfile>("host-profile", rules::none),
        document::<policy::Policies>("policies", rules::none),
        document::<expectation::Expectation>("expectation", rules::none),
        document::<fault::Fault>("fault", rules::none),
        document::<scenario::Scenario>("scenario", rules::scenario),
        document::<driver::DriverRequest>("driver-request", rules::driver_request),
        document::<driver::DriverAnswer>("driver-answer", rules::driver_answer),
        document::<clause::Catalogue>("clauses", rules::none),
    ]);
    documents.extend(methods::documents());
    documents.sort_by(|a, b| a.file.cmp(&b.file));
    documents
}

fn document<T: JsonSchema>(name: &str, rule: fn(&mut Map<String, Value>)) -> Document {
    let mut fields = root::<T>();
    rule(&mut fields);
    let title: String = fields.get("title").and_then(Value::as_str).unwrap_or_default().into();
    rules::name_clause(&title, &mut fields);
    finish(name, fields)
}

/// What is derived from a type, with the rules of the types inside it.
fn root<T: JsonSchema>() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(without_width));
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let mut fields = schema.to_value().as_object().cloned().unwrap_or_default();
    if let Some(Value::Object(definitions)) = fields.get_mut("$defs") {
        rules::definitions(definitions);
    }
    fields
}

/// A type's schema with everything it refers to inside it.
pub(crate) fn inlined<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.remove("$schema");
    schema
}

/// Puts `$schema` and `$id` first and the examples last.
fn finish(name: &str, mut fields: Map<String, Value>) -> Document {
    let file = format!("{name}.schema.json");
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".into(), json!(format!("{BASE}{file}")));
    fields.remove("$schema");
    schema.append(&mut fields);
    schema.insert("examples".into(), Value::Array(examples::of(name)));
    let mut schema = Value::Object(schema);
    without_code(&mut schema);
    Document { file, schema }
}

/// `uint64`, `double` and their kin are formats that JSON Schema does not know; strict validators refuse them.
fn without_width(schema: &mut Schema) {
    let width = |format: &str| format.contains("int") || matches!(format, "float" | "double");
    if schema.get("format").and_then(Value::as_str).is_some_and(width) {
        schema.remove("format");
    }
}

/// Descriptions come from documentation; the examples in it are Rust, which is of no use to readers of a schema.
fn without_code(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(text)) = fields.get_mut("description") {
                text.truncate(text.find("\n\n```").unwrap_or(text.len()));
            }
            fields.values_mut().for_each(without_code);
        }
        Value::Array(items) => items.iter_mut().for_each(without_code),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
