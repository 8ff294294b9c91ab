//! Faults: what a test lets go wrong between a host and its apps, and when. The same JSON over HTTP, in scenario files and in Rust.
//! What they draw is drawn from the seed of the session, so that the same seed and the same inputs go wrong in the same way.

mod check;
mod disturbance;
mod error;

pub use disturbance::{
    AnswerTooLate, Delay, Disturbance, Drop, Duplicate, Failure, FaultClock, Lost, Malformation,
    MalformedEnvelope, Nothing, OfFrame, Stage, WrongOrigin,
};
pub use error::FaultError;

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{expectation::MessageMatcher, interaction::State, journal::LegalityVerdict};

/// The client of apps gives up on an answer after so many milliseconds of real time.
pub const CLIENT_TIMEOUT_MS: u64 = 10_000;
/// How late an answer is that comes too late, in milliseconds of real time, unless the fault says otherwise: a moment after the
/// client has given up.
pub const TOO_LATE_MS: u64 = 10_500;

/// Something that goes wrong: what, when, and how often.
///
/// ```
/// use scapi_schema::fault::{Disturbance, Fault};
/// use serde_json::json;
///
/// let late: Fault = serde_json::from_value(json!({
///     "name": "late accept", "on": { "method": "interaction.accept" }, "do": { "type": "delay", "ms": 12000 }, "times": 2
/// }))?;
/// assert_eq!(late.disturbance.name(), "delay");
///
/// let typo = serde_json::from_value::<Fault>(json!({ "do": { "type": "dealy" } })).unwrap_err();
/// assert!(typo.to_string().ends_with("did you mean \"delay\"?"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Fault {
    /// What it is called in the journal; a number if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The messages that it strikes. Without it, all; what is not about a message happens at once then, and once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<FaultMatcher>,
    /// What goes wrong.
    #[serde(rename = "do")]
    pub disturbance: Disturbance,
    /// So many messages that match are let through first.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub after: u64,
    /// It strikes so many times, and then no more; without end if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub times: Option<u64>,
    /// How likely it strikes a message that matches: more than 0, at most 1, which it is if absent. Drawn from the seed of the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 0.0, max = 1.0)))]
    pub probability: Option<f64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// The messages that a fault strikes, in the words of expectations. With `event` or `eventType` they are events of the host, and the
/// other words are about the event and the frame that it goes to. Without, they are messages of apps, and what goes wrong does so with
/// the message or with its answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct FaultMatcher {
    /// The app calls this method; `interaction.*` is any of the namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The app subscribes to this event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscribes: Option<String>,
    /// The parameters have these values, one by one, as in expectations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Vec<Value>>,
    /// The host sends an event of this name; `*` is any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The host sends an event of this type, such as `RINGING`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// What stands at a JSON pointer of the message has this value, or meets this predicate, as in expectations.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pointer: BTreeMap<String, Value>,
    /// It comes from this frame; an event goes to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame: Option<String>,
    /// It is about this interaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interaction: Option<String>,
    /// The interaction that it is about was in this state when it came; an event shows it in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// The host let it happen, refused it, or ignored it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<LegalityVerdict>,
}

impl FaultMatcher {
    /// Whether it is about events of the host.
    #[must_use]
    pub const fn is_of_events(&self) -> bool {
        self.event.is_some() || self.event_type.is_some()
    }

    /// What it says of a message of an app, as an expectation does.
    #[must_use]
    pub fn message(&self) -> MessageMatcher {
        MessageMatcher {
            method: self.method.clone(),
            subscribes: self.subscribes.clone(),
            parameters: self.parameters.clone(),
            pointer: self.pointer.clone(),
            frame: self.frame.clone(),
            interaction: self.interaction.clone(),
            state: self.state.clone(),
            outcome: self.outcome.clone(),
        }
    }
}

impl From<MessageMatcher> for FaultMatcher {
    fn from(matcher: MessageMatcher) -> Self {
        Self {
            method: matcher.method,
            subscribes: matcher.subscribes,
            parameters: matcher.parameters,
            pointer: matcher.pointer,
            frame: matcher.frame,
            interaction: matcher.interaction,
            state: matcher.state,
            outcome: matcher.outcome,
            ..Self::default()
        }
    }
}

/// That a fault has struck, as the journal says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Strike {
    /// The id of the fault.
    pub id: u64,
    /// What it is called, if it has a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What goes wrong: the `type` of the fault.
    #[serde(rename = "type")]
    pub kind: String,
}

#[cfg(test)]
mod tests {
    use alloc::{format, string::String};

    use serde_json::{Value, json};

    use super::{Disturbance, Fault, Malformation, Stage};

