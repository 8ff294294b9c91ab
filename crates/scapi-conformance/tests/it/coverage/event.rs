//! Each event and its order: each event type of `interaction`, and each name that can be subscribed.

use scapi_conformance::case::{Case, EventsStep, Order, Step};
use scapi_schema::event::{Carries, EVENT_TYPES, EVENTS, EventTypeInfo};
use serde_json::Value;

use super::{Grid, suite};

/// What has to be shown of each event type, by a case that names its clause.
const ALONE: &str = "exactly, neither missing nor doubled";
const AMONG: &str = "in its order among others";
const CARRIES: &str = "with what it carries";

/// What an event is expected to be; `$exact` is as good.
fn inside(matcher: &Value) -> &Value {
    matcher.get("$exact").unwrap_or(matcher)
}

fn is_carried(info: &EventTypeInfo, event: &Value) -> bool {
    let interaction = event.get("interaction");
    match info.carries {
        Carries::Interaction => interaction.is_some_and(Value::is_object),
        Carries::InteractionIn(state) => {
            interaction.and_then(|it| it.get("state")).and_then(Value::as_str) == Some(state.as_str())
        }
        Carries::Case => event.get("selectedCaseId").is_some() && interaction.is_none(),
    }
}

fn fill(grid: &mut Grid, case: &Case, step: &EventsStep) {
    let tested = case.tested_clauses();
    for event in step.expect.iter().map(inside) {
        let named = |info: &&EventTypeInfo| event.get("eventType") == Some(&info.event_type.as_str().into());
        let Some(info) = EVENT_TYPES.iter().find(named).filter(|info| tested.contains(&info.clause)) else {
            continue;
        };
        let name = info.event_type.as_str();
        if step.order == Order::InOrder {
            grid.fill(&format!("{name} {ALONE}"), case);
        }
        if step.order != Order::AnyOrder && step.expect.len() > 1 {
            grid.fill(&format!("{name} {AMONG}"), case);
        }
        if is_carried(info, event) {
            grid.fill(&format!("{name} {CARRIES}"), case);
        }
    }
}

fn looks_at<'a>(case: &'a Case, name: &str) -> impl Iterator<Item = &'a EventsStep> {
    let name = name.to_owned();
    case.steps.iter().filter_map(move |step| match step {
        Step::Events(step) if step.name == name => Some(step),
        _ => None,
    })
}

#[test]
fn each_event_type_is_shown_with_its_order() {
    let cells = EVENT_TYPES
        .iter()
        .flat_map(|info| [ALONE, AMONG, CARRIES].map(|what| format!("{} {what}", info.event_type.as_str())));
    let mut grid = Grid::of(cells);
    for case in suite().iter().filter(|case| !case.profile.contains_key("eventTypeNames")) {
        looks_at(case, "interaction").for_each(|step| fill(&mut grid, case, step));
    }
    grid.assert_full("event types");
}

#[test]
fn each_name_is_subscribed_and_what_a_stimulus_brings_about_is_delivered() {
    // no stimulus brings about an event of another name
    let delivered = ["interaction", "markdone", "messenger:orders"];
    let subscribed = EVENTS.iter().map(|event| event.name).chain(["messenger:orders"]);
    let cells = subscribed.map(|name| format!("{name} subscribed"));
    let mut grid = Grid::of(cells.chain(delivered.map(|name| format!("{name} delivered"))));
    for case in &suite() {
        for step in &case.steps {
            let Step::Subscribe(step) = step else { continue };
            let names = step.to.as_array().cloned().unwrap_or_else(|| vec![step.to.clone()]);
            for name in names.iter().filter_map(Value::as_str) {
                grid.fill(&format!("{name} subscribed"), case);
            }
        }
        for name in delivered {
            if looks_at(case, name).any(|step| !step.expect.is_empty()) {
                grid.fill(&format!("{name} delivered"), case);
            }
        }
    }
    grid.assert_full("event names");
}
