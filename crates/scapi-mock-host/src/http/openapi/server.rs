//! What is the same for all sessions: the page and its files, the drop-in client, the contract, readiness.

use axum::http::Method;
use serde_json::json;
use utoipa::openapi::Type;

use super::{
    super::tables::TransitionTables,
    Kind,
    operation::{Content, Operation, Tag},
    schemas::Shape,
};

pub(super) fn operations() -> Vec<Operation> {
    [page(), contract()].concat()
}

fn file(path: &'static str, name: &'static str, summary: &'static str, media: &'static str) -> Operation {
    Operation::new(Method::GET, path, Tag::Server, name, summary).answers(
        200,
        "The file.",
        Content::text(media),
    )
}

fn page() -> Vec<Operation> {
    vec![
        Operation::new(Method::GET, "/", Tag::Server, "goHome", "Leads to the page of the session default")
            .answers_nothing(307, "To `/s/default/`, with the query."),
        Operation::new(Method::GET, "/s/{session}", Tag::Apps, "goToPage", "Leads to the workspace page")
            .answers_nothing(307, "To the same path with a slash at its end, with the query."),
        Operation::new(
            Method::GET,
            "/s/{session}/",
            Tag::Apps,
            "openPage",
            "The workspace page: the mock agent desktop",
        )
        .query("app", Type::String, "The http or https URL of an app to embed; repeatable.")
        .answers(200, "The page.", Content::text("text/html")),
        file("/page/{version}/{file}", "readPageFile", "A file of the page", "text/javascript")
            .problems([Kind::NoSuchFile]),
        file("/docs", "readDocs", "This document, for people", "text/html"),
    ]
}

fn contract() -> Vec<Operation> {
    let document = |path, name, summary, example| {
        Operation::new(Method::GET, path, Tag::Server, name, summary).answers(
            200,
            "The document.",
            Content::json(Shape::Object, example),
        )
    };
    vec![
        document("/openapi.json", "readOpenApi", "This document", json!({ "openapi": "3.1.0" })),
        document(
            "/asyncapi.json",
            "readAsyncApi",
            "The contract of the message channel",
            json!({ "asyncapi": "3.0.0" }),
        ),
        document(
            "/schemas/{file}",
            "readSchema",
            "A JSON Schema of the contract, or its clauses",
            json!({ "title": "Interaction" }),
        )
        .problems([Kind::NoSuchFile]),
        tables(),
        file("/wwe-service-client-api.js", "readClient", "The drop-in client", "text/javascript"),
        file(
            "/wwe-service-client-api.d.ts",
            "readDeclarations",
            "The types of the drop-in client",
            "text/plain",
        ),
        file(
            "/scapi-client.js",
            "readPromiseClient",
            "The client as promises, an ES module",
            "text/javascript",
        ),
        file(
            "/scapi-client.d.ts",
            "readPromiseDeclarations",
            "The types of the client as promises",
            "text/plain",
        ),
        file("/healthz", "readHealth", "Says that the host is ready", "text/plain"),
    ]
}

fn tables() -> Operation {
    let cell = json!({ "state": "RINGING", "input": "Accept", "outcome": "to", "to": "TALKING", "event": "ESTABLISHED", "clause": "interaction.accept/1" });
    let table = json!({
        "name": "voice", "states": ["RINGING"], "inputs": [{ "name": "Accept", "by": ["agent-accepts", "interaction.accept"] }], "cells": [cell],
    });
    Operation::new(
        Method::GET,
        "/tables",
        Tag::Server,
        "readTables",
        "What happens to an interaction in each state, as tables",
    )
    .answers(
        200,
        "The transition tables.",
        Content::json(Shape::of::<TransitionTables>(), json!({ "tables": [table] })),
    )
}
