//! Why a JSON value is not a message of an app. Each variant is one fault, and its text says what would be right.

use alloc::string::String;

/// A value is not a message that a host understands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The message is not a JSON object.
    #[error("a message is a JSON object, got {got}")]
    NotAnObject {
        /// The JSON kind that came.
        got: &'static str,
    },
    /// There is neither `request` nor `event`.
    #[error(
        "a message has a request (a method such as \"interaction.accept\") or an event (\"subscribe\" or \"unsubscribe\"), this one has neither{hint}"
    )]
    NeitherRequestNorEvent {
        /// Did-you-mean, or empty.
        hint: String,
    },
    /// A field has the wrong JSON kind.
    #[error("{field} is {expected}, got {got}")]
    WrongKind {
        /// The field of the envelope.
        field: &'static str,
        /// What it has to be.
        expected: &'static str,
        /// The JSON kind that came.
        got: &'static str,
    },
    /// `event` is neither `subscribe` nor `unsubscribe`.
    #[error("an app sends the event \"subscribe\" or \"unsubscribe\", got \"{event}\"{hint}")]
    UnknownEvent {
        /// The value that came.
        event: String,
        /// Did-you-mean, or empty.
        hint: String,
    },
}

impl EnvelopeError {
    /// Whether the message is what its `request` or `event` says, but for another field. Such a message is answered
    /// though it has no `referenceId` (`envelope/36`); what is no message at all is not (`envelope/35`).
    #[must_use]
    pub fn tag_is_right(&self) -> bool {
        matches!(self, Self::WrongKind { field, .. } if !matches!(*field, "request" | "event"))
    }

    /// The JSON pointer of the field at fault.
    #[must_use]
    pub fn pointer(&self) -> String {
        match self {
            Self::NotAnObject { .. } | Self::NeitherRequestNorEvent { .. } => String::new(),
            Self::WrongKind { field, .. } => alloc::format!("/{field}"),
            Self::UnknownEvent { .. } => "/event".into(),
        }
    }
}
