//! The host as a dev-dependency: typed stimuli, an app in process, expectations, and what a dropped host says.
//! Clauses of the steps: `voice/1`, `interaction.accept/1`, `consultation/1`, `event.interaction/8`.

use std::time::Duration;

use scapi_mock_host::{AppError, ClockKind, MockHost, method, subscribes};
use scapi_schema::{
    Value,
    event::EventType,
    interaction::{ConsultTarget, ConsultTargetQuery, State, TargetType},
};
use serde_json::json;

use crate::patience::within;

fn user_data(pairs: &Value) -> scapi_schema::UserData {
    pairs.as_object().expect("an object").clone()
}

#[tokio::test]
async fn a_call_with_a_consultation_in_typed_words() {
    let host = MockHost::start().await;
    let app = host.app().await.expect("an app");
    let mut events = app.subscribe("interaction").await.expect("a subscription");
    let call = host.inbound_call().from("+33298000000").user_data("Segment", "Gold").await.expect("a call");
    app.accept(&call).await.expect("accepted");
    let target = ConsultTargetQuery::Object(ConsultTarget::new(TargetType::Agent, "JCarter"));
    assert_eq!(app.consult(&call, target).await.expect("consulted"), None);
    host.far_end_answers("2").await.expect("the agent answers");
    app.complete_transfer("2").await.expect("transferred");
    let shown = app.get_by_interaction_id("1").await.expect("read").expect("the call");
    assert_eq!((shown.state, shown.user_data["Segment"].as_str()), (State::Idle, Some("Gold")));
    host.agent_marks_done(&call).await.expect("done");
    assert_eq!(app.get_interactions().await.expect("read"), []);
    let mut types = Vec::new();
    while types.last() != Some(&EventType::MarkDone) {
        let event = within("event", events.next_interaction()).await.expect("an event");
        types.push(event.event_type);
    }
    let types: Vec<&str> = types.iter().map(EventType::as_str).collect();
    assert_eq!(
        types,
        [
            "ADDED",
            "RINGING",
            "ESTABLISHED",
            "HELD",
            "ADDED",
            "DIALING",
            "ESTABLISHED",
            "RELEASED",
            "REMOVED",
            "RELEASED",
            "MARK_DONE"
        ]
    );
}

#[tokio::test]
async fn an_app_is_told_why_and_a_silent_host_is_a_time_out() {
    let host = MockHost::builder().app("http://app.example").start().await.expect("a host");
    let app = host.app().await.expect("an app");
    assert_eq!(
        app.accept("7").await,
        Err(AppError::Failed("interaction.accept: no interaction has the id \"7\"".into()))
    );
    let stranger = host.app_at("https://elsewhere.example").await.expect("a frame");
    let stranger = stranger.patience(Duration::from_millis(1));
    assert_eq!(stranger.get_interactions().await, Err(AppError::Timeout));
    assert_eq!(AppError::Timeout.to_string(), "Request timeout");
}

#[tokio::test]
async fn expectations_read_as_sentences() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host");
    let app = host.app().await.expect("an app");
    let call = host.inbound_call().await.expect("a call");
    host.expect(method("interaction.accept").interaction(&call).state(State::Ringing))
        .exactly(1)
        .await
        .expect("made");
    host.expect(subscribes("interaction")).never().named("it does not listen").await.expect("made");
    let is_short =
        |message: &Value| message["parameters"][1]["Note"].as_str().is_some_and(|note| note.len() < 10);
    let noted = host.expect(method("interaction.setUserData").and(is_short)).await.expect("made");
    host.expect_in_order([method("interaction.accept"), method("interaction.setUserData")])
        .await
        .expect("made");
    app.accept(&call).await.expect("accepted");
    app.set_user_data(&call, user_data(&json!({ "Note": "a long story indeed" }))).await.expect("set");
    assert!(host.verify().await.is_err(), "too long");
    let late = async { app.set_user_data(&call, user_data(&json!({ "Note": "short" }))).await.expect("set") };
    let (met, ()) = tokio::join!(noted.met_within(Duration::from_secs(30)), late);
    met.expect("met");
    host.verify().await.expect("all is met");
    assert_eq!(host.received().await.expect("the journal").len(), 3);
}

/// What a dropped host says, as the panic that a test would fail with.
async fn last_words(host: MockHost) -> Option<String> {
    let dropped = tokio::task::spawn(async move { drop(host) }).await;
    let panic = dropped.err()?.into_panic();
    Some(panic.downcast_ref::<String>().expect("a text").clone())
}

#[tokio::test]
async fn a_host_that_is_dropped_says_what_was_not_met() {
    let host = MockHost::start().await;
    host.expect(method("interaction.accept")).named("the app accepts").await.expect("made");
    let words = last_words(host).await.expect("a panic");
    assert!(words.starts_with("the app accepts is not met yet\n  expected at least 1 message"), "{words}");
}

#[tokio::test]
async fn a_host_that_is_dropped_is_quiet_where_all_is_well_or_was_asked_for() {
    let quiet = MockHost::start().await;
    quiet.inbound_call().await.expect("a call");
    assert_eq!(last_words(quiet).await, None, "nothing was expected");
    let met = MockHost::start().await;
    met.expect(method("interaction.accept")).never().await.expect("made");
    assert_eq!(last_words(met).await, None, "it is met");
    let asked = MockHost::start().await;
    asked.expect(method("interaction.accept")).await.expect("made");
    assert!(asked.verify().await.is_err());
    assert_eq!(last_words(asked).await, None, "the test knows");
}

#[tokio::test]
async fn a_test_that_panics_already_hears_its_own_words_only() {
    let host = MockHost::start().await;
    host.expect(method("interaction.accept")).await.expect("made");
    let failed = tokio::task::spawn(async move {
        let _host = host;
        panic!("the test's own words");
    });
    let panic = failed.await.expect_err("a panic").into_panic();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"the test's own words"));
}

/// A second panic would end the process, and the tests with it.
#[tokio::test]
async fn whatever_else_is_judged_while_a_test_panics_says_nothing() {
    let failed = tokio::task::spawn(async move {
        let mut unmet = Vec::new();
        for _ in 0..3 {
            let host = MockHost::start().await;
            host.expect(method("interaction.accept")).await.expect("made");
            unmet.push(host);
        }
        let _scoped = unmet[0].expect(method("interaction.reject")).scoped().await.expect("made");
        let _fault = unmet[1].faults().on(method("agent.get")).drops().await.expect("made");
        let starting = tokio::task::spawn_blocking(|| {
            let host = scapi_mock_host::blocking::MockHost::start();
            host.wait(host.expect(method("interaction.accept"))).expect("made");
            host
        });
        let _blocking = starting.await.expect("a host");
        panic!("the test's own words");
    });
    let panic = failed.await.expect_err("a panic").into_panic();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"the test's own words"));
}

#[tokio::test]
async fn of_several_that_are_not_met_the_first_speaks() {
    let dropped = tokio::task::spawn(async move {
        let mut unmet = Vec::new();
        for at in 0..3 {
            let host = MockHost::start().await;
            host.expect(method("interaction.accept")).named(format!("host {at}")).await.expect("made");
            unmet.push(host);
        }
        let _scoped =
            unmet[1].expect(method("interaction.reject")).named("the scope").scoped().await.expect("made");
    });
    let panic = dropped.await.expect_err("a panic").into_panic();
    let words = panic.downcast_ref::<String>().expect("a text");
    assert!(words.starts_with("the scope is not met yet"), "{words}");
}
