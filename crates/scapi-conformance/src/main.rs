//! `scapi-conformance`: runs cases against targets and reports.
//! Exit codes: 0 all is well, 1 something failed, 2 wrong usage or input that cannot be read.

mod progress;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use miette::Report;
use scapi_conformance::case::Case;
use scapi_conformance::known_failing::KnownFailing;
use scapi_conformance::load::{self, Source};
use scapi_conformance::report::{RunReport, Text};
use scapi_conformance::target::{DriverTarget, SessionTarget, TargetSpec};
use scapi_conformance::{glob, run};
use scapi_schema::clause::Catalogue;

use progress::Progress;

/// Put hosts of the Service Client API to the test, clause by clause.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
struct Arguments {
    /// Host to test: `cmd:PROGRAM ARGS` (driver protocol), or a URL; repeatable
    #[arg(long = "target", value_name = "TARGET", required_unless_present = "list")]
    targets: Vec<String>,
    /// Run only cases that match; `*` is any run of characters, a path means all below it; repeatable
    #[arg(long, value_name = "GLOB")]
    filter: Vec<String>,
    /// List of cases that are known to fail, each with a reason; repeatable
    #[arg(long, value_name = "FILE")]
    known_failing: Vec<PathBuf>,
    /// Read the cases below this directory instead of those built in
    #[arg(long, value_name = "DIR")]
    cases: Option<PathBuf>,
    /// Read the clauses from this file instead of those built in
    #[arg(long, value_name = "FILE")]
    clauses: Option<PathBuf>,
    /// Write the whole report as JSON as well
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// List the cases with what they need, and run none
    #[arg(long)]
    list: bool,
    /// Seed of the identifiers that the host makes
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Seconds after which a case is given up as one that could not run
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    time_limit: u64,
}

const EXAMPLES: &str = "\
Examples:
  scapi-conformance --target \"cmd:scapi-mock-host drive\"
  scapi-conformance --target http://127.0.0.1:7780/ --filter interaction/accept
  scapi-conformance --target \"cmd:my-host --driver\" --known-failing my-host.json --json report.json

Exit codes: 0 all is well, 1 something failed or nothing was run, 2 wrong usage or unreadable input.";

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match prepared(&arguments) {
        Ok(prepared) if arguments.list => {
            prepared.list();
            ExitCode::SUCCESS
        }
        Ok(prepared) => match prepared.run(&arguments) {
            Ok(report) if report.is_success() => ExitCode::SUCCESS,
            Ok(_) => ExitCode::from(1),
            Err(error) => refused(vec![error]),
        },
        Err(errors) => refused(errors),
    }
}

fn refused(errors: Vec<Report>) -> ExitCode {
    for error in errors {
        eprintln!("{error:?}");
    }
    ExitCode::from(2)
}

/// All that is read before anything is run.
struct Prepared {
    catalogue: Catalogue,
    cases: Vec<Case>,
    targets: Vec<(String, TargetSpec)>,
    options: run::Options,
    unmatched_known_failing: Vec<String>,
}

fn prepared(arguments: &Arguments) -> Result<Prepared, Vec<Report>> {
    let one = |error: Report| vec![error];
    let catalogue = catalogue(arguments).map_err(one)?;
    let sources = match &arguments.cases {
        Some(directory) => load::directory(directory).map_err(|error| one(error.into()))?,
        None => load::embedded(),
    };
    let all = load::cases(&sources, &catalogue)
        .map_err(|errors| errors.into_iter().map(Report::from).collect::<Vec<_>>())?;
    let known_failing = known_failing(arguments).map_err(one)?;
    let targets: Result<Vec<_>, Report> = arguments.targets.iter().map(|text| target(text)).collect();
    let unmatched_known_failing = known_failing.unmatched(&all);
    let is_wanted = |case: &Case| {
        arguments.filter.is_empty() || arguments.filter.iter().any(|glob| glob::is_match(glob, &case.id))
    };
    Ok(Prepared {
        catalogue,
        cases: all.into_iter().filter(is_wanted).collect(),
        targets: targets.map_err(one)?,
        options: run::Options {
            seed: arguments.seed,
            time_limit: Duration::from_secs(arguments.time_limit),
            known_failing,
        },
        unmatched_known_failing,
    })
}

fn catalogue(arguments: &Arguments) -> Result<Catalogue, Report> {
    match &arguments.clauses {
        None => Ok(Catalogue::bundled()),
        Some(path) => Ok(load::json(&Source::file(path)?)?),
    }
}

fn known_failing(arguments: &Arguments) -> Result<KnownFailing, Report> {
    let mut all = KnownFailing::default();
    for path in &arguments.known_failing {
        all.extend(KnownFailing::read(&Source::file(path)?)?);
    }
    Ok(all)
}

fn target(text: &str) -> Result<(String, TargetSpec), Report> {
    let spec = text.parse().map_err(|error| miette::miette!("--target: {error}"))?;
    Ok((text.to_owned(), spec))
}

impl Prepared {
    fn list(&self) {
        for case in &self.cases {
            let abilities = case.abilities();
            let needs =
                if abilities.is_empty() { String::new() } else { format!("  [{}]", abilities.join(", ")) };
            println!("{}  {}{needs}", case.id, case.title);
        }
    }

    fn run(&self, arguments: &Arguments) -> Result<RunReport, Report> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| miette::miette!("the runtime cannot be started: {error}"))?;
        let report = runtime.block_on(self.all_targets());
        print!("{}", Text::new(&report, &self.catalogue));
        if let Some(path) = &arguments.json {
            write_json(path, &report)?;
        }
        Ok(report)
    }

    async fn all_targets(&self) -> RunReport {
        let mut report =
            RunReport { targets: Vec::new(), unmatched_known_failing: self.unmatched_known_failing.clone() };
        for (name, spec) in &self.targets {
            let mut progress = Progress::new();
            let (cases, options) = (&self.cases, &self.options);
            report.targets.push(match spec.clone() {
                TargetSpec::Command(command) => {
                    run::cases(&mut DriverTarget::new(command), name, cases, options, &mut progress).await
                }
                TargetSpec::Url(url) => {
                    run::cases(&mut SessionTarget::new(url), name, cases, options, &mut progress).await
                }
            });
        }
        report
    }
}

fn write_json(path: &PathBuf, report: &RunReport) -> Result<(), Report> {
    let text = serde_json::to_string_pretty(report).map_err(|error| miette::miette!("--json: {error}"))?;
    std::fs::write(path, text + "\n").map_err(|error| miette::miette!("--json: {}: {error}", path.display()))
}
