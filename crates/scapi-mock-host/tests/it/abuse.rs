//! What a socket may do wrong, and that nobody else notices.

use futures_util::{SinkExt, StreamExt};
use scapi_mock_host::{HostError, MockHost};
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::{
    app::App,
    control::Control,
    patience::{until, within},
    raw,
    wire::{fence, padded, request},
};

const MEBIBYTE: usize = 1024 * 1024;

/// Apps in the same session and in another one, which have to be served as if nothing were.
struct Others {
    same: App,
    another: App,
}

impl Others {
    async fn of(host: &MockHost) -> Self {
        let links = Control::of(host).session(&json!({})).await;
        let another = App::connect(links["ws"].as_str().expect("a URL")).await;
        Self { same: App::connect(host.ws_url()).await, another }
    }

    async fn are_served(&mut self) -> bool {
        self.same.is_served().await && self.another.is_served().await
    }
}

/// The notes about what could not be read.
async fn unreadable(host: &MockHost) -> Vec<String> {
    let journal = host.journal_after(0).await.expect("a journal");
    let notes = journal.into_iter().filter(|entry| entry.clause.as_deref() == Some("envelope/34"));
    notes.filter_map(|entry| entry.note).collect()
}

async fn until_closed(host: &MockHost, frame: &str) {
    let closed = format!("frame {frame} closed");
    until("end of the frame", async || {
        let journal = host.journal_after(0).await.expect("a journal");
        journal.into_iter().find(|entry| entry.note.as_deref() == Some(&*closed))
    })
    .await;
}

#[tokio::test]
async fn a_message_of_a_mebibyte_is_served_and_one_byte_more_is_not() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    let exactly = padded(&fence("0").to_string(), MEBIBYTE);
    app.say_text(&exactly).await;
    assert_eq!(app.hear().await["referenceId"], "0");
    app.say_text(&(exactly + " ")).await;
    assert!(app.is_served().await);
    assert_eq!(unreadable(&host).await, ["a message of 1048577 bytes; at most 1048576 are taken"]);
}

#[tokio::test]
async fn a_message_of_ten_mebibytes_ends_its_socket_and_nothing_else() {
    let host = MockHost::start().await;
    let mut others = Others::of(&host).await;
    let mut app = App::connect(host.ws_url()).await;
    // The host may hang up before it has all of it.
    let _ = app.send(Message::text("x".repeat(10 * MEBIBYTE))).await;
    app.ended().await;
    until_closed(&host, "s2").await;
    assert!(others.are_served().await);
    assert!(unreadable(&host).await[0].starts_with("the socket broke: "));
}

#[tokio::test]
async fn a_message_of_ten_mebibytes_in_fragments_ends_its_socket_too() {
    let host = MockHost::start().await;
    let mut stream = raw::websocket(TcpStream::connect(host.address()).await.expect("a connection")).await;
    let not_final = |opcode: u8| {
        let mut bytes = raw::frame(opcode, &vec![b'x'; MEBIBYTE]);
        bytes[0] = opcode;
        bytes
    };
    let _ = stream.write_all(&not_final(raw::TEXT)).await;
    for _ in 0..9 {
        // Opcode 0 continues; the host hangs up on the way.
        let _ = stream.write_all(&not_final(0)).await;
    }
    raw::to_end(&mut stream).await;
    until_closed(&host, "s1").await;
    assert!(App::connect(host.ws_url()).await.is_served().await);
}

