//! Open media – chats, e-mails, work items and what a site defines: their transition table (`openmedia/1` and after).
//! One `match (state, input)` without a catch-all arm; each row names the clause that it comes from.

#![cfg_attr(doc, doc = include_str!("../../docs/open-media.md"))]
#![warn(clippy::wildcard_enum_match_arm)]

use scapi_schema::{event::EventType, interaction::State};
use serde::{Deserialize, Serialize};

use super::{Step, refused, stays, to};

/// Where an interaction of open media is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OpenMediaState {
    /// It is offered to the agent.
    Invited,
    /// The agent is invited into a conference on it.
    InvitedConference,
    /// The agent has it.
    Accepted,
    /// The agent has it, out of a workbin.
    Pulled,
    /// The agent has made it: an e-mail to be written, a chat with somebody to be asked.
    Created,
    /// An e-mail was put aside.
    Saved,
    /// It is on its way to somebody else.
    Transferring,
    /// Somebody else has it.
    TransferCompleted,
    /// The agent has left the conference.
    LeftConference,
    /// The offer was taken back.
    Revoked,
    /// The e-mail has gone out.
    Sent,
    /// The e-mail was given up.
    Cancelled,
    /// The chat is over.
    Idle,
    /// Work on it is finished.
    Completed,
}

/// What can happen to an interaction of open media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenMediaInput {
    /// The agent, or an app for the agent, takes it.
    Accept,
    /// The agent, or an app for the agent, declines it.
    Reject,
    /// Routing takes the offer back.
    Revoke,
    /// The target of the transfer, or the agent who is asked, takes it.
    FarEndAnswers,
    /// The target, or the agent who is asked, declines, is busy or does not react.
    FarEndDeclines,
    /// The far end, all of it, leaves the chat.
    FarEndHangsUp,
    /// Somebody joins the chat.
    PartyJoins,
    /// Somebody leaves the chat, and others stay.
    PartyLeaves,
    /// Somebody writes a line.
    ChatLine,
    /// The agent ends the chat.
    HangUp,
    /// The agent asks somebody about it.
    Consult,
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
    /// The agent begins a reply to the e-mail.
    Reply,
    /// The agent puts the e-mail aside.
    Save,
    /// The agent sends the e-mail.
    Send,
    /// The agent gives the e-mail up.
    Cancel,
    /// The agent, or an app for the agent, is finished with it.
    MarkDone,
}

