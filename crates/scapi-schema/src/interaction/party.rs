//! Party: someone who takes part in an interaction (`type.party/1`).
//! The page documents one property.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::wire::Extra;

/// Someone who takes part in an interaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Party {
    /// The name of the party.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.party/2")))]
    pub name: String,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Party {
    /// A party with this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), extra: Extra::new() }
    }
}
