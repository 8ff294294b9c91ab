//! Every host-side clause of the catalogue is named by a test of this crate, or stands here with the reason why none can.
//! A test names clauses in the doc comment above it, in backticks: each for itself, or the first `to` the last of a range.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// Clauses that no test of this crate can hold.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("frame/4", "where the frame of an app stands is a matter of the page, which is not in here"),
    ("frame/5", "a pop-up is a frame like any other in here; what makes it one is the page"),
    ("frame/7", "the address of an app is a matter of the page"),
    ("gate.origin/7", "the host profile has no list of option readers, and the answer is canned"),
    ("markdone/7", "it permits, and the host profile has no switch for it"),
    ("type.agent/2", "it permits, and the agent of a session has no roles"),
    ("type.interaction/39", "it permits, and this host adds no keys"),
    ("canned/10", "a canned answer looks at no argument"),
    ("canned/14", "a canned answer is the same for every frame; the page knows which one is to be seen"),
    ("canned/15", "there are no tokens without a server: the method is not supported"),
    ("canned/17", "a canned answer looks at no argument"),
    ("canned/18", "a canned answer looks at no argument"),
    ("canned/20", "a canned answer looks at no argument"),
    ("canned/23", "a canned answer looks at no argument"),
    ("canned/24", "a canned answer looks at no argument"),
    ("canned/25", "a canned answer looks at no argument"),
    ("canned/26", "a canned answer looks at no argument"),
];

/// The clauses that hosts are held to, with what they require.
fn host_side() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/clauses.json");
    let catalogue = fs::read_to_string(path).expect("the clause catalogue");
    let catalogue: Value = serde_json::from_str(&catalogue).expect("JSON");
    let clauses = catalogue["clauses"].as_array().expect("an array").iter();
    let text = |clause: &Value, key: &str| clause[key].as_str().expect("a string").to_string();
    clauses
        .filter(|clause| clause["bound"] == "host")
        .map(|clause| (text(clause, "id"), text(clause, "requirement")))
        .collect()
}

/// Every Rust file under a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The clauses that the tests of this crate name.
fn named() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), &mut files);
    files.iter().flat_map(|file| named_in(&fs::read_to_string(file).expect("a source"))).collect()
}

/// The clauses that the doc comments of tests name: those above `#[test]`, other attributes between them or not.
fn named_in(source: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let mut doc = String::new();
    for line in source.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            doc.push_str(text);
        } else if line == "#[test]" {
            named.extend(clauses_of(&doc));
        } else if !line.starts_with("#[") {
            doc.clear();
        }
    }
    named
}

/// The clauses of a text, ranges unfolded.
fn clauses_of(text: &str) -> Vec<String> {
    let pieces: Vec<&str> = text.split('`').collect();
    let mut clauses = Vec::new();
    for at in (1..pieces.len()).step_by(2) {
        let Some((area, first)) = clause(pieces[at]) else { continue };
        let end = pieces.get(at + 1).filter(|between| between.trim() == "to").and(pieces.get(at + 2));
        let end = end.and_then(|end| clause(end)).filter(|(same, _)| *same == area);
        let last = end.map_or(first, |(_, last)| last);
        clauses.extend((first..=last).map(|number| format!("{area}/{number}")));
    }
    clauses
}

/// The area and the number of a clause.
fn clause(text: &str) -> Option<(&str, u32)> {
    let (area, number) = text.split_once('/')?;
    Some((area, number.parse().ok()?))
}

/// What no test names, one a line with its requirement.
fn listed(ids: Vec<&String>, clauses: &BTreeMap<String, String>) -> String {
    let line = |id: &String| format!("  {id}: {}\n", clauses[id]);
    ids.into_iter().map(line).collect()
}

/// The list that fails is the list of what to write.
#[test]
fn every_host_side_clause_is_named_by_a_test() {
    let (clauses, named) = (host_side(), named());
    let excepted = |id: &String| EXCEPTIONS.iter().any(|(exception, _)| exception == id);
    let missing: Vec<&String> = clauses.keys().filter(|id| !named.contains(*id) && !excepted(id)).collect();
    assert!(
        missing.is_empty(),
        "no test names these clauses in the doc comment above it:\n{}",
        listed(missing, &clauses)
    );
}

/// An exception that is held after all, or was never asked for, is none.
#[test]
fn every_exception_is_needed_and_says_why() {
    let (clauses, named) = (host_side(), named());
    for (id, reason) in EXCEPTIONS {
        assert!(clauses.contains_key(*id), "{id} is no clause that hosts are held to");
        assert!(!named.contains(*id), "{id} is held by a test: take the exception out");
        assert!(!reason.is_empty(), "{id}");
    }
    let once: BTreeSet<&str> = EXCEPTIONS.iter().map(|(id, _)| *id).collect();
    assert_eq!(once.len(), EXCEPTIONS.len(), "an exception stands there twice");
}

/// A test names only what is there, so that no number is mistaken for another.
#[test]
fn every_clause_that_a_test_names_is_in_the_catalogue() {
    let clauses = host_side();
    let unknown: Vec<String> = named().into_iter().filter(|id| !clauses.contains_key(id)).collect();
    assert_eq!(unknown, [""; 0]);
}

/// The count is of doc comments of tests, over lines, with ranges, and of nothing else.
#[test]
fn clauses_are_read_off_the_doc_comments_of_tests() {
    let [doc, module] = ["///", "//!"];
    let source = format!(
        "{module} `voice/1`\n{doc} `voice/2`, `voice/4` to\n    {doc} `voice/6`.\n#[cfg(x)]\n    #[test]\nfn a() {{}}\n\
         {doc} `voice/8`\nfn b() {{}}\n{doc} `voice/9` and `chat/3` to `voice/11`, `json!(1/2)`\n#[test]\nfn c() {{ \"`voice/12`\" }}"
    );
    let named: Vec<String> = named_in(&source).into_iter().collect();
    assert_eq!(named, ["chat/3", "voice/11", "voice/2", "voice/4", "voice/5", "voice/6", "voice/9"]);
}
