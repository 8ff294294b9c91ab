//! Which clauses the cases test: every clause that binds a host has a case, or stands in the list of those that
//! cannot be tested from outside, with the reason. The list is strict: it says nothing that is not so.

use indexmap::IndexMap;
use scapi_schema::clause::{Bound, Catalogue, Clause, Level, Provenance};
use scapi_schema::suggest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::envelope;
use crate::load::{self, Fault, LoadError, Source};

/// Clauses that no case can test, with the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Clauses that cannot be tested from outside")]
pub struct Untestable {
    /// The JSON Schema of this format, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The clauses, in the order of the catalogue.
    pub clauses: Vec<UntestableClause>,
}

/// A clause that no case can test.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UntestableClause {
    /// Id of the clause.
    pub clause: String,
    /// Why what it asks for does not show, or cannot be brought about, from outside of a host.
    #[schemars(length(min = 1))]
    pub reason: String,
}

/// A clause that binds a host, and what tests it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClauseCoverage {
    /// Its id.
    pub id: String,
    /// How binding it is.
    pub level: Level,
    /// How it is known.
    pub provenance: Provenance,
    /// Where it stands.
    pub source: String,
    /// The switch of the host profile that decides what it asks for, if there is one.
    pub profile_key: Option<String>,
    /// The sentence.
    pub requirement: String,
    /// Ids of the cases that test it.
    pub cases: Vec<String>,
    /// Whether it is checked on every message of every case as well.
    pub always: bool,
    /// Why it cannot be tested, if it is listed so.
    pub untestable: Option<String>,
}

impl ClauseCoverage {
    /// Whether a case tests the clause, or every case does.
    #[must_use]
    pub fn is_tested(&self) -> bool {
        self.always || !self.cases.is_empty()
    }

    /// Whether nothing tests it, and nothing says why.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.is_tested() && self.untestable.is_none()
    }
}

impl Untestable {
    /// The list that this version was built with.
    #[must_use]
    pub fn embedded() -> Source {
        Source {
            file: "untestable.json".to_owned(),
            id: String::new(),
            text: include_str!("../untestable.json").to_owned(),
        }
    }
}

/// What tests each clause that binds a host, in the order of the catalogue.
///
/// # Errors
/// When the list of untestable clauses cannot be read; and for each entry that names a clause which does not exist,
/// does not bind a host, is tested, or stands there twice.
pub fn of(
    catalogue: &Catalogue,
    cases: &[Case],
    untestable: &Source,
) -> Result<Vec<ClauseCoverage>, Vec<LoadError>> {
    let tests = tests(cases);
    let list: Untestable = load::json(untestable).map_err(|error| vec![error])?;
    let faults = list.clauses.iter().enumerate().filter_map(|(index, entry)| {
        let fault = fault(entry, &list.clauses[..index], catalogue, &tests)?;
        Some(LoadError::new(untestable, &entry.clause, fault))
    });
    let faults: Vec<_> = faults.collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let host_side = catalogue.clauses.iter().filter(|clause| clause.bound == Bound::Host);
    Ok(host_side.map(|clause| covered(clause, &tests, &list)).collect())
}

/// Cases by the clauses that they test.
fn tests(cases: &[Case]) -> IndexMap<&str, Vec<String>> {
    let mut tests: IndexMap<&str, Vec<String>> = IndexMap::new();
    for case in cases {
        for clause in case.tested_clauses() {
            tests.entry(clause).or_default().push(case.id.clone());
        }
    }
    tests
}

fn covered(clause: &Clause, tests: &IndexMap<&str, Vec<String>>, list: &Untestable) -> ClauseCoverage {
    let untestable = list.clauses.iter().find(|entry| entry.clause == clause.id);
    ClauseCoverage {
        id: clause.id.clone(),
        level: clause.level,
        provenance: clause.provenance,
        source: clause.source.clone(),
        profile_key: clause.profile.as_ref().map(|switch| switch.key.clone()),
        requirement: clause.requirement.clone(),
        cases: tests.get(clause.id.as_str()).cloned().unwrap_or_default(),
        always: envelope::CLAUSES.contains(&clause.id.as_str()),
        untestable: untestable.map(|entry| entry.reason.clone()),
    }
}

