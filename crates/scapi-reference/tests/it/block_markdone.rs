//! Blocks of mark done: what they hold back, who hears of it, and how they end.
//! Clauses `interaction.blockMarkdone/1` and after, `interaction.unblockMarkdone/1` and after, `markdone/1` to `markdone/6`,
//! `event.markdone/1` and after, `interaction.markdone/11`.

use serde_json::{Value, json};

use crate::{
    call::Make,
    desk::{APP, Desk, Kind},
};

const BLOCK: &str = "interaction.blockMarkdone";
const UNBLOCK: &str = "interaction.unblockMarkdone";
const MARKDONE: &str = "interaction.markdone";
const WARNING: &str = "Save the form first";

/// The steps of a call that ended while the agent talked, and is marked done.
const CLOSED: [&str; 2] = ["1 MARK_DONE TALKING>IDLE", "1 REMOVED TALKING>IDLE"];
const NOTHING: [&str; 0] = [];

/// A desktop under this profile with a call that is over and blocked, as the app has heard.
fn blocked(profile: Value) -> Desk {
    let mut desk = Desk::hearing_with(profile);
    let id = desk.ended();
    assert_eq!(id, "1");
    desk.done(BLOCK, json!([id, WARNING]));
    desk.told();
    desk.noted();
    desk
}

/// `interaction.blockMarkdone/1`, `interaction.markdone/11`, `interaction.blockMarkdone/4`, `markdone/1`, default `hold`:
/// the agent is shown the warning, and the click takes no effect.
#[test]
fn a_click_while_blocked_shows_the_warning_and_takes_no_effect() {
    let mut desk = blocked(json!({}));
    assert_eq!(desk.workspace.markdone_warning("1"), Some(WARNING));
    let before = desk.read("1");
    let shown = desk.stimulus("agent-marks-done", "1");
    assert_eq!(shown, before);
    let warned = |desk: &Desk| {
        let notes = desk.journal().iter().filter(|entry| entry.kind == Kind::Note);
        notes.filter(|note| note.body["text"].as_str().is_some_and(|text| text.contains(WARNING))).count()
    };
    assert_eq!(warned(&desk), 1);
    assert_eq!(desk.noted(), ["interaction.blockMarkdone/4"]);
    assert_eq!(desk.told(), NOTHING);
    assert_eq!(desk.read("1"), before);
    desk.stimulus("agent-marks-done", "1");
    assert_eq!(warned(&desk), 2);
}

/// `markdone/3`, `interaction.unblockMarkdone/1`, `envelope/28`: the click takes effect, after the answer to the request.
#[test]
fn a_click_that_was_held_takes_effect_when_the_block_is_lifted() {
    let mut desk = blocked(json!({}));
    desk.stimulus("agent-marks-done", "1");
    let request = desk.request(UNBLOCK, json!(["1"]));
    let said = desk.say(APP, request);
    assert_eq!(
        said.iter().map(|entry| entry.kind).collect::<Vec<_>>(),
        [Kind::Reply, Kind::Event, Kind::Event]
    );
    assert_eq!(desk.told(), CLOSED);
    assert_eq!(desk.read("1"), Value::Null);
    assert_eq!(desk.workspace.poll_timeout(), None);
}

/// `markdone/4`, `interaction.blockMarkdone/2`, `interaction.blockMarkdone/3`: it takes effect when the block lapses, at its time.
#[test]
fn a_click_that_was_held_takes_effect_when_the_block_lapses() {
    let mut desk = blocked(json!({}));
    desk.advance(10_000);
    desk.stimulus("agent-marks-done", "1");
    desk.advance(19_999);
    assert_eq!(desk.told(), NOTHING);
    assert_eq!(desk.state("1"), "IDLE");
    desk.advance(1);
    assert_eq!(desk.told(), CLOSED);
}

