//! Canned answers: what methods outside of the implemented namespaces answer (`canned/1` and after).
//! A table by method name, with defaults for what apps call when they load; a test can change it.

use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};

use scapi_schema::agent::Agent;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::refusal::RequestRefusal;

/// The method that sets a state, and the one that lists those that there are.
const SET_STATE: &str = "agent.setState";
const STATES: &str = "agent.getStateList";

/// What one method answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CannedAnswer {
    /// Success with this `data`.
    Data(Value),
    /// Failure with this text.
    ErrorMessage(String),
    /// Success as of an operation without a result (profile `voidResult`).
    Void,
}

/// The table of a session, by method name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CannedAnswers(BTreeMap<String, CannedAnswer>);

impl CannedAnswers {
    /// The defaults, for this agent.
    ///
    /// ```
    /// use scapi_reference::canned::{CannedAnswer, CannedAnswers};
    /// use scapi_schema::agent::Agent;
    ///
    /// let answers = CannedAnswers::new(&Agent::default());
    /// assert!(matches!(answers.find("agent.get"), Some(CannedAnswer::Data(_))));
    /// assert!(answers.find("email.create").is_none());
    /// ```
    #[must_use]
    pub fn new(agent: &Agent) -> Self {
        let data =
            data_by_default(agent).into_iter().map(|(method, data)| (method, CannedAnswer::Data(data)));
        let void = VOID_BY_DEFAULT.iter().map(|method| (*method, CannedAnswer::Void));
        Self(data.chain(void).map(|(method, answer)| (method.into(), answer)).collect())
    }

    /// What a method answers, if the table has it.
    #[must_use]
    pub fn find(&self, method: &str) -> Option<&CannedAnswer> {
        self.0.get(method)
    }

    /// Whether a method without a result takes these arguments: a state that is set is one of the list.
    ///
    /// # Errors
    /// When it is not (`canned/7`).
    pub(crate) fn check(&self, method: &str, arguments: &[Value]) -> Result<(), RequestRefusal> {
        let (SET_STATE, Some(CannedAnswer::Data(Value::Array(states)))) = (method, self.find(STATES)) else {
            return Ok(());
        };
        let known = || states.iter().filter_map(|state| state.get("operationName")?.as_str());
        let given = arguments.first().unwrap_or(&Value::Null);
        if known().any(|name| given == name) {
            return Ok(());
        }
        Err(RequestRefusal::UnknownState {
            given: given.to_string(),
            known: known().collect::<Vec<_>>().join(", "),
        })
    }

    /// Changes what a method answers.
    pub fn set(&mut self, method: impl Into<String>, answer: CannedAnswer) {
        self.0.insert(method.into(), answer);
    }
}

/// Methods that succeed without a result.
const VOID_BY_DEFAULT: &[&str] = &[
    SET_STATE,
    "media.setState",
    "system.triggerActivity",
    "system.updateToast",
    "system.closeToast",
    "system.closeDialog",
    "system.updateViewInApplicationMenuBar",
    "system.closeViewInApplicationMenuBar",
];

fn data_by_default(agent: &Agent) -> Vec<(&'static str, Value)> {
    let ready = json!({ "operationName": "Ready", "displayName": "Ready", "type": "READY" });
    let not_ready = json!({ "operationName": "NotReady", "displayName": "Not Ready", "type": "NOT_READY" });
    let media = json!({ "media": "voice", "state": ready });
    Vec::from([
        ("agent.get", serde_json::to_value(agent).unwrap_or_default()),
        ("agent.getState", ready.clone()),
        (STATES, json!([ready, not_ready])),
        ("media.getMediaList", json!([media])),
        ("media.getMediaByName", media),
        ("configuration.getOption", json!([])),
        ("system.popupToast", json!("wweCustomToast0")),
        ("system.openDialog", json!("wweCustomDialog0")),
        ("system.amIVisible", json!(true)),
        ("system.isFrameLeading", json!(true)),
        ("system.isFrameFollowing", json!(false)),
        ("system.isFrameNegotiating", json!(false)),
        ("system.isFrameLeadingOrNegotiating", json!(true)),
        ("system.isLastActiveFrame", json!(true)),
        ("sipEndpoint.isMicrophoneMute", json!(false)),
        ("sipEndpoint.isSpeakerMute", json!(false)),
    ])
}
