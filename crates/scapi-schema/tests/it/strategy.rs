//! What the strategies make is valid against the JSON Schemas on disk, comes back from JSON as it was, and covers
//! every state, event type, method and stimulus.

use std::{collections::BTreeSet, fmt::Debug};

use jsonschema::Validator;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use scapi_schema::{
    envelope::{AppMessage, HostMessage},
    event::EVENT_TYPES,
    interaction::{CallType, Direction, Interaction, State},
    method::METHODS,
    stimulus::Stimulus,
    strategy::{self, Medium},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::schema_file;

/// Enough for each branch of a strategy, as the states, types and methods are walked through one by one.
const DRAWS: usize = 40;

fn validator(document: &str) -> Validator {
    jsonschema::validator_for(&schema_file(&format!("{document}.schema.json"))).expect("a schema")
}

/// The same values in each run, so that a test that passes goes on passing.
fn draws<T: Debug>(strategy: &BoxedStrategy<T>, count: usize) -> Vec<T> {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("a value").current()).collect()
}

#[track_caller]
fn is_valid(validator: &Validator, wire: &Value) {
    let faults: Vec<_> =
        validator.iter_errors(wire).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:?}: {wire}");
}

/// Through text, as it crosses a wire.
#[track_caller]
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).expect("JSON");
    let read: T = serde_json::from_str(&text).expect("a value of the type");
    assert_eq!(&read, value);
    assert_eq!(serde_json::to_string(&read).expect("JSON"), text);
}

#[track_caller]
fn all_hold<T: Serialize + DeserializeOwned + PartialEq + Debug>(
    document: &str,
    strategy: &BoxedStrategy<T>,
    count: usize,
) {
    let validator = validator(document);
    for value in draws(strategy, count) {
        is_valid(&validator, &json!(value));
        comes_back(&value);
    }
}

#[test]
fn types_of_the_namespace_are_valid_and_come_back() {
    all_hold("party", &strategy::party(), DRAWS);
    all_hold("contact", &strategy::contact(), DRAWS);
    all_hold("agent", &strategy::agent(), DRAWS);
    all_hold("user-data", &strategy::user_data(), DRAWS);
    all_hold("extensions", &strategy::extensions(), DRAWS);
    all_hold("target-query", &strategy::target_query(), DRAWS);
    all_hold("consult-target-query", &strategy::consult_target_query(), DRAWS);
    all_hold("markdone-event", &strategy::markdone_event(), DRAWS);
}

#[test]
fn interactions_of_each_medium_are_valid_and_come_back() {
    for medium in Medium::ALL {
        all_hold("interaction", &strategy::interaction_of(medium), 10 * DRAWS);
    }
    all_hold("interaction", &strategy::interaction(), 10 * DRAWS);
}

/// `type.interaction/6`: all 30 documented states, each in the interactions that are asked for.
#[test]
fn every_documented_state_can_be_asked_for_and_is_the_state_of_some_medium() {
    for state in State::KNOWN {
        for interaction in draws(&strategy::interaction_in(state), DRAWS) {
            assert_eq!(&interaction.state, state);
        }
    }
    let of_media: BTreeSet<_> = Medium::ALL.into_iter().flat_map(Medium::states).collect();
    assert_eq!(of_media.len(), 30);
}

#[test]
#[should_panic(expected = "no medium has the state BREWING")]
fn a_state_that_nobody_knows_cannot_be_asked_for() {
    let _ = strategy::interaction_in(&State::from("BREWING"));
}

/// `type.interaction/13` and after: what only calls have is on every call, and never on another medium.
#[test]
fn attributes_of_calls_are_on_calls_alone() {
    let attributes = |interaction: &Interaction| {
        let Interaction { call_uuid, direction, call_type, ani, dnis, recording_state, .. } = interaction;
        [
            call_uuid.value().is_some(),
            direction.value().is_some(),
            call_type.value().is_some(),
            ani.value().is_some(),
            dnis.value().is_some(),
            recording_state.value().is_some(),
        ]
    };
    for medium in Medium::ALL {
        for interaction in draws(&strategy::interaction_of(medium), 5 * DRAWS) {
            assert_eq!(attributes(&interaction), [medium == Medium::Voice; 6], "{interaction:?}");
        }
    }
}

/// What a schema cannot say: `type.interaction/15` to `type.interaction/22`, `type.interaction/33`.
#[test]
fn attributes_of_a_call_agree_with_each_other() {
    for call in draws(&strategy::interaction_of(Medium::Voice), 20 * DRAWS) {
        let direction = call.direction.value().expect("a direction");
        let call_type = call.call_type.value().expect("a type");
        assert_eq!(call.interaction_uuid, call.call_uuid);
        assert_eq!(call.is_consultation, *call_type == CallType::Consult, "{call:?}");
        assert!(!(call.is_consultation && call.is_main_case_interaction), "{call:?}");
        match call_type {
            CallType::Inbound => assert_eq!(*direction, Direction::In),
            CallType::Outbound => assert_eq!(*direction, Direction::Out),
            CallType::Internal | CallType::Consult => assert_ne!(*direction, Direction::Unknown),
            CallType::Unknown | CallType::Other(_) => assert_eq!(*direction, Direction::Unknown),
        }
        if call.state == State::Ringing || call.previous_state.value() == Some(&State::Ringing) {
            assert_eq!(*direction, Direction::In, "{call:?}");
        }
        if call.state == State::Dialing || call.previous_state.value() == Some(&State::Dialing) {
            assert_eq!(*direction, Direction::Out, "{call:?}");
        }
    }
}

