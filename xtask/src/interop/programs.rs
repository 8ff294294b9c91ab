//! Programs in JavaScript that the mock host starts: the app of a scenario.

use std::process::Command;

use crate::command;
use crate::error::Error;
use crate::host;
use crate::workspace::Workspace;

/// Runs a scenario with an app that it starts.
pub(super) fn scenario(workspace: &Workspace) -> Result<(), Error> {
    host::build(workspace)?;
    let mut run = Command::new(host::program(workspace));
    run.args(["run", "interop/node/accepts.json", "--exec", "node interop/node/accepts.mjs"]);
    command::run(run.current_dir(workspace.root()))
}
