//! The media channels: one transition table each, and what they have in common.
//! A [`Life`] is where an interaction is in the table of its channel; an overlay may hide it on the wire.

pub mod open_media;
pub mod overlay;
pub mod preview;
pub mod recording;
pub mod table;
pub mod voice;

pub use open_media::{OpenMediaInput, OpenMediaState};
pub use overlay::{Overlay, OverlayInput};
pub use preview::{PreviewInput, PreviewState};
pub use recording::{Recording, RecordingInput};
pub use table::Table;
pub use voice::{VoiceInput, VoiceState};

use alloc::vec::Vec;

use scapi_schema::{
    event::{Carries, EVENT_TYPES, EventType},
    interaction::State,
};
use serde::{Deserialize, Serialize};

/// What an input does in a state: a row of a transition table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<S> {
    /// It goes to another state, which is reported by an event.
    To {
        /// The new state.
        state: S,
        /// The event.
        event: EventType,
        /// Where the row comes from.
        clause: &'static str,
    },
    /// The state stays; what else changes (parties, recording, another interaction) the input says.
    Stays {
        /// The event that reports what else changes, if one does.
        event: Option<EventType>,
        /// Where the row comes from.
        clause: &'static str,
    },
    /// It leaves the agent's list.
    Closes {
        /// Where the row comes from.
        clause: &'static str,
    },
    /// It goes to a last state, which is reported by an event, and leaves the agent's list.
    Finishes {
        /// The last state.
        state: S,
        /// The event.
        event: EventType,
        /// Where the row comes from.
        clause: &'static str,
    },
    /// The state does not allow it.
    Refused {
        /// Where the row comes from.
        clause: &'static str,
    },
}

impl<S> Step<S> {
    /// Where the row comes from.
    #[must_use]
    pub const fn clause(&self) -> &'static str {
        match self {
            Self::To { clause, .. }
            | Self::Stays { clause, .. }
            | Self::Closes { clause }
            | Self::Finishes { clause, .. }
            | Self::Refused { clause } => clause,
        }
    }

    /// Whether the state does not allow the input.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        matches!(self, Self::Refused { .. })
    }

    fn map<T>(self, into: impl FnOnce(S) -> T) -> Step<T> {
        match self {
            Self::To { state, event, clause } => Step::To { state: into(state), event, clause },
            Self::Stays { event, clause } => Step::Stays { event, clause },
            Self::Closes { clause } => Step::Closes { clause },
            Self::Finishes { state, event, clause } => Step::Finishes { state: into(state), event, clause },
            Self::Refused { clause } => Step::Refused { clause },
        }
    }
}

const fn to<S>(state: S, event: EventType, clause: &'static str) -> Step<S> {
    Step::To { state, event, clause }
}

const fn stays<S>(event: Option<EventType>, clause: &'static str) -> Step<S> {
    Step::Stays { event, clause }
}

const fn refused<S>(clause: &'static str) -> Step<S> {
    Step::Refused { clause }
}

/// Where an interaction is in its life, by channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Life {
    /// A call.
    Voice(VoiceState),
    /// A chat, an e-mail, a work item.
    OpenMedia(OpenMediaState),
    /// The preview of an outbound call.
    Preview(PreviewState),
}

/// An input of one of the channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// Of a call.
    Voice(VoiceInput),
    /// Of open media.
    OpenMedia(OpenMediaInput),
    /// Of a preview.
    Preview(PreviewInput),
}

impl Life {
    /// The state as it stands on the wire.
    #[must_use]
    pub const fn wire(self) -> State {
        match self {
            Self::Voice(state) => state.wire(),
            Self::OpenMedia(state) => state.wire(),
            Self::Preview(state) => state.wire(),
        }
    }

    /// What the table of the channel says; none if the input is of another channel.
    #[must_use]
    pub fn step(self, input: Input) -> Option<Step<Self>> {
        match (self, input) {
            (Self::Voice(state), Input::Voice(input)) => Some(state.step(input).map(Self::Voice)),
            (Self::OpenMedia(state), Input::OpenMedia(input)) => Some(state.step(input).map(Self::OpenMedia)),
            (Self::Preview(state), Input::Preview(input)) => Some(state.step(input).map(Self::Preview)),
            (
                Self::Voice(_) | Self::OpenMedia(_) | Self::Preview(_),
                Input::Voice(_) | Input::OpenMedia(_) | Input::Preview(_),
            ) => None,
        }
    }

    /// Whether nothing more comes but mark done (`interaction.setUserData/4`, `interaction.setUserData/6`).
    #[must_use]
    pub const fn is_final(self) -> bool {
        match self {
            Self::Voice(state) => state.is_final(),
            Self::OpenMedia(state) => state.is_final(),
            Self::Preview(state) => state.is_final(),
        }
    }

    /// The states in which the table allows an input.
    #[must_use]
    pub fn states_for(input: Input) -> Vec<State> {
        match input {
            Input::Voice(input) => VoiceState::ALL
                .into_iter()
                .filter(|state| !state.step(input).is_refused())
                .map(VoiceState::wire)
                .collect(),
            Input::OpenMedia(input) => OpenMediaState::ALL
                .into_iter()
                .filter(|state| !state.step(input).is_refused())
                .map(OpenMediaState::wire)
                .collect(),
            Input::Preview(input) => PreviewState::ALL
                .into_iter()
                .filter(|state| !state.step(input).is_refused())
                .map(PreviewState::wire)
                .collect(),
        }
    }
}

/// The event that reports that an interaction has come into a state, whatever it was in before.
#[must_use]
pub fn event_of(state: &State) -> EventType {
    let is_of_state =
        |carries: Carries| matches!(carries, Carries::InteractionIn(carried) if carried == state);
    let of_state = EVENT_TYPES.iter().find(|info| is_of_state(info.carries));
    of_state.map_or(EventType::AttachedDataChanged, |info| info.event_type.clone())
}
