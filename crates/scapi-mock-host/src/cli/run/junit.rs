//! Scenarios as JUnit XML, for servers of continuous integration: a test for each, with its steps as what it printed.
//! What failed is explained in the words of the text.

use std::{path::Path, time::Duration};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::Ran;
use crate::scenario::Outcome;

pub(super) fn write(file: &Path, ran: &[Ran]) -> Result<(), String> {
    let xml = report(ran).to_string().map_err(|fault| format!("failed to write JUnit: {fault}"))?;
    std::fs::write(file, xml).map_err(|error| format!("failed to write {}: {error}", file.display()))
}

fn report(ran: &[Ran]) -> Report {
    let mut suite = TestSuite::new("scenarios");
    suite.add_test_cases(ran.iter().map(test));
    let mut report = Report::new("scapi-mock-host");
    report.add_test_suite(suite);
    report
}

fn test(ran: &Ran) -> TestCase {
    let mut test = TestCase::new(ran.report.title.clone(), status(ran));
    test.set_classname(ran.file.clone());
    test.set_time(Duration::from_millis(ran.report.ms));
    test.add_property(("seed", ran.report.seed.to_string().as_str()));
    let steps = ran.report.steps.iter().map(|step| format!("{:>3}  {}", step.number, step.title));
    test.set_system_out(steps.collect::<Vec<_>>().join("\n"));
    test
}

fn status(ran: &Ran) -> TestCaseStatus {
    if ran.passed() {
        return TestCaseStatus::success();
    }
    let kind = if ran.command.is_some() || ran.report.outcome == Outcome::Cancelled {
        NonSuccessKind::Error
    } else {
        NonSuccessKind::Failure
    };
    let told = [Some(ran.report.explanation()).filter(|text| !text.is_empty()), ran.command.clone()];
    let explanation = told.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(explanation.lines().next().unwrap_or("the scenario did not pass"));
    status.set_description(explanation);
    status
}
