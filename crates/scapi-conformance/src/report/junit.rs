//! The report as JUnit XML, for servers of continuous integration: a test suite for each target, a test for each case.
//! What does not fail the run is no failure here either: it is skipped, and says why.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Report, SerializeError, TestCase, TestCaseStatus, TestSuite};

use super::{CaseReport, RunReport, TargetReport};
use crate::verdict::Verdict;

/// The report as JUnit XML.
///
/// # Errors
/// When the XML cannot be written.
pub fn to_junit(report: &RunReport) -> Result<String, SerializeError> {
    let mut junit = Report::new("scapi-conformance");
    junit.add_test_suites(report.targets.iter().map(|target| suite(target, report)));
    junit.to_string()
}

fn suite(target: &TargetReport, report: &RunReport) -> TestSuite {
    let mut suite = TestSuite::new(target.target.clone());
    suite.set_time(Duration::from_millis(target.milliseconds));
    suite.add_property(("address", target.address.as_str()));
    suite.add_test_cases(target.cases.iter().map(|case| test(case, target, report)));
    // what fails the target beside its cases has to be red as well
    let others = target.error.iter().chain(&target.list_faults);
    suite.add_test_cases(others.map(|fault| {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(fault.as_str());
        TestCase::new("the run itself", status)
    }));
    if target.run() == 0 && target.error.is_none() {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message("no case was run, so nothing has been shown");
        suite.add_test_case(TestCase::new("the run itself", status));
    }
    suite
}

fn test(case: &CaseReport, target: &TargetReport, report: &RunReport) -> TestCase {
    let mut test = TestCase::new(case.id.clone(), status(case, report));
    test.set_classname(target.target.clone());
    test.set_time(Duration::from_millis(case.milliseconds));
    test.add_property(("title", case.title.as_str()));
    case.clauses.iter().for_each(|clause| {
        test.add_property(("clause", clause.as_str()));
    });
    test
}

fn status(case: &CaseReport, report: &RunReport) -> TestCaseStatus {
    if case.verdict == Verdict::Passed {
        return TestCaseStatus::success();
    }
    let mut status = match (case.fails_run, case.verdict) {
        (false, _) => TestCaseStatus::skipped(),
        (true, Verdict::Failed | Verdict::PassedUnexpectedly) => {
            TestCaseStatus::non_success(NonSuccessKind::Failure)
        }
        (true, _) => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    status.set_type(case.verdict.words());
    status.set_message(message(case));
    if case.fails_run {
        status.set_description(description(case, report));
    }
    status
}

/// The reason, or the first finding that counts: what fits into one line of a list.
fn message(case: &CaseReport) -> String {
    let finding = case.findings.iter().find(|finding| finding.counts);
    let found = finding.map(|it| format!("{}: {} [{}]", it.place, it.what, it.clauses.join(", ")));
    let told = [found, case.reason.clone(), case.known.clone()];
    let told: Vec<String> = told.into_iter().flatten().collect();
    if told.is_empty() { case.verdict.words().to_owned() } else { told.join("; ") }
}

/// Clauses with their standing, all findings, the wire.
fn description(case: &CaseReport, report: &RunReport) -> String {
    let clauses = case.cited().into_iter().map(|id| match report.clause(id) {
        Some(clause) => format!("{id} ({})\n  {}\n", clause.standing(), clause.requirement),
        None => format!("{id} (not in the catalogue)\n"),
    });
    let findings = case.findings.iter().map(|finding| format!("\n{}\n{finding}", finding.place));
    let trace = case.trace.iter().map(|entry| format!("{entry}\n"));
    clauses.chain(findings).chain(["\non the wire\n".to_owned()]).chain(trace).collect()
}
