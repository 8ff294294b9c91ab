//! What a step does, read from JSON in which nothing is left to be filled in. Whatever can be known to be wrong is refused here,
//! before the scenario runs and again as it does.

use std::collections::BTreeMap;

use scapi_reference::{
    canned::CannedAnswer,
    profile::{ProfileRefusal, patched},
};
use scapi_schema::{
    event,
    expectation::Expectation,
    fault::{Disturbance, Fault, FaultError},
    method,
    policy::Policies,
    profile::HostProfile,
    scenario::{Advance, Keep, PostedEvent, Reset, Setting, Wait},
    stimulus::{Stimulus, StimulusError},
    suggest,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{fault::Found, node::word};
use crate::{
    http::{escaped, pointer_of},
    session::{FaultRefusal, NotAnAnswer, answer_from_json, check_fault},
    verify::{ExpectationFault, Matcher},
};

/// What a step does.
#[derive(Clone, Debug)]
pub(super) enum Action {
    Stimulus(Value),
    Wait(Box<Wait>),
    Advance(u64),
    Expect(Box<Expectation>),
    Set(Changes),
    Event(PostedEvent),
    Fault(Box<Fault>),
    Reset(Keep),
    Note(String),
}

/// What changes in a session, ready to be changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    /// A merge patch.
    pub(super) profile: Option<Value>,
    pub(super) policies: Option<Policies>,
    /// In place of all that there are.
    pub(super) faults: Option<Vec<Fault>>,
    /// None restores the default.
    pub(super) canned: Vec<(&'static str, Option<CannedAnswer>)>,
}

impl Action {
    /// Reads the content of a step that stands at a pointer.
    pub(super) fn read(kind: &str, content: Value, at: &str) -> Result<Self, Found> {
        Ok(match kind {
            "stimulus" => {
                Stimulus::from_value(content.clone()).map_err(|fault| stimulus_fault(&fault, at))?;
                Self::Stimulus(content)
            }
            "wait" => Self::Wait(Box::new(wait(content, at)?)),
            "advance" => Self::Advance(typed::<Advance>(content, at)?.ms),
            "expect" => Self::Expect(Box::new(expectation(content, at)?)),
            "set" => Self::Set(changes(typed(content, at)?, at)?),
            "event" => Self::Event(posted_event(content, at)?),
            "fault" => Self::Fault(Box::new(fault(content, at)?)),
            "reset" => Self::Reset(typed::<Reset>(content, at)?.keep),
            _ => Self::Note(note(&content, at)?),
        })
    }

    /// In a few words.
    pub(super) fn title(&self) -> String {
        match self {
            Self::Stimulus(stimulus) => {
                let on = stimulus["interactionId"].as_str().map(|id| format!(" of interaction {id}"));
                format!("{}{}", stimulus["type"].as_str().unwrap_or_default(), on.unwrap_or_default())
            }
            Self::Wait(wait) => wait_title(wait),
            Self::Advance(ms) => format!("advance by {ms} ms"),
            Self::Expect(expectation) => match &expectation.name {
                Some(name) => format!("expect {name}"),
                None => "expect".into(),
            },
            Self::Set(changes) => format!("set {}", changes.names().join(", ")),
            Self::Event(event) => format!("event {}", event.name),
            Self::Fault(fault) => {
                format!("fault {}", fault.name.as_deref().unwrap_or(fault.disturbance.name()))
            }
            Self::Reset(Keep::Nothing) => "reset".into(),
            Self::Reset(Keep::State) => "empty the journal".into(),
            Self::Note(text) => text.clone(),
        }
    }
}

impl Changes {
    pub(super) fn is_empty(&self) -> bool {
        self.names().is_empty()
    }

    fn names(&self) -> Vec<&'static str> {
        let profile = self.profile.as_ref().map(|_| "profile");
        let policies = self.policies.as_ref().map(|_| "policies");
        let canned = self.canned.first().map(|_| "canned answers");
        let faults = self.faults.as_ref().map(|_| "faults");
        [profile, policies, faults, canned].into_iter().flatten().collect()
    }
}

fn wait_title(wait: &Wait) -> String {
    match wait {
        Wait { ms: Some(ms), .. } => format!("wait {ms} ms"),
        Wait { real_ms: Some(ms), .. } => format!("wait {ms} ms of real time"),
        Wait { subscribed: Some(name), .. } => format!("wait for a subscription to {name}"),
        Wait { message: Some(matcher), .. } => match Matcher::new(matcher, "") {
            Ok(matcher) => format!("wait for {matcher}"),
            Err(_) => "wait for a message".into(),
        },
        _ => "wait for quiet".into(),
    }
}

/// A text, or what a template made of one: a number, for example.
fn note(content: &Value, at: &str) -> Result<String, Found> {
    match content {
        Value::String(_) | Value::Number(_) | Value::Bool(_) => Ok(word(content)),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(Found::at(at, "a remark is a text")),
    }
}

/// Reads a value whose type is known. A key that nobody knows is at fault itself, not the object that has it.
pub(super) fn typed<T: DeserializeOwned>(content: Value, at: &str) -> Result<T, Found> {
    serde_path_to_error::deserialize(content).map_err(|fault| {
        let pointer = format!("{at}{}", pointer_of(fault.path()));
        of_serde(&fault.into_inner().to_string(), &pointer)
    })
}

fn of_serde(text: &str, pointer: &str) -> Found {
    let hinted = suggest::with_nearest(text);
    let meant = hinted.strip_prefix(text).and_then(|hint| hint.split('`').nth(1)).map(str::to_owned);
    match text.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) {
        Some(key) => {
            let key = format!("/{}", escaped(key));
            let pointer =
                if pointer.ends_with(&key) { pointer.to_owned() } else { format!("{pointer}{key}") };
            Found::at(pointer, hinted).of_key().meaning(meant)
        }
        None => Found::at(pointer, hinted).meaning(meant),
    }
}

