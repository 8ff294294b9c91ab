//! `scapi-conformance`: runs cases against targets and reports.
//! Exit codes: 0 all is well, 1 something failed, 2 wrong usage or input that cannot be read.

mod cli;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use miette::Report;
use scapi_conformance::case::Case;
use scapi_conformance::load::Source;
use scapi_conformance::report::{RunReport, Settings, Text};
use scapi_conformance::run::{AfterFailure, Options, Order, Runner};
use scapi_conformance::scale::{Failing, Judged, Scale};
use scapi_conformance::select::Selection;
use scapi_conformance::smoke;

use cli::arguments::{Arguments, Clauses, Run, Smoke, Task};
use cli::progress::Progress;
use cli::stdout::{self, say};
use cli::suite::Suite;
use cli::{clauses, output, subjects};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.task {
        Some(Task::Clauses(task)) => show_clauses(task),
        Some(Task::Smoke(task)) => look_at(task),
        None if arguments.run.list => list(&arguments.run),
        None => run(&arguments.run),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(errors) => {
            errors.iter().for_each(|error| eprintln!("{error:?}"));
            ExitCode::from(2)
        }
    }
}

/// Whether all is well, or what cannot be read.
type Done = Result<bool, Vec<Report>>;

fn show_clauses(task: &Clauses) -> Done {
    let suite = Suite::read(&task.suite)?;
    stdout::write(format_args!("{}", clauses::text(&suite.clauses, task.open)));
    Ok(!suite.clauses.iter().any(|clause| clause.is_open()))
}

fn look_at(task: &Smoke) -> Done {
    let targets: Result<Vec<_>, Report> = task.targets.iter().map(|text| subjects::target(text)).collect();
    let targets = targets.map_err(|error| vec![error])?;
    let limit = Duration::from_secs(task.timeout);
    runtime()?.block_on(async {
        let mut is_success = true;
        for judged in &targets {
            let smoke = smoke::test(&judged.spec, limit).await;
            say!("{}\n{smoke}", judged.subject.name);
            is_success &= smoke.is_success();
        }
        Ok(is_success)
    })
}

fn runtime() -> Result<tokio::runtime::Runtime, Vec<Report>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| vec![miette::miette!("the runtime cannot be started: {error}")])
}

fn list(arguments: &Run) -> Done {
    let suite = Suite::read(&arguments.suite)?;
    for case in chosen(arguments, &suite)? {
        let abilities = case.abilities();
        let needs =
            if abilities.is_empty() { String::new() } else { format!("  [{}]", abilities.join(", ")) };
        say!("{}  {}{needs}", case.id, case.title);
    }
    Ok(true)
}

fn run(arguments: &Run) -> Done {
    let one = |error: Report| vec![error];
    let suite = Suite::read(&arguments.suite)?;
    let cases = chosen(arguments, &suite)?;
    let targets = subjects::read(arguments).map_err(one)?;
    let options = options(arguments, &suite).map_err(one)?;
    let mut report = RunReport::new(settings(arguments), suite.clauses);
    runtime()?.block_on(async {
        stop_when_interrupted(&options);
        for judged in &targets {
            let runner = Runner::new(&cases, &options).chosen_from(&suite.cases);
            let mut progress = Progress::new();
            report.targets.push(runner.judge(&judged.spec, &judged.subject, &mut progress).await);
        }
    });
    if arguments.judging.update_known_failing {
        output::update(&mut report, &targets, &suite.cases, &options.scale).map_err(one)?;
    }
    stdout::write(format_args!("{}", Text::new(&report)));
    output::reports(&report, &arguments.reports).map_err(one)?;
    Ok(report.is_success())
}

fn chosen(arguments: &Run, suite: &Suite) -> Result<Vec<Case>, Vec<Report>> {
    let choice = &arguments.choice;
    let selection = Selection {
        ids: choice.filter.clone(),
        clauses: choice.clause.clone(),
        levels: choice.level.iter().map(|&level| level.into()).collect(),
        areas: choice.area.clone(),
        documented_only: arguments.judging.documented_only,
    };
    selection.of(&suite.cases, &suite.catalogue).map_err(|error| vec![miette::miette!("{error}")])
}

fn options(arguments: &Run, suite: &Suite) -> Result<Options, Report> {
    let (judging, running) = (&arguments.judging, &arguments.running);
    let judged = if judging.documented_only { Judged::Documented } else { Judged::Everything };
    let failing = if judging.must_only { Failing::MustOnly } else { Failing::MustAndShould };
    let processors = || std::thread::available_parallelism().map_or(1, usize::from);
    let client_script = match &running.client {
        None => None,
        Some(path) => Some(Source::file(path)?.text),
    };
    Ok(Options {
        seed: running.seed,
        time_limit: Duration::from_secs(running.timeout),
        scale: Scale::new(&suite.catalogue, judged, failing),
        jobs: running.jobs.map_or_else(processors, usize::from),
        repeat: running.repeat,
        order: if running.shuffle { Order::Shuffled(running.seed) } else { Order::Written },
        after_failure: if running.fail_fast { AfterFailure::Stop } else { AfterFailure::GoOn },
        client_script,
        ..Options::default()
    })
}

const fn settings(arguments: &Run) -> Settings {
    let (judging, running) = (&arguments.judging, &arguments.running);
    Settings {
        seed: running.seed,
        shuffled: running.shuffle,
        repeat: running.repeat,
        documented_only: judging.documented_only,
        must_only: judging.must_only,
    }
}

/// The first interrupt ends the run, with its reports; the second one ends the program.
fn stop_when_interrupted(options: &Options) {
    let stop = options.stop.clone();
    tokio::spawn(async move {
        // without a handler the program ends at once, which is as good
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.now();
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(130);
            }
        }
    });
}
