//! The steps of a scenario: something that happens, something that is waited for, something that is expected.
//! The key says what kind of step it is; it is read first, then the content.

use alloc::{
    boxed::Box,
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    expectation::{Expectation, MessageMatcher},
    fault::Fault,
    policy::Policies,
    stimulus::Stimulus,
    suggest,
    wire::kind,
};

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(with = "document::Step"))]
pub enum Step {
    /// The outside world or the agent does something.
    Stimulus(StimulusStep),
    /// The scenario waits.
    Wait(#[serde(serialize_with = "as_wait")] Box<Wait>),
    /// Session time goes on.
    Advance(#[serde(serialize_with = "as_advance")] Advance),
    /// Something is expected of the app.
    Expect(#[serde(serialize_with = "as_expect")] Box<Expectation>),
    /// The host behaves differently from now on.
    Set(#[serde(serialize_with = "as_set")] Setting),
    /// An event is sent to those who have subscribed to it.
    Event(#[serde(serialize_with = "as_event")] PostedEvent),
    /// Something goes wrong between the host and its apps.
    Fault(#[serde(serialize_with = "as_fault")] Box<Fault>),
    /// The session starts afresh.
    Reset(#[serde(serialize_with = "as_reset")] Reset),
    /// Steps are taken several times.
    Repeat(#[serde(serialize_with = "as_repeat")] Repeat),
    /// Steps are taken for each value of a list.
    Each(#[serde(serialize_with = "as_each")] Each),
    /// A remark, which is put into the journal.
    Note(#[serde(serialize_with = "as_note")] String),
}

/// Something the outside world or the agent does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StimulusStep {
    /// The stimulus, `{"type":"inbound-call", …}`.
    pub stimulus: Stimulus,
    /// The name under which later steps find the interaction that it made or touched: `${name}` is its id, `${name.ani}` and the like
    /// its properties.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What is waited for: one of `message`, `subscribed`, `quiet`, `ms` and `realMs`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Wait {
    /// An app sends a message like this. Messages since the scenario began count, but none that another wait has found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageMatcher>,
    /// An app has subscribed to this event, now or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscribed: Option<String>,
    /// `true`: nothing is due at the present session time, and every frame has got what was said to it.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub quiet: bool,
    /// So many milliseconds of session time go by: a clock that stands is moved, one that runs is waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// So many milliseconds of real time go by, 1 to 60000: a pause in which the app could do what it must not do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub real_ms: Option<u64>,
    /// How long is waited at most, in milliseconds of real time, as the app's own time is: 1 to 60000, 5000 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_ms: Option<u64>,
}

/// A wait makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WaitError {
    /// Nothing to wait for, or several things.
    #[error("a wait is for one of message, subscribed, quiet (which is true), ms and realMs")]
    What,
    /// The deadline is out of bounds.
    #[error("withinMs is 1 to {} milliseconds, got {got}", Wait::WITHIN_AT_MOST)]
    Within {
        /// What came.
        got: u64,
    },
    /// A pause is too long.
    #[error("realMs is 1 to {} milliseconds, got {got}", Wait::WITHIN_AT_MOST)]
    RealMs {
        /// What came.
        got: u64,
    },
    /// A time has no deadline.
    #[error("withinMs is for what an app does; a time has none")]
    TimeWithDeadline,
}

impl Wait {
    /// How long is waited if it is not said, in milliseconds: more than an app needs that does nothing slow.
    pub const WITHIN: u64 = 5_000;
    /// A longer wait would be a scenario that has lost its way.
    pub const WITHIN_AT_MOST: u64 = 60_000;

    /// Whether it says what is waited for.
    ///
    /// # Errors
    /// It says too little or too much.
    pub fn check(&self) -> Result<(), WaitError> {
        let times = [self.ms.is_some(), self.real_ms.is_some()];
        let events = [self.message.is_some(), self.subscribed.is_some(), self.quiet];
        let is_long = |ms: &u64| !(1..=Self::WITHIN_AT_MOST).contains(ms);
        if times.iter().chain(&events).filter(|is_there| **is_there).count() != 1 {
            return Err(WaitError::What);
        }
        match (self.within_ms, self.real_ms.filter(is_long)) {
            (Some(_), _) if times.contains(&true) => Err(WaitError::TimeWithDeadline),
            (Some(got), _) if is_long(&got) => Err(WaitError::Within { got }),
            (_, Some(got)) => Err(WaitError::RealMs { got }),
            _ => Ok(()),
        }
    }
}

/// Session time goes on; everything that falls due happens. The clock has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Advance {
    /// By so many milliseconds.
    pub ms: u64,
}

/// What changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Setting {
    /// A merge patch of the host profile.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "schemars", schemars(with = "crate::profile::HostProfile"))]
    pub profile: Map<String, Value>,
    /// What unattended far ends do, from the next call on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policies: Option<Policies>,
    /// All that goes wrong from now on, in place of what did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub faults: Option<Vec<Fault>>,
    /// What methods answer; null is what they answer by default.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schemars", schemars(with = "BTreeMap<String, Option<Canned>>"))]
    pub canned: BTreeMap<String, Value>,
}

/// What a method answers: `data`, or `errorMessage`, or neither for success without a result.
#[cfg(feature = "schemars")]
#[derive(schemars::JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "it describes what the host reads")]
pub(super) struct Canned {
    /// Success with this result.
    #[schemars(default)]
    data: Value,
    /// Failure with this text.
    #[schemars(default, length(min = 1))]
    error_message: String,
}

/// An event that is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PostedEvent {
    /// What apps subscribe to, such as `agent` or `messenger:orders`.
    pub name: String,
    /// What it carries.
    pub data: Value,
}

/// What the session starts afresh without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Reset {
    /// What stays, besides frames and their subscriptions.
    pub keep: Keep,
}

/// What stays at a reset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Keep {
    /// Nothing: interactions, time, host profile, canned answers and journal are as at the start.
    #[default]
    Nothing,
    /// Everything but the journal, which is emptied.
    State,
}

/// Steps that are taken several times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Repeat {
    /// How often.
    pub times: u64,
    /// The name of the number of the round, from 1.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The steps of a round.
    #[cfg_attr(feature = "schemars", schemars(length(min = 1)))]
    pub steps: Vec<Step>,
}

/// Steps that are taken for each value of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Each {
    /// The values.
    pub r#in: Vec<Value>,
    /// The name of the value of a round.
    #[serde(rename = "as")]
    pub name: String,
    /// The steps of a round.
    #[cfg_attr(feature = "schemars", schemars(length(min = 1)))]
    pub steps: Vec<Step>,
}

/// Declares how the content of each kind is written under its key.
macro_rules! under_a_key {
    ($($name:ident: $type:ty = $key:literal,)+) => {
        $(fn $name<S: serde::Serializer>(content: &$type, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([($key, content)])
        })+
    };
}

under_a_key! {
    as_wait: Wait = "wait",
    as_advance: Advance = "advance",
    as_expect: Expectation = "expect",
    as_set: Setting = "set",
    as_event: PostedEvent = "event",
    as_fault: Fault = "fault",
    as_reset: Reset = "reset",
    as_repeat: Repeat = "repeat",
    as_each: Each = "each",
    as_note: String = "note",
}

/// A value is not a step.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct StepError {
    /// The key at fault, if it is one.
    pub key: Option<String>,
    /// What is wrong, and what would be right.
    pub fault: String,
    /// The nearest known name, where a name was wrong.
    pub suggestion: Option<&'static str>,
}

