//! What matches and what does not, each difference with its pointer.
//! The words and operators are those of `README.md`.

use serde_json::json;

use super::*;
use crate::variable::Variables;

fn matcher(value: &Value) -> Matcher {
    Matcher::compile(value, &Variables::default()).expect("a matcher")
}

fn differences(expected: &Value, got: &Value) -> Vec<(String, String, String)> {
    let found = matcher(expected).differences(Some(got));
    found.into_iter().map(|one| (one.pointer, one.expected, one.got)).collect()
}

fn difference(pointer: &str, expected: &str, got: &str) -> (String, String, String) {
    (pointer.to_owned(), expected.to_owned(), got.to_owned())
}

#[test]
fn scalars_match_exactly() {
    assert_eq!(differences(&json!("a"), &json!("a")), []);
    assert_eq!(differences(&json!(5), &json!(5.0)), []);
    assert_eq!(differences(&json!("5"), &json!(5)), [difference("", "\"5\"", "5")]);
    assert_eq!(differences(&json!(null), &json!(false)), [difference("", "null", "false")]);
}

#[test]
fn objects_match_by_the_keys_that_are_named() {
    assert_eq!(differences(&json!({"a": 1}), &json!({"a": 1, "b": 2})), []);
    assert_eq!(differences(&json!({}), &json!([])), [difference("", "an object", "[]")]);
}

#[test]
fn exact_refuses_other_keys_at_every_depth() {
    assert_eq!(
        differences(&json!({"$exact": {"a": {"b": "$any"}}}), &json!({"a": {"b": 1, "c": 2}, "d": 3})),
        [difference("/a/c", "absent", "2"), difference("/d", "absent", "3")]
    );
}

#[test]
fn arrays_match_item_by_item_and_in_length() {
    assert_eq!(
        differences(&json!([1, 2, 3]), &json!([1, 3])),
        [difference("/1", "2", "3"), difference("/2", "3", "absent")]
    );
    assert_eq!(differences(&json!([]), &json!([7])), [difference("/0", "absent", "7")]);
}

#[test]
fn all_differences_are_collected_with_escaped_pointers() {
    assert_eq!(
        differences(&json!({"a/b": 1, "c~d": [{"e": "x"}]}), &json!({"a/b": 2, "c~d": [{"e": "y"}]})),
        [difference("/a~1b", "1", "2"), difference("/c~0d/0/e", "\"x\"", "\"y\"")]
    );
}

#[test]
fn words_match_by_kind() {
    let value = json!({"s": "x", "n": 1, "b": true, "o": {}, "a": [], "z": null});
    let expected = json!({"s": "$string", "n": "$number", "b": "$boolean", "o": "$object", "a": "$array",
        "z": "$any", "q": "$absent"});
    assert_eq!(differences(&expected, &value), []);
    assert_eq!(
        differences(&json!({"s": "$string"}), &json!({"s": ""})),
        [difference("/s", "a string that is not empty", "\"\"")]
    );
    assert_eq!(differences(&json!({"z": "$absent"}), &value), [difference("/z", "absent", "null")]);
    assert_eq!(differences(&json!({"q": "$any"}), &value), [difference("/q", "anything", "absent")]);
}

#[test]
fn contains_looks_for_all_words_whatever_their_case() {
    let message = json!("the call 12 is TALKING");
    assert_eq!(differences(&json!({"$contains": ["talking", "12"]}), &message), []);
    assert_eq!(
        differences(&json!({"$contains": "ringing"}), &message),
        [difference("", "a string that contains \"ringing\"", "\"the call 12 is TALKING\"")]
    );
    assert!(!matcher(&json!({"$contains": "1"})).is_match(Some(&json!(1))));
}

#[test]
fn regex_one_of_not_each_and_length() {
    assert!(matcher(&json!({"$regex": "^[0-9]+$"})).is_match(Some(&json!("12"))));
    assert!(!matcher(&json!({"$regex": "^[0-9]+$"})).is_match(Some(&json!("1a"))));
    assert!(matcher(&json!({"$oneOf": ["$absent", null]})).is_match(None));
    assert!(!matcher(&json!({"$oneOf": ["$absent", null]})).is_match(Some(&json!(1))));
    assert!(matcher(&json!({"$not": "a"})).is_match(Some(&json!("b"))));
    assert!(!matcher(&json!({"$not": "a"})).is_match(Some(&json!("a"))));
    assert_eq!(
        differences(&json!({"$each": {"a": 1}}), &json!([{"a": 1}, {"a": 2}])),
        [difference("/1/a", "1", "2")]
    );
    assert!(matcher(&json!({"$length": 2})).is_match(Some(&json!([1, 2]))));
    assert!(!matcher(&json!({"$length": 2})).is_match(Some(&json!([1]))));
}

#[test]
fn including_gives_each_matcher_an_item_of_its_own() {
    let general_first = json!({"$including": ["$number", 1]});
    assert!(matcher(&general_first).is_match(Some(&json!([1, 2]))));
    assert!(!matcher(&general_first).is_match(Some(&json!([1]))));
}

#[test]
fn a_variable_is_a_value_and_never_a_matcher() {
    let mut variables = Variables::default();
    variables.bind("data", json!("$any"));
    let matcher = Matcher::compile(&json!("$data"), &variables).expect("a matcher");
    assert!(matcher.is_match(Some(&json!("$any"))));
    assert!(!matcher.is_match(Some(&json!(1))));
}

#[test]
fn faults_of_a_matcher_are_named() {
    let error =
        |value: Value| Matcher::compile(&value, &Variables::default()).expect_err("an error").to_string();
    assert_eq!(error(json!({"$contain": "x"})), "`$contain` is not an operator");
    assert_eq!(error(json!({"$not": 1, "b": 2})), "`$not` must be the only key of its object");
    assert_eq!(error(json!({"$length": "x"})), "`$length` takes a whole number");
    assert_eq!(error(json!({"$regex": "("})), "`$regex` takes a regular expression");
    assert_eq!(error(json!({"$oneOf": []})), "`$oneOf` takes a list");
    assert_eq!(error(json!({"$contains": []})), "`$contains` takes a string or a list of strings");
    assert_eq!(error(json!("$strin")), "nothing is named `$strin` at this point");
}
