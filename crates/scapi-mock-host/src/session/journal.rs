//! The journal of a session: a ring of bounded size; what falls out is counted. With a recorder, a file besides.
//! Numbers go on over a reset, so that a cursor of before never hides what came after.

mod filter;
mod kept;
mod question;

pub(crate) use filter::{Filter, Place};
pub(crate) use kept::Kept;
pub(super) use question::Question;

use std::{collections::VecDeque, sync::Arc};

use scapi_reference::{FrameId, Timestamp};
use scapi_schema::{
    fault::Strike,
    interaction::State,
    journal::{Change, JournalEntry, Kind, Legality, MessageDirection},
    stimulus::Stimulus,
    validate::Mode,
};
use serde::Serialize;
use serde_json::Value;

use super::record::{RecordFault, Recorder};
use crate::verify::{Broken, is_of_app};

/// How many entries are kept: some minutes of a lively test.
const ENTRIES_KEPT: usize = 10_000;
/// How much the kept entries may weigh together, in bytes.
const BYTES_KEPT: usize = 64 * 1024 * 1024;

/// How much of a journal is kept in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Capacity {
    entries: usize,
    bytes: usize,
}

/// The size of every journal.
pub(crate) const CAPACITY: Capacity = Capacity { entries: ENTRIES_KEPT, bytes: BYTES_KEPT };

/// Of messages that have fallen out, so many breaches are remembered; one is enough for a bad verdict.
const BROKEN_KEPT: usize = 100;

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
    pub(crate) change: Option<Change>,
    pub(crate) fault: Option<Strike>,
    /// What a request is about, and the state of that when it came.
    pub(crate) about: Option<(String, State)>,
    pub(crate) note: Option<String>,
    pub(crate) clause: Option<String>,
    pub(crate) cause: Option<u64>,
    pub(crate) legality: Option<Legality>,
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
            change: None,
            fault: None,
            about: None,
            note: None,
            clause: None,
            cause: None,
            legality: None,
        }
    }

    pub(crate) fn note(frame: Option<&FrameId>, clause: &str, text: String) -> Self {
        let frame = frame.map(|frame| frame.as_str().into());
        Self { frame, note: Some(text), ..Self::of(Kind::Note) }.citing(clause)
    }

    /// A change, in a sentence for people too.
    pub(crate) fn change(change: Change, text: String) -> Self {
        Self { change: Some(change), note: Some(text), ..Self::of(Kind::Change) }
    }

    pub(crate) fn citing(self, clause: &str) -> Self {
        Self { clause: Some(clause.into()), ..self }
    }

    pub(crate) fn about(self, frame: &FrameId, origin: Option<&str>) -> Self {
        Self { frame: Some(frame.as_str().into()), origin: origin.map(Into::into), ..self }
    }
}

/// A part of the journal, as a reader gets it.
#[derive(Debug)]
pub(crate) struct Excerpt {
    /// The entries after the cursor that was given, oldest first.
    pub(crate) entries: Vec<Arc<Kept>>,
    /// How many entries after that cursor are kept no more.
    pub(crate) missed: u64,
    /// The number of the last entry there is.
    pub(crate) last: u64,
    /// How many entries have fallen out of the ring since the session began.
    pub(crate) dropped: u64,
}

#[derive(Debug)]
pub(crate) struct Journal {
    mode: Mode,
    /// Entries of the input that is being handled: nobody has seen them.
    fresh: Vec<Arc<Kept>>,
    entries: VecDeque<Arc<Kept>>,
    last_seq: u64,
    bytes: usize,
    dropped: u64,
    /// The step of a scenario that is being taken.
    step: Option<u64>,
    /// The first breaches of messages that have fallen out, in strict mode.
    broken_before: Vec<Broken>,
    recorder: Option<Recorder>,
    fault: Option<RecordFault>,
}

