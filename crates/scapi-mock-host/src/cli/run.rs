//! `run`: scenarios, each in a session of its own, one after the other; and `--scenario` of `serve`.
//! Exit code 0: all passed; 1: one failed; 2: a file cannot be read, and nothing was run.

mod exec;
mod junit;
mod show;

use std::{path::Path, process::ExitCode, sync::Arc};

use super::{
    arguments::Run as Arguments,
    serve::{Signals, page_host},
    validate::UNREADABLE,
};
use crate::{
    actor::SessionHandle,
    host::MockHost,
    http::{Links, app},
    registry::{NewSession, SessionName},
    scenario::{Outcome, Run, Scenario, ScenarioError, ScenarioReader, ScenarioReport, Stage},
    session::SessionConfig,
};
use exec::Running;
use show::Show;

/// A scenario that was run.
#[derive(Debug)]
struct Ran {
    file: String,
    report: ScenarioReport,
    /// What the command has to be told of, if it is to blame.
    command: Option<String>,
}

impl Ran {
    fn passed(&self) -> bool {
        self.report.passed() && self.command.is_none()
    }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let scenarios = match read_all(arguments) {
        Ok(scenarios) => scenarios,
        Err(faults) => {
            faults.iter().for_each(show::fault);
            return ExitCode::from(UNREADABLE);
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let ran = runtime.map_err(|error| format!("failed to start: {error}"));
    match ran.and_then(|runtime| runtime.block_on(all(arguments, &scenarios))) {
        Ok(ran) if ran.len() == scenarios.len() && ran.iter().all(Ran::passed) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// All of them, or what is wrong with each that cannot be read.
fn read_all(arguments: &Arguments) -> Result<Vec<Scenario>, Vec<ScenarioError>> {
    let given = arguments.variables.iter();
    let reader = given.fold(ScenarioReader::default(), |reader, (name, value)| reader.with(name, value));
    let (mut scenarios, mut faults) = (Vec::new(), Vec::new());
    for file in &arguments.files {
        match reader.from_file(file) {
            Ok(scenario) => scenarios.push(scenario),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(scenarios) } else { Err(faults) }
}

async fn all(arguments: &Arguments, scenarios: &[Scenario]) -> Result<Vec<Ran>, String> {
    let mut signals = Signals::new()?;
    let command = arguments.exec.as_deref().map(exec::words).transpose()?;
    let mut builder = MockHost::builder().port(arguments.port).validation(arguments.validation.into());
    if let Some(file) = &arguments.record {
        builder = builder.record(file);
    }
    let host = builder.start().await.map_err(|error| error.to_string())?;
    let show = if arguments.json { Show::Json } else { Show::Text };
    let mut ran = Vec::new();
    for (number, scenario) in (1..).zip(scenarios) {
        let session = format!("scenario-{number}");
        let handle = session_for(&host, arguments, scenario, &session)?;
        let links = links(&host, arguments, &session);
        show.begin(scenario, &links);
        let run = Run::start(&handle, scenario).map_err(|running| running.to_string())?;
        let running = command.as_deref().map(|words| Running::start(words, &links)).transpose()?;
        let done = follow(&run, running, scenario, show, &mut signals).await;
        let is_cancelled = done.report.outcome == Outcome::Cancelled && done.command.is_none();
        show.end(&done);
        ran.push(done);
        host.forget_session(&session);
        if is_cancelled {
            break;
        }
    }
    host.stop().await;
    if let Some(file) = &arguments.junit {
        junit::write(file, &ran)?;
    }
    show.sum(&ran, scenarios.len());
    Ok(ran)
}

/// The page is opened with the host name of the app, as that of `serve`.
fn links(host: &MockHost, arguments: &Arguments, session: &str) -> Links {
    let app = arguments.apps.first();
    Links::new(host.scheme(), &page_host(host.address(), app.as_ref()), session)
}

/// A session of its own.
fn session_for(
    host: &MockHost,
    arguments: &Arguments,
    scenario: &Scenario,
    name: &str,
) -> Result<SessionHandle, String> {
    let apps = arguments.apps.each().map(|(url, kind)| app(url, kind)).collect::<Result<_, _>>()?;
    let config = SessionConfig { apps, validation: arguments.validation.into(), ..SessionConfig::default() };
    let name = SessionName::try_from(name.to_owned()).map_err(|fault| fault.to_string())?;
    let new = NewSession { config, name: Some(name), time_to_live: None };
    host.session_for(scenario, new).map_err(|fault| fault.to_string())
}

/// Shows each step as it is taken, to the end. A command that fails ends the scenario, as does a signal.
async fn follow(
    run: &Run,
    mut command: Option<Running>,
    scenario: &Scenario,
    show: Show,
    signals: &mut Signals,
) -> Ran {
    let (mut stage, mut shown, mut fault) = (run.stage(), 0, None);
    loop {
        let now = *stage.borrow_and_update();
        let steps = run.steps_after(shown);
        shown += steps.len();
        steps.iter().for_each(|step| show.step(scenario.file(), step));
        if now == Stage::Over {
            break;
        }
        tokio::select! {
            changed = stage.changed() => if changed.is_err() { break },
            failed = exec::failed(&mut command), if command.is_some() => {
                fault = failed;
                if fault.is_some() { run.cancel() }
                command = None;
            }
            () = signals.wait() => run.cancel(),
        }
    }
    if let Some(command) = command {
        command.stop().await;
    }
    Ran { file: scenario.file().into(), report: run.over().await, command: fault }
}

/// Reads the scenario of `serve`.
pub(super) fn read(file: &Path) -> Result<Scenario, String> {
    Scenario::from_file(file).map_err(|fault| format!("the scenario cannot be read\n{fault}"))
}

/// Starts the scenario of `serve` in the default session; how it goes is told on standard error.
pub(super) fn start(host: &MockHost, scenario: &Scenario) -> Result<Arc<Run>, String> {
    let run = Run::start(host.default_session(), scenario).map_err(|running| running.to_string())?;
    tokio::spawn(show::on_standard_error(run.clone(), scenario.file().to_owned()));
    Ok(run)
}
