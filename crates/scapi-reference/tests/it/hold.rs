//! Hold and retrieve, and how calls end out of each state.
//! Clauses `voice/4`, `voice/5`, `voice/10`, `voice/11`, `voice/17`, `voice/19`; `event.interaction/13`, `event.interaction/14`.

use serde_json::json;

use crate::{
    call::Make,
    desk::{APP, Desk},
};

/// `voice/10`, `voice/11`, `event.interaction/13`, `event.interaction/14`, `type.interaction/45`: as often as one likes, and
/// `ESTABLISHED` each time.
#[test]
fn a_call_is_held_and_retrieved_and_established_again() {
    let mut desk = Desk::hearing();
    let id = desk.talks();
    assert_eq!(desk.told().last().map(String::as_str), Some("1 ESTABLISHED RINGING>TALKING"));
    for _ in 0..3 {
        assert_eq!(desk.told_of("agent-holds", &id), ["1 HELD TALKING>HELD"]);
        assert_eq!(desk.told_of("agent-retrieves", &id), ["1 ESTABLISHED HELD>TALKING"]);
    }
}

/// The same for a call that the agent placed, and for one that was made from a call.
#[test]
fn calls_of_every_kind_are_held_and_retrieved() {
    for make in [Desk::dials as Make, |desk| desk.consultation_in("DIALING").1] {
        let mut desk = Desk::hearing();
        let id = make(&mut desk);
        desk.stimulus("far-end-answers", &id);
        assert_eq!(desk.told_of("agent-holds", &id), [format!("{id} HELD TALKING>HELD")]);
        assert_eq!(desk.told_of("agent-retrieves", &id), [format!("{id} ESTABLISHED HELD>TALKING")]);
    }
}

/// `event.interaction/5`, `type.interaction/2`: an event of hold has the whole call, and nothing but its state changes.
#[test]
fn hold_changes_nothing_but_the_state() {
    let mut desk = Desk::hearing();
    let id = desk.rings_with(json!({ "userData": { "Segment": "Gold" } }));
    desk.stimulus("agent-accepts", &id);
    let mut expected = desk.read(&id);
    desk.heard(APP);
    desk.stimulus("agent-holds", &id);
    expected["state"] = json!("HELD");
    expected["previousState"] = json!("TALKING");
    assert_eq!(desk.payloads(APP), [json!({ "eventType": "HELD", "interaction": expected })]);
    assert_eq!(desk.read(&id), expected);
}

/// `voice/4`, `voice/5`: whichever side hangs up, out of whichever state.
#[test]
fn a_call_ends_by_either_side_out_of_either_state() {
    for state in ["TALKING", "HELD"] {
        for ending in ["agent-hangs-up", "far-end-hangs-up"] {
            let mut desk = Desk::hearing();
            let id = desk.in_state(state);
            assert_eq!(desk.told_of(ending, &id), [format!("1 RELEASED {state}>IDLE")], "{ending}");
            assert_eq!(desk.state(&id), "IDLE", "{ending}");
        }
    }
}

/// `voice/17`, `voice/19`: what the state does not allow fails, names the state, and changes nothing.
#[test]
fn hold_retrieve_and_hanging_up_need_their_states() {
    let rows = [
        ("voice.hold", "agent-holds", ["RINGING", "DIALING", "HELD", "IDLE"].as_slice()),
        ("voice.resume", "agent-retrieves", &["RINGING", "DIALING", "TALKING", "IDLE"]),
        ("voice.hangUp", "agent-hangs-up", &["RINGING", "IDLE"]),
        ("voice.answer", "agent-accepts", &["DIALING", "TALKING", "HELD", "IDLE"]),
        ("interaction.accept", "agent-accepts", &["DIALING", "TALKING", "HELD", "IDLE"]),
        ("interaction.reject", "agent-rejects", &["DIALING", "TALKING", "HELD", "IDLE"]),
    ];
    for (method, stimulus, states) in rows {
        for state in states {
            let mut desk = Desk::hearing();
            let id = desk.in_state(state);
            let fault = desk.fails_without_effect(method, json!([id]));
            assert!(fault.contains(state), "{method}: {fault}");
            let refusal = desk.refused(stimulus, &id);
            assert!(refusal.contains(state), "{stimulus}: {refusal}");
            assert_eq!(desk.told(), [""; 0]);
            assert_eq!(desk.state(&id), *state);
        }
    }
}

/// `interaction.markdone/4`: a call on hold, and one that dials, is as active as one that talks.
#[test]
fn a_call_that_is_not_over_is_not_marked_done() {
    for state in ["RINGING", "DIALING", "TALKING", "HELD"] {
        let mut desk = Desk::hearing();
        let id = desk.in_state(state);
        let fault = desk.fails_without_effect("interaction.markdone", json!([id]));
        assert!(fault.contains(state), "{fault}");
        assert!(desk.refused("agent-marks-done", &id).contains(state));
    }
}

/// `event.interaction/50`: while the host does not know the state of a call nothing can be done with it; then it goes on.
#[test]
fn a_call_of_unknown_state_takes_no_operation_until_it_is_known_again() {
    let mut desk = Desk::hearing();
    let id = desk.holds();
    assert_eq!(desk.told_of("state-unknown", &id), ["1 UNKNOWN HELD>UNKNOWN"]);
    for method in ["voice.resume", "voice.hangUp", "interaction.markdone", "voice.startCallRecording"] {
        let fault = desk.fails_without_effect(method, json!([id]));
        assert!(fault.contains("UNKNOWN"), "{fault}");
    }
    assert_eq!(desk.told_of("state-recovered", &id), ["1 HELD UNKNOWN>HELD"]);
    assert_eq!(desk.told_of("agent-retrieves", &id), ["1 ESTABLISHED HELD>TALKING"]);
}
