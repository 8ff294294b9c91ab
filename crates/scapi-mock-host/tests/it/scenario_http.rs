//! `…/control/scenario`: run, looked at and cancelled over real sockets; and one expectation that fails in the same words three ways.

use scapi_mock_host::{ClockKind, MockHost, Scenario, method, scenario::Outcome};
use serde_json::{Value, json};

use crate::{app::App, control::Control, patience::until};

const SCENARIO: &str = "/s/default/control/scenario";

async fn virtual_host() -> MockHost {
    MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host")
}

fn waits_for_accept() -> Value {
    json!({ "title": "a call is accepted", "timeline": [
        { "wait": { "subscribed": "interaction", "withinMs": 30000 } },
        { "stimulus": { "type": "inbound-call" }, "as": "call" },
        { "wait": { "message": { "method": "interaction.accept", "interaction": "${call}" }, "withinMs": 30000 } },
        { "expect": { "message": { "method": "interaction.accept", "interaction": "${call}" }, "exactly": 1 } }
    ] })
}

/// One that goes on until somebody ends it.
fn endless() -> Value {
    json!({ "title": "nobody comes", "timeline": [{ "wait": { "subscribed": "agent", "withinMs": 60000 } }] })
}

#[tokio::test]
async fn a_scenario_is_run_against_an_app_on_a_socket() {
    let host = virtual_host().await;
    let (control, mut app) = (Control::of(&host), App::connect(host.ws_url()).await);
    let scenario = waits_for_accept();
    let (answer, ()) = tokio::join!(control.post(SCENARIO, &scenario), async {
        app.say(&crate::wire::subscribe(json!("interaction"), "s")).await;
        while app.hear().await["data"]["eventType"] != "RINGING" {}
        app.call("interaction.accept", json!(["1"])).await;
    });
    assert_eq!((answer.status, &answer.body["outcome"]), (200, &json!("passed")), "{}", answer.body);
    assert_eq!(answer.body["steps"].as_array().map(Vec::len), Some(4));
    assert_eq!(answer.body["verdict"]["expectations"][0]["status"], "met");
    assert_eq!(control.get(SCENARIO).await.body, answer.body);
}

#[tokio::test]
async fn one_runs_at_a_time_and_can_be_looked_at_and_cancelled() {
    let host = virtual_host().await;
    let control = Control::of(&host);
    let nothing = control.get(SCENARIO).await;
    assert_eq!(
        nothing.problem(404),
        "no scenario was run in this session; run one by POST …/control/scenario"
    );
    assert_eq!(control.delete(SCENARIO).await.status, 404);
    let begun = control.post(&format!("{SCENARIO}?background=true"), &endless()).await;
    assert_eq!((begun.status, &begun.body["outcome"]), (202, &json!("running")));
    // The session is there for others all the while.
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    let refused = control.post(SCENARIO, &endless()).await;
    assert!(refused.problem(409).starts_with("the scenario \"nobody comes\" is running in this session"));
    assert_eq!(control.get(SCENARIO).await.body["outcome"], "running");
    let cancelled = control.delete(SCENARIO).await;
    assert_eq!((cancelled.status, &cancelled.body["outcome"]), (200, &json!("cancelled")));
    let journal = control.journal(0).await;
    let last = journal["entries"].as_array().and_then(|entries| entries.last()).expect("an entry");
    assert_eq!(
        (&last["kind"], &last["note"]),
        (&json!("verdict"), &json!("scenario \"nobody comes\" was cancelled"))
    );
    // It is over, and another can be run.
    let next = json!({ "title": "next", "timeline": [{ "note": "x" }] });
    assert_eq!(control.post(SCENARIO, &next).await.body["outcome"], "passed");
    assert_eq!(control.delete(SCENARIO).await.body["outcome"], "passed");
}

#[tokio::test]
async fn sessions_run_theirs_side_by_side_and_one_that_is_deleted_ends_its_own() {
    let host = virtual_host().await;
    let control = Control::of(&host);
    control.session(&json!({ "name": "a", "clock": "virtual" })).await;
    control.session(&json!({ "name": "b", "clock": "virtual" })).await;
    let path = |session: &str| format!("/s/{session}/control/scenario");
    let (endless, of_a, of_b) = (endless(), path("a"), path("b"));
    let (a, b, ()) = tokio::join!(control.post(&of_a, &endless), control.post(&of_b, &endless), async {
        for session in ["a", "b"] {
            let is_there = async || (control.get(&path(session)).await.status == 200).then_some(());
            until("scenario", is_there).await;
        }
        assert_eq!(control.delete("/sessions/a").await.status, 204);
        assert_eq!(control.delete(&of_b).await.body["outcome"], "cancelled");
    });
    assert_eq!((&a.body["outcome"], &a.body["fault"]), (&json!("failed"), &json!("the session has ended")));
    assert_eq!(b.body["outcome"], "cancelled");
}

