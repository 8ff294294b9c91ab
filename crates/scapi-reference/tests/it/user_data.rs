//! `interaction.setUserData`, `interaction.deleteUserData`, and who may read and write which keys.
//! Clauses `interaction.setUserData/1` and after, `interaction.deleteUserData/1` and after, `gate.userData/1` and after.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

const SET: &str = "interaction.setUserData";
const DELETE: &str = "interaction.deleteUserData";

/// A desktop with one ringing call that has user data, and an app that hears.
fn desk_with(profile: Value, user_data: Value) -> (Desk, String) {
    let mut desk = Desk::hearing_with(profile);
    let id = desk.rings_with(json!({ "userData": user_data }));
    desk.heard(APP);
    (desk, id)
}

/// What the desktop shows: all user data, whatever apps may read.
fn all_data(desk: &Desk, id: &str) -> Value {
    desk.workspace.interaction(id).expect("an interaction").user_data.into()
}

/// `interaction.setUserData/1`, `interaction.setUserData/2`, `interaction.setUserData/3`, `userdata/2`, `type.userData/1`.
#[test]
fn set_user_data_sets_overwrites_and_keeps() {
    let (mut desk, id) = desk_with(json!({}), json!({ "Segment": "Gold", "Queue": "Sales" }));
    desk.done(SET, json!([id, { "Segment": "Silver", "Reason": "billing" }]));
    let expected = json!({ "Segment": "Silver", "Queue": "Sales", "Reason": "billing" });
    assert_eq!(desk.read(&id)["userData"], expected);
}

/// `interaction.setUserData/7`, `event.interaction/4`, `event.interaction/16`, `userdata/4`.
#[test]
fn set_user_data_is_reported_once_with_the_data_after_the_change() {
    let (mut desk, id) = desk_with(json!({}), json!({ "Segment": "Gold" }));
    desk.done(SET, json!([id, { "A": "1", "B": "2" }]));
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["eventType"], "ATTACHED_DATA_CHANGED");
    assert_eq!(events[0]["interaction"]["userData"], json!({ "Segment": "Gold", "A": "1", "B": "2" }));
    assert_eq!(events[0]["interaction"]["state"], "RINGING");
    assert_eq!(events[0]["interaction"].get("previousState"), None);
}

/// `interaction.setUserData/8`, `type.userData/2`.
#[test]
fn set_user_data_keeps_the_json_type_of_a_value() {
    let (mut desk, id) = desk_with(json!({}), json!({}));
    let pairs = json!({ "number": 8, "fraction": 0.5, "text": "8", "flag": true, "list": [1, "a"], "none": null, "": "x" });
    desk.done(SET, json!([id, pairs]));
    assert_eq!(desk.read(&id)["userData"], pairs);
}

/// `interaction.setUserData/4`, `interaction.setUserData/5`, `voice/18`.
#[test]
fn set_user_data_works_while_a_call_lasts_and_not_after() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.done(SET, json!([id, { "A": "1" }]));
    desk.stimulus("agent-accepts", &id);
    desk.done(SET, json!([id, { "B": "2" }]));
    desk.stimulus("far-end-hangs-up", &id);
    desk.heard(APP);
    let fault = desk.fails(SET, json!([id, { "C": "3" }]));
    assert!(fault.contains("IDLE"), "{fault}");
    assert_eq!(desk.read(&id)["userData"], json!({ "A": "1", "B": "2" }));
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `interaction.setUserData/9`, `interaction.deleteUserData/7`.
#[test]
fn user_data_of_an_unknown_id_cannot_be_changed() {
    let mut desk = Desk::new();
    for (method, second) in [(SET, json!({ "A": "1" })), (DELETE, json!("A"))] {
        let fault = desk.fails(method, json!(["9", second]));
        assert!(fault.contains("\"9\""), "{fault}");
    }
}

/// `interaction.setUserData/10`, `interaction.setUserData/11`.
#[test]
fn set_user_data_names_the_parameter_that_is_missing_or_wrong() {
    let (mut desk, id) = desk_with(json!({}), json!({}));
    let rows = [
        (json!([]), "interactionId"),
        (json!([null, { "A": "1" }]), "interactionId"),
        (json!([1, { "A": "1" }]), "interactionId"),
        (json!([id]), "keyValues"),
        (json!([id, null]), "keyValues"),
        (json!([id, "A"]), "keyValues"),
        (json!([id, [["A", "1"]]]), "keyValues"),
    ];
    for (parameters, named) in rows {
        let fault = desk.fails(SET, parameters);
        assert!(fault.contains(named), "{fault}");
    }
    assert_eq!(desk.read(&id)["userData"], json!({}));
}