impl StepError {
    fn new(key: Option<&str>, fault: String) -> Self {
        Self { key: key.map(Into::into), fault, suggestion: None }
    }
}

impl Step {
    /// Every kind of step.
    pub const KINDS: &'static [&'static str] = &[
        "stimulus", "wait", "advance", "expect", "set", "event", "fault", "reset", "repeat", "each", "note",
    ];

    /// The kind of a step as it is written.
    ///
    /// ```
    /// use scapi_schema::scenario::Step;
    /// use serde_json::json;
    ///
    /// assert_eq!(Step::kind(&json!({ "advance": { "ms": 5 } })), Ok("advance"));
    /// let fault = Step::kind(&json!({ "advnce": { "ms": 5 } })).unwrap_err();
    /// assert_eq!(fault.to_string(), "there is no step \"advnce\"; did you mean \"advance\"?");
    /// ```
    ///
    /// # Errors
    /// It has no kind, several, or one that nobody knows.
    pub fn kind(step: &Value) -> Result<&'static str, StepError> {
        let Value::Object(fields) = step else {
            let fault =
                format!("a step is an object such as {{\"advance\": {{\"ms\": 1000}}}}, got {}", kind(step));
            return Err(StepError::new(None, fault));
        };
        let known = |key: &str| Self::KINDS.iter().copied().find(|kind| *kind == key);
        let kinds: Vec<&'static str> = fields.keys().filter_map(|key| known(key)).collect();
        let other = fields.keys().find(|key| known(key).is_none() && *key != "as");
        match (kinds.as_slice(), other) {
            (_, Some(other)) => Err(unknown(other)),
            ([kind], None) if *kind != "stimulus" && fields.contains_key("as") => {
                let fault = "only a stimulus makes something that can have a name; in repeat and each, \"as\" stands inside";
                Err(StepError::new(Some("as"), fault.into()))
            }
            ([kind], None) => Ok(kind),
            ([], None) => Err(StepError::new(None, format!("a step is one of {}", Self::KINDS.join(", ")))),
            ([one, another, ..], None) => {
                let fault =
                    format!("a step is one thing, and this is {one} and {another}; make it two steps");
                Err(StepError::new(Some(another), fault))
            }
        }
    }
}

