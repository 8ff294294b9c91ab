//! Who may talk to the host: names, origins, content types, paths. It listens on loopback, and so does every page in the
//! browser of the same machine.

use axum::http::HeaderValue;
use reqwest::Method;
use scapi_mock_host::MockHost;
use serde_json::{Value, json};

use crate::{
    app,
    control::{Control, send},
    raw,
};

/// Everything that changes something, with a body that would.
fn changes() -> Vec<(Method, &'static str, Value)> {
    vec![
        (Method::POST, "/sessions", json!({})),
        (
            Method::POST,
            "/s/default/messages",
            json!({ "event": "subscribe", "data": "agent", "userAgent": "WWE Client" }),
        ),
        (Method::POST, "/s/default/control/stimuli", json!({ "type": "inbound-call" })),
        (Method::POST, "/s/default/control/journal", first_entry()),
        (Method::POST, "/s/default/control/journal/replay", first_entry()),
        (Method::POST, "/s/default/control/reset", json!({})),
        (Method::POST, "/s/default/control/clock/advance", json!({ "ms": 1 })),
        (Method::PATCH, "/s/default/control/profile", json!({ "voidResult": "null" })),
    ]
}

/// A journal of one entry.
fn first_entry() -> Value {
    let change =
        json!({ "type": "session-started", "version": "0.1.0", "seed": 0, "clock": "real", "profile": {} });
    json!({ "seq": 1, "at": 0, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "change", "change": change })
}

async fn is_untouched(host: &MockHost) -> bool {
    let sessions = Control::of(host).get("/sessions").await.body;
    // It has started, and that is all.
    host.journal_after(1).await.expect("a journal").is_empty()
        && sessions["sessions"].as_array().map(Vec::len) == Some(1)
}

