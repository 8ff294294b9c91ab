//! The driver protocol: how a conformance runner drives a host, as JSON lines on standard input and output.
//! One answer line for each request line, with the same `id`.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::interaction::Interaction;

/// One line to a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct DriverRequest {
    /// Repeated in the answer.
    pub id: u64,
    /// What to do.
    #[serde(flatten)]
    pub op: Op,
}

/// What a target is asked to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Op {
    /// Say who you are and what you can do.
    Hello,
    /// Start afresh: no frames, no interactions, time 0.
    Reset {
        /// Seed of generated identifiers.
        #[serde(default)]
        seed: u64,
        /// Merge patch onto the default host profile.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        profile: BTreeMap<String, Value>,
    },
    /// The world or the agent does something.
    Stimulus {
        /// What, in the form of the control API.
        stimulus: Value,
    },
    /// A frame says something. A frame that is not there yet opens.
    Message {
        /// The frame, named by the driver.
        frame: String,
        /// Its web origin, taken from its first message.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<String>,
        /// What it says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<Value>,
        /// What it says instead of JSON.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Session time goes on; whatever falls due happens, in order.
    Advance {
        /// Milliseconds.
        ms: u64,
    },
}

/// One line from a target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct DriverAnswer {
    /// The id of the request; null if the line could not be read.
    pub id: Option<u64>,
    /// `hello`: what the target is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `hello`: its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// `hello`: what it can do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abilities: Option<Vec<String>>,
    /// `stimulus`: the interaction that it made or touched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction: Option<Interaction>,
    /// Why it could not be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What the host said, in order.
    pub outputs: Vec<DriverOutput>,
}

/// One message that the host sent to a frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct DriverOutput {
    /// To which frame.
    pub frame: String,
    /// The message.
    pub message: Value,
}
