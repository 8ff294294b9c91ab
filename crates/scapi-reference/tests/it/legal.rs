//! What can be done with a call now, by hand for each state.
//! The tables are read off the clauses of the voice channel; that they are what happens is in `legal_exact`.

use std::collections::BTreeSet;

use scapi_reference::LegalActions;
use serde_json::json;

use crate::desk::Desk;

/// What apps can do with every interaction, whatever its state.
const APP_ALWAYS: [&str; 3] =
    ["interaction.blockMarkdone", "interaction.unblockMarkdone", "interaction.selectCaseByCaseId"];
/// What apps can do until the end (`interaction.setUserData/4`).
const APP_LIVE: [&str; 2] = ["interaction.setUserData", "interaction.deleteUserData"];
/// What the agent can do with a case that is expanded.
const AGENT_ALWAYS: [&str; 2] = ["agent-selects-case", "agent-collapses-case"];
/// What routing can do with every interaction.
const ROUTING_ALWAYS: [&str; 2] = ["user-data-changed", "state-unknown"];
/// What the far end can do when it is called.
const CALLED: &[&str] =
    &["far-end-answers", "far-end-refuses", "far-end-busy", "far-end-no-answer", "far-end-hangs-up"];
/// What the far end can do when it is connected.
const CONNECTED: &[&str] = &["far-end-hangs-up", "party-joins", "party-leaves"];

/// What is legal beyond that, by who does it.
struct Row {
    app: &'static [&'static str],
    agent: &'static [&'static str],
    far_end: &'static [&'static str],
    routing: &'static [&'static str],
}

