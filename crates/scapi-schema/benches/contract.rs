//! How fast a message is read into its types, written, and validated. `messages.json` has the messages;
//! `interop/node/bench.mjs` does the same to them in JavaScript, and `cargo xtask bench` compares the two.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use scapi_schema::{
    envelope::{AppMessage, Event, HostMessage, Request},
    event::InteractionEvent,
    interaction::SetUserData,
    parameter::Method,
    validate::check,
};
use serde_json::Value;

/// A message, and what it is held to.
struct Sample {
    text: String,
    checks: Vec<Check>,
}

/// A document of the contract, and the part of a message that it is about.
struct Check {
    document: String,
    at: String,
}

impl Sample {
    /// The sample of this name.
    fn named(name: &str) -> Self {
        let samples = json(include_str!("messages.json"));
        let list = samples.as_array().expect("a list of messages");
        let sample = list.iter().find(|sample| sample["name"] == name).expect("a message of this name");
        let checks = sample["checks"].as_array().expect("a list of checks").iter().map(Check::read);
        Self { text: sample["message"].to_string(), checks: checks.collect() }
    }

    fn is_valid(&self, message: &Value) -> bool {
        self.checks.iter().all(|Check { document, at }| {
            check(document, message.pointer(at).expect("the part is there")).is_empty()
        })
    }
}

impl Check {
    fn read(check: &Value) -> Self {
        let text = |key: &str| check[key].as_str().expect("a string").to_owned();
        Self { document: text("document"), at: text("at") }
    }
}

/// The schemas alone, and together with the reading of JSON that comes before.
fn validation(criterion: &mut Criterion, name: &str) {
    let sample = Sample::named(name);
    let message = json(&sample.text);
    assert!(sample.is_valid(&message), "{name} is not valid");
    let mut group = criterion.benchmark_group(name);
    group.bench_function("validate", |bencher| bencher.iter(|| sample.is_valid(black_box(&message))));
    group.bench_function("parse-and-validate", |bencher| {
        bencher.iter(|| sample.is_valid(&json(black_box(&sample.text))));
    });
    group.finish();
}

/// An event of `interaction`, the message that a host sends most.
fn interaction_event(criterion: &mut Criterion) {
    let Sample { text, .. } = Sample::named("interaction-event");
    let mut group = criterion.benchmark_group("interaction-event");
    group.bench_function("parse", |bencher| bencher.iter(|| parse_event(black_box(&text))));
    group.bench_function("parse-message", |bencher| bencher.iter(|| host_message(black_box(&text))));
    group.bench_function("parse-json", |bencher| bencher.iter(|| json(black_box(&text))));
    let event = parse_event(&text);
    group.bench_function("write", |bencher| {
        bencher.iter(|| serde_json::to_string(black_box(&event)).expect("JSON"));
    });
    group.finish();
    validation(criterion, "interaction-event");
}

/// A call of a method, the message that an app sends most.
fn request(criterion: &mut Criterion) {
    let Sample { text, .. } = Sample::named("request");
    let mut group = criterion.benchmark_group("request");
    group.bench_function("parse", |bencher| bencher.iter(|| parse_request(black_box(&text))));
    group.bench_function("parse-json", |bencher| bencher.iter(|| json(black_box(&text))));
    let (request, _) = parse_request(&text);
    group.bench_function("write", |bencher| {
        bencher.iter(|| serde_json::to_string(black_box(&request)).expect("JSON"));
    });
    group.finish();
    validation(criterion, "request");
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn host_message(text: &str) -> HostMessage {
    HostMessage::from_value(json(text)).expect("a message of a host")
}

/// The envelope with the payload as its type, straight from the text.
fn parse_event(text: &str) -> Event<InteractionEvent> {
    serde_json::from_str(text).expect("an event of `interaction`")
}

/// The envelope, and the parameters as their type.
fn parse_request(text: &str) -> (Request, SetUserData) {
    let AppMessage::Request(request) = AppMessage::from_value(json(text)).expect("a message of an app")
    else {
        panic!("the message is a request");
    };
    let parameters = SetUserData::from_arguments(request.arguments()).expect("parameters");
    (request, parameters)
}

criterion_group!(contract, interaction_event, request);
criterion_main!(contract);