fn unknown(key: &str) -> StepError {
    let suggestion = suggest::nearest(key, Step::KINDS.iter().copied());
    let hint = match suggestion {
        Some(name) => format!("did you mean \"{name}\"?"),
        None => format!("there are {}", Step::KINDS.join(", ")),
    };
    StepError { key: Some(key.into()), fault: format!("there is no step \"{key}\"; {hint}"), suggestion }
}

fn content<T: DeserializeOwned>(step: &mut Value, key: &str) -> Result<T, StepError> {
    let content = step.get_mut(key).map(Value::take).unwrap_or_default();
    serde_json::from_value(content)
        .map_err(|error| StepError::new(Some(key), suggest::with_nearest(&error.to_string())))
}

impl TryFrom<Value> for Step {
    type Error = StepError;

    fn try_from(mut step: Value) -> Result<Self, StepError> {
        let step = &mut step;
        Ok(match Self::kind(step)? {
            "stimulus" => {
                let name = if step.get("as").is_some() { Some(content(step, "as")?) } else { None };
                Self::Stimulus(StimulusStep { stimulus: content(step, "stimulus")?, name })
            }
            "wait" => Self::Wait(content(step, "wait")?),
            "advance" => Self::Advance(content(step, "advance")?),
            "expect" => Self::Expect(content(step, "expect")?),
            "set" => Self::Set(content(step, "set")?),
            "event" => Self::Event(content(step, "event")?),
            "fault" => Self::Fault(content(step, "fault")?),
            "reset" => Self::Reset(content(step, "reset")?),
            "repeat" => Self::Repeat(content(step, "repeat")?),
            "each" => Self::Each(content(step, "each")?),
            _ => Self::Note(content(step, "note")?),
        })
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(Value::deserialize(deserializer)?)
            .map_err(|error| serde::de::Error::custom(error.to_string()))
    }
}

/// The shape of a step, for its JSON Schema.
#[cfg(feature = "schemars")]
mod document {
    use super::{
        Advance, Box, Each, Expectation, Fault, PostedEvent, Repeat, Reset, Setting, Stimulus, String, Wait,
    };

    /// One step. Its key says what kind it is.
    #[derive(schemars::JsonSchema)]
    #[schemars(untagged, deny_unknown_fields)]
    #[expect(dead_code, reason = "it describes what is read by hand")]
    pub(super) enum Step {
        /// The outside world or the agent does something.
        Stimulus {
            /// The stimulus, `{"type":"inbound-call", …}`.
            stimulus: Box<Stimulus>,
            /// The name under which later steps find the interaction that it made or touched: `${name}` is its id, `${name.ani}` and the
            /// like its properties.
            #[schemars(rename = "as", default)]
            name: String,
        },
        /// The scenario waits.
        Wait {
            /// What is waited for.
            wait: Box<Wait>,
        },
        /// Session time goes on.
        Advance {
            /// How far.
            advance: Advance,
        },
        /// Something is expected of the app.
        Expect {
            /// What.
            expect: Box<Expectation>,
        },
        /// The host behaves differently from now on.
        Set {
            /// What changes.
            set: Setting,
        },
        /// An event is sent to those who have subscribed to it.
        Event {
            /// The event.
            event: PostedEvent,
        },
        /// Something goes wrong between the host and its apps.
        Fault {
            /// What, when, and how often.
            fault: Box<Fault>,
        },
        /// The session starts afresh.
        Reset {
            /// What stays.
            reset: Reset,
        },
        /// Steps are taken several times.
        Repeat {
            /// How often, and which.
            repeat: Repeat,
        },
        /// Steps are taken for each value of a list.
        Each {
            /// Which values, and which steps.
            each: Each,
        },
        /// A remark, which is put into the journal.
        Note {
            /// The remark.
            note: String,
        },
    }
}
