//! `cargo xtask schemas`: everything in the tree that is made from Rust types. The examples that make it
//! write into `schemas/`, or with `--check` compare, so this crate needs none of the types.

use crate::cargo;
use crate::command::heading;
use crate::error::Error;
use crate::workspace::Workspace;

/// Write what is made from the Rust types.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// Write nothing; fail when what is written differs from what would be
    #[arg(long)]
    pub(crate) check: bool,
}

struct Generator {
    name: &'static str,
    arguments: &'static [&'static str],
}

const GENERATORS: &[Generator] = &[
    Generator {
        name: "the contract of the wire",
        arguments: &["--package", "scapi-schema", "--features", "schemars", "--example", "schemas"],
    },
    Generator {
        name: "schemas of the conformance cases",
        arguments: &["--package", "scapi-conformance", "--example", "case-schemas"],
    },
];

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    GENERATORS.iter().try_for_each(|generator| {
        heading(generator.name);
        // Built first, so that code which does not compile is not taken for a file out of date.
        cargo::run(workspace, generator.command("build"))?;
        let flag: &[&str] = if options.check { &["--", "--check"] } else { &[] };
        let ran = cargo::run(workspace, generator.command("run").chain(flag.iter().copied()));
        ran.map_err(|error| if options.check { Error::Drift { generator: generator.name } } else { error })
    })
}

impl Generator {
    fn command(&self, verb: &'static str) -> impl Iterator<Item = &'static str> {
        [verb, "--quiet", "--locked"].into_iter().chain(self.arguments.iter().copied())
    }
}
