//! A call, the consultation about it, and a block of mark done: `consultation/1` and after, `markdone/1` and after.
//! Once with consultations that leave when they are over, once with such as stay.

use scapi_reference::channel::Table;
use serde_json::json;

use super::{
    World,
    deed::{arrival, completes, consults, deed, lost, markdone},
    goal::{rows, states},
    voice::{self, calling},
};

pub(super) fn world(consultation_after_end: &str) -> World {
    let consulting = ["Consult", "ConsultElsewhere", "Complete", "TransferCompleted", "ConferenceCompleted"];
    let goals = [
        states(&["RINGING", "DIALING", "TALKING", "HELD", "IDLE", "CREATED", "ACCEPTED"]),
        rows(Table::Voice, &consulting, &voice::STATES),
        rows(
            Table::Voice,
            &["FarEndAnswers", "FarEndBusy", "FarEndHangsUp", "HangUp"],
            &["DIALING", "TALKING"],
        ),
    ];
    let mut world = World::new(json!({ "consultationAfterEnd": consultation_after_end }), goals.concat());
    (world.arrivals, world.most, world.most_parties) = (vec![arrival("inbound-call", json!({}))], 2, 2);
    world.deeds = [
        calling(),
        consults("voice", "Consult").into(),
        consults("chat", "ConsultElsewhere").into(),
        completes("agent-transfers", "interaction.completeTransfer", "TransferCompleted").into(),
        completes("agent-conferences", "interaction.completeConference", "ConferenceCompleted").into(),
        vec![deed("far-end-busy", "FarEndBusy"), deed("agent-leaves-conference", "LeaveConference")],
    ]
    .concat();
    world
}

/// With mark done, and blocks of it.
pub(super) fn with_block() -> World {
    let mut world = world("removed");
    world.deeds.extend(markdone());
    world
}

/// With mark done, and a host that loses track.
fn with_loss() -> World {
    let mut world = world("stays");
    world.deeds.extend(markdone()[..2].to_vec());
    world.deeds.extend(lost());
    world
}

#[test]
fn a_world_of_a_call_its_consultation_and_a_block_keeps_the_rules() {
    with_block().has_states(689);
}

#[test]
fn a_world_of_a_call_and_a_consultation_that_stays_keeps_the_rules() {
    with_loss().has_states(715);
}
