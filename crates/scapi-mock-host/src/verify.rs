//! Verification: what a test expects of the messages of apps, held against the journal and session time.
//! The same expectation gives the same explanation over HTTP, in Rust and in a scenario file.

mod explain;
mod matcher;
mod pattern;
mod verdict;

pub use matcher::MatcherError;
pub use pattern::PatternError;
pub use verdict::{Broken, Judged, Owed, Verdict};

use std::{collections::VecDeque, sync::Arc};

use scapi_reference::Timestamp;
use scapi_schema::{
    expectation::{Expectation, ExpectationError},
    journal::{JournalEntry, Kind, MessageDirection},
};
use serde::Serialize;
use serde_json::Value;

pub(crate) use matcher::{Matcher, is_name};
pub(crate) use pattern::Pattern;

use crate::session::Session;

/// What else a message has to be like, in code.
#[derive(Clone)]
pub(crate) struct Predicate(Arc<dyn Fn(&Value) -> bool + Send + Sync>);

impl Predicate {
    pub(crate) fn new(predicate: impl Fn(&Value) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(predicate))
    }

    /// Whether an envelope meets it.
    pub(crate) fn holds(&self, envelope: &Value) -> bool {
        (self.0)(envelope)
    }
}

impl std::fmt::Debug for Predicate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a predicate")
    }
}

/// An expectation cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpectationFault {
    /// It says nothing that can be judged.
    #[error(transparent)]
    Expectation(#[from] ExpectationError),
    /// What it says of a message cannot be read.
    #[error(transparent)]
    Matcher(#[from] MatcherError),
}

/// Whether an expectation can be judged.
pub(crate) fn check(expectation: &Expectation) -> Result<(), ExpectationFault> {
    Expected::new(0, expectation.clone(), Vec::new(), Timestamp::ZERO).map(drop)
}

/// Why an expectation is not met that nobody has made. None if it is met.
pub(crate) fn explained(expectation: Expectation, session: &Session) -> Option<String> {
    let now = session.now();
    let mut expected = Expected::new(0, expectation, Vec::new(), now).ok()?;
    let entries: Vec<&JournalEntry> = session.journal().after(0).collect();
    entries.iter().for_each(|entry| expected.observe(entry));
    let status = expected.status(now);
    (status != Status::Met)
        .then(|| expected.explain(status, &entries, (session.workspace(), &LegalThen::default())))
}

/// How an expectation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub enum Status {
    /// It is met, and nothing has come that would break it.
    Met,
    /// It may still be met.
    Pending,
    /// It cannot be met any more.
    Broken,
}

/// How often a message has to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Times {
    Exactly(u64),
    AtLeast(u64),
}

/// An expectation, and what has come so far.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub(crate) id: u64,
    pub(crate) expectation: Expectation,
    matchers: Vec<Matcher>,
    times: Times,
    /// What is to be met in code besides, one a matcher.
    predicates: Vec<Option<Predicate>>,
    /// How many entries that would have counted were kept no more when it was made.
    unseen: u64,
    /// Session time by which it has to be met.
    until: Option<Timestamp>,
    /// How many messages have met it, or how much of the order has come.
    count: u64,
    /// The messages that did, the latest last; no more than are shown.
    came: Vec<u64>,
}

/// So many messages that met an expectation are remembered, to be shown where they are too many.
const REMEMBERED: usize = 5;

impl Expected {
    pub(crate) fn new(
        id: u64,
        expectation: Expectation,
        predicates: Vec<Option<Predicate>>,
        now: Timestamp,
    ) -> Result<Self, ExpectationFault> {
        expectation.check()?;
        let (matchers, base) = match (&expectation.message, &expectation.in_order) {
            (Some(message), _) => (std::slice::from_ref(message), "/message"),
            (None, order) => (order.as_deref().unwrap_or_default(), "/inOrder"),
        };
        let compile = |(at, matcher)| {
            let at = if base == "/message" { base.to_owned() } else { format!("{base}/{at}") };
            Matcher::new(matcher, &at)
        };
        let matchers: Vec<Matcher> = matchers.iter().enumerate().map(compile).collect::<Result<_, _>>()?;
        let times = match (expectation.exactly, expectation.at_least) {
            (Some(times), _) => Times::Exactly(times),
            (None, Some(times)) => Times::AtLeast(times),
            (None, None) => Times::AtLeast(matchers.len() as u64),
        };
        let until = expectation.within_ms.map(|within| now.after_millis(within));
        Ok(Self {
            id,
            expectation,
            matchers,
            times,
            predicates,
            unseen: 0,
            until,
            count: 0,
            came: Vec::new(),
        })
    }

