//! `cargo xtask screenshots`: the tests photograph every state of the page, and the README's pictures are replaced by theirs.

use std::path::Path;

use crate::browser::{self, WhenMissing};
use crate::cargo::cargo;
use crate::command;
use crate::error::Error;
use crate::workspace::Workspace;

/// The pictures of the README, by the names that the tests give them.
const OF_THE_README: &[(&str, &str)] =
    &[("talking-light.png", "desktop.png"), ("app-not-framed-dark.png", "app-not-framed.png")];

/// Environment variable with the path of axe-core's script, for the tests to judge the page with.
const AXE: &str = "SCAPI_AXE";

pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    take(workspace, WhenMissing::Fail, None)?;
    let taken = workspace.target().join("screenshots");
    for (name, copy) in OF_THE_README {
        let copy = workspace.root().join(".github").join(copy);
        std::fs::copy(taken.join(name), &copy).map_err(|source| Error::File { path: copy, source })?;
    }
    eprintln!("pictures in {}, those of the README in .github", workspace.relative(&taken));
    Ok(())
}

/// Takes the pictures into `target/screenshots`. With the path of axe-core's script, what it finds in a state is a failure.
pub(crate) fn take(
    workspace: &Workspace,
    when_missing: WhenMissing,
    axe: Option<&Path>,
) -> Result<(), Error> {
    let browser = browser::ensure(when_missing)?;
    let tests = ["test", "--locked", "--package", "scapi-mock-host", "--all-features", "--test", "browser"];
    // Each test has a browser of its own; more than two at once are in each other's way on a small machine.
    let mut tests = cargo(workspace, tests.into_iter().chain(["--", "gallery::", "--test-threads", "2"]));
    tests.envs(browser.environment()).envs(axe.map(|script| (AXE, script)));
    command::run(&mut tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_shows_the_pictures_that_are_replaced() {
        let readme = include_str!("../../README.md");
        for (_, copy) in OF_THE_README {
            assert!(readme.contains(&format!("(.github/{copy})")), "{copy}");
        }
    }
}
