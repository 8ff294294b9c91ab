//! A first look at a target: whether it speaks its protocol at all, told for the person who is writing it.
//! Nothing of the contract of apps is judged here; that is what the cases are for.

mod behaviour;
mod lines;

use core::fmt;
use std::time::Duration;

#[cfg(feature = "browser")]
use crate::target::BrowserTarget;
use crate::target::{DriverTarget, SessionTarget, TargetSpec};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What.
    pub what: &'static str,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is as it should be.
    Passed,
    /// It is not.
    Failed {
        /// What was seen.
        fault: String,
        /// What the target has to do.
        remedy: &'static str,
    },
    /// It was not looked at.
    Skipped(String),
}

/// All that was looked at, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Smoke {
    /// The checks.
    pub checks: Vec<Check>,
}

/// Looks at a target. Nothing is waited for longer than the limit.
pub async fn test(spec: &TargetSpec, limit: Duration) -> Smoke {
    match spec {
        TargetSpec::Command(command) => {
            let target = DriverTarget::new(command.clone());
            let mut smoke = behaviour::test(target, &behaviour::OF_DRIVERS, limit).await;
            if smoke.was_greeted() {
                smoke.checks.extend(lines::test(command, limit).await);
            }
            smoke
        }
        TargetSpec::Url(url) => {
            behaviour::test(SessionTarget::new(url.clone()), &behaviour::OF_URLS, limit).await
        }
        #[cfg(feature = "browser")]
        TargetSpec::Browser(url) => {
            let target = BrowserTarget::new(url.clone(), std::sync::Arc::default());
            behaviour::test(target, &behaviour::OF_URLS, limit).await
        }
    }
}

impl Smoke {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_success(&self) -> bool {
        !self.checks.iter().any(|check| matches!(check.outcome, Outcome::Failed { .. }))
    }

    fn was_greeted(&self) -> bool {
        self.checks.first().is_some_and(|check| check.outcome == Outcome::Passed)
    }

    /// Notes what came of a look, and gives what was seen if it is as it should be.
    fn note<T>(&mut self, what: &'static str, seen: Result<T, String>, remedy: &'static str) -> Option<T> {
        let (seen, outcome) = match seen {
            Ok(seen) => (Some(seen), Outcome::Passed),
            Err(fault) => (None, Outcome::Failed { fault, remedy }),
        };
        self.checks.push(Check { what, outcome });
        seen
    }

    fn skip(&mut self, what: &'static str, why: impl Into<String>) {
        self.checks.push(Check { what, outcome: Outcome::Skipped(why.into()) });
    }
}

impl fmt::Display for Smoke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Check { what, outcome } in &self.checks {
            match outcome {
                Outcome::Passed => writeln!(f, "ok       {what}")?,
                Outcome::Skipped(why) => writeln!(f, "skipped  {what}: {why}")?,
                Outcome::Failed { fault, remedy } => {
                    writeln!(f, "FAILED   {what}\n           {fault}\n           to mend it: {remedy}")?;
                }
            }
        }
        let failed =
            self.checks.iter().filter(|check| matches!(check.outcome, Outcome::Failed { .. })).count();
        match failed {
            0 => writeln!(f, "the target speaks its protocol; now run the cases"),
            _ => writeln!(f, "{failed} of {} checks failed", self.checks.len()),
        }
    }
}
