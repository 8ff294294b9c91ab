//! The hand-written messages in `fixtures/messages`: every valid one passes, every invalid one is refused where it says and
//! for the clause that it names. Each document of the contract has at least three valid and five invalid ones.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use scapi_schema::validate::{DOCUMENTS, check, source};
use serde_json::Value;

fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/messages").join(kind)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = read.map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    entries
}

/// The files of each document.
fn files(kind: &str) -> BTreeMap<String, Vec<PathBuf>> {
    let documents = entries(&folder(kind)).into_iter().filter(|path| path.is_dir());
    let named =
        |path: PathBuf| (path.file_name().expect("a name").to_string_lossy().into_owned(), entries(&path));
    documents.map(named).collect()
}

fn read(file: &Path) -> Value {
    let text = fs::read_to_string(file).expect("a fixture");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A fault of a value that fits none of several forms is reported at the value or inside of it.
fn is_at(found: &str, wanted: &str) -> bool {
    found == wanted || found.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('/'))
}

#[test]
fn every_valid_message_is_valid() {
    let mut refused = Vec::new();
    for (document, files) in files("valid") {
        for file in files {
            let violations = check(&document, &read(&file));
            refused.extend(violations.iter().map(|violation| format!("{}: {violation}", file.display())));
        }
    }
    assert_eq!(refused, [""; 0]);
}

#[test]
fn every_invalid_message_is_refused_for_its_fault() {
    let mut wrong = Vec::new();
    for (document, files) in files("invalid") {
        for file in files {
            let fixture = read(&file);
            let violations = check(&document, &fixture["message"]);
            let (pointer, clause) =
                (fixture["pointer"].as_str().expect("a pointer"), fixture["clause"].as_str());
            let fits = |violation: &&scapi_schema::validate::Violation| {
                is_at(&violation.pointer, pointer)
                    && (clause.is_none() || violation.clause.as_deref() == clause)
            };
            if violations.iter().find(fits).is_none() {
                let found: Vec<String> = violations.iter().map(ToString::to_string).collect();
                wrong.push(format!("{}: wanted {pointer} {clause:?}, found {found:?}", file.display()));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// Three, but of operations without a result there are only two: null and true.
fn possible(document: &str) -> usize {
    let schema: Value = serde_json::from_str(source(document).expect("a document")).expect("JSON");
    if schema["enum"] == serde_json::json!([null, true]) { 2 } else { 3 }
}

#[test]
fn every_document_has_messages() {
    let (valid, invalid) = (files("valid"), files("invalid"));
    let count =
        |files: &BTreeMap<String, Vec<PathBuf>>, document: &str| files.get(document).map_or(0, Vec::len);
    let few =
        DOCUMENTS.iter().filter(|name| count(&valid, name) < possible(name) || count(&invalid, name) < 5);
    assert_eq!(few.collect::<Vec<_>>(), [&""; 0], "at least three valid and five invalid messages each");
    for document in valid.keys().chain(invalid.keys()) {
        assert!(DOCUMENTS.contains(&document.as_str()), "there is no document {document}");
    }
}
