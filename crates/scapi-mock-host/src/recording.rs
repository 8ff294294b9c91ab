//! A journal as JSON lines, read again: from a file that was recorded, or from an export.
//! A last line that was torn off is no fault: the process was killed, and what that line was to say never left it.

mod judge;

#[cfg(feature = "cli")]
pub(crate) use judge::Judge;
pub use judge::{Finding, Findings};

use scapi_schema::journal::{Change, JournalEntry};
use serde::Serialize;

/// A journal that was read.
///
/// ```
/// use scapi_mock_host::recording::Recording;
///
/// let whole = r#"{"seq":1,"at":0,"wallTime":"2026-01-02T03:04:05.000Z","kind":"note","note":"first"}"#;
/// let file = format!("{whole}\n{{\"seq\":2,\"at\":0,\"wall");
/// let recording = Recording::read(file.as_bytes())?;
/// assert_eq!(recording.lines.len(), 1);
/// assert_eq!(recording.torn.map(|torn| torn.line), Some(2));
/// # Ok::<(), scapi_mock_host::recording::RecordingFault>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// The entries, in their order.
    pub lines: Vec<Line>,
    /// The last line, if it was torn off.
    pub torn: Option<Torn>,
}

/// An entry, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Counts from 1.
    pub number: usize,
    /// What stands there.
    pub entry: JournalEntry,
}

/// A line that was torn off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Torn {
    /// Counts from 1.
    pub line: usize,
    /// How much of it is there.
    pub bytes: usize,
}

/// Why something is no journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordingFault {
    /// Nothing is in it.
    #[error("there is no entry in it")]
    Empty,
    /// A line is not JSON.
    #[error("line {line}, column {column}: not JSON: {why}")]
    NotJson {
        /// Counts from 1.
        line: usize,
        /// Counts from 1.
        column: usize,
        /// What the parser says.
        why: String,
    },
    /// A line is JSON, and no entry of a journal.
    #[error("line {line}: not an entry of a journal: {why}")]
    NotAnEntry {
        /// Counts from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// Entries are not in their order.
    #[error("line {line}: entry {seq} follows entry {before}; numbers rise until a session starts")]
    OutOfOrder {
        /// Counts from 1.
        line: usize,
        /// The number that is there.
        seq: u64,
        /// The number on the line before.
        before: u64,
    },
}

impl Recording {
    /// Reads JSON lines; blank ones count, and say nothing.
    ///
    /// # Errors
    /// Nothing is in it, or a line is no entry.
    pub fn read(bytes: &[u8]) -> Result<Self, RecordingFault> {
        let mut recording = Self { lines: Vec::new(), torn: None };
        for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            recording.take(index + 1, line)?;
        }
        if recording.lines.is_empty() && recording.torn.is_none() {
            return Err(RecordingFault::Empty);
        }
        Ok(recording)
    }

    fn take(&mut self, number: usize, line: &[u8]) -> Result<(), RecordingFault> {
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        match serde_json::from_slice::<JournalEntry>(line.trim_ascii_end()) {
            Ok(entry) => self.append(Line { number, entry }),
            Err(fault) if !fault.is_data() && !line.ends_with(b"\n") => {
                self.torn = Some(Torn { line: number, bytes: line.len() });
                Ok(())
            }
            Err(fault) => Err(unread(number, &fault)),
        }
    }

    fn append(&mut self, line: Line) -> Result<(), RecordingFault> {
        let before = self.lines.last().map_or(0, |line| line.entry.seq);
        let seq = line.entry.seq;
        if seq <= before && !line.starts_a_session() {
            return Err(RecordingFault::OutOfOrder { line: line.number, seq, before });
        }
        self.lines.push(line);
        Ok(())
    }

    /// The entries of each session: a file that is appended to has several, one after the other.
    pub fn sessions(&self) -> impl Iterator<Item = &[Line]> {
        self.lines.chunk_by(|_, next| !next.starts_a_session())
    }
}

impl Line {
    fn starts_a_session(&self) -> bool {
        matches!(self.entry.change, Some(Change::SessionStarted { .. }))
    }
}

fn unread(line: usize, fault: &serde_json::Error) -> RecordingFault {
    let text = fault.to_string();
    let why = text.rsplit_once(" at line ").map_or(text.as_str(), |(why, _)| why).to_owned();
    if fault.is_data() {
        let why = scapi_schema::suggest::with_nearest(&why);
        return RecordingFault::NotAnEntry { line, why };
    }
    RecordingFault::NotJson { line, column: fault.column(), why }
}

/// Entries as JSON lines.
#[must_use]
pub fn to_lines<'a>(entries: impl IntoIterator<Item = &'a JournalEntry>) -> String {
    let mut text = String::new();
    for entry in entries {
        // An entry always is JSON.
        text.push_str(&serde_json::to_string(entry).unwrap_or_default());
        text.push('\n');
    }
    text
}
