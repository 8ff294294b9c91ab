//! Puts every mutant to the test: the suite has to catch it, and by a finding about the clause that it breaks.
//! A host without a defect is put to the same cases first: were it caught too, nothing would be shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Instant;

use futures_util::{StreamExt, stream};
use scapi_conformance::case::Case;
use scapi_conformance::load;
use scapi_conformance::report::{CaseReport, TargetReport};
use scapi_conformance::run::{Options, Runner, Subject};
use scapi_conformance::scale::{Failing, Judged, Scale};
use scapi_conformance::target::TargetSpec;
use scapi_schema::clause::Catalogue;
use serde_json::{Value, json};

use crate::table::{self, Mutant, WHOLE};

/// Every message is held against the clauses of the envelope, whatever a case is about; these have one of each kind.
const COMMON: &[&str] = &["interaction/accept/ringing-voice", "voice/whole-life", "subscription/string"];

/// What came of a mutant.
struct Caught {
    mutant: Mutant,
    /// How many cases were put to it.
    cases: usize,
    /// How many of them failed, whatever the reason.
    failed: usize,
    /// The case by which it was caught for its own clause.
    by: Option<CaseReport>,
    /// Why it could not be run.
    error: Option<String>,
}

/// Prints the table of mutants, and says whether each was caught for its own clause.
///
/// # Errors
/// When the suite cannot be read, the report cannot be written, or a host without a defect is caught too.
pub(crate) fn all(host: &[String], report: Option<&Path>) -> Result<bool, String> {
    let started = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let caught = runtime.map_err(|error| error.to_string())?.block_on(judge(host))?;
    println!("| mutant | what is wrong | clause | caught by | cites |\n|---|---|---|---|---|");
    for one in &caught {
        println!("{}", one.row());
    }
    let survivors = caught.iter().filter(|one| one.by.is_none()).count();
    println!(
        "{} mutants: {} caught by their own clause, {survivors} not ({} ms)",
        caught.len(),
        caught.len() - survivors,
        started.elapsed().as_millis()
    );
    if let Some(path) = report {
        write(path, &caught)?;
    }
    Ok(survivors == 0)
}

async fn judge(host: &[String]) -> Result<Vec<Caught>, String> {
    let catalogue = Catalogue::bundled();
    let suite = load::cases(&load::embedded(), &catalogue)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let options = Options {
        scale: Scale::new(&catalogue, Judged::Everything, Failing::MustAndShould),
        ..Options::default()
    };
    let mutants: Vec<Mutant> = table::all().copied().collect();
    let chosen: BTreeSet<String> =
        mutants.iter().flat_map(|mutant| cases_of(mutant, &suite)).map(|case| case.id).collect();
    let whole: Vec<Case> = suite.iter().filter(|case| chosen.contains(&case.id)).cloned().collect();
    if let Some(failure) = run(WHOLE, host, &whole, &options).await?.failure() {
        return Err(format!("the host is caught without a defect, so no mutant shows anything: {failure}"));
    }
    let at_a_time = std::thread::available_parallelism().map_or(1, usize::from);
    let (suite, options) = (&suite, &options);
    let judged = stream::iter(mutants).map(|mutant| async move {
        let cases = cases_of(&mutant, suite);
        let report = run(mutant.name, host, &cases, options).await?;
        Ok(Caught::new(mutant, report))
    });
    judged.buffered(at_a_time).collect::<Vec<_>>().await.into_iter().collect()
}

/// The cases that test the clause of a mutant, and the common ones.
fn cases_of(mutant: &Mutant, suite: &[Case]) -> Vec<Case> {
    let is_wanted =
        |case: &&Case| case.tested_clauses().contains(&mutant.clause) || COMMON.contains(&case.id.as_str());
    suite.iter().filter(is_wanted).cloned().collect()
}

async fn run(name: &str, host: &[String], cases: &[Case], options: &Options) -> Result<TargetReport, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let own = [program.display().to_string(), name.to_owned(), "--".to_owned()];
    let spec = TargetSpec::Command(own.into_iter().chain(host.iter().cloned()).collect());
    Ok(Runner::new(cases, options).judge(&spec, &Subject::new(name, name), &mut ()).await)
}

