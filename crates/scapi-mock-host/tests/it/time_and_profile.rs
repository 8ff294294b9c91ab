//! `…/control/clock` and `…/control/profile`: time in a test's hands, and the switches of the host.
//! RONA: `voice/7`.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{app::App, control::Control, wire::event_types};

const ADVANCE: &str = "/s/default/control/clock/advance";
const PROFILE: &str = "/s/default/control/profile";

async fn virtual_host() -> MockHost {
    MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host")
}

#[tokio::test]
async fn a_call_that_nobody_answers_is_taken_away_at_twenty_seconds() {
    let host = virtual_host().await;
    let control = Control::of(&host);
    let mut app = App::listening(host.ws_url()).await;
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    app.heard().await;
    let early = control.post(ADVANCE, &json!({ "ms": 19_999 })).await;
    assert_eq!((early.status, &early.body["at"], &early.body["outputs"]), (200, &json!(19_999), &json!([])));
    assert!(app.is_served().await);
    let due = control.post(ADVANCE, &json!({ "ms": 1 })).await;
    assert_eq!(due.body["at"], 20_000);
    let outputs = due.body["outputs"].as_array().expect("outputs");
    let said: Vec<Value> = outputs.iter().map(|output| output["message"].clone()).collect();
    assert_eq!(event_types(&said), ["RELEASED", "REMOVED"]);
    assert_eq!(said[0]["data"]["interaction"]["ronaCallState"], "NO_ANSWER");
    assert_eq!(app.heard().await, said);
}

#[tokio::test]
async fn what_falls_due_on_the_way_happens_at_its_own_time_and_in_order() {
    let host = virtual_host().await;
    let control = Control::of(&host);
    let mut app = App::listening(host.ws_url()).await;
    for _ in 0..2 {
        control.stimulus(&json!({ "type": "inbound-call" })).await;
        control.post(ADVANCE, &json!({ "ms": 1000 })).await;
    }
    app.heard().await;
    let cursor = control.journal(0).await["cursor"].as_u64().expect("a cursor");
    let answer = control.post(ADVANCE, &json!({ "ms": 60_000 })).await;
    assert_eq!(answer.body["at"], 62_000);
    let journal = control.journal(cursor).await;
    let messages =
        journal["entries"].as_array().expect("entries").iter().filter(|entry| entry["kind"] == "message");
    let at: Vec<(u64, &str)> = messages
        .map(|entry| {
            (
                entry["at"].as_u64().expect("a time"),
                entry["message"]["data"]["eventType"].as_str().expect("a type"),
            )
        })
        .collect();
    assert_eq!(at, [(20_000, "RELEASED"), (20_000, "REMOVED"), (21_000, "RELEASED"), (21_000, "REMOVED")]);
}

#[tokio::test]
async fn virtual_time_does_not_go_past_its_end() {
    let host = virtual_host().await;
    let control = Control::of(&host);
    for _ in 0..2 {
        let answer = control.post(ADVANCE, &json!({ "ms": u64::MAX })).await;
        assert_eq!((answer.status, &answer.body["at"]), (200, &json!(u64::MAX)));
    }
    // A call that comes then is due at once, and the host is there as before.
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    control.post(ADVANCE, &json!({ "ms": 1 })).await;
    assert!(App::connect(host.ws_url()).await.is_served().await);
}

#[tokio::test]
async fn an_advance_that_is_none_is_refused() {
    let host = virtual_host().await;
    let control = Control::of(&host);
    for body in [json!({}), json!({ "ms": -1 }), json!({ "ms": 1.5 }), json!({ "ms": "1" }), json!(5)] {
        control.post(ADVANCE, &body).await.problem(400);
    }
    let typo = control.post(ADVANCE, &json!({ "sm": 1 })).await;
    assert!(typo.problem(400).contains("unknown field `sm`"), "{}", typo.body);
}

#[tokio::test]
async fn a_real_clock_is_not_advanced() {
    let host = MockHost::start().await;
    let answer = Control::of(&host).post(ADVANCE, &json!({ "ms": 1 })).await;
    let wanted = "the clock of this session is real and runs, so that it cannot be moved by hand; freeze it by POST \
                  …/control/clock/freeze, or make a session with {\"clock\":\"virtual\"}";
    assert_eq!(answer.problem(409), wanted);
}

#[tokio::test]
async fn the_profile_is_read_whole_and_changed_by_a_merge_patch() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let before = control.get(PROFILE).await;
    assert_eq!((before.status, &before.body["ringTimeoutMs"]), (200, &json!(20_000)));
    let patch = json!({ "ringTimeoutMs": 7, "eventTypeNames": { "RINGING": "ALERTING", "ADDED": "NEW" } });
    let changed = control.patch(PROFILE, &patch).await;
    let mut wanted = before.body.clone();
    wanted["ringTimeoutMs"] = json!(7);
    wanted["eventTypeNames"] = json!({ "ADDED": "NEW", "RINGING": "ALERTING" });
    assert_eq!((changed.status, &changed.body), (200, &wanted));
    // A table inside is merged, null restores the default.
    let patch = json!({ "ringTimeoutMs": null, "eventTypeNames": { "ADDED": null, "RELEASED": "GONE" } });
    wanted["ringTimeoutMs"] = json!(20_000);
    wanted["eventTypeNames"] = json!({ "RELEASED": "GONE", "RINGING": "ALERTING" });
    assert_eq!(control.patch(PROFILE, &patch).await.body, wanted);
    assert_eq!(control.get(PROFILE).await.body, wanted);

    let mut app = App::listening(host.ws_url()).await;
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    assert_eq!(event_types(&app.heard().await), ["ADDED", "ALERTING"]);
}

#[tokio::test]
async fn a_wrong_patch_changes_nothing_and_is_told_what_was_meant() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let before = control.get(PROFILE).await.body;
    let unknown = control.patch(PROFILE, &json!({ "voidResult": "null", "ringTimeout": 5 })).await;
    assert_eq!(
        unknown.problem(400),
        "the host profile has no key \"ringTimeout\"; did you mean \"ringTimeoutMs\"?"
    );
    assert_eq!(
        (&unknown.body["didYouMean"], &unknown.body["pointer"]),
        (&json!("ringTimeoutMs"), &json!("/ringTimeout"))
    );
    let value = control.patch(PROFILE, &json!({ "voidResult": "nul" })).await;
    assert!(value.problem(400).ends_with("did you mean `null`?"), "{}", value.body);
    assert_eq!(value.body["pointer"], "/voidResult");
    for body in [json!([]), json!("x"), json!(null)] {
        control.patch(PROFILE, &body).await.problem(400);
    }
    assert_eq!(control.get(PROFILE).await.body, before);
}
