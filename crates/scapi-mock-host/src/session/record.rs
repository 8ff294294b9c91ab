//! The file that a journal is written to: JSON lines, appended, each before anything that it caused leaves the process.
//! What is written is with the system: it outlives the process, however that ends, but not the machine.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use scapi_schema::journal::JournalEntry;

/// The first line of a journal is no longer; reading more of what may be anything would be rash.
const FIRST_LINE_AT_MOST: usize = 1024 * 1024;
/// The end of the file is read in pieces of this size until a line ends in one.
const PIECE: usize = 64 * 1024;

/// A journal cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordFault {
    /// The file cannot be opened, or made.
    #[error("failed to open {} for the record: {why}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// What is there is no file that one can append to.
    #[error("{} is not a file; a record is written to a file of its own", path.display())]
    NotAFile {
        /// What was given.
        path: PathBuf,
    },
    /// Something else is in the file.
    #[error("{} is not a journal, so that nothing is appended to it; name a new file, or a journal", path.display())]
    NotAJournal {
        /// The file.
        path: PathBuf,
    },
    /// Another session writes there.
    #[error("{} is being written by another session; each records in a file of its own", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The system takes nothing more.
    #[error(
        "the session takes nothing more, as its journal cannot be written to {}: {why}; make room, and start it again",
        path.display()
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
}

impl RecordFault {
    /// The same, for whoever asks from elsewhere: where a file lies on this machine is not theirs to know.
    #[must_use]
    pub(crate) fn without_folder(mut self) -> Self {
        let (Self::Open { path, .. }
        | Self::NotAFile { path }
        | Self::NotAJournal { path }
        | Self::InUse { path }
        | Self::Write { path, .. }) = &mut self;
        *path = path.file_name().map(PathBuf::from).unwrap_or_default();
        self
    }
}

/// Writes one journal.
#[derive(Debug)]
pub(super) struct Recorder {
    path: PathBuf,
    file: File,
    lines: Vec<u8>,
}

impl Recorder {
    /// Opens the file, or makes it. A last line that was torn off is removed, so that the next one stands alone.
    pub(super) fn open(path: &Path) -> Result<Self, RecordFault> {
        let failed = |error: io::Error| RecordFault::Open { path: path.into(), why: error.to_string() };
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            return Err(RecordFault::NotAFile { path: path.into() });
        }
        let mut file = options().open(path).map_err(failed)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(RecordFault::InUse { path: path.into() }),
            // Where there are no locks, nobody can be kept out.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        if !is_journal(&mut file).map_err(failed)? {
            return Err(RecordFault::NotAJournal { path: path.into() });
        }
        let torn = mend(&mut file).map_err(failed)?;
        if torn > 0 {
            tracing::warn!(path = %path.display(), bytes = torn, "the last line of the record was torn, and is removed");
        }
        Ok(Self { path: path.into(), file, lines: Vec::new() })
    }

    /// Appends entries, in one piece.
    pub(super) fn write<'a>(
        &mut self,
        mut entries: impl Iterator<Item = &'a JournalEntry>,
    ) -> Result<(), RecordFault> {
        let written = entries.try_for_each(|entry| write_line(&mut self.lines, entry));
        let written = written.and_then(|()| self.file.write_all(&self.lines));
        self.lines.clear();
        // What a burst needed is not kept for the next one.
        self.lines.shrink_to(PIECE);
        written.map_err(|error| RecordFault::Write { path: self.path.clone(), why: error.to_string() })
    }
}

fn write_line(lines: &mut Vec<u8>, entry: &JournalEntry) -> io::Result<()> {
    serde_json::to_writer(&mut *lines, entry)?;
    lines.push(b'\n');
    Ok(())
}

/// What apps say may be anybody's data: it is for the owner of the file alone.
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Whether there is nothing, or a journal: its first line is an entry, or was to be one.
fn is_journal(file: &mut File) -> io::Result<bool> {
    const BEGINS: &[u8] = b"{\"seq\":";
    let mut line = Vec::new();
    BufReader::new(&mut *file).take(FIRST_LINE_AT_MOST as u64).read_until(b'\n', &mut line)?;
    if serde_json::from_slice::<JournalEntry>(&line).is_ok() {
        return Ok(true);
    }
    let is_torn = !line.ends_with(b"\n") && line.len() < FIRST_LINE_AT_MOST;
    let common = line.len().min(BEGINS.len());
    Ok(is_torn && line[..common] == BEGINS[..common])
}

/// Lets the file end with a whole line. Gives how many bytes of a torn one are gone.
fn mend(file: &mut File) -> io::Result<usize> {
    let length = file.seek(SeekFrom::End(0))?;
    let tail = tail(file, length)?;
    if tail.is_empty() {
        return Ok(0);
    }
    if serde_json::from_slice::<JournalEntry>(&tail).is_ok() {
        // Only the end of the line is missing.
        file.write_all(b"\n")?;
        return Ok(0);
    }
    file.set_len(length - tail.len() as u64)?;
    Ok(tail.len())
}

/// What follows the last end of a line.
fn tail(file: &mut File, length: u64) -> io::Result<Vec<u8>> {
    let mut tail = Vec::new();
    let mut start = length;
    while start > 0 {
        let from = start.saturating_sub(PIECE as u64);
        let mut piece = vec![0; usize::try_from(start - from).unwrap_or(usize::MAX)];
        file.seek(SeekFrom::Start(from))?;
        file.read_exact(&mut piece)?;
        if let Some(end) = piece.iter().rposition(|byte| *byte == b'\n') {
            piece.drain(..=end);
            piece.extend(tail);
            return Ok(piece);
        }
        piece.extend(tail);
        tail = piece;
        start = from;
    }
    Ok(tail)
}

/// The file of another session than the default one: its name stands before the extension. A name is anything that a client may
/// say, and must not lead out of the folder.
pub(crate) fn of_session(path: &Path, session: &str) -> PathBuf {
    let name: String = session.bytes().map(escaped).collect();
    match path.extension() {
        Some(extension) => path.with_extension(format!("{name}.{}", extension.to_string_lossy())),
        None => path.with_extension(name),
    }
}

fn escaped(byte: u8) -> String {
    let is_plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if is_plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::of_session;

    #[test]
    fn each_session_has_a_file_of_its_own_in_the_same_folder() {
        let file = |name| of_session(Path::new("logs/run.jsonl"), name).display().to_string();
        assert_eq!(file("k3"), "logs/run.k3.jsonl");
        assert_eq!(file("../../etc/passwd"), "logs/run.%2E%2E%2F%2E%2E%2Fetc%2Fpasswd.jsonl");
        assert_eq!(file("été"), "logs/run.%C3%A9t%C3%A9.jsonl");
        assert_eq!(of_session(Path::new("logs/run"), "k3"), Path::new("logs/run.k3"));
    }
}
