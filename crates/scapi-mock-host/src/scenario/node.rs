//! Values of a scenario, with what is known before it runs filled in. What an interaction will be is known as it runs.

use serde_json::{Map, Value};

use super::template::Call;

/// A value, or what becomes one.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Nothing in it is left to be filled in.
    Ready(Value),
    /// A whole value, with its type.
    Later(Call),
    /// A text with values in it.
    Text(Vec<Piece>),
    List(Vec<Self>),
    Fields(Vec<(String, Self)>),
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    Later(Call),
}

impl Node {
    /// The value, with the rest filled in.
    pub(super) fn fill(&self, find: &impl Fn(&Call) -> Result<Value, String>) -> Result<Value, String> {
        Ok(match self {
            Self::Ready(value) => value.clone(),
            Self::Later(call) => find(call)?,
            Self::Text(pieces) => {
                let mut text = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Text(literal) => text.push_str(literal),
                        Piece::Later(call) => text.push_str(&word(&find(call)?)),
                    }
                }
                text.into()
            }
            Self::List(items) => {
                Value::Array(items.iter().map(|item| item.fill(find)).collect::<Result<_, _>>()?)
            }
            Self::Fields(fields) => {
                let filled = fields.iter().map(|(key, node)| Ok((key.clone(), node.fill(find)?)));
                Value::Object(filled.collect::<Result<Map<_, _>, String>>()?)
            }
        })
    }

    /// The value, if nothing is left to be filled in.
    pub(super) fn ready(self) -> Option<Value> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Later(_) | Self::Text(_) | Self::List(_) | Self::Fields(_) => None,
        }
    }

    pub(super) fn list(items: Vec<Self>) -> Self {
        if items.iter().all(|item| matches!(item, Self::Ready(_))) {
            return Self::Ready(items.into_iter().filter_map(Self::ready).collect());
        }
        Self::List(items)
    }

    pub(super) fn fields(fields: Vec<(String, Self)>) -> Self {
        if fields.iter().all(|(_, node)| matches!(node, Self::Ready(_))) {
            let ready = fields.into_iter().filter_map(|(key, node)| Some((key, node.ready()?)));
            return Self::Ready(Value::Object(ready.collect()));
        }
        Self::Fields(fields)
    }
}

/// A value inside a longer text: text as it is, everything else as JSON.
pub(super) fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What stands at the end of a path of keys.
pub(super) fn at<'a>(value: &'a Value, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        other => other.get(key),
    })
}
