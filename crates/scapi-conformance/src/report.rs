//! What came of a run: for people as text, for machines as JSON.
//! A failure has its clause, what was expected, what came, and what was said on the wire.

mod text;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use crate::case::Case;
use crate::matcher::Difference;
use crate::target::Identity;
use crate::verdict::Verdict;

pub use text::Text;

/// A whole run.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunReport {
    /// One report for each target.
    pub targets: Vec<TargetReport>,
    /// Patterns of the list of known failures that match no case.
    pub unmatched_known_failing: Vec<String>,
}

/// A run against one target.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetReport {
    /// The target as it was named on the command line.
    pub target: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// What it can do.
    pub abilities: Vec<String>,
    /// Why nothing could be run.
    pub error: Option<String>,
    /// The cases, in the order in which they were run.
    pub cases: Vec<CaseReport>,
    /// How long it all took.
    pub milliseconds: u128,
}

/// What came of one case.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseReport {
    /// Id of the case, its row included.
    pub id: String,
    /// What a conforming host does.
    pub title: String,
    /// Clauses of the case.
    pub clauses: Vec<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, where the findings do not say it.
    pub reason: Option<String>,
    /// All that was found.
    pub findings: Vec<Finding>,
    /// What was said on the wire, without fences.
    pub trace: Vec<TraceEntry>,
    /// How long it took.
    pub milliseconds: u128,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The step at which it was found.
    pub place: String,
    /// Clauses that it breaks.
    pub clauses: Vec<String>,
    /// What is wrong, in words.
    pub what: String,
    /// All differences.
    pub differences: Vec<Difference>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TraceEntry {
    /// A frame was opened.
    Opened {
        /// The frame.
        frame: String,
        /// Its origin, if it has one.
        origin: Option<String>,
    },
    /// A frame posted a message.
    Sent {
        /// The frame.
        frame: String,
        /// The message.
        message: Value,
    },
    /// A frame posted raw text.
    SentText {
        /// The frame.
        frame: String,
        /// The text.
        text: String,
    },
    /// The host posted a message.
    Received {
        /// The frame that it was posted to.
        frame: String,
        /// The message.
        message: Value,
    },
    /// The outside world or the agent did something.
    Stimulus {
        /// What.
        stimulus: Value,
    },
    /// Time passed.
    Advance {
        /// Milliseconds.
        ms: u64,
    },
}

impl CaseReport {
    /// A report of a case that has not been judged.
    #[must_use]
    pub fn new(case: &Case) -> Self {
        Self {
            id: case.id.clone(),
            title: case.title.clone(),
            clauses: case.clauses.clone(),
            verdict: Verdict::CouldNotRun,
            reason: None,
            findings: Vec::new(),
            trace: Vec::new(),
            milliseconds: 0,
        }
    }

    pub(crate) fn could_not_run(&mut self, place: &str, reason: &str) {
        self.verdict = Verdict::CouldNotRun;
        self.reason = Some(format!("{place}: {reason}"));
    }
}

impl TargetReport {
    /// A report without cases.
    #[must_use]
    pub fn new(target: &str) -> Self {
        Self {
            target: target.to_owned(),
            name: None,
            version: None,
            abilities: Vec::new(),
            error: None,
            cases: Vec::new(),
            milliseconds: 0,
        }
    }

    pub(crate) fn identity(&mut self, identity: Identity) {
        self.name = Some(identity.name);
        self.version = identity.version;
        self.abilities = identity.abilities;
    }

    /// How many cases have each verdict, in the order of [`Verdict::ALL`].
    #[must_use]
    pub fn counts(&self) -> IndexMap<Verdict, usize> {
        let count = |verdict| self.cases.iter().filter(|case| case.verdict == verdict).count();
        Verdict::ALL.into_iter().map(|verdict| (verdict, count(verdict))).collect()
    }

    /// How many cases were put to the host.
    #[must_use]
    pub fn run(&self) -> usize {
        self.cases.iter().filter(|case| case.verdict.was_run()).count()
    }

    /// Why the run against this target is a failure, if it is one.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        if let Some(error) = &self.error {
            return Some(error.clone());
        }
        if self.run() == 0 {
            return Some("no case was run, so nothing has been shown".to_owned());
        }
        let failing = self.cases.iter().filter(|case| case.verdict.fails_run()).count();
        (failing > 0).then(|| format!("{failing} of {} cases", self.run()))
    }
}

impl RunReport {
    /// Whether all is well: every target was run, nothing failed, and the list of known failures is true.
    #[must_use]
    pub fn is_success(&self) -> bool {
        !self.targets.is_empty()
            && self.unmatched_known_failing.is_empty()
            && self.targets.iter().all(|target| target.failure().is_none())
    }
}
