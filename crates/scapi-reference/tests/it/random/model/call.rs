//! The life of calls in the model: what is allowed in which state, what it leads to, and what falls due.
//! `voice/1` and after, `consultation/1` and after, `markdone/1` and after.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Failed, Model};
use crate::random::play::{COLLEAGUE, CUSTOMER, Deed, Pairs};

#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) case: String,
    pub(super) kind: Kind,
    pub(super) state: &'static str,
    pub(super) previous: Option<&'static str>,
    pub(super) rona: Option<&'static str>,
    pub(super) user_data: BTreeMap<String, Value>,
    pub(super) parties: Vec<String>,
    pub(super) parent: Option<u64>,
    consultation: Option<u64>,
    rings_until: Option<u64>,
    block: Option<Block>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Inbound,
    Outbound,
    Consultation,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    until: Option<u64>,
    held: bool,
}

/// What a call begins with.
pub(super) struct Begun {
    kind: Kind,
    case: Option<String>,
    parent: Option<u64>,
    user_data: Pairs,
}

/// What falls due, in the order in which it comes when both do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    RingTime,
    BlockTime,
}

impl Kind {
    /// `type.interaction/20` to `type.interaction/22`.
    pub(super) const fn call_type(self) -> &'static str {
        match self {
            Self::Inbound => "INBOUND",
            Self::Outbound => "OUTBOUND",
            Self::Consultation => "CONSULT",
        }
    }
}

impl Begun {
    pub(super) fn ringing(case: Option<&str>, user_data: &Pairs) -> Self {
        Self { kind: Kind::Inbound, case: case.map(Into::into), parent: None, user_data: user_data.clone() }
    }

    pub(super) const fn dialled(user_data: Pairs) -> Self {
        Self { kind: Kind::Outbound, case: None, parent: None, user_data }
    }
}

impl Model {
    /// `voice/1`, `voice/2`, `voice/7`, `voice/12`, `consultation/3`.
    pub(super) fn begin(&mut self, begun: Begun) -> u64 {
        self.last_id += 1;
        let id = self.last_id;
        let case = begun.case.unwrap_or_else(|| format!("of call {id}"));
        let (state, party) = match begun.kind {
            Kind::Inbound => ("RINGING", "+33298000000"),
            Kind::Outbound => ("DIALING", CUSTOMER),
            Kind::Consultation => ("DIALING", COLLEAGUE),
        };
        let ring_time = self.millis("ringTimeoutMs", 20_000);
        let call = Call {
            case: case.clone(),
            kind: begun.kind,
            state,
            previous: None,
            rona: None,
            user_data: begun.user_data.into_iter().map(|(key, value)| (key.into(), value)).collect(),
            parties: vec![party.into()],
            parent: begun.parent,
            consultation: None,
            rings_until: (state == "RINGING" && ring_time > 0).then_some(self.now + ring_time),
            block: None,
        };
        self.calls.insert(id, call);
        self.lifecycle(id, "ADDED");
        self.raise(id, state);
        self.select(case);
        id
    }

    /// `case/1`, `event.interaction/48`.
    fn select(&mut self, case: String) {
        let selects = match self.profile.get("newInteractionSelectsCase").and_then(Value::as_str) {
            Some("always") => self.selected_case.as_ref() != Some(&case),
            Some("never") => false,
            _ => self.selected_case.is_none(),
        };
        if selects && self.selected_case.replace(case).is_some() {
            for event_type in ["CASE_COLLAPSED", "CASE_EXPANDED", "CASE_SELECTED"] {
                self.tell("interaction", event_type, None);
            }
        }
    }

    /// What can be done with a call that is there.
    pub(super) fn act(&mut self, deed: Deed, id: u64) -> Result<(), Failed> {
        let state = self.calls[&id].state;
        match (deed, state) {
            (Deed::Accept, "RINGING") => self.go(id, "TALKING", "ESTABLISHED"),
            (Deed::Reject, "RINGING") => {
                let redirected = self.is("rejectedRonaCallState", "redirected");
                self.release_unanswered(id, redirected.then_some("REDIRECTED"));
            }
            (Deed::Redirect, "RINGING") => self.release_unanswered(id, Some("REDIRECTED")),
            (Deed::Hold, "TALKING") => self.go(id, "HELD", "HELD"),
            (Deed::Retrieve, "HELD") => self.go(id, "TALKING", "ESTABLISHED"),
            (Deed::HangUp, "DIALING" | "TALKING" | "HELD") => self.release(id),
            (Deed::FarEndAnswers, "DIALING") => self.go(id, "TALKING", "ESTABLISHED"),
            (Deed::FarEndRefuses, "DIALING") => self.release(id),
            (Deed::FarEndHangsUp, "RINGING") => self.release_unanswered(id, Some("NO_ANSWER")),
            (Deed::FarEndHangsUp, "TALKING" | "HELD") if self.calls[&id].parties.len() > 1 => {
                self.calls.entry(id).and_modify(|call| drop(call.parties.remove(0)));
                self.raise(id, "PARTY_REMOVED");
            }
            (Deed::FarEndHangsUp, "DIALING" | "TALKING" | "HELD") => self.release(id),
            (Deed::CompleteTransfer | Deed::CompleteConference, "DIALING" | "TALKING" | "HELD") => {
                self.complete(id, deed)?;
            }
            (Deed::Unblock, _) => self.unblock(id),
            _ => return Err(()),
        }
        Ok(())
    }

