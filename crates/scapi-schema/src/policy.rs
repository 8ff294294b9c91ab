//! What an unattended far side does by itself: answers, refuses, is busy, hangs up, each after a time.
//! Without a policy it does nothing until a stimulus says so (`voice/15`).

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// What the far end does when the agent calls it, asks it, or hands something to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum FarEndOutcome {
    /// It answers.
    Answers,
    /// It refuses.
    Refuses,
    /// It is busy.
    Busy,
    /// It does not answer.
    NoAnswer,
}

/// A time that is drawn from the seed: at least and at most so many milliseconds, as `[800, 3000]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u64, u64)", into = "(u64, u64)")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(with = "(u64, u64)"))]
pub struct Span {
    least: u64,
    most: u64,
}

/// A span of time ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a span of time is [least, most] in milliseconds, got [{least}, {most}]")]
pub struct SpanError {
    /// What came first.
    pub least: u64,
    /// What came second.
    pub most: u64,
}

impl Span {
    /// At least and at most so many milliseconds.
    ///
    /// # Errors
    /// The first is more than the second.
    pub const fn new(least: u64, most: u64) -> Result<Self, SpanError> {
        if least <= most { Ok(Self { least, most }) } else { Err(SpanError { least, most }) }
    }

    /// At least so many milliseconds.
    #[must_use]
    pub const fn least(self) -> u64 {
        self.least
    }

    /// At most so many milliseconds.
    #[must_use]
    pub const fn most(self) -> u64 {
        self.most
    }
}

impl TryFrom<(u64, u64)> for Span {
    type Error = SpanError;

    fn try_from((least, most): (u64, u64)) -> Result<Self, SpanError> {
        Self::new(least, most)
    }
}

impl From<Span> for (u64, u64) {
    fn from(span: Span) -> Self {
        (span.least, span.most)
    }
}

/// What an unattended far side does. By default nothing.
///
/// ```
/// use scapi_schema::policy::{FarEndOutcome, Policies};
/// use serde_json::json;
///
/// let policies: Policies = serde_json::from_value(json!({
///     "farEnd": { "whenCalled": ["answers", "answers", "busy"], "afterMs": [800, 3000], "hangsUpAfterMs": [60000, 60000] }
/// }))?;
/// assert_eq!(policies.far_end.when_called[2], FarEndOutcome::Busy);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Policies {
    /// The far end of calls, consultations and transfers.
    pub far_end: FarEndPolicy,
}

/// What the far end of a call, a consultation or a transfer does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct FarEndPolicy {
    /// What it does when it is called; one of these, drawn from the seed. Nothing if the list is empty.
    pub when_called: Vec<FarEndOutcome>,
    /// How long that takes: at least and at most so many milliseconds, drawn from the seed.
    pub after_ms: Span,
    /// How long it stays once it is connected: at least and at most so many milliseconds; for ever if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hangs_up_after_ms: Option<Span>,
}

impl Default for FarEndPolicy {
    /// It does nothing; once told what to do, it takes a second or two.
    fn default() -> Self {
        Self { when_called: Vec::new(), after_ms: Span { least: 1000, most: 2000 }, hangs_up_after_ms: None }
    }
}
