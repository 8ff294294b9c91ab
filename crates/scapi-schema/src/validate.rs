//! Validation: is this what the contract says? Every breach is reported with where it is, the clause, and how well the clause is known.
//! Schemas are compiled once, when they are first needed, and shared by all threads.
//!
//! ```
//! use scapi_schema::validate::{Mode, check_message};
//! use scapi_schema::journal::MessageDirection;
//! use serde_json::json;
//!
//! let answer = json!({ "referenceId": "7", "errorMessage": null, "userAgent": "WWE Server", "protocolVersion": 2 });
//! let violations = check_message(Mode::Warn, &MessageDirection::HostToApp, &answer);
//! assert_eq!(violations[0].pointer, "/errorMessage");
//! assert_eq!(violations[0].clause.as_deref(), Some("envelope/6"));
//! ```

mod compiled;
mod conversation;
mod message;
mod strict;
mod text;

pub use compiled::{DOCUMENTS, check, source};
pub use conversation::Conversation;
pub use message::check_message;

use std::{
    string::{String, ToString},
    sync::LazyLock,
};

use serde::Serialize;

use crate::clause::{Catalogue, Provenance};

/// How much is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Nothing.
    Off,
    /// What the contract forbids.
    #[default]
    Warn,
    /// Also what it tolerates without knowing it: other properties, event types, methods of its own.
    Strict,
}

/// One breach of the contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Violation {
    /// Where in the message: a JSON pointer.
    pub pointer: String,
    /// Which document of the contract says so, such as `interaction`.
    pub schema: String,
    /// Where in that document: a JSON pointer.
    pub schema_pointer: String,
    /// The clause that is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// How we know the clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// What is wrong, and what would be right.
    pub text: String,
    /// The known name that was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
}

impl Violation {
    pub(crate) fn new(
        pointer: impl Into<String>,
        schema: &str,
        clause: Option<&str>,
        text: impl Into<String>,
    ) -> Self {
        let known = clause.and_then(|id| CATALOGUE.find(id));
        Self {
            pointer: pointer.into(),
            schema: schema.into(),
            schema_pointer: String::new(),
            clause: clause.map(Into::into),
            provenance: known.map(|clause| clause.provenance),
            text: text.into(),
            did_you_mean: None,
        }
    }

    /// Adds what was probably meant.
    pub(crate) fn meant(mut self, suggestion: Option<&str>) -> Self {
        if let Some(name) = suggestion {
            self.text = std::format!("{}; did you mean \"{name}\"?", self.text);
            self.did_you_mean = Some(name.to_string());
        }
        self
    }

    /// The same breach, of something that is inside of something else.
    pub(crate) fn below(mut self, pointer: &str) -> Self {
        self.pointer.insert_str(0, pointer);
        self
    }
}

impl core::fmt::Display for Violation {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let pointer = if self.pointer.is_empty() { "(the whole)" } else { &self.pointer };
        write!(f, "{pointer}: {}", self.text)?;
        match (&self.clause, self.provenance) {
            (Some(clause), Some(provenance)) => write!(f, " [{clause}, {provenance}]"),
            (Some(clause), None) => write!(f, " [{clause}]"),
            (None, _) => Ok(()),
        }
    }
}

/// The bundled catalogue, read once.
pub(crate) static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::bundled);
