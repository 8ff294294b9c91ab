//! The agent: who works at the desktop (`type.agent/1`).
//! Lower-case `firstname` and `lastname`, unlike the contact of an interaction.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::wire::{Extra, Property};

/// The person at the desktop, the result of `agent.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Agent {
    /// The id in the back end; what a target of type `AGENT` has as destination.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.agent/1")))]
    pub employee_id: String,
    /// First name.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.agent/1")))]
    pub firstname: String,
    /// Last name.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.agent/1")))]
    pub lastname: String,
    /// Login name.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.agent/1")))]
    pub username: String,
    /// What the agent may do: `ROLE_AGENT`, `ROLE_SUPERVISOR`, `ROLE_ADMIN`. Of older hosts.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.agent/2")))]
    pub roles: Property<Vec<String>>,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Agent {
    /// The given and the family name, as `$Agent.FullName$` shows them.
    #[must_use]
    pub fn full_name(&self) -> String {
        alloc::format!("{} {}", self.firstname, self.lastname)
    }
}

impl Default for Agent {
    /// The agent of a session that names none.
    fn default() -> Self {
        Self {
            employee_id: "MLovell".into(),
            firstname: "Maya".into(),
            lastname: "Lovell".into(),
            username: "mlovell".into(),
            roles: Property::Absent,
            extra: Extra::new(),
        }
    }
}
