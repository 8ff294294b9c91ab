//! Session time: the machine's, or a test's own. A clock of the machine can be made to stand, and to go on from there.
//! While a clock stands nothing happens by itself.

use std::time::{Duration, Instant};

use scapi_reference::Timestamp;
use serde::{Deserialize, Serialize};

/// What moves session time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub enum ClockKind {
    /// The machine's clock.
    #[default]
    Real,
    /// Only a call that advances it.
    Virtual,
}

#[derive(Debug)]
pub(super) struct Clock {
    kind: ClockKind,
    state: State,
}

#[derive(Debug)]
enum State {
    /// It showed a time then, and has run since.
    Running { since: Instant, from: Timestamp },
    /// It shows this until it is moved.
    Standing(Timestamp),
}

impl Clock {
    pub(super) fn new(kind: ClockKind) -> Self {
        let state = match kind {
            ClockKind::Real => State::Running { since: Instant::now(), from: Timestamp::ZERO },
            ClockKind::Virtual => State::Standing(Timestamp::ZERO),
        };
        Self { kind, state }
    }

    pub(super) const fn kind(&self) -> ClockKind {
        self.kind
    }

    pub(super) fn now(&self) -> Timestamp {
        match &self.state {
            State::Running { since, from } => {
                from.after_millis(since.elapsed().as_millis().try_into().unwrap_or(u64::MAX))
            }
            State::Standing(now) => *now,
        }
    }

    /// The time that it shows, if it stands.
    pub(super) const fn standing(&self) -> Option<Timestamp> {
        match &self.state {
            State::Running { .. } => None,
            State::Standing(now) => Some(*now),
        }
    }

    /// Moves a clock that stands; one that runs moves by itself.
    pub(super) const fn set(&mut self, to: Timestamp) {
        if let State::Standing(now) = &mut self.state {
            *now = to;
        }
    }

    /// Shows another time from now on, and runs on from there if it runs.
    pub(super) fn go_to(&mut self, to: Timestamp) {
        match &mut self.state {
            State::Running { since, from } => (*since, *from) = (Instant::now(), to),
            State::Standing(now) => *now = to,
        }
    }

    /// How long until a time comes, if the clock runs.
    pub(super) fn until(&self, at: Timestamp) -> Option<Duration> {
        match &self.state {
            State::Running { .. } => Some(at.since(self.now())),
            State::Standing(_) => None,
        }
    }

    /// Makes it stand.
    pub(super) fn stand(&mut self) {
        self.state = State::Standing(self.now());
    }

    /// Lets it run on from the time that it shows.
    pub(super) fn run(&mut self) {
        self.state = State::Running { since: Instant::now(), from: self.now() };
    }
}
