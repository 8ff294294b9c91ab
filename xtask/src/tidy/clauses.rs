//! Clause ids: unique in the catalogue, and every one that is cited is in it.
//!
//! An id is an area and a number, such as the first of `interaction.accept`. It is cited in backticks or
//! as a string.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Finding;
use super::tree::{File, Tree};

const CATALOGUE: &str = "schemas/clauses.json";
/// Where clauses are cited.
const CITING: &[&str] = &[".rs", ".json", ".js", ".mjs", ".ts", ".md"];

/// An id is a clause's for ever: it is never used again.
pub(super) fn are_unique(tree: &Tree) -> Vec<Finding> {
    let ids = ids(tree);
    if ids.is_empty() {
        let fix = "restore it: nothing that cites a clause can be checked without it";
        return vec![Finding::new(CATALOGUE, "no clauses in it", fix)];
    }
    let mut seen = BTreeSet::new();
    let repeated = ids.into_iter().filter(|id| !seen.insert(id.clone()));
    repeated
        .map(|id| {
            let fix = "give the later one the next free number of its area";
            Finding::new(CATALOGUE, format!("{id} is the id of two clauses"), fix)
        })
        .collect()
}

/// A citation of no clause proves nothing.
pub(super) fn cited_exist(tree: &Tree) -> Vec<Finding> {
    let known: BTreeSet<String> = ids(tree).into_iter().collect();
    let topics: BTreeSet<&str> = known.iter().map(|id| topic(id)).collect();
    let citing = tree.ending(CITING).filter(|file| file.path != CATALOGUE);
    let cited = citing.flat_map(|file| citations(file, &topics).map(move |citation| (file, citation)));
    let unknown = cited.filter(|(_, (_, id))| !known.contains(*id));
    unknown
        .map(|(file, (line, id))| {
            let fix = format!("cite a clause of {CATALOGUE}, or add this one there first");
            Finding::new(file.at(line), format!("{id} is no clause"), fix)
        })
        .collect()
}

/// The ids in the catalogue, in its order. A catalogue that cannot be read is found by another check.
fn ids(tree: &Tree) -> Vec<String> {
    let catalogue = tree.file(CATALOGUE).and_then(|file| serde_json::from_str::<Value>(&file.text).ok());
    let clauses = catalogue.as_ref().and_then(|value| value["clauses"].as_array());
    let ids = clauses.into_iter().flatten().filter_map(|clause| clause["id"].as_str());
    ids.map(str::to_owned).collect()
}

/// What looks like the id of a clause on a topic of the catalogue, with its line.
fn citations<'a>(file: &'a File, topics: &BTreeSet<&str>) -> impl Iterator<Item = (usize, &'a str)> {
    let quoted = file.lines().flat_map(|(number, line)| quoted(line).map(move |text| (number, text)));
    quoted.filter(|(_, text)| is_id(text) && topics.contains(topic(text)))
}

/// What stands between two quotes or backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    let parts: Vec<&str> = line.split(['`', '"']).collect();
    let inner = parts.len().saturating_sub(2);
    parts.into_iter().skip(1).take(inner)
}

/// An area in camelCase words with dots, a slash, a number.
fn is_id(text: &str) -> bool {
    let Some((area, number)) = text.split_once('/') else { return false };
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric());
    area.split('.').all(word) && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
}

/// The first word of an id. A mistake in what follows it is found; another topic is no clause at all.
fn topic(id: &str) -> &str {
    id.split(['.', '/']).next().unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::super::tree::with_file;
    use super::*;

    fn tree(catalogue: &[&str], path: &str, text: &str) -> Tree {
        let clauses: Vec<_> = catalogue.iter().map(|id| serde_json::json!({ "id": id })).collect();
        let mut tree = with_file(CATALOGUE, &serde_json::json!({ "clauses": clauses }).to_string());
        tree.files.extend(with_file(path, text).files);
        tree
    }

    /// Put together here, so that this file cites nothing that does not exist.
    fn id(area: &str, number: u32) -> String {
        format!("{area}/{number}")
    }

    #[test]
    fn an_id_that_is_used_twice_is_found() {
        let findings = are_unique(&tree(&["voice/1", "voice/2", "voice/1"], "a.rs", ""));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].fault, "voice/1 is the id of two clauses");
    }

    #[test]
    fn a_catalogue_without_clauses_is_found() {
        assert_eq!(are_unique(&tree(&[], "a.rs", ""))[0].fault, "no clauses in it");
        assert_eq!(are_unique(&with_file("a.rs", "")).len(), 1);
    }

    #[test]
    fn a_citation_of_a_clause_that_exists_is_fine() {
        for text in ["/// See `interaction.accept/1`.", "clause(\"interaction.accept/1\")"] {
            assert_eq!(cited_exist(&tree(&["interaction.accept/1"], "a.rs", text)), [], "{text}");
        }
    }

    #[test]
    fn a_number_or_a_method_that_does_not_exist_is_found_with_its_line() {
        for cited in [id("interaction.accept", 9), id("interaction.acept", 1)] {
            let findings =
                cited_exist(&tree(&["interaction.accept/1"], "a.rs", &format!("\n/// (`{cited}`)")));
            assert_eq!(findings.len(), 1, "{cited}");
            assert_eq!(findings[0].place, "a.rs:2");
        }
    }

    #[test]
    fn a_citation_in_a_case_is_checked() {
        let case = format!("{{\"clauses\": [\"voice/1\", \"{}\"]}}", id("voice", 7));
        assert_eq!(cited_exist(&tree(&["voice/1"], "fixtures/cases/a.json", &case)).len(), 1);
    }

    #[test]
    fn paths_and_other_topics_are_no_citations() {
        let bare = id("interaction.accept", 9);
        for text in ["\"interaction/accept/1\"", "\"records/5\"", "\"text/plain\"", &bare] {
            assert_eq!(cited_exist(&tree(&["interaction.accept/1"], "a.rs", text)), [], "{text}");
        }
    }
}
