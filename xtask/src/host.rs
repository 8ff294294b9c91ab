//! A mock host of our own, for the length of a check.

use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::cargo;
use crate::command::text;
use crate::error::Error;
use crate::workspace::Workspace;

/// A host is ready in milliseconds; this only bounds the wait for one that hangs.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// Builds the programs of the mock host.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Error> {
    cargo::build(workspace, &["--package", "scapi-mock-host", "--bins"])
}

/// The mock host of the workspace, where it is built.
pub(crate) fn program(workspace: &Workspace) -> PathBuf {
    workspace.binary("scapi-mock-host")
}

/// A running mock host. It is stopped when this is dropped.
#[derive(Debug)]
#[must_use = "the host stops when this is dropped"]
pub(crate) struct HostGuard {
    child: Child,
    url: String,
}

impl HostGuard {
    /// Builds the mock host of the workspace and starts it on a free port.
    pub(crate) fn of(workspace: &Workspace) -> Result<Self, Error> {
        build(workspace)?;
        Self::start_built(workspace)
    }

    /// Starts the mock host of the workspace on a free port, as it was built.
    pub(crate) fn start_built(workspace: &Workspace) -> Result<Self, Error> {
        let mut serve = Command::new(program(workspace));
        serve.args(["--port", "0", "--json"]).current_dir(workspace.root());
        Self::start(serve)
    }

    /// Starts a host and waits for the line on its standard output that says it is ready.
    fn start(mut command: Command) -> Result<Self, Error> {
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = started.map_err(|source| Error::NotStarted { command: text(&command), source })?;
        let output = child.stdout.take().expect("standard output is piped");
        let mut guard = Self { child, url: String::new() };
        guard.url = server_url(&first_line(output)?)?;
        Ok(guard)
    }

    /// The server's URL, without a session.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for HostGuard {
    fn drop(&mut self) {
        // A host that has already ended cannot be stopped again: nothing to report.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the first line; the thread goes on reading, so that the host never blocks on a full pipe.
fn first_line(output: ChildStdout) -> Result<String, Error> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut line = String::new();
        let _ = sender.send(output.read_line(&mut line).map(|_| line));
        let _ = io::copy(&mut output, &mut io::sink());
    });
    match receiver.recv_timeout(READY_WITHIN) {
        Ok(Ok(line)) if !line.is_empty() => Ok(line),
        Ok(Ok(_)) => Err(Error::HostNotReady("it ended without a line on standard output".to_owned())),
        Ok(Err(error)) => Err(Error::HostNotReady(error.to_string())),
        Err(_) => Err(Error::HostNotReady(format!("no line within {} s", READY_WITHIN.as_secs()))),
    }
}

/// The session's URL in the line, up to its path: `http://127.0.0.1:7780/s/default/` → `http://127.0.0.1:7780/`.
fn server_url(line: &str) -> Result<String, Error> {
    let unusable =
        || Error::HostNotReady(format!("its first line has no `url` of a session: {}", line.trim_end()));
    let ready: serde_json::Value = serde_json::from_str(line).map_err(|_| unusable())?;
    let url = ready["url"].as_str().ok_or_else(unusable)?;
    let (server, _session) = url.split_once("/s/").ok_or_else(unusable)?;
    Ok(format!("{server}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_read_from_the_first_line() {
        let line = r#"{"session":"default","url":"http://127.0.0.1:7780/s/default/","ws":"ws://…"}"#;
        assert_eq!(server_url(line).expect("usable"), "http://127.0.0.1:7780/");
    }

    #[test]
    fn a_first_line_that_is_something_else_is_shown() {
        let error = server_url("listening on 7780\n").expect_err("not JSON");
        assert!(error.to_string().ends_with("no `url` of a session: listening on 7780"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_host_that_ends_at_once_is_not_waited_for() {
        let error = HostGuard::start(Command::new("true")).expect_err("it prints nothing");
        assert!(error.to_string().contains("ended without a line"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_ready_host_is_known_by_its_url_and_stops_with_its_guard() {
        let mut command = Command::new("sh");
        command.args(["-c", r#"echo '{"url":"http://[::1]:1/s/default/"}'; exec tail -f /dev/null"#]);
        let guard = HostGuard::start(command).expect("ready");
        assert_eq!(guard.url(), "http://[::1]:1/");
        drop(guard);
    }
}