impl Caught {
    fn new(mutant: Mutant, report: TargetReport) -> Self {
        let (cases, error) = (report.cases.len(), report.error);
        let failing: Vec<CaseReport> =
            report.cases.into_iter().filter(|case| case.fails_run && case.tally.failed > 0).collect();
        let failed = failing.len();
        let for_it = failing.into_iter().filter(|case| case.broken_clauses().contains(&mutant.clause));
        // the case that says least beside says it best
        let by = for_it.min_by_key(|case| case.broken_clauses().len());
        Self { mutant, cases, failed, by, error }
    }

    /// A row of a table in Markdown.
    fn row(&self) -> String {
        let Mutant { name, wrong, clause, .. } = self.mutant;
        let by = match (&self.by, &self.error) {
            (Some(case), _) => format!("{} | {}", case.id, case.broken_clauses().join(", ")),
            (None, Some(error)) => format!("NOT RUN: {error} |"),
            (None, None) if self.failed == 0 => format!("SURVIVED {} cases |", self.cases),
            (None, None) => format!("CAUGHT FOR ANOTHER REASON by {} of {} cases |", self.failed, self.cases),
        };
        format!("| {name} | {wrong} | {clause} | {by} |")
    }

    fn to_json(&self) -> Value {
        let Mutant { name, wrong, clause, .. } = self.mutant;
        let by = self.by.as_ref();
        json!({ "mutant": name, "wrong": wrong, "clause": clause, "cases": self.cases, "failed": self.failed,
            "caughtBy": by.map(|case| &case.id), "cited": by.map(CaseReport::broken_clauses), "error": self.error })
    }
}

fn write(path: &Path, caught: &[Caught]) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(told)?;
    }
    let rows: Vec<Value> = caught.iter().map(Caught::to_json).collect();
    let text = serde_json::to_string_pretty(&rows).map_err(|error| error.to_string())?;
    fs::write(path, text + "\n").map_err(told)
}

#[cfg(test)]
mod tests {
    use scapi_conformance::report::Finding;
    use scapi_conformance::verdict::{Tally, Verdict};

    use super::*;
    use crate::defect::Defect;

    fn case(clauses: &[&str]) -> CaseReport {
        let case = json!({ "id": "a", "title": "t", "clauses": ["voice/1"], "steps": [{ "silence": {} }] });
        let case: Case = serde_json::from_value(case).expect("a case");
        let clauses: Vec<String> = clauses.iter().map(|&clause| clause.to_owned()).collect();
        let failed = u32::from(!clauses.is_empty());
        let finding = Finding {
            place: "step 1".to_owned(),
            clauses,
            what: "wrong".to_owned(),
            differences: Vec::new(),
            counts: true,
        };
        CaseReport {
            verdict: if failed == 0 { Verdict::Passed } else { Verdict::Failed },
            fails_run: failed > 0,
            tally: Tally { passed: 1 - failed, failed },
            findings: vec![finding],
            ..CaseReport::new(&case)
        }
    }

    fn row(cases: Vec<CaseReport>, error: Option<&str>) -> String {
        let mutant = Mutant { name: "m", wrong: "w", clause: "voice/1", defect: Defect::None };
        let mut report = TargetReport::new("m", "m");
        report.cases = cases;
        report.error = error.map(str::to_owned);
        Caught::new(mutant, report).row()
    }

    #[test]
    fn a_mutant_is_caught_by_the_case_that_cites_least_beside_its_clause() {
        let cases = vec![case(&["voice/2", "voice/1"]), case(&["voice/1"])];
        assert_eq!(row(cases, None), "| m | w | voice/1 | a | voice/1 |");
    }

    #[test]
    fn a_mutant_that_nothing_catches_survives() {
        assert_eq!(row(vec![case(&[])], None), "| m | w | voice/1 | SURVIVED 1 cases | |");
    }

    #[test]
    fn another_clause_is_another_reason() {
        let told = row(vec![case(&["voice/2"]), case(&[])], None);
        assert_eq!(told, "| m | w | voice/1 | CAUGHT FOR ANOTHER REASON by 1 of 2 cases | |");
    }

    #[test]
    fn a_case_that_could_not_run_catches_nothing() {
        let dead =
            CaseReport { verdict: Verdict::CouldNotRun, tally: Tally::default(), ..case(&["voice/1"]) };
        assert_eq!(row(vec![dead], None), "| m | w | voice/1 | SURVIVED 1 cases | |");
        assert_eq!(row(Vec::new(), Some("gone")), "| m | w | voice/1 | NOT RUN: gone | |");
    }
}
