//! The names that can be subscribed, and the events that are posted under names which the host does not send by itself.
//! Clauses `event.agent/1`, `event.media/1`, `event.outbound/1` to `event.outbound/5`, `event.system/1`, `event.markdone/1`.

use scapi_reference::Timestamp;
use scapi_schema::event::EVENTS;
use serde_json::{Value, json};

use crate::desk::{APP, Desk};

const NAMES: [&str; 6] = ["agent", "interaction", "markdone", "media", "outbound", "system"];

/// Posts an event; gives what each of these frames gets.
fn post(desk: &mut Desk, name: &str, data: Value) -> Vec<(String, Value)> {
    desk.workspace.post_event(Timestamp::ZERO, name, data);
    let mut got = Vec::new();
    while let Some(output) = desk.workspace.poll_output() {
        let scapi_reference::Output::Event(post) = output else { panic!("no event: {output:?}") };
        got.push((post.frame.as_str().to_string(), post.message.to_value()));
    }
    got
}

/// `event.agent/1`, `event.interaction/1`, `event.markdone/1`, `event.media/1`, `event.outbound/1`, `event.system/1`: each name
/// is known, and heard by those who have subscribed to it, and by no others (`subscription/7`).
#[test]
fn each_name_is_subscribed_for_itself() {
    let table: Vec<&str> = EVENTS.iter().map(|event| event.name).collect();
    assert_eq!(table, NAMES);
    let mut desk = Desk::with(json!({ "unknownEventName": "failure" }));
    for name in NAMES {
        desk.open(name);
        desk.subscribe(name, json!(name));
    }
    for name in NAMES {
        let expected =
            json!({ "event": name, "data": { "x": 1 }, "userAgent": "WWE Server", "protocolVersion": 2 });
        assert_eq!(post(&mut desk, name, json!({ "x": 1 })), [(name.to_string(), expected)]);
    }
}

/// `event.media/2`, `event.system/2`, `event.agent/2`, `event.outbound/2` to `event.outbound/5`: the `data` are those that whoever
/// posts it chose; in the form of the clauses they come in that form.
#[test]
fn an_event_that_is_posted_comes_with_its_data() {
    let rows = [
        ("agent", json!({ "operationName": "Ready", "displayName": "Ready", "type": "READY" })),
        ("media", json!({ "media": "voice", "state": { "operationName": "NotReady" } })),
        ("system", json!("anything")),
        ("system", json!(null)),
        ("outbound", json!({ "eventType": "CampaignLoaded", "campaign": "Spring Offer" })),
        ("outbound", json!({ "eventType": "CampaignUnloaded", "campaign": "Spring Offer" })),
        (
            "outbound",
            json!({ "eventType": "CampaignStarted", "campaign": "Spring Offer", "mode": "Preview" }),
        ),
        ("outbound", json!({ "eventType": "CampaignStopped", "campaign": "Spring Offer" })),
    ];
    let mut desk = Desk::new();
    desk.subscribe(APP, json!(NAMES));
    for (name, data) in rows {
        let got = post(&mut desk, name, data.clone());
        let [(frame, message)] = got.as_slice() else { panic!("one event, got {got:?}") };
        assert_eq!((frame.as_str(), &message["event"]), (APP, &json!(name)));
        assert_eq!(message.get("data"), Some(&data));
    }
}

/// `subscription/6`, `subscription/16`: posted events are delivered like others: once a frame, and not to one that is gone.
#[test]
fn posted_events_are_delivered_like_others() {
    let mut desk = Desk::new();
    for frame in ["a", "b", "c"] {
        desk.open(frame);
        desk.subscribe(frame, json!(["agent", "agent"]));
    }
    desk.subscribe("a", json!("agent"));
    desk.close("b");
    desk.reload("c");
    let got = post(&mut desk, "agent", json!({}));
    assert_eq!(got.iter().map(|(frame, _)| frame.as_str()).collect::<Vec<_>>(), ["a"]);
}

/// `gate.origin/1`: nor to one whose origin is not accepted.
#[test]
fn posted_events_do_not_reach_strangers() {
    let mut desk = Desk::with(json!({ "acceptedOrigins": ["https://app.example"] }));
    desk.open_at("web", scapi_reference::Origin::Web("https://app.example".into()));
    desk.subscribe("web", json!("media"));
    assert_eq!(post(&mut desk, "media", json!({})).len(), 1);
    desk.profile(json!({ "acceptedOrigins": [] }));
    assert_eq!(post(&mut desk, "media", json!({})), []);
}

/// What falls due before an event is posted is told before it.
#[test]
fn what_falls_due_is_told_before_what_is_posted() {
    let mut desk = Desk::new();
    desk.subscribe(APP, json!(["interaction", "agent"]));
    desk.rings();
    desk.workspace.post_event(Timestamp::from_millis(20_000), "agent", json!({}));
    let mut told = Vec::new();
    while let Some(output) = desk.workspace.poll_output() {
        if let scapi_reference::Output::Event(post) = output {
            let message = post.message.to_value();
            told.push(message["data"]["eventType"].as_str().unwrap_or("posted").to_string());
        }
    }
    assert_eq!(told, ["RELEASED", "REMOVED", "posted"]);
}
