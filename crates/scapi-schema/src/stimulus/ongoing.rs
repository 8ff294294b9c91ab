//! What happens to interactions and cases that exist.
//! They name it by `interactionId` or `caseId`.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::UserData;

/// A stimulus about an interaction, with nothing to add.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct OnInteraction {
    /// Which interaction.
    pub interaction_id: String,
}

impl OnInteraction {
    /// About the interaction with this id.
    #[must_use]
    pub fn new(interaction_id: impl Into<String>) -> Self {
        Self { interaction_id: interaction_id.into() }
    }
}

/// A stimulus about a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct OnCase {
    /// Which case.
    pub case_id: String,
}

/// Somebody joins or leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct OnParty {
    /// Which interaction.
    pub interaction_id: String,
    /// The name of the party.
    pub name: String,
}

/// A line of a chat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ChatLine {
    /// Which interaction.
    pub interaction_id: String,
    /// What is written.
    pub text: String,
    /// Who writes it; the customer if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A change of user data that no app asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct UserDataChanged {
    /// Which interaction.
    pub interaction_id: String,
    /// Keys to set.
    #[serde(default, skip_serializing_if = "UserData::is_empty")]
    pub set: UserData,
    /// Keys to delete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delete: Vec<String>,
}
