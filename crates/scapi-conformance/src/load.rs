//! Reads cases, and refuses what has a fault before anything is run: with file, line, column and remedy.
//! Cases come from a directory, or from the crate itself, which has `fixtures/cases` embedded.

mod check;
mod error;
mod expand;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use scapi_schema::clause::Catalogue;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use error::{Fault, LoadError};

use crate::case::{Case, CaseGroup};

/// The text of a file, and where it was found.
#[derive(Clone, Debug)]
pub struct Source {
    /// What the file is called in messages.
    pub file: String,
    /// Path below the directory of cases, with `/`, without `.json`: the id of the case in it.
    pub id: String,
    /// Its content.
    pub text: String,
}

impl Source {
    /// A file that is not a case.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn file(path: &Path) -> Result<Self, LoadError> {
        let text = fs::read_to_string(path).map_err(|error| LoadError::unreadable(path, &error))?;
        Ok(Self { file: path.display().to_string(), id: String::new(), text })
    }
}

#[derive(rust_embed::RustEmbed)]
#[folder = "cases/"]
#[include = "*.json"]
struct Embedded;

/// The sources of the cases that this crate was built with, by path.
#[must_use]
pub fn embedded() -> Vec<Source> {
    let mut sources: Vec<Source> = Embedded::iter()
        .filter_map(|path| {
            let file = Embedded::get(&path)?;
            let text = String::from_utf8_lossy(&file.data).into_owned();
            Some(Source { file: format!("cases/{path}"), id: id_of(&path), text })
        })
        .collect();
    sources.sort_by(|one, other| one.id.cmp(&other.id));
    sources
}

/// The sources of the cases below a directory, by path.
///
/// # Errors
/// When the directory or a file in it cannot be read.
pub fn directory(root: &Path) -> Result<Vec<Source>, LoadError> {
    let mut sources = Vec::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(directory) = waiting.pop() {
        let unreadable = |error: &std::io::Error| LoadError::unreadable(&directory, error);
        for entry in fs::read_dir(&directory).map_err(|error| unreadable(&error))? {
            let path = entry.map_err(|error| unreadable(&error))?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                sources.push(read(root, &path)?);
            }
        }
    }
    sources.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(sources)
}

fn read(root: &Path, path: &Path) -> Result<Source, LoadError> {
    let below: Vec<_> =
        path.strip_prefix(root).unwrap_or(path).iter().map(|part| part.to_string_lossy()).collect();
    Ok(Source { id: id_of(&below.join("/")), ..Source::file(path)? })
}

fn id_of(path: &str) -> String {
    path.strip_suffix(".json").unwrap_or(path).to_owned()
}

/// Reads all cases, checks them, and expands their rows.
///
/// # Errors
/// Every fault of every file.
pub fn cases(sources: &[Source], catalogue: &Catalogue) -> Result<Vec<Case>, Vec<LoadError>> {
    let mut cases = Vec::new();
    let mut errors = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for source in sources {
        let read = match parse(source) {
            Ok(read) => read,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        for case in read {
            if let Some(other) = seen.insert(case.id.clone(), source.file.clone()) {
                errors.push(LoadError::new(
                    source,
                    &case.id,
                    Fault::DuplicateId { id: case.id.clone(), other },
                ));
            }
            match expand::rows(&case) {
                Ok(expanded) => {
                    let faults = check::written(source, &case)
                        .into_iter()
                        .chain(expanded.iter().flat_map(|case| check::expanded(case, catalogue)));
                    errors.extend(
                        distinct(faults).into_iter().map(|fault| LoadError::new(source, &case.id, fault)),
                    );
                    cases.extend(expanded);
                }
                Err(fault) => errors.push(LoadError::new(source, &case.id, fault)),
            }
        }
    }
    if errors.is_empty() { Ok(cases) } else { Err(errors) }
}

/// A fault that all rows of a case share is told once.
fn distinct(faults: impl Iterator<Item = Fault>) -> Vec<Fault> {
    let mut kept: Vec<Fault> = Vec::new();
    for fault in faults {
        if !kept.contains(&fault) {
            kept.push(fault);
        }
    }
    kept
}

/// The cases of one file: a group if it has the key `cases`, else one case.
fn parse(source: &Source) -> Result<Vec<Case>, LoadError> {
    let is_group = json::<Value>(source)?.get("cases").is_some();
    if is_group { Ok(json::<CaseGroup>(source)?.cases) } else { Ok(vec![json::<Case>(source)?]) }
}

/// Reads a document of any kind.
///
/// # Errors
/// With line and column, and the nearest known name where a name was wrong.
pub fn json<T: DeserializeOwned>(source: &Source) -> Result<T, LoadError> {
    serde_json::from_str(&source.text).map_err(|error| LoadError::json(source, &error))
}

#[cfg(test)]
mod tests;
