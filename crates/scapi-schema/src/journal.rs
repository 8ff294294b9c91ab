//! The journal: every message, stimulus, change and fault of a session, in order.
//! A journal file is these entries as JSON lines.

mod change;
mod verdict;

pub use change::{Change, ClockSource};
pub use verdict::{Breach, Legality, LegalityVerdict};

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{fault::Strike, interaction::State, stimulus::Stimulus, wire::open_enum};

/// One thing that happened in a session. What came from outside (a message of an app, a stimulus, a change) has no cause; what the
/// host did about it names it as its cause. Fed to a fresh session in their order, the former make the latter again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct JournalEntry {
    /// Counts from 1 over the life of the session; a cursor is the last one seen.
    pub seq: u64,
    /// Session time in milliseconds.
    pub at: u64,
    /// Wall-clock time, RFC 3339 in UTC.
    pub wall_time: String,
    /// What kind of thing happened.
    pub kind: Kind,
    /// Which way a message went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<MessageDirection>,
    /// The frame it came from or went to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<String>,
    /// The web origin of the frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The message as it came or went. A message may be null, which is not the same as none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub message: Option<Value>,
    /// What came instead of JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The stimulus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stimulus: Option<Stimulus>,
    /// The change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// The fault that struck. The message is then what would have been sent, or what the host did not see as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Strike>,
    /// The interaction that a stimulus made or touched, or that a request is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction_id: Option<String>,
    /// The state that it was in when the request came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// What a note says: why the host was silent, for example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The clause that a note is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The entry that made this one happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<u64>,
    /// The step of a scenario that made it happen, or that it is a remark about. Steps are counted from 1; 0 is what stands before them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u64>,
    /// Whether the state machine let it happen: of a message of an app, and of a stimulus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legality: Option<Legality>,
    /// How a message breaks the contract; empty if it does not. Absent where nobody has judged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub violations: Option<Vec<Breach>>,
    /// How many more breaches there are than are listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_violations: Option<u64>,
}

/// Keeps a null that is there apart from nothing at all.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

open_enum! {
    /// What kind of thing an entry records.
    closed enum Kind {
        /// A message between an app and the host.
        Message = "message",
        /// Something the world or the agent did.
        Stimulus = "stimulus",
        /// Something that happened to the session itself: it starts, a frame opens, its clock is moved.
        Change = "change",
        /// A disturbance that a test asked for.
        Fault = "fault",
        /// What an expectation or a rule came to.
        Verdict = "verdict",
        /// An explanation: why nothing was answered, for example.
        Note = "note",
    }
}

open_enum! {
    /// Which way a message went.
    closed enum MessageDirection {
        /// From the app.
        AppToHost = "app-to-host",
        /// To the app.
        HostToApp = "host-to-app",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Change, JournalEntry, Legality};

    fn entry(with: &Value) -> Value {
        let mut entry =
            json!({ "seq": 12, "at": 4500, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "message" });
        for (key, value) in with.as_object().expect("an object") {
            entry[key] = value.clone();
        }
        entry
    }

    #[track_caller]
    fn kept(with: &Value) -> JournalEntry {
        let written = entry(with);
        let read: JournalEntry = serde_json::from_value(written.clone()).expect("an entry");
        assert_eq!(serde_json::to_value(&read).expect("JSON"), written);
        read
    }

    #[test]
    fn a_message_that_is_null_is_kept_apart_from_none() {
        assert_eq!(kept(&json!({ "message": null })).message, Some(Value::Null));
        assert_eq!(kept(&json!({})).message, None);
    }

    #[test]
    fn verdicts_are_kept() {
        let allowed = kept(&json!({ "legality": { "verdict": "allowed" }, "violations": [] }));
        assert_eq!((allowed.legality, allowed.violations), (Some(Legality::allowed()), Some([].into())));
        kept(&json!({
            "legality": { "verdict": "ignored", "why": "the origin is not accepted", "clause": "gate.origin/3" },
            "violations": [{
                "pointer": "/parameters/0", "schema": "request", "schemaPointer": "/type",
                "clause": "envelope/34", "provenance": "assumed", "text": "wrong", "didYouMean": "right"
            }],
            "moreViolations": 7
        }));
    }

    #[test]
    fn every_change_is_kept() {
        for change in [
            json!({ "type": "session-reset" }),
            json!({ "type": "app-embedded", "url": "http://localhost:3000/" }),
            json!({ "type": "frame-opened" }),
            json!({ "type": "frame-reloaded" }),
            json!({ "type": "frame-closed" }),
            json!({ "type": "clock-advanced", "ms": u64::MAX }),
            json!({ "type": "time-passed" }),
            json!({ "type": "clock-frozen" }),
            json!({ "type": "clock-released" }),
            json!({ "type": "canned-answer-changed", "method": "agent.get", "answer": { "data": null } }),
            json!({ "type": "canned-answer-changed", "method": "agent.get" }),
            json!({ "type": "event-posted", "name": "messenger:a", "data": [1] }),
            json!({ "type": "journal-cleared" }),
            json!({ "type": "fault-added", "id": 1, "fault": { "do": { "type": "drop", "what": "answer" }, "probability": 0.3 } }),
            json!({ "type": "fault-removed", "id": 1 }),
            json!({ "type": "faults-cleared" }),
            json!({ "type": "held-back-released", "held": [1, 2] }),
            json!({ "type": "profile-changed", "patch": { "voidResult": null } }),
        ] {
            kept(&json!({ "change": change }));
        }
    }

    #[test]
    fn a_start_names_the_whole_profile() {
        let started = json!({ "type": "session-started", "version": "0.1.0", "seed": 7, "clock": "virtual",
            "profile": { "voidResult": "null" } });
        let read: Change = serde_json::from_value(started).expect("a change");
        let written = serde_json::to_value(read).expect("JSON");
        assert_eq!(written["profile"]["voidResult"], "null");
        assert_eq!(written["profile"]["ringTimeoutMs"], 20_000);
    }
}
