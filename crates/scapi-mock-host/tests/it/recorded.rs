//! What has to hold of every recorded journal: it replays to the byte, and is judged as it was when it was read live.

use std::{collections::BTreeMap, fs, path::Path};

use scapi_mock_host::{
    recording::{Recording, to_lines},
    replay::{Report, replay},
};
use scapi_schema::{
    journal::{Breach, JournalEntry},
    validate::Mode,
};

/// Replays a file, which has to say the same again.
pub(crate) fn replays(file: &Path) -> Report {
    let recording = Recording::read(&fs::read(file).expect("a file")).expect("a journal");
    let report = replay(&recording).expect("the journal is whole");
    if let Some(difference) = &report.difference {
        panic!("{}:{}: {difference}", file.display(), difference.line);
    }
    report
}

/// An export that is read again is what was exported, and its messages are judged as they were.
pub(crate) fn is_read_again(journal: &[JournalEntry]) {
    let recording = Recording::read(to_lines(journal).as_bytes()).expect("a journal");
    let read: Vec<&JournalEntry> = recording.lines.iter().map(|line| &line.entry).collect();
    assert_eq!(read, journal.iter().collect::<Vec<_>>());
    let mut found: BTreeMap<u64, Vec<Breach>> = BTreeMap::new();
    for finding in recording.findings(Mode::Warn).violations {
        let mut breach = Breach::from(finding.violation);
        breach.pointer = breach.pointer.strip_prefix("/message").expect("of a message").into();
        found.entry(finding.seq).or_default().push(breach);
    }
    for entry in journal.iter().filter(|entry| entry.violations.is_some()) {
        let found = found.remove(&entry.seq).unwrap_or_default();
        assert_eq!(entry.violations.as_ref(), Some(&found), "entry {}: {entry:?}", entry.seq);
    }
    assert_eq!(found, BTreeMap::new());
}
