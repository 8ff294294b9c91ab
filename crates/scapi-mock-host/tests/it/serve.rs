//! `scapi-mock-host serve`: what it prints, what it serves, how it refuses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use scapi_mock_host::MockHost;
use serde_json::{Value, json};

use crate::{
    app::{App, open},
    control::Control,
    patience::within,
    program::{Program, outcome, unread},
    raw,
};

#[tokio::test]
async fn help_says_what_there_is() {
    let (code, out, err) = outcome(&["--help"]).await;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for word in [
        "--app",
        "--app-per-interaction",
        "--app-window",
        "--allow-frame-ancestor",
        "--port",
        "--host",
        "--json",
        "--allowed-host",
        "--allow-control-origin",
        "--allow-remote",
        "--control-token",
        "--tls",
        "--log",
        "--log-format",
        "--log-user-data",
        "--max-sessions",
        "--max-frames",
        "--max-interactions",
        "--max-request-bytes",
        "--config",
        "openapi",
        "--record",
        "--validation",
        "serve",
        "drive",
        "validate",
        "replay",
        "7780",
    ] {
        assert!(out.contains(word), "{word} is missing: {out}");
    }
}

#[tokio::test]
async fn the_version_is_that_of_the_crate() {
    let wanted = concat!("scapi-mock-host ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(outcome(&["--version"]).await, (Some(0), wanted.into(), String::new()));
}

#[tokio::test]
async fn a_reader_who_has_had_enough_is_no_fault() {
    for command in [&["openapi"][..], &["validate", "--list-clauses"], &["validate", "--explain", "voice/19"]]
    {
        assert_eq!(unread(command).await, (Some(0), String::new()), "{command:?}");
    }
}

fn address(links: &Value) -> SocketAddr {
    let url = url::Url::parse(links["url"].as_str().expect("a URL")).expect("a URL");
    url.socket_addrs(|| None).expect("an address")[0]
}

#[tokio::test]
async fn the_first_line_in_json_names_a_session_that_is_ready() {
    let (_program, links) = Program::serving(&[]).await;
    let at = address(&links);
    let wanted = json!({
        "session": "default",
        "url": format!("http://{at}/s/default/"),
        "ws": format!("ws://{at}/s/default/ws"),
        "control": format!("http://{at}/s/default/control"),
    });
    assert_eq!(links, wanted);
    let mut app = App::listening(links["ws"].as_str().expect("a URL")).await;
    Control::at(&format!("http://{at}")).stimulus(&json!({ "type": "inbound-call" })).await;
    assert_eq!(app.heard().await.len(), 2);
    assert_eq!(raw::status(&raw::get(at, "/s/default/", "localhost").await), 200);
}

#[tokio::test]
async fn without_json_it_says_where_to_look_and_how_to_ring() {
    let mut program = Program::start(&["serve", "--port", "0", "--app", "http://localhost:3000"]);
    let mut lines = Vec::new();
    while lines.last() != Some(&"Stop it with Ctrl-C.".to_owned()) {
        lines.push(program.line().await.expect("a line"));
    }
    // The name of the app's host, so that its cookies are same-site.
    assert!(lines[0].starts_with("The agent desktop is at   http://localhost:"), "{lines:?}");
    assert_eq!(lines[1], "It embeds                 http://localhost:3000/");
    let ring = lines.iter().find(|line| line.trim_start().starts_with("curl ")).expect("a command");
    let output = tokio::process::Command::new("sh").arg("-c").arg(format!("{ring} --silent")).output().await;
    let output = output.expect("a shell");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["interaction"]["state"], "RINGING");
}

#[tokio::test]
async fn both_loopback_addresses_are_served_if_none_is_given() {
    let (_program, links) = Program::serving(&["--app", "http://localhost:3000"]).await;
    let port = address(&links).port();
    let mut families = 0;
    for ip in [IpAddr::from([127, 0, 0, 1]), Ipv6Addr::LOCALHOST.into()] {
        if std::net::TcpListener::bind((ip, 0)).is_ok() {
            let answer = raw::get((ip, port).into(), "/healthz", "localhost").await;
            assert_eq!(raw::status(&answer), 200);
            families += 1;
        }
    }
    assert!(families > 0, "this machine has no loopback");
}

#[tokio::test]
async fn a_given_address_is_the_only_one() {
    if std::net::TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_err() {
        return;
    }
    // The port is taken on the other address, which does not matter.
    let other = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = other.local_addr().expect("an address").port();
    let mut program = Program::start(&["--json", "--host", "::1", "--port", &port.to_string()]);
    let links: Value = serde_json::from_str(&program.line().await.expect("a line")).expect("JSON");
    assert_eq!(links["url"], format!("http://[::1]:{port}/s/default/"));
    let there = SocketAddr::from((Ipv6Addr::LOCALHOST, port));
    assert_eq!(raw::status(&raw::get(there, "/healthz", "[::1]").await), 200);
}

#[tokio::test]
async fn an_ipv6_address_stands_in_brackets_in_the_links() {
    if std::net::TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_err() {
        return;
    }
    let (_program, links) = Program::serving(&["--host", "::1"]).await;
    assert!(links["url"].as_str().expect("a URL").starts_with("http://[::1]:"), "{links}");
    assert!(App::connect(links["ws"].as_str().expect("a URL")).await.is_served().await);
}

#[tokio::test]
async fn a_host_that_listens_everywhere_is_announced_by_a_name_that_it_serves() {
    let (_program, links) = Program::serving(&["--host", "0.0.0.0", "--allow-remote"]).await;
    assert!(links["url"].as_str().expect("a URL").starts_with("http://127.0.0.1:"), "{links}");
    let token = links["token"].as_str().expect("a token");
    let ws = format!("{}?token={token}", links["ws"].as_str().expect("a URL"));
    assert!(App::connect(&ws).await.is_served().await);
}