/// `type.interaction/31`: only on inbound calls that ended while they rang, on some of them and not on all.
#[test]
fn only_unanswered_inbound_calls_say_how_they_went_away() {
    let (mut with, mut without) = (0, 0);
    for interaction in draws(&strategy::interaction(), 100 * DRAWS) {
        let rang = interaction.state == State::Idle
            && interaction.previous_state.value() == Some(&State::Ringing)
            && interaction.call_type.value() == Some(&CallType::Inbound);
        match (rang, interaction.rona_call_state.value()) {
            (false, rona) => assert_eq!(rona, None, "{interaction:?}"),
            (true, Some(_)) => with += 1,
            (true, None) => without += 1,
        }
    }
    assert!(with > 0 && without > 0, "{with} with, {without} without");
}

#[test]
fn events_of_each_type_are_valid_and_come_back() {
    for info in EVENT_TYPES {
        let strategy = strategy::interaction_event_of(info.event_type);
        all_hold("interaction-event", &strategy, DRAWS);
        assert!(draws(&strategy, 1).iter().all(|event| event.event_type == *info.event_type));
    }
    all_hold("interaction-event", &strategy::interaction_event(), DRAWS);
    all_hold("event", &strategy::event(), 2 * DRAWS);
}

#[test]
fn requests_of_each_method_are_valid_with_their_parameters_and_come_back() {
    let methods: Vec<_> = METHODS.iter().filter(|method| method.namespace() == "interaction").collect();
    assert_eq!(methods.len(), 15);
    for method in methods {
        let parameters = validator(&format!("{}.parameters", method.name));
        let strategy = strategy::request_of(method.name);
        all_hold("request", &strategy, DRAWS);
        for request in draws(&strategy, DRAWS) {
            assert_eq!(request.request, method.name);
            is_valid(&parameters, &json!(request.arguments()));
        }
    }
}

/// `type.targetQuery/1`, `interaction.consult/3`, `envelope/17`: a number; an object under either key or both; the
/// optional parameters there, null and missing.
#[test]
fn parameters_come_in_all_their_forms() {
    let consults = draws(&strategy::parameters_of("interaction.consult"), 10 * DRAWS);
    let is_some = |has: fn(&[Value]) -> bool| consults.iter().any(|parameters| has(parameters));
    assert!(is_some(|p| p[1].is_string()));
    assert!(is_some(|p| p[1].get("type").is_some() && p[1].get("target").is_none()));
    assert!(is_some(|p| p[1].get("target").is_some() && p[1].get("type").is_none()));
    assert!(is_some(|p| p[1].get("type").is_some() && p[1].get("type") == p[1].get("target")));
    assert!(is_some(|p| p.len() == 2) && is_some(|p| p.len() == 3) && is_some(|p| p.len() == 4));
    assert!(is_some(|p| p.len() == 4 && p[2].is_null()) && is_some(|p| p.len() == 4 && p[2].is_object()));
    let lists = draws(&strategy::request_of("interaction.getInteractions"), DRAWS);
    assert!(lists.iter().any(|request| request.parameters.is_absent()));
    assert!(lists.iter().any(|request| request.parameters.value().is_some()));
}

#[test]
fn subscriptions_and_answers_are_valid_and_come_back() {
    all_hold("subscribe", &strategy::subscribe(), DRAWS);
    all_hold("unsubscribe", &strategy::unsubscribe(), DRAWS);
    all_hold("response", &strategy::response(), DRAWS);
    all_hold("failure", &strategy::failure(), DRAWS);
    all_hold("frame-greeting", &strategy::frame_greeting(), DRAWS);
}

#[test]
fn answers_to_each_method_carry_what_it_gives() {
    for method in METHODS.iter().filter(|method| method.namespace() == "interaction") {
        let validator = validator(&format!("{}.data", method.name));
        let answers = draws(&strategy::response_to(method.name), DRAWS);
        for data in
            answers.iter().map(|answer| json!(answer)).filter_map(|answer| answer.get("data").cloned())
        {
            is_valid(&validator, &data);
        }
    }
}

/// The kind of a message is told by its keys, so that it comes back as the kind it was.
#[test]
fn messages_come_back_as_the_kind_that_they_were() {
    for message in draws(&strategy::host_message(), 5 * DRAWS) {
        assert_eq!(HostMessage::from_value(message.to_value()).expect("a message"), message);
    }
    for message in draws(&strategy::app_message(), 5 * DRAWS) {
        let wire = match &message {
            AppMessage::Request(request) => json!(request),
            AppMessage::Subscribe(subscribe) => json!(subscribe),
            AppMessage::Unsubscribe(unsubscribe) => json!(unsubscribe),
        };
        assert_eq!(AppMessage::from_value(wire), Ok(message));
    }
}

#[test]
fn stimuli_of_each_type_are_valid_and_come_back() {
    for name in Stimulus::NAMES {
        let strategy = strategy::stimulus_of(name);
        all_hold("stimulus", &strategy, DRAWS / 4);
        assert!(draws(&strategy, DRAWS / 4).iter().all(|stimulus| stimulus.name() == *name));
    }
    let types: BTreeSet<_> = draws(&strategy::stimulus(), 50 * DRAWS).iter().map(Stimulus::name).collect();
    assert_eq!(types.len(), Stimulus::NAMES.len());
}
