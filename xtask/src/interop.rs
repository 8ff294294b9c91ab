//! The tests in other languages: our client and our contracts, used from outside of Rust.
//! What they need of other languages is locked in `interop/`, and installed on the first run.

mod openapi;
mod packages;
mod programs;
mod snippets;
mod verdicts;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser::in_path;
use crate::cargo;
use crate::command::{self, heading};
use crate::error::Error;
use crate::workspace::Workspace;

/// Something that is done with tools of another language.
struct Check {
    name: &'static str,
    needs: &'static [Need],
    run: fn(&Workspace) -> Result<(), Error>,
}

/// A program, and how one gets it.
struct Need {
    program: &'static str,
    remedy: &'static str,
}

const NODE: Need =
    Need { program: "node", remedy: "Node.js 20 or newer (Debian: apt-get install -y nodejs)" };
const NPM: Need = Need { program: "npm", remedy: "npm (Debian: apt-get install -y npm)" };
const PYTHON: Need = Need {
    program: "python3",
    remedy: "Python 3.10 or newer (Debian: apt-get install -y python3 python3-venv)",
};

const CHECKS: &[Check] = &[
    Check { name: "the drop-in client and the promise layer, in Node.js", needs: &[NODE], run: client },
    Check {
        name: "TypeScript: both declarations with an app each that uses everything, the promise layer, and the page",
        needs: &[NODE, NPM],
        run: typescript,
    },
    Check {
        name: "Ajv: every schema and its examples",
        needs: &[NODE, NPM],
        run: |workspace| script(workspace, "schemas.mjs"),
    },
    Check {
        name: "AsyncAPI: the document of the message channel",
        needs: &[NODE, NPM],
        run: |workspace| script(workspace, "asyncapi.mjs"),
    },
    Check { name: "OpenAPI: the document of the control API", needs: &[NODE, NPM], run: openapi::run },
    Check {
        name: "Ajv, Python's jsonschema and our own validation: every message of fixtures/messages",
        needs: &[NODE, NPM, PYTHON],
        run: verdicts::run,
    },
    Check { name: "the snippets of schemas/README.md", needs: &[NODE, NPM, PYTHON], run: snippets::run },
    Check { name: "the test in Node.js of README.md", needs: &[NODE], run: snippets::run_front },
    Check { name: "a scenario that starts an app in Node.js", needs: &[NODE], run: programs::scenario },
    Check {
        name: "the conformance target in Python: it speaks the driver protocol, and passes what it declares",
        needs: &[PYTHON],
        run: target,
    },
];

/// The tests of both clients. They are named to the runner one by one, as runners differ in what they make of a
/// folder, and pass when they find nothing in it.
const CLIENT_TESTS: &str = "crates/scapi-mock-host/client/tests";

const PYTHON_TARGET: &str = "python=cmd:python3 fixtures/targets/inbound_voice.py";

/// Runs every check. All that is missing is named before the first one starts.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    require(CHECKS, |program| in_path(program, &path).is_some())?;
    CHECKS.iter().try_for_each(|check| {
        heading(check.name);
        (check.run)(workspace)
    })
}

fn client(workspace: &Workspace) -> Result<(), Error> {
    let files = files(&workspace.root().join(CLIENT_TESTS), ".test.mjs")?;
    if files.is_empty() {
        return Err(Error::NothingToTest(CLIENT_TESTS));
    }
    let mut node = Command::new("node");
    node.arg("--test").args(files.iter().map(|file| workspace.relative(file)));
    command::run(node.current_dir(workspace.root()))
}

fn typescript(workspace: &Workspace) -> Result<(), Error> {
    let folder = packages::node(workspace)?;
    ["tsconfig.json", "promises.tsconfig.json", "page.tsconfig.json"].iter().try_for_each(|project| {
        let mut compiler = Command::new("node");
        compiler.args(["node_modules/typescript/bin/tsc", "--project", project]);
        command::run(compiler.current_dir(&folder))
    })
}

/// The script of axe-core, with which the browser tests hold the page to the rules of WCAG 2.2 AA.
pub(crate) fn axe(workspace: &Workspace) -> Result<PathBuf, Error> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let check = Check { name: "axe-core, in the browser tests", needs: &[NODE, NPM], run: |_| Ok(()) };
    require(&[check], |program| in_path(program, &path).is_some())?;
    Ok(packages::node(workspace)?.join("node_modules/axe-core/axe.min.js"))
}

fn script(workspace: &Workspace, file: &str) -> Result<(), Error> {
    command::run(Command::new("node").arg(file).current_dir(packages::node(workspace)?))
}

/// A target that a stranger could have written. Nothing is known to fail on it.
fn target(workspace: &Workspace) -> Result<(), Error> {
    cargo::build(workspace, &["--package", "scapi-conformance", "--bins"])?;
    let suite = || {
        let mut suite = Command::new(workspace.binary("scapi-conformance"));
        suite.current_dir(workspace.root());
        suite
    };
    command::run(suite().args(["smoke", "--target", PYTHON_TARGET]))?;
    command::run(suite().args(["--target", PYTHON_TARGET]))
}

fn require(checks: &[Check], is_there: impl Fn(&str) -> bool) -> Result<(), Error> {
    let each = checks.iter().flat_map(|check| check.needs.iter().map(move |need| (check, need)));
    let lacking: Vec<_> = each.filter(|(_, need)| !is_there(need.program)).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let missing = lacking.iter().map(|(check, need)| format!("{}, for: {}", need.program, check.name));
    let mut remedies: Vec<&str> = lacking.iter().map(|(_, need)| need.remedy).collect();
    remedies.sort_unstable();
    remedies.dedup();
    Err(Error::Missing { missing: missing.collect(), remedy: format!("to install: {}", remedies.join(", ")) })
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
        assert!(text.contains("node, for: the drop-in client and the promise layer, in Node.js"), "{text}");
        assert!(!text.contains("python3"), "only what is missing is named: {text}");
        assert_eq!(text.matches("Node.js 20 or newer").count(), 1, "{text}");
    }

    #[test]
    fn nothing_is_missing_where_every_program_is() {
        assert!(require(CHECKS, |_| true).is_ok());
    }

    #[test]
    fn test_files_are_found_by_their_suffix_in_order() {
        let found = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "s.rs").expect("readable");
        let names: Vec<_> = found.iter().filter_map(|file| file.file_name()?.to_str()).collect();
        assert_eq!(names, ["diagrams.rs", "schemas.rs", "screenshots.rs"]);
    }
}
