//! Faults that no case looks for: the checks of every message find them, and name the clause.
//! One fault of the fake driver at a time.

use scapi_conformance::load;
use scapi_conformance::report::TargetReport;
use scapi_conformance::run::Options;
use scapi_conformance::verdict::Verdict;
use scapi_schema::clause::Catalogue;
use serde_json::json;

use crate::{case, run, run_with, source};

/// Clauses of the findings of a case, without repetition.
fn broken<'a>(report: &'a TargetReport, id: &str) -> Vec<&'a str> {
    let mut clauses = Vec::new();
    for clause in case(report, id).findings.iter().flat_map(|finding| &finding.clauses) {
        if !clauses.contains(&clause.as_str()) {
            clauses.push(clause.as_str());
        }
    }
    clauses
}

async fn breaks(fault: &str, id: &str, expected: &[&str]) {
    let report = run(fault).await;
    assert_eq!(broken(&report, id), expected, "{fault}");
    assert_eq!(case(&report, id).verdict, Verdict::Failed, "{fault}");
}

#[tokio::test]
async fn an_error_message_that_is_null_is_found() {
    breaks("null-error", "accept/unknown", &["envelope/5"]).await;
}

#[tokio::test]
async fn a_wrong_protocol_version_is_found() {
    breaks("version", "accept/unknown", &["envelope/2"]).await;
}

#[tokio::test]
async fn an_event_ahead_of_the_answer_is_found() {
    breaks("event-first", "accept/ringing", &["envelope/28"]).await;
}

#[tokio::test]
async fn a_reference_id_of_another_type_is_found() {
    breaks("text-ids", "accept/ringing", &["envelope/3"]).await;
}

#[tokio::test]
async fn a_second_answer_is_found() {
    breaks("two-answers", "accept/unknown", &["envelope/11"]).await;
}

#[tokio::test]
async fn an_answer_to_another_window_is_found() {
    breaks("wrong-window", "accept/unknown", &["envelope/13", "interaction.accept/5"]).await;
}

#[tokio::test]
async fn an_event_with_another_key_is_found() {
    breaks("event-keys", "accept/ringing", &["envelope/37"]).await;
}

#[tokio::test]
async fn an_event_for_each_subscription_is_found() {
    breaks("once-a-subscription", "accept/ringing", &["interaction.accept/1"]).await;
}

#[tokio::test]
async fn data_where_none_is_expected_is_laid_to_the_clause_of_the_step() {
    breaks("data-null", "accept/ringing", &["envelope/31"]).await;
}

#[tokio::test]
async fn a_frame_id_that_is_handed_out_is_looked_at_and_has_to_be_one() {
    let text = json!({ "id": "greeting", "title": "a window is given an id with its first message, and once",
        "clauses": ["envelope/22"], "frames": { "app": { "hearing": "unfenced" } },
        "steps": [
            { "greetings": { "expect": [] } },
            { "request": { "method": "interaction.getInteractions", "answer": "success" } },
            { "greetings": { "expect": [{ "frameId": "f-app", "event": "$absent" }] } },
            { "request": { "method": "interaction.getInteractions", "answer": "success" } },
            { "greetings": { "expect": [] } },
        ] });
    let sources = [source("greeting.json", "greeting", &text.to_string())];
    let greeting = load::cases(&sources, &Catalogue::bundled()).expect("a case");
    let report = run_with("greets", &greeting, &Options::default()).await;
    assert_eq!(case(&report, "greeting").verdict, Verdict::Passed, "{:#?}", report.cases);
    let silent = run_with("none", &greeting, &Options::default()).await;
    assert_eq!(broken(&silent, "greeting"), ["envelope/22"]);
    let null = run_with("greets-null", &greeting, &Options::default()).await;
    assert_eq!(broken(&null, "greeting"), ["envelope/23", "envelope/22"]);
}
