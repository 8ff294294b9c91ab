//! Chats: offered, pulled, or as an invitation into a conference; joined and loaded, ended, handed over: `chat/1` and after.
//! And a chat with a consultation by chat, which can be completed.

use scapi_reference::channel::Table;
use serde_json::json;

use super::{
    World,
    deed::{Deed, answering, arrival, completes, consults, deed, hands_over, lost, markdone, parties, with},
    goal::{all_rows, rows, states},
    workitem,
};

fn arrivals() -> Vec<Deed> {
    vec![
        arrival("inbound-chat", json!({})),
        arrival("agent-pulls", json!({ "media": "chat" })),
        arrival("conference-invite", json!({ "media": "chat" })),
    ]
}

/// The session, its transcript, and the lines that are written.
fn session() -> Vec<Deed> {
    let names = [
        ("chat-join-pending", "JoinPending"),
        ("chat-join-fails", "JoinFails"),
        ("chat-history-loading", "HistoryLoading"),
        ("chat-history-loaded", "HistoryLoaded"),
        ("media-error", "Fails"),
    ];
    names.map(|(name, input)| deed(name, input)).into()
}

/// How chats end.
fn ending() -> [Deed; 3] {
    // A chat is no call: the last is refused.
    [("far-end-hangs-up", "FarEndHangsUp"), ("agent-hangs-up", "HangUp"), ("voice.hangUp", "HangUp")]
        .map(|(name, input)| deed(name, input))
}

pub(super) fn one_chat() -> World {
    let inputs = [
        ["Accept", "Reject", "Revoke", "FarEndAnswers", "FarEndDeclines", "FarEndHangsUp", "PartyJoins"],
        ["PartyLeaves", "ChatLine", "HangUp", "Transfer", "Conference", "LeaveConference", "MarkDone"],
    ];
    let channel = rows(Table::OpenMedia, &inputs.concat(), &workitem::STATES);
    let idle = rows(Table::OpenMedia, &["FarEndHangsUp", "HangUp", "MarkDone"], &["PULLED", "IDLE"]);
    let overlays = ["JOIN_PENDING", "JOIN_FAILED", "HISTORY_IN_PROGRESS", "HISTORY_DONE", "ERROR", "UNKNOWN"];
    let goals = [states(&workitem::STATES), states(&overlays), states(&["IDLE"]), channel, idle];
    let mut world = World::new(json!({}), [goals.concat(), all_rows(Table::Overlay)].concat());
    world.arrivals = arrivals();
    world.deeds = [
        answering().into(),
        workitem::handing_over(),
        session(),
        ending().into(),
        vec![with("chat-line", json!({ "text": "Hello" }), "ChatLine")],
        parties().into(),
        hands_over("agent-conferences", "interaction.singleStepConference", "Conference").into(),
        markdone()[..2].to_vec(),
        lost().into(),
    ]
    .concat();
    world
}

/// A chat about which another agent is asked.
pub(super) fn chat_with_consultation() -> World {
    let completed = ["Consult", "TransferCompleted", "ConferenceCompleted", "Complete"];
    let ended = ["FarEndAnswers", "FarEndDeclines", "FarEndHangsUp", "HangUp", "Complete"];
    let goals = [
        states(&["CREATED", "ACCEPTED", "PULLED", "IDLE", "TRANSFERRING", "TRANSFER_COMPLETED"]),
        rows(Table::OpenMedia, &completed, &["ACCEPTED", "PULLED"]),
        rows(Table::OpenMedia, &ended, &["CREATED"]),
    ];
    let mut world = World::new(json!({ "consultationAfterEnd": "stays" }), goals.concat());
    (world.arrivals, world.most, world.most_parties) = (arrivals(), 2, 2);
    world.deeds = [
        answering().into(),
        consults("chat", "Consult").into(),
        completes("agent-transfers", "interaction.completeTransfer", "TransferCompleted").into(),
        completes("agent-conferences", "interaction.completeConference", "ConferenceCompleted").into(),
        ending().into(),
        vec![deed("far-end-answers", "FarEndAnswers"), deed("far-end-busy", "FarEndBusy")],
        vec![deed("chat-join-pending", "JoinPending"), deed("agent-leaves-conference", "LeaveConference")],
        markdone()[..2].to_vec(),
    ]
    .concat();
    world
}

#[test]
fn a_world_of_one_chat_keeps_the_rules() {
    one_chat().has_states(133);
}

#[test]
fn a_world_of_a_chat_and_its_consultation_keeps_the_rules() {
    chat_with_consultation().has_states(623);
}
