//! Unattended far ends: what they do by themselves, when, and what that changes.
//! `voice/15` says that without a policy they do nothing; the rest is what `scapi_schema::policy` says of its fields.

use std::collections::BTreeSet;

use scapi_reference::Workspace;
use serde_json::{Value, json};

use crate::{
    call::COLLEAGUE,
    desk::{APP, Desk},
};

/// A desktop whose far ends do this, as the app hears.
fn unattended(far_end: Value) -> Desk {
    seeded(1, far_end)
}

fn seeded(seed: u64, far_end: Value) -> Desk {
    let mut desk = Desk::seeded(seed);
    desk.subscribe(APP, json!("interaction"));
    desk.policies(json!({ "farEnd": far_end }));
    desk
}

/// When the driver has to come back, from now.
fn due(desk: &Desk) -> Option<u64> {
    let now = desk.workspace.now().as_millis();
    desk.workspace.poll_timeout().map(|at| at.as_millis() - now)
}

const OUTCOMES: [(&str, &str); 4] = [
    ("answers", "ESTABLISHED DIALING>TALKING"),
    ("refuses", "RELEASED DIALING>IDLE"),
    ("busy", "RELEASED DIALING>IDLE"),
    ("no-answer", "RELEASED DIALING>IDLE"),
];

/// `voice/12`, `voice/13`: a call that the agent places, and one that an app places.
#[test]
fn a_far_end_that_is_called_does_what_its_policy_says_when_it_says() {
    for (outcome, told) in OUTCOMES {
        for by in ["agent", "app"] {
            let mut desk = unattended(json!({ "whenCalled": [outcome], "afterMs": [700, 700] }));
            match by {
                "agent" => drop(desk.dials()),
                _ => drop(desk.done("voice.dial", json!([COLLEAGUE]))),
            }
            desk.told();
            desk.noted();
            assert_eq!(due(&desk), Some(700), "{outcome}");
            desk.advance(699);
            assert_eq!(desk.told(), [""; 0], "{outcome}");
            desk.advance(1);
            assert_eq!(desk.told(), [format!("1 {told}")], "{outcome}");
            assert_eq!(desk.noted(), ["voice/15"], "{outcome}");
            assert_eq!(due(&desk), None, "{outcome}");
        }
    }
}

/// `consultation/3`, `consultation/9`: who is asked is a far end too.
#[test]
fn a_far_end_that_is_consulted_does_what_its_policy_says() {
    for (outcome, told) in OUTCOMES {
        let mut desk = unattended(json!({ "whenCalled": [outcome], "afterMs": [700, 700] }));
        let (parent, _) = desk.consultation_in("DIALING");
        desk.told();
        desk.advance(700);
        assert_eq!(desk.told().first(), Some(&format!("2 {told}")), "{outcome}");
        assert_eq!(desk.state(&parent), "HELD", "{outcome}");
    }
}

/// `consultation/14`, `openmedia/7`, `openmedia/12`: so are those who are asked by chat, and the targets of transfers.
#[test]
fn a_far_end_that_is_asked_by_chat_or_handed_something_does_what_its_policy_says() {
    let target = json!({ "target": "AGENT", "destination": "JCarter", "media": "chat" });
    for (outcome, chat, transfer) in [
        ("answers", "CREATED>ACCEPTED", "TRANSFERRING>TRANSFER_COMPLETED"),
        ("busy", "CREATED>IDLE", "TRANSFERRING>ACCEPTED"),
    ] {
        let mut desk = unattended(json!({ "whenCalled": [outcome], "afterMs": [700, 700] }));
        let parent = desk.talks();
        desk.done("interaction.consult", json!([parent, target]));
        desk.told();
        desk.advance(700);
        assert!(desk.told()[0].ends_with(chat), "{outcome}");
        let email = desk.arrives(json!({ "type": "inbound-email" }));
        desk.stimulus("agent-accepts", &email);
        desk.done("interaction.singleStepTransfer", json!([email, COLLEAGUE]));
        desk.told();
        desk.advance(700);
        assert!(desk.told()[0].ends_with(transfer), "{outcome}");
    }
}

