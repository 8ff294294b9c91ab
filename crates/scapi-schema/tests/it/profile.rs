//! The host profile against the catalogue: defaults, values, and the texts of what is refused.
//! `schemas/clauses.json`, key `profile`; the gates' lists are options of the platform and have no clause with a switch.

use std::collections::BTreeMap;

use scapi_schema::{
    clause::{Catalogue, ProfileSwitch},
    profile::{HostProfile, ReleasedUnanswered, VoidResult},
};
use serde_json::{Map, Value, json};

fn fields(profile: &HostProfile) -> Map<String, Value> {
    serde_json::to_value(profile).expect("JSON").as_object().expect("an object").clone()
}

/// The switches of the catalogue, by key. Clauses that share a key agree on it.
fn switches() -> BTreeMap<String, ProfileSwitch> {
    let mut switches: BTreeMap<String, ProfileSwitch> = BTreeMap::new();
    for switch in Catalogue::bundled().clauses.into_iter().filter_map(|clause| clause.profile) {
        let first = switches.entry(switch.key.clone()).or_insert_with(|| switch.clone());
        assert_eq!(first.default, switch.default, "{}", switch.key);
    }
    switches
}

fn patched(patch: Value) -> HostProfile {
    HostProfile::default().patched(&patch).expect("a patch")
}

/// The text, the JSON pointer and the suggestion of a fault.
fn told(patch: Value) -> String {
    let error = HostProfile::default().patched(&patch).expect_err("a fault");
    format!("{error} @ {:?} {:?}", error.pointer(), error.suggestion())
}

#[test]
fn a_switch_has_the_default_of_the_catalogue() {
    let switches = switches();
    for (key, value) in fields(&HostProfile::default()) {
        match key.as_str() {
            "acceptedOrigins" => assert_eq!(value, Value::Null),
            "userDataReadAllowed" | "userDataWriteAllowed" => assert_eq!(value, json!(["*"])),
            // Documented options, not switches: 0 is unlimited, and the quarantine lasts 30 seconds.
            "rateLimit" => assert_eq!(value, json!(0)),
            "rateLimitPerService" => assert_eq!(value, json!({})),
            "rateLimitQuarantineDelay" => assert_eq!(value, json!(30)),
            _ => assert_eq!(value, switches[&key].default, "{key}"),
        }
    }
}

#[test]
fn a_switch_has_every_value_of_the_catalogue_and_no_other() {
    let listed = switches().into_values().filter(|switch| !switch.values.is_empty());
    let mut tried = 0;
    for switch in listed.filter(|switch| fields(&HostProfile::default()).contains_key(&switch.key)) {
        for value in switch.values {
            let profile = patched(json!({ switch.key.as_str(): value }));
            assert_eq!(fields(&profile)[&switch.key], value);
            tried += 1;
        }
        for value in [json!("no-such-value"), json!(7), json!([])] {
            let patch = json!({ switch.key.as_str(): value });
            assert!(HostProfile::default().patched(&patch).is_err(), "{patch} is taken");
        }
    }
    assert!(tried > 30, "only {tried} values");
}

