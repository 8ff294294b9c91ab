//! Why a file is refused: where, what, and what would be right.
//! Drawn by `miette` with the line of the file under it.

use std::path::Path;
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use scapi_schema::profile::ProfileError;
use scapi_schema::stimulus::StimulusError;
use scapi_schema::suggest;
use thiserror::Error;

use super::Source;
use crate::case::ability;
use crate::matcher::{MatcherError, OPERATORS, WORDS};
use crate::variable::VariableError;

/// A fault of a file.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Fault {
    /// The file cannot be read at all.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It is not JSON, or not of the shape.
    #[error("{0}")]
    Json(String),
    /// The id of a case is not where its file is.
    #[error("the case is called `{id}`, but its file is the place of `{place}`")]
    IdNotPath {
        /// The id in the file.
        id: String,
        /// The id that belongs to the file.
        place: String,
    },
    /// The id has characters that a path in kebab-case does not have.
    #[error("`{0}` is not a path in kebab-case")]
    IdNotKebab(String),
    /// Two cases have one id.
    #[error("the case `{id}` stands in {other} already")]
    DuplicateId {
        /// The id.
        id: String,
        /// The other file.
        other: String,
    },
    /// A list that must not be empty is.
    #[error("`{0}` must not be empty")]
    Empty(&'static str),
    /// A clause that the catalogue does not have.
    #[error("there is no clause `{id}`")]
    UnknownClause {
        /// What came.
        id: String,
        /// What it may have meant.
        nearest: Option<String>,
    },
    /// A clause is said to be untestable, and binds no host at all.
    #[error("the clause `{0}` binds apps, not hosts")]
    ClauseOfApps(String),
    /// A clause is listed twice.
    #[error("the clause `{0}` is listed already")]
    ListedTwice(String),
    /// A clause is said to be untestable, and is tested.
    #[error("the clause `{id}` is tested by {case}")]
    Tested {
        /// The clause.
        id: String,
        /// A case that tests it.
        case: String,
    },
    /// An ability that no target can declare.
    #[error("there is no ability `{0}`")]
    UnknownAbility(String),
    /// A frame that the case does not list.
    #[error("the case has no frame `{name}`")]
    UnknownFrame {
        /// What came.
        name: String,
        /// Frames that there are.
        known: Vec<String>,
    },
    /// A request on a frame that is ignored expects an answer.
    #[error("the frame `{0}` is listed as ignored, but an answer is expected on it")]
    AnswerOnIgnoredFrame(String),
    /// The stimulus is not one.
    #[error(transparent)]
    Stimulus(#[from] StimulusError),
    /// The host profile is not one.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// A matcher is not one.
    #[error(transparent)]
    Matcher(#[from] MatcherError),
    /// A variable is not known.
    #[error(transparent)]
    Variable(#[from] VariableError),
    /// A variable has the name of a matcher.
    #[error("`${0}` is a matcher, so that no variable can have this name")]
    ReservedName(String),
    /// A row leads to a case that cannot be read.
    #[error("row `{row}`: {fault}")]
    Row {
        /// Name of the row.
        row: String,
        /// What the reader says.
        fault: String,
    },
    /// A request that is to succeed asks for a method that does not exist.
    #[error("there is no method `{name}`, and the request is expected to succeed")]
    UnknownMethod {
        /// What came.
        name: String,
        /// What it may have meant.
        nearest: Option<String>,
    },
    /// A word that the contract does not have.
    #[error("there is no {what} `{word}`")]
    UnknownWord {
        /// What it would be.
        what: &'static str,
        /// What came.
        word: String,
        /// What it may have meant.
        nearest: Option<String>,
    },
    /// `send` needs one of its two forms.
    #[error("`send` takes either `message` or `text`")]
    SendForm,
}

/// A file that is refused.
#[derive(Clone, Debug, Error, Diagnostic)]
#[error("{file}:{line}:{column}: {fault}")]
#[diagnostic(code(scapi_conformance::load))]
pub struct LoadError {
    file: String,
    line: usize,
    column: usize,
    fault: Box<Fault>,
    #[source_code]
    source_code: Arc<NamedSource<String>>,
    #[label("here")]
    span: SourceSpan,
    #[help]
    help: Option<String>,
}

impl LoadError {
    /// A fault in the case with this id, at the word that the fault names.
    pub(crate) fn new(source: &Source, id: &str, fault: Fault) -> Self {
        let case = find(&source.text, 0, id).unwrap_or(0);
        let offset = fault.word().and_then(|word| find(&source.text, case, &word)).unwrap_or(case);
        Self::at(source, offset, fault)
    }

    pub(super) fn json(source: &Source, error: &serde_json::Error) -> Self {
        let read = offset(&source.text, error.line(), error.column());
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = error.to_string().replace(&place, "");
        // the reader stands behind a name that it does not know; the name itself is the better place
        let name = unknown_name(&message).and_then(|name| source.text[..read].rfind(&format!("\"{name}")));
        Self::at(source, name.map_or(read, |quote| quote + 1), Fault::Json(message))
    }

    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let source = Source { file: path.display().to_string(), id: String::new(), text: String::new() };
        Self::at(&source, 0, Fault::Unreadable(error.to_string()))
    }

    fn at(source: &Source, offset: usize, fault: Fault) -> Self {
        let before = &source.text[..offset];
        Self {
            file: source.file.clone(),
            line: before.matches('\n').count() + 1,
            column: before.chars().rev().take_while(|&character| character != '\n').count() + 1,
            help: fault.remedy(),
            fault: Box::new(fault),
            source_code: Arc::new(NamedSource::new(&source.file, source.text.clone())),
            span: SourceSpan::from((offset, word_length(&source.text[offset..]))),
        }
    }

    /// What is wrong.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// What would be right, where that can be told.
    #[must_use]
    pub fn remedy(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl Fault {
    /// A word of the file by which the fault can be found again.
    fn word(&self) -> Option<String> {
        Some(match self {
            Self::UnknownClause { id, .. }
            | Self::ClauseOfApps(id)
            | Self::ListedTwice(id)
            | Self::Tested { id, .. } => id.clone(),
            Self::UnknownAbility(name) => name.clone(),
            Self::UnknownFrame { name, .. } | Self::AnswerOnIgnoredFrame(name) => name.clone(),
            Self::Empty(word) => (*word).to_owned(),
            Self::ReservedName(name) => name.clone(),
            Self::Row { row, .. } => row.clone(),
            Self::UnknownMethod { name: word, .. } | Self::UnknownWord { word, .. } => word.clone(),
            Self::SendForm => "send".to_owned(),
            Self::Stimulus(StimulusError::UnknownType { given, .. }) => given.clone(),
            Self::Stimulus(_) => "do".to_owned(),
            Self::Profile(ProfileError::UnknownKey { given, .. }) => given.clone(),
            Self::Profile(ProfileError::BadValue { key, .. }) => key.clone(),
            Self::Profile(_) => "profile".to_owned(),
            Self::Variable(error) | Self::Matcher(MatcherError::Variable(error)) => variable_word(error),
            Self::Matcher(
                MatcherError::UnknownOperator(operator)
                | MatcherError::NotAlone(operator)
                | MatcherError::Operand { operator, .. },
            ) => operator.clone(),
            Self::Unreadable(_)
            | Self::Json(_)
            | Self::IdNotPath { .. }
            | Self::IdNotKebab(_)
            | Self::DuplicateId { .. } => return None,
        })
    }

    fn remedy(&self) -> Option<String> {
        match self {
            Self::Json(message) => json_remedy(message),
            Self::IdNotPath { place, .. } => Some(format!("call it `{place}`, or move the file")),
            Self::IdNotKebab(_) => Some("use a-z, 0-9, `-` and `/`".to_owned()),
            Self::UnknownClause { nearest, .. } => {
                let known = "clauses are listed in schemas/clauses.json";
                Some(
                    nearest
                        .as_ref()
                        .map_or_else(|| known.to_owned(), |id| format!("did you mean `{id}`? {known}")),
                )
            }
            Self::ClauseOfApps(_) | Self::ListedTwice(_) | Self::Tested { .. } => {
                Some("take it off the list".to_owned())
            }
            Self::UnknownAbility(name) => Some(ability::nearest(name).map_or_else(
                || "abilities are listed in crates/scapi-conformance/README.md".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )),
            Self::UnknownFrame { name, known } => nearest(name, known.iter().map(String::as_str))
                .or_else(|| Some(format!("list it in `frames`; there are {}", known.join(", ")))),
            Self::AnswerOnIgnoredFrame(_) => Some("take `hearing` away, or expect `silence`".to_owned()),
            Self::Matcher(MatcherError::UnknownOperator(operator)) => {
                nearest(operator, OPERATORS.iter().copied())
                    .or_else(|| Some(format!("operators are {}", OPERATORS.join(", "))))
            }
            Self::Variable(error) | Self::Matcher(MatcherError::Variable(error)) => variable_remedy(error),
            Self::UnknownMethod { nearest: None, .. } => {
                Some("expect a `failure`, which is how a request that nobody knows ends".to_owned())
            }
            Self::UnknownMethod { nearest, .. } | Self::UnknownWord { nearest, .. } => {
                nearest.as_ref().map(|name| format!("did you mean `{name}`?"))
            }
            Self::SendForm => Some("give one of the two, not both".to_owned()),
            Self::Unreadable(_)
            | Self::DuplicateId { .. }
            | Self::Empty(_)
            | Self::Stimulus(_)
            | Self::Profile(_)
            | Self::Matcher(MatcherError::NotAlone(_) | MatcherError::Operand { .. })
            | Self::ReservedName(_)
            | Self::Row { .. } => None,
        }
    }
}

/// The dollar form under which a variable can be found in the file.
fn variable_word(error: &VariableError) -> String {
    match error {
        VariableError::Unknown { name, .. } | VariableError::NoSuchPath { name, .. } => format!("${name}"),
    }
}

fn variable_remedy(error: &VariableError) -> Option<String> {
    let VariableError::Unknown { name, known } = error else { return None };
    nearest(name, known.iter().map(String::as_str).chain(WORDS.iter().copied())).or_else(|| {
        Some("bind it with `as` in an earlier step or in `rows`; a string that begins with a dollar is written `$$`".to_owned())
    })
}

fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    suggest::nearest(given, known).map(|name| format!("did you mean `{name}`?"))
}

/// From "unknown field `x`, …": `x`.
fn unknown_name(message: &str) -> Option<&str> {
    if message.starts_with("unknown") { message.split('`').nth(1) } else { None }
}

/// From "unknown field `x`, expected one of `a`, `b`": the nearest of those expected.
fn json_remedy(message: &str) -> Option<String> {
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match words.split_first() {
        Some((given, known)) if message.starts_with("unknown") => nearest(given, known.iter().copied())
            .or_else(|| Some(format!("known here: {}", known.join(", ")))),
        Some((missing, _)) if message.starts_with("missing field") => Some(format!("add `{missing}`")),
        _ => None,
    }
}

/// Offset of a quoted string that begins with the word.
fn find(text: &str, from: usize, word: &str) -> Option<usize> {
    let quoted = |end: &str| text[from..].find(&format!("\"{word}{end}")).map(|at| from + at + 1);
    quoted("\"").or_else(|| quoted("")).or_else(|| text[from..].find(word).map(|at| from + at))
}

/// Offset of a place that the JSON reader counts from one, in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut offset = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn word_length(text: &str) -> usize {
    text.find(['"', '\n', ',', '}']).unwrap_or(text.len()).max(usize::from(!text.is_empty()))
}
