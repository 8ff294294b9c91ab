//! What moves an interaction on: the rows of the tables, carried out and reported.
//! Everything that changes an interaction goes through here, whether a request, a stimulus or a timer asked for it.

use alloc::{string::String, vec::Vec};

use scapi_schema::{
    UserData,
    event::EventType,
    interaction::RonaCallState,
    profile::{ConsultationAfterEnd, OpenMediaUserData, ReleasedUnanswered},
    stimulus::PreviewMode,
};

use super::{Workspace, guard::Allowed};
use crate::{
    action::Action,
    channel::{Life, OpenMediaState, Overlay, Recording, Step, VoiceState, event_of},
    record::{Content, DataOverlay, InteractionId},
    refusal::{Blocked, Reason},
    timer::Timer,
    view::{Viewer, rona_after_reject},
};

impl Workspace {
    /// Does what needs no more words than its name: no target, no text, no user data.
    pub(super) fn act(&mut self, id: InteractionId, action: Action) -> Result<(), Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(()) };
        let allowed = self.guard(record, action)?;
        match action {
            Action::FarEndHangsUp if record.is_connected() && record.parties.len() > 1 => {
                self.leave_party(id, 0);
                return Ok(());
            }
            Action::FarEndHangsUp => self.miss(id, Some(RonaCallState::NoAnswer)),
            Action::Redirect => self.miss(id, Some(RonaCallState::Redirected)),
            Action::Reject => self.miss(id, rona_after_reject(&self.profile)),
            _ => {}
        }
        match allowed {
            Allowed::Channel(step) => self.take_step(id, Some(step)),
            Allowed::Overlay(overlay) => self.cover(id, overlay),
            Allowed::Recording(recording) => self.record_call(id, recording),
            Allowed::Anytime => {}
        }
        Ok(())
    }

    /// Carries a row of the channel's table out.
    pub(super) fn take_step(&mut self, id: InteractionId, step: Option<Step<Life>>) {
        match step {
            Some(Step::To { state, event, .. }) => self.enter(id, state, event),
            Some(Step::Closes { .. }) => self.close(id),
            Some(Step::Finishes { state, event, .. }) => {
                self.enter(id, state, event);
                self.close(id);
            }
            Some(Step::Stays { .. } | Step::Refused { .. }) | None => {}
        }
    }

    /// The life goes to another state.
    fn enter(&mut self, id: InteractionId, life: Life, event: EventType) {
        if life == Life::Voice(VoiceState::Idle) {
            self.record_call(id, Recording::Stopped);
        }
        let Some(record) = self.records.get_mut(&id) else { return };
        let was = record.life;
        record.previous = Some(record.shown());
        record.life = life;
        record.overlay = Overlay::None;
        record.data_overlay = None;
        self.reschedule_from(id, was);
        self.report(id, event);
        self.settle(id, was);
    }

    /// A call that is held and retrieved stays connected, so that its far end does not think again.
    fn reschedule_from(&mut self, id: InteractionId, was: Life) {
        let connected = |life: Life| matches!(life, Life::Voice(VoiceState::Talking | VoiceState::Held));
        let stays_connected =
            self.records.get(&id).is_some_and(|record| connected(record.life) && connected(was));
        if !stays_connected {
            self.reschedule(id);
        }
    }

    /// What follows by itself when an interaction has come to its end.
    fn settle(&mut self, id: InteractionId, was: Life) {
        let Some(record) = self.records.get(&id) else { return };
        let over =
            matches!(record.life, Life::Voice(VoiceState::Idle) | Life::OpenMedia(OpenMediaState::Idle));
        if !over {
            return;
        }
        let unanswered = was == Life::Voice(VoiceState::Ringing)
            && self.profile.released_unanswered == ReleasedUnanswered::Removed;
        let asked =
            record.is_consultation() && self.profile.consultation_after_end == ConsultationAfterEnd::Removed;
        self.release_parent(id);
        if unanswered || asked {
            self.remove(id);
        }
    }

    /// The parent is free for another consultation, or another call.
    fn release_parent(&mut self, id: InteractionId) {
        let parent = self.records.get(&id).and_then(|record| record.parent);
        if let Some(parent) = parent.and_then(|parent| self.records.get_mut(&parent)) {
            parent.child.take_if(|child| *child == id);
        }
    }

    /// Another state hides that of the life, or none does any more.
    fn cover(&mut self, id: InteractionId, overlay: Overlay) {
        let Some(record) = self.records.get_mut(&id) else { return };
        record.previous = Some(record.shown());
        record.overlay = overlay;
        record.data_overlay = None;
        let event = event_of(&record.shown());
        self.report(id, event);
    }

    /// The recording changes; a call that is over is not recorded any more (`voice/21`).
    fn record_call(&mut self, id: InteractionId, recording: Recording) {
        let call = self.records.get_mut(&id).and_then(|record| record.call_mut());
        let Some(call) = call.filter(|call| call.recording != recording) else { return };
        call.recording = recording;
        self.report(id, EventType::RecordingStateChanged);
    }

    /// Marked done: it leaves, and the outbound server hears what that means for a preview.
    fn close(&mut self, id: InteractionId) {
        self.report(id, EventType::MarkDone);
        let content = self.records.get(&id).map(|record| &record.content);
        let mode = content.and_then(|content| match content {
            Content::Preview(preview) => Some(preview.mode.clone()),
            Content::Call(_) | Content::OpenMedia(_) => None,
        });
        match mode {
            Some(PreviewMode::Pull) => self.note(
                None,
                "interaction.markdone/8",
                "done and stop: no further preview record is fetched".into(),
            ),
            Some(PreviewMode::DirectPush) => self.note(
                None,
                "interaction.markdone/10",
                "the outbound server is told to send no further direct push preview records".into(),
            ),
            Some(PreviewMode::Push | PreviewMode::Other(_)) | None => {}
        }
        self.release_parent(id);
        self.remove(id);
    }

    /// The interaction leaves the agent's list. `REMOVED` shows it as it was last (`event.interaction/9`).
    fn remove(&mut self, id: InteractionId) {
        self.report_lifecycle(id, EventType::Removed);
        self.clear_timers(id);
        if let Some(record) = self.records.remove(&id) {
            if let Some(until) = record.block.as_ref().and_then(|block| block.until) {
                self.timers.clear(until, Timer::Block(id));
            }
            self.departed = Some(self.view().interaction(&record, Viewer::Desktop));
            self.cases.leave(&record.case_id, (id, record.role));
        }
    }

    /// Somebody joins (`event.interaction/17`).
    pub(super) fn join_party(&mut self, id: InteractionId, name: String) {
        if let Some(record) = self.records.get_mut(&id) {
            record.parties.push(name);
            self.report(id, EventType::PartyAdded);
        }
    }

    /// Somebody leaves, and others stay (`event.interaction/18`).
    fn leave_party(&mut self, id: InteractionId, at: usize) {
        if let Some(record) = self.records.get_mut(&id).filter(|record| at < record.parties.len()) {
            record.parties.remove(at);
            self.report(id, EventType::PartyRemoved);
        }
    }

    /// Somebody leaves by name; the last one takes the far end along.
    pub(super) fn party_leaves(&mut self, id: InteractionId, name: &str) -> Result<(), Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(()) };
        self.guard(record, Action::PartyLeaves)?;
        let Some(at) = record.parties.iter().position(|party| party == name) else {
            let reason = Reason::NoParty { name: name.into(), parties: record.parties.clone() };
            return Err(Blocked::new(reason, "event.interaction/18"));
        };
        if record.parties.len() == 1 {
            return self.act(id, Action::FarEndHangsUp);
        }
        self.leave_party(id, at);
        Ok(())
    }

    /// Sets and deletes keys of the user data, and reports it if anything was set or deleted (`event.interaction/16`).
    /// The other keys keep their order, which `remove` does not promise.
    pub(super) fn change_user_data(&mut self, id: InteractionId, set: UserData, delete: &[String]) {
        let Some(record) = self.records.get_mut(&id) else { return };
        let overwrites = set.keys().any(|key| record.user_data.contains_key(key));
        let before = record.user_data.len();
        record.user_data.retain(|key, _| !delete.contains(key));
        let deletes = record.user_data.len() < before;
        if set.is_empty() && !deletes {
            return;
        }
        record.user_data.extend(set);
        let shows = self.profile.open_media_user_data == OpenMediaUserData::OverlayState;
        if shows && matches!(record.content, Content::OpenMedia(_)) {
            let updated = overwrites || deletes;
            record.data_overlay = Some(if updated { DataOverlay::Updated } else { DataOverlay::Attached });
        }
        self.report(id, EventType::AttachedDataChanged);
    }

    /// Whether the user data have a key.
    pub(super) fn has_user_data(&self, id: InteractionId, key: &str) -> bool {
        self.records.get(&id).is_some_and(|record| record.user_data.contains_key(key))
    }

    /// The ids of all interactions, for texts.
    pub(super) fn known_ids(&self, most: usize) -> Vec<String> {
        self.records.keys().take(most).map(|id| id.wire()).collect()
    }
}
