//! Sessions: made by request, apart from each other, gone when they are deleted.

use scapi_mock_host::MockHost;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::{
    app::{self, App},
    control::Control,
    page::{self, Page},
    patience::within,
    wire::fence,
};

fn path(links: &Value, rest: &str) -> String {
    format!("/s/{}/{rest}", links["session"].as_str().expect("a session"))
}

#[tokio::test]
async fn a_session_is_made_with_its_links_and_works() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let links = control.session(&json!({})).await;
    let at = host.address();
    let wanted = json!({
        "session": "k1",
        "url": format!("http://{at}/s/k1/"),
        "ws": format!("ws://{at}/s/k1/ws"),
        "control": format!("http://{at}/s/k1/control"),
    });
    assert_eq!(links, wanted);
    let mut app = App::listening(links["ws"].as_str().expect("a URL")).await;
    assert_eq!(
        control.post(&path(&links, "control/stimuli"), &json!({ "type": "inbound-call" })).await.status,
        200
    );
    assert_eq!(app.heard().await.len(), 2);
    assert!(host.interactions().await.expect("the default session").is_empty());
}

#[tokio::test]
async fn a_session_is_made_as_asked() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let asked = json!({
        "seed": 5, "clock": "virtual", "profile": { "ringTimeoutMs": 10 }, "apps": ["http://localhost:3000/a"]
    });
    let (one, two) = (control.session(&asked).await, control.session(&asked).await);
    let mut calls = Vec::new();
    for links in [&one, &two] {
        let call =
            control.post(&path(links, "control/stimuli"), &json!({ "type": "inbound-call" })).await.body;
        calls.push(call["interaction"].clone());
    }
    assert_eq!(calls[0], calls[1]);
    let advanced = control.post(&path(&one, "control/clock/advance"), &json!({ "ms": 10 })).await;
    assert_eq!((advanced.status, &advanced.body["at"]), (200, &json!(10)));
    let ws = one["ws"].as_str().expect("a URL");
    assert!(App::from_origin(ws, "http://localhost:3000").await.is_served().await);
    // The other session's clock has not moved.
    let other = control.get(&path(&two, "control/journal")).await;
    assert_eq!(other.body["entries"][1]["kind"], "stimulus");
    assert_eq!(other.body["entries"].as_array().expect("entries").len(), 2);
}

#[tokio::test]
async fn a_wrong_session_is_refused_with_what_would_be_right() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let typo = control.post("/sessions", &json!({ "clok": "virtual" })).await;
    assert!(typo.problem(400).ends_with("did you mean `clock`?"), "{}", typo.body);
    let clock = control.post("/sessions", &json!({ "clock": "virtul" })).await;
    assert!(clock.problem(400).ends_with("did you mean `virtual`?"), "{}", clock.body);
    let profile = control.post("/sessions", &json!({ "profile": { "voidresult": "null" } })).await;
    assert_eq!(profile.body["didYouMean"], "voidResult");
    profile.problem(400);
    let app = control.post("/sessions", &json!({ "apps": ["localhost:3000"] })).await;
    assert!(app.problem(400).starts_with("an app is an http or https URL"), "{}", app.body);
    control.post("/sessions", &json!(null)).await.problem(400);
    assert_eq!(control.get("/sessions").await.body["sessions"].as_array().expect("sessions").len(), 1);
}

#[tokio::test]
async fn sessions_are_listed() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let made = control.session(&json!({})).await;
    let listed = control.get("/sessions").await;
    assert_eq!(listed.status, 200);
    let sessions = listed.body["sessions"].as_array().expect("sessions");
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions[0]["session"], "default");
    assert_eq!(sessions[0]["ws"], host.ws_url());
    for (key, value) in made.as_object().expect("links") {
        assert_eq!(&sessions[1][key], value);
    }
}

