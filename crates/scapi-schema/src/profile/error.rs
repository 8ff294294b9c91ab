//! Why a patch of the host profile is refused.
//! Each text says what would be right.

use alloc::{
    format,
    string::{String, ToString},
};

use crate::suggest;

/// A patch of the host profile cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// It is not a JSON object.
    #[error("a patch of the host profile is a JSON object, got {got}")]
    NotAnObject {
        /// The JSON kind that came.
        got: &'static str,
    },
    /// Nobody knows this key.
    #[error("the host profile has no key \"{given}\"{}", suggestion.as_ref().map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default())]
    UnknownKey {
        /// What came.
        given: String,
        /// What it may have meant.
        suggestion: Option<String>,
    },
    /// The key cannot have this value.
    #[error("host profile, key \"{key}\": {fault}")]
    BadValue {
        /// The key.
        key: String,
        /// What is wrong with the value.
        fault: String,
    },
}

impl ProfileError {
    pub(super) fn unknown_key<'a>(given: &str, known: impl Iterator<Item = &'a String>) -> Self {
        let suggestion = suggest::nearest(given, known.map(String::as_str)).map(ToString::to_string);
        Self::UnknownKey { given: given.into(), suggestion }
    }

    pub(super) fn bad_value(key: &str, error: &serde_json::Error) -> Self {
        Self::BadValue { key: key.into(), fault: suggest::with_nearest(&error.to_string()) }
    }

    /// The JSON pointer of the fault in the patch.
    #[must_use]
    pub fn pointer(&self) -> String {
        match self {
            Self::NotAnObject { .. } => String::new(),
            Self::UnknownKey { given: key, .. } | Self::BadValue { key, .. } => format!("/{key}"),
        }
    }

    /// The nearest known key, where a key was wrong.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Self::UnknownKey { suggestion, .. } => suggestion.as_deref(),
            Self::NotAnObject { .. } | Self::BadValue { .. } => None,
        }
    }
}
