//! Stimuli: what the outside world, the far end or the agent does, as JSON tagged by `type`.
//! The same JSON in the control API, in the driver protocol and in conformance cases.

mod error;
mod inbound_call;

pub use error::StimulusError;
pub use inbound_call::InboundCall;

use alloc::{boxed::Box, string::String};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::wire::kind;

/// Something that happens to the session from outside of the API.
///
/// ```
/// use scapi_schema::stimulus::Stimulus;
/// use serde_json::json;
///
/// let call = Stimulus::from_value(json!({ "type": "inbound-call", "ani": "+33298000000" }))?;
/// assert_eq!(call.name(), "inbound-call");
///
/// let error = Stimulus::from_value(json!({ "type": "inbound-cal" })).unwrap_err();
/// assert!(error.to_string().ends_with("did you mean \"inbound-call\"?"));
/// # Ok::<(), scapi_schema::stimulus::StimulusError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Stimulus {
    /// World: a customer's call is offered to the agent.
    InboundCall(Box<InboundCall>),
    /// Far end: the customer hangs up.
    FarEndHangsUp(OnInteraction),
    /// Agent: takes what is offered.
    AgentAccepts(OnInteraction),
    /// Agent: declines what is offered.
    AgentRejects(OnInteraction),
    /// Agent: clicks Mark Done.
    AgentMarksDone(OnInteraction),
}

/// A stimulus about an interaction that exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct OnInteraction {
    /// Which one.
    pub interaction_id: String,
}

impl OnInteraction {
    /// About the interaction with this id.
    #[must_use]
    pub fn new(interaction_id: impl Into<String>) -> Self {
        Self { interaction_id: interaction_id.into() }
    }
}

impl Stimulus {
    /// Every value of `type`.
    pub const NAMES: &'static [&'static str] =
        &["inbound-call", "far-end-hangs-up", "agent-accepts", "agent-rejects", "agent-marks-done"];

    /// Reads the tag, then the content.
    ///
    /// # Errors
    /// The fault, the JSON pointer of it, and the nearest known name.
    pub fn from_value(mut value: Value) -> Result<Self, StimulusError> {
        let Value::Object(fields) = &mut value else {
            return Err(StimulusError::NotAnObject { got: kind(&value) });
        };
        match fields.remove("type") {
            Some(Value::String(tag)) => Self::from_tag(&tag, value),
            Some(other) => Err(StimulusError::TypeNotAString { got: kind(&other) }),
            None => Err(StimulusError::NoType),
        }
    }

    fn from_tag(tag: &str, content: Value) -> Result<Self, StimulusError> {
        match tag {
            "inbound-call" => read(tag, content).map(Box::new).map(Self::InboundCall),
            "far-end-hangs-up" => read(tag, content).map(Self::FarEndHangsUp),
            "agent-accepts" => read(tag, content).map(Self::AgentAccepts),
            "agent-rejects" => read(tag, content).map(Self::AgentRejects),
            "agent-marks-done" => read(tag, content).map(Self::AgentMarksDone),
            unknown => Err(StimulusError::unknown_type(unknown)),
        }
    }

    /// The value of `type`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::InboundCall(_) => "inbound-call",
            Self::FarEndHangsUp(_) => "far-end-hangs-up",
            Self::AgentAccepts(_) => "agent-accepts",
            Self::AgentRejects(_) => "agent-rejects",
            Self::AgentMarksDone(_) => "agent-marks-done",
        }
    }
}

fn read<T: DeserializeOwned>(tag: &str, content: Value) -> Result<T, StimulusError> {
    serde_json::from_value(content).map_err(|error| StimulusError::content(tag, &error))
}

impl<'de> Deserialize<'de> for Stimulus {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_value(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
