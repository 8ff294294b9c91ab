//! The methods of the Interaction namespace (`interaction.accept/1` and so on).
//! A refusal changes nothing and causes no event (`envelope/30`).

use alloc::string::{String, ToString};

use scapi_schema::{
    UserData,
    interaction::{
        Accept, BlockMarkdone, CompleteConference, CompleteTransfer, Consult, DeleteUserData,
        GetByInteractionId, GetInteractions, Markdone, Reject, SelectCaseByCaseId, SetUserData,
        SingleStepConference, SingleStepTransfer, UnblockMarkdone,
    },
    messenger::BroadcastMessage,
    parameter::Method,
    profile::{ChatExtensions, CreatedInteractionResult, DeleteMissingKey, MarkdoneTwice, UnwritableKey},
};
use serde_json::Value;

use super::{Workspace, hand_over::Completion, message::Success};
use crate::{
    action::{Action, Medium},
    frame::FrameId,
    record::{InteractionId, medium_of},
    refusal::{Blocked, RequestRefusal},
    target,
    view::{Viewer, key_is_allowed},
};

/// What `system.getAllowedServices` is called; its answer depends on who asks.
const ALLOWED_SERVICES: &str = "system.getAllowedServices";

impl Workspace {
    /// Calls a method that is in the table of all methods.
    pub(super) fn call_known(
        &mut self,
        frame: &FrameId,
        name: &'static str,
        arguments: &[Value],
    ) -> Result<Success, RequestRefusal> {
        match name {
            Accept::NAME => {
                let call = Accept::from_arguments(arguments)?;
                self.on_interaction(name, &call.interaction_id, |desk, id| desk.act(id, Action::Accept))
            }
            Reject::NAME => {
                let call = Reject::from_arguments(arguments)?;
                self.on_interaction(name, &call.interaction_id, |desk, id| desk.act(id, Action::Reject))
            }
            GetByInteractionId::NAME => {
                Ok(self.get_by_interaction_id(&GetByInteractionId::from_arguments(arguments)?))
            }
            GetInteractions::NAME => Ok(self.get_interactions()),
            SetUserData::NAME => self.set_user_data(SetUserData::from_arguments(arguments)?),
            DeleteUserData::NAME => self.delete_user_data(DeleteUserData::from_arguments(arguments)?),
            SelectCaseByCaseId::NAME => self.select_by_id(&SelectCaseByCaseId::from_arguments(arguments)?),
            Markdone::NAME => self.markdone(&Markdone::from_arguments(arguments)?),
            BlockMarkdone::NAME => self.block(BlockMarkdone::from_arguments(arguments)?),
            UnblockMarkdone::NAME => {
                let call = UnblockMarkdone::from_arguments(arguments)?;
                let id = self.live(name, &call.interaction_id)?;
                self.unblock_markdone(id);
                Ok(Success::Void)
            }
            Consult::NAME => self.consult_for_app(Consult::from_arguments(arguments)?),
            SingleStepTransfer::NAME => self.transfer_for_app(SingleStepTransfer::from_arguments(arguments)?),
            SingleStepConference::NAME => {
                self.conference_for_app(SingleStepConference::from_arguments(arguments)?)
            }
            CompleteTransfer::NAME => {
                let call = CompleteTransfer::from_arguments(arguments)?;
                self.on_interaction(name, &call.consult_interaction_id, |desk, id| {
                    desk.complete(id, Completion::Transfer)
                })
            }
            CompleteConference::NAME => {
                let call = CompleteConference::from_arguments(arguments)?;
                self.on_interaction(name, &call.consult_interaction_id, |desk, id| {
                    desk.complete(id, Completion::Conference)
                })
            }
            BroadcastMessage::NAME => self.broadcast(frame, arguments),
            ALLOWED_SERVICES => Ok(Success::Data(self.allowed_services(frame))),
            method => match self.call_voice(method, arguments) {
                Some(outcome) => outcome,
                None => Err(RequestRefusal::NotSupported { method: method.into() }),
            },
        }
    }

