//! The form of `interaction` events, under each value of the switches that concern it.
//! Clauses `event.interaction/1` to `event.interaction/9`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

/// A call from arrival to the end, and what was heard of it.
fn life(profile: Value) -> Vec<Value> {
    let mut desk = Desk::hearing_with(profile);
    let id = desk.rings();
    desk.done("interaction.setUserData", json!([id, { "A": "1" }]));
    desk.done("interaction.accept", json!([id]));
    desk.stimulus("far-end-hangs-up", &id);
    desk.done("interaction.markdone", json!([id]));
    desk.payloads(APP)
}

fn types(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["eventType"].as_str().expect("a string")).collect()
}

/// `event.interaction/2`, `event.interaction/8`, `event.interaction/9`.
#[test]
fn the_life_of_a_call_is_reported_from_added_to_removed() {
    let events = life(json!({}));
    let told =
        ["ADDED", "RINGING", "ATTACHED_DATA_CHANGED", "ESTABLISHED", "RELEASED", "MARK_DONE", "REMOVED"];
    assert_eq!(types(&events), told);
}

/// `event.interaction/7`, `omitted`.
#[test]
fn lifecycle_events_are_omitted_where_the_profile_says_so() {
    let events = life(json!({ "lifecycleEvents": "omitted" }));
    assert_eq!(types(&events), ["RINGING", "ATTACHED_DATA_CHANGED", "ESTABLISHED", "RELEASED", "MARK_DONE"]);
}

/// `event.interaction/6`: what the table names is renamed, what it does not name is not.
#[test]
fn event_types_are_renamed_as_the_table_says() {
    let events =
        life(json!({ "eventTypeNames": { "RINGING": "ALERTING", "ADDED": "RINGING", "HELD": "X" } }));
    let told =
        ["RINGING", "ALERTING", "ATTACHED_DATA_CHANGED", "ESTABLISHED", "RELEASED", "MARK_DONE", "REMOVED"];
    assert_eq!(types(&events), told);
}

/// `event.interaction/3`: under the key that the profile names, and under no other.
#[test]
fn the_interaction_stands_under_the_key_that_the_profile_names() {
    for (profile, key) in [(json!({}), "interaction"), (json!({ "eventInteractionKey": "call" }), "call")] {
        for event in life(profile) {
            let mut keys: Vec<&String> = event.as_object().expect("an object").keys().collect();
            keys.sort();
            let mut expected = vec![key, "eventType"];
            expected.sort_unstable();
            assert_eq!(keys, expected);
            assert_eq!(event[key]["interactionId"], "1");
        }
    }
}

/// `event.interaction/5`: the same that `getByInteractionId` gives right after.
#[test]
fn an_event_carries_what_reading_gives() {
    let mut desk = Desk::hearing();
    let id = desk.rings_with(json!({ "userData": { "A": "1" }, "contact": { "firstName": "Ada" } }));
    let steps = [
        ("interaction.setUserData", json!([id, { "B": 2 }])),
        ("interaction.deleteUserData", json!([id, "A"])),
        ("interaction.accept", json!([id])),
    ];
    for (method, parameters) in steps {
        desk.done(method, parameters);
        let last = desk.payloads(APP).pop().expect("an event");
        assert_eq!(last["interaction"], desk.read(&id), "{method}");
    }
    desk.stimulus("far-end-hangs-up", &id);
    let last = desk.payloads(APP).pop().expect("an event");
    assert_eq!(last["interaction"], desk.read(&id));
}

/// `interaction.getInteractions/1`: reading causes no event.
#[test]
fn reading_causes_no_event() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    desk.read(&id);
    desk.done("interaction.getInteractions", json!([]));
    desk.done("agent.get", json!([]));
    assert_eq!(desk.types(APP), [""; 0]);
}

/// A change of the profile concerns what comes, and is no change of an interaction.
#[test]
fn a_change_of_the_profile_causes_no_event() {
    let mut desk = Desk::hearing();
    desk.rings();
    desk.heard(APP);
    desk.profile(
        json!({ "inapplicableProperty": "null", "lifecycleEvents": "omitted", "userDataReadAllowed": [] }),
    );
    desk.advance(1);
    assert_eq!(desk.types(APP), [""; 0]);
}
