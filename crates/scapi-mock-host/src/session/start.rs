//! Named states: what a test or a person often wants to begin with, reached by legal steps alone.
//! A step is a stimulus, in which `$1` is the first interaction that the steps have made, and `$2` the second.

use scapi_schema::{interaction::Interaction, suggest};
use serde_json::{Value, json};

use crate::limits::adds_an_interaction;

/// One step to a named state.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Something happens.
    Stimulus(Value),
    /// An app asks for something.
    Request(&'static str, Value),
}

impl Step {
    /// Whether it adds an interaction to those that there are.
    pub(crate) fn makes_an_interaction(&self) -> bool {
        matches!(self, Self::Stimulus(stimulus) if adds_an_interaction(stimulus))
    }
}

/// A state that has a name, and how it is reached.
pub(crate) struct NamedState {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    steps: fn() -> Vec<Step>,
}

/// Nobody knows a state of this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no state to start in \"{given}\"{}; there are: {}", hint(*.meant), names())]
pub struct UnknownState {
    given: String,
    pub(crate) meant: Option<&'static str>,
}

/// Every named state, from the nearest to the farthest of its channel.
pub(crate) const STATES: &[NamedState] = &[
    NamedState {
        name: "ringing",
        about: "a customer's call alerts the agent",
        steps: || vec![arrives("inbound-call")],
    },
    NamedState { name: "talking", about: "the agent talks to a customer", steps: talking },
    NamedState {
        name: "held",
        about: "the customer is on hold",
        steps: || then(talking(), &[on("agent-holds", "$1")]),
    },
    NamedState {
        name: "recording",
        about: "the call is recorded",
        steps: || then(talking(), &[on("agent-starts-recording", "$1")]),
    },
    NamedState { name: "ended", about: "the customer has hung up", steps: ended },
    NamedState {
        name: "blocked-markdone",
        about: "the call has ended, and an app keeps it from being marked done",
        steps: blocked,
    },
    NamedState { name: "dialing", about: "the agent calls somebody", steps: dialing },
    NamedState {
        name: "consult-dialing",
        about: "the agent asks somebody, who has not answered yet",
        steps: consulting,
    },
    NamedState {
        name: "consult-established",
        about: "the agent talks to somebody about the call, which is on hold",
        steps: consulted,
    },
    NamedState {
        name: "conference",
        about: "the customer, the agent and somebody who was asked talk",
        steps: conference,
    },
    NamedState { name: "chat-invited", about: "a chat is offered", steps: || vec![arrives("inbound-chat")] },
    NamedState { name: "chat", about: "the agent chats, the transcript has been loaded", steps: chat },
    NamedState { name: "email", about: "the agent has a customer's e-mail", steps: email },
    NamedState {
        name: "email-reply",
        about: "the agent writes a reply to an e-mail",
        steps: || then(email(), &[on("agent-replies", "$1")]),
    },
    NamedState { name: "workitem", about: "the agent has a work item", steps: workitem },
    NamedState {
        name: "preview-ready",
        about: "a record of a campaign can be dialled",
        steps: || vec![arrives("preview-record")],
    },
    NamedState { name: "preview-called", about: "the call of a preview is under way", steps: previewed },
];

fn talking() -> Vec<Step> {
    vec![arrives("inbound-call"), on("agent-accepts", "$1")]
}

fn ended() -> Vec<Step> {
    then(talking(), &[on("far-end-hangs-up", "$1")])
}

fn blocked() -> Vec<Step> {
    then(ended(), &[Step::Request("interaction.blockMarkdone", json!(["$1", "The form is not saved"]))])
}

fn dialing() -> Vec<Step> {
    vec![Step::Stimulus(json!({ "type": "agent-dials", "destination": "+33298000000" }))]
}

fn consulting() -> Vec<Step> {
    let asks = json!({ "type": "agent-consults", "interactionId": "$1", "target": "5002" });
    then(talking(), &[Step::Stimulus(asks)])
}

fn consulted() -> Vec<Step> {
    then(consulting(), &[on("far-end-answers", "$2")])
}

fn conference() -> Vec<Step> {
    then(consulted(), &[on("agent-conferences", "$2")])
}

fn chat() -> Vec<Step> {
    let joined =
        [on("chat-join-pending", "$1"), on("chat-history-loading", "$1"), on("chat-history-loaded", "$1")];
    then(then(vec![arrives("inbound-chat")], &[on("agent-accepts", "$1")]), &joined)
}

fn email() -> Vec<Step> {
    vec![arrives("inbound-email"), on("agent-accepts", "$1")]
}

fn workitem() -> Vec<Step> {
    vec![arrives("inbound-workitem"), on("agent-accepts", "$1")]
}

fn previewed() -> Vec<Step> {
    vec![arrives("preview-record"), on("agent-calls-preview", "$1")]
}

fn arrives(kind: &str) -> Step {
    Step::Stimulus(json!({ "type": kind }))
}

fn on(kind: &str, interaction: &str) -> Step {
    Step::Stimulus(json!({ "type": kind, "interactionId": interaction }))
}

fn then(mut steps: Vec<Step>, more: &[Step]) -> Vec<Step> {
    steps.extend_from_slice(more);
    steps
}

/// The steps to a state.
pub(crate) fn steps_to(given: &str) -> Result<Vec<Step>, UnknownState> {
    let state = STATES.iter().find(|state| state.name == given);
    let meant = || suggest::nearest(given, STATES.iter().map(|state| state.name));
    state.map(|state| (state.steps)()).ok_or_else(|| UnknownState { given: given.into(), meant: meant() })
}

/// The interactions that steps have made, by which later steps name them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Made(Vec<Interaction>);

impl Made {
    /// Notes what a step has made or touched.
    pub(crate) fn note(&mut self, touched: Interaction) {
        match self.0.iter_mut().find(|made| made.interaction_id == touched.interaction_id) {
            Some(made) => *made = touched,
            None => self.0.push(touched),
        }
    }

    /// A step with `$1` and `$2` filled in.
    pub(crate) fn filled(&self, step: Value) -> Value {
        match step {
            Value::String(text) => {
                let at = text.strip_prefix('$').and_then(|at| at.parse::<usize>().ok());
                let made = at.and_then(|at| self.0.get(at.checked_sub(1)?));
                made.map_or(Value::String(text), |made| made.interaction_id.clone().into())
            }
            Value::Array(items) => items.into_iter().map(|item| self.filled(item)).collect(),
            Value::Object(fields) => {
                Value::Object(fields.into_iter().map(|(key, value)| (key, self.filled(value))).collect())
            }
            other => other,
        }
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|made| made.interaction_id.as_str())
    }
}

fn hint(meant: Option<&str>) -> String {
    meant.map(|meant| format!("; did you mean \"{meant}\"?")).unwrap_or_default()
}

fn names() -> String {
    STATES.iter().map(|state| state.name).collect::<Vec<_>>().join(", ")
}
