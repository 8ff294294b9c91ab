//! Expectations, and the verdict on a session.

use axum::http::Method;
use serde_json::{Value, json};
use utoipa::openapi::Type;

use super::{
    Kind,
    operation::{Content, Operation, Tag},
    schemas::Shape,
};
use crate::{
    scenario::ScenarioReport,
    verify::{Judged, Verdict},
};

const WITHIN: &str = "How long to wait at most until nothing is pending any more, in milliseconds of real time; 0 if it is left out.";

pub(super) fn operations() -> Vec<Operation> {
    [expectations(), one(), scenario()].concat()
}

fn met() -> Value {
    json!({ "id": 1, "name": "interaction.accept, exactly 1", "status": "met" })
}

fn passed() -> Value {
    json!({ "passed": true, "expectations": [met()], "violations": [], "owed": [], "dropped": 0 })
}

fn expectations() -> Vec<Operation> {
    let path = "/s/{session}/control/expectations";
    let expectation = json!({ "message": { "method": "interaction.accept" }, "exactly": 1 });
    vec![
        Operation::new(Method::POST, path, Tag::Verification, "expect", "Expects something of the app")
            .takes(Content::json(Shape::Contract("expectation"), expectation))
            .answers(201, "The expectation, and how it stands.", Content::json(Shape::of::<Judged>(), met()))
            .problems([Kind::NotWanted, Kind::NotAnExpectation]),
        Operation::new(
            Method::GET,
            path,
            Tag::Verification,
            "listExpectations",
            "How all expectations stand",
        )
        .answers(
            200,
            "In the order in which they were made.",
            Content::json(Shape::Object, json!({ "expectations": [met()] })),
        ),
        Operation::new(
            Method::DELETE,
            path,
            Tag::Verification,
            "clearExpectations",
            "Expects nothing any more",
        )
        .answers_nothing(204, "There are none."),
        Operation::new(
            Method::GET,
            "/s/{session}/control/verdict",
            Tag::Verification,
            "readVerdict",
            "What the session comes to",
        )
        .says("Expectations, breaches of the contract in strict mode, and what is owed but missing.")
        .query("within", Type::Integer, WITHIN)
        .answers(200, "The verdict.", Content::json(Shape::of::<Verdict>(), passed())),
    ]
}

fn one() -> Vec<Operation> {
    let path = "/s/{session}/control/expectations/{id}";
    vec![
        Operation::new(Method::GET, path, Tag::Verification, "readExpectation", "How an expectation stands")
            .query("within", Type::Integer, WITHIN)
            .answers(
                200,
                "The expectation; one that is not met is explained.",
                Content::json(Shape::of::<Judged>(), met()),
            )
            .problems([Kind::NoSuchExpectation]),
        Operation::new(
            Method::DELETE,
            path,
            Tag::Verification,
            "removeExpectation",
            "Takes an expectation out",
        )
        .answers_nothing(204, "It is gone.")
        .problems([Kind::NoSuchExpectation]),
    ]
}

fn scenario() -> Vec<Operation> {
    let path = "/s/{session}/control/scenario";
    let scenario = json!({ "title": "a call that nobody takes goes away", "timeline": [
        { "stimulus": { "type": "inbound-call" }, "as": "call" },
        { "advance": { "ms": 20000 } },
        { "expect": { "message": { "method": "interaction.accept", "interaction": "${call}" }, "exactly": 0 } },
    ] });
    let report = || {
        let step = json!({
            "number": 1, "pointer": "/timeline/0", "title": "inbound-call as call", "outcome": "passed", "at": 0, "ms": 0, "cursor": 7,
        });
        let report = json!({
            "title": "a call that nobody takes goes away", "outcome": "passed", "seed": 0, "total": 3, "steps": [step], "ms": 2,
            "verdict": passed(),
        });
        Content::json(Shape::of::<ScenarioReport>(), report)
    };
    vec![
        Operation::new(Method::POST, path, Tag::Verification, "runScenario", "Runs a scenario")
            .says("Steps are taken one after the other, beside whatever else is asked of the session. The answer comes when it is over.")
            .query("background", Type::Boolean, "true: the answer comes at once, and the scenario goes on.")
            .takes(Content::json(Shape::Contract("scenario"), scenario))
            .answers(200, "What it came to.", report())
            .answers(202, "It runs.", report())
            .problems([Kind::NotAScenario, Kind::ScenarioRunning, Kind::ClockIsReal]),
        Operation::new(Method::GET, path, Tag::Verification, "readScenario", "Where the scenario is")
            .answers(200, "The one that runs, or was run last.", report())
            .problems([Kind::NoScenario]),
        Operation::new(Method::DELETE, path, Tag::Verification, "cancelScenario", "Cancels the scenario")
            .says("What has happened has happened. One that is over stays as it is.")
            .answers(200, "What it came to.", report())
            .problems([Kind::NoScenario]),
    ]
}
