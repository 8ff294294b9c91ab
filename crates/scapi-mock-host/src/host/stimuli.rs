//! Stimuli as a Rust test writes them: `host.inbound_call().from("+33…").await?`, `host.far_end_answers(&id).await?`.
//! Each is one of [`Stimulus`]; the JSON form is [`MockHost::stimulus`].

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
};

use scapi_schema::{
    UserData, Value,
    interaction::{ConsultTarget, ConsultTargetQuery, Contact, Target, TargetQuery},
    stimulus::{
        AgentCallsPreview, AgentConsults, AgentCreatesEmail, AgentDials, AgentHandsOver, AgentPulls,
        ChatLine, ConferenceInvite, InboundCall, InboundChat, InboundEmail, InboundWorkitem, InternalCall,
        OnCase, OnInteraction, OnParty, PreviewMode, PreviewRecord, Stimulus, UserDataChanged,
    },
};

use super::{Caused, HostError, MockHost};

/// A stimulus that happens when it is awaited.
#[derive(Debug)]
#[must_use = "nothing happens before it is awaited"]
pub struct Happening<'a, S> {
    host: &'a MockHost,
    stimulus: S,
}

/// What can be made into a stimulus.
pub trait IntoStimulus: Send {
    /// The stimulus.
    fn into_stimulus(self) -> Stimulus;
}

impl IntoStimulus for Stimulus {
    fn into_stimulus(self) -> Self {
        self
    }
}

impl<'a, S: IntoStimulus + 'a> IntoFuture for Happening<'a, S> {
    type Output = Result<Caused, HostError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        let Happening { host, stimulus } = self;
        Box::pin(async move { host.happens(stimulus.into_stimulus()).await })
    }
}

/// Declares the arrivals: what they are, and what every one of them takes.
macro_rules! arrivals {
    ($($type:ident)+) => {
        $(
            impl IntoStimulus for $type {
                fn into_stimulus(self) -> Stimulus {
                    Stimulus::$type(Box::new(self))
                }
            }

            impl Happening<'_, $type> {
                /// A key of the attached user data.
                pub fn user_data(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
                    self.stimulus.user_data.insert(key.into(), value.into());
                    self
                }

                /// Who the customer is.
                pub fn contact(mut self, contact: Contact) -> Self {
                    self.stimulus.contact = Some(contact);
                    self
                }

                /// The case to put it into; a new one otherwise.
                pub fn case_id(mut self, case_id: impl Into<String>) -> Self {
                    self.stimulus.case_id = Some(case_id.into());
                    self
                }
            }
        )+
    };
}

arrivals! { InboundCall InternalCall InboundChat InboundEmail InboundWorkitem PreviewRecord ConferenceInvite }

