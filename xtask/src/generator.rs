//! What writes files of the tree from Rust code: examples of the crates that know it, so that this crate needs none of them.
//! With `--check` an example writes nothing, and fails when what is written differs from what it would write.

use std::process::Command;

use crate::cargo;
use crate::command::{self, heading};
use crate::error::Error;
use crate::workspace::Workspace;

/// How the files are written or checked.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// Write nothing; fail when what is written differs from what would be
    #[arg(long)]
    pub(crate) check: bool,
}

/// An example that writes files.
pub(crate) struct Generator {
    /// What it writes, in the words of the reader.
    pub(crate) name: &'static str,
    /// The task that runs it.
    pub(crate) task: &'static str,
    /// What selects it for cargo.
    pub(crate) arguments: &'static [&'static str],
}

/// Runs all of them, up to the first that fails.
pub(crate) fn run(workspace: &Workspace, generators: &[Generator], options: &Options) -> Result<(), Error> {
    generators.iter().try_for_each(|generator| {
        heading(generator.name);
        cargo::build(workspace, generator.arguments)?;
        let mut example = Command::new(workspace.example(generator.example()));
        example.current_dir(workspace.root()).args(options.check.then_some("--check"));
        command::run(&mut example).map_err(|error| if options.check { generator.drift() } else { error })
    })
}

impl Generator {
    fn example(&self) -> &'static str {
        self.arguments.last().expect("the example is named last")
    }

    const fn drift(&self) -> Error {
        Error::Drift { generator: self.name, task: self.task }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagrams, schemas};

    fn all() -> impl Iterator<Item = &'static Generator> {
        schemas::GENERATORS.iter().chain(diagrams::GENERATORS)
    }

    #[test]
    fn every_generator_is_an_example_of_a_crate() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root");
        for generator in all() {
            let after = |flag| {
                let found = generator.arguments.iter().position(|argument| *argument == flag);
                generator.arguments[found.expect("the flag is given") + 1]
            };
            let folder = root.join("crates").join(after("--package")).join("examples");
            let name = after("--example");
            assert_eq!(name, generator.example());
            let is_there =
                folder.join(format!("{name}.rs")).is_file() || folder.join(name).join("main.rs").is_file();
            assert!(is_there, "{}: no example {name} in {}", generator.name, folder.display());
        }
    }

    #[test]
    fn what_is_out_of_date_names_the_task_that_writes_it_again() {
        for generator in all() {
            let told = generator.drift().to_string();
            assert!(told.ends_with(&format!("cargo xtask {}", generator.task)), "{told}");
        }
    }
}
