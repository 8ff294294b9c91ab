//! Faults of a session: what a test lets go wrong, and what is held back because of it. All of it is in the journal, and drawn from
//! the seed, so that a replay goes wrong in the same way.

mod aim;
mod arrival;
mod chance;
mod held;
mod mangle;
mod restart;
mod said;

#[cfg(test)]
mod replayed;

pub(super) use said::Said;

use std::time::Duration;

use scapi_reference::{FrameId, Timestamp};
use scapi_schema::{
    fault::{Disturbance, Fault, FaultError, Stage, Strike},
    journal::{Change, Kind},
};
use serde::Serialize;
use serde_json::Value;

use super::{Delivery, Entry, RecordFault, Session};
use crate::verify::MatcherError;
use aim::Aim;
use chance::Chance;
use held::Held;

/// More would be a test that forgets to remove them.
const FAULTS_AT_MOST: usize = 100;

/// A fault cannot strike.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultRefusal {
    /// It says nothing that can be done.
    #[error(transparent)]
    Fault(#[from] FaultError),
    /// What it says of messages cannot be read.
    #[error(transparent)]
    Matcher(#[from] MatcherError),
    /// The session has as many as it may have.
    #[error("the session has {FAULTS_AT_MOST} faults, which is the limit; remove some")]
    TooMany,
    /// It was given code, which no journal can hold.
    #[error(
        "a fault strikes the same messages when its journal is replayed, which code cannot promise; say it with pointer instead"
    )]
    Code,
    /// It could not be recorded.
    #[error(transparent)]
    Unrecorded(#[from] RecordFault),
}

/// Whether a fault can strike.
pub(crate) fn check_fault(fault: &Fault) -> Result<(), FaultRefusal> {
    fault.check()?;
    Aim::of(fault.on.as_ref())?;
    Ok(())
}

/// A fault, and what it has done.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub struct FaultState {
    /// Its id.
    pub id: u64,
    /// The fault.
    #[cfg_attr(feature = "cli", schema(schema_with = as_in_the_contract))]
    pub fault: Fault,
    /// How many messages it was about.
    pub matched: u64,
    /// How often it has struck.
    pub struck: u64,
    /// How many messages it holds back now.
    pub held: usize,
}

/// The schema of a fault is that of the contract.
#[cfg(feature = "cli")]
fn as_in_the_contract() -> utoipa::openapi::Ref {
    utoipa::openapi::Ref::from_schema_name("Fault")
}

/// What is to be done to frames and sockets, which a session knows nothing of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// The socket of a frame, or of the page that it is in, closes; all of them without a frame.
    CloseSocket(Option<FrameId>),
    /// The page of a frame is loaded again; all without a frame.
    Reload(Option<FrameId>),
    /// Every socket closes, and no page can go on where it was.
    Restart,
}

#[derive(Debug)]
pub(super) struct Faults {
    seed: u64,
    made: u64,
    all: Vec<Made>,
    held: Held,
    acts: Vec<Act>,
}

/// A fault that a test has made.
#[derive(Debug)]
struct Made {
    id: u64,
    fault: Fault,
    aim: Aim,
    chance: Chance,
    matched: u64,
    struck: u64,
}

impl Made {
    /// It is about a message: whether it strikes it.
    fn strikes(&mut self) -> bool {
        self.matched += 1;
        let is_over = self.fault.times.is_some_and(|times| self.struck >= times);
        if self.matched <= self.fault.after || is_over {
            return false;
        }
        let strikes = self.fault.probability.is_none_or(|likely| self.chance.comes(likely));
        self.struck += u64::from(strikes);
        strikes
    }

    fn strike(&self) -> Strike {
        Strike { id: self.id, name: self.fault.name.clone(), kind: self.fault.disturbance.name().into() }
    }

    fn name(&self) -> String {
        self.fault.name.as_ref().map_or_else(|| self.id.to_string(), |name| format!("\"{name}\""))
    }
}

impl Faults {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, made: 0, all: Vec::new(), held: Held::default(), acts: Vec::new() }
    }

    /// Whether nothing goes wrong.
    const fn are_idle(&self) -> bool {
        self.all.is_empty() && self.held.is_empty()
    }

    pub(super) fn next_due(&self) -> Option<Timestamp> {
        self.held.next_due()
    }

    pub(super) fn due_in(&self) -> Option<Duration> {
        self.held.due_in()
    }

    /// The page of a frame is gone, and so is what it waits for.
    pub(super) fn forget(&mut self, frame: &FrameId) {
        self.held.forget(frame);
    }

    /// Session time goes from one time to another without passing.
    pub(super) fn shift(&mut self, from: Timestamp, to: Timestamp) {
        self.held.shift(from, to);
    }

    fn make(&mut self, fault: Fault, aim: Aim) -> usize {
        self.made += 1;
        let chance = Chance::of(self.seed, self.made);
        self.all.push(Made { id: self.made, fault, aim, chance, matched: 0, struck: 0 });
        self.all.len() - 1
    }
}