/// Declares fields of arrivals that a test often sets.
macro_rules! fields {
    ($($type:ident { $($(#[$meta:meta])* $name:ident => $field:ident,)+ })+) => {
        $(impl Happening<'_, $type> {
            $($(#[$meta])*
            pub fn $name(mut self, $field: impl Into<String>) -> Self {
                self.stimulus.$field = $field.into();
                self
            })+
        })+
    };
}

fields! {
    InboundCall {
        /// The number that calls.
        from => ani,
        /// The number that was called.
        to => dnis,
    }
    InternalCall {
        /// The name of the agent who calls.
        from => from,
        /// The number of the agent who calls.
        ani => ani,
    }
    InboundChat {
        /// What the customer is called in the chat.
        from => nickname,
    }
    InboundEmail {
        /// The address that it is from.
        from => from,
        /// What it is about.
        subject => subject,
    }
    InboundWorkitem {
        /// The medium: `workitem`, or what the site defines.
        media => media,
    }
    PreviewRecord {
        /// The campaign.
        campaign => campaign,
        /// The number to dial.
        phone => phone,
    }
    ConferenceInvite {
        /// The medium.
        media => media,
        /// The name of the agent who invites.
        from => from,
    }
}

impl Happening<'_, PreviewRecord> {
    /// How it reaches the agent.
    pub fn mode(mut self, mode: PreviewMode) -> Self {
        self.stimulus.mode = mode;
        self
    }
}

/// Declares the methods of arrivals.
macro_rules! arrive {
    ($($(#[$meta:meta])* $name:ident: $type:ident,)+) => {
        impl MockHost {
            $($(#[$meta])*
            pub fn $name(&self) -> Happening<'_, $type> {
                Happening { host: self, stimulus: $type::default() }
            })+
        }
    };
}

arrive! {
    /// A customer's call is offered to the agent.
    ///
    /// ```
    /// # use scapi_mock_host::MockHost;
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let host = MockHost::start().await;
    /// let call = host.inbound_call().from("+33298000000").user_data("Segment", "Gold").await?;
    /// assert_eq!(call.interaction.state.as_str(), "RINGING");
    /// host.agent_accepts(&call).await?;
    /// # Ok::<(), scapi_mock_host::HostError>(()) }).unwrap();
    /// ```
    inbound_call: InboundCall,
    /// Another agent calls.
    internal_call: InternalCall,
    /// A customer's chat is offered to the agent.
    inbound_chat: InboundChat,
    /// A customer's e-mail is offered to the agent.
    inbound_email: InboundEmail,
    /// A work item, or an interaction of a medium that the site defines, is offered to the agent.
    inbound_workitem: InboundWorkitem,
    /// A record of an outbound campaign reaches the agent.
    preview_record: PreviewRecord,
    /// The agent is invited into a conference on open media.
    conference_invite: ConferenceInvite,
}

/// What a stimulus can be about: an id, or what another stimulus made.
pub trait AnInteraction {
    /// The id.
    fn id(&self) -> &str;
}

impl AnInteraction for str {
    fn id(&self) -> &str {
        self
    }
}

impl AnInteraction for String {
    fn id(&self) -> &str {
        self
    }
}

impl AnInteraction for Caused {
    fn id(&self) -> &str {
        &self.interaction.interaction_id
    }
}

/// Declares the stimuli that take the id of an interaction and nothing else.
macro_rules! on_interaction {
    ($($(#[$meta:meta])* $name:ident: $variant:ident,)+) => {
        impl MockHost {
            $($(#[$meta])*
            pub fn $name(&self, on: &(impl AnInteraction + ?Sized)) -> Happening<'_, Stimulus> {
                let stimulus = Stimulus::$variant(OnInteraction::new(on.id()));
                Happening { host: self, stimulus }
            })+
        }
    };
}

on_interaction! {
    /// The far end answers.
    far_end_answers: FarEndAnswers,
    /// The far end refuses.
    far_end_refuses: FarEndRefuses,
    /// The far end is busy.
    far_end_busy: FarEndBusy,
    /// The far end does not answer.
    far_end_no_answer: FarEndNoAnswer,
    /// The far end hangs up.
    far_end_hangs_up: FarEndHangsUp,
    /// The chat session is being joined.
    chat_join_pending: ChatJoinPending,
    /// The chat session cannot be joined.
    chat_join_fails: ChatJoinFails,
    /// The transcript is being loaded.
    chat_history_loading: ChatHistoryLoading,
    /// The transcript has been loaded.
    chat_history_loaded: ChatHistoryLoaded,
    /// Routing takes the offer of open media back.
    route_revoked: RouteRevoked,
    /// Routing gives the ringing call to somebody else.
    call_redirected: CallRedirected,
    /// Something goes wrong with open media.
    media_error: MediaError,
    /// The host loses track of the interaction.
    state_unknown: StateUnknown,
    /// The host knows the state of the interaction again.
    state_recovered: StateRecovered,
    /// The agent takes what is offered.
    agent_accepts: AgentAccepts,
    /// The agent declines what is offered.
    agent_rejects: AgentRejects,
    /// The agent puts the call on hold.
    agent_holds: AgentHolds,
    /// The agent takes the call off hold.
    agent_retrieves: AgentRetrieves,
    /// The agent hangs up.
    agent_hangs_up: AgentHangsUp,
    /// The agent leaves the conference.
    agent_leaves_conference: AgentLeavesConference,
    /// The agent starts the recording of the call.
    agent_starts_recording: AgentStartsRecording,
    /// The agent pauses the recording.
    agent_pauses_recording: AgentPausesRecording,
    /// The agent resumes the recording.
    agent_resumes_recording: AgentResumesRecording,
    /// The agent stops the recording.
    agent_stops_recording: AgentStopsRecording,
    /// The agent begins a reply to the e-mail.
    agent_replies: AgentReplies,
    /// The agent saves the e-mail.
    agent_saves: AgentSaves,
    /// The agent sends the e-mail.
    agent_sends: AgentSends,
    /// The agent throws the e-mail away.
    agent_cancels: AgentCancels,
    /// The agent turns the preview down.
    agent_rejects_preview: AgentRejectsPreview,
    /// The agent gives the preview up.
    agent_cancels_preview: AgentCancelsPreview,
    /// The agent clicks Mark Done.
    agent_marks_done: AgentMarksDone,
}

/// Declares the stimuli about cases.
macro_rules! on_case {
    ($($(#[$meta:meta])* $name:ident: $variant:ident,)+) => {
        impl MockHost {
            $($(#[$meta])*
            pub fn $name(&self, case_id: impl Into<String>) -> Happening<'_, Stimulus> {
                Happening { host: self, stimulus: Stimulus::$variant(OnCase { case_id: case_id.into() }) }
            })+
        }
    };
}

on_case! {
    /// The agent selects a case.
    agent_selects_case: AgentSelectsCase,
    /// The agent expands a case.
    agent_expands_case: AgentExpandsCase,
    /// The agent collapses a case.
    agent_collapses_case: AgentCollapsesCase,
}

impl MockHost {
    /// Somebody joins.
    pub fn party_joins(
        &self,
        on: &(impl AnInteraction + ?Sized),
        name: impl Into<String>,
    ) -> Happening<'_, Stimulus> {
        let party = OnParty { interaction_id: on.id().into(), name: name.into() };
        Happening { host: self, stimulus: Stimulus::PartyJoins(party) }
    }

    /// Somebody leaves.
    pub fn party_leaves(
        &self,
        on: &(impl AnInteraction + ?Sized),
        name: impl Into<String>,
    ) -> Happening<'_, Stimulus> {
        let party = OnParty { interaction_id: on.id().into(), name: name.into() };
        Happening { host: self, stimulus: Stimulus::PartyLeaves(party) }
    }

    /// The customer writes a line into the chat.
    pub fn chat_line(
        &self,
        on: &(impl AnInteraction + ?Sized),
        text: impl Into<String>,
    ) -> Happening<'_, Stimulus> {
        let line = ChatLine { interaction_id: on.id().into(), text: text.into(), from: None };
        Happening { host: self, stimulus: Stimulus::ChatLine(line) }
    }

    /// Routing or another agent sets user data.
    pub fn user_data_changed(
        &self,
        on: &(impl AnInteraction + ?Sized),
        set: UserData,
    ) -> Happening<'_, Stimulus> {
        let change = UserDataChanged { interaction_id: on.id().into(), set, delete: Vec::new() };
        Happening { host: self, stimulus: Stimulus::UserDataChanged(change) }
    }

    /// The agent places a call.
    pub fn agent_dials(&self, destination: impl Into<String>) -> Happening<'_, Stimulus> {
        let dials = AgentDials { destination: destination.into(), user_data: UserData::new() };
        Happening { host: self, stimulus: Stimulus::AgentDials(dials) }
    }

    /// The agent begins an e-mail.
    pub fn agent_creates_email(&self, destination: impl Into<String>) -> Happening<'_, Stimulus> {
        let email = AgentCreatesEmail { destination: destination.into(), user_data: UserData::new() };
        Happening { host: self, stimulus: Stimulus::AgentCreatesEmail(email) }
    }

    /// The agent takes an interaction of this medium out of a workbin.
    pub fn agent_pulls(&self, media: impl Into<String>) -> Happening<'_, Stimulus> {
        let pulls = AgentPulls { media: media.into(), ..AgentPulls::default() };
        Happening { host: self, stimulus: Stimulus::AgentPulls(pulls) }
    }

    /// The agent asks somebody about the interaction; gives the consultation. A text is the number of a custom contact.
    pub fn agent_consults(
        &self,
        on: &(impl AnInteraction + ?Sized),
        target: impl Into<To<ConsultTarget>>,
    ) -> Happening<'_, Stimulus> {
        let target = match target.into() {
            To::Number(number) => ConsultTargetQuery::Destination(number),
            To::Target(target) => ConsultTargetQuery::Object(target),
        };
        let consults = AgentConsults { interaction_id: on.id().into(), target, user_data: UserData::new() };
        Happening { host: self, stimulus: Stimulus::AgentConsults(Box::new(consults)) }
    }

    /// The agent hands the interaction to a target in one step.
    pub fn agent_transfers(
        &self,
        on: &(impl AnInteraction + ?Sized),
        target: impl Into<To<Target>>,
    ) -> Happening<'_, Stimulus> {
        Happening { host: self, stimulus: Stimulus::AgentTransfers(hands_over(on.id(), Some(target.into()))) }
    }

    /// The agent brings a target into the interaction in one step.
    pub fn agent_conferences(
        &self,
        on: &(impl AnInteraction + ?Sized),
        target: impl Into<To<Target>>,
    ) -> Happening<'_, Stimulus> {
        Happening {
            host: self,
            stimulus: Stimulus::AgentConferences(hands_over(on.id(), Some(target.into()))),
        }
    }

    /// The agent completes the transfer to the party that was consulted.
    pub fn agent_completes_transfer(
        &self,
        consultation: &(impl AnInteraction + ?Sized),
    ) -> Happening<'_, Stimulus> {
        Happening { host: self, stimulus: Stimulus::AgentTransfers(hands_over(consultation.id(), None)) }
    }

    /// The agent brings the party that was consulted in.
    pub fn agent_completes_conference(
        &self,
        consultation: &(impl AnInteraction + ?Sized),
    ) -> Happening<'_, Stimulus> {
        Happening { host: self, stimulus: Stimulus::AgentConferences(hands_over(consultation.id(), None)) }
    }

    /// The agent places the call of the preview; gives the call.
    pub fn agent_calls_preview(&self, on: &(impl AnInteraction + ?Sized)) -> Happening<'_, Stimulus> {
        let calls = AgentCallsPreview { interaction_id: on.id().into(), record_handle: None };
        Happening { host: self, stimulus: Stimulus::AgentCallsPreview(calls) }
    }
}

/// To whom: a number, or a target with its type.
#[derive(Clone, Debug)]
pub enum To<T> {
    /// The number of a custom contact.
    Number(String),
    /// A target with its type.
    Target(T),
}

impl<T> From<&str> for To<T> {
    fn from(number: &str) -> Self {
        Self::Number(number.into())
    }
}

impl From<Target> for To<Target> {
    fn from(target: Target) -> Self {
        Self::Target(target)
    }
}

impl From<ConsultTarget> for To<ConsultTarget> {
    fn from(target: ConsultTarget) -> Self {
        Self::Target(target)
    }
}

fn hands_over(id: &str, target: Option<To<Target>>) -> Box<AgentHandsOver> {
    let target = target.map(|target| match target {
        To::Number(number) => TargetQuery::Destination(number),
        To::Target(target) => TargetQuery::Object(target),
    });
    Box::new(AgentHandsOver { interaction_id: id.into(), target, user_data: UserData::new() })
}
