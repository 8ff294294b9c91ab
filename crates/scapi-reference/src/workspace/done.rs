//! Mark done, and what keeps from it (`interaction.markdone/1` and after, `markdone/1` and after).
//! An attempt that is held takes effect when the block ends.

use alloc::{boxed::Box, format, string::String};

use scapi_schema::profile::{BlockedAgentMarkdone, BlockedAppMarkdone, MarkdoneEventCarries};
use serde_json::json;

use super::Workspace;
use crate::{
    action::Action,
    record::{Block, InteractionId},
    refusal::{Blocked, Reason},
    timer::Timer,
    view::Viewer,
};

impl Workspace {
    /// The agent clicks Mark Done. While it is blocked the warning is shown, and the apps hear of it (`event.markdone/2`).
    pub(super) fn agent_marks_done(&mut self, id: InteractionId) -> Result<(), Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(()) };
        self.guard(record, Action::MarkDone)?;
        let Some(block) = &record.block else { return self.act(id, Action::MarkDone) };
        let warning = block.warning.clone();
        self.note(
            None,
            "interaction.blockMarkdone/4",
            format!("the agent is shown the warning of interaction {}: {warning}", id.wire()),
        );
        self.report_held(id, warning);
        if self.profile.blocked_agent_markdone == BlockedAgentMarkdone::Hold {
            self.hold_attempt(id);
        }
        Ok(())
    }

    /// An app asks `markdone`. What happens while it is blocked is up to the profile (`markdone/2`).
    pub(super) fn app_marks_done(&mut self, id: InteractionId) -> Result<(), Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(()) };
        self.guard(record, Action::MarkDone)?;
        match (&record.block, self.profile.blocked_app_markdone) {
            (None, _) => self.act(id, Action::MarkDone),
            (Some(_), BlockedAppMarkdone::Hold) => {
                self.hold_attempt(id);
                Ok(())
            }
            (Some(block), BlockedAppMarkdone::Failure) => {
                let reason = Reason::MarkdoneBlocked { warning: block.warning.clone() };
                Err(Blocked::new(reason, "markdone/2"))
            }
        }
    }

    fn hold_attempt(&mut self, id: InteractionId) {
        if let Some(block) = self.records.get_mut(&id).and_then(|record| record.block.as_mut()) {
            block.held = true;
        }
    }

    /// Keeps an interaction from being marked done; a further block replaces the text and starts the time anew
    /// (`interaction.blockMarkdone/5`).
    pub(super) fn block_markdone(&mut self, id: InteractionId, warning: String) {
        let timeout = self.profile.block_markdone_timeout_ms;
        let until = (timeout > 0).then(|| self.now.after_millis(timeout));
        let Some(record) = self.records.get_mut(&id) else { return };
        let held = record.block.as_ref().is_some_and(|block| block.held);
        let old = record.block.replace(Box::new(Block { warning, until, held }));
        if let Some(until) = old.and_then(|old| old.until) {
            self.timers.clear(until, Timer::Block(id));
        }
        if let Some(until) = until {
            self.timers.set(until, Timer::Block(id));
        }
    }

    /// Lifts a block; an attempt that was held takes effect at once (`markdone/3`).
    pub(super) fn unblock_markdone(&mut self, id: InteractionId) {
        let Some(block) = self.records.get_mut(&id).and_then(|record| record.block.take()) else { return };
        if let Some(until) = block.until {
            self.timers.clear(until, Timer::Block(id));
        }
        self.let_held_attempt_through(id, &block);
    }

    /// A block has come to its end; an attempt that was held takes effect at once (`markdone/4`).
    pub(super) fn block_lapses(&mut self, id: InteractionId) {
        let Some(block) = self.records.get_mut(&id).and_then(|record| record.block.take()) else { return };
        let text = format!("the block of mark done of interaction {} has lapsed", id.wire());
        self.note(None, "interaction.blockMarkdone/3", text);
        self.let_held_attempt_through(id, &block);
    }

    fn let_held_attempt_through(&mut self, id: InteractionId, block: &Block) {
        if !block.held {
            return;
        }
        if let Err(blocked) = self.act(id, Action::MarkDone) {
            let text = format!("a held attempt comes to nothing: interaction {} {blocked}", id.wire());
            self.note(None, "markdone/3", text);
        }
    }

    /// Tells the subscribers of `markdone` that an attempt is held back.
    fn report_held(&mut self, id: InteractionId, warning: String) {
        let Some(record) = self.records.get(&id).filter(|_| self.is_heard("markdone")) else { return };
        let event_type = self.profile.markdone_event_type.as_str();
        let mut payload = match self.profile.markdone_event_carries {
            MarkdoneEventCarries::Interaction => {
                self.payload(event_type, self.view().interaction(record, Viewer::App))
            }
            MarkdoneEventCarries::InteractionId => {
                json!({ "eventType": event_type, "interactionId": id.wire() })
            }
        };
        payload["warningMessage"] = warning.into();
        self.raise("markdone", payload);
    }
}
