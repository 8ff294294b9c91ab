//! E-mails: inbound ones and replies to them, and those that the agent begins: `email/1` and after.

use scapi_reference::channel::Table;
use serde_json::json;

use super::{
    World,
    deed::{answering, arrival, deed, lost, markdone, parties},
    goal::{rows, states},
    workitem::handing_over,
};

pub(super) fn world() -> World {
    let inbound =
        ["INVITED", "ACCEPTED", "PULLED", "TRANSFERRING", "TRANSFER_COMPLETED", "REVOKED", "COMPLETED"];
    let outbound = ["CREATED", "SAVED", "SENT", "CANCELLED"];
    let goals = [
        states(&inbound),
        states(&outbound),
        rows(Table::OpenMedia, &["Reply", "MarkDone", "Transfer"], &["ACCEPTED", "PULLED"]),
        rows(Table::OpenMedia, &["Save", "Send", "Cancel", "MarkDone"], &outbound),
    ];
    let mut world = World::new(json!({}), goals.concat());
    world.most = 2;
    world.arrivals = vec![
        arrival("inbound-email", json!({})),
        arrival("agent-pulls", json!({ "media": "email" })),
        arrival("agent-creates-email", json!({ "destination": "customer@example.com" })),
    ];
    let names = [
        ("agent-replies", "Reply"),
        ("agent-saves", "Save"),
        ("agent-sends", "Send"),
        ("agent-cancels", "Cancel"),
    ];
    world.deeds = [
        answering().into(),
        handing_over(),
        names.map(|(name, input)| deed(name, input)).into(),
        // Nobody is at the other end of an e-mail: these are refused.
        vec![deed("far-end-hangs-up", "FarEndHangsUp")],
        parties().into(),
        markdone()[..2].to_vec(),
        lost().into(),
    ]
    .concat();
    world
}

#[test]
fn a_world_of_emails_keeps_the_rules() {
    world().has_states(1389);
}
