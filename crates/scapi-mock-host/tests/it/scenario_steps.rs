//! Every kind of step, and what its failure says. Time is virtual, so that nothing depends on how fast the machine is.

use scapi_mock_host::{
    MockHost, Scenario, ScenarioReport,
    scenario::{Outcome, StepOutcome},
};
use serde_json::{Value, json};

use crate::patience::within;

fn scenario(timeline: &Value) -> Scenario {
    let document =
        json!({ "title": "a test", "clock": "virtual", "verdictWithinMs": 0, "timeline": timeline });
    Scenario::from_json(&document.to_string()).unwrap_or_else(|fault| panic!("{fault}"))
}

async fn host() -> MockHost {
    MockHost::builder().clock(scapi_mock_host::ClockKind::Virtual).start().await.expect("a host")
}

async fn run_in(host: &MockHost, timeline: Value) -> ScenarioReport {
    within("end of the scenario", host.run(&scenario(&timeline))).await.expect("a report")
}

async fn run(timeline: Value) -> ScenarioReport {
    run_in(&host().await, timeline).await
}

/// Why the last step failed.
fn why(report: &ScenarioReport) -> &str {
    let step = report.steps.last().expect("a step");
    assert_eq!((report.outcome, step.outcome), (Outcome::Failed, StepOutcome::Failed), "{report}");
    step.explanation.as_deref().expect("an explanation")
}

#[tokio::test]
async fn a_stimulus_gives_later_steps_its_interaction() {
    let host = host().await;
    let report = run_in(
        &host,
        json!([
            { "stimulus": { "type": "inbound-call", "ani": "+33100000000" }, "as": "call" },
            { "stimulus": { "type": "agent-accepts", "interactionId": "${call}" }, "as": "call" },
            { "note": "${call} from ${call.ani} is ${call.state}, after entry ${cursor}" }
        ]),
    )
    .await;
    assert!(report.passed(), "{report}");
    let titles: Vec<&str> = report.steps.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(titles[..2], ["inbound-call as call", "agent-accepts of interaction 1 as call"]);
    let cursor = report.steps[1].cursor;
    assert_eq!(titles[2], format!("1 from +33100000000 is TALKING, after entry {cursor}"));
    assert_eq!(host.interactions().await.expect("read")[0].state.as_str(), "TALKING");
}

#[tokio::test]
async fn a_stimulus_that_cannot_happen_fails_and_nothing_comes_after_it() {
    let host = host().await;
    let report = run_in(
        &host,
        json!([
            { "stimulus": { "type": "inbound-call" }, "as": "call" },
            { "stimulus": { "type": "agent-holds", "interactionId": "${call}" } },
            { "stimulus": { "type": "agent-accepts", "interactionId": "${call}" } }
        ]),
    )
    .await;
    assert!(why(&report).contains("is in state RINGING"), "{report}");
    assert_eq!((report.steps.len(), report.total), (2, 3));
    assert_eq!(host.interactions().await.expect("read")[0].state.as_str(), "RINGING");
}

#[tokio::test]
async fn what_an_interaction_does_not_have_is_told_as_it_is_needed() {
    let report =
        run(json!([{ "stimulus": { "type": "inbound-call" }, "as": "call" }, { "note": "${call.color}" }]))
            .await;
    assert_eq!(why(&report), "${call} has no \"color\"");
}

#[tokio::test]
async fn time_is_moved() {
    let host = host().await;
    let timeline = json!([{ "stimulus": { "type": "inbound-call" } }, { "advance": { "ms": 19999 } }, { "wait": { "ms": 1 } }]);
    let report = run_in(&host, timeline).await;
    let at: Vec<u64> = report.steps.iter().map(|step| step.at).collect();
    assert_eq!(at, [0, 19_999, 20_000]);
    assert!(host.interactions().await.expect("read").is_empty(), "the call has rung out");
}

