//! The tests in other languages: our client and our contracts, used from outside of Rust.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser::in_path;
use crate::command::{self, heading};
use crate::error::Error;
use crate::workspace::Workspace;

/// One suite of tests that another language's runner runs.
struct Check {
    name: &'static str,
    needs: &'static [Need],
    command: &'static [&'static str],
    /// The folder of the tests, and how their files' names end. They are named to the runner one by one,
    /// as runners differ in what they make of a folder, and pass when they find nothing in it.
    tests: (&'static str, &'static str),
}

/// A program, and how one gets it.
struct Need {
    program: &'static str,
    remedy: &'static str,
}

const NODE: Need =
    Need { program: "node", remedy: "Node.js 20 or newer (Debian: apt-get install -y nodejs)" };

const CHECKS: &[Check] = &[Check {
    name: "the drop-in client, in Node.js",
    needs: &[NODE],
    command: &["node", "--test"],
    tests: ("crates/scapi-mock-host/client/tests", ".test.mjs"),
}];

/// Runs every check. All that is missing is named before the first one starts.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    require(CHECKS, |program| in_path(program, &path).is_some())?;
    CHECKS.iter().try_for_each(|check| {
        heading(check.name);
        command::run(&mut prepared(check, workspace)?)
    })
}

fn require(checks: &[Check], is_there: impl Fn(&str) -> bool) -> Result<(), Error> {
    let missing: Vec<String> = checks
        .iter()
        .flat_map(|check| check.needs.iter().map(move |need| (check, need)))
        .filter(|(_, need)| !is_there(need.program))
        .map(|(check, need)| format!("{}, for: {}", need.program, check.name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut remedies: Vec<&str> =
        checks.iter().flat_map(|check| check.needs).map(|need| need.remedy).collect();
    remedies.dedup();
    Err(Error::Missing { missing, remedy: format!("to install: {}", remedies.join(", ")) })
}

fn prepared(check: &Check, workspace: &Workspace) -> Result<Command, Error> {
    let (folder, suffix) = check.tests;
    let files = files(&workspace.root().join(folder), suffix)?;
    if files.is_empty() {
        return Err(Error::NothingToTest(folder));
    }
    let mut command = Command::new(check.command[0]);
    command.args(&check.command[1..]).current_dir(workspace.root());
    command.args(files.iter().map(|file| workspace.relative(file)));
    Ok(command)
}

fn files(folder: &Path, suffix: &str) -> Result<Vec<PathBuf>, Error> {
    let error = |source| Error::File { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(error)?.collect::<Result<Vec<_>, _>>().map_err(error)?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(suffix));
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_with_what_needs_it() {
        let error = require(CHECKS, |program| program != "node").expect_err("node is missing");
        let text = error.to_string();
        assert!(text.contains("node, for: the drop-in client, in Node.js"), "{text}");
        assert!(text.contains("to install: Node.js 20 or newer"), "{text}");
    }

    #[test]
    fn nothing_is_missing_where_every_program_is() {
        assert!(require(CHECKS, |_| true).is_ok());
    }

    #[test]
    fn test_files_are_found_by_their_suffix_in_order() {
        let found = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "s.rs").expect("readable");
        let names: Vec<_> = found.iter().filter_map(|file| file.file_name()?.to_str()).collect();
        assert_eq!(names, ["schemas.rs"]);
    }
}
