//! Hosts with a control token, and hosts that other machines reach: who has no token gets nothing but what is public.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use reqwest::{Method, header};
use scapi_mock_host::{HostError, MockHost, NotAToken};
use serde_json::json;

use crate::{
    app::{self, App},
    control::{Control, send},
    raw,
};

const TOKEN: &str = "a-token-of-this-test";
const CALL: &str = "/s/default/control/stimuli";

async fn host() -> MockHost {
    MockHost::builder().control_token(TOKEN).start().await.expect("a host")
}

#[tokio::test]
async fn an_address_that_is_not_loopback_needs_a_word_and_a_token() {
    let everywhere = || MockHost::builder().addresses([IpAddr::V4(Ipv4Addr::UNSPECIFIED)]);
    let refused = everywhere().control_token(TOKEN).start().await.expect_err("not loopback");
    assert!(refused.to_string().contains("add --allow-remote"), "{refused}");
    let refused = everywhere().allow_remote().start().await.expect_err("no token");
    assert!(matches!(refused, HostError::NoToken), "{refused}");
    let short = everywhere().allow_remote().control_token("guess").start().await.expect_err("a short token");
    assert!(matches!(short, HostError::Token(NotAToken::Short(5))), "{short}");
    assert!(everywhere().allow_remote().control_token(TOKEN).start().await.is_ok());
}

#[tokio::test]
async fn one_who_knows_an_address_of_the_machine_is_served_and_one_who_made_up_a_name_is_not() {
    let builder = MockHost::builder().addresses([IpAddr::V4(Ipv4Addr::UNSPECIFIED)]);
    let host = builder.allow_remote().control_token(TOKEN).start().await.expect("a host");
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, host.address().port()));
    for name in ["192.168.1.5", "[2001:db8::1]", "localhost"] {
        assert_eq!(raw::status(&raw::get(at, "/healthz", name).await), 200, "{name}");
    }
    // After DNS rebinding, the name is the attacker's.
    assert_eq!(raw::status(&raw::get(at, "/healthz", "evil.example").await), 403);
}

#[tokio::test]
async fn without_the_token_nothing_but_what_is_public_is_served() {
    let host = host().await;
    let control = Control::of(&host);
    for path in ["/healthz", "/openapi.json", "/docs", "/asyncapi.json", "/wwe-service-client-api.js"] {
        let status = control.get(path).await.status;
        assert_eq!(status, if cfg!(feature = "cli") || path == "/healthz" { 200 } else { 404 }, "{path}");
    }
    for path in
        ["/sessions", "/s/default/", "/s/default/control/journal", "/s/default/control/clock", "/nothing"]
    {
        let refused = control.get(path).await;
        assert!(refused.problem(401).contains("Authorization: Bearer TOKEN"), "{path}: {}", refused.body);
        assert_eq!(refused.headers["www-authenticate"], "Bearer");
    }
    for path in ["/sessions", CALL, "/s/default/messages"] {
        control.post(path, &json!({ "type": "inbound-call" })).await.problem(401);
    }
    assert_eq!(app::refusal(host.ws_url(), None).await, 401);
    let bridge = format!("ws://{}/s/default/bridge", host.address());
    assert_eq!(app::refusal(&bridge, Some(&format!("http://{}", host.address()))).await, 401);
    assert!(host.interactions().await.expect("interactions").is_empty());
}

#[tokio::test]
async fn a_wrong_token_is_none() {
    let host = host().await;
    let control = Control::of(&host);
    for wrong in
        ["a-token-of-this-tess", "a-token-of-this-tes", "a-token-of-this-test2", "", "A-TOKEN-OF-THIS-TEST"]
    {
        let request = control.request(Method::GET, "/sessions").bearer_auth(wrong);
        send(request).await.problem(401);
        control.get(&format!("/sessions?token={wrong}")).await.problem(401);
    }
    let basic = control.request(Method::GET, "/sessions").basic_auth("x", Some(TOKEN));
    send(basic).await.problem(401);
    let other_cookie =
        control.request(Method::GET, "/sessions").header(header::COOKIE, format!("token={TOKEN}"));
    send(other_cookie).await.problem(401);
}

