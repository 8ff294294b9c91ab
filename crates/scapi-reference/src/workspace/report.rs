//! Who hears of it: events are raised while something happens, and delivered after the answer to what caused it.
//! What an event carries is up to the host profile (`event.interaction/3` and after).

use alloc::{string::String, vec::Vec};

use scapi_schema::{
    envelope::{Event, FrameGreeting, HostMessage},
    event::EventType,
    interaction::Interaction,
    profile::LifecycleEvents,
};
use serde_json::{Value, json};

use super::Workspace;
use crate::{
    frame::{FrameId, Greeting},
    output::{Effect, Note, Output, Post},
    record::InteractionId,
    view::Viewer,
};

/// An event that is to be delivered.
#[derive(Clone, Debug)]
pub(super) struct Raised {
    pub(super) event: Event,
    /// Who does not get it: the sender of a broadcast (`event.messenger/4`).
    pub(super) except: Option<FrameId>,
}

impl Workspace {
    /// Names a frame (`envelope/22`).
    pub(super) fn greet(&mut self, frame: &FrameId) {
        if let Some(open) = self.frames.get_mut(frame) {
            open.greeting = Greeting::Sent;
        }
        let message = HostMessage::FrameGreeting(FrameGreeting::new(frame.as_str()));
        self.outputs.push_back(Output::Greeting(Post { frame: frame.clone(), message, clause: None }));
    }

    pub(super) fn note(&mut self, frame: Option<&FrameId>, clause: &'static str, text: String) {
        let note = Note { frame: frame.cloned(), clause, text };
        self.outputs.push_back(Output::Effect(Effect::Note(note)));
    }

    pub(super) fn raise(&mut self, name: &str, data: Value) {
        self.raised.push(Raised { event: Event::new(name, data), except: None });
    }

    /// Posts an event of a name that this host does not send by itself, to those who have subscribed to it.
    pub fn post_event(&mut self, now: crate::time::Timestamp, name: &str, data: Value) {
        self.advance(now);
        self.raise(name, data);
        self.flush_events();
    }

    /// Delivers what was raised, once to each frame that hears it (`subscription/6`).
    pub(super) fn flush_events(&mut self) {
        for Raised { event, except } in core::mem::take(&mut self.raised) {
            let hearing = self.frames.iter().filter(|(_, frame)| frame.hears(&event.event)).map(|(id, _)| id);
            let hearing = hearing.filter(|id| except.as_ref() != Some(id) && self.is_accepted(id));
            let hearing: Vec<FrameId> = hearing.cloned().collect();
            // The last one gets the event itself: mostly there is one.
            let events = core::iter::repeat_n(event, hearing.len());
            let posts = hearing.into_iter().zip(events);
            let posts =
                posts.map(|(frame, event)| Post { frame, message: HostMessage::Event(event), clause: None });
            self.outputs.extend(posts.map(Output::Event));
        }
    }

    pub(super) fn report_lifecycle(&mut self, id: InteractionId, event_type: EventType) {
        if self.profile.lifecycle_events == LifecycleEvents::Sent {
            self.report(id, event_type);
        }
    }

    /// Raises an `interaction` event that carries the interaction as it is now (`event.interaction/5`).
    pub(super) fn report(&mut self, id: InteractionId, event_type: EventType) {
        if let Some(record) = self.records.get(&id).filter(|_| self.is_heard("interaction")) {
            let interaction = self.view().interaction(record, Viewer::App);
            let event_type = self.renamed(event_type);
            self.raise("interaction", self.payload(event_type.as_str(), interaction));
        }
    }

    /// Raises an event about a case (`event.interaction/47`).
    pub(super) fn report_case(&mut self, event_type: EventType, case_id: &str) {
        if self.is_heard("interaction") {
            let event_type = self.renamed(event_type);
            let payload = json!({ "eventType": event_type.as_str(), "selectedCaseId": case_id });
            self.raise("interaction", payload);
        }
    }

    pub(super) fn is_heard(&self, event: &str) -> bool {
        self.frames.values().any(|frame| frame.hears(event))
    }

    /// The name that the profile gives to an event type (`event.interaction/6`).
    fn renamed(&self, event_type: EventType) -> EventType {
        let renamed = self.profile.event_type_names.get(event_type.as_str());
        renamed.map_or(event_type, |name| EventType::from(name.as_str()))
    }

    /// What an event about an interaction carries, under the key that the profile names (`event.interaction/3`).
    pub(super) fn payload(&self, event_type: &str, interaction: Interaction) -> Value {
        let key = self.profile.event_interaction_key.clone();
        let fields: [(String, Value); 2] =
            [("eventType".into(), event_type.into()), (key, interaction.into())];
        fields.into_iter().collect()
    }
}
