//! The calls that a case makes, whether by `request` or by `send`: method, arguments, and what is expected to come of it.

use scapi_conformance::case::{Answer, Case, Step};
use scapi_schema::method::{self, MethodInfo};
use serde_json::Value;

/// The namespaces that a host carries out, others being answered from a table.
const CARRIED_OUT: &[&str] = &["interaction", "voice", "messenger"];

/// Methods that a host carries out.
pub(super) fn methods() -> impl Iterator<Item = &'static MethodInfo> {
    method::METHODS.iter().filter(|method| CARRIED_OUT.contains(&method.namespace()))
}

/// One call of a method that a host carries out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call<'a> {
    pub(super) method: &'static MethodInfo,
    pub(super) frame: &'a str,
    /// `None`: there is no such key.
    pub(super) parameters: Option<&'a Value>,
    pub(super) answer: &'a Answer,
}

/// What a case expects of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Success,
    /// A failure or silence.
    Refusal,
    /// Either will do.
    Any,
}

impl<'a> Call<'a> {
    /// The argument at a position; `None` beyond the end.
    pub(super) fn argument(&self, index: usize) -> Option<&'a Value> {
        self.parameters?.as_array()?.get(index)
    }

    pub(super) fn outcome(&self) -> Outcome {
        match self.answer {
            Answer::Success | Answer::Data(_) => Outcome::Success,
            Answer::Failure(_) | Answer::Silence => Outcome::Refusal,
            Answer::Envelope(envelope) => match envelope.get("errorMessage").and_then(Value::as_str) {
                Some("$absent") => Outcome::Success,
                Some(_) => Outcome::Refusal,
                None if envelope.get("data").is_some() => Outcome::Success,
                None => Outcome::Any,
            },
        }
    }

    /// Texts that the message of a failure has to contain.
    pub(super) fn named(&self) -> Vec<&'a str> {
        let Answer::Failure(matcher) = self.answer else { return Vec::new() };
        match matcher.get("$contains") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// The calls of a case, in order. Parameters are made JSON once, so that both kinds of step look alike.
pub(super) fn each(case: &Case, mut look: impl FnMut(&Call<'_>)) {
    for step in &case.steps {
        match step {
            Step::Request(step) => {
                let parameters = step.parameters.clone().map(Value::Array);
                let Some(method) = carried_out(&step.method) else { continue };
                let (frame, answer) = (step.frame.as_str(), &step.answer);
                look(&Call { method, frame, parameters: parameters.as_ref(), answer });
            }
            Step::Send(step) => {
                let Some(message) = &step.message else { continue };
                let name = message.get("request").and_then(Value::as_str).unwrap_or_default();
                let Some(method) = carried_out(name) else { continue };
                let (frame, answer) = (step.frame.as_str(), &step.answer);
                look(&Call { method, frame, parameters: message.get("parameters"), answer });
            }
            _ => {}
        }
    }
}

fn carried_out(name: &str) -> Option<&'static MethodInfo> {
    methods().find(|method| method.name == name)
}

/// The kind of a JSON value; variables of a case stand for strings.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Whether a string stands for a value that is known when the case is run.
pub(super) fn is_variable(text: &str) -> bool {
    text.starts_with('$') && !text.starts_with("$$")
}
