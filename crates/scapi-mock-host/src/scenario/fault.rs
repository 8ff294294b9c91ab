//! What is wrong in a scenario file: where it stands, and what would be right.
//! Faults are collected: a file is told all of them at once, or the first of a great many.

use std::{fmt, ops::Range, path::Path};

use serde::Serialize;

use crate::locate::{line_and_column, locate, locate_key};

/// No more are told of one file.
pub(super) const TOLD_AT_MOST: usize = 20;

/// The place in the file that a fault is shown at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The key of the value at the pointer.
    Key,
    /// The value at the pointer.
    Value,
}

/// A fault before its place in the text is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) pointer: String,
    shown: Shown,
    text: String,
    did_you_mean: Option<String>,
}

impl Found {
    pub(super) fn at(pointer: impl Into<String>, text: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), shown: Shown::Value, text: text.into(), did_you_mean: None }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// It is the key that is wrong.
    pub(super) fn of_key(self) -> Self {
        Self { shown: Shown::Key, ..self }
    }

    pub(super) fn meaning(self, known: Option<impl Into<String>>) -> Self {
        Self { did_you_mean: known.map(Into::into), ..self }
    }

    pub(super) fn placed(self, source: &str) -> ScenarioFault {
        let span = match self.shown {
            Shown::Key => locate_key(source, &self.pointer),
            Shown::Value => locate(source, &self.pointer),
        };
        let (line, column) = line_and_column(source, span.start);
        let Self { pointer, text, did_you_mean, .. } = self;
        ScenarioFault { line, column, pointer, text, did_you_mean, span }
    }
}

/// One fault of a scenario file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub struct ScenarioFault {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The JSON pointer of what is wrong.
    pub pointer: String,
    /// What is wrong, and what would be right.
    pub text: String,
    /// The known name that was most likely meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
    #[serde(skip)]
    pub(crate) span: Range<usize>,
}

/// A scenario file cannot be used: `file:line:column: what is wrong`, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    pub(crate) file: String,
    pub(crate) source: String,
    faults: Vec<ScenarioFault>,
    /// It cannot be read at all.
    unreadable: Option<String>,
}

impl ScenarioError {
    pub(super) fn new(file: &str, source: &str, found: Vec<Found>) -> Self {
        let mut faults: Vec<ScenarioFault> = found.into_iter().map(|found| found.placed(source)).collect();
        faults.sort_by_key(|fault| (fault.line, fault.column));
        faults.truncate(TOLD_AT_MOST);
        Self { file: file.into(), source: source.into(), faults, unreadable: None }
    }

    /// A fault at a line and a column.
    pub(super) fn json(file: &str, source: &str, fault: &serde_json::Error) -> Self {
        let start: usize =
            source.split_inclusive('\n').take(fault.line().saturating_sub(1)).map(str::len).sum();
        // The reader counts bytes, and stands behind what it has read last.
        let offset = (start + fault.column().saturating_sub(1)).min(source.len());
        let offset = (0..=offset).rev().find(|at| source.is_char_boundary(*at)).unwrap_or_default();
        let (line, column) = line_and_column(source, offset);
        let text = fault.to_string();
        let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
        let text = format!("not JSON: {text}");
        let span = offset..offset;
        let faults =
            vec![ScenarioFault { line, column, pointer: String::new(), text, did_you_mean: None, span }];
        Self { file: file.into(), source: source.into(), faults, unreadable: None }
    }

    pub(super) fn unreadable(file: &Path, why: impl Into<String>) -> Self {
        let file = file.display().to_string();
        Self { file, source: String::new(), faults: Vec::new(), unreadable: Some(why.into()) }
    }

    /// What is wrong, in the order of the file; nothing if the file cannot be read at all.
    #[must_use]
    pub fn faults(&self) -> &[ScenarioFault] {
        &self.faults
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(why) = &self.unreadable {
            return write!(f, "{}: {why}", self.file);
        }
        for (at, fault) in self.faults.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(f, "{end}{}:{}:{}: {}", self.file, fault.line, fault.column, fault.text)?;
        }
        Ok(())
    }
}

impl std::error::Error for ScenarioError {}
