//! The documents of the contract, compiled when they are first needed.
//! From a schema error to a violation: the clause is that of the nearest enclosing `x-clause`.

use std::{
    string::{String, ToString},
    sync::OnceLock,
    vec::Vec,
};

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::Value;

use super::{Violation, text};
use crate::suggest;

/// A document of the contract.
pub(super) struct Document {
    name: &'static str,
    source: &'static str,
    compiled: OnceLock<(Value, Validator)>,
}

macro_rules! documents {
    ($($name:literal)+) => {
        /// The names of the documents in `schemas/`, without `.schema.json`.
        pub const DOCUMENTS: &[&str] = &[$($name),+];

        static TABLE: [Document; DOCUMENTS.len()] = [$(Document {
            name: $name,
            source: include_str!(concat!("../../schemas/", $name, ".schema.json")),
            compiled: OnceLock::new(),
        }),+];
    };
}

documents! {
    "agent" "case" "clauses" "consult-target-query" "contact" "driver-answer" "driver-request" "event" "expectation" "extensions"
    "failure" "frame-greeting" "host-profile"
    "interaction.accept.data" "interaction.accept.parameters"
    "interaction.blockMarkdone.data" "interaction.blockMarkdone.parameters"
    "interaction.completeConference.data" "interaction.completeConference.parameters"
    "interaction.completeTransfer.data" "interaction.completeTransfer.parameters"
    "interaction.consult.data" "interaction.consult.parameters"
    "interaction.deleteUserData.data" "interaction.deleteUserData.parameters"
    "interaction.getByInteractionId.data" "interaction.getByInteractionId.parameters"
    "interaction.getInteractions.data" "interaction.getInteractions.parameters"
    "interaction.markdone.data" "interaction.markdone.parameters"
    "interaction.reject.data" "interaction.reject.parameters"
    "interaction.selectCaseByCaseId.data" "interaction.selectCaseByCaseId.parameters"
    "interaction.setUserData.data" "interaction.setUserData.parameters"
    "interaction.singleStepConference.data" "interaction.singleStepConference.parameters"
    "interaction.singleStepTransfer.data" "interaction.singleStepTransfer.parameters"
    "interaction.unblockMarkdone.data" "interaction.unblockMarkdone.parameters"
    "interaction" "interaction-event" "journal-entry" "known-failing" "markdone-event" "party" "policies" "request" "response" "scenario"
    "state" "stimulus" "subscribe" "target-query" "unsubscribe" "user-data"
}

/// The text of a document, as it stands in `schemas/`.
#[must_use]
pub fn source(document: &str) -> Option<&'static str> {
    find(document).map(|found| found.source)
}

/// Checks a value against a document of the contract. Reports every breach; a document that does not exist reports none.
///
/// ```
/// use scapi_schema::validate::check;
/// use serde_json::json;
///
/// let violations = check("party", &json!({ "nmae": "Ada" }));
/// assert_eq!(violations[0].to_string(), "(the whole): the property \"name\" is missing; did you mean \"nmae\"? [type.party/2, documented]");
/// ```
#[must_use]
pub fn check(document: &str, value: &Value) -> Vec<Violation> {
    let Some((document, (schema, validator))) = find(document).map(|found| (found, found.compiled())) else {
        return Vec::new();
    };
    let mut violations = Vec::new();
    for error in validator.iter_errors(value) {
        collect(document, schema, &error, &mut violations);
    }
    without_echoes(violations)
}

/// A value of another JSON kind breaks every other rule for it too; that goes without saying.
fn without_echoes(violations: Vec<Violation>) -> Vec<Violation> {
    let of_kind = |violation: &&Violation| violation.schema_pointer.ends_with("/type");
    let wrong: Vec<String> =
        violations.iter().filter(of_kind).map(|violation| violation.pointer.clone()).collect();
    let says_more = |violation: &Violation| of_kind(&violation) || !wrong.contains(&violation.pointer);
    violations.into_iter().filter(says_more).collect()
}

pub(super) fn find(name: &str) -> Option<&'static Document> {
    TABLE.iter().find(|document| document.name == name)
}

