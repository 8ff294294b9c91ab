//! Stimuli: what the world, the far end and the agent do.
//! One that the state does not allow is refused with what would be legal.

use scapi_schema::{
    interaction::{Interaction, State},
    stimulus::Stimulus,
};

use super::{Workspace, life::Refused};
use crate::{
    record::InteractionId, refusal::StimulusRefusal, time::Timestamp, view::Viewer, voice::VoiceInput,
};

/// More would hide what matters in an error text.
const IDS_SHOWN: usize = 10;

impl Workspace {
    /// Something happens from outside of the API. Gives the interaction as it is then, or as it was when it left.
    ///
    /// # Errors
    /// There is no such interaction, or its state does not allow it; nothing changes then.
    pub fn handle_stimulus(
        &mut self,
        now: Timestamp,
        stimulus: Stimulus,
    ) -> Result<Interaction, StimulusRefusal> {
        self.advance(now);
        let name = stimulus.name();
        let touched = match stimulus {
            Stimulus::InboundCall(call) => {
                let id = self.ring(*call);
                Ok(self.shown(id))
            }
            Stimulus::FarEndHangsUp(on) => self.step_on(name, &on.interaction_id, VoiceInput::FarEndHangsUp),
            Stimulus::AgentAccepts(on) => self.step_on(name, &on.interaction_id, VoiceInput::Accept),
            Stimulus::AgentRejects(on) => self.step_on(name, &on.interaction_id, VoiceInput::Reject),
            Stimulus::AgentMarksDone(on) => self.step_on(name, &on.interaction_id, VoiceInput::MarkDone),
            _ => Err(StimulusRefusal::NotSupported { stimulus: name }),
        };
        self.flush_events();
        touched
    }

    /// One step of the interaction's table, asked for by a stimulus.
    fn step_on(
        &mut self,
        name: &'static str,
        id: &str,
        input: VoiceInput,
    ) -> Result<Interaction, StimulusRefusal> {
        let live = InteractionId::parse(id).filter(|id| self.records.contains_key(id));
        let Some(live) = live else {
            let known = self.records.keys().take(IDS_SHOWN).map(|id| id.wire()).collect();
            return Err(StimulusRefusal::NoInteraction { stimulus: name, id: id.into(), known });
        };
        match self.apply(live, input) {
            Ok(()) => Ok(self.shown(live)),
            Err(refused) => {
                let legal = self.legal_stimuli(id);
                let Refused { state, clause } = refused;
                Err(StimulusRefusal::NotNow { stimulus: name, id: id.into(), state, legal, clause })
            }
        }
    }

    /// The interaction as the desktop shows it, or as it was when it left.
    fn shown(&self, id: InteractionId) -> Interaction {
        let present = self.records.get(&id).map(|record| self.view().interaction(record, Viewer::Desktop));
        let shown = present.or_else(|| self.departed.clone());
        shown.unwrap_or_else(|| Interaction::new(id.wire(), "", State::Unknown))
    }
}
