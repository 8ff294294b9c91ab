//! What faults hold back, and what it waits for: a session time, a time of the machine, the next message to the frame, or an event.
//! So much is held and no more: a test that delays everything must not fill the memory.

use std::time::Duration;

use scapi_reference::{FrameId, Timestamp};
use tokio::time::Instant;

use super::Said;
use crate::session::Form;

/// So many messages of a session are held back at a time.
const HELD_AT_MOST: usize = 1_000;
/// So much they weigh together at most, in bytes.
const BYTES_AT_MOST: usize = 16 * 1024 * 1024;

/// What a message waits for.
#[derive(Debug)]
pub(super) enum Until {
    Session(Timestamp),
    /// A time of the machine, whatever the clock of the session does.
    Real(Instant),
    /// The next message to the same frame.
    Next,
    /// An event of one of these names to the same frame.
    Event(Vec<String>),
}

#[derive(Debug)]
pub(super) struct HeldBack {
    /// Counts from 1 over the life of the session.
    pub(super) number: u64,
    /// The fault that holds it.
    pub(super) fault: u64,
    until: Until,
    said: Said,
    weight: usize,
}

#[derive(Debug, Default)]
pub(super) struct Held {
    count: u64,
    all: Vec<HeldBack>,
    bytes: usize,
}

impl Held {
    pub(super) const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn count_of(&self, fault: u64) -> usize {
        self.all.iter().filter(|held| held.fault == fault).count()
    }

    pub(super) const fn is_full(&self) -> bool {
        self.all.len() >= HELD_AT_MOST || self.bytes >= BYTES_AT_MOST
    }

    pub(super) fn hold(&mut self, fault: u64, until: Until, said: Said) {
        self.count += 1;
        let weight = said.message.to_string().len();
        self.bytes += weight;
        self.all.push(HeldBack { number: self.count, fault, until, said, weight });
    }

    /// Whether a message waits for the next one to this frame.
    pub(super) fn awaits_next(&self, frame: &FrameId) -> bool {
        self.all.iter().any(|held| matches!(held.until, Until::Next) && held.said.frame == *frame)
    }

    pub(super) fn next_due(&self) -> Option<Timestamp> {
        let due = |held: &HeldBack| match held.until {
            Until::Session(at) => Some(at),
            _ => None,
        };
        self.all.iter().filter_map(due).min()
    }

    pub(super) fn due_in(&self) -> Option<Duration> {
        let due = |held: &HeldBack| match held.until {
            Until::Real(at) => Some(at.saturating_duration_since(Instant::now())),
            _ => None,
        };
        self.all.iter().filter_map(due).min()
    }

    /// The numbers of those whose time of the machine is over.
    pub(super) fn late(&self) -> Vec<u64> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let now = Instant::now();
        let late = self.all.iter().filter(|held| matches!(held.until, Until::Real(at) if at <= now));
        late.map(|held| held.number).collect()
    }

    /// Takes out what is like this, in the order in which it was held back.
    pub(super) fn take(&mut self, is_taken: impl Fn(&HeldBack) -> bool) -> Vec<Said> {
        let taken: Vec<HeldBack> = self.all.extract_if(.., |held| is_taken(held)).collect();
        self.bytes -= taken.iter().map(|held| held.weight).sum::<usize>();
        taken.into_iter().map(|held| held.said).collect()
    }

    /// Takes out what is due in session time, the earliest first.
    pub(super) fn take_due(&mut self, now: Timestamp) -> Vec<Said> {
        let mut due = Vec::new();
        while let Some(next) = self.next_due().filter(|next| *next <= now) {
            due.extend(self.take(|held| matches!(held.until, Until::Session(at) if at == next)));
        }
        due
    }

    /// Takes out what has waited for this message.
    pub(super) fn take_awaiting(&mut self, said: &Said) -> Vec<Said> {
        let event =
            said.message.get("event").and_then(|name| name.as_str()).filter(|_| said.form == Form::Json);
        self.take(|held| {
            let is_it = match &held.until {
                Until::Next => true,
                Until::Event(names) => event.is_some_and(|event| names.iter().any(|name| name == event)),
                Until::Session(_) | Until::Real(_) => false,
            };
            is_it && held.said.frame == said.frame
        })
    }

    /// The frame is gone: nobody waits for it any more.
    pub(super) fn forget(&mut self, frame: &FrameId) {
        if !self.all.is_empty() {
            self.take(|held| held.said.frame == *frame);
        }
    }

    pub(super) fn clear(&mut self) {
        self.take(|_| true);
    }

    /// Session time goes to another time: what waits for one waits as long as before.
    pub(super) fn shift(&mut self, from: Timestamp, to: Timestamp) {
        for held in &mut self.all {
            if let Until::Session(at) = &mut held.until {
                *at = to.after_millis(at.as_millis().saturating_sub(from.as_millis()));
            }
        }
    }
}
