//! Calls: the transition table of the voice channel (`voice/1` and after), consultations included.
//! One `match (state, input)` without a catch-all arm; each row names the clause that it comes from.

#![cfg_attr(doc, doc = include_str!("../../docs/voice.md"))]
#![warn(clippy::wildcard_enum_match_arm)]

use scapi_schema::{event::EventType, interaction::State};
use serde::{Deserialize, Serialize};

use super::{Step, refused, stays, to};

/// Where a call is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VoiceState {
    /// It alerts the agent.
    Ringing,
    /// It alerts the far end.
    Dialing,
    /// It is established.
    Talking,
    /// The agent has put it on hold.
    Held,
    /// It is over, and waits to be marked done.
    Idle,
}

/// What can happen to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VoiceInput {
    /// The agent, or an app for the agent, takes it.
    Accept,
    /// The agent, or an app for the agent, declines it.
    Reject,
    /// It has rung too long.
    RingTimeout,
    /// Routing gives it to somebody else while it rings.
    Redirect,
    /// The far end answers.
    FarEndAnswers,
    /// The far end refuses.
    FarEndRefuses,
    /// The far end is busy.
    FarEndBusy,
    /// The far end does not answer.
    FarEndNoAnswer,
    /// The far end, all of it, hangs up.
    FarEndHangsUp,
    /// Somebody joins.
    PartyJoins,
    /// Somebody leaves, and others stay.
    PartyLeaves,
    /// The agent puts it on hold.
    Hold,
    /// The agent takes it off hold.
    Retrieve,
    /// The agent hangs up.
    HangUp,
    /// Its recording starts, pauses, goes on or stops.
    Record,
    /// The agent asks somebody about it by telephone.
    Consult,
    /// The agent asks somebody about it by another medium.
    ConsultElsewhere,
    /// The agent hands it to a target in one step.
    Transfer,
    /// The agent brings a target in, in one step.
    Conference,
    /// It is a consultation, and a transfer or a conference completes it.
    Complete,
    /// Its consultation is completed: it goes to the consulted party.
    TransferCompleted,
    /// Its consultation is completed: the consulted party joins.
    ConferenceCompleted,
    /// The agent leaves the conference; the others go on.
    LeaveConference,
    /// The agent, or an app for the agent, is finished with it.
    MarkDone,
}

impl VoiceState {
    /// Every state, in the order of a call's life.
    pub const ALL: [Self; 5] = [Self::Ringing, Self::Dialing, Self::Talking, Self::Held, Self::Idle];

    /// The state as it stands on the wire.
    #[must_use]
    pub const fn wire(self) -> State {
        match self {
            Self::Ringing => State::Ringing,
            Self::Dialing => State::Dialing,
            Self::Talking => State::Talking,
            Self::Held => State::Held,
            Self::Idle => State::Idle,
        }
    }

    pub(super) const fn is_final(self) -> bool {
        matches!(self, Self::Idle)
    }