#[tokio::test]
async fn a_real_clock_is_waited_for_and_not_moved() {
    let host = MockHost::start().await;
    let document =
        |step: Value| json!({ "title": "real time", "clock": "real", "timeline": [step] }).to_string();
    let waits = Scenario::from_json(&document(json!({ "wait": { "ms": 5 } }))).expect("a scenario");
    let report = host.run(&waits).await.expect("a report");
    assert!(report.passed() && report.steps[0].at >= 5, "{report}");
    let fault = Scenario::from_json(&document(json!({ "advance": { "ms": 5 } }))).expect_err("a fault");
    assert!(fault.to_string().contains("a real clock runs"), "{fault}");
    // Without a word on clocks, the scenario finds out.
    let text = json!({ "title": "any time", "timeline": [{ "advance": { "ms": 5 } }] }).to_string();
    let report = host.run(&Scenario::from_json(&text).expect("a scenario")).await.expect("a report");
    assert!(why(&report).starts_with("the clock of this session is real"), "{report}");
    let needs = Scenario::from_json(&text.replacen('{', "{\"clock\":\"virtual\",", 1)).expect("a scenario");
    let report = host.run(&needs).await.expect("a report");
    assert_eq!(report.steps[0].number, 0);
    assert!(
        why(&report).starts_with("the scenario has a virtual clock, and that of this session is real"),
        "{report}"
    );
}

#[tokio::test]
async fn a_message_is_found_once_and_in_any_order() {
    let host = host().await;
    let app = host.app().await.expect("an app");
    let ring = json!([{ "stimulus": { "type": "inbound-call" } }]);
    assert!(run_in(&host, ring).await.passed());
    let wait = |method: &str| json!({ "wait": { "message": { "method": method }, "withinMs": 30000 } });
    let scenario = scenario(&json!([wait("interaction.setUserData"), wait("interaction.accept")]));
    let (report, ()) = tokio::join!(host.run(&scenario), async {
        app.accept("1").await.expect("accepted");
        app.set_user_data("1", scapi_schema::UserData::new()).await.expect("set");
    });
    assert!(report.expect("a report").passed());
    // What was said before a scenario began is not its own, and what one wait has found is not found again.
    let mut again = wait("interaction.accept");
    again["wait"]["withinMs"] = json!(1);
    assert!(why(&run_in(&host, json!([again])).await).starts_with("no app has sent it within 1 ms"));
}

#[tokio::test]
async fn a_message_that_does_not_come_is_explained_by_those_that_did() {
    let host = host().await;
    let app = host.app().await.expect("an app");
    let scenario = scenario(&json!([
        { "stimulus": { "type": "inbound-call" }, "as": "call" },
        { "wait": { "message": { "method": "interaction.getInteractions" }, "withinMs": 30000 } },
        { "wait": { "message": { "method": "interaction.accept", "interaction": "${call}" }, "withinMs": 1 } }
    ]));
    let (report, _) = tokio::join!(host.run(&scenario), app.get_interactions());
    // Pins what a person reads when an app does not do what a scenario waits for.
    insta::assert_snapshot!("scenario_wait", why(&report.expect("a report")));
}

#[tokio::test]
async fn a_subscription_that_does_not_come_is_told_with_those_that_are_there() {
    let host = host().await;
    let app = host.app().await.expect("an app");
    let wait = json!([{ "wait": { "subscribed": "interaction", "withinMs": 1 } }]);
    assert!(
        why(&run_in(&host, wait.clone()).await)
            .ends_with("; apps are connected, and have subscribed to nothing")
    );
    let _agent = app.subscribe("agent").await.expect("a subscription");
    assert!(why(&run_in(&host, wait.clone()).await).ends_with("; apps have subscribed to: agent"));
    let _events = app.subscribe("interaction").await.expect("a subscription");
    assert!(run_in(&host, wait).await.passed());
}

