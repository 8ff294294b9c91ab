//! Takes the steps of a scenario: what each asks of the session, and why it could not be done.
//! A step and its remark in the journal are one job of the session, so that what it causes is known to be its own.

use std::collections::{BTreeMap, BTreeSet};

use scapi_schema::{expectation::Expectation, scenario::Keep};
use serde_json::Value;

use super::{
    Outcome, Scenario, StepOutcome, StepReport,
    action::{Action, Changes},
    expand::Planned,
    fill::CURSOR,
    node::at,
    read::Begin,
    template::Call,
};
use crate::{
    actor::{Desk, SessionEnded, SessionHandle},
    locate::{line_and_column, locate},
    session::StimulusFault,
    verify::{Judged, Status, Verdict},
};

/// Runs a scenario against a session.
pub(super) struct Player {
    pub(super) session: SessionHandle,
    scenario: Scenario,
    /// What stimuli made or touched, by the names that the scenario gives them.
    names: BTreeMap<String, Value>,
    /// The last entry before the scenario began.
    pub(super) since: u64,
    /// Messages that waits have found.
    pub(super) found: BTreeSet<u64>,
    /// The expectations that were made.
    made: Vec<u64>,
    /// Those that a reset has ended.
    judged: Vec<Judged>,
}

/// Why a step failed.
pub(super) type Why = String;

impl Player {
    pub(super) fn new(session: SessionHandle, scenario: Scenario) -> Self {
        let since = session.vitals().progress().borrow().cursor;
        Self {
            session,
            scenario,
            names: BTreeMap::new(),
            since,
            found: BTreeSet::new(),
            made: Vec::new(),
            judged: Vec::new(),
        }
    }

    pub(super) fn total(&self) -> usize {
        self.scenario.plan.steps.len()
    }

    /// Takes a step; 0 is what stands before the timeline, which may be nothing.
    pub(super) async fn step(&mut self, number: usize) -> Option<StepReport> {
        let plan = self.scenario.plan.clone();
        let Some(planned) = number.checked_sub(1).and_then(|index| plan.steps.get(index)) else {
            let done = self.set_up(&plan.changes, plan.start.as_ref()).await;
            let title =
                plan.start.as_ref().map_or_else(|| "set up".into(), |start| format!("start {}", start.state));
            let is_nothing = plan.changes.is_empty() && plan.start.is_none() && done.is_ok();
            return if is_nothing { None } else { Some(self.told(0, "", title, &[], done).await) };
        };
        let (title, done) = match self.action(planned) {
            Ok(action) => {
                let title = action.title();
                let step = At { number: number as u64, note: self.note(number, &planned.pointer, &title) };
                (title, self.take(action, planned, step).await)
            }
            Err(why) => (planned.kind.to_owned(), Err(why)),
        };
        let title = planned.name.as_ref().map_or_else(|| title.clone(), |name| format!("{title} as {name}"));
        Some(self.told(number as u64, &planned.pointer, title, &planned.rounds, done).await)
    }

    fn note(&self, number: usize, pointer: &str, title: &str) -> String {
        format!("scenario \"{}\", step {number} ({pointer}): {title}", self.scenario.title())
    }

    async fn told(
        &self,
        number: u64,
        pointer: &str,
        title: String,
        rounds: &[u64],
        done: Result<(), Why>,
    ) -> StepReport {
        let now =
            self.session.call(|desk| (desk.session().now().as_millis(), desk.session().journal().cursor()));
        let (at, cursor) = now.await.unwrap_or_default();
        let line = done.as_ref().err().map(|_| self.line(pointer));
        let outcome = if done.is_ok() { StepOutcome::Passed } else { StepOutcome::Failed };
        let (pointer, rounds, explanation) = (pointer.to_owned(), rounds.to_vec(), done.err());
        StepReport { number, pointer, title, rounds, outcome, explanation, line, at, ms: 0, cursor }
    }

    /// The line of the file at which something stands.
    fn line(&self, pointer: &str) -> usize {
        line_and_column(&self.scenario.source, locate(&self.scenario.source, pointer).start).0
    }