    /// Does something with an interaction that there has to be.
    fn on_interaction(
        &mut self,
        method: &'static str,
        id: &str,
        does: impl FnOnce(&mut Self, InteractionId) -> Result<(), Blocked>,
    ) -> Result<Success, RequestRefusal> {
        let live = self.live(method, id)?;
        let refused = |blocked| RequestRefusal::NotNow { method, id: id.into(), blocked };
        does(self, live).map_err(refused)?;
        Ok(Success::Void)
    }

    fn get_by_interaction_id(&self, call: &GetByInteractionId) -> Success {
        let record = self.find(&call.interaction_id);
        let interaction = record.map(|record| self.view().interaction(record, Viewer::App));
        Success::Data(interaction.map_or(Value::Null, Value::from))
    }

    fn get_interactions(&self) -> Success {
        let interactions = self.records.values().map(|record| self.view().interaction(record, Viewer::App));
        Success::Data(interactions.map(Value::from).collect())
    }

    fn select_by_id(&mut self, call: &SelectCaseByCaseId) -> Result<Success, RequestRefusal> {
        let no_case =
            |_| RequestRefusal::NoCase { method: SelectCaseByCaseId::NAME, id: call.case_id.clone() };
        self.select_case(&call.case_id).map_err(no_case)?;
        Ok(Success::Void)
    }

    fn markdone(&mut self, call: &Markdone) -> Result<Success, RequestRefusal> {
        if self.was_here(&call.interaction_id) {
            return match self.profile.markdone_twice {
                MarkdoneTwice::Success => Ok(Success::Void),
                MarkdoneTwice::Failure => {
                    Err(RequestRefusal::AlreadyMarkedDone { id: call.interaction_id.clone() })
                }
            };
        }
        self.on_interaction(Markdone::NAME, &call.interaction_id, Self::app_marks_done)
    }

    fn block(&mut self, call: BlockMarkdone) -> Result<Success, RequestRefusal> {
        let id = self.live(BlockMarkdone::NAME, &call.interaction_id)?;
        self.block_markdone(id, call.warning_message);
        Ok(Success::Void)
    }

    fn set_user_data(&mut self, call: SetUserData) -> Result<Success, RequestRefusal> {
        let id = self.live(SetUserData::NAME, &call.interaction_id)?;
        let key_values = self.writable(SetUserData::NAME, call.key_values)?;
        self.require_writable(SetUserData::NAME, id)?;
        self.change_user_data(id, key_values, &[]);
        Ok(Success::Void)
    }

    fn delete_user_data(&mut self, call: DeleteUserData) -> Result<Success, RequestRefusal> {
        let method = DeleteUserData::NAME;
        let id = self.live(method, &call.interaction_id)?;
        self.require_writable(method, id)?;
        if !self.is_writable(&call.key) {
            return match self.profile.unwritable_key {
                UnwritableKey::FailAll => Err(RequestRefusal::UnwritableKey { method, key: call.key }),
                UnwritableKey::DropKey => Ok(Success::Void),
            };
        }
        let missing = !self.has_user_data(id, &call.key);
        if missing && self.profile.delete_missing_key == DeleteMissingKey::Failure {
            return Err(RequestRefusal::NoUserDataKey { id: call.interaction_id, key: call.key });
        }
        self.change_user_data(id, UserData::new(), &[call.key]);
        Ok(Success::Void)
    }

    fn consult_for_app(&mut self, call: Consult) -> Result<Success, RequestRefusal> {
        let method = Consult::NAME;
        let id = self.live(method, &call.interaction_id)?;
        let (whom, media) = target::of_consultation(call.target_query, self.profile.consult_target_key)
            .map_err(|fault| RequestRefusal::Target { method, fault })?;
        let medium = self.records.get(&id).map(|record| record.media().to_string());
        let medium = media.clone().or(medium).unwrap_or_default();
        self.check_extensions(method, medium_of(&medium), call.extensions.as_ref())?;
        let user_data = self.writable(method, call.user_data.unwrap_or_default())?;
        let refused = |blocked| RequestRefusal::NotNow { method, id: call.interaction_id.clone(), blocked };
        let made = self.consult(id, whom, media.as_deref(), user_data).map_err(refused)?;
        Ok(self.created(made.unwrap_or(id)))
    }

