//! `interaction.reject`: the agent declines a call.
//! Clauses `interaction.reject/1` and after; `voice/9`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

const REJECT: &str = "interaction.reject";

/// `interaction.reject/1`, `interaction.reject/7`, and `voice/9`: it leaves by itself.
#[test]
fn reject_ends_a_ringing_call_which_then_leaves() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    desk.done(REJECT, json!([id]));
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 2);
    assert_eq!(events[0]["eventType"], "RELEASED");
    assert_eq!(events[0]["interaction"]["state"], "IDLE");
    assert_eq!(events[0]["interaction"]["previousState"], "RINGING");
    assert_eq!(events[1]["eventType"], "REMOVED");
    assert_eq!(desk.read(&id), Value::Null);
}

/// `interaction.reject/2`, default `absent`.
#[test]
fn a_rejected_call_has_no_rona_call_state() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    desk.done(REJECT, json!([id]));
    assert_eq!(desk.payloads(APP)[0]["interaction"].get("ronaCallState"), None);
}

/// `interaction.reject/2`, `redirected`.
#[test]
fn a_rejected_call_is_redirected_where_the_profile_says_so() {
    let mut desk = Desk::hearing_with(json!({ "rejectedRonaCallState": "redirected" }));
    let id = desk.rings();
    desk.heard(APP);
    desk.done(REJECT, json!([id]));
    assert_eq!(desk.payloads(APP)[0]["interaction"]["ronaCallState"], "REDIRECTED");
}

/// `voice/9`, `stays`.
#[test]
fn a_rejected_call_stays_until_marked_done_where_the_profile_says_so() {
    let mut desk = Desk::hearing_with(json!({ "releasedUnanswered": "stays" }));
    let id = desk.rings();
    desk.heard(APP);
    desk.done(REJECT, json!([id]));
    assert_eq!(desk.types(APP), ["RELEASED"]);
    assert_eq!(desk.read(&id)["state"], "IDLE");
    desk.done("interaction.markdone", json!([id]));
    assert_eq!(desk.types(APP), ["MARK_DONE", "REMOVED"]);
}

/// `interaction.reject/4`, `envelope/30`.
#[test]
fn reject_of_a_call_that_does_not_ring_fails_and_names_its_state() {
    let mut desk = Desk::hearing();
    let (talking, idle) = (desk.talks(), desk.ended());
    desk.heard(APP);
    for (id, state) in [(talking, "TALKING"), (idle, "IDLE")] {
        let before = desk.read(&id);
        let fault = desk.fails(REJECT, json!([id]));
        assert!(fault.contains(state), "{fault}");
        assert_eq!(desk.read(&id), before);
    }
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `interaction.reject/5`.
#[test]
fn reject_of_an_unknown_id_fails_and_names_it() {
    let mut desk = Desk::new();
    let fault = desk.fails(REJECT, json!(["9"]));
    assert!(fault.contains("\"9\""), "{fault}");
}

/// `interaction.reject/6`.
#[test]
fn reject_without_a_string_for_an_id_fails() {
    let mut desk = Desk::new();
    desk.rings();
    for parameters in [json!([]), json!([null]), json!([1])] {
        let fault = desk.fails(REJECT, parameters);
        assert!(fault.contains("interactionId"), "{fault}");
    }
    assert_eq!(desk.read("1")["state"], "RINGING");
}

/// `interaction.reject/1`: the agent's own click does the same.
#[test]
fn the_agent_rejects_like_an_app() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    let shown = desk.stimulus("agent-rejects", &id);
    assert_eq!((&shown["interactionId"], &shown["state"]), (&json!(id), &json!("IDLE")));
    assert_eq!(desk.types(APP), ["RELEASED", "REMOVED"]);
}
