//! What nobody means to send, and somebody does: each is refused by a text that says why, or taken as defined here.
//! `envelope/18`, `envelope/34`, `type.interaction/39`.

mod reading;

use std::fs;

use proptest::{collection::vec, prelude::*, sample::select};
use scapi_schema::{
    envelope::{AppMessage, HostMessage},
    interaction::{Contact, Interaction},
};
use serde_json::{Value, json};

use self::reading::read_as_everything;
use crate::{schema_file, schema_path};

const REQUEST: &str = r#"{"request":"interaction.accept","parameters":["1"],"referenceId":"7"}"#;

fn interaction() -> Value {
    schema_file("interaction.schema.json")["examples"][0].clone()
}

/// What the reader of JSON says, after everything else was tried on the bytes too.
#[track_caller]
fn no_json(bytes: &[u8]) -> String {
    read_as_everything(bytes);
    serde_json::from_slice::<Value>(bytes).expect_err("not JSON").to_string()
}

/// What the reader of interactions says.
#[track_caller]
fn no_interaction(value: &Value) -> String {
    read_as_everything(value.to_string().as_bytes());
    serde_json::from_value::<Interaction>(value.clone()).expect_err("no interaction").to_string()
}

/// Pins what is said of bytes that are no JSON.
#[test]
fn what_is_not_json_is_refused_with_the_place() {
    assert_eq!(no_json(b""), "EOF while parsing a value at line 1 column 0");
    assert_eq!(no_json(b"wwe:hello"), "expected value at line 1 column 1");
    assert_eq!(no_json(b"{request:'interaction.accept'}"), "key must be a string at line 1 column 2");
    assert_eq!(no_json(b"{\"a\":1,}"), "trailing comma at line 1 column 8");
    assert_eq!(no_json(b"{\"a\":NaN}"), "expected value at line 1 column 6");
    assert_eq!(no_json(b"{} {}"), "trailing characters at line 1 column 4");
    assert_eq!(no_json(b"\xef\xbb\xbf{}"), "expected value at line 1 column 1");
    assert_eq!(no_json(b"{\"a\":\"\xff\"}"), "invalid unicode code point at line 1 column 7");
    assert_eq!(no_json(b"{\"a\":1e400}"), "number out of range at line 1 column 10");
}

#[test]
fn a_message_that_was_cut_off_is_refused_wherever_the_cut_is() {
    for length in 0..REQUEST.len() {
        let fault = no_json(&REQUEST.as_bytes()[..length]);
        assert!(fault.starts_with("EOF while parsing"), "{length}: {fault}");
    }
    read_as_everything(REQUEST.as_bytes());
}

/// Pins what is said of JSON that is no object: `envelope/34`.
#[test]
fn json_of_another_kind_is_refused_by_its_kind() {
    let kinds = [
        ("null", "null"),
        ("true", "a boolean"),
        ("7", "a number"),
        ("\"{}\"", "a string"),
        ("[{}]", "an array"),
    ];
    for (text, kind) in kinds {
        read_as_everything(text.as_bytes());
        let value: Value = serde_json::from_str(text).expect("JSON");
        let fault = AppMessage::from_value(value.clone()).expect_err("no message").to_string();
        assert!(fault.contains(kind), "{fault}");
        assert!(HostMessage::from_value(value).is_err());
    }
}

fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

/// A hundred levels are kept; the reader of JSON ends at 128, before the stack does.
#[test]
fn deep_json_is_kept_and_deeper_json_is_refused() {
    let mut deep = interaction();
    deep["userData"] = json!({ "Deep": serde_json::from_str::<Value>(&nested(100)).expect("JSON") });
    read_as_everything(deep.to_string().as_bytes());
    assert!(serde_json::from_value::<Interaction>(deep).is_ok());
    for levels in [128, 200_000] {
        assert_eq!(no_json(nested(levels).as_bytes()), "recursion limit exceeded at line 1 column 128");
    }
}

/// The types set no limit to size, which is for who takes the bytes in: 50 MiB are read and kept.
#[test]
fn fifty_mebibytes_are_kept() {
    const MEBIBYTE: usize = 1024 * 1024;
    let mut long = interaction();
    long["userData"] = json!({ "Long": "x".repeat(40 * MEBIBYTE) });
    for key in 0..10 * MEBIBYTE / 1024 {
        long["userData"][key.to_string()] = json!("é".repeat(512));
    }
    let bytes = serde_json::to_vec(&long).expect("JSON");
    assert!(bytes.len() >= 50 * MEBIBYTE, "{}", bytes.len());
    let read: Interaction = serde_json::from_slice(&bytes).expect("an interaction");
    assert!(serde_json::to_value(&read).expect("JSON") == long, "something was lost");
}

