//! May it be done now? One place for requests, stimuli, policies and questions about what is legal.
//! The table of the channel decides, then that of the overlay, then what stands between interactions.

use alloc::{string::ToString, vec::Vec};

use scapi_schema::interaction::State;

use super::Workspace;
use crate::{
    action::{Action, Part},
    channel::{
        Input, Life, OpenMediaState, Overlay, OverlayInput, PreviewState, Recording, RecordingInput, Step,
        VoiceState,
        overlay::{OverlayStep, Permits},
    },
    record::Record,
    refusal::{Blocked, Reason},
};

/// What an action that may be done does.
#[derive(Clone, Debug)]
pub(super) enum Allowed {
    /// A row of the channel's table.
    Channel(Step<Life>),
    /// Another overlay.
    Overlay(Overlay),
    /// Another state of the recording.
    Recording(Recording),
    /// Nothing that a table says.
    Anytime,
}

impl Workspace {
    /// What the action would do, or what keeps it from being done. A block of mark done is not looked at: it is no matter of
    /// the state, and treats agents and apps differently.
    pub(super) fn guard(&self, record: &Record, action: Action) -> Result<Allowed, Blocked> {
        let clause = "openmedia/10";
        match action.part(record.medium()) {
            Part::Elsewhere => {
                Err(Blocked::new(Reason::Medium { media: record.media().to_string() }, clause))
            }
            Part::Anytime => Ok(Allowed::Anytime),
            Part::UserData => writable(record),
            Part::Overlay(input) => overlay(record, input).map(Allowed::Overlay),
            Part::Channel(input) => {
                is_what_it_takes(record, action)?;
                let step = channel(record, action, input)?;
                self.is_free(record, action)?;
                Ok(Allowed::Channel(step))
            }
            Part::Recording(input, change) => {
                channel(record, action, Input::Voice(input))?;
                recording(record, change).map(Allowed::Recording)
            }
        }
    }

    /// What stands between interactions: a consultation, a call of a preview, parties.
    fn is_free(&self, record: &Record, action: Action) -> Result<(), Blocked> {
        let (reason, clause) = match (action, record.child) {
            (Action::Consult | Action::ConsultByChat, Some(child)) => {
                (Reason::HasConsultation { id: child.wire() }, "consultation/13")
            }
            (Action::CallPreview, Some(child)) => (Reason::CalledAlready { id: child.wire() }, "preview/4"),
            (Action::LeaveConference, _) if !record.is_conference() => {
                (Reason::NotAConference, "consultation/11")
            }
            (Action::PartyLeaves, _) if record.parties.is_empty() => {
                (Reason::NobodyElse, "event.interaction/18")
            }
            (Action::CompleteTransfer, _) => {
                return self
                    .parent_step(record, Input::transfer_completed, "interaction.completeTransfer/7")
                    .map(drop);
            }
            (Action::CompleteConference, _) => {
                return self
                    .parent_step(record, Input::conference_completed, "interaction.completeConference/7")
                    .map(drop);
            }
            _ => return Ok(()),
        };
        Err(Blocked::new(reason, clause))
    }

    /// What the completion of a consultation does to its parent.
    pub(super) fn parent_step(
        &self,
        consultation: &Record,
        input: fn(Life) -> Option<Input>,
        clause: &'static str,
    ) -> Result<Step<Life>, Blocked> {
        let Some(parent) = consultation.parent.and_then(|id| self.records.get(&id)) else {
            return Err(Blocked::new(Reason::ParentGone, clause));
        };
        let conference = input(parent.life) == Input::conference_completed(parent.life);
        if conference && parent.medium() != consultation.medium() {
            let (media, parent) = (consultation.media().to_string(), parent.media().to_string());
            return Err(Blocked::new(Reason::OtherMedium { media, parent }, clause));
        }
        let step = input(parent.life).and_then(|input| parent.life.step(input).map(|step| (input, step)));
        match step {
            Some((_, step)) if !step.is_refused() && parent.overlay.permits() == Permits::All => Ok(step),
            Some((input, _)) => {
                let (id, state) = (parent.id.wire(), parent.shown());
                let needed = Life::states_for(input);
                Err(Blocked::new(Reason::Parent { id, state, needed }, clause))
            }
            None => Err(Blocked::new(Reason::ParentGone, clause)),
        }
    }
}

impl Input {
    /// What a completed transfer is to the parent.
    pub(super) const fn transfer_completed(parent: Life) -> Option<Self> {
        match parent {
            Life::Voice(_) => Some(Self::Voice(crate::channel::VoiceInput::TransferCompleted)),
            Life::OpenMedia(_) => Some(Self::OpenMedia(crate::channel::OpenMediaInput::TransferCompleted)),
            Life::Preview(_) => None,
        }
    }

    /// What a completed conference is to the parent.
    pub(super) const fn conference_completed(parent: Life) -> Option<Self> {
        match parent {
            Life::Voice(_) => Some(Self::Voice(crate::channel::VoiceInput::ConferenceCompleted)),
            Life::OpenMedia(_) => Some(Self::OpenMedia(crate::channel::OpenMediaInput::ConferenceCompleted)),
            Life::Preview(_) => None,
        }
    }
}