/// Who calls here has not been called: the agent answers, or nobody does.
#[test]
fn a_policy_answers_no_call_that_comes_in() {
    let mut desk = unattended(json!({ "whenCalled": ["answers"], "afterMs": [0, 0] }));
    desk.profile(json!({ "ringTimeoutMs": 0 }));
    let id = desk.rings();
    assert_eq!(due(&desk), None);
    desk.advance(1_000_000);
    assert_eq!(desk.state(&id), "RINGING");
}

/// An e-mail that is being written, work that is done alone and a preview have nobody at the far end.
#[test]
fn a_policy_is_for_what_has_a_far_end() {
    let alone = [
        json!({ "type": "agent-creates-email", "destination": "ada@example.com" }),
        json!({ "type": "inbound-email" }),
        json!({ "type": "inbound-workitem" }),
        json!({ "type": "agent-pulls" }),
        json!({ "type": "preview-record" }),
        json!({ "type": "preview-record", "mode": "push" }),
        json!({ "type": "conference-invite" }),
    ];
    for arrival in alone {
        let mut desk = unattended(
            json!({ "whenCalled": ["answers"], "afterMs": [700, 700], "hangsUpAfterMs": [700, 700] }),
        );
        desk.arrives(arrival.clone());
        assert_eq!(due(&desk), None, "{arrival}");
    }
}

/// `voice/4`: whoever was called, and whether the far end answered by itself or not.
#[test]
fn a_far_end_that_is_connected_hangs_up_when_its_policy_says() {
    let connect: [fn(&mut Desk) -> String; 3] = [
        Desk::talks,
        |desk| {
            let id = desk.dials();
            desk.stimulus("far-end-answers", &id);
            id
        },
        |desk| {
            let id = desk.dials();
            desk.advance(700);
            id
        },
    ];
    for make in connect {
        let mut desk = unattended(json!({
            "whenCalled": ["answers"], "afterMs": [700, 700], "hangsUpAfterMs": [60_000, 60_000]
        }));
        make(&mut desk);
        desk.told();
        desk.advance(59_999);
        assert_eq!(desk.told(), [""; 0]);
        desk.advance(1);
        assert_eq!(desk.told(), ["1 RELEASED TALKING>IDLE"]);
    }
}

/// It stays as long as it is connected, on hold or not: hold neither stops the time nor starts it anew.
#[test]
fn a_far_end_on_hold_hangs_up_at_its_time() {
    let mut desk = unattended(json!({ "hangsUpAfterMs": [60_000, 60_000] }));
    let id = desk.talks();
    for stimulus in ["agent-holds", "agent-retrieves", "agent-holds"] {
        desk.advance(15_000);
        desk.stimulus(stimulus, &id);
    }
    desk.told();
    desk.advance(14_999);
    assert_eq!(desk.told(), [""; 0]);
    desk.advance(1);
    assert_eq!(desk.told(), ["1 RELEASED HELD>IDLE"]);
}

/// `event.interaction/18`: in a conference it leaves the others to it.
#[test]
fn a_far_end_that_hangs_up_by_policy_leaves_a_conference_to_the_others() {
    let mut desk = unattended(json!({ "hangsUpAfterMs": [60_000, 60_000] }));
    let id = desk.talks();
    desk.done("interaction.singleStepConference", json!([id, COLLEAGUE]));
    desk.told();
    desk.advance(60_000);
    assert_eq!(desk.told(), ["1 PARTY_REMOVED RINGING>TALKING"]);
    assert_eq!(desk.parties(&id), [COLLEAGUE]);
}

