//! The recording of a call: its transition table (`type.interaction/27` and after).
//! One `match (state, input)` without a catch-all arm; none means that the state does not allow it (`voice/20`).

#![warn(clippy::wildcard_enum_match_arm)]

use scapi_schema::interaction::RecordingState;
use serde::{Deserialize, Serialize};

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

    /// The transition table.
    #[must_use]
    pub const fn step(self, input: RecordingInput) -> Option<Self> {
        use RecordingInput::{Pause, Resume, Start, Stop};
        match (self, input) {
            (Self::Stopped, Start) | (Self::Paused, Resume) => Some(Self::Recording),
            (Self::Recording, Pause) => Some(Self::Paused),
            (Self::Recording | Self::Paused, Stop) => Some(Self::Stopped),
            (Self::Stopped, Pause | Resume | Stop)
            | (Self::Recording, Start | Resume)
            | (Self::Paused, Start | Pause) => None,
        }
    }
}

impl RecordingInput {
    /// Every input.
    pub const ALL: [Self; 4] = [Self::Start, Self::Pause, Self::Resume, Self::Stop];
}
