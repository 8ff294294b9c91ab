//! Why an app does not show: what the host finds out about the apps that it lists, and that it asks nobody else.

use scapi_mock_host::{MockHost, tls::Tls};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

use crate::control::Control;

/// Asks about an app for a page at this origin.
async fn probed(app: &str, page: &str) -> Value {
    let host = MockHost::builder().app(app).start().await.expect("the host starts");
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("url", url::Url::parse(app).expect("a URL").as_str()).append_pair("ancestors", page);
    let answer = Control::of(&host).get(&format!("/s/default/control/apps/probe?{}", query.finish())).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

async fn serving(answer: ResponseTemplate) -> MockServer {
    let app = MockServer::start().await;
    Mock::given(matchers::method("GET")).respond_with(answer).mount(&app).await;
    app
}

fn page() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw("<!doctype html><title>secret</title>", "text/html")
}

const PAGE: &str = "http://127.0.0.1:7780";

fn kinds(probe: &Value) -> Vec<&str> {
    probe["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|finding| finding["kind"].as_str())
        .collect()
}

#[tokio::test]
async fn an_app_that_shows_is_given_a_clean_bill_and_nothing_of_its_body_is_handed_on() {
    let app =
        serving(page().insert_header("set-cookie", "id=secret").insert_header("x-frame-options", "ALLOWALL"))
            .await;
    let probe = probed(&app.uri(), PAGE).await;
    let expected = json!({
        "url": format!("{}/", app.uri()), "status": 200, "redirects": [], "findings": [],
        "headers": { "content-type": "text/html", "x-frame-options": "ALLOWALL" },
    });
    assert_eq!(probe, expected);
    let asked = app.received_requests().await.expect("they are recorded");
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].headers["sec-fetch-dest"], "iframe");
}

#[tokio::test]
async fn each_header_that_stands_in_the_way_is_named_with_its_remedy() {
    let header = |name: &'static str, value: &'static str| page().insert_header(name, value);
    for (answer, kind, what, remedy) in [
        (
            header("x-frame-options", "DENY"),
            "x-frame-options",
            "X-Frame-Options: DENY",
            "frame-ancestors http://127.0.0.1:7780",
        ),
        (
            header("content-security-policy", "frame-ancestors 'self'"),
            "frame-ancestors",
            "framed by http://127.0.0.1:7780: Content-Security-Policy: frame-ancestors 'self'",
            "add http://127.0.0.1:7780 to frame-ancestors",
        ),
        (
            header("content-security-policy", "sandbox allow-scripts"),
            "sandbox",
            "origin null",
            "allow-same-origin",
        ),
        (
            header("cross-origin-opener-policy", "same-origin"),
            "opener-policy",
            "Cross-Origin-Opener-Policy: same-origin",
            "frame",
        ),
        (
            ResponseTemplate::new(200).set_body_json(json!({})),
            "no-page",
            "Content-Type: application/json",
            "the app's page",
        ),
        (ResponseTemplate::new(404), "status", "404 Not Found to /", "correct the path"),
        (ResponseTemplate::new(503), "status", "503 Service Unavailable", "in its log"),
        (ResponseTemplate::new(401), "status", "401 Unauthorized", "log in"),
    ] {
        let app = serving(answer).await;
        let probe = probed(&app.uri(), PAGE).await;
        assert_eq!(kinds(&probe), [kind], "{probe}");
        let finding = &probe["findings"][0];
        assert!(finding["what"].as_str().expect("text").contains(what), "{finding}");
        assert!(finding["remedy"].as_str().expect("text").contains(remedy), "{finding}");
    }
}

