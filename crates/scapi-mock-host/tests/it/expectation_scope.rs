//! Expectations in Rust that hold for a scope, and orders whose messages are told by code.

use std::panic::{AssertUnwindSafe, catch_unwind};

use scapi_mock_host::{MockHost, method};

#[tokio::test]
async fn a_scope_ends_with_the_explanation_of_what_is_not_met() {
    let host = MockHost::start().await;
    let guard = host.expect(method("agent.get")).named("asks who it is").scoped().await.expect("made");
    let panic = catch_unwind(AssertUnwindSafe(|| drop(guard))).expect_err("it is not met");
    let text = panic.downcast_ref::<String>().expect("a text");
    assert!(text.starts_with("asks who it is is not met yet\n  expected at least 1 message"), "{text}");
    host.verify().await.expect("it is gone");
}

#[tokio::test]
async fn code_tells_the_messages_of_an_order_apart() {
    let host = MockHost::start().await;
    let app = host.app().await.expect("an app");
    let about = |id: &'static str| {
        method("interaction.getByInteractionId").and(move |message| message["parameters"][0] == id)
    };
    let expected = host.expect_in_order([about("2"), about("1")]).await.expect("made");
    for id in ["1", "2"] {
        app.get_by_interaction_id(id).await.expect("an answer");
    }
    let explanation = expected.judge().await.expect("judged").explanation.expect("not met");
    assert!(explanation.contains("got      the first 1 of 2"), "{explanation}");
    app.get_by_interaction_id("1").await.expect("an answer");
    host.verify().await.expect("it is met");
}
