//! `…/control/canned` and `…/control/events`: what a test says in place of the parts of a desktop that the host has not.
//! `canned/1`, `envelope/6`, `subscription/6`.

use reqwest::Method;
use scapi_mock_host::MockHost;
use serde_json::{Value, json};

use crate::{
    app::App,
    control::{Answer, Control, send},
    wire::subscribe,
};

fn path(method: &str) -> String {
    format!("/s/default/control/canned/{method}")
}

async fn put(control: &Control, method: &str, answer: &Value) -> Answer {
    send(control.request(Method::PUT, &path(method)).json(answer)).await
}

#[tokio::test]
async fn the_table_can_be_read() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let table = control.get("/s/default/control/canned").await;
    assert_eq!(table.status, 200);
    let answers = &table.body["answers"];
    assert_eq!(answers["system.amIVisible"], json!({ "data": true }));
    assert_eq!(answers["system.closeToast"], json!({}));
    assert!(answers.get("interaction.accept").is_none());
    assert_eq!(control.get(&path("system.amIVisible")).await.body, json!({ "data": true }));
    let missing = control.get(&path("interaction.accept")).await;
    assert!(missing.problem(404).starts_with("interaction.accept has no canned answer"), "{}", missing.body);
}

#[tokio::test]
async fn an_app_gets_the_answer_that_a_test_has_put_there() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut app = App::connect(host.ws_url()).await;
    let busy = json!({ "errorMessage": "the far end is busy" });
    let changed = put(&control, "voice.dial", &busy).await;
    assert_eq!((changed.status, &changed.body), (200, &busy));
    assert_eq!(app.call("voice.dial", json!(["5001"])).await["errorMessage"], "the far end is busy");
    put(&control, "voice.dial", &json!({ "data": { "interactionId": "9" } })).await;
    assert_eq!(app.call("voice.dial", json!(["5001"])).await["data"], json!({ "interactionId": "9" }));
    put(&control, "voice.dial", &json!({})).await;
    let void = app.call("voice.dial", json!(["5001"])).await;
    assert!(void.get("data").is_none() && void.get("errorMessage").is_none(), "{void}");
    // Null is data, too.
    put(&control, "voice.dial", &json!({ "data": null })).await;
    assert_eq!(app.call("voice.dial", json!(["5001"])).await.get("data"), Some(&Value::Null));
    assert_eq!(control.get(&path("voice.dial")).await.body, json!({ "data": null }));
}

#[tokio::test]
async fn a_deleted_answer_is_the_default_one_again_or_none() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for (method, default) in [("system.amIVisible", Some(json!({ "data": true }))), ("voice.dial", None)] {
        put(&control, method, &json!({ "data": "mine" })).await;
        assert_eq!(control.delete(&path(method)).await.status, 204);
        assert_eq!(control.delete(&path(method)).await.status, 204);
        let left = control.get("/s/default/control/canned").await.body["answers"].get(method).cloned();
        assert_eq!(left, default);
    }
    // The others are what they were.
    assert_eq!(control.get(&path("system.closeToast")).await.body, json!({}));
}

#[tokio::test]
async fn a_reset_restores_the_table() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    put(&control, "system.amIVisible", &json!({ "data": false })).await;
    control.post("/s/default/control/reset", &json!({ "keep": "state" })).await;
    assert_eq!(control.get(&path("system.amIVisible")).await.body, json!({ "data": false }));
    control.post("/s/default/control/reset", &json!({})).await;
    assert_eq!(control.get(&path("system.amIVisible")).await.body, json!({ "data": true }));
}

#[tokio::test]
async fn what_is_no_answer_is_refused_with_what_would_be_right() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for (answer, pointer, told) in [
        (json!(1), "", "a canned answer is {\"data\":…}"),
        (json!({ "data": 1, "errorMessage": "x" }), "", "and not both"),
        (json!({ "errorMessage": "" }), "/errorMessage", "a text that is not empty"),
        (json!({ "errorMessage": null }), "/errorMessage", "a text that is not empty"),
        (json!({ "errormessage": "x" }), "/errormessage", "and not \"errormessage\""),
    ] {
        let refused = put(&control, "voice.dial", &answer).await;
        assert!(refused.problem(400).contains(told), "{}", refused.body);
        assert_eq!(refused.body["pointer"], pointer);
    }
    assert_eq!(
        put(&control, "voice.dial", &json!({ "errormessage": "x" })).await.body["didYouMean"],
        "errorMessage"
    );
    assert_eq!(
        put(&control, "voice.dial", &json!({ "errorMessage": "" })).await.body["clause"],
        "envelope/6"
    );
    control.get(&path("voice.dial")).await.problem(404);
}

