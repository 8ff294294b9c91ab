//! Programs in JavaScript that the mock host starts: the app of a scenario.

use std::process::Command;

use crate::cargo;
use crate::command;
use crate::error::Error;
use crate::workspace::Workspace;

/// Runs a scenario with an app that it starts.
pub(super) fn scenario(workspace: &Workspace) -> Result<(), Error> {
    cargo::run(workspace, ["build", "--quiet", "--locked", "--package", "scapi-mock-host", "--bins"])?;
    let mut run = Command::new(workspace.binary("scapi-mock-host"));
    run.args(["run", "interop/node/accepts.json", "--exec", "node interop/node/accepts.mjs"]);
    command::run(run.current_dir(workspace.root()))
}
