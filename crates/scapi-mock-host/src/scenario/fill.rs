//! Fills templates in: variables, values of rounds, and what is drawn from the seed, each where it stands in the file and in that
//! order, so that the same file has the same values however the app behaves.

use std::collections::BTreeMap;

use scapi_schema::suggest;
use serde_json::Value;

use super::{
    draw::{DRAWN, Draw},
    fault::Found,
    node::{Node, Piece, at, word},
    template::{self, Call, Part},
};
use crate::http::escaped;

/// What a scenario may come to once its templates are filled in, in bytes.
const FILLED_AT_MOST: usize = 16 * 1024 * 1024;
/// What a value weighs besides its text.
const NODE: usize = 32;
/// The template for the number of the last journal entry.
pub(super) const CURSOR: &str = "cursor";

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) enum Known {
    Value(Value),
    /// What a stimulus makes or touches as the scenario runs.
    Interaction,
}

/// The names that are known at a place of the file, and what goes wrong on the way.
#[derive(Debug)]
pub(super) struct Filler {
    draw: Draw,
    known: BTreeMap<String, Known>,
    room: usize,
    pub(super) faults: Vec<Found>,
}

impl Filler {
    pub(super) fn new(seed: u64) -> Self {
        Self { draw: Draw::new(seed), known: BTreeMap::new(), room: FILLED_AT_MOST, faults: Vec::new() }
    }

    /// Something is wrong; gives none, for whoever has to give something.
    pub(super) fn wrong<T>(&mut self, found: Found) -> Option<T> {
        if !self.faults.contains(&found) {
            self.faults.push(found);
        }
        None
    }

