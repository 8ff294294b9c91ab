//! All timers of a workspace, in one table ordered by when they fall due.
//! Two that fall due together fire in the order of their kind and interaction.

use alloc::collections::BTreeSet;

use crate::{record::InteractionId, time::Timestamp};

/// What happens when a timer fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Timer {
    /// A call has rung too long (`voice/7`).
    Ring(InteractionId),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Timers {
    due: BTreeSet<(Timestamp, Timer)>,
}

impl Timers {
    pub(crate) fn set(&mut self, at: Timestamp, timer: Timer) {
        self.due.insert((at, timer));
    }

    pub(crate) fn clear(&mut self, at: Timestamp, timer: Timer) {
        self.due.remove(&(at, timer));
    }

    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.due.first().map(|(at, _)| *at)
    }

    /// The first timer that is due at `now`, taken out.
    pub(crate) fn pop_due(&mut self, now: Timestamp) -> Option<(Timestamp, Timer)> {
        self.due.first().filter(|(at, _)| *at <= now)?;
        self.due.pop_first()
    }
}
