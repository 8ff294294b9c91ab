//! Scenario files: what happens to the app under test, and what is expected of it, in time.
//! The words are those of the control API; strings may have templates in them, `${call}` or `${int 1 9}`, which are filled in first.

mod step;

pub use step::{
    Advance, Each, Keep, PostedEvent, Repeat, Reset, Setting, Step, StepError, StimulusStep, Wait, WaitError,
};

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{fault::Fault, journal::ClockSource, policy::Policies};

/// What a scenario file holds, its templates filled in.
///
/// ```
/// use scapi_schema::scenario::{Scenario, Step};
/// use serde_json::json;
///
/// let scenario: Scenario = serde_json::from_value(json!({
///     "title": "the app takes a call",
///     "clock": "virtual",
///     "timeline": [
///         { "stimulus": { "type": "inbound-call" }, "as": "call" },
///         { "expect": { "message": { "method": "interaction.accept" }, "exactly": 1 } },
///         { "advance": { "ms": 20000 } }
///     ]
/// }))?;
/// assert!(matches!(scenario.timeline[2], Step::Advance(advance) if advance.ms == 20_000));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Scenario {
    /// The JSON Schema of this format, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// One sentence that says what the app does.
    pub title: String,
    /// Decides what templates draw, and in a session of its own the identifiers that the host makes.
    #[serde(default)]
    pub seed: u64,
    /// What has to move session time: `virtual`, a clock that stands until a step moves it, or `real`. A session that is made for the
    /// scenario has a virtual one without it, and a scenario that is run in another session takes what that has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockSource>,
    /// Values by name, for `${name}` in what follows. They are drawn once, in this order, and can be given from outside.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub variables: Map<String, Value>,
    /// How the host behaves: a merge patch of the host profile.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "schemars", schemars(with = "crate::profile::HostProfile"))]
    pub profile: Map<String, Value>,
    /// What unattended far ends do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policies: Option<Policies>,
    /// What methods answer that the host does not do by itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schemars", schemars(with = "BTreeMap<String, Option<step::Canned>>"))]
    pub canned: BTreeMap<String, Value>,
    /// What goes wrong between the host and its apps, from the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// The state to begin in, reached by legal steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<StartForm>"))]
    pub start: Option<Start>,
    /// How long the verdict waits after the last step for what is still pending, in milliseconds of real time; 1000 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict_within_ms: Option<u64>,
    /// What happens, in order.
    #[cfg_attr(feature = "schemars", schemars(length(min = 1)))]
    pub timeline: Vec<Step>,
}

/// Where a scenario begins. A text is the name of the state, and nothing has a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Start {
    /// The name of a state, such as `talking` or `consult-established`.
    pub state: String,
    /// Names for the interactions that the way there makes, oldest first.
    #[serde(rename = "as", default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// How it is written with names.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NamedStart {
    state: String,
    #[serde(rename = "as", default)]
    names: Vec<String>,
}

impl<'de> Deserialize<'de> for Start {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(state) => Ok(Self { state, names: Vec::new() }),
            other => {
                let read = serde_json::from_value(other).map_err(serde::de::Error::custom);
                read.map(|NamedStart { state, names }| Self { state, names })
            }
        }
    }
}

/// How it can be written, for its JSON Schema.
#[cfg(feature = "schemars")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "it describes what is read by hand")]
enum StartForm {
    /// The name of a state.
    State(String),
    /// With names for the interactions.
    Named(Start),
}
