//! How consultations end: abandoned by either side, refused, or completed as a transfer or a conference.
//! Clauses `consultation/8` to `consultation/12`; `interaction.completeTransfer/1` and after, `interaction.completeConference/1` and after.

use serde_json::{Value, json};

use crate::{
    call::{COLLEAGUE, CUSTOMER},
    desk::{APP, Desk},
};

const TRANSFER: &str = "interaction.completeTransfer";
const CONFERENCE: &str = "interaction.completeConference";

/// The states of a consultation that is under way.
const UNDER_WAY: [&str; 3] = ["DIALING", "TALKING", "HELD"];

/// How each ends without being completed.
const ENDINGS: [(&str, &[&str]); 3] = [
    (
        "DIALING",
        &["agent-hangs-up", "far-end-refuses", "far-end-busy", "far-end-no-answer", "far-end-hangs-up"],
    ),
    ("TALKING", &["agent-hangs-up", "far-end-hangs-up"]),
    ("HELD", &["agent-hangs-up", "far-end-hangs-up"]),
];

/// `consultation/8`, `removed`; `consultation/9`: the parent stays on hold, and nothing is told of it.
#[test]
fn a_consultation_that_comes_to_nothing_leaves_and_its_parent_stays_on_hold() {
    for (state, endings) in ENDINGS {
        for ending in endings {
            let mut desk = Desk::hearing();
            let (parent, consultation) = desk.consultation_in(state);
            let before = desk.read(&parent);
            let told = desk.told_of(ending, &consultation);
            let expected = [format!("2 RELEASED {state}>IDLE"), format!("2 REMOVED {state}>IDLE")];
            assert_eq!(told, expected, "{ending}");
            assert_eq!(desk.read(&consultation), Value::Null, "{ending}");
            assert_eq!(desk.read(&parent), before, "{ending}");
            assert_eq!(before["state"], "HELD");
            assert_eq!(desk.told_of("agent-retrieves", &parent), ["1 ESTABLISHED HELD>TALKING"], "{ending}");
        }
    }
}

/// `consultation/13`, `consultation/8`, `stays`: one that is over and marked done late leaves the one that is under way alone.
#[test]
fn what_becomes_of_an_old_consultation_is_no_matter_of_the_next() {
    let mut desk = Desk::hearing_with(json!({ "consultationAfterEnd": "stays" }));
    let (parent, first) = desk.consultation_in("DIALING");
    desk.stimulus("far-end-refuses", &first);
    desk.done("interaction.consult", json!([parent, COLLEAGUE]));
    desk.done("interaction.markdone", json!([first]));
    assert!(
        desk.fails("interaction.consult", json!([parent, COLLEAGUE]))
            .contains("has a consultation already, \"3\"")
    );
    desk.stimulus("agent-transfers", &parent);
    assert_eq!((&desk.read("3")["state"], &desk.read(&parent)["state"]), (&json!("IDLE"), &json!("IDLE")));
}

/// `consultation/8`, `stays`: until it is marked done.
#[test]
fn a_consultation_that_comes_to_nothing_stays_where_the_profile_says_so() {
    for (state, endings) in ENDINGS {
        for ending in endings {
            let mut desk = Desk::hearing_with(json!({ "consultationAfterEnd": "stays" }));
            let (_, consultation) = desk.consultation_in(state);
            assert_eq!(desk.told_of(ending, &consultation), [format!("2 RELEASED {state}>IDLE")], "{ending}");
            let over = desk.read(&consultation);
            assert_eq!((&over["state"], &over["isConsultation"]), (&json!("IDLE"), &json!(true)), "{ending}");
            let closed = [format!("2 MARK_DONE {state}>IDLE"), format!("2 REMOVED {state}>IDLE")];
            assert_eq!(desk.told_after("interaction.markdone", json!([consultation])), closed, "{ending}");
        }
    }
}

/// `voice.hangUp/1` on a consultation, which is `consultation/8`.
#[test]
fn an_app_abandons_a_consultation_by_hanging_up() {
    let mut desk = Desk::hearing();
    let (_, consultation) = desk.consultation_in("DIALING");
    let told = desk.told_after("voice.hangUp", json!([consultation]));
    assert_eq!(told, ["2 RELEASED DIALING>IDLE", "2 REMOVED DIALING>IDLE"]);
}

