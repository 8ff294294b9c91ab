//! From a JSON pointer to the place in the text.
//! What the pointer names may be missing: then the nearest enclosing value that is there.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use serde_json::value::RawValue;

/// The bytes of `text` at which the value stands that the pointer names.
pub(crate) fn locate(text: &str, pointer: &str) -> Range<usize> {
    let mut value = text;
    for key in pointer.split('/').skip(1) {
        let Some(inner) = child(value, &key.replace("~1", "/").replace("~0", "~")) else { break };
        value = inner;
    }
    let start = value.as_ptr() as usize - text.as_ptr() as usize;
    start..start + value.len()
}

/// The bytes of `text` at which the key stands of the value that the pointer names; those of the value if it has no key.
pub(crate) fn locate_key(text: &str, pointer: &str) -> Range<usize> {
    let value = locate(text, pointer);
    let key = pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
    let written = format!("{}", serde_json::Value::String(key));
    let before = text[..value.start].trim_end();
    let end = before.strip_suffix(':').map_or(0, |before| before.trim_end().len());
    match text[..end].strip_suffix(written.as_str()) {
        Some(before) => before.len()..end,
        None => value,
    }
}

/// Line and column of a byte, both from 1.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    (line, before.chars().rev().take_while(|mark| *mark != '\n').count() + 1)
}

fn child<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let fields: Result<BTreeMap<Cow<'_, str>, &RawValue>, _> = serde_json::from_str(text);
    if let Ok(fields) = fields {
        return fields.get(key).map(|raw| raw.get());
    }
    let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    items.get(key.parse::<usize>().ok()?).map(|raw| raw.get())
}

#[cfg(test)]
mod tests {
    use super::{line_and_column, locate, locate_key};

    #[test]
    fn a_pointer_finds_its_value_in_the_text() {
        let text = r#"{ "a/b": [1, {"c": "d"}] }"#;
        assert_eq!(&text[locate(text, "/a~1b/1/c")], "\"d\"");
        assert_eq!(&text[locate(text, "/a~1b/0")], "1");
        assert_eq!(&text[locate(text, "")], text);
    }

    #[test]
    fn a_key_is_found_before_its_value() {
        let text = r#"{ "a": {"b" : 1}, "c": [2] }"#;
        assert_eq!(&text[locate_key(text, "/a/b")], "\"b\"");
        assert_eq!(&text[locate_key(text, "/c/0")], "2");
        assert_eq!(line_and_column("{\n  é: 1", 7), (2, 5));
    }

    #[test]
    fn what_is_missing_is_found_at_what_encloses_it() {
        let text = r#"{"a": {"b": 1}}"#;
        assert_eq!(&text[locate(text, "/a/c/d")], "{\"b\": 1}");
    }
}
