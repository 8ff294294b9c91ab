//! Variables of a case: `$call`, `$call.interactionId`, `${name}` inside a longer string, `$$` for a dollar.
//! Rows fill them in when a case is read, `as` while it runs.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use thiserror::Error;

/// What is wrong with the use of a variable.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VariableError {
    /// No such variable at this point of the case.
    #[error("nothing is named `${name}` at this point")]
    Unknown {
        /// The name without the dollar.
        name: String,
        /// Names that exist.
        known: Vec<String>,
    },
    /// The variable has a value, but not at that path.
    #[error("`${name}` has no `{path}`")]
    NoSuchPath {
        /// The name without the dollar.
        name: String,
        /// The dotted path after it.
        path: String,
    },
}

/// Where the value of a variable comes from.
pub trait Lookup {
    /// The value of `name`, or of the dotted `path` in it.
    ///
    /// # Errors
    /// When there is none.
    fn value(&self, name: &str, path: &str) -> Result<Value, VariableError>;
}

/// The variables of a running case.
#[derive(Clone, Debug, Default)]
pub struct Variables(BTreeMap<String, Value>);

impl Variables {
    /// Gives a variable its value.
    pub fn bind(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }
}

impl From<&Map<String, Value>> for Variables {
    fn from(map: &Map<String, Value>) -> Self {
        Self(map.iter().map(|(name, value)| (name.clone(), value.clone())).collect())
    }
}

impl Lookup for Variables {
    fn value(&self, name: &str, path: &str) -> Result<Value, VariableError> {
        let root = self.0.get(name).ok_or_else(|| VariableError::Unknown {
            name: name.to_owned(),
            known: self.0.keys().cloned().collect(),
        })?;
        let mut steps = path.split('.').filter(|step| !step.is_empty());
        steps
            .try_fold(root, |value, step| value.get(step))
            .cloned()
            .ok_or_else(|| VariableError::NoSuchPath { name: name.to_owned(), path: path.to_owned() })
    }
}

/// The names that are known at some point of a case, for checks before it runs.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<String>);

impl Names {
    /// From here on the name is known.
    pub fn add(&mut self, name: &str) {
        self.0.push(name.to_owned());
    }
}

impl Lookup for Names {
    fn value(&self, name: &str, _path: &str) -> Result<Value, VariableError> {
        if self.0.iter().any(|known| known == name) {
            return Ok(Value::String(String::new()));
        }
        Err(VariableError::Unknown { name: name.to_owned(), known: self.0.clone() })
    }
}

/// A string of a case, read.
#[derive(Debug, PartialEq, Eq)]
pub enum Text<'a> {
    /// A whole variable: its value is taken with its type.
    Variable {
        /// Name without the dollar.
        name: &'a str,
        /// Dotted path after the name, or empty.
        path: &'a str,
    },
    /// Text, perhaps with `${…}` in it.
    Template(&'a str),
}

/// Reads a string of a case.
#[must_use]
pub fn read(text: &str) -> Text<'_> {
    let Some(word) = text.strip_prefix('$') else { return Text::Template(text) };
    if word.starts_with(['$', '{']) || word.is_empty() {
        return Text::Template(text);
    }
    let (name, path) = word.split_once('.').unwrap_or((word, ""));
    Text::Variable { name, path }
}

/// The text with every `${…}` filled in and `$$` at its beginning made one dollar.
///
/// # Errors
/// When a variable is not known.
pub fn fill(text: &str, lookup: &dyn Lookup) -> Result<String, VariableError> {
    let mut rest = text.strip_prefix("$$").map_or(text, |_| &text[1..]);
    let mut filled = String::new();
    while let Some((before, (name, after))) =
        rest.split_once("${").and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        filled.push_str(before);
        let (name, path) = name.split_once('.').unwrap_or((name, ""));
        filled.push_str(&word(&lookup.value(name, path)?));
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// A value inside a longer string: text as it is, everything else as JSON.
fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The value with every variable filled in. Keys of objects are left alone.
///
/// # Errors
/// When a variable is not known.
pub fn resolve(value: &Value, lookup: &dyn Lookup) -> Result<Value, VariableError> {
    Ok(match value {
        Value::String(text) => match read(text) {
            Text::Variable { name, path } => lookup.value(name, path)?,
            Text::Template(text) => Value::String(fill(text, lookup)?),
        },
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| resolve(item, lookup)).collect::<Result<_, _>>()?)
        }
        Value::Object(fields) => Value::Object(resolve_fields(fields, lookup)?),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    })
}

/// The fields with every variable in their values filled in.
///
/// # Errors
/// When a variable is not known.
pub fn resolve_fields(
    fields: &Map<String, Value>,
    lookup: &dyn Lookup,
) -> Result<Map<String, Value>, VariableError> {
    fields.iter().map(|(key, value)| Ok((key.clone(), resolve(value, lookup)?))).collect()
}

/// The value with the row's variables in place of their names; all others are left as they are.
#[must_use]
pub fn substitute(value: &Value, row: &Map<String, Value>) -> Value {
    match value {
        Value::String(text) => substitute_text(text, row),
        Value::Array(items) => Value::Array(items.iter().map(|item| substitute(item, row)).collect()),
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| (key.clone(), substitute(value, row))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn substitute_text(text: &str, row: &Map<String, Value>) -> Value {
    if let Text::Variable { name, path: "" } = read(text) {
        return row.get(name).cloned().unwrap_or_else(|| Value::String(text.to_owned()));
    }
    let mut text = text.to_owned();
    for (name, value) in row {
        text = text.replace(&format!("${{{name}}}"), &word(value));
    }
    Value::String(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn variables() -> Variables {
        let mut variables = Variables::default();
        variables.bind("call", json!({"interactionId": "12", "nested": {"n": 5}}));
        variables
    }

    #[test]
    fn a_whole_variable_keeps_its_type() {
        assert_eq!(resolve(&json!(["$call.nested.n"]), &variables()), Ok(json!([5])));
    }

    #[test]
    fn a_template_is_text() {
        assert_eq!(
            resolve(&json!("id ${call.interactionId}-${call.nested.n}!"), &variables()),
            Ok(json!("id 12-5!"))
        );
    }

    #[test]
    fn two_dollars_are_one() {
        assert_eq!(resolve(&json!("$$call"), &variables()), Ok(json!("$call")));
    }

    #[test]
    fn an_unknown_name_and_a_path_that_leads_nowhere_are_errors() {
        assert!(matches!(resolve(&json!("$cal"), &variables()), Err(VariableError::Unknown { .. })));
        assert!(matches!(resolve(&json!("$call.x"), &variables()), Err(VariableError::NoSuchPath { .. })));
    }

    #[test]
    fn a_row_replaces_its_own_names_only() {
        let row = json!({"ref": 5, "word": "x"});
        let row = row.as_object().expect("an object");
        assert_eq!(
            substitute(&json!({"a": "$ref", "b": "$call.id", "c": "is ${word}${call.id}"}), row),
            json!({"a": 5, "b": "$call.id", "c": "is x${call.id}"})
        );
    }
}
