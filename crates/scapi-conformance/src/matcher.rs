//! Matchers: what a value must be. Scalars exactly, objects by the keys named, arrays item by item,
//! and a few words that begin with a dollar. Every difference is collected, with its JSON Pointer.

mod compile;
mod describe;

use regex_lite::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use compile::{MatcherError, OPERATORS, WORDS};

/// What a value must be.
#[derive(Clone, Debug)]
pub enum Matcher {
    /// Equal in depth.
    Equal(Value),
    /// An object with these fields; `Rest` says what of others.
    Object(Vec<(String, Matcher)>, Rest),
    /// An array of exactly these items.
    Array(Vec<Matcher>),
    /// Anything, so long as it is there.
    Any,
    /// Not there at all.
    Absent,
    /// Any value of a JSON type.
    Kind(Kind),
    /// A string in which the expression is found.
    Regex(Regex),
    /// A string in which all these are found, whatever their case.
    Contains(Vec<String>),
    /// At least one of these.
    OneOf(Vec<Matcher>),
    /// Anything but this; a value that is absent counts as different.
    Not(Box<Matcher>),
    /// An array, each item of which matches.
    Each(Box<Matcher>),
    /// An array that has, for each of these, an item of its own, in any order, others allowed.
    Including(Vec<Matcher>),
    /// An array of so many items.
    Length(u64),
}

/// What is thought of fields that are not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// They may be there.
    Allowed,
    /// They may not be there.
    Refused,
}

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string that is not empty.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// An array.
    Array,
}

/// One difference between what was expected and what came.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Difference {
    /// JSON Pointer into the value; empty for the whole.
    pub pointer: String,
    /// What was expected, in words or as JSON.
    pub expected: String,
    /// What came, as JSON, or `absent`.
    pub got: String,
}

impl Matcher {
    /// All differences between the matcher and a value; none if it matches. `None` is an absent value.
    #[must_use]
    pub fn differences(&self, value: Option<&Value>) -> Vec<Difference> {
        let mut found = Vec::new();
        self.collect(value, "", &mut found);
        found
    }

    /// Whether the value matches.
    #[must_use]
    pub fn is_match(&self, value: Option<&Value>) -> bool {
        self.differences(value).is_empty()
    }

    fn collect(&self, value: Option<&Value>, pointer: &str, found: &mut Vec<Difference>) {
        match (self, value) {
            (Self::Object(fields, rest), Some(Value::Object(map))) => {
                for (key, matcher) in fields {
                    matcher.collect(map.get(key), &child(pointer, key), found);
                }
                if *rest == Rest::Refused {
                    refuse_others(fields, map, pointer, found);
                }
            }
            (Self::Array(matchers), Some(Value::Array(items))) => {
                for index in 0..matchers.len().max(items.len()) {
                    let matcher = matchers.get(index).unwrap_or(&Self::Absent);
                    matcher.collect(items.get(index), &child(pointer, &index.to_string()), found);
                }
            }
            (Self::Each(matcher), Some(Value::Array(items))) => {
                for (index, item) in items.iter().enumerate() {
                    matcher.collect(Some(item), &child(pointer, &index.to_string()), found);
                }
            }
            (Self::Including(matchers), Some(Value::Array(items))) => {
                for missing in unmatched(matchers, items) {
                    found.push(Difference {
                        pointer: pointer.to_owned(),
                        expected: format!("an item that is {}", matchers[missing]),
                        got: shown(value),
                    });
                }
            }
            _ if self.accepts(value) => {}
            _ => found.push(Difference {
                pointer: pointer.to_owned(),
                expected: self.to_string(),
                got: shown(value),
            }),
        }
    }

    /// Whether a matcher without parts of its own accepts the value.
    fn accepts(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Absent, None) => true,
            (Self::Not(matcher), _) => !matcher.is_match(value),
            (Self::OneOf(matchers), _) => matchers.iter().any(|matcher| matcher.is_match(value)),
            (Self::Any, Some(_)) => true,
            (Self::Equal(expected), Some(value)) => is_equal(expected, value),
            (Self::Kind(kind), Some(value)) => kind.is_kind_of(value),
            (Self::Regex(regex), Some(Value::String(text))) => regex.is_match(text),
            (Self::Contains(words), Some(Value::String(text))) => {
                let text = text.to_lowercase();
                words.iter().all(|word| text.contains(&word.to_lowercase()))
            }
            (Self::Length(length), Some(Value::Array(items))) => items.len() as u64 == *length,
            _ => false,
        }
    }
}

impl Kind {
    fn is_kind_of(self, value: &Value) -> bool {
        match self {
            Self::String => value.as_str().is_some_and(|text| !text.is_empty()),
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::Object => value.is_object(),
            Self::Array => value.is_array(),
        }
    }
}

/// Equality in depth, in which `5` and `5.0` are one number.
fn is_equal(expected: &Value, value: &Value) -> bool {
    match (expected, value) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| is_equal(one, other)))
        }
        _ => expected == value,
    }
}

fn refuse_others(
    fields: &[(String, Matcher)],
    map: &serde_json::Map<String, Value>,
    pointer: &str,
    found: &mut Vec<Difference>,
) {
    for (key, value) in map.iter().filter(|(key, _)| fields.iter().all(|(named, _)| named != *key)) {
        found.push(Difference {
            pointer: child(pointer, key),
            expected: "absent".to_owned(),
            got: shown(Some(value)),
        });
    }
}

/// Indexes of the matchers for which no item of their own is left, by augmenting paths: a greedy choice
/// could give a particular item to a general matcher.
pub(crate) fn unmatched(matchers: &[Matcher], items: &[Value]) -> Vec<usize> {
    let mut owner: Vec<Option<usize>> = vec![None; items.len()];
    (0..matchers.len())
        .filter(|&matcher| !assign(matcher, matchers, items, &mut owner, &mut vec![false; items.len()]))
        .collect()
}

fn assign(
    matcher: usize,
    matchers: &[Matcher],
    items: &[Value],
    owner: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    for item in 0..items.len() {
        if tried[item] || !matchers[matcher].is_match(Some(&items[item])) {
            continue;
        }
        tried[item] = true;
        if owner[item].is_none_or(|other| assign(other, matchers, items, owner, tried)) {
            owner[item] = Some(matcher);
            return true;
        }
    }
    false
}

fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "absent".to_owned(), Value::to_string)
}

#[cfg(test)]
mod tests;