/// `markdone/1`, `drop`: neither the end of the block nor its time brings the click back.
#[test]
fn a_click_that_was_dropped_is_gone() {
    for ends in ["lifted", "lapsed"] {
        let mut desk = blocked(json!({ "blockedAgentMarkdone": "drop" }));
        desk.stimulus("agent-marks-done", "1");
        assert_eq!(desk.noted(), ["interaction.blockMarkdone/4"]);
        match ends {
            "lifted" => drop(desk.done(UNBLOCK, json!(["1"]))),
            _ => drop(desk.advance(30_000)),
        }
        assert_eq!(desk.told(), NOTHING, "{ends}");
        assert_eq!(desk.told_of("agent-marks-done", "1"), CLOSED, "{ends}");
    }
}

/// `markdone/2`, default `failure`: the fault has the text of the block.
#[test]
fn a_request_while_blocked_fails_with_the_warning() {
    let mut desk = blocked(json!({}));
    let fault = desk.fails_without_effect(MARKDONE, json!(["1"]));
    assert!(fault.contains(WARNING) && fault.contains("\"1\""), "{fault}");
    desk.done(UNBLOCK, json!(["1"]));
    assert_eq!(desk.told(), NOTHING, "a request that failed is not held");
}

/// `markdone/2`, `hold`: answered at once, done when the block ends.
#[test]
fn a_request_while_blocked_is_held_where_the_profile_says_so() {
    for ends in ["lifted", "lapsed"] {
        let mut desk = blocked(json!({ "blockedAppMarkdone": "hold" }));
        assert_eq!(desk.told_after(MARKDONE, json!(["1"])), NOTHING);
        assert_eq!(desk.state("1"), "IDLE");
        match ends {
            "lifted" => drop(desk.done(UNBLOCK, json!(["1"]))),
            _ => drop(desk.advance(30_000)),
        }
        assert_eq!(desk.told(), CLOSED, "{ends}");
    }
}

/// However many attempts are held, the interaction is marked done once.
#[test]
fn attempts_of_agent_and_app_are_one() {
    let mut desk = blocked(json!({ "blockedAppMarkdone": "hold" }));
    desk.done(MARKDONE, json!(["1"]));
    desk.stimulus("agent-marks-done", "1");
    desk.stimulus("agent-marks-done", "1");
    assert_eq!(desk.told_after(UNBLOCK, json!(["1"])), CLOSED);
}

/// `markdone/5`: whether a click was held meanwhile or not.
#[test]
fn an_app_unblocks_and_marks_done_in_one_go() {
    for clicks in [0, 1] {
        let mut desk = blocked(json!({}));
        for _ in 0..clicks {
            desk.stimulus("agent-marks-done", "1");
        }
        desk.done(UNBLOCK, json!(["1"]));
        desk.done(MARKDONE, json!(["1"]));
        assert_eq!(desk.told(), CLOSED, "{clicks} clicks");
    }
}

/// `interaction.unblockMarkdone/4`.
#[test]
fn unblocking_what_is_not_blocked_succeeds_and_changes_nothing() {
    let mut desk = Desk::hearing();
    for state in ["RINGING", "DIALING", "TALKING", "HELD", "IDLE"] {
        let id = desk.in_state(state);
        let before = desk.read(&id);
        assert_eq!(desk.told_after(UNBLOCK, json!([id])), NOTHING, "{state}");
        assert_eq!(desk.read(&id), before, "{state}");
    }
}

/// `interaction.blockMarkdone/3`: without a click nothing is told when it lapses, but the journal says so.
#[test]
fn a_block_lapses_after_30_seconds() {
    let mut desk = blocked(json!({}));
    desk.advance(29_999);
    desk.fails(MARKDONE, json!(["1"]));
    desk.noted();
    desk.advance(1);
    assert_eq!(desk.noted(), ["interaction.blockMarkdone/3"]);
    assert_eq!(desk.told(), NOTHING);
    assert_eq!(desk.workspace.markdone_warning("1"), None);
    assert_eq!(desk.told_after(MARKDONE, json!(["1"])), CLOSED);
}

