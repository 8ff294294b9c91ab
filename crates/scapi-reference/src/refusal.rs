//! Why the host does not do what was asked: of a request (the text becomes `errorMessage`) and of a stimulus.
//! Each variant is one fault; its text names it and, where it can, what would be right.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use scapi_schema::{envelope::EnvelopeError, interaction::State, parameter::ParameterError};

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
    /// There is no such interaction.
    #[error("{method}: no interaction has the id \"{id}\"")]
    NoInteraction {
        /// The method.
        method: &'static str,
        /// The id that came.
        id: String,
    },
    /// The interaction is in a state that does not allow it.
    #[error("{method}: interaction \"{id}\" is in state {state}, it must be {needed}")]
    WrongState {
        /// The method.
        method: &'static str,
        /// The interaction.
        id: String,
        /// Its state.
        state: State,
        /// The states that would do, as words.
        needed: &'static str,
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
    /// The table of canned answers says so.
    #[error("{0}")]
    Canned(String),
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default()
}

/// Why a stimulus cannot happen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StimulusRefusal {
    /// The contract has it, but this host does not do it.
    #[error("{stimulus} is not supported yet by this host")]
    NotSupported {
        /// The stimulus.
        stimulus: &'static str,
    },
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
    /// The state of the interaction does not allow it.
    #[error("{stimulus}: interaction \"{id}\" is in state {state}; what can happen to it now: {}", legal.join(", "))]
    NotNow {
        /// The stimulus.
        stimulus: &'static str,
        /// The interaction.
        id: String,
        /// Its state.
        state: State,
        /// The stimuli that the state allows.
        legal: Vec<&'static str>,
        /// Where the refusal comes from.
        clause: &'static str,
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
            Self::NoInteraction { .. } | Self::NotSupported { .. } => None,
            Self::NotNow { clause, .. } => Some(clause),
        }
    }
}
