//! Events: what happened to an interaction or a case, and the envelope round it.
//! `event.interaction/1`, `event.markdone/1`, `event.messenger/1`.

use alloc::{format, string::String, vec::Vec};

use proptest::{prelude::*, sample::select};
use serde_json::Value;

use super::{
    data::{anything, extra},
    interaction::{interaction, interaction_in, uuid},
};
use crate::{
    envelope::Event,
    event::{
        Carries, EVENT_TYPES, EVENTS, EventType, EventTypeInfo, InteractionEvent, MESSENGER_PREFIX,
        MarkdoneEvent,
    },
    interaction::{Interaction, State},
    wire::{Extra, Property},
};

/// The payload of an `interaction` event of any type.
pub fn interaction_event() -> BoxedStrategy<InteractionEvent> {
    select(EVENT_TYPES).prop_flat_map(|info| carrying(&info)).boxed()
}

/// The payload of an `interaction` event of this type; one that no table lists carries an interaction in any state.
pub fn interaction_event_of(event_type: &EventType) -> BoxedStrategy<InteractionEvent> {
    match EVENT_TYPES.iter().find(|info| info.event_type == event_type) {
        Some(info) => carrying(info),
        None => with_interaction(event_type.clone(), interaction()),
    }
}

fn carrying(info: &EventTypeInfo) -> BoxedStrategy<InteractionEvent> {
    let event_type = info.event_type.clone();
    match (info.carries, info.event_type) {
        (Carries::Case, _) => uuid()
            .prop_map(move |case_id| InteractionEvent {
                event_type: event_type.clone(),
                interaction: Property::Absent,
                selected_case_id: case_id.into(),
                extra: Extra::new(),
            })
            .boxed(),
        (Carries::InteractionIn(state), _) => with_interaction(event_type, interaction_in(state)),
        (Carries::Interaction, EventType::RecordingStateChanged) => {
            let talking = interaction_in(&State::Talking);
            with_interaction(event_type, talking)
        }
        (Carries::Interaction, _) => with_interaction(event_type, interaction()),
    }
}

fn with_interaction(
    event_type: EventType,
    interaction: BoxedStrategy<Interaction>,
) -> BoxedStrategy<InteractionEvent> {
    (interaction, extra())
        .prop_map(move |(interaction, extra)| InteractionEvent {
            extra,
            ..InteractionEvent::new(event_type.clone(), interaction)
        })
        .boxed()
}

/// The payload of a `markdone` event, which names its interaction by itself or by its id.
pub fn markdone_event() -> BoxedStrategy<MarkdoneEvent> {
    (interaction(), any::<bool>(), "[ -~]{1,24}", extra())
        .prop_map(|(interaction, whole, warning, extra)| {
            let id = interaction.interaction_id.clone();
            let (interaction, interaction_id) =
                if whole { (interaction.into(), Property::Absent) } else { (Property::Absent, id.into()) };
            let event_type = "MARK_DONE_BLOCKED".into();
            MarkdoneEvent { event_type, interaction, interaction_id, warning_message: warning.into(), extra }
        })
        .boxed()
}

/// An event of any name, in its envelope: those of `interaction` mostly.
pub fn event() -> BoxedStrategy<Event> {
    let names = EVENTS.iter().map(|event| event.name).collect::<Vec<_>>();
    let channel = "[a-z]{1,8}".prop_map(|channel| format!("{MESSENGER_PREFIX}{channel}"));
    prop_oneof![
        4 => event_of("interaction"),
        1 => select(names).prop_flat_map(event_of),
        1 => channel.prop_flat_map(|name| event_of(&name)),
    ]
    .boxed()
}

/// An event of this name, in its envelope. The payloads that no source documents are any JSON.
pub fn event_of(name: &str) -> BoxedStrategy<Event> {
    let data = match name {
        "interaction" => interaction_event().prop_map(json).boxed(),
        "markdone" => markdone_event().prop_map(json).boxed(),
        _ => anything(),
    };
    let name = String::from(name);
    data.prop_map(move |data| Event::new(name.clone(), data)).boxed()
}

fn json(payload: impl serde::Serialize) -> Value {
    serde_json::to_value(payload).unwrap_or_default()
}
