//! How much a host takes before it says no. Each limit has a default that no honest test comes near, and an error that says
//! how to raise it.

use serde_json::Value;

use crate::session::StimulusFault;

/// What a host may be asked to hold.
///
/// ```
/// use scapi_mock_host::Limits;
///
/// let few = Limits { sessions: 10, ..Limits::default() };
/// assert_eq!(few.frames, 5_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Sessions at a time. More would be a test suite that forgets to delete them.
    pub sessions: usize,
    /// Frames in a session: sockets, and iframes of its pages.
    pub frames: usize,
    /// Interactions of a session at a time. More would be a test that marks nothing done.
    pub interactions: usize,
    /// Bytes of a request's body.
    pub request_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { sessions: 10_000, frames: 5_000, interactions: 10_000, request_bytes: 1024 * 1024 }
    }
}

/// The stimuli that add an interaction to those that there are.
const ARRIVALS: &[&str] = &[
    "inbound-call",
    "internal-call",
    "inbound-chat",
    "inbound-email",
    "inbound-workitem",
    "preview-record",
    "conference-invite",
    "agent-dials",
    "agent-consults",
    "agent-creates-email",
    "agent-replies",
    "agent-pulls",
    "agent-calls-preview",
];

/// Whether a stimulus adds an interaction to those that there are.
pub(crate) fn adds_an_interaction(stimulus: &Value) -> bool {
    let name = stimulus.get("type").and_then(Value::as_str).unwrap_or_default();
    ARRIVALS.contains(&name)
}

impl Limits {
    /// Refuses a stimulus that would add an interaction where there are as many as there may be.
    pub(crate) fn check_arrival(&self, stimulus: &Value, present: usize) -> Result<(), StimulusFault> {
        if present >= self.interactions && adds_an_interaction(stimulus) {
            return Err(StimulusFault::TooManyInteractions { at_most: self.interactions });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use scapi_schema::stimulus::Stimulus;

    use super::ARRIVALS;

    #[test]
    fn every_arrival_is_a_stimulus() {
        for name in ARRIVALS {
            assert!(Stimulus::NAMES.contains(name), "{name}");
        }
    }
}
