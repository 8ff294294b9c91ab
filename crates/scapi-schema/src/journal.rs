//! The journal: every message, stimulus and fault of a session, in order.
//! A journal file is these entries as JSON lines.

use alloc::string::String;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{stimulus::Stimulus, wire::open_enum};

/// One thing that happened in a session.
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
    /// The message as it came or went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Value>,
    /// What came instead of JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The stimulus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stimulus: Option<Stimulus>,
    /// What a note says: why the host was silent, for example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The clause that a note is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The entry that made this one happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<u64>,
}

open_enum! {
    /// What kind of thing an entry records.
    closed enum Kind {
        /// A message between an app and the host.
        Message = "message",
        /// Something the world or the agent did.
        Stimulus = "stimulus",
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
