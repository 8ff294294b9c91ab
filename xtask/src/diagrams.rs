//! `cargo xtask diagrams`: the transition tables of the reference, drawn by asking the machine what each input does in each
//! state. They are part of the documentation of `scapi-reference`.

use crate::error::Error;
use crate::generator::{self, Generator, Options};
use crate::workspace::Workspace;

pub(crate) const GENERATORS: &[Generator] = &[Generator {
    name: "diagrams of the transition tables",
    task: "diagrams",
    arguments: &["--package", "scapi-reference", "--example", "diagrams"],
}];

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    generator::run(workspace, GENERATORS, options)
}
