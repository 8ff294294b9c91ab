//! Runs cases against a target, each on a host made afresh; several at a time where a target can be had several times.
//! What is expected comes from the case alone.

mod frame;
mod judge;
mod lane;
mod order;
mod outcome;
mod play;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::case::{Case, ability};
use crate::known::Known;
use crate::report::{CaseReport, TargetReport};
use crate::scale::Scale;
use crate::target::{self, Copies, DriverTarget, Identity, SessionTarget, Target, TargetError, TargetSpec};
#[cfg(feature = "browser")]
use crate::target::{BrowserTarget, Stage};
use crate::verdict::Verdict;
use lane::Lanes;
pub use order::Order;

/// How cases are run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Seed of identifiers that the host makes.
    pub seed: u64,
    /// Safety net: a case that takes longer could not be run. No verdict depends on it.
    pub time_limit: Duration,
    /// What counts, and how much.
    pub scale: Scale,
    /// How many cases are run at a time, at most.
    pub jobs: usize,
    /// How often each case is run.
    pub repeat: u32,
    /// In which order.
    pub order: Order,
    /// What is done after a failure.
    pub after_failure: AfterFailure,
    /// The client script that apps in a browser speak through; ours if absent.
    pub client_script: Option<String>,
    /// Ends the run before its time.
    pub stop: Stop,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            // the time-out of the client is 10 s too, so a host that is slower is of no use to it
            time_limit: Duration::from_secs(10),
            scale: Scale::default(),
            jobs: 1,
            repeat: 1,
            order: Order::default(),
            after_failure: AfterFailure::default(),
            client_script: None,
            stop: Stop::default(),
        }
    }
}

/// What is done after a case that fails the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AfterFailure {
    /// The others are run.
    #[default]
    GoOn,
    /// They are not reached.
    Stop,
}

/// Ends a run before its time: cases that have begun are judged, all others are not reached. Copies are one.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// From now on no case begins.
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A target as it is judged: what it is called, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// What it is called in reports.
    pub name: String,
    /// Where it is: a program or a URL.
    pub address: String,
    /// Cases that it is known to fail, or to pass only at times.
    pub known: Known,
    /// Abilities that it does not have, whatever it says.
    pub lacks: Vec<String>,
    /// Whether a case may be not applicable to it.
    pub completeness: Completeness,
}

impl Subject {
    /// A target of which nothing is known.
    #[must_use]
    pub fn new(name: &str, address: &str) -> Self {
        Self { name: name.to_owned(), address: address.to_owned(), ..Self::default() }
    }

    /// Judges a report in the light of what is known of the target, and of how much it claims.
    pub fn expect(&self, report: &mut CaseReport, scale: &Scale) {
        report.expect(&self.known, scale);
        if report.verdict == Verdict::NotApplicable && self.completeness == Completeness::Whole {
            report.fails_run = true;
        }
    }
}

/// How much of the contract a target claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Completeness {
    /// What it declares.
    #[default]
    Declared,
    /// All of it: a case that is not applicable fails the run.
    Whole,
}

/// Told of each case when it has been judged, for progress.
pub trait Observer {
    /// The target has said who it is; so many cases are to be judged, repetitions included.
    fn started(&mut self, _identity: &Identity, _cases: usize) {}
    /// A case has been judged.
    fn judged(&mut self, _report: &CaseReport) {}
}

/// Nobody looks.
impl Observer for () {}

/// Cases, and how they are run.
#[derive(Clone, Copy, Debug)]
pub struct Runner<'a> {
    cases: &'a [Case],
    suite: &'a [Case],
    options: &'a Options,
}

impl<'a> Runner<'a> {
    /// Runs these cases.
    #[must_use]
    pub const fn new(cases: &'a [Case], options: &'a Options) -> Self {
        Self { cases, suite: cases, options }
    }

    /// The cases are chosen from these, by which lists of what is known are judged.
    #[must_use]
    pub const fn chosen_from(self, suite: &'a [Case]) -> Self {
        Self { suite, ..self }
    }

    /// Judges a target as it was named on a command line.
    pub async fn judge(
        &self,
        spec: &TargetSpec,
        subject: &Subject,
        observer: &mut impl Observer,
    ) -> TargetReport {
        match spec {
            TargetSpec::Command(command) => {
                self.run(|| DriverTarget::new(command.clone()), subject, observer).await
            }
            TargetSpec::Url(url) => self.run(|| SessionTarget::new(url.clone()), subject, observer).await,
            #[cfg(feature = "browser")]
            TargetSpec::Browser(url) => {
                let stage = Arc::new(Stage::new(self.options.client_script.clone()));
                self.run(|| BrowserTarget::new(url.clone(), Arc::clone(&stage)), subject, observer).await
            }
        }
    }

    /// Judges a target, of which `make` gives one for each case that is run at the same time.
    pub async fn run<T: Target>(
        &self,
        make: impl Fn() -> T,
        subject: &Subject,
        observer: &mut impl Observer,
    ) -> TargetReport {
        let started = Instant::now();
        let mut report = TargetReport::new(&subject.name, &subject.address);
        let mut first = make();
        match self.greet(&mut first, subject).await {
            Ok(identity) => {
                report.identity(&identity);
                observer.started(&identity, self.cases.len() * self.options.repeat as usize);
                let lanes = Lanes::new(self, subject, &identity, observer);
                let others = self.lanes(&identity) - 1;
                let made: Vec<T> = std::iter::repeat_with(&make).take(others).collect();
                (report.cases, report.error) = lanes.run(first, made).await;
            }
            Err(error) => {
                report.error = Some(error);
                report.cases = self.cases.iter().map(CaseReport::new).collect();
            }
        }
        report.list_faults = subject.known.faults(self.suite, report.abilities.as_deref());
        report.milliseconds = milliseconds(started);
        report
    }

    /// Asks the target what it can do.
    async fn greet(&self, target: &mut impl Target, subject: &Subject) -> Result<Identity, String> {
        let mut identity = within(self.options.time_limit, target.hello()).await?;
        for declared in &identity.abilities {
            if !ability::is_known(declared) {
                let nearest = ability::nearest(declared);
                let nearest = nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
                return Err(format!(
                    "the target declares `{declared}`, which is no ability of this suite{nearest}"
                ));
            }
        }
        identity.abilities.retain(|ability| !subject.lacks.contains(ability));
        Ok(identity)
    }

    fn lanes(&self, identity: &Identity) -> usize {
        match identity.copies {
            Copies::One => 1,
            Copies::Many => self.options.jobs.min(self.cases.len()).max(1),
        }
    }
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

async fn within<T>(
    limit: Duration,
    asked: impl Future<Output = Result<T, TargetError>>,
) -> Result<T, String> {
    target::within(limit, asked).await.map_err(|error| error.to_string())
}
