//! What falls due: calls that ring too long, blocks that lapse, far ends that act by themselves.
//! Each happens at its own time, in order.

use scapi_schema::{interaction::RonaCallState, policy::FarEndOutcome};

use super::Workspace;
use crate::{
    action::Action,
    channel::{Input, VoiceInput},
    record::InteractionId,
    time::Timestamp,
    timer::Timer,
    view::rona_after_timeout,
};

impl Workspace {
    /// Moves the clock and fires what has fallen due.
    pub(super) fn advance(&mut self, now: Timestamp) {
        while let Some((at, timer)) = self.timers.pop_due(now) {
            self.now = self.now.max(at);
            match timer {
                Timer::Ring(id) => self.ring_timeout(id),
                Timer::FarEnd(id) => self.far_end_acts(id),
                Timer::HangUp(id) => self.far_end_hangs_up(id),
                Timer::Block(id) => self.block_lapses(id),
            }
            self.flush_events();
        }
        self.now = self.now.max(now);
    }

    /// A call has rung until its time was over (`voice/7`).
    fn ring_timeout(&mut self, id: InteractionId) {
        let rona = rona_after_timeout(&self.profile);
        let Some(record) = self.records.get_mut(&id) else { return };
        record.due.ring = None;
        let text = alloc::format!("interaction {} rang until its time was over", id.wire());
        let step = record.life.step(Input::Voice(VoiceInput::RingTimeout));
        self.note(None, "voice/7", text);
        self.miss(id, Some(rona));
        self.take_step(id, step);
    }

    /// An unattended far end does what was drawn for it.
    fn far_end_acts(&mut self, id: InteractionId) {
        let due = self.records.get_mut(&id).and_then(|record| record.due.far_end.take());
        let Some((_, outcome)) = due else { return };
        let action = match outcome {
            FarEndOutcome::Answers => Action::FarEndAnswers,
            FarEndOutcome::Refuses => Action::FarEndRefuses,
            FarEndOutcome::Busy => Action::FarEndBusy,
            FarEndOutcome::NoAnswer => Action::FarEndNoAnswer,
        };
        self.by_policy(id, action);
    }

    fn far_end_hangs_up(&mut self, id: InteractionId) {
        let due = self.records.get_mut(&id).and_then(|record| record.due.hang_up.take());
        if due.is_some() {
            self.by_policy(id, Action::FarEndHangsUp);
        }
    }

    /// Does what a policy wants; a state that does not allow it any more is noted.
    fn by_policy(&mut self, id: InteractionId, action: Action) {
        let text = match self.act(id, action) {
            Ok(()) => alloc::format!("the far end of interaction {} acts by policy: {action:?}", id.wire()),
            Err(blocked) => {
                alloc::format!("a policy comes to nothing ({action:?}): interaction {} {blocked}", id.wire())
            }
        };
        self.note(None, "voice/15", text);
    }

    /// Notes what an inbound call that nobody answered goes away with (`voice/6`).
    pub(super) fn miss(&mut self, id: InteractionId, rona: Option<RonaCallState>) {
        let ringing = self.records.get_mut(&id).filter(|record| record.is_ringing());
        if let Some(call) = ringing.and_then(|record| record.call_mut()) {
            call.rona = rona;
        }
    }

    /// Sets the timers of the present state, and clears those of the last.
    pub(super) fn reschedule(&mut self, id: InteractionId) {
        self.clear_timers(id);
        let Some(record) = self.records.get_mut(&id) else { return };
        let policy = &self.policies.far_end;
        if record.is_ringing() && self.profile.ring_timeout_ms > 0 {
            let until = self.now.after_millis(self.profile.ring_timeout_ms);
            record.due.ring = Some(until);
            self.timers.set(until, Timer::Ring(id));
        }
        if record.awaits_far_end()
            && let Some(outcome) = self.chance.one_of(&policy.when_called)
        {
            let at = self.now.after_millis(self.chance.millis(policy.after_ms));
            record.due.far_end = Some((at, outcome));
            self.timers.set(at, Timer::FarEnd(id));
        }
        if record.is_connected()
            && let Some(span) = policy.hangs_up_after_ms
        {
            let at = self.now.after_millis(self.chance.millis(span));
            record.due.hang_up = Some(at);
            self.timers.set(at, Timer::HangUp(id));
        }
    }

    pub(super) fn clear_timers(&mut self, id: InteractionId) {
        let Some(record) = self.records.get_mut(&id) else { return };
        let due = core::mem::take(&mut record.due);
        if let Some(at) = due.ring {
            self.timers.clear(at, Timer::Ring(id));
        }
        if let Some((at, _)) = due.far_end {
            self.timers.clear(at, Timer::FarEnd(id));
        }
        if let Some(at) = due.hang_up {
            self.timers.clear(at, Timer::HangUp(id));
        }
    }
}
