//! The controls of the page have names that other people's tests rely on: each is in the README of the page, and no other is.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("page")
}

/// The text of what the page is made of.
fn sources() -> Vec<String> {
    let files =
        fs::read_dir(page()).expect("the folder of the page").map(|entry| entry.expect("an entry").path());
    let made = files.filter(|path| path.extension().is_some_and(|end| end == "js" || end == "html"));
    made.map(|path| fs::read_to_string(path).expect("a text")).collect()
}

/// How a name is given, in HTML and in JavaScript: as it is, or put together from where a template is filled in.
const GIVEN: [&str; 3] = ["data-testid=\"", "\"data-testid\": \"", "\"data-testid\": `"];

/// The names that are given, those that are put together up to where they are filled in.
fn given(source: &str) -> impl Iterator<Item = &str> {
    let starts = GIVEN.iter().flat_map(|start| source.split(start).skip(1));
    starts.filter_map(|rest| rest.split(['"', '`', '$']).next()).filter(|name| !name.is_empty())
}

/// What the first column of the table has in backticks.
fn documented(readme: &str) -> BTreeSet<&str> {
    let table = readme.split("## For tests").nth(1).expect("the README says what tests rely on");
    let cells =
        table.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('|').nth(1));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn every_control_is_in_the_readme_of_the_page() {
    let readme = fs::read_to_string(page().join("README.md")).expect("the README of the page");
    let documented = documented(&readme);
    let sources = sources();
    let given: BTreeSet<&str> = sources.iter().flat_map(|source| given(source)).collect();
    let is_said = |name: &&str| match name.ends_with('-') {
        true => documented.iter().any(|said| said.starts_with(*name)),
        false => documented.contains(*name),
    };
    let unsaid: Vec<&&str> = given.iter().filter(|name| !is_said(name)).collect();
    assert!(unsaid.is_empty(), "page/README.md does not say what these are: {unsaid:?}");
}

#[test]
fn every_control_in_the_readme_of_the_page_is_there() {
    let readme = fs::read_to_string(page().join("README.md")).expect("the README of the page");
    let sources = sources().concat();
    let is_there = |name: &&str| {
        let start = name.split('<').next().unwrap_or_default();
        given(&sources).any(|given| given == *name || (given.ends_with('-') && name.starts_with(given)))
            || sources.contains(&format!("testid: \"{}\"", start.trim_end_matches('-')))
            || sources.contains(&format!("\"{name}\""))
    };
    let gone: Vec<&str> = documented(&readme).into_iter().filter(|name| !is_there(name)).collect();
    assert!(gone.is_empty(), "page/README.md names what is not there: {gone:?}");
}
