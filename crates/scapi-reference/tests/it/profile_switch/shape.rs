//! Switches of what an interaction and an event look like.
//! Clauses `type.interaction/8` and after, `type.contact/4`, `event.interaction/3`, `event.markdone/3`, `gate.userData/1` and after.

use serde_json::{Value, json};

use super::{Switch, switches};
use crate::desk::{APP, Desk};

/// A ringing call of Ada's with two keys, as an app reads it.
fn call(desk: &mut Desk) -> Value {
    let contact = json!({ "displayName": "Ada Lovelace", "firstName": "Ada" });
    let user_data = json!({ "Segment": "Gold", "SegmentId": "7" });
    let id = desk.rings_with(json!({ "contact": contact, "userData": user_data }));
    desk.read(&id)
}

fn keys(object: &Value) -> Value {
    object.as_object().expect("an object").keys().cloned().collect()
}

/// The value of a property, or `absent`.
fn property(interaction: &Value, name: &str) -> Value {
    interaction.get(name).cloned().unwrap_or_else(|| json!("absent"))
}

/// The payload of the event `markdone` that the agent's click makes while it is blocked.
fn held_back(desk: &mut Desk) -> Value {
    desk.subscribe(APP, json!("markdone"));
    let id = desk.ended();
    desk.done("interaction.blockMarkdone", json!([id, "not yet"]));
    desk.heard(APP);
    desk.stimulus("agent-marks-done", &id);
    desk.heard(APP).into_iter().find(|event| event["event"] == "markdone").expect("an event")["data"].clone()
}

/// Whether keys of a call can be written, one by one.
fn writes(desk: &mut Desk, keys: &[&str]) -> Value {
    let id = desk.rings();
    let mut writes = |key: &&str| {
        desk.ask("interaction.setUserData", json!([id, { *key: "1" }])).get("errorMessage").is_none()
    };
    keys.iter().map(&mut writes).collect()
}

/// What the desktop shows of the user data after an app has set two keys, of which one may be written.
fn written(desk: &mut Desk) -> Value {
    desk.profile(json!({ "userDataWriteAllowed": ["Reason"] }));
    let id = desk.rings();
    desk.ask("interaction.setUserData", json!([id, { "Reason": "billing", "Segment": "Gold" }]));
    keys(&desk.read(&id)["userData"])
}

pub(super) const SWITCHES: &[Switch] = switches! {
    "eventTypeNames": |desk| {
        desk.rings();
        json!(desk.types(APP))
    } => {
        {} => ["ADDED", "RINGING"],
        { "RINGING": "ALERTING" } => ["ADDED", "ALERTING"],
    };
    "lifecycleEvents": |desk| {
        let id = desk.rings();
        desk.stimulus("agent-rejects", &id);
        json!(desk.types(APP))
    } => {
        "sent" => ["ADDED", "RINGING", "RELEASED", "REMOVED"],
        "omitted" => ["RINGING", "RELEASED"],
    };
    "eventInteractionKey": |desk| {
        desk.rings();
        keys(&desk.payloads(APP)[0])
    } => {
        "interaction" => ["eventType", "interaction"],
        "call" => ["eventType", "call"],
    };
    "markdoneEventType": |desk| held_back(desk)["eventType"].clone() => {
        "MARK_DONE_BLOCKED" => "MARK_DONE_BLOCKED",
        "DELAYED" => "DELAYED",
    };
    "markdoneEventCarries": |desk| keys(&held_back(desk)) => {
        "interaction" => ["eventType", "interaction", "warningMessage"],
        "interaction-id" => ["eventType", "interactionId", "warningMessage"],
    };
    "firstNameKey": |desk| keys(&call(desk)["contact"]) => {
        "both" => ["displayName", "firstName", "firstNname"],
        "firstName" => ["displayName", "firstName"],
        "firstNname" => ["displayName", "firstNname"],
    };
    "inapplicableProperty": |desk| {
        let chat = desk.chats();
        property(&desk.read(&chat), "callUuid")
    } => {
        "absent" => "absent",
        "null" => null,
    };
    "mediaProperty": |desk| property(&call(desk), "media") => {
        "present" => "voice",
        "absent" => "absent",
    };
    "firstPreviousState": |desk| property(&call(desk), "previousState") => {
        "absent" => "absent",
        "unknown" => "UNKNOWN",
    };
    "partiesInclude": |desk| call(desk)["parties"].clone() => {
        "others" => [{ "name": "Ada Lovelace" }],
        "all" => [{ "name": "Ada Lovelace" }, { "name": "Maya Lovell" }],
    };
    "userDataReadAllowed": |desk| keys(&call(desk)["userData"]) => {
        ["*"] => ["Segment", "SegmentId"],
        ["Segment"] => ["Segment"],
        [] => [],
    };
    "userDataWriteAllowed": |desk| writes(desk, &["Reason", "Segment"]) => {
        ["*"] => [true, true],
        ["Reason"] => [true, false],
        [] => [false, false],
    };
    "unwritableKey": written => {
        "fail-all" => [],
        "drop-key" => ["Reason"],
    };
    "userDataKeyPatterns": |desk| {
        desk.profile(json!({ "userDataReadAllowed": ["Segment*"] }));
        keys(&call(desk)["userData"])
    } => {
        "whole" => [],
        "prefix" => ["Segment", "SegmentId"],
    };
    "openMediaUserData": |desk| {
        let chat = desk.chats();
        desk.done("interaction.setUserData", json!([chat, { "A": "1" }]));
        desk.read(&chat)["state"].clone()
    } => {
        "event-only" => "ACCEPTED",
        "overlay-state" => "USER_DATA_ATTACHED",
    };
    "deleteMissingKey": |desk| {
        let id = desk.rings();
        json!(desk.ask("interaction.deleteUserData", json!([id, "A"])).get("errorMessage").is_none())
    } => {
        "success" => true,
        "failure" => false,
    };
};