#[tokio::test]
async fn an_unknown_method_is_refused_with_the_one_that_was_meant() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let typo = put(&control, "voice.dail", &json!({})).await;
    assert_eq!(typo.problem(404), "apps have no method \"voice.dail\" to call; did you mean \"voice.dial\"?");
    assert_eq!(typo.body["didYouMean"], "voice.dial");
    control.get(&path("Voice.dial")).await.problem(404);
    control.delete(&path("xyzzy")).await.problem(404);
}

#[tokio::test]
async fn an_event_is_posted_to_those_who_have_subscribed() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut hears = App::connect(host.ws_url()).await;
    hears.say(&subscribe(json!(["agent", "messenger:orders"]), "s")).await;
    hears.hear().await;
    let mut deaf = App::listening(host.ws_url()).await;
    for (name, data) in
        [("agent", json!({ "state": { "type": "READY" } })), ("messenger:orders", json!("paid"))]
    {
        let posted = control.post("/s/default/control/events", &json!({ "name": name, "data": data })).await;
        let event = json!({ "event": name, "data": data, "userAgent": "WWE Server", "protocolVersion": 2 });
        assert_eq!(
            (posted.status, &posted.body["outputs"]),
            (200, &json!([{ "frame": "s1", "message": event }]))
        );
        assert_eq!(hears.hear().await, event);
    }
    assert!(deaf.is_served().await);
    let journal = control.journal(0).await;
    let entries = journal["entries"].as_array().expect("entries");
    let posted = entries.iter().find(|entry| entry["change"]["type"] == "event-posted").expect("an entry");
    assert_eq!(posted["change"]["name"], "agent");
    let heard = entries.iter().find(|entry| entry["message"]["event"] == "agent").expect("an event");
    assert_eq!(heard["cause"], posted["seq"]);
}

#[tokio::test]
async fn an_event_that_nobody_can_hear_is_refused_with_the_one_that_was_meant() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let typo = control.post("/s/default/control/events", &json!({ "name": "agents", "data": {} })).await;
    assert_eq!(typo.problem(400), "apps cannot subscribe to an event \"agents\"; did you mean \"agent\"?");
    assert_eq!((&typo.body["pointer"], &typo.body["didYouMean"]), (&json!("/name"), &json!("agent")));
    let other = control.post("/s/default/control/events", &json!({ "name": "xyzzy", "data": {} })).await;
    assert!(other.problem(400).contains("there are agent, interaction"), "{}", other.body);
    control
        .post("/s/default/control/events", &json!({ "name": "messenger:", "data": {} }))
        .await
        .problem(400);
    let no_data = control.post("/s/default/control/events", &json!({ "name": "agent" })).await;
    assert!(no_data.problem(400).contains("missing field `data`"), "{}", no_data.body);
}

#[tokio::test]
async fn a_replay_changes_the_answers_and_posts_the_events_again() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut app = App::connect(host.ws_url()).await;
    control.post("/s/default/control/clock/freeze", &json!({})).await;
    app.say(&subscribe(json!("agent"), "s")).await;
    app.hear().await;
    for answer in [json!({ "data": "mine" }), json!({ "errorMessage": "no" }), json!({})] {
        put(&control, "agent.get", &answer).await;
        app.call("agent.get", json!([])).await;
    }
    control.delete(&path("agent.get")).await;
    app.call("agent.get", json!([])).await;
    control.post("/s/default/control/events", &json!({ "name": "agent", "data": { "on": true } })).await;
    control.post("/s/default/control/clock/unfreeze", &json!({})).await;
    let journal = control.request(Method::GET, "/s/default/control/journal?format=jsonl").send().await;
    let journal = journal.expect("an answer").text().await.expect("text");
    let replay = control.request(Method::POST, "/s/default/control/journal/replay");
    let report = send(replay.header("content-type", "application/x-ndjson").body(journal)).await;
    assert_eq!((report.status, &report.body["difference"]), (200, &Value::Null), "{}", report.body);
    // The subscription, four answers, and the event.
    assert_eq!(report.body["outputs"], 6);
}
