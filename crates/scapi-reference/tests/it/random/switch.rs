//! The switches of the host profile, the policies of far ends, and the words that windows subscribe to: what a sequence turns.
//! The default comes as often as all others together, so that much of what is tried goes well.

use scapi_schema::profile::HostProfile;
use serde_json::{Value, json};

use super::step::{EMBEDDED, STRANGER};

/// Each key of the profile with the values that are tried; the default, as null, is not among them.
pub(crate) fn rows() -> Vec<(&'static str, Value)> {
    let lists = lists_of_services();
    vec![
        (
            "acceptedOrigins",
            json!([[], ["*"], [STRANGER], [EMBEDDED, STRANGER], lists[0], lists[1], lists[2]]),
        ),
        ("originNotAccepted", json!(["failure"])),
        ("rateLimit", json!([3, 20])),
        ("rateLimitPerService", json!([{ "interaction.setUserData": 1, "interaction.accept": 2 }])),
        ("rateLimitQuarantineDelay", json!([1, 0])),
        ("rateLimitExceeded", json!(["failure"])),
        ("rateLimitWindow", json!(["sliding"])),
        ("serviceFiltered", json!(["silence"])),
        ("unknownMethod", json!(["silence"])),
        ("foreignUserAgent", json!(["answer"])),
        ("voidResult", json!(["null", "true"])),
        ("createdInteractionResult", json!(["interaction-id"])),
        ("subscriptionIdType", json!(["number"])),
        ("unknownEventName", json!(["failure"])),
        ("unknownSubscription", json!(["success"])),
        ("frameGreeting", json!(["first-message", "load"])),
        (
            "eventTypeNames",
            json!([{ "ESTABLISHED": "ANSWERED", "MARK_DONE": "CLOSED", "CASE_SELECTED": "SELECTED" }]),
        ),
        ("lifecycleEvents", json!(["omitted"])),
        ("eventInteractionKey", json!(["item"])),
        ("markdoneEventType", json!(["HELD_BACK"])),
        ("markdoneEventCarries", json!(["interaction-id"])),
        ("blockedAgentMarkdone", json!(["drop"])),
        ("blockedAppMarkdone", json!(["hold"])),
        ("blockMarkdoneTimeoutMs", json!([500, 0])),
        ("consultTargetKey", json!(["type", "target"])),
        ("chatExtensions", json!(["failure"])),
        ("markdoneTwice", json!(["failure"])),
        ("firstNameKey", json!(["firstName", "firstNname"])),
        ("inapplicableProperty", json!(["null"])),
        ("mediaProperty", json!(["absent"])),
        ("firstPreviousState", json!(["unknown"])),
        ("partiesInclude", json!(["all"])),
        ("newInteractionSelectsCase", json!(["always", "never"])),
        ("caseEventId", json!(["case-concerned"])),
        ("consultationAfterEnd", json!(["stays"])),
        ("openMediaUserData", json!(["overlay-state"])),
        ("userDataReadAllowed", json!([["Open"], ["Open*"], []])),
        ("userDataWriteAllowed", json!([["Open"], ["Open*"], []])),
        ("unwritableKey", json!(["drop-key"])),
        ("userDataKeyPatterns", json!(["prefix"])),
        ("deleteMissingKey", json!(["failure"])),
        ("ringTimeoutMs", json!([500, 0])),
        ("ringTimeoutOutcome", json!(["redirected"])),
        ("releasedUnanswered", json!(["stays"])),
        ("rejectedRonaCallState", json!(["redirected"])),
    ]
}

/// Lists of accepted origins with what each may use; what they mean is written down in `gate`.
pub(crate) fn lists_of_services() -> [Value; 3] {
    [
        json!([format!("{EMBEDDED} (interaction.*, voice.dial)"), format!("{STRANGER} (*)")]),
        json!([format!("{EMBEDDED} (*, auth.getJwtToken), {STRANGER} (messenger.broadcastMessage)")]),
        json!([format!("{EMBEDDED} ()")]),
    ]
}

/// Patches of one key each.
pub(crate) fn patches() -> Vec<Value> {
    let patch = |key: &str, value: Value| json!({ key: value });
    let of_row = |(key, values): (&'static str, Value)| {
        let values = values.as_array().cloned().unwrap_or_default();
        let defaults = vec![patch(key, Value::Null); values.len()];
        values.into_iter().map(|value| patch(key, value)).chain(defaults).collect::<Vec<_>>()
    };
    rows().into_iter().flat_map(of_row).chain(combined()).collect()
}

/// Switches that say little alone.
fn combined() -> Vec<Value> {
    let [some, none, other] = lists_of_services();
    let patches = [
        json!({ "acceptedOrigins": some, "serviceFiltered": "silence" }),
        json!({ "acceptedOrigins": none, "serviceFiltered": null }),
        json!({ "acceptedOrigins": other, "serviceFiltered": "silence", "unknownMethod": "silence" }),
        json!({ "rateLimit": 3, "rateLimitWindow": "sliding", "rateLimitQuarantineDelay": 1 }),
        json!({ "rateLimit": null, "rateLimitWindow": null, "acceptedOrigins": null, "unknownMethod": null }),
        json!({ "openMediaUserData": "overlay-state", "lifecycleEvents": "omitted", "userDataReadAllowed": ["Open*"] }),
    ];
    patches.iter().flat_map(|patch| std::iter::repeat_n(patch.clone(), 3)).collect()
}

/// What far ends do by themselves.
pub(crate) fn policies() -> Vec<Value> {
    let all = ["answers", "refuses", "busy", "no-answer"];
    vec![
        json!({}),
        json!({ "farEnd": { "whenCalled": ["answers"], "afterMs": [0, 0] } }),
        json!({ "farEnd": { "whenCalled": all, "afterMs": [0, 3000], "hangsUpAfterMs": [500, 20_000] } }),
        json!({ "farEnd": { "hangsUpAfterMs": [0, 60_000] } }),
    ]
}

/// What windows subscribe to; the last is no name.
pub(crate) fn names() -> Vec<Value> {
    vec![
        json!("interaction"),
        json!(["interaction", "markdone"]),
        json!("markdone"),
        json!("messenger:orders"),
        json!(["agent", "interaction", "interaction", "messenger:orders"]),
        json!(["interactions", "interaction"]),
        json!([]),
        json!(7),
    ]
}

/// A switch that is not turned is not tested.
#[test]
fn every_switch_of_the_profile_is_turned() {
    let profile = serde_json::to_value(HostProfile::default()).expect("JSON");
    let keys: Vec<&String> = profile.as_object().expect("an object").keys().collect();
    let turned: Vec<&str> = rows().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, turned);
}
