//! Expectations: what a test wants an app to have said. The same JSON over HTTP, in scenario files and in Rust.
//! They are judged by the journal and by session time, so that a virtual clock makes them deterministic.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{interaction::State, journal::LegalityVerdict};

/// What a message of an app has to be like. Every criterion that is given has to be met; none at all meets every message.
///
/// ```
/// use scapi_schema::expectation::MessageMatcher;
/// use serde_json::json;
///
/// let billing: MessageMatcher = serde_json::from_value(json!({
///     "method": "interaction.setUserData", "parameters": ["1", { "Reason": "billing" }], "state": "TALKING"
/// }))?;
/// assert!(serde_json::from_value::<MessageMatcher>(json!({ "metod": "interaction.accept" })).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct MessageMatcher {
    /// It calls this method; `interaction.*` is any of the namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// It subscribes to this event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscribes: Option<String>,
    /// Its parameters have these values, one by one: objects by the keys that are named, `"$any"` for whatever is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Vec<Value>>,
    /// What stands at a JSON pointer of the message has this value, or meets this predicate: `"$any"`, `"$absent"`,
    /// `{"$contains": "x"}`, `{"$regex": "^[0-9]+$"}`, `{"$oneOf": […]}`, `{"$not": …}`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pointer: BTreeMap<String, Value>,
    /// It came from this frame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame: Option<String>,
    /// It is about this interaction: its first parameter is the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interaction: Option<String>,
    /// The interaction that it is about was in this state when it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// The host let it happen, refused it, or ignored it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<LegalityVerdict>,
}

/// What is expected of the messages of apps: one kind of message so many times, or several in an order.
///
/// ```
/// use scapi_schema::expectation::Expectation;
/// use serde_json::json;
///
/// let once: Expectation = serde_json::from_value(json!({ "message": { "method": "interaction.accept" }, "exactly": 1 }))?;
/// assert_eq!(once.exactly, Some(1));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Expectation {
    /// What it is called in verdicts; a number if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A message like this comes: at least once, unless a number says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageMatcher>,
    /// Messages like these come, in this order; others may come between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_order: Option<Vec<MessageMatcher>>,
    /// So many times, no more and no less; 0 is never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exactly: Option<u64>,
    /// So many times or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u64>,
    /// By so many milliseconds of session time after the expectation was made; by the verdict if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_ms: Option<u64>,
    /// Only messages after this cursor of the journal count; all that the session has seen if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
}

/// An expectation says nothing that can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpectationError {
    /// Neither a message nor an order, or both.
    #[error("an expectation has either message or inOrder")]
    MessageOrOrder,
    /// An order of nothing.
    #[error("inOrder lists at least one message")]
    EmptyOrder,
    /// Two numbers, or one beside an order.
    #[error("an expectation has one of exactly and atLeast, beside message")]
    Numbers,
}

impl Expectation {
    /// Whether it can be judged.
    ///
    /// # Errors
    /// It says too little or too much.
    pub fn check(&self) -> Result<(), ExpectationError> {
        let numbers = usize::from(self.exactly.is_some()) + usize::from(self.at_least.is_some());
        match (&self.message, &self.in_order) {
            (Some(_), Some(_)) | (None, None) => Err(ExpectationError::MessageOrOrder),
            (None, Some(order)) if order.is_empty() => Err(ExpectationError::EmptyOrder),
            (None, Some(_)) if numbers > 0 => Err(ExpectationError::Numbers),
            (Some(_), None) if numbers > 1 => Err(ExpectationError::Numbers),
            (Some(_), None) | (None, Some(_)) => Ok(()),
        }
    }
}
