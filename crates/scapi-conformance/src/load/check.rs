//! Checks of a case that its types cannot express: ids, clauses, frames, variables, stimuli, profile.
//! All of them are made before anything is run.

use scapi_schema::clause::Catalogue;
use scapi_schema::profile::HostProfile;
use scapi_schema::stimulus::Stimulus;
use scapi_schema::suggest;
use serde_json::Value;

use super::{Fault, Source, words};
use crate::case::{Answer, Case, FrameSpec, Hearing, SendStep, Step, StimulusStep, ability};
use crate::matcher::{Matcher, WORDS};
use crate::variable::{self, Names};

/// Faults of a case as it is written.
pub(super) fn written(source: &Source, case: &Case) -> Vec<Fault> {
    let mut faults = Vec::new();
    let place = &source.id;
    let is_kebab = |character: char| matches!(character, 'a'..='z' | '0'..='9' | '-' | '/');
    if !case.id.chars().all(is_kebab) {
        faults.push(Fault::IdNotKebab(case.id.clone()));
    } else if case.id != *place && !case.id.starts_with(&format!("{place}/")) {
        faults.push(Fault::IdNotPath { id: case.id.clone(), place: place.clone() });
    }
    let unknown = case.needs.iter().filter(|name| !ability::is_known(name)).cloned();
    faults.extend(unknown.map(Fault::UnknownAbility));
    let names = case.rows.values().flat_map(|row| row.keys()).chain(case.steps.iter().filter_map(bound));
    faults.extend(names.filter(|name| WORDS.contains(&name.as_str())).cloned().map(Fault::ReservedName));
    faults
}

/// Faults of a case whose rows have been filled in.
pub(super) fn expanded(case: &Case, catalogue: &Catalogue) -> Vec<Fault> {
    let mut faults = Vec::new();
    if case.clauses.is_empty() {
        faults.push(Fault::Empty("clauses"));
    }
    if case.steps.is_empty() {
        faults.push(Fault::Empty("steps"));
    }
    let cited = case.clauses.iter().map(String::as_str).chain(case.steps.iter().filter_map(Step::clause));
    faults.extend(cited.filter(|id| catalogue.find(id).is_none()).map(|id| unknown_clause(id, catalogue)));
    faults
        .extend(HostProfile::default().patched(&Value::Object(case.profile.clone())).err().map(Fault::from));
    let mut names = Names::default();
    for step in &case.steps {
        faults.extend(frame_fault(step, case));
        faults.extend(step_fault(step, &names).err());
        faults.extend(words::unknown(step, case));
        bound(step).into_iter().for_each(|name| names.add(name));
    }
    faults
}

fn unknown_clause(id: &str, catalogue: &Catalogue) -> Fault {
    let known = catalogue.clauses.iter().map(|clause| clause.id.as_str());
    Fault::UnknownClause { id: id.to_owned(), nearest: suggest::nearest(id, known).map(str::to_owned) }
}

fn bound(step: &Step) -> Option<&String> {
    match step {
        Step::Stimulus(step) => step.bind.as_ref(),
        Step::Request(step) => step.bind.as_ref(),
        Step::Subscribe(step) => step.bind.as_ref(),
        Step::Unsubscribe(_)
        | Step::Send(_)
        | Step::Events(_)
        | Step::Greetings(_)
        | Step::Silence(_)
        | Step::Advance(_) => None,
    }
}

fn frame_fault(step: &Step, case: &Case) -> Option<Fault> {
    let name = step.frame()?;
    let frames = case.all_frames();
    let Some(FrameSpec { hearing, .. }) = frames.get(name) else {
        return Some(Fault::UnknownFrame { name: name.to_owned(), known: frames.keys().cloned().collect() });
    };
    let is_talk = answer(step).is_some_and(|answer| !matches!(answer, Answer::Silence));
    (*hearing == Hearing::Ignored && is_talk).then(|| Fault::AnswerOnIgnoredFrame(name.to_owned()))
}

fn answer(step: &Step) -> Option<&Answer> {
    match step {
        Step::Request(step) => Some(&step.answer),
        Step::Subscribe(step) => Some(step.answer.as_ref().unwrap_or(&Answer::Success)),
        Step::Unsubscribe(step) => Some(step.answer.as_ref().unwrap_or(&Answer::Success)),
        Step::Send(step) => Some(&step.answer),
        Step::Stimulus(_) | Step::Events(_) | Step::Greetings(_) | Step::Silence(_) | Step::Advance(_) => {
            None
        }
    }
}

fn step_fault(step: &Step, names: &Names) -> Result<(), Fault> {
    match step {
        Step::Stimulus(step) => stimulus(step, names)?,
        Step::Request(step) => {
            for parameter in step.parameters.iter().flatten().chain(&step.reference_id) {
                variable::resolve(parameter, names)?;
            }
        }
        Step::Subscribe(step) => {
            for value in [&step.to].into_iter().chain(&step.reference_id) {
                variable::resolve(value, names)?;
            }
        }
        Step::Unsubscribe(step) => drop(variable::resolve(&step.id, names)?),
        Step::Send(step) => send(step, names)?,
        Step::Events(step) => {
            for event in step.expect.iter().chain(&step.ignore) {
                Matcher::compile(event, names)?;
            }
        }
        Step::Greetings(step) => {
            for greeting in &step.expect {
                Matcher::compile(greeting, names)?;
            }
        }
        Step::Silence(_) | Step::Advance(_) => {}
    }
    match answer(step) {
        Some(Answer::Data(matcher) | Answer::Envelope(matcher) | Answer::Failure(matcher)) => {
            Matcher::compile(matcher, names)?;
        }
        Some(Answer::Success | Answer::Silence) | None => {}
    }
    Ok(())
}

fn stimulus(step: &StimulusStep, names: &Names) -> Result<(), Fault> {
    let fields = variable::resolve_fields(&step.stimulus, names)?;
    Stimulus::from_value(Value::Object(fields))?;
    Ok(())
}

fn send(step: &SendStep, names: &Names) -> Result<(), Fault> {
    if step.message.is_some() == step.text.is_some() {
        return Err(Fault::SendForm);
    }
    step.message.iter().try_for_each(|message| variable::resolve(message, names).map(drop))?;
    Ok(())
}
