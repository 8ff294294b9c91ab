//! `…/bridge`: a workspace page that speaks for the frames in it.

use scapi_mock_host::{HostError, MockHost};
use serde_json::{Value, json};

use crate::{
    app,
    page::{self, Page},
    wire::{event_types, fence, request, subscribe},
};

const APP: &str = "http://localhost:3000";

async fn page_with_frame(host: &MockHost) -> Page {
    let mut page = Page::connect(host).await;
    page.open_frame("f1", APP).await;
    page
}

/// Says something for the first frame; gives the answer, after its acknowledgement.
async fn ask(page: &mut Page, message: &Value) -> Value {
    let seq = page.report("f1", APP, message).await;
    assert_eq!(page.next_of("ack").await["seq"], seq);
    page.next_of("message").await
}

/// Whether somebody can do something with an interaction that a page is shown.
fn can(shown: &Value, who: &str, action: &str) -> bool {
    shown["legal"][who].as_array().is_some_and(|actions| actions.contains(&json!(action)))
}

#[tokio::test]
async fn a_page_that_says_hello_is_welcomed_with_all_that_it_needs() -> Result<(), HostError> {
    let host = MockHost::builder()
        .app("http://localhost:3000/crm/?x=1")
        .app_per_interaction("https://app.example/?id=$Interaction.Id$");
    let host = host.app_window("https://app.example").start().await?;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    let mut page = Page::connect(&host).await;
    let wanted = json!({
        "type": "welcome",
        "session": "default",
        "bridge": "b1",
        "framePrefix": "f",
        "resumed": false,
        "apps": [
            { "url": "http://localhost:3000/crm/?x=1", "label": "crm", "kind": "frame" },
            { "url": "https://app.example/?id=$Interaction.Id$", "label": "app.example", "kind": "per-interaction" },
            { "url": "https://app.example/", "label": "app.example", "kind": "window" }
        ],
        "agent": { "employeeId": "MLovell", "firstname": "Maya", "lastname": "Lovell", "username": "mlovell" },
        "clock": "real",
        "cursor": 2
    });
    assert_eq!(page.welcome, wanted);
    page.until_state(Value::is_object).await;
    assert_eq!(page.journal.len(), 2);
    assert_eq!(page.journal[0]["change"]["type"], "session-started");
    assert_eq!(page.journal[1]["stimulus"]["type"], "inbound-call");
    let shown = &page.state["interactions"][0];
    assert_eq!(shown["interaction"]["state"], "RINGING");
    for (who, legal) in
        [("agent", "agent-accepts"), ("agent", "agent-rejects"), ("farEnd", "far-end-hangs-up")]
    {
        assert!(can(shown, who, legal), "{legal}: {shown}");
    }
    assert!(!can(shown, "agent", "agent-marks-done"), "{shown}");
    assert_eq!(page.state["frames"], json!([]));
    Ok(())
}

#[tokio::test]
async fn a_page_is_shown_the_last_five_hundred_entries() -> Result<(), HostError> {
    let host = MockHost::start().await;
    for _ in 0..599 {
        // One entry each, after that of the start.
        host.patch_profile(json!({})).await?;
    }
    let mut page = Page::connect(&host).await;
    page.until_state(Value::is_object).await;
    assert_eq!((page.journal.len(), &page.journal[0]["seq"]), (500, &json!(101)));
    Ok(())
}

#[tokio::test]
async fn a_frame_that_opens_is_shown_and_its_origin_accepted() {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    page.until_state(|state| state["frames"] != json!([])).await;
    let frame = json!([{ "frame": "f1", "origin": APP, "subscriptions": [], "accepted": true }]);
    assert_eq!(page.state["frames"], frame);
    ask(&mut page, &subscribe(json!(["interaction", "agent"]), "0")).await;
    page.until_state(|state| state["frames"][0]["subscriptions"] == json!(["interaction", "agent"])).await;
}

#[tokio::test]
async fn a_message_is_acknowledged_and_answered_to_its_frame_and_origin() {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    let line = ask(&mut page, &fence("0")).await;
    let answer = json!({ "referenceId": "0", "data": [], "userAgent": "WWE Server", "protocolVersion": 2 });
    let wanted = json!({ "type": "message", "frame": "f1", "origin": APP, "seq": 1, "message": answer });
    assert_eq!(line, wanted);
    assert_eq!(ask(&mut page, &fence("1")).await["seq"], 2);
}

