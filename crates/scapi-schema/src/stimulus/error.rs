//! Why JSON is not a stimulus.
//! Each text says what would be right.

use alloc::{
    format,
    string::{String, ToString},
};

use super::Stimulus;
use crate::suggest;

/// A value is not a stimulus.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StimulusError {
    /// It is not a JSON object.
    #[error("a stimulus is a JSON object with a type, got {got}")]
    NotAnObject {
        /// The JSON kind that came.
        got: &'static str,
    },
    /// `type` is missing.
    #[error("a stimulus has a type, such as \"inbound-call\"")]
    NoType,
    /// `type` is not a string.
    #[error("the type of a stimulus is a string, got {got}")]
    TypeNotAString {
        /// The JSON kind that came.
        got: &'static str,
    },
    /// Nobody knows this type.
    #[error("there is no stimulus \"{given}\"{}", suggestion.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default())]
    UnknownType {
        /// What came.
        given: String,
        /// What it may have meant.
        suggestion: Option<&'static str>,
    },
    /// A field is missing, unknown or of the wrong kind.
    #[error("stimulus \"{stimulus}\": {fault}")]
    Content {
        /// The type of the stimulus.
        stimulus: String,
        /// What is wrong with its fields.
        fault: String,
    },
}

impl StimulusError {
    pub(super) fn unknown_type(given: &str) -> Self {
        Self::UnknownType {
            given: given.into(),
            suggestion: suggest::nearest(given, Stimulus::NAMES.iter().copied()),
        }
    }

    pub(super) fn content(stimulus: &str, error: &serde_json::Error) -> Self {
        Self::Content { stimulus: stimulus.into(), fault: suggest::with_nearest(&error.to_string()) }
    }

    /// The JSON pointer of the field at fault, as far as it is known.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        match self {
            Self::NotAnObject { .. } | Self::Content { .. } => "",
            Self::NoType | Self::TypeNotAString { .. } | Self::UnknownType { .. } => "/type",
        }
    }

    /// The nearest known name, where a name was wrong.
    #[must_use]
    pub const fn suggestion(&self) -> Option<&'static str> {
        match self {
            Self::UnknownType { suggestion, .. } => *suggestion,
            Self::NotAnObject { .. } | Self::NoType | Self::TypeNotAString { .. } | Self::Content { .. } => {
                None
            }
        }
    }
}
