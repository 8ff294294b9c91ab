//! The page, the drop-in client, and that nothing else of the disk is served.

use scapi_mock_host::MockHost;

use crate::{control::Control, raw};

#[tokio::test]
async fn the_root_leads_to_the_default_session_and_keeps_the_query() {
    let host = MockHost::start().await;
    for (target, to) in [
        ("/", "/s/default/"),
        ("/?app=http%3A%2F%2Flocalhost:3000&x=1", "/s/default/?app=http%3A%2F%2Flocalhost:3000&x=1"),
        ("/s/default", "/s/default/"),
        ("/s/default?app=x", "/s/default/?app=x"),
    ] {
        let answer = raw::get(host.address(), target, "localhost").await;
        assert_eq!(raw::status(&answer), 307, "{answer}");
        assert!(answer.to_lowercase().contains(&format!("location: {}\r\n", to.to_lowercase())), "{answer}");
    }
    assert_eq!(raw::status(&raw::get(host.address(), "/s/nobody", "localhost").await), 404);
    assert_eq!(raw::status(&raw::get(host.address(), "/s/nobody/", "localhost").await), 404);
}

#[tokio::test]
async fn the_page_and_everything_it_names_is_served() {
    let host = MockHost::start().await;
    let page = raw::get(host.address(), "/s/default/", "localhost").await;
    assert_eq!(raw::status(&page), 200);
    assert!(page.contains("content-type: text/html"), "{page}");
    assert!(page.contains("content-security-policy: default-src 'self'"), "{page}");
    let named: Vec<&str> = page.split('"').filter(|text| text.starts_with("/page/")).collect();
    assert!(!named.is_empty(), "{page}");
    for file in named {
        let answer = raw::get(host.address(), file, "localhost").await;
        assert_eq!(raw::status(&answer), 200, "{file}");
        assert!(answer.contains("x-content-type-options: nosniff"), "{file}");
        assert!(answer.contains("cache-control: public, max-age=31536000, immutable"), "{file}: {answer}");
    }
    // What names them is asked for again each time, and names them as before as long as none of them changes.
    assert!(page.contains("cache-control: no-cache"), "{page}");
    let (_, named) = page.split_once("<!doctype html>").expect("a page");
    let again = raw::get(host.address(), "/s/default/", "localhost").await;
    assert!(again.ends_with(named), "{again}");
}

#[tokio::test]
async fn the_clients_can_be_loaded_by_any_app() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for (file, kind) in [
        ("wwe-service-client-api.js", "text/javascript"),
        ("wwe-service-client-api.d.ts", "text/plain"),
        ("scapi-client.js", "text/javascript"),
        ("scapi-client.d.ts", "text/plain"),
    ] {
        let answer = control.get(&format!("/{file}")).await;
        assert_eq!(answer.status, 200);
        assert!(answer.headers["content-type"].to_str().expect("text").starts_with(kind));
        assert_eq!(answer.headers["access-control-allow-origin"], "*");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    }
}

#[tokio::test]
async fn nothing_outside_of_the_page_is_served() {
    let host = MockHost::start().await;
    for target in [
        "/page/../Cargo.toml",
        "/page/..%2fCargo.toml",
        "/page/%2e%2e/Cargo.toml",
        "/page/%2e%2e%2fCargo.toml",
        "/page/..%5cCargo.toml",
        "/page/....//Cargo.toml",
        "/page/%2fetc%2fpasswd",
        "/page//etc/passwd",
        "/page/README.md",
        "/page/main.js",
        "/page/0/main.js",
        "/page/0123456789abcdef/README.md",
        "/page/0123456789abcdef/..%2fCargo.toml",
        "/page/../page/../Cargo.toml",
        "/page/.",
        "/page/",
        "/page/index.html%00.js",
        "/callbar/../Cargo.toml",
        "/callbar/..%2f..%2fCargo.toml",
    ] {
        let answer = raw::get(host.address(), target, "localhost").await;
        assert_eq!(raw::status(&answer), 404, "{target}: {answer}");
    }
}

#[tokio::test]
async fn the_page_may_be_framed_by_pages_of_this_machine_and_by_those_that_are_let() {
    const OWN: &str = "frame-ancestors 'self' http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*";
    let usual = MockHost::start().await;
    let runner = "https://runner.example".parse().expect("a value");
    let open = MockHost::builder().frame_ancestor(runner).start().await.expect("the host starts");
    for (host, expected) in [(&usual, OWN.to_owned()), (&open, format!("{OWN} https://runner.example"))] {
        for path in ["/s/default/", "/docs"] {
            let answer = Control::of(host).get(path).await;
            let policy = answer.headers["content-security-policy"].to_str().expect("text");
            assert!(policy.ends_with(&format!("; {expected}")), "{path}: {policy}");
            assert!(!answer.headers.contains_key("x-frame-options"), "{path}");
        }
    }
}
