//! `cargo xtask schemas`: everything in the tree that is made from Rust types. It goes into `schemas/`.

use crate::error::Error;
use crate::generator::{self, Generator, Options};
use crate::workspace::Workspace;

pub(crate) const GENERATORS: &[Generator] = &[
    Generator {
        name: "the contract of the wire",
        task: "schemas",
        arguments: &["--package", "scapi-schema", "--features", "schemars", "--example", "schemas"],
    },
    Generator {
        name: "schemas of the conformance cases",
        task: "schemas",
        arguments: &["--package", "scapi-conformance", "--example", "case-schemas"],
    },
];

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    generator::run(workspace, GENERATORS, options)
}
