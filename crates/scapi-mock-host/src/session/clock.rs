//! Session time: the machine's, or a test's own.
//! Under a virtual clock nothing happens by itself.

use std::time::{Duration, Instant};

use scapi_reference::Timestamp;
use serde::{Deserialize, Serialize};

/// What moves session time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClockKind {
    /// The machine's clock.
    #[default]
    Real,
    /// Only a call that advances it.
    Virtual,
}

#[derive(Debug)]
pub(super) enum Clock {
    Real(Instant),
    Virtual(Timestamp),
}

impl Clock {
    pub(super) fn new(kind: ClockKind) -> Self {
        match kind {
            ClockKind::Real => Self::Real(Instant::now()),
            ClockKind::Virtual => Self::Virtual(Timestamp::ZERO),
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        match self {
            Self::Real(start) => {
                Timestamp::from_millis(start.elapsed().as_millis().try_into().unwrap_or(u64::MAX))
            }
            Self::Virtual(now) => *now,
        }
    }

    pub(super) const fn virtual_now(&self) -> Option<Timestamp> {
        match self {
            Self::Real(_) => None,
            Self::Virtual(now) => Some(*now),
        }
    }

    /// Moves a virtual clock; a real one moves by itself.
    pub(super) const fn set(&mut self, to: Timestamp) {
        if let Self::Virtual(now) = self {
            *now = to;
        }
    }

    /// How long until a time comes, under a real clock.
    pub(super) fn until(&self, at: Timestamp) -> Option<Duration> {
        match self {
            Self::Real(_) => Some(at.since(self.now())),
            Self::Virtual(_) => None,
        }
    }
}
