//! Calls: how they arrive, end, and are taken away when nobody answers; and the whole table of the channel.
//! Clauses `voice/1` to `voice/9`, `voice/16` to `voice/18`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

/// `voice/1`, `voice/2`, `event.interaction/8`, `event.interaction/10`.
#[test]
fn a_call_arrives_ringing_and_is_reported_by_added_and_ringing() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 2);
    for (event, event_type) in events.iter().zip(["ADDED", "RINGING"]) {
        assert_eq!(event["eventType"], event_type);
        assert_eq!(event["interaction"]["interactionId"], json!(id));
        assert_eq!(event["interaction"]["state"], "RINGING");
    }
}

/// `voice/4`, `voice/5`, `voice/16`, `event.interaction/15`.
#[test]
fn a_call_that_ends_is_idle_and_stays() {
    let mut desk = Desk::hearing();
    let id = desk.talks();
    desk.heard(APP);
    let shown = desk.stimulus("far-end-hangs-up", &id);
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["eventType"], "RELEASED");
    assert_eq!(events[0]["interaction"]["state"], "IDLE");
    assert_eq!(events[0]["interaction"]["previousState"], "TALKING");
    assert_eq!(events[0]["interaction"].get("ronaCallState"), None);
    assert_eq!(shown["state"], "IDLE");
    desk.advance(10_000_000);
    assert_eq!(desk.read(&id)["state"], "IDLE");
}

/// `voice/5`, `voice/6`, `voice/9`: the customer gives up before anybody answers.
#[test]
fn a_call_given_up_while_ringing_is_released_and_leaves() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    desk.stimulus("far-end-hangs-up", &id);
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 2);
    assert_eq!((&events[0]["eventType"], &events[1]["eventType"]), (&json!("RELEASED"), &json!("REMOVED")));
    assert_eq!(events[0]["interaction"]["previousState"], "RINGING");
    assert_eq!(events[0]["interaction"]["ronaCallState"], "NO_ANSWER");
    assert_eq!(desk.read(&id), Value::Null);
}

/// `voice/6`, `voice/7`, `voice/8` and its default, `voice/9` and its default, `type.interaction/31`.
#[test]
fn a_call_that_nobody_answers_is_taken_away_after_20_seconds() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    desk.advance(19_999);
    assert_eq!(desk.types(APP), [""; 0]);
    assert_eq!(desk.read(&id)["state"], "RINGING");
    desk.advance(1);
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 2);
    assert_eq!(events[0]["eventType"], "RELEASED");
    assert_eq!(events[0]["interaction"]["state"], "IDLE");
    assert_eq!(events[0]["interaction"]["previousState"], "RINGING");
    assert_eq!(events[0]["interaction"]["ronaCallState"], "NO_ANSWER");
    assert_eq!(events[1]["eventType"], "REMOVED");
    assert_eq!(events[1]["interaction"]["ronaCallState"], "NO_ANSWER");
    assert_eq!(desk.read(&id), Value::Null);
}

/// `voice/8`, `redirected`.
#[test]
fn a_call_that_nobody_answers_is_redirected_where_the_profile_says_so() {
    let mut desk = Desk::hearing_with(json!({ "ringTimeoutOutcome": "redirected" }));
    desk.rings();
    desk.heard(APP);
    desk.advance(20_000);
    assert_eq!(desk.payloads(APP)[0]["interaction"]["ronaCallState"], "REDIRECTED");
}

/// `voice/9`, `stays`: for each of the three ways to be released unanswered.
#[test]
fn a_call_released_unanswered_stays_where_the_profile_says_so() {
    for release in ["agent-rejects", "far-end-hangs-up", "time"] {
        let mut desk = Desk::hearing_with(json!({ "releasedUnanswered": "stays" }));
        let id = desk.rings();
        desk.heard(APP);
        if release == "time" {
            desk.advance(20_000);
        } else {
            desk.stimulus(release, &id);
        }
        assert_eq!(desk.types(APP), ["RELEASED"], "{release}");
        assert_eq!(desk.read(&id)["state"], "IDLE", "{release}");
        desk.stimulus("agent-marks-done", &id);
        assert_eq!(desk.types(APP), ["MARK_DONE", "REMOVED"], "{release}");
    }
}

