//! What every message of a host must be, whatever the case is about: `protocol.md` a.2, a.3, a.7, a.8.
//! Each check names the clause that it stands for.

use serde_json::Value;

use crate::matcher::Difference;

/// What the host says in `userAgent`.
const HOST_USER_AGENT: &str = "WWE Server";

/// What the client says there; a message with it in a window of the client is an echo.
const CLIENT_USER_AGENT: &str = "WWE Client";

/// The clauses that the checks of this module stand for.
pub const CLAUSES: &[&str] = &[
    "envelope/1",
    "envelope/2",
    "envelope/3",
    "envelope/4",
    "envelope/5",
    "envelope/6",
    "envelope/9",
    "envelope/11",
    "envelope/13",
    "envelope/14",
    "envelope/15",
    "envelope/28",
    "envelope/37",
    "subscription/1",
    "subscription/4",
    "subscription/5",
    "frame/3",
];

/// A message that breaks a clause by its form alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The clause.
    pub clause: &'static str,
    /// What is wrong, in words.
    pub what: String,
    /// Where, if it can be pointed at.
    pub difference: Option<Difference>,
}

impl Violation {
    /// A violation in words.
    pub(crate) fn new(clause: &'static str, what: impl Into<String>) -> Self {
        Self { clause, what: what.into(), difference: None }
    }

    fn at(clause: &'static str, key: &str, message: &Value, expected: &str) -> Self {
        Self {
            clause,
            what: format!("`{key}` of a message"),
            difference: Some(Difference {
                pointer: format!("/{key}"),
                expected: expected.to_owned(),
                got: message.get(key).map_or_else(|| "absent".to_owned(), Value::to_string),
            }),
        }
    }
}

/// What a message of a host is, by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An event.
    Event,
    /// An answer, be it a success or a failure.
    Answer,
    /// A `frameId` is handed out.
    Greeting,
    /// Not a message at all.
    Nothing,
}

/// Tells what a message is, as the client's listener does: first `event`, then the rest.
#[must_use]
pub fn form(message: &Value) -> Form {
    match message.as_object() {
        None => Form::Nothing,
        Some(fields) if fields.contains_key("event") => Form::Event,
        Some(fields) if fields.contains_key("frameId") && !fields.contains_key("referenceId") => {
            Form::Greeting
        }
        Some(_) => Form::Answer,
    }
}

/// Violations that any message can have.
#[must_use]
pub fn any_message(message: &Value) -> Vec<Violation> {
    let Some(fields) = message.as_object() else {
        return vec![Violation::new("envelope/15", format!("a message is a JSON object, got {message}"))];
    };
    if fields.get("userAgent").and_then(Value::as_str) == Some(CLIENT_USER_AGENT) {
        return vec![Violation::new("envelope/14", "a message of an app was posted into a window")];
    }
    let mut found = Vec::new();
    if fields.get("userAgent").and_then(Value::as_str) != Some(HOST_USER_AGENT) {
        found.push(Violation::at("envelope/1", "userAgent", message, "\"WWE Server\""));
    }
    if fields.get("protocolVersion").and_then(Value::as_f64) != Some(2.0) {
        found.push(Violation::at("envelope/2", "protocolVersion", message, "2"));
    }
    found
}

/// Violations of an answer.
#[must_use]
pub fn answer(message: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    if message.get("event").is_some() {
        found.push(Violation::at("envelope/4", "event", message, "absent"));
    }
    match message.get("errorMessage") {
        None => {}
        Some(Value::String(text)) if !text.is_empty() => {}
        Some(Value::Null) => found.push(Violation::at("envelope/5", "errorMessage", message, "absent")),
        Some(Value::String(_)) => {
            found.push(Violation::at(
                "envelope/5",
                "errorMessage",
                message,
                "absent, or a string that is not empty",
            ));
        }
        Some(_) => {
            found.push(Violation::at("envelope/6", "errorMessage", message, "a string that is not empty"));
        }
    }
    found
}

/// Violations of the answer to a subscription that succeeded.
#[must_use]
pub fn subscribed(message: &Value) -> Vec<Violation> {
    match message.get("subscriptionId") {
        Some(Value::String(id)) if !id.is_empty() => Vec::new(),
        Some(Value::Number(_)) => Vec::new(),
        Some(_) => {
            let expected = "a string that is not empty, or a number";
            vec![Violation::at("subscription/4", "subscriptionId", message, expected)]
        }
        None => vec![Violation::at("subscription/1", "subscriptionId", message, "at the top level")],
    }
}

