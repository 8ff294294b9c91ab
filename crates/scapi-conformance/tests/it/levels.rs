//! What counts: levels of clauses, and documented clauses alone.
//! A failure that does not fail the run is still one.

use scapi_conformance::case::Case;
use scapi_conformance::load;
use scapi_conformance::run::Options;
use scapi_conformance::scale::{Failing, Judged, Scale};
use scapi_conformance::verdict::Verdict;
use scapi_schema::clause::{Catalogue, Level};
use serde_json::json;

use crate::{case, cases, run, run_with, source};

fn options(judged: Judged, failing: Failing) -> Options {
    Options { scale: Scale::new(&Catalogue::bundled(), judged, failing), ..Options::default() }
}

#[tokio::test]
async fn a_broken_should_fails_the_run_unless_must_alone_counts() {
    let report = run("vague").await;
    let unknown = case(&report, "accept/unknown");
    assert_eq!((unknown.verdict, unknown.level, unknown.fails_run), (Verdict::Failed, Level::Should, true));
    let must_only = options(Judged::Everything, Failing::MustOnly);
    let report = run_with("vague", &cases(), &must_only).await;
    let unknown = case(&report, "accept/unknown");
    assert_eq!((unknown.verdict, unknown.level, unknown.fails_run), (Verdict::Failed, Level::Should, false));
    assert_eq!(report.failure(), None);
}

#[tokio::test]
async fn a_broken_must_fails_the_run_always() {
    let must_only = options(Judged::Documented, Failing::MustOnly);
    let report = run_with("does-nothing", &cases(), &must_only).await;
    assert_eq!(report.failure().as_deref(), Some("1 failed of 3 cases"));
}

#[tokio::test]
async fn a_broken_may_is_told_and_fails_nothing() {
    let text = json!({ "id": "may", "title": "an interaction has a key of the site", "clauses": ["type.interaction/39"],
        "steps": [{ "request": { "method": "interaction.getInteractions", "answer": { "data": { "$length": 1 } } } }] });
    let sources = [source("may.json", "may", &text.to_string())];
    let may: Vec<Case> = load::cases(&sources, &Catalogue::bundled()).expect("a case");
    let report = run_with("none", &may, &Options::default()).await;
    let may = case(&report, "may");
    assert_eq!((may.verdict, may.level, may.fails_run), (Verdict::Failed, Level::May, false));
    assert_eq!(report.failure(), None);
}

#[tokio::test]
async fn a_finding_about_what_is_not_documented_is_kept_and_not_judged_where_documented_clauses_alone_are() {
    let documented = options(Judged::Documented, Failing::default());
    let report = run_with("event-first", &cases(), &documented).await;
    let ringing = case(&report, "accept/ringing");
    assert_eq!(ringing.verdict, Verdict::Passed, "envelope/28 is assumed");
    assert_eq!(ringing.findings.len(), 1);
    assert!(!ringing.findings[0].counts);
    assert_eq!(ringing.broken_clauses(), Vec::<&str>::new());
    assert_eq!(case(&run("event-first").await, "accept/ringing").broken_clauses(), ["envelope/28"]);
}
