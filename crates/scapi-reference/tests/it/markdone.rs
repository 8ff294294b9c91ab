//! `interaction.markdone`: the agent is finished with an interaction, and it leaves.
//! Clauses `interaction.markdone/1` to `interaction.markdone/7`; `event.interaction/9`, `event.interaction/43`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

const MARKDONE: &str = "interaction.markdone";

/// `interaction.markdone/1`, `interaction.markdone/2`, `interaction.markdone/3`, `event.interaction/43`.
#[test]
fn markdone_closes_an_ended_call() {
    let mut desk = Desk::hearing();
    let (other, id) = (desk.talks(), desk.ended());
    desk.heard(APP);
    desk.done(MARKDONE, json!([id]));
    let events = desk.payloads(APP);
    let told: Vec<&Value> = events.iter().map(|event| &event["eventType"]).collect();
    assert_eq!(told, ["MARK_DONE", "REMOVED"]);
    assert!(events.iter().all(|event| event["interaction"]["interactionId"] == json!(id)));
    assert_eq!(desk.read(&id), Value::Null);
    let left = desk.done("interaction.getInteractions", json!([]));
    assert_eq!(left.as_array().map(Vec::len), Some(1));
    assert_eq!(left[0]["interactionId"], json!(other));
}

/// `interaction.markdone/4`, `envelope/30`.
#[test]
fn markdone_of_an_active_call_fails_and_names_its_state() {
    let mut desk = Desk::hearing();
    let (ringing, talking) = (desk.rings(), desk.talks());
    desk.heard(APP);
    for (id, state) in [(ringing, "RINGING"), (talking, "TALKING")] {
        let fault = desk.fails(MARKDONE, json!([id]));
        assert!(fault.contains(state), "{fault}");
        assert_eq!(desk.read(&id)["state"], state);
    }
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `interaction.markdone/5`, default `success`.
#[test]
fn markdone_a_second_time_succeeds_without_events() {
    let mut desk = Desk::hearing();
    let id = desk.ended();
    desk.done(MARKDONE, json!([id]));
    desk.heard(APP);
    desk.done(MARKDONE, json!([id]));
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `interaction.markdone/5`, `failure`.
#[test]
fn markdone_a_second_time_fails_where_the_profile_says_so() {
    let mut desk = Desk::with(json!({ "markdoneTwice": "failure" }));
    let id = desk.ended();
    desk.done(MARKDONE, json!([id]));
    let fault = desk.fails(MARKDONE, json!([id]));
    assert!(fault.contains(&format!("\"{id}\"")), "{fault}");
}

/// `interaction.markdone/6`.
#[test]
fn markdone_of_an_id_that_never_was_fails_and_names_it() {
    let mut desk = Desk::new();
    desk.ended();
    for id in ["2", "0", "01", "-1", "x"] {
        let fault = desk.fails(MARKDONE, json!([id]));
        assert!(fault.contains(&format!("\"{id}\"")), "{fault}");
    }
}

/// `interaction.markdone/7`.
#[test]
fn markdone_without_a_string_for_an_id_fails() {
    let mut desk = Desk::new();
    let id = desk.ended();
    for parameters in [json!([]), json!([null]), json!([1])] {
        let fault = desk.fails(MARKDONE, parameters);
        assert!(fault.contains("interactionId"), "{fault}");
    }
    assert_eq!(desk.read(&id)["state"], "IDLE");
}

/// `interaction.markdone/1`: the agent's own click does the same.
#[test]
fn the_agent_marks_done_like_an_app() {
    let mut desk = Desk::hearing();
    let id = desk.ended();
    desk.heard(APP);
    let shown = desk.stimulus("agent-marks-done", &id);
    assert_eq!(shown["interactionId"], json!(id));
    assert_eq!(desk.types(APP), ["MARK_DONE", "REMOVED"]);
}

/// `event.interaction/7`, `omitted`: the event that tells why is sent all the same.
#[test]
fn without_lifecycle_events_mark_done_is_the_last_one() {
    let mut desk = Desk::hearing_with(json!({ "lifecycleEvents": "omitted" }));
    let id = desk.ended();
    desk.heard(APP);
    desk.done(MARKDONE, json!([id]));
    assert_eq!(desk.types(APP), ["MARK_DONE"]);
    assert_eq!(desk.read(&id), Value::Null);
}