#[tokio::test]
async fn the_page_sees_the_journal_and_the_state_as_they_change() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    page.until_entry(|entry| entry["stimulus"]["type"] == "inbound-call").await;
    page.until_state(|state| state["interactions"][0]["interaction"]["state"] == "RINGING").await;
    host.stimulus(json!({ "type": "agent-accepts", "interactionId": "1" })).await?;
    page.until_state(|state| {
        let shown = &state["interactions"][0];
        can(shown, "farEnd", "far-end-hangs-up") && !can(shown, "agent", "agent-accepts")
    })
    .await;
    host.reset().await?;
    page.until_state(|state| state["interactions"] == json!([])).await;
    assert_eq!(page.state["frames"][0]["frame"], "f1");
    let seqs: Vec<u64> = page.journal.iter().map(|entry| entry["seq"].as_u64().expect("a number")).collect();
    assert!(
        seqs.windows(2).all(|pair| pair[1] == pair[0] + 1),
        "no entry is missing or shown twice: {seqs:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_message_that_is_sent_again_is_acknowledged_and_dropped() {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    ask(&mut page, &subscribe(json!("interaction"), "1")).await;
    page.report_as(1, "f1", APP, &subscribe(json!("interaction"), "1")).await;
    assert_eq!(page.next_of("ack").await["seq"], 1);
    // The next answer is that to the next message.
    assert_eq!(ask(&mut page, &fence("2")).await["message"]["referenceId"], "2");
}

#[tokio::test]
async fn a_second_first_reference_id_ends_the_old_subscriptions() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    ask(&mut page, &subscribe(json!("interaction"), "0")).await;
    ask(&mut page, &fence("1")).await;
    assert_eq!(host.stimulus(json!({ "type": "inbound-call" })).await?.outputs.len(), 2);
    assert_eq!(page.next_of("message").await["message"]["data"]["eventType"], "ADDED");
    assert_eq!(page.next_of("message").await["message"]["data"]["eventType"], "RINGING");
    ask(&mut page, &fence("0")).await;
    assert!(host.stimulus(json!({ "type": "inbound-call" })).await?.outputs.is_empty());
    let note = "frame f1 reloaded: its reference ids start again at \"0\"";
    page.until_entry(|entry| entry["note"] == note).await;
    // The new page of the frame starts with "0" and may subscribe with it.
    ask(&mut page, &subscribe(json!("interaction"), "0")).await;
    ask(&mut page, &subscribe(json!("agent"), "1")).await;
    assert!(!host.stimulus(json!({ "type": "inbound-call" })).await?.outputs.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_number_zero_is_no_first_reference_id() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    ask(&mut page, &subscribe(json!("interaction"), "0")).await;
    ask(&mut page, &fence(0)).await;
    ask(&mut page, &fence("00")).await;
    assert_eq!(host.stimulus(json!({ "type": "inbound-call" })).await?.outputs.len(), 2);
    Ok(())
}

