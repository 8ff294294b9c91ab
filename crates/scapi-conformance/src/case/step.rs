//! The steps of a case: something done to the host, or something expected of it.
//! Each step may name the clause that it tests; without one it stands for all clauses of its case.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::DEFAULT_FRAME;

/// One step. The key says what kind it is: `{"stimulus": {…}}`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The outside world or the agent does something.
    Stimulus(StimulusStep),
    /// An app calls a method and looks at the answer.
    Request(RequestStep),
    /// An app subscribes to events.
    Subscribe(SubscribeStep),
    /// An app gives a subscription up.
    Unsubscribe(UnsubscribeStep),
    /// An app posts something that the client would not: any envelope, or raw text.
    Send(SendStep),
    /// The events that a frame has received since it was last looked at.
    Events(EventsStep),
    /// The messages that handed out a `frameId` since the frame was last looked at.
    Greetings(GreetingsStep),
    /// A frame has received no event since it was last looked at.
    Silence(SilenceStep),
    /// Time passes.
    Advance(AdvanceStep),
}

/// Something the outside world or the agent does.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StimulusStep {
    /// The stimulus, `{"type":"inbound-call", …}`; variables are filled in.
    #[serde(rename = "do")]
    pub stimulus: Map<String, Value>,
    /// Variable that takes the interaction which the target answers with.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub bind: Option<String>,
}

/// An app calls a method.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RequestStep {
    /// The frame that calls; `app` if absent.
    #[serde(default = "default_frame", skip_serializing_if = "is_default_frame")]
    pub frame: String,
    /// `namespace.method`.
    pub method: String,
    /// Positional parameters. Absent as in the client when a method has no argument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Vec<Value>>,
    /// Reference id; without one the frame counts in decimal strings from `"0"`, as the client does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<Value>,
    /// The answer that is expected.
    pub answer: Answer,
    /// Variable that takes the `data` of the answer.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub bind: Option<String>,
    /// Clause that this step tests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// An app subscribes to events.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SubscribeStep {
    /// The frame that subscribes; `app` if absent.
    #[serde(default = "default_frame", skip_serializing_if = "is_default_frame")]
    pub frame: String,
    /// One event name, or a list of them, posted exactly in this form.
    pub to: Value,
    /// Reference id; without one the frame counts on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<Value>,
    /// The answer that is expected; success if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Variable that takes the `subscriptionId`.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub bind: Option<String>,
    /// Clause that this step tests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// An app gives a subscription up.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UnsubscribeStep {
    /// The frame that unsubscribes; `app` if absent.
    #[serde(default = "default_frame", skip_serializing_if = "is_default_frame")]
    pub frame: String,
    /// The subscription id, mostly a variable bound by a `subscribe` step.
    pub id: Value,
    /// The answer that is expected; success if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Clause that this step tests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// An app posts any envelope, or raw text that need not be JSON. Exactly one of `message` and `text`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SendStep {
    /// The frame that posts; `app` if absent.
    #[serde(default = "default_frame", skip_serializing_if = "is_default_frame")]
    pub frame: String,
    /// The message, verbatim; variables are filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Value>,
    /// Raw text in the place of a message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The answer that is expected.
    pub answer: Answer,
    /// Clause that this step tests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// What an answer must be. Values are matchers.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Success, whatever its data.
    Success,
    /// Success whose `data` matches.
    Data(Value),
    /// Any answer, be it a success or a failure, whose whole envelope matches.
    Envelope(Value),
    /// Failure whose `errorMessage` matches.
    Failure(Value),
    /// No answer at all.
    Silence,
}

/// The events of a frame since it was last looked at.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EventsStep {
    /// The frame that is looked at; `app` if absent.
    #[serde(default = "default_frame", skip_serializing_if = "is_default_frame")]
    pub frame: String,
    /// Name of the events; those of other names are left for later steps.
    #[serde(default = "default_event", skip_serializing_if = "is_default_event")]
    pub name: String,
    /// A matcher for the `data` of each event.
    pub expect: Vec<Value>,
    /// Matchers for the `data` of events that do not count, wherever they come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<Value>,
    /// How the list is meant.
    #[serde(default, skip_serializing_if = "Order::is_in_order")]
    pub order: Order,
    /// Clause that this step tests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// How a list of expected events is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Exactly these, in this order.
    #[default]
    InOrder,
    /// Exactly these, in any order.
    AnyOrder,
    /// At least these, in this order, others between them.
    Among,
}

impl Order {
    fn is_in_order(&self) -> bool {
        *self == Self::InOrder
    }
}

/// The messages that handed out a `frameId` since the frame was last looked at.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GreetingsStep {
    /// The frame that is looked at; `app` if absent.
    #[serde(default = "default_frame", skip_serializing_if = "is_default_frame")]
    pub frame: String,
    /// A matcher for each whole message, in this order.
    pub expect: Vec<Value>,
    /// Clause that this step tests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// A frame has received no event since it was last looked at.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SilenceStep {
    /// The frame that is looked at; `app` if absent.
    #[serde(default = "default_frame", skip_serializing_if = "is_default_frame")]
    pub frame: String,
    /// Clause that this step tests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// Time passes.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AdvanceStep {
    /// Milliseconds of session time.
    pub ms: u64,
}

impl Step {
    /// What the step does, in a few words, for reports.
    #[must_use]
    pub fn summary(&self) -> String {
        match self {
            Self::Stimulus(step) => {
                format!("stimulus {}", step.stimulus.get("type").and_then(Value::as_str).unwrap_or("?"))
            }
            Self::Request(step) => format!("request {} on {}", step.method, step.frame),
            Self::Subscribe(step) => format!("subscribe to {} on {}", step.to, step.frame),
            Self::Unsubscribe(step) => format!("unsubscribe on {}", step.frame),
            Self::Send(step) => format!("send on {}", step.frame),
            Self::Events(step) => format!("{} events on {}", step.name, step.frame),
            Self::Greetings(step) => format!("greetings on {}", step.frame),
            Self::Silence(step) => format!("silence on {}", step.frame),
            Self::Advance(step) => format!("advance {} ms", step.ms),
        }
    }

    /// The clause that the step names for itself.
    #[must_use]
    pub fn clause(&self) -> Option<&str> {
        match self {
            Self::Stimulus(_) | Self::Advance(_) => None,
            Self::Request(step) => step.clause.as_deref(),
            Self::Subscribe(step) => step.clause.as_deref(),
            Self::Unsubscribe(step) => step.clause.as_deref(),
            Self::Send(step) => step.clause.as_deref(),
            Self::Events(step) => step.clause.as_deref(),
            Self::Greetings(step) => step.clause.as_deref(),
            Self::Silence(step) => step.clause.as_deref(),
        }
    }

    /// The frame that the step is about.
    #[must_use]
    pub fn frame(&self) -> Option<&str> {
        match self {
            Self::Stimulus(_) | Self::Advance(_) => None,
            Self::Request(step) => Some(&step.frame),
            Self::Subscribe(step) => Some(&step.frame),
            Self::Unsubscribe(step) => Some(&step.frame),
            Self::Send(step) => Some(&step.frame),
            Self::Events(step) => Some(&step.frame),
            Self::Greetings(step) => Some(&step.frame),
            Self::Silence(step) => Some(&step.frame),
        }
    }
}

fn default_frame() -> String {
    DEFAULT_FRAME.to_owned()
}

fn is_default_frame(frame: &str) -> bool {
    frame == DEFAULT_FRAME
}

fn default_event() -> String {
    "interaction".to_owned()
}

fn is_default_event(name: &str) -> bool {
    name == "interaction"
}
