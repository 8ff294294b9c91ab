//! Strict mode: what a message has that the contract tolerates but does not know.
//! The schema and the value are walked together; unknown properties get a did-you-mean.

use std::{format, string::String, vec::Vec};

use serde_json::{Map, Value};

use super::{Violation, compiled};
use crate::suggest;

/// Reports the properties of a value, and of what is in it, that the document does not know.
pub(super) fn unknown_properties(document: &str, value: &Value) -> Vec<Violation> {
    let Some(found) = compiled::find(document) else { return Vec::new() };
    let mut walk = Walk { document, root: found.schema(), violations: Vec::new() };
    walk.visit(found.schema(), value, "");
    walk.violations
}

struct Walk<'a> {
    document: &'a str,
    root: &'a Value,
    violations: Vec<Violation>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, schema: &'a Value, value: &Value, pointer: &str) {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = reference.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer));
            return self.visit(target.unwrap_or(&Value::Null), value, pointer);
        }
        for form in schema["anyOf"].as_array().into_iter().flatten() {
            self.visit(form, value, pointer);
        }
        match value {
            Value::Object(fields) => self.visit_object(schema, fields, pointer),
            Value::Array(items) => self.visit_array(schema, items, pointer),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn visit_object(&mut self, schema: &'a Value, fields: &Map<String, Value>, pointer: &str) {
        let Some(known) = schema["properties"].as_object() else { return };
        for (key, value) in fields {
            let below = format!("{pointer}/{}", escaped(key));
            match known.get(key) {
                Some(property) => self.visit(property, value, &below),
                None => self.report(key, known, below),
            }
        }
    }

    fn visit_array(&mut self, schema: &'a Value, items: &[Value], pointer: &str) {
        for (index, item) in items.iter().enumerate() {
            let slot = schema["prefixItems"].get(index).unwrap_or(&schema["items"]);
            self.visit(slot, item, &format!("{pointer}/{index}"));
        }
    }

    fn report(&mut self, key: &str, known: &Map<String, Value>, pointer: String) {
        let meant = suggest::nearest(key, known.keys().map(String::as_str));
        let text = format!("the contract knows no property \"{key}\" here");
        let clause = self.document.starts_with("interaction").then_some("type.interaction/39");
        self.violations.push(Violation::new(pointer, self.document, clause, text).meant(meant));
    }
}

/// A key as a part of a JSON pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