/// `voice/7`: the time is that of the profile when the call arrived.
#[test]
fn the_ring_time_is_that_of_the_profile() {
    let mut desk = Desk::hearing_with(json!({ "ringTimeoutMs": 500 }));
    let first = desk.rings();
    desk.profile(json!({ "ringTimeoutMs": 2_000 }));
    let second = desk.rings();
    desk.advance(500);
    assert_eq!(desk.read(&first), Value::Null);
    assert_eq!(desk.read(&second)["state"], "RINGING");
    desk.advance(1_500);
    assert_eq!(desk.read(&second), Value::Null);
}

/// A ring time of 0 is for ever, as the docs of the profile say.
#[test]
fn a_ring_time_of_zero_never_ends() {
    let mut desk = Desk::hearing_with(json!({ "ringTimeoutMs": 0 }));
    let id = desk.rings();
    assert_eq!(desk.workspace.poll_timeout(), None);
    desk.advance(u64::from(u32::MAX));
    assert_eq!(desk.read(&id)["state"], "RINGING");
}

/// `voice/7`: each at its own time, in order, though the driver comes late.
#[test]
fn calls_that_fall_due_together_are_released_in_the_order_of_their_times() {
    let mut desk = Desk::hearing();
    let first = desk.rings();
    desk.advance(5_000);
    let second = desk.rings();
    desk.heard(APP);
    let said = desk.advance(100_000);
    let released: Vec<&Value> =
        said.iter().map(|entry| &entry.body["data"]).filter(|data| data["eventType"] == "RELEASED").collect();
    let ids: Vec<&Value> = released.iter().map(|data| &data["interaction"]["interactionId"]).collect();
    assert_eq!(ids, [&json!(first), &json!(second)]);
}

/// What has fallen due happens before what comes in, at whatever door.
#[test]
fn an_input_that_comes_late_finds_the_call_gone() {
    for door in ["message", "stimulus", "frame"] {
        let mut desk = Desk::hearing();
        let id = desk.rings();
        desk.heard(APP);
        desk.pass(20_000);
        match door {
            "message" => {
                let fault = desk.fails("interaction.accept", json!([id]));
                assert!(fault.contains(&format!("\"{id}\"")), "{fault}");
            }
            "stimulus" => {
                let fault = desk.refused("agent-accepts", &id);
                assert!(fault.contains(&format!("\"{id}\"")), "{fault}");
            }
            _ => desk.open("other"),
        }
        assert_eq!(desk.types(APP), ["RELEASED", "REMOVED"], "{door}");
    }
}

/// What the workspace says it can take is what it takes; what it does not say, it refuses.
#[test]
fn the_legal_stimuli_are_those_that_can_happen() {
    let stimuli = ["agent-accepts", "agent-rejects", "far-end-hangs-up", "agent-marks-done"];
    let calls = |desk: &mut Desk| [desk.rings(), desk.talks(), desk.ended()];
    let rows: [&[&str]; 3] = [
        &["agent-accepts", "agent-rejects", "far-end-hangs-up"],
        &["far-end-hangs-up"],
        &["agent-marks-done"],
    ];
    let mut desk = Desk::new();
    for (id, legal) in calls(&mut desk).into_iter().zip(rows) {
        let said = desk.workspace.legal_stimuli(&id);
        assert_eq!(stimuli.into_iter().filter(|name| said.contains(name)).collect::<Vec<_>>(), legal);
        for name in stimuli {
            let mut trial = desk.clone();
            let happened = trial.try_stimulus(json!({ "type": name, "interactionId": id }));
            assert_eq!(happened.is_ok(), legal.contains(&name), "{name}");
        }
    }
    assert_eq!(Desk::new().workspace.legal_stimuli("1"), [""; 0]);
}

/// The next time-out that a driver has to wait for is that of the call that rings longest.
#[test]
fn the_driver_is_told_when_to_come_back() {
    let mut desk = Desk::new();
    assert_eq!(desk.workspace.poll_timeout(), None);
    let first = desk.rings();
    desk.advance(1_000);
    desk.rings();
    let due = |desk: &Desk| desk.workspace.poll_timeout().map(|at| at.as_millis());
    assert_eq!(due(&desk), Some(20_000));
    desk.stimulus("agent-accepts", &first);
    assert_eq!(due(&desk), Some(21_000));
    desk.advance(20_000);
    assert_eq!(due(&desk), None);
}
