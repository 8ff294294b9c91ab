//! Why the host does not do what was asked: of a request (the text becomes `errorMessage`) and of a stimulus.
//! Each variant is one fault; its text names it and, where it can, what would be right.

use alloc::{
    boxed::Box,
    format,
    string::{String, ToString},
    vec::Vec,
};

use scapi_schema::{
    envelope::EnvelopeError,
    interaction::{RecordingState, State},
    parameter::ParameterError,
};

pub use crate::target::TargetFault;

/// What keeps an action from being done now, and the clause behind it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Blocked {
    /// The fact.
    pub reason: Box<Reason>,
    /// Where it comes from.
    pub clause: &'static str,
}

impl Blocked {
    /// A fact and its clause.
    #[must_use]
    pub fn new(reason: Reason, clause: &'static str) -> Self {
        Self { reason: Box::new(reason), clause }
    }
}

/// A fact about an interaction that keeps an action from being done; the text goes on after "interaction … ".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It is in another state.
    #[error("is in state {state}, it must be {}", either(needed))]
    State {
        /// Its state.
        state: State,
        /// The states that would do.
        needed: Vec<State>,
    },
    /// Its medium has no such operation.
    #[error("is of the medium {media}, which has no such operation")]
    Medium {
        /// The medium.
        media: String,
    },
    /// The medium that was asked for has no consultations.
    #[error("cannot be asked about by the medium {media}; consultations are by voice or chat")]
    ConsultationMedium {
        /// The medium.
        media: String,
    },
    /// The recording is in another state.
    #[error("has the recording state {recording}, it must be {}", either(needed))]
    Recording {
        /// The state of the recording.
        recording: RecordingState,
        /// The states that would do.
        needed: Vec<RecordingState>,
    },
    /// It is no consultation.
    #[error("is no consultation")]
    NotAConsultation,
    /// There is no consultation to be completed.
    #[error("is no consultation and has none that could be completed; with a target it is done in one step")]
    NoConsultation,
    /// It is a consultation.
    #[error("is a consultation itself")]
    IsAConsultation,
    /// There is a consultation about it.
    #[error("has a consultation already, \"{id}\"")]
    HasConsultation {
        /// The consultation.
        id: String,
    },
    /// What the consultation is about is not in a state to be completed.
    #[error("is about interaction \"{id}\", which is in state {state}, it must be {}", either(needed))]
    Parent {
        /// The parent.
        id: String,
        /// Its state.
        state: State,
        /// The states that would do.
        needed: Vec<State>,
    },
    /// What the consultation is about has left.
    #[error("is about an interaction that is gone")]
    ParentGone,
    /// The consulted party came by another medium.
    #[error("is of the medium {media}, and what it is about of {parent}, so that they make no conference")]
    OtherMedium {
        /// The medium of the consultation.
        media: String,
        /// That of its parent.
        parent: String,
    },
    /// There is nobody besides the far end.
    #[error("is no conference")]
    NotAConference,
    /// Nobody takes part besides the agent.
    #[error("has no other party than the agent")]
    NobodyElse,
    /// Nobody of this name takes part.
    #[error("has no party \"{name}\"; there is {}", quoted(parties))]
    NoParty {
        /// The name.
        name: String,
        /// Who takes part.
        parties: Vec<String>,
    },
    /// The call of the preview is under way.
    #[error("has been called already, as \"{id}\"")]
    CalledAlready {
        /// The call.
        id: String,
    },
    /// The chain of the preview has no such record.
    #[error("has one record in its chain, with the handle 1, got {handle}")]
    NoRecord {
        /// The handle that came.
        handle: u64,
    },
    /// Mark done is blocked.
    #[error("is blocked from being marked done: {warning}")]
    MarkdoneBlocked {
        /// The text of the block.
        warning: String,
    },
    /// The case is expanded already.
    #[error("belongs to a case that is expanded already")]
    CaseExpanded,
    /// The case is collapsed already.
    #[error("belongs to a case that is collapsed already")]
    CaseCollapsed,
}