#[tokio::test]
async fn a_post_of_ten_mebibytes_is_refused_or_cut_and_nothing_else_suffers() {
    let host = MockHost::start().await;
    let mut others = Others::of(&host).await;
    let control = Control::of(&host);
    for path in ["/s/default/messages", "/s/default/control/stimuli", "/sessions"] {
        let body = "x".repeat(10 * MEBIBYTE);
        let request = control
            .request(reqwest::Method::POST, path)
            .header("content-type", "application/json")
            .body(body);
        // The answer comes before the body is read; whether it is seen is a matter of the system.
        if let Ok(answer) = within("answer", request.send()).await {
            assert_eq!(answer.status().as_u16(), 413, "{path}");
        }
        assert!(others.are_served().await);
    }
    assert_eq!(control.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn ten_thousand_messages_in_a_burst_are_all_answered_in_order() {
    let host = MockHost::start().await;
    let (mut sink, mut stream) = App::connect(host.ws_url()).await.into_socket().split();
    let sending = async {
        for number in 1..=10_000 {
            sink.feed(Message::text(fence(number).to_string())).await.expect("the host reads");
        }
        sink.flush().await.expect("the host reads");
    };
    let hearing = async {
        for number in 1..=10_000 {
            let heard = within("answer", stream.next()).await.expect("an answer").expect("a frame");
            let answer: Value = serde_json::from_str(heard.to_text().expect("text")).expect("JSON");
            assert_eq!(answer["referenceId"], number);
        }
    };
    tokio::join!(sending, hearing);
}

#[tokio::test]
async fn a_burst_that_is_sent_before_anything_is_read_is_answered_too() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    // More than the host keeps for one socket, and less than the system does.
    for number in 1..=10_000 {
        app.say(&request("system.amIVisible", json!([]), number)).await;
    }
    for number in 1..=10_000 {
        assert_eq!(app.hear().await["referenceId"], number);
    }
}

#[tokio::test]
async fn a_socket_that_is_cut_in_the_middle_of_a_frame_is_closed() {
    let host = MockHost::start().await;
    let mut others = Others::of(&host).await;
    let mut stream = raw::websocket(TcpStream::connect(host.address()).await.expect("a connection")).await;
    let frame = raw::frame(raw::TEXT, fence("0").to_string().as_bytes());
    stream.write_all(&frame).await.expect("the host reads");
    stream.write_all(&frame[..frame.len() / 2]).await.expect("the host reads");
    drop(stream);
    until_closed(&host, "s2").await;
    assert!(others.are_served().await);
    // What had come whole was carried out.
    let journal = host.journal_after(0).await.expect("a journal");
    let whole =
        journal.iter().filter(|entry| entry.frame.as_deref() == Some("s2") && entry.message.is_some());
    assert_eq!(whole.count(), 2, "a request and its answer");
}

#[tokio::test]
async fn text_that_is_not_utf8_ends_its_socket() {
    let host = MockHost::start().await;
    let mut others = Others::of(&host).await;
    let mut stream = raw::websocket(TcpStream::connect(host.address()).await.expect("a connection")).await;
    stream.write_all(&raw::frame(raw::TEXT, b"\"\xff\"")).await.expect("the host reads");
    raw::to_end(&mut stream).await;
    until_closed(&host, "s2").await;
    assert!(unreadable(&host).await[0].starts_with("the socket broke: "));
    assert!(others.are_served().await);
}

#[tokio::test]
async fn bytes_that_are_no_websocket_frames_end_their_socket() {
    let host = MockHost::start().await;
    let mut others = Others::of(&host).await;
    let unmasked = [0x81, 0x01, b'1'];
    let reserved = [0xff, 0x80, 0, 0, 0, 0];
    for (number, bytes) in [&unmasked[..], &reserved, b"GET / HTTP/1.1\r\n\r\n"].iter().enumerate() {
        let mut stream =
            raw::websocket(TcpStream::connect(host.address()).await.expect("a connection")).await;
        stream.write_all(bytes).await.expect("the host reads");
        raw::to_end(&mut stream).await;
        until_closed(&host, &format!("s{}", number + 2)).await;
    }
    assert!(others.are_served().await);
}

#[tokio::test]
async fn a_binary_message_is_noted_and_not_answered() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    app.send(Message::Binary(Bytes::from(fence("0").to_string()))).await.expect("it is sent");
    assert!(app.is_served().await);
    assert_eq!(unreadable(&host).await, ["a binary message; messages are text"]);
}

/// `["[[[…]]]"]` with so many levels below the message itself.
fn deep(levels: usize) -> String {
    let (open, close) = ("[".repeat(levels), "]".repeat(levels));
    let mut message = fence("0").to_string();
    message.pop();
    format!("{message},\"deep\":{open}{close}}}")
}

