//! The Interaction namespace: its types, and one module for each method, named like the method.
//! Source: the documentation page of the namespace; clauses `type.interaction/…` and `interaction.<method>/…`.

mod contact;
mod json;
mod party;
mod state;
mod target;
mod voice;

pub mod accept;
pub mod block_markdone;
pub mod complete_conference;
pub mod complete_transfer;
pub mod consult;
pub mod delete_user_data;
pub mod get_by_interaction_id;
pub mod get_interactions;
pub mod markdone;
pub mod reject;
pub mod select_case_by_case_id;
pub mod set_user_data;
pub mod single_step_conference;
pub mod single_step_transfer;
pub mod unblock_markdone;

pub use accept::Accept;
pub use block_markdone::BlockMarkdone;
pub use complete_conference::CompleteConference;
pub use complete_transfer::CompleteTransfer;
pub use consult::Consult;
pub use contact::Contact;
pub use delete_user_data::DeleteUserData;
pub use get_by_interaction_id::GetByInteractionId;
pub use get_interactions::GetInteractions;
pub use markdone::Markdone;
pub use party::Party;
pub use reject::Reject;
pub use select_case_by_case_id::SelectCaseByCaseId;
pub use set_user_data::SetUserData;
pub use single_step_conference::SingleStepConference;
pub use single_step_transfer::SingleStepTransfer;
pub use state::State;
pub use target::{ConsultTarget, ConsultTargetQuery, Query, QueryForm, Target, TargetQuery, TargetType};
pub use unblock_markdone::UnblockMarkdone;
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
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/1")))]
    pub interaction_id: String,
    /// The interaction that this one belongs to, such as the call that a consultation is about.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/3")))]
    pub parent_interaction_id: Property<String>,
    /// The case that groups this interaction with those it belongs to.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/4")))]
    pub case_id: String,
    /// Attached key/value pairs, as far as the site lets apps read them.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/5")))]
    pub user_data: UserData,
    /// Where the interaction is in its life.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/6")))]
    pub state: State,
    /// The state before that one. What a new interaction has is the profile's `firstPreviousState`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/7")))]
    pub previous_state: Property<State>,
    /// Everyone involved; whether the agent is among them is the profile's `partiesInclude`.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/9")))]
    pub parties: Vec<Party>,
    /// Whether this is a consultation.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/11")))]
    pub is_consultation: bool,
    /// Whether case information, disposition, note and contact belong to this interaction of the case.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/12")))]
    pub is_main_case_interaction: bool,
    /// Voice only: the UUID of the call.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/13")))]
    pub call_uuid: Property<String>,
    /// Voice only: which way the call goes.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/14")))]
    pub direction: Property<Direction>,
    /// Voice only: what kind of call it is.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/18")))]
    pub call_type: Property<CallType>,
    /// Voice only: the number that calls.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/24")))]
    pub ani: Property<String>,
    /// Voice only: the number that was called.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/25")))]
    pub dnis: Property<String>,
    /// Voice only: whether the call is being recorded.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/26")))]
    pub recording_state: Property<RecordingState>,
    /// Whether the case of this interaction is the selected one.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/30")))]
    pub is_case_selected: bool,
    /// Whether the case of this interaction is expanded.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/32")))]
    pub is_case_expanded: bool,
    /// Why an inbound call that the agent did not answer went away; filled on `RELEASED`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/31")))]
    pub rona_call_state: Property<RonaCallState>,
    /// `attr_itx_id` of open media, `callUuid` of voice.
    #[serde(default, rename = "interactionUUID", skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/34")))]
    pub interaction_uuid: Property<String>,
    /// The connection id of the T-Server.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/35")))]
    pub conn_id: Property<String>,
    /// Who the customer is.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/36")))]
    pub contact: Property<Contact>,
    /// Undocumented, read by apps in the wild: `voice`, `chat`, `email`, or what a site defines.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.interaction/37")))]
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