/// `interaction.completeTransfer/1`, `interaction.completeTransfer/2`, `interaction.completeTransfer/3`, `consultation/8`,
/// `consultation/10`, `consultation/12`.
#[test]
fn a_completed_transfer_ends_the_consultation_and_then_its_parent() {
    for state in UNDER_WAY {
        for after in ["removed", "stays"] {
            let mut desk = Desk::hearing_with(json!({ "consultationAfterEnd": after }));
            let (parent, consultation) = desk.consultation_in(state);
            let mut expected = vec![format!("2 RELEASED {state}>IDLE")];
            expected.extend((after == "removed").then(|| format!("2 REMOVED {state}>IDLE")));
            expected.push("1 RELEASED HELD>IDLE".into());
            assert_eq!(desk.told_after(TRANSFER, json!([consultation])), expected, "{state} {after}");
            assert_eq!(desk.state(&parent), "IDLE");
            assert_eq!(desk.read(&parent).get("ronaCallState"), None);
            let closed = ["1 MARK_DONE HELD>IDLE", "1 REMOVED HELD>IDLE"];
            assert_eq!(desk.told_after("interaction.markdone", json!([parent])), closed);
        }
    }
}

/// `interaction.completeConference/1`, `interaction.completeConference/2`, `interaction.completeConference/3`,
/// `interaction.completeConference/8`, `consultation/8`, `consultation/10`.
#[test]
fn a_completed_conference_brings_the_consulted_party_into_the_parent() {
    for state in UNDER_WAY {
        for after in ["removed", "stays"] {
            let mut desk = Desk::hearing_with(json!({ "consultationAfterEnd": after }));
            let (parent, consultation) = desk.consultation_in(state);
            let mut expected = vec![format!("2 RELEASED {state}>IDLE")];
            expected.extend((after == "removed").then(|| format!("2 REMOVED {state}>IDLE")));
            expected.extend(["1 ESTABLISHED HELD>TALKING".into(), "1 PARTY_ADDED HELD>TALKING".into()]);
            assert_eq!(desk.told_after(CONFERENCE, json!([consultation])), expected, "{state} {after}");
            assert_eq!(desk.state(&parent), "TALKING");
            assert_eq!(desk.parties(&parent), [CUSTOMER, COLLEAGUE]);
        }
    }
}

/// The agent has gone back to the customer while the colleague waits: there is no hold to end.
#[test]
fn a_parent_that_was_retrieved_meanwhile_is_completed_as_it_is() {
    let rows: [(&str, &[&str]); 2] = [
        (TRANSFER, &["2 RELEASED HELD>IDLE", "2 REMOVED HELD>IDLE", "1 RELEASED TALKING>IDLE"]),
        (CONFERENCE, &["2 RELEASED HELD>IDLE", "2 REMOVED HELD>IDLE", "1 PARTY_ADDED HELD>TALKING"]),
    ];
    for (method, told) in rows {
        let mut desk = Desk::hearing();
        let (parent, consultation) = desk.consultation_in("HELD");
        desk.stimulus("agent-retrieves", &parent);
        assert_eq!(desk.told_after(method, json!([consultation])), told, "{method}");
    }
}

/// The agent's own clicks, on the consultation or on what it is about.
#[test]
fn the_agent_completes_by_the_id_of_either() {
    let rows: [(&str, &[&str]); 2] = [
        ("agent-transfers", &["2 RELEASED TALKING>IDLE", "2 REMOVED TALKING>IDLE", "1 RELEASED HELD>IDLE"]),
        (
            "agent-conferences",
            &[
                "2 RELEASED TALKING>IDLE",
                "2 REMOVED TALKING>IDLE",
                "1 ESTABLISHED HELD>TALKING",
                "1 PARTY_ADDED HELD>TALKING",
            ],
        ),
    ];
    for (stimulus, told) in rows {
        for on in ["1", "2"] {
            let mut desk = Desk::hearing();
            desk.consultation_in("TALKING");
            assert_eq!(desk.told_of(stimulus, on), told, "{stimulus} on {on}");
        }
    }
}

