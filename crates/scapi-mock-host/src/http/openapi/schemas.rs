//! The schemas of the document: of the types of this server, by `utoipa`, and of what apps and hosts say, which are those of the
//! contract as they are in `schemas/`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use utoipa::{
    ToSchema,
    openapi::{Object, Ref, RefOr, Schema, Type},
};

use crate::cli::assets::Contract;

/// What a body is.
#[derive(Clone)]
pub(super) enum Shape {
    /// A type of this server, with those in it.
    Type(Vec<(String, RefOr<Schema>)>),
    /// A schema of the contract, by the name of its file.
    Contract(&'static str),
    /// An object that the description says more of.
    Object,
    /// No JSON.
    Text,
}

impl Shape {
    pub(super) fn of<T: ToSchema>() -> Self {
        let mut all = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut all);
        Self::Type(all)
    }
}

/// The schemas that were referred to.
#[derive(Default)]
pub(super) struct Schemas {
    types: BTreeMap<String, RefOr<Schema>>,
    contract: BTreeSet<&'static str>,
}

impl Schemas {
    pub(super) fn add_type<T: ToSchema>(&mut self) {
        self.reference(&Shape::of::<T>());
    }

    /// A reference to a schema, which becomes a part of the document.
    pub(super) fn reference(&mut self, shape: &Shape) -> RefOr<Schema> {
        match shape {
            Shape::Type(all) => {
                self.types.extend(all.iter().cloned());
                let name = all.first().map(|(name, _)| name.as_str()).unwrap_or_default();
                RefOr::Ref(Ref::from_schema_name(name))
            }
            Shape::Contract(name) => {
                self.contract.insert(name);
                RefOr::Ref(Ref::from_schema_name(title(name)))
            }
            Shape::Object => RefOr::T(Schema::Object(Object::with_type(Type::Object))),
            Shape::Text => RefOr::T(Schema::Object(Object::with_type(Type::String))),
        }
    }

    /// The types of this server, and the schemas of the contract by their names in the document.
    pub(super) fn finish(self) -> (BTreeMap<String, RefOr<Schema>>, BTreeMap<String, Value>) {
        let contract = self.contract.iter().map(|name| (title(name), embedded(name)));
        (self.types, contract.collect())
    }
}

/// `journal-entry` is `JournalEntry` in the document.
fn title(name: &str) -> String {
    let words = name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
    words.collect()
}

/// A schema of the contract, its references turned into those of the document.
fn embedded(name: &str) -> Value {
    let file = Contract::get(&format!("{name}.schema.json")).map(|file| file.data).unwrap_or_default();
    // The files of the contract are JSON, by a test of theirs.
    let mut schema: Value = serde_json::from_slice(&file).unwrap_or_default();
    if let Value::Object(fields) = &mut schema {
        // The document says both for all of its schemas.
        fields.shift_remove("$schema");
        fields.shift_remove("$id");
    }
    redirect(&mut schema, &format!("#/components/schemas/{}/$defs/", title(name)));
    schema
}

fn redirect(schema: &mut Value, definitions: &str) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get_mut("$ref")
                && let Some(name) = reference.strip_prefix("#/$defs/")
            {
                *reference = format!("{definitions}{name}");
            }
            fields.values_mut().for_each(|value| redirect(value, definitions));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redirect(item, definitions)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
