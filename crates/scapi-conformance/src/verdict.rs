//! Verdicts: six kinds that are kept apart, so that nothing passes by accident.
//! A case that is known to fail and passes fails the run, as does one that could not be judged.

use serde::Serialize;

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The host did what the case expects.
    Passed,
    /// It did not.
    Failed,
    /// It did not, and the list of known failures says so.
    FailedAsExpected,
    /// It did, though the list of known failures says that it does not.
    PassedUnexpectedly,
    /// The case could not be judged: the target died, refused a stimulus, or took too long.
    CouldNotRun,
    /// The target does not have an ability that the case needs.
    NotApplicable,
}

/// Whether a case is on the list of known failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// It is to pass.
    Pass,
    /// It is known to fail.
    Fail,
}

impl Verdict {
    /// All verdicts, in the order in which they are summed up.
    pub const ALL: [Self; 6] = [
        Self::Passed,
        Self::Failed,
        Self::FailedAsExpected,
        Self::PassedUnexpectedly,
        Self::CouldNotRun,
        Self::NotApplicable,
    ];

    /// The verdict in the light of the list of known failures.
    #[must_use]
    pub const fn expecting(self, expectation: Expectation) -> Self {
        match (self, expectation) {
            (Self::Passed, Expectation::Fail) => Self::PassedUnexpectedly,
            (Self::Failed, Expectation::Fail) => Self::FailedAsExpected,
            (verdict, _) => verdict,
        }
    }

    /// Whether the verdict fails the run.
    #[must_use]
    pub const fn fails_run(self) -> bool {
        match self {
            Self::Failed | Self::PassedUnexpectedly | Self::CouldNotRun => true,
            Self::Passed | Self::FailedAsExpected | Self::NotApplicable => false,
        }
    }

    /// Whether the case was put to the host at all.
    #[must_use]
    pub const fn was_run(self) -> bool {
        !matches!(self, Self::NotApplicable)
    }

    /// The verdict in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::FailedAsExpected => "failed as expected",
            Self::PassedUnexpectedly => "passed unexpectedly",
            Self::CouldNotRun => "could not run",
            Self::NotApplicable => "not applicable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_known_failures_changes_passes_and_failures_only() {
        let expecting_failure = Verdict::ALL.map(|verdict| verdict.expecting(Expectation::Fail));
        assert_eq!(
            expecting_failure,
            [
                Verdict::PassedUnexpectedly,
                Verdict::FailedAsExpected,
                Verdict::FailedAsExpected,
                Verdict::PassedUnexpectedly,
                Verdict::CouldNotRun,
                Verdict::NotApplicable,
            ]
        );
        assert_eq!(Verdict::ALL.map(|verdict| verdict.expecting(Expectation::Pass)), Verdict::ALL);
    }

    #[test]
    fn what_cannot_be_judged_fails_the_run() {
        let failing: Vec<_> = Verdict::ALL.into_iter().filter(|verdict| verdict.fails_run()).collect();
        assert_eq!(failing, [Verdict::Failed, Verdict::PassedUnexpectedly, Verdict::CouldNotRun]);
    }
}