#[tokio::test]
async fn every_page_round_the_frame_counts() {
    let own =
        serving(page().insert_header("content-security-policy", format!("frame-ancestors {PAGE}").as_str()))
            .await;
    assert_eq!(kinds(&probed(&own.uri(), PAGE).await), [""; 0]);
    let probe = probed(&own.uri(), &format!("{PAGE} http://runner.example")).await;
    assert_eq!(kinds(&probe), ["frame-ancestors"]);
    let what = probe["findings"][0]["what"].as_str().expect("text");
    assert!(what.contains("framed by http://runner.example"), "{what}");
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_followed_and_one_that_leads_elsewhere_is_told() {
    let elsewhere = serving(page()).await;
    let app = MockServer::start().await;
    let redirect = |to: &str| ResponseTemplate::new(302).insert_header("location", to);
    for (path, answer) in [
        ("/app", redirect("/app/")),
        ("/app/", page()),
        ("/out", redirect(&elsewhere.uri())),
        ("/round", redirect("/round")),
    ] {
        Mock::given(matchers::path(path)).respond_with(answer).mount(&app).await;
    }
    let followed = probed(&format!("{}/app", app.uri()), PAGE).await;
    assert_eq!(followed["url"], format!("{}/app/", app.uri()));
    assert_eq!(
        (&followed["redirects"], &followed["findings"]),
        (&json!([format!("{}/app/", app.uri())]), &json!([]))
    );

    let out = probed(&format!("{}/out", app.uri()), PAGE).await;
    assert_eq!((kinds(&out), &out["status"]), (vec!["redirect-elsewhere"], &json!(302)));
    assert_eq!(out["findings"][0]["weight"], "doubt");
    assert!(elsewhere.received_requests().await.expect("they are recorded").is_empty(), "nobody asked there");

    let round = probed(&format!("{}/round", app.uri()), PAGE).await;
    assert_eq!(
        (kinds(&round), round["redirects"].as_array().map(Vec::len)),
        (vec!["redirect-elsewhere"], Some(5))
    );
}

#[tokio::test]
async fn what_does_not_answer_is_told_from_what_answers_otherwise() {
    let free = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let place = free.local_addr().expect("an address");
    drop(free);
    let refused = probed(&format!("http://{place}/"), PAGE).await;
    assert_eq!(kinds(&refused), ["connection-refused"]);
    assert_eq!(refused["findings"][0]["what"], format!("{place}: nothing listens there"));
    assert_eq!(refused.get("status"), None);

    let nowhere = probed("http://no-such-host.invalid/", PAGE).await;
    assert_eq!(kinds(&nowhere), ["no-such-host"]);
    let metadata = probed("http://169.254.169.254/latest/", PAGE).await;
    assert_eq!(kinds(&metadata), ["unreachable"]);
    assert_eq!(
        metadata["findings"][0]["what"],
        "169.254.169.254: the address is of this network alone, and is not asked"
    );

    let babbler = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let place = babbler.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = babbler.accept().await {
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(b"220 mail.example ready\r\n").await;
        }
    });
    let probe = probed(&format!("http://{place}/"), PAGE).await;
    assert_eq!(kinds(&probe), ["no-http"], "{probe}");
    let probe = probed(&format!("https://{place}/"), PAGE).await;
    assert_eq!(kinds(&probe), ["tls"], "{probe}");
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_is_told() {
    let tls = Tls::self_signed(["127.0.0.1".into()]).expect("a certificate");
    let app = MockHost::builder().tls(tls).start().await.expect("the host starts");
    let probe = probed(app.url(), "https://127.0.0.1:7780").await;
    assert_eq!(kinds(&probe), ["certificate"], "{probe}");
    assert!(probe["findings"][0]["remedy"].as_str().expect("text").contains("accept the certificate there"));
}

#[tokio::test]
async fn mixed_content_is_told_but_for_this_machine() {
    let app = serving(page()).await;
    assert_eq!(kinds(&probed(&app.uri(), "https://desktop.example").await), [""; 0]);
    let probe = probed("http://app.invalid/", "https://desktop.example").await;
    assert_eq!(kinds(&probe), ["mixed-content", "no-such-host"]);
    let what = "mixed content: https://desktop.example is served over https, and the app over http";
    assert_eq!(probe["findings"][0]["what"], what);
}

#[tokio::test]
async fn nobody_is_asked_but_the_apps_that_the_session_lists() {
    let other = serving(page()).await;
    let host = MockHost::builder()
        .app("http://localhost:3000/?of=$Agent.FullName$")
        .start()
        .await
        .expect("the host starts");
    let control = Control::of(&host);
    let refused = control.get(&format!("/s/default/control/apps/probe?url={}/", other.uri())).await;
    let detail = refused.problem(404);
    assert!(
        detail.contains("is none of the session's apps") && detail.contains("$Agent.FullName$"),
        "{detail}"
    );
    let unreadable = control.get("/s/default/control/apps/probe?url=http://localhost:3000/&from=x").await;
    assert!(unreadable.problem(400).contains("from"), "{}", unreadable.body);
    assert!(other.received_requests().await.expect("they are recorded").is_empty());

    let session = json!({
        "name": "own", "apps": ["http://localhost:3000"], "appsPerInteraction": ["http://localhost:3001/?id=$Interaction.Id$"],
        "appWindows": ["http://localhost:3002"],
    });
    assert_eq!(control.post("/sessions", &session).await.status, 201);
    let listed = control.get("/s/own/control/apps").await.body;
    let expected = json!([
        { "url": "http://localhost:3000/", "kind": "frame" },
        { "url": "http://localhost:3001/?id=$Interaction.Id$", "kind": "per-interaction" },
        { "url": "http://localhost:3002/", "kind": "window" },
    ]);
    assert_eq!(listed, json!({ "apps": expected, "frames": [] }));
    let in_host = json!({ "apps": ["http://$Agent.UserName$.example/"] });
    let problem = control.post("/sessions", &in_host).await;
    assert!(problem.problem(400).contains("not in its host"), "{}", problem.body);
}
