//! Where a host says something else than a journal: what came before, what was said, what is said now, and where the two part.
//! As text for people, as JSON for programs.

use std::{collections::BTreeSet, fmt};

use scapi_schema::journal::JournalEntry;
use serde::Serialize;
use serde_json::Value;

use super::Fed;
use crate::{recording::Line, session::Delivery};

/// So many places are listed; after them the messages have little in common.
const CHANGES_AT_MOST: usize = 20;
/// A longer value is cut in the text; the JSON has all of it.
const SHOWN: usize = 120;

/// The first thing that is not as it was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The line of the journal where it is; counts from 1.
    pub line: usize,
    /// The number of the entry there.
    pub seq: u64,
    /// What is not as it was, in a sentence.
    pub text: String,
    /// What came into the session last.
    pub input: Input,
    /// What the journal has; none where this host says more.
    pub recorded: Option<Output>,
    /// What this host says; none where the journal has more.
    pub replayed: Option<Output>,
    /// The places in which the two are not the same.
    pub changes: Vec<Change>,
}

/// What came into a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Input {
    /// The line of the journal; counts from 1.
    pub line: usize,
    /// The number of the entry.
    pub seq: u64,
    /// What it was, in a few words.
    pub text: String,
}

/// What a session said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Output {
    /// The frame that heard it.
    pub frame: String,
    /// Session time in milliseconds.
    pub at: u64,
    /// The message.
    pub message: Value,
}

/// A place in which two outputs differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// A JSON pointer into the output, such as `/message/data`.
    pub pointer: String,
    /// What the journal has there; absent is none.
    pub recorded: Option<Value>,
    /// What this host has there; absent is none.
    pub replayed: Option<Value>,
}

/// Whether a stimulus happens as it did then.
pub(super) fn of_verdicts(input: &Line, fed: &Fed) -> Option<Difference> {
    let (verdict, why) = fed.verdict.as_ref()?;
    let recorded = input.entry.legality.as_ref().filter(|recorded| recorded.verdict != *verdict)?;
    let why = why.as_ref().or(recorded.why.as_ref()).map(|why| format!(": {why}")).unwrap_or_default();
    let text = format!("the stimulus was {} and is {verdict} now{why}", recorded.verdict);
    let change = Change {
        pointer: "/legality/verdict".into(),
        recorded: Some(recorded.verdict.as_str().into()),
        replayed: Some(verdict.as_str().into()),
    };
    Some(Difference { changes: vec![change], ..difference(input, input, text) })
}

/// Whether what is said is what was said. One of the two is there.
pub(super) fn of_outputs(
    input: &Line,
    recorded: Option<&Line>,
    replayed: Option<&Delivery>,
) -> Option<Difference> {
    let then = recorded.map(|line| Output::of_entry(&line.entry));
    let now = replayed.map(Output::of_delivery);
    let text = match (&then, &now) {
        (Some(then), Some(now)) if then.is_same(now) => return None,
        (Some(_), Some(_)) => "the host says something else".to_owned(),
        (Some(then), None) => format!("the host says nothing to {} any more", then.frame),
        (None, Some(now)) => format!("the host says to {} what it did not say", now.frame),
        (None, None) => return None,
    };
    let mut changes = Vec::new();
    if let (Some(then), Some(now)) = (&then, &now) {
        let (then, now) = (serde_json::to_value(then), serde_json::to_value(now));
        // Both always are JSON.
        compare(String::new(), &then.unwrap_or_default(), &now.unwrap_or_default(), &mut changes);
    }
    Some(Difference {
        recorded: then,
        replayed: now,
        changes,
        ..difference(recorded.unwrap_or(input), input, text)
    })
}

fn difference(at: &Line, input: &Line, text: String) -> Difference {
    let (line, seq) = (at.number, at.entry.seq);
    let input = Input { line: input.number, seq: input.entry.seq, text: words(&input.entry) };
    Difference { line, seq, text, input, recorded: None, replayed: None, changes: Vec::new() }
}

impl Output {
    fn of_entry(entry: &JournalEntry) -> Self {
        let text = || entry.text.clone().map(Value::String);
        let message = entry.message.clone().or_else(text).unwrap_or_default();
        Self { frame: entry.frame.clone().unwrap_or_default(), at: entry.at, message }
    }

    fn of_delivery(delivery: &Delivery) -> Self {
        let (frame, at) = (delivery.frame.to_string(), delivery.at.as_millis());
        Self { frame, at, message: delivery.message.clone() }
    }

    /// To the byte: the order of keys counts.
    fn is_same(&self, other: &Self) -> bool {
        (&self.frame, self.at) == (&other.frame, other.at) && is_same_text(&self.message, &other.message)
    }
}

fn is_same_text(one: &Value, other: &Value) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    one == other
}

/// Collects the places in which two values differ, deepest first come.
fn compare(pointer: String, then: &Value, now: &Value, changes: &mut Vec<Change>) {
    let before = changes.len();
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            let keys: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
            for key in keys {
                let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                compare_children(pointer, then.get(key), now.get(key), changes);
            }
        }
        (Value::Array(then), Value::Array(now)) => {
            for index in 0..then.len().max(now.len()) {
                compare_children(format!("{pointer}/{index}"), then.get(index), now.get(index), changes);
            }
        }
        (then, now) if then != now => note(pointer.clone(), Some(then), Some(now), changes),
        _ => {}
    }
    // Nothing in it differs, and yet the bytes do: that is the order of its keys.
    if changes.len() == before && !is_same_text(then, now) {
        note(pointer, Some(then), Some(now), changes);
    }
}

fn compare_children(pointer: String, then: Option<&Value>, now: Option<&Value>, changes: &mut Vec<Change>) {
    match (then, now) {
        (Some(then), Some(now)) => compare(pointer, then, now, changes),
        (then, now) => note(pointer, then, now, changes),
    }
}

fn note(pointer: String, then: Option<&Value>, now: Option<&Value>, changes: &mut Vec<Change>) {
    if changes.len() < CHANGES_AT_MOST {
        changes.push(Change { pointer, recorded: then.cloned(), replayed: now.cloned() });
    }
}

/// What an input was, in a few words.
fn words(entry: &JournalEntry) -> String {
    if let Some(stimulus) = &entry.stimulus {
        return cut(&serde_json::to_string(stimulus).unwrap_or_default());
    }
    let frame = entry.frame.as_deref().unwrap_or_default();
    match (&entry.message, &entry.text, &entry.note) {
        (Some(message), _, _) => format!("{frame} says {}", cut(&message.to_string())),
        (None, Some(text), _) => format!("{frame} says {}", cut(text)),
        (None, None, note) => note.clone().unwrap_or_else(|| entry.kind.to_string()),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into(),
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Input { line, seq, text } = &self.input;
        write!(f, "{}\n  after line {line}, entry {seq}: {text}", self.text)?;
        if self.changes.is_empty() {
            show(f, "journal", self.recorded.as_ref().map(|output| &output.message))?;
            return show(f, "now", self.replayed.as_ref().map(|output| &output.message));
        }
        for change in &self.changes {
            write!(f, "\n  at {}", change.pointer)?;
            show(f, "journal", change.recorded.as_ref())?;
            show(f, "now", change.replayed.as_ref())?;
        }
        Ok(())
    }
}

fn show(f: &mut fmt::Formatter<'_>, who: &str, value: Option<&Value>) -> fmt::Result {
    let value = value.map_or_else(|| "(nothing)".into(), |value| cut(&value.to_string()));
    write!(f, "\n    {who:<8} {value}")
}
