//! `…/control/interactions`, `…/control/policies` and `…/control/snapshots`: what can be done, what far ends do by themselves, and
//! desktops to come back to. Clauses of the steps: `voice/12`, `voice/15`, `voice/19`, `interaction.blockMarkdone/4`.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::Control,
    wire::{event_types, request},
};

const INTERACTIONS: &str = "/s/default/control/interactions";
const POLICIES: &str = "/s/default/control/policies";
const SNAPSHOTS: &str = "/s/default/control/snapshots";
const ADVANCE: &str = "/s/default/control/clock/advance";

async fn virtual_host() -> (MockHost, Control) {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host");
    let control = Control::of(&host);
    (host, control)
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

#[tokio::test]
async fn each_interaction_is_shown_with_what_can_be_done() {
    let (host, control) = virtual_host().await;
    let mut app = App::connect(host.ws_url()).await;
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    control.stimulus(&json!({ "type": "inbound-chat" })).await;
    control.stimulus(&json!({ "type": "agent-accepts", "interactionId": "2" })).await;
    control.stimulus(&json!({ "type": "chat-line", "interactionId": "2", "text": "Hello" })).await;
    app.call("interaction.blockMarkdone", json!(["2", "Save the form"])).await;
    let shown = control.get(INTERACTIONS).await.body["interactions"].clone();
    let (call, chat) = (&shown[0], &shown[1]);
    assert_eq!(names(&call["legal"]["app"])[..2], ["interaction.accept", "voice.answer"]);
    assert!(names(&call["legal"]["farEnd"]).contains(&"far-end-hangs-up"));
    assert_eq!((call.get("markdoneWarning"), call.get("transcript")), (None, None));
    assert_eq!(chat["markdoneWarning"], "Save the form");
    assert_eq!(
        (&chat["transcript"][0]["from"], &chat["transcript"][0]["text"]),
        (&json!("Customer"), &json!("Hello"))
    );
}

#[tokio::test]
async fn what_cannot_be_done_is_explained_with_the_way_to_it() {
    let (_host, control) = virtual_host().await;
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    let why_not = control.get(&format!("{INTERACTIONS}/1/why-not?action=voice.hold")).await;
    assert_eq!(
        why_not.body,
        json!({
            "legal": false, "reason": "is in state RINGING, it must be TALKING", "clause": "voice/19",
            "way": [{ "action": "agent-accepts", "interactionId": "1" }],
        })
    );
    let legal = control.get(&format!("{INTERACTIONS}/1/why-not?action=agent-accepts")).await;
    assert_eq!(legal.body, json!({ "legal": true }));
    let misspelt = control.get(&format!("{INTERACTIONS}/1/why-not?action=agent-hold")).await;
    assert!(misspelt.problem(400).contains("did you mean \"agent-holds\"?"));
    assert_eq!(
        control.get(&format!("{INTERACTIONS}/7/why-not?action=agent-holds")).await.problem(404),
        "no interaction has the id \"7\""
    );
}

#[tokio::test]
async fn a_far_end_does_what_its_policy_says() {
    let (_host, control) = virtual_host().await;
    let policies = json!({ "farEnd": { "whenCalled": ["answers"], "afterMs": [1500, 1500], "hangsUpAfterMs": [4000, 4000] } });
    let set = send(&control, "PUT", POLICIES, &policies).await;
    assert_eq!((set.status, &set.body), (200, &policies));
    assert_eq!(control.get(POLICIES).await.body, policies);
    control.stimulus(&json!({ "type": "agent-dials", "destination": "+33100000000" })).await;
    let state = |shown: &Value| shown["interactions"][0]["interaction"]["state"].clone();
    for (ms, expected) in [(1499, "DIALING"), (1, "TALKING"), (3999, "TALKING"), (1, "IDLE")] {
        control.post(ADVANCE, &json!({ "ms": ms })).await;
        assert_eq!(state(&control.get(INTERACTIONS).await.body), expected);
    }
    let wrong = send(&control, "PUT", POLICIES, &json!({ "farEnd": { "afterMs": [3000, 1000] } })).await;
    assert!(wrong.problem(400).contains("[least, most]"), "{}", wrong.body);
}

#[tokio::test]
async fn a_snapshot_brings_the_desktop_back_and_leaves_apps_hearing() {
    let (host, control) = virtual_host().await;
    let mut app = App::listening(host.ws_url()).await;
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    control.post(ADVANCE, &json!({ "ms": 5000 })).await;
    let taken = send(&control, "PUT", &format!("{SNAPSHOTS}/ringing"), &json!({})).await;
    assert_eq!(
        (taken.status, &taken.body),
        (201, &json!({ "name": "ringing", "at": 5000, "interactions": 1 }))
    );
    control.stimulus(&json!({ "type": "agent-accepts", "interactionId": "1" })).await;
    control.stimulus(&json!({ "type": "inbound-chat" })).await;
    control.post(ADVANCE, &json!({ "ms": 60_000 })).await;
    app.heard().await;
    let restored = control.post(&format!("{SNAPSHOTS}/ringing/restore"), &json!({})).await;
    assert_eq!((restored.status, &restored.body["at"]), (200, &json!(5000)));
    assert_eq!(app.heard().await, [] as [Value; 0], "apps are told nothing");
    app.say(&request("interaction.getInteractions", json!([]), "r")).await;
    let data = app.hear().await["data"].clone();
    assert_eq!((data.as_array().map(Vec::len), &data[0]["state"]), (Some(1), &json!("RINGING")));
    // The call rings on for the rest of its twenty seconds, and the app hears of it.
    control.post(ADVANCE, &json!({ "ms": 14_999 })).await;
    assert_eq!(app.heard().await, [] as [Value; 0]);
    control.post(ADVANCE, &json!({ "ms": 1 })).await;
    assert_eq!(event_types(&app.heard().await), ["RELEASED", "REMOVED"]);
}

#[tokio::test]
async fn snapshots_are_listed_and_thrown_away() {
    let (_host, control) = virtual_host().await;
    for name in ["b", "a"] {
        assert_eq!(send(&control, "PUT", &format!("{SNAPSHOTS}/{name}"), &json!({})).await.status, 201);
    }
    let listed = control.get(SNAPSHOTS).await.body;
    assert_eq!(
        (&listed["snapshots"][0]["name"], &listed["snapshots"][1]["name"]),
        (&json!("a"), &json!("b"))
    );
    assert_eq!(control.delete(&format!("{SNAPSHOTS}/a")).await.status, 204);
    assert_eq!(control.delete(&format!("{SNAPSHOTS}/a")).await.problem(404), "there is no snapshot \"a\"");
    let gone = control.post(&format!("{SNAPSHOTS}/a/restore"), &json!({})).await;
    assert_eq!(gone.problem(404), "there is no snapshot \"a\"");
    for name in ["-a", "a%20b", "a.b"] {
        let misnamed = send(&control, "PUT", &format!("{SNAPSHOTS}/{name}"), &json!({})).await;
        assert!(misnamed.problem(400).ends_with("such as talking-1"), "{name}");
    }
    for at in 1..100 {
        assert_eq!(send(&control, "PUT", &format!("{SNAPSHOTS}/{at}"), &json!({})).await.status, 201);
    }
    let full = send(&control, "PUT", &format!("{SNAPSHOTS}/more"), &json!({})).await;
    assert_eq!(full.problem(429), "the session has 100 snapshots, which is the limit; delete some");
    assert_eq!(
        send(&control, "PUT", &format!("{SNAPSHOTS}/1"), &json!({})).await.status,
        201,
        "it is replaced"
    );
}

#[tokio::test]
async fn a_session_starts_in_each_state_that_has_a_name() {
    let listed = Control::of(&MockHost::start().await).get("/s/default/control/start").await.body;
    let rows = [
        ("ringing", &["RINGING"][..]),
        ("talking", &["TALKING"]),
        ("held", &["HELD"]),
        ("recording", &["TALKING"]),
        ("ended", &["IDLE"]),
        ("blocked-markdone", &["IDLE"]),
        ("dialing", &["DIALING"]),
        ("consult-dialing", &["HELD", "DIALING"]),
        ("consult-established", &["HELD", "TALKING"]),
        ("conference", &["TALKING"]),
        ("chat-invited", &["INVITED"]),
        ("chat", &["HISTORY_DONE"]),
        ("email", &["ACCEPTED"]),
        ("email-reply", &["ACCEPTED", "CREATED"]),
        ("workitem", &["ACCEPTED"]),
        ("preview-ready", &["READY"]),
        ("preview-called", &["READY", "DIALING"]),
    ];
    assert_eq!(listed["states"].as_array().map(Vec::len), Some(rows.len()));
    for (name, states) in rows {
        let (_host, control) = virtual_host().await;
        let started = control.post("/s/default/control/start", &json!({ "state": name })).await;
        assert_eq!(started.status, 200, "{name}: {}", started.body);
        let shown = control.get(INTERACTIONS).await.body["interactions"].clone();
        let reached = shown.as_array().expect("a list").iter().map(|one| one["interaction"]["state"].clone());
        assert_eq!(reached.collect::<Vec<_>>(), states, "{name}");
        assert_eq!(shown[0].get("markdoneWarning").is_some(), name == "blocked-markdone");
    }
}

#[tokio::test]
async fn a_state_that_nobody_knows_is_refused_with_those_there_are() {
    let (_host, control) = virtual_host().await;
    let refused = control.post("/s/default/control/start", &json!({ "state": "talkin" })).await;
    assert!(refused.problem(400).contains("did you mean \"talking\"?"), "{}", refused.body);
    assert_eq!(refused.body["didYouMean"], "talking");
}

async fn send(control: &Control, method: &str, path: &str, body: &Value) -> crate::control::Answer {
    let method = method.parse().expect("a method");
    crate::control::send(control.request(method, path).json(body)).await
}
