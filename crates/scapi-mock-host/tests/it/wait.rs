//! `?wait=…`: a stimulus that answers when the app has done what a test waits for, or says what it did instead.

use scapi_mock_host::MockHost;
use serde_json::json;

use crate::{
    app::App,
    control::{Answer, Control},
    page::Page,
    wire::{request, subscribe},
};

async fn ring(control: &Control, query: &str) -> Answer {
    control.post(&format!("/s/default/control/stimuli?{query}"), &json!({ "type": "inbound-call" })).await
}

/// An app that accepts the call that it hears of, after it has looked at something else.
async fn accepting(url: &str) -> tokio::task::JoinHandle<()> {
    let mut app = App::listening(url).await;
    tokio::spawn(async move {
        loop {
            let heard = app.hear().await;
            if heard["data"]["eventType"] == "RINGING" {
                let id = heard["data"]["interaction"]["interactionId"].clone();
                app.say(&request("interaction.getInteractions", json!([]), "a")).await;
                app.say(&request("interaction.accept", json!([id]), "b")).await;
                app.hear().await;
                app.hear().await;
                return app.leave().await;
            }
        }
    })
}

#[tokio::test]
async fn a_stimulus_waits_for_what_the_app_sends() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let app = accepting(host.ws_url()).await;
    let answer =
        ring(&control, "wait=message&method=interaction.accept&interaction=caused&within=30000").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["interaction"]["state"], "RINGING");
    let waited = &answer.body["waited"];
    assert_eq!(waited["for"], "message");
    assert!(waited["ms"].is_u64(), "{waited}");
    assert_eq!(waited["entry"]["message"]["request"], "interaction.accept");
    assert!(waited["entry"]["seq"].as_u64() > answer.body["cursor"].as_u64(), "{}", answer.body);
    app.await.expect("the app");
}

#[tokio::test]
async fn without_a_condition_any_message_of_an_app_will_do() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let app = accepting(host.ws_url()).await;
    let answer = ring(&control, "wait=message&within=30000").await;
    assert_eq!(answer.body["waited"]["entry"]["message"]["request"], "interaction.getInteractions");
    app.await.expect("the app");
}

#[tokio::test]
async fn what_was_sent_before_the_stimulus_does_not_count() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut app = App::listening(host.ws_url()).await;
    app.call("interaction.getInteractions", json!([])).await;
    ring(&control, "wait=message&method=interaction.getInteractions&within=1").await.problem(504);
}

#[tokio::test]
async fn a_deadline_that_passes_tells_what_the_app_did_instead() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let late =
        ring(&control, "wait=message&method=interaction.reject&frame=s1&interaction=caused&within=1").await;
    assert_eq!(
        late.problem(504),
        "no app has sent interaction.reject from frame s1 about interaction 1 within 1 ms; since then no app has sent anything"
    );
    // What happened has happened, and is told.
    assert_eq!(late.body["interaction"]["interactionId"], "1");
    assert!(late.body["outputs"].is_array() && late.body["cursor"].is_u64(), "{}", late.body);
    assert_eq!(host.interactions().await.expect("interactions").len(), 1);
}

#[tokio::test]
async fn a_session_is_quiet_when_its_sockets_have_taken_what_was_said() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let _app = App::listening(host.ws_url()).await;
    let answer = ring(&control, "wait=quiet&within=30000").await;
    assert_eq!((answer.status, &answer.body["waited"]["for"]), (200, &json!("quiet")), "{}", answer.body);
}

#[tokio::test]
async fn a_session_is_quiet_when_its_page_has_acknowledged_what_was_said() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut page = Page::connect(&host).await;
    page.open_frame("f1", "http://localhost:3000").await;
    page.report("f1", "http://localhost:3000", &subscribe(json!("interaction"), "0")).await;
    page.next_of("ack").await;
    // The answer to the subscription, which the page has not acknowledged.
    let answer = page.next_of("message").await;
    let late = ring(&control, "wait=quiet&within=1").await;
    assert_eq!(
        late.problem(504),
        "the session was not quiet within 1 ms: a page has not acknowledged what was said to its frames"
    );
    page.acknowledge(answer["seq"].as_u64().expect("a number")).await;
    let acknowledging = async {
        // The two events of the call before, and those of the one that is waited with.
        for _ in 0..4 {
            let event = page.next_of("message").await;
            page.acknowledge(event["seq"].as_u64().expect("a number")).await;
        }
    };
    let (answer, ()) = tokio::join!(ring(&control, "wait=quiet&within=30000"), acknowledging);
    assert_eq!((answer.status, &answer.body["waited"]["for"]), (200, &json!("quiet")), "{}", answer.body);
}

#[tokio::test]
async fn a_wait_that_makes_no_sense_is_refused_before_anything_happens() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for (query, told) in [
        ("within=5", "add wait=quiet or wait=message"),
        ("method=interaction.accept", "add wait=quiet or wait=message"),
        ("wait=quiet&frame=s1", "use wait=message with them"),
        ("wait=quiet&within=0", "within is 1 to 60000 milliseconds, got 0"),
        ("wait=quiet&within=60001", "within is 1 to 60000 milliseconds, got 60001"),
        ("wait=quiet&within=x", "invalid digit found in string"),
        ("wait=quite", "did you mean `quiet`?"),
        ("wiat=quiet", "did you mean `wait`?"),
    ] {
        let refused = ring(&control, query).await;
        assert!(refused.problem(400).contains(told), "{query}: {}", refused.body);
    }
    let typo = ring(&control, "wait=message&method=interaction.acept").await;
    assert!(typo.problem(404).ends_with("did you mean \"interaction.accept\"?"), "{}", typo.body);
    assert!(host.interactions().await.expect("interactions").is_empty());
}

#[tokio::test]
async fn a_refused_stimulus_is_not_waited_for() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let accept = json!({ "type": "agent-accepts", "interactionId": "1" });
    let refused = control.post("/s/default/control/stimuli?wait=message&within=60000", &accept).await;
    refused.problem(404);
}

#[tokio::test]
async fn a_wait_ends_with_its_session() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    control.session(&json!({ "name": "brief" })).await;
    let waiting = async {
        let call = json!({ "type": "inbound-call" });
        control.post("/s/brief/control/stimuli?wait=message&within=60000", &call).await
    };
    let deleting = async {
        // The call has come when it is in the list.
        while control.get("/sessions").await.body["sessions"][0]["interactions"] != 1 {}
        control.delete("/sessions/brief").await
    };
    let (waited, deleted) = tokio::join!(waiting, deleting);
    assert_eq!(deleted.status, 204);
    assert_eq!(waited.problem(410), "the session has ended");
}

#[tokio::test]
async fn an_event_waits_too() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let event = json!({ "name": "agent", "data": {} });
    let path = "/s/default/control/events";
    let quiet = control.post(&format!("{path}?wait=quiet"), &event).await;
    assert_eq!((quiet.status, &quiet.body["waited"]["for"]), (200, &json!("quiet")));
    let late = control.post(&format!("{path}?wait=message&within=1"), &event).await;
    assert!(late.problem(504).starts_with("no app has sent a message within 1 ms"), "{}", late.body);
}
