//! Frames and pages that do not read: they are cut off, and harm nobody.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use scapi_mock_host::{ClockKind, HostError, MockHost};
use serde_json::{Value, json};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpSocket, TcpStream},
};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    app::App,
    page::Page,
    patience::{until, within},
    raw,
    wire::{request, subscribe},
};

/// A host whose calls ring for as long as a test needs.
async fn patient_host() -> MockHost {
    MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host")
}

/// A socket that hears interactions and reads nothing. The system keeps little for it.
async fn deaf_socket(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("a small buffer");
    let mut stream = raw::websocket(socket.connect(address).await.expect("a connection")).await;
    let message = subscribe(json!("interaction"), "0").to_string();
    stream.write_all(&raw::frame(raw::TEXT, message.as_bytes())).await.expect("the host reads");
    stream
}

async fn until_note(host: &MockHost, note: &str) {
    until(note, async || {
        let journal = host.journal_after(0).await.expect("a journal");
        journal.into_iter().find(|entry| entry.note.as_deref() == Some(note))
    })
    .await;
}

/// Makes more events than the system and the host keep for one frame together: some 20 MiB.
async fn flood(host: &MockHost, app: &mut App) -> Result<(), HostError> {
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    let heavy = "x".repeat(500_000);
    for number in 0..100 {
        set_user_data(app, json!({ "heavy": heavy, "number": number })).await;
    }
    assert!(
        app.call("interaction.deleteUserData", json!(["1", "heavy"])).await.get("errorMessage").is_none()
    );
    Ok(())
}

async fn set_user_data(app: &mut App, key_values: Value) {
    let answer = app.call("interaction.setUserData", json!(["1", key_values])).await;
    assert!(answer.get("errorMessage").is_none(), "{answer}");
}

/// Whether the system of the host still has this connection as an open one.
#[cfg(target_os = "linux")]
fn is_established(host: SocketAddr, peer: SocketAddr) -> bool {
    const ESTABLISHED: &str = "01";
    let table = std::fs::read_to_string("/proc/net/tcp").expect("a table of connections");
    let ends = (format!(":{:04X}", host.port()), format!(":{:04X}", peer.port()));
    table.lines().skip(1).any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        fields[1].ends_with(&ends.0) && fields[2].ends_with(&ends.1) && fields[3] == ESTABLISHED
    })
}

#[tokio::test]
async fn a_frame_that_does_not_read_is_cut_off_and_harms_nobody() -> Result<(), HostError> {
    let host = patient_host().await;
    let deaf = deaf_socket(host.address()).await;
    until_note(&host, "frame s1 opened, origin (none)").await;
    let mut app = App::connect(host.ws_url()).await;
    flood(&host, &mut app).await?;
    until_note(&host, "frame s1 closed").await;
    assert!(app.is_served().await);
    assert!(host.stimulus(json!({ "type": "inbound-call" })).await?.outputs.is_empty());
    #[cfg(target_os = "linux")]
    {
        let peer = deaf.local_addr().expect("an address");
        until("end of the connection", async || (!is_established(host.address(), peer)).then_some(())).await;
    }
    drop(deaf);
    Ok(())
}

#[tokio::test]
async fn a_frame_that_reads_late_hears_everything_in_order() -> Result<(), HostError> {
    let host = patient_host().await;
    let mut late = App::listening(host.ws_url()).await;
    let mut app = App::connect(host.ws_url()).await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    for number in 0..5000 {
        set_user_data(&mut app, json!({ "number": number })).await;
    }
    let heard = late.heard().await;
    let numbers: Vec<u64> = heard
        .iter()
        .filter_map(|event| event["data"]["interaction"]["userData"]["number"].as_u64())
        .collect();
    assert_eq!(numbers, (0..5000).collect::<Vec<u64>>());
    Ok(())
}

#[tokio::test]
async fn a_frame_that_asks_much_and_reads_late_waits_for_itself_alone() {
    let host = patient_host().await;
    let (mut sink, mut stream) = App::connect(host.ws_url()).await.into_socket().split();
    // 50 MB of answers: the host stops reading on the way, and goes on when they are read.
    let reference = |number: usize| format!("{number} {}", "x".repeat(500_000));
    let asking = tokio::spawn(async move {
        for number in 0..100 {
            let question = request("system.amIVisible", json!([]), reference(number));
            sink.send(Message::text(question.to_string())).await.expect("the host reads in the end");
        }
    });
    until("some answers", async || {
        let journal = host.journal_after(0).await.expect("a journal");
        (journal.len() > 10).then_some(())
    })
    .await;
    assert!(App::connect(host.ws_url()).await.is_served().await);
    for number in 0..100 {
        let heard = within("answer", stream.next()).await.expect("an answer").expect("a frame");
        let answer: Value = serde_json::from_str(heard.to_text().expect("text")).expect("JSON");
        assert_eq!(answer["referenceId"], reference(number));
    }
    asking.await.expect("everything was asked");
}

#[tokio::test]
async fn an_answer_of_any_size_is_given_to_a_frame_that_reads() -> Result<(), HostError> {
    let host = patient_host().await;
    let mut app = App::connect(host.ws_url()).await;
    for _ in 0..40 {
        host.stimulus(json!({ "type": "inbound-call", "userData": { "heavy": "x".repeat(1_000_000) } }))
            .await?;
    }
    let answer = app.call("interaction.getInteractions", json!([])).await;
    assert_eq!(answer["data"].as_array().map(Vec::len), Some(40));
    assert!(app.call("interaction.getInteractions", json!([])).await["data"].is_array());
    Ok(())
}

#[tokio::test]
async fn a_page_for_which_too_much_waits_starts_anew() -> Result<(), HostError> {
    let host = patient_host().await;
    let mut page = Page::connect(&host).await;
    page.open_frame("f1", "http://localhost:3000").await;
    page.report("f1", "http://localhost:3000", &subscribe(json!("interaction"), "0")).await;
    page.next_of("ack").await;
    page.next_of("message").await;
    page.go_away().await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    let mut app = App::connect(host.ws_url()).await;
    // 64 MiB wait at most.
    for number in 0..70 {
        set_user_data(&mut app, json!({ "heavy": "x".repeat(1_000_000), "number": number })).await;
    }
    until_note(&host, "frame f1 closed").await;
    assert_eq!(Page::resume(&host, "b1", 1).await.welcome["resumed"], false);
    Ok(())
}

#[tokio::test]
async fn a_page_is_shown_a_journal_of_any_weight() -> Result<(), HostError> {
    let host = patient_host().await;
    for _ in 0..60 {
        host.stimulus(json!({ "type": "inbound-call", "userData": { "heavy": "x".repeat(1_000_000) } }))
            .await?;
    }
    let mut page = Page::connect(&host).await;
    page.until_state(Value::is_object).await;
    let calls = page.journal.iter().filter(|entry| entry["kind"] == "stimulus");
    assert_eq!(calls.count(), 60);
    host.stimulus(json!({ "type": "agent-accepts", "interactionId": "1" })).await?;
    page.until_entry(|entry| entry["stimulus"]["type"] == "agent-accepts").await;
    Ok(())
}