/// What the interaction has to be, whatever its state.
fn is_what_it_takes(record: &Record, action: Action) -> Result<(), Blocked> {
    let (reason, clause) = match action {
        Action::CompleteTransfer if !record.is_consultation() => {
            (Reason::NotAConsultation, "interaction.completeTransfer/4")
        }
        Action::CompleteConference if !record.is_consultation() => {
            (Reason::NotAConsultation, "interaction.completeConference/4")
        }
        Action::Consult | Action::ConsultByChat if record.is_consultation() => {
            (Reason::IsAConsultation, "consultation/13")
        }
        // Of what the agent has made only a consultation has somebody to answer.
        Action::FarEndAnswers | Action::FarEndRefuses | Action::FarEndBusy | Action::FarEndNoAnswer
            if record.life == Life::OpenMedia(OpenMediaState::Created) && !record.is_consultation() =>
        {
            let needed = Vec::from([State::Transferring]);
            (Reason::State { state: record.shown(), needed }, "openmedia/11")
        }
        _ => return Ok(()),
    };
    Err(Blocked::new(reason, clause))
}

fn channel(record: &Record, action: Action, input: Input) -> Result<Step<Life>, Blocked> {
    let permitted = match record.overlay.permits() {
        Permits::All => true,
        Permits::Endings => matches!(action, Action::MarkDone | Action::Revoke),
        Permits::Nothing => false,
    };
    let hidden = Blocked::new(
        Reason::State { state: record.shown(), needed: Life::states_for(input) },
        "event.interaction/50",
    );
    match record.life.step(input) {
        Some(Step::Refused { clause }) => Err(Blocked { clause, ..hidden }),
        Some(step) if permitted => Ok(step),
        Some(_) | None => Err(hidden),
    }
}

fn recording(record: &Record, change: RecordingInput) -> Result<Recording, Blocked> {
    let recording = record.call().map_or(Recording::Stopped, |call| call.recording);
    let step = recording.step(change);
    if let Step::To { state, .. } = step {
        return Ok(state);
    }
    let allowed = Recording::ALL.into_iter().filter(|state| !state.step(change).is_refused());
    let needed = allowed.map(Recording::wire).collect();
    Err(Blocked::new(Reason::Recording { recording: recording.wire(), needed }, step.clause()))
}

/// The overlays of a chat hide `ACCEPTED` only, an error hides what is not final, and any state can be lost.
fn overlay(record: &Record, input: OverlayInput) -> Result<Overlay, Blocked> {
    let step = record.overlay.step(input);
    let needed = match input {
        OverlayInput::JoinPending
        | OverlayInput::JoinFails
        | OverlayInput::HistoryLoading
        | OverlayInput::HistoryLoaded => Some(Vec::from([State::Accepted])),
        OverlayInput::Fails => Some(live_states(record.life)),
        OverlayInput::Lost | OverlayInput::Recovered => None,
    };
    let is_right = needed.as_ref().is_none_or(|needed| needed.contains(&record.life.wire()));
    match step {
        OverlayStep::To { overlay, .. } if is_right => Ok(overlay),
        OverlayStep::To { clause, .. } => {
            let needed = needed.unwrap_or_default();
            Err(Blocked::new(Reason::State { state: record.shown(), needed }, clause))
        }
        OverlayStep::Refused { clause } => {
            let allows = |overlay: &Overlay| matches!(overlay.step(input), OverlayStep::To { .. });
            let allowed = Overlay::ALL.into_iter().filter(allows);
            let needed = allowed.map(|overlay| overlay.wire().unwrap_or(State::Accepted)).collect();
            Err(Blocked::new(Reason::State { state: record.shown(), needed }, clause))
        }
    }
}

/// User data are written until the end (`interaction.setUserData/4`, `interaction.setUserData/6`).
fn writable(record: &Record) -> Result<Allowed, Blocked> {
    if !record.life.is_final() {
        return Ok(Allowed::Anytime);
    }
    let clause = match record.life {
        Life::Voice(_) => "interaction.setUserData/4",
        Life::OpenMedia(_) | Life::Preview(_) => "interaction.setUserData/6",
    };
    let needed = live_states(record.life);
    Err(Blocked::new(Reason::State { state: record.shown(), needed }, clause))
}

/// The states of a channel that are not final.
fn live_states(life: Life) -> Vec<State> {
    let all: Vec<Life> = match life {
        Life::Voice(_) => VoiceState::ALL.into_iter().map(Life::Voice).collect(),
        Life::OpenMedia(_) => OpenMediaState::ALL.into_iter().map(Life::OpenMedia).collect(),
        Life::Preview(_) => PreviewState::ALL.into_iter().map(Life::Preview).collect(),
    };
    all.into_iter().filter(|life| !life.is_final()).map(Life::wire).collect()
}
