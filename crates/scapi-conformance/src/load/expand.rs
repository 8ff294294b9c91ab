//! Rows of a case: the case is written once and run once a row.
//! Row values stand in the place of their names before anything else is read.

use serde_json::{Map, Value};

use super::Fault;
use crate::case::Case;
use crate::variable::substitute;

/// The cases that a written case stands for: itself, or one a row.
pub(super) fn rows(case: &Case) -> Result<Vec<Case>, Fault> {
    if case.rows.is_empty() {
        return Ok(vec![case.clone()]);
    }
    case.rows.iter().map(|(name, values)| row(case, name, values)).collect()
}

fn row(case: &Case, name: &str, values: &Map<String, Value>) -> Result<Case, Fault> {
    let fault = |error: serde_json::Error| Fault::Row { row: name.to_owned(), fault: error.to_string() };
    let template = Case { rows: Default::default(), ..case.clone() };
    let written = serde_json::to_value(template).map_err(fault)?;
    let mut case: Case = serde_json::from_value(substitute(&written, values)).map_err(fault)?;
    case.id = format!("{}/{name}", case.id);
    case.title = format!("{} ({name})", case.title);
    Ok(case)
}