/// `interaction.blockMarkdone/3`: the time is that of the profile at the last block; 0 is never.
#[test]
fn the_time_of_a_block_is_that_of_the_profile() {
    let mut desk = blocked(json!({ "blockMarkdoneTimeoutMs": 1_000 }));
    desk.profile(json!({ "blockMarkdoneTimeoutMs": 9_000 }));
    desk.advance(1_000);
    assert_eq!(desk.workspace.markdone_warning("1"), None);
    desk.profile(json!({ "blockMarkdoneTimeoutMs": 0 }));
    desk.done(BLOCK, json!(["1", WARNING]));
    assert_eq!(desk.workspace.poll_timeout(), None);
    desk.stimulus("agent-marks-done", "1");
    desk.advance(u64::from(u32::MAX));
    desk.fails(MARKDONE, json!(["1"]));
    assert_eq!(desk.told(), NOTHING);
    assert_eq!(desk.told_after(UNBLOCK, json!(["1"])), CLOSED);
}

/// `interaction.blockMarkdone/5`: another text, and the whole time again; a click that is held stays so.
#[test]
fn a_further_block_replaces_the_text_and_starts_the_time_anew() {
    let mut desk = blocked(json!({}));
    desk.stimulus("agent-marks-done", "1");
    desk.advance(20_000);
    desk.done(BLOCK, json!(["1", "Call the customer back"]));
    assert_eq!(desk.workspace.markdone_warning("1"), Some("Call the customer back"));
    let fault = desk.fails(MARKDONE, json!(["1"]));
    assert!(fault.contains("Call the customer back") && !fault.contains(WARNING), "{fault}");
    desk.advance(29_999);
    assert_eq!(desk.told(), NOTHING);
    desk.advance(1);
    assert_eq!(desk.told(), CLOSED);
}

/// A block that had a time, and then none.
#[test]
fn a_further_block_without_a_time_outlives_the_first() {
    let mut desk = blocked(json!({}));
    desk.profile(json!({ "blockMarkdoneTimeoutMs": 0 }));
    desk.done(BLOCK, json!(["1", WARNING]));
    assert_eq!(desk.workspace.poll_timeout(), None);
    desk.advance(1_000_000);
    desk.fails(MARKDONE, json!(["1"]));
}

/// `markdone/6`: neither another call nor one of the same case.
#[test]
fn a_block_concerns_one_interaction() {
    let mut desk = Desk::hearing();
    for _ in 0..3 {
        let id = desk.rings_with(json!({ "caseId": "c-1" }));
        desk.stimulus("agent-accepts", &id);
        desk.stimulus("agent-hangs-up", &id);
    }
    desk.done(BLOCK, json!(["2", WARNING]));
    desk.done(MARKDONE, json!(["1"]));
    desk.stimulus("agent-marks-done", "3");
    desk.fails(MARKDONE, json!(["2"]));
    desk.done(UNBLOCK, json!(["2"]));
    desk.done(MARKDONE, json!(["2"]));
}

/// `interaction.blockMarkdone/1` in every state: what is still active is blocked ahead, and its state is what keeps it open.
#[test]
fn a_call_that_is_still_active_is_blocked_ahead() {
    for state in ["RINGING", "DIALING", "TALKING", "HELD"] {
        let mut desk = Desk::hearing_with(json!({ "ringTimeoutMs": 0 }));
        desk.subscribe(APP, json!("markdone"));
        let id = desk.in_state(state);
        desk.done(BLOCK, json!([id, WARNING]));
        let fault = desk.fails_without_effect(MARKDONE, json!([id]));
        assert!(fault.contains(state), "{fault}");
        assert!(desk.refused("agent-marks-done", &id).contains(state));
        assert_eq!(desk.heard(APP), [Value::Null; 0], "no attempt was made");
        desk.advance(30_000);
        assert_eq!(desk.workspace.markdone_warning(&id), None);
        assert_eq!(desk.state(&id), state);
    }
}