#[tokio::test]
async fn the_list_shows_what_each_session_has_and_when_it_was_used() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let links = control.session(&json!({ "name": "busy", "clock": "virtual", "ttlMs": 60_000_000 })).await;
    let app = App::listening(links["ws"].as_str().expect("a URL")).await;
    for _ in 0..3 {
        control.post("/s/busy/control/stimuli", &json!({ "type": "inbound-call" })).await;
    }
    let listed = control.get("/sessions").await.body;
    let busy = &listed["sessions"][0];
    let shown = json!({
        "session": busy["session"], "clock": busy["clock"], "interactions": busy["interactions"],
        "frames": busy["frames"], "ttlMs": busy["ttlMs"], "idleMs": busy["idleMs"]
    });
    let wanted = json!({
        "session": "busy", "clock": "virtual", "interactions": 3, "frames": 1, "ttlMs": 60_000_000,
        // A frame is connected.
        "idleMs": 0
    });
    assert_eq!(shown, wanted);
    let default = &listed["sessions"][1];
    assert_eq!((&default["clock"], &default["interactions"]), (&json!("real"), &json!(0)));
    assert!(default.get("ttlMs").is_none(), "{default}");
    assert!(default["ageMs"].as_u64() >= default["idleMs"].as_u64(), "{default}");
    app.leave().await;
    let left = control.get("/sessions").await.body;
    assert_eq!(
        (&left["sessions"][0]["frames"], &left["sessions"][0]["interactions"]),
        (&json!(0), &json!(3))
    );
}

#[tokio::test]
async fn a_session_has_the_name_that_it_is_given() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let links = control.session(&json!({ "name": "checkout-3" })).await;
    assert_eq!(links["session"], "checkout-3");
    assert!(App::connect(links["ws"].as_str().expect("a URL")).await.is_served().await);
    let taken = control.post("/sessions", &json!({ "name": "checkout-3" })).await;
    assert_eq!(
        taken.problem(409),
        "there is a session \"checkout-3\" already; delete it by DELETE /sessions/checkout-3, or leave the name out to get \
         one"
    );
    control.post("/sessions", &json!({ "name": "default" })).await.problem(409);
    // Its name is free when it is gone.
    assert_eq!(control.delete("/sessions/checkout-3").await.status, 204);
    control.session(&json!({ "name": "checkout-3" })).await;
    // A name that the host would give itself is passed over.
    control.session(&json!({ "name": "k1" })).await;
    assert_eq!(control.session(&json!({})).await["session"], "k2");
}

#[tokio::test]
async fn a_name_that_cannot_stand_in_a_path_is_refused() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for name in ["", "..", "a/b", "a b", "<script>", "é", &"x".repeat(65)] {
        let refused = control.post("/sessions", &json!({ "name": name })).await;
        assert!(refused.problem(400).contains("a session's name is 1 to 64 letters"), "{}", refused.body);
        assert_eq!(refused.body["pointer"], "/name");
    }
    let time = control.post("/sessions", &json!({ "ttlMs": 0 })).await;
    assert!(time.problem(400).contains("expected a nonzero u64"), "{}", time.body);
    assert_eq!(time.body["pointer"], "/ttlMs");
    assert_eq!(control.get("/sessions").await.body["sessions"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_deleted_session_closes_its_sockets_and_no_others() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let links = control.session(&json!({})).await;
    let mut app = App::connect(links["ws"].as_str().expect("a URL")).await;
    let mut other = App::connect(host.ws_url()).await;
    assert!(app.is_served().await);
    assert_eq!(control.delete("/sessions/k1").await.status, 204);
    assert_eq!(app.ended().await, Some(CloseCode::Away));
    assert!(other.is_served().await);
    control.delete("/sessions/k1").await.problem(404);
    // Names are not used again: a test that is late must not find another's session.
    assert_eq!(control.session(&json!({})).await["session"], "k2");
}

#[tokio::test]
async fn a_session_that_is_deleted_in_the_middle_of_a_conversation_says_goodbye() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for _ in 0..20 {
        let links = control.session(&json!({})).await;
        let mut app = App::connect(links["ws"].as_str().expect("a URL")).await;
        for number in 1..100 {
            app.say(&fence(number)).await;
        }
        let name = links["session"].as_str().expect("a name");
        assert_eq!(control.delete(&format!("/sessions/{name}")).await.status, 204);
        assert_eq!(app.ended().await, Some(CloseCode::Away));
    }
}

