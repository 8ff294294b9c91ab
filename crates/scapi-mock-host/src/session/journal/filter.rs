//! What a reader wants to see of a journal: every condition that is given has to hold.
//! An answer is about what its request was about.

use std::borrow::Cow;

use scapi_schema::journal::{JournalEntry, Kind, MessageDirection};
use serde_json::Value;

use super::Kept;

/// Conditions on an entry; none lets everything through.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub(crate) kind: Option<Kind>,
    pub(crate) direction: Option<MessageDirection>,
    pub(crate) frame: Option<String>,
    /// The id of an interaction that the entry names, or that its request named.
    pub(crate) interaction: Option<String>,
    /// The method that a request calls, or an answer answers.
    pub(crate) method: Option<String>,
    /// The name of an event that is sent, or its event type.
    pub(crate) event: Option<String>,
    pub(crate) place: Option<Place>,
}

/// A place in the message, the stimulus or the change of an entry, and what has to be there.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// A JSON pointer.
    pub(crate) pointer: String,
    /// The value as it was given: JSON, or else a text. None is satisfied with any.
    pub(crate) value: Option<String>,
}

impl Filter {
    pub(crate) fn lets(&self, kept: &Kept) -> bool {
        let entry = &kept.entry;
        self.kind.as_ref().is_none_or(|kind| *kind == entry.kind)
            && self.direction.as_ref().is_none_or(|direction| Some(direction) == entry.direction.as_ref())
            && self.frame.as_ref().is_none_or(|frame| Some(frame) == entry.frame.as_ref())
            && self.method.as_ref().is_none_or(|method| Some(method.as_str()) == kept.method())
            && self.event.as_ref().is_none_or(|event| is_event(entry, event))
            && self.interaction.as_ref().is_none_or(|id| is_about(kept, id))
            && self.place.as_ref().is_none_or(|place| place.is_in(entry))
    }
}

fn is_event(entry: &JournalEntry, name: &str) -> bool {
    let sent = entry.direction == Some(MessageDirection::HostToApp);
    let message = entry.message.as_ref().filter(|message| sent && message.get("event").is_some());
    message.is_some_and(|message| message["event"] == name || message["data"]["eventType"] == name)
}

fn is_about(kept: &Kept, id: &str) -> bool {
    let entry = &kept.entry;
    let asks = |message: &Value| {
        let method = message["request"].as_str().unwrap_or_default();
        method.starts_with("interaction.") && message["parameters"][0] == id
    };
    entry.interaction_id.as_deref() == Some(id)
        || kept.asked_about() == Some(id)
        || entry.message.as_ref().is_some_and(|message| asks(message) || names(message, id))
        || entry.stimulus.is_some() && subject(entry).is_some_and(|stimulus| names(&stimulus, id))
}

/// Whether an `interactionId` of this value is anywhere in it.
fn names(value: &Value, id: &str) -> bool {
    match value {
        Value::Object(fields) => {
            fields.get("interactionId").is_some_and(|found| found == id)
                || fields.values().any(|value| names(value, id))
        }
        Value::Array(items) => items.iter().any(|value| names(value, id)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

impl Place {
    fn is_in(&self, entry: &JournalEntry) -> bool {
        let subject = subject(entry);
        let found = subject.as_ref().and_then(|subject| subject.pointer(&self.pointer));
        match (found, &self.value) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(found), Some(wanted)) => is_value(found, wanted),
        }
    }
}

/// `1` is the number and the text, as nobody writes quotes into a URL.
fn is_value(found: &Value, wanted: &str) -> bool {
    found.as_str() == Some(wanted) || serde_json::from_str(wanted).is_ok_and(|wanted: Value| wanted == *found)
}

/// What the entry records, as JSON.
fn subject(entry: &JournalEntry) -> Option<Cow<'_, Value>> {
    if let Some(message) = &entry.message {
        return Some(Cow::Borrowed(message));
    }
    // Both always are JSON.
    let stimulus = entry.stimulus.as_ref().and_then(|stimulus| serde_json::to_value(stimulus).ok());
    let change = || entry.change.as_ref().and_then(|change| serde_json::to_value(change).ok());
    stimulus.or_else(change).map(Cow::Owned)
}