/// A list that finishes "it must be".
fn either<T: ToString>(options: &[T]) -> String {
    let names: Vec<String> = options.iter().map(ToString::to_string).collect();
    match names.as_slice() {
        [] => "another one".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// Why a request fails.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefusal {
    /// The message is not one of an app.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// The frame's origin is not accepted.
    #[error("the origin {origin} is not accepted by this host")]
    OriginNotAccepted {
        /// The origin.
        origin: String,
    },
    /// The frame's origin may not use the service.
    #[error("the origin {origin} may not use {service}")]
    ServiceFiltered {
        /// The origin.
        origin: String,
        /// The service.
        service: String,
    },
    /// The frame's origin has made too many requests.
    #[error("too many requests from {origin}: {why}")]
    RateExceeded {
        /// The origin.
        origin: String,
        /// Which limit, and until when.
        why: String,
    },
    /// There is no such method.
    #[error("there is no method \"{given}\"{}", did_you_mean(suggestion.as_deref()))]
    UnknownMethod {
        /// What came.
        given: String,
        /// What it may have meant.
        suggestion: Option<String>,
    },
    /// The method exists, but this host does not do it.
    #[error("{method} is not supported yet by this host")]
    NotSupported {
        /// The method.
        method: String,
    },
    /// A parameter is missing or of the wrong kind.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// A target names nobody.
    #[error("{method}: {fault}")]
    Target {
        /// The method.
        method: &'static str,
        /// What is wrong with the target.
        fault: TargetFault,
    },
    /// There is no such interaction.
    #[error("{method}: no interaction has the id \"{id}\"")]
    NoInteraction {
        /// The method.
        method: &'static str,
        /// The id that came.
        id: String,
    },
    /// There is no such case.
    #[error("{method}: no interaction belongs to a case \"{id}\"")]
    NoCase {
        /// The method.
        method: &'static str,
        /// The id that came.
        id: String,
    },
    /// The interaction does not allow it now.
    #[error("{method}: interaction \"{id}\" {blocked}")]
    NotNow {
        /// The method.
        method: &'static str,
        /// The interaction.
        id: String,
        /// What keeps it from being done.
        blocked: Blocked,
    },
    /// Extensions do not apply to a chat.
    #[error("{method}: extensions do not apply to the medium chat")]
    ChatExtensions {
        /// The method.
        method: &'static str,
    },
    /// The site does not let apps write this key.
    #[error("{method}: the user data key \"{key}\" may not be written")]
    UnwritableKey {
        /// The method.
        method: &'static str,
        /// The key.
        key: String,
    },
    /// There is no such key in the user data.
    #[error("interaction.deleteUserData: interaction \"{id}\" has no user data key \"{key}\"")]
    NoUserDataKey {
        /// The interaction.
        id: String,
        /// The key.
        key: String,
    },
    /// The interaction is gone already.
    #[error("interaction.markdone: interaction \"{id}\" has been marked done already")]
    AlreadyMarkedDone {
        /// The interaction.
        id: String,
    },
    /// Nobody knows an event of this name.
    #[error("there is no event \"{given}\"{}", did_you_mean(suggestion.as_deref()))]
    UnknownEventName {
        /// What came.
        given: String,
        /// What it may have meant.
        suggestion: Option<String>,
    },
    /// The frame has no such subscription.
    #[error("this frame has no subscription {id}")]
    UnknownSubscription {
        /// The id that came, as JSON.
        id: String,
    },
    /// There is nothing that says which subscription is to end.
    #[error("data is the subscriptionId of a subscription, got nothing")]
    NoSubscriptionId,
    /// The agent has no such state.
    #[error("agent.setState: there is no state {given}; there are {known}")]
    UnknownState {
        /// What came, as JSON.
        given: String,
        /// The `operationName` of those that there are.
        known: String,
    },
    /// The table of canned answers says so.
    #[error("{0}")]
    Canned(String),
}

impl RequestRefusal {
    /// The clause behind the refusal, where there is one: methods that the page only names have none for an unknown id.
    #[must_use]
    pub fn clause(&self) -> Option<&'static str> {
        Some(match self {
            Self::Envelope(EnvelopeError::WrongKind { field: "parameters", .. }) => "envelope/33",
            Self::Envelope(EnvelopeError::WrongKind { field: "data", .. }) => "subscription/17",
            Self::Envelope(_) => "envelope/35",
            Self::OriginNotAccepted { .. } => "gate.origin/3",
            Self::ServiceFiltered { .. } => "gate.service/5",
            Self::RateExceeded { .. } => "gate.rateLimit/5",
            Self::UnknownMethod { .. } => "envelope/20",
            Self::NotSupported { .. } => "canned/2",
            Self::Parameter(_) => "envelope/32",
            Self::Target { .. } => "type.targetQuery/11",
            Self::NoInteraction { method, .. } => return of_an_unknown_id(method),
            Self::NoCase { .. } => "interaction.selectCaseByCaseId/4",
            Self::NotNow { blocked, .. } => blocked.clause,
            Self::ChatExtensions { method: "interaction.consult" } => "interaction.consult/9",
            Self::ChatExtensions { method: "interaction.singleStepConference" } => {
                "interaction.singleStepConference/7"
            }
            Self::ChatExtensions { .. } => "type.extensions/3",
            Self::UnwritableKey { .. } => "gate.userData/4",
            Self::NoUserDataKey { .. } => "interaction.deleteUserData/4",
            Self::AlreadyMarkedDone { .. } => "interaction.markdone/5",
            Self::UnknownEventName { .. } => "subscription/13",
            Self::UnknownSubscription { .. } => "subscription/11",
            Self::NoSubscriptionId => "subscription/12",
            Self::UnknownState { .. } => "canned/7",
            Self::Canned(_) => "canned/1",
        })
    }
}

