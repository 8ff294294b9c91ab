//! Our figures beside those of `interop/node/bench.mjs`: a row for each name that both have, with the ratio.
//! Both are of the fastest sample, as whatever else runs on the machine can only add.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value};

use crate::command;
use crate::error::Error;
use crate::workspace::Workspace;

const FOLDER: &str = "interop/node";

/// One thing that both did.
#[derive(Debug, PartialEq)]
struct Row {
    name: String,
    /// Nanoseconds.
    ours: f64,
    /// Nanoseconds.
    theirs: f64,
}

/// Runs the script, and puts what the benchmarks left in the target directory beside what it prints.
pub(super) fn run(workspace: &Workspace, arguments: &[&str]) -> Result<String, Error> {
    let folder = workspace.root().join(FOLDER);
    if !folder.join("node_modules/ajv").is_dir() {
        command::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    }
    let printed = command::read(Command::new("node").arg("bench.mjs").args(arguments).current_dir(&folder))?;
    let bad = |fault: String| Error::BadMeasurement { path: folder.join("bench.mjs"), fault };
    let theirs: Map<String, Value> =
        serde_json::from_str(&printed).map_err(|error| bad(error.to_string()))?;
    let rows = rows(&workspace.target().join("criterion"), &theirs)?;
    if rows.is_empty() {
        return Err(bad("it has no name that our benchmarks have".into()));
    }
    Ok(table(&rows))
}

fn rows(measured: &Path, theirs: &Map<String, Value>) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    for (name, theirs) in theirs {
        let sample = measured.join(name).join("new/sample.json");
        if let (Some(theirs), true) = (theirs.as_f64(), sample.is_file()) {
            rows.push(Row { name: name.clone(), ours: fastest(&sample)?, theirs });
        }
    }
    Ok(rows)
}

/// Nanoseconds for one iteration, in the sample where it took the least.
fn fastest(sample: &Path) -> Result<f64, Error> {
    let text =
        fs::read_to_string(sample).map_err(|source| Error::File { path: sample.to_owned(), source })?;
    fastest_of(&text).ok_or_else(|| Error::BadMeasurement {
        path: sample.to_owned(),
        fault: "no lists `iters` and `times` of numbers".into(),
    })
}

/// Criterion's record: how many iterations each sample had, and how many nanoseconds they took.
fn fastest_of(sample: &str) -> Option<f64> {
    let sample: Value = serde_json::from_str(sample).ok()?;
    let numbers =
        |key: &str| -> Option<Vec<f64>> { sample[key].as_array()?.iter().map(Value::as_f64).collect() };
    let each = numbers("times")?.into_iter().zip(numbers("iters")?).map(|(time, count)| time / count);
    each.min_by(f64::total_cmp)
}

fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
    let head = format!("{:width$}  {:>9}  {:>9}  {:>6}", "", "ours", "Node.js", "ratio");
    let lines = rows.iter().map(|Row { name, ours, theirs }| {
        format!("{name:width$}  {ours:>6.0} ns  {theirs:>6.0} ns  {:>6.2}", ours / theirs)
    });
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fastest_sample_counts() {
        let sample = r#"{"sampling_mode":"Linear","iters":[10.0,20.0,40.0],"times":[100.0,120.0,400.0]}"#;
        assert_eq!(fastest_of(sample), Some(6.0));
    }

    #[test]
    fn a_record_of_another_form_is_no_measurement() {
        for text in ["", "{}", r#"{"iters":[],"times":[]}"#, r#"{"iters":[1],"times":["1"]}"#] {
            assert_eq!(fastest_of(text), None, "{text}");
        }
    }

    #[test]
    fn names_that_only_one_side_has_are_left_out() {
        let theirs = serde_json::from_str(r#"{"interaction-event/parse":1}"#).expect("JSON");
        assert_eq!(rows(Path::new("nowhere"), &theirs).expect("no file is read"), []);
    }

    /// Pins how the comparison looks.
    #[test]
    fn a_row_has_both_figures_and_their_ratio() {
        let row = Row { name: "request/parse".into(), ours: 600.4, theirs: 400.0 };
        let text = "                    ours    Node.js   ratio\n\
                    request/parse     600 ns     400 ns    1.50";
        assert_eq!(table(&[row]), text);
    }
}