#[tokio::test]
async fn the_host_is_changed_and_changed_back() {
    let host = host().await;
    let app = host.app().await.expect("an app");
    let set = json!([{ "set": {
        "profile": { "ringTimeoutMs": 5000 },
        "policies": { "farEnd": { "whenCalled": ["busy"] } },
        "canned": { "voice.dial": { "errorMessage": "no line" } }
    } }]);
    let report = run_in(&host, set).await;
    assert_eq!(report.steps[0].title, "set profile, policies, canned answers");
    let dialled = app.call("voice.dial", vec![json!("1")]).await.expect_err("a failure");
    assert_eq!(dialled.to_string(), "no line");
    assert_eq!(host.policies().await.expect("read").far_end.when_called.len(), 1);
    let rings = json!([{ "stimulus": { "type": "inbound-call" } }, { "advance": { "ms": 5000 } }]);
    assert!(run_in(&host, rings).await.passed());
    assert!(host.interactions().await.expect("read").is_empty());
    assert!(run_in(&host, json!([{ "set": { "canned": { "voice.dial": null } } }])).await.passed());
    assert!(app.call("voice.dial", vec![json!("1")]).await.is_ok());
}

#[tokio::test]
async fn what_goes_wrong_does_so_until_it_is_mended() {
    let host = host().await;
    let app = host.app().await.expect("an app");
    let fails = json!({ "on": { "method": "interaction.getInteractions" }, "do": { "type": "failure", "errorMessage": "down" } });
    let report = run_in(&host, json!([{ "fault": fails }])).await;
    assert!(report.passed() && report.steps[0].title == "fault failure", "{report}");
    assert_eq!(app.get_interactions().await.expect_err("a failure").to_string(), "down");
    assert!(run_in(&host, json!([{ "set": { "faults": [] } }])).await.passed());
    assert_eq!(app.get_interactions().await, Ok(vec![]));
    let from_the_start = json!({ "title": "a test", "faults": [fails], "timeline": [{ "note": "x" }] });
    let scenario = Scenario::from_json(&from_the_start.to_string()).expect("a scenario");
    let report = host.run(&scenario).await.expect("a report");
    assert_eq!((report.passed(), report.steps[0].title.as_str()), (true, "set up"));
    assert_eq!(app.get_interactions().await.expect_err("a failure").to_string(), "down");
}

#[tokio::test]
async fn an_event_is_sent() {
    let host = host().await;
    let app = host.app().await.expect("an app");
    let mut orders = app.subscribe("messenger:orders").await.expect("a subscription");
    let report =
        run_in(&host, json!([{ "event": { "name": "messenger:orders", "data": { "order": 12 } } }])).await;
    assert!(report.passed(), "{report}");
    assert_eq!(orders.next().await.expect("an event").data, json!({ "order": 12 }));
}

#[tokio::test]
async fn a_reset_ends_what_was_expected_with_a_verdict() {
    let host = host().await;
    let expects = json!({ "expect": { "name": "soon", "message": { "method": "voice.hold" } } });
    let report =
        run_in(&host, json!([{ "stimulus": { "type": "inbound-call" } }, expects, { "reset": {} }])).await;
    assert_eq!(report.outcome, Outcome::Failed);
    assert!(report.explanation().starts_with("soon is not met yet"), "{report}");
    assert!(host.interactions().await.expect("read").is_empty());
    let report =
        run_in(&host, json!([{ "stimulus": { "type": "inbound-call" } }, { "reset": { "keep": "state" } }]))
            .await;
    assert!(report.passed(), "{report}");
    assert_eq!(host.interactions().await.expect("read").len(), 1);
}

#[tokio::test]
async fn rounds_have_numbers_and_values() {
    let report = run(json!([
        { "each": { "in": ["a", { "b": 2 }], "as": "value", "steps": [
            { "repeat": { "times": "${int 2 2}", "as": "n", "steps": [{ "note": "${n} of ${value}" }] } }
        ] } }
    ]))
    .await;
    let told: Vec<(&str, &[u64])> =
        report.steps.iter().map(|step| (step.title.as_str(), step.rounds.as_slice())).collect();
    let wanted: [(&str, &[u64]); 4] =
        [("1 of a", &[1, 1]), ("2 of a", &[1, 2]), ("1 of {\"b\":2}", &[2, 1]), ("2 of {\"b\":2}", &[2, 2])];
    assert_eq!(told, wanted);
}

