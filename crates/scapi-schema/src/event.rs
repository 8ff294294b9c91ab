//! Events: the names that can be subscribed, the event types of `interaction`, and its payload.
//! Clauses `event.interaction/…`, `event.markdone/…`, `event.messenger/…`.

mod markdone;
mod table;

pub use markdone::MarkdoneEvent;
pub use table::{Carries, EVENT_TYPES, EVENTS, EventInfo, EventTypeInfo};

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{
    interaction::Interaction,
    wire::{Extra, Property, open_enum},
};

/// What a channel of the messenger starts with.
pub const MESSENGER_PREFIX: &str = "messenger:";

/// Whether events of this name exist.
///
/// ```
/// use scapi_schema::event::is_known;
///
/// assert!(is_known("interaction") && is_known("messenger:orders"));
/// assert!(!is_known("interactions"));
/// ```
#[must_use]
pub fn is_known(name: &str) -> bool {
    EVENTS.iter().any(|event| event.name == name)
        || name.strip_prefix(MESSENGER_PREFIX).is_some_and(|channel| !channel.is_empty())
}

open_enum! {
    /// What happened to an interaction. A verb-like name that differs from the state: `ESTABLISHED` goes with `TALKING`.
    ///
    /// Only some names are documented, so that a host may use others (profile `eventTypeNames`).
    open enum EventType {
        /// The interaction enters the agent's list.
        Added = "ADDED",
        /// An inbound call alerts.
        Ringing = "RINGING",
        /// An outbound call alerts the far end.
        Dialing = "DIALING",
        /// A call was answered or taken off hold.
        Established = "ESTABLISHED",
        /// A call was put on hold.
        Held = "HELD",
        /// A call has ended.
        Released = "RELEASED",
        /// User data changed.
        AttachedDataChanged = "ATTACHED_DATA_CHANGED",
        /// Someone joined.
        PartyAdded = "PARTY_ADDED",
        /// Someone left.
        PartyRemoved = "PARTY_REMOVED",
        /// Recording started, paused, resumed or stopped.
        RecordingStateChanged = "RECORDING_STATE_CHANGED",
        /// Open media is offered.
        Invited = "INVITED",
        /// Open media was accepted.
        Accepted = "ACCEPTED",
        /// The offer of open media was taken back.
        Revoked = "REVOKED",
        /// Open media was made.
        Created = "CREATED",
        /// Open media was taken out of a workbin.
        Pulled = "PULLED",
        /// Open media was saved.
        Saved = "SAVED",
        /// An e-mail was sent.
        Sent = "SENT",
        /// An e-mail was thrown away.
        Cancelled = "CANCELLED",
        /// Open media is on its way to someone else.
        Transferring = "TRANSFERRING",
        /// Open media has gone to someone else.
        TransferCompleted = "TRANSFER_COMPLETED",
        /// An invitation to a conference.
        InvitedConference = "INVITED_CONFERENCE",
        /// The agent has left a conference.
        LeftConference = "LEFT_CONFERENCE",
        /// Chat: joining.
        JoinPending = "JOIN_PENDING",
        /// Chat: the chat server cannot be reached.
        JoinFailed = "JOIN_FAILED",
        /// Chat: the transcript is being loaded.
        HistoryInProgress = "HISTORY_IN_PROGRESS",
        /// Chat: the transcript has been loaded.
        HistoryDone = "HISTORY_DONE",
        /// A call preview.
        Preview = "PREVIEW",
        /// A call preview is ready.
        Ready = "READY",
        /// A call preview was cancelled.
        Canceled = "CANCELED",
        /// A call preview was rejected.
        Rejected = "REJECTED",
        /// Open media finished.
        Completed = "COMPLETED",
        /// Something went wrong with the interaction.
        Error = "ERROR",
        /// The host lost track of the interaction.
        Unknown = "UNKNOWN",
        /// The interaction was marked done.
        MarkDone = "MARK_DONE",
        /// The interaction leaves the agent's list.
        Removed = "REMOVED",
        /// A case was collapsed in the desktop.
        CaseCollapsed = "CASE_COLLAPSED",
        /// A case was expanded in the desktop.
        CaseExpanded = "CASE_EXPANDED",
        /// A case was selected in the desktop.
        CaseSelected = "CASE_SELECTED",
    }
}

/// The payload of an `interaction` event, under the default `eventInteractionKey`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct InteractionEvent {
    /// What happened.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "event.interaction/2")))]
    pub event_type: EventType,
    /// The interaction as it is after the event; absent in the three `CASE_*`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "event.interaction/3")))]
    pub interaction: Property<Interaction>,
    /// Only in the three `CASE_*`: a case, see profile `caseEventId`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "event.interaction/47")))]
    pub selected_case_id: Property<String>,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}

impl InteractionEvent {
    /// Something happened to an interaction.
    #[must_use]
    pub fn new(event_type: EventType, interaction: Interaction) -> Self {
        Self {
            event_type,
            interaction: Property::Present(interaction),
            selected_case_id: Property::Absent,
            extra: Extra::new(),
        }
    }
}
