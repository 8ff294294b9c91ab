//! The JSON Schemas: valid, current, and true of their own examples.
//! They are made by `scapi_schema::generate` and stand in the folder `schemas`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use scapi_schema::generate::{BASE, documents, files};
use serde_json::{Value, json};

use crate::{faults, schema_file, schema_path};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

#[test]
fn every_generated_document_is_valid_against_the_metaschema_of_2020_12() {
    for document in documents() {
        assert_eq!(document.schema["$schema"], DRAFT, "{}", document.file);
        let verdict = jsonschema::meta::validate(&document.schema).map_err(|error| error.to_string());
        assert_eq!(verdict, Ok(()), "{}", document.file);
    }
}

#[test]
fn every_schema_on_disk_is_valid_against_the_metaschema_of_2020_12() {
    let files = schema_files();
    assert!(files.len() >= documents().len(), "only {} files", files.len());
    for (name, schema) in files {
        assert_eq!(schema["$schema"], DRAFT, "{name}");
        let verdict = jsonschema::meta::validate(&schema).map_err(|error| error.to_string());
        assert_eq!(verdict, Ok(()), "{name}");
    }
}

#[test]
fn every_example_is_valid_against_its_document() {
    for document in documents() {
        let examples = document.schema["examples"].as_array().expect("examples");
        assert!(!examples.is_empty(), "{} has no example", document.file);
        for example in examples {
            let faults = faults(&document.schema, example);
            assert!(faults.is_empty(), "{}: {example}: {faults:?}", document.file);
        }
    }
}

#[test]
fn the_files_on_disk_are_the_generated_files_byte_for_byte() {
    for file in files() {
        let on_disk = fs::read_to_string(schema_path(&file.name)).unwrap_or_default();
        assert!(on_disk == file.text, "stale: schemas/{}", file.name);
    }
}

#[test]
fn every_id_is_unique_and_names_its_file() {
    let mut ids = BTreeSet::new();
    for (name, schema) in schema_files() {
        let id = schema["$id"].as_str().expect("an $id").to_owned();
        assert_eq!(id, format!("{BASE}{name}"));
        assert!(ids.insert(id), "{name} has the $id of another");
    }
}

#[test]
fn the_contract_has_a_document_for_every_message_and_for_each_method_that_is_typed() {
    let names: BTreeSet<String> = documents().into_iter().map(|document| document.file).collect();
    let messages = ["request", "subscribe", "unsubscribe", "response", "failure", "event", "frame-greeting"];
    for message in messages {
        assert!(names.contains(&format!("{message}.schema.json")), "{message}");
    }
    let methods = [
        "accept",
        "deleteUserData",
        "getByInteractionId",
        "getInteractions",
        "markdone",
        "reject",
        "setUserData",
    ];
    for method in methods {
        for part in ["parameters", "data"] {
            assert!(names.contains(&format!("interaction.{method}.{part}.schema.json")), "{method} {part}");
        }
    }
}

/// What each document must turn away, with the clause that says so.
#[test]
fn documents_turn_away_what_the_clauses_forbid() {
    let server = |fields: Value| merged(json!({ "userAgent": "WWE Server", "protocolVersion": 2 }), fields);
    let client = |fields: Value| {
        merged(json!({ "referenceId": "1", "userAgent": "WWE Client", "protocolVersion": 2 }), fields)
    };
    let rows = [
        (
            "`envelope/1`",
            "response",
            json!({ "referenceId": "1", "userAgent": "wwe server", "protocolVersion": 2 }),
        ),
        (
            "`envelope/2`",
            "response",
            json!({ "referenceId": "1", "userAgent": "WWE Server", "protocolVersion": "2" }),
        ),
        ("`envelope/4`", "response", server(json!({ "referenceId": "1", "event": "subscribe" }))),
        ("`envelope/5`", "response", server(json!({ "referenceId": "1", "errorMessage": null }))),
        ("`envelope/5`", "response", server(json!({ "referenceId": "1", "errorMessage": "" }))),
        ("`envelope/6`", "failure", server(json!({ "referenceId": "1", "errorMessage": "" }))),
        ("`envelope/6`", "failure", server(json!({ "referenceId": "1" }))),
        ("`envelope/4`", "failure", server(json!({ "referenceId": "1", "errorMessage": "x", "event": "y" }))),
        ("`envelope/23`", "frame-greeting", server(json!({ "frameId": "f", "referenceId": "1" }))),
        ("`envelope/23`", "frame-greeting", server(json!({ "frameId": "f", "event": "x" }))),
        ("`envelope/23`", "frame-greeting", server(json!({ "frameId": null }))),
        ("`envelope/37`", "event", server(json!({ "event": "interaction" }))),
        ("`app/1`", "request", client(json!({ "request": 7 }))),
        ("`app/2`", "request", client(json!({ "request": "agent.get", "parameters": {} }))),
        ("`app/3`", "request", json!({ "request": "agent.get", "referenceId": "1", "protocolVersion": 2 })),
        ("`app/5`", "request", client(json!({ "request": "agent.get", "referenceId": "" }))),
        ("`subscription/17`", "subscribe", client(json!({ "event": "subscribe", "data": ["a", 1] }))),
        ("`subscription/8`", "unsubscribe", client(json!({ "event": "subscribe", "data": "sub-1" }))),
        ("`type.interaction/6`", "state", json!("BREWING")),
        ("`type.party/2`", "party", json!({ "name": 5 })),
        ("`type.contact/2`", "contact", json!({ "displayName": 5 })),
        ("`event.interaction/2`", "interaction-event", json!({ "eventType": 5 })),
        ("`event.interaction/47`", "interaction-event", json!({ "eventType": "CASE_SELECTED" })),
        ("`interaction.accept/6`", "interaction.accept.parameters", json!([])),
        ("`interaction.accept/6`", "interaction.accept.parameters", json!([1])),
        ("`interaction.setUserData/11`", "interaction.setUserData.parameters", json!(["1"])),
        ("`interaction.setUserData/11`", "interaction.setUserData.parameters", json!(["1", []])),
        ("`interaction.deleteUserData/5`", "interaction.deleteUserData.parameters", json!(["1", null])),
        ("`interaction.getInteractions/1`", "interaction.getInteractions.data", json!(null)),
        ("`envelope/31`", "interaction.accept.data", json!("done")),
    ];
    let files: BTreeMap<String, Value> = schema_files().into_iter().collect();
    for (clause, document, value) in rows {
        let schema = &files[&format!("{document}.schema.json")];
        assert!(!faults(schema, &value).is_empty(), "{document} takes {value} against {clause}");
    }
}

