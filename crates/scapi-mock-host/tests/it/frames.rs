//! `…/ws`: one socket is one frame, each text frame one envelope (`envelope/3`, `envelope/12`, `frame/6`).

use scapi_mock_host::{HostError, MockHost};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    app::App,
    wire::{event_types, fence, request, subscribe, unsubscribe},
};

#[tokio::test]
async fn a_reference_id_comes_back_as_it_was_whatever_its_type() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    for reference in [
        "\"0\"",
        "5",
        "5.0",
        "-1.5",
        "9007199254740993",
        "true",
        "\"\\u0000 \u{e9}\u{1f600}\"",
        "[1,[2]]",
        "{\"b\":1,\"a\":{\"z\":null,\"y\":[]}}",
    ] {
        let name = "\"request\":\"interaction.getInteractions\"";
        app.say_text(&format!("{{{name},\"referenceId\":{reference},\"userAgent\":\"WWE Client\"}}")).await;
        let wanted = format!(
            "{{\"referenceId\":{reference},\"data\":[],\"userAgent\":\"WWE Server\",\"protocolVersion\":2}}"
        );
        assert_eq!(app.hear_text().await, wanted);
    }
}

#[tokio::test]
async fn a_reference_id_that_is_none_is_not_echoed() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    for none in [json!(0), json!(""), json!(false), json!(null)] {
        app.say(&fence(none)).await;
        assert_eq!(app.hear().await, json!({ "data": [], "userAgent": "WWE Server", "protocolVersion": 2 }));
    }
}

#[tokio::test]
async fn equal_reference_ids_of_two_sockets_are_two_requests() {
    let host = MockHost::start().await;
    let mut one = App::connect(host.ws_url()).await;
    let mut two = App::connect(host.ws_url()).await;
    one.say(&request("interaction.getInteractions", json!([]), "0")).await;
    two.say(&request("interaction.getByInteractionId", json!(["1"]), "0")).await;
    assert_eq!(one.hear().await["data"], json!([]));
    assert_eq!(two.hear().await["data"], Value::Null);
    assert!(one.is_served().await && two.is_served().await);
}

#[tokio::test]
async fn a_socket_hears_what_it_has_subscribed_to_and_no_more() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut hearing = App::connect(host.ws_url()).await;
    let mut deaf = App::connect(host.ws_url()).await;
    hearing.say(&subscribe(json!(["agent", "interaction"]), "0")).await;
    let wanted = json!({ "referenceId": "0", "subscriptionId": "sub-1", "userAgent": "WWE Server", "protocolVersion": 2 });
    assert_eq!(hearing.hear().await, wanted);
    hearing.say(&subscribe(json!("interaction"), "1")).await;
    hearing.hear().await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    // Once, though two subscriptions name it.
    assert_eq!(event_types(&hearing.heard().await), ["ADDED", "RINGING"]);
    assert!(deaf.is_served().await);
    for id in ["sub-1", "sub-2"] {
        hearing.say(&unsubscribe(&json!(id), "2")).await;
        assert!(hearing.hear().await.get("errorMessage").is_none());
    }
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert!(hearing.is_served().await);
    Ok(())
}

#[tokio::test]
async fn the_answer_comes_before_the_events_that_the_request_causes() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut app = App::listening(host.ws_url()).await;
    let mut other = App::listening(host.ws_url()).await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert_eq!((app.heard().await.len(), other.heard().await.len()), (2, 2));
    app.say(&request("interaction.accept", json!(["1"]), "0")).await;
    assert_eq!(
        app.hear().await,
        json!({ "referenceId": "0", "userAgent": "WWE Server", "protocolVersion": 2 })
    );
    let event = app.hear().await;
    assert_eq!(event["data"]["eventType"], "ESTABLISHED");
    assert_eq!(other.heard().await, [event]);
    Ok(())
}

#[tokio::test]
async fn an_event_has_its_four_keys_in_their_order() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut app = App::listening(host.ws_url()).await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    let event = app.hear().await;
    let keys: Vec<&String> = event.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["event", "data", "userAgent", "protocolVersion"]);
    Ok(())
}

#[tokio::test]
async fn the_origin_is_that_of_the_header_or_else_of_the_query() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let by_query = format!("{}?origin=https%3A%2F%2Fquery.example", host.ws_url());
    let _one = App::from_origin(&by_query, "https://header.example").await;
    let _two = App::connect(&by_query).await;
    let _three = App::connect(host.ws_url()).await;
    let journal = host.journal_after(0).await?;
    let frames = journal.iter().filter(|entry| entry.frame.is_some());
    let notes: Vec<&str> = frames.filter_map(|entry| entry.note.as_deref()).collect();
    let wanted = [
        "frame s1 opened, origin https://header.example",
        "frame s2 opened, origin https://query.example",
        "frame s3 opened, origin (none)",
    ];
    assert_eq!(notes, wanted);
    Ok(())
}

