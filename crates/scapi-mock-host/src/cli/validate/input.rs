//! What is to be judged, and where it stands in the input: a single value, the items of an array, the entries of a look into a
//! journal, or one value a line.

use std::ops::Range;

use scapi_schema::journal::JournalEntry;
use serde_json::{Value, value::RawValue};

/// One value of the input.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// Its text, a part of the input.
    pub(super) text: &'a str,
    /// Where the text stands, in bytes.
    pub(super) span: Range<usize>,
    pub(super) value: Value,
}

impl Item<'_> {
    /// An entry of a journal, not a bare message.
    pub(super) fn is_journal_entry(&self) -> bool {
        self.value.get("seq").is_some() && self.value.get("kind").is_some()
    }
}

/// The values of the input.
pub(super) fn items(source: &str) -> Result<Vec<Item<'_>>, String> {
    if is_lines(source) {
        return lines(source);
    }
    let whole: &RawValue = serde_json::from_str(source).map_err(|fault| not_json(&fault, 0))?;
    match serde_json::from_str::<Vec<&RawValue>>(whole.get()) {
        Ok(items) => items.into_iter().map(|raw| item(source, raw, 0)).collect(),
        Err(_) => match entries(whole) {
            Some(entries) => entries.into_iter().map(|raw| item(source, raw, 0)).collect(),
            None => Ok(vec![item(source, whole, 0)?]),
        },
    }
}

/// JSON lines: the first line is whole, and it is not the only one.
fn is_lines(source: &str) -> bool {
    let mut lines = source.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().is_some_and(|line| serde_json::from_str::<&RawValue>(line).is_ok());
    first && lines.next().is_some()
}

/// A line that was torn off is no value: the process was killed as it wrote its journal.
fn lines(source: &str) -> Result<Vec<Item<'_>>, String> {
    let whole = &source[..source.len() - torn(source).len()];
    let numbered = whole.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    numbered
        .map(|(number, line)| {
            let raw: &RawValue = serde_json::from_str(line).map_err(|fault| not_json(&fault, number))?;
            item(source, raw, number)
        })
        .collect()
}

/// What follows the last end of a line, where that is the beginning of an entry after other entries.
pub(super) fn torn(source: &str) -> &str {
    let Some((before, last)) = source.rsplit_once('\n') else { return "" };
    let is_torn = serde_json::from_str::<&RawValue>(last).is_err_and(|fault| fault.is_eof());
    let is_entry =
        before.lines().next().is_some_and(|line| serde_json::from_str::<JournalEntry>(line).is_ok());
    if is_torn && is_entry { last } else { "" }
}

/// The entries in the answer of the control API to a look into the journal.
fn entries(whole: &RawValue) -> Option<Vec<&RawValue>> {
    #[derive(serde::Deserialize)]
    struct Page<'a> {
        #[serde(borrow)]
        entries: Vec<&'a RawValue>,
    }
    serde_json::from_str::<Page<'_>>(whole.get()).ok().map(|page| page.entries)
}

fn item<'a>(source: &'a str, raw: &'a RawValue, line: usize) -> Result<Item<'a>, String> {
    let text = raw.get();
    let start = text.as_ptr() as usize - source.as_ptr() as usize;
    let value = serde_json::from_str(text).map_err(|fault| not_json(&fault, line))?;
    Ok(Item { text, span: start..start + text.len(), value })
}

/// Says where the fault is in the whole input, of which `before` lines came first.
fn not_json(fault: &serde_json::Error, before: usize) -> String {
    let text = fault.to_string();
    let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
    format!("line {}, column {}: not JSON: {reason}", before + fault.line(), fault.column())
}
