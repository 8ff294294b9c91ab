//! `cargo xtask screenshots`: the tests of the gallery photograph the page, and the README's pictures are replaced by theirs.

use crate::browser::{self, WhenMissing};
use crate::cargo::cargo;
use crate::command;
use crate::error::Error;
use crate::workspace::Workspace;

/// The pictures of the README, by the names that the tests give them.
const OF_THE_README: &[(&str, &str)] =
    &[("talking-light.png", "desktop.png"), ("app-not-framed-dark.png", "app-not-framed.png")];

pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let browser = browser::ensure(WhenMissing::Fail)?;
    let tests = ["test", "--locked", "--package", "scapi-mock-host", "--all-features", "--test", "browser"];
    // Each test has a browser of its own; more than two at once are in each other's way on a small machine.
    let mut tests = cargo(workspace, tests.into_iter().chain(["--", "gallery::", "--test-threads", "2"]));
    command::run(tests.envs(browser.environment()))?;
    let taken = workspace.target().join("screenshots");
    for (name, copy) in OF_THE_README {
        let copy = workspace.root().join(".github").join(copy);
        std::fs::copy(taken.join(name), &copy).map_err(|source| Error::File { path: copy, source })?;
    }
    eprintln!("pictures in {}, those of the README in .github", workspace.relative(&taken));
    Ok(())
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
