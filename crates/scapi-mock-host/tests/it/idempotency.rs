//! `Idempotency-Key`: a request that is sent again makes nothing happen again.

use reqwest::Method;
use scapi_mock_host::{Limits, MockHost};
use serde_json::{Value, json};

use crate::control::{Answer, Control, send};

const STIMULI: &str = "/s/default/control/stimuli";

async fn post(control: &Control, path: &str, key: &str, body: &Value) -> Answer {
    send(control.request(Method::POST, path).header("idempotency-key", key).json(body)).await
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_and_nothing_happens_again() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let call = json!({ "type": "inbound-call" });
    let first = post(&control, STIMULI, "call 1", &call).await;
    let journal = host.journal_after(0).await.expect("a journal").len();
    let again = post(&control, STIMULI, "call 1", &call).await;
    assert_eq!((first.status, again.status), (200, 200));
    assert_eq!(first.body, again.body);
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert!(first.headers.get("idempotency-replayed").is_none());
    assert_eq!(host.journal_after(0).await.expect("a journal").len(), journal);
    // Another key is another call.
    assert_eq!(post(&control, STIMULI, "call 2", &call).await.body["interaction"]["interactionId"], "2");
}

#[tokio::test]
async fn the_same_key_for_something_else_is_refused() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let call = json!({ "type": "inbound-call" });
    assert_eq!(post(&control, STIMULI, "k", &call).await.status, 200);
    let other_body = post(&control, STIMULI, "k", &json!({ "type": "inbound-call", "ani": "1" })).await;
    assert_eq!(
        other_body.problem(422),
        "the key \"k\" was used for another request; each request has a key of its own"
    );
    post(&control, "/s/default/control/reset", "k", &call).await.problem(422);
    post(&control, &format!("{STIMULI}?wait=quiet"), "k", &call).await.problem(422);
    assert_eq!(host.interactions().await.expect("interactions").len(), 1);
}

#[tokio::test]
async fn a_refusal_is_given_again_too() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let accept = json!({ "type": "agent-accepts", "interactionId": "1" });
    let refused = post(&control, STIMULI, "k", &accept).await;
    assert_eq!(refused.status, 404);
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    let again = post(&control, STIMULI, "k", &accept).await;
    assert_eq!((again.status, &again.body), (404, &refused.body));
    assert_eq!(again.headers["content-type"], "application/problem+json");
}

#[tokio::test]
async fn a_deadline_that_has_passed_is_not_waited_for_again() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let path = format!("{STIMULI}?wait=message&within=1");
    let call = json!({ "type": "inbound-call" });
    let late = post(&control, &path, "k", &call).await;
    let again = post(&control, &path, "k", &call).await;
    assert_eq!((late.status, again.status, &late.body), (504, 504, &again.body));
    assert_eq!(host.interactions().await.expect("interactions").len(), 1);
}

#[tokio::test]
async fn requests_with_one_key_that_come_at_once_make_one_call() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let call = json!({ "type": "inbound-call" });
    let answers = futures_util::future::join_all((0..20).map(|_| post(&control, STIMULI, "k", &call))).await;
    assert!(answers.iter().all(|answer| answer.status == 200 && answer.body == answers[0].body));
    assert_eq!(host.interactions().await.expect("interactions").len(), 1);
}

#[tokio::test]
async fn sessions_keep_their_keys_apart() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let one = post(&control, "/sessions", "make", &json!({})).await;
    let again = post(&control, "/sessions", "make", &json!({})).await;
    assert_eq!((one.status, &one.body), (201, &again.body));
    let call = json!({ "type": "inbound-call" });
    for session in ["default", "k1"] {
        let answer = post(&control, &format!("/s/{session}/control/stimuli"), "k", &call).await;
        assert_eq!(answer.body["interaction"]["interactionId"], "1", "{session}");
        assert!(answer.headers.get("idempotency-replayed").is_none());
    }
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let host = MockHost::builder().limits(Limits { request_bytes: 100, ..Limits::default() }).start().await;
    let host = host.expect("a host");
    let control = Control::of(&host);
    let call = json!({ "type": "inbound-call" });
    for key in ["", &"x".repeat(256)] {
        let refused = post(&control, STIMULI, key, &call).await;
        assert_eq!(refused.problem(400), "an idempotency key is 1 to 255 visible characters");
    }
    let large = json!({ "type": "inbound-call", "ani": "1".repeat(100) });
    post(&control, STIMULI, "k", &large).await.problem(413);
    assert!(host.interactions().await.expect("interactions").is_empty());
}

#[tokio::test]
async fn a_message_of_an_app_has_no_key() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let message =
        json!({ "request": "interaction.getInteractions", "referenceId": "1", "userAgent": "WWE Client" });
    for _ in 0..2 {
        let answer = post(&control, "/s/default/messages", "k", &message).await;
        assert!(answer.headers.get("idempotency-replayed").is_none());
    }
}
