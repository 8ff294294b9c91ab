//! Runs cases against a target, one after the other, each on a host made afresh.
//! What is expected comes from the case alone.

mod frame;
mod judge;
mod play;

use std::time::{Duration, Instant};

use crate::case::Case;
use crate::known_failing::KnownFailing;
use crate::report::{CaseReport, TargetReport};
use crate::target::{Identity, Target, TargetError};
use crate::verdict::Verdict;
use play::Play;

/// How cases are run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Seed of identifiers that the host makes.
    pub seed: u64,
    /// Safety net: a case that takes longer could not be run. No verdict depends on it.
    pub time_limit: Duration,
    /// Cases that are known to fail.
    pub known_failing: KnownFailing,
}

impl Default for Options {
    fn default() -> Self {
        // the time-out of the client is 10 s too, so a host that is slower is of no use to it
        Self { seed: 1, time_limit: Duration::from_secs(10), known_failing: KnownFailing::default() }
    }
}

/// Told of each case when it has been judged, for progress.
pub trait Observer {
    /// The target has said who it is.
    fn started(&mut self, _identity: &Identity, _cases: usize) {}
    /// A case has been judged.
    fn judged(&mut self, _report: &CaseReport) {}
}

/// Nobody looks.
impl Observer for () {}

/// Runs all cases against one target.
pub async fn cases(
    target: &mut impl Target,
    name: &str,
    cases: &[Case],
    options: &Options,
    observer: &mut impl Observer,
) -> TargetReport {
    let started = Instant::now();
    let mut report = TargetReport::new(name);
    match within(options.time_limit, target.hello()).await {
        Ok(identity) => {
            observer.started(&identity, cases.len());
            for case in cases {
                let judged = judge(target, &identity, case, options).await;
                observer.judged(&judged);
                report.cases.push(judged);
            }
            report.identity(identity);
            report.error = within(options.time_limit, target.close()).await.err();
        }
        Err(error) => report.error = Some(error),
    }
    report.milliseconds = started.elapsed().as_millis();
    report
}

async fn within<T>(
    limit: Duration,
    asked: impl Future<Output = Result<T, TargetError>>,
) -> Result<T, String> {
    match tokio::time::timeout(limit, asked).await {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_) => Err(format!("the target did not answer within {} s", limit.as_secs())),
    }
}

async fn judge(target: &mut impl Target, identity: &Identity, case: &Case, options: &Options) -> CaseReport {
    let started = Instant::now();
    let mut report = CaseReport::new(case);
    let missing: Vec<_> =
        case.abilities().into_iter().filter(|ability| !identity.abilities.contains(ability)).collect();
    if !missing.is_empty() {
        report.verdict = Verdict::NotApplicable;
        report.reason = Some(format!("the target does not declare {}", missing.join(", ")));
        return report;
    }
    let mut play = Play::new(case);
    let end = tokio::time::timeout(options.time_limit, play.run(target, options.seed)).await;
    let known = options.known_failing.entry(&case.id);
    match end {
        Ok(Ok(())) if play.findings.is_empty() => report.verdict = Verdict::Passed,
        Ok(Ok(())) => report.verdict = Verdict::Failed,
        Ok(Err(error)) => report.could_not_run(&play.place(), &error.to_string()),
        Err(_) => {
            let limit = format!("it took longer than {} s", options.time_limit.as_secs());
            report.could_not_run(&play.place(), &limit);
        }
    }
    report.verdict = report.verdict.expecting(options.known_failing.expectation(&case.id));
    if let Some(known) = known {
        report.reason.get_or_insert_with(|| known.reason.clone());
    }
    report.findings = play.findings;
    report.trace = play.trace;
    report.milliseconds = started.elapsed().as_millis();
    report
}
