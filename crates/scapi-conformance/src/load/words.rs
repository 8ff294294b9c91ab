//! Words of the contract in a case: methods that are to succeed, types of events, states.
//! A host cannot use one that does not exist, so that a case which expects one is misspelt.

use scapi_schema::event::EventType;
use scapi_schema::interaction::State;
use scapi_schema::method::METHODS;
use scapi_schema::suggest;
use serde_json::Value;

use super::Fault;
use crate::case::{Answer, Case, EventsStep, RequestStep, Step};

/// The words of a step that the contract does not know.
pub(super) fn unknown(step: &Step, case: &Case) -> Vec<Fault> {
    match step {
        Step::Request(step) => in_request(step),
        Step::Events(step) if step.name == "interaction" => in_events(step, case),
        _ => Vec::new(),
    }
}

fn in_request(step: &RequestStep) -> Vec<Fault> {
    let is_known = METHODS.iter().any(|method| method.name == step.method);
    match &step.answer {
        Answer::Success | Answer::Data(_) if !is_known => vec![unknown_method(&step.method)],
        Answer::Data(data) if step.method.starts_with("interaction.") => in_interactions(data),
        _ => Vec::new(),
    }
}

fn unknown_method(name: &str) -> Fault {
    let nearest = suggest::nearest(name, METHODS.iter().map(|method| method.name));
    Fault::UnknownMethod { name: name.to_owned(), nearest: nearest.map(str::to_owned) }
}

fn in_events(step: &EventsStep, case: &Case) -> Vec<Fault> {
    let matchers = step.expect.iter().chain(&step.ignore);
    matchers.flat_map(|event| in_event(event.get("$exact").unwrap_or(event), case)).collect()
}

fn in_event(event: &Value, case: &Case) -> Vec<Fault> {
    let renamed = case.profile.get("eventTypeNames").and_then(Value::as_object);
    let renamed: Vec<&str> =
        renamed.into_iter().flat_map(|table| table.values()).filter_map(Value::as_str).collect();
    let known = || EventType::KNOWN.iter().map(EventType::as_str).chain(renamed.iter().copied());
    let kind = literal(event.get("eventType")).filter(|kind| !known().any(|name| name == *kind));
    let fault = kind.map(|kind| Fault::UnknownWord {
        what: "type of `interaction` events",
        word: kind.to_owned(),
        nearest: suggest::nearest(kind, known()).map(str::to_owned),
    });
    let interaction = event.get("interaction").map(in_interactions).unwrap_or_default();
    fault.into_iter().chain(interaction).collect()
}

/// States, wherever an Interaction may stand.
fn in_interactions(matcher: &Value) -> Vec<Fault> {
    match matcher {
        Value::Array(items) => items.iter().flat_map(in_interactions).collect(),
        Value::Object(fields) => {
            let states = ["state", "previousState"].into_iter().filter_map(|key| literal(fields.get(key)));
            let unknown = states.filter(|state| !State::from(*state).is_known()).map(unknown_state);
            let operators = fields.iter().filter(|(key, _)| key.starts_with('$'));
            unknown.chain(operators.flat_map(|(_, value)| in_interactions(value))).collect()
        }
        _ => Vec::new(),
    }
}

fn unknown_state(state: &str) -> Fault {
    let nearest = suggest::nearest(state, State::KNOWN.iter().map(State::as_str));
    Fault::UnknownWord { what: "state", word: state.to_owned(), nearest: nearest.map(str::to_owned) }
}

/// A text that stands for itself.
fn literal(value: Option<&Value>) -> Option<&str> {
    value.and_then(Value::as_str).filter(|text| !text.starts_with('$'))
}