/// What each document must let pass, though it looks odd.
#[test]
fn documents_let_pass_what_the_clauses_allow() {
    let server = |fields: Value| merged(json!({ "userAgent": "WWE Server", "protocolVersion": 2 }), fields);
    let client = |fields: Value| {
        merged(json!({ "referenceId": "1", "userAgent": "WWE Client", "protocolVersion": 2 }), fields)
    };
    let rows = [
        ("`envelope/18`", "request", client(json!({ "request": "agent.get", "colour": "red" }))),
        ("`envelope/25`", "request", client(json!({ "request": "agent.get", "referenceId": { "a": 1 } }))),
        ("`envelope/17`", "request", client(json!({ "request": "voice.dial", "parameters": ["5", null] }))),
        ("`envelope/24`", "request", client(json!({ "request": "agent.get", "frameId": "f-3" }))),
        ("`envelope/31`", "response", server(json!({ "referenceId": "1", "data": true }))),
        (
            "`interaction.getByInteractionId/3`",
            "response",
            server(json!({ "referenceId": "1", "data": null })),
        ),
        ("`subscription/4`", "response", server(json!({ "referenceId": "1", "subscriptionId": 4 }))),
        ("`event.messenger/2`", "event", server(json!({ "event": "messenger:a", "data": null }))),
        ("`envelope/17`", "interaction.accept.parameters", json!(["1", null])),
    ];
    let files: BTreeMap<String, Value> = schema_files().into_iter().collect();
    for (clause, document, value) in rows {
        let faults = faults(&files[&format!("{document}.schema.json")], &value);
        assert!(faults.is_empty(), "{document} turns away {value} against {clause}: {faults:?}");
    }
}

/// `type.interaction/38`: a property that does not apply may be null; `type.interaction/39`: others may be added.
#[test]
fn an_interaction_may_have_nulls_and_keys_of_the_hosts_own() {
    let schema = schema_file("interaction.schema.json");
    let mut interaction = schema["examples"][0].clone();
    let optional =
        ["parentInteractionId", "previousState", "callUuid", "direction", "callType", "ani", "dnis"];
    let more = ["recordingState", "ronaCallState", "interactionUUID", "connId", "contact", "media"];
    for property in optional.iter().chain(&more) {
        interaction[*property] = Value::Null;
    }
    interaction["startDate"] = json!(1_700_000_000_000_u64);
    assert_eq!(faults(&schema, &interaction), Vec::<String>::new());
}

fn merged(mut base: Value, fields: Value) -> Value {
    let Value::Object(fields) = fields else { panic!("fields are an object") };
    base.as_object_mut().expect("an object").extend(fields);
    base
}

/// Every file `*.schema.json`, by name.
fn schema_files() -> Vec<(String, Value)> {
    let folder = fs::read_dir(schema_path("")).expect("the folder schemas");
    let names = folder.map(|entry| entry.expect("a file").file_name().into_string().expect("a name"));
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".schema.json")).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), schema_file(&name))).collect()
}
