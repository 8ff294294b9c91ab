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
    for Target { package, name, features } in targets {
        heading(&format!("bench {name}"));
        // Targets are named one by one: the unit tests of a library, which `cargo bench` would build
        // otherwise, do not know `--quick`. A benchmark has the features that it needs and no others, as a user's build has.
        let named = ["bench", "--locked", "--features", &features, "--package", &package, "--bench", &name];
        let quick: &[&str] = if options.quick { &["--", "--quick"] } else { &[] };
        cargo::run(workspace, named.into_iter().chain(quick.iter().copied()))?;
    }
    heading("compare with Node.js: JSON.parse, JSON.stringify and ajv");
    println!("{}", comparison::run(workspace, if options.quick { &["--quick"] } else { &[] })?);
    Ok(())
}

/// A benchmark, and the features that it needs.
struct Target {
    package: String,
    name: String,
    features: String,
}

fn targets(workspace: &Workspace) -> Vec<Target> {
    let packages = workspace.packages().into_iter();
    packages
        .flat_map(|package| {
            let benches = package.targets.iter().filter(|target| target.is_bench());
            benches.map(|target| Target {
                package: package.name.to_string(),
                name: target.name.clone(),
                features: target.required_features.join(","),
            })
        })
        .collect()
}
