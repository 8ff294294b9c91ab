//! Commands of cargo itself: always the cargo that runs this task, always from the root.

use std::path::PathBuf;
use std::process::Command;

use crate::command;
use crate::workspace::Workspace;

/// A cargo command at the root of the workspace.
pub(crate) fn cargo<'a>(workspace: &Workspace, arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(workspace.root());
    command
}

/// Where cargo keeps what it has downloaded and unpacked.
pub(crate) fn home() -> Option<PathBuf> {
    let of_user = || std::env::home_dir().map(|home| home.join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(of_user)
}

/// Whether `cargo nextest` can be run.
pub(crate) fn has_nextest(workspace: &Workspace) -> bool {
    let mut probe = cargo(workspace, ["nextest", "--version"]);
    probe.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    probe.status().is_ok_and(|status| status.success())
}

/// Runs a cargo command, shown as it runs.
pub(crate) fn run<'a>(
    workspace: &Workspace,
    arguments: impl IntoIterator<Item = &'a str>,
) -> Result<(), crate::error::Error> {
    command::run(&mut cargo(workspace, arguments))
}
