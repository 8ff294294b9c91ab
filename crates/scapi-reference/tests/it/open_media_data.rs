//! User data of every channel: who changes them, how a change shows on open media, and until when they are written.
//! Clauses `userdata/1` and after, `interaction.setUserData/6`, `gate.userData/2`.

use serde_json::{Value, json};

use crate::{
    desk::{APP, Desk},
    way::{FINAL, LIVE, OVER_CHAT, PREVIEW, VOICE},
};

const SET: &str = "interaction.setUserData";
const DELETE: &str = "interaction.deleteUserData";

/// A desktop whose profile shows changes as states, with an offer that has one key.
fn overlaid() -> (Desk, String) {
    let mut desk = Desk::hearing_with(json!({ "openMediaUserData": "overlay-state" }));
    let id = desk.arrives(json!({ "type": "inbound-workitem", "userData": { "A": "1" } }));
    desk.heard(APP);
    (desk, id)
}

/// Routing or another agent changes user data.
fn changed(id: &str, set: Value, delete: Value) -> Value {
    json!({ "type": "user-data-changed", "interactionId": id, "set": set, "delete": delete })
}

/// `interaction.setUserData/6`, `interaction.deleteUserData/9`, `envelope/30`: each state of the list, and a call that is over
/// (`interaction.setUserData/4`).
#[test]
fn user_data_of_what_is_final_cannot_be_written() {
    for way in FINAL.iter().chain(VOICE.iter().filter(|way| way.state == "IDLE")) {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        desk.try_stimulus(changed(&id, json!({ "Segment": "Gold" }), json!([]))).expect("routing may always");
        let before = desk.read(&id);
        desk.heard(APP);
        for (method, second) in
            [(SET, json!({ "A": "1" })), (DELETE, json!("Segment")), (DELETE, json!("NotThere"))]
        {
            let fault = desk.fails(method, json!([id, second]));
            assert!(fault.contains(way.state), "{fault}");
            assert_eq!(desk.read(&id), before);
            assert_eq!(desk.types(APP), [""; 0]);
        }
    }
}

/// `interaction.setUserData/6`, `interaction.setUserData/5`, `interaction.setUserData/7`: and in each state before.
#[test]
fn user_data_of_what_is_not_final_can_be_written() {
    let call_is_live = VOICE.iter().filter(|way| way.state != "IDLE");
    for way in LIVE.iter().chain(OVER_CHAT).chain(PREVIEW).chain(call_is_live) {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        desk.heard(APP);
        desk.done(SET, json!([id, { "A": "1" }]));
        assert_eq!(desk.types(APP), ["ATTACHED_DATA_CHANGED"], "{}", way.state);
        assert_eq!(desk.read(&id)["userData"]["A"], "1");
    }
}

/// `userdata/3`, `event-only`, and `userdata/4`: state and previous state stay, in whatever state it is.
#[test]
fn a_change_of_user_data_is_an_event_only() {
    for way in LIVE.iter().chain(OVER_CHAT).chain(PREVIEW) {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        let before = desk.read(&id);
        desk.done(SET, json!([id, { "A": "1" }]));
        let after = desk.read(&id);
        for property in ["state", "previousState"] {
            assert_eq!(after.get(property), before.get(property), "{}", way.state);
        }
    }
}

/// `userdata/3`, `overlay-state`; `type.interaction/59`, `type.interaction/60`: attached are keys that are new, all of them.
#[test]
fn a_change_of_user_data_is_a_state_where_the_profile_says_so() {
    let rows = [
        (SET, json!({ "B": "2" }), "USER_DATA_ATTACHED"),
        (SET, json!({ "A": "2" }), "USER_DATA_UPDATED"),
        (SET, json!({ "A": "2", "B": "2" }), "USER_DATA_UPDATED"),
        (DELETE, json!("A"), "USER_DATA_UPDATED"),
    ];
    for (method, second, state) in rows {
        let (mut desk, id) = overlaid();
        desk.done(method, json!([id, second]));
        assert_eq!(desk.steps(APP), [format!("ATTACHED_DATA_CHANGED INVITED>{state}")]);
        let item = desk.read(&id);
        assert_eq!((&item["state"], &item["previousState"]), (&json!(state), &json!("INVITED")));
    }
    let rows = [
        (json!({ "B": "2" }), json!([]), "USER_DATA_ATTACHED"),
        (json!({}), json!(["A"]), "USER_DATA_UPDATED"),
        (json!({ "B": "2" }), json!(["A"]), "USER_DATA_UPDATED"),
    ];
    for (set, delete, state) in rows {
        let (mut desk, id) = overlaid();
        desk.try_stimulus(changed(&id, set, delete)).expect("user data can change");
        assert_eq!(desk.steps(APP), [format!("ATTACHED_DATA_CHANGED INVITED>{state}")]);
    }
}