#[tokio::test]
async fn json_of_a_hundred_and_twenty_levels_is_served_and_shown() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    app.say_text(&deep(119)).await;
    assert_eq!(app.hear().await["referenceId"], "0");
    let journal = Control::of(&host).journal(0).await;
    let entry =
        journal["entries"].as_array().expect("entries").iter().find(|entry| entry.get("message").is_some());
    assert_eq!(entry.expect("the message")["message"].to_string(), deep(119));
    let by_http = Control::of(&host).post_text("/s/default/messages", deep(119)).await;
    assert_eq!(by_http.status, 200);
}

#[tokio::test]
async fn json_of_many_levels_is_unreadable() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    app.say_text(&deep(100_000)).await;
    assert!(app.is_served().await);
    assert!(unreadable(&host).await[0].starts_with("not JSON: recursion limit exceeded"));
    let by_http = Control::of(&host).post_text("/s/default/messages", deep(100_000)).await;
    assert!(by_http.problem(400).starts_with("recursion limit exceeded"), "{}", by_http.body);
}

#[tokio::test]
async fn half_a_surrogate_pair_is_unreadable_and_a_whole_one_is_not() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    let with_reference = |reference: &str| fence("?").to_string().replace('?', reference);
    app.say_text(&with_reference(r"\ud83d\ude00")).await;
    assert_eq!(app.hear().await["referenceId"], "\u{1f600}");
    for half in [r"\ud800", r"\udc00", r"\ud800\u0041", r"\ud800x"] {
        app.say_text(&with_reference(half)).await;
    }
    assert!(app.is_served().await);
    assert_eq!(unreadable(&host).await.len(), 4);
}

#[tokio::test]
async fn keys_with_odd_characters_are_kept_as_they_are() -> Result<(), HostError> {
    let host = MockHost::start().await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    let mut app = App::connect(host.ws_url()).await;
    let odd = json!({ "": "empty", "nul\u{0}": "\u{0}", "\u{202e}\u{feff}": "\u{2028}", "__proto__": { "a": 1 }, "e\u{301}": "\u{e9}" });
    assert!(app.call("interaction.setUserData", json!(["1", odd])).await.get("errorMessage").is_none());
    let shown = app.call("interaction.getByInteractionId", json!(["1"])).await;
    assert_eq!(shown["data"]["userData"], odd);
    assert!(
        app.call("interaction.deleteUserData", json!(["1", "nul\u{0}"])).await.get("errorMessage").is_none()
    );
    let shown = app.call("interaction.getByInteractionId", json!(["1"])).await;
    assert_eq!(shown["data"]["userData"].as_object().map(serde_json::Map::len), Some(4));
    Ok(())
}

#[tokio::test]
async fn of_a_key_that_comes_twice_the_last_counts_as_in_a_browser() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    let twice = fence("1").to_string().replacen('{', "{\"referenceId\":\"0\",\"request\":\"no.such\",", 1);
    app.say_text(&twice).await;
    let answer = app.hear().await;
    assert_eq!((&answer["referenceId"], &answer["data"]), (&json!("1"), &json!([])));
}

#[tokio::test]
async fn numbers_out_of_range_are_unreadable_and_the_socket_goes_on() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    for number in ["1e999", "-1e999", "NaN", "01", "+1"] {
        app.say_text(&format!(
            "{{\"request\":\"agent.get\",\"referenceId\":{number},\"userAgent\":\"WWE Client\"}}"
        ))
        .await;
    }
    assert!(app.is_served().await);
    assert_eq!(unreadable(&host).await.len(), 5);
}

#[tokio::test]
async fn of_text_that_is_no_json_the_beginning_is_kept() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    app.say_text(&"\u{1f600}".repeat(100_000)).await;
    assert!(app.is_served().await);
    let journal = host.journal_after(0).await.expect("a journal");
    let text = journal.iter().find_map(|entry| entry.text.clone()).expect("the text");
    assert_eq!(text, "\u{1f600}".repeat(2000));
}

#[tokio::test]
async fn sockets_that_come_and_go_leave_nothing_behind() {
    let host = MockHost::start().await;
    for _ in 0..200 {
        App::listening(host.ws_url()).await.leave().await;
    }
    assert!(host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call").outputs.is_empty());
    assert!(App::connect(host.ws_url()).await.is_served().await);
}