#[tokio::test]
async fn a_frame_is_accepted_by_its_origin_as_the_profile_says() -> Result<(), HostError> {
    let host = MockHost::start().await;
    host.patch_profile(json!({ "acceptedOrigins": ["https://query.example"] })).await?;
    let mut one = App::connect(&format!("{}?origin=https://query.example", host.ws_url())).await;
    assert!(one.is_served().await);
    host.patch_profile(json!({ "acceptedOrigins": [], "originNotAccepted": "failure" })).await?;
    let refused = one.call("interaction.getInteractions", json!([])).await;
    assert_eq!(refused["errorMessage"], "the origin https://query.example is not accepted by this host");
    host.patch_profile(json!({ "acceptedOrigins": ["*"] })).await?;
    assert!(one.is_served().await);
    Ok(())
}

#[tokio::test]
async fn a_frame_that_is_not_accepted_meets_silence_with_its_reason_in_the_journal() -> Result<(), HostError>
{
    let host = MockHost::start().await;
    let mut app = App::from_origin(host.ws_url(), "https://foreign.example").await;
    app.say(&subscribe(json!("interaction"), "0")).await;
    app.say(&fence("1")).await;
    // The first thing that is heard is the answer to what was said after the origin had been let in.
    let silent = crate::patience::until("second note", async || {
        let journal = host.journal_after(0).await.expect("a journal");
        let notes: Vec<_> =
            journal.into_iter().filter(|entry| entry.clause.as_deref() == Some("gate.origin/3")).collect();
        (notes.len() == 2).then_some(notes)
    })
    .await;
    assert_eq!(silent[0].note.as_deref(), Some("the origin https://foreign.example is not accepted"));
    assert_eq!(silent[0].frame.as_deref(), Some("s1"));
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    host.patch_profile(json!({ "acceptedOrigins": ["*"] })).await?;
    assert!(app.is_served().await);
    Ok(())
}

#[tokio::test]
async fn a_frame_that_closes_gets_nothing_and_its_subscriptions_end() -> Result<(), HostError> {
    let host = MockHost::start().await;
    App::listening(host.ws_url()).await.leave().await;
    let caused = host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert!(caused.outputs.is_empty());
    let journal = host.journal_after(0).await?;
    let closed = journal.iter().find(|entry| entry.clause.as_deref() == Some("frame/6")).expect("a note");
    assert_eq!((closed.frame.as_deref(), closed.note.as_deref()), (Some("s1"), Some("frame s1 closed")));
    // The next socket is another frame.
    let mut next = App::listening(host.ws_url()).await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert_eq!(next.heard().await.len(), 2);
    assert!(host.journal_after(0).await?.iter().any(|entry| entry.frame.as_deref() == Some("s2")));
    Ok(())
}

#[tokio::test]
async fn a_socket_is_one_life_whatever_its_reference_ids() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    app.say(&subscribe(json!("interaction"), "0")).await;
    app.hear().await;
    app.say(&fence("0")).await;
    app.hear().await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert_eq!(app.heard().await.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_greeting_on_load_is_the_first_thing_that_a_frame_hears() -> Result<(), HostError> {
    let host = MockHost::builder().profile(json!({ "frameGreeting": "load" })).start().await?;
    let mut app = App::connect(host.ws_url()).await;
    assert_eq!(app.hear().await, json!({ "userAgent": "WWE Server", "protocolVersion": 2, "frameId": "s1" }));
    Ok(())
}

#[tokio::test]
async fn a_ping_is_answered() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    app.send(Message::Ping("are you there".into())).await.expect("it is sent");
    let mut socket = app.into_socket();
    let pong = crate::patience::within("pong", futures_util::StreamExt::next(&mut socket)).await;
    assert_eq!(pong.expect("an answer").expect("a frame"), Message::Pong("are you there".into()));
}

#[tokio::test]
async fn an_event_reaches_a_hundred_sockets_in_the_same_form() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut apps = Vec::new();
    for _ in 0..100 {
        apps.push(App::listening(host.ws_url()).await);
    }
    let caused = host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert_eq!(caused.outputs.len(), 200);
    let wanted: Vec<_> = caused.outputs.iter().take(100).map(|output| &output.message).collect();
    assert!(wanted.windows(2).all(|pair| pair[0] == pair[1]));
    for app in &mut apps {
        let heard = app.heard().await;
        assert_eq!((&heard[0], heard.len()), (wanted[0], 2));
    }
    Ok(())
}
