//! Previews of outbound calls: their transition table (`preview/1` and after).
//! One `match (state, input)` without a catch-all arm; each row names the clause that it comes from.

#![cfg_attr(doc, doc = include_str!("../../docs/preview.md"))]
#![warn(clippy::wildcard_enum_match_arm)]

use scapi_schema::{event::EventType, interaction::State};
use serde::{Deserialize, Serialize};

use super::{Step, refused, stays, to};

/// Where a preview is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PreviewState {
    /// It is shown to the agent.
    Preview,
    /// It can be dialled.
    Ready,
    /// The agent gave it up.
    Canceled,
    /// The agent turned it down.
    Rejected,
}

/// What can happen to a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PreviewInput {
    /// The agent, or an app for the agent, takes it; a record that the agent pulled needs nobody to do so.
    Accept,
    /// The agent, or an app for the agent, turns it down.
    Reject,
    /// The agent places the call.
    Call,
    /// The agent gives it up.
    Cancel,
    /// The agent, or an app for the agent, is finished with it.
    MarkDone,
}

impl PreviewState {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 4] = [Self::Preview, Self::Ready, Self::Canceled, Self::Rejected];

    /// The state as it stands on the wire.
    #[must_use]
    pub const fn wire(self) -> State {
        match self {
            Self::Preview => State::Preview,
            Self::Ready => State::Ready,
            Self::Canceled => State::Canceled,
            Self::Rejected => State::Rejected,
        }
    }

    pub(super) const fn is_final(self) -> bool {
        matches!(self, Self::Canceled | Self::Rejected)
    }

    /// The transition table.
    #[must_use]
    pub const fn step(self, input: PreviewInput) -> Step<Self> {
        use PreviewInput::{Accept, Call, Cancel, MarkDone, Reject};
        use PreviewState::{Canceled, Preview, Ready, Rejected};
        match (self, input) {
            (Preview, Accept) => to(Ready, EventType::Ready, "preview/1"),
            (Preview | Ready, Reject) => to(Rejected, EventType::Rejected, "preview/3"),
            (Preview | Ready, Cancel) => to(Canceled, EventType::Canceled, "preview/2"),
            (Preview, Call) => refused("preview/1"),
            (Preview, MarkDone) => refused("interaction.markdone/4"),
            (Ready, Call) => stays(Some(EventType::Added), "preview/4"),
            (Ready | Canceled | Rejected, MarkDone) => Step::Closes { clause: "preview/5" },
            (Ready | Canceled | Rejected, Accept) => refused("interaction.accept/4"),
            (Canceled | Rejected, Reject) => refused("interaction.reject/4"),
            (Canceled | Rejected, Call | Cancel) => refused("preview/7"),
        }
    }
}

impl PreviewInput {
    /// Every input.
    pub const ALL: [Self; 5] = [Self::Accept, Self::Reject, Self::Call, Self::Cancel, Self::MarkDone];
}
