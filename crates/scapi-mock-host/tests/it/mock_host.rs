//! `MockHost` as a test's own host: how it starts, what it gives, and that it is gone when it is dropped.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use scapi_mock_host::{ClockKind, HostError, MockHost, StimulusFault};
use scapi_schema::journal::Kind;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::{
    app::App,
    control::Control,
    patience::{until, within},
    raw,
    wire::{event_types, fence},
};

#[tokio::test]
async fn a_host_is_ready_when_start_returns() {
    let host = MockHost::start().await;
    let mut app = App::connect(host.ws_url()).await;
    assert_eq!(app.call("interaction.getInteractions", json!([])).await["data"], json!([]));
    assert_eq!(Control::of(&host).get("/healthz").await.status, 200);
    assert_eq!(host.url(), format!("http://{}/s/default/", host.address()));
    assert_eq!(host.control_url(), format!("http://{}/s/default/control", host.address()));
}

#[tokio::test]
async fn a_stimulus_gives_the_interaction_and_what_the_host_said() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut app = App::listening(host.ws_url()).await;
    let call = host.stimulus(json!({ "type": "inbound-call", "ani": "+33298000000" })).await?;
    assert_eq!(call.interaction.state.as_str(), "RINGING");
    let said: Vec<_> = call.outputs.iter().map(|output| output.message.clone()).collect();
    assert_eq!(event_types(&said), ["ADDED", "RINGING"]);
    assert!(call.outputs.iter().all(|output| output.frame == "s1"));
    assert_eq!(app.heard().await, said);
    let journal = host.journal_after(0).await?;
    assert!(journal.iter().any(|entry| entry.seq == call.cursor && entry.kind == Kind::Message));
    assert_eq!(host.interactions().await?, [call.interaction]);
    Ok(())
}

#[tokio::test]
async fn a_stimulus_that_is_wrong_or_comes_at_the_wrong_time_is_an_error() {
    let host = MockHost::start().await;
    let wrong = host.stimulus(json!({ "type": "inbound-cal" })).await.unwrap_err();
    assert!(matches!(wrong, HostError::Stimulus(StimulusFault::Malformed(_))), "{wrong:?}");
    assert_eq!(wrong.to_string(), "there is no stimulus \"inbound-cal\"; did you mean \"inbound-call\"?");
    let early = host.stimulus(json!({ "type": "agent-accepts", "interactionId": "1" })).await.unwrap_err();
    assert!(matches!(early, HostError::Stimulus(StimulusFault::Refused(_))), "{early:?}");
}

