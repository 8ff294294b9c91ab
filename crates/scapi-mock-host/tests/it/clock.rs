//! `…/control/clock`: a clock that stands is moved by hand, a real one is made to stand, and everything happens in order.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{app::App, control::Control, wire::event_types};

const CLOCK: &str = "/s/default/control/clock";

async fn virtual_host() -> (MockHost, Control) {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host");
    let control = Control::of(&host);
    (host, control)
}

async fn ring(control: &Control) {
    control.stimulus(&json!({ "type": "inbound-call" })).await;
}

#[tokio::test]
async fn the_time_can_be_read() {
    let (_host, control) = virtual_host().await;
    let before = control.get(CLOCK).await;
    let cursor = before.body["cursor"].clone();
    assert_eq!(before.body, json!({ "at": 0, "clock": "virtual", "stands": true, "cursor": cursor }));
    ring(&control).await;
    assert_eq!(control.get(CLOCK).await.body["nextDue"], 20_000);

    let host = MockHost::start().await;
    let real = Control::of(&host).get(CLOCK).await.body;
    assert_eq!((&real["clock"], &real["stands"]), (&json!("real"), &json!(false)));
}

#[tokio::test]
async fn a_frozen_clock_stands_and_is_moved_by_hand() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut app = App::listening(host.ws_url()).await;
    let frozen = control.post(&format!("{CLOCK}/freeze"), &json!({})).await;
    assert_eq!((frozen.status, &frozen.body["stands"]), (200, &json!(true)));
    let at = frozen.body["at"].as_u64().expect("a time");
    ring(&control).await;
    assert_eq!(control.get(CLOCK).await.body["at"], at);
    let advanced = control.post(&format!("{CLOCK}/advance"), &json!({ "ms": 20_000 })).await;
    assert_eq!((advanced.status, &advanced.body["at"]), (200, &json!(at + 20_000)));
    assert_eq!(event_types(&app.heard().await), ["ADDED", "RINGING", "RELEASED", "REMOVED"]);
    // Once more changes nothing.
    let before = control.get(CLOCK).await.body;
    assert_eq!(control.post(&format!("{CLOCK}/freeze"), &json!({})).await.body, before);
}

#[tokio::test]
async fn a_clock_that_is_let_go_runs_on_from_where_it_stood() {
    let host =
        MockHost::builder().profile(json!({ "ringTimeoutMs": 1_000_000 })).start().await.expect("a host");
    let control = Control::of(&host);
    let mut app = App::listening(host.ws_url()).await;
    control.post(&format!("{CLOCK}/freeze"), &json!({})).await;
    ring(&control).await;
    app.heard().await;
    let advanced = control.post(&format!("{CLOCK}/advance"), &json!({ "ms": 999_999 })).await.body;
    assert!(app.is_served().await);
    let released = control.post(&format!("{CLOCK}/unfreeze"), &json!({})).await;
    assert_eq!((released.status, &released.body["stands"]), (200, &json!(false)));
    assert!(released.body["at"].as_u64() >= advanced["at"].as_u64());
    // The last millisecond passes by itself.
    let events = [app.hear().await, app.hear().await];
    assert_eq!(event_types(&events), ["RELEASED", "REMOVED"]);
}

#[tokio::test]
async fn a_virtual_clock_is_not_let_go() {
    let (_host, control) = virtual_host().await;
    let refused = control.post(&format!("{CLOCK}/unfreeze"), &json!({})).await;
    let wanted =
        "the clock of this session is virtual and never runs; move it by POST …/control/clock/advance";
    assert_eq!(refused.problem(409), wanted);
    assert_eq!(control.post(&format!("{CLOCK}/freeze"), &json!({})).await.status, 200);
    let typo = control.post(&format!("{CLOCK}/freeze"), &json!({ "ms": 1 })).await;
    assert!(typo.problem(400).contains("unknown field `ms`"), "{}", typo.body);
}

#[tokio::test]
async fn a_run_until_quiet_stops_when_nothing_is_due_any_more() {
    let (_host, control) = virtual_host().await;
    ring(&control).await;
    control.post(&format!("{CLOCK}/advance"), &json!({ "ms": 5_000 })).await;
    ring(&control).await;
    let ran = control.post(&format!("{CLOCK}/run-until-quiet"), &json!({})).await;
    assert_eq!((ran.status, &ran.body["at"], &ran.body["quiet"]), (200, &json!(25_000), &json!(true)));
    assert!(ran.body.get("nextDue").is_none(), "{}", ran.body);
    let again = control.post(&format!("{CLOCK}/run-until-quiet"), &json!({})).await.body;
    assert_eq!((&again["at"], &again["outputs"]), (&json!(25_000), &json!([])));
}

#[tokio::test]
async fn a_run_until_quiet_goes_no_further_than_it_is_allowed() {
    let (_host, control) = virtual_host().await;
    ring(&control).await;
    control.post(&format!("{CLOCK}/advance"), &json!({ "ms": 5_000 })).await;
    ring(&control).await;
    let ran = control.post(&format!("{CLOCK}/run-until-quiet"), &json!({ "atMostMs": 19_999 })).await.body;
    let shown = [&ran["at"], &ran["quiet"], &ran["nextDue"]];
    assert_eq!(shown, [&json!(20_000), &json!(false), &json!(25_000)]);
    let typo = control.post(&format!("{CLOCK}/run-until-quiet"), &json!({ "atMost": 1 })).await;
    typo.problem(400);
    assert_eq!((&typo.body["didYouMean"], &typo.body["pointer"]), (&json!("atMostMs"), &json!("/atMost")));
}

#[tokio::test]
async fn a_clock_that_runs_is_not_run_until_quiet() {
    let host = MockHost::start().await;
    let refused = Control::of(&host).post(&format!("{CLOCK}/run-until-quiet"), &json!({})).await;
    assert!(refused.problem(409).contains("freeze it by POST …/control/clock/freeze"), "{}", refused.body);
}

#[tokio::test]
async fn what_is_done_to_a_clock_is_in_the_journal() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for path in ["freeze", "unfreeze", "unfreeze"] {
        assert_eq!(control.post(&format!("{CLOCK}/{path}"), &json!({})).await.status, 200);
    }
    let journal = control.journal(0).await;
    let changes =
        journal["entries"].as_array().expect("entries").iter().map(|entry| &entry["change"]["type"]);
    let wanted = [json!("session-started"), json!("clock-frozen"), json!("clock-released")];
    assert_eq!(changes.cloned().collect::<Vec<Value>>(), wanted);
}

#[tokio::test]
async fn a_reset_makes_a_frozen_clock_run() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    control.post(&format!("{CLOCK}/freeze"), &json!({})).await;
    control.post("/s/default/control/reset", &json!({})).await;
    assert_eq!(control.get(CLOCK).await.body["stands"], false);
}
