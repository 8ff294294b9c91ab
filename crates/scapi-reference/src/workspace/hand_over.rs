//! Consultations, transfers and conferences, in one step and in two.
//! The events of a consultation's end come before those of its parent (`consultation/10`).

use alloc::string::String;

use scapi_schema::UserData;

use super::{Workspace, guard::Allowed};
use crate::{
    action::{Action, Medium},
    channel::{Input, Life, OpenMediaInput},
    record::{InteractionId, medium_of},
    refusal::{Blocked, Reason},
};

/// How a consultation is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Completion {
    Transfer,
    Conference,
}

impl Workspace {
    /// Asks somebody about an interaction, by the medium that is named, else by its own (`interaction.consult/4`).
    pub(super) fn consult(
        &mut self,
        id: InteractionId,
        whom: String,
        media: Option<&str>,
        user_data: UserData,
    ) -> Result<Option<InteractionId>, Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(None) };
        let media = media.unwrap_or_else(|| record.media());
        let action = match medium_of(media) {
            Medium::Voice => Action::Consult,
            Medium::Chat => Action::ConsultByChat,
            Medium::Email | Medium::Workitem | Medium::Preview => {
                let reason = Reason::ConsultationMedium { media: media.into() };
                return Err(Blocked::new(reason, "interaction.consult/16"));
            }
        };
        if let Allowed::Channel(step) = self.guard(record, action)? {
            self.take_step(id, Some(step));
        }
        let consultation = match action {
            Action::Consult => self.consult_by_voice(id, whom, user_data),
            _ => self.consult_by_chat(id, whom, user_data),
        };
        if let Some(parent) = self.records.get_mut(&id) {
            parent.child = Some(consultation);
        }
        Ok(Some(consultation))
    }

    /// Hands an interaction to a target (`interaction.singleStepTransfer/1`).
    pub(super) fn single_step_transfer(
        &mut self,
        id: InteractionId,
        user_data: UserData,
    ) -> Result<(), Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(()) };
        let allowed = self.guard(record, Action::Transfer)?;
        self.change_user_data(id, user_data, &[]);
        if let Allowed::Channel(step) = allowed {
            self.take_step(id, Some(step));
        }
        Ok(())
    }

    /// Brings a target in (`interaction.singleStepConference/1`).
    pub(super) fn single_step_conference(
        &mut self,
        id: InteractionId,
        whom: String,
        user_data: UserData,
    ) -> Result<(), Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(()) };
        self.guard(record, Action::Conference)?;
        self.change_user_data(id, user_data, &[]);
        self.join_party(id, whom);
        Ok(())
    }

    /// Completes a consultation: it ends, and its parent goes to the consulted party, or that joins it.
    pub(super) fn complete(&mut self, id: InteractionId, completion: Completion) -> Result<(), Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(()) };
        let (action, input): (_, fn(Life) -> Option<Input>) = match completion {
            Completion::Transfer => (Action::CompleteTransfer, Input::transfer_completed),
            Completion::Conference => (Action::CompleteConference, Input::conference_completed),
        };
        let allowed = self.guard(record, action)?;
        let parent_step = self.parent_step(record, input, "interaction.completeTransfer/1")?;
        let (parent, consulted) = (record.parent, record.parties.clone());
        if let Allowed::Channel(step) = allowed {
            self.take_step(id, Some(step));
        }
        let Some(parent) = parent else { return Ok(()) };
        self.take_step(parent, Some(parent_step));
        match completion {
            Completion::Transfer => self.arrive_at_target(parent),
            Completion::Conference => consulted.into_iter().for_each(|name| self.join_party(parent, name)),
        }
        Ok(())
    }

    /// Open media that go to somebody who was asked before are there at once (`openmedia/7`).
    fn arrive_at_target(&mut self, id: InteractionId) {
        let life = self.records.get(&id).map(|record| record.life);
        if let Some(life @ Life::OpenMedia(_)) = life {
            self.take_step(id, life.step(Input::OpenMedia(OpenMediaInput::FarEndAnswers)));
        }
    }

    /// The consultation that is meant by its own id, or by that of what it is about.
    pub(super) fn consultation_of(
        &self,
        id: InteractionId,
        completion: Completion,
    ) -> Result<InteractionId, Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(id) };
        if record.is_consultation() {
            return Ok(id);
        }
        let child =
            record.child.filter(|child| self.records.get(child).is_some_and(|it| it.is_consultation()));
        let clause = match completion {
            Completion::Transfer => "interaction.completeTransfer/4",
            Completion::Conference => "interaction.completeConference/4",
        };
        child.ok_or_else(|| Blocked::new(Reason::NoConsultation, clause))
    }

    /// Places the call of a preview (`preview/4`).
    pub(super) fn call_preview(
        &mut self,
        id: InteractionId,
        handle: Option<u64>,
    ) -> Result<Option<InteractionId>, Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(None) };
        self.guard(record, Action::CallPreview)?;
        let crate::record::Content::Preview(preview) = &record.content else { return Ok(None) };
        if let Some(handle) = handle.filter(|handle| *handle != super::arrive::RECORD_HANDLE) {
            return Err(Blocked::new(Reason::NoRecord { handle }, "canned/21"));
        }
        let (phone, user_data) = (preview.phone.clone(), record.user_data.clone());
        let call = self.dial(phone, user_data, Some(id));
        if let Some(preview) = self.records.get_mut(&id) {
            preview.child = Some(call);
        }
        Ok(Some(call))
    }

    /// Writes a line into a chat; it has no event of its own.
    pub(super) fn chat_line(
        &mut self,
        id: InteractionId,
        from: Option<String>,
        text: String,
    ) -> Result<(), Blocked> {
        let Some(record) = self.records.get(&id) else { return Ok(()) };
        self.guard(record, Action::ChatLine)?;
        let at = self.now;
        let Some(record) = self.records.get_mut(&id) else { return Ok(()) };
        let customer = record.parties.first().cloned().unwrap_or_default();
        let from = from.unwrap_or(customer);
        if let crate::record::Content::OpenMedia(content) = &mut record.content {
            content.transcript.push(crate::record::Line { at, from, text });
        }
        Ok(())
    }
}
