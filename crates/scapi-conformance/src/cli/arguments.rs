//! The arguments, as `clap` reads them.
//! Their texts are the help; the rules behind them are in `README.md`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use scapi_schema::clause;

/// Put hosts of the Service Client API to the test, clause by clause.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) task: Option<Task>,
    #[command(flatten)]
    pub(crate) run: Run,
}

const EXAMPLES: &str = "\
Examples:
  scapi-conformance --target \"cmd:scapi-mock-host drive\"
  scapi-conformance --target mine=http://127.0.0.1:7780/ --filter interaction/accept --report html=report.html
  scapi-conformance --target \"mine=cmd:my-host --driver\" --known-failing mine=my-host.json --report json=report.json

Exit codes: 0 all is well, 1 something failed or nothing was run, 2 wrong usage or unreadable input.";

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Show which cases test which clause, and which clauses have neither a case nor a reason why not
    Clauses(Clauses),
    /// Look whether a target speaks its protocol, and tell what to mend
    Smoke(Smoke),
}

#[derive(Debug, Args)]
pub(crate) struct Smoke {
    /// Target to look at; repeatable
    #[arg(long = "target", value_name = "[NAME=]TARGET", required = true)]
    pub(crate) targets: Vec<String>,
    /// Seconds after which an answer is not waited for any longer
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Clauses {
    #[command(flatten)]
    pub(crate) suite: SuiteArguments,
    /// Show those alone that have neither a case nor a reason
    #[arg(long)]
    pub(crate) open: bool,
}

/// What the suite is read from.
#[derive(Debug, Args)]
pub(crate) struct SuiteArguments {
    /// Read the cases below this directory instead of those built in
    #[arg(long, value_name = "DIR")]
    pub(crate) cases: Option<PathBuf>,
    /// Read the clauses from this file instead of those built in
    #[arg(long = "clauses", value_name = "FILE")]
    pub(crate) catalogue: Option<PathBuf>,
    /// Read the clauses that cannot be tested from this file instead of those built in
    #[arg(long, value_name = "FILE")]
    pub(crate) untestable: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Host to test: `cmd:PROGRAM ARGS` (driver protocol), a URL, or `browser:URL` (its page); repeatable
    #[arg(long = "target", value_name = "[NAME=]TARGET", required_unless_present = "list")]
    pub(crate) targets: Vec<String>,
    #[command(flatten)]
    pub(crate) suite: SuiteArguments,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) running: Running,
    /// Write a report as well: text, json, junit or html; repeatable
    #[arg(long = "report", value_name = "FORMAT=FILE")]
    pub(crate) reports: Vec<ReportFile>,
    /// List the cases with what they need, and run none
    #[arg(long)]
    pub(crate) list: bool,
}

/// Which cases.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which cases")]
pub(crate) struct Choice {
    /// Those that match; `*` is any run of characters, a path means all below it; repeatable
    #[arg(long, value_name = "GLOB")]
    pub(crate) filter: Vec<String>,
    /// Those that test such a clause: `interaction.accept/1`, `interaction.accept`; repeatable
    #[arg(long, value_name = "GLOB")]
    pub(crate) clause: Vec<String>,
    /// Those that test a clause of this level; repeatable
    #[arg(long, value_name = "LEVEL", ignore_case = true)]
    pub(crate) level: Vec<LevelName>,
    /// Those that test a clause of this area, or of one below it: `interaction`, `gate.origin`; repeatable
    #[arg(long, value_name = "AREA")]
    pub(crate) area: Vec<String>,
}

/// What counts.
#[derive(Debug, Args)]
#[command(next_help_heading = "What counts")]
pub(crate) struct Judging {
    /// Judge documented clauses alone, not those that were observed or assumed
    #[arg(long)]
    pub(crate) documented_only: bool,
    /// Let clauses that MUST be kept alone fail the run, not those that SHOULD be
    #[arg(long)]
    pub(crate) must_only: bool,
    /// List of cases that are known to fail, each with a reason; repeatable
    #[arg(long, value_name = "[NAME=]FILE")]
    pub(crate) known_failing: Vec<String>,
    /// List of cases that are known to pass only at times, each with a reason; repeatable
    #[arg(long, value_name = "[NAME=]FILE")]
    pub(crate) known_flaky: Vec<String>,
    /// Write the list of known failures anew from what fails
    #[arg(long, requires = "known_failing")]
    pub(crate) update_known_failing: bool,
    /// The target has everything: a case that is not applicable fails the run; repeatable
    #[arg(long, value_name = "NAME")]
    pub(crate) complete: Vec<String>,
    /// The target does not have this ability, whatever it declares; repeatable
    #[arg(long, value_name = "[NAME=]ABILITY")]
    pub(crate) lacks: Vec<String>,
}

/// How they are run.
#[derive(Debug, Args)]
#[command(next_help_heading = "How they are run")]
pub(crate) struct Running {
    /// Seed of the identifiers that the host makes, and of the order of shuffled cases
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Run the cases in an order that follows from the seed
    #[arg(long)]
    pub(crate) shuffle: bool,
    /// Run each case so often
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) repeat: u32,
    /// Run so many cases at a time, each on a target of its own [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// Seconds after which a case is given up as one that could not run
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
    /// Script of the client that apps in a browser speak through [default: the one that the mock host offers]
    #[arg(long, value_name = "FILE")]
    pub(crate) client: Option<PathBuf>,
    /// End the run at the first failure
    #[arg(long)]
    pub(crate) fail_fast: bool,
}

/// A level of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelName {
    Must,
    Should,
    May,
}

impl From<LevelName> for clause::Level {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Must => Self::Must,
            LevelName::Should => Self::Should,
            LevelName::May => Self::May,
        }
    }
}

/// `FORMAT=FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportFile {
    pub(crate) format: Format,
    pub(crate) path: PathBuf,
}

/// A format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Junit,
    Html,
}

impl FromStr for ReportFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = "write FORMAT=FILE, the format being text, json, junit or html";
        let (format, path) = text.split_once('=').filter(|(_, path)| !path.is_empty()).ok_or(wanted)?;
        let format =
            Format::from_str(format, true).map_err(|_| format!("`{format}` is no format: {wanted}"))?;
        Ok(Self { format, path: path.into() })
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_report_is_a_format_and_a_file() {
        let report = "html=out/a=b.html".parse::<ReportFile>();
        assert_eq!(report, Ok(ReportFile { format: Format::Html, path: "out/a=b.html".into() }));
        assert!("pdf=x".parse::<ReportFile>().expect_err("no format").starts_with("`pdf` is no format"));
        assert!("html".parse::<ReportFile>().is_err() && "html=".parse::<ReportFile>().is_err());
    }
}