/// `interaction.completeTransfer/4`, `interaction.completeConference/4`: in whatever state, also the parent itself.
#[test]
fn only_a_consultation_is_completed() {
    for method in [TRANSFER, CONFERENCE] {
        for state in ["RINGING", "DIALING", "TALKING", "HELD", "IDLE"] {
            let mut desk = Desk::hearing();
            let id = desk.in_state(state);
            let fault = desk.fails_without_effect(method, json!([id]));
            assert!(fault.contains("no consultation"), "{fault}");
        }
        let mut desk = Desk::hearing();
        let (parent, _) = desk.consultation_in("TALKING");
        let fault = desk.fails_without_effect(method, json!([parent]));
        assert!(fault.contains("no consultation"), "{fault}");
    }
}

/// `interaction.completeTransfer/5`, `interaction.completeTransfer/6`, `interaction.completeConference/5`,
/// `interaction.completeConference/6`; a consultation that left is as unknown as one that never was.
#[test]
fn completing_names_the_id_that_is_unknown_missing_or_wrong() {
    for method in [TRANSFER, CONFERENCE] {
        let mut desk = Desk::hearing();
        let (_, left) = desk.consultation_in("TALKING");
        desk.stimulus("agent-hangs-up", &left);
        for id in [left.as_str(), "9", ""] {
            let fault = desk.fails_without_effect(method, json!([id]));
            assert!(fault.contains(&format!("\"{id}\"")), "{fault}");
        }
        for parameters in [json!([]), json!([null]), json!([2]), json!([["2"]])] {
            let fault = desk.fails_without_effect(method, parameters);
            assert!(fault.contains("consultInteractionId"), "{fault}");
        }
    }
}

/// `interaction.completeTransfer/7`, `interaction.completeConference/7`.
#[test]
fn a_consultation_that_is_over_is_not_completed() {
    for method in [TRANSFER, CONFERENCE] {
        let mut desk = Desk::hearing_with(json!({ "consultationAfterEnd": "stays" }));
        let (parent, consultation) = desk.consultation_in("TALKING");
        desk.stimulus("far-end-hangs-up", &consultation);
        let fault = desk.fails_without_effect(method, json!([consultation]));
        assert!(fault.contains("IDLE"), "{fault}");
        assert_eq!(desk.state(&parent), "HELD");
    }
}

/// `voice/17`: the customer has hung up meanwhile; there is nothing to hand over, and the agents talk on.
#[test]
fn a_consultation_about_a_call_that_is_over_is_not_completed_and_goes_on() {
    for method in [TRANSFER, CONFERENCE] {
        for state in UNDER_WAY {
            let mut desk = Desk::hearing();
            let (parent, consultation) = desk.consultation_in(state);
            assert_eq!(desk.told_of("far-end-hangs-up", &parent), ["1 RELEASED HELD>IDLE"]);
            let fault = desk.fails_without_effect(method, json!([consultation]));
            assert!(fault.contains(&format!("\"{parent}\"")) && fault.contains("IDLE"), "{fault}");
            assert_eq!(desk.state(&consultation), state);
        }
    }
}

/// The parent has even been marked done: the consultation keeps its parent's id, and can only be ended.
#[test]
fn a_consultation_about_a_call_that_is_gone_is_not_completed_and_goes_on() {
    for method in [TRANSFER, CONFERENCE] {
        let mut desk = Desk::hearing();
        let (parent, consultation) = desk.consultation_in("TALKING");
        desk.stimulus("far-end-hangs-up", &parent);
        desk.done("interaction.markdone", json!([parent]));
        let fault = desk.fails_without_effect(method, json!([consultation]));
        assert!(fault.contains("gone"), "{fault}");
        let talking = desk.read(&consultation);
        assert_eq!((&talking["state"], &talking["parentInteractionId"]), (&json!("TALKING"), &json!(parent)));
        // `case/4`: consultations aside, so that the case has no main interaction now.
        assert_eq!(talking["isMainCaseInteraction"], json!(false));
        let told = desk.told_of("agent-hangs-up", &consultation);
        assert_eq!(told, ["2 RELEASED TALKING>IDLE", "2 REMOVED TALKING>IDLE"]);
    }
}

