//! Two documents a method: its positional parameters, and the `data` of its answer.
//! Named `interaction.accept.parameters` and `interaction.accept.data`.

use alloc::{format, string::String, vec::Vec};

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::{Document, finish, root};
use crate::{
    interaction::{
        Accept, BlockMarkdone, CompleteConference, CompleteTransfer, Consult, DeleteUserData,
        GetByInteractionId, GetInteractions, Interaction, Markdone, Reject, SelectCaseByCaseId, SetUserData,
        SingleStepConference, SingleStepTransfer, UnblockMarkdone,
    },
    parameter::{Method, Presence, Slot},
};

pub(super) fn documents() -> Vec<Document> {
    Vec::from([
        parameters::<Accept>(),
        void::<Accept>(),
        parameters::<BlockMarkdone>(),
        void::<BlockMarkdone>(),
        parameters::<CompleteConference>(),
        void::<CompleteConference>(),
        parameters::<CompleteTransfer>(),
        void::<CompleteTransfer>(),
        parameters::<Consult>(),
        created::<Consult>(),
        parameters::<DeleteUserData>(),
        void::<DeleteUserData>(),
        parameters::<GetByInteractionId>(),
        data::<GetByInteractionId, Option<Interaction>>(
            "interaction.getByInteractionId/1",
            "The interaction, or null if there is none with this id.",
        ),
        parameters::<GetInteractions>(),
        data::<GetInteractions, Vec<Interaction>>(
            "interaction.getInteractions/1",
            "All interactions of the agent.",
        ),
        parameters::<Markdone>(),
        void::<Markdone>(),
        parameters::<Reject>(),
        void::<Reject>(),
        parameters::<SelectCaseByCaseId>(),
        void::<SelectCaseByCaseId>(),
        parameters::<SetUserData>(),
        void::<SetUserData>(),
        parameters::<SingleStepConference>(),
        created::<SingleStepConference>(),
        parameters::<SingleStepTransfer>(),
        created::<SingleStepTransfer>(),
        parameters::<UnblockMarkdone>(),
        void::<UnblockMarkdone>(),
    ])
}

/// An array with one schema a slot; more slots than documented are tolerated.
fn parameters<M: Method>() -> Document {
    let slots = M::slots();
    let required =
        slots.iter().rposition(|slot| slot.presence == Presence::Required).map_or(0, |last| last + 1);
    let mut schema = Map::new();
    schema.insert("title".into(), json!(format!("Parameters of {}", M::NAME)));
    schema.insert("description".into(), json!("Positional, in the order of the documentation."));
    schema.insert("type".into(), if required == 0 { json!(["array", "null"]) } else { json!("array") });
    schema.insert("x-clause".into(), json!(slots.first().map_or("app/2", |slot| slot.clause)));
    if !slots.is_empty() {
        schema.insert("prefixItems".into(), slots.into_iter().map(slot).collect());
        schema.insert("minItems".into(), json!(required));
    }
    finish(&format!("{}.parameters", M::NAME), schema)
}

fn slot(slot: Slot) -> Value {
    let mut fields = slot.schema.to_value();
    fields["title"] = json!(slot.name);
    fields["x-clause"] = json!(slot.clause);
    fields
}

fn void<M: Method>() -> Document {
    let description = "An operation without a result: null, true, or no data at all (profile voidResult).";
    let mut schema = described(M::NAME, "envelope/31", description);
    schema.insert("enum".into(), json!([null, true]));
    finish(&format!("{}.data", M::NAME), schema)
}

fn created<M: Method>() -> Document {
    let description = "The id of the interaction made, or no data at all (profile createdInteractionResult).";
    let clause = if M::NAME == "interaction.consult" { 10 } else { 8 };
    let mut schema = described(M::NAME, &format!("{}/{clause}", M::NAME), description);
    schema.insert("type".into(), json!("string"));
    schema.insert("minLength".into(), json!(1));
    finish(&format!("{}.data", M::NAME), schema)
}

fn data<M: Method, T: JsonSchema>(clause: &str, description: &str) -> Document {
    let mut schema = root::<T>();
    for (key, value) in described(M::NAME, clause, description) {
        schema.insert(key, value);
    }
    finish(&format!("{}.data", M::NAME), schema)
}

fn described(method: &str, clause: &str, description: &str) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("title".into(), json!(format!("Data of the answer to {method}")));
    schema.insert("description".into(), json!(description));
    schema.insert("x-clause".into(), json!(clause));
    schema
}
