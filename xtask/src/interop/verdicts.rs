//! Several validators judge every message of `fixtures/messages`; each has to say what the folder of the message says.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::packages;
use crate::cargo;
use crate::command;
use crate::error::Error;
use crate::workspace::Workspace;

const FOLDER: &str = "fixtures/messages";

/// Whether a file, named from the folder, is found valid.
type Verdicts = BTreeMap<String, bool>;

pub(super) fn run(workspace: &Workspace) -> Result<(), Error> {
    let expected = expected(&workspace.root().join(FOLDER))?;
    let mut faults = Vec::new();
    for (name, mut judge) in judges(workspace)? {
        let verdicts = read(&command::read(&mut judge)?);
        let wrong = differences(name, &expected, &verdicts);
        eprintln!("{name}: {} of {} messages as expected", expected.len() - wrong.len(), expected.len());
        faults.extend(wrong);
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Verdicts(faults)) }
}

fn judges(workspace: &Workspace) -> Result<Vec<(&'static str, Command)>, Error> {
    let mut ajv = Command::new("node");
    ajv.arg(packages::node(workspace)?.join("judge.mjs")).arg(FOLDER).current_dir(workspace.root());
    let mut python = Command::new(packages::python(workspace)?);
    python.args(["interop/python/judge.py", FOLDER]).current_dir(workspace.root());
    cargo::build(workspace, &["--package", "scapi-schema", "--features", "validate", "--example", "judge"])?;
    let mut own = Command::new(workspace.example("judge"));
    own.arg(FOLDER).current_dir(workspace.root());
    Ok(vec![("Ajv", ajv), ("Python's jsonschema", python), ("scapi-schema", own)])
}

/// What the folder of each file says.
fn expected(folder: &Path) -> Result<Verdicts, Error> {
    let mut expected = Verdicts::new();
    for (side, valid) in [("invalid", false), ("valid", true)] {
        for schema in names(&folder.join(side))? {
            let files = names(&folder.join(side).join(&schema))?;
            expected.extend(files.into_iter().map(|file| (format!("{side}/{schema}/{file}"), valid)));
        }
    }
    if expected.is_empty() { Err(Error::NothingToTest(FOLDER)) } else { Ok(expected) }
}

fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let error = |source| Error::File { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(error)?;
    entries.map(|entry| Ok(entry.map_err(error)?.file_name().to_string_lossy().into_owned())).collect()
}

/// Lines of JSON: `{"file":"valid/state/held.json","valid":true}`, the file from the folder or from where it was run.
fn read(lines: &str) -> Verdicts {
    let verdict = |line: &str| {
        let line: Value = serde_json::from_str(line).ok()?;
        let file = line["file"].as_str()?.replace('\\', "/");
        let file = file.strip_prefix(FOLDER).map_or(file.as_str(), |file| file.trim_start_matches('/'));
        Some((file.to_owned(), line["valid"].as_bool()?))
    };
    lines.lines().filter_map(verdict).collect()
}

fn differences(judge: &str, expected: &Verdicts, verdicts: &Verdicts) -> Vec<String> {
    let said = |valid: Option<&bool>| match valid {
        Some(true) => "valid",
        Some(false) => "invalid",
        None => "nothing",
    };
    expected
        .iter()
        .filter(|(file, valid)| verdicts.get(*file) != Some(*valid))
        .map(|(file, _)| format!("{FOLDER}/{file}: {judge} says {}", said(verdicts.get(file))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_that_is_wrong_or_missing_is_named() {
        let expected = Verdicts::from([
            ("valid/state/held.json".to_owned(), true),
            ("invalid/state/brewing.json".to_owned(), false),
            ("valid/state/idle.json".to_owned(), true),
        ]);
        let verdicts = read(
            "{\"file\":\"valid/state/held.json\",\"valid\":true}\n{\"file\":\"invalid/state/brewing.json\",\"valid\":true}\nnoise\n",
        );
        assert_eq!(
            differences("Ajv", &expected, &verdicts),
            [
                "fixtures/messages/invalid/state/brewing.json: Ajv says valid",
                "fixtures/messages/valid/state/idle.json: Ajv says nothing",
            ]
        );
    }

    #[test]
    fn a_file_may_be_named_from_the_root() {
        let verdicts = read("{\"file\":\"fixtures/messages/valid/state/held.json\",\"valid\":true}");
        assert_eq!(verdicts, Verdicts::from([("valid/state/held.json".to_owned(), true)]));
    }

    #[test]
    fn the_folder_says_what_is_expected() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(FOLDER);
        let expected = expected(&root).expect("messages");
        assert!(expected.iter().all(|(file, valid)| file.starts_with("valid/") == *valid));
        assert!(expected.values().any(|valid| *valid) && expected.values().any(|valid| !valid));
    }
}