    /// What it is called.
    pub(crate) fn name(&self) -> String {
        self.expectation.name.clone().unwrap_or_else(|| format!("expectation {}", self.id))
    }

    /// Something was journaled: if it is a message that counts, it is counted.
    pub(crate) fn observe(&mut self, entry: &JournalEntry) {
        let counts = is_of_app(entry)
            && entry.seq > self.expectation.since.unwrap_or(0)
            && self.until.is_none_or(|until| entry.at <= until.as_millis());
        let Some(matcher) = self.awaited().filter(|_| counts) else { return };
        let predicate = self.predicates.get(self.position()).and_then(Option::as_ref);
        let holds = |message| predicate.is_none_or(|predicate| predicate.holds(message));
        if matcher.matches(entry) && entry.message.as_ref().is_some_and(holds) {
            self.count += 1;
            self.came.push(entry.seq);
            let superfluous = self.came.len().saturating_sub(REMEMBERED);
            self.came.drain(..superfluous);
        }
    }

    /// What has to come next; none if an order has come as a whole.
    fn awaited(&self) -> Option<&Matcher> {
        self.matchers.get(self.position())
    }

    /// Which matcher is awaited.
    fn position(&self) -> usize {
        if self.is_order() { usize::try_from(self.count).unwrap_or(usize::MAX) } else { 0 }
    }

    const fn is_order(&self) -> bool {
        self.expectation.in_order.is_some()
    }

    /// How it stands at a time.
    pub(crate) fn status(&self, now: Timestamp) -> Status {
        let over = self.until.is_some_and(|until| now > until);
        let (enough, too_many) = match self.times {
            Times::Exactly(times) => (self.count == times, self.count > times),
            Times::AtLeast(times) => (self.count >= times, false),
        };
        match (enough, too_many, over) {
            (_, true, _) | (false, false, true) => Status::Broken,
            (true, ..) => Status::Met,
            (false, false, false) => Status::Pending,
        }
    }
}

/// The expectations of a session.
#[derive(Debug, Default)]
pub(crate) struct Expectations {
    made: u64,
    all: Vec<Expected>,
    legal: LegalThen,
}

/// What apps could do with the interaction that a message was about when it came, by the number of the message, oldest first. It is
/// taken down while something is expected, for as many messages as an explanation may look back on.
#[derive(Debug, Default)]
pub(crate) struct LegalThen(VecDeque<(u64, Vec<&'static str>)>);

/// Explanations show the closest messages, which are seldom further back.
const LEGAL_KEPT: usize = 1_000;

impl LegalThen {
    fn of(&self, seq: u64) -> Option<&[&'static str]> {
        let at = self.0.binary_search_by_key(&seq, |(seq, _)| *seq).ok()?;
        self.0.get(at).map(|(_, legal)| legal.as_slice())
    }
}

impl Expectations {
    /// Adds one, and holds what the journal has against it; gives its id.
    pub(crate) fn add<'a>(
        &mut self,
        expectation: Expectation,
        predicates: Vec<Option<Predicate>>,
        now: Timestamp,
        so_far: impl Iterator<Item = &'a JournalEntry>,
        first_kept: u64,
    ) -> Result<u64, ExpectationFault> {
        let mut expected = Expected::new(self.made + 1, expectation, predicates, now)?;
        let since = expected.expectation.since.unwrap_or(0);
        expected.unseen = first_kept.saturating_sub(since.saturating_add(1));
        so_far.for_each(|entry| expected.observe(entry));
        self.made += 1;
        self.all.push(expected);
        Ok(self.made)
    }

    pub(crate) fn observe(&mut self, entry: &JournalEntry) {
        self.all.iter_mut().for_each(|expected| expected.observe(entry));
    }

    /// A message comes: what is legal then is taken down, if anybody may ask for it.
    pub(crate) fn note_legal(&mut self, seq: u64, legal: impl FnOnce() -> Vec<&'static str>) {
        if !self.all.is_empty() {
            self.legal.0.push_back((seq, legal()));
            let superfluous = self.legal.0.len().saturating_sub(LEGAL_KEPT);
            self.legal.0.drain(..superfluous);
        }
    }

    /// Takes one out; false if there is none with this id.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.all.len();
        self.all.retain(|expected| expected.id != id);
        self.all.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.all.clear();
        self.legal.0.clear();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Expected> {
        self.all.iter()
    }
}

/// Whether an entry is a message of an app.
pub(crate) fn is_of_app(entry: &JournalEntry) -> bool {
    entry.kind == Kind::Message && entry.direction == Some(MessageDirection::AppToHost)
}
