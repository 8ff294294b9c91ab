//! Each of the 30 states: read by a request, and shown by an event.

use scapi_conformance::case::{Answer, Step};
use scapi_schema::interaction::State;
use serde_json::Value;

use super::{Grid, suite};

/// States that an interaction leaves in the breath in which it enters them, so that no request meets it there.
const PASSING: &[(&str, &str)] = &[("COMPLETED", "the interaction is marked done, and leaves")];

/// Every `state` that a matcher asks for, however deep.
fn states(matcher: &Value, found: &mut dyn FnMut(&str)) {
    match matcher {
        Value::Object(fields) => {
            if let Some(state) = fields.get("state").and_then(Value::as_str) {
                found(state);
            }
            fields.values().for_each(|value| states(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| states(item, found)),
        _ => {}
    }
}

#[test]
fn each_state_is_read_and_shown() {
    assert_eq!(State::KNOWN.len(), 30);
    let known = State::KNOWN.iter().map(State::as_str);
    let is_passing = |state: &str| PASSING.iter().any(|(passing, _)| *passing == state);
    let read = known.clone().filter(|state| !is_passing(state)).map(|state| format!("{state} read"));
    let mut grid = Grid::of(read.chain(known.map(|state| format!("{state} shown by an event"))));
    for case in suite() {
        for step in &case.steps {
            match step {
                Step::Request(step) => {
                    let Answer::Data(data) = &step.answer else { continue };
                    states(data, &mut |state| grid.fill(&format!("{state} read"), &case));
                }
                Step::Events(step) => step.expect.iter().for_each(|event| {
                    states(event, &mut |state| grid.fill(&format!("{state} shown by an event"), &case));
                }),
                _ => {}
            }
        }
    }
    grid.assert_full("states");
}
