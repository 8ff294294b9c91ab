//! Verdicts: seven kinds that are kept apart, so that nothing passes by accident.
//! A case that is known to fail and passes fails the run, as does one that could not be judged.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The host did what the case expects.
    Passed,
    /// It did not.
    Failed,
    /// It did not, and a list says so.
    FailedAsExpected,
    /// It did, though a list says that it does not.
    PassedUnexpectedly,
    /// The case could not be judged: the target died, refused a stimulus, or took too long.
    CouldNotRun,
    /// The target does not have an ability that the case needs.
    NotApplicable,
    /// The run ended before it was the turn of the case.
    NotReached,
}

/// What the lists of a target say of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// It is to pass.
    Pass,
    /// It is known to fail.
    Fail,
    /// It is known to be flaky.
    Either,
}

/// How often a case has to be repeated until a flaky one that never passes, or never fails, is taken not to be flaky.
/// One that fails every tenth time is wronged so in one of eight runs; no smaller number is of use.
pub const STEADY_AFTER: u32 = 20;

/// How often a case passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Tally {
    /// So often it passed.
    pub passed: u32,
    /// So often it failed.
    pub failed: u32,
}

impl Tally {
    /// The verdict on a case that was judged so often, at least once, and why it is not the plain one.
    #[must_use]
    pub fn verdict(self, expectation: Expectation) -> (Verdict, Option<String>) {
        let Self { passed, failed } = self;
        let all = passed + failed;
        let is_steady = passed == 0 || failed == 0;
        match expectation {
            Expectation::Either if is_steady && all >= STEADY_AFTER => {
                let (verdict, what) = if failed == 0 {
                    (Verdict::PassedUnexpectedly, "passed")
                } else {
                    (Verdict::Failed, "failed")
                };
                (verdict, Some(format!("it {what} {all} of {all} times, so it is not flaky")))
            }
            Expectation::Either if failed > 0 => (Verdict::FailedAsExpected, None),
            Expectation::Pass | Expectation::Fail if !is_steady => {
                let why =
                    format!("it failed {failed} of {all} times, so it is flaky, and is not known to be");
                (Verdict::Failed, Some(why))
            }
            Expectation::Fail if failed > 0 => (Verdict::FailedAsExpected, None),
            Expectation::Fail => (Verdict::PassedUnexpectedly, None),
            Expectation::Pass if failed > 0 => (Verdict::Failed, None),
            Expectation::Pass | Expectation::Either => (Verdict::Passed, None),
        }
    }
}

impl Verdict {
    /// All verdicts, in the order in which they are summed up.
    pub const ALL: [Self; 7] = [
        Self::Passed,
        Self::Failed,
        Self::FailedAsExpected,
        Self::PassedUnexpectedly,
        Self::CouldNotRun,
        Self::NotApplicable,
        Self::NotReached,
    ];

    /// Whether the verdict fails the run, whatever the level of the clauses.
    #[must_use]
    pub const fn fails_run(self) -> bool {
        match self {
            Self::Failed | Self::PassedUnexpectedly | Self::CouldNotRun | Self::NotReached => true,
            Self::Passed | Self::FailedAsExpected | Self::NotApplicable => false,
        }
    }

    /// Whether the case was put to the host at all.
    #[must_use]
    pub const fn was_run(self) -> bool {
        !matches!(self, Self::NotApplicable | Self::NotReached)
    }

    /// Whether the case was put to the host and its outcome seen.
    #[must_use]
    pub const fn is_judged(self) -> bool {
        self.was_run() && !matches!(self, Self::CouldNotRun)
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
            Self::NotReached => "not reached",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(passed: u32, failed: u32) -> [Verdict; 3] {
        [Expectation::Pass, Expectation::Fail, Expectation::Either]
            .map(|expectation| Tally { passed, failed }.verdict(expectation).0)
    }

    #[test]
    fn a_list_turns_a_failure_into_an_expected_one_and_a_pass_into_an_unexpected_one() {
        use Verdict::{Failed, FailedAsExpected, Passed, PassedUnexpectedly};
        assert_eq!(verdicts(1, 0), [Passed, PassedUnexpectedly, Passed]);
        assert_eq!(verdicts(0, 1), [Failed, FailedAsExpected, FailedAsExpected]);
    }

    #[test]
    fn a_case_that_passes_at_times_fails_unless_it_is_known_to_be_flaky() {
        use Verdict::{Failed, FailedAsExpected};
        assert_eq!(verdicts(4, 1), [Failed, Failed, FailedAsExpected]);
        let (_, why) = Tally { passed: 4, failed: 1 }.verdict(Expectation::Pass);
        assert_eq!(why.as_deref(), Some("it failed 1 of 5 times, so it is flaky, and is not known to be"));
    }

    #[test]
    fn a_flaky_case_that_is_steady_long_enough_does_not_belong_on_its_list() {
        use Verdict::{Failed, FailedAsExpected, Passed, PassedUnexpectedly};
        let flaky = |passed, failed| Tally { passed, failed }.verdict(Expectation::Either).0;
        assert_eq!((flaky(STEADY_AFTER - 1, 0), flaky(STEADY_AFTER, 0)), (Passed, PassedUnexpectedly));
        assert_eq!((flaky(0, STEADY_AFTER - 1), flaky(0, STEADY_AFTER)), (FailedAsExpected, Failed));
        assert_eq!(flaky(1, STEADY_AFTER), FailedAsExpected);
    }

    #[test]
    fn what_cannot_be_judged_fails_the_run() {
        let failing: Vec<_> = Verdict::ALL.into_iter().filter(|verdict| verdict.fails_run()).collect();
        assert_eq!(
            failing,
            [Verdict::Failed, Verdict::PassedUnexpectedly, Verdict::CouldNotRun, Verdict::NotReached]
        );
    }
}
