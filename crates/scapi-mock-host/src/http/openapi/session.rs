//! The life of sessions, and where apps talk to them.

use axum::http::Method;
use serde_json::{Value, json};
use utoipa::openapi::Type;

use super::{
    Kind,
    operation::{Content, Operation, Tag},
    schemas::Shape,
};
use crate::http::sessions::{Links, NewSession, SessionList};

pub(super) fn operations() -> Vec<Operation> {
    [sessions(), apps()].concat()
}

fn links() -> Value {
    json!({
        "session": "checkout-3", "url": "http://127.0.0.1:7780/s/checkout-3/", "ws": "ws://127.0.0.1:7780/s/checkout-3/ws",
        "control": "http://127.0.0.1:7780/s/checkout-3/control",
    })
}

fn sessions() -> Vec<Operation> {
    let new = json!({
        "name": "checkout-3", "clock": "virtual", "seed": 7, "profile": { "ringTimeoutMs": 10_000 },
        "apps": ["http://localhost:3000"], "ttlMs": 600_000,
    });
    let mut listed = links();
    for (key, value) in [
        ("clock", json!("virtual")),
        ("ageMs", json!(5210)),
        ("idleMs", json!(0)),
        ("interactions", json!(1)),
        ("frames", json!(1)),
    ] {
        listed[key] = value;
    }
    vec![
        Operation::new(Method::POST, "/sessions", Tag::Sessions, "createSession", "Makes a session")
            .says("Everything has a default, so that `{}` makes one too. One with `ttlMs` is gone when nothing was asked of it for so long \
                   and nothing is connected to it.")
            .takes(Content::json(Shape::of::<NewSession>(), new))
            .answers(201, "The session, by its URLs.", Content::json(Shape::of::<Links>(), links()))
            .problems([Kind::NotWanted, Kind::NotAProfile, Kind::NotAnApp, Kind::NameTaken, Kind::TooManySessions, Kind::NotRecorded]),
        Operation::new(Method::GET, "/sessions", Tag::Sessions, "listSessions", "Lists the sessions and what they are doing")
            .answers(200, "All sessions.", Content::json(Shape::of::<SessionList>(), json!({ "sessions": [listed] }))),
        Operation::new(Method::DELETE, "/sessions/{session}", Tag::Sessions, "deleteSession", "Ends a session, and its sockets with it")
            .answers_nothing(204, "It is gone.")
            .problems([Kind::NoSuchSession]),
    ]
}

fn apps() -> Vec<Operation> {
    let request = json!({
        "request": "interaction.accept", "parameters": ["1"], "referenceId": "7", "userAgent": "WWE Client", "protocolVersion": 2,
    });
    let answer = json!({ "referenceId": "7", "userAgent": "WWE Server", "protocolVersion": 2 });
    vec![
        Operation::new(Method::GET, "/s/{session}/ws", Tag::Apps, "openFrame", "The WebSocket of one frame")
            .says("One socket is one frame, from its opening to its end; each text message is one envelope, verbatim, as \
                   `asyncapi.json` describes it. The origin of the frame is the header `Origin`, else `origin`, else none.")
            .query("origin", Type::String, "The web origin of the frame, where the header cannot be set.")
            .answers_nothing(101, "The socket is open.")
            .problems([Kind::NotAWebSocket, Kind::TooManyFrames]),
        Operation::new(Method::GET, "/s/{session}/bridge", Tag::Apps, "openBridge", "The WebSocket of the workspace page")
            .says("For the page of this very server alone: it speaks for the iframes in it.")
            .answers_nothing(101, "The socket is open.")
            .problems([Kind::NotAWebSocket, Kind::OriginNotAllowed]),
        Operation::new(Method::POST, "/s/{session}/messages", Tag::Apps, "sendMessage", "One envelope in, its answer out")
            .says("Whatever is JSON is taken, as a window takes any message. It is from the frame `http`.")
            .takes(Content::json(Shape::Contract("request"), request))
            .answers(200, "The answer, of a failure too.", Content::json(Shape::Contract("response"), answer))
            .answers_nothing(204, "The host stays silent; the journal says why."),
    ]
}
