//! Patterns for values: a value itself, objects by the keys that are named, or one of a few predicates.
//! They are compiled when an expectation is made, so that a bad one is refused then.

use regex_lite::Regex;
use scapi_schema::suggest;
use serde_json::Value;

/// A pattern cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct PatternError {
    /// The JSON pointer of it, from the pattern on.
    pub pointer: String,
    /// What is wrong, and what would be right.
    pub fault: String,
}

/// What a value has to be like.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    Any,
    Absent,
    Contains(String),
    Regex(Box<Regex>),
    OneOf(Vec<Self>),
    Not(Box<Self>),
    Object(Vec<(String, Self)>),
    Array(Vec<Self>),
    Equals(Value),
}

/// The predicates that are objects.
const PREDICATES: [&str; 4] = ["$contains", "$regex", "$oneOf", "$not"];

impl Pattern {
    pub(crate) fn new(value: &Value) -> Result<Self, PatternError> {
        match value {
            Value::String(text) if text.starts_with('$') => Self::word(text),
            Value::Object(fields) => {
                if let Some((key, value)) = fields.iter().find(|(key, _)| key.starts_with('$')) {
                    let alone = fields.len() == 1;
                    let error = || fault(key, format!("{key} stands alone in its object"));
                    return if alone { Self::predicate(key, value) } else { Err(error()) };
                }
                let field = |(key, value): (&String, &Value)| {
                    Self::new(value).map(|pattern| (key.clone(), pattern)).map_err(|error| error.under(key))
                };
                fields.iter().map(field).collect::<Result<_, _>>().map(Self::Object)
            }
            Value::Array(items) => Self::list(items).map(Self::Array),
            scalar => Ok(Self::Equals(scalar.clone())),
        }
    }

    fn list(items: &[Value]) -> Result<Vec<Self>, PatternError> {
        let item =
            |(at, item): (usize, &Value)| Self::new(item).map_err(|error| error.under(&at.to_string()));
        items.iter().enumerate().map(item).collect()
    }

    fn word(text: &str) -> Result<Self, PatternError> {
        match text {
            "$any" => Ok(Self::Any),
            "$absent" => Ok(Self::Absent),
            escaped if escaped.starts_with("$$") => Ok(Self::Equals(escaped[1..].into())),
            other => {
                let hint = did_you_mean(other, &["$any", "$absent"]);
                let text = format!(
                    "\"{other}\" is no pattern{hint}; a text that begins with a dollar is written \"${other}\""
                );
                Err(PatternError { pointer: String::new(), fault: text })
            }
        }
    }

    fn predicate(key: &str, value: &Value) -> Result<Self, PatternError> {
        match (key, value) {
            ("$contains", Value::String(text)) => Ok(Self::Contains(text.clone())),
            ("$regex", Value::String(text)) => {
                let regex = Regex::new(text)
                    .map_err(|error| fault(key, format!("no regular expression: {error}")))?;
                Ok(Self::Regex(Box::new(regex)))
            }
            ("$oneOf", Value::Array(items)) => {
                Self::list(items).map(Self::OneOf).map_err(|error| error.under(key))
            }
            ("$not", value) => {
                Self::new(value).map(|pattern| Self::Not(Box::new(pattern))).map_err(|error| error.under(key))
            }
            ("$contains" | "$regex", _) => Err(fault(key, format!("{key} takes a text"))),
            ("$oneOf", _) => Err(fault(key, "$oneOf takes a list".to_owned())),
            (other, _) => {
                Err(fault(key, format!("there is no predicate {other}{}", did_you_mean(other, &PREDICATES))))
            }
        }
    }

    /// Whether a value, or what is not there, is like this.
    pub(crate) fn matches(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Absent, value) => value.is_none(),
            (Self::Not(pattern), value) => !pattern.matches(value),
            (Self::OneOf(patterns), value) => patterns.iter().any(|pattern| pattern.matches(value)),
            (Self::Object(fields), Some(Value::Object(object))) => {
                fields.iter().all(|(key, pattern)| pattern.matches(object.get(key)))
            }
            (Self::Array(patterns), Some(Value::Array(items))) => {
                patterns.len() == items.len()
                    && patterns.iter().zip(items).all(|(pattern, item)| pattern.matches(Some(item)))
            }
            (Self::Contains(text), Some(Value::String(value))) => value.contains(text),
            (Self::Regex(regex), Some(Value::String(value))) => regex.is_match(value),
            (Self::Equals(expected), Some(value)) => expected == value,
            (Self::Any, value) => value.is_some(),
            (Self::Object(_) | Self::Array(_) | Self::Contains(_) | Self::Regex(_) | Self::Equals(_), _) => {
                false
            }
        }
    }
}

impl PatternError {
    pub(crate) fn under(self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { pointer: format!("/{key}{}", self.pointer), ..self }
    }
}

fn fault(key: &str, fault: String) -> PatternError {
    PatternError { pointer: String::new(), fault }.under(key)
}

fn did_you_mean(given: &str, known: &[&str]) -> String {
    let nearest = suggest::nearest(given, known.iter().copied());
    nearest.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Pattern;

    fn matches(pattern: &Value, value: &Value) -> bool {
        Pattern::new(pattern).expect("a pattern").matches(Some(value))
    }

    #[test]
    fn objects_match_by_the_keys_that_are_named_and_arrays_item_by_item() {
        assert!(matches(&json!({ "a": 1 }), &json!({ "a": 1, "b": 2 })));
        assert!(!matches(&json!({ "a": 1, "b": 2 }), &json!({ "a": 1 })));
        assert!(matches(&json!(["$any", { "a": "x" }]), &json!([null, { "a": "x", "b": 1 }])));
        assert!(!matches(&json!(["$any"]), &json!([1, 2])));
    }

    #[test]
    fn numbers_are_no_strings() {
        assert!(!matches(&json!("1"), &json!(1)));
        assert!(matches(&json!(1), &json!(1)));
    }

    #[test]
    fn predicates_look_at_what_is_there() {
        assert!(matches(&json!({ "$contains": "ill" }), &json!("billing")));
        assert!(matches(&json!({ "$regex": "^[0-9]+$" }), &json!("42")));
        assert!(!matches(&json!({ "$regex": "^[0-9]+$" }), &json!(42)));
        assert!(matches(&json!({ "$oneOf": ["a", "b"] }), &json!("b")));
        assert!(matches(&json!({ "a": "$absent" }), &json!({ "b": 1 })));
        assert!(matches(&json!({ "a": { "$not": "$absent" } }), &json!({ "a": null })));
        assert!(matches(&json!("$$any"), &json!("$any")));
    }

    #[test]
    fn a_pattern_that_cannot_be_read_says_where_and_what_would_be_right() {
        let error = |pattern: &Value| {
            let error = Pattern::new(pattern).expect_err("no pattern");
            format!("{}: {}", error.pointer, error.fault)
        };
        insta::assert_snapshot!(error(&json!({ "a": ["$ny"] })), @r##"/a/0: "$ny" is no pattern; did you mean "$any"?; a text that begins with a dollar is written "$$ny""##);
        insta::assert_snapshot!(error(&json!({ "a/b": { "$regx": "x" } })), @r##"/a~1b/$regx: there is no predicate $regx; did you mean "$regex"?"##);
        insta::assert_snapshot!(error(&json!({ "$oneOf": "x" })), @"/$oneOf: $oneOf takes a list");
        insta::assert_snapshot!(error(&json!({ "$not": 1, "a": 2 })), @"/$not: $not stands alone in its object");
        assert!(error(&json!({ "$regex": "(" })).starts_with("/$regex: no regular expression"));
    }
}
