//! How much the host takes: each limit, what is said beyond it, and that it is a limit of one session alone.

use axum::http::StatusCode;
use scapi_mock_host::{Limits, MockHost};
use serde_json::json;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::{
    app::{App, refusal},
    control::Control,
};

const STIMULI: &str = "/s/default/control/stimuli";

async fn host(limits: Limits) -> (MockHost, Control) {
    let host = MockHost::builder().limits(limits).start().await.expect("a host");
    let control = Control::of(&host);
    (host, control)
}

#[tokio::test]
async fn sessions_have_a_limit() {
    let (_host, control) = host(Limits { sessions: 2, ..Limits::default() }).await;
    control.session(&json!({})).await;
    let refused = control.post("/sessions", &json!({})).await;
    assert!(refused.problem(429).starts_with("there are 2 sessions, which is the limit"), "{}", refused.body);
    assert!(refused.body["type"].as_str().expect("a type").ends_with("PROBLEMS.md#too-many-sessions"));
    control.delete("/sessions/k1").await;
    control.session(&json!({})).await;
}

#[tokio::test]
async fn frames_of_a_session_have_a_limit() {
    let (host, control) = host(Limits { frames: 2, ..Limits::default() }).await;
    let mut first = App::connect(host.ws_url()).await;
    assert!(first.is_served().await);
    let mut second = App::connect(host.ws_url()).await;
    assert!(second.is_served().await);
    assert_eq!(refusal(host.ws_url(), None).await, StatusCode::TOO_MANY_REQUESTS.as_u16());
    // Another session is not full.
    let links = control.session(&json!({})).await;
    assert!(App::connect(links["ws"].as_str().expect("a URL")).await.is_served().await);
    first.leave().await;
    assert!(App::connect(host.ws_url()).await.is_served().await);
}

#[tokio::test]
async fn frames_that_come_at_once_do_not_get_past_the_limit() {
    let (host, _) = host(Limits { frames: 1, ..Limits::default() }).await;
    let open = || crate::app::open(host.ws_url(), None);
    let sockets = futures_util::future::join_all((0..20).map(|_| open())).await;
    let mut served = 0;
    for socket in sockets.into_iter().flatten() {
        let mut app = App::of(socket);
        match app.first_code().await {
            None => served += 1,
            Some(code) => assert_eq!(code, CloseCode::Again),
        }
    }
    assert_eq!(served, 1);
}

#[tokio::test]
async fn interactions_of_a_session_have_a_limit() {
    let (host, control) = host(Limits { interactions: 2, ..Limits::default() }).await;
    for _ in 0..2 {
        control.stimulus(&json!({ "type": "inbound-call" })).await;
    }
    let before = host.journal_after(0).await.expect("a journal").len();
    let refused = control.post(STIMULI, &json!({ "type": "inbound-call" })).await;
    assert!(
        refused.problem(429).starts_with("the agent has 2 interactions, which is the limit"),
        "{}",
        refused.body
    );
    assert_eq!(host.journal_after(0).await.expect("a journal").len(), before);
    // What touches those that there are goes on.
    control.stimulus(&json!({ "type": "agent-rejects", "interactionId": "1" })).await;
    control.stimulus(&json!({ "type": "inbound-call" })).await;
}

#[tokio::test]
async fn a_request_has_a_limit() {
    let (_host, control) = host(Limits { request_bytes: 100, ..Limits::default() }).await;
    let call = json!({ "type": "inbound-call", "userData": { "Note": "x".repeat(100) } });
    assert_eq!(control.post(STIMULI, &call).await.problem(413), "a body has at most 100 bytes");
    control.stimulus(&json!({ "type": "inbound-call" })).await;
}

#[tokio::test]
async fn a_session_that_is_overloaded_delays_no_other() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let links = control.session(&json!({})).await;
    let mut busy = App::connect(links["ws"].as_str().expect("a URL")).await;
    // More than its inbox takes, and nobody hears the answers.
    for number in 1..5_000 {
        busy.say(&crate::wire::fence(number)).await;
    }
    let mut calm = App::connect(host.ws_url()).await;
    assert!(calm.is_served().await);
    assert_eq!(control.get("/s/default/control/journal").await.status, 200);
}