/// `event.interaction/16`: nothing has changed, so that nothing is reported.
#[test]
fn setting_no_keys_succeeds_without_an_event() {
    let (mut desk, id) = desk_with(json!({}), json!({ "A": "1" }));
    desk.done(SET, json!([id, {}]));
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `interaction.deleteUserData/1`, `interaction.deleteUserData/2`, `interaction.deleteUserData/3`.
#[test]
fn delete_user_data_removes_one_key_and_reports_it() {
    let (mut desk, id) = desk_with(json!({}), json!({ "A": "1", "B": "2", "C": "3" }));
    desk.done(DELETE, json!([id, "A"]));
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["eventType"], "ATTACHED_DATA_CHANGED");
    assert_eq!(events[0]["interaction"]["userData"], json!({ "B": "2", "C": "3" }));
    assert_eq!(desk.read(&id)["userData"], json!({ "B": "2", "C": "3" }));
}

/// `interaction.deleteUserData/2`: as they were includes their order, which a desktop shows.
#[test]
fn delete_user_data_leaves_the_others_in_their_order() {
    let (mut desk, id) = desk_with(json!({}), json!({ "A": "1", "B": "2", "C": "3", "D": "4" }));
    desk.done(DELETE, json!([id, "B"]));
    let left = desk.read(&id)["userData"].clone();
    let keys: Vec<&String> = left.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["A", "C", "D"]);
}

/// `interaction.deleteUserData/4`, default `success`.
#[test]
fn deleting_a_missing_key_succeeds_without_an_event() {
    let (mut desk, id) = desk_with(json!({}), json!({ "A": "1" }));
    desk.done(DELETE, json!([id, "B"]));
    desk.done(DELETE, json!([id, "a"]));
    assert_eq!(desk.types(APP), [""; 0]);
    assert_eq!(desk.read(&id)["userData"], json!({ "A": "1" }));
}

/// `interaction.deleteUserData/4`, `failure`.
#[test]
fn deleting_a_missing_key_fails_where_the_profile_says_so() {
    let (mut desk, id) = desk_with(json!({ "deleteMissingKey": "failure" }), json!({ "A": "1" }));
    let fault = desk.fails(DELETE, json!([id, "B"]));
    assert!(fault.contains("\"B\""), "{fault}");
    desk.done(DELETE, json!([id, "A"]));
    assert_eq!(desk.types(APP), ["ATTACHED_DATA_CHANGED"]);
}

