//! `cargo xtask conformance --mutants`: our host with one defect at a time, each of which the suite has to catch.
//!
//! The table of defects is `crates/scapi-conformance/examples/mutants/table`; nothing of it is in a normal build.

use std::process::Command;

use crate::cargo;
use crate::command::{self, heading};
use crate::error::Error;
use crate::host;
use crate::workspace::Workspace;

const EXAMPLE: &[&str] = &["--package", "scapi-conformance", "--example", "mutants"];
const REPORT: &str = "mutants.json";

pub(super) fn run(workspace: &Workspace) -> Result<(), Error> {
    heading("build");
    cargo::build(workspace, EXAMPLE)?;
    host::build(workspace)?;
    heading("mutants");
    let report = workspace.target().join("conformance").join(REPORT);
    let mut mutants = Command::new(workspace.example("mutants"));
    mutants.args(["judge", "--report"]).arg(workspace.relative(&report)).arg("--");
    mutants.arg(host::program(workspace)).arg("drive").current_dir(workspace.root());
    let run = command::run(&mut mutants);
    eprintln!("report {}", workspace.relative(&report));
    match run {
        Err(Error::CommandFailed { .. }) => Err(Error::Mutants),
        other => other,
    }
}