/// `userdata/3`: until the next change of life cycle, whose previous state is that of the life cycle (`interaction.accept/3`).
#[test]
fn the_state_of_user_data_is_gone_with_the_next_change_of_life() {
    let (mut desk, id) = overlaid();
    desk.done(SET, json!([id, { "B": "2" }]));
    desk.done(SET, json!([id, { "B": "3" }]));
    desk.done("interaction.accept", json!([id]));
    desk.done(SET, json!([id, { "C": "3" }]));
    desk.done("interaction.markdone", json!([id]));
    assert_eq!(
        desk.steps(APP),
        [
            "ATTACHED_DATA_CHANGED INVITED>USER_DATA_ATTACHED",
            "ATTACHED_DATA_CHANGED INVITED>USER_DATA_UPDATED",
            "ACCEPTED INVITED>ACCEPTED",
            "ATTACHED_DATA_CHANGED ACCEPTED>USER_DATA_ATTACHED",
            "COMPLETED ACCEPTED>COMPLETED",
            "MARK_DONE ACCEPTED>COMPLETED",
            "REMOVED ACCEPTED>COMPLETED",
        ]
    );
}

/// `userdata/3`: a chat that is being joined is accepted in the cycle of its life.
#[test]
fn the_state_of_user_data_comes_before_that_of_the_chat_session() {
    let mut desk = Desk::hearing_with(json!({ "openMediaUserData": "overlay-state" }));
    let id = desk.chats();
    desk.stimulus("chat-join-pending", &id);
    desk.heard(APP);
    desk.done(SET, json!([id, { "A": "1" }]));
    assert_eq!(desk.steps(APP), ["ATTACHED_DATA_CHANGED ACCEPTED>USER_DATA_ATTACHED"]);
}

/// `userdata/5`: the same operations succeed and fail as without it, in each state.
#[test]
fn the_state_of_user_data_changes_no_operation() {
    let operations = [
        ("interaction.accept", Value::Null),
        ("interaction.reject", Value::Null),
        ("interaction.markdone", Value::Null),
        ("interaction.singleStepTransfer", json!("5002")),
        (SET, json!({ "A": "2" })),
    ];
    let outcomes = |shown: &str| -> Vec<bool> {
        let mut all = Vec::new();
        for way in LIVE {
            for (method, second) in &operations {
                let mut desk = Desk::with(json!({ "openMediaUserData": shown }));
                let id = way.walk(&mut desk);
                desk.done(SET, json!([id, { "A": "1" }]));
                assert_eq!(desk.read(&id)["state"] == "USER_DATA_ATTACHED", shown == "overlay-state");
                all.push(desk.ask(method, json!([id, second])).get("errorMessage").is_none());
            }
        }
        all
    };
    assert_eq!(outcomes("overlay-state"), outcomes("event-only"));
}

/// `userdata/4`, and `userdata/3` is about open media: calls and previews show no such state.
#[test]
fn a_change_of_user_data_leaves_the_state_of_a_call_and_a_preview() {
    let live = |way: &&crate::way::Way| way.state != "IDLE";
    for way in VOICE.iter().filter(live).chain(PREVIEW) {
        let mut desk = Desk::hearing_with(json!({ "openMediaUserData": "overlay-state" }));
        let id = way.walk(&mut desk);
        let before = desk.read(&id);
        desk.done(SET, json!([id, { "A": "1" }]));
        let after = desk.read(&id);
        for property in ["state", "previousState"] {
            assert_eq!(after.get(property), before.get(property), "{}", way.state);
        }
    }
}

/// `userdata/1`, `userdata/2`, `event.interaction/4`: on every channel, also where no app may write any more.
#[test]
fn user_data_changed_by_others_are_reported_like_those_of_an_app() {
    for way in [VOICE, LIVE, FINAL, PREVIEW].into_iter().flatten() {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        desk.heard(APP);
        desk.try_stimulus(changed(&id, json!({ "A": "1", "B": "2" }), json!([]))).expect("a change");
        desk.try_stimulus(changed(&id, json!({ "C": "3" }), json!(["A"]))).expect("a change");
        let events = desk.payloads(APP);
        assert!(events.iter().all(|event| event["eventType"] == "ATTACHED_DATA_CHANGED"));
        let keys = |data: &Value| ["A", "B", "C"].map(|key| data["userData"].get(key).is_some());
        assert_eq!(events.len(), 2);
        assert_eq!(keys(&events[0]["interaction"]), [true, true, false]);
        assert_eq!(keys(&events[1]["interaction"]), [false, true, true]);
        assert_eq!(desk.read(&id), events[1]["interaction"]);
    }
}