/// A block keeps from mark done, not from going away by itself (`voice/9`, `consultation/8`); its time goes too.
#[test]
fn what_leaves_by_itself_leaves_though_it_is_blocked() {
    let leaving: [(&str, Make); 2] =
        [("agent-rejects", Desk::rings), ("agent-hangs-up", |desk| desk.consultation_in("TALKING").1)];
    for (stimulus, make) in leaving {
        let mut desk = Desk::hearing();
        let id = make(&mut desk);
        desk.done(BLOCK, json!([id, WARNING]));
        desk.stimulus(stimulus, &id);
        assert_eq!(desk.read(&id), Value::Null);
        assert_eq!(desk.workspace.poll_timeout(), None);
        for (method, parameters) in [(BLOCK, json!([id, WARNING])), (UNBLOCK, json!([id]))] {
            let fault = desk.fails_without_effect(method, parameters);
            assert!(fault.contains(&format!("\"{id}\"")), "{fault}");
        }
    }
}

/// `markdone/3` where the attempt has become impossible meanwhile: it comes to nothing, and the journal says why.
#[test]
fn a_held_attempt_that_can_no_longer_be_made_comes_to_nothing() {
    let mut desk = blocked(json!({}));
    desk.stimulus("agent-marks-done", "1");
    desk.stimulus("state-unknown", "1");
    desk.told();
    desk.noted();
    desk.done(UNBLOCK, json!(["1"]));
    assert_eq!(desk.noted(), ["markdone/3"]);
    assert_eq!(desk.told(), NOTHING);
    assert_eq!(desk.told_of("state-recovered", "1"), ["1 RELEASED UNKNOWN>IDLE"]);
    let closed = ["1 MARK_DONE UNKNOWN>IDLE", "1 REMOVED UNKNOWN>IDLE"];
    assert_eq!(desk.told_of("agent-marks-done", "1"), closed);
}

/// `interaction.blockMarkdone/6`, `interaction.blockMarkdone/7`, `interaction.blockMarkdone/8`,
/// `interaction.unblockMarkdone/2`, `interaction.unblockMarkdone/3`, `envelope/32`.
#[test]
fn blocking_names_the_parameter_that_is_missing_or_wrong() {
    let rows = [
        (BLOCK, json!(["9", WARNING]), "\"9\""),
        (BLOCK, json!([]), "interactionId"),
        (BLOCK, json!([null, WARNING]), "interactionId"),
        (BLOCK, json!([1, WARNING]), "interactionId"),
        (BLOCK, json!(["1"]), "warningMessage"),
        (BLOCK, json!(["1", null]), "warningMessage"),
        (BLOCK, json!(["1", 7]), "warningMessage"),
        (BLOCK, json!(["1", { "text": WARNING }]), "warningMessage"),
        (UNBLOCK, json!(["9"]), "\"9\""),
        (UNBLOCK, json!([]), "interactionId"),
        (UNBLOCK, json!([null]), "interactionId"),
        (UNBLOCK, json!([["1"]]), "interactionId"),
    ];
    let mut desk = Desk::hearing();
    desk.ended();
    for (method, parameters, name) in rows {
        let fault = desk.fails_without_effect(method, parameters.clone());
        assert!(fault.contains(name), "{method} {parameters}: {fault}");
    }
    assert_eq!(desk.workspace.markdone_warning("1"), None);
    assert_eq!(desk.told_after(MARKDONE, json!(["1"])), CLOSED);
}

/// A warning of no words is one all the same.
#[test]
fn a_block_with_an_empty_text_is_a_block() {
    let mut desk = Desk::hearing();
    desk.ended();
    desk.done(BLOCK, json!(["1", ""]));
    assert_eq!(desk.workspace.markdone_warning("1"), Some(""));
    desk.fails_without_effect(MARKDONE, json!(["1"]));
}

/// `event.markdone/2`, `event.markdone/3`, `event.markdone/4`, `event.markdone/5` by default, and `envelope/37`.
#[test]
fn a_click_that_is_held_back_is_told_to_the_subscribers_of_markdone_alone() {
    for behaviour in ["hold", "drop"] {
        let mut desk = blocked(json!({ "blockedAgentMarkdone": behaviour }));
        desk.open("other");
        desk.subscribe("other", json!("markdone"));
        let call = desk.read("1");
        desk.stimulus("agent-marks-done", "1");
        let event = json!({
            "event": "markdone",
            "data": { "eventType": "MARK_DONE_BLOCKED", "interaction": call, "warningMessage": WARNING },
            "userAgent": "WWE Server", "protocolVersion": 2
        });
        assert_eq!(desk.heard("other"), [event], "{behaviour}");
        assert_eq!(desk.told(), NOTHING);
    }
}

