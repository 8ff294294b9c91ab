//! What can go wrong in a task: one enum for the crate, a variant for each fact.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

/// Why a task failed. Its text tells what to do next, where that is known.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("`{command}` did not start: {source}")]
    NotStarted { command: String, source: io::Error },

    #[error("`{command}` ended with {status}")]
    CommandFailed { command: String, status: ExitStatus },

    #[error("{path}: {source}", path = path.display())]
    File { path: PathBuf, source: io::Error },

    #[error("the workspace could not be read: {0}")]
    Metadata(#[from] cargo_metadata::Error),

    #[error("missing on this machine:\n{}\n{remedy}", list(missing))]
    Missing { missing: Vec<String>, remedy: String },

    #[error("{generator} out of date; to write them again: cargo xtask {task}")]
    Drift { generator: &'static str, task: &'static str },

    #[error("{count} {} against the rules of the source tree, listed above", noun(*count))]
    Untidy { count: usize },

    #[error("the job `{job}` failed: {source}\nto run it again: cargo xtask ci {job}")]
    Job { job: &'static str, source: Box<Error> },

    #[error("the mock host did not become ready: {0}")]
    HostNotReady(String),

    #[error("conformance failed for {}", .0.join(", "))]
    Conformance(Vec<String>),

    #[error(
        "a mutant was not caught by the clause that it breaks, as the table above says; a case has to see it"
    )]
    Mutants,

    #[error("`{package}` embeds files that its package lacks:\n{}", list(files))]
    NotPackaged { package: String, files: Vec<String> },

    #[error("no test files in {0}: a job that tests nothing is a mistake")]
    NothingToTest(&'static str),

    #[error("{path} is not what was expected of a benchmark: {fault}", path = path.display())]
    BadMeasurement { path: PathBuf, fault: String },

    #[error("{} of messages are not what their folders say:\n{}", verdicts(.0.len()), list(.0))]
    Verdicts(Vec<String>),

    #[error("{file} has a snippet in {language}, which nothing here runs")]
    Snippet { file: &'static str, language: String },

    #[error("no benchmarks: no crate of the workspace has a target of the kind `bench`")]
    NoBenchmarks,
}

fn list(items: &[String]) -> String {
    items.iter().map(|item| format!("  {item}")).collect::<Vec<_>>().join("\n")
}

fn noun(count: usize) -> &'static str {
    if count == 1 { "offence" } else { "offences" }
}

fn verdicts(count: usize) -> String {
    if count == 1 { "1 verdict".to_owned() } else { format!("{count} verdicts") }
}
