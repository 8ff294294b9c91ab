//! Each refusal of each method: a parameter missing or of the wrong type, an unknown id, a wrong state, a service that
//! is filtered, a quarantine.

use std::collections::BTreeSet;

use scapi_conformance::case::Case;
use scapi_schema::interaction::{RecordingState, State, TargetType};
use scapi_schema::method::{MethodInfo, ParameterInfo, Shape};
use scapi_schema::parameter::Presence;
use serde_json::Value;

use super::call::{self, Call, Outcome};
use super::{Grid, suite};

/// Refusals that a method does not know, with the reason.
const NOT_THERE: &[(&str, &str, &str)] = &[
    ("interaction.getInteractions", "unknown id", "it takes no id"),
    ("interaction.getInteractions", "wrong state", "it concerns all interactions"),
    ("interaction.getByInteractionId", "wrong state", "it reads, in any state"),
    ("interaction.selectCaseByCaseId", "wrong state", "a case has none; the one selected already succeeds"),
    ("interaction.blockMarkdone", "wrong state", "it takes an interaction in any state"),
    ("interaction.unblockMarkdone", "wrong state", "without a block it succeeds"),
    ("voice.dial", "unknown id", "it takes no id"),
    ("voice.dial", "wrong state", "it makes the call"),
    ("voice.dialEx", "unknown id", "it takes no id"),
    ("voice.dialEx", "wrong state", "it makes the call"),
    ("messenger.broadcastMessage", "unknown id", "a channel exists by being named"),
    ("messenger.broadcastMessage", "wrong state", "it concerns no interaction"),
];

const KINDS: &[&str] = &["string", "number", "boolean", "array", "object"];

/// What can be wrong with a parameter by itself.
fn faults(parameter: &ParameterInfo) -> Vec<String> {
    let wrong = KINDS.iter().filter(|kind| !takes(parameter.shape, kind));
    let missing = is_needed(parameter).then(|| "missing".to_owned());
    let target = match parameter.shape {
        Shape::Document(_) => ["an empty string", "of no known type", "without destination"].as_slice(),
        _ => &[],
    };
    let target = target.iter().map(|fault| (*fault).to_owned());
    missing.into_iter().chain(wrong.map(|kind| format!("{kind} instead"))).chain(target).collect()
}

fn is_needed(parameter: &ParameterInfo) -> bool {
    // null is a message like any other
    parameter.presence == Presence::Required && parameter.shape != Shape::Any
}

fn takes(shape: Shape, kind: &str) -> bool {
    match shape {
        Shape::Text => kind == "string",
        Shape::KeyValues => kind == "object",
        Shape::Document(_) => matches!(kind, "string" | "object"),
        _ => true,
    }
}

fn cells() -> impl Iterator<Item = String> {
    call::methods().flat_map(|method| {
        let each = method.parameters.iter().flat_map(|parameter| {
            faults(parameter).into_iter().map(|fault| format!("{}: {} {fault}", method.name, parameter.name))
        });
        let whole = ["unknown id", "wrong state", "filtered", "quarantined"];
        let whole = whole.into_iter().filter(|refusal| !is_not_there(method, refusal));
        each.chain(whole.map(|refusal| format!("{}: {refusal}", method.name))).collect::<Vec<_>>()
    })
}

fn is_not_there(method: &MethodInfo, refusal: &str) -> bool {
    NOT_THERE.iter().any(|(name, not, _)| *name == method.name && *not == refusal)
}

/// What stands between an app and the methods, by the profile of a case.
#[derive(Debug, PartialEq, Eq)]
enum Gate {
    Open,
    Filter,
    Limit,
}

fn gate(case: &Case) -> Gate {
    let is_limited = ["rateLimit", "rateLimitPerService"].iter().any(|key| case.profile.contains_key(*key));
    let origins = case.profile.get("acceptedOrigins").and_then(Value::as_array);
    let has_services = |entry: &Value| entry.as_str().is_some_and(|entry| entry.contains('('));
    match origins {
        _ if is_limited => Gate::Limit,
        Some(origins) if origins.iter().any(has_services) => Gate::Filter,
        _ => Gate::Open,
    }
}