#[tokio::test]
async fn what_is_no_scenario_is_a_problem_with_every_fault() {
    let host = virtual_host().await;
    let control = Control::of(&host);
    let wrong = json!({ "title": "x", "timeline": [{ "advnce": {} }, { "note": "${uid}" }] });
    let refused = control.post(SCENARIO, &wrong).await;
    assert!(refused.problem(400).contains("there is no step \"advnce\"; did you mean \"advance\"?"));
    let body = &refused.body;
    assert_eq!((&body["title"], &body["pointer"]), (&json!("not a scenario"), &json!("/timeline/0/advnce")));
    assert_eq!((&body["didYouMean"], &body["faults"][1]["didYouMean"]), (&json!("advance"), &json!("uuid")));
    assert_eq!(
        (&body["faults"][1]["line"], &body["faults"][1]["pointer"]),
        (&json!(1), &json!("/timeline/1/note"))
    );
    assert_eq!(control.post_text(SCENARIO, "{").await.body["title"], "not a scenario");
    assert_eq!(control.get(SCENARIO).await.status, 404, "nothing was run");
    let query = control.post(&format!("{SCENARIO}?backgroud=true"), &endless()).await;
    assert!(query.problem(400).contains("did you mean `background`?"), "{}", query.body);
}

#[tokio::test]
async fn a_scenario_with_a_virtual_clock_is_not_run_in_real_time() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let scenario = json!({ "title": "x", "clock": "virtual", "timeline": [{ "advance": { "ms": 5 } }] });
    let refused = control.post(SCENARIO, &scenario).await;
    assert!(
        refused
            .problem(409)
            .starts_with("the scenario has a virtual clock, and that of this session is real")
    );
    control.post("/s/default/control/clock/freeze", &json!({})).await;
    assert_eq!(control.post(SCENARIO, &scenario).await.body["outcome"], "passed");
}

#[tokio::test]
async fn a_scenario_that_is_larger_than_a_body_may_be_is_refused() {
    let host = virtual_host().await;
    let text = format!("{{\"title\": \"{}\"}}", "x".repeat(1024 * 1024));
    assert_eq!(Control::of(&host).post_text(SCENARIO, text).await.status, 413);
}

#[tokio::test]
async fn a_scenario_that_nobody_waits_for_any_more_is_cancelled_in_rust() {
    let host = virtual_host().await;
    let scenario = Scenario::from_json(&endless().to_string()).expect("a scenario");
    tokio::select! {
        biased;
        report = host.run(&scenario) => panic!("it is over: {report:?}"),
        () = std::future::ready(()) => {}
    }
    let over = async || host.scenario_report().filter(|report| report.outcome != Outcome::Running);
    assert_eq!(until("end", over).await.outcome, Outcome::Cancelled);
}

/// The app accepts the call, and keeps another reason than the one that is expected.
async fn accepts_and_keeps(app: &mut App) {
    while app.hear().await["data"]["eventType"] != "RINGING" {}
    app.call("interaction.accept", json!(["1"])).await;
    app.heard().await;
    app.call("interaction.setUserData", json!(["1", { "Reason": "sales" }])).await;
    app.heard().await;
}

fn billing() -> Value {
    json!({
        "name": "the reason is kept",
        "message": { "method": "interaction.setUserData", "parameters": ["1", { "Reason": "billing" }] },
        "exactly": 1,
        "withinMs": 5000
    })
}

async fn explained_over_http() -> String {
    let host = virtual_host().await;
    let (control, mut app) = (Control::of(&host), App::listening(host.ws_url()).await);
    control.post("/s/default/control/expectations", &billing()).await;
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    accepts_and_keeps(&mut app).await;
    control.post("/s/default/control/clock/advance", &json!({ "ms": 5001 })).await;
    let verdict = control.get("/s/default/control/verdict").await.body;
    verdict["expectations"][0]["explanation"].as_str().expect("an explanation").to_owned()
}

async fn explained_in_rust() -> String {
    let host = virtual_host().await;
    let mut app = App::listening(host.ws_url()).await;
    let reason = method("interaction.setUserData").parameters([json!("1"), json!({ "Reason": "billing" })]);
    let within = std::time::Duration::from_secs(5);
    host.expect(reason).exactly(1).within(within).named("the reason is kept").await.expect("expected");
    host.inbound_call().await.expect("a call");
    accepts_and_keeps(&mut app).await;
    host.advance(5001).await.expect("time");
    host.verify().await.expect_err("it is not met").to_string()
}

async fn explained_in_a_scenario() -> String {
    let host = virtual_host().await;
    let mut app = App::listening(host.ws_url()).await;
    let document = json!({ "title": "a call", "timeline": [
        { "expect": billing() },
        { "stimulus": { "type": "inbound-call" } },
        { "wait": { "message": { "method": "interaction.setUserData" }, "withinMs": 30000 } },
        { "advance": { "ms": 5001 } }
    ] });
    let scenario = Scenario::from_json(&document.to_string()).expect("a scenario");
    let (report, ()) = tokio::join!(host.run(&scenario), accepts_and_keeps(&mut app));
    report.expect("a report").explanation()
}

/// Where a message stands in the journal is not the expectation's: each way has other entries before it.
fn without_numbers(text: &str) -> String {
    let mut parts = text.split('#');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "#N" + part.trim_start_matches(|mark: char| mark.is_ascii_digit()))
}

#[tokio::test]
async fn an_expectation_fails_with_the_same_explanation_three_ways() {
    let explained = [explained_over_http().await, explained_in_rust().await, explained_in_a_scenario().await];
    for text in explained {
        // Pins one text for all three: over HTTP, in Rust, in a scenario.
        insta::assert_snapshot!("expectation_three_ways", without_numbers(&text));
    }
}
