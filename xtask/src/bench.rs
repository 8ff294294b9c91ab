//! `cargo xtask bench`: every benchmark target of the workspace, one after the other, and then the same work done by
//! JavaScript's own tools, so that both are measured on one machine in one run.

mod comparison;

use crate::cargo;
use crate::command::heading;
use crate::error::Error;
use crate::workspace::Workspace;

/// Run the benchmarks.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Fewer samples: shows that the benchmarks run, not how fast
    #[arg(long)]
    quick: bool,
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let targets = targets(workspace);
    if targets.is_empty() {
        return Err(Error::NoBenchmarks);
    }
    for (package, target) in targets {
        heading(&format!("bench {target}"));
        // Targets are named one by one: the unit tests of a library, which `cargo bench` would build
        // otherwise, do not know `--quick`.
        let named = ["bench", "--locked", "--all-features", "--package", &package, "--bench", &target];
        let quick: &[&str] = if options.quick { &["--", "--quick"] } else { &[] };
        cargo::run(workspace, named.into_iter().chain(quick.iter().copied()))?;
    }
    heading("compare with Node.js: JSON.parse, JSON.stringify and ajv");
    println!("{}", comparison::run(workspace, if options.quick { &["--quick"] } else { &[] })?);
    Ok(())
}

fn targets(workspace: &Workspace) -> Vec<(String, String)> {
    let packages = workspace.packages().into_iter();
    packages
        .flat_map(|package| {
            let benches = package.targets.iter().filter(|target| target.is_bench());
            benches.map(|target| (package.name.to_string(), target.name.clone()))
        })
        .collect()
}
