//! The desktop as a test sees it, its far ends, and its snapshots.

use axum::http::Method;
use serde_json::json;
use utoipa::openapi::Type;

use super::{
    Kind,
    operation::{Content, Operation, Tag},
    schemas::Shape,
};
use crate::http::desktop::{
    Interactions, Possibility, SnapshotInfo, SnapshotList, Start, Started, StateList, example_of_interactions,
};

pub(super) fn operations() -> Vec<Operation> {
    [interactions(), start(), policies(), snapshots()].concat()
}

fn interactions() -> Vec<Operation> {
    let why_not = json!({
        "legal": false, "reason": "is in state RINGING, it must be TALKING", "clause": "voice/19",
        "way": [{ "action": "agent-accepts", "interactionId": "1" }],
    });
    let (all, one) = ("/s/{session}/control/interactions", "/s/{session}/control/interactions/{id}/why-not");
    vec![
        Operation::new(
            Method::GET,
            all,
            Tag::World,
            "listInteractions",
            "The interactions, and what can be done with each",
        )
        .answers(
            200,
            "Oldest first.",
            Content::json(Shape::of::<Interactions>(), example_of_interactions()),
        ),
        Operation::new(Method::GET, one, Tag::World, "whyNot", "Why something cannot be done now")
            .says("With the clause behind it, and the shortest way to where it can be done.")
            .query(
                "action",
                Type::String,
                "A stimulus, such as `agent-holds`, or a method, such as `voice.hold`.",
            )
            .answers(
                200,
                "Whether it can be done, and if not, why.",
                Content::json(Shape::of::<Possibility>(), why_not),
            )
            .problems([Kind::NoSuchAction, Kind::NoSuchInteraction, Kind::NotAQuery]),
    ]
}

fn start() -> Vec<Operation> {
    let path = "/s/{session}/control/start";
    let states = json!({ "states": [{ "name": "talking", "about": "the agent talks to a customer" }] });
    let started = json!({ "interactions": ["1", "2"], "cursor": 21 });
    vec![
        Operation::new(
            Method::GET,
            path,
            Tag::World,
            "listStates",
            "The states that a session can be brought into",
        )
        .answers(200, "All of them.", Content::json(Shape::of::<StateList>(), states)),
        Operation::new(
            Method::POST,
            path,
            Tag::World,
            "startIn",
            "Brings the session into a state that has a name",
        )
        .says("By legal steps alone, which the journal shows; what there is already stays.")
        .takes(Content::json(Shape::of::<Start>(), json!({ "state": "consult-established" })))
        .answers(200, "What the steps made.", Content::json(Shape::of::<Started>(), started))
        .problems([Kind::NotWanted, Kind::NoSuchState, Kind::TooManyInteractions, Kind::NotNow]),
    ]
}

fn policies() -> Vec<Operation> {
    let path = "/s/{session}/control/policies";
    let policies = json!({ "farEnd": { "whenCalled": ["answers", "busy"], "afterMs": [800, 3000] } });
    let policies = || Content::json(Shape::Contract("policies"), policies.clone());
    vec![
        Operation::new(Method::GET, path, Tag::World, "readPolicies", "What unattended far ends do")
            .answers(200, "The policies.", policies()),
        Operation::new(Method::PUT, path, Tag::World, "setPolicies", "Says what unattended far ends do")
            .says("From the next call, consultation or transfer on; what they do and how long it takes is drawn from the seed.")
            .takes(policies())
            .answers(200, "The policies as they are now.", policies())
            .problems([Kind::NotWanted]),
    ]
}

fn snapshots() -> Vec<Operation> {
    let (all, one) = ("/s/{session}/control/snapshots", "/s/{session}/control/snapshots/{name}");
    let snapshot = json!({ "name": "talking", "at": 4500, "interactions": 1 });
    let list = json!({ "snapshots": [snapshot] });
    let snapshot = || Content::json(Shape::of::<SnapshotInfo>(), snapshot.clone());
    let nothing = || Content::json(Shape::Object, json!({}));
    let restore = "/s/{session}/control/snapshots/{name}/restore";
    vec![
        Operation::new(Method::GET, all, Tag::World, "listSnapshots", "The snapshots of the session")
            .answers(200, "By name.", Content::json(Shape::of::<SnapshotList>(), list)),
        Operation::new(Method::PUT, one, Tag::World, "takeSnapshot", "Takes a snapshot of the whole desktop")
            .says("One of the same name is replaced.")
            .takes(nothing())
            .answers(201, "The snapshot.", snapshot())
            .problems([Kind::NotWanted, Kind::NotASnapshotName, Kind::TooManySnapshots]),
        Operation::new(Method::DELETE, one, Tag::World, "forgetSnapshot", "Throws a snapshot away")
            .answers_nothing(204, "It is gone.")
            .problems([Kind::NoSuchSnapshot]),
        Operation::new(Method::POST, restore, Tag::World, "restoreSnapshot", "Brings a snapshot back")
            .says("Frames and their subscriptions stay; session time is that of the snapshot. Apps are told nothing.")
            .takes(nothing())
            .answers(200, "The snapshot.", snapshot())
            .problems([Kind::NotWanted, Kind::NoSuchSnapshot, Kind::NotNow]),
    ]
}
