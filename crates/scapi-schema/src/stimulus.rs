//! Stimuli: what the outside world, the far end or the agent does, as JSON tagged by `type`.
//! The same JSON in the control API, in the driver protocol and in conformance cases.

mod agent;
mod arrival;
mod error;
mod ongoing;

pub use agent::{
    AgentCallsPreview, AgentConsults, AgentCreatesEmail, AgentDials, AgentHandsOver, AgentPulls,
};
pub use arrival::{
    ConferenceInvite, InboundCall, InboundChat, InboundEmail, InboundWorkitem, InternalCall, PreviewMode,
    PreviewRecord,
};
pub use error::StimulusError;
pub use ongoing::{ChatLine, OnCase, OnInteraction, OnParty, UserDataChanged};

use alloc::boxed::Box;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::wire::kind;

/// One table of all stimuli: variant, content, and the value of `type`.
macro_rules! stimuli {
    ($($(#[$meta:meta])* $variant:ident($content:ty) = $name:literal,)+) => {
        /// Something that happens to the session from outside of the API.
        ///
        /// ```
        /// use scapi_schema::stimulus::Stimulus;
        /// use serde_json::json;
        ///
        /// let call = Stimulus::from_value(json!({ "type": "inbound-call", "ani": "+33298000000" }))?;
        /// assert_eq!(call.name(), "inbound-call");
        ///
        /// let error = Stimulus::from_value(json!({ "type": "inbound-cal" })).unwrap_err();
        /// assert!(error.to_string().ends_with("did you mean \"inbound-call\"?"));
        /// # Ok::<(), scapi_schema::stimulus::StimulusError>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(tag = "type")]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        pub enum Stimulus {
            $($(#[$meta])* #[serde(rename = $name)] $variant($content),)+
        }

        impl Stimulus {
            /// Every value of `type`.
            pub const NAMES: &'static [&'static str] = &[$($name,)+];

            /// The value of `type`.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $name,)+
                }
            }

            fn from_tag(tag: &str, content: Value) -> Result<Self, StimulusError> {
                match tag {
                    $($name => read::<$content>(tag, content).map(Self::$variant),)+
                    unknown => Err(StimulusError::unknown_type(unknown)),
                }
            }
        }
    };
}

