//! What an interaction looks like, under each value of the switches that concern it.
//! Clauses `type.interaction/1` and after, `type.contact/1` and after, `type.party/1`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

/// A call with everything that the stimulus can say, as the app reads it under this profile.
fn shown(profile: Value) -> Value {
    let mut desk = Desk::with(profile);
    let id = desk.rings_with(json!({
        "ani": "+33142000000", "dnis": "5002", "userData": { "Segment": "Gold", "Priority": 8 },
        "contact": { "displayName": "Ada Lovelace", "firstName": "Ada", "lastName": "Lovelace" }
    }));
    desk.read(&id)
}

/// `type.interaction/5`, `type.interaction/9`, `type.interaction/11`, `type.interaction/15`, `type.interaction/20`,
/// `type.interaction/24`, `type.interaction/25`, `type.interaction/27`, `type.interaction/37`, `type.interaction/42`.
#[test]
fn an_inbound_call_has_the_properties_of_the_page() {
    let call = shown(json!({}));
    let expected = [
        ("state", json!("RINGING")),
        ("userData", json!({ "Segment": "Gold", "Priority": 8 })),
        ("parties", json!([{ "name": "Ada Lovelace" }])),
        ("isConsultation", json!(false)),
        ("isMainCaseInteraction", json!(true)),
        ("direction", json!("IN")),
        ("callType", json!("INBOUND")),
        ("ani", json!("+33142000000")),
        ("dnis", json!("5002")),
        ("recordingState", json!("STOPPED")),
        ("isCaseSelected", json!(true)),
        ("isCaseExpanded", json!(true)),
        ("media", json!("voice")),
    ];
    for (property, value) in expected {
        assert_eq!(call[property], value, "{property}");
    }
    for property in ["interactionId", "caseId", "callUuid", "connId"] {
        assert!(call[property].as_str().is_some_and(|text| !text.is_empty()), "{property}");
    }
}

/// `type.interaction/33`.
#[test]
fn the_interaction_uuid_of_a_call_is_its_call_uuid() {
    let call = shown(json!({}));
    assert_eq!(call["interactionUUID"], call["callUuid"]);
}

/// `type.interaction/1`, `type.interaction/4`, `type.interaction/13`, `type.interaction/35`.
#[test]
fn two_calls_share_no_identifier() {
    let mut desk = Desk::new();
    let (first, second) = (desk.rings(), desk.rings());
    let (first, second) = (desk.read(&first), desk.read(&second));
    for property in ["interactionId", "caseId", "callUuid", "connId"] {
        assert_ne!(first[property], second[property], "{property}");
    }
}

/// `type.interaction/2`, `type.interaction/13`: identifiers last as long as the interaction.
#[test]
fn identifiers_stay_the_same_for_life() {
    let mut desk = Desk::hearing();
    let id = desk.ended();
    desk.stimulus("agent-marks-done", &id);
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 6);
    for property in ["interactionId", "caseId", "callUuid", "connId", "interactionUUID"] {
        let values: BTreeSet<String> =
            events.iter().map(|event| event["interaction"][property].to_string()).collect();
        assert_eq!(values.len(), 1, "{property}");
    }
}

/// `type.interaction/7`: `previousState` is the state before, at each step.
#[test]
fn previous_state_is_the_state_before() {
    let mut desk = Desk::hearing();
    desk.ended();
    let events = desk.payloads(APP);
    let states: Vec<(&Value, &Value)> = events
        .iter()
        .map(|event| &event["interaction"])
        .map(|call| (call.get("previousState").unwrap_or(&Value::Null), &call["state"]))
        .collect();
    let (none, ringing, talking, idle) = (Value::Null, json!("RINGING"), json!("TALKING"), json!("IDLE"));
    assert_eq!(states, [(&none, &ringing), (&none, &ringing), (&ringing, &talking), (&talking, &idle)]);
}

/// `type.interaction/8`, each value, and with `inapplicableProperty`.
#[test]
fn the_first_previous_state_is_what_the_profile_names() {
    let rows = [
        (json!({}), None),
        (json!({ "firstPreviousState": "unknown" }), Some(json!("UNKNOWN"))),
        (json!({ "inapplicableProperty": "null" }), Some(Value::Null)),
        (json!({ "firstPreviousState": "unknown", "inapplicableProperty": "null" }), Some(json!("UNKNOWN"))),
    ];
    for (profile, expected) in rows {
        assert_eq!(shown(profile.clone()).get("previousState"), expected.as_ref(), "{profile}");
    }
}

