//! An interaction as the host keeps it. What apps see of it is made in `view`.
//! Ids are the decimal numbers that the wire shows as strings (`type.interaction/1`).

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

use scapi_schema::{
    UserData,
    interaction::{CallType, Contact, Direction, RonaCallState, State},
    stimulus::PreviewMode,
};
use serde::{Deserialize, Serialize};

use crate::{
    action::Medium,
    channel::{Life, OpenMediaState, Overlay, PreviewState, Recording, VoiceState},
    time::Timestamp,
};

/// The number behind an `interactionId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct InteractionId(pub(crate) u64);

impl InteractionId {
    /// Reads the one spelling that the host writes: `1`, but not `01` or `+1`.
    pub(crate) fn parse(wire: &str) -> Option<Self> {
        let number: u64 = wire.parse().ok()?;
        (number.to_string() == wire).then_some(Self(number))
    }

    pub(crate) fn wire(self) -> String {
        self.0.to_string()
    }
}

/// One interaction of the agent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Record {
    pub(crate) id: InteractionId,
    pub(crate) case_id: String,
    /// The interaction from which this one was made.
    pub(crate) parent: Option<InteractionId>,
    pub(crate) role: Role,
    /// The consultation that is under way about it, or the call of the preview.
    pub(crate) child: Option<InteractionId>,
    pub(crate) user_data: UserData,
    pub(crate) contact: Option<Contact>,
    /// Everyone but the agent, the first being whom it is with.
    pub(crate) parties: Vec<String>,
    pub(crate) life: Life,
    pub(crate) overlay: Overlay,
    /// Whether user data came in or changed since the life last moved, where the profile shows that as a state.
    pub(crate) data_overlay: Option<DataOverlay>,
    /// What was shown before, the overlay of user data aside.
    pub(crate) previous: Option<State>,
    pub(crate) content: Content,
    pub(crate) block: Option<Box<Block>>,
    pub(crate) due: Due,
}

/// What an interaction is to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Role {
    /// It stands for itself, or replies to its parent, or is the call of a preview.
    Main,
    Consultation,
}

/// What differs by medium.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Content {
    Call(Box<Call>),
    OpenMedia(Box<OpenMedia>),
    Preview(Box<Preview>),
}

/// What only calls have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Call {
    pub(crate) uuid: String,
    pub(crate) conn_id: String,
    pub(crate) direction: Direction,
    pub(crate) call_type: CallType,
    pub(crate) ani: String,
    pub(crate) dnis: String,
    pub(crate) recording: Recording,
    pub(crate) rona: Option<RonaCallState>,
}

/// What only open media have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenMedia {
    pub(crate) uuid: String,
    pub(crate) media: String,
    /// Whether the agent came by an invitation into a conference.
    pub(crate) invited: bool,
    pub(crate) transcript: Vec<Line>,
}

/// What only previews have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Preview {
    pub(crate) uuid: String,
    pub(crate) mode: PreviewMode,
    pub(crate) phone: String,
}

/// One line of a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// When it was written, in session time.
    pub at: Timestamp,
    /// Who wrote it.
    pub from: String,
    /// What was written.
    pub text: String,
}

/// How a change of user data shows as a state (`userdata/3`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum DataOverlay {
    Attached,
    Updated,
}

/// What keeps an interaction from being marked done (`interaction.blockMarkdone/1`).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Block {
    pub(crate) warning: String,
    /// When it lapses, if ever.
    pub(crate) until: Option<Timestamp>,
    /// Whether an attempt waits for the end of the block.
    pub(crate) held: bool,
}

/// What is due to the interaction, and when; the table of timers has the same.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Due {
    /// It is taken away if nobody answers.
    pub(crate) ring: Option<Timestamp>,
    /// The far end does this by itself.
    pub(crate) far_end: Option<(Timestamp, scapi_schema::policy::FarEndOutcome)>,
    /// The far end hangs up by itself.
    pub(crate) hang_up: Option<Timestamp>,
}

impl Record {
    pub(crate) fn medium(&self) -> Medium {
        match &self.content {
            Content::Call(_) => Medium::Voice,
            Content::Preview(_) => Medium::Preview,
            Content::OpenMedia(content) => medium_of(&content.media),
        }
    }

    /// The name of the medium as it stands on the wire.
    pub(crate) fn media(&self) -> &str {
        match &self.content {
            Content::Call(_) => "voice",
            Content::Preview(_) => "outboundpreview",
            Content::OpenMedia(content) => &content.media,
        }
    }

    pub(crate) const fn call(&self) -> Option<&Call> {
        match &self.content {
            Content::Call(call) => Some(call),
            Content::OpenMedia(_) | Content::Preview(_) => None,
        }
    }

    pub(crate) const fn call_mut(&mut self) -> Option<&mut Call> {
        match &mut self.content {
            Content::Call(call) => Some(call),
            Content::OpenMedia(_) | Content::Preview(_) => None,
        }
    }

    /// The lines of a chat.
    pub(crate) fn transcript(&self) -> &[Line] {
        match &self.content {
            Content::OpenMedia(content) => &content.transcript,
            Content::Call(_) | Content::Preview(_) => &[],
        }
    }

    /// What is shown, the overlay of user data aside.
    pub(crate) fn shown(&self) -> State {
        self.overlay.wire().unwrap_or_else(|| self.life.wire())
    }

    pub(crate) const fn is_consultation(&self) -> bool {
        matches!(self.role, Role::Consultation)
    }

    /// Whether there is anybody besides the customer and the agent.
    pub(crate) fn is_conference(&self) -> bool {
        let invited = matches!(&self.content, Content::OpenMedia(content) if content.invited);
        invited || self.parties.len() > 1
    }

    /// Whether it came in and alerts the agent.
    pub(crate) fn is_ringing(&self) -> bool {
        self.life == Life::Voice(VoiceState::Ringing)
    }

    /// Whether it waits for the far end to do something.
    pub(crate) fn awaits_far_end(&self) -> bool {
        match self.life {
            Life::Voice(state) => state == VoiceState::Dialing,
            Life::OpenMedia(OpenMediaState::Created) => self.is_consultation(),
            Life::OpenMedia(state) => state == OpenMediaState::Transferring,
            Life::Preview(
                PreviewState::Preview | PreviewState::Ready | PreviewState::Canceled | PreviewState::Rejected,
            ) => false,
        }
    }

    /// Whether the far end is there and can hang up.
    pub(crate) fn is_connected(&self) -> bool {
        match self.life {
            Life::Voice(state) => matches!(state, VoiceState::Talking | VoiceState::Held),
            Life::OpenMedia(state) => state == OpenMediaState::Accepted && self.medium() == Medium::Chat,
            Life::Preview(_) => false,
        }
    }
}

/// The kind of a medium by its name; names are open, and what is not known is worked on like a work item.
pub(crate) fn medium_of(media: &str) -> Medium {
    match media {
        "voice" => Medium::Voice,
        "chat" => Medium::Chat,
        "email" => Medium::Email,
        "outboundpreview" => Medium::Preview,
        _ => Medium::Workitem,
    }
}