/// `afterMs` and `hangsUpAfterMs`: at least and at most, both included, and everything in between.
#[test]
fn delays_lie_within_the_span_and_fill_it() {
    let (mut answered, mut hung_up) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..200 {
        let mut desk = seeded(
            seed,
            json!({ "whenCalled": ["answers"], "afterMs": [800, 803], "hangsUpAfterMs": [5, 7] }),
        );
        desk.dials();
        let delay = due(&desk).expect("an answer to come");
        answered.insert(delay);
        desk.advance(delay);
        hung_up.insert(due(&desk).expect("an end to come"));
    }
    assert_eq!(answered, BTreeSet::from([800, 801, 802, 803]));
    assert_eq!(hung_up, BTreeSet::from([5, 6, 7]));
}

/// `whenCalled`: one of the list, each as likely as it is listed often.
#[test]
fn outcomes_are_drawn_from_the_list() {
    let mut answered = 0;
    for seed in 0..400 {
        let mut desk = seeded(seed, json!({ "whenCalled": ["answers", "answers", "answers", "busy"] }));
        let id = desk.dials();
        desk.advance(2_000);
        match desk.state(&id).as_str() {
            "TALKING" => answered += 1,
            state => assert_eq!(state, "IDLE"),
        }
    }
    // Three in four of 400, and five standard deviations (of 8.7) to either side.
    assert!((256..=344).contains(&answered), "{answered} of 400 answered");
}

/// What the far ends of several calls did, and when.
fn chronicle(seed: u64) -> Vec<(u64, Value)> {
    let mut desk = seeded(
        seed,
        json!({ "whenCalled": ["answers", "refuses", "busy", "no-answer"], "afterMs": [100, 9_000],
                "hangsUpAfterMs": [100, 9_000] }),
    );
    for _ in 0..5 {
        desk.dials();
        desk.advance(3_000);
    }
    desk.advance(100_000);
    let events = desk.journal().iter().filter(|entry| entry.body["event"] == "interaction");
    let step = |data: &Value| json!([data["eventType"], data["interaction"]["interactionId"]]);
    events.map(|entry| (entry.at, step(&entry.body["data"]))).collect()
}

#[test]
fn the_same_seed_gives_the_same_far_ends_and_another_seed_others() {
    assert_eq!(chronicle(7), chronicle(7));
    assert!((8..12).any(|seed| chronicle(seed) != chronicle(7)));
    assert!(chronicle(7).len() > 15, "ten events of five calls, and what their far ends did");
}

/// `type.interaction/1`: identifiers are a matter of the seed, whatever the far ends do.
#[test]
fn a_policy_changes_no_identifier() {
    let identifiers = |far_end: Value| {
        let mut desk = unattended(far_end);
        let ids = [desk.dials(), desk.talks(), desk.consultation_in("DIALING").1, desk.dials()];
        ids.map(|id| {
            let call = desk.read(&id);
            ["interactionId", "caseId", "callUuid", "connId"].map(|key| call[key].clone())
        })
    };
    let without = identifiers(json!({}));
    for policy in [
        json!({ "whenCalled": ["answers"] }),
        json!({ "whenCalled": ["busy", "answers"], "afterMs": [50, 90], "hangsUpAfterMs": [1, 100] }),
    ] {
        assert_eq!(identifiers(policy), without);
    }
}

/// What happens by a stimulus first does not happen by policy again.
#[test]
fn who_has_acted_already_does_not_act_by_policy() {
    let rows = [
        ("agent-hangs-up", "IDLE"),
        ("far-end-hangs-up", "IDLE"),
        ("far-end-busy", "IDLE"),
        ("far-end-answers", "TALKING"),
    ];
    for (stimulus, state) in rows {
        let mut desk = unattended(json!({ "whenCalled": ["refuses"], "afterMs": [700, 700] }));
        let id = desk.dials();
        desk.stimulus(stimulus, &id);
        desk.told();
        assert_eq!(due(&desk), None, "{stimulus}");
        desk.advance(10_000);
        assert_eq!(desk.told(), [""; 0], "{stimulus}");
        assert_eq!(desk.state(&id), state, "{stimulus}");
    }
}

