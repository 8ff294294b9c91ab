//! How fast a message is read into its types, written, and validated. `messages.json` has the messages;
//! `interop/node/bench.mjs` does the same to them in JavaScript, and `cargo xtask bench` compares the two.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use scapi_schema::{
    envelope::{AppMessage, Event, HostMessage, Request},
    event::InteractionEvent,
    interaction::SetUserData,
    parameter::Method,
};
use serde::Deserialize;
use serde_json::Value;

/// The message of this name, as text.
fn message(name: &str) -> String {
    let messages: Value = serde_json::from_str(include_str!("messages.json")).expect("JSON");
    let entries = messages.as_array().expect("a list of messages");
    let entry = entries.iter().find(|entry| entry["name"] == name).expect("a message of this name");
    entry["message"].to_string()
}

/// An event of `interaction`, the message that a host sends most.
fn interaction_event(criterion: &mut Criterion) {
    let text = message("interaction-event");
    let mut group = criterion.benchmark_group("interaction-event");
    group.bench_function("parse", |bencher| bencher.iter(|| parse_event(black_box(&text))));
    group.bench_function("parse-message", |bencher| bencher.iter(|| host_message(black_box(&text))));
    group.bench_function("parse-json", |bencher| bencher.iter(|| json(black_box(&text))));
    let (event, payload) = parse_event(&text);
    let data = event.data.to_string();
    group.bench_function("parse-payload", |bencher| bencher.iter(|| parse_payload(black_box(&data))));
    group.bench_function("write", |bencher| {
        bencher.iter(|| serde_json::to_string(black_box(&event)).expect("JSON"));
    });
    group.bench_function("write-payload", |bencher| {
        bencher.iter(|| serde_json::to_string(black_box(&payload)).expect("JSON"));
    });
    group.finish();
}

/// A call of a method, the message that an app sends most.
fn request(criterion: &mut Criterion) {
    let text = message("request");
    let mut group = criterion.benchmark_group("request");
    group.bench_function("parse", |bencher| bencher.iter(|| parse_request(black_box(&text))));
    group.bench_function("parse-json", |bencher| bencher.iter(|| json(black_box(&text))));
    let (request, _) = parse_request(&text);
    group.bench_function("write", |bencher| {
        bencher.iter(|| serde_json::to_string(black_box(&request)).expect("JSON"));
    });
    group.finish();
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn host_message(text: &str) -> HostMessage {
    HostMessage::from_value(json(text)).expect("a message of a host")
}

/// The envelope, and the payload as its type.
fn parse_event(text: &str) -> (Event, InteractionEvent) {
    let event: Event = serde_json::from_str(text).expect("an event");
    let payload = InteractionEvent::deserialize(&event.data).expect("an event of `interaction`");
    (event, payload)
}

/// The payload alone, from its text, without a tree of JSON in between.
fn parse_payload(text: &str) -> InteractionEvent {
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
