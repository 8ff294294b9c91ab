//! Why JSON is no fault that can strike.
//! Each text says what would be right.

use alloc::string::{String, ToString};

use super::Disturbance;
use crate::suggest;

/// A fault says nothing that can be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// What goes wrong is not a JSON object.
    #[error("what goes wrong is a JSON object with a type, got {got}")]
    NotAnObject {
        /// The JSON kind that came.
        got: &'static str,
    },
    /// `type` is missing.
    #[error("what goes wrong has a type, such as \"drop\"")]
    NoType,
    /// `type` is not a string.
    #[error("the type of what goes wrong is a string, got {got}")]
    TypeNotAString {
        /// The JSON kind that came.
        got: &'static str,
    },
    /// Nobody knows this type.
    #[error("there is no fault \"{given}\"{}", suggestion.map(|name| alloc::format!("; did you mean \"{name}\"?")).unwrap_or_default())]
    UnknownType {
        /// What came.
        given: String,
        /// What it may have meant.
        suggestion: Option<&'static str>,
    },
    /// A field is missing, unknown or of the wrong kind.
    #[error("fault \"{kind}\": {fault}")]
    Content {
        /// The type.
        kind: String,
        /// What is wrong with its fields.
        fault: String,
    },
    /// A value that cannot be, or that does not go with another.
    #[error("{fault}")]
    Value {
        /// The JSON pointer of the value.
        pointer: &'static str,
        /// What is wrong with it, and what would be right.
        fault: String,
    },
}

impl FaultError {
    pub(super) fn unknown_type(given: &str) -> Self {
        let suggestion = suggest::nearest(given, Disturbance::NAMES.iter().copied());
        Self::UnknownType { given: given.into(), suggestion }
    }

    pub(super) fn content(kind: &str, error: &serde_json::Error) -> Self {
        Self::Content { kind: kind.into(), fault: suggest::with_nearest(&error.to_string()) }
    }

    pub(super) fn value(pointer: &'static str, fault: impl Into<String>) -> Self {
        Self::Value { pointer, fault: fault.into() }
    }

    /// The JSON pointer of what is wrong, in the fault.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        match self {
            Self::NotAnObject { .. } | Self::Content { .. } => "/do",
            Self::NoType | Self::TypeNotAString { .. } | Self::UnknownType { .. } => "/do/type",
            Self::Value { pointer, .. } => pointer,
        }
    }

    /// The nearest known name, where a name was wrong.
    #[must_use]
    pub const fn suggestion(&self) -> Option<&'static str> {
        match self {
            Self::UnknownType { suggestion, .. } => *suggestion,
            _ => None,
        }
    }
}
