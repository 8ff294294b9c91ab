//! Lanes: so many cases at a time, each lane with a target of its own, all taking from one list of work.
//! They take turns on one thread; what runs at the same time are the targets.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Instant;

use futures_util::future::{join, join_all};

use super::outcome;
use super::play::{Play, PlayError};
use super::{AfterFailure, Observer, Runner, Subject, milliseconds, within};
use crate::case::Case;
use crate::report::CaseReport;
use crate::target::{Identity, Target, TargetError};
use crate::verdict::{Tally, Verdict};

/// The lanes of one run.
pub(super) struct Lanes<'a, O> {
    runner: &'a Runner<'a>,
    subject: &'a Subject,
    identity: &'a Identity,
    observer: RefCell<&'a mut O>,
    work: RefCell<VecDeque<usize>>,
    /// What came of each case, as often as it was run.
    attempts: RefCell<Vec<Vec<CaseReport>>>,
    halted: Cell<bool>,
    error: RefCell<Option<String>>,
}

impl<'a, O: Observer> Lanes<'a, O> {
    pub(super) fn new(
        runner: &'a Runner<'a>,
        subject: &'a Subject,
        identity: &'a Identity,
        observer: &'a mut O,
    ) -> Self {
        let work = runner.options.order.of(runner.cases.len(), runner.options.repeat);
        Self {
            runner,
            subject,
            identity,
            observer: RefCell::new(observer),
            work: RefCell::new(work.into()),
            attempts: RefCell::new(vec![Vec::new(); runner.cases.len()]),
            halted: Cell::new(false),
            error: RefCell::new(None),
        }
    }

    /// Runs all cases, on a target that has been greeted and on others that have not; gives what came of them, and why
    /// the run has come to its end before its time.
    pub(super) async fn run<T: Target>(self, first: T, others: Vec<T>) -> (Vec<CaseReport>, Option<String>) {
        let others = others.into_iter().map(|target| self.greeted_lane(target));
        join(self.lane(first), join_all(others)).await;
        let cases = self.runner.cases.iter().zip(self.attempts.into_inner());
        let mut cases: Vec<CaseReport> =
            cases.map(|(case, attempts)| outcome::of(case, attempts, self.runner.options.repeat)).collect();
        for case in &mut cases {
            self.subject.expect(case, &self.runner.options.scale);
        }
        (cases, self.error.into_inner())
    }

    async fn greeted_lane<T: Target>(&self, mut target: T) {
        match within(self.runner.options.time_limit, target.hello()).await {
            Ok(_) => self.lane(target).await,
            Err(error) => self.give_up(error),
        }
    }

    async fn lane<T: Target>(&self, mut target: T) {
        while let Some(index) = self.next() {
            let report = self.attempt(&mut target, &self.runner.cases[index]).await;
            self.observer.borrow_mut().judged(&report);
            if report.fails_run && self.runner.options.after_failure == AfterFailure::Stop {
                self.halted.set(true);
            }
            self.attempts.borrow_mut()[index].push(report);
        }
        if let Err(error) = within(self.runner.options.time_limit, target.close()).await {
            self.give_up(error);
        }
    }

    fn next(&self) -> Option<usize> {
        if self.halted.get() || self.runner.options.stop.is_asked() {
            return None;
        }
        self.work.borrow_mut().pop_front()
    }

    /// The target is gone: what has not been run is not reached.
    fn give_up(&self, error: String) {
        self.halted.set(true);
        self.error.borrow_mut().get_or_insert(error);
    }

    /// Runs a case once.
    async fn attempt(&self, target: &mut impl Target, case: &Case) -> CaseReport {
        let started = Instant::now();
        let mut report = CaseReport::new(case);
        match self.missing(case) {
            Some(missing) => {
                report.verdict = Verdict::NotApplicable;
                report.reason = Some(format!("the target does not declare {missing}"));
            }
            None => self.play(target, case, &mut report).await,
        }
        self.subject.expect(&mut report, &self.runner.options.scale);
        report.milliseconds = milliseconds(started);
        report
    }

    /// Abilities that the case needs and the target does not have.
    fn missing(&self, case: &Case) -> Option<String> {
        let needed = case.abilities().into_iter();
        let missing: Vec<_> = needed.filter(|ability| !self.identity.abilities.contains(ability)).collect();
        (!missing.is_empty()).then(|| missing.join(", "))
    }

    async fn play(&self, target: &mut impl Target, case: &Case, report: &mut CaseReport) {
        let options = self.runner.options;
        let mut play = Play::new(case);
        let end = tokio::time::timeout(options.time_limit, play.run(target, options.seed)).await;
        let trouble = match end {
            Ok(Ok(())) => None,
            Ok(Err(error)) => {
                if let PlayError::Target(TargetError::Unreachable(_)) = &error {
                    self.give_up(error.to_string());
                }
                Some(error.to_string())
            }
            Err(_) => Some(format!("it took longer than {} s", options.time_limit.as_secs_f64())),
        };
        let place = play.place();
        report.findings = play.findings;
        report.trace = play.trace;
        for finding in &mut report.findings {
            finding.counts = finding.clauses.iter().any(|clause| options.scale.counts(clause));
        }
        let is_failed = report.findings.iter().any(|finding| finding.counts);
        (report.verdict, report.tally) = match (&trouble, is_failed) {
            (Some(_), _) => (Verdict::CouldNotRun, Tally::default()),
            (None, true) => (Verdict::Failed, Tally { passed: 0, failed: 1 }),
            (None, false) => (Verdict::Passed, Tally { passed: 1, failed: 0 }),
        };
        report.reason = trouble.map(|trouble| format!("{place}: {trouble}"));
    }
}
