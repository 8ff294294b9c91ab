//! Calls that come in and calls that go out, with those of other agents: `voice/1` and after.
//! One with everything that can happen to it but consultations, which are a world of their own; and two side by side.

use scapi_reference::channel::Table;
use serde_json::json;

use super::{
    World,
    deed::{Deed, answering, arrival, deed, hands_over, lost, markdone, parties, recording},
    goal::{Goal, all_rows, rows, states},
};

pub(super) const STATES: [&str; 5] = ["RINGING", "DIALING", "TALKING", "HELD", "IDLE"];

fn arrivals() -> Vec<Deed> {
    vec![
        arrival("inbound-call", json!({})),
        arrival("internal-call", json!({})),
        arrival("agent-dials", json!({ "destination": "+33298000001" })),
    ]
}

/// What is done with calls in any case.
pub(super) fn calling() -> Vec<Deed> {
    let names = [
        ("voice.answer", "Accept"),
        ("far-end-answers", "FarEndAnswers"),
        ("far-end-hangs-up", "FarEndHangsUp"),
        ("agent-holds", "Hold"),
        ("voice.hold", "Hold"),
        ("agent-retrieves", "Retrieve"),
        ("voice.resume", "Retrieve"),
        ("agent-hangs-up", "HangUp"),
        ("voice.hangUp", "HangUp"),
    ];
    names.map(|(name, input)| deed(name, input)).into_iter().chain(answering()).collect()
}

/// The inputs that need no consultation.
fn goals() -> Vec<Goal> {
    let inputs = [
        ["Accept", "Reject", "RingTimeout", "Redirect", "FarEndAnswers", "FarEndRefuses", "FarEndBusy"],
        ["FarEndNoAnswer", "FarEndHangsUp", "PartyJoins", "PartyLeaves", "Hold", "Retrieve", "HangUp"],
        ["Record", "Transfer", "Conference", "LeaveConference", "MarkDone", "Lost", "Recovered"],
    ];
    let lost = rows(Table::Overlay, &["Lost", "Recovered"], &["NONE", "UNKNOWN"]);
    let channel = rows(Table::Voice, &inputs.concat(), &STATES);
    [states(&STATES), states(&["UNKNOWN"]), channel, all_rows(Table::Recording), lost].concat()
}

pub(super) fn one_call() -> World {
    let mut world = World::new(json!({ "releasedUnanswered": "stays" }), goals());
    world.arrivals = arrivals();
    let names = [
        ("call-redirected", "Redirect"),
        ("far-end-refuses", "FarEndRefuses"),
        ("far-end-busy", "FarEndBusy"),
        ("far-end-no-answer", "FarEndNoAnswer"),
        ("agent-leaves-conference", "LeaveConference"),
    ];
    world.deeds = [
        calling(),
        names.map(|(name, input)| deed(name, input)).into(),
        recording().into(),
        parties().into(),
        hands_over("agent-transfers", "interaction.singleStepTransfer", "Transfer").into(),
        hands_over("agent-conferences", "interaction.singleStepConference", "Conference").into(),
        markdone().into(),
        lost().into(),
    ]
    .concat();
    world
}

/// Two calls that have nothing to do with each other.
fn two_calls() -> World {
    let mut world = World::new(json!({}), states(&STATES));
    (world.arrivals, world.most) = (arrivals(), 2);
    world.deeds = [calling(), markdone().into(), lost().into()].concat();
    world
}

/// The empty desktop. `RINGING` and `DIALING`, each known or lost, blocked or not. `TALKING` and `HELD`, each with one to three
/// parties, three states of the recording, known or lost, blocked or not. `IDLE` with one to three parties, known or lost; not
/// blocked, blocked, or blocked with an attempt that waits.
#[test]
fn a_world_of_one_call_keeps_the_rules() {
    one_call().has_states(1 + 4 + 4 + 36 + 36 + 18);
}

/// None; one in each of four states, known or lost, blocked or not, and in `IDLE`, where an attempt can wait; or two of those.
#[test]
fn a_world_of_two_calls_keeps_the_rules() {
    two_calls().has_states(1 + 22 + 22 * 22);
}
