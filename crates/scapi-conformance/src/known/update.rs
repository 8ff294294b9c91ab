//! The list of known failures, brought up to date with a run: what passes is taken off, what fails is put on.
//! A reason that nobody has written is the finding itself, and says that it is no explanation.

use super::{KnownCase, KnownList};
use crate::case::Case;
use crate::report::{CaseReport, TargetReport};
use crate::verdict::Verdict;

/// How the reason of a failure begins that nobody has looked into.
const UNEXPLAINED: &str = "unexplained: ";

impl KnownList {
    /// The list as it has to be for the target that gave this report. Cases that were not judged keep what the list
    /// says of them, and so do flaky ones.
    #[must_use]
    pub fn updated(&self, report: &TargetReport, all: &[Case], flaky: &Self) -> Self {
        let kept = self.0.iter().flat_map(|known| known.updated(report, all));
        let is_new = |case: &&CaseReport| {
            case.verdict == Verdict::Failed
                && case.fails_run
                && self.entry(&case.id).is_none()
                && flaky.entry(&case.id).is_none()
        };
        Self(kept.chain(report.cases.iter().filter(is_new).map(unexplained)).collect())
    }

    /// How many entries have a reason that nobody has looked into.
    #[must_use]
    pub fn unexplained(&self) -> usize {
        self.0.iter().filter(|known| known.reason.starts_with(UNEXPLAINED)).count()
    }
}

impl KnownCase {
    /// The entry, or, where some of the cases that its pattern matches pass, one for each of the others.
    fn updated(&self, report: &TargetReport, all: &[Case]) -> Vec<Self> {
        let matched: Vec<&Case> = all.iter().filter(|case| self.is_about(&case.id)).collect();
        let failing: Vec<&&Case> = matched.iter().filter(|case| !behaves(report, &case.id)).collect();
        if failing.len() == matched.len() && !matched.is_empty() {
            return vec![self.clone()];
        }
        let alone = |case: &&&Case| Self { case: case.id.clone(), reason: self.reason.clone() };
        failing.iter().map(alone).collect()
    }
}

/// Whether the run has shown that the case need not be on the list.
fn behaves(report: &TargetReport, id: &str) -> bool {
    let case = report.cases.iter().find(|case| case.id == id);
    case.is_some_and(|case| {
        matches!(case.verdict, Verdict::Passed | Verdict::PassedUnexpectedly | Verdict::NotApplicable)
    })
}

fn unexplained(case: &CaseReport) -> KnownCase {
    let finding = case.findings.iter().find(|finding| finding.counts);
    let fact = finding.map_or_else(
        || "it failed".to_owned(),
        |finding| format!("{}: {} [{}]", finding.place, finding.what, finding.clauses.join(", ")),
    );
    KnownCase { case: case.id.clone(), reason: format!("{UNEXPLAINED}{fact}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::report::Finding;

    fn case(id: &str) -> Case {
        let case = json!({ "id": id, "title": "t", "clauses": ["voice/1"], "steps": [{ "silence": {} }] });
        serde_json::from_value(case).expect("a case")
    }

    fn report(verdicts: &[(&str, Verdict)]) -> TargetReport {
        let mut report = TargetReport::new("a", "cmd:a");
        report.cases = verdicts
            .iter()
            .map(|(id, verdict)| {
                let mut judged = CaseReport::new(&case(id));
                judged.verdict = *verdict;
                judged.fails_run = verdict.fails_run();
                judged.findings.push(Finding {
                    place: "step 1 of 1".to_owned(),
                    clauses: vec!["voice/1".to_owned()],
                    what: "the host gave no answer".to_owned(),
                    differences: Vec::new(),
                    counts: true,
                });
                judged
            })
            .collect();
        report
    }

    fn list(entries: &[(&str, &str)]) -> KnownList {
        let entry = |&(case, reason): &(&str, &str)| KnownCase { case: case.into(), reason: reason.into() };
        KnownList(entries.iter().map(entry).collect())
    }

    #[test]
    fn what_fails_is_put_on_with_the_fact_and_what_passes_is_taken_off() {
        let all = [case("a"), case("b"), case("c")];
        let run =
            report(&[("a", Verdict::Failed), ("b", Verdict::PassedUnexpectedly), ("c", Verdict::Passed)]);
        let updated = list(&[("b", "x"), ("gone", "y")]).updated(&run, &all, &KnownList::default());
        let fact = "unexplained: step 1 of 1: the host gave no answer [voice/1]";
        assert_eq!(updated, list(&[("a", fact)]));
        assert_eq!(updated.unexplained(), 1);
    }

    #[test]
    fn a_pattern_of_which_some_pass_becomes_the_cases_that_fail() {
        let all = [case("a/one"), case("a/two"), case("a/three")];
        let run = report(&[("a/one", Verdict::FailedAsExpected), ("a/two", Verdict::PassedUnexpectedly)]);
        let updated = list(&[("a/*", "x")]).updated(&run, &all, &KnownList::default());
        assert_eq!(updated, list(&[("a/one", "x"), ("a/three", "x")]), "a/three was not run");
    }

    #[test]
    fn a_pattern_of_which_none_passes_stays_and_flaky_cases_are_left_alone() {
        let all = [case("a/one"), case("a/two"), case("b")];
        let run = report(&[
            ("a/one", Verdict::FailedAsExpected),
            ("a/two", Verdict::CouldNotRun),
            ("b", Verdict::Failed),
        ]);
        let known = list(&[("a", "x")]);
        assert_eq!(known.updated(&run, &all, &list(&[("b", "races")])), known);
    }
}
