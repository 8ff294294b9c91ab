//! What was said in a step, in words that the model can say too: without envelopes, identifiers of calls and spelling.
//! One event to several windows is one thing told.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::desk::{Entry, Kind};

/// What the model is about, of an interaction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) id: u64,
    pub(crate) state: String,
    pub(crate) previous: Option<String>,
    pub(crate) rona: Option<String>,
    pub(crate) call_type: String,
    pub(crate) parent: Option<u64>,
    pub(crate) parties: Vec<String>,
    pub(crate) user_data: BTreeMap<String, Value>,
}

/// One thing that is said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Told {
    /// About an interaction, or about a case, or with an id alone.
    Event {
        to: BTreeSet<String>,
        event_type: String,
        seen: Option<Seen>,
    },
    Answer {
        to: String,
        answer: Answer,
    },
    Greeting {
        to: String,
    },
    Silence {
        to: String,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// An operation without result, with the `data` that `voidResult` names; or one that made a call, with its id.
    Void(Option<Value>),
    Failure,
    Subscription,
    All(Vec<Seen>),
    One(Option<Seen>),
    Canned,
}

/// What was said, in the words of the model.
pub(crate) fn told(said: &[Entry]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let mut last_event: Option<&Value> = None;
    for entry in said {
        let to = entry.frame.clone();
        match (entry.kind, to) {
            (Kind::Event, Some(window)) => match told.last_mut() {
                Some(Told::Event { to, .. }) if last_event == Some(&entry.body) && !to.contains(&window) => {
                    to.insert(window);
                }
                _ => told.push(event(window, &entry.body["data"])),
            },
            (Kind::Reply, Some(to)) => told.push(Told::Answer { to, answer: answer(&entry.body) }),
            (Kind::Greeting, Some(to)) => told.push(Told::Greeting { to }),
            (Kind::Note, Some(to)) if entry.body["clause"] != "subscription/13" => {
                told.push(Told::Silence { to });
            }
            _ => {}
        }
        last_event = (entry.kind == Kind::Event).then_some(&entry.body);
    }
    told
}

fn event(to: String, data: &Value) -> Told {
    let event_type = data["eventType"].as_str().expect("an event type").into();
    Told::Event { to: BTreeSet::from([to]), event_type, seen: data.get("interaction").map(seen) }
}

fn answer(message: &Value) -> Answer {
    if message.get("errorMessage").is_some() {
        return Answer::Failure;
    }
    if message.get("subscriptionId").is_some() {
        return Answer::Subscription;
    }
    match (message["referenceId"].as_str(), message.get("data")) {
        (_, Some(Value::Array(all))) => Answer::All(all.iter().map(seen).collect()),
        (_, Some(one @ Value::Object(fields))) if fields.contains_key("interactionId") => {
            Answer::One(Some(seen(one)))
        }
        (_, Some(Value::Object(_))) => Answer::Canned,
        (Some("one"), Some(Value::Null)) => Answer::One(None),
        (_, data) => Answer::Void(data.cloned()),
    }
}

fn seen(interaction: &Value) -> Seen {
    let text = |key: &str| interaction.get(key).and_then(Value::as_str).map(str::to_owned);
    let number = |id: String| id.parse().expect("a number");
    let parties = interaction["parties"].as_array().expect("an array").iter();
    Seen {
        id: text("interactionId").map(number).expect("an id"),
        state: text("state").expect("a state"),
        previous: text("previousState"),
        rona: text("ronaCallState"),
        call_type: text("callType").expect("a type"),
        parent: text("parentInteractionId").map(number),
        parties: parties.map(|party| party["name"].as_str().expect("a name").to_owned()).collect(),
        user_data: interaction["userData"].as_object().expect("an object").clone().into_iter().collect(),
    }
}