/// `event.interaction/50`: the host has lost track, so that nothing can happen; the journal says that it did not.
#[test]
fn a_policy_that_finds_the_state_changed_comes_to_nothing() {
    for (far_end, state) in [
        (json!({ "whenCalled": ["answers"], "afterMs": [700, 700] }), "DIALING"),
        (json!({ "hangsUpAfterMs": [700, 700] }), "TALKING"),
    ] {
        let mut desk = unattended(far_end);
        let id = desk.in_state(state);
        desk.stimulus("state-unknown", &id);
        desk.told();
        desk.noted();
        desk.advance(700);
        assert_eq!(desk.told(), [""; 0], "{state}");
        assert_eq!(desk.noted(), ["voice/15"], "{state}");
        let journal = desk.journal().last().expect("a note").body["text"].to_string();
        assert!(journal.contains("comes to nothing") && journal.contains("UNKNOWN"), "{journal}");
        desk.stimulus("state-recovered", &id);
        assert_eq!(desk.state(&id), state);
        assert_eq!(due(&desk), None, "{state}");
    }
}

/// Policies are read when a call begins, or is connected: those under way go on as they were.
#[test]
fn a_change_of_policy_is_for_the_calls_to_come() {
    let mut desk = unattended(json!({}));
    let first = desk.dials();
    desk.policies(json!({ "farEnd": { "whenCalled": ["answers"], "afterMs": [700, 700] } }));
    assert_eq!(due(&desk), None);
    let second = desk.dials();
    desk.policies(json!({}));
    desk.advance(10_000);
    assert_eq!([desk.state(&first), desk.state(&second)], ["DIALING", "TALKING"]);
}

/// A span of no time at all is due at once, and happens with the next input.
#[test]
fn a_far_end_can_act_at_once() {
    let mut desk =
        unattended(json!({ "whenCalled": ["answers"], "afterMs": [0, 0], "hangsUpAfterMs": [0, 0] }));
    desk.dials();
    desk.told();
    assert_eq!(due(&desk), Some(0));
    desk.advance(0);
    assert_eq!(desk.told(), ["1 ESTABLISHED DIALING>TALKING", "1 RELEASED TALKING>IDLE"]);
}

/// The longest span that there is: a time that never comes is no fault.
#[test]
fn a_far_end_can_take_for_ever() {
    let mut desk = unattended(json!({ "whenCalled": ["answers"], "afterMs": [u64::MAX, u64::MAX] }));
    let id = desk.dials();
    desk.advance(u64::from(u32::MAX));
    assert_eq!(desk.state(&id), "DIALING");
    let mut desk = unattended(json!({ "whenCalled": ["answers"], "afterMs": [0, u64::MAX] }));
    desk.dials();
    assert!(due(&desk).is_some());
}

/// Policies and what was drawn go along into a snapshot, and stay when the session starts afresh.
#[test]
fn policies_outlive_a_snapshot_and_a_new_start() {
    let far_end =
        json!({ "whenCalled": ["answers"], "afterMs": [100, 90_000], "hangsUpAfterMs": [5, 90_000] });
    let mut desk = unattended(far_end);
    desk.dials();
    let snapshot = serde_json::to_value(desk.workspace.snapshot()).expect("JSON");
    let mut restored = desk.clone();
    restored.workspace =
        Workspace::restore(serde_json::from_value(snapshot).expect("a snapshot")).expect("a desktop");
    let delay = due(&desk).expect("an answer to come");
    for desk in [&mut desk, &mut restored] {
        desk.advance(delay);
        desk.dials();
    }
    assert_eq!(due(&desk), due(&restored));
    assert_eq!(desk.told(), restored.told());
    let policies = desk.workspace.policies().clone();
    desk.workspace.restart();
    assert_eq!(desk.workspace.policies(), &policies);
}
