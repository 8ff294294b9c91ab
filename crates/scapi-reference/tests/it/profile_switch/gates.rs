//! Switches of the gates, of the envelope and of subscriptions.
//! Clauses `gate.origin/1` and after, `envelope/20` to `envelope/22`, `envelope/31`, `subscription/4`, `subscription/11`, `subscription/13`.

use scapi_reference::Origin;
use serde_json::{Value, json};

use super::{Switch, switches};
use crate::desk::{APP, Desk, Entry, Kind, subscribe, unsubscribe};

const WEB: &str = "https://app.example";
const GET: &str = "interaction.getInteractions";

/// The outcome of a message: `success`, or the `errorMessage` cut to `failure`, or `silence`.
fn outcome(desk: &mut Desk, frame: &str, message: Value) -> &'static str {
    let said = desk.say(frame, message);
    match said.iter().find(|entry| entry.kind == Kind::Reply) {
        None => "silence",
        Some(reply) if reply.body.get("errorMessage").is_some() => "failure",
        Some(_) => "success",
    }
}

/// The outcomes of requests of a web page, after one another at these times.
fn requests(desk: &mut Desk, methods: &[(&str, u64)]) -> Value {
    desk.open_at(WEB, Origin::Web(WEB.into()));
    let mut now = 0;
    let mut ask = |(method, at): &(&str, u64)| {
        desk.pass(at - now);
        now = *at;
        let request = desk.request(method, json!([]));
        outcome(desk, WEB, request)
    };
    methods.iter().map(&mut ask).collect()
}

/// As `requests`, from an origin that is accepted, under limits that are not the switch in question.
fn limited(desk: &mut Desk, limits: Value, methods: &[(&str, u64)]) -> Value {
    desk.workspace.set_embedded_origins(vec![WEB.into()]);
    desk.profile(limits);
    requests(desk, methods)
}

/// What is greeted when a frame is opened, and when it then asks.
fn greetings(desk: &mut Desk) -> Value {
    let is_greeting = |entry: &&Entry| entry.kind == Kind::Greeting && entry.frame.as_deref() == Some("late");
    let count = |desk: &Desk| desk.journal().iter().filter(is_greeting).count();
    desk.open("late");
    let at_load = count(desk);
    let request = desk.request(GET, json!([]));
    desk.say("late", request);
    json!([at_load, count(desk) - at_load])
}

pub(super) const SWITCHES: &[Switch] = switches! {
    "acceptedOrigins": |desk| limited(desk, json!({}), &[(GET, 0), ("agent.get", 0)]) => {
        null => ["success", "success"],
        [] => ["silence", "silence"],
        ["https://app.example (agent.*)"] => ["failure", "success"],
    };
    "originNotAccepted": |desk| requests(desk, &[(GET, 0)]) => {
        "silence" => ["silence"],
        "failure" => ["failure"],
    };
    "serviceFiltered": |desk| {
        desk.profile(json!({ "acceptedOrigins": ["https://app.example (agent.*)"] }));
        requests(desk, &[(GET, 0)])
    } => {
        "failure" => ["failure"],
        "silence" => ["silence"],
    };
    "rateLimit": |desk| limited(desk, json!({}), &[(GET, 0), ("agent.get", 0), (GET, 0)]) => {
        0 => ["success", "success", "success"],
        1 => ["success", "silence", "silence"],
        2 => ["success", "success", "silence"],
    };
    "rateLimitPerService": |desk| {
        limited(desk, json!({}), &[(GET, 0), ("agent.get", 0), ("agent.get", 0), (GET, 0)])
    } => {
        {} => ["success", "success", "success", "success"],
        { "agent.get": 1 } => ["success", "success", "silence", "silence"],
        { "interaction.getInteractions": 1 } => ["success", "success", "success", "silence"],
    };
    "rateLimitQuarantineDelay": |desk| {
        let times = [(GET, 0), (GET, 1), (GET, 1001), (GET, 30_000), (GET, 30_001), (GET, 10_000_000)];
        limited(desk, json!({ "rateLimit": 1, "rateLimitWindow": "sliding" }), &times)
    } => {
        30 => ["success", "silence", "silence", "silence", "success", "success"],
        1 => ["success", "silence", "success", "silence", "silence", "success"],
        0 => ["success", "silence", "silence", "silence", "silence", "silence"],
    };
    "rateLimitExceeded": |desk| limited(desk, json!({ "rateLimit": 1 }), &[(GET, 0), (GET, 0)]) => {
        "silence" => ["success", "silence"],
        "failure" => ["success", "failure"],
    };
    "rateLimitWindow": |desk| {
        limited(desk, json!({ "rateLimit": 2 }), &[(GET, 0), (GET, 50_000), (GET, 60_000), (GET, 60_001)])
    } => {
        "fixed" => ["success", "success", "success", "success"],
        "sliding" => ["success", "success", "success", "silence"],
    };
    "unknownMethod": |desk| {
        let request = desk.request("interaction.fly", json!([]));
        json!(outcome(desk, APP, request))
    } => {
        "failure" => "failure",
        "silence" => "silence",
    };
    "foreignUserAgent": |desk| {
        json!(outcome(desk, APP, json!({ "request": GET, "referenceId": "1", "userAgent": "Another Client" })))
    } => {
        "silence" => "silence",
        "answer" => "success",
    };
    "voidResult": |desk| {
        let id = desk.rings();
        desk.ask("interaction.accept", json!([id])).get("data").cloned().unwrap_or_else(|| json!("no data"))
    } => {
        "absent" => "no data",
        "null" => null,
        "true" => true,
    };
    "createdInteractionResult": |desk| {
        let id = desk.talks();
        let mut data = |method: &str| desk.ask(method, json!([id, "5002"])).get("data").cloned();
        let all = [data("interaction.consult"), data("interaction.singleStepConference"), data("interaction.singleStepTransfer")];
        json!(all)
    } => {
        "absent" => [null, null, null],
        "interaction-id" => ["2", "1", "1"],
    };
    "subscriptionIdType": |desk| json!(desk.subscribe(APP, json!("agent")).is_string()) => {
        "string" => true,
        "number" => false,
    };
    "unknownEventName": |desk| json!(outcome(desk, APP, subscribe(json!("interactions")))) => {
        "accept" => "success",
        "failure" => "failure",
    };
    "unknownSubscription": |desk| json!(outcome(desk, APP, unsubscribe(&json!("sub-99")))) => {
        "failure" => "failure",
        "success" => "success",
    };
    "frameGreeting": greetings => {
        "never" => [0, 0],
        "first-message" => [0, 1],
        "load" => [1, 0],
    };
};