/// As a tree of JSON the last one counts, as in JavaScript; a type that is read from text refuses the second.
#[test]
fn of_a_key_that_is_there_twice_the_last_counts_or_it_is_refused() {
    let text = r#"{"displayName":"Ada","x":1,"displayName":"Eve","x":2}"#;
    read_as_everything(text.as_bytes());
    let tree: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(tree, json!({ "displayName": "Eve", "x": 2 }));
    let fault = serde_json::from_str::<Contact>(text).expect_err("twice the same key").to_string();
    assert_eq!(fault, "duplicate field `displayName` at line 1 column 40");
    let unknown = r#"{"x":1,"x":2}"#;
    assert_eq!(serde_json::from_str::<Contact>(unknown).expect("a contact").extra["x"], 2);
}

/// Pins what is said of each required property of an interaction that is of another kind: `type.interaction/1`.
#[test]
fn a_value_of_another_kind_is_refused_with_what_was_expected() {
    let rows = [
        ("interactionId", json!(7), "invalid type: integer `7`, expected a string"),
        ("caseId", json!(null), "invalid type: null, expected a string"),
        ("userData", json!("Segment"), "invalid type: string \"Segment\", expected a map"),
        ("state", json!(3), "invalid type: integer `3`, expected a string, such as \"UNKNOWN\""),
        ("parties", json!({}), "invalid type: map, expected a sequence"),
        ("isConsultation", json!("false"), "invalid type: string \"false\", expected a boolean"),
        ("ani", json!(33_298_000_000_u64), "invalid type: integer `33298000000`, expected a string"),
    ];
    for (property, value, text) in rows {
        let mut wrong = interaction();
        wrong[property] = value;
        assert_eq!(no_interaction(&wrong), text, "{property}");
    }
}

/// Half a character, which a string of JavaScript can be: no text of ours can hold it.
#[test]
fn half_a_character_is_refused() {
    assert_eq!(
        no_json(br#"{"request":"interaction.accept","parameters":["\ud800"]}"#),
        "unexpected end of hex escape at line 1 column 54"
    );
    assert_eq!(no_json(br#"{"\udc00":1}"#), "lone leading surrogate in hex escape at line 1 column 8");
}

#[test]
fn control_characters_are_kept_when_escaped_and_refused_when_not() {
    let text = r#"{"request":"a.b","parameters":["\u0000"],"\u0000":1,"":2,"\u202e":{"__proto__":3}}"#;
    read_as_everything(text.as_bytes());
    let Ok(AppMessage::Request(request)) = AppMessage::from_value(serde_json::from_str(text).expect("JSON"))
    else {
        panic!("a request");
    };
    assert_eq!(request.arguments(), [json!("\0")]);
    assert_eq!(request.extra["\0"], 1);
    let fault = no_json(b"{\"a\0b\":1}");
    assert_eq!(fault, "control character (\\u0000-\\u001F) found while parsing a string at line 1 column 4");
}

/// The examples of every schema, as text.
fn examples() -> Vec<Vec<u8>> {
    let folder = fs::read_dir(schema_path("")).expect("the folder schemas");
    let names = folder.map(|entry| entry.expect("a file").file_name().into_string().expect("a name"));
    let schemas = names.filter(|name| name.ends_with(".schema.json")).map(|name| schema_file(&name));
    let lists = schemas.flat_map(|schema| schema["examples"].as_array().cloned().unwrap_or_default());
    lists.map(|example| example.to_string().into_bytes()).collect()
}

#[test]
fn the_examples_of_every_schema_are_read_without_loss() {
    let examples = examples();
    assert!(examples.len() > 40, "{}", examples.len());
    examples.iter().for_each(|example| read_as_everything(example));
}

/// Pieces of JSON that change the kind of what stands around them.
const PIECES: &[&str] =
    &["null", "{}", "[]", "\"\"", "0", "-1", "1.5", "true", ",", ":", "\"event\":", "\"type\":\"\","];

/// What stands in place of some bytes of an example: any bytes, or a piece of JSON.
fn splinter() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        2 => select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..4),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn whatever_becomes_of_an_example_is_read_without_loss_or_refused(
        mut bytes in select(examples()),
        wounds in vec((any::<prop::sample::Index>(), 0..6_usize, splinter()), 1..4),
    ) {
        for (place, length, splinter) in wounds {
            let start = place.index(bytes.len() + 1);
            let end = bytes.len().min(start + length);
            bytes.splice(start..end, splinter);
        }
        read_as_everything(&bytes);
    }

    #[test]
    fn any_bytes_are_read_without_loss_or_refused(bytes in vec(any::<u8>(), 0..64)) {
        read_as_everything(&bytes);
    }
}
