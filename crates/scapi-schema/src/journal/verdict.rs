//! What is to be said of a message: did the state machine let it happen, and is it what the contract says?
//! Verdicts cite the clause and how well it is known.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{clause::Provenance, wire::open_enum};

/// Whether the state machine let something happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Legality {
    /// What became of it.
    pub verdict: LegalityVerdict,
    /// Why it did not happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The clause behind that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

impl Legality {
    /// It happened.
    #[must_use]
    pub const fn allowed() -> Self {
        Self { verdict: LegalityVerdict::Allowed, why: None, clause: None }
    }
}

open_enum! {
    /// What became of a message of an app, or of a stimulus.
    closed enum LegalityVerdict {
        /// It was done.
        Allowed = "allowed",
        /// It was refused, and whoever asked was told so.
        Refused = "refused",
        /// It was not answered at all.
        Ignored = "ignored",
    }
}

/// One breach of the contract, as a validator reports it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Breach {
    /// Where in the message: a JSON pointer.
    pub pointer: String,
    /// Which document of the contract says so, such as `interaction`.
    pub schema: String,
    /// Where in that document: a JSON pointer.
    pub schema_pointer: String,
    /// The clause that is broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// How we know the clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// What is wrong, and what would be right.
    pub text: String,
    /// The known name that was probably meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
}

#[cfg(feature = "validate")]
impl From<crate::validate::Violation> for Breach {
    fn from(violation: crate::validate::Violation) -> Self {
        Self {
            pointer: violation.pointer,
            schema: violation.schema,
            schema_pointer: violation.schema_pointer,
            clause: violation.clause,
            provenance: violation.provenance,
            text: violation.text,
            did_you_mean: violation.did_you_mean,
        }
    }
}
