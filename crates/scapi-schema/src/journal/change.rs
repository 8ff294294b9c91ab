//! Changes: what happens to a session besides messages and stimuli, as JSON tagged by `type`.
//! With the messages and the stimuli they are all that a session is fed, so that it can be fed again.

use alloc::{boxed::Box, string::String, vec::Vec};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{fault::Fault, policy::Policies, profile::HostProfile, wire::open_enum};

/// Something that happens to the session itself. What is about a frame names it in the entry.
///
/// ```
/// use scapi_schema::journal::Change;
/// use serde_json::json;
///
/// let change: Change = serde_json::from_value(json!({ "type": "clock-advanced", "ms": 20000 }))?;
/// assert_eq!(change, Change::ClockAdvanced { ms: 20_000 });
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Change {
    /// The session begins, with all that decides what it does. The first entry of a journal.
    SessionStarted {
        /// The version of the host.
        version: String,
        /// Seed of generated identifiers.
        seed: u64,
        /// What moves session time.
        clock: ClockSource,
        /// How the host behaves.
        profile: Box<HostProfile>,
        /// URLs of the apps that the session embeds.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        apps: Vec<String>,
    },
    /// The session starts afresh; its frames and their subscriptions stay.
    SessionReset,
    /// A page embeds an app: its origin is accepted from now on.
    AppEmbedded {
        /// The URL of the app.
        url: String,
    },
    /// A frame opens.
    FrameOpened,
    /// The page in a frame is replaced.
    FrameReloaded,
    /// A frame closes.
    FrameClosed,
    /// A test moves virtual time on.
    ClockAdvanced {
        /// By how many milliseconds.
        ms: u64,
    },
    /// Under a real clock: something falls due.
    TimePassed,
    /// A test makes a clock stand that runs by itself.
    ClockFrozen,
    /// A test lets it go on from there.
    ClockReleased,
    /// What a method answers is changed.
    CannedAnswerChanged {
        /// The method.
        method: String,
        /// What it answers: `data`, or `errorMessage`, or neither. Without it, what it does by default.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<Value>,
    },
    /// A test posts an event to those who have subscribed to it.
    EventPosted {
        /// The name of the event.
        name: String,
        /// What it carries.
        data: Value,
    },
    /// A test empties the journal that is kept in memory.
    JournalCleared,
    /// What unattended far ends do is changed.
    PoliciesChanged {
        /// All of it, as it is from now on.
        policies: Policies,
    },
    /// The desktop is as it was when a snapshot was taken; frames and their subscriptions stay.
    SnapshotRestored {
        /// The snapshot.
        snapshot: Value,
        /// The session time that was left, in milliseconds: what is held back then stays as late as it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<u64>,
    },
    /// A test lets something go wrong from now on.
    FaultAdded {
        /// The id of the fault.
        id: u64,
        /// The fault.
        fault: Box<Fault>,
    },
    /// A fault strikes no more; what it held back goes.
    FaultRemoved {
        /// The id of the fault.
        id: u64,
    },
    /// No fault strikes any more; what they held back goes.
    FaultsCleared,
    /// The real time is over for which a fault held messages back: they go.
    HeldBackReleased {
        /// The numbers of the messages, counted in the order in which they were held back.
        held: Vec<u64>,
    },
    /// The host profile is changed.
    ProfileChanged {
        /// The merge patch.
        patch: Value,
    },
}

open_enum! {
    /// What moves session time.
    closed enum ClockSource {
        /// The machine's clock.
        Real = "real",
        /// A test.
        Virtual = "virtual",
    }
}
