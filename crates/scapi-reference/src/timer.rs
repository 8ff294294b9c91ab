//! All timers of a workspace, in one table ordered by when they fall due.
//! Two that fall due together fire in the order of their kind and interaction.

use alloc::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{record::InteractionId, time::Timestamp};

/// What happens when a timer fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Timer {
    /// A call has rung too long (`voice/7`).
    Ring(InteractionId),
    /// An unattended far end answers, refuses or is busy.
    FarEnd(InteractionId),
    /// An unattended far end hangs up.
    HangUp(InteractionId),
    /// A block of mark done lapses (`interaction.blockMarkdone/3`).
    Block(InteractionId),
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
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
