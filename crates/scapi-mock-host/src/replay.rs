//! Replay: what came into a recorded session is fed to a fresh one, and what that says is held against what was said.
//! Both are the same to the byte, unless the host has changed.

mod difference;
mod feed;

pub use difference::{Change, Difference, Input, Output};

use scapi_schema::journal::{JournalEntry, MessageDirection};
use serde::Serialize;

use crate::recording::{Line, Recording, Torn};
use feed::{Fed, Feed};

/// What a replay came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// How many sessions were in the journal, as far as it was replayed.
    pub sessions: usize,
    /// How many inputs were fed.
    pub inputs: usize,
    /// How many outputs were the same.
    pub outputs: usize,
    /// The last line of the journal, if it was torn off.
    pub torn: Option<Torn>,
    /// Where this host first says something else than the journal.
    pub difference: Option<Difference>,
}

/// Why a journal cannot be replayed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayFault {
    /// It begins in the middle.
    #[error(
        "line {line}: a journal is replayed from the start of its session, which entry {seq} is not; one that --record has written \
         is whole, what is kept in memory may not be"
    )]
    NoStart {
        /// The first line.
        line: usize,
        /// The number of the first entry.
        seq: u64,
    },
    /// Entries are missing.
    #[error(
        "line {line}: entry {seq} follows entry {before}; a journal is replayed whole, without what a filter leaves out"
    )]
    Gap {
        /// The line after the gap.
        line: usize,
        /// The number of the entry there.
        seq: u64,
        /// The number of the entry before.
        before: u64,
    },
    /// Something happened that this host cannot do again.
    #[error("line {line}: {why}")]
    CannotHappen {
        /// The line.
        line: usize,
        /// What it is.
        why: String,
    },
}

/// Feeds a journal to fresh sessions, up to the first difference.
///
/// ```
/// use scapi_mock_host::{recording::Recording, replay::replay};
///
/// let journal = concat!(
///     r#"{"seq":1,"at":0,"wallTime":"2026-01-02T03:04:05.000Z","kind":"change","change":{"type":"session-started","#,
///     r#""version":"0.1.0","seed":1,"clock":"virtual","profile":{}}}"#,
/// );
/// let report = replay(&Recording::read(journal.as_bytes()).unwrap())?;
/// assert_eq!((report.inputs, report.difference), (1, None));
/// # Ok::<(), scapi_mock_host::replay::ReplayFault>(())
/// ```
///
/// # Errors
/// The journal is not whole, or has something in it that this host cannot do.
pub fn replay(recording: &Recording) -> Result<Report, ReplayFault> {
    let mut report = Report { sessions: 0, inputs: 0, outputs: 0, torn: recording.torn, difference: None };
    for session in recording.sessions() {
        report.sessions += 1;
        replay_session(session, &mut report)?;
        if report.difference.is_some() {
            break;
        }
    }
    Ok(report)
}

fn replay_session(lines: &[Line], report: &mut Report) -> Result<(), ReplayFault> {
    check_whole(lines)?;
    let mut feed = None;
    // An input and what it caused: nothing else happens in between.
    let mut rest = lines;
    while let [input, after @ ..] = rest {
        let caused = after.iter().take_while(|line| line.entry.cause.is_some()).count();
        let (caused, next) = after.split_at(caused);
        rest = next;
        let fed = match &mut feed {
            None => {
                feed = Some(Feed::start(input)?);
                Some(Fed::default())
            }
            Some(feed) => feed.feed(input)?,
        };
        let Some(fed) = fed else { continue };
        report.inputs += 1;
        // What was said last may not have been written before the process was killed.
        let may_end = next.is_empty();
        report.difference = compare(input, caused, &fed, may_end, &mut report.outputs);
        if report.difference.is_some() {
            return Ok(());
        }
    }
    Ok(())
}

fn check_whole(lines: &[Line]) -> Result<(), ReplayFault> {
    if let Some(first) = lines.first().filter(|first| first.entry.seq != 1) {
        return Err(ReplayFault::NoStart { line: first.number, seq: first.entry.seq });
    }
    for pair in lines.windows(2) {
        let (before, seq) = (pair[0].entry.seq, pair[1].entry.seq);
        if seq != before + 1 {
            return Err(ReplayFault::Gap { line: pair[1].number, seq, before });
        }
    }
    Ok(())
}

/// Holds what was said because of an input against what is said now.
fn compare(
    input: &Line,
    caused: &[Line],
    fed: &Fed,
    may_end: bool,
    outputs: &mut usize,
) -> Option<Difference> {
    if let Some(difference) = difference::of_verdicts(input, fed) {
        return Some(difference);
    }
    let mut recorded = caused.iter().filter(|line| is_output(&line.entry));
    for replayed in &fed.deliveries {
        match recorded.next() {
            None if may_end => return None,
            recorded => {
                if let Some(difference) = difference::of_outputs(input, recorded, Some(replayed)) {
                    return Some(difference);
                }
            }
        }
        *outputs += 1;
    }
    recorded.next().and_then(|line| difference::of_outputs(input, Some(line), None))
}

fn is_output(entry: &JournalEntry) -> bool {
    entry.direction == Some(MessageDirection::HostToApp)
}
