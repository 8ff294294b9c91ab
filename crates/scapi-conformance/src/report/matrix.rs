//! The matrix of clauses and targets: what the cases have shown of each clause at each target.
//! A case that failed says of a clause which it did not break nothing at all, so that it is not counted as kept.

use super::{CaseReport, TargetReport};
use crate::coverage::ClauseCoverage;
use crate::verdict::Verdict;

/// What was shown of a clause, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Broken,
    /// A case that tests it passed, though a list says that it does not.
    Unexpected,
    CouldNotRun,
    NotReached,
    BrokenAsExpected,
    Kept,
    /// The cases that test it failed by other clauses.
    Undecided,
    NotApplicable,
    /// No case that was chosen tests it.
    Nothing,
}

impl Mark {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Unexpected => "passed unexpectedly",
            Self::CouldNotRun => "could not run",
            Self::NotReached => "not reached",
            Self::BrokenAsExpected => "broken as expected",
            Self::Kept => "kept",
            Self::Undecided => "undecided",
            Self::NotApplicable => "not applicable",
            Self::Nothing => "not run",
        }
    }

    /// Name of the style.
    pub(super) const fn tone(self) -> &'static str {
        match self {
            Self::Broken | Self::Unexpected | Self::CouldNotRun | Self::NotReached => "bad",
            Self::BrokenAsExpected | Self::Undecided => "odd",
            Self::Kept => "good",
            Self::NotApplicable | Self::Nothing => "none",
        }
    }
}

/// What was shown of a clause at a target, and the case that shows it best.
pub(super) fn mark<'a>(clause: &ClauseCoverage, target: &'a TargetReport) -> (Mark, Option<&'a CaseReport>) {
    let shown = target.cases.iter().filter_map(|case| Some((of_case(clause, case)?, case)));
    let gravest = shown.min_by_key(|(mark, _)| *mark);
    gravest.map_or((Mark::Nothing, None), |(mark, case)| (mark, Some(case)))
}

/// What a case says of a clause; nothing if it does not test it.
fn of_case(clause: &ClauseCoverage, case: &CaseReport) -> Option<Mark> {
    let is_broken = case.broken_clauses().contains(&clause.id.as_str());
    let is_tested = case.clauses.contains(&clause.id) || (clause.always && case.verdict.is_judged());
    match case.verdict {
        Verdict::Failed if is_broken => Some(Mark::Broken),
        Verdict::FailedAsExpected if is_broken => Some(Mark::BrokenAsExpected),
        _ if !is_tested => None,
        // messages were checked for it, and were in order
        Verdict::Failed | Verdict::FailedAsExpected if clause.always => Some(Mark::Kept),
        Verdict::Failed | Verdict::FailedAsExpected => Some(Mark::Undecided),
        Verdict::Passed => Some(Mark::Kept),
        Verdict::PassedUnexpectedly => Some(Mark::Unexpected),
        Verdict::CouldNotRun => Some(Mark::CouldNotRun),
        Verdict::NotApplicable => Some(Mark::NotApplicable),
        Verdict::NotReached => Some(Mark::NotReached),
    }
}

#[cfg(test)]
mod tests {
    use scapi_schema::clause::{Level, Provenance};
    use serde_json::json;

    use super::*;
    use crate::report::Finding;
    use crate::verdict::Tally;

    fn clause(id: &str, always: bool) -> ClauseCoverage {
        ClauseCoverage {
            id: id.to_owned(),
            level: Level::Must,
            provenance: Provenance::Documented,
            source: "SEED".to_owned(),
            profile_key: None,
            requirement: "r".to_owned(),
            cases: Vec::new(),
            always,
            untestable: None,
        }
    }

    /// A case that tests the first two clauses of voice and broke one of them, or another.
    fn case(verdict: Verdict, broken: Option<&str>) -> CaseReport {
        let case = json!({ "id": "a", "title": "t", "clauses": ["voice/1", "voice/2"],
            "steps": [{ "silence": {} }] });
        let mut report = CaseReport::new(&serde_json::from_value(case).expect("a case"));
        report.verdict = verdict;
        report.tally = Tally { passed: u32::from(broken.is_none()), failed: u32::from(broken.is_some()) };
        report.findings.extend(broken.map(|id| Finding {
            place: String::new(),
            clauses: vec![id.to_owned()],
            what: String::new(),
            differences: Vec::new(),
            counts: true,
        }));
        report
    }

    fn marks(cases: &[CaseReport]) -> [Mark; 4] {
        let target = TargetReport { cases: cases.to_vec(), ..TargetReport::new("a", "cmd:a") };
        let of = |id, always| mark(&clause(id, always), &target).0;
        [of("voice/1", false), of("voice/2", false), of("voice/3", false), of("envelope/1", true)]
    }

    #[test]
    fn a_pass_keeps_what_it_tests_and_what_is_checked_always() {
        assert_eq!(
            marks(&[case(Verdict::Passed, None)]),
            [Mark::Kept, Mark::Kept, Mark::Nothing, Mark::Kept]
        );
    }

    #[test]
    fn a_failure_breaks_the_clause_of_its_finding_and_says_nothing_of_the_others() {
        assert_eq!(
            marks(&[case(Verdict::Failed, Some("voice/2"))]),
            [Mark::Undecided, Mark::Broken, Mark::Nothing, Mark::Kept]
        );
        assert_eq!(
            marks(&[case(Verdict::Failed, Some("envelope/1"))]),
            [Mark::Undecided, Mark::Undecided, Mark::Nothing, Mark::Broken]
        );
        let expected = marks(&[case(Verdict::FailedAsExpected, Some("voice/2"))]);
        assert_eq!(expected[1], Mark::BrokenAsExpected);
    }

    #[test]
    fn the_gravest_case_counts_and_a_pass_decides_what_is_undecided() {
        let cases = [
            case(Verdict::Passed, None),
            case(Verdict::Failed, Some("voice/2")),
            case(Verdict::NotApplicable, None),
        ];
        assert_eq!(marks(&cases), [Mark::Kept, Mark::Broken, Mark::Nothing, Mark::Kept]);
    }

    #[test]
    fn what_was_not_judged_shows_nothing_of_what_is_checked_always() {
        assert_eq!(marks(&[case(Verdict::NotApplicable, None)])[3], Mark::Nothing);
        assert_eq!(marks(&[case(Verdict::CouldNotRun, None)])[0], Mark::CouldNotRun);
        assert_eq!(marks(&[case(Verdict::NotReached, None)])[0], Mark::NotReached);
        assert_eq!(marks(&[case(Verdict::PassedUnexpectedly, None)])[0], Mark::Unexpected);
    }
}
