//! A journal of the demo app, as it was recorded in a browser: as it is nothing is wrong with it, and each field of it
//! given another JSON kind is found, but where the contract lets any kind be.

use scapi_schema::journal::{JournalEntry, MessageDirection};
use scapi_schema::validate::{Conversation, Mode, Violation};
use serde_json::{Value, json};

const RECORDED: &str = include_str!("../../../../fixtures/journals/callbar.jsonl");

/// Where the contract says nothing of the JSON kind, by the end of the pointer or the part before a `*`.
const ANY_KIND: &[(&str, &str)] = &[
    ("/userData/*", "values of user data are strings or numbers in the wild, any JSON is kept"),
    (
        "/subscriptionId*",
        "a string or a number, as the profile says; which one the mutation makes of the other",
    ),
    ("/parameters/1/*", "so are the values that setUserData sets"),
];

/// Answers of methods outside of the Interaction namespace have no schema for their data.
const WITHOUT_SCHEMA: &[&str] = &["agent.get"];

fn recorded() -> Vec<JournalEntry> {
    let entries = RECORDED.lines().map(|line| serde_json::from_str(line).expect("an entry"));
    entries.filter(|entry: &JournalEntry| entry.message.is_some()).collect()
}

fn judge(entries: &[JournalEntry]) -> Vec<Violation> {
    let mut conversation = Conversation::new(Mode::Warn);
    let mut violations = Vec::new();
    for entry in entries {
        let (Some(message), Some(direction)) = (&entry.message, &entry.direction) else { continue };
        violations.extend(conversation.check(entry.frame.as_deref().unwrap_or(""), direction, message));
    }
    violations
}

/// Every pointer of a value but the root.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        _ => Vec::new(),
    };
    for (key, child) in children {
        let pointer = format!("{at}/{key}");
        pointers(child, &pointer, found);
        found.push(pointer);
    }
}

/// A value of another kind.
fn other_kind(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => json!("mutated"),
        Value::String(_) => json!(4711),
        Value::Array(_) => json!({ "mutated": true }),
        Value::Object(_) => json!(["mutated"]),
    }
}

fn may_be_any_kind(entries: &[JournalEntry], index: usize, pointer: &str) -> bool {
    let listed = ANY_KIND.iter().filter_map(|(pattern, _)| pattern.strip_suffix('*'));
    if listed.into_iter().any(|part| pointer.contains(part)) {
        return true;
    }
    pointer.starts_with("/data") && is_without_schema(entries, index)
}

/// Whether this is the answer to a method whose data no schema describes.
fn is_without_schema(entries: &[JournalEntry], index: usize) -> bool {
    let answer = &entries[index];
    let asks = |entry: &&JournalEntry| {
        let (Some(asked), Some(answered)) = (&entry.message, &answer.message) else { return false };
        entry.frame == answer.frame
            && entry.direction == Some(MessageDirection::AppToHost)
            && asked["referenceId"] == answered["referenceId"]
    };
    let asked = entries[..index].iter().rfind(asks).and_then(|entry| entry.message.as_ref());
    let method = asked.and_then(|message| message["request"].as_str());
    answer.direction == Some(MessageDirection::HostToApp)
        && method.is_some_and(|method| WITHOUT_SCHEMA.contains(&method))
}

#[test]
fn a_recorded_journal_is_valid() {
    let entries = recorded();
    assert!(entries.len() > 20, "{} messages were recorded", entries.len());
    assert_eq!(judge(&entries), []);
}

#[test]
fn every_field_of_another_kind_is_found() {
    let entries = recorded();
    let (mut tried, mut tolerated, mut missed) = (0, 0, Vec::new());
    for index in 0..entries.len() {
        let mut fields = Vec::new();
        pointers(entries[index].message.as_ref().expect("a message"), "", &mut fields);
        for pointer in fields {
            let mut mutated = entries.clone();
            let message = mutated[index].message.as_mut().expect("a message");
            let field = message.pointer_mut(&pointer).expect("a field");
            *field = other_kind(field);
            tried += 1;
            match (judge(&mutated).is_empty(), may_be_any_kind(&entries, index, &pointer)) {
                (true, true) => tolerated += 1,
                (true, false) => missed.push(format!("message {index}: {pointer}")),
                (false, _) => {}
            }
        }
    }
    println!("{tried} mutations, {tolerated} tolerated by the contract, {} missed", missed.len());
    assert!(tried > 300, "{tried} mutations");
    assert_eq!(missed, [""; 0], "mutations that were not found");
}
