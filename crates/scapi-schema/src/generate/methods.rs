//! Two documents a method: its positional parameters, and the `data` of its answer.
//! Named `interaction.accept.parameters` and `interaction.accept.data`.

use alloc::{format, string::String, vec::Vec};

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::{Document, finish};
use crate::{
    interaction::{
        Accept, DeleteUserData, GetByInteractionId, GetInteractions, Interaction, Markdone, Reject,
        SetUserData,
    },
    parameter::Method,
};

pub(super) fn documents() -> Vec<Document> {
    Vec::from([
        parameters::<Accept>(),
        void::<Accept>(),
        parameters::<DeleteUserData>(),
        void::<DeleteUserData>(),
        parameters::<GetByInteractionId>(),
        data::<GetByInteractionId, Option<Interaction>>(
            "The interaction, or null if there is none with this id.",
        ),
        parameters::<GetInteractions>(),
        data::<GetInteractions, Vec<Interaction>>("All interactions of the agent."),
        parameters::<Markdone>(),
        void::<Markdone>(),
        parameters::<Reject>(),
        void::<Reject>(),
        parameters::<SetUserData>(),
        void::<SetUserData>(),
    ])
}

/// An array with one schema a slot; more slots than documented are tolerated.
fn parameters<M: Method>() -> Document {
    let slots = M::slots();
    let required = slots.iter().rposition(|slot| slot.required).map_or(0, |last| last + 1);
    let mut schema = Map::new();
    schema.insert("title".into(), json!(format!("Parameters of {}", M::NAME)));
    schema.insert("description".into(), json!("Positional, in the order of the documentation."));
    schema
        .insert("type".into(), json!(if required == 0 { json!(["array", "null"]) } else { json!("array") }));
    if !slots.is_empty() {
        schema.insert("prefixItems".into(), slots.into_iter().map(slot).collect());
        schema.insert("minItems".into(), json!(required));
    }
    finish(&format!("{}.parameters", M::NAME), schema)
}

fn slot(slot: crate::parameter::Slot) -> Value {
    let mut fields = slot.schema.to_value();
    fields["title"] = json!(slot.name);
    fields
}

fn void<M: Method>() -> Document {
    let mut schema = described(
        M::NAME,
        "An operation without a result: null, true, or no data at all (profile voidResult).",
    );
    schema.insert("enum".into(), json!([null, true]));
    finish(&format!("{}.data", M::NAME), schema)
}

fn data<M: Method, T: JsonSchema>(description: &str) -> Document {
    let derived = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value();
    let mut schema = derived.as_object().cloned().unwrap_or_default();
    for (key, value) in described(M::NAME, description) {
        schema.insert(key, value);
    }
    finish(&format!("{}.data", M::NAME), schema)
}

fn described(method: &str, description: &str) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("title".into(), json!(format!("Data of the answer to {method}")));
    schema.insert("description".into(), json!(description));
    schema
}
