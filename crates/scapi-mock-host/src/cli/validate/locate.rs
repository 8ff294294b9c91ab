//! From a JSON pointer to the place in the text.
//! What the pointer names may be missing: then the nearest enclosing value that is there.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use serde_json::value::RawValue;

/// The bytes of `text` at which the value stands that the pointer names.
pub(super) fn locate(text: &str, pointer: &str) -> Range<usize> {
    let mut value = text;
    for key in pointer.split('/').skip(1) {
        let Some(inner) = child(value, &key.replace("~1", "/").replace("~0", "~")) else { break };
        value = inner;
    }
    let start = value.as_ptr() as usize - text.as_ptr() as usize;
    start..start + value.len()
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
    use super::locate;

    #[test]
    fn a_pointer_finds_its_value_in_the_text() {
        let text = r#"{ "a/b": [1, {"c": "d"}] }"#;
        assert_eq!(&text[locate(text, "/a~1b/1/c")], "\"d\"");
        assert_eq!(&text[locate(text, "/a~1b/0")], "1");
        assert_eq!(&text[locate(text, "")], text);
    }

    #[test]
    fn what_is_missing_is_found_at_what_encloses_it() {
        let text = r#"{"a": {"b": 1}}"#;
        assert_eq!(&text[locate(text, "/a/c/d")], "{\"b\": 1}");
    }
}
