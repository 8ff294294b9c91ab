//! What came of a run: one value, of which JSON is the whole, and text, JUnit and HTML are views.
//! A failure has its clause, what was expected, what came, and what was said on the wire.

mod case;
mod html;
mod junit;
mod matrix;
mod text;

use indexmap::IndexMap;
use scapi_schema::clause::{Level, Provenance};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coverage::ClauseCoverage;
use crate::target::Identity;
use crate::verdict::Verdict;

pub use case::{CaseReport, Finding, TraceEntry};
pub use html::Html;
pub use junit::to_junit;
pub use text::Text;

/// Where the schema of a report is found.
const SCHEMA: &str = "https://scapi.dev/schemas/conformance-report.schema.json";

/// A whole run.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "Conformance report")]
pub struct RunReport {
    /// The JSON Schema of this format.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Version of the suite.
    pub suite: String,
    /// How the cases were run.
    pub settings: Settings,
    /// Every clause that binds a host, with the cases of the suite that test it.
    pub clauses: Vec<ClauseCoverage>,
    /// One report for each target.
    pub targets: Vec<TargetReport>,
}

/// How the cases were run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Seed of the identifiers that hosts make, and of the order of cases where they were shuffled.
    pub seed: u64,
    /// Whether the cases were shuffled.
    pub shuffled: bool,
    /// How often each case was run.
    pub repeat: u32,
    /// Whether documented clauses alone were judged.
    pub documented_only: bool,
    /// Whether clauses that MUST be kept alone fail the run.
    pub must_only: bool,
}

/// A run against one target.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TargetReport {
    /// What the target was called on the command line.
    pub target: String,
    /// Where it is: a program or a URL.
    pub address: String,
    /// What it calls itself.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// What it can do; null if it has not said so.
    pub abilities: Option<Vec<String>>,
    /// Why it could not be run to the end.
    pub error: Option<String>,
    /// What is wrong with the lists of what is known of it.
    pub list_faults: Vec<String>,
    /// The cases, in the order of their files.
    pub cases: Vec<CaseReport>,
    /// How long it all took.
    pub milliseconds: u64,
}

impl RunReport {
    /// A report without targets.
    #[must_use]
    pub fn new(settings: Settings, clauses: Vec<ClauseCoverage>) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            suite: env!("CARGO_PKG_VERSION").to_owned(),
            settings,
            clauses,
            targets: Vec::new(),
        }
    }

    /// Whether all is well: every target was run to the end, nothing failed, and what is known of the targets is true.
    #[must_use]
    pub fn is_success(&self) -> bool {
        !self.targets.is_empty() && self.targets.iter().all(|target| target.failure().is_none())
    }

    /// A clause that binds a host.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&ClauseCoverage> {
        self.clauses.iter().find(|clause| clause.id == id)
    }
}

impl TargetReport {
    /// A report without cases.
    #[must_use]
    pub fn new(target: &str, address: &str) -> Self {
        Self {
            target: target.to_owned(),
            address: address.to_owned(),
            name: None,
            version: None,
            abilities: None,
            error: None,
            list_faults: Vec::new(),
            cases: Vec::new(),
            milliseconds: 0,
        }
    }

    pub(crate) fn identity(&mut self, identity: &Identity) {
        self.name = Some(identity.name.clone());
        self.version = identity.version.clone();
        self.abilities = Some(identity.abilities.clone());
    }

    /// How many cases have each verdict, in the order of [`Verdict::ALL`].
    #[must_use]
    pub fn counts(&self) -> IndexMap<Verdict, usize> {
        self.counts_where(|_| true)
    }

    /// How many cases of a level have each verdict.
    #[must_use]
    pub fn counts_of(&self, level: Level) -> IndexMap<Verdict, usize> {
        self.counts_where(|case| case.level == level)
    }

    fn counts_where(&self, is_counted: impl Fn(&CaseReport) -> bool) -> IndexMap<Verdict, usize> {
        let count =
            |verdict| self.cases.iter().filter(|case| case.verdict == verdict && is_counted(case)).count();
        Verdict::ALL.into_iter().map(|verdict| (verdict, count(verdict))).collect()
    }

    /// How many cases were put to the host.
    #[must_use]
    pub fn run(&self) -> usize {
        self.cases.iter().filter(|case| case.verdict.was_run()).count()
    }

    /// The cases that broke a clause, by clause: what tells apart two hosts with different faults.
    #[must_use]
    pub fn broken(&self) -> IndexMap<&str, Vec<&str>> {
        let mut broken: IndexMap<&str, Vec<&str>> = IndexMap::new();
        for case in &self.cases {
            for clause in case.broken_clauses() {
                broken.entry(clause).or_default().push(&case.id);
            }
        }
        broken
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
        let mut failing = self.counts_where(|case| case.fails_run);
        failing.retain(|_, count| *count > 0);
        if failing.is_empty() {
            return self.list_faults.first().cloned();
        }
        let told: Vec<_> =
            failing.iter().map(|(verdict, count)| format!("{count} {}", verdict.words())).collect();
        Some(format!("{} of {} cases", told.join(", "), self.cases.len()))
    }
}

/// A level as RFC 2119 writes it.
pub(crate) const fn level_word(level: Level) -> &'static str {
    match level {
        Level::Must => "MUST",
        Level::Should => "SHOULD",
        Level::May => "MAY",
    }
}

/// What a reader has to know of a clause beside its sentence: how binding it is, and how that is known.
fn standing(level: Level, provenance: Provenance, source: &str, profile_key: Option<&str>) -> String {
    let switch = profile_key.map(|key| format!("; profile key {key}")).unwrap_or_default();
    format!("{}, {provenance}: {source}{switch}", level_word(level))
}

impl ClauseCoverage {
    pub(crate) fn standing(&self) -> String {
        standing(self.level, self.provenance, &self.source, self.profile_key.as_deref())
    }
}
