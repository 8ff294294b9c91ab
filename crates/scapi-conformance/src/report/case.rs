//! What came of one case: the verdict, all that was found, and what was said on the wire.
//! A finding names the clauses that it breaks.

use scapi_schema::clause::Level;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::case::Case;
use crate::known::Known;
use crate::matcher::Difference;
use crate::scale::Scale;
use crate::verdict::{Tally, Verdict};

/// What came of one case.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseReport {
    /// Id of the case, its row included.
    pub id: String,
    /// What a conforming host does.
    pub title: String,
    /// Clauses that the case tests.
    pub clauses: Vec<String>,
    /// The strongest level among the clauses that were broken, or, where none was, among those that the case tests.
    pub level: Level,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether it fails the run. A failure whose level is MAY does not.
    pub fails_run: bool,
    /// Why, where the findings do not say it.
    pub reason: Option<String>,
    /// What the list of known failures, or of flaky cases, says of the case.
    pub known: Option<String>,
    /// How often it was judged, and how.
    pub tally: Tally,
    /// All that was found when it was judged; when it was repeated, the first time that it failed.
    pub findings: Vec<Finding>,
    /// What was said on the wire then, without fences.
    pub trace: Vec<TraceEntry>,
    /// How long it took, all repetitions together.
    pub milliseconds: u64,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Finding {
    /// The step at which it was found.
    pub place: String,
    /// Clauses that it breaks.
    pub clauses: Vec<String>,
    /// What is wrong, in words.
    pub what: String,
    /// All differences.
    pub differences: Vec<Difference>,
    /// Whether one of the clauses is judged. One that is not documented is not, where documented ones alone are.
    pub counts: bool,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
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
            clauses: case.tested_clauses().into_iter().map(str::to_owned).collect(),
            level: Level::Must,
            verdict: Verdict::NotReached,
            fails_run: true,
            reason: None,
            known: None,
            tally: Tally::default(),
            findings: Vec::new(),
            trace: Vec::new(),
            milliseconds: 0,
        }
    }

    /// The clauses that were broken, each once; none unless the case failed.
    #[must_use]
    pub fn broken_clauses(&self) -> Vec<&str> {
        let mut broken = Vec::new();
        if self.tally.failed > 0 {
            let counted = self.findings.iter().filter(|finding| finding.counts);
            for clause in counted.flat_map(|finding| &finding.clauses) {
                if !broken.contains(&clause.as_str()) {
                    broken.push(clause.as_str());
                }
            }
        }
        broken
    }

    /// The clauses that a reader wants to see: the broken ones, or those of the case.
    pub(crate) fn cited(&self) -> Vec<&str> {
        let broken = self.broken_clauses();
        if broken.is_empty() { self.clauses.iter().map(String::as_str).collect() } else { broken }
    }

    /// Judges the tally in the light of what is known of the target. A case that could not be judged stays one.
    pub(crate) fn expect(&mut self, known: &Known, scale: &Scale) {
        let entry = known.entry(&self.id);
        self.known = entry.map(|(entry, _)| entry.reason.clone());
        if self.verdict.is_judged() {
            let (verdict, why) = self.tally.verdict(known.expectation(&self.id));
            self.verdict = verdict;
            self.reason = why;
        }
        self.level = scale.level(self.cited());
        self.fails_run =
            self.verdict.fails_run() && (self.verdict != Verdict::Failed || scale.fails_run(self.level));
    }
}
