//! What moves an interaction on: arrival, the steps of its table, removal; and the events that report it.
//! Everything that changes an interaction goes through here, whether a request, a stimulus or a timer asked for it.

use alloc::vec::Vec;

use scapi_schema::{
    UserData,
    event::{EventType, InteractionEvent},
    interaction::{CallType, Direction, RecordingState, RonaCallState, State},
    profile::{LifecycleEvents, ReleasedUnanswered},
    stimulus::InboundCall,
};
use serde_json::{Map, Value};

use super::Workspace;
use crate::{
    record::{Call, InteractionId, Record},
    timer::Timer,
    view::{Viewer, rona_after_reject, rona_after_timeout},
    voice::{Step, VoiceInput, VoiceState},
};

/// An input that the state of the interaction does not allow.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) state: State,
    pub(super) clause: &'static str,
}

/// The stimuli that the table of the interaction's channel allows now.
pub(super) fn legal_stimuli(record: &Record) -> Vec<&'static str> {
    let allowed = VoiceInput::ALL.into_iter().filter(|input| !is_refused(&record.state.step(*input)));
    allowed.filter_map(VoiceInput::stimulus).collect()
}

const fn is_refused(step: &Step) -> bool {
    matches!(step, Step::Refused { .. })
}

impl Workspace {
    /// A customer's call is offered to the agent (`voice/1`, `voice/2`).
    pub(super) fn ring(&mut self, call: InboundCall) -> InteractionId {
        self.last_id += 1;
        let id = InteractionId(self.last_id);
        let case_id = call.case_id.clone().unwrap_or_else(|| self.identifiers.uuid());
        self.cases.join(&case_id, id, self.profile.new_interaction_selects_case);
        let mut record = self.inbound_record(id, case_id, call);
        if self.profile.ring_timeout_ms > 0 {
            let until = self.now.after_millis(self.profile.ring_timeout_ms);
            record.rings_until = Some(until);
            self.timers.set(until, Timer::Ring(id));
        }
        self.records.insert(id, record);
        self.report_lifecycle(id, EventType::Added);
        self.report(id, EventType::Ringing);
        id
    }

    fn inbound_record(
        &mut self,
        id: InteractionId,
        case_id: alloc::string::String,
        call: InboundCall,
    ) -> Record {
        Record {
            id,
            case_id,
            user_data: call.user_data,
            contact: call.contact,
            state: VoiceState::Ringing,
            previous: None,
            call: Call {
                uuid: self.identifiers.call_uuid(),
                conn_id: self.identifiers.conn_id(),
                direction: Direction::In,
                call_type: CallType::Inbound,
                ani: call.ani,
                dnis: call.dnis,
                recording: RecordingState::Stopped,
                rona: None,
            },
            rings_until: None,
        }
    }

    /// Takes one step of the interaction's table.
    pub(super) fn apply(&mut self, id: InteractionId, input: VoiceInput) -> Result<(), Refused> {
        let Some(record) = self.records.get_mut(&id) else { return Ok(()) };
        match record.state.step(input) {
            Step::Refused { clause } => Err(Refused { state: record.state.wire(), clause }),
            Step::Closes { .. } => {
                self.report(id, EventType::MarkDone);
                self.remove(id);
                Ok(())
            }
            Step::To { state, event, .. } => {
                let unanswered = record.state == VoiceState::Ringing && state == VoiceState::Idle;
                record.previous = Some(record.state.wire());
                record.state = state;
                self.stop_ringing(id);
                if unanswered {
                    self.release_unanswered(id, input);
                } else {
                    self.report(id, event);
                }
                Ok(())
            }
        }
    }

    /// An inbound call ends before anybody answered it (`voice/6`, `voice/9`, `interaction.reject/2`).
    fn release_unanswered(&mut self, id: InteractionId, input: VoiceInput) {
        let rona = match input {
            VoiceInput::RingTimeout => Some(rona_after_timeout(&self.profile)),
            VoiceInput::Reject => rona_after_reject(&self.profile),
            VoiceInput::FarEndHangsUp | VoiceInput::Accept | VoiceInput::MarkDone => {
                Some(RonaCallState::NoAnswer)
            }
        };
        if let Some(record) = self.records.get_mut(&id) {
            record.call.rona = rona;
        }
        self.report(id, EventType::Released);
        if self.profile.released_unanswered == ReleasedUnanswered::Removed {
            self.remove(id);
        }
    }

    fn stop_ringing(&mut self, id: InteractionId) {
        let until = self.records.get_mut(&id).and_then(|record| record.rings_until.take());
        if let Some(until) = until {
            self.timers.clear(until, Timer::Ring(id));
        }
    }

    /// The interaction leaves the agent's list. `REMOVED` shows it as it was last (`event.interaction/9`).
    fn remove(&mut self, id: InteractionId) {
        self.report_lifecycle(id, EventType::Removed);
        if let Some(record) = self.records.remove(&id) {
            self.departed = Some(self.view().interaction(&record, Viewer::Desktop));
            self.cases.leave(&record.case_id, id);
        }
    }

    /// Sets keys of the user data, and reports it if there were any (`interaction.setUserData/7`).
    pub(super) fn write_user_data(&mut self, id: InteractionId, key_values: UserData) {
        let Some(record) = self.records.get_mut(&id) else { return };
        if key_values.is_empty() {
            return;
        }
        record.user_data.extend(key_values);
        self.report(id, EventType::AttachedDataChanged);
    }

    /// Deletes a key of the user data, and reports it if it was there; says whether it was.
    /// The others keep their order, which `remove` does not promise.
    pub(super) fn erase_user_data(&mut self, id: InteractionId, key: &str) -> bool {
        let Some(record) = self.records.get_mut(&id) else { return false };
        let before = record.user_data.len();
        record.user_data.retain(|name, _| name != key);
        let erased = record.user_data.len() < before;
        if erased {
            self.report(id, EventType::AttachedDataChanged);
        }
        erased
    }

    fn report_lifecycle(&mut self, id: InteractionId, event_type: EventType) {
        if self.profile.lifecycle_events == LifecycleEvents::Sent {
            self.report(id, event_type);
        }
    }

    /// Raises an `interaction` event that carries the interaction as it is now (`event.interaction/5`).
    fn report(&mut self, id: InteractionId, event_type: EventType) {
        if let Some(record) = self.records.get(&id).filter(|_| self.is_heard("interaction")) {
            let interaction = self.view().interaction(record, Viewer::App);
            let event = InteractionEvent::new(self.renamed(event_type), interaction);
            self.raise("interaction", self.payload(&event));
        }
    }

    fn is_heard(&self, event: &str) -> bool {
        self.frames.values().any(|frame| frame.hears(event))
    }

    /// The name that the profile gives to an event type (`event.interaction/6`).
    fn renamed(&self, event_type: EventType) -> EventType {
        let renamed = self.profile.event_type_names.get(event_type.as_str());
        renamed.map_or(event_type, |name| EventType::from(name.as_str()))
    }

    /// The payload, with the interaction under the key that the profile names (`event.interaction/3`).
    fn payload(&self, event: &InteractionEvent) -> Value {
        let payload = serde_json::to_value(event).unwrap_or_default();
        let key = self.profile.event_interaction_key.as_str();
        match payload {
            Value::Object(fields) if key != "interaction" => {
                let rename =
                    |(name, value)| if name == "interaction" { (key.into(), value) } else { (name, value) };
                Value::Object(fields.into_iter().map(rename).collect::<Map<_, _>>())
            }
            unchanged => unchanged,
        }
    }
}
