//! The table of all events: the names that can be subscribed, and the event types of `interaction` with what they carry.
//! It drives did-you-mean, schemas, documentation and coverage.

use super::EventType;
use crate::{
    interaction::State,
    method::{OUTBOUND_EVENT, STATE, Shape},
};

/// An event name that can be subscribed. Besides these, `messenger:` followed by a channel of any name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventInfo {
    /// The name.
    pub name: &'static str,
    /// What such events tell.
    pub about: &'static str,
    /// What stands in `data`.
    pub payload: Shape,
    /// The clause that it comes from.
    pub clause: &'static str,
}

/// Every event name that is known.
pub const EVENTS: &[EventInfo] = &[
    event("agent", "the state of the agent", Shape::Record(&STATE), "event.agent/1"),
    event(
        "interaction",
        "interactions and cases of the agent",
        Shape::Document("interaction-event"),
        "event.interaction/1",
    ),
    event(
        "markdone",
        "an attempt to mark done that is held back",
        Shape::Document("markdone-event"),
        "event.markdone/1",
    ),
    event("media", "the state of a medium", Shape::Any, "event.media/1"),
    event("outbound", "outbound campaigns", Shape::Record(&OUTBOUND_EVENT), "event.outbound/1"),
    event("system", "the desktop itself", Shape::Any, "event.system/1"),
];

const fn event(name: &'static str, about: &'static str, payload: Shape, clause: &'static str) -> EventInfo {
    EventInfo { name, about, payload, clause }
}

/// What an `interaction` event carries besides its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// The interaction, in whatever state it is.
    Interaction,
    /// The interaction, which is in this state.
    InteractionIn(&'static State),
    /// The id of a case, and no interaction.
    Case,
}

/// An event type of `interaction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTypeInfo {
    /// The type.
    pub event_type: &'static EventType,
    /// What it carries.
    pub carries: Carries,
    /// The clause that it comes from.
    pub clause: &'static str,
}

/// Every event type that is known.
pub const EVENT_TYPES: &[EventTypeInfo] = &[
    of(&EventType::Added, Carries::Interaction, "event.interaction/7"),
    of(&EventType::Ringing, Carries::InteractionIn(&State::Ringing), "event.interaction/10"),
    of(&EventType::Dialing, Carries::InteractionIn(&State::Dialing), "event.interaction/11"),
    of(&EventType::Established, Carries::InteractionIn(&State::Talking), "event.interaction/12"),
    of(&EventType::Held, Carries::InteractionIn(&State::Held), "event.interaction/14"),
    of(&EventType::Released, Carries::InteractionIn(&State::Idle), "event.interaction/15"),
    of(&EventType::AttachedDataChanged, Carries::Interaction, "event.interaction/16"),
    of(&EventType::PartyAdded, Carries::Interaction, "event.interaction/17"),
    of(&EventType::PartyRemoved, Carries::Interaction, "event.interaction/18"),
    of(&EventType::RecordingStateChanged, Carries::Interaction, "event.interaction/19"),
    of(&EventType::Invited, Carries::InteractionIn(&State::Invited), "event.interaction/20"),
    of(&EventType::Accepted, Carries::InteractionIn(&State::Accepted), "event.interaction/21"),
    of(&EventType::Revoked, Carries::InteractionIn(&State::Revoked), "event.interaction/22"),
    of(&EventType::Created, Carries::InteractionIn(&State::Created), "event.interaction/23"),
    of(&EventType::Pulled, Carries::InteractionIn(&State::Pulled), "event.interaction/24"),
    of(&EventType::Saved, Carries::InteractionIn(&State::Saved), "event.interaction/25"),
    of(&EventType::Sent, Carries::InteractionIn(&State::Sent), "event.interaction/26"),
    of(&EventType::Cancelled, Carries::InteractionIn(&State::Cancelled), "event.interaction/27"),
    of(&EventType::Transferring, Carries::InteractionIn(&State::Transferring), "event.interaction/28"),
    of(
        &EventType::TransferCompleted,
        Carries::InteractionIn(&State::TransferCompleted),
        "event.interaction/29",
    ),
    of(
        &EventType::InvitedConference,
        Carries::InteractionIn(&State::InvitedConference),
        "event.interaction/30",
    ),
    of(&EventType::LeftConference, Carries::InteractionIn(&State::LeftConference), "event.interaction/31"),
    of(&EventType::JoinPending, Carries::InteractionIn(&State::JoinPending), "event.interaction/32"),
    of(&EventType::JoinFailed, Carries::InteractionIn(&State::JoinFailed), "event.interaction/33"),
    of(
        &EventType::HistoryInProgress,
        Carries::InteractionIn(&State::HistoryInProgress),
        "event.interaction/34",
    ),
    of(&EventType::HistoryDone, Carries::InteractionIn(&State::HistoryDone), "event.interaction/35"),
    of(&EventType::Preview, Carries::InteractionIn(&State::Preview), "event.interaction/36"),
    of(&EventType::Ready, Carries::InteractionIn(&State::Ready), "event.interaction/37"),
    of(&EventType::Canceled, Carries::InteractionIn(&State::Canceled), "event.interaction/38"),
    of(&EventType::Rejected, Carries::InteractionIn(&State::Rejected), "event.interaction/39"),
    of(&EventType::Completed, Carries::InteractionIn(&State::Completed), "event.interaction/40"),
    of(&EventType::Error, Carries::InteractionIn(&State::Error), "event.interaction/41"),
    of(&EventType::Unknown, Carries::InteractionIn(&State::Unknown), "event.interaction/42"),
    of(&EventType::MarkDone, Carries::Interaction, "event.interaction/43"),
    of(&EventType::Removed, Carries::Interaction, "event.interaction/7"),
    of(&EventType::CaseCollapsed, Carries::Case, "event.interaction/44"),
    of(&EventType::CaseExpanded, Carries::Case, "event.interaction/45"),
    of(&EventType::CaseSelected, Carries::Case, "event.interaction/46"),
];

const fn of(event_type: &'static EventType, carries: Carries, clause: &'static str) -> EventTypeInfo {
    EventTypeInfo { event_type, carries, clause }
}