/// `event.interaction/16`: where nothing has changed, nothing is reported; apps' lists of keys are no matter of routing.
#[test]
fn others_change_what_they_like_and_nothing_is_nothing() {
    let mut desk = Desk::hearing_with(json!({ "userDataWriteAllowed": [] }));
    let id = desk.chats();
    desk.heard(APP);
    desk.try_stimulus(changed(&id, json!({}), json!(["A"]))).expect("no change");
    assert_eq!(desk.types(APP), [""; 0]);
    desk.try_stimulus(changed(&id, json!({ "A": "1" }), json!([]))).expect("a change");
    assert_eq!(desk.types(APP), ["ATTACHED_DATA_CHANGED"]);
}

/// `gate.userData/1`, `gate.userData/2`: keys that may not be read are in no event of any channel, and in no answer.
#[test]
fn keys_that_may_not_be_read_are_in_no_event_of_any_channel() {
    for way in [VOICE, LIVE, FINAL, PREVIEW, OVER_CHAT].into_iter().flatten() {
        let mut desk = Desk::hearing_with(json!({ "userDataReadAllowed": ["Segment"] }));
        let id = way.walk(&mut desk);
        let given = json!({ "Segment": "Gold", "Secret": "42" });
        desk.try_stimulus(changed(&id, given, json!([]))).expect("a change");
        desk.stimulus("state-unknown", &id);
        desk.stimulus("state-recovered", &id);
        let events = desk.payloads(APP);
        let last = events.last().expect("an event");
        assert_eq!(last["interaction"]["userData"], json!({ "Segment": "Gold" }), "{}", way.state);
        assert!(!json!(events).to_string().contains("Secret"), "{}", way.state);
        assert!(!json!(events).to_string().contains("GSW_PHONE"), "{}", way.state);
        assert_eq!(desk.read(&id)["userData"], json!({ "Segment": "Gold" }));
        let all = desk.done("interaction.getInteractions", json!([]));
        assert!(!all.to_string().contains("Secret"));
    }
}

/// `gate.userData/2`: nor in an event `markdone` that carries the interaction, nor in those of what is made from another one.
#[test]
fn keys_that_may_not_be_read_are_in_no_event_of_what_is_made_from_it() {
    let mut desk = Desk::with(json!({ "userDataReadAllowed": ["Segment"] }));
    desk.subscribe(APP, json!(["interaction", "markdone"]));
    let secret = json!({ "Secret": "42" });
    let call = desk.rings_with(json!({ "userData": secret }));
    desk.stimulus("agent-accepts", &call);
    desk.done("interaction.consult", json!([call, "5002", secret]));
    desk.stimulus("agent-hangs-up", &call);
    desk.done("interaction.blockMarkdone", json!([call, "not yet"]));
    desk.stimulus("agent-marks-done", &call);
    let record = desk.arrives(json!({ "type": "preview-record", "userData": secret }));
    desk.stimulus("agent-calls-preview", &record);
    let heard = desk.heard(APP);
    assert!(heard.iter().any(|event| event["event"] == "markdone"));
    assert!(!json!(heard).to_string().contains("Secret"), "{heard:?}");
}

/// `gate.userData/3`, `gate.userData/4`, each value: what an app hands over with a consultation or a transfer is written, too.
#[test]
fn keys_that_may_not_be_written_do_not_come_with_a_consultation() {
    for method in
        ["interaction.consult", "interaction.singleStepTransfer", "interaction.singleStepConference"]
    {
        let parameters = |id: &str| json!([id, "5002", { "Reason": "billing", "Segment": "Gold" }]);
        let list = json!(["Reason"]);
        let mut desk = Desk::hearing_with(json!({ "userDataWriteAllowed": list }));
        let id = desk.chats();
        desk.heard(APP);
        let fault = desk.fails(method, parameters(&id));
        assert!(fault.contains("\"Segment\""), "{fault}");
        assert_eq!(desk.types(APP), [""; 0]);
        desk.profile(json!({ "unwritableKey": "drop-key" }));
        desk.done(method, parameters(&id));
        let made = if method == "interaction.consult" { "2" } else { &id };
        assert_eq!(desk.read(made)["userData"], json!({ "Reason": "billing" }));
    }
}