impl OpenMediaState {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 14] = [
        Self::Invited,
        Self::InvitedConference,
        Self::Accepted,
        Self::Pulled,
        Self::Created,
        Self::Saved,
        Self::Transferring,
        Self::TransferCompleted,
        Self::LeftConference,
        Self::Revoked,
        Self::Sent,
        Self::Cancelled,
        Self::Idle,
        Self::Completed,
    ];

    /// The state as it stands on the wire.
    #[must_use]
    pub const fn wire(self) -> State {
        match self {
            Self::Invited => State::Invited,
            Self::InvitedConference => State::InvitedConference,
            Self::Accepted => State::Accepted,
            Self::Pulled => State::Pulled,
            Self::Created => State::Created,
            Self::Saved => State::Saved,
            Self::Transferring => State::Transferring,
            Self::TransferCompleted => State::TransferCompleted,
            Self::LeftConference => State::LeftConference,
            Self::Revoked => State::Revoked,
            Self::Sent => State::Sent,
            Self::Cancelled => State::Cancelled,
            Self::Idle => State::Idle,
            Self::Completed => State::Completed,
        }
    }

    pub(super) const fn is_final(self) -> bool {
        match self {
            Self::TransferCompleted
            | Self::LeftConference
            | Self::Revoked
            | Self::Sent
            | Self::Cancelled
            | Self::Completed => true,
            // A chat that is over can still be worked on: the list of final states does not have IDLE.
            Self::Idle
            | Self::Invited
            | Self::InvitedConference
            | Self::Accepted
            | Self::Pulled
            | Self::Created
            | Self::Saved
            | Self::Transferring => false,
        }
    }

    /// The transition table.
    #[must_use]
    #[rustfmt::skip] // One line a row: it is a table.
    pub const fn step(self, input: OpenMediaInput) -> Step<Self> {
        use OpenMediaInput as Input;
        use OpenMediaInput::{
            Accept, Cancel, ChatLine, Complete, Conference, ConferenceCompleted, Consult, FarEndAnswers, FarEndDeclines, FarEndHangsUp, HangUp,
            LeaveConference, MarkDone, PartyJoins, PartyLeaves, Reject, Reply, Revoke, Save, Send, Transfer,
        };
        use OpenMediaState::{
            Accepted, Cancelled, Completed, Created, Idle, Invited, InvitedConference, LeftConference, Pulled, Revoked, Saved, Sent,
            TransferCompleted, Transferring,
        };
        match (self, input) {
            (Invited, Accept) => to(Accepted, EventType::Accepted, "interaction.accept/2"),
            (Invited, Reject) => to(Completed, EventType::Completed, "interaction.reject/3"),
            (Invited, Revoke) => to(Revoked, EventType::Revoked, "openmedia/5"),
            (InvitedConference, Accept) => to(Accepted, EventType::Accepted, "interaction.accept/2"),
            (InvitedConference, Reject) => to(Completed, EventType::Completed, "interaction.reject/3"),
            (InvitedConference, Revoke) => to(Revoked, EventType::Revoked, "openmedia/5"),
            (Invited | InvitedConference, MarkDone) => refused("interaction.markdone/4"),

            (Accepted | Pulled, Transfer) => to(Transferring, EventType::Transferring, "interaction.singleStepTransfer/3"),
            (Accepted | Pulled, Input::TransferCompleted) => to(Transferring, EventType::Transferring, "openmedia/7"),
            (Accepted | Pulled, MarkDone) => Step::Finishes { state: Completed, event: EventType::Completed, clause: "openmedia/3" },
            (Accepted | Pulled, HangUp | FarEndHangsUp) => to(Idle, EventType::Released, "chat/3"),
            (Accepted, LeaveConference) => to(LeftConference, EventType::LeftConference, "openmedia/9"),
            (Accepted, Complete) => to(Idle, EventType::Released, "consultation/8"),
            (Accepted, ConferenceCompleted) => stays(Some(EventType::PartyAdded), "interaction.completeConference/1"),
            (Accepted, Conference) => stays(Some(EventType::PartyAdded), "interaction.singleStepConference/1"),
            (Accepted, PartyJoins) => stays(Some(EventType::PartyAdded), "event.interaction/17"),
            (Accepted, PartyLeaves) => stays(Some(EventType::PartyRemoved), "event.interaction/18"),
            (Accepted, ChatLine) => stays(None, "openmedia/11"),
            (Accepted | Pulled, Consult) => stays(Some(EventType::Added), "interaction.consult/1"),
            (Accepted | Pulled, Reply) => stays(Some(EventType::Added), "email/5"),
            (Accepted | Pulled, Accept) => refused("interaction.accept/4"),
            (Accepted | Pulled, Reject) => refused("interaction.reject/4"),
            (Accepted | Pulled, Revoke | FarEndAnswers | FarEndDeclines | Save | Send | Cancel) => refused("openmedia/11"),
            (Pulled, LeaveConference | Complete | ConferenceCompleted | Conference | PartyJoins | PartyLeaves | ChatLine) => refused("openmedia/11"),

            (Created, Save) => to(Saved, EventType::Saved, "email/2"),
            (Created | Saved, Send) => to(Sent, EventType::Sent, "email/3"),
            (Created | Saved, Cancel) => to(Cancelled, EventType::Cancelled, "email/4"),
            (Created, FarEndAnswers) => to(Accepted, EventType::Accepted, "consultation/14"),
            (Created, FarEndDeclines | FarEndHangsUp | HangUp) => to(Idle, EventType::Released, "consultation/8"),
            (Created, Complete) => to(Idle, EventType::Released, "interaction.completeTransfer/3"),
            (Saved, Save | FarEndAnswers | FarEndDeclines | FarEndHangsUp | HangUp | Complete) => refused("openmedia/11"),
            (Created | Saved, MarkDone) => refused("interaction.markdone/4"),

            (Transferring, FarEndAnswers) => to(TransferCompleted, EventType::TransferCompleted, "openmedia/7"),
            (Transferring, FarEndDeclines) => to(Accepted, EventType::Accepted, "openmedia/12"),
            (Transferring, MarkDone) => refused("interaction.markdone/4"),
            (Transferring, FarEndHangsUp | HangUp | Complete | Save | Send | Cancel) => refused("openmedia/11"),

            (TransferCompleted | LeftConference | Revoked | Sent | Cancelled | Idle | Completed, MarkDone) => {
                Step::Closes { clause: "interaction.markdone/1" }
            }
            (
                TransferCompleted | LeftConference | Revoked | Sent | Cancelled | Idle | Completed,
                FarEndAnswers | FarEndDeclines | FarEndHangsUp | HangUp | Save | Send | Cancel | Complete,
            )
            | (Invited | InvitedConference, FarEndAnswers | FarEndDeclines | FarEndHangsUp | HangUp | Save | Send | Cancel | Complete) => {
                refused("openmedia/11")
            }

            (
                Created | Saved | Transferring | TransferCompleted | LeftConference | Revoked | Sent | Cancelled | Idle | Completed,
                Accept,
            ) => refused("interaction.accept/4"),
            (
                Created | Saved | Transferring | TransferCompleted | LeftConference | Revoked | Sent | Cancelled | Idle | Completed,
                Reject,
            ) => refused("interaction.reject/4"),
            (
                Created | Saved | Transferring | TransferCompleted | LeftConference | Revoked | Sent | Cancelled | Idle | Completed,
                Revoke,
            ) => refused("openmedia/5"),
            (
                Invited | InvitedConference | Created | Saved | Transferring | TransferCompleted | LeftConference | Revoked | Sent | Cancelled | Idle
                | Completed,
                PartyJoins | PartyLeaves | ChatLine | Consult | Transfer | Conference | Input::TransferCompleted | ConferenceCompleted
                | LeaveConference | Reply,
            ) => refused("openmedia/11"),
        }
    }
}

impl OpenMediaInput {
    /// Every input.
    pub const ALL: [Self; 22] = [
        Self::Accept,
        Self::Reject,
        Self::Revoke,
        Self::FarEndAnswers,
        Self::FarEndDeclines,
        Self::FarEndHangsUp,
        Self::PartyJoins,
        Self::PartyLeaves,
        Self::ChatLine,
        Self::HangUp,
        Self::Consult,
        Self::Transfer,
        Self::Conference,
        Self::Complete,
        Self::TransferCompleted,
        Self::ConferenceCompleted,
        Self::LeaveConference,
        Self::Reply,
        Self::Save,
        Self::Send,
        Self::Cancel,
        Self::MarkDone,
    ];
}