#[tokio::test]
async fn a_scenario_begins_in_a_state_that_has_a_name() {
    let host = host().await;
    let text = json!({
        "title": "a test", "clock": "virtual", "start": { "state": "consult-established", "as": ["call", "consultation"] },
        "timeline": [{ "stimulus": { "type": "agent-transfers", "interactionId": "${consultation}" } }, { "note": "${call.state}" }]
    });
    let scenario = Scenario::from_json(&text.to_string()).expect("a scenario");
    let report = host.run(&scenario).await.expect("a report");
    assert!(report.passed(), "{report}");
    let told: Vec<(u64, &str)> = report.steps.iter().map(|step| (step.number, step.title.as_str())).collect();
    assert_eq!(
        told,
        [(0, "start consult-established"), (1, "agent-transfers of interaction 2"), (2, "HELD")]
    );
}

#[tokio::test]
async fn the_journal_says_which_step_caused_what() {
    let host = host().await;
    let timeline = json!([{ "stimulus": { "type": "inbound-call" } }, { "advance": { "ms": 20000 } }]);
    assert!(run_in(&host, timeline).await.passed());
    let journal = host.journal_after(1).await.expect("the journal");
    let told: Vec<(String, Option<u64>)> = journal
        .iter()
        .map(|entry| (entry.note.clone().unwrap_or_else(|| entry.kind.as_str().into()), entry.step))
        .collect();
    let told: Vec<(&str, Option<u64>)> = told.iter().map(|(text, step)| (text.as_str(), *step)).collect();
    assert_eq!(
        told,
        [
            ("scenario \"a test\", step 1 (/timeline/0): inbound-call", Some(1)),
            ("stimulus", Some(1)),
            ("scenario \"a test\", step 2 (/timeline/1): advance by 20000 ms", Some(2)),
            ("the clock is moved on by 20000 ms", Some(2)),
            ("interaction 1 rang until its time was over", Some(2)),
            ("scenario \"a test\" passed", None),
        ]
    );
}

#[tokio::test]
async fn the_same_file_does_the_same_again() {
    let text = std::fs::read_to_string(crate::scenarios::file("busy-hour")).expect("a scenario");
    let text = text.replace("\"withinMs\"", "\"x\"");
    let mut document: Value = serde_json::from_str(&text).expect("JSON");
    // Without what an app does, whose pace is its own.
    let steps = document["timeline"][1]["repeat"]["steps"].as_array_mut().expect("steps");
    steps.retain(|step| step.get("wait").is_none());
    document["timeline"] = json!([{ "repeat": { "times": 3, "as": "number", "steps": steps } }]);
    document["profile"] = json!({ "ringTimeoutMs": 0, "releasedUnanswered": "removed" });
    let scenario = Scenario::from_json(&document.to_string()).unwrap_or_else(|fault| panic!("{fault}"));
    let mut journals = Vec::new();
    for _ in 0..2 {
        let host = MockHost::builder().scenario(&scenario).start().await.expect("a host");
        let report = host.run(&scenario).await.expect("a report");
        assert!(report.passed(), "{report}");
        let mut journal = host.journal_after(0).await.expect("the journal");
        journal.iter_mut().for_each(|entry| entry.wall_time.clear());
        journals.push(serde_json::to_string(&journal).expect("JSON"));
    }
    assert_eq!(journals[0], journals[1]);
    let other = Scenario::from_json(&document.to_string().replace("2026", "2027")).expect("a scenario");
    let host = MockHost::builder().scenario(&other).start().await.expect("a host");
    host.run(&other).await.expect("a report");
    let first =
        host.interactions().await.expect("read").first().map(|call| call.user_data["Customer"].clone());
    assert!(first.is_none_or(|name| {
        !journals[0].contains(&format!("\"Number\":1,\"Segment\":\"Gold\",\"Customer\":{name}"))
    }));
}

#[test]
fn a_test_without_a_runtime_runs_one_too() {
    let scenario = scenario(&json!([{ "stimulus": { "type": "inbound-call" } }]));
    let host = MockHost::builder().scenario(&scenario).start_blocking().expect("a host");
    assert!(host.run(&scenario).expect("a report").passed());
    assert_eq!(host.scenario_report().expect("it was run").title, "a test");
}
