//! Previews of outbound calls, pulled and pushed, with the calls that are placed from them: `preview/1` and after.

use scapi_reference::channel::Table;
use serde_json::json;

use super::{
    World,
    deed::{answering, arrival, deed, lost, markdone},
    goal::{all_rows, states},
};

pub(super) fn world() -> World {
    let shown = ["PREVIEW", "READY", "CANCELED", "REJECTED", "DIALING", "TALKING", "IDLE", "UNKNOWN"];
    let mut world = World::new(json!({}), [states(&shown), all_rows(Table::Preview)].concat());
    world.most = 2;
    world.arrivals =
        ["pull", "push", "direct-push"].map(|mode| arrival("preview-record", json!({ "mode": mode }))).into();
    let names = [
        ("agent-calls-preview", "Call"),
        ("agent-rejects-preview", "Reject"),
        ("agent-cancels-preview", "Cancel"),
        ("far-end-answers", "FarEndAnswers"),
        ("far-end-no-answer", "FarEndNoAnswer"),
        ("voice.hangUp", "HangUp"),
    ];
    world.deeds = [
        answering().to_vec(),
        names.map(|(name, input)| deed(name, input)).into(),
        markdone().into(),
        lost().into(),
    ]
    .concat();
    world
}

#[test]
fn a_world_of_previews_keeps_the_rules() {
    world().has_states(1081);
}