    /// What a step does, with everything filled in.
    fn action(&self, planned: &Planned) -> Result<Action, Why> {
        let cursor = self.session.vitals().progress().borrow().cursor;
        let content = planned.content.fill(&|call| self.find(call, cursor))?;
        Action::read(planned.kind, content, &planned.content_pointer())
            .map_err(|found| found.text().to_owned())
    }

    /// `${call}` is the id of what was saved, `${call.ani}` a property of it as it was then.
    fn find(&self, call: &Call, cursor: u64) -> Result<Value, Why> {
        if call.name == CURSOR {
            return Ok(cursor.into());
        }
        let missing = || format!("${{{}}} has no \"{}\"", call.name, call.path.join("."));
        let saved =
            self.names.get(&call.name).ok_or_else(|| format!("${{{}}} is not there yet", call.name))?;
        let path: &[String] = if call.path.is_empty() { &["interactionId".to_owned()] } else { &call.path };
        at(saved, path).cloned().ok_or_else(missing)
    }

    /// Does something in the session, as a step of the scenario.
    pub(super) async fn act<T: Send + 'static>(
        &self,
        step: At,
        job: impl FnOnce(&mut Desk) -> T + Send + 'static,
    ) -> Result<T, Why> {
        let done = self.session.call(move |desk| desk.in_step(step.number, step.note, job));
        done.await.map_err(|ended: SessionEnded| ended.to_string())
    }

    async fn set_up(&mut self, changes: &Changes, start: Option<&Begin>) -> Result<(), Why> {
        let needs_standing = self.scenario.needs_a_standing_clock();
        let stands = self.session.call(|desk| desk.session().clock().stands).await;
        let stands = stands.map_err(|ended| ended.to_string())?;
        if needs_standing && !stands {
            return Err("the scenario has a virtual clock, and that of this session is real and runs; make a session with \
                        {\"clock\":\"virtual\"}, or freeze it by POST …/control/clock/freeze"
                .into());
        }
        if changes.is_empty() && start.is_none() {
            return Ok(());
        }
        let note = format!("scenario \"{}\" is set up", self.scenario.title());
        let (changes, steps) = (changes.clone(), start.map(|start| start.steps.clone()).unwrap_or_default());
        let made = self
            .act(At { number: 0, note }, move |desk| {
                change(desk, changes)?;
                let (ids, _) = desk.start_in(steps).map_err(|fault| fault.to_string())?;
                let found = ids.iter().filter_map(|id| {
                    let mut all = desk.session().workspace().interactions();
                    serde_json::to_value(all.find(|one| one.interaction_id == *id)?).ok()
                });
                Ok::<_, Why>(found.collect::<Vec<_>>())
            })
            .await??;
        self.names.extend(start.map(|start| start.names.clone()).unwrap_or_default().into_iter().zip(made));
        Ok(())
    }

    async fn take(&mut self, action: Action, planned: &Planned, step: At) -> Result<(), Why> {
        match action {
            Action::Stimulus(stimulus) => {
                let caused = self.act(step, |desk| desk.stimulus(stimulus)).await?;
                let (caused, _) = caused.map_err(|fault: StimulusFault| fault.to_string())?;
                if let Some(name) = &planned.name {
                    let interaction = serde_json::to_value(caused.interaction).unwrap_or_default();
                    self.names.insert(name.clone(), interaction);
                }
                Ok(())
            }
            Action::Wait(wait) => self.wait(*wait, step).await,
            Action::Advance(ms) => self
                .act(step, move |desk| desk.advance(ms).map(drop))
                .await?
                .map_err(|fault| fault.to_string()),
            Action::Expect(expectation) => self.expect(*expectation, step).await,
            Action::Set(changes) => self.act(step, |desk| change(desk, changes)).await?,
            Action::Event(event) => {
                self.act(step, move |desk| drop(desk.post_event(&event.name, event.data))).await
            }
            Action::Fault(fault) => {
                let made = self.act(step, |desk| desk.add_fault(*fault).map(drop)).await?;
                made.map_err(|refusal| refusal.to_string())
            }
            Action::Reset(keep) => self.reset(keep, step).await,
            Action::Note(_) => self.act(step, |_| ()).await,
        }
    }

    /// What apps said before the scenario began is not its own.
    async fn expect(&mut self, expectation: Expectation, step: At) -> Result<(), Why> {
        let since = expectation.since.unwrap_or(self.since);
        let expectation = Expectation { since: Some(since), ..expectation };
        let made = self.act(step, |desk| desk.session_mut().expect(expectation, Vec::new())).await?;
        self.made.push(made.map_err(|fault| fault.to_string())?);
        Ok(())
    }

    /// What was expected is judged before it is forgotten.
    async fn reset(&mut self, keep: Keep, step: At) -> Result<(), Why> {
        let made = std::mem::take(&mut self.made);
        let judged = self.act(step, move |desk| {
            let judged = own(desk.session().verdict(), &made).expectations;
            match keep {
                Keep::Nothing => {
                    desk.session_mut().reset();
                    (judged, Vec::new())
                }
                Keep::State => {
                    desk.session_mut().clear_journal();
                    (Vec::new(), made)
                }
            }
        });
        let (judged, made) = judged.await?;
        self.judged.extend(judged);
        self.made = made;
        Ok(())
    }

    /// The verdict on what the scenario expects. Where all steps were taken, what is pending has some time to come.
    pub(super) async fn verdict(&mut self, outcome: Outcome) -> Option<Verdict> {
        let patience = if outcome == Outcome::Passed { self.scenario.plan.verdict_within_ms } else { 0 };
        let over = tokio::time::sleep(std::time::Duration::from_millis(patience));
        tokio::pin!(over);
        let mut progress = self.session.vitals().progress();
        loop {
            let verdict = self.verdict_now().await?;
            let is_pending = verdict.expectations.iter().any(|judged| judged.status == Status::Pending);
            let is_settled = !is_pending && verdict.owed.is_empty();
            if patience == 0 || is_settled {
                return Some(verdict);
            }
            tokio::select! {
                changed = progress.changed() => if changed.is_err() { return Some(verdict) },
                () = &mut over => return self.verdict_now().await,
            }
        }
    }

    async fn verdict_now(&self) -> Option<Verdict> {
        let made = self.made.clone();
        let verdict = self.session.call(move |desk| own(desk.session().verdict(), &made)).await.ok()?;
        let expectations = [self.judged.clone(), verdict.expectations].concat();
        let met = expectations.iter().all(|judged| judged.status == Status::Met);
        let passed = met && verdict.violations.is_empty() && verdict.owed.is_empty();
        Some(Verdict { passed, expectations, ..verdict })
    }

    /// Says in the journal what the scenario came to.
    pub(super) async fn remark(&self, outcome: Outcome) {
        let outcome = match outcome {
            Outcome::Passed => "passed",
            Outcome::Cancelled => "was cancelled",
            Outcome::Failed | Outcome::Running => "failed",
        };
        let text = format!("scenario \"{}\" {outcome}", self.scenario.title());
        // A session that is over has no journal.
        let _ = self.session.call(move |desk| desk.session_mut().remark_verdict(text)).await;
    }
}

/// A step, and what the journal says of it.
pub(super) struct At {
    pub(super) number: u64,
    pub(super) note: String,
}

fn change(desk: &mut Desk, changes: Changes) -> Result<(), Why> {
    let session = desk.session_mut();
    if let Some(patch) = &changes.profile {
        session.patch_profile(patch).map_err(|refusal| refusal.to_string())?;
    }
    if let Some(policies) = changes.policies {
        session.set_policies(policies);
    }
    for (method, answer) in changes.canned {
        session.set_canned(method, answer);
    }
    if let Some(faults) = changes.faults {
        desk.clear_faults();
        for fault in faults {
            desk.add_fault(fault).map_err(|refusal| refusal.to_string())?;
        }
    }
    Ok(())
}

/// The verdict with these expectations alone.
fn own(verdict: Verdict, made: &[u64]) -> Verdict {
    let expectations = verdict.expectations.into_iter().filter(|judged| made.contains(&judged.id));
    Verdict { expectations: expectations.collect(), ..verdict }
}