    /// The events of the hold come before those of the consultation (`consultation/2`, `consultation/13`).
    pub(super) fn consult(&mut self, id: u64, user_data: Pairs) -> Result<u64, Failed> {
        let call = &self.calls[&id];
        let free = call.kind != Kind::Consultation && call.consultation.is_none();
        if !free || !["TALKING", "HELD"].contains(&call.state) {
            return Err(());
        }
        let case = Some(call.case.clone());
        if call.state == "TALKING" {
            self.go(id, "HELD", "HELD");
        }
        let made = self.begin(Begun { kind: Kind::Consultation, case, parent: Some(id), user_data });
        self.calls.entry(id).and_modify(|call| call.consultation = Some(made));
        Ok(made)
    }

    /// The consultation that an agent means by it, or by what it is about.
    pub(super) fn consultation_of(&self, id: u64) -> u64 {
        let call = &self.calls[&id];
        if call.kind == Kind::Consultation { id } else { call.consultation.unwrap_or(id) }
    }

    /// `interaction.completeTransfer/1` and after, `interaction.completeConference/1` and after, `consultation/10`.
    fn complete(&mut self, id: u64, deed: Deed) -> Result<(), Failed> {
        let consultation = &self.calls[&id];
        let parent = consultation.parent.filter(|_| consultation.kind == Kind::Consultation).ok_or(())?;
        let consulted = consultation.parties.clone();
        let state = self.calls.get(&parent).ok_or(())?.state;
        if !["TALKING", "HELD"].contains(&state) {
            return Err(());
        }
        self.release(id);
        if deed == Deed::CompleteTransfer {
            self.release(parent);
            return Ok(());
        }
        if state == "HELD" {
            self.go(parent, "TALKING", "ESTABLISHED");
        }
        for name in consulted {
            self.calls.entry(parent).and_modify(|call| call.parties.push(name));
            self.raise(parent, "PARTY_ADDED");
        }
        Ok(())
    }

    fn go(&mut self, id: u64, state: &'static str, event_type: &str) {
        self.calls.entry(id).and_modify(|call| {
            call.previous = Some(call.state);
            call.state = state;
            call.rings_until = None;
        });
        self.raise(id, event_type);
    }

    /// `voice/4`, `voice/13`, `consultation/8`.
    fn release(&mut self, id: u64) {
        self.go(id, "IDLE", "RELEASED");
        if self.calls[&id].kind == Kind::Consultation {
            let parent = self.calls[&id].parent.and_then(|parent| self.calls.get_mut(&parent));
            if let Some(parent) = parent {
                parent.consultation.take_if(|consultation| *consultation == id);
            }
            if !self.is("consultationAfterEnd", "stays") {
                self.leave(id);
            }
        }
    }

    /// `voice/6`, `voice/9`.
    fn release_unanswered(&mut self, id: u64, rona: Option<&'static str>) {
        self.calls.entry(id).and_modify(|call| call.rona = rona);
        self.go(id, "IDLE", "RELEASED");
        if !self.is("releasedUnanswered", "stays") {
            self.leave(id);
        }
    }

    /// The last call of a case takes the case along.
    fn leave(&mut self, id: u64) {
        self.lifecycle(id, "REMOVED");
        let case = self.calls.remove(&id).map(|call| call.case);
        if self.selected_case == case && self.calls.values().all(|call| Some(&call.case) != case.as_ref()) {
            self.selected_case = None;
        }
    }

    // Mark done, and what keeps from it.

    /// `interaction.markdone/3`, `interaction.markdone/4`, `markdone/2`.
    pub(super) fn app_marks_done(&mut self, id: u64) -> Result<(), Failed> {
        let call = &self.calls[&id];
        if call.state != "IDLE" {
            return Err(());
        }
        match (call.block, self.is("blockedAppMarkdone", "hold")) {
            (None, _) => self.close(id),
            (Some(_), true) => self.hold_attempt(id),
            (Some(_), false) => return Err(()),
        }
        Ok(())
    }

