//! The recording of a call: its transition table (`type.interaction/27` and after).
//! One `match (state, input)` without a catch-all arm; each row names the clause that it comes from.

#![cfg_attr(doc, doc = include_str!("../../docs/recording.md"))]
#![warn(clippy::wildcard_enum_match_arm)]

use scapi_schema::{event::EventType, interaction::RecordingState};
use serde::{Deserialize, Serialize};

use super::{Step, refused, to};

/// Whether a call is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Recording {
    /// It is not.
    Stopped,
    /// It is.
    Recording,
    /// It is, but not now.
    Paused,
}

/// What can happen to a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordingInput {
    /// It starts.
    Start,
    /// It pauses.
    Pause,
    /// It goes on.
    Resume,
    /// It stops.
    Stop,
}

impl Recording {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Stopped, Self::Recording, Self::Paused];

    /// The state as it stands on the wire.
    #[must_use]
    pub const fn wire(self) -> RecordingState {
        match self {
            Self::Stopped => RecordingState::Stopped,
            Self::Recording => RecordingState::Recording,
            Self::Paused => RecordingState::Paused,
        }
    }

    /// The transition table. That a recording ends with its call (`voice/21`) is no row of it: nobody asks for that.
    #[must_use]
    #[rustfmt::skip] // One line a row: it is a table.
    pub const fn step(self, input: RecordingInput) -> Step<Self> {
        use RecordingInput::{Pause, Resume, Start, Stop};
        const CHANGED: EventType = EventType::RecordingStateChanged;
        match (self, input) {
            (Self::Stopped, Start) => to(Self::Recording, CHANGED, "voice.startCallRecording/1"),
            (Self::Recording, Pause) => to(Self::Paused, CHANGED, "voice.pauseCallRecording/1"),
            (Self::Paused, Resume) => to(Self::Recording, CHANGED, "voice.resumeCallRecording/1"),
            (Self::Recording | Self::Paused, Stop) => to(Self::Stopped, CHANGED, "voice.stopCallRecording/1"),
            (Self::Stopped, Pause | Resume | Stop) => refused("voice/20"),
            (Self::Recording, Start | Resume) => refused("voice/20"),
            (Self::Paused, Start | Pause) => refused("voice/20"),
        }
    }
}

impl RecordingInput {
    /// Every input.
    pub const ALL: [Self; 4] = [Self::Start, Self::Pause, Self::Resume, Self::Stop];
}