#[tokio::test]
async fn the_token_opens_everything() {
    let host = host().await;
    assert_eq!(host.control_token(), Some(TOKEN));
    let control = Control::of(&host);
    let call =
        control.request(Method::POST, CALL).bearer_auth(TOKEN).json(&json!({ "type": "inbound-call" }));
    assert_eq!(send(call).await.status, 200);
    let lower = control.request(Method::GET, "/sessions").header("authorization", format!("bearer {TOKEN}"));
    assert_eq!(send(lower).await.status, 200);
    // Where a header cannot be set; no handler sees it.
    assert_eq!(control.get(&format!("/s/default/control/journal?after=0&token={TOKEN}")).await.status, 200);
    assert!(App::connect(&format!("{}?token={TOKEN}", host.ws_url())).await.is_served().await);
}

#[tokio::test]
async fn a_token_lets_no_other_site_in() {
    let host = host().await;
    let control = Control::of(&host);
    let call =
        control.request(Method::POST, CALL).bearer_auth(TOKEN).header("origin", "https://evil.example");
    send(call.json(&json!({ "type": "inbound-call" }))).await.problem(403);
    let rebound = control.request(Method::GET, "/sessions").bearer_auth(TOKEN).header("host", "evil.example");
    send(rebound).await.problem(403);
}

#[cfg(feature = "cli")]
#[tokio::test]
async fn the_printed_address_of_the_page_sets_a_cookie_and_hides_the_token() {
    let host = host().await;
    let at = host.address();
    let target = format!("/s/default/?app=http%3A%2F%2Fa.test&token={TOKEN}");
    let answer = raw::get(at, &target, "localhost").await;
    assert_eq!(raw::status(&answer), 200);
    let cookie = format!("scapi-control-{}={TOKEN}", at.port());
    let head = answer.to_lowercase();
    assert!(
        head.contains(&format!("set-cookie: {cookie}; path=/s/; httponly; samesite=strict\r\n")),
        "{answer}"
    );
    assert!(
        head.contains("cache-control: no-store") && head.contains("referrer-policy: no-referrer"),
        "{answer}"
    );
    let body = answer.split("\r\n\r\n").nth(1).expect("a body");
    assert!(body.contains("content=\"0;url=/s/default/?app=http%3A%2F%2Fa.test\""), "{body}");
    assert!(!body.contains(TOKEN), "{body}");

    // With the cookie the page works.
    let control = Control::of(&host);
    let page = control.request(Method::GET, "/s/default/").header(header::COOKIE, &cookie);
    assert_eq!(send(page).await.status, 200);
    let call = control.request(Method::POST, CALL).header(header::COOKIE, format!("a=b; {cookie}"));
    assert_eq!(send(call.json(&json!({ "type": "inbound-call" }))).await.status, 200);
    // A page of another site has the cookie sent by a careless browser, and still may not.
    let forged = control.request(Method::POST, CALL).header(header::COOKIE, &cookie);
    let forged = forged.header("origin", "https://evil.example").json(&json!({ "type": "inbound-call" }));
    send(forged).await.problem(403);
}

#[cfg(feature = "cli")]
#[tokio::test]
async fn what_stands_in_the_address_cannot_break_out_of_the_page_that_leads_on() {
    let host = host().await;
    for hostile in ["\"><script>alert(1)</script>", "'><img src=x>", "&quot;><b>"] {
        let target = format!("/s/default/?token={TOKEN}&app={hostile}");
        let answer = raw::get(host.address(), &target, "localhost").await;
        let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
        for tag in ["<script", "<img", "<b>", "\">"] {
            assert!(body.matches(tag).count() <= usize::from(tag == "\">"), "{hostile}: {answer}");
        }
    }
}
