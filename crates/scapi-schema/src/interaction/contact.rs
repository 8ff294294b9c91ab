//! Contact: who the customer is (`type.contact/1`).
//! The documentation prints `firstNname`; hosts may well say `firstName`. Both are read, either is written.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::wire::{Extra, Property};

/// The customer of an interaction.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Contact {
    /// The name to show.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.contact/2")))]
    pub display_name: Property<String>,
    /// The first name, under the plain spelling.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.contact/3")))]
    pub first_name: Property<String>,
    /// The first name, under the documented spelling `firstNname`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.contact/3")))]
    pub first_nname: Property<String>,
    /// The last name.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.contact/5")))]
    pub last_name: Property<String>,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}