fn fault(
    entry: &UntestableClause,
    before: &[UntestableClause],
    catalogue: &Catalogue,
    tests: &IndexMap<&str, Vec<String>>,
) -> Option<Fault> {
    let id = entry.clause.clone();
    let Some(clause) = catalogue.find(&id) else {
        let known = catalogue.clauses.iter().map(|clause| clause.id.as_str());
        let nearest = suggest::nearest(&id, known).map(str::to_owned);
        return Some(Fault::UnknownClause { id, nearest });
    };
    if entry.reason.trim().is_empty() {
        return Some(Fault::Empty("reason"));
    }
    if clause.bound == Bound::App {
        return Some(Fault::ClauseOfApps(id));
    }
    if before.iter().any(|other| other.clause == id) {
        return Some(Fault::ListedTwice(id));
    }
    if envelope::CLAUSES.contains(&id.as_str()) {
        return Some(Fault::Tested { id, case: "every case".to_owned() });
    }
    let case = tests.get(id.as_str()).and_then(|cases| cases.first()).cloned()?;
    Some(Fault::Tested { id, case })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn list(entries: &[(&str, &str)]) -> Source {
        let clauses: Vec<_> =
            entries.iter().map(|(clause, reason)| json!({ "clause": clause, "reason": reason })).collect();
        let text = json!({ "clauses": clauses }).to_string();
        Source { file: "untestable.json".to_owned(), id: String::new(), text }
    }

    fn case() -> Case {
        let case = json!({ "id": "a", "title": "t", "clauses": ["voice/1"],
            "steps": [{ "silence": { "clause": "voice/2" } }] });
        serde_json::from_value(case).expect("a case")
    }

    fn faults(entries: &[(&str, &str)]) -> Vec<String> {
        let found = of(&Catalogue::bundled(), &[case()], &list(entries)).expect_err("faults");
        found.iter().map(|error| error.fault().to_string()).collect()
    }

    #[test]
    fn a_clause_is_tested_by_cases_by_their_steps_by_every_case_or_by_none() {
        let list = list(&[("gate.origin/6", "it needs a configuration server")]);
        let coverage = of(&Catalogue::bundled(), &[case()], &list).expect("no fault");
        let clause = |id: &str| coverage.iter().find(|clause| clause.id == id).expect("a clause of hosts");
        assert_eq!(clause("voice/1").cases, ["a"]);
        assert_eq!(clause("voice/2").cases, ["a"]);
        assert!(clause("envelope/1").always && clause("envelope/1").is_tested());
        assert!(clause("voice/3").is_open());
        assert!(!clause("gate.origin/6").is_open() && !clause("gate.origin/6").is_tested());
        assert!(coverage.iter().all(|clause| !clause.id.starts_with("app/")));
    }

    #[test]
    fn an_entry_that_is_not_so_is_refused() {
        assert_eq!(faults(&[("voice/1", "x")]), ["the clause `voice/1` is tested by a"]);
        assert_eq!(faults(&[("envelope/1", "x")]), ["the clause `envelope/1` is tested by every case"]);
        assert_eq!(faults(&[("app/1", "x")]), ["the clause `app/1` binds apps, not hosts"]);
        assert_eq!(faults(&[("voice/3", " ")]), ["`reason` must not be empty"]);
        let unknown = ["voice", "999"].join("/");
        assert_eq!(faults(&[(&unknown, "x")]), [format!("there is no clause `{unknown}`")]);
        assert_eq!(faults(&[("voice/3", "x"), ("voice/3", "y")]), ["the clause `voice/3` is listed already"]);
    }

    #[test]
    fn the_list_that_is_built_in_is_true_to_the_cases_that_are() {
        let catalogue = Catalogue::bundled();
        let cases = load::cases(&load::embedded(), &catalogue).expect("cases without fault");
        let faults = of(&catalogue, &cases, &Untestable::embedded()).err().unwrap_or_default();
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults, Vec::<String>::new());
    }
}