impl Journal {
    pub(crate) fn new(mode: Mode) -> Self {
        Self {
            mode,
            fresh: Vec::new(),
            entries: VecDeque::new(),
            last_seq: 0,
            bytes: 0,
            dropped: 0,
            step: None,
            broken_before: Vec::new(),
            recorder: None,
            fault: None,
        }
    }

    /// Writes everything into a file from now on, and first what there is.
    pub(super) fn record_in(&mut self, mut recorder: Recorder) -> Result<(), RecordFault> {
        recorder.write(self.entries.iter().map(|kept| &kept.entry))?;
        self.recorder = Some(recorder);
        Ok(())
    }

    /// Why nothing can be recorded any more, if it cannot.
    pub(crate) const fn fault(&self) -> Option<&RecordFault> {
        self.fault.as_ref()
    }

    /// What is taken down from now on is of this step of a scenario, or of none.
    pub(crate) const fn set_step(&mut self, step: Option<u64>) {
        self.step = step;
    }

    /// Takes an entry down; gives its number. It counts when it is committed.
    pub(crate) fn push(&mut self, at: Timestamp, entry: Entry) -> u64 {
        self.last_seq += 1;
        self.fresh.push(Arc::new(Kept::new(self.last_seq, at, entry, self.step, self.mode)));
        self.last_seq
    }

    /// Takes down an answer, with what it answers.
    pub(super) fn push_reply(&mut self, at: Timestamp, entry: Entry, asked: Option<Question>) -> u64 {
        let seq = self.push(at, entry);
        if let Some(kept) = self.fresh_mut(seq) {
            kept.weight += asked.as_ref().map_or(0, Question::weight);
            kept.asked = asked;
        }
        seq
    }

    /// What an answer to a message that is not committed yet has to fit.
    pub(super) fn question(&self, seq: u64) -> Option<Question> {
        self.fresh(seq)?.question()
    }

    /// A message of an app that is not committed yet.
    pub(super) fn fresh_message(&self, seq: u64) -> Option<&JournalEntry> {
        self.fresh(seq).map(|kept| &kept.entry).filter(|entry| is_of_app(entry))
    }

    /// Says of an entry that is not committed yet whether it was legal.
    pub(crate) fn judge(&mut self, seq: u64, legality: Legality) {
        if let Some(kept) = self.fresh_mut(seq) {
            kept.weight += legality.why.as_ref().map_or(0, String::len);
            kept.entry.legality = Some(legality);
        }
    }

    /// Says it of a message of an app, and of nothing else.
    pub(crate) fn judge_message(&mut self, seq: u64, legality: impl FnOnce() -> Legality) {
        if self.fresh(seq).is_some_and(|kept| kept.entry.kind == Kind::Message) {
            self.judge(seq, legality());
        }
    }

    /// Says which interaction a stimulus was about, which is then known to be legal.
    pub(crate) fn touched(&mut self, seq: u64, interaction_id: &str) {
        if let Some(kept) = self.fresh_mut(seq) {
            kept.entry.interaction_id = Some(interaction_id.into());
            kept.entry.legality = Some(Legality::allowed());
        }
    }

    fn fresh(&self, seq: u64) -> Option<&Kept> {
        let first = self.fresh.first()?.entry.seq;
        self.fresh.get(usize::try_from(seq.checked_sub(first)?).ok()?).map(AsRef::as_ref)
    }

    fn fresh_mut(&mut self, seq: u64) -> Option<&mut Kept> {
        let first = self.fresh.first()?.entry.seq;
        let index = usize::try_from(seq.checked_sub(first)?).ok()?;
        // Nobody else has an entry before it is committed.
        self.fresh.get_mut(index).and_then(Arc::get_mut)
    }

    /// What is not committed yet.
    pub(crate) fn fresh_entries(&self) -> impl Iterator<Item = &JournalEntry> {
        self.fresh.iter().map(|kept| &kept.entry)
    }

    /// Everything taken down so far is recorded, and can be read. Whatever it caused may leave after this.
    pub(crate) fn commit(&mut self) {
        self.record();
        for kept in self.fresh.drain(..) {
            self.bytes += kept.weight;
            self.entries.push_back(kept);
        }
        self.shed();
    }

