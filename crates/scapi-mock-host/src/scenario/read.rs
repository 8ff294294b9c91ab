//! Reads a scenario: JSON, then what stands before the timeline, then the timeline. All faults are told at once.

use scapi_schema::{
    journal::ClockSource,
    scenario::{Scenario as Document, Setting, Start},
    suggest,
};
use serde_json::{Map, Value, json};

use super::{
    ScenarioError,
    action::{Changes, changes, typed},
    expand::{Layout, Planned},
    fault::Found,
    fill::{Filler, Known},
    strict::Strict,
};
use crate::{
    http::escaped,
    session::{Step, steps_to},
};

/// How long the verdict waits if it is not said, in milliseconds of real time.
const VERDICT_WITHIN: u64 = 1_000;
/// A longer wait would be a scenario that has forgotten one of its own.
const VERDICT_WITHIN_AT_MOST: u64 = 60_000;
/// A title is a sentence, and a note is one.
const TITLE_AT_MOST: usize = 200;

/// A scenario as it is run.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) title: String,
    pub(super) seed: u64,
    pub(super) clock: Option<ClockSource>,
    pub(super) changes: Changes,
    pub(super) start: Option<Begin>,
    pub(super) verdict_within_ms: u64,
    pub(super) steps: Vec<Planned>,
}

/// The state to begin in.
#[derive(Clone, Debug)]
pub(super) struct Begin {
    pub(super) state: String,
    pub(super) steps: Vec<Step>,
    /// Names for the interactions that the way there makes.
    pub(super) names: Vec<String>,
}

/// Values for variables from outside, as they were given.
pub(super) type Given = [(String, String)];

pub(super) fn plan(file: &str, text: &str, given: &Given) -> Result<Plan, ScenarioError> {
    let Strict(value) =
        serde_json::from_str(text).map_err(|fault| ScenarioError::json(file, text, &fault))?;
    laid_out(value, given).map_err(|found| ScenarioError::new(file, text, found))
}

fn laid_out(mut value: Value, given: &Given) -> Result<Plan, Vec<Found>> {
    let one = |found: Found| vec![found];
    let Some(fields) = value.as_object_mut() else {
        return Err(one(Found::at("", "a scenario is an object with a title and a timeline")));
    };
    let timeline = fields
        .insert("timeline".into(), json!([]))
        .ok_or_else(|| one(Found::at("", "\"timeline\" is missing, the list of what happens")))?;
    let variables = fields.shift_remove("variables").unwrap_or_else(|| json!({}));
    let seed = match fields.get("seed") {
        None => 0,
        Some(seed) => seed
            .as_u64()
            .ok_or_else(|| one(Found::at("/seed", "a seed is a whole number that is not negative")))?,
    };
    let mut filler = Filler::new(seed);
    self::variables(&variables, given, &mut filler);
    let head = head(std::mem::take(fields), &mut filler);
    let clock = head.as_ref().and_then(|(document, ..)| document.clock.clone());
    let mut layout = Layout::new(&mut filler, clock);
    layout.steps(&timeline, "/timeline", &[]);
    let steps = layout.planned;
    let Some((document, changes, start)) = head.filter(|_| filler.faults.is_empty()) else {
        return Err(filler.faults);
    };
    Ok(Plan {
        title: document.title,
        seed,
        clock: document.clock,
        changes,
        start,
        verdict_within_ms: document.verdict_within_ms.unwrap_or(VERDICT_WITHIN),
        steps,
    })
}

/// Variables are filled in one after the other, so that one can have others in it.
fn variables(variables: &Value, given: &Given, filler: &mut Filler) {
    let Some(fields) = variables.as_object() else {
        filler.wrong::<()>(Found::at("/variables", "variables are an object of values by name"));
        return;
    };
    for (name, value) in fields {
        let pointer = format!("/variables/{}", escaped(name));
        let before = filler.faults.len();
        let drawn = filler.check_name(name, &pointer).and_then(|()| filler.value(value, &pointer));
        if filler.faults.len() > before {
            // Whatever it was to be, it is not the fault of those who have it in them.
            filler.know(name, Known::Interaction);
            continue;
        }
        let outside =
            given.iter().rev().find(|(known, _)| known == name).map(|(_, text)| from_outside(text, value));
        if let Some(value) = outside.or(drawn) {
            filler.know(name, Known::Value(value));
        }
    }
    for (name, _) in given.iter().filter(|(name, _)| !fields.contains_key(name)) {
        let meant = suggest::nearest(name, fields.keys().map(String::as_str));
        let hint = match meant {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None if fields.is_empty() => "it has none".to_owned(),
            None => format!("there are {}", fields.keys().cloned().collect::<Vec<_>>().join(", ")),
        };
        let text = format!("a value is given for \"{name}\", and the scenario has no such variable; {hint}");
        filler.wrong::<()>(Found::at("/variables", text).meaning(meant));
    }
}

