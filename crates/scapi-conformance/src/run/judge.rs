//! What came, held against what a step expects: differences of answers and of events.
//! Nothing here knows of targets or time.

use serde_json::{Value, json};

use crate::case::{Answer, Order};
use crate::matcher::{Difference, Matcher, MatcherError, unmatched};
use crate::variable::Lookup;

/// Differences between an answer and what was expected.
pub(super) fn answer(
    answer: &Value,
    expected: &Answer,
    variables: &dyn Lookup,
) -> Result<Vec<Difference>, MatcherError> {
    let at = |key: &str, matcher: &Value| -> Result<Vec<Difference>, MatcherError> {
        let found = Matcher::compile(matcher, variables)?.differences(answer.get(key));
        Ok(found.into_iter().map(|one| below(key, one)).collect())
    };
    let absent = json!("$absent");
    Ok(match expected {
        Answer::Silence => vec![Difference {
            pointer: String::new(),
            expected: "no answer".to_owned(),
            got: answer.to_string(),
        }],
        Answer::Success => at("errorMessage", &absent)?,
        Answer::Data(matcher) => [at("errorMessage", &absent)?, at("data", matcher)?].concat(),
        Answer::Envelope(matcher) => Matcher::compile(matcher, variables)?.differences(Some(answer)),
        Answer::Failure(matcher) => at("errorMessage", matcher)?,
    })
}

/// What was expected, in words.
pub(super) fn in_words(expected: &Answer) -> &'static str {
    match expected {
        Answer::Success => "a success",
        Answer::Data(_) => "a success with this data",
        Answer::Envelope(_) => "an answer in this envelope",
        Answer::Failure(_) => "a failure",
        Answer::Silence => "silence",
    }
}

/// Differences between events and what was expected, with the index of the event as the first pointer part.
pub(super) fn events(matchers: &[Matcher], payloads: &[Value], order: Order) -> Vec<Difference> {
    match order {
        Order::InOrder => (0..matchers.len().max(payloads.len()))
            .flat_map(|index| {
                let found = matchers.get(index).unwrap_or(&Matcher::Absent).differences(payloads.get(index));
                found.into_iter().map(move |one| below(&index.to_string(), one))
            })
            .collect(),
        Order::AnyOrder => {
            let mut found: Vec<_> =
                unmatched(matchers, payloads).into_iter().map(|index| missing(&matchers[index])).collect();
            if payloads.len() != matchers.len() {
                found.push(Difference {
                    pointer: String::new(),
                    expected: format!("{} events", matchers.len()),
                    got: Value::from(payloads).to_string(),
                });
            }
            found
        }
        Order::Among => {
            let mut rest = payloads;
            let mut found = Vec::new();
            for matcher in matchers {
                match rest.iter().position(|event| matcher.is_match(Some(event))) {
                    Some(index) => rest = &rest[index + 1..],
                    None => found.push(missing(matcher)),
                }
            }
            found
        }
    }
}

/// The difference, seen from the value that has it under this key.
/// What is wrong with a list: how many there are, or that those which are there differ.
pub(super) fn counted(what: &str, expected: usize, got: usize) -> String {
    if expected == got {
        return format!("{what} are not those expected");
    }
    format!("expected {expected} {what}, got {got}")
}

fn below(key: &str, difference: Difference) -> Difference {
    Difference { pointer: format!("/{key}{}", difference.pointer), ..difference }
}

fn missing(matcher: &Matcher) -> Difference {
    Difference { pointer: String::new(), expected: format!("an event {matcher}"), got: "none".to_owned() }
}
