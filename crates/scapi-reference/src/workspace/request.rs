//! The methods of the Interaction namespace (`interaction.accept/1` and so on).
//! A refusal changes nothing and causes no event (`envelope/30`).

use scapi_schema::{
    UserData,
    interaction::{
        Accept, DeleteUserData, GetByInteractionId, GetInteractions, Interaction, Markdone, Reject,
        SetUserData,
    },
    parameter::Method,
    profile::{DeleteMissingKey, MarkdoneTwice, UnwritableKey},
};
use serde_json::Value;

use super::{Workspace, message::Success};
use crate::{
    record::InteractionId,
    refusal::RequestRefusal,
    view::{Viewer, key_is_allowed},
    voice::{VoiceInput, VoiceState},
};

impl Workspace {
    /// Calls a method that is in the table of all methods.
    pub(super) fn call_known(
        &mut self,
        name: &'static str,
        arguments: &[Value],
    ) -> Result<Success, RequestRefusal> {
        match name {
            Accept::NAME => self.accept(&Accept::from_arguments(arguments)?),
            DeleteUserData::NAME => self.delete_user_data(&DeleteUserData::from_arguments(arguments)?),
            GetByInteractionId::NAME => {
                Ok(self.get_by_interaction_id(&GetByInteractionId::from_arguments(arguments)?))
            }
            GetInteractions::NAME => Ok(self.get_interactions()),
            Markdone::NAME => self.markdone(&Markdone::from_arguments(arguments)?),
            Reject::NAME => self.reject(&Reject::from_arguments(arguments)?),
            SetUserData::NAME => self.set_user_data(SetUserData::from_arguments(arguments)?),
            method => Err(RequestRefusal::NotSupported { method: method.into() }),
        }
    }

    fn accept(&mut self, call: &Accept) -> Result<Success, RequestRefusal> {
        let id = self.live(Accept::NAME, &call.interaction_id)?;
        self.take_step(Accept::NAME, id, VoiceInput::Accept)
    }

    fn reject(&mut self, call: &Reject) -> Result<Success, RequestRefusal> {
        let id = self.live(Reject::NAME, &call.interaction_id)?;
        self.take_step(Reject::NAME, id, VoiceInput::Reject)
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
        let id = self.live(Markdone::NAME, &call.interaction_id)?;
        self.take_step(Markdone::NAME, id, VoiceInput::MarkDone)
    }

    fn get_by_interaction_id(&self, call: &GetByInteractionId) -> Success {
        let record = InteractionId::parse(&call.interaction_id).and_then(|id| self.records.get(&id));
        let interaction = record.map(|record| self.view().interaction(record, Viewer::App));
        Success::Data(interaction.as_ref().map_or(Value::Null, to_value))
    }

    fn get_interactions(&self) -> Success {
        let interactions = self.records.values().map(|record| self.view().interaction(record, Viewer::App));
        Success::Data(interactions.map(|interaction| to_value(&interaction)).collect())
    }

    fn set_user_data(&mut self, call: SetUserData) -> Result<Success, RequestRefusal> {
        let id = self.live(SetUserData::NAME, &call.interaction_id)?;
        let key_values = self.writable(call.key_values)?;
        self.require_open(SetUserData::NAME, id)?;
        self.write_user_data(id, key_values);
        Ok(Success::Void)
    }

    fn delete_user_data(&mut self, call: &DeleteUserData) -> Result<Success, RequestRefusal> {
        let id = self.live(DeleteUserData::NAME, &call.interaction_id)?;
        self.require_open(DeleteUserData::NAME, id)?;
        if !self.is_writable(&call.key) {
            return Err(RequestRefusal::UnwritableKey {
                method: DeleteUserData::NAME,
                key: call.key.clone(),
            });
        }
        if !self.erase_user_data(id, &call.key)
            && self.profile.delete_missing_key == DeleteMissingKey::Failure
        {
            return Err(RequestRefusal::NoUserDataKey {
                id: call.interaction_id.clone(),
                key: call.key.clone(),
            });
        }
        Ok(Success::Void)
    }

    /// The interaction with this id, if the agent has it.
    fn live(&self, method: &'static str, id: &str) -> Result<InteractionId, RequestRefusal> {
        let live = InteractionId::parse(id).filter(|id| self.records.contains_key(id));
        live.ok_or_else(|| RequestRefusal::NoInteraction { method, id: id.into() })
    }

    /// Whether an interaction with this id was in the agent's list, and is no more.
    fn was_here(&self, id: &str) -> bool {
        let given_out = |id: &InteractionId| (1..=self.last_id).contains(&id.0);
        InteractionId::parse(id).filter(given_out).is_some_and(|id| !self.records.contains_key(&id))
    }

    fn take_step(
        &mut self,
        method: &'static str,
        id: InteractionId,
        input: VoiceInput,
    ) -> Result<Success, RequestRefusal> {
        match self.apply(id, input) {
            Ok(()) => Ok(Success::Void),
            Err(refused) => {
                let (state, needed) = (refused.state, input.needed());
                Err(RequestRefusal::WrongState { method, id: id.wire(), state, needed })
            }
        }
    }

    /// User data of a call that is over cannot be written (`interaction.setUserData/4`, `voice/17`).
    fn require_open(&self, method: &'static str, id: InteractionId) -> Result<(), RequestRefusal> {
        match self.records.get(&id) {
            Some(record) if record.state == VoiceState::Idle => Err(RequestRefusal::WrongState {
                method,
                id: id.wire(),
                state: record.state.wire(),
                needed: "RINGING or TALKING",
            }),
            Some(_) | None => Ok(()),
        }
    }

    /// The pairs that may be written; or a refusal, as the profile says (`gate.userData/4`).
    fn writable(&self, key_values: UserData) -> Result<UserData, RequestRefusal> {
        let forbidden = key_values.keys().find(|key| !self.is_writable(key));
        match (forbidden, self.profile.unwritable_key) {
            (None, _) => Ok(key_values),
            (Some(key), UnwritableKey::FailAll) => {
                Err(RequestRefusal::UnwritableKey { method: SetUserData::NAME, key: key.clone() })
            }
            (Some(_), UnwritableKey::DropKey) => {
                Ok(key_values.into_iter().filter(|(key, _)| self.is_writable(key)).collect())
            }
        }
    }

    fn is_writable(&self, key: &str) -> bool {
        key_is_allowed(key, &self.profile.user_data_write_allowed, self.profile.user_data_key_patterns)
    }
}

fn to_value(interaction: &Interaction) -> Value {
    serde_json::to_value(interaction).unwrap_or_default()
}