    pub(super) fn is_known(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    pub(super) fn is_interaction(&self, name: &str) -> bool {
        matches!(self.known.get(name), Some(Known::Interaction))
    }

    pub(super) fn know(&mut self, name: &str, known: Known) {
        self.known.insert(name.into(), known);
    }

    pub(super) fn forget(&mut self, name: &str) {
        self.known.remove(name);
    }

    /// Whether something may have this name.
    pub(super) fn check_name(&mut self, name: &str, pointer: &str) -> Option<()> {
        let is_plain = name.starts_with(|mark: char| mark.is_ascii_alphabetic())
            && name.chars().all(|mark| mark.is_ascii_alphanumeric() || matches!(mark, '_' | '-'));
        if !is_plain {
            let text = format!(
                "a name is letters, digits, underscores and hyphens, the first of them a letter; got {name:?}"
            );
            return self.wrong(Found::at(pointer, text));
        }
        if name == CURSOR || DRAWN.iter().any(|drawn| drawn.name == name) {
            let text =
                format!("${{{name}}} is a template of its own, so that nothing else can have this name");
            return self.wrong(Found::at(pointer, text));
        }
        Some(())
    }

    /// A value with what is known filled in.
    pub(super) fn node(&mut self, value: &Value, pointer: &str) -> Option<Node> {
        self.take(NODE, pointer)?;
        match value {
            Value::String(text) => self.text(text, pointer),
            Value::Array(items) => {
                let mut nodes = Vec::new();
                for (at, item) in items.iter().enumerate() {
                    nodes.push(self.node(item, &format!("{pointer}/{at}"))?);
                }
                Some(Node::list(nodes))
            }
            Value::Object(fields) => {
                let mut nodes = Vec::new();
                for (key, value) in fields {
                    self.take(key.len(), pointer)?;
                    nodes.push((key.clone(), self.node(value, &format!("{pointer}/{}", escaped(key)))?));
                }
                Some(Node::fields(nodes))
            }
            plain => Some(Node::Ready(plain.clone())),
        }
    }

    /// A value that has to be known before the scenario runs.
    pub(super) fn value(&mut self, value: &Value, pointer: &str) -> Option<Value> {
        let node = self.node(value, pointer)?;
        let text =
            "what an interaction is like is known only as the scenario runs; this has to be known before";
        node.ready().or_else(|| self.wrong(Found::at(pointer, text)))
    }

    fn text(&mut self, text: &str, pointer: &str) -> Option<Node> {
        let parts = match template::parse(text) {
            Ok(parts) => parts,
            Err(fault) => return self.wrong(Found::at(pointer, fault.to_string())),
        };
        if let [Part::Call(call)] = parts.as_slice() {
            return Some(self.found(call, pointer)?.map_or_else(|| Node::Later(call.clone()), Node::Ready));
        }
        let mut pieces = vec![Piece::Text(String::new())];
        for part in parts {
            let piece = match part {
                Part::Text(text) => text,
                Part::Call(call) => match self.found(&call, pointer)? {
                    Some(value) => word(&value),
                    None => {
                        pieces.extend([Piece::Later(call), Piece::Text(String::new())]);
                        continue;
                    }
                },
            };
            self.take(piece.len(), pointer)?;
            if let Some(Piece::Text(last)) = pieces.last_mut() {
                last.push_str(&piece);
            }
        }
        Some(match pieces.as_mut_slice() {
            [Piece::Text(whole)] => Node::Ready(std::mem::take(whole).into()),
            _ => Node::Text(pieces),
        })
    }

    /// What a template stands for; `Some(None)` if that is known only later.
    fn found(&mut self, call: &Call, pointer: &str) -> Option<Option<Value>> {
        if !self.known.contains_key(&call.name) && call.name != CURSOR {
            return self.drawn(call, pointer).map(Some);
        }
        if !call.arguments.is_empty() {
            let text = format!(
                "${{{}}} takes no words, and here it has \"{}\"",
                call.name,
                call.arguments.join(" ")
            );
            return self.wrong(Found::at(pointer, text));
        }
        let Some(Known::Value(value)) = self.known.get(&call.name) else { return Some(None) };
        match at(value, &call.path).cloned() {
            Some(value) => {
                self.take(weight(&value), pointer)?;
                Some(Some(value))
            }
            None => {
                let text = format!("${{{}}} has no \"{}\"", call.name, call.path.join("."));
                self.wrong(Found::at(pointer, text))
            }
        }
    }

    fn drawn(&mut self, call: &Call, pointer: &str) -> Option<Value> {
        let drawn = DRAWN.iter().find(|drawn| drawn.name == call.name);
        if drawn.is_some() && !call.path.is_empty() {
            let text = format!("${{{}}} is drawn, and has no \"{}\"", call.name, call.path.join("."));
            return self.wrong(Found::at(pointer, text));
        }
        match drawn.map(|drawn| self.draw.draw(drawn, &call.arguments)) {
            Some(Ok(value)) => Some(value),
            Some(Err(text)) => self.wrong(Found::at(pointer, text)),
            None => {
                let found = self.unknown(call, pointer);
                self.wrong(found)
            }
        }
    }

    fn unknown(&self, call: &Call, pointer: &str) -> Found {
        let drawn = DRAWN.iter().map(|drawn| drawn.name).chain([CURSOR]);
        let names: Vec<&str> = self.known.keys().map(String::as_str).chain(drawn).collect();
        let meant = suggest::nearest(&call.name, names.iter().copied());
        let hint = match meant {
            Some(meant) => format!("did you mean ${{{meant}}}?"),
            None => format!("there are {}", names.join(", ")),
        };
        let shown: String = call.name.chars().take(80).collect();
        Found::at(pointer, format!("nothing is named ${{{shown}}} here; {hint}")).meaning(meant)
    }

    fn take(&mut self, bytes: usize, pointer: &str) -> Option<()> {
        match self.room.checked_sub(bytes) {
            Some(room) => {
                self.room = room;
                Some(())
            }
            None => {
                let text = format!(
                    "with its templates filled in, the scenario comes to more than {FILLED_AT_MOST} bytes here"
                );
                self.room = 0;
                self.wrong(Found::at(pointer, text))
            }
        }
    }
}

fn weight(value: &Value) -> usize {
    NODE + match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(fields) => fields.iter().map(|(key, value)| key.len() + weight(value)).sum(),
    }
}
