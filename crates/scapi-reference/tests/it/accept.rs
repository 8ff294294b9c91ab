//! `interaction.accept`: the agent takes a call.
//! Clauses `interaction.accept/1` and after; open media are in `open_media`, previews in `preview`.

use serde_json::json;

use crate::desk::{APP, Desk};

const ACCEPT: &str = "interaction.accept";

/// `interaction.accept/1`, `interaction.accept/3`, `event.interaction/12`.
#[test]
fn accept_connects_a_ringing_call() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    desk.done(ACCEPT, json!([id]));
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["eventType"], "ESTABLISHED");
    assert_eq!(events[0]["interaction"]["state"], "TALKING");
    assert_eq!(events[0]["interaction"]["previousState"], "RINGING");
    assert_eq!(desk.read(&id), events[0]["interaction"]);
}

/// `interaction.accept/4`, `envelope/30`.
#[test]
fn accept_of_a_call_that_does_not_ring_fails_and_names_its_state() {
    let mut desk = Desk::hearing();
    let (talking, idle) = (desk.talks(), desk.ended());
    desk.heard(APP);
    for (id, state) in [(talking, "TALKING"), (idle, "IDLE")] {
        let before = desk.read(&id);
        let fault = desk.fails(ACCEPT, json!([id]));
        assert!(fault.contains(state), "{fault}");
        assert_eq!(desk.read(&id), before);
    }
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `interaction.accept/5`.
#[test]
fn accept_of_an_unknown_id_fails_and_names_it() {
    let mut desk = Desk::new();
    desk.rings();
    for id in ["2", "0", "01", " 1", "+1", "1.0", "call", "", "18446744073709551617"] {
        let fault = desk.fails(ACCEPT, json!([id]));
        assert!(fault.contains(&format!("\"{id}\"")), "{fault}");
    }
    assert_eq!(desk.read("1")["state"], "RINGING");
}

/// `interaction.accept/6`, `envelope/32`.
#[test]
fn accept_without_a_string_for_an_id_fails() {
    let mut desk = Desk::new();
    desk.rings();
    for parameters in
        [json!([]), json!([null]), json!([1]), json!([true]), json!([["1"]]), json!([{ "id": "1" }])]
    {
        let fault = desk.fails(ACCEPT, parameters);
        assert!(fault.contains("interactionId"), "{fault}");
    }
    assert_eq!(desk.read("1")["state"], "RINGING");
}

/// `voice/3`: the agent's own click does the same.
#[test]
fn the_agent_accepts_like_an_app() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    let shown = desk.stimulus("agent-accepts", &id);
    assert_eq!(shown["state"], "TALKING");
    assert_eq!(desk.types(APP), ["ESTABLISHED"]);
}

/// `interaction.accept/1`, `voice/7`: an answered call has no ring timer any more.
#[test]
fn an_accepted_call_is_not_taken_away() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.advance(19_999);
    desk.done(ACCEPT, json!([id]));
    desk.heard(APP);
    desk.advance(1_000_000);
    assert_eq!(desk.types(APP), [""; 0]);
    assert_eq!(desk.read(&id)["state"], "TALKING");
}