#[tokio::test]
async fn a_virtual_clock_moves_only_by_advance() -> Result<(), HostError> {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await?;
    let mut app = App::listening(host.ws_url()).await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert_eq!(event_types(&app.heard().await), ["ADDED", "RINGING"]);
    assert!(host.advance(19_999).await?.is_empty());
    let said = host.advance(1).await?;
    assert_eq!(said.len(), 2);
    assert_eq!(event_types(&app.heard().await), ["RELEASED", "REMOVED"]);
    assert!(host.interactions().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_real_clock_cannot_be_advanced_and_fires_by_itself() -> Result<(), HostError> {
    let host = MockHost::builder().profile(json!({ "ringTimeoutMs": 1 })).start().await?;
    let refused = host.advance(1).await.unwrap_err();
    assert!(refused.to_string().contains("make a session with {\"clock\":\"virtual\"}"), "{refused}");
    let mut app = App::listening(host.ws_url()).await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    for expected in ["ADDED", "RINGING", "RELEASED", "REMOVED"] {
        assert_eq!(app.hear().await["data"]["eventType"], expected);
    }
    Ok(())
}

#[tokio::test]
async fn the_same_seed_gives_the_same_identifiers_and_another_one_others() -> Result<(), HostError> {
    let mut calls = Vec::new();
    for seed in [7, 7, 8] {
        let host = MockHost::builder().seed(seed).start().await?;
        calls.push(host.stimulus(json!({ "type": "inbound-call" })).await?.interaction);
    }
    assert_eq!(calls[0], calls[1]);
    assert_ne!(calls[0].case_id, calls[2].case_id);
    Ok(())
}

#[tokio::test]
async fn a_profile_given_at_the_start_holds_also_after_a_reset() -> Result<(), HostError> {
    let host = MockHost::builder().profile(json!({ "voidResult": "null" })).start().await?;
    let profile = host.patch_profile(json!({ "voidResult": "true", "ringTimeoutMs": 5 })).await?;
    assert_eq!(profile.ring_timeout_ms, 5);
    host.reset().await?;
    let profile = host.patch_profile(json!({})).await?;
    assert_eq!(serde_json::to_value(&profile).expect("JSON")["voidResult"], "null");
    assert_eq!(profile.ring_timeout_ms, 20_000);
    Ok(())
}

#[tokio::test]
async fn a_wrong_profile_shows_at_the_start_and_at_a_patch() {
    let wrong = json!({ "voidresult": "null" });
    let text = "the host profile has no key \"voidresult\"; did you mean \"voidResult\"?";
    let refused = MockHost::builder().profile(wrong.clone()).start().await.unwrap_err();
    assert!(matches!(refused, HostError::Profile(_)));
    assert_eq!(refused.to_string(), text);
    let host = MockHost::start().await;
    assert_eq!(host.patch_profile(wrong).await.unwrap_err().to_string(), text);
}

#[tokio::test]
async fn an_app_that_is_no_web_address_shows_at_the_start() {
    for app in ["localhost:3000", "ftp://localhost/", "/app", "", "http://"] {
        let refused = MockHost::builder().app(app).start().await.unwrap_err();
        let wanted = format!("an app is an http or https URL such as http://localhost:3000, got \"{app}\"");
        assert_eq!(refused.to_string(), wanted);
    }
}

#[tokio::test]
async fn the_origin_of_an_app_is_accepted_and_others_are_not() -> Result<(), HostError> {
    let host = MockHost::builder().app("http://localhost:3000/deep/path?x=1").start().await?;
    let mut app = App::from_origin(host.ws_url(), "http://localhost:3000").await;
    assert!(app.is_served().await);
    host.patch_profile(json!({ "originNotAccepted": "failure" })).await?;
    let mut other = App::from_origin(host.ws_url(), "http://localhost:3001").await;
    let refused = other.call("interaction.getInteractions", json!([])).await;
    assert_eq!(refused["errorMessage"], "the origin http://localhost:3001 is not accepted by this host");
    Ok(())
}

#[tokio::test]
async fn a_port_in_use_is_said_with_the_remedy() {
    let first = MockHost::start().await;
    let refused = MockHost::builder().port(first.address().port()).start().await.unwrap_err();
    assert!(matches!(refused, HostError::Listen { .. }));
    let wanted = format!(
        "failed to listen on {}: the port is in use; stop the other program, or choose another port with --port \
         (0 picks a free one)",
        first.address()
    );
    assert_eq!(refused.to_string(), wanted);
}

#[tokio::test]
async fn a_port_that_another_program_has_on_the_second_address_is_in_use() {
    let Ok(other) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await else { return };
    let taken = other.local_addr().expect("an address");
    let both: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    let refused = MockHost::builder().addresses(both).port(taken.port()).start().await.unwrap_err();
    assert!(refused.to_string().starts_with("failed to listen on "), "{refused}");
    assert!(refused.to_string().contains("the port is in use"), "{refused}");
}

#[tokio::test]
async fn a_host_listens_on_every_address_that_the_machine_has() -> Result<(), HostError> {
    // An address for documentation, which no machine has.
    let nowhere = IpAddr::from([192, 0, 2, 1]);
    let second = Ipv4Addr::new(127, 0, 0, 2);
    let addresses: [IpAddr; 3] = [Ipv4Addr::LOCALHOST.into(), nowhere, second.into()];
    let reachable = || MockHost::builder().allow_remote().control_token("documentation-only");
    let host = reachable().addresses(addresses).start().await?;
    let there = SocketAddr::new(second.into(), host.address().port());
    // Not every system has the whole of 127.0.0.0/8.
    if TcpListener::bind((second, 0)).await.is_ok() {
        assert_eq!(raw::status(&raw::get(there, "/healthz", "localhost").await), 200);
    }
    assert_eq!(raw::status(&raw::get(host.address(), "/healthz", "localhost").await), 200);
    let refused = reachable().addresses([nowhere]).start().await.unwrap_err();
    assert!(refused.to_string().starts_with("failed to listen on 192.0.2.1:0: "), "{refused}");
    MockHost::builder().addresses([]).start().await.expect_err("nowhere to listen");
    Ok(())
}

#[tokio::test]
async fn hosts_that_are_alive_at_the_same_time_share_nothing() -> Result<(), HostError> {
    let (one, two) = (MockHost::start().await, MockHost::start().await);
    let mut app = App::listening(two.ws_url()).await;
    one.stimulus(json!({ "type": "inbound-call" })).await?;
    assert_eq!(app.heard().await, Vec::<serde_json::Value>::new());
    assert!(two.interactions().await?.is_empty());
    assert_eq!(one.interactions().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_dropped_host_ends_its_sockets_its_sessions_and_its_connections() {
    let host = MockHost::start().await;
    let address = host.address();
    let mut app = App::listening(host.ws_url()).await;
    let links = Control::of(&host).session(&json!({})).await;
    let mut elsewhere = App::listening(links["ws"].as_str().expect("a URL")).await;
    let mut kept_alive = TcpStream::connect(address).await.expect("a connection");
    drop(host);
    assert_eq!(app.ended().await, Some(CloseCode::Away));
    assert_eq!(elsewhere.ended().await, Some(CloseCode::Away));
    assert_eq!(raw::to_end(&mut kept_alive).await, "");
    until("end of listening", async || TcpStream::connect(address).await.err()).await;
}

#[tokio::test]
async fn a_request_that_outlives_its_host_finds_no_session() {
    let host = MockHost::start().await;
    let mut stream = TcpStream::connect(host.address()).await.expect("a connection");
    let body = fence("0").to_string();
    let head = format!(
        "POST /s/default/messages HTTP/1.1\r\nhost: {}\r\nexpect: 100-continue\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        host.address(),
        body.len()
    );
    stream.write_all(head.as_bytes()).await.expect("it is read");
    let mut wait = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    within("wish for the body", stream.read_exact(&mut wait)).await.expect("an interim answer");
    drop(host);
    stream.write_all(body.as_bytes()).await.expect("it is read");
    assert_eq!(raw::status(&raw::to_end(&mut stream).await), 404);
}

/// Each with a socket, a connection kept alive, and something in its journal.
async fn two_hundred_hosts() {
    let mut hosts = Vec::new();
    let mut apps = Vec::new();
    let mut connections = Vec::new();
    for _ in 0..200 {
        let host = MockHost::start().await;
        apps.push(App::connect(host.ws_url()).await);
        connections.push(TcpStream::connect(host.address()).await.expect("a connection"));
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
        hosts.push(host);
    }
    let last = hosts.last().map(MockHost::address).expect("a host");
    drop(hosts);
    for app in &mut apps {
        app.ended().await;
    }
    for connection in &mut connections {
        assert_eq!(raw::to_end(connection).await, "");
    }
    until("end of listening", async || TcpStream::connect(last).await.err()).await;
}

#[tokio::test]
async fn two_hundred_hosts_are_dropped_inside_one_async_task_of_one_thread() {
    within("end of the hosts", two_hundred_hosts()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_hosts_are_dropped_inside_one_async_task_of_two_threads() {
    within("end of the hosts", two_hundred_hosts()).await;
}

#[test]
fn a_host_can_be_dropped_when_its_runtime_is_gone() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let host = runtime.block_on(MockHost::start());
    drop(runtime);
    let address = host.address();
    drop(host);
    std::net::TcpStream::connect(address).expect_err("nobody listens");
}
