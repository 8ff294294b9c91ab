//! `cargo xtask ci`: the jobs of continuous integration, one by one or all in order.

use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::command::heading;
use crate::error::Error;
use crate::workspace::Workspace;
use crate::{cargo, conformance, diagrams, generator, interop, no_std, package, schemas, test, tidy};

/// Run what continuous integration runs.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The one job to run [default: all, in this order]
    pub(crate) job: Option<Job>,
}

/// The jobs, cheap ones first. The tests are last, so that their summary is the end of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Job {
    /// The format of the Rust sources
    Fmt,
    /// The rules of the source tree that no compiler knows
    Tidy,
    /// Lints of everything, and of the crates in the small builds that users make
    Clippy,
    /// The reference builds without the standard library
    NoStd,
    /// What is generated is what would be generated
    Generated,
    /// Documentation without a broken link
    Docs,
    /// Each crate's package holds what the crate embeds, and builds
    Package,
    /// The conformance suite against our own host, its page too, and against hosts with one defect each
    Conformance,
    /// Tests in other languages
    Interop,
    /// Every test, as a reader of the README runs them, and the rules of WCAG for the page
    Test,
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let jobs = options.job.as_ref().map_or(Job::value_variants(), std::slice::from_ref);
    let mut times = Vec::new();
    for job in jobs {
        heading(&format!("job {}", job.name()));
        let start = Instant::now();
        job.run(workspace).map_err(|source| Error::Job { job: job.name(), source: Box::new(source) })?;
        times.push((job.name(), start.elapsed()));
    }
    eprintln!("\n{}", timing(&times));
    Ok(())
}

/// One line, so that the summary of the tests above it stays in sight: `passed: fmt 1 s, tidy 0 s, …`.
fn timing(times: &[(&str, Duration)]) -> String {
    let each: Vec<_> = times.iter().map(|(name, time)| format!("{name} {} s", time.as_secs())).collect();
    format!("passed: {}", each.join(", "))
}

impl Job {
    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Tidy => "tidy",
            Self::Clippy => "clippy",
            Self::NoStd => "no-std",
            Self::Generated => "generated",
            Self::Docs => "docs",
            Self::Package => "package",
            Self::Conformance => "conformance",
            Self::Interop => "interop",
            Self::Test => "test",
        }
    }

    fn run(self, workspace: &Workspace) -> Result<(), Error> {
        match self {
            Self::Fmt => cargo::run(workspace, ["fmt", "--all", "--check"]),
            Self::Tidy => tidy::run(workspace),
            Self::Clippy => clippy(workspace),
            Self::NoStd => no_std::run(workspace),
            Self::Generated => generated(workspace),
            Self::Docs => docs(workspace),
            Self::Package => package::run(workspace),
            Self::Conformance => conformance::run_all(workspace),
            Self::Interop => interop::run(workspace),
            Self::Test => {
                test::run(workspace, &test::Options { install: true, axe: true, ..Default::default() })
            }
        }
    }
}

/// What is linted: everything at once, then the builds in which a crate has fewer features, or fewer
/// dependencies that switch features on for it.
const LINTED: &[&[&str]] = &[
    &["--workspace", "--all-targets", "--all-features"],
    &["--package", "scapi-schema", "--no-default-features"],
    &["--package", "scapi-reference", "--no-default-features"],
    &["--package", "scapi-mock-host", "--no-default-features", "--lib"],
];

fn clippy(workspace: &Workspace) -> Result<(), Error> {
    LINTED.iter().try_for_each(|selection| {
        let command =
            ["clippy", "--quiet", "--locked"].iter().chain(*selection).chain(&["--", "-D", "warnings"]);
        cargo::run(workspace, command.copied())
    })
}

fn generated(workspace: &Workspace) -> Result<(), Error> {
    let check = generator::Options { check: true };
    schemas::run(workspace, &check)?;
    diagrams::run(workspace, &check)
}

fn docs(workspace: &Workspace) -> Result<(), Error> {
    let arguments = ["doc", "--quiet", "--locked", "--workspace", "--no-deps", "--all-features"];
    let mut doc = cargo::cargo(workspace, arguments);
    crate::command::run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_named_as_it_is_typed() {
        for job in Job::value_variants() {
            let typed = job.to_possible_value().expect("every job can be typed");
            assert_eq!(typed.get_name(), job.name());
        }
    }

    #[test]
    fn the_workflow_runs_each_job_once() {
        let workflow = include_str!("../../.github/workflows/ci.yml");
        let names: Vec<_> = Job::value_variants().iter().map(|job| job.name()).collect();
        assert!(
            workflow.contains(&format!("job: [{}]\n", names.join(", "))),
            "put these in the matrix: {names:?}"
        );
    }

    #[test]
    fn the_times_are_one_line() {
        let times = [("fmt", Duration::from_millis(900)), ("test", Duration::from_secs(61))];
        assert_eq!(timing(&times), "passed: fmt 0 s, test 61 s");
    }
}
