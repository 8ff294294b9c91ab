//! The cases that the crate is built with: all can be read, and fit the schema that editors use.
//! That the clauses exist is part of reading.

use std::collections::BTreeSet;
use std::path::Path;

use scapi_conformance::case::ability;
use scapi_conformance::coverage::{self, Untestable};
use scapi_conformance::envelope;
use scapi_conformance::known::{Known, KnownList};
use scapi_conformance::load;
use scapi_schema::clause::Catalogue;
use serde_json::Value;

use crate::source;

#[test]
fn every_case_can_be_read_and_names_clauses_that_exist() {
    let cases = load::cases(&load::embedded(), &Catalogue::bundled()).expect("cases without fault");
    let ids: BTreeSet<_> = cases.iter().map(|case| &case.id).collect();
    assert_eq!(ids.len(), cases.len(), "ids are unique, rows included");
}

#[test]
fn the_embedded_cases_are_those_of_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let read = load::directory(&folder).expect("the folder");
    let texts =
        |sources: Vec<load::Source>| sources.into_iter().map(|one| (one.id, one.text)).collect::<Vec<_>>();
    assert_eq!(texts(load::embedded()), texts(read));
}

#[test]
fn the_clauses_of_the_envelope_checks_exist() {
    let catalogue = Catalogue::bundled();
    let unknown: Vec<_> = envelope::CLAUSES.iter().filter(|id| catalogue.find(id).is_none()).collect();
    assert_eq!(unknown, Vec::<&&str>::new());
}

#[test]
fn every_case_fits_the_schema_for_editors() {
    let validator = validator("case.schema.json");
    for source in load::embedded() {
        let case: Value = serde_json::from_str(&source.text).expect("JSON");
        let faults: Vec<_> = validator.iter_errors(&case).map(|error| error.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{}", source.file);
    }
}

#[test]
fn every_list_of_what_is_known_is_true_to_the_cases() {
    let cases = load::cases(&load::embedded(), &Catalogue::bundled()).expect("cases without fault");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/known-failing");
    for source in load::directory(&folder).expect("the folder") {
        let list = KnownList::read(&source).expect("a list");
        let known = Known { failing: list, ..Known::default() };
        assert_eq!(known.faults(&cases, None), Vec::<String>::new(), "{}", source.file);
    }
}

#[test]
fn every_clause_that_binds_a_host_has_a_case_or_a_reason_why_not() {
    let catalogue = Catalogue::bundled();
    let cases = load::cases(&load::embedded(), &catalogue).expect("cases without fault");
    let coverage = coverage::of(&catalogue, &cases, &Untestable::embedded()).expect("a true list");
    let open: Vec<_> = coverage.iter().filter(|clause| clause.is_open()).map(|clause| &clause.id).collect();
    assert_eq!(open, Vec::<&String>::new());
}

#[test]
fn the_readme_lists_every_ability() {
    let readme = include_str!("../../README.md");
    for (name, about) in ability::ABILITIES {
        assert!(readme.contains(&format!("\n| `{name}` | {about} |\n")), "{name}");
    }
}

#[test]
fn the_case_to_copy_is_the_one_of_the_readme() {
    let readme = include_str!("../../README.md");
    let mut blocks = readme.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let shown = blocks.find(|block| block.contains("\"steps\"")).expect("a case");
    let source = source("ringing-voice.json", "interaction/accept/ringing-voice", shown);
    assert_eq!(load::cases(&[source], &Catalogue::bundled()).expect("a case without fault").len(), 1);
}

#[test]
fn the_list_of_untestable_clauses_fits_the_schema_for_editors() {
    let list: Value = serde_json::from_str(&Untestable::embedded().text).expect("JSON");
    assert!(validator("untestable.schema.json").is_valid(&list));
}

pub(crate) fn validator(file: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas").join(file);
    let text = std::fs::read_to_string(path).expect("the schema; cargo xtask schemas writes it");
    jsonschema::validator_for(&serde_json::from_str(&text).expect("JSON")).expect("a schema")
}
