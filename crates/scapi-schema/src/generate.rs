//! JSON Schemas of the wire types: what `schemars` derives, plus `$schema`, `$id`, examples and the rules a type cannot say.
//! `cargo xtask schemas` writes them to `schemas/`. Each document stands alone: what it refers to is in its `$defs`.

mod examples;
mod methods;
mod rules;

pub(crate) use rules::{anything, truthy};

use alloc::{format, string::String, vec::Vec};

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::{agent, clause, driver, envelope, event, interaction, journal, profile, stimulus};

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

/// Every document, sorted by file name.
#[must_use]
pub fn documents() -> Vec<Document> {
    let mut documents = Vec::from([
        document::<envelope::Request>("request", rules::app_message),
        document::<envelope::Subscribe>("subscribe", rules::app_message),
        document::<envelope::Unsubscribe>("unsubscribe", rules::app_message),
        document::<envelope::Response>("response", rules::response),
        document::<envelope::Failure>("failure", rules::failure),
        document::<envelope::Event>("event", rules::host_message),
        document::<envelope::FrameGreeting>("frame-greeting", rules::frame_greeting),
        document::<interaction::Interaction>("interaction", rules::none),
        document::<interaction::Party>("party", rules::none),
        document::<interaction::Contact>("contact", rules::none),
        document::<interaction::State>("state", rules::none),
        document::<event::InteractionEvent>("interaction-event", rules::interaction_event),
        document::<agent::Agent>("agent", rules::none),
        document::<stimulus::Stimulus>("stimulus", rules::none),
        document::<journal::JournalEntry>("journal-entry", rules::none),
        document::<profile::HostProfile>("host-profile", rules::none),
        document::<driver::DriverRequest>("driver-request", rules::none),
        document::<driver::DriverAnswer>("driver-answer", rules::none),
        document::<clause::Catalogue>("clauses", rules::none),
    ]);
    documents.extend(methods::documents());
    documents.sort_by(|a, b| a.file.cmp(&b.file));
    documents
}

fn document<T: JsonSchema>(name: &str, rule: fn(&mut Map<String, Value>)) -> Document {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    let mut fields = schema.to_value().as_object().cloned().unwrap_or_default();
    rule(&mut fields);
    finish(name, fields)
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
    Document { file, schema: Value::Object(schema) }
}
