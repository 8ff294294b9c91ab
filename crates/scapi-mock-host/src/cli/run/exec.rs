//! `--exec`: the app, or a test of it, as a process beside the scenario.
//! It is ended by its id with all that it has started, politely first.

use std::{
    process::{ExitStatus, Stdio},
    time::Duration,
};

use tokio::process::{Child, Command};

use crate::http::Links;

/// How long a command has to end when it is told to. One that minds needs far less.
const GOODBYE: Duration = Duration::from_secs(3);

/// The words of a command, as a shell would have them.
pub(super) fn words(command: &str) -> Result<Vec<String>, String> {
    shlex::split(command).filter(|words| !words.is_empty()).ok_or_else(|| {
        format!("--exec takes a command such as 'npm test', with quotes that match; got {command:?}")
    })
}

/// A command that is running. It is killed when this is dropped.
#[derive(Debug)]
pub(super) struct Running {
    child: Child,
    name: String,
}

impl Running {
    /// Starts it. What it says goes to standard error, so that reports are alone on standard output.
    pub(super) fn start(words: &[String], links: &Links) -> Result<Self, String> {
        let (name, arguments) = words.split_first().ok_or("--exec takes a command")?;
        let mut command = Command::new(name);
        command.args(arguments).kill_on_drop(true).stdin(Stdio::null()).stdout(std::io::stderr());
        command.env("SCAPI_URL", &links.url).env("SCAPI_WS", &links.ws).env("SCAPI_CONTROL", &links.control);
        #[cfg(unix)]
        command.process_group(0);
        let failed = |error| format!("failed to start \"{name}\" of --exec: {error}");
        Ok(Self { child: command.spawn().map_err(failed)?, name: name.clone() })
    }

    /// Ends it, if it has not ended.
    pub(super) async fn stop(mut self) {
        self.tell(Told::ToEnd);
        if tokio::time::timeout(GOODBYE, self.child.wait()).await.is_err() {
            self.tell(Told::ToDie);
            // It is dead, or the system does not let it die.
            let _ = tokio::time::timeout(GOODBYE, self.child.wait()).await;
        }
    }

    #[cfg(unix)]
    fn tell(&self, what: Told) {
        use rustix::process::{Pid, Signal, kill_process_group};
        let signal = match what {
            Told::ToEnd => Signal::TERM,
            Told::ToDie => Signal::KILL,
        };
        let id = self.child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        // One that has ended is told nothing.
        let _ = id.map(|id| kill_process_group(id, signal));
    }

    #[cfg(not(unix))]
    fn tell(&mut self, _: Told) {
        // There is but one way.
        let _ = self.child.start_kill();
    }
}

/// What a command is told.
#[derive(Clone, Copy, Debug)]
enum Told {
    ToEnd,
    ToDie,
}

/// Waits for the end of a command; says what is wrong if it has failed.
pub(super) async fn failed(command: &mut Option<Running>) -> Option<String> {
    let running = command.as_mut()?;
    let name = &running.name;
    match running.child.wait().await {
        Ok(status) if status.success() => None,
        Ok(status) => {
            Some(format!("the command \"{name}\" ended with {} before the scenario did", in_words(status)))
        }
        Err(error) => Some(format!("the command \"{name}\" is lost: {error}")),
    }
}

fn in_words(status: ExitStatus) -> String {
    status.code().map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}