impl Document {
    pub(super) fn schema(&'static self) -> &'static Value {
        &self.compiled().0
    }

    fn compiled(&'static self) -> &'static (Value, Validator) {
        self.compiled.get_or_init(|| {
            let schema: Value = serde_json::from_str(self.source).expect("a test reads every document");
            let validator = jsonschema::draft202012::new(&schema).expect("a test compiles every document");
            (schema, validator)
        })
    }
}

/// A value that fits none of several forms is judged by the form that was meant, if one can be told.
fn collect(
    document: &Document,
    schema: &Value,
    error: &ValidationError<'_>,
    violations: &mut Vec<Violation>,
) {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) =
        error.kind()
    else {
        violations.push(violation(document, schema, error));
        return;
    };
    match meant(context, error) {
        Some(branch) => branch.iter().for_each(|inner| collect(document, schema, inner, violations)),
        None => violations.push(
            unknown_tag(document, context, error).unwrap_or_else(|| violation(document, schema, error)),
        ),
    }
}

/// A value whose tag (`type`, `op`) is none of the known ones.
fn unknown_tag(
    document: &Document,
    forms: &[Vec<ValidationError<'_>>],
    whole: &ValidationError<'_>,
) -> Option<Violation> {
    let tags = forms.iter().flatten().filter_map(|error| match error.kind() {
        ValidationErrorKind::Constant { expected_value } => Some((error, expected_value.as_str()?)),
        _ => None,
    });
    let tags: Vec<(&ValidationError<'_>, &str)> = tags.collect();
    let (first, _) = tags.first().filter(|_| tags.len() == forms.len())?;
    let given = first.instance().as_str()?;
    let meant = suggest::nearest(given, tags.iter().map(|(_, tag)| *tag));
    let text = std::format!("there is no \"{given}\" here");
    let violation = Violation::new(first.instance_path().as_str(), document.name, None, text).meant(meant);
    Some(Violation { schema_pointer: whole.schema_path().as_str().to_string(), ..violation })
}

/// The form that was meant: of the value's kind, and with its nearest fault deepest inside. None where two fit as well.
fn meant<'a>(
    forms: &'a [Vec<ValidationError<'a>>],
    whole: &ValidationError<'_>,
) -> Option<&'a [ValidationError<'a>]> {
    let fitting = forms.iter().filter(|form| !form.is_empty() && !is_other_kind(form, whole));
    let mut ranked: Vec<_> = fitting.map(|form| (depth(form), form.as_slice())).collect();
    ranked.sort_by_key(|(depth, _)| core::cmp::Reverse(*depth));
    match ranked.as_slice() {
        [(_, only)] => Some(only),
        [(first, best), (second, _), ..] if first > second => Some(best),
        _ => None,
    }
}

/// How deep inside the value the fault nearest to its top is.
fn depth(form: &[ValidationError<'_>]) -> usize {
    let depths = form.iter().map(|error| error.instance_path().as_str().matches('/').count());
    depths.min().unwrap_or_default()
}

/// Whether a form failed because the value is of another JSON kind altogether, or has another tag.
fn is_other_kind(branch: &[ValidationError<'_>], whole: &ValidationError<'_>) -> bool {
    branch.iter().any(|error| {
        let of_tag = error.instance_path().as_str() == std::format!("{}/type", whole.instance_path());
        match error.kind() {
            ValidationErrorKind::Type { .. } => error.instance_path() == whole.instance_path(),
            ValidationErrorKind::Constant { .. } => of_tag || error.instance_path().as_str().ends_with("/op"),
            _ => false,
        }
    })
}

fn violation(document: &Document, schema: &Value, error: &ValidationError<'_>) -> Violation {
    if let Some(violation) = missing_slot(document, schema, error) {
        return violation;
    }
    let schema_pointer = error.schema_path().as_str();
    let clause = clause(schema, error);
    let (text, meant) = text::sentence(error, clause);
    let violation = Violation::new(error.instance_path().as_str(), document.name, clause, text);
    Violation { schema_pointer: schema_pointer.to_string(), ..violation.meant(meant.as_deref()) }
}

/// A positional parameter that is missing is called by its name.
fn missing_slot(document: &Document, schema: &Value, error: &ValidationError<'_>) -> Option<Violation> {
    let ValidationErrorKind::MinItems { .. } = error.kind() else { return None };
    let index = error.instance().as_array()?.len();
    let slot = schema["prefixItems"].get(index)?;
    let text = std::format!("the parameter {} (number {}) is missing", slot["title"].as_str()?, index + 1);
    let violation =
        Violation::new(error.instance_path().as_str(), document.name, slot["x-clause"].as_str(), text);
    Some(Violation { schema_pointer: error.schema_path().as_str().to_string(), ..violation })
}

/// The clause of the nearest schema on the way to the keyword that failed: what refers to a type names the clause, unless
/// what is inside the type does. Of a property that is missing it is the clause of that property.
fn clause<'a>(schema: &'a Value, error: &ValidationError<'_>) -> Option<&'a str> {
    let mut node = schema;
    let mut nearest = node["x-clause"].as_str();
    for key in error.evaluation_path().as_str().split('/').skip(1) {
        if let (ValidationErrorKind::Required { property }, "required") = (error.kind(), key) {
            return clause_of(node, property).or(nearest);
        }
        node = match (key, node) {
            ("$ref", _) => schema.pointer(node["$ref"].as_str()?.strip_prefix('#')?)?,
            (key, Value::Array(items)) => items.get(key.parse::<usize>().ok()?)?,
            (key, other) => other.get(key.replace("~1", "/").replace("~0", "~"))?,
        };
        nearest = node["x-clause"].as_str().or(nearest);
    }
    nearest
}

fn clause_of<'a>(object: &'a Value, property: &Value) -> Option<&'a str> {
    object["properties"][property.as_str()?]["x-clause"].as_str()
}