/// `event.markdone/2`: the agent's attempts, each, and no others: not a block, its end, nor an app's request.
#[test]
fn nothing_else_is_told_to_the_subscribers_of_markdone() {
    for app in ["failure", "hold"] {
        let mut desk = Desk::with(json!({ "blockedAppMarkdone": app }));
        desk.subscribe(APP, json!(["markdone"]));
        let (first, second, third) = (desk.ended(), desk.ended(), desk.ended());
        desk.stimulus("agent-marks-done", &second);
        desk.done(MARKDONE, json!([third]));
        desk.done(BLOCK, json!([first, WARNING]));
        desk.ask(MARKDONE, json!([first]));
        assert_eq!(desk.heard(APP), [Value::Null; 0]);
        desk.stimulus("agent-marks-done", &first);
        desk.stimulus("agent-marks-done", &first);
        assert_eq!(desk.heard(APP).len(), 2);
        desk.done(UNBLOCK, json!([first]));
        desk.advance(1_000_000);
        assert_eq!(desk.heard(APP), [Value::Null; 0]);
    }
}

/// `event.markdone/3`, `event.markdone/4`, `event.interaction/3`, each with other values.
#[test]
fn a_markdone_event_has_the_form_of_the_profile() {
    let rows = [
        (json!({ "markdoneEventType": "DELAYED" }), "DELAYED", "interaction"),
        (json!({ "markdoneEventCarries": "interaction-id" }), "MARK_DONE_BLOCKED", "interactionId"),
        (json!({ "eventInteractionKey": "ixn" }), "MARK_DONE_BLOCKED", "ixn"),
        (
            json!({ "eventInteractionKey": "ixn", "markdoneEventCarries": "interaction-id" }),
            "MARK_DONE_BLOCKED",
            "interactionId",
        ),
    ];
    for (profile, event_type, key) in rows {
        let mut desk = Desk::with(profile.clone());
        desk.subscribe(APP, json!("markdone"));
        desk.ended();
        desk.done(BLOCK, json!(["1", WARNING]));
        desk.stimulus("agent-marks-done", "1");
        let carried = if key == "interactionId" { json!("1") } else { desk.read("1") };
        let expected = json!({ "eventType": event_type, key: carried, "warningMessage": WARNING });
        assert_eq!(desk.heard(APP)[0]["data"], expected, "{profile}");
    }
}

/// `gate.userData/2`: what may not be read is not in this event either.
#[test]
fn a_markdone_event_shows_the_user_data_that_may_be_read() {
    let mut desk = Desk::with(json!({ "userDataReadAllowed": ["Segment"] }));
    desk.subscribe(APP, json!("markdone"));
    let id = desk.rings_with(json!({ "userData": { "Segment": "Gold", "Secret": "x" } }));
    desk.stimulus("agent-accepts", &id);
    desk.stimulus("agent-hangs-up", &id);
    desk.done(BLOCK, json!([id, WARNING]));
    desk.stimulus("agent-marks-done", &id);
    assert_eq!(desk.heard(APP)[0]["data"]["interaction"]["userData"], json!({ "Segment": "Gold" }));
}

/// `interaction.blockMarkdone/1` for every medium, and `openmedia/4` for what is done when the block ends.
#[test]
fn whatever_the_medium_a_held_click_takes_effect() {
    let told = ["COMPLETED", "MARK_DONE", "REMOVED"].map(|event| format!("1 {event} ACCEPTED>COMPLETED"));
    for arrival in ["inbound-chat", "inbound-email", "inbound-workitem"] {
        let mut desk = Desk::hearing();
        let id = desk.arrives(json!({ "type": arrival }));
        desk.stimulus("agent-accepts", &id);
        desk.done(BLOCK, json!([id, WARNING]));
        desk.stimulus("agent-marks-done", &id);
        desk.fails(MARKDONE, json!([id]));
        assert_eq!(desk.told_after(UNBLOCK, json!([id])), told);
    }
}
