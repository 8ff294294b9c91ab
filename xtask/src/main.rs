//! `cargo xtask`: the tasks of this workspace, run the same way on a laptop and in continuous integration.
//! It depends on no crate of the workspace; it builds and runs their binaries and examples.

mod bench;
mod browser;
mod cargo;
mod ci;
mod command;
mod conformance;
mod diagrams;
mod error;
mod generator;
mod host;
mod interop;
mod no_std;
mod package;
mod schemas;
mod screenshots;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;
use crate::workspace::Workspace;

/// The tasks of this workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Run every test: doc tests, then unit, integration and browser tests
    Test(test::Options),
    /// Run what continuous integration runs: all jobs in order, or one
    Ci(ci::Options),
    /// Build the mock host and judge it with the conformance suite
    Conformance(conformance::Options),
    /// Write what is made from the Rust types: JSON Schemas, TypeScript declarations, the AsyncAPI document
    Schemas(generator::Options),
    /// Draw the transition tables of the reference into its documentation
    Diagrams(generator::Options),
    /// Photograph the page into target/screenshots, and renew the pictures of the README
    Screenshots,
    /// Check the rules of the source tree that no compiler knows
    Tidy,
    /// Run the benchmarks
    Bench(bench::Options),
}

fn main() -> ExitCode {
    let task = Cli::parse().task;
    match Workspace::find().and_then(|workspace| run(task, workspace)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task, workspace: Workspace) -> Result<(), Error> {
    let workspace = &if is_many(&task) { workspace.building_everything() } else { workspace };
    match task {
        Task::Test(options) => test::run(workspace, &options),
        Task::Ci(options) => ci::run(workspace, &options),
        Task::Conformance(options) => conformance::run(workspace, &options),
        Task::Schemas(options) => schemas::run(workspace, &options),
        Task::Diagrams(options) => diagrams::run(workspace, &options),
        Task::Screenshots => screenshots::run(workspace),
        Task::Tidy => tidy::run(workspace),
        Task::Bench(options) => bench::run(workspace, &options),
    }
}

/// Whether a task is several, which need different parts of the workspace.
fn is_many(task: &Task) -> bool {
    match task {
        Task::Test(options) => options.interop,
        Task::Ci(options) => options.job.is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_follows_two_dashes_goes_to_the_test_runner() {
        let cli =
            Cli::try_parse_from(["xtask", "test", "--install", "--", "-E", "test(rona)"]).expect("parses");
        let Task::Test(options) = cli.task else { panic!("not the test task") };
        assert_eq!(options.arguments, ["-E", "test(rona)"]);
    }

    #[test]
    fn what_several_tasks_need_is_built_once() {
        let is_many = |line: &str| {
            let parsed = Cli::try_parse_from(["xtask"].into_iter().chain(line.split(' '))).expect("parses");
            super::is_many(&parsed.task)
        };
        assert!(is_many("ci") && is_many("test --interop"));
        assert!(!is_many("ci clippy") && !is_many("test") && !is_many("conformance --browser"));
    }

    #[test]
    fn what_is_generated_is_written_or_only_checked() {
        for task in ["schemas", "diagrams"] {
            for (arguments, checks) in [(vec!["xtask", task], false), (vec!["xtask", task, "--check"], true)]
            {
                let parsed = Cli::try_parse_from(arguments).expect("parses").task;
                let (Task::Schemas(options) | Task::Diagrams(options)) = parsed else {
                    panic!("another task")
                };
                assert_eq!(options.check, checks, "{task}");
            }
        }
    }
}
