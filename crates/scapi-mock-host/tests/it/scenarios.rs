//! The scenarios in `fixtures/scenarios`: each passes with an app that does what it says, and fails with one that does nothing.
//! The app is in process, and a frame like any other.

use std::path::{Path, PathBuf};

use scapi_mock_host::{App, MockHost, Scenario, ScenarioReport, host::Events};
use scapi_schema::{event::InteractionEvent, interaction::Interaction, wire::Property};
use serde_json::{Value, json};

use crate::patience::within;

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/scenarios")
}

pub(crate) fn file(name: &str) -> PathBuf {
    folder().join(format!("{name}.json"))
}

/// What an app calls because of an event of an interaction.
type Reaction = fn(&str, &Interaction) -> Vec<(&'static str, Value)>;

async fn plays(app: &App, mut events: Events, reaction: Reaction) {
    while let Some(InteractionEvent { event_type, interaction, .. }) = events.next_interaction().await {
        let Property::Present(interaction) = interaction else { continue };
        for (method, parameters) in reaction(event_type.as_str(), &interaction) {
            let parameters = parameters.as_array().expect("parameters").clone();
            // That the host refuses is for the scenario to judge: what the event was about may be gone.
            let _ = app.call(method, parameters).await;
        }
    }
}

async fn run(scenario: &Scenario, reaction: Reaction) -> ScenarioReport {
    let host = MockHost::builder().scenario(scenario).start().await.expect("a host");
    let app = host.app().await.expect("an app");
    let events = app.subscribe("interaction").await.expect("a subscription");
    let report = async {
        tokio::select! {
            report = host.run(scenario) => report.expect("a report"),
            () = plays(&app, events, reaction) => panic!("the session is over"),
        }
    };
    within("end of the scenario", report).await
}

async fn passes(name: &str, reaction: Reaction) {
    let scenario = Scenario::from_file(file(name)).unwrap_or_else(|fault| panic!("{fault}"));
    let report = run(&scenario, reaction).await;
    assert!(report.passed(), "{report}");
}

fn id(interaction: &Interaction) -> &str {
    &interaction.interaction_id
}

#[tokio::test]
async fn an_inbound_call() {
    passes("inbound-call", |event, call| match event {
        "RINGING" => vec![("interaction.accept", json!([id(call)]))],
        "ESTABLISHED" => vec![("interaction.setUserData", json!([id(call), { "Reason": "billing" }]))],
        "RELEASED" => vec![("interaction.markdone", json!([id(call)]))],
        _ => vec![],
    })
    .await;
}

#[tokio::test]
async fn a_call_that_nobody_answers() {
    passes("rona", |_, _| vec![]).await;
}

#[tokio::test]
async fn a_call_that_nobody_answers_is_touched() {
    let text = std::fs::read_to_string(file("rona")).expect("a scenario");
    // In place of the time that the app has, so that nothing depends on it.
    let said = r#"{ "message": { "method": "interaction.setUserData" }, "withinMs": 30000 }"#;
    let scenario = Scenario::from_json(&text.replace(r#"{ "realMs": 200 }"#, said)).expect("a scenario");
    let report = run(&scenario, |event, call| match event {
        "RINGING" => vec![("interaction.setUserData", json!([id(call), { "Seen": "yes" }]))],
        _ => vec![],
    })
    .await;
    assert!(!report.passed());
    assert!(report.explanation().starts_with("the app keeps its hands off the call is not met"), "{report}");
}

#[tokio::test]
async fn a_consultation_and_a_transfer() {
    passes("consult-and-transfer", |event, call| match event {
        "ATTACHED_DATA_CHANGED" if call.user_data.get("Level") == Some(&json!("2")) => {
            vec![("interaction.consult", json!([id(call), "5002"]))]
        }
        "ESTABLISHED" if call.is_consultation => vec![("interaction.completeTransfer", json!([id(call)]))],
        _ => vec![],
    })
    .await;
}

#[tokio::test]
async fn a_chat() {
    passes("chat", |event, chat| match event {
        "INVITED" => vec![("interaction.accept", json!([id(chat)]))],
        "ATTACHED_DATA_CHANGED" => match (chat.user_data.get("Topic"), chat.user_data.get("Disposition")) {
            (Some(topic), None) => {
                vec![("interaction.setUserData", json!([id(chat), { "Disposition": topic }]))]
            }
            _ => vec![],
        },
        _ => vec![],
    })
    .await;
}

#[tokio::test]
async fn a_call_that_is_kept_from_being_marked_done() {
    passes("blocked-markdone", |event, call| match event {
        "RELEASED" => vec![("interaction.blockMarkdone", json!([id(call), "Save the form first"]))],
        "ATTACHED_DATA_CHANGED" if call.user_data.get("Saved").is_some() => {
            vec![("interaction.unblockMarkdone", json!([id(call)]))]
        }
        _ => vec![],
    })
    .await;
}

#[tokio::test]
async fn an_hour_of_calls() {
    passes("busy-hour", |event, call| match event {
        "RINGING" => vec![("interaction.accept", json!([id(call)]))],
        "RELEASED" => vec![("interaction.markdone", json!([id(call)]))],
        _ => vec![],
    })
    .await;
}

/// A scenario that cannot fail shows nothing.
#[tokio::test]
async fn every_scenario_needs_an_app() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .expect("the scenarios")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"))
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["blocked-markdone", "busy-hour", "chat", "consult-and-transfer", "inbound-call", "rona"]
    );
    for name in names {
        let text = std::fs::read_to_string(file(&name)).expect("a scenario");
        let mut scenario: Value = serde_json::from_str(&text).expect("JSON");
        // Nobody waits five seconds for an app that is known not to come.
        scenario["timeline"][0]["wait"]["withinMs"] = json!(1);
        let scenario =
            Scenario::from_json(&scenario.to_string()).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let host = MockHost::builder().scenario(&scenario).start().await.expect("a host");
        let report = host.run(&scenario).await.expect("a report");
        let step = report.failed_step().unwrap_or_else(|| panic!("{name} passes without an app"));
        assert_eq!(
            step.explanation.as_deref(),
            Some("no app has subscribed to \"interaction\" within 1 ms; no app is connected"),
            "{name}"
        );
    }
}

/// The files are what the schema for editors says.
#[test]
fn every_scenario_meets_its_schema() {
    for entry in std::fs::read_dir(folder()).expect("the scenarios") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let scenario: Value = serde_json::from_slice(&std::fs::read(&path).expect("a file")).expect("JSON");
        let violations = scapi_schema::validate::check("scenario", &scenario);
        let told: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert_eq!(told, [""; 0], "{}", path.display());
    }
}