#[tokio::test]
async fn another_origin_in_the_frame_ends_the_old_subscriptions() -> Result<(), HostError> {
    let host = MockHost::builder().profile(json!({ "acceptedOrigins": ["*"] })).start().await?;
    let mut page = page_with_frame(&host).await;
    ask(&mut page, &subscribe(json!("interaction"), "0")).await;
    page.report("f1", "https://elsewhere.example", &fence("1")).await;
    page.next_of("ack").await;
    let line = page.next_of("message").await;
    assert_eq!((&line["origin"], &line["frame"]), (&json!("https://elsewhere.example"), &json!("f1")));
    assert!(host.stimulus(json!({ "type": "inbound-call" })).await?.outputs.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_origin_that_the_page_does_not_embed_is_not_accepted() {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    page.report("f1", "https://elsewhere.example", &fence("1")).await;
    page.next_of("ack").await;
    page.until_entry(|entry| entry["note"] == "the origin https://elsewhere.example is not accepted").await;
    page.until_state(|state| state["frames"][0]["accepted"] == json!(false)).await;
}

#[tokio::test]
async fn a_frame_that_the_page_reloads_or_closes_has_no_subscriptions_any_more() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    for end in ["frame-reloaded", "frame-closed"] {
        ask(&mut page, &subscribe(json!("interaction"), "9")).await;
        page.until_state(|state| state["frames"][0]["subscriptions"] == json!(["interaction"])).await;
        page.send(&json!({ "type": end, "frame": "f1" })).await;
        page.until_state(|state| state["frames"][0]["subscriptions"] != json!(["interaction"])).await;
        assert!(host.stimulus(json!({ "type": "inbound-call" })).await?.outputs.is_empty(), "{end}");
    }
    page.until_state(|state| state["frames"] == json!([])).await;
    Ok(())
}

#[tokio::test]
async fn what_json_cannot_carry_and_what_strangers_say_stands_in_the_journal() {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    page.send(&json!({ "type": "unreadable", "frame": "f1", "origin": APP, "seq": 1, "reason": "not JSON: a cycle" })).await;
    assert_eq!(page.next_of("ack").await["seq"], 1);
    let message =
        page.until_entry(|entry| entry["kind"] == "message" && entry.get("message").is_none()).await;
    assert_eq!((&message["frame"], &message["origin"]), (&json!("f1"), &json!(APP)));
    let note = page.until_entry(|entry| entry["note"] == "not JSON: a cycle").await;
    assert_eq!((&note["cause"], &note["clause"]), (&message["seq"], &json!("envelope/34")));

    page.send(&json!({ "type": "stranger", "origin": "https://x.example", "seq": 2, "message": { "a": 1 } }))
        .await;
    page.send(&json!({ "type": "stranger", "origin": "null", "seq": 3, "message": null })).await;
    let stranger = page.until_entry(|entry| entry["origin"] == "https://x.example").await;
    assert_eq!((&stranger["message"], &stranger["kind"]), (&json!({ "a": 1 }), &json!("note")));
    page.until_entry(|entry| entry["origin"] == "null").await;
    // Neither is answered.
    assert_eq!(ask_after(&mut page, 4).await["message"]["referenceId"], "9");
}

/// A request with this number; gives the answer.
async fn ask_after(page: &mut Page, seq: u64) -> Value {
    page.report_as(seq, "f1", APP, &fence("9")).await;
    loop {
        let line = page.next().await;
        if line["type"] == "message" {
            return line;
        }
        assert_eq!(line["type"], "ack", "{line}");
    }
}

#[tokio::test]
async fn only_a_page_of_the_same_server_may_open_a_bridge() {
    let host = MockHost::start().await;
    let port = host.address().port();
    for origin in [
        None,
        Some("https://evil.example"),
        Some("null"),
        Some("http://localhost"),
        Some("http://127.0.0.1:1"),
    ] {
        assert_eq!(app::refusal(&page::url(&host), origin).await, 403, "{origin:?}");
    }
    // The same server under another name is not the same origin.
    assert_eq!(app::refusal(&page::url(&host), Some(&format!("http://localhost:{port}"))).await, 403);
    let by_name = format!("ws://localhost:{port}/s/default/bridge");
    assert_eq!(app::refusal(&by_name, Some(&format!("http://127.0.0.1:{port}"))).await, 403);
}

#[tokio::test]
async fn a_line_that_is_not_understood_is_answered_by_an_error_and_the_page_goes_on() {
    let host = MockHost::start().await;
    let mut page = page_with_frame(&host).await;
    let half =
        r#"{"type":"message","frame":"f1","origin":"http://localhost:3000","seq":1,"message":"\ud800"}"#;
    for (line, fault) in [
        ("", "EOF"),
        ("{", "EOF"),
        ("[]", "not understood"),
        ("null", "not understood"),
        (r#"{"type":"mesage"}"#, "unknown variant `mesage`"),
        (r#"{"type":"ack"}"#, "missing field `seq`"),
        (r#"{"type":"ack","seq":1,"extra":2}"#, "unknown field `extra`"),
        (r#"{"type":"ack","seq":-1}"#, "invalid value"),
        (half, "hex escape"),
    ] {
        page.send_text(line).await;
        let error = page.next_of("error").await;
        let text = error["message"].as_str().expect("a text");
        assert!(text.starts_with("not understood: ") && text.contains(fault), "{line}: {text}");
    }
    assert_eq!(ask(&mut page, &fence("0")).await["message"]["referenceId"], "0");
}

#[tokio::test]
async fn a_page_that_greets_with_something_else_is_told_and_let_go() {
    let host = MockHost::start().await;
    for (line, wanted) in [
        (json!({ "type": "ack", "seq": 1 }).to_string(), "a page says hello or resume first"),
        ("hello".into(), "not understood: expected value at line 1 column 1"),
    ] {
        let mut page = Page::silent(&host).await;
        page.send_text(&line).await;
        assert_eq!(page.next_of("error").await["message"], wanted);
        assert_eq!(page.line().await, None);
    }
    // What such a page said has not become a bridge.
    assert_eq!(Page::connect(&host).await.welcome["bridge"], "b1");
}

#[tokio::test]
async fn a_page_speaks_for_the_frames_that_it_has_opened_and_no_others() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut socket = app::App::listening(host.ws_url()).await;
    let mut page = page_with_frame(&host).await;
    let wanted = |frame: &str| format!("this page has no open frame \"{frame}\"; it says frame-opened first");
    for frame in ["f2", "s1", "http"] {
        page.report(frame, APP, &subscribe(json!("interaction"), "0")).await;
        page.next_of("ack").await;
        assert_eq!(page.next_of("error").await["message"], wanted(frame));
        page.send(&json!({ "type": "frame-reloaded", "frame": frame })).await;
        assert_eq!(page.next_of("error").await["message"], wanted(frame));
        page.send(&json!({ "type": "frame-closed", "frame": frame })).await;
    }
    ask(&mut page, &fence("0")).await;
    let caused = host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert!(caused.outputs.iter().all(|output| output.frame == "s1"));
    assert_eq!(event_types(&socket.heard().await), ["ADDED", "RINGING"]);
    Ok(())
}

#[tokio::test]
async fn two_pages_on_one_session_have_frames_of_their_own() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let (mut one, mut two) = (Page::connect(&host).await, Page::connect(&host).await);
    assert_eq!((&one.welcome["bridge"], &one.welcome["framePrefix"]), (&json!("b1"), &json!("f")));
    assert_eq!((&two.welcome["bridge"], &two.welcome["framePrefix"]), (&json!("b2"), &json!("b2-f")));
    for (page, frame) in [(&mut one, "f1"), (&mut two, "b2-f1")] {
        page.open_frame(frame, APP).await;
        page.report(frame, APP, &subscribe(json!("interaction"), "0")).await;
        page.next_of("ack").await;
        assert_eq!(page.next_of("message").await["frame"], frame);
    }
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    for (page, frame) in [(&mut one, "f1"), (&mut two, "b2-f1")] {
        for event in ["ADDED", "RINGING"] {
            let line = page.next_of("message").await;
            assert_eq!(
                (&line["frame"], &line["message"]["data"]["eventType"]),
                (&json!(frame), &json!(event))
            );
        }
        page.until_state(|state| state["interactions"] != json!([])).await;
        assert_eq!(page.state["frames"].as_array().map(Vec::len), Some(2));
    }
    // Each counts its messages by itself, and what one asks only it is told.
    one.report("f1", APP, &request("interaction.accept", json!(["1"]), "1")).await;
    one.next_of("ack").await;
    assert_eq!(one.next_of("message").await["message"]["referenceId"], "1");
    assert_eq!(two.next_of("message").await["message"]["data"]["eventType"], "ESTABLISHED");
    Ok(())
}

#[tokio::test]
async fn a_frame_of_an_opaque_origin_is_answered_as_such() {
    let host = MockHost::start().await;
    let mut page = Page::connect(&host).await;
    page.open_frame("f1", "null").await;
    page.report("f1", "null", &fence("0")).await;
    page.next_of("ack").await;
    assert_eq!(page.next_of("message").await["origin"], "null");
}