    fn fault(value: Value) -> Fault {
        serde_json::from_value(value).expect("a fault")
    }

    /// What is said of a fault that cannot be.
    fn refused(value: Value) -> String {
        match serde_json::from_value::<Fault>(value) {
            Err(error) => format!("{error}"),
            Ok(fault) => {
                let error = fault.check().expect_err("it is refused");
                format!("{}: {error}", error.pointer())
            }
        }
    }

    #[test]
    fn every_fault_is_kept() {
        let all = [
            json!({ "type": "delay", "ms": 1, "clock": "real" }),
            json!({ "type": "answer-too-late", "ms": 10500 }),
            json!({ "type": "drop", "what": "message" }),
            json!({ "type": "duplicate", "copies": 2 }),
            json!({ "type": "reorder" }),
            json!({ "type": "event-before-answer" }),
            json!({ "type": "failure", "errorMessage": "no" }),
            json!({ "type": "malformed-envelope", "kind": "cut-off" }),
            json!({ "type": "wrong-reference-id-type" }),
            json!({ "type": "wrong-origin", "origin": "https://elsewhere.example" }),
            json!({ "type": "socket-close", "frame": "s1" }),
            json!({ "type": "host-restart" }),
            json!({ "type": "frame-reload" }),
            json!({ "type": "service-refused" }),
            json!({ "type": "rate-limit-quarantine" }),
        ];
        let names = all.each_ref().map(|one| one["type"].as_str().expect("a type"));
        assert_eq!(names, Disturbance::NAMES);
        for one in all {
            let written = json!({ "do": one, "after": 1, "times": 2 });
            let read = fault(written.clone());
            assert_eq!(serde_json::to_value(&read).expect("JSON"), written);
            let at_once = read.disturbance.stage() == Stage::Connection;
            assert_eq!(read.check().is_err(), at_once, "{written}");
        }
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        let late = fault(json!({ "do": { "type": "answer-too-late" } }));
        assert_eq!(
            serde_json::to_value(late).expect("JSON"),
            json!({ "do": { "type": "answer-too-late", "ms": 10500 } })
        );
        let delay = serde_json::to_value(fault(json!({ "do": { "type": "delay", "ms": 5 } }))).expect("JSON");
        assert_eq!(delay["do"], json!({ "type": "delay", "ms": 5, "clock": "session" }));
        assert_eq!(fault(json!({ "do": { "type": "drop" } })).disturbance.stage(), Stage::Said);
        assert_eq!(
            fault(json!({ "do": { "type": "drop", "what": "message" } })).disturbance.stage(),
            Stage::Arrival
        );
    }

    #[test]
    fn every_malformation_has_its_name() {
        for kind in Malformation::ALL {
            assert_eq!(serde_json::to_value(kind).expect("JSON"), kind.name());
        }
    }

    #[test]
    fn what_cannot_be_is_refused_with_what_would_be_right() {
        let texts = [
            json!({ "do": { "type": "delai", "ms": 1 } }),
            json!({ "do": { "type": "delay", "mss": 1 } }),
            json!({ "do": { "type": 5 } }),
            json!({ "do": {} }),
            json!({ "do": "drop" }),
            json!({ "do": { "type": "reorder", "by": 2 } }),
            json!({ "on": { "metod": "agent.get" }, "do": { "type": "drop" } }),
            json!({ "do": { "type": "delay", "ms": 0 } }),
            json!({ "do": { "type": "duplicate", "copies": 101 } }),
            json!({ "do": { "type": "failure", "errorMessage": "" } }),
            json!({ "do": { "type": "wrong-origin", "origin": "elsewhere.example" } }),
            json!({ "do": { "type": "drop" }, "times": 0 }),
            json!({ "do": { "type": "drop" }, "probability": 1.5 }),
            json!({ "do": { "type": "host-restart" }, "times": 1 }),
            json!({ "on": { "event": "interaction", "method": "agent.get" }, "do": { "type": "drop" } }),
            json!({ "on": { "method": "agent.get", "subscribes": "agent" }, "do": { "type": "drop" } }),
            json!({ "on": { "event": "interaction" }, "do": { "type": "answer-too-late" } }),
            json!({ "on": { "event": "agent" }, "do": { "type": "malformed-envelope", "kind": "event-in-answer" } }),
            json!({ "on": { "outcome": "refused" }, "do": { "type": "service-refused" } }),
            json!({ "on": { "subscribes": "agent" }, "do": { "type": "service-refused" } }),
            json!({ "on": { "method": "agent.get" }, "do": { "type": "event-before-answer" } }),
        ]
        .map(refused);
        // Pins what a person reads who has written a fault that cannot be.
        insta::assert_snapshot!("faults_that_cannot_be", texts.join("\n"));
    }
}