    fn transfer_for_app(&mut self, call: SingleStepTransfer) -> Result<Success, RequestRefusal> {
        let method = SingleStepTransfer::NAME;
        let id = self.live(method, &call.interaction_id)?;
        target::of_single_step(call.target_query)
            .map_err(|fault| RequestRefusal::Target { method, fault })?;
        let user_data = self.writable(method, call.user_data.unwrap_or_default())?;
        self.on_interaction(method, &call.interaction_id, |desk, id| {
            desk.single_step_transfer(id, user_data)
        })?;
        Ok(self.created(id))
    }

    fn conference_for_app(&mut self, call: SingleStepConference) -> Result<Success, RequestRefusal> {
        let method = SingleStepConference::NAME;
        let id = self.live(method, &call.interaction_id)?;
        let whom = target::of_single_step(call.target_query)
            .map_err(|fault| RequestRefusal::Target { method, fault })?;
        let medium = self.records.get(&id).map_or(Medium::Voice, |record| record.medium());
        self.check_extensions(method, medium, call.extensions.as_ref())?;
        let user_data = self.writable(method, call.user_data.unwrap_or_default())?;
        self.on_interaction(method, &call.interaction_id, |desk, id| {
            desk.single_step_conference(id, whom, user_data)
        })?;
        Ok(self.created(id))
    }

    /// Extensions do not apply to chats (`interaction.consult/9`, `interaction.singleStepConference/7`).
    fn check_extensions(
        &self,
        method: &'static str,
        medium: Medium,
        extensions: Option<&UserData>,
    ) -> Result<(), RequestRefusal> {
        let given = extensions.is_some_and(|extensions| !extensions.is_empty());
        if given && medium == Medium::Chat && self.profile.chat_extensions == ChatExtensions::Failure {
            return Err(RequestRefusal::ChatExtensions { method });
        }
        Ok(())
    }

    /// The result of an operation that makes an interaction. The single-step forms make none at this desktop: the id is then
    /// that of the one handed over.
    fn created(&self, id: InteractionId) -> Success {
        match self.profile.created_interaction_result {
            CreatedInteractionResult::Absent => Success::Nothing,
            CreatedInteractionResult::InteractionId => Success::Data(id.wire().into()),
        }
    }

    /// The interaction with this id, if the agent has it.
    pub(super) fn live(&self, method: &'static str, id: &str) -> Result<InteractionId, RequestRefusal> {
        let live = self.find(id).map(|record| record.id);
        live.ok_or_else(|| RequestRefusal::NoInteraction { method, id: id.into() })
    }

    /// Whether an interaction with this id was in the agent's list, and is no more.
    fn was_here(&self, id: &str) -> bool {
        let given_out = |id: &InteractionId| (1..=self.last_id).contains(&id.0);
        InteractionId::parse(id).filter(given_out).is_some_and(|id| !self.records.contains_key(&id))
    }

    /// User data of what is over cannot be written (`interaction.setUserData/4`, `interaction.setUserData/6`).
    fn require_writable(&self, method: &'static str, id: InteractionId) -> Result<(), RequestRefusal> {
        let Some(record) = self.records.get(&id) else { return Ok(()) };
        let allowed = self.guard(record, Action::WriteUserData);
        allowed.map(drop).map_err(|blocked| RequestRefusal::NotNow { method, id: id.wire(), blocked })
    }

    /// The pairs that may be written; or a refusal, as the profile says (`gate.userData/4`).
    pub(super) fn writable(
        &self,
        method: &'static str,
        key_values: UserData,
    ) -> Result<UserData, RequestRefusal> {
        let forbidden: Option<String> = key_values.keys().find(|key| !self.is_writable(key)).cloned();
        match (forbidden, self.profile.unwritable_key) {
            (None, _) => Ok(key_values),
            (Some(key), UnwritableKey::FailAll) => Err(RequestRefusal::UnwritableKey { method, key }),
            (Some(_), UnwritableKey::DropKey) => {
                Ok(key_values.into_iter().filter(|(key, _)| self.is_writable(key)).collect())
            }
        }
    }

    fn is_writable(&self, key: &str) -> bool {
        key_is_allowed(key, &self.profile.user_data_write_allowed, self.profile.user_data_key_patterns)
    }
}
