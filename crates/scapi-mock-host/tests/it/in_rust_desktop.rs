//! The desktop in Rust: time, what can be done, far ends, snapshots; and policies that a host or a session is made with.
//! Clauses of the steps: `voice/12`, `voice/15`, `voice/19`.

use std::time::Duration;

use scapi_mock_host::{
    ClockKind, HostError, MockHost, Policies, Snapshot,
    recording::{Recording, to_lines},
    replay::replay,
};
use serde_json::json;

use crate::control::Control;

async fn virtual_host() -> MockHost {
    MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host")
}

/// Whoever is called answers after a second and a half.
fn answering() -> Policies {
    let policies = json!({ "farEnd": { "whenCalled": ["answers"], "afterMs": [1500, 1500] } });
    serde_json::from_value(policies).expect("policies")
}

async fn states(host: &MockHost) -> Vec<String> {
    let interactions = host.interactions().await.expect("the interactions");
    interactions.iter().map(|one| one.state.to_string()).collect()
}

#[tokio::test]
async fn time_is_moved_by_hand_and_tells_itself() -> Result<(), HostError> {
    let host = virtual_host().await;
    host.inbound_call().await?;
    assert_eq!(host.clock().advance(Duration::from_millis(19_999)).await?, []);
    assert_eq!(host.clock().run_until_quiet(Duration::ZERO).await?, [], "nothing is due yet");
    assert_eq!(states(&host).await, ["RINGING"]);
    host.clock().run_until_quiet(Duration::from_secs(3600)).await?;
    assert_eq!(host.clock().now().await?, Duration::from_secs(20));
    assert_eq!(states(&host).await, [] as [&str; 0]);
    let fault = host.clock().unfreeze().await.unwrap_err();
    assert!(matches!(fault, HostError::VirtualClock(_)), "{fault}");
    Ok(())
}

#[tokio::test]
async fn a_real_clock_moves_by_hand_only_while_it_is_frozen() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let fault = host.clock().advance(Duration::from_secs(1)).await.unwrap_err();
    assert!(matches!(fault, HostError::RealClock(_)), "{fault}");
    host.clock().freeze().await?;
    let frozen = host.clock().now().await?;
    host.clock().advance(Duration::from_secs(3)).await?;
    assert_eq!(host.clock().now().await?, frozen + Duration::from_secs(3));
    host.clock().unfreeze().await?;
    assert!(host.clock().advance(Duration::ZERO).await.is_err(), "it runs again");
    Ok(())
}

#[tokio::test]
async fn what_can_be_done_is_told_and_what_cannot_is_explained() -> Result<(), HostError> {
    let host = virtual_host().await;
    let call = host.inbound_call().await?;
    let legal = host.legal_actions(&call).await?;
    assert!(legal.app.contains(&"interaction.accept") && !legal.agent.contains(&"agent-holds"), "{legal:?}");
    assert!(host.legal_actions("7").await?.app.is_empty(), "there is no such interaction");
    let why_not = host.why_not(&call, "voice.hold").await?.expect("it rings");
    assert_eq!(
        (why_not.reason.as_str(), why_not.clause),
        ("is in state RINGING, it must be TALKING", "voice/19")
    );
    assert_eq!(host.why_not(&call, "agent-accepts").await?, None);
    let misspelt = host.why_not(&call, "agent-hold").await.unwrap_err().to_string();
    assert!(misspelt.contains("did you mean \"agent-holds\"?"), "{misspelt}");
    let unknown = host.why_not("7", "agent-holds").await.unwrap_err().to_string();
    assert_eq!(unknown, "no interaction has the id \"7\"");
    Ok(())
}

#[tokio::test]
async fn a_test_starts_in_a_state_that_has_a_name() -> Result<(), HostError> {
    let host = virtual_host().await;
    assert_eq!(host.start_in("held").await?, ["1"]);
    assert_eq!(states(&host).await, ["HELD"]);
    let typo = host.start_in("talkin").await.unwrap_err().to_string();
    assert!(typo.contains("did you mean \"talking\"?"), "{typo}");
    Ok(())
}