#[tokio::test]
async fn deleting_a_session_ends_the_bridge_of_its_page() {
    let host = MockHost::start().await;
    let mut page = Page::connect(&host).await;
    assert_eq!(Control::of(&host).delete("/sessions/default").await.status, 204);
    while page.line().await.is_some() {}
    assert_eq!(app::refusal(&page::url(&host), Some(&format!("http://{}", host.address()))).await, 404);
}

#[tokio::test]
async fn an_unknown_session_is_404_everywhere_and_never_made() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let wanted =
        "there is no session \"nobody\"; sessions are made by POST /sessions, and there are: default";
    for path in ["control/journal", "control/profile"] {
        assert_eq!(control.get(&format!("/s/nobody/{path}")).await.problem(404), wanted);
    }
    for (path, body) in [
        ("control/stimuli", json!({ "type": "inbound-call" })),
        ("control/reset", json!({})),
        ("control/clock/advance", json!({ "ms": 1 })),
        ("messages", json!({})),
    ] {
        assert_eq!(control.post(&format!("/s/nobody/{path}"), &body).await.problem(404), wanted);
    }
    assert_eq!(control.patch("/s/nobody/control/profile", &json!({})).await.problem(404), wanted);
    assert_eq!(control.delete("/sessions/nobody").await.problem(404), wanted);
    assert_eq!(app::refusal(&host.ws_url().replace("default", "nobody"), None).await, 404);
    assert_eq!(control.get("/sessions").await.body["sessions"].as_array().expect("sessions").len(), 1);
}

/// Makes so many sessions on one connection, without waiting for one before asking for the next.
async fn make_sessions(host: &MockHost, count: usize) {
    let ask = |connection: &str| {
        let at = host.address();
        format!(
            "POST /sessions HTTP/1.1\r\nhost: {at}\r\nconnection: {connection}\r\ncontent-type: application/json\r\n\
             content-length: 2\r\n\r\n{{}}"
        )
    };
    let requests = ask("keep-alive").repeat(count - 1) + &ask("close");
    let stream = TcpStream::connect(host.address()).await.expect("a connection");
    let (mut answers, mut asking) = stream.into_split();
    let asked = async { asking.write_all(requests.as_bytes()).await.expect("the host reads") };
    let answered = async {
        let mut text = Vec::new();
        while within("more answers", answers.read_buf(&mut text)).await.expect("text") > 0 {}
        String::from_utf8_lossy(&text).matches("HTTP/1.1 201 Created\r\n").count()
    };
    assert_eq!(tokio::join!(asked, answered).1, count);
}

#[tokio::test]
async fn ten_thousand_sessions_are_the_limit() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    // `default` is one of them.
    make_sessions(&host, 9_999).await;
    let refused = control.post("/sessions", &json!({})).await;
    assert_eq!(
        refused.problem(429),
        "there are 10000 sessions, which is the limit; delete some by DELETE /sessions/{session}, or raise it with \
         --max-sessions"
    );
    assert_eq!(control.delete("/sessions/k7").await.status, 204);
    control.session(&json!({})).await;
}

#[tokio::test]
async fn what_is_not_there_and_what_cannot_be_done_are_problem_documents() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    assert_eq!(control.get("/nothing/here").await.problem(404), "there is nothing at /nothing/here");
    let wrong = control.get("/s/default/control/stimuli").await;
    assert_eq!(wrong.problem(405), "/s/default/control/stimuli does not take GET");
    assert_eq!(wrong.headers["allow"], "POST");
    let typo = control.post("/s/default/control/stimulus", &json!({})).await;
    let wanted = "there is nothing at /s/default/control/stimulus; did you mean /s/default/control/stimuli?";
    assert_eq!(typo.problem(404), wanted);
    assert_eq!(typo.body["didYouMean"], "/s/default/control/stimuli");
    assert_eq!(
        control.get("/s/%ff/ws").await.problem(404),
        "the path is no text: what is escaped in it is not UTF-8"
    );
    control.get(&format!("/s/{}/wss", "x".repeat(1000))).await.problem(404);
    assert_eq!(control.post("/healthz", &json!({})).await.problem(405), "/healthz does not take POST");
    control.get("/s/default/ws").await.problem(400);
    control.get("/s/default/bridge").await.problem(400);
}
