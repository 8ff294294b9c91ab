//! A scenario that runs: a task beside the session, which asks the session's actor for one step after the other.
//! Where it is can be looked at, and it can be cancelled.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::watch;

use super::{Outcome, Scenario, ScenarioReport, StepOutcome, StepReport, take::Player};
use crate::actor::SessionHandle;

/// A scenario that runs, or has run.
#[derive(Debug)]
pub(crate) struct Run {
    report: Mutex<ScenarioReport>,
    stage: watch::Sender<Stage>,
    cancelled: watch::Sender<bool>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// So many steps have been taken.
    Running(usize),
    Over,
}

/// The place of a session for the one scenario that runs in it.
#[derive(Debug, Default)]
pub(crate) struct Place(Mutex<Option<Arc<Run>>>);

/// A scenario runs in the session already.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the scenario \"{title}\" is running in this session; wait for its end, cancel it by DELETE …/control/scenario, or make another \
     session"
)]
pub struct ScenarioRunning {
    title: String,
}

fn open<T>(place: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing that holds one of these locks can panic half-way through a change.
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Place {
    /// The scenario that runs, or was run last.
    pub(crate) fn run(&self) -> Option<Arc<Run>> {
        open(&self.0).clone()
    }
}

impl Run {
    /// Starts a scenario in a session, on the present runtime.
    pub(crate) fn start(session: &SessionHandle, scenario: &Scenario) -> Result<Arc<Self>, ScenarioRunning> {
        let mut place = open(&session.scenario().0);
        if let Some(running) = place.as_ref().filter(|run| !run.is_over()) {
            return Err(ScenarioRunning { title: running.report().title });
        }
        let run = Arc::new(Self {
            report: Mutex::new(ScenarioReport {
                title: scenario.plan.title.clone(),
                outcome: Outcome::Running,
                seed: scenario.plan.seed,
                total: scenario.plan.steps.len(),
                steps: Vec::new(),
                verdict: None,
                fault: None,
                ms: 0,
            }),
            stage: watch::Sender::new(Stage::Running(0)),
            cancelled: watch::Sender::new(false),
        });
        *place = Some(run.clone());
        // What was said before this is not the scenario's, and what is said after it is.
        let player = Player::new(session.clone(), scenario.clone());
        tokio::spawn(run.clone().play(player));
        Ok(run)
    }

    pub(crate) fn report(&self) -> ScenarioReport {
        open(&self.report).clone()
    }

    /// The steps after so many.
    #[cfg(feature = "cli")]
    pub(crate) fn steps_after(&self, taken: usize) -> Vec<StepReport> {
        open(&self.report).steps.iter().skip(taken).cloned().collect()
    }

    pub(crate) fn is_over(&self) -> bool {
        *self.stage.borrow() == Stage::Over
    }

    /// Changes with each step that has been taken.
    pub(crate) fn stage(&self) -> watch::Receiver<Stage> {
        self.stage.subscribe()
    }

    /// Ends it as soon as it can be ended; what has happened has happened.
    pub(crate) fn cancel(&self) {
        self.cancelled.send_replace(true);
    }

    /// Waits for the end.
    pub(crate) async fn over(&self) -> ScenarioReport {
        // The sender lives as long as this.
        let _ = self.stage().wait_for(|stage| *stage == Stage::Over).await;
        self.report()
    }

    async fn play(self: Arc<Self>, mut player: Player) {
        let started = Instant::now();
        let mut cancelled = self.cancelled.subscribe();
        let over = player.session.clone();
        let outcome = tokio::select! {
            // A step that fails because the session is over is not to blame.
            biased;
            _ = cancelled.wait_for(|is| *is) => Outcome::Cancelled,
            ended = over.over() => {
                open(&self.report).fault = Some(ended.to_string());
                Outcome::Failed
            }
            outcome = self.steps(&mut player) => outcome,
        };
        let verdict = player.verdict(outcome).await;
        let passed = outcome == Outcome::Passed && verdict.as_ref().is_some_and(|verdict| verdict.passed);
        let outcome = match outcome {
            Outcome::Cancelled => Outcome::Cancelled,
            _ if passed => Outcome::Passed,
            _ => Outcome::Failed,
        };
        player.remark(outcome).await;
        {
            let mut report = open(&self.report);
            (report.outcome, report.verdict, report.ms) = (outcome, verdict, millis(started.elapsed()));
        }
        self.stage.send_replace(Stage::Over);
    }

    async fn steps(&self, player: &mut Player) -> Outcome {
        for number in 0..=player.total() {
            let started = Instant::now();
            let Some(step) = player.step(number).await else { continue };
            let failed = step.outcome == StepOutcome::Failed;
            let taken = {
                let mut report = open(&self.report);
                report.steps.push(StepReport { ms: millis(started.elapsed()), ..step });
                report.steps.len()
            };
            self.stage.send_replace(Stage::Running(taken));
            if failed {
                return Outcome::Failed;
            }
        }
        Outcome::Passed
    }
}

fn millis(time: Duration) -> u64 {
    time.as_millis().try_into().unwrap_or(u64::MAX)
}
