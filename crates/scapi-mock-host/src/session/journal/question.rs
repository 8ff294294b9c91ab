//! What is kept of a request with its answer: enough to judge the answer, and to find it, when the request has fallen out of the
//! journal.

use scapi_schema::envelope::{CLIENT_USER_AGENT, PROTOCOL_VERSION, reference_id};
use serde_json::{Value, json};

/// No name and no id is longer; a hostile one would be kept twice.
const KEPT_AT_MOST: usize = 200;

/// A request that was answered, or a subscription.
#[derive(Clone, Debug)]
pub(in crate::session) struct Question {
    asked: Asked,
    /// The first parameter, where it may be the id of an interaction.
    pub(super) interaction_id: Option<Box<str>>,
    reference: Value,
}

#[derive(Clone, Debug)]
enum Asked {
    Method(Box<str>),
    Event(Box<str>),
    Unclear,
}

impl Question {
    /// What this message asks; none if it cannot be answered.
    pub(super) fn of(message: &Value) -> Option<Self> {
        let reference = reference_id(message)?.clone();
        let asked = match (short(&message["request"]), short(&message["event"])) {
            (Some(method), _) => Asked::Method(method),
            (None, Some(event)) => Asked::Event(event),
            (None, None) => Asked::Unclear,
        };
        let of_interaction = matches!(&asked, Asked::Method(name) if name.starts_with("interaction."));
        let interaction_id = if of_interaction { short(&message["parameters"][0]) } else { None };
        Some(Self { asked, interaction_id, reference })
    }

    /// The method that was called.
    pub(super) fn method(&self) -> Option<&str> {
        match &self.asked {
            Asked::Method(name) => Some(name),
            Asked::Event(_) | Asked::Unclear => None,
        }
    }

    /// A message that asks the same.
    pub(super) fn message(&self) -> Value {
        let mut message = match &self.asked {
            Asked::Method(name) => json!({ "request": name }),
            Asked::Event(name) => json!({ "event": name }),
            Asked::Unclear => json!({}),
        };
        message["referenceId"] = self.reference.clone();
        message["userAgent"] = CLIENT_USER_AGENT.into();
        message["protocolVersion"] = PROTOCOL_VERSION.into();
        message
    }

    /// What it weighs that has no limit of its own.
    pub(super) fn weight(&self) -> usize {
        super::kept::weight(&self.reference)
    }
}

fn short(value: &Value) -> Option<Box<str>> {
    value.as_str().filter(|text| text.len() <= KEPT_AT_MOST).map(Into::into)
}
