//! What the host says, on its way through the faults: each that it meets does its work, in the order in which they were made, until
//! one keeps it back.

use std::time::Duration;

use scapi_reference::{FrameId, Post, Timestamp};
use scapi_schema::fault::{Delay, Disturbance, FaultClock, Stage};
use serde_json::Value;
use tokio::time::Instant;

use super::{aim::Aim, held::Until, mangle};
use crate::session::{Delivery, Form, Purpose, Session, journal::Question};

/// Something that the host says.
#[derive(Clone, Debug)]
pub(in crate::session) struct Said {
    pub(in crate::session) frame: FrameId,
    pub(in crate::session) message: Value,
    pub(in crate::session) form: Form,
    pub(in crate::session) purpose: Purpose,
    /// The entry of the journal that it is said because of.
    pub(in crate::session) cause: u64,
    /// What it answers, once that is no more to be had from the journal.
    pub(in crate::session) asked: Option<Question>,
}

impl Said {
    pub(in crate::session) fn of(post: Post, purpose: Purpose, cause: u64) -> Self {
        let message = post.message.to_value();
        Self { frame: post.frame, message, form: Form::Json, purpose, cause, asked: None }
    }
}

impl Session {
    /// Says something: what becomes of it is added to the deliveries, already in the journal.
    pub(in crate::session) fn say(&mut self, now: Timestamp, said: Said, deliveries: &mut Vec<Delivery>) {
        if self.faults.are_idle() {
            deliveries.push(self.deliver(now, said));
            return;
        }
        // A host that has started anew in between says nothing to those who were there before.
        if self.workspace.origin(&said.frame).is_none() {
            return;
        }
        let mut going = vec![said];
        for at in 0..self.faults.all.len() {
            let meeting = std::mem::take(&mut going);
            meeting.into_iter().for_each(|said| self.disturb(at, now, said, &mut going));
        }
        going.into_iter().for_each(|said| self.post(now, said, deliveries));
    }

    /// It goes, and after it what has waited for it.
    pub(super) fn post(&mut self, now: Timestamp, said: Said, deliveries: &mut Vec<Delivery>) {
        let waiting = self.faults.held.take_awaiting(&said);
        deliveries.push(self.deliver(now, said));
        deliveries.extend(waiting.into_iter().map(|said| self.deliver(now, said)).collect::<Vec<_>>());
    }

    fn disturb(&mut self, at: usize, now: Timestamp, said: Said, going: &mut Vec<Said>) {
        if !self.meets(at, &said) || !self.faults.all[at].strikes() {
            return going.push(said);
        }
        match self.disturbance(at) {
            Disturbance::Delay(Delay { ms, clock: FaultClock::Session }) => {
                let until = now.after_millis(ms);
                let text = format!("this is held back until {} ms", until.as_millis());
                self.hold(at, now, said, (Until::Session(until), &text), going);
            }
            Disturbance::Delay(Delay { ms, .. }) => self.hold_in_real_time(at, now, said, ms, going),
            Disturbance::AnswerTooLate(late) => self.hold_in_real_time(at, now, said, late.ms, going),
            Disturbance::Reorder(_) => {
                self.hold(
                    at,
                    now,
                    said,
                    (Until::Next, "this goes after the next message to the frame"),
                    going,
                );
            }
            Disturbance::EventBeforeAnswer(_) => {
                let names = self.names_subscribed(&said);
                self.hold(at, now, said, (Until::Event(names), "this goes after the first event"), going);
            }
            Disturbance::Drop(_) => self.note_said(at, now, &said, "this is lost"),
            Disturbance::Duplicate(duplicate) => {
                self.note_said(at, now, &said, &format!("this comes {} times", duplicate.copies + 1));
                going.extend((0..=duplicate.copies).map(|_| said.clone()));
            }
            Disturbance::MalformedEnvelope(malformed) => {
                let text = format!("this is sent as {}", malformed.kind.name());
                self.note_said(at, now, &said, &text);
                going.push(mangle::malformed(said, malformed.kind));
            }
            Disturbance::WrongReferenceIdType(_) => {
                self.note_said(at, now, &said, "the referenceId of this gets another JSON type");
                going.push(mangle::with_other_reference_type(said));
            }
            disturbance => {
                let frame = Some(&said.frame);
                let is_kept = self.disconnect(
                    at,
                    now,
                    said.cause,
                    &disturbance,
                    frame.map(|frame| (frame, &said.message)),
                );
                going.extend(is_kept.then_some(said));
            }
        }
    }

    /// Whether a fault is about this.
    fn meets(&self, at: usize, said: &Said) -> bool {
        let made = &self.faults.all[at];
        let is_right = match made.fault.disturbance.stage() {
            Stage::Arrival => false,
            Stage::Connection => made.fault.on.is_some(),
            Stage::Answer => said.purpose == Purpose::Reply,
            Stage::Said => true,
        };
        let asked = || self.journal.fresh_message(said.cause).filter(|_| said.purpose == Purpose::Reply);
        let is_met = match &made.aim {
            Aim::All => true,
            Aim::Messages(matcher) => asked().is_some_and(|entry| matcher.matches(entry)),
            Aim::Events(events) => {
                events.are_like(said, self.workspace.profile().event_interaction_key.as_str())
            }
        };
        is_right && said.form == Form::Json && is_met && self.suits(&made.fault.disturbance, said)
    }

    /// Whether what goes wrong can go wrong with this.
    fn suits(&self, disturbance: &Disturbance, said: &Said) -> bool {
        match disturbance {
            Disturbance::EventBeforeAnswer(_) => said.message.get("subscriptionId").is_some(),
            Disturbance::WrongReferenceIdType(_) => said.message.get("referenceId").is_some(),
            Disturbance::MalformedEnvelope(malformed) => {
                !malformed.kind.is_of_answers() || said.purpose == Purpose::Reply
            }
            // The next message is the one that an earlier one waits for.
            Disturbance::Reorder(_) => !self.faults.held.awaits_next(&said.frame),
            _ => true,
        }
    }

    fn names_subscribed(&self, said: &Said) -> Vec<String> {
        let message = self.journal.fresh_message(said.cause).and_then(|entry| entry.message.as_ref());
        match message.map(|message| &message["data"]) {
            Some(Value::Array(names)) => {
                names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
            }
            Some(Value::String(name)) => vec![name.clone()],
            _ => Vec::new(),
        }
    }

    fn hold_in_real_time(&mut self, at: usize, now: Timestamp, said: Said, ms: u64, going: &mut Vec<Said>) {
        let until = Until::Real(Instant::now() + Duration::from_millis(ms));
        self.hold(at, now, said, (until, &format!("this is held back for {ms} ms of real time")), going);
    }

    fn hold(
        &mut self,
        at: usize,
        now: Timestamp,
        mut said: Said,
        until: (Until, &str),
        going: &mut Vec<Said>,
    ) {
        let (until, text) = until;
        if self.faults.held.is_full() {
            self.note_said(at, now, &said, "as much is held back as may be, so that this goes at once");
            return going.push(said);
        }
        self.note_said(at, now, &said, text);
        if said.purpose == Purpose::Reply {
            said.asked = said.asked.or_else(|| self.journal.question(said.cause));
        }
        self.faults.held.hold(self.faults.all[at].id, until, said);
    }

    fn note_said(&mut self, at: usize, now: Timestamp, said: &Said, text: &str) {
        self.note_strike(at, now, said.cause, (Some(&said.frame), Some(said.message.clone())), text);
    }
}
