//! Commands of cargo itself: always the cargo that runs this task, always from the root.

use std::process::Command;

use crate::command;
use crate::error::Error;
use crate::workspace::{Builds, Workspace};

/// A cargo command at the root of the workspace.
pub(crate) fn cargo<'a>(workspace: &Workspace, arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(workspace.root());
    command
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
) -> Result<(), Error> {
    command::run(&mut cargo(workspace, arguments))
}

/// All that there is in the workspace, as the tests are built.
const EVERYTHING: &[&str] = &["--workspace", "--all-targets", "--all-features"];

/// Builds what is selected; everything, and that in it, where that is built for all that is run.
pub(crate) fn build(workspace: &Workspace, selected: &[&str]) -> Result<(), Error> {
    let selected = match workspace.builds() {
        Builds::Needed => selected,
        Builds::Everything => EVERYTHING,
    };
    run(workspace, ["build", "--quiet", "--locked"].iter().chain(selected).copied())
}