#[tokio::test]
async fn the_names_of_this_machine_are_served() {
    let host = MockHost::builder().allowed_host("Desktop.test").start().await.expect("a host");
    let port = host.address().port();
    for name in ["localhost", "LocalHost", "127.0.0.1", "127.1.2.3", "[::1]", "desktop.test", "DESKTOP.TEST"]
    {
        for with_port in [name.to_owned(), format!("{name}:{port}"), format!("{name}:1")] {
            let answer = raw::get(host.address(), "/healthz", &with_port).await;
            assert_eq!(raw::status(&answer), 200, "{with_port}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_foreign_name_is_refused_with_the_remedy() {
    let host = MockHost::start().await;
    for name in
        ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[::2]", "0.0.0.0"]
    {
        for target in [
            "/healthz",
            "/s/default/control/journal",
            "/s/default/control/journal/stream",
            "/s/default/ws",
            "/nothing",
        ] {
            let answer = raw::get(host.address(), target, &format!("{name}:80")).await;
            assert_eq!(raw::status(&answer), 403, "{name}: {answer}");
            let bare = name.trim_matches(['[', ']']);
            assert!(answer.contains(&format!("allow it with --allowed-host {bare}")), "{answer}");
        }
    }
}

#[tokio::test]
async fn a_request_without_a_name_is_refused() {
    let host = MockHost::start().await;
    let at = host.address();
    for head in [
        "GET /healthz HTTP/1.1\r\nconnection: close",
        "GET /healthz HTTP/1.0",
        "GET /healthz HTTP/1.1\r\nhost:\r\nconnection: close",
    ] {
        let answer = raw::exchange(at, &format!("{head}\r\n\r\n")).await;
        assert_eq!(raw::status(&answer), 400, "{head}: {answer}");
    }
}

#[tokio::test]
async fn what_a_form_of_another_site_can_send_changes_nothing() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for (method, path, body) in changes() {
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/json",
        ] {
            let request =
                control.request(method.clone(), path).header("content-type", kind).body(body.to_string());
            send(request).await.problem(415);
        }
        send(control.request(method, path).body(body.to_string())).await.problem(415);
    }
    assert!(is_untouched(&host).await);
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing() {
    let host = MockHost::builder().app("http://localhost:3000").start().await.expect("a host");
    let control = Control::of(&host);
    let port = host.address().port();
    // The embedded app is another site, too; and so is this host under another name.
    let by_name = format!("http://localhost:{port}");
    for origin in ["https://evil.example", "http://localhost:3000", "null", &by_name] {
        for (method, path, body) in changes() {
            let answer = send(control.request(method, path).header("origin", origin).json(&body)).await;
            assert!(
                answer.problem(403).contains(&format!("allow it with --allow-control-origin {origin}")),
                "{}",
                answer.body
            );
        }
        send(control.request(Method::DELETE, "/sessions/default").header("origin", origin))
            .await
            .problem(403);
    }
    assert!(is_untouched(&host).await);
}

#[tokio::test]
async fn the_page_of_this_host_may_change_everything() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    // A proxy may have ended the TLS that the page came over.
    for scheme in ["http", "https"] {
        let origin = format!("{scheme}://{}", host.address());
        for (method, path, body) in changes() {
            let answer = send(control.request(method, path).header("origin", &origin).json(&body)).await;
            // The clock is real; what matters is that the request was let in.
            assert!(matches!(answer.status, 200..=204 | 409), "{path}: {}", answer.body);
        }
    }
}

/// The names of headers that tell a browser to let other origins in.
fn cors(answer: &str) -> Vec<String> {
    let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
    head.lines().filter(|line| line.starts_with("access-control-")).map(str::to_owned).collect()
}

fn preflight(host: &MockHost, origin: &str) -> String {
    format!(
        "OPTIONS /s/default/control/stimuli HTTP/1.1\r\nhost: {}\r\norigin: {origin}\r\n\
         access-control-request-method: POST\r\naccess-control-request-headers: content-type\r\nconnection: close\r\n\r\n",
        host.address()
    )
}

#[tokio::test]
async fn no_header_lets_other_origins_in_by_default() {
    let host = MockHost::start().await;
    let at = host.address();
    let preflight = raw::exchange(at, &preflight(&host, "https://tests.example")).await;
    assert_eq!(raw::status(&preflight), 405);
    assert_eq!(cors(&preflight), Vec::<String>::new());
    for target in
        ["/healthz", "/sessions", "/s/default/control/journal", "/s/default/control/profile", "/nothing"]
    {
        let request = format!(
            "GET {target} HTTP/1.1\r\nhost: {at}\r\norigin: https://tests.example\r\nconnection: close\r\n\r\n"
        );
        assert_eq!(cors(&raw::exchange(at, &request).await), Vec::<String>::new(), "{target}");
    }
}

#[tokio::test]
async fn an_origin_that_is_let_in_passes_and_no_other_does() {
    let tests = HeaderValue::from_static("https://tests.example");
    let host = MockHost::builder().control_origin(tests).start().await.expect("a host");
    let answer = raw::exchange(host.address(), &preflight(&host, "https://tests.example")).await;
    assert_eq!(raw::status(&answer), 200);
    let allowed = cors(&answer);
    assert!(allowed.contains(&"access-control-allow-origin: https://tests.example".into()), "{answer}");
    let headers = "access-control-allow-headers: content-type,authorization,idempotency-key";
    assert!(allowed.contains(&headers.into()), "{answer}");
    assert!(
        allowed.iter().any(|line| line.starts_with("access-control-allow-methods:") && line.contains("post"))
    );
    assert!(!allowed.iter().any(|line| line.starts_with("access-control-allow-credentials")));

    let control = Control::of(&host);
    let call = json!({ "type": "inbound-call" });
    let path = "/s/default/control/stimuli";
    let let_in =
        send(control.request(Method::POST, path).header("origin", "https://tests.example").json(&call)).await;
    assert_eq!(
        (let_in.status, &let_in.headers["access-control-allow-origin"]),
        (200, &HeaderValue::from_static("https://tests.example"))
    );
    for other in ["https://tests.example.evil", "http://tests.example", "https://tests.example:444", "null"] {
        let answer = raw::exchange(host.address(), &preflight(&host, other)).await;
        assert!(
            !cors(&answer).iter().any(|line| line.starts_with("access-control-allow-origin")),
            "{other}: {answer}"
        );
        send(control.request(Method::POST, path).header("origin", other).json(&call)).await.problem(403);
    }
    // The bridge is for the page alone.
    assert_eq!(app::refusal(&crate::page::url(&host), Some("https://tests.example")).await, 403);
}

#[tokio::test]
async fn an_asterisk_is_no_origin() {
    let host =
        MockHost::builder().control_origin(HeaderValue::from_static("*")).start().await.expect("a host");
    let answer = raw::exchange(host.address(), &preflight(&host, "https://tests.example")).await;
    assert!(!cors(&answer).iter().any(|line| line.starts_with("access-control-allow-origin")), "{answer}");
}

#[tokio::test]
async fn odd_requests_are_answered_and_the_host_goes_on() {
    let host = MockHost::start().await;
    let at = host.address();
    for target in [
        "//",
        "/s/",
        "/s//",
        "/s/%00/",
        "/s/%ff/ws",
        "/s/%0d%0aset-cookie:%20a=b",
        "/s/default%2fws",
        "/s/default/../../x",
        "/sessions/%f0%9f%98%80",
        "/?a=%zz",
        "*",
    ] {
        let answer = raw::get(at, target, "localhost").await;
        assert!(matches!(raw::status(&answer), 200..=499), "{target}: {answer}");
        assert!(!answer.to_lowercase().contains("\r\nset-cookie"), "{target}: {answer}");
    }
    let long = format!("/{}", "x".repeat(100_000));
    assert!(matches!(raw::status(&raw::get(at, &long, "localhost").await), 400..=499));
    assert_eq!(Control::of(&host).get("/healthz").await.status, 200);
}
