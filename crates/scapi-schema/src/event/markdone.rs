//! The payload of a `markdone` event: an attempt to mark an interaction done was held back (`event.markdone/2`).
//! No source shows one; its keys are switches of the host profile.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{
    interaction::Interaction,
    wire::{Extra, Property},
};

/// The payload of a `markdone` event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct MarkdoneEvent {
    /// What happened: `MARK_DONE_BLOCKED`, or what the profile's `markdoneEventType` says.
    #[cfg_attr(feature = "schemars", schemars(length(min = 1), extend("x-clause" = "event.markdone/3")))]
    pub event_type: String,
    /// The interaction, where `markdoneEventCarries` is `interaction`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "event.markdone/4")))]
    pub interaction: Property<Interaction>,
    /// Its id, where `markdoneEventCarries` is `interaction-id`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "event.markdone/4")))]
    pub interaction_id: Property<String>,
    /// The text of the block.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "event.markdone/5")))]
    pub warning_message: Property<String>,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}
