//! Messages of a session in their order: an answer is judged by the request that it answers.
//! Frames are kept apart, as reference ids are (`envelope/12`).

use std::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};

use serde_json::Value;

use super::{Mode, Violation, check_message, message::against};
use crate::{envelope::reference_id, journal::MessageDirection};

/// Checks messages one after the other, each with what came before it in mind.
///
/// ```
/// use scapi_schema::journal::MessageDirection::{AppToHost, HostToApp};
/// use scapi_schema::validate::{Conversation, Mode};
/// use serde_json::json;
///
/// let mut conversation = Conversation::new(Mode::Warn);
/// let request = json!({ "request": "interaction.getInteractions", "referenceId": "0", "userAgent": "WWE Client", "protocolVersion": 2 });
/// assert!(conversation.check("f1", &AppToHost, &request).is_empty());
///
/// let answer = json!({ "referenceId": "0", "data": {}, "userAgent": "WWE Server", "protocolVersion": 2 });
/// let violations = conversation.check("f1", &HostToApp, &answer);
/// assert_eq!(violations[0].clause.as_deref(), Some("interaction.getInteractions/1"));
/// ```
#[derive(Clone, Debug)]
pub struct Conversation {
    mode: Mode,
    /// Requests without an answer yet, by frame and reference id; equal ids are answered in their order.
    pending: BTreeMap<(String, String), Vec<Asked>>,
}

#[derive(Clone, Debug)]
enum Asked {
    Method(String),
    Subscription,
    End,
    Unclear,
}

impl Conversation {
    /// Nothing has been said yet.
    #[must_use]
    pub const fn new(mode: Mode) -> Self {
        Self { mode, pending: BTreeMap::new() }
    }

    /// Checks the next message of a frame.
    pub fn check(&mut self, frame: &str, direction: &MessageDirection, message: &Value) -> Vec<Violation> {
        let mut violations = check_message(self.mode, direction, message);
        if self.mode == Mode::Off {
            return violations;
        }
        match (direction, reference_id(message)) {
            (MessageDirection::AppToHost, Some(id)) => {
                let key = (frame.to_string(), id.to_string());
                self.pending.entry(key).or_default().push(asked(message));
            }
            (MessageDirection::HostToApp, Some(id)) => violations.extend(self.answer(frame, id, message)),
            (MessageDirection::AppToHost | MessageDirection::HostToApp, None)
            | (MessageDirection::Other(_), _) => {}
        }
        violations
    }

    fn answer(&mut self, frame: &str, id: &Value, message: &Value) -> Vec<Violation> {
        let key = (frame.to_string(), id.to_string());
        let waiting = self.pending.get_mut(&key).filter(|waiting| !waiting.is_empty());
        let Some(waiting) = waiting else {
            return Vec::from([self.unasked(frame, id)]);
        };
        let asked = waiting.remove(0);
        if waiting.is_empty() {
            self.pending.remove(&key);
        }
        if message.get("errorMessage").is_some() {
            return Vec::new();
        }
        match (asked, message.get("data")) {
            (Asked::Method(name), Some(data)) => {
                let violations = against(self.mode, &format!("{name}.data"), data);
                violations.into_iter().map(|violation| violation.below("/data")).collect()
            }
            (Asked::Method(name), None) => missing_data(&name).into_iter().collect(),
            (Asked::Subscription, _) if message.get("subscriptionId").is_none() => {
                let text = "the answer to a subscription has a subscriptionId at its top level";
                Vec::from([Violation::new("", "response", Some("subscription/1"), text)])
            }
            (Asked::Subscription | Asked::End | Asked::Unclear, _) => Vec::new(),
        }
    }

    /// An answer to nobody: the id is that of another type, or the request has had its answer.
    fn unasked(&self, frame: &str, id: &Value) -> Violation {
        let text_of = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToString::to_string);
        let same_text = |(other, asked): &&(String, String)| {
            let asked: Value = serde_json::from_str(asked).unwrap_or_default();
            other == frame && text_of(&asked) == text_of(id)
        };
        match self.pending.keys().find(same_text) {
            Some((_, asked)) => {
                let text = format!(
                    "the request had the referenceId {asked}, this is {id}: the client compares types too"
                );
                Violation::new("/referenceId", "response", Some("envelope/3"), text)
            }
            None => {
                let text = format!("no request of this frame with the referenceId {id} waits for an answer");
                Violation::new("/referenceId", "response", Some("envelope/11"), text)
            }
        }
    }
}

fn asked(message: &Value) -> Asked {
    match (message["request"].as_str(), message["event"].as_str()) {
        (Some(name), _) => Asked::Method(name.into()),
        (None, Some("subscribe")) => Asked::Subscription,
        (None, Some("unsubscribe")) => Asked::End,
        (None, _) => Asked::Unclear,
    }
}

/// Methods with a result have it under `data`, even when it is null.
fn missing_data(method: &str) -> Option<Violation> {
    let clause = match method {
        "interaction.getInteractions" => "interaction.getInteractions/1",
        "interaction.getByInteractionId" => "interaction.getByInteractionId/3",
        _ => return None,
    };
    let text = format!("the answer to {method} has its result under data");
    Some(Violation::new("", "response", Some(clause), text))
}
