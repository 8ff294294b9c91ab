//! The journal: read, streamed, checked, replayed.

use axum::http::Method;
use serde_json::{Value, json};
use utoipa::openapi::Type;

use super::{
    Kind,
    operation::{Content, Operation, Tag},
    schemas::Shape,
};

pub(super) fn operations() -> Vec<Operation> {
    vec![read(), stream(), check(), replay()]
}

fn entry() -> Value {
    json!({
        "seq": 12, "at": 4500, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "message", "direction": "app-to-host", "frame": "s1",
        "message": { "request": "interaction.accept", "parameters": ["1"], "referenceId": "7", "userAgent": "WWE Client", "protocolVersion": 2 },
        "legality": { "verdict": "allowed" },
    })
}

/// The conditions on entries.
fn filtered(operation: Operation) -> Operation {
    operation
        .query(
            "after",
            Type::Integer,
            "The number of the entry after which to begin: the cursor of the last look.",
        )
        .query("kind", Type::String, "`message`, `stimulus`, `change`, `fault`, `verdict` or `note`.")
        .query("direction", Type::String, "`app-to-host` or `host-to-app`.")
        .query("frame", Type::String, "The frame that it is about.")
        .query("interaction", Type::String, "The interaction that it names, or that its request named.")
        .query("method", Type::String, "The method that a request calls, or an answer answers.")
        .query("event", Type::String, "The name of an event that is sent, or its event type.")
        .query(
            "pointer",
            Type::String,
            "A JSON pointer into the message, the stimulus or the change, which has to lead somewhere.",
        )
        .query("value", Type::String, "What has to be there: JSON, or a text.")
}

fn read() -> Operation {
    let page = json!({
        "entries": [entry()], "cursor": 12, "more": false, "missed": 0, "dropped": 0, "capacity": { "entries": 10_000, "bytes": 67_108_864 },
    });
    let operation = Operation::new(Method::GET, "/s/{session}/control/journal", Tag::Journal, "readJournal", "What has happened")
        .says("Every condition that is given has to hold. As JSON lines, the cursor is in the header `scapi-journal-cursor`.")
        .answers(200, "Entries, oldest first, and the cursor for the next look.", Content::json(Shape::Object, page))
        .answers(200, "", Content::json(Shape::Contract("journal-entry"), entry()).of("application/x-ndjson"));
    filtered(operation).query("limit", Type::Integer, "How many entries at most.").query(
        "format",
        Type::String,
        "`json`, or `jsonl` for JSON lines; else what the header `Accept` says.",
    )
}

fn stream() -> Operation {
    let operation = Operation::new(
        Method::GET,
        "/s/{session}/control/journal/stream",
        Tag::Journal,
        "streamJournal",
        "What happens, as it happens",
    )
    .says("Server-sent events: one an entry, its number as their id. It ends with the session.")
    .answers(200, "Events without an end.", Content::text("text/event-stream"))
    .problems([Kind::TooManyStreams]);
    filtered(operation).header(
        "Last-Event-ID",
        "The last entry that a reader that comes back has seen; it counts more than `after`.",
    )
}

fn lines() -> Content {
    Content::json(Shape::Contract("journal-entry"), entry()).of("application/x-ndjson")
}

fn check() -> Operation {
    let checked = json!({ "entries": 12, "messages": 8, "sessions": 1, "torn": null, "violations": [], "moreViolations": 0 });
    Operation::new(
        Method::POST,
        "/s/{session}/control/journal",
        Tag::Journal,
        "checkJournal",
        "Checks a journal against the contract",
    )
    .says(
        "It comes as JSON lines. The session says how strictly to judge, and has nothing else to do with it.",
    )
    .takes(lines())
    .answers(200, "What is in it, and what breaks the contract.", Content::json(Shape::Object, checked))
    .problems([Kind::NotAJournal])
}

fn replay() -> Operation {
    let report = json!({ "sessions": 1, "inputs": 9, "outputs": 14, "torn": null, "difference": null });
    Operation::new(
        Method::POST,
        "/s/{session}/control/journal/replay",
        Tag::Journal,
        "replayJournal",
        "Feeds a journal to a fresh session",
    )
    .says("It comes as JSON lines, whole, and is fed to a session of its own.")
    .takes(lines())
    .answers(200, "The first difference, if there is one.", Content::json(Shape::Object, report))
    .problems([Kind::NotAJournal, Kind::CannotBeReplayed])
}