    /// `markdone/1`, `event.markdone/2` to `event.markdone/4`.
    pub(super) fn agent_marks_done(&mut self, id: u64) -> Result<(), Failed> {
        let call = &self.calls[&id];
        if call.state != "IDLE" {
            return Err(());
        }
        if call.block.is_none() {
            self.close(id);
            return Ok(());
        }
        let event_type = self.profile.get("markdoneEventType").and_then(Value::as_str);
        let event_type = event_type.unwrap_or("MARK_DONE_BLOCKED").to_owned();
        let seen = (!self.is("markdoneEventCarries", "interaction-id")).then(|| self.seen(id));
        self.tell("markdone", &event_type, seen);
        if !self.is("blockedAgentMarkdone", "drop") {
            self.hold_attempt(id);
        }
        Ok(())
    }

    fn hold_attempt(&mut self, id: u64) {
        self.calls.entry(id).and_modify(|call| call.block.iter_mut().for_each(|block| block.held = true));
    }

    fn close(&mut self, id: u64) {
        self.raise(id, "MARK_DONE");
        self.leave(id);
    }

    /// `interaction.blockMarkdone/3`, `interaction.blockMarkdone/5`.
    pub(super) fn block(&mut self, id: u64) {
        let time = self.millis("blockMarkdoneTimeoutMs", 30_000);
        let until = (time > 0).then_some(self.now + time);
        self.calls.entry(id).and_modify(|call| {
            let held = call.block.is_some_and(|block| block.held);
            call.block = Some(Block { until, held });
        });
    }

    /// `interaction.unblockMarkdone/1`, `interaction.unblockMarkdone/4`, `markdone/3`, `markdone/4`.
    fn unblock(&mut self, id: u64) {
        let block = self.calls.get_mut(&id).and_then(|call| call.block.take());
        if block.is_some_and(|block| block.held) {
            self.close(id);
        }
    }

    // User data.

    /// `interaction.setUserData/4`, `interaction.setUserData/7`.
    pub(super) fn set(&mut self, id: u64, pairs: &Pairs) -> Result<(), Failed> {
        let written = self.writable(pairs)?;
        if self.calls[&id].state == "IDLE" {
            return Err(());
        }
        if !written.is_empty() {
            let written = written.into_iter().map(|(key, value)| (key.to_owned(), value));
            self.calls.entry(id).and_modify(|call| call.user_data.extend(written));
            self.raise(id, "ATTACHED_DATA_CHANGED");
        }
        Ok(())
    }

    /// `interaction.deleteUserData/3`, `interaction.deleteUserData/4`, `interaction.deleteUserData/8`, `gate.userData/4`.
    pub(super) fn delete(&mut self, id: u64, key: &str) -> Result<(), Failed> {
        if self.calls[&id].state == "IDLE" {
            return Err(());
        }
        if !self.allows("userDataWriteAllowed", key) {
            return if self.is("unwritableKey", "drop-key") { Ok(()) } else { Err(()) };
        }
        let mut was_there = false;
        self.calls.entry(id).and_modify(|call| was_there = call.user_data.remove(key).is_some());
        if was_there {
            self.raise(id, "ATTACHED_DATA_CHANGED");
        } else if self.is("deleteMissingKey", "failure") {
            return Err(());
        }
        Ok(())
    }

    // Time.

    /// `voice/7`, `voice/8`, `interaction.blockMarkdone/3`: each at its own time, the oldest first.
    pub(super) fn pass(&mut self, millis: u64) {
        let until = self.now + millis;
        while let Some((at, due, id)) = self.next_due().filter(|(at, _, _)| *at <= until) {
            self.now = at;
            match due {
                Due::RingTime => {
                    let redirected = self.is("ringTimeoutOutcome", "redirected");
                    self.release_unanswered(id, Some(if redirected { "REDIRECTED" } else { "NO_ANSWER" }));
                }
                Due::BlockTime => self.unblock(id),
            }
            self.expected.append(&mut self.raised);
        }
        self.now = until;
    }

    fn next_due(&self) -> Option<(u64, Due, u64)> {
        let of_call = |(id, call): (&u64, &Call)| {
            let ring = call.rings_until.map(|at| (at, Due::RingTime, *id));
            let block = call.block.and_then(|block| block.until).map(|at| (at, Due::BlockTime, *id));
            [ring, block].into_iter().flatten().min()
        };
        self.calls.iter().filter_map(of_call).min()
    }
}