/// `voice/21`, `consultation/10`: the recording of the parent ends with it, after the consultation has ended.
#[test]
fn the_recording_of_a_call_that_is_transferred_ends_before_it() {
    let mut desk = Desk::hearing();
    let parent = desk.talks();
    desk.done("voice.startCallRecording", json!([parent]));
    let consultation = desk.consults(&parent);
    let told = desk.told_after(TRANSFER, json!([consultation]));
    let expected = [
        "2 RELEASED DIALING>IDLE",
        "2 REMOVED DIALING>IDLE",
        "1 RECORDING_STATE_CHANGED TALKING>HELD",
        "1 RELEASED HELD>IDLE",
    ];
    assert_eq!(told, expected);
    assert_eq!(desk.read(&parent)["recordingState"], "STOPPED");
}

/// `openmedia/10`: who was asked by chat cannot join a call, but it can be handed to them.
#[test]
fn a_consultation_by_another_medium_makes_a_transfer_and_no_conference() {
    let mut desk = Desk::hearing();
    let parent = desk.talks();
    let target = json!({ "target": "AGENT", "destination": "JCarter", "media": "chat" });
    desk.done("interaction.consult", json!([parent, target]));
    desk.stimulus("far-end-answers", "2");
    let fault = desk.fails_without_effect(CONFERENCE, json!(["2"]));
    assert!(fault.contains("chat") && fault.contains("voice"), "{fault}");
    let told = desk.told_after(TRANSFER, json!(["2"]));
    let expected = ["2 RELEASED ACCEPTED>IDLE", "2 REMOVED ACCEPTED>IDLE", "1 RELEASED TALKING>IDLE"];
    assert_eq!(told, expected);
}

/// A conference can be asked about, and grow, as often as there is somebody to bring in.
#[test]
fn a_conference_grows_by_one_consultation_after_another() {
    let mut desk = Desk::hearing();
    let (parent, first) = desk.consultation_in("TALKING");
    desk.done(CONFERENCE, json!([first]));
    desk.done("interaction.consult", json!([parent, "5003"]));
    desk.heard(APP);
    desk.done(CONFERENCE, json!(["3"]));
    let events = desk.payloads(APP);
    let last = events.last().expect("an event");
    assert_eq!(last["eventType"], "PARTY_ADDED");
    let parties = json!([{ "name": CUSTOMER }, { "name": COLLEAGUE }, { "name": "5003" }]);
    assert_eq!(last["interaction"]["parties"], parties);
}

/// Those whom the consulted colleague has brought along join too.
#[test]
fn everybody_in_a_consultation_joins_the_parent() {
    let mut desk = Desk::hearing();
    let (parent, consultation) = desk.consultation_in("TALKING");
    desk.try_stimulus(json!({ "type": "party-joins", "interactionId": consultation, "name": "Ira" }))
        .expect("a party");
    let told = desk.told_after(CONFERENCE, json!([consultation]));
    assert_eq!(told.iter().filter(|step| step.starts_with("1 PARTY_ADDED")).count(), 2);
    assert_eq!(desk.parties(&parent), [CUSTOMER, COLLEAGUE, "Ira"]);
}

/// `interaction.completeTransfer/3`: what was due to the consultation is due no more.
#[test]
fn a_far_end_that_was_handed_a_call_while_it_rang_answers_nobody_here() {
    let mut desk = Desk::hearing();
    desk.policies(json!({ "farEnd": { "whenCalled": ["answers"], "afterMs": [1000, 1000] } }));
    let (parent, consultation) = desk.consultation_in("DIALING");
    desk.done(TRANSFER, json!([consultation]));
    desk.told();
    assert_eq!(desk.workspace.poll_timeout(), None);
    desk.advance(10_000);
    assert_eq!(desk.told(), [""; 0]);
    assert_eq!(desk.state(&parent), "IDLE");
}
