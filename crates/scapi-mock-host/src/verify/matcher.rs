//! Matchers of messages: criterion by criterion, so that a near miss can be explained.
//! A method that does not exist is refused: an expectation that it never comes would always be met.

use scapi_schema::{
    event,
    expectation::MessageMatcher,
    interaction::State,
    journal::{JournalEntry, LegalityVerdict},
    method::METHODS,
    suggest,
};
use serde_json::Value;

use super::pattern::{Pattern, PatternError};

/// A matcher cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct MatcherError {
    /// The JSON pointer of the fault in the expectation.
    pub pointer: String,
    /// What is wrong, and what would be right.
    pub fault: String,
}

/// A matcher that is ready to be used.
#[derive(Clone, Debug)]
pub(crate) struct Matcher {
    criteria: Vec<Criterion>,
}

#[derive(Clone, Debug)]
struct Criterion {
    what: What,
    /// As it was written.
    expected: String,
}

#[derive(Clone, Debug)]
enum What {
    Method(String),
    Subscribes(String),
    Parameters(Pattern),
    Pointer(String, Pattern),
    Frame(String),
    Interaction(String),
    State(String),
    Outcome(String),
}

/// One criterion held against one message.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) what: String,
    pub(crate) expected: String,
    pub(crate) got: String,
    pub(crate) is_met: bool,
}

impl Matcher {
    /// Reads a matcher that stands at a pointer of an expectation.
    pub(crate) fn new(matcher: &MessageMatcher, at: &str) -> Result<Self, MatcherError> {
        known_words(matcher, at)?;
        let mut criteria = Vec::new();
        if let Some(method) = &matcher.method {
            known_method(method, at)?;
            criteria.push(Criterion { what: What::Method(method.clone()), expected: method.clone() });
        }
        if let Some(name) = &matcher.subscribes {
            known_event(name, at)?;
            criteria.push(Criterion { what: What::Subscribes(name.clone()), expected: name.clone() });
        }
        if let Some(parameters) = &matcher.parameters {
            let value = Value::Array(parameters.clone());
            let pattern =
                Pattern::new(&value).map_err(|error| misread(&error, &format!("{at}/parameters")))?;
            criteria.push(Criterion { what: What::Parameters(pattern), expected: value.to_string() });
        }
        for (pointer, value) in &matcher.pointer {
            if !(pointer.is_empty() || pointer.starts_with('/')) {
                let fault = format!("a JSON pointer begins with a slash, got \"{pointer}\"");
                return Err(MatcherError { pointer: format!("{at}/pointer"), fault });
            }
            let pattern = Pattern::new(value)
                .map_err(|error| misread(&error.under(pointer), &format!("{at}/pointer")))?;
            criteria.push(Criterion {
                what: What::Pointer(pointer.clone(), pattern),
                expected: value.to_string(),
            });
        }
        let texts = [
            matcher.frame.clone().map(|text| (What::Frame(text.clone()), text)),
            matcher.interaction.clone().map(|text| (What::Interaction(text.clone()), text)),
            matcher.state.as_ref().map(|state| (What::State(state.to_string()), state.to_string())),
            matcher.outcome.as_ref().map(|outcome| (What::Outcome(outcome.to_string()), outcome.to_string())),
        ];
        criteria.extend(texts.into_iter().flatten().map(|(what, expected)| Criterion { what, expected }));
        Ok(Self { criteria })
    }

    pub(crate) fn matches(&self, entry: &JournalEntry) -> bool {
        self.criteria.iter().all(|criterion| criterion.hold(entry).0)
    }

    /// Whether an envelope that no session has seen matches. None if what it has to be like takes a session to know.
    #[cfg(feature = "wiremock")]
    pub(crate) fn matches_envelope(&self, envelope: &Value) -> Option<bool> {
        let held: Option<Vec<bool>> = self.criteria.iter().map(|one| one.hold_envelope(envelope)).collect();
        held.map(|held| held.into_iter().all(|is_met| is_met))
    }

    /// Each criterion held against a message.
    pub(crate) fn hold(&self, entry: &JournalEntry) -> Vec<Held> {
        let held = |criterion: &Criterion| {
            let (is_met, got) = criterion.hold(entry);
            Held { what: criterion.what.to_string(), expected: criterion.expected.clone(), got, is_met }
        };
        self.criteria.iter().map(held).collect()
    }
}

impl std::fmt::Display for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.criteria.is_empty() {
            return f.write_str("any message");
        }
        let criteria =
            self.criteria.iter().map(|criterion| format!("{} {}", criterion.what, criterion.expected));
        f.write_str(&criteria.collect::<Vec<_>>().join(", "))
    }
}

impl Criterion {
    /// Whether a message meets it, and what it has there.
    fn hold(&self, entry: &JournalEntry) -> (bool, String) {
        match &self.what {
            What::Frame(frame) => text(entry.frame.as_deref(), frame),
            What::State(state) => text(entry.state.as_ref().map(|state| state.as_str()), state),
            What::Outcome(outcome) => {
                text(entry.legality.as_ref().map(|legality| legality.verdict.as_str()), outcome)
            }
            _ => self.hold_message(entry.message.as_ref().unwrap_or(&Value::Null)),
        }
    }

