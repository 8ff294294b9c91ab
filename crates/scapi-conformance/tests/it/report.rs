//! The report of a failure: the clause with its sentence, all differences, and the wire trace.
//! Times are taken out before anything is compared.

use scapi_conformance::report::{RunReport, Text};
use scapi_schema::clause::Catalogue;

use crate::run;

/// Pins the text by which a failure is told.
#[tokio::test]
async fn a_wrong_answer_is_told_with_clause_differences_and_trace() {
    let mut report = run("does-nothing").await;
    report.milliseconds = 0;
    let report = RunReport { targets: vec![report], unmatched_known_failing: vec!["gone/*".to_owned()] };
    let text = Text::new(&report, &Catalogue::bundled()).to_string();
    insta::assert_snapshot!("a_wrong_answer", text);
}

#[tokio::test]
async fn the_report_is_json_too() {
    let report = RunReport { targets: vec![run("does-nothing").await], ..RunReport::default() };
    let json = serde_json::to_value(&report).expect("JSON");
    assert_eq!(json["targets"][0]["name"], "fake");
    let case = &json["targets"][0]["cases"][0];
    assert_eq!(case["verdict"], "failed");
    assert_eq!(case["findings"][0]["clauses"][0], "interaction.accept/1");
    assert_eq!(case["findings"][0]["differences"][0]["pointer"], "/0/interaction/state");
    assert_eq!(case["trace"][1]["kind"], "stimulus");
}
