//! Work items: offered, pulled out of a workbin, or as an invitation into a conference: `openmedia/1` and after.
//! Changes of user data show as a state here (`userdata/3`).

use scapi_reference::channel::Table;
use serde_json::json;

use super::{
    World,
    deed::{Deed, answering, arrival, deed, hands_over, lost, markdone, rowless},
    goal::{rows, states},
};

/// The states that every medium of open media has.
pub(super) const STATES: [&str; 9] = [
    "INVITED",
    "INVITED_CONFERENCE",
    "ACCEPTED",
    "PULLED",
    "TRANSFERRING",
    "TRANSFER_COMPLETED",
    "LEFT_CONFERENCE",
    "REVOKED",
    "COMPLETED",
];

/// What takes open media away from the agent.
pub(super) fn handing_over() -> Vec<Deed> {
    let names = [
        ("route-revoked", "Revoke"),
        ("far-end-answers", "FarEndAnswers"),
        ("far-end-refuses", "FarEndRefuses"),
        ("far-end-busy", "FarEndRefuses"),
        ("far-end-no-answer", "FarEndRefuses"),
        ("agent-leaves-conference", "LeaveConference"),
    ];
    let transfer = hands_over("agent-transfers", "interaction.singleStepTransfer", "Transfer");
    names.map(|(name, input)| deed(name, input)).into_iter().chain(transfer).collect()
}

/// Changes of user data: a key is set and deleted.
fn attaching() -> [Deed; 4] {
    [
        rowless("user-data-changed", json!({ "set": { "Key": "value" } })),
        rowless("user-data-changed", json!({ "delete": ["Key"] })),
        rowless("interaction.setUserData", json!([{ "Key": "value" }])),
        rowless("interaction.deleteUserData", json!(["Key"])),
    ]
}

pub(super) fn world() -> World {
    let inputs = [
        ["Accept", "Reject", "Revoke", "FarEndAnswers"],
        ["FarEndDeclines", "Transfer", "LeaveConference", "MarkDone"],
    ];
    let goals = [
        states(&STATES),
        states(&["ERROR", "UNKNOWN", "USER_DATA_ATTACHED", "USER_DATA_UPDATED"]),
        rows(Table::OpenMedia, &inputs.concat(), &STATES),
        rows(Table::Overlay, &["Fails", "Lost", "Recovered"], &["NONE", "ERROR", "UNKNOWN"]),
    ];
    let mut world = World::new(json!({ "openMediaUserData": "overlay-state" }), goals.concat());
    world.arrivals = vec![
        arrival("inbound-workitem", json!({ "media": "instagram" })),
        arrival("agent-pulls", json!({})),
        arrival("conference-invite", json!({ "media": "workitem" })),
    ];
    world.deeds = [
        answering().into(),
        handing_over(),
        // A work item has no far end that hangs up, and nobody joins it: these are refused.
        vec![deed("far-end-hangs-up", "FarEndHangsUp"), deed("agent-hangs-up", "HangUp")],
        hands_over("agent-conferences", "interaction.singleStepConference", "Conference").into(),
        vec![deed("media-error", "Fails")],
        attaching().into(),
        markdone().into(),
        lost().into(),
    ]
    .concat();
    world
}

#[test]
fn a_world_of_work_items_keeps_the_rules() {
    world().has_states(616);
}