/// `type.interaction/38`, each value.
#[test]
fn properties_that_do_not_apply_are_absent_or_null() {
    let mut desk = Desk::new();
    let id = desk.rings();
    let inapplicable = ["parentInteractionId", "previousState", "ronaCallState", "contact"];
    for property in inapplicable {
        assert_eq!(desk.read(&id).get(property), None, "{property}");
    }
    desk.profile(json!({ "inapplicableProperty": "null" }));
    for property in inapplicable {
        assert_eq!(desk.read(&id).get(property), Some(&Value::Null), "{property}");
    }
}

/// `type.interaction/37`, `absent`, whatever `inapplicableProperty` says.
#[test]
fn media_is_not_there_where_the_profile_says_so() {
    for inapplicable in ["absent", "null"] {
        let call = shown(json!({ "mediaProperty": "absent", "inapplicableProperty": inapplicable }));
        assert_eq!(call.get("media"), None);
    }
}

/// `type.interaction/10`, each value; `type.party/2`.
#[test]
fn parties_are_the_others_or_all() {
    assert_eq!(shown(json!({}))["parties"], json!([{ "name": "Ada Lovelace" }]));
    let all = shown(json!({ "partiesInclude": "all" }))["parties"].clone();
    let names: Vec<&str> =
        all.as_array().expect("an array").iter().filter_map(|party| party["name"].as_str()).collect();
    assert_eq!(names, ["Ada Lovelace", "Maya Lovell"]);
}

/// `type.party/2`: a party of whom the site knows nothing else is named by its number.
#[test]
fn a_caller_without_contact_is_named_by_its_number() {
    let mut desk = Desk::new();
    let id = desk.rings_with(json!({ "ani": "+33142000000" }));
    assert_eq!(desk.read(&id)["parties"], json!([{ "name": "+33142000000" }]));
    let id = desk.rings_with(json!({ "ani": "+33142000000", "contact": { "lastName": "Lovelace" } }));
    assert_eq!(desk.read(&id)["parties"], json!([{ "name": "+33142000000" }]));
}

/// `type.contact/2` to `type.contact/5`, each value of `firstNameKey`, under either key of the stimulus.
#[test]
fn the_first_name_stands_under_the_keys_that_the_profile_names() {
    let rows = [
        ("both", json!({ "displayName": "A", "firstName": "Ada", "firstNname": "Ada", "lastName": "L" })),
        ("firstName", json!({ "displayName": "A", "firstName": "Ada", "lastName": "L" })),
        ("firstNname", json!({ "displayName": "A", "firstNname": "Ada", "lastName": "L" })),
    ];
    for given in ["firstName", "firstNname"] {
        for (key, expected) in &rows {
            let mut desk = Desk::with(json!({ "firstNameKey": key }));
            let contact = json!({ "displayName": "A", given: "Ada", "lastName": "L" });
            let id = desk.rings_with(json!({ "contact": contact }));
            assert_eq!(desk.read(&id)["contact"], *expected, "{given} as {key}");
        }
    }
}

/// `type.contact/4`: of two spellings that differ the plain one counts, and a name counts before none.
#[test]
fn a_contact_has_one_first_name() {
    let rows = [
        (json!({ "firstName": "Ada", "firstNname": "Augusta" }), json!("Ada")),
        (json!({ "firstName": null, "firstNname": "Ada" }), json!("Ada")),
        (json!({ "firstName": "Ada", "firstNname": null }), json!("Ada")),
        (json!({ "firstNname": null }), Value::Null),
    ];
    for (contact, name) in rows {
        let mut desk = Desk::new();
        let id = desk.rings_with(json!({ "contact": contact }));
        assert_eq!(desk.read(&id)["contact"], json!({ "firstName": name, "firstNname": name }), "{contact}");
    }
}

/// `type.interaction/31`: no value before the call is released, and none when the agent answered.
#[test]
fn an_answered_call_never_has_a_rona_call_state() {
    let mut desk = Desk::hearing();
    let id = desk.ended();
    desk.stimulus("agent-marks-done", &id);
    assert!(desk.payloads(APP).iter().all(|event| event["interaction"].get("ronaCallState").is_none()));
}

/// `type.interaction/1`: identifiers are a matter of the seed alone.
#[test]
fn the_same_seed_gives_the_same_identifiers_and_another_seed_others() {
    let call = |seed| {
        let mut desk = Desk::seeded(seed);
        let id = desk.rings();
        desk.read(&id)
    };
    assert_eq!(call(1), call(1));
    for property in ["caseId", "callUuid", "connId"] {
        assert_ne!(call(1)[property], call(2)[property], "{property}");
    }
}
