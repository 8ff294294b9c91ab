//! The life of each medium: the states that an interaction can be in, each with the states that lead to it.
//! `voice/1`, `openmedia/1`, `chat/1`, `email/1`, `preview/1` and after.

use crate::interaction::State;

use State::{
    Accepted, Canceled, Cancelled, Completed, Created, Dialing, Error, Held, HistoryDone, HistoryInProgress,
    Idle, Invited, InvitedConference, JoinFailed, JoinPending, LeftConference, Preview, Pulled, Ready,
    Rejected, Revoked, Ringing, Saved, Sent, Talking, TransferCompleted, Transferring, Unknown,
    UserDataAttached, UserDataUpdated,
};

/// A medium that interactions are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// Calls: inbound, outbound, between agents, consultations.
    Voice,
    /// Chats.
    Chat,
    /// Inbound e-mails, replies and e-mails that the agent begins.
    Email,
    /// Work items, and media that a site defines.
    Workitem,
    /// Previews of outbound calls.
    Preview,
}

/// A state, and those that an interaction may come from; no such state where it is the first one.
pub(super) type Step = (State, &'static [State]);

const VOICE: &[Step] = &[
    (Ringing, &[]),
    (Dialing, &[]),
    (Talking, &[Ringing, Dialing, Held]),
    (Held, &[Talking]),
    (Idle, &[Ringing, Dialing, Talking, Held]),
    (Unknown, &[Ringing, Dialing, Talking, Held]),
];

/// What all open media have.
const OPEN_MEDIA: &[Step] = &[
    (Invited, &[]),
    (InvitedConference, &[]),
    (Pulled, &[]),
    (Accepted, &[Invited, InvitedConference]),
    (Revoked, &[Invited, InvitedConference]),
    (Completed, &[Accepted, Pulled]),
    (Error, &[Invited, Accepted, Pulled]),
    (Transferring, &[Accepted, Pulled]),
    (TransferCompleted, &[Transferring]),
    (LeftConference, &[Accepted]),
    (UserDataAttached, &[Invited, Accepted, Pulled]),
    (UserDataUpdated, &[Invited, Accepted, Pulled]),
    (Unknown, &[Invited, Accepted, Pulled]),
];

const CHAT: &[Step] = &[
    (JoinPending, &[Accepted]),
    (JoinFailed, &[JoinPending]),
    (HistoryInProgress, &[Accepted, JoinPending]),
    (HistoryDone, &[HistoryInProgress]),
    (Idle, &[Accepted, HistoryDone, JoinFailed]),
];

const EMAIL: &[Step] =
    &[(Created, &[]), (Saved, &[Created]), (Sent, &[Created, Saved]), (Cancelled, &[Created, Saved])];

const PREVIEW: &[Step] = &[
    (Preview, &[]),
    (Ready, &[Preview]),
    (Canceled, &[Preview, Ready]),
    (Rejected, &[Preview, Ready]),
    (Unknown, &[Preview, Ready]),
];

impl Medium {
    /// Every medium.
    pub const ALL: [Self; 5] = [Self::Voice, Self::Chat, Self::Email, Self::Workitem, Self::Preview];

    /// The name on the wire: `media` of an interaction.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Chat => "chat",
            Self::Email => "email",
            Self::Workitem => "workitem",
            Self::Preview => "outboundpreview",
        }
    }

    /// Every state that an interaction of the medium can be in.
    pub fn states(self) -> impl Iterator<Item = &'static State> {
        self.steps().map(|(state, _)| state)
    }

    pub(super) fn steps(self) -> impl Iterator<Item = &'static Step> {
        let (own, shared): (&[Step], &[Step]) = match self {
            Self::Voice => (VOICE, &[]),
            Self::Chat => (CHAT, OPEN_MEDIA),
            Self::Email => (EMAIL, OPEN_MEDIA),
            Self::Workitem => (&[], OPEN_MEDIA),
            Self::Preview => (PREVIEW, &[]),
        };
        own.iter().chain(shared)
    }
}
