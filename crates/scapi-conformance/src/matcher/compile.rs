//! From the JSON of a case to a matcher, variables filled in.
//! Words (`"$string"`) stand alone; operators (`{"$contains": …}`) are the only key of an object.

use regex_lite::Regex;
use serde_json::Value;
use thiserror::Error;

use super::{Kind, Matcher, Rest};
use crate::variable::{self, Lookup, Text, VariableError};

/// Words that match by themselves. No variable can have one of these names.
pub const WORDS: &[&str] = &["any", "absent", "string", "number", "boolean", "object", "array"];

/// Operators, each the only key of an object.
pub const OPERATORS: &[&str] =
    &["$exact", "$regex", "$contains", "$oneOf", "$not", "$each", "$including", "$length"];

/// What is wrong with a matcher.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MatcherError {
    /// A variable that is not known.
    #[error(transparent)]
    Variable(#[from] VariableError),
    /// A key that begins with a dollar and is no operator.
    #[error("`{0}` is not an operator")]
    UnknownOperator(String),
    /// An operator among other keys.
    #[error("`{0}` must be the only key of its object")]
    NotAlone(String),
    /// An operator with an operand of the wrong kind.
    #[error("`{operator}` takes {wanted}")]
    Operand {
        /// The operator.
        operator: String,
        /// What it takes.
        wanted: &'static str,
    },
}

impl Matcher {
    /// Reads a matcher.
    ///
    /// # Errors
    /// When an operator or a variable is not known, or an operand is of the wrong kind.
    pub fn compile(value: &Value, lookup: &dyn Lookup) -> Result<Self, MatcherError> {
        compile(value, lookup, Rest::Allowed)
    }
}

fn compile(value: &Value, lookup: &dyn Lookup, rest: Rest) -> Result<Matcher, MatcherError> {
    Ok(match value {
        Value::String(text) => compile_text(text, lookup)?,
        Value::Array(items) => Matcher::Array(compile_all(items, lookup, rest)?),
        Value::Object(fields) => match fields.keys().find(|key| key.starts_with('$')) {
            Some(operator) if fields.len() == 1 => {
                compile_operator(operator, &fields[operator], lookup, rest)?
            }
            Some(operator) => return Err(MatcherError::NotAlone(operator.clone())),
            None => Matcher::Object(
                fields
                    .iter()
                    .map(|(key, value)| Ok((key.clone(), compile(value, lookup, rest)?)))
                    .collect::<Result<_, MatcherError>>()?,
                rest,
            ),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => Matcher::Equal(value.clone()),
    })
}

fn compile_all(items: &[Value], lookup: &dyn Lookup, rest: Rest) -> Result<Vec<Matcher>, MatcherError> {
    items.iter().map(|item| compile(item, lookup, rest)).collect()
}

fn compile_text(text: &str, lookup: &dyn Lookup) -> Result<Matcher, MatcherError> {
    Ok(match variable::read(text) {
        Text::Variable { name: "any", path: "" } => Matcher::Any,
        Text::Variable { name: "absent", path: "" } => Matcher::Absent,
        Text::Variable { name: "string", path: "" } => Matcher::Kind(Kind::String),
        Text::Variable { name: "number", path: "" } => Matcher::Kind(Kind::Number),
        Text::Variable { name: "boolean", path: "" } => Matcher::Kind(Kind::Boolean),
        Text::Variable { name: "object", path: "" } => Matcher::Kind(Kind::Object),
        Text::Variable { name: "array", path: "" } => Matcher::Kind(Kind::Array),
        Text::Variable { name, path } => Matcher::Equal(lookup.value(name, path)?),
        Text::Template(text) => Matcher::Equal(Value::String(variable::fill(text, lookup)?)),
    })
}

fn compile_operator(
    operator: &str,
    operand: &Value,
    lookup: &dyn Lookup,
    rest: Rest,
) -> Result<Matcher, MatcherError> {
    let wrong = |wanted| MatcherError::Operand { operator: operator.to_owned(), wanted };
    Ok(match operator {
        "$exact" => compile(operand, lookup, Rest::Refused)?,
        "$not" => Matcher::Not(Box::new(compile(operand, lookup, rest)?)),
        "$each" => Matcher::Each(Box::new(compile(operand, lookup, rest)?)),
        "$oneOf" => Matcher::OneOf(compile_all(list(operand).ok_or_else(|| wrong("a list"))?, lookup, rest)?),
        "$including" => {
            Matcher::Including(compile_all(list(operand).ok_or_else(|| wrong("a list"))?, lookup, rest)?)
        }
        "$length" => Matcher::Length(operand.as_u64().ok_or_else(|| wrong("a whole number"))?),
        "$regex" => {
            let expression = operand.as_str().and_then(|text| Regex::new(text).ok());
            Matcher::Regex(expression.ok_or_else(|| wrong("a regular expression"))?)
        }
        "$contains" => {
            let words = variable::resolve(operand, lookup)?;
            Matcher::Contains(texts(&words).ok_or_else(|| wrong("a string or a list of strings"))?)
        }
        _ => return Err(MatcherError::UnknownOperator(operator.to_owned())),
    })
}

/// The items of a list that is not empty.
fn list(operand: &Value) -> Option<&[Value]> {
    operand.as_array().filter(|items| !items.is_empty()).map(Vec::as_slice)
}

fn texts(words: &Value) -> Option<Vec<String>> {
    match words {
        Value::String(word) => Some(vec![word.clone()]),
        Value::Array(words) if !words.is_empty() => {
            words.iter().map(|word| word.as_str().map(str::to_owned)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
