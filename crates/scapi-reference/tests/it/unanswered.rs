//! Calls that came in and were not answered: RONA, redirection, and giving up.
//! Clauses `voice/6` to `voice/9`, `type.interaction/31`; `interaction.reject/2`.

use serde_json::{Value, json};

use crate::{
    call::Make,
    desk::{APP, Desk},
};

/// How a ringing call can go away unanswered.
#[derive(Clone, Copy, Debug)]
enum Ending {
    TimeOut,
    Redirected,
    GivenUp,
    Rejected,
}

impl Ending {
    const ALL: [Self; 4] = [Self::TimeOut, Self::Redirected, Self::GivenUp, Self::Rejected];

    fn happens(self, desk: &mut Desk, id: &str) {
        match self {
            Self::TimeOut => drop(desk.advance(20_000)),
            Self::Redirected => drop(desk.stimulus("call-redirected", id)),
            Self::GivenUp => drop(desk.stimulus("far-end-hangs-up", id)),
            Self::Rejected => drop(desk.stimulus("agent-rejects", id)),
        }
    }

    /// `voice/8`, `interaction.reject/2`, by default; a call that routing gives to somebody else was redirected.
    const fn rona(self) -> Option<&'static str> {
        match self {
            Self::TimeOut | Self::GivenUp => Some("NO_ANSWER"),
            Self::Redirected => Some("REDIRECTED"),
            Self::Rejected => None,
        }
    }
}

/// `voice/5`, `voice/6`, `voice/9`, default `removed`: a customer's call, and that of another agent.
#[test]
fn a_call_that_is_not_answered_is_released_says_why_and_leaves() {
    for arrival in ["inbound-call", "internal-call"] {
        for ending in Ending::ALL {
            let mut desk = Desk::hearing();
            let id = desk.arrives(json!({ "type": arrival }));
            desk.heard(APP);
            ending.happens(&mut desk, &id);
            let events = desk.payloads(APP);
            let types: Vec<&Value> = events.iter().map(|data| &data["eventType"]).collect();
            assert_eq!(types, ["RELEASED", "REMOVED"], "{arrival} {ending:?}");
            for call in events.iter().map(|data| &data["interaction"]) {
                assert_eq!((&call["previousState"], &call["state"]), (&json!("RINGING"), &json!("IDLE")));
                assert_eq!(call.get("ronaCallState").and_then(Value::as_str), ending.rona(), "{ending:?}");
            }
            assert_eq!(desk.read(&id), Value::Null, "{arrival} {ending:?}");
            assert_eq!(desk.workspace.poll_timeout(), None, "{arrival} {ending:?}");
        }
    }
}

/// `voice/9`, `stays`, and `type.interaction/31`: it says why as long as it is there.
#[test]
fn a_call_that_was_not_answered_stays_where_the_profile_says_so_and_keeps_saying_why() {
    for ending in Ending::ALL {
        let mut desk = Desk::hearing_with(json!({ "releasedUnanswered": "stays" }));
        let id = desk.rings();
        desk.told();
        ending.happens(&mut desk, &id);
        assert_eq!(desk.told(), ["1 RELEASED RINGING>IDLE"], "{ending:?}");
        let call = desk.read(&id);
        assert_eq!(call.get("ronaCallState").and_then(Value::as_str), ending.rona(), "{ending:?}");
        let closed = ["1 MARK_DONE RINGING>IDLE", "1 REMOVED RINGING>IDLE"];
        assert_eq!(desk.told_after("interaction.markdone", json!([id])), closed, "{ending:?}");
    }
}

/// `voice/8`, each value, with `voice/9`, each value.
#[test]
fn the_outcome_of_the_time_out_is_that_of_the_profile() {
    for (outcome, rona) in [("no-answer", "NO_ANSWER"), ("redirected", "REDIRECTED")] {
        for (after, events) in [("removed", ["RELEASED", "REMOVED"].as_slice()), ("stays", &["RELEASED"])] {
            let profile = json!({ "ringTimeoutOutcome": outcome, "releasedUnanswered": after });
            let mut desk = Desk::hearing_with(profile);
            desk.rings();
            desk.heard(APP);
            desk.advance(20_000);
            let said = desk.payloads(APP);
            assert_eq!(said.iter().map(|data| &data["eventType"]).collect::<Vec<_>>(), events);
            assert!(said.iter().all(|data| data["interaction"]["ronaCallState"] == rona), "{outcome}");
        }
    }
}

/// The switch of the time-out is for the time-out alone.
#[test]
fn who_gives_up_has_had_no_answer_whatever_the_time_out_says() {
    let mut desk = Desk::hearing_with(json!({ "ringTimeoutOutcome": "redirected" }));
    let id = desk.rings();
    desk.heard(APP);
    desk.stimulus("far-end-hangs-up", &id);
    assert_eq!(desk.payloads(APP)[0]["interaction"]["ronaCallState"], "NO_ANSWER");
}

/// `type.interaction/31`: only calls that came in, and only unanswered ones; `type.interaction/38` for the rest.
#[test]
fn calls_that_were_answered_or_placed_have_no_rona_call_state() {
    let make: [Make; 2] = [Desk::ended, |desk| {
        let id = desk.dials();
        desk.stimulus("far-end-no-answer", &id);
        id
    }];
    for make in make {
        let mut desk = Desk::hearing();
        let id = make(&mut desk);
        assert!(desk.payloads(APP).iter().all(|data| data["interaction"].get("ronaCallState").is_none()));
        desk.profile(json!({ "inapplicableProperty": "null" }));
        assert_eq!(desk.read(&id).get("ronaCallState"), Some(&Value::Null));
    }
}

/// `voice/7`: the call of another agent rings as long as a customer's, one that the agent places dials for ever.
#[test]
fn the_ring_time_is_for_calls_that_come_in() {
    let mut desk = Desk::hearing_with(json!({ "ringTimeoutMs": 700 }));
    let internal = desk.arrives(json!({ "type": "internal-call" }));
    let dialed = desk.dials();
    desk.advance(699);
    assert_eq!(desk.state(&internal), "RINGING");
    desk.advance(1);
    assert_eq!([desk.state(&internal), desk.state(&dialed)], ["gone", "DIALING"]);
    desk.advance(1_000_000);
    assert_eq!(desk.state(&dialed), "DIALING");
}

/// `voice/19`: what does not ring cannot be given to somebody else.
#[test]
fn only_a_call_that_rings_is_redirected() {
    for state in ["DIALING", "TALKING", "HELD", "IDLE"] {
        let mut desk = Desk::hearing();
        let id = desk.in_state(state);
        desk.heard(APP);
        let refusal = desk.refused("call-redirected", &id);
        assert!(refusal.contains(state) && refusal.contains("RINGING"), "{refusal}");
        assert_eq!(desk.told(), [""; 0]);
    }
}
