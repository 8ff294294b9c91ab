//! The methods of the Voice namespace that the machine has anyway (`voice.dial/1` and after), and `messenger.broadcastMessage`.
//! They drive the same actions as the agent's stimuli.

use alloc::string::String;

use scapi_schema::{
    UserData,
    envelope::Event,
    event::MESSENGER_PREFIX,
    messenger::BroadcastMessage,
    parameter::{Method, ParameterError},
    voice::{
        Answer, Dial, DialEx, HangUp, Hold, PauseCallRecording, Resume, ResumeCallRecording,
        StartCallRecording, StopCallRecording,
    },
};
use serde_json::Value;

use super::{Workspace, message::Success, report::Raised};
use crate::{
    action::{Action, Medium},
    frame::FrameId,
    record::Record,
    refusal::{Blocked, Reason, RequestRefusal},
};

impl Workspace {
    /// Calls a method of the Voice namespace; none if it is not of that.
    pub(super) fn call_voice(
        &mut self,
        name: &'static str,
        arguments: &[Value],
    ) -> Option<Result<Success, RequestRefusal>> {
        let action = match name {
            Dial::NAME => return Some(self.voice_dial(arguments)),
            DialEx::NAME => return Some(self.voice_dial_ex(arguments)),
            Answer::NAME => {
                Answer::from_arguments(arguments).map(|call| (call.interaction_id, Action::Accept))
            }
            Hold::NAME => Hold::from_arguments(arguments).map(|call| (call.interaction_id, Action::Hold)),
            Resume::NAME => {
                Resume::from_arguments(arguments).map(|call| (call.interaction_id, Action::Retrieve))
            }
            HangUp::NAME => {
                HangUp::from_arguments(arguments).map(|call| (call.interaction_id, Action::HangUp))
            }
            StartCallRecording::NAME => StartCallRecording::from_arguments(arguments)
                .map(|call| (call.interaction_id, Action::StartRecording)),
            StopCallRecording::NAME => StopCallRecording::from_arguments(arguments)
                .map(|call| (call.interaction_id, Action::StopRecording)),
            PauseCallRecording::NAME => PauseCallRecording::from_arguments(arguments)
                .map(|call| (call.interaction_id, Action::PauseRecording)),
            ResumeCallRecording::NAME => ResumeCallRecording::from_arguments(arguments)
                .map(|call| (call.interaction_id, Action::ResumeRecording)),
            _ => return None,
        };
        Some(action.map_err(Into::into).and_then(|(id, action)| self.on_call(name, &id, action)))
    }

    /// Does something with a call; what is no call has no such operation.
    fn on_call(&mut self, method: &'static str, id: &str, action: Action) -> Result<Success, RequestRefusal> {
        let live = self.live(method, id)?;
        let is_call = self.find(id).map_or(Ok(()), is_call);
        let outcome = is_call.and_then(|()| self.act(live, action));
        outcome.map_err(|blocked| RequestRefusal::NotNow { method, id: id.into(), blocked })?;
        Ok(Success::Void)
    }

    fn voice_dial(&mut self, arguments: &[Value]) -> Result<Success, RequestRefusal> {
        let Dial { destination, user_data } = Dial::from_arguments(arguments)?;
        self.dial_for_app(Dial::NAME, destination, user_data)
    }

    /// Extensions are for the telephony server, which is not here.
    fn voice_dial_ex(&mut self, arguments: &[Value]) -> Result<Success, RequestRefusal> {
        let DialEx { destination, user_data, extensions: _ } = DialEx::from_arguments(arguments)?;
        self.dial_for_app(DialEx::NAME, destination, user_data)
    }

    fn dial_for_app(
        &mut self,
        method: &'static str,
        destination: String,
        user_data: Option<UserData>,
    ) -> Result<Success, RequestRefusal> {
        if destination.is_empty() {
            return Err(empty(method, "destination", "a number to call", "voice.dial/1"));
        }
        let user_data = self.writable(method, user_data.unwrap_or_default())?;
        self.dial(destination, user_data, None);
        Ok(Success::Void)
    }

    /// Delivers a message to the other frames that have subscribed to the channel.
    pub(super) fn broadcast(
        &mut self,
        frame: &FrameId,
        arguments: &[Value],
    ) -> Result<Success, RequestRefusal> {
        let BroadcastMessage { channel, message } = BroadcastMessage::from_arguments(arguments)?;
        if channel.is_empty() {
            let clause = "messenger.broadcastMessage/2";
            return Err(empty(BroadcastMessage::NAME, "channel", "the name of a channel", clause));
        }
        let event = Event::new(alloc::format!("{MESSENGER_PREFIX}{channel}"), message);
        self.raised.push(Raised { event, except: Some(frame.clone()) });
        Ok(Success::Void)
    }
}

/// The methods of the Voice namespace are for calls, also those that other media know by another name.
pub(super) fn is_call(record: &Record) -> Result<(), Blocked> {
    match record.medium() {
        Medium::Voice => Ok(()),
        _ => Err(Blocked::new(Reason::Medium { media: record.media().into() }, "openmedia/10")),
    }
}

/// The first parameter is a string, but an empty one.
fn empty(
    method: &'static str,
    name: &'static str,
    expected: &'static str,
    clause: &'static str,
) -> RequestRefusal {
    ParameterError { method, index: 0, name, expected, got: "an empty string".into(), clause }.into()
}
