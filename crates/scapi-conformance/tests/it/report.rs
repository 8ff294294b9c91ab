//! The report of a run in each of its forms: the clause with its sentence, all differences, and the wire trace.
//! Times are taken out before anything is compared.

use scapi_conformance::coverage;
use scapi_conformance::known::{Known, KnownList};
use scapi_conformance::report::{Html, RunReport, Settings, TargetReport, Text, to_junit};
use scapi_conformance::run::Options;
use scapi_schema::clause::Catalogue;
use serde_json::Value;

use crate::fixtures::validator;
use crate::{cases, run, run_known, run_with, source};

/// A run against these targets, with the few clauses that the cases test.
fn whole(targets: Vec<TargetReport>) -> RunReport {
    let none = source("untestable.json", "", r#"{"clauses": []}"#);
    let mut clauses = coverage::of(&Catalogue::bundled(), &cases(), &none).expect("no fault");
    let cited = ["envelope/5", "envelope/31", "gate.origin/6"];
    clauses.retain(|clause| !clause.cases.is_empty() || cited.contains(&clause.id.as_str()));
    clauses.iter_mut().filter(|clause| clause.id == "gate.origin/6").for_each(|clause| {
        clause.untestable = Some("it needs the configuration of the platform".to_owned());
    });
    let settings = Settings { seed: 1, repeat: 1, ..Settings::default() };
    let mut report = RunReport::new(settings, clauses);
    report.suite = "0.0.0".to_owned();
    report.targets = targets;
    report
}

/// A conforming target, one with a fault, and one that cannot even be greeted.
pub(crate) async fn three() -> RunReport {
    let gone = r#"[{"case": "gone/*", "reason": "there was such a case"}]"#;
    let failing = KnownList::read(&source("list.json", "", gone)).expect("a list");
    let known = Known { failing, ..Known::default() };
    let faulty = run_known("does-nothing", &cases(), &Options::default(), known).await;
    whole(vec![run("none").await, faulty, run("garbled").await])
}

/// Pins the text by which a failure is told.
#[tokio::test]
async fn a_wrong_answer_is_told_with_clause_differences_and_trace() {
    insta::assert_snapshot!("a_wrong_answer", Text::new(&three().await).to_string());
}

/// Pins what a server of continuous integration gets.
#[tokio::test]
async fn the_report_is_junit_too() {
    insta::assert_snapshot!("junit", to_junit(&three().await).expect("XML"));
}

/// Pins the page: the matrix, and the evidence of each verdict.
#[tokio::test]
async fn the_report_is_a_page_too() {
    let page = Html::new(&three().await).to_string();
    let (_, body) = page.split_once("<body>").expect("a page has a body");
    insta::assert_snapshot!("page", body);
}

#[tokio::test]
async fn the_report_is_json_too_and_fits_its_schema() {
    let report = three().await;
    let json = serde_json::to_value(&report).expect("JSON");
    let faults: Vec<_> =
        validator("conformance-report.schema.json").iter_errors(&json).map(|it| it.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    let case = &json["targets"][1]["cases"][0];
    assert_eq!(
        (&case["verdict"], &case["level"], &case["failsRun"]),
        (&"failed".into(), &"MUST".into(), &true.into())
    );
    assert_eq!(case["findings"][0]["clauses"][0], "interaction.accept/1");
    assert_eq!(case["findings"][0]["differences"][0]["pointer"], "/0/interaction/state");
    assert_eq!(case["trace"][1]["kind"], "stimulus");
    let read: RunReport = serde_json::from_value(json).expect("a report");
    assert_eq!(Text::new(&read).to_string(), Text::new(&report).to_string(), "JSON is the whole of it");
}

#[tokio::test]
async fn the_page_loads_nothing_and_takes_no_value_for_markup() {
    let mut report = serde_json::to_value(three().await).expect("JSON");
    let hostile = "<img onerror=alert(1)>\"'&";
    poison(&mut report, hostile);
    let page = Html::new(&serde_json::from_value(report).expect("a report")).to_string();
    assert!(!page.contains("<img"), "a value became markup");
    assert!(page.contains("&lt;img onerror=alert(1)&gt;&quot;&#39;&amp;"));
    for outside in ["http:", "https:", "<link", "src=", "url(", "@import", "fetch("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert_eq!(page.matches("<script").count(), 1, "its own script, and no other");
}

/// Puts the text in the place of every string that is not one of a fixed list.
pub(crate) fn poison(value: &mut Value, text: &str) {
    match value {
        Value::String(string) => *string = text.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| poison(item, text)),
        Value::Object(fields) => {
            let fixed = ["verdict", "level", "provenance", "kind"];
            let free = fields.iter_mut().filter(|(key, _)| !fixed.contains(&key.as_str()));
            free.for_each(|(_, field)| poison(field, text));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[tokio::test]
async fn a_report_without_cases_is_no_success() {
    let nothing = run_with("none", &[], &Options::default()).await;
    assert!(!whole(vec![nothing]).is_success());
    assert!(!whole(Vec::new()).is_success());
    assert!(whole(vec![run("none").await]).is_success());
}
