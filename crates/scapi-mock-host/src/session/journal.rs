//! The journal of a session: a ring of bounded size; what falls out is counted.
//! Numbers go on over a reset, so that a cursor of before never hides what came after.

use std::collections::VecDeque;

use scapi_reference::{FrameId, Timestamp};
use scapi_schema::{
    journal::{JournalEntry, Kind, MessageDirection},
    stimulus::Stimulus,
};
use serde::Serialize;
use serde_json::Value;

/// How many entries are kept: some minutes of a lively test.
const ENTRIES_KEPT: usize = 10_000;
/// How much the kept entries may weigh together, in bytes.
const BYTES_KEPT: usize = 64 * 1024 * 1024;

/// An entry before it has its number and its time.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) direction: Option<MessageDirection>,
    pub(crate) frame: Option<String>,
    pub(crate) origin: Option<String>,
    pub(crate) message: Option<Value>,
    pub(crate) text: Option<String>,
    pub(crate) stimulus: Option<Stimulus>,
    pub(crate) note: Option<String>,
    pub(crate) clause: Option<String>,
    pub(crate) cause: Option<u64>,
}

impl Entry {
    pub(crate) const fn of(kind: Kind) -> Self {
        Self {
            kind,
            direction: None,
            frame: None,
            origin: None,
            message: None,
            text: None,
            stimulus: None,
            note: None,
            clause: None,
            cause: None,
        }
    }

    pub(crate) fn note(frame: Option<&FrameId>, clause: &str, text: String) -> Self {
        Self {
            frame: frame.map(|frame| frame.as_str().into()),
            clause: Some(clause.into()),
            note: Some(text),
            ..Self::of(Kind::Note)
        }
    }
}

/// The answer to a look into the journal.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JournalPage {
    pub(crate) entries: Vec<JournalEntry>,
    /// The number of the last entry there is, to be given as `after` next time.
    pub(crate) cursor: u64,
    /// How many entries have fallen out of the ring since the session began.
    pub(crate) dropped: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<(JournalEntry, usize)>,
    last_seq: u64,
    bytes: usize,
    dropped: u64,
}

impl Journal {
    /// Writes an entry; gives its number.
    pub(crate) fn push(&mut self, at: Timestamp, entry: Entry) -> u64 {
        self.last_seq += 1;
        let entry = JournalEntry {
            seq: self.last_seq,
            at: at.as_millis(),
            wall_time: format!("{:.3}", jiff::Timestamp::now()),
            kind: entry.kind,
            direction: entry.direction,
            frame: entry.frame,
            origin: entry.origin,
            message: entry.message,
            text: entry.text,
            stimulus: entry.stimulus,
            note: entry.note,
            clause: entry.clause,
            cause: entry.cause,
            change: None,
            interaction_id: None,
            legality: None,
            violations: None,
            more_violations: None,
        };
        let weight = entry_weight(&entry);
        self.bytes += weight;
        self.entries.push_back((entry, weight));
        self.shed();
        self.last_seq
    }

    fn shed(&mut self) {
        while self.entries.len() > ENTRIES_KEPT || (self.bytes > BYTES_KEPT && self.entries.len() > 1) {
            if let Some((_, weight)) = self.entries.pop_front() {
                self.bytes -= weight;
                self.dropped += 1;
            }
        }
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.bytes = 0;
    }

    pub(crate) const fn cursor(&self) -> u64 {
        self.last_seq
    }

    /// The entries after a cursor, oldest first.
    pub(crate) fn after(&self, cursor: u64) -> impl DoubleEndedIterator<Item = &JournalEntry> {
        let start = self.entries.partition_point(|(entry, _)| entry.seq <= cursor);
        self.entries.range(start..).map(|(entry, _)| entry)
    }

    pub(crate) fn page(&self, after: u64) -> JournalPage {
        JournalPage {
            entries: self.after(after).cloned().collect(),
            cursor: self.last_seq,
            dropped: self.dropped,
        }
    }

    pub(crate) const fn dropped(&self) -> u64 {
        self.dropped
    }
}

/// What an entry weighs: whatever in it comes from outside, and is as large as the sender wants.
fn entry_weight(entry: &JournalEntry) -> usize {
    let text = [&entry.text, &entry.note].into_iter().flatten().map(String::len).sum::<usize>();
    let stimulus = entry.stimulus.as_ref().and_then(|stimulus| serde_json::to_value(stimulus).ok());
    text + [entry.message.as_ref(), stimulus.as_ref()].into_iter().flatten().map(weight).sum::<usize>()
}

/// What a value weighs in memory, roughly: the text in it and a fixed amount for each node.
fn weight(value: &Value) -> usize {
    const NODE: usize = 32;
    NODE + match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(fields) => fields.iter().map(|(key, value)| key.len() + weight(value)).sum(),
    }
}