/// Pins the texts of a key that nobody knows.
#[test]
fn an_unknown_key_is_refused_with_the_nearest_one() {
    insta::assert_snapshot!(told(json!({ "voidresult": "null" })), @r#"the host profile has no key "voidresult"; did you mean "voidResult"? @ "/voidresult" Some("voidResult")"#);
    insta::assert_snapshot!(told(json!({ "ringTimeout": 5 })), @r#"the host profile has no key "ringTimeout"; did you mean "ringTimeoutMs"? @ "/ringTimeout" Some("ringTimeoutMs")"#);
    insta::assert_snapshot!(told(json!({ "colour": "red" })), @r#"the host profile has no key "colour" @ "/colour" None"#);
}

/// Pins the texts of values that a key cannot have.
#[test]
fn a_bad_value_is_refused_with_its_key() {
    insta::assert_snapshot!(told(json!({ "voidResult": "nul" })), @r#"host profile, key "voidResult": unknown variant `nul`, expected one of `absent`, `null`, `true`; did you mean `null`? @ "/voidResult" None"#);
    insta::assert_snapshot!(told(json!({ "ringTimeoutMs": -1 })), @r#"host profile, key "ringTimeoutMs": invalid value: integer `-1`, expected u64 @ "/ringTimeoutMs" None"#);
    insta::assert_snapshot!(told(json!({ "acceptedOrigins": "*" })), @r#"host profile, key "acceptedOrigins": invalid type: string "*", expected a sequence @ "/acceptedOrigins" None"#);
    insta::assert_snapshot!(told(json!(["voidResult"])), @r#"a patch of the host profile is a JSON object, got an array @ "" None"#);
}

/// `event.interaction/3`, `event.interaction/6`, `event.markdone/3`. Pins the texts of names that would hide something, or that
/// nobody knows.
#[test]
fn a_name_that_takes_the_place_of_another_is_refused() {
    insta::assert_snapshot!(told(json!({ "eventInteractionKey": "eventType" })), @r#"host profile, key "eventInteractionKey": events have the key `eventType` already (event.interaction/3); it is `interaction` or another name @ "/eventInteractionKey" None"#);
    insta::assert_snapshot!(told(json!({ "eventInteractionKey": "" })), @r#"host profile, key "eventInteractionKey": an empty key carries no interaction (event.interaction/3); it is `interaction` or another name @ "/eventInteractionKey" None"#);
    insta::assert_snapshot!(told(json!({ "eventTypeNames": { "ESTABLISHD": "ANSWERED" } })), @r#"host profile, key "eventTypeNames": there is no event type `ESTABLISHD` to be renamed (event.interaction/6); did you mean `ESTABLISHED`? @ "/eventTypeNames" None"#);
    insta::assert_snapshot!(told(json!({ "eventTypeNames": { "HELD": "" } })), @r#"host profile, key "eventTypeNames": the new name of HELD is empty (event.interaction/6) @ "/eventTypeNames" None"#);
    insta::assert_snapshot!(told(json!({ "markdoneEventType": "" })), @r#"host profile, key "markdoneEventType": an event type is not empty (event.markdone/3) @ "/markdoneEventType" None"#);
    for taken in ["selectedCaseId", "interactionId", "warningMessage"] {
        assert!(HostProfile::default().patched(&json!({ "eventInteractionKey": taken })).is_err(), "{taken}");
    }
    assert!(serde_json::from_value::<HostProfile>(json!({ "eventInteractionKey": "eventType" })).is_err());
}

/// JSON merge patch, RFC 7396: null takes away what was set, and objects are merged.
#[test]
fn a_patch_changes_what_it_names_and_null_brings_the_default_back() {
    let changed = patched(json!({ "voidResult": "true", "releasedUnanswered": "stays" }));
    assert_eq!(changed.void_result, VoidResult::True);
    assert_eq!(changed.ring_timeout_ms, 20_000);
    let back = changed.patched(&json!({ "voidResult": null })).expect("a patch");
    assert_eq!(back.void_result, VoidResult::Absent);
    assert_eq!(back.released_unanswered, ReleasedUnanswered::Stays);
}

/// RFC 7396, section 2: a patch of an object inside is applied to that object.
#[test]
fn renamings_of_event_types_are_merged() {
    let one = patched(json!({ "eventTypeNames": { "RINGING": "ALERTING", "HELD": "ON_HOLD" } }));
    let two =
        one.patched(&json!({ "eventTypeNames": { "RELEASED": "ENDED", "HELD": null } })).expect("a patch");
    let names: Vec<(&str, &str)> =
        two.event_type_names.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(names, [("RELEASED", "ENDED"), ("RINGING", "ALERTING")]);
    let none = two.patched(&json!({ "eventTypeNames": null })).expect("a patch");
    assert!(none.event_type_names.is_empty());
}

#[test]
fn a_refused_patch_changes_nothing() {
    let profile = patched(json!({ "voidResult": "null" }));
    assert!(profile.patched(&json!({ "voidResult": "true", "unknownKey": 1 })).is_err());
    assert_eq!(profile.void_result, VoidResult::Null);
}