/// Violations of an event.
#[must_use]
pub fn event(message: &Value) -> Vec<Violation> {
    const KEYS: [&str; 4] = ["event", "data", "userAgent", "protocolVersion"];
    let Some(fields) = message.as_object() else { return Vec::new() };
    let extra = fields.keys().filter(|key| !KEYS.contains(&key.as_str()));
    let mut found: Vec<_> =
        extra.map(|key| Violation::at("envelope/37", key, message, "absent from an event")).collect();
    if !fields.get("event").is_some_and(Value::is_string) {
        found.push(Violation::at("envelope/37", "event", message, "a string"));
    }
    if !fields.contains_key("data") {
        found.push(Violation::at("envelope/37", "data", message, "the payload of the event"));
    }
    found
}

/// Violations of a message that hands out a `frameId`.
#[must_use]
pub fn greeting(message: &Value) -> Vec<Violation> {
    match message.get("frameId") {
        Some(Value::Null) => {
            vec![Violation::at("envelope/23", "frameId", message, "a value that is not null")]
        }
        _ => Vec::new(),
    }
}

/// Whether an answer is a failure, as the client sees it: `null` and `""` count.
#[must_use]
pub fn is_failure(message: &Value) -> bool {
    message.get("errorMessage").is_some()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn clauses(found: &[Violation]) -> Vec<&'static str> {
        found.iter().map(|violation| violation.clause).collect()
    }

    #[test]
    fn a_message_of_the_host_has_its_user_agent_and_version() {
        let good = json!({"userAgent": "WWE Server", "protocolVersion": 2});
        assert_eq!(any_message(&good), []);
        let bad = json!({"userAgent": "wwe server", "protocolVersion": "2"});
        assert_eq!(clauses(&any_message(&bad)), ["envelope/1", "envelope/2"]);
        assert_eq!(clauses(&any_message(&json!("text"))), ["envelope/15"]);
        let echo = json!({"userAgent": "WWE Client", "request": "agent.get"});
        assert_eq!(clauses(&any_message(&echo)), ["envelope/14"]);
    }

    #[test]
    fn an_answer_fails_by_a_text_and_by_nothing_else() {
        assert_eq!(answer(&json!({"referenceId": "1", "data": []})), []);
        assert_eq!(answer(&json!({"referenceId": "1", "errorMessage": "no"})), []);
        assert_eq!(clauses(&answer(&json!({"errorMessage": null}))), ["envelope/5"]);
        assert_eq!(clauses(&answer(&json!({"errorMessage": ""}))), ["envelope/5"]);
        assert_eq!(clauses(&answer(&json!({"errorMessage": {"text": "no"}}))), ["envelope/6"]);
        assert_eq!(clauses(&answer(&json!({"event": "subscribe"}))), ["envelope/4"]);
    }

    #[test]
    fn a_subscription_id_stands_at_the_top_level() {
        assert_eq!(subscribed(&json!({"subscriptionId": "s"})), []);
        assert_eq!(subscribed(&json!({"subscriptionId": 0})), []);
        assert_eq!(clauses(&subscribed(&json!({"data": {"subscriptionId": "s"}}))), ["subscription/1"]);
        assert_eq!(clauses(&subscribed(&json!({"subscriptionId": ""}))), ["subscription/4"]);
        assert_eq!(clauses(&subscribed(&json!({"subscriptionId": null}))), ["subscription/4"]);
    }

    #[test]
    fn an_event_has_four_keys() {
        assert_eq!(event(&json!({"event": "x", "data": null, "userAgent": "", "protocolVersion": 2})), []);
        let found = event(&json!({"event": 5, "referenceId": "1", "subscriptionId": "s"}));
        assert_eq!(clauses(&found), ["envelope/37"; 4]);
    }

    #[test]
    fn a_greeting_hands_something_out() {
        assert_eq!(greeting(&json!({"frameId": "f-3"})), []);
        assert_eq!(clauses(&greeting(&json!({"frameId": null}))), ["envelope/23"]);
    }

    #[test]
    fn form_follows_the_order_of_the_clients_listener() {
        assert_eq!(form(&json!({"event": "x", "referenceId": "1"})), Form::Event);
        assert_eq!(form(&json!({"frameId": 1})), Form::Greeting);
        assert_eq!(form(&json!({"frameId": 1, "referenceId": "1"})), Form::Answer);
        assert_eq!(form(&json!({})), Form::Answer);
        assert_eq!(form(&json!([])), Form::Nothing);
    }
}