#[tokio::test]
async fn far_ends_do_what_the_host_was_made_with_and_do_it_again_after_a_reset() -> Result<(), HostError> {
    let host = MockHost::builder().clock(ClockKind::Virtual).policies(answering()).start().await?;
    for _ in 0..2 {
        host.agent_dials("+33100000000").await?;
        host.advance(1_499).await?;
        assert_eq!(states(&host).await, ["DIALING"]);
        host.advance(1).await?;
        assert_eq!(states(&host).await, ["TALKING"]);
        host.set_policies(Policies::default()).await?;
        assert_eq!(host.policies().await?, Policies::default());
        host.reset().await?;
        assert_eq!(host.policies().await?, answering());
    }
    Ok(())
}

#[tokio::test]
async fn a_reset_goes_back_to_far_ends_that_do_nothing() -> Result<(), HostError> {
    let host = virtual_host().await;
    host.set_policies(answering()).await?;
    host.reset().await?;
    assert_eq!(host.policies().await?, Policies::default());
    Ok(())
}

#[tokio::test]
async fn a_host_with_policies_replays_as_it_was() -> Result<(), HostError> {
    let host = MockHost::builder().clock(ClockKind::Virtual).policies(answering()).start().await?;
    let _app = host.app().await.expect("an app").subscribe("interaction").await.expect("a subscription");
    host.agent_dials("+33100000000").await?;
    host.advance(1_500).await?;
    let journal = host.journal_after(0).await?;
    let recording = Recording::read(to_lines(&journal).as_bytes()).expect("a journal");
    let report = replay(&recording).expect("the journal is whole");
    assert!(report.difference.is_none(), "{:?}", report.difference);
    Ok(())
}

#[tokio::test]
async fn a_session_is_made_with_policies() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let asked = json!({ "name": "busy", "clock": "virtual", "policies": answering() });
    control.session(&asked).await;
    assert_eq!(control.get("/s/busy/control/policies").await.body, json!(answering()));
    assert_eq!(control.get("/s/default/control/policies").await.body, json!(Policies::default()));
    control.post("/s/busy/control/stimuli", &json!({ "type": "agent-dials", "destination": "1" })).await;
    control.post("/s/busy/control/clock/advance", &json!({ "ms": 1500 })).await;
    let shown = control.get("/s/busy/control/interactions").await.body;
    assert_eq!(shown["interactions"][0]["interaction"]["state"], "TALKING");
}

#[tokio::test]
async fn a_session_with_wrong_policies_is_refused_at_the_place() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let typo = control.post("/sessions", &json!({ "policies": { "farEnds": {} } })).await;
    assert_eq!(typo.body["pointer"], "/policies/farEnds", "{}", typo.body);
    assert!(typo.problem(400).contains("farEnd"), "{}", typo.body);
    let span = control.post("/sessions", &json!({ "policies": { "farEnd": { "afterMs": [2, 1] } } })).await;
    assert!(span.problem(400).contains("[least, most]"), "{}", span.body);
}

#[tokio::test]
async fn a_snapshot_is_kept_as_json_and_brought_back() -> Result<(), HostError> {
    let host = virtual_host().await;
    let app = host.app().await.expect("an app");
    let call = host.inbound_call().await?;
    host.advance(5_000).await?;
    let json = serde_json::to_value(host.snapshot().await?).expect("JSON");
    host.agent_accepts(&call).await?;
    host.advance(1_000).await?;
    host.restore(serde_json::from_value(json.clone()).expect("a snapshot")).await?;
    assert_eq!(states(&host).await, ["RINGING"]);
    assert_eq!(host.clock().now().await?, Duration::from_secs(5));
    assert_eq!(app.get_interactions().await.expect("its frame is there").len(), 1);
    let mut newer = json;
    newer["format"] = json!(99);
    let newer: Snapshot = serde_json::from_value(newer).expect("a snapshot");
    let fault = host.restore(newer).await.unwrap_err();
    assert_eq!(fault.to_string(), "the snapshot has the format 99, this version reads 1");
    Ok(())
}