impl Session {
    /// Lets something go wrong from now on, or at once. Gives the id of the fault, and what was said because of it.
    pub(crate) fn add_fault(&mut self, fault: Fault) -> Result<(u64, Vec<Delivery>), FaultRefusal> {
        fault.check()?;
        let aim = Aim::of(fault.on.as_ref())?;
        if self.faults.all.len() >= FAULTS_AT_MOST {
            return Err(FaultRefusal::TooMany);
        }
        self.can_go_on()?;
        let id = self.faults.made + 1;
        let named = fault.name.as_ref().map(|name| format!(" \"{name}\"")).unwrap_or_default();
        let text = format!("fault {id}{named} is made: {}", fault.disturbance.name());
        let change = Change::FaultAdded { id, fault: Box::new(fault.clone()) };
        let (now, cause) =
            (self.clock.now(), self.journal.push(self.clock.now(), Entry::change(change, text)));
        let is_now = fault.on.is_none() && fault.disturbance.stage() == Stage::Connection;
        let at = self.faults.make(fault, aim);
        if is_now {
            self.strike_at_once(at, now, cause);
        }
        Ok((id, self.commit(Vec::new())))
    }

    fn strike_at_once(&mut self, at: usize, now: Timestamp, cause: u64) {
        let made = &mut self.faults.all[at];
        (made.matched, made.struck) = (1, 1);
        let disturbance = made.fault.disturbance.clone();
        self.disconnect(at, now, cause, &disturbance, None);
    }

    /// Takes a fault out; what it held back goes. None if there is none with this id.
    pub(crate) fn remove_fault(&mut self, id: u64) -> Option<Vec<Delivery>> {
        let at = self.faults.all.iter().position(|made| made.id == id)?;
        let text = format!("fault {} strikes no more", self.faults.all[at].name());
        let Some((now, _)) = self.begin(Entry::change(Change::FaultRemoved { id }, text)) else {
            return Some(Vec::new());
        };
        self.faults.all.remove(at);
        let held = self.faults.held.take(|held| held.fault == id);
        Some(self.let_go(now, held))
    }

    /// Takes all faults out; what they held back goes.
    pub(crate) fn clear_faults(&mut self) -> Vec<Delivery> {
        let entry = Entry::change(Change::FaultsCleared, "no fault strikes any more".into());
        let Some((now, _)) = self.begin(entry) else { return Vec::new() };
        self.faults.all.clear();
        let held = self.faults.held.take(|_| true);
        self.let_go(now, held)
    }

    /// Every fault, in the order in which they were made.
    pub(crate) fn faults(&self) -> Vec<FaultState> {
        let state = |made: &Made| FaultState {
            id: made.id,
            fault: made.fault.clone(),
            matched: made.matched,
            struck: made.struck,
            held: self.faults.held.count_of(made.id),
        };
        self.faults.all.iter().map(state).collect()
    }

    /// What is to be done to frames and sockets, once.
    pub(crate) fn take_acts(&mut self) -> Vec<Act> {
        std::mem::take(&mut self.faults.acts)
    }

    /// What was held back for a time of the machine that is over goes.
    pub(super) fn release_late(&mut self) -> Vec<Delivery> {
        let late = self.faults.held.late();
        if late.is_empty() { Vec::new() } else { self.release(&late) }
    }

    /// Messages that were held back go now.
    pub(crate) fn release(&mut self, numbers: &[u64]) -> Vec<Delivery> {
        let change = Change::HeldBackReleased { held: numbers.into() };
        let entry = Entry::change(change, "real time is over for which messages were held back".into());
        let Some((now, _)) = self.begin(entry) else { return Vec::new() };
        let held = self.faults.held.take(|held| numbers.contains(&held.number));
        self.let_go(now, held)
    }

    fn let_go(&mut self, now: Timestamp, held: Vec<Said>) -> Vec<Delivery> {
        let mut deliveries = Vec::new();
        held.into_iter().for_each(|said| self.post(now, said, &mut deliveries));
        self.commit(deliveries)
    }

    /// What was held back until now in session time. It is not to leave before a commit.
    pub(super) fn release_due(&mut self, now: Timestamp) -> Vec<Delivery> {
        let mut deliveries = Vec::new();
        let due = self.faults.held.take_due(now);
        due.into_iter().for_each(|said| self.post(now, said, &mut deliveries));
        deliveries
    }

    /// Takes down that a fault has struck, with what would have been said or was not seen.
    fn note_strike(
        &mut self,
        at: usize,
        now: Timestamp,
        cause: u64,
        about: (Option<&FrameId>, Option<Value>),
        text: &str,
    ) {
        let made = &self.faults.all[at];
        let (frame, message) = about;
        let entry = Entry {
            fault: Some(made.strike()),
            note: Some(format!("fault {}: {text}", made.name())),
            frame: frame.map(|frame| frame.as_str().into()),
            message,
            cause: Some(cause),
            ..Entry::of(Kind::Fault)
        };
        self.journal.push(now, entry);
    }

    fn disturbance(&self, at: usize) -> Disturbance {
        self.faults.all[at].fault.disturbance.clone()
    }
}
