//! The transition tables as data: every cell of each, and what brings each input about.
//! Diagrams and grids are drawn from here; the machine asks the tables themselves.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt::Debug;

use scapi_schema::event::EventType;

use super::{
    Input, OpenMediaInput, OpenMediaState, Overlay, OverlayInput, PreviewInput, PreviewState, Recording,
    RecordingInput, Step, VoiceInput, VoiceState, event_of, overlay::OverlayStep,
};
use crate::action::{Action, Medium, Part};

/// One of the transition tables.
///
/// ```
/// use scapi_reference::channel::table::{Outcome, Table};
///
/// let cells = Table::Voice.cells();
/// let hold = cells.iter().find(|cell| cell.state == "RINGING" && cell.input == "Hold").unwrap();
/// assert_eq!((&hold.outcome, hold.clause), (&Outcome::Refused, "voice/19"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Calls: [`VoiceState::step`].
    Voice,
    /// Chats, e-mails, work items: [`OpenMediaState::step`].
    OpenMedia,
    /// Previews of outbound calls: [`PreviewState::step`].
    Preview,
    /// What hides the state of the life cycle: [`Overlay::step`].
    Overlay,
    /// The recording of a call: [`Recording::step`].
    Recording,
}

/// What an input does in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The state as it stands on the wire; [`NO_OVERLAY`] where nothing is hidden.
    pub state: String,
    /// The input, by the name of its variant.
    pub input: String,
    /// What it does.
    pub outcome: Outcome,
    /// Where that comes from.
    pub clause: &'static str,
}

/// How a state goes on, with states named as in a [`Cell`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// To another state, which is reported by an event.
    To {
        /// The new state.
        state: String,
        /// The event; none where it is that of the state that was hidden.
        event: Option<EventType>,
    },
    /// The state stays; something else changes.
    Stays {
        /// The event that reports what else changes, if one does.
        event: Option<EventType>,
    },
    /// The interaction leaves the agent's list.
    Closes,
    /// To a last state, which is reported by an event, and out of the agent's list.
    Finishes {
        /// The last state.
        state: String,
        /// The event.
        event: EventType,
    },
    /// The state does not allow it.
    Refused,
}

/// The name of an overlay that hides nothing: the state shown is that of the life cycle.
pub const NO_OVERLAY: &str = "NONE";

impl Table {
    /// Every table.
    pub const ALL: [Self; 5] = [Self::Voice, Self::OpenMedia, Self::Preview, Self::Overlay, Self::Recording];

    /// Every cell, state after state.
    #[must_use]
    pub fn cells(self) -> Vec<Cell> {
        match self {
            Self::Voice => grid(VoiceState::ALL, VoiceInput::ALL, VoiceState::step, |state| state.wire()),
            Self::OpenMedia => {
                grid(OpenMediaState::ALL, OpenMediaInput::ALL, OpenMediaState::step, |state| state.wire())
            }
            Self::Preview => {
                grid(PreviewState::ALL, PreviewInput::ALL, PreviewState::step, |state| state.wire())
            }
            Self::Recording => {
                grid(Recording::ALL, RecordingInput::ALL, Recording::step, |state| state.wire())
            }
            Self::Overlay => overlays(),
        }
    }

    /// The states, in the order of the cells.
    #[must_use]
    pub fn states(self) -> Vec<String> {
        distinct(self.cells().into_iter().map(|cell| cell.state))
    }

    /// The inputs, in the order of the cells.
    #[must_use]
    pub fn inputs(self) -> Vec<String> {
        distinct(self.cells().into_iter().map(|cell| cell.input))
    }

    /// The actions that are an input of the table, each with a medium for which it is one. An input without any comes from
    /// time, or from what happens to another interaction.
    pub fn actions(self, input: &str) -> impl Iterator<Item = (Action, Medium)> {
        let on_media = |action: &Action| Medium::ALL.map(|medium| (*action, medium));
        let all = Action::ALL.iter().flat_map(on_media);
        all.filter(move |(action, medium)| self.input(action.part(*medium)).as_deref() == Some(input))
    }

    /// The input of this table that a part of the machine is.
    fn input(self, part: Part) -> Option<String> {
        match (self, part) {
            (Self::Voice, Part::Channel(Input::Voice(input)) | Part::Recording(input, _)) => {
                Some(name(input))
            }
            (Self::OpenMedia, Part::Channel(Input::OpenMedia(input))) => Some(name(input)),
            (Self::Preview, Part::Channel(Input::Preview(input))) => Some(name(input)),
            (Self::Overlay, Part::Overlay(input)) => Some(name(input)),
            (Self::Recording, Part::Recording(_, input)) => Some(name(input)),
            _ => None,
        }
    }
}

fn grid<S: Copy, I: Copy + Debug, W: ToString>(
    states: impl IntoIterator<Item = S>,
    inputs: impl IntoIterator<Item = I> + Copy,
    step: fn(S, I) -> Step<S>,
    wire: fn(S) -> W,
) -> Vec<Cell> {
    let row = |state: S| {
        inputs.into_iter().map(move |input| {
            let step = step(state, input).map(|state| wire(state).to_string());
            let clause = step.clause();
            Cell { state: wire(state).to_string(), input: name(input), outcome: step.into(), clause }
        })
    };
    states.into_iter().flat_map(row).collect()
}

fn overlays() -> Vec<Cell> {
    let shown = |overlay: Overlay| overlay.wire().map_or(NO_OVERLAY.into(), |state| state.to_string());
    let outcome = |step| match step {
        OverlayStep::To { overlay, .. } => {
            Outcome::To { state: shown(overlay), event: overlay.wire().as_ref().map(event_of) }
        }
        OverlayStep::Refused { .. } => Outcome::Refused,
    };
    let cell = |overlay: Overlay, input| {
        let step = overlay.step(input);
        Cell { state: shown(overlay), input: name(input), outcome: outcome(step), clause: step.clause() }
    };
    let row = |overlay| OverlayInput::ALL.map(|input| cell(overlay, input));
    Overlay::ALL.into_iter().flat_map(row).collect()
}

impl From<Step<String>> for Outcome {
    fn from(step: Step<String>) -> Self {
        match step {
            Step::To { state, event, .. } => Self::To { state, event: Some(event) },
            Step::Stays { event, .. } => Self::Stays { event },
            Step::Closes { .. } => Self::Closes,
            Step::Finishes { state, event, .. } => Self::Finishes { state, event },
            Step::Refused { .. } => Self::Refused,
        }
    }
}

fn name(input: impl Debug) -> String {
    format!("{input:?}")
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    names.fold(Vec::new(), |mut seen, name| {
        if !seen.contains(&name) {
            seen.push(name);
        }
        seen
    })
}
