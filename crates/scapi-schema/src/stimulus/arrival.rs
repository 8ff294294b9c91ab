//! Arrivals: what the world brings to the agent.
//! All fields have defaults, so that `{"type":"inbound-call"}` rings; every arrival takes user data, a contact and a case.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{UserData, interaction::Contact, wire::open_enum};

/// A customer's call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct InboundCall {
    /// The number that calls.
    pub ani: String,
    /// The number that was called.
    pub dnis: String,
    /// Attached by routing.
    #[serde(skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
    /// Who the customer is, if the site knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The case to put it into; a new one otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
}

impl Default for InboundCall {
    /// A call from a made-up French number to the made-up extension 5001.
    fn default() -> Self {
        Self {
            ani: "+33298000000".into(),
            dnis: "5001".into(),
            user_data: UserData::new(),
            contact: None,
            case_id: None,
        }
    }
}

/// A call of another agent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct InternalCall {
    /// The name of the agent who calls.
    pub from: String,
    /// The number of the agent who calls.
    pub ani: String,
    /// The number that was called.
    pub dnis: String,
    /// Attached by routing.
    #[serde(skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
    /// Who the customer is, if the site knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The case to put it into; a new one otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
}

impl Default for InternalCall {
    /// A call of the made-up agent Jo Carter.
    fn default() -> Self {
        Self {
            from: "Jo Carter".into(),
            ani: "5002".into(),
            dnis: "5001".into(),
            user_data: UserData::new(),
            contact: None,
            case_id: None,
        }
    }
}

/// A customer's chat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct InboundChat {
    /// What the customer is called in the chat.
    pub nickname: String,
    /// Attached by routing.
    #[serde(skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
    /// Who the customer is, if the site knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The case to put it into; a new one otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
}

impl Default for InboundChat {
    /// A chat of somebody called Customer.
    fn default() -> Self {
        Self { nickname: "Customer".into(), user_data: UserData::new(), contact: None, case_id: None }
    }
}

/// A customer's e-mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct InboundEmail {
    /// The address that it is from.
    pub from: String,
    /// What it is about.
    pub subject: String,
    /// Attached by routing.
    #[serde(skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
    /// Who the customer is, if the site knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The case to put it into; a new one otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
}

impl Default for InboundEmail {
    /// An e-mail from a made-up address.
    fn default() -> Self {
        Self {
            from: "customer@example.com".into(),
            subject: "A question".into(),
            user_data: UserData::new(),
            contact: None,
            case_id: None,
        }
    }
}

/// A work item, or an interaction of a medium of the site's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct InboundWorkitem {
    /// The medium: `workitem`, or what the site defines, such as `instagram`.
    pub media: String,
    /// Attached by routing.
    #[serde(skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
    /// Who the customer is, if the site knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The case to put it into; a new one otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
}

impl Default for InboundWorkitem {
    /// A work item.
    fn default() -> Self {
        Self { media: "workitem".into(), user_data: UserData::new(), contact: None, case_id: None }
    }
}

open_enum! {
    /// How records of a campaign reach the agent.
    closed enum PreviewMode {
        /// The agent asks for each.
        Pull = "pull",
        /// They are pushed through routing.
        Push = "push",
        /// The outbound server pushes them.
        DirectPush = "direct-push",
    }
}

/// A record of an outbound campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PreviewRecord {
    /// How it reaches the agent.
    pub mode: PreviewMode,
    /// The campaign.
    pub campaign: String,
    /// The number to dial.
    pub phone: String,
    /// Attached by routing.
    #[serde(skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
    /// Who the customer is, if the site knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The case to put it into; a new one otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
}

impl Default for PreviewRecord {
    /// A pulled record of a made-up campaign.
    fn default() -> Self {
        Self {
            mode: PreviewMode::Pull,
            campaign: "Spring Offer".into(),
            phone: "+33298000000".into(),
            user_data: UserData::new(),
            contact: None,
            case_id: None,
        }
    }
}

/// An invitation into a conference on open media.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ConferenceInvite {
    /// The medium.
    pub media: String,
    /// The name of the agent who invites.
    pub from: String,
    /// Attached by routing.
    #[serde(skip_serializing_if = "UserData::is_empty")]
    pub user_data: UserData,
    /// Who the customer is, if the site knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The case to put it into; a new one otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
}

impl Default for ConferenceInvite {
    /// An invitation of the made-up agent Jo Carter into a chat.
    fn default() -> Self {
        Self {
            media: "chat".into(),
            from: "Jo Carter".into(),
            user_data: UserData::new(),
            contact: None,
            case_id: None,
        }
    }
}
