//! `POST …/messages`: one envelope in, its answer out.

use reqwest::Method;
use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{
    control::{Control, send},
    wire::{fence, padded, request, subscribe},
};

const PATH: &str = "/s/default/messages";

#[tokio::test]
async fn an_answer_is_200_with_the_envelope() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let answer = control.post(PATH, &request("interaction.getByInteractionId", json!(["1"]), "7")).await;
    let wanted = json!({ "referenceId": "7", "data": null, "userAgent": "WWE Server", "protocolVersion": 2 });
    assert_eq!((answer.status, answer.body), (200, wanted));
    assert_eq!(answer.headers["content-type"], "application/json");
}

#[tokio::test]
async fn a_failure_is_200_too() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let answer = control.post(PATH, &request("interaction.accept", json!(["1"]), 7)).await;
    let text = "interaction.accept: no interaction has the id \"1\"";
    let wanted =
        json!({ "referenceId": 7, "errorMessage": text, "userAgent": "WWE Server", "protocolVersion": 2 });
    assert_eq!((answer.status, answer.body), (200, wanted));
    let unknown = control.post(PATH, &request("interaction.acept", json!([]), 7)).await;
    assert_eq!(
        unknown.body["errorMessage"],
        "there is no method \"interaction.acept\"; did you mean \"interaction.accept\"?"
    );
}

#[tokio::test]
async fn silence_is_204() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut foreign = fence("0");
    foreign["userAgent"] = json!("someone");
    for silent in [json!([]), json!(1), json!("x"), json!(null), json!({}), foreign] {
        let answer = control.post(PATH, &silent).await;
        assert_eq!((answer.status, answer.body), (204, Value::Null), "{silent}");
    }
    let notes = host.journal_after(0).await.expect("a journal");
    assert_eq!(notes.iter().filter(|entry| entry.note.is_some() && entry.cause.is_some()).count(), 6);
}

#[tokio::test]
async fn messages_by_http_are_one_frame_whose_events_nobody_hears() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host");
    let control = Control::of(&host);
    let first = control.post(PATH, &subscribe(json!("interaction"), "0")).await;
    let second = control.post(PATH, &subscribe(json!("interaction"), "0")).await;
    assert_eq!(
        (&first.body["subscriptionId"], &second.body["subscriptionId"]),
        (&json!("sub-1"), &json!("sub-2"))
    );
    let caused = control.stimulus(&json!({ "type": "inbound-call" })).await;
    assert_eq!(caused["outputs"][0]["frame"], "http");
    let answer = control.post(PATH, &request("interaction.accept", json!(["1"]), "0")).await;
    assert_eq!(answer.body, json!({ "referenceId": "0", "userAgent": "WWE Server", "protocolVersion": 2 }));
}

#[tokio::test]
async fn the_answer_is_the_reply_and_not_the_greeting_before_it() {
    let host = MockHost::builder()
        .profile(json!({ "frameGreeting": "first-message" }))
        .start()
        .await
        .expect("a host");
    let answer = Control::of(&host).post(PATH, &fence("0")).await;
    assert_eq!(answer.body["referenceId"], "0");
}

#[tokio::test]
async fn what_is_not_json_is_400_and_stands_in_the_journal() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let answer = control.post_text(PATH, "{\"request\":").await;
    let detail = answer.problem(400).to_owned();
    assert_eq!(answer.body["title"], "not JSON");
    let journal = host.journal_after(0).await.expect("a journal");
    let entry = journal.iter().find(|entry| entry.text.is_some()).expect("the text");
    assert_eq!((entry.frame.as_deref(), entry.text.as_deref()), (Some("http"), Some("{\"request\":")));
    let note = journal.iter().find(|note| note.cause == Some(entry.seq)).expect("a note");
    assert_eq!(note.note, Some(format!("not JSON: {detail}")));
    assert_eq!(note.clause.as_deref(), Some("envelope/34"));
    assert_eq!(control.post(PATH, &fence("0")).await.status, 200);
}

#[tokio::test]
async fn bytes_that_are_not_utf8_are_400_too() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    control.post_text(PATH, vec![b'"', 0xff, b'"']).await.problem(400);
    let journal = host.journal_after(0).await.expect("a journal");
    assert!(journal.iter().any(|entry| entry.text.as_deref() == Some("\"\u{fffd}\"")));
}

#[tokio::test]
async fn a_body_that_does_not_say_it_is_json_is_415() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for kind in
        [Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/jsonx"), None]
    {
        let message = control.request(Method::POST, PATH).body(fence("0").to_string());
        let message = match kind {
            Some(kind) => message.header("content-type", kind),
            None => message,
        };
        let answer = send(message).await;
        assert_eq!(answer.problem(415), "the body has to have the content type application/json");
    }
    assert!(host.journal_after(1).await.expect("a journal").is_empty());
    for kind in ["application/json; charset=utf-8", "Application/JSON", "application/vnd.app+json"] {
        let message = control.request(Method::POST, PATH).body(fence("0").to_string());
        assert_eq!(send(message.header("content-type", kind)).await.status, 200, "{kind}");
    }
}

#[tokio::test]
async fn a_body_of_more_than_a_mebibyte_is_413() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let exactly = padded(&fence("0").to_string(), 1024 * 1024);
    assert_eq!(control.post_text(PATH, exactly.clone()).await.status, 200);
    let answer = control.post_text(PATH, exactly + " ").await;
    assert_eq!(answer.problem(413), "a body has at most 1048576 bytes");
    assert_eq!(control.post(PATH, &fence("0")).await.status, 200);
}