/// `voice/18`, `envelope/30`: user data can be written, and thus deleted, while a call lasts and not after.
#[test]
fn delete_user_data_works_while_a_call_lasts_and_not_after() {
    let (mut desk, id) = desk_with(json!({}), json!({ "A": "1", "B": "2", "C": "3" }));
    desk.done(DELETE, json!([id, "A"]));
    desk.stimulus("agent-accepts", &id);
    desk.done(DELETE, json!([id, "B"]));
    desk.stimulus("far-end-hangs-up", &id);
    desk.heard(APP);
    let fault = desk.fails(DELETE, json!([id, "C"]));
    assert!(fault.contains("IDLE"), "{fault}");
    assert_eq!(desk.read(&id)["userData"], json!({ "C": "3" }));
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `interaction.deleteUserData/5`, `interaction.deleteUserData/6`.
#[test]
fn delete_user_data_names_the_parameter_that_is_missing_or_wrong() {
    let (mut desk, id) = desk_with(json!({}), json!({ "A": "1" }));
    let rows = [
        (json!([]), "interactionId"),
        (json!([1, "A"]), "interactionId"),
        (json!([id]), "key"),
        (json!([id, null]), "key"),
        (json!([id, ["A"]]), "key"),
    ];
    for (parameters, named) in rows {
        let fault = desk.fails(DELETE, parameters);
        assert!(fault.contains(named), "{fault}");
    }
    assert_eq!(desk.read(&id)["userData"], json!({ "A": "1" }));
}

/// `gate.userData/1`, `gate.userData/2`, `type.userData/3`: missing without failure, in answers and events alike.
#[test]
fn keys_that_may_not_be_read_are_missing_for_apps_and_there_for_the_desktop() {
    let (mut desk, id) = desk_with(
        json!({ "userDataReadAllowed": ["Segment"] }),
        json!({ "Segment": "Gold", "segment": "x", "Secret": "42" }),
    );
    let readable = json!({ "Segment": "Gold" });
    assert_eq!(desk.read(&id)["userData"], readable);
    assert_eq!(desk.done("interaction.getInteractions", json!([]))[0]["userData"], readable);
    let shown = desk.stimulus("agent-accepts", &id);
    assert_eq!(desk.payloads(APP)[0]["interaction"]["userData"], readable);
    assert_eq!(shown["userData"]["Secret"], "42");
}

/// `gate.userData/1`: an empty list lets nothing be read.
#[test]
fn an_empty_list_of_readable_keys_hides_all() {
    let (mut desk, id) = desk_with(json!({ "userDataReadAllowed": [] }), json!({ "Segment": "Gold" }));
    assert_eq!(desk.read(&id)["userData"], json!({}));
}

/// `gate.userData/3`, `gate.userData/4`, default `fail-all`; `interaction.setUserData/12`.
#[test]
fn a_key_that_may_not_be_written_fails_the_whole_request() {
    let (mut desk, id) =
        desk_with(json!({ "userDataWriteAllowed": ["Reason"] }), json!({ "Segment": "Gold" }));
    let fault = desk.fails(SET, json!([id, { "Reason": "billing", "Segment": "Silver" }]));
    assert!(fault.contains("\"Segment\""), "{fault}");
    assert_eq!(all_data(&desk, &id), json!({ "Segment": "Gold" }));
    assert_eq!(desk.types(APP), [""; 0]);
    desk.done(SET, json!([id, { "Reason": "billing" }]));
    assert_eq!(all_data(&desk, &id), json!({ "Segment": "Gold", "Reason": "billing" }));
}

/// `gate.userData/4`, `drop-key`.
#[test]
fn a_key_that_may_not_be_written_is_dropped_where_the_profile_says_so() {
    let (mut desk, id) = desk_with(
        json!({ "userDataWriteAllowed": ["Reason"], "unwritableKey": "drop-key" }),
        json!({ "Segment": "Gold" }),
    );
    desk.done(SET, json!([id, { "Reason": "billing", "Segment": "Silver" }]));
    assert_eq!(all_data(&desk, &id), json!({ "Segment": "Gold", "Reason": "billing" }));
    assert_eq!(desk.types(APP), ["ATTACHED_DATA_CHANGED"]);
}

/// `interaction.deleteUserData/8`, `gate.userData/3`.
#[test]
fn a_key_that_may_not_be_written_cannot_be_deleted() {
    let (mut desk, id) = desk_with(json!({ "userDataWriteAllowed": [] }), json!({ "Segment": "Gold" }));
    let fault = desk.fails(DELETE, json!([id, "Segment"]));
    assert!(fault.contains("\"Segment\""), "{fault}");
    assert_eq!(all_data(&desk, &id), json!({ "Segment": "Gold" }));
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `gate.userData/4`, `drop-key`: where no other key is left the request succeeds, and nothing changes.
#[test]
fn a_request_whose_only_key_is_dropped_succeeds_without_event() {
    let dropping = json!({ "userDataWriteAllowed": ["Reason"], "unwritableKey": "drop-key", "deleteMissingKey": "failure" });
    let (mut desk, id) = desk_with(dropping, json!({ "Segment": "Gold" }));
    desk.done(DELETE, json!([id, "Segment"]));
    desk.done(DELETE, json!([id, "NeverThere"]));
    desk.done(SET, json!([id, { "Segment": "Silver" }]));
    assert_eq!(all_data(&desk, &id), json!({ "Segment": "Gold" }));
    assert_eq!(desk.types(APP), [""; 0]);
    assert!(
        desk.fails(DELETE, json!([id, "Reason"])).contains("\"Reason\""),
        "one that may be written is missing"
    );
}

/// `gate.userData/5`, default `whole`: a star inside an entry means nothing.
#[test]
fn entries_are_whole_keys() {
    let (mut desk, id) = desk_with(
        json!({ "userDataReadAllowed": ["Call*"] }),
        json!({ "CallReason": "a", "Call*": "b", "Call": "c" }),
    );
    assert_eq!(desk.read(&id)["userData"], json!({ "Call*": "b" }));
}

/// `gate.userData/5`, `prefix`, for reading and writing, with regard to case.
#[test]
fn entries_are_prefixes_where_the_profile_says_so() {
    let lists = json!({
        "userDataKeyPatterns": "prefix", "userDataReadAllowed": ["Call*", "Queue"], "userDataWriteAllowed": ["W_*"]
    });
    let data = json!({ "CallReason": "a", "Call": "b", "callType": "c", "Queue": "d", "Queue2": "e" });
    let (mut desk, id) = desk_with(lists, data);
    assert_eq!(desk.read(&id)["userData"], json!({ "CallReason": "a", "Call": "b", "Queue": "d" }));
    desk.done(SET, json!([id, { "W_x": "1" }]));
    desk.fails(SET, json!([id, { "w_x": "1" }]));
    desk.fails(SET, json!([id, { "W": "1" }]));
}

/// `gate.userData/1`, `gate.userData/3`: both lists are independent.
#[test]
fn a_key_can_be_written_though_it_cannot_be_read() {
    let (mut desk, id) = desk_with(json!({ "userDataReadAllowed": [] }), json!({}));
    desk.done(SET, json!([id, { "Reason": "billing" }]));
    let events = desk.payloads(APP);
    assert_eq!(events[0]["interaction"]["userData"], json!({}));
    assert_eq!(all_data(&desk, &id), json!({ "Reason": "billing" }));
}
