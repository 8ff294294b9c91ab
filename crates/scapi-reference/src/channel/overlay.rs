//! Overlays: states that hide where an interaction is in its life without moving it (`chat/1`, `chat/2`, `openmedia/8`).
//! The two of user data (`userdata/3`) are apart: they come and go with every change and allow whatever they hide.

#![cfg_attr(doc, doc = include_str!("../../docs/overlay.md"))]
#![warn(clippy::wildcard_enum_match_arm)]

use scapi_schema::interaction::State;
use serde::{Deserialize, Serialize};

/// What hides the state of the life cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Overlay {
    /// Nothing does.
    None,
    /// The chat session is being joined.
    JoinPending,
    /// The chat server cannot be reached.
    JoinFailed,
    /// The transcript is being loaded.
    HistoryInProgress,
    /// The transcript has been loaded.
    HistoryDone,
    /// Something is wrong with open media.
    Error,
    /// The host has lost track of the interaction.
    Unknown,
}

/// What can happen to an overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OverlayInput {
    /// The chat session is being joined.
    JoinPending,
    /// It cannot be joined.
    JoinFails,
    /// The transcript is being loaded.
    HistoryLoading,
    /// It has been loaded.
    HistoryLoaded,
    /// Something goes wrong.
    Fails,
    /// The host loses track.
    Lost,
    /// The host knows the state again.
    Recovered,
}

/// What an input does to an overlay: a row of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverlayStep {
    /// Another overlay, or none, reported by the event of the state that is then shown.
    To {
        /// The new overlay.
        overlay: Overlay,
        /// Where the row comes from.
        clause: &'static str,
    },
    /// What is shown does not allow it.
    Refused {
        /// Where the row comes from.
        clause: &'static str,
    },
}

/// What an overlay lets happen to the life underneath.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permits {
    /// Whatever the life allows.
    All,
    /// To be marked done or taken back, no more.
    Endings,
    /// Nothing.
    Nothing,
}

impl Overlay {
    /// Every overlay.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::JoinPending,
        Self::JoinFailed,
        Self::HistoryInProgress,
        Self::HistoryDone,
        Self::Error,
        Self::Unknown,
    ];

    /// The state as it stands on the wire, unless nothing is hidden.
    #[must_use]
    pub const fn wire(self) -> Option<State> {
        match self {
            Self::None => None,
            Self::JoinPending => Some(State::JoinPending),
            Self::JoinFailed => Some(State::JoinFailed),
            Self::HistoryInProgress => Some(State::HistoryInProgress),
            Self::HistoryDone => Some(State::HistoryDone),
            Self::Error => Some(State::Error),
            Self::Unknown => Some(State::Unknown),
        }
    }

    /// What may happen to the life underneath.
    #[must_use]
    pub const fn permits(self) -> Permits {
        match self {
            Self::None
            | Self::JoinPending
            | Self::JoinFailed
            | Self::HistoryInProgress
            | Self::HistoryDone => Permits::All,
            Self::Error => Permits::Endings,
            Self::Unknown => Permits::Nothing,
        }
    }

    /// The transition table.
    #[must_use]
    #[rustfmt::skip] // One line a row: it is a table.
    pub const fn step(self, input: OverlayInput) -> OverlayStep {
        use Overlay::{Error, HistoryDone, HistoryInProgress, JoinFailed, JoinPending, None, Unknown};
        use OverlayInput::{Fails, HistoryLoaded, HistoryLoading, JoinFails, Lost, Recovered};
        match (self, input) {
            (None | JoinFailed | HistoryDone, OverlayInput::JoinPending) => to(JoinPending, "chat/1"),
            (JoinPending, JoinFails) => to(JoinFailed, "chat/1"),
            (None | JoinPending | HistoryDone, HistoryLoading) => to(HistoryInProgress, "chat/2"),
            (HistoryInProgress, HistoryLoaded) => to(HistoryDone, "chat/2"),
            (None | JoinPending | JoinFailed | HistoryInProgress | HistoryDone, Fails) => to(Error, "openmedia/8"),
            (None | JoinPending | JoinFailed | HistoryInProgress | HistoryDone | Error, Lost) => to(Unknown, "type.interaction/40"),
            (Error | Unknown, Recovered) => to(None, "event.interaction/50"),

            (JoinPending | HistoryInProgress | Error | Unknown, OverlayInput::JoinPending) => refused("chat/4"),
            (None | JoinFailed | HistoryInProgress | HistoryDone | Error | Unknown, JoinFails) => refused("chat/4"),
            (JoinFailed | HistoryInProgress | Error | Unknown, HistoryLoading) => refused("chat/4"),
            (None | JoinPending | JoinFailed | HistoryDone | Error | Unknown, HistoryLoaded) => refused("chat/4"),
            (Error | Unknown, Fails) => refused("openmedia/8"),
            (Unknown, Lost) => refused("type.interaction/40"),
            (None | JoinPending | JoinFailed | HistoryInProgress | HistoryDone, Recovered) => refused("event.interaction/50"),
        }
    }
}

impl OverlayInput {
    /// Every input.
    pub const ALL: [Self; 7] = [
        Self::JoinPending,
        Self::JoinFails,
        Self::HistoryLoading,
        Self::HistoryLoaded,
        Self::Fails,
        Self::Lost,
        Self::Recovered,
    ];
}

impl OverlayStep {
    /// Where the row comes from.
    #[must_use]
    pub const fn clause(self) -> &'static str {
        match self {
            Self::To { clause, .. } | Self::Refused { clause } => clause,
        }
    }
}

const fn to(overlay: Overlay, clause: &'static str) -> OverlayStep {
    OverlayStep::To { overlay, clause }
}

const fn refused(clause: &'static str) -> OverlayStep {
    OverlayStep::Refused { clause }
}