    fn record(&mut self) {
        let Some(recorder) = &mut self.recorder else { return };
        if let Err(fault) = recorder.write(self.fresh.iter().map(|kept| &kept.entry)) {
            tracing::error!(%fault, "the session stops: its journal cannot be recorded");
            self.recorder = None;
            let at = self.fresh.last().map_or(Timestamp::ZERO, |kept| Timestamp::from_millis(kept.entry.at));
            let told = fault.clone().without_folder();
            let told = format!("{told}. What the host was to say just before this was not said");
            let note = Entry { note: Some(told), ..Entry::of(Kind::Note) };
            self.push(at, note);
            self.fault = Some(fault);
        }
    }

    fn shed(&mut self) {
        while self.entries.len() > ENTRIES_KEPT || (self.bytes > BYTES_KEPT && self.entries.len() > 1) {
            if let Some(kept) = self.entries.pop_front() {
                self.bytes -= kept.weight;
                self.dropped += 1;
                self.remember_breach(&kept);
            }
        }
    }

    /// What breaks the contract does so after it has fallen out, too.
    fn remember_breach(&mut self, kept: &Kept) {
        let counts =
            self.mode == Mode::Strict && is_of_app(&kept.entry) && self.broken_before.len() < BROKEN_KEPT;
        self.broken_before.extend(kept.first_breach().filter(|_| counts));
    }

    pub(crate) fn clear(&mut self) {
        self.broken_before.clear();
        self.entries.clear();
        self.bytes = 0;
    }

    /// The messages of apps that break the contract, where the session is strict about it.
    pub(crate) fn broken_by_apps(&self) -> Vec<Broken> {
        if self.mode != Mode::Strict {
            return Vec::new();
        }
        let of_apps = self.entries.iter().filter(|kept| is_of_app(&kept.entry));
        self.broken_before.iter().cloned().chain(of_apps.filter_map(|kept| kept.first_breach())).collect()
    }

    /// The number of the last entry.
    pub(crate) const fn cursor(&self) -> u64 {
        self.last_seq
    }

    /// The entries after a cursor, oldest first.
    pub(crate) fn after(&self, cursor: u64) -> impl DoubleEndedIterator<Item = &JournalEntry> {
        self.kept_after(cursor).map(|kept| &kept.entry)
    }

    fn kept_after(&self, cursor: u64) -> impl DoubleEndedIterator<Item = &Arc<Kept>> {
        let start = self.entries.partition_point(|kept| kept.entry.seq <= cursor);
        self.entries.range(start..)
    }

    /// All entries after a cursor.
    pub(crate) fn excerpt(&self, after: u64) -> Excerpt {
        self.excerpt_of(after, usize::MAX, usize::MAX)
    }

    /// The entries after a cursor: so many at most, and no more once they weigh so much together.
    pub(crate) fn excerpt_of(&self, after: u64, at_most: usize, bytes: usize) -> Excerpt {
        let next = self.kept_after(after).next().map_or(self.last_seq + 1, |kept| kept.entry.seq);
        let mut weight = 0;
        let light = self.kept_after(after).take(at_most).take_while(|kept| {
            let is_light = weight < bytes;
            weight += kept.weight;
            is_light
        });
        Excerpt {
            entries: light.cloned().collect(),
            missed: next.saturating_sub(after.saturating_add(1)),
            last: self.last_seq,
            dropped: self.dropped,
        }
    }

    /// The number of the first entry that is kept where some have fallen out; 1 where none have.
    pub(crate) fn first_after_drops(&self) -> u64 {
        if self.dropped == 0 {
            1
        } else {
            self.entries.front().map_or(self.last_seq + 1, |kept| kept.entry.seq)
        }
    }

    pub(crate) const fn dropped(&self) -> u64 {
        self.dropped
    }
}

impl Drop for Journal {
    /// What brought a session down is in its file.
    fn drop(&mut self) {
        self.record();
    }
}