#[tokio::test]
async fn a_port_in_use_is_one_line_with_the_remedy_and_exit_code_1() {
    let first = MockHost::start().await;
    let port = first.address().port().to_string();
    let (code, out, err) = outcome(&["--port", &port]).await;
    assert_eq!((code, out.as_str()), (Some(1), ""));
    let wanted = format!(
        "error: failed to listen on 127.0.0.1:{port}: the port is in use; stop the other program, or choose another port \
         with --port (0 picks a free one)\n"
    );
    assert_eq!(err, wanted);
}

#[tokio::test]
async fn wrong_arguments_are_exit_code_2_with_what_would_be_right() {
    for (arguments, remedy) in [
        (
            &["--app", "localhost:3000"][..],
            "an app is an http or https URL such as http://localhost:3000, got \"localhost:3000\"",
        ),
        (&["--app", "file:///etc/passwd"], "an app is an http or https URL"),
        (&["--host", "example.org"], "an IP address such as 127.0.0.1, or localhost, got \"example.org\""),
        (&["--port", "70000"], "70000 is not in 0..=65535"),
        (
            &["--allow-control-origin", "http://localhost:3000/app"],
            "an origin is a scheme, a host and a port, such as http://localhost:3000",
        ),
        (&["--allow-control-origin", "*"], "an origin is a scheme, a host and a port"),
        (&["--prot", "1"], "a similar argument exists: '--port'"),
        (&["driv"], "a similar subcommand exists: 'drive'"),
    ] {
        let (code, out, err) = outcome(arguments).await;
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(err.starts_with("error: ") && err.contains(remedy), "{arguments:?}: {err}");
    }
}

#[tokio::test]
async fn hosts_and_origins_that_are_let_in_on_the_command_line_are() {
    let (_program, links) = Program::serving(&[
        "--app",
        "http://localhost:3000",
        "--allowed-host",
        "desktop.test",
        "--allow-control-origin",
        "http://localhost:4000",
    ])
    .await;
    let at = address(&links);
    assert_eq!(raw::status(&raw::get(at, "/healthz", "desktop.test").await), 200);
    assert_eq!(raw::status(&raw::get(at, "/healthz", "other.test").await), 403);
    let preflight = format!(
        "OPTIONS /sessions HTTP/1.1\r\nhost: {at}\r\norigin: http://localhost:4000\r\naccess-control-request-method: POST\r\n\
         connection: close\r\n\r\n"
    );
    let answer = raw::exchange(at, &preflight).await.to_lowercase();
    assert!(answer.contains("access-control-allow-origin: http://localhost:4000\r\n"), "{answer}");
}

/// The demo app's URL, as the page is told.
async fn demo(links: &Value) -> url::Url {
    let at = address(links);
    let mut bridge =
        open(&format!("ws://{at}/s/default/bridge"), Some(&format!("http://{at}"))).await.expect("a bridge");
    let hello = tokio_tungstenite::tungstenite::Message::text(r#"{"type":"hello"}"#);
    futures_util::SinkExt::send(&mut bridge, hello).await.expect("the host reads");
    let welcome = within("welcome", futures_util::StreamExt::next(&mut bridge))
        .await
        .expect("a line")
        .expect("a frame");
    let welcome: Value = serde_json::from_str(welcome.to_text().expect("text")).expect("JSON");
    assert_eq!(welcome["apps"].as_array().map(Vec::len), Some(1), "{welcome}");
    assert_eq!(welcome["apps"][0]["label"], "callbar");
    url::Url::parse(welcome["apps"][0]["url"].as_str().expect("a URL")).expect("a URL")
}

#[tokio::test]
async fn without_an_app_the_demo_is_embedded_from_an_origin_of_its_own() {
    let (_program, links) = Program::serving(&[]).await;
    let demo = demo(&links).await;
    assert_eq!(demo.path(), "/callbar/");
    let at = demo.socket_addrs(|| None).expect("an address")[0];
    assert_ne!(at, address(&links));
    assert_eq!(raw::status(&raw::get(at, "/callbar/", "localhost").await), 200);
    assert_eq!(raw::status(&raw::get(at, "/callbar/wwe-service-client-api.js", "localhost").await), 200);
    let record = Control::at(&format!("http://{at}")).get("/callbar/records/+33298000000").await;
    assert_eq!((record.status, &record.body["name"]), (200, &json!("Ada Lovelace")));
    assert_eq!(Control::at(&format!("http://{at}")).get("/callbar/records/0").await.status, 404);
    // Its origin is accepted.
    let mut app =
        App::from_origin(links["ws"].as_str().expect("a URL"), &demo.origin().ascii_serialization()).await;
    assert!(app.is_served().await);
}

#[tokio::test]
async fn nothing_outside_of_the_demo_is_served() {
    let (_program, links) = Program::serving(&[]).await;
    let at = demo(&links).await.socket_addrs(|| None).expect("an address")[0];
    for target in [
        "/callbar/../Cargo.toml",
        "/callbar/..%2f..%2fCargo.toml",
        "/callbar/%2e%2e/Cargo.toml",
        "/callbar/%2fetc%2fpasswd",
        "/callbar/records/..%2frecords.json",
        "/callbar/README.md",
        "/callbar//etc/passwd",
        "/Cargo.toml",
    ] {
        let answer = raw::get(at, target, "localhost").await;
        assert_eq!(raw::status(&answer), 404, "{target}: {answer}");
    }
}