stimuli! {
    /// World: a customer's call is offered to the agent.
    InboundCall(Box<InboundCall>) = "inbound-call",
    /// World: another agent calls.
    InternalCall(Box<InternalCall>) = "internal-call",
    /// World: a customer's chat is offered to the agent.
    InboundChat(Box<InboundChat>) = "inbound-chat",
    /// World: a customer's e-mail is offered to the agent.
    InboundEmail(Box<InboundEmail>) = "inbound-email",
    /// World: a work item, or an interaction of a medium that the site defines, is offered to the agent.
    InboundWorkitem(Box<InboundWorkitem>) = "inbound-workitem",
    /// World: a record of an outbound campaign reaches the agent.
    PreviewRecord(Box<PreviewRecord>) = "preview-record",
    /// World: the agent is invited into a conference on open media.
    ConferenceInvite(Box<ConferenceInvite>) = "conference-invite",
    /// Far end: answers.
    FarEndAnswers(OnInteraction) = "far-end-answers",
    /// Far end: refuses.
    FarEndRefuses(OnInteraction) = "far-end-refuses",
    /// Far end: is busy.
    FarEndBusy(OnInteraction) = "far-end-busy",
    /// Far end: does not answer.
    FarEndNoAnswer(OnInteraction) = "far-end-no-answer",
    /// Far end: hangs up.
    FarEndHangsUp(OnInteraction) = "far-end-hangs-up",
    /// Far end: somebody joins.
    PartyJoins(OnParty) = "party-joins",
    /// Far end: somebody leaves.
    PartyLeaves(OnParty) = "party-leaves",
    /// Far end: writes a line into the chat.
    ChatLine(ChatLine) = "chat-line",
    /// Chat server: the session is being joined.
    ChatJoinPending(OnInteraction) = "chat-join-pending",
    /// Chat server: the session cannot be joined.
    ChatJoinFails(OnInteraction) = "chat-join-fails",
    /// Chat server: the transcript is being loaded.
    ChatHistoryLoading(OnInteraction) = "chat-history-loading",
    /// Chat server: the transcript has been loaded.
    ChatHistoryLoaded(OnInteraction) = "chat-history-loaded",
    /// Routing: takes the offer of open media back.
    RouteRevoked(OnInteraction) = "route-revoked",
    /// Routing: gives the ringing call to somebody else.
    CallRedirected(OnInteraction) = "call-redirected",
    /// Routing or another agent: changes user data.
    UserDataChanged(UserDataChanged) = "user-data-changed",
    /// Routing: something goes wrong with open media.
    MediaError(OnInteraction) = "media-error",
    /// Routing: the host loses track of the interaction.
    StateUnknown(OnInteraction) = "state-unknown",
    /// Routing: the host knows the state of the interaction again.
    StateRecovered(OnInteraction) = "state-recovered",
    /// Agent: takes what is offered.
    AgentAccepts(OnInteraction) = "agent-accepts",
    /// Agent: declines what is offered.
    AgentRejects(OnInteraction) = "agent-rejects",
    /// Agent: places a call.
    AgentDials(AgentDials) = "agent-dials",
    /// Agent: puts the call on hold.
    AgentHolds(OnInteraction) = "agent-holds",
    /// Agent: takes the call off hold.
    AgentRetrieves(OnInteraction) = "agent-retrieves",
    /// Agent: hangs up.
    AgentHangsUp(OnInteraction) = "agent-hangs-up",
    /// Agent: asks somebody about the interaction.
    AgentConsults(Box<AgentConsults>) = "agent-consults",
    /// Agent: hands the interaction to a target; without one, completes the transfer to the consulted party.
    AgentTransfers(Box<AgentHandsOver>) = "agent-transfers",
    /// Agent: brings a target into the interaction; without one, the consulted party.
    AgentConferences(Box<AgentHandsOver>) = "agent-conferences",
    /// Agent: leaves the conference; the others go on.
    AgentLeavesConference(OnInteraction) = "agent-leaves-conference",
    /// Agent: starts the recording of the call.
    AgentStartsRecording(OnInteraction) = "agent-starts-recording",
    /// Agent: pauses the recording.
    AgentPausesRecording(OnInteraction) = "agent-pauses-recording",
    /// Agent: resumes the recording.
    AgentResumesRecording(OnInteraction) = "agent-resumes-recording",
    /// Agent: stops the recording.
    AgentStopsRecording(OnInteraction) = "agent-stops-recording",
    /// Agent: begins an e-mail.
    AgentCreatesEmail(AgentCreatesEmail) = "agent-creates-email",
    /// Agent: begins a reply to the e-mail.
    AgentReplies(OnInteraction) = "agent-replies",
    /// Agent: takes an interaction of open media out of a workbin.
    AgentPulls(AgentPulls) = "agent-pulls",
    /// Agent: saves the e-mail.
    AgentSaves(OnInteraction) = "agent-saves",
    /// Agent: sends the e-mail.
    AgentSends(OnInteraction) = "agent-sends",
    /// Agent: throws the e-mail away.
    AgentCancels(OnInteraction) = "agent-cancels",
    /// Agent: places the call of the preview.
    AgentCallsPreview(AgentCallsPreview) = "agent-calls-preview",
    /// Agent: turns the preview down.
    AgentRejectsPreview(OnInteraction) = "agent-rejects-preview",
    /// Agent: gives the preview up.
    AgentCancelsPreview(OnInteraction) = "agent-cancels-preview",
    /// Agent: selects a case.
    AgentSelectsCase(OnCase) = "agent-selects-case",
    /// Agent: expands a case.
    AgentExpandsCase(OnCase) = "agent-expands-case",
    /// Agent: collapses a case.
    AgentCollapsesCase(OnCase) = "agent-collapses-case",
    /// Agent: clicks Mark Done.
    AgentMarksDone(OnInteraction) = "agent-marks-done",
}

impl Stimulus {
    /// Reads the tag, then the content.
    ///
    /// # Errors
    /// The fault, the JSON pointer of it, and the nearest known name.
    pub fn from_value(mut value: Value) -> Result<Self, StimulusError> {
        let Value::Object(fields) = &mut value else {
            return Err(StimulusError::NotAnObject { got: kind(&value) });
        };
        match fields.remove("type") {
            Some(Value::String(tag)) => Self::from_tag(&tag, value),
            Some(other) => Err(StimulusError::TypeNotAString { got: kind(&other) }),
            None => Err(StimulusError::NoType),
        }
    }
}

fn read<T: DeserializeOwned>(tag: &str, content: Value) -> Result<T, StimulusError> {
    serde_json::from_value(content).map_err(|error| StimulusError::content(tag, &error))
}

impl<'de> Deserialize<'de> for Stimulus {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_value(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
