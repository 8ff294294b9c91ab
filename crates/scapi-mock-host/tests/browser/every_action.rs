//! Every action of the model has a control that the keyboard reaches and that does it. The actions are those of the contract's
//! schema of stimuli: one that is new there fails here until it is known how to get to where it can be done.

use std::collections::BTreeMap;

use fantoccini::key::Key;
use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{
    browser::{View, in_browser},
    journal::Journal,
    keyboard::tab_to,
    picture::picture,
};

const RING: &str = r#"{"type":"inbound-call"}"#;
const ACCEPT: &str = r#"{"type":"agent-accepts","interactionId":"1"}"#;
const DIAL: &str = r#"{"type":"agent-dials","destination":"5002"}"#;
const CONSULT: &str = r#"{"type":"agent-consults","interactionId":"1","target":"5002"}"#;
const CONSULTED: &str = r#"{"type":"far-end-answers","interactionId":"2"}"#;
const CHAT: &str = r#"{"type":"inbound-chat"}"#;
const EMAIL: &str = r#"{"type":"inbound-email"}"#;
const REPLY: &str = r#"{"type":"agent-replies","interactionId":"1"}"#;
const PREVIEW: &str = r#"{"type":"preview-record"}"#;

/// What leads to where an action can be done, and to which interaction. By hand, from the transition diagrams.
fn way(action: &str) -> Option<(Vec<&'static str>, &'static str)> {
    let join = r#"{"type":"chat-join-pending","interactionId":"1"}"#;
    let load = r#"{"type":"chat-history-loading","interactionId":"1"}"#;
    let record = r#"{"type":"agent-starts-recording","interactionId":"1"}"#;
    let talking = vec![RING, ACCEPT];
    let consulted = [RING, ACCEPT, CONSULT, CONSULTED];
    let conference = [&consulted[..], &[r#"{"type":"agent-conferences","interactionId":"2"}"#]].concat();
    let steps = match action {
        "agent-accepts"
        | "agent-rejects"
        | "call-redirected"
        | "user-data-changed"
        | "agent-selects-case"
        | "agent-collapses-case" => vec![RING],
        "agent-expands-case" => vec![RING, r#"{"type":"agent-collapses-case","caseId":"CASE"}"#],
        "agent-hangs-up"
        | "agent-holds"
        | "agent-consults"
        | "far-end-hangs-up"
        | "party-joins"
        | "state-unknown"
        | "agent-starts-recording" => talking,
        "agent-retrieves" => vec![RING, ACCEPT, r#"{"type":"agent-holds","interactionId":"1"}"#],
        "far-end-answers" | "far-end-refuses" | "far-end-busy" | "far-end-no-answer" => vec![DIAL],
        "agent-transfers" | "agent-conferences" => return Some((consulted.to_vec(), "2")),
        "party-leaves" | "agent-leaves-conference" => conference,
        "agent-pauses-recording" | "agent-stops-recording" => vec![RING, ACCEPT, record],
        "agent-resumes-recording" => {
            vec![RING, ACCEPT, record, r#"{"type":"agent-pauses-recording","interactionId":"1"}"#]
        }
        "state-recovered" => vec![RING, ACCEPT, r#"{"type":"state-unknown","interactionId":"1"}"#],
        "agent-marks-done" => vec![RING, ACCEPT, r#"{"type":"far-end-hangs-up","interactionId":"1"}"#],
        "route-revoked" => vec![CHAT],
        "chat-line" | "chat-join-pending" | "media-error" => vec![CHAT, ACCEPT],
        "chat-join-fails" | "chat-history-loading" => vec![CHAT, ACCEPT, join],
        "chat-history-loaded" => vec![CHAT, ACCEPT, join, load],
        "agent-replies" => vec![EMAIL, ACCEPT],
        "agent-saves" | "agent-sends" | "agent-cancels" => return Some((vec![EMAIL, ACCEPT, REPLY], "2")),
        "agent-calls-preview" | "agent-rejects-preview" | "agent-cancels-preview" => vec![PREVIEW],
        _ => return None,
    };
    Some((steps, "1"))
}

/// The stimuli of the contract by their types, with their properties.
async fn actions(host: &MockHost) -> BTreeMap<String, Value> {
    let url = host.url().replace("/s/default/", "/schemas/stimulus.schema.json");
    let schema: Value = reqwest::get(url).await.expect("the schema").json().await.expect("a schema");
    let all = schema["oneOf"].as_array().expect("a list of stimuli").iter();
    all.map(|one| {
        let name = one["properties"]["type"]["const"].as_str().expect("a stimulus has a type");
        (name.to_owned(), one.clone())
    })
    .collect()
}

fn is_about_something(stimulus: &Value) -> bool {
    let required = stimulus["required"].as_array().expect("what a stimulus needs");
    required.iter().any(|key| key == "interactionId" || key == "caseId")
}

async fn arrange(host: &MockHost, steps: &[&str]) {
    host.reset().await.expect("the session starts afresh");
    for step in steps {
        let interactions = host.interactions().await.expect("the session lives");
        let case = interactions.first().map(|one| one.case_id.clone()).unwrap_or_default();
        let stimulus = serde_json::from_str(&step.replace("CASE", &case)).expect("a step is JSON");
        host.stimulus(stimulus).await.unwrap_or_else(|fault| panic!("{step}: {fault}"));
    }
}

/// Presses the control, and answers the dialog that it may open.
async fn do_by_keys(page: View<'_>, action: &str, stimulus: &Value, id: &str) {
    let selector = format!("[data-testid=action-{action}]");
    let start = if action.ends_with("-case") {
        "#desktop".to_owned()
    } else {
        format!("[data-interaction-id='{id}']")
    };
    page.see(&format!("{} {selector}", if action.ends_with("-case") { "#desktop" } else { &start })).await;
    page.run(&format!("document.querySelector(\"{start}\").focus()")).await;
    tab_to(page, &format!("action-{action}")).await;
    page.press(Key::Enter).await;
    let takes_words = stimulus["properties"].as_object().expect("properties").len() > 2;
    if takes_words {
        page.see("[data-testid=action-dialog][open]").await;
        tab_to(page, "action-submit").await;
        page.press(Key::Enter).await;
        page.see_no("[data-testid=action-dialog][open]").await;
    }
}

#[tokio::test]
async fn every_action_on_an_interaction_is_done_with_the_keyboard() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    let all = actions(&host).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.see("[data-testid=connection][data-state=connected]").await;
        for (action, stimulus) in all.iter().filter(|(_, stimulus)| is_about_something(stimulus)) {
            let Some((steps, id)) = way(action) else { panic!("nobody knows how to get to {action}") };
            arrange(&host, &steps).await;
            do_by_keys(page, action, stimulus, id).await;
            Journal::when(&host, action, |journal| last_is(journal, action)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn everything_that_begins_something_is_in_the_simulator_and_done_with_the_keyboard() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    let all = actions(&host).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.see("[data-testid=connection][data-state=connected]").await;
        page.run("document.querySelector('#simulate').focus()").await;
        page.press(Key::Enter).await;
        page.see("[data-testid=simulator-tab-happen]").await;
        for (action, stimulus) in all.iter().filter(|(_, stimulus)| !is_about_something(stimulus)) {
            host.reset().await.expect("the session starts afresh");
            page.see("[data-testid=no-interactions]").await;
            page.run(&format!(
                "const select = document.querySelector('[data-testid=stimulus-type]'); select.focus();
                 select.value = '{action}'; select.dispatchEvent(new Event('change'));"
            ))
            .await;
            for name in
                stimulus["properties"].as_object().expect("properties").keys().filter(|key| *key != "type")
            {
                page.see(&format!("[data-testid=stimulus-form] [data-field={name}]")).await;
            }
            if stimulus["required"].as_array().is_some_and(|needed| needed.contains(&json!("destination"))) {
                page.fill("[data-testid=stimulus-destination]", "5002").await;
            }
            tab_to(page, "stimulus-submit").await;
            page.press(Key::Enter).await;
            Journal::when(&host, action, |journal| last_is(journal, action)).await;
            page.see_text("[data-testid=stimulus-said]", "interaction 1").await;
        }
        picture(browser, "simulator-happen").await;
    })
    .await;
}

fn last_is(journal: &Journal, action: &str) -> bool {
    let last = journal.0.iter().rev().find_map(|entry| entry.stimulus.as_ref());
    last.is_some_and(|stimulus| json!(stimulus)["type"] == action)
}
