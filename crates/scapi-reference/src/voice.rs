//! Calls: the transition table of the voice channel (`voice/1` and after).
//! One `match (state, input)` without a catch-all arm; each row names the clause that it comes from.

#![warn(clippy::wildcard_enum_match_arm)]

use scapi_schema::{event::EventType, interaction::State};

/// Where a call is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VoiceState {
    /// It alerts the agent.
    Ringing,
    /// It is established.
    Talking,
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
    /// The customer hangs up.
    FarEndHangsUp,
    /// It has rung too long.
    RingTimeout,
    /// The agent, or an app for the agent, is finished with it.
    MarkDone,
}

/// What an input does to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It goes to another state, which is reported by an event.
    To {
        /// The new state.
        state: VoiceState,
        /// The event.
        event: EventType,
        /// Where the row comes from.
        clause: &'static str,
    },
    /// It leaves the agent's list.
    Closes {
        /// Where the row comes from.
        clause: &'static str,
    },
    /// The state does not allow it.
    Refused {
        /// Where the row comes from.
        clause: &'static str,
    },
}

impl VoiceState {
    /// Every state, in the order of a call's life.
    pub const ALL: [Self; 3] = [Self::Ringing, Self::Talking, Self::Idle];

    /// The state as it stands on the wire.
    #[must_use]
    pub const fn wire(self) -> State {
        match self {
            Self::Ringing => State::Ringing,
            Self::Talking => State::Talking,
            Self::Idle => State::Idle,
        }
    }

    /// The transition table.
    #[must_use]
    pub const fn step(self, input: VoiceInput) -> Step {
        use VoiceInput::{Accept, FarEndHangsUp, MarkDone, Reject, RingTimeout};
        use VoiceState::{Idle, Ringing, Talking};
        match (self, input) {
            (Ringing, Accept) => to(Talking, EventType::Established, "interaction.accept/1"),
            (Ringing, Reject) => to(Idle, EventType::Released, "interaction.reject/1"),
            (Ringing, FarEndHangsUp) => to(Idle, EventType::Released, "voice/4"),
            (Ringing, RingTimeout) => to(Idle, EventType::Released, "voice/7"),
            (Ringing, MarkDone) => refused("interaction.markdone/4"),
            (Talking, Accept) => refused("interaction.accept/4"),
            (Talking, Reject) => refused("interaction.reject/4"),
            (Talking, FarEndHangsUp) => to(Idle, EventType::Released, "voice/4"),
            (Talking, RingTimeout) => refused("voice/7"),
            (Talking, MarkDone) => refused("interaction.markdone/4"),
            (Idle, Accept) => refused("interaction.accept/4"),
            (Idle, Reject) => refused("interaction.reject/4"),
            (Idle, FarEndHangsUp | RingTimeout) => refused("voice/17"),
            (Idle, MarkDone) => Step::Closes { clause: "interaction.markdone/1" },
        }
    }
}

impl VoiceInput {
    /// Every input.
    pub const ALL: [Self; 5] =
        [Self::Accept, Self::Reject, Self::FarEndHangsUp, Self::RingTimeout, Self::MarkDone];

    /// The stimulus that brings it about, if one does.
    #[must_use]
    pub const fn stimulus(self) -> Option<&'static str> {
        match self {
            Self::Accept => Some("agent-accepts"),
            Self::Reject => Some("agent-rejects"),
            Self::FarEndHangsUp => Some("far-end-hangs-up"),
            Self::RingTimeout => None,
            Self::MarkDone => Some("agent-marks-done"),
        }
    }

    /// The states in which it can happen, in words that finish "it must be".
    #[must_use]
    pub const fn needed(self) -> &'static str {
        match self {
            Self::Accept | Self::Reject | Self::RingTimeout => "RINGING",
            Self::FarEndHangsUp => "RINGING or TALKING",
            Self::MarkDone => "IDLE",
        }
    }
}

const fn to(state: VoiceState, event: EventType, clause: &'static str) -> Step {
    Step::To { state, event, clause }
}

const fn refused(clause: &'static str) -> Step {
    Step::Refused { clause }
}