    /// The transition table.
    #[must_use]
    #[rustfmt::skip] // One line a row: it is a table.
    pub const fn step(self, input: VoiceInput) -> Step<Self> {
        use VoiceInput::{
            Accept, Complete, Conference, ConferenceCompleted, Consult, ConsultElsewhere, FarEndAnswers, FarEndBusy, FarEndHangsUp, FarEndNoAnswer,
            FarEndRefuses, HangUp, Hold, LeaveConference, MarkDone, PartyJoins, PartyLeaves, Record, Redirect, Reject, Retrieve, RingTimeout, Transfer,
            TransferCompleted,
        };
        use VoiceState::{Dialing, Held, Idle, Ringing, Talking};
        match (self, input) {
            (Ringing, Accept) => to(Talking, EventType::Established, "interaction.accept/1"),
            (Ringing, Reject) => to(Idle, EventType::Released, "interaction.reject/1"),
            (Ringing, RingTimeout) => to(Idle, EventType::Released, "voice/7"),
            (Ringing, Redirect) => to(Idle, EventType::Released, "voice/6"),
            (Ringing, FarEndHangsUp) => to(Idle, EventType::Released, "voice/6"),
            (Ringing, FarEndAnswers | FarEndRefuses | FarEndBusy | FarEndNoAnswer) => refused("voice/19"),
            (Ringing, PartyJoins | PartyLeaves | Hold | Retrieve | HangUp | Record | LeaveConference) => refused("voice/19"),
            (Ringing, Consult | ConsultElsewhere) => refused("interaction.consult/11"),
            (Ringing, Transfer) => refused("interaction.singleStepTransfer/9"),
            (Ringing, Conference) => refused("interaction.singleStepConference/9"),
            (Ringing, Complete | TransferCompleted) => refused("interaction.completeTransfer/7"),
            (Ringing, ConferenceCompleted) => refused("interaction.completeConference/7"),
            (Ringing, MarkDone) => refused("interaction.markdone/4"),

            (Dialing, FarEndAnswers) => to(Talking, EventType::Established, "voice/12"),
            (Dialing, FarEndRefuses | FarEndBusy | FarEndNoAnswer | FarEndHangsUp) => to(Idle, EventType::Released, "voice/13"),
            (Dialing, HangUp) => to(Idle, EventType::Released, "voice/13"),
            (Dialing, Complete) => to(Idle, EventType::Released, "interaction.completeTransfer/3"),
            (Dialing, Accept) => refused("interaction.accept/4"),
            (Dialing, Reject) => refused("interaction.reject/4"),
            (Dialing, RingTimeout | Redirect) => refused("voice/7"),
            (Dialing, PartyJoins | PartyLeaves | Hold | Retrieve | Record | LeaveConference) => refused("voice/19"),
            (Dialing, Consult | ConsultElsewhere) => refused("interaction.consult/11"),
            (Dialing, Transfer) => refused("interaction.singleStepTransfer/9"),
            (Dialing, Conference) => refused("interaction.singleStepConference/9"),
            (Dialing, TransferCompleted) => refused("interaction.completeTransfer/7"),
            (Dialing, ConferenceCompleted) => refused("interaction.completeConference/7"),
            (Dialing, MarkDone) => refused("interaction.markdone/4"),

            (Talking, Hold) => to(Held, EventType::Held, "voice/10"),
            (Talking, Consult) => to(Held, EventType::Held, "consultation/1"),
            (Talking, HangUp | FarEndHangsUp) => to(Idle, EventType::Released, "voice/4"),
            (Talking, Transfer) => to(Idle, EventType::Released, "interaction.singleStepTransfer/2"),
            (Talking, TransferCompleted) => to(Idle, EventType::Released, "interaction.completeTransfer/2"),
            (Talking, LeaveConference) => to(Idle, EventType::Released, "consultation/11"),
            (Talking, Complete) => to(Idle, EventType::Released, "consultation/8"),
            (Talking, ConsultElsewhere) => stays(Some(EventType::Added), "interaction.consult/4"),
            (Talking, Conference) => stays(Some(EventType::PartyAdded), "interaction.singleStepConference/1"),
            (Talking, ConferenceCompleted) => stays(Some(EventType::PartyAdded), "interaction.completeConference/1"),
            (Talking, PartyJoins) => stays(Some(EventType::PartyAdded), "event.interaction/17"),
            (Talking, PartyLeaves) => stays(Some(EventType::PartyRemoved), "event.interaction/18"),
            (Talking, Record) => stays(Some(EventType::RecordingStateChanged), "event.interaction/19"),
            (Talking, Accept) => refused("interaction.accept/4"),
            (Talking, Reject) => refused("interaction.reject/4"),
            (Talking, RingTimeout | Redirect) => refused("voice/7"),
            (Talking, FarEndAnswers | FarEndRefuses | FarEndBusy | FarEndNoAnswer | Retrieve) => refused("voice/19"),
            (Talking, MarkDone) => refused("interaction.markdone/4"),

            (Held, Retrieve) => to(Talking, EventType::Established, "voice/11"),
            (Held, ConferenceCompleted) => to(Talking, EventType::Established, "interaction.completeConference/2"),
            (Held, HangUp | FarEndHangsUp) => to(Idle, EventType::Released, "voice/4"),
            (Held, Transfer) => to(Idle, EventType::Released, "interaction.singleStepTransfer/2"),
            (Held, TransferCompleted) => to(Idle, EventType::Released, "interaction.completeTransfer/2"),
            (Held, LeaveConference) => to(Idle, EventType::Released, "consultation/11"),
            (Held, Complete) => to(Idle, EventType::Released, "consultation/8"),
            (Held, Consult | ConsultElsewhere) => stays(Some(EventType::Added), "interaction.consult/1"),
            (Held, Conference) => stays(Some(EventType::PartyAdded), "interaction.singleStepConference/1"),
            (Held, PartyJoins) => stays(Some(EventType::PartyAdded), "event.interaction/17"),
            (Held, PartyLeaves) => stays(Some(EventType::PartyRemoved), "event.interaction/18"),
            (Held, Record) => stays(Some(EventType::RecordingStateChanged), "event.interaction/19"),
            (Held, Accept) => refused("interaction.accept/4"),
            (Held, Reject) => refused("interaction.reject/4"),
            (Held, RingTimeout | Redirect) => refused("voice/7"),
            (Held, FarEndAnswers | FarEndRefuses | FarEndBusy | FarEndNoAnswer | Hold) => refused("voice/19"),
            (Held, MarkDone) => refused("interaction.markdone/4"),

            (Idle, MarkDone) => Step::Closes { clause: "interaction.markdone/1" },
            (Idle, Accept) => refused("interaction.accept/4"),
            (Idle, Reject) => refused("interaction.reject/4"),
            (Idle, Complete | TransferCompleted) => refused("interaction.completeTransfer/7"),
            (Idle, ConferenceCompleted) => refused("interaction.completeConference/7"),
            (
                Idle,
                RingTimeout | Redirect | FarEndAnswers | FarEndRefuses | FarEndBusy | FarEndNoAnswer | FarEndHangsUp | PartyJoins | PartyLeaves | Hold
                | Retrieve | HangUp | Record | Consult | ConsultElsewhere | Transfer | Conference | LeaveConference,
            ) => refused("voice/17"),
        }
    }
}

impl VoiceInput {
    /// Every input.
    pub const ALL: [Self; 24] = [
        Self::Accept,
        Self::Reject,
        Self::RingTimeout,
        Self::Redirect,
        Self::FarEndAnswers,
        Self::FarEndRefuses,
        Self::FarEndBusy,
        Self::FarEndNoAnswer,
        Self::FarEndHangsUp,
        Self::PartyJoins,
        Self::PartyLeaves,
        Self::Hold,
        Self::Retrieve,
        Self::HangUp,
        Self::Record,
        Self::Consult,
        Self::ConsultElsewhere,
        Self::Transfer,
        Self::Conference,
        Self::Complete,
        Self::TransferCompleted,
        Self::ConferenceCompleted,
        Self::LeaveConference,
        Self::MarkDone,
    ];
}