fn set<'a>(lists: impl IntoIterator<Item = &'a [&'static str]>) -> BTreeSet<&'static str> {
    lists.into_iter().flatten().copied().collect()
}

fn assert_legal(desk: &Desk, id: &str, is_live: bool, row: &Row, of: &str) {
    let LegalActions { app, agent, far_end, routing } = desk.workspace.legal_actions(id);
    let live: &[&str] = if is_live { &APP_LIVE } else { &[] };
    assert_eq!(set([app.as_slice()]), set([APP_ALWAYS.as_slice(), live, row.app]), "{of}, app");
    assert_eq!(set([agent.as_slice()]), set([AGENT_ALWAYS.as_slice(), row.agent]), "{of}, agent");
    assert_eq!(set([far_end.as_slice()]), set([row.far_end]), "{of}, far end");
    assert_eq!(set([routing.as_slice()]), set([ROUTING_ALWAYS.as_slice(), row.routing]), "{of}, routing");
    for list in [&app, &agent, &far_end, &routing] {
        assert_eq!(set([list.as_slice()]).len(), list.len(), "{of}: something is listed twice");
    }
    let stimuli = set([agent.as_slice(), &far_end, &routing]);
    let about_it: BTreeSet<&str> = stimuli.into_iter().filter(|name| !AGENT_ALWAYS.contains(name)).collect();
    assert_eq!(set([desk.workspace.legal_stimuli(id).as_slice()]), about_it, "{of}");
}

/// `voice/1` to `voice/19`: a call of the agent and one other, in each state.
#[test]
fn a_call_can_do_what_its_state_allows() {
    let rows = [
        (
            "RINGING",
            Row {
                app: &["interaction.accept", "interaction.reject", "voice.answer"],
                agent: &["agent-accepts", "agent-rejects"],
                far_end: &["far-end-hangs-up"],
                routing: &["call-redirected"],
            },
        ),
        (
            "DIALING",
            Row { app: &["voice.hangUp"], agent: &["agent-hangs-up"], far_end: CALLED, routing: &[] },
        ),
        (
            "TALKING",
            Row {
                app: &[
                    "voice.hold",
                    "voice.hangUp",
                    "voice.startCallRecording",
                    "interaction.consult",
                    "interaction.singleStepTransfer",
                    "interaction.singleStepConference",
                ],
                agent: &[
                    "agent-holds",
                    "agent-hangs-up",
                    "agent-starts-recording",
                    "agent-consults",
                    "agent-transfers",
                    "agent-conferences",
                ],
                far_end: CONNECTED,
                routing: &[],
            },
        ),
        (
            "HELD",
            Row {
                app: &[
                    "voice.resume",
                    "voice.hangUp",
                    "voice.startCallRecording",
                    "interaction.consult",
                    "interaction.singleStepTransfer",
                    "interaction.singleStepConference",
                ],
                agent: &[
                    "agent-retrieves",
                    "agent-hangs-up",
                    "agent-starts-recording",
                    "agent-consults",
                    "agent-transfers",
                    "agent-conferences",
                ],
                far_end: CONNECTED,
                routing: &[],
            },
        ),
        (
            "IDLE",
            Row { app: &["interaction.markdone"], agent: &["agent-marks-done"], far_end: &[], routing: &[] },
        ),
    ];
    for (state, row) in rows {
        let mut desk = Desk::new();
        let id = desk.in_state(state);
        assert_legal(&desk, &id, state != "IDLE", &row, state);
    }
}

/// `consultation/13`, `interaction.completeTransfer/3`, `interaction.completeConference/3`: a consultation, in each state.
#[test]
fn a_consultation_can_be_completed_and_not_asked_about() {
    let rows = [
        (
            "DIALING",
            Row {
                app: &["voice.hangUp", "interaction.completeTransfer", "interaction.completeConference"],
                agent: &["agent-hangs-up", "agent-transfers", "agent-conferences"],
                far_end: CALLED,
                routing: &[],
            },
        ),
        (
            "TALKING",
            Row {
                app: &[
                    "voice.hold",
                    "voice.hangUp",
                    "voice.startCallRecording",
                    "interaction.singleStepTransfer",
                    "interaction.singleStepConference",
                    "interaction.completeTransfer",
                    "interaction.completeConference",
                ],
                agent: &[
                    "agent-holds",
                    "agent-hangs-up",
                    "agent-starts-recording",
                    "agent-transfers",
                    "agent-conferences",
                ],
                far_end: CONNECTED,
                routing: &[],
            },
        ),
        (
            "HELD",
            Row {
                app: &[
                    "voice.resume",
                    "voice.hangUp",
                    "voice.startCallRecording",
                    "interaction.singleStepTransfer",
                    "interaction.singleStepConference",
                    "interaction.completeTransfer",
                    "interaction.completeConference",
                ],
                agent: &[
                    "agent-retrieves",
                    "agent-hangs-up",
                    "agent-starts-recording",
                    "agent-transfers",
                    "agent-conferences",
                ],
                far_end: CONNECTED,
                routing: &[],
            },
        ),
    ];
    for (state, row) in rows {
        let mut desk = Desk::new();
        let (_, consultation) = desk.consultation_in(state);
        assert_legal(&desk, &consultation, true, &row, state);
    }
}

/// `consultation/13`: what the parent of a consultation can do, which is all but another one.
#[test]
fn a_call_with_a_consultation_can_do_all_but_have_another() {
    let mut desk = Desk::new();
    let (parent, _) = desk.consultation_in("TALKING");
    let row = Row {
        app: &[
            "voice.resume",
            "voice.hangUp",
            "voice.startCallRecording",
            "interaction.singleStepTransfer",
            "interaction.singleStepConference",
        ],
        agent: &[
            "agent-retrieves",
            "agent-hangs-up",
            "agent-starts-recording",
            "agent-transfers",
            "agent-conferences",
        ],
        far_end: CONNECTED,
        routing: &[],
    };
    assert_legal(&desk, &parent, true, &row, "a parent");
}

/// Whether each of these actions, which the state of the call alone does not decide, is legal.
fn offers(desk: &Desk, id: &str, names: &[&str]) -> Vec<bool> {
    let LegalActions { app, agent, .. } = desk.workspace.legal_actions(id);
    names.iter().map(|name| app.contains(name) || agent.contains(name)).collect()
}

/// `voice/20`: the recording, `consultation/11`: the conference.
#[test]
fn recordings_and_conferences_change_what_is_legal() {
    let recordings = [
        "voice.startCallRecording",
        "voice.pauseCallRecording",
        "voice.resumeCallRecording",
        "voice.stopCallRecording",
    ];
    let mut desk = Desk::new();
    let id = desk.talks();
    let steps = [
        ("agent-starts-recording", [false, true, false, true]),
        ("agent-pauses-recording", [false, false, true, true]),
        ("agent-resumes-recording", [false, true, false, true]),
        ("agent-stops-recording", [true, false, false, false]),
    ];
    for (stimulus, expected) in steps {
        desk.stimulus(stimulus, &id);
        assert_eq!(offers(&desk, &id, &recordings), expected, "{stimulus}");
    }
    assert_eq!(offers(&desk, &id, &["agent-leaves-conference"]), [false]);
    desk.done("interaction.singleStepConference", json!([id, "5002"]));
    assert_eq!(offers(&desk, &id, &["agent-leaves-conference"]), [true]);
}

/// `markdone/1`, `markdone/2`: the agent can always click; an app's request is held, or would fail.
#[test]
fn a_block_changes_what_is_legal_for_apps() {
    for (app, legal) in [("failure", false), ("hold", true)] {
        let mut desk = Desk::with(json!({ "blockedAppMarkdone": app }));
        let id = desk.ended();
        desk.done("interaction.blockMarkdone", json!([id, "wait"]));
        assert_eq!(offers(&desk, &id, &["interaction.markdone", "agent-marks-done"]), [legal, true], "{app}");
    }
}

/// `case/5`: what the case allows, which is the same for all that belong to it.
#[test]
fn cases_change_what_is_legal() {
    let mut desk = Desk::new();
    let (first, second) = (desk.rings(), desk.rings());
    let fold = ["agent-selects-case", "agent-expands-case", "agent-collapses-case"];
    assert_eq!(offers(&desk, &first, &fold), [true, false, true]);
    assert_eq!(offers(&desk, &second, &fold), [true, true, false]);
}

#[test]
fn nothing_is_legal_with_what_is_not_there() {
    let desk = Desk::new();
    assert_eq!(desk.workspace.legal_actions("1"), LegalActions::default());
    assert_eq!(desk.workspace.legal_stimuli("1"), [""; 0]);
}
