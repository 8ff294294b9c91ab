//! `inbound-call`: a customer's call is offered to the agent.
//! All fields have defaults, so that `{"type":"inbound-call"}` rings.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{UserData, interaction::Contact};

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
    pub user_data: UserData,
    /// Who calls, if the site knows.
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
