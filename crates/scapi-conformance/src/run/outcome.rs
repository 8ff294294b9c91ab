//! What came of a case, from what came of it each time that it was run.
//! One time that could not be judged makes the whole one that could not; the first failure is the evidence.

use crate::case::Case;
use crate::report::CaseReport;
use crate::verdict::{Tally, Verdict};

/// The report of a case that was to be run so often.
pub(super) fn of(case: &Case, attempts: Vec<CaseReport>, repeat: u32) -> CaseReport {
    let count = |verdict: fn(&Tally) -> u32| attempts.iter().map(|attempt| verdict(&attempt.tally)).sum();
    let tally = Tally { passed: count(|tally| tally.passed), failed: count(|tally| tally.failed) };
    let milliseconds = attempts.iter().map(|attempt| attempt.milliseconds).sum();
    let ran = attempts.len();
    let Some(evidence) = evidence(attempts) else { return CaseReport::new(case) };
    let mut report = CaseReport { tally, milliseconds, ..evidence };
    if report.verdict.is_judged() && tally.failed == 0 && ran < repeat as usize {
        report.verdict = Verdict::NotReached;
        report.reason = Some(format!("it was run {ran} of {repeat} times"));
    }
    report
}

/// The time that says most.
fn evidence(attempts: Vec<CaseReport>) -> Option<CaseReport> {
    let rank = |attempt: &CaseReport| match (attempt.verdict, attempt.tally.failed) {
        (Verdict::CouldNotRun, _) => 0,
        (_, 1..) => 1,
        _ => 2,
    };
    // of equals the first one
    attempts.into_iter().min_by_key(rank)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn case() -> Case {
        let case = json!({ "id": "a", "title": "t", "clauses": ["voice/1"], "steps": [{ "silence": {} }] });
        serde_json::from_value(case).expect("a case")
    }

    fn attempt(verdict: Verdict, milliseconds: u64) -> CaseReport {
        let tally = match verdict {
            Verdict::Passed => Tally { passed: 1, failed: 0 },
            Verdict::Failed => Tally { passed: 0, failed: 1 },
            _ => Tally::default(),
        };
        CaseReport { verdict, tally, milliseconds, ..CaseReport::new(&case()) }
    }

    #[test]
    fn a_case_that_was_never_run_is_not_reached() {
        assert_eq!(of(&case(), Vec::new(), 1).verdict, Verdict::NotReached);
    }

    #[test]
    fn a_case_that_passed_and_was_not_run_to_the_end_is_not_reached_and_one_that_failed_has_failed() {
        let unfinished = of(&case(), vec![attempt(Verdict::Passed, 1)], 2);
        assert_eq!(unfinished.verdict, Verdict::NotReached);
        assert_eq!(unfinished.reason.as_deref(), Some("it was run 1 of 2 times"));
        assert_eq!(of(&case(), vec![attempt(Verdict::Failed, 1)], 2).verdict, Verdict::Failed);
        assert_eq!(of(&case(), vec![attempt(Verdict::NotApplicable, 1)], 2).verdict, Verdict::NotApplicable);
    }

    #[test]
    fn the_first_failure_is_the_evidence_and_the_times_add_up() {
        let report = of(
            &case(),
            vec![attempt(Verdict::Passed, 1), attempt(Verdict::Failed, 2), attempt(Verdict::Failed, 4)],
            3,
        );
        assert_eq!((report.verdict, report.tally), (Verdict::Failed, Tally { passed: 1, failed: 2 }));
        assert_eq!(report.milliseconds, 7);
    }

    #[test]
    fn once_not_judged_is_not_judged() {
        let report = of(&case(), vec![attempt(Verdict::Failed, 1), attempt(Verdict::CouldNotRun, 1)], 2);
        assert_eq!(report.verdict, Verdict::CouldNotRun);
    }
}
