//! The Interaction namespace: its types, and one module for each method, named like the method.
//! Source: the documentation page of the namespace; clauses `type.interaction/…` and `interaction.<method>/…`.

mod contact;
mod party;
mod state;
mod voice;

pub mod accept;
pub mod delete_user_data;
pub mod get_by_interaction_id;
pub mod get_interactions;
pub mod markdone;
pub mod reject;
pub mod set_user_data;

pub use accept::Accept;
pub use contact::Contact;
pub use delete_user_data::DeleteUserData;
pub use get_by_interaction_id::GetByInteractionId;
pub use get_interactions::GetInteractions;
pub use markdone::Markdone;
pub use party::Party;
pub use reject::Reject;
pub use set_user_data::SetUserData;
pub use state::State;
pub use voice::{CallType, Direction, RecordingState, RonaCallState};

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{
    UserData,
    wire::{Extra, Property},
};

/// One interaction of the agent, as it crosses the wire.
///
/// Properties that do not apply to the medium or the moment are absent or null (profile `inapplicableProperty`).
///
/// ```
/// use scapi_schema::interaction::{Interaction, State};
///
/// let ringing = Interaction::new("1", "c-1", State::Ringing);
/// let json = serde_json::to_value(&ringing)?;
/// assert_eq!(json["state"], "RINGING");
/// assert!(json.get("ani").is_none());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Interaction {
    /// Identifies the interaction in this session only; lost on refresh (`type.interaction/1`).
    #[cfg_attr(feature = "schemars", schemars(length(min = 1)))]
    pub interaction_id: String,
    /// The interaction that this one belongs to, such as the call that a consultation is about.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub parent_interaction_id: Property<String>,
    /// The case that groups this interaction with those it belongs to.
    pub case_id: String,
    /// Attached key/value pairs, as far as the site lets apps read them.
    pub user_data: UserData,
    /// Where the interaction is in its life.
    pub state: State,
    /// The state before that one. What a new interaction has is the profile's `firstPreviousState`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub previous_state: Property<State>,
    /// Everyone involved; whether the agent is among them is the profile's `partiesInclude`.
    pub parties: Vec<Party>,
    /// Whether this is a consultation.
    pub is_consultation: bool,
    /// Whether case information, disposition, note and contact belong to this interaction of the case.
    pub is_main_case_interaction: bool,
    /// Voice only: the UUID of the call.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub call_uuid: Property<String>,
    /// Voice only: which way the call goes.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub direction: Property<Direction>,
    /// Voice only: what kind of call it is.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub call_type: Property<CallType>,
    /// Voice only: the number that calls.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub ani: Property<String>,
    /// Voice only: the number that was called.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub dnis: Property<String>,
    /// Voice only: whether the call is being recorded.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub recording_state: Property<RecordingState>,
    /// Whether the case of this interaction is the selected one.
    pub is_case_selected: bool,
    /// Whether the case of this interaction is expanded.
    pub is_case_expanded: bool,
    /// Why an inbound call that the agent did not answer went away; filled on `RELEASED`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub rona_call_state: Property<RonaCallState>,
    /// `attr_itx_id` of open media, `callUuid` of voice.
    #[serde(default, rename = "interactionUUID", skip_serializing_if = "Property::is_absent")]
    pub interaction_uuid: Property<String>,
    /// The connection id of the T-Server.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub conn_id: Property<String>,
    /// Who the customer is.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub contact: Property<Contact>,
    /// Undocumented, read by apps in the wild: `voice`, `chat`, `email`, or what a site defines.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub media: Property<String>,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Interaction {
    /// An interaction with the required properties; flags are false, everything else is empty or absent.
    #[must_use]
    pub fn new(interaction_id: impl Into<String>, case_id: impl Into<String>, state: State) -> Self {
        Self {
            interaction_id: interaction_id.into(),
            parent_interaction_id: Property::Absent,
            case_id: case_id.into(),
            user_data: UserData::new(),
            state,
            previous_state: Property::Absent,
            parties: Vec::new(),
            is_consultation: false,
            is_main_case_interaction: false,
            call_uuid: Property::Absent,
            direction: Property::Absent,
            call_type: Property::Absent,
            ani: Property::Absent,
            dnis: Property::Absent,
            recording_state: Property::Absent,
            is_case_selected: false,
            is_case_expanded: false,
            rona_call_state: Property::Absent,
            interaction_uuid: Property::Absent,
            conn_id: Property::Absent,
            contact: Property::Absent,
            media: Property::Absent,
            extra: Extra::new(),
        }
    }
}
