//! Snapshots of the tables: one of each grid, one of each row that does something, one of the ways to the states.
//! They lie beside this file, named after what they pin; none may be left over.

use std::{collections::BTreeMap, path::Path};

use scapi_reference::channel::Table;
use serde_json::{Map, Value, json};

use super::Row;
use crate::desk::{Entry, Kind};

/// What comes from the seed.
const SEEDED: [&str; 4] = ["caseId", "callUuid", "interactionUUID", "connId"];

/// Pins a whole table.
pub(super) fn grid(table: Table, drawn: &str) {
    let about = format!("what each input does in each state of the table {table:?}, and by which clause");
    settings(&about).bind(|| insta::assert_snapshot!(grid_name(table), drawn));
}

/// Pins everything that one row puts out.
pub(super) fn row(table: Table, row: &Row, clause: &str, outputs: &[Entry]) {
    let about = format!("{table:?}, {} {}: {}, as `{clause}` says", row.state, row.input, row.by);
    let outputs = masked(outputs);
    settings(&about).bind(|| insta::assert_json_snapshot!(row_name(table, row), outputs));
}

/// Pins the shortest ways to the states.
pub(super) fn ways(ways: &str) {
    settings("a shortest way to each of the 30 states").bind(|| insta::assert_snapshot!(WAYS, ways));
}

/// Names of snapshots that nothing writes any more.
pub(super) fn left_over(tables: &[(Table, &[Row])]) -> Vec<String> {
    let rows = tables.iter().flat_map(|(table, rows)| rows.iter().map(|row| row_name(*table, row)));
    let names = rows.chain(Table::ALL.map(grid_name)).chain([WAYS.to_string()]);
    let expected: Vec<String> = names.map(|name| format!("{}.snap", name.replace('/', "__"))).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/table/snapshots");
    let files = folder.read_dir().expect("the folder of the snapshots").map(|file| file.expect("a file"));
    let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".snap") && !expected.contains(name)).collect()
}

const WAYS: &str = "ways";

fn grid_name(table: Table) -> String {
    format!("{}/grid", kebab(&format!("{table:?}")))
}

fn row_name(table: Table, row: &Row) -> String {
    let state = row.state.to_lowercase().replace('_', "-");
    format!("{}/{state}/{}", kebab(&format!("{table:?}")), kebab(row.input))
}

fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
    }
    kebab
}

fn settings(about: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(about);
    settings
}

/// The outputs, with what comes from the seed numbered in the order in which it comes, so that equal ones stay equal.
fn masked(outputs: &[Entry]) -> Value {
    let mut seen = BTreeMap::new();
    let shown = outputs.iter().map(|entry| {
        let kind = match entry.kind {
            Kind::Note => "note",
            Kind::Reply => "reply",
            _ => "event",
        };
        json!({ kind: mask(entry.body.clone(), &mut seen) })
    });
    shown.collect()
}

fn mask(value: Value, seen: &mut BTreeMap<String, Vec<Value>>) -> Value {
    match value {
        Value::Object(fields) => {
            let mask = |(key, value): (String, Value)| {
                let value = if SEEDED.contains(&key.as_str()) {
                    numbered(&key, value, seen)
                } else {
                    mask(value, seen)
                };
                (key, value)
            };
            fields.into_iter().map(mask).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.into_iter().map(|item| mask(item, seen)).collect(),
        other => other,
    }
}

fn numbered(key: &str, value: Value, seen: &mut BTreeMap<String, Vec<Value>>) -> Value {
    let known = seen.entry(key.to_string()).or_default();
    if !known.contains(&value) {
        known.push(value.clone());
    }
    let number = known.iter().position(|known| *known == value).map_or(0, |at| at + 1);
    json!(format!("<{key} {number}>"))
}
