//! A message of an app, on its way to the host: it may be lost, refused, or seem to come from elsewhere.
//! The host does the rest, and knows nothing of it.

use scapi_reference::{FrameId, Origin, Post, RequestRefusal, Timestamp};
use scapi_schema::{
    envelope::{self, HostMessage, reference_id},
    fault::{Disturbance, Stage},
    journal::{Legality, LegalityVerdict},
    profile::Answer,
};
use serde_json::Value;

use super::{Said, aim::Aim};
use crate::session::{Delivery, Entry, Purpose, Session};

/// What becomes of a message.
enum Fate {
    Goes,
    Lost(String),
    Refused(String),
    Ignored { why: String, clause: &'static str },
}

impl Session {
    /// The host gets a message that is in the journal already.
    pub(in crate::session) fn receive(
        &mut self,
        now: Timestamp,
        cause: u64,
        frame: &FrameId,
        message: Value,
    ) -> Vec<Delivery> {
        let mut origin = None;
        for at in 0..self.faults.all.len() {
            if !self.is_hit(at, cause, frame, &message) || !self.faults.all[at].strikes() {
                continue;
            }
            match self.befall(at, now, cause, frame, &message, &mut origin) {
                Fate::Goes => {}
                fate => return self.end(now, cause, frame, &message, fate),
            }
        }
        self.hand_over(now, frame, message, origin);
        self.drain(now, cause)
    }

    fn hand_over(&mut self, now: Timestamp, frame: &FrameId, message: Value, origin: Option<Origin>) {
        let Some(origin) = origin else { return self.workspace.handle_message(now, frame, message) };
        // What falls due just now is none of this message's business.
        self.workspace.handle_timeout(now);
        let real = self.workspace.set_origin(frame, origin);
        self.workspace.handle_message(now, frame, message);
        if let Some(real) = real {
            self.workspace.set_origin(frame, real);
        }
    }

    fn is_hit(&self, at: usize, cause: u64, frame: &FrameId, message: &Value) -> bool {
        let made = &self.faults.all[at];
        let is_met = match &made.aim {
            Aim::All => true,
            Aim::Messages(matcher) => {
                self.journal.fresh_message(cause).is_some_and(|entry| matcher.matches(entry))
            }
            Aim::Events(_) => false,
        };
        let suits = match made.fault.disturbance {
            Disturbance::ServiceRefused(_) => message["request"].is_string(),
            Disturbance::Failure(_) => message["request"].is_string() || message["event"].is_string(),
            _ => true,
        };
        made.fault.disturbance.stage() == Stage::Arrival
            && is_met
            && suits
            && (self.workspace.is_accepted(frame) || self.workspace.origin(frame).is_none())
    }

    fn befall(
        &mut self,
        at: usize,
        now: Timestamp,
        cause: u64,
        frame: &FrameId,
        message: &Value,
        origin: &mut Option<Origin>,
    ) -> Fate {
        let name = self.faults.all[at].name();
        let (text, fate) = match self.disturbance(at) {
            Disturbance::Drop(_) => {
                let why = format!("fault {name}: the message is lost, the host never sees it");
                ("the message is lost, the host never sees it".to_owned(), Fate::Lost(why))
            }
            Disturbance::Failure(failure) => {
                ("the host does not do it, and says so".into(), Fate::Refused(failure.error_message))
            }
            Disturbance::ServiceRefused(_) => self.service_refused(frame, message),
            Disturbance::WrongOrigin(wrong) => {
                let text = format!("the host takes it as a message from {}", wrong.origin);
                *origin = Some(Origin::Web(wrong.origin));
                (text, Fate::Goes)
            }
            Disturbance::RateLimitQuarantine(_) => {
                self.workspace.quarantine(now, frame);
                ("the origin of the frame is in quarantine from now on".into(), Fate::Goes)
            }
            _ => return Fate::Goes,
        };
        self.note_strike(at, now, cause, (Some(frame), None), &text);
        fate
    }

    /// As the host does it where an origin may not use the service.
    fn service_refused(&self, frame: &FrameId, message: &Value) -> (String, Fate) {
        let origin = self.origin_of(frame).unwrap_or_else(|| "(none)".into());
        let service = message["request"].as_str().unwrap_or_default().to_owned();
        let refusal = RequestRefusal::ServiceFiltered { origin, service }.to_string();
        let fate = match self.workspace.profile().service_filtered {
            Answer::Silence => Fate::Ignored { why: refusal, clause: "gate.service/5" },
            Answer::Failure => Fate::Refused(refusal),
        };
        ("the origin of the frame may not use this service".into(), fate)
    }

    /// The message does not reach the host, but what falls due does.
    fn end(
        &mut self,
        now: Timestamp,
        cause: u64,
        frame: &FrameId,
        message: &Value,
        fate: Fate,
    ) -> Vec<Delivery> {
        self.workspace.handle_timeout(now);
        let mut deliveries = self.drain(now, cause);
        let ignored = |why, clause: Option<&str>| Legality {
            verdict: LegalityVerdict::Ignored,
            why: Some(why),
            clause: clause.map(Into::into),
        };
        match fate {
            Fate::Goes => {}
            Fate::Lost(why) => self.journal.judge(cause, ignored(why, None)),
            Fate::Ignored { why, clause } => {
                let note = Entry::note(Some(frame), clause, why.clone());
                self.journal.push(now, Entry { cause: Some(cause), ..note });
                self.journal.judge(cause, ignored(why, Some(clause)));
            }
            Fate::Refused(text) => {
                let why = Some(text.clone());
                self.journal.judge(cause, Legality { verdict: LegalityVerdict::Refused, why, clause: None });
                let failure = envelope::Failure::new(reference_id(message).cloned(), text);
                let post =
                    Post { frame: frame.clone(), message: HostMessage::Failure(failure), clause: None };
                self.say(now, Said::of(post, Purpose::Reply, cause), &mut deliveries);
            }
        }
        deliveries
    }
}
