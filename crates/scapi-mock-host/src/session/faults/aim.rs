//! What a fault strikes: everything, messages of apps, or events of the host.
//! A name that does not exist is refused: a fault that never strikes would look like an app that copes.

use scapi_schema::{
    event::{self, EVENT_TYPES},
    fault::FaultMatcher,
    suggest,
};
use serde_json::Value;

use super::Said;
use crate::{
    session::Purpose,
    verify::{Matcher, MatcherError, Pattern, is_name},
};

#[derive(Debug)]
pub(super) enum Aim {
    All,
    Messages(Matcher),
    Events(Box<Events>),
}

/// What events have to be like.
#[derive(Debug)]
pub(super) struct Events {
    on: FaultMatcher,
    pointers: Vec<(String, Pattern)>,
}

impl Aim {
    pub(super) fn of(on: Option<&FaultMatcher>) -> Result<Self, MatcherError> {
        match on {
            None => Ok(Self::All),
            Some(on) if on.is_of_events() => Events::of(on).map(|events| Self::Events(Box::new(events))),
            Some(on) => Matcher::new(&on.message(), "/on").map(Self::Messages),
        }
    }
}

impl Events {
    fn of(on: &FaultMatcher) -> Result<Self, MatcherError> {
        on.event.as_deref().map_or(Ok(()), known_event)?;
        on.event_type.as_deref().map_or(Ok(()), known_type)?;
        // Pointers and states are read as those of messages are.
        let rest = FaultMatcher { event: None, event_type: None, ..on.clone() };
        Matcher::new(&rest.message(), "/on")?;
        let pattern =
            |(pointer, value): (&String, &Value)| Some((pointer.clone(), Pattern::new(value).ok()?));
        let pointers = on.pointer.iter().filter_map(pattern).collect();
        Ok(Self { on: on.clone(), pointers })
    }

    /// Whether an event is like this. What carries its interaction is the profile's to say.
    pub(super) fn are_like(&self, said: &Said, interaction_key: &str) -> bool {
        let message = &said.message;
        let interaction = &message["data"][interaction_key];
        let is = |wanted: Option<&str>, found: &Value| wanted.is_none_or(|wanted| found == wanted);
        let name = message["event"].as_str().filter(|_| said.purpose == Purpose::Unasked);
        name.is_some_and(|name| self.on.event.as_ref().is_none_or(|wanted| is_name(name, wanted)))
            && is(self.on.event_type.as_deref(), &message["data"]["eventType"])
            && self.on.frame.as_ref().is_none_or(|frame| said.frame.as_str() == frame)
            && is(self.on.interaction.as_deref(), &interaction["interactionId"])
            && is(self.on.state.as_ref().map(|state| state.as_str()), &interaction["state"])
            && self.pointers.iter().all(|(pointer, pattern)| pattern.matches(message.pointer(pointer)))
    }
}

fn known_event(name: &str) -> Result<(), MatcherError> {
    let names = || event::EVENTS.iter().map(|known| known.name);
    if event::is_known(name) || name.ends_with('*') && names().any(|known| is_name(known, name)) {
        return Ok(());
    }
    let hint =
        suggest::nearest(name, names()).map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
    Err(MatcherError { pointer: "/on/event".into(), fault: format!("there is no event \"{name}\"{hint}") })
}

/// Hosts may have types of their own; one that is nearly one of the documented is a typo.
fn known_type(name: &str) -> Result<(), MatcherError> {
    let names = || EVENT_TYPES.iter().map(|known| known.event_type.as_str());
    let nearest = suggest::nearest(name, names()).filter(|nearest| *nearest != name);
    nearest.map_or(Ok(()), |nearest| {
        let fault = format!(
            "there is no event type \"{name}\"; did you mean \"{nearest}\"? One that a host adds is matched by the pointer \
             \"/data/eventType\""
        );
        Err(MatcherError { pointer: "/on/eventType".into(), fault })
    })
}