/// The clause by which a method fails when no interaction has the id.
fn of_an_unknown_id(method: &str) -> Option<&'static str> {
    Some(match method {
        "interaction.accept" => "interaction.accept/5",
        "interaction.blockMarkdone" => "interaction.blockMarkdone/6",
        "interaction.completeConference" => "interaction.completeConference/5",
        "interaction.completeTransfer" => "interaction.completeTransfer/5",
        "interaction.consult" => "interaction.consult/12",
        "interaction.deleteUserData" => "interaction.deleteUserData/7",
        "interaction.markdone" => "interaction.markdone/6",
        "interaction.reject" => "interaction.reject/5",
        "interaction.setUserData" => "interaction.setUserData/9",
        "interaction.singleStepConference" => "interaction.singleStepConference/10",
        "interaction.singleStepTransfer" => "interaction.singleStepTransfer/10",
        "interaction.unblockMarkdone" => "interaction.unblockMarkdone/2",
        "configuration.getContextualOption" => "canned/19",
        _ => return None,
    })
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default()
}

/// Why a stimulus cannot happen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StimulusRefusal {
    /// There is no such interaction.
    #[error("{stimulus}: no interaction has the id \"{id}\"{}", present(known))]
    NoInteraction {
        /// The stimulus.
        stimulus: &'static str,
        /// The id that came.
        id: String,
        /// The ids that there are, at most ten.
        known: Vec<String>,
    },
    /// There is no such case.
    #[error("{stimulus}: no interaction belongs to a case \"{id}\"{}", present(known))]
    NoCase {
        /// The stimulus.
        stimulus: &'static str,
        /// The id that came.
        id: String,
        /// The ids that there are, at most ten.
        known: Vec<String>,
    },
    /// A field has a value that the stimulus cannot have.
    #[error("{stimulus}: {field} cannot be \"{given}\"; {remedy}")]
    Value {
        /// The stimulus.
        stimulus: &'static str,
        /// The field.
        field: &'static str,
        /// What came.
        given: String,
        /// What would be right.
        remedy: String,
    },
    /// A target names nobody.
    #[error("{stimulus}: {fault}")]
    Target {
        /// The stimulus.
        stimulus: &'static str,
        /// What is wrong with the target.
        fault: TargetFault,
    },
    /// The interaction does not allow it now.
    #[error("{stimulus}: interaction \"{id}\" {blocked}; what can happen to it now: {}", legal.join(", "))]
    NotNow {
        /// The stimulus.
        stimulus: &'static str,
        /// The interaction.
        id: String,
        /// What keeps it from happening.
        blocked: Blocked,
        /// The stimuli that can happen.
        legal: Vec<&'static str>,
    },
}

fn present(known: &[String]) -> String {
    if known.is_empty() {
        "; there is none at all".to_string()
    } else {
        format!("; there is {}", known.join(", "))
    }
}

impl StimulusRefusal {
    /// The clause behind the refusal, where there is one.
    #[must_use]
    pub const fn clause(&self) -> Option<&'static str> {
        match self {
            Self::NoInteraction { .. } | Self::NoCase { .. } | Self::Value { .. } => None,
            Self::Target { .. } => Some("type.targetQuery/11"),
            Self::NotNow { blocked, .. } => Some(blocked.clause),
        }
    }

    /// The JSON pointer of the field at fault in the stimulus.
    #[must_use]
    pub fn pointer(&self) -> String {
        match self {
            Self::NoInteraction { .. } | Self::NotNow { .. } => "/interactionId".into(),
            Self::NoCase { .. } => "/caseId".into(),
            Self::Value { field, .. } => format!("/{field}"),
            Self::Target { .. } => "/target".into(),
        }
    }
}
