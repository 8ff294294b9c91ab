//! Switches of what happens in the life of an interaction, to its consultations, its case and its end.
//! Clauses `voice/7` to `voice/9`, `interaction.reject/2`, `consultation/8`, `markdone/1` and after, `case/1`, `event.interaction/49`.

use serde_json::{Value, json};

use super::{Switch, switches};
use crate::desk::{APP, Desk};

/// What is told of a call that is blocked: whether the app's request to mark it done succeeds, and whether it is gone then and
/// when the block is lifted.
fn blocked(desk: &mut Desk, attempt: fn(&mut Desk, &str) -> bool) -> Value {
    let id = desk.ended();
    desk.done("interaction.blockMarkdone", json!([id, "not yet"]));
    let succeeds = attempt(desk, &id);
    let gone = desk.read(&id).is_null();
    desk.done("interaction.unblockMarkdone", json!([id]));
    json!([succeeds, gone, desk.read(&id).is_null()])
}

/// After how many seconds a blocked call can be marked done, of these; none is never.
fn unblocked_after(desk: &mut Desk, seconds: &[u64]) -> Value {
    let id = desk.ended();
    desk.done("interaction.blockMarkdone", json!([id, "not yet"]));
    let mut now = 0;
    for after in seconds {
        desk.advance((after - now) * 1000);
        now = *after;
        if desk.ask("interaction.markdone", json!([id])).get("errorMessage").is_none() {
            return json!(after);
        }
    }
    json!("never")
}

/// Whether `consult` takes targets whose type stands under `type`, under `target`, under both alike, under both differently.
fn targets(desk: &mut Desk) -> Value {
    let targets = [
        json!({ "type": "AGENT", "destination": "5002" }),
        json!({ "target": "AGENT", "destination": "5002" }),
        json!({ "type": "AGENT", "target": "AGENT", "destination": "5002" }),
        json!({ "type": "SKILL", "target": "AGENT", "destination": "5002" }),
    ];
    let mut takes = |target: &Value| {
        let id = desk.talks();
        desk.ask("interaction.consult", json!([id, target])).get("errorMessage").is_none()
    };
    targets.iter().map(&mut takes).collect()
}

/// `ronaCallState` in the `RELEASED` event, and whether `REMOVED` follows.
fn released(desk: &mut Desk) -> Value {
    let payloads = desk.payloads(APP);
    let released = payloads.iter().find(|event| event["eventType"] == "RELEASED");
    let rona = released.map(|event| event["interaction"]["ronaCallState"].clone());
    json!([rona, payloads.iter().any(|event| event["eventType"] == "REMOVED")])
}

/// When an unanswered call is taken away, of these seconds.
fn taken_away(desk: &mut Desk) -> Value {
    let id = desk.rings();
    let mut now = 0;
    for after in [5, 20, 1000] {
        desk.advance((after - now) * 1000);
        now = after;
        if desk.read(&id).is_null() {
            return json!(after);
        }
    }
    json!("never")
}

pub(super) const SWITCHES: &[Switch] = switches! {
    "blockedAgentMarkdone": |desk| blocked(desk, |desk, id| {
        desk.stimulus("agent-marks-done", id);
        true
    }) => {
        "hold" => [true, false, true],
        "drop" => [true, false, false],
    };
    "blockedAppMarkdone": |desk| blocked(desk, |desk, id| {
        desk.ask("interaction.markdone", json!([id])).get("errorMessage").is_none()
    }) => {
        "failure" => [false, false, false],
        "hold" => [true, false, true],
    };
    "blockMarkdoneTimeoutMs": |desk| unblocked_after(desk, &[5, 30, 100_000]) => {
        30_000 => 30,
        5000 => 5,
        0 => "never",
    };
    "markdoneTwice": |desk| {
        let id = desk.ended();
        desk.done("interaction.markdone", json!([id]));
        json!(desk.ask("interaction.markdone", json!([id])).get("errorMessage").is_none())
    } => {
        "success" => true,
        "failure" => false,
    };
    "consultTargetKey": targets => {
        "both" => [true, true, true, false],
        "type" => [true, false, true, true],
        "target" => [false, true, true, true],
    };
    "chatExtensions": |desk| {
        let id = desk.chats();
        let answer = desk.ask("interaction.consult", json!([id, "5002", null, { "X": 1 }]));
        json!(answer.get("errorMessage").is_none())
    } => {
        "ignored" => true,
        "failure" => false,
    };
    "newInteractionSelectsCase": |desk| {
        desk.rings();
        desk.rings();
        let all = desk.done("interaction.getInteractions", json!([]));
        json!([all[0]["isCaseSelected"], all[1]["isCaseSelected"]])
    } => {
        "when-none-selected" => [true, false],
        "always" => [false, true],
        "never" => [false, false],
    };
    "caseEventId": |desk| {
        desk.rings_with(json!({ "caseId": "A" }));
        desk.rings_with(json!({ "caseId": "B" }));
        desk.heard(APP);
        desk.done("interaction.selectCaseByCaseId", json!(["B"]));
        desk.payloads(APP).iter().map(|event| event["selectedCaseId"].clone()).collect()
    } => {
        "selected-at-send" => ["A", "A", "B"],
        "case-concerned" => ["A", "B", "B"],
    };
    "consultationAfterEnd": |desk| {
        let id = desk.talks();
        desk.done("interaction.consult", json!([id, "5002"]));
        desk.stimulus("far-end-refuses", "2");
        desk.read("2")["state"].clone()
    } => {
        "removed" => null,
        "stays" => "IDLE",
    };
    "ringTimeoutMs": taken_away => {
        20_000 => 20,
        5000 => 5,
        0 => "never",
    };
    "ringTimeoutOutcome": |desk| {
        desk.rings();
        desk.advance(20_000);
        released(desk)
    } => {
        "no-answer" => ["NO_ANSWER", true],
        "redirected" => ["REDIRECTED", true],
    };
    "releasedUnanswered": |desk| {
        let id = desk.rings();
        desk.stimulus("far-end-hangs-up", &id);
        released(desk)
    } => {
        "removed" => ["NO_ANSWER", true],
        "stays" => ["NO_ANSWER", false],
    };
    "rejectedRonaCallState": |desk| {
        let id = desk.rings();
        desk.stimulus("agent-rejects", &id);
        released(desk)
    } => {
        "absent" => [null, true],
        "redirected" => ["REDIRECTED", true],
    };
};
