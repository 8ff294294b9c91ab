//! What the agent does that takes more than an interaction.
//! Targets have the form that `consult` and the single-step methods take.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{
    UserData,
    interaction::{ConsultTargetQuery, TargetQuery},
};

/// A call that the agent places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AgentDials {
    /// The number to dial.
    pub destination: String,
    /// User data to attach.
    #[serde(default, skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
}

/// A question to somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AgentConsults {
    /// Which interaction.
    pub interaction_id: String,
    /// To whom.
    pub target: ConsultTargetQuery,
    /// User data to attach.
    #[serde(default, skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
}

/// A transfer or a conference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AgentHandsOver {
    /// Which interaction.
    pub interaction_id: String,
    /// To whom, in one step; absent where a consultation is completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetQuery>,
    /// User data to attach, in one step only.
    #[serde(default, skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
}

/// An e-mail that the agent begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AgentCreatesEmail {
    /// The address to write to.
    pub destination: String,
    /// User data to attach.
    #[serde(default, skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
}

/// An interaction that the agent takes out of a workbin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AgentPulls {
    /// The medium.
    pub media: String,
    /// Attached before.
    #[serde(skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
}

impl Default for AgentPulls {
    /// A work item.
    fn default() -> Self {
        Self { media: "workitem".into(), user_data: UserData::new() }
    }
}

/// The call of a preview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AgentCallsPreview {
    /// Which interaction.
    pub interaction_id: String,
    /// Which record of the chain; the one shown if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_handle: Option<u64>,
}