/// Why a call without a gate before it is refused, if one thing alone is wrong with it.
fn reason(call: &Call<'_>) -> Option<String> {
    let parameters = call.method.parameters.iter().enumerate();
    let faults: Vec<_> = parameters
        .filter_map(|(index, it)| Some(format!("{} {}", it.name, fault(it, call.argument(index))?)))
        .collect();
    match faults.as_slice() {
        [] => state_or_id(call).map(str::to_owned),
        [one] => Some(one.clone()),
        _ => None,
    }
}

fn fault(parameter: &ParameterInfo, argument: Option<&Value>) -> Option<String> {
    let Some(value) = argument.filter(|value| !value.is_null()) else {
        return is_needed(parameter).then(|| "missing".to_owned());
    };
    if !takes(parameter.shape, call::kind(value)) {
        return Some(format!("{} instead", call::kind(value)));
    }
    match parameter.shape {
        Shape::Document(_) => target_fault(value).map(str::to_owned),
        _ => None,
    }
}

fn target_fault(target: &Value) -> Option<&'static str> {
    let Value::Object(target) = target else {
        return (target == "").then_some("an empty string");
    };
    let kind =
        target.get("type").or_else(|| target.get("target")).and_then(Value::as_str).unwrap_or_default();
    if !TargetType::from(kind).is_known() {
        return Some("of no known type");
    }
    (!target.get("destination").is_some_and(Value::is_string)).then_some("without destination")
}

/// A literal id is one that no interaction has; one that was made is in a state, which the message names.
fn state_or_id(call: &Call<'_>) -> Option<&'static str> {
    let id = call.argument(0)?.as_str()?;
    if !call.method.parameters.first()?.name.ends_with("Id") {
        return None;
    }
    let is_state = |text: &&str| State::from(*text).is_known() || RecordingState::from(*text).is_known();
    if !call::is_variable(id) {
        return Some("unknown id");
    }
    call.named().iter().any(is_state).then_some("wrong state")
}

/// Fills the cells of one case. In quarantine are those whose origin was refused before.
fn fill(grid: &mut Grid, case: &Case) {
    let gate = gate(case);
    let mut refused: BTreeSet<String> = BTreeSet::new();
    call::each(case, |call| {
        let name = call.method.name;
        let is_null = matches!(call.answer, scapi_conformance::case::Answer::Data(Value::Null));
        if name == "interaction.getByInteractionId" && is_null {
            grid.fill(&format!("{name}: unknown id"), case);
        }
        if call.outcome() != Outcome::Refusal {
            return;
        }
        match gate {
            Gate::Filter => grid.fill(&format!("{name}: filtered"), case),
            Gate::Limit => {
                if !refused.insert(call.frame.to_owned()) {
                    grid.fill(&format!("{name}: quarantined"), case);
                }
            }
            Gate::Open => {
                if let Some(reason) = reason(call) {
                    grid.fill(&format!("{name}: {reason}"), case);
                }
            }
        }
    });
}

#[test]
fn each_method_is_refused_for_each_reason() {
    let mut grid = Grid::of(cells());
    suite().iter().for_each(|case| fill(&mut grid, case));
    grid.assert_full("methods by the reasons for a refusal");
}

#[test]
fn what_a_method_is_said_not_to_refuse_it_does_not() {
    let cells = NOT_THERE.iter().map(|(method, refusal, _)| format!("{method}: {refusal}"));
    let mut grid = Grid::of(cells);
    suite().iter().for_each(|case| fill(&mut grid, case));
    assert_eq!(grid.empty().len(), NOT_THERE.len(), "a case refuses it all the same: {grid:?}");
}
