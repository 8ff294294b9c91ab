//! Stimuli that cannot happen, and what they answer when they can.
//! A refusal changes nothing; it says what would be legal.

use serde_json::json;

use crate::desk::{APP, Desk};

/// Pins the text when there is no such interaction, with and without others.
#[test]
fn a_stimulus_about_an_unknown_id_names_those_that_there_are() {
    let mut desk = Desk::new();
    insta::assert_snapshot!(desk.refused("agent-accepts", "7"), @r#"agent-accepts: no interaction has the id "7"; there is none at all"#);
    for _ in 0..12 {
        desk.rings();
    }
    insta::assert_snapshot!(desk.refused("agent-accepts", "99"), @r#"agent-accepts: no interaction has the id "99"; there is 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"#);
}

/// Pins the text when the state does not allow it.
#[test]
fn a_stimulus_that_the_state_forbids_says_what_can_happen() {
    let mut desk = Desk::hearing();
    let (ringing, talking, idle) = (desk.rings(), desk.talks(), desk.ended());
    desk.heard(APP);
    insta::assert_snapshot!(desk.refused("agent-marks-done", &ringing), @r#"agent-marks-done: interaction "1" is in state RINGING, it must be IDLE; what can happen to it now: agent-accepts, agent-rejects, far-end-hangs-up, call-redirected, user-data-changed, state-unknown"#);
    insta::assert_snapshot!(desk.refused("agent-accepts", &talking), @r#"agent-accepts: interaction "2" is in state TALKING, it must be RINGING; what can happen to it now: agent-holds, agent-hangs-up, agent-consults, agent-transfers, agent-conferences, agent-starts-recording, far-end-hangs-up, party-joins, party-leaves, user-data-changed, state-unknown"#);
    insta::assert_snapshot!(desk.refused("far-end-hangs-up", &idle), @r#"far-end-hangs-up: interaction "3" is in state IDLE, it must be RINGING, DIALING, TALKING or HELD; what can happen to it now: agent-marks-done, user-data-changed, state-unknown"#);
    assert_eq!(desk.types(APP), [""; 0]);
    let states = [ringing, talking, idle].map(|id| desk.read(&id)["state"].clone());
    assert_eq!(states, [json!("RINGING"), json!("TALKING"), json!("IDLE")]);
}

/// The answer to a stimulus is the interaction after it, with all user data, whatever apps may read.
#[test]
fn a_stimulus_shows_the_interaction_after_it() {
    let mut desk = Desk::with(json!({ "userDataReadAllowed": [] }));
    let call =
        desk.try_stimulus(json!({ "type": "inbound-call", "userData": { "A": "1" } })).expect("a call");
    assert_eq!((&call["state"], &call["userData"]), (&json!("RINGING"), &json!({ "A": "1" })));
    let call = desk.stimulus("agent-accepts", "1");
    assert_eq!((&call["state"], &call["previousState"]), (&json!("TALKING"), &json!("RINGING")));
    desk.stimulus("far-end-hangs-up", "1");
    let call = desk.stimulus("agent-marks-done", "1");
    assert_eq!(
        (&call["interactionId"], &call["state"], &call["userData"]["A"]),
        (&json!("1"), &json!("IDLE"), &json!("1"))
    );
}

/// One that made the interaction leave shows it as it was when it left, like `REMOVED` (`event.interaction/5`).
#[test]
fn a_stimulus_that_ends_an_interaction_shows_it_as_it_left() {
    for (name, make) in
        [("agent-marks-done", Desk::ended as fn(&mut Desk) -> String), ("agent-rejects", Desk::rings)]
    {
        let mut desk = Desk::hearing();
        let id = make(&mut desk);
        let shown = desk.stimulus(name, &id);
        let removed = desk.payloads(APP).pop().expect("an event");
        assert_eq!(removed["eventType"], "REMOVED");
        assert_eq!(shown, removed["interaction"], "{name}");
    }
}

/// What happens to one call happens to no other.
#[test]
fn a_stimulus_touches_one_interaction() {
    let mut desk = Desk::hearing();
    let ids = [desk.rings(), desk.rings(), desk.rings()];
    let before = [desk.read(&ids[0]), desk.read(&ids[2])];
    desk.heard(APP);
    desk.stimulus("agent-accepts", &ids[1]);
    assert_eq!(desk.types(APP), ["ESTABLISHED"]);
    assert_eq!([desk.read(&ids[0]), desk.read(&ids[2])], before);
}
