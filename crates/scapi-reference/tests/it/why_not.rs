//! Why what cannot be done with an interaction cannot: the reason, its clause, and the shortest way to where it can.
//! That the ways lead there is in `legal_exact`.

use scapi_reference::{LegalActions, Move, UnknownAction, WhyNot};
use serde_json::json;

use crate::{call::Make, desk::Desk};

/// What stands in the way of an action, if anything does.
fn why_not(desk: &Desk, id: &str, action: &str) -> Option<WhyNot> {
    desk.workspace.why_not(id, action).expect("an action and an interaction")
}

fn way(moves: &[(&'static str, &str)]) -> Option<Vec<Move>> {
    let step = |(action, id): &(&'static str, &str)| Move { action, interaction_id: (*id).to_string() };
    Some(moves.iter().map(step).collect())
}

/// An action that cannot be done, the words of the reason, the clause and the way.
type Row<'a> = (Make, &'a str, &'a [&'a str], &'a str, Option<Vec<Move>>);

/// The reason, the clause and the way, where the shortest way is the only one of its length.
#[test]
fn what_cannot_be_done_says_why_and_how_it_could_be() {
    let rows: [Row<'_>; 16] = [
        (Desk::rings, "voice.hold", &["RINGING", "TALKING"], "voice/19", way(&[("agent-accepts", "1")])),
        (
            Desk::rings,
            "agent-retrieves",
            &["RINGING", "HELD"],
            "voice/19",
            way(&[("agent-accepts", "1"), ("agent-holds", "1")]),
        ),
        (
            Desk::dials,
            "interaction.consult",
            &["DIALING", "TALKING", "HELD"],
            "interaction.consult/11",
            way(&[("far-end-answers", "1")]),
        ),
        (
            Desk::dials,
            "agent-consults",
            &["DIALING"],
            "interaction.consult/11",
            way(&[("far-end-answers", "1")]),
        ),
        (Desk::ended, "voice.resume", &["IDLE", "HELD"], "voice/17", None),
        (Desk::talks, "interaction.accept", &["TALKING", "RINGING"], "interaction.accept/4", None),
        (
            Desk::talks,
            "interaction.completeTransfer",
            &["no consultation"],
            "interaction.completeTransfer/4",
            None,
        ),
        (
            Desk::talks,
            "voice.pauseCallRecording",
            &["STOPPED", "RECORDING"],
            "voice/20",
            way(&[("agent-starts-recording", "1")]),
        ),
        (
            Desk::talks,
            "agent-resumes-recording",
            &["STOPPED", "PAUSED"],
            "voice/20",
            way(&[("agent-starts-recording", "1"), ("agent-pauses-recording", "1")]),
        ),
        (Desk::ended, "interaction.setUserData", &["IDLE"], "interaction.setUserData/4", None),
        (
            |desk| desk.consultation_in("TALKING").1,
            "interaction.consult",
            &["is a consultation"],
            "consultation/13",
            None,
        ),
        (
            |desk| {
                let (parent, consultation) = desk.consultation_in("TALKING");
                desk.stimulus("far-end-hangs-up", &parent);
                consultation
            },
            "interaction.completeTransfer",
            &["\"1\"", "IDLE"],
            "interaction.completeTransfer/7",
            None,
        ),
        (
            |desk| {
                let id = desk.ended();
                desk.done("interaction.blockMarkdone", json!([id, "Save the form first"]));
                id
            },
            "interaction.markdone",
            &["Save the form first"],
            "markdone/2",
            way(&[("interaction.unblockMarkdone", "1")]),
        ),
        (
            |desk| {
                let id = desk.talks();
                desk.stimulus("state-unknown", &id);
                id
            },
            "voice.hold",
            &["UNKNOWN"],
            "event.interaction/50",
            way(&[("state-recovered", "1")]),
        ),
        (Desk::chats, "voice.hold", &["chat"], "openmedia/10", None),
        // A chat is hung up, too, but not by the Voice namespace.
        (Desk::chats, "voice.hangUp", &["chat"], "openmedia/10", None),
    ];
    for (make, action, words, clause, way) in rows {
        let mut desk = Desk::new();
        let id = make(&mut desk);
        let why = why_not(&desk, &id, action).expect(action);
        assert!(words.iter().all(|word| why.reason.contains(word)), "{action}: {}", why.reason);
        assert_eq!(why.clause, clause, "{action}");
        assert_eq!(why.way, way, "{action}");
    }
}

/// Where there are several shortest ways, how long they are; that any of them leads there is in `legal_exact`.
#[test]
fn a_way_is_no_longer_than_it_has_to_be() {
    let lost_while_it_rings: Make = |desk| {
        let id = desk.rings();
        desk.stimulus("state-unknown", &id);
        id
    };
    let rows: [(Make, &str, &str, usize); 8] = [
        // Known again, answered, recorded, paused.
        (lost_while_it_rings, "voice.resumeCallRecording", "voice/19", 4),
        (lost_while_it_rings, "agent-leaves-conference", "voice/19", 3),
        (Desk::talks, "interaction.markdone", "interaction.markdone/4", 1),
        // A ringing call that is given up leaves by itself: it has to be answered first.
        (Desk::rings, "agent-marks-done", "interaction.markdone/4", 2),
        (Desk::dials, "interaction.markdone", "interaction.markdone/4", 1),
        (Desk::talks, "agent-leaves-conference", "consultation/11", 1),
        (Desk::dials, "agent-leaves-conference", "voice/19", 2),
        (|desk| desk.consultation_in("TALKING").0, "interaction.consult", "consultation/13", 1),
    ];
    for (make, action, clause, length) in rows {
        let mut desk = Desk::new();
        let id = make(&mut desk);
        let why = why_not(&desk, &id, action).expect(action);
        assert_eq!((why.clause, why.way.expect("a way").len()), (clause, length), "{action}");
    }
    let mut desk = Desk::with(json!({ "releasedUnanswered": "stays" }));
    let id = desk.rings();
    assert_eq!(why_not(&desk, &id, "agent-marks-done").and_then(|why| why.way).expect("a way").len(), 1);
}

/// `case/5`: the case of a call is folded and unfolded whatever its state.
#[test]
fn a_case_says_why_it_cannot_be_folded() {
    let mut desk = Desk::new();
    let (expanded, collapsed) = (desk.rings(), desk.rings());
    let rows = [
        (&expanded, "agent-expands-case", "expanded", "agent-collapses-case"),
        (&collapsed, "agent-collapses-case", "collapsed", "agent-expands-case"),
    ];
    for (id, action, word, other) in rows {
        let why = why_not(&desk, id, action).expect(action);
        assert!(why.reason.contains(word), "{}", why.reason);
        assert_eq!((why.clause, why.way), ("case/5", way(&[(other, id)])));
        for possible in [other, "agent-selects-case", "interaction.selectCaseByCaseId"] {
            assert_eq!(why_not(&desk, id, possible), None, "{possible}");
        }
    }
    assert_eq!(why_not(&desk, &expanded, "interaction.getByInteractionId"), None);
}

/// What can be done has nothing in its way.
#[test]
fn what_can_be_done_has_no_reason() {
    let mut desk = Desk::new();
    let (ringing, talking) = (desk.rings(), desk.talks());
    for (id, action) in [
        (&ringing, "interaction.accept"),
        (&ringing, "agent-rejects"),
        (&ringing, "call-redirected"),
        (&talking, "voice.hold"),
        (&talking, "far-end-hangs-up"),
        (&talking, "interaction.blockMarkdone"),
        (&talking, "interaction.unblockMarkdone"),
        (&talking, "user-data-changed"),
    ] {
        assert_eq!(why_not(&desk, id, action), None, "{action}");
    }
}

/// Names that nobody knows, also those of stimuli and methods that are about no interaction.
#[test]
fn an_unknown_action_or_interaction_is_said_to_be_so() {
    let mut desk = Desk::new();
    let id = desk.rings();
    let rows = [
        ("agent-hold", Some("agent-holds")),
        ("voice.hangup", Some("voice.hangUp")),
        ("interaction.acept", Some("interaction.accept")),
        ("agent-select-case", Some("agent-selects-case")),
        ("earthquake", None),
    ];
    for (given, suggestion) in rows {
        let unknown = UnknownAction::Action { given: given.into(), suggestion };
        let text = unknown.to_string();
        assert_eq!(desk.workspace.why_not(&id, given), Err(unknown));
        assert!(text.contains(given) && suggestion.is_none_or(|name| text.contains(name)), "{text}");
    }
    for about_none in ["inbound-call", "agent-dials", "voice.dial", "interaction.getInteractions"] {
        assert!(desk.workspace.why_not(&id, about_none).is_err(), "{about_none}");
    }
    let unknown = UnknownAction::Interaction("9".into());
    assert!(unknown.to_string().contains("\"9\""));
    assert_eq!(desk.workspace.why_not("9", "voice.hold"), Err(unknown.clone()));
    assert_eq!(desk.workspace.why_not("9", "agent-expands-case"), Err(unknown));
}

/// Asking changes nothing.
#[test]
fn a_question_leaves_everything_as_it_was() {
    let mut desk = Desk::hearing();
    let (parent, consultation) = desk.consultation_in("HELD");
    let before = serde_json::to_value(desk.workspace.snapshot()).expect("JSON");
    for id in [&parent, &consultation] {
        assert_ne!(desk.workspace.legal_actions(id), LegalActions::default());
        why_not(&desk, id, "interaction.markdone");
        why_not(&desk, id, "agent-leaves-conference");
    }
    assert_eq!(serde_json::to_value(desk.workspace.snapshot()).expect("JSON"), before);
    assert_eq!(desk.workspace.poll_output(), None);
}
