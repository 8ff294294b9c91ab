//! Faults: what a test lets go wrong.

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    Kind,
    operation::{Content, Operation, Tag},
    schemas::Shape,
};
use crate::{http::faults::FaultList, session::FaultState};

pub(super) fn operations() -> Vec<Operation> {
    [faults(), one_fault()].concat()
}

fn struck() -> Value {
    let fault = json!({ "on": { "method": "interaction.accept" }, "do": { "type": "delay", "ms": 12000, "clock": "session" }, "times": 2 });
    json!({ "id": 1, "fault": fault, "matched": 3, "struck": 2, "held": 1 })
}

fn faults() -> Vec<Operation> {
    let path = "/s/{session}/control/faults";
    let fault = json!({ "on": { "method": "interaction.accept" }, "do": { "type": "delay", "ms": 12000 }, "times": 2 });
    vec![
        Operation::new(Method::POST, path, Tag::Verification, "addFault", "Lets something go wrong")
            .says("From now on, with the messages that match. What is not about a message happens at once where there is no `on`.")
            .takes(Content::json(Shape::Contract("fault"), fault))
            .answers(201, "The fault, and how often it has struck.", Content::json(Shape::of::<FaultState>(), struck()))
            .problems([Kind::NotWanted, Kind::NotAFault, Kind::TooManyFaults]),
        Operation::new(Method::GET, path, Tag::Verification, "listFaults", "How often each fault has struck").answers(
            200,
            "In the order in which they were made.",
            Content::json(Shape::of::<FaultList>(), json!({ "faults": [struck()] })),
        ),
        Operation::new(Method::DELETE, path, Tag::Verification, "clearFaults", "Lets nothing go wrong any more")
            .says("What was held back goes.")
            .answers_nothing(204, "There are none."),
    ]
}

fn one_fault() -> Vec<Operation> {
    let path = "/s/{session}/control/faults/{id}";
    vec![
        Operation::new(Method::GET, path, Tag::Verification, "readFault", "How often a fault has struck")
            .answers(200, "The fault.", Content::json(Shape::of::<FaultState>(), struck()))
            .problems([Kind::NoSuchFault]),
        Operation::new(Method::DELETE, path, Tag::Verification, "removeFault", "Takes a fault out")
            .says("What it held back goes.")
            .answers_nothing(204, "It is gone.")
            .problems([Kind::NoSuchFault]),
    ]
}
