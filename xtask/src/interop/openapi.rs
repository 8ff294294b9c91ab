//! The OpenAPI document of the mock host, as the program prints it, judged by tools of others.

use std::fs;
use std::process::Command;

use super::packages;
use crate::command;
use crate::error::Error;
use crate::host;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace) -> Result<(), Error> {
    host::build(workspace)?;
    let document = command::read(Command::new(host::program(workspace)).arg("openapi"))?;
    let file = workspace.target().join("openapi.json");
    fs::write(&file, document).map_err(|source| Error::File { path: file.clone(), source })?;
    command::run(Command::new("node").arg("openapi.mjs").arg(file).current_dir(packages::node(workspace)?))
}