/// A text where the file has a text; JSON elsewhere, if it is JSON.
fn from_outside(text: &str, of_file: &Value) -> Value {
    let json = || serde_json::from_str(text).unwrap_or_else(|_| text.into());
    if of_file.is_string() { text.into() } else { json() }
}

/// What stands before the timeline.
fn head(fields: Map<String, Value>, filler: &mut Filler) -> Option<(Document, Changes, Option<Begin>)> {
    let mut filled = Map::new();
    for (key, value) in fields {
        let is_plain =
            matches!(key.as_str(), "$schema" | "title" | "seed" | "clock" | "timeline" | "verdictWithinMs");
        let value = if is_plain { Some(value) } else { filler.value(&value, &format!("/{}", escaped(&key))) };
        filled.insert(key, value?);
    }
    let start = start(filled.shift_remove("start"), filler)?;
    let document: Document = match typed(Value::Object(filled), "") {
        Ok(document) => document,
        Err(found) => return filler.wrong(found),
    };
    if document.title.trim().is_empty() || document.title.chars().count() > TITLE_AT_MOST {
        let text = format!("a title is a sentence of 1 to {TITLE_AT_MOST} characters");
        return filler.wrong(Found::at("/title", text));
    }
    if matches!(document.clock, Some(ClockSource::Other(_))) {
        return filler.wrong(Found::at("/clock", "a clock is virtual or real"));
    }
    if document.verdict_within_ms.is_some_and(|within| within > VERDICT_WITHIN_AT_MOST) {
        let text = format!("verdictWithinMs is 0 to {VERDICT_WITHIN_AT_MOST} milliseconds");
        return filler.wrong(Found::at("/verdictWithinMs", text));
    }
    let setting = Setting {
        profile: document.profile.clone(),
        policies: document.policies.clone(),
        canned: document.canned.clone(),
        faults: Some(document.faults.clone()).filter(|faults| !faults.is_empty()),
    };
    match changes(setting, "") {
        Ok(changes) => Some((document, changes, start)),
        Err(found) => filler.wrong(found),
    }
}

/// `"talking"`, or `{"state": "talking", "as": ["call"]}`. None if it is wrong.
fn start(start: Option<Value>, filler: &mut Filler) -> Option<Option<Begin>> {
    let Some(start) = start else { return Some(None) };
    let (start, pointer) = match start {
        Value::String(state) => (Start { state, names: Vec::new() }, "/start"),
        other => match typed(other, "/start") {
            Ok(start) => (start, "/start/state"),
            Err(found) => return filler.wrong(found),
        },
    };
    let steps = match steps_to(&start.state) {
        Ok(steps) => steps,
        Err(unknown) => {
            return filler.wrong(Found::at(pointer, unknown.to_string()).meaning(unknown.meant));
        }
    };
    for (at, name) in start.names.iter().enumerate() {
        let pointer = format!("/start/as/{at}");
        filler.check_name(name, &pointer)?;
        if filler.is_known(name) {
            return filler.wrong(Found::at(pointer, format!("${{{name}}} is something else already")));
        }
        filler.know(name, Known::Interaction);
    }
    let makes = steps.iter().filter(|step| step.makes_an_interaction()).count();
    if start.names.len() > makes {
        let text = format!(
            "the way to \"{}\" makes {makes} interactions, and here are {} names",
            start.state,
            start.names.len()
        );
        return filler.wrong(Found::at("/start/as", text));
    }
    Some(Some(Begin { state: start.state, steps, names: start.names }))
}