    /// Whether an envelope meets it; none if that is nothing that an envelope has.
    #[cfg(feature = "wiremock")]
    fn hold_envelope(&self, envelope: &Value) -> Option<bool> {
        let of_session = matches!(self.what, What::Frame(_) | What::State(_) | What::Outcome(_));
        (!of_session).then(|| self.hold_message(envelope).0)
    }

    /// As [`hold`](Self::hold), of what stands in the message itself.
    fn hold_message(&self, message: &Value) -> (bool, String) {
        let nothing = Value::Null;
        match &self.what {
            What::Method(method) => {
                let found = message["request"].as_str();
                let is_met = found.is_some_and(|found| is_name(found, method));
                (is_met, found.unwrap_or("nothing").to_owned())
            }
            What::Subscribes(name) => {
                let names = if message["event"] == "subscribe" { &message["data"] } else { &nothing };
                let is_met = names == name.as_str()
                    || names.as_array().is_some_and(|names| names.iter().any(|found| found == name.as_str()));
                (is_met, shown(Some(names).filter(|names| !names.is_null())))
            }
            What::Parameters(pattern) => {
                let found = message.get("parameters");
                (pattern.matches(found), shown(found))
            }
            What::Pointer(pointer, pattern) => {
                let found = message.pointer(pointer);
                (pattern.matches(found), shown(found))
            }
            What::Interaction(id) => text(message["parameters"][0].as_str(), id),
            What::Frame(_) | What::State(_) | What::Outcome(_) => (false, "nothing".into()),
        }
    }
}

fn text(found: Option<&str>, wanted: &str) -> (bool, String) {
    (found == Some(wanted), found.map_or_else(|| "nothing".to_owned(), str::to_owned))
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Method(_) => f.write_str("method"),
            Self::Subscribes(_) => f.write_str("subscribes"),
            Self::Parameters(_) => f.write_str("parameters"),
            Self::Pointer(pointer, _) => f.write_str(pointer),
            Self::Frame(_) => f.write_str("frame"),
            Self::Interaction(_) => f.write_str("interaction"),
            Self::State(_) => f.write_str("state"),
            Self::Outcome(_) => f.write_str("outcome"),
        }
    }
}

/// More of a value would hide the rest of an explanation.
const SHOWN_AT_MOST: usize = 200;

fn shown(value: Option<&Value>) -> String {
    let Some(value) = value else { return "nothing".into() };
    let text = value.to_string();
    match text.char_indices().nth(SHOWN_AT_MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// Whether a name is the one that is wanted, or begins with it where that ends in `*`.
pub(crate) fn is_name(found: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(namespace) => found.starts_with(namespace),
        None => found == wanted,
    }
}

/// No interaction is in a state, and nothing has an outcome, that nobody knows.
fn known_words(matcher: &MessageMatcher, at: &str) -> Result<(), MatcherError> {
    let states = || State::KNOWN.iter().map(|state| state.as_str());
    let outcomes = || LegalityVerdict::KNOWN.iter().map(|outcome| outcome.as_str());
    if let Some(State::Other(given)) = &matcher.state {
        return Err(unknown("state", given, suggest::nearest(given, states()), at));
    }
    match &matcher.outcome {
        Some(LegalityVerdict::Other(given)) => {
            Err(unknown("outcome", given, suggest::nearest(given, outcomes()), at))
        }
        _ => Ok(()),
    }
}

fn unknown(what: &str, given: &str, nearest: Option<&str>, at: &str) -> MatcherError {
    let hint = nearest.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
    MatcherError { pointer: format!("{at}/{what}"), fault: format!("there is no {what} \"{given}\"{hint}") }
}

fn known_method(method: &str, at: &str) -> Result<(), MatcherError> {
    if METHODS.iter().any(|known| is_name(known.name, method)) {
        return Ok(());
    }
    let remedy = suggest::nearest(method, METHODS.iter().map(|known| known.name)).map_or_else(
        || "one that does not exist is matched by the pointer \"/request\"".to_owned(),
        |name| format!("did you mean \"{name}\"?"),
    );
    let fault = format!("there is no method \"{method}\"; {remedy}");
    Err(MatcherError { pointer: format!("{at}/method"), fault })
}

fn known_event(name: &str, at: &str) -> Result<(), MatcherError> {
    if event::is_known(name) {
        return Ok(());
    }
    let nearest = suggest::nearest(name, event::EVENTS.iter().map(|known| known.name));
    let hint = nearest.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
    Err(MatcherError {
        pointer: format!("{at}/subscribes"),
        fault: format!("there is no event \"{name}\"{hint}"),
    })
}

fn misread(error: &PatternError, at: &str) -> MatcherError {
    MatcherError { pointer: format!("{at}{}", error.pointer), fault: error.fault.clone() }
}