fn stimulus_fault(fault: &StimulusError, at: &str) -> Found {
    let found = Found::at(format!("{at}{}", fault.pointer()), fault.to_string()).meaning(fault.suggestion());
    let StimulusError::Content { fault: of_content, .. } = fault else { return found };
    let key = of_content.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    match key {
        Some(key) => Found::at(format!("{at}/{}", escaped(key)), fault.to_string()).of_key(),
        None => found,
    }
}

fn wait(content: Value, at: &str) -> Result<Wait, Found> {
    let wait: Wait = typed(content, at)?;
    wait.check().map_err(|fault| Found::at(at, fault.to_string()))?;
    if let Some(matcher) = &wait.message {
        Matcher::new(matcher, &format!("{at}/message"))
            .map_err(|fault| Found::at(fault.pointer.clone(), fault.to_string()))?;
    }
    if let Some(name) = &wait.subscribed {
        known_event(name, &format!("{at}/subscribed"))?;
    }
    Ok(wait)
}

fn expectation(content: Value, at: &str) -> Result<Expectation, Found> {
    let expectation: Expectation = typed(content, at)?;
    crate::verify::check(&expectation).map_err(|fault| match &fault {
        ExpectationFault::Matcher(of_matcher) => {
            Found::at(format!("{at}{}", of_matcher.pointer), fault.to_string())
        }
        ExpectationFault::Expectation(_) => Found::at(at, fault.to_string()),
    })?;
    Ok(expectation)
}

/// Reads what changes, whose parts stand in an object at a pointer.
pub(super) fn changes(setting: Setting, at: &str) -> Result<Changes, Found> {
    let profile = (!setting.profile.is_empty()).then(|| Value::Object(setting.profile));
    if let Some(patch) = &profile {
        patched(&HostProfile::default(), patch).map_err(|fault| profile_fault(&fault, at))?;
    }
    let canned = setting.canned.into_iter().map(|(method, answer)| canned(&method, answer, at));
    for (number, fault) in setting.faults.iter().flatten().enumerate() {
        checked(fault, &format!("{at}/faults/{number}"))?;
    }
    Ok(Changes {
        profile,
        policies: setting.policies,
        faults: setting.faults,
        canned: canned.collect::<Result<_, _>>()?,
    })
}

fn profile_fault(fault: &ProfileRefusal, at: &str) -> Found {
    match fault {
        ProfileRefusal::Contract(of_contract) => {
            let found = Found::at(format!("{at}/profile{}", of_contract.pointer()), fault.to_string());
            found.of_key().meaning(of_contract.suggestion())
        }
        ProfileRefusal::Origins(_) => Found::at(format!("{at}/profile/acceptedOrigins"), fault.to_string()),
    }
}

fn canned(name: &str, answer: Value, at: &str) -> Result<(&'static str, Option<CannedAnswer>), Found> {
    let pointer = format!("{at}/canned/{}", escaped(name));
    let known: BTreeMap<&str, &'static str> =
        method::METHODS.iter().map(|method| (method.name, method.name)).collect();
    let Some(method) = known.get(name).copied() else {
        let meant = suggest::nearest(name, known.keys().copied());
        let hint = meant.map(|meant| format!("; did you mean \"{meant}\"?")).unwrap_or_default();
        let text = format!("apps have no method \"{name}\" to call{hint}");
        return Err(Found::at(pointer, text).of_key().meaning(meant));
    };
    if answer.is_null() {
        return Ok((method, None));
    }
    let answer = answer_from_json(answer).map_err(|fault| match &fault {
        NotAnAnswer::Unknown(key) => {
            let meant = suggest::nearest(key, ["data", "errorMessage"]);
            Found::at(format!("{pointer}/{}", escaped(key)), fault.to_string()).of_key().meaning(meant)
        }
        _ => Found::at(pointer, fault.to_string()),
    })?;
    Ok((method, Some(answer)))
}

/// What goes wrong is read first, so that what is wrong with it is told with its place.
fn fault(content: Value, at: &str) -> Result<Fault, Found> {
    if let Some(disturbance) = content.get("do") {
        Disturbance::from_value(disturbance.clone()).map_err(|fault| fault_fault(&fault, at))?;
    }
    let fault: Fault = typed(content, at)?;
    checked(&fault, at)?;
    Ok(fault)
}

fn checked(fault: &Fault, at: &str) -> Result<(), Found> {
    check_fault(fault).map_err(|refusal| match &refusal {
        FaultRefusal::Fault(error) => fault_fault(error, at),
        FaultRefusal::Matcher(error) => Found::at(format!("{at}{}", error.pointer), error.to_string()),
        _ => Found::at(at, refusal.to_string()),
    })
}

fn fault_fault(fault: &FaultError, at: &str) -> Found {
    Found::at(format!("{at}{}", fault.pointer()), fault.to_string()).meaning(fault.suggestion())
}

fn posted_event(content: Value, at: &str) -> Result<PostedEvent, Found> {
    let event: PostedEvent = typed(content, at)?;
    known_event(&event.name, &format!("{at}/name"))?;
    Ok(event)
}

fn known_event(given: &str, pointer: &str) -> Result<(), Found> {
    if event::is_known(given) {
        return Ok(());
    }
    let known: Vec<&str> = event::EVENTS.iter().map(|event| event.name).collect();
    let meant = suggest::nearest(given, known.iter().copied());
    let hint = match meant {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!("there are {}, and messenger: with the name of a channel", known.join(", ")),
    };
    Err(Found::at(pointer, format!("apps cannot subscribe to an event \"{given}\"; {hint}")).meaning(meant))
}
