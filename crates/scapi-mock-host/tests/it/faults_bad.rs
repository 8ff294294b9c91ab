//! Faults that cannot be: each is refused with its place and with what would be right, and does nothing.

use scapi_mock_host::{AppError, ClockKind, Fault, HostError, MockHost, method};
use serde_json::json;

use crate::{control::Control, faults::FAULTS};

#[tokio::test]
async fn a_fault_that_cannot_strike_is_refused_with_its_place() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for (fault, pointer, meant) in [
        (json!({ "do": { "type": "dealy" } }), "/do/type", json!("delay")),
        (json!({ "do": { "type": "delay" } }), "/do", json!(null)),
        (json!({ "do": { "type": "drop" }, "probability": 7 }), "/probability", json!(null)),
        (json!({ "do": { "type": "drop" }, "tims": 7 }), "/tims", json!("times")),
        (json!({ "on": { "metod": "agent.get" }, "do": { "type": "drop" } }), "/on/metod", json!("method")),
        (json!({ "on": { "method": "agent.gat" }, "do": { "type": "drop" } }), "/on/method", json!(null)),
        (json!({ "on": { "event": "interactions" }, "do": { "type": "drop" } }), "/on/event", json!(null)),
        (json!({ "on": { "eventType": "RINGNG" }, "do": { "type": "drop" } }), "/on/eventType", json!(null)),
        (
            json!({ "on": { "event": "agent", "pointer": { "data": 1 } }, "do": { "type": "drop" } }),
            "/on/pointer",
            json!(null),
        ),
        (json!({ "do": { "type": "host-restart" }, "times": 2 }), "/on", json!(null)),
    ] {
        let refused = control.post(FAULTS, &fault).await;
        assert_eq!(
            (refused.status, &refused.body["pointer"]),
            (400, &json!(pointer)),
            "{fault}: {}",
            refused.body
        );
        assert_eq!(refused.body["didYouMean"], meant, "{fault}: {}", refused.body);
    }
    assert_eq!(control.get(FAULTS).await.body, json!({ "faults": [] }));
    assert!(control.get(&format!("{FAULTS}/1")).await.problem(404).contains("there is no fault 1"));
    assert!(control.delete(&format!("{FAULTS}/x")).await.problem(404).contains("there is no fault x"));
}

#[tokio::test]
async fn there_are_only_so_many_faults() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for _ in 0..100 {
        assert_eq!(
            control
                .post(FAULTS, &json!({ "on": { "method": "agent.get" }, "do": { "type": "drop" } }))
                .await
                .status,
            201
        );
    }
    let refused = control.post(FAULTS, &json!({ "do": { "type": "drop" } })).await;
    assert_eq!(refused.problem(429), "the session has 100 faults, which is the limit; remove some");
}

#[tokio::test]
async fn a_guard_takes_its_fault_out_and_keep_leaves_it() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host");
    let app = host.app().await.expect("an app");
    {
        let _down =
            host.faults().on(method("interaction.getInteractions")).fails("down").await.expect("a fault");
        assert!(app.get_interactions().await.is_err());
    }
    assert!(app.get_interactions().await.is_ok());
    host.faults()
        .on_event("interaction")
        .event_type("RINGING")
        .drops()
        .named("deaf")
        .await
        .expect("a fault")
        .keep();
    let faults = host.faults().list().await.expect("faults");
    assert_eq!((faults.len(), faults[0].fault.name.as_deref()), (1, Some("deaf")));
    host.faults().clear().await.expect("cleared");
    assert!(host.faults().list().await.expect("faults").is_empty());
    let code = host.faults().on(method("agent.get").and(|_| true)).drops().await.map(drop);
    assert!(matches!(code, Err(HostError::Fault(_))), "{code:?}");
}

#[test]
fn faults_are_there_without_an_async_runtime() {
    let host = scapi_mock_host::blocking::MockHost::start();
    let app = host.wait(host.app()).expect("an app");
    let down = host
        .wait(host.faults().on(method("interaction.getInteractions")).fails("down").times(1))
        .expect("a fault");
    assert!(host.wait(app.get_interactions()).is_err());
    assert!(host.wait(app.get_interactions()).is_ok());
    assert_eq!(host.wait(down.state()).expect("a fault").struck, 1);
}

#[test]
fn a_fault_in_json_is_added_listed_and_cleared_without_an_async_runtime() {
    let host = scapi_mock_host::blocking::MockHost::start();
    let app = host.wait(host.app()).expect("an app");
    let fault = |json: serde_json::Value| serde_json::from_value::<Fault>(json).expect("a fault");
    let down =
        json!({ "on": { "method": "agent.get" }, "do": { "type": "failure", "errorMessage": "down" } });
    let guard = host.add_fault(fault(down.clone())).expect("a fault");
    assert_eq!(host.wait(app.call("agent.get", vec![])), Err(AppError::Failed("down".into())));
    let listed = host.list_faults().expect("faults");
    assert_eq!((listed.len(), listed[0].id, listed[0].struck), (1, guard.id(), 1));
    drop(guard);
    assert!(host.wait(app.call("agent.get", vec![])).is_ok(), "it is gone with its guard");

    host.add_fault(fault(down)).expect("a fault").keep();
    host.clear_faults().expect("cleared");
    assert_eq!(host.list_faults().expect("faults"), []);
    let never = json!({ "do": { "type": "drop" }, "times": 0 });
    assert!(matches!(host.add_fault(fault(never)), Err(HostError::Fault(_))));
}
