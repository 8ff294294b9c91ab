//! Whose messages are heard: origins.
//! Clauses `gate.origin/1` to `gate.origin/5`; the lists of keys are in `user_data`.

use scapi_reference::{FrameId, Origin};
use serde_json::{Value, json};

use crate::desk::{Desk, Kind, subscribe};

const EMBEDDED: &str = "https://app.example";
const STRANGER: &str = "https://stranger.example";

/// A desktop that embeds one app, and frames of it, of a stranger, of an opaque origin and of no web page.
fn desk(profile: Value) -> Desk {
    let mut desk = Desk::with(profile);
    desk.workspace.set_embedded_origins(vec![EMBEDDED.into()]);
    for (frame, origin) in [("embedded", EMBEDDED), ("stranger", STRANGER), ("opaque", "null")] {
        desk.open_at(frame, Origin::Web(origin.into()));
    }
    desk.open_at("socket", Origin::None);
    desk
}

/// Which of those frames are answered.
fn answered(desk: &mut Desk) -> Vec<&'static str> {
    let frames = ["embedded", "stranger", "opaque", "socket"];
    let is_answered = |frame: &&str| {
        let request = desk.request("interaction.getInteractions", json!([]));
        let said = desk.say(frame, request);
        assert_eq!(desk.workspace.is_accepted(&FrameId::from(*frame)), said[0].kind == Kind::Reply);
        said[0].kind == Kind::Reply
    };
    frames.into_iter().filter(is_answered).collect()
}

/// `gate.origin/1`: by default the origins of the apps that the session embeds, and sockets without a web page.
#[test]
fn embedded_apps_and_sockets_are_accepted_by_default() {
    assert_eq!(answered(&mut desk(json!({}))), ["embedded", "socket"]);
}

/// `gate.origin/1`: the list names it, or is `*`; an empty list accepts nobody.
#[test]
fn the_list_of_accepted_origins_decides() {
    for (list, expected) in [
        (json!([STRANGER]), vec!["stranger", "socket"]),
        (json!([EMBEDDED, "null"]), vec!["embedded", "opaque", "socket"]),
        (json!(["*"]), vec!["embedded", "stranger", "opaque", "socket"]),
        (json!([]), vec!["socket"]),
    ] {
        assert_eq!(answered(&mut desk(json!({ "acceptedOrigins": list }))), expected, "{list}");
    }
}

/// `gate.origin/5`: as a whole; scheme, host, port, case and slashes count, and a star inside means nothing.
#[test]
fn origins_are_compared_as_a_whole() {
    for entry in [
        "https://stranger.example:443",
        "http://stranger.example",
        "stranger.example",
        "https://*.example",
        "https://stranger.example/",
        "https://STRANGER.example",
        "https://*",
        "",
    ] {
        assert_eq!(answered(&mut desk(json!({ "acceptedOrigins": [entry] }))), ["socket"], "{entry}");
    }
}

/// `gate.origin/3`, default `silence`; `gate.origin/4`.
#[test]
fn a_stranger_gets_no_answer_and_nothing_is_carried_out() {
    let mut desk = desk(json!({}));
    let id = desk.rings();
    let request = desk.request("interaction.accept", json!([id]));
    assert_eq!(desk.silence("stranger", request), "gate.origin/3");
    assert_eq!(desk.read(&id)["state"], "RINGING");
}

/// `gate.origin/3`, `failure`; `gate.origin/4`.
#[test]
fn a_stranger_gets_a_failure_where_the_profile_says_so() {
    let mut desk = desk(json!({ "originNotAccepted": "failure" }));
    let id = desk.rings();
    let request = desk.request("interaction.accept", json!([id]));
    let answer = desk.answer("stranger", request.clone());
    assert_eq!(answer["referenceId"], request["referenceId"]);
    assert!(answer["errorMessage"].as_str().is_some_and(|text| text.contains(STRANGER)), "{answer}");
    assert_eq!(desk.read(&id)["state"], "RINGING");
}

/// `gate.origin/4`: a subscription of a stranger is not made, so that there is none when it is accepted later.
#[test]
fn a_stranger_subscribes_nothing() {
    for answer in ["silence", "failure"] {
        let mut desk = desk(json!({ "originNotAccepted": answer }));
        desk.say("stranger", subscribe(json!("interaction")));
        desk.profile(json!({ "acceptedOrigins": ["*"] }));
        desk.rings();
        assert_eq!(desk.heard("stranger"), Vec::<Value>::new(), "{answer}");
    }
}

/// `gate.origin/1`, `subscription/7`: an app whose origin is no longer accepted hears no more.
#[test]
fn an_origin_that_is_no_longer_accepted_hears_nothing() {
    let mut desk = desk(json!({}));
    desk.subscribe("embedded", json!("interaction"));
    desk.profile(json!({ "acceptedOrigins": [STRANGER] }));
    desk.rings();
    assert_eq!(desk.heard("embedded"), Vec::<Value>::new());
    desk.profile(json!({ "acceptedOrigins": null }));
    desk.rings();
    assert_eq!(desk.types("embedded"), ["ADDED", "RINGING"]);
}

/// `gate.origin/3`, `envelope/34`: what cannot be a request is not answered, whoever says it.
#[test]
fn a_stranger_that_says_nonsense_gets_no_failure() {
    let mut desk = desk(json!({ "originNotAccepted": "failure" }));
    assert_eq!(desk.silence("stranger", json!("wwe")), "envelope/34");
    assert_eq!(desk.silence("stranger", json!({ "request": "agent.get" })), "envelope/21");
}

/// `envelope/22`: no `frameId` for a stranger.
#[test]
fn a_stranger_is_not_greeted() {
    for moment in ["load", "first-message"] {
        let mut desk = desk(json!({ "frameGreeting": moment, "originNotAccepted": "failure" }));
        desk.reload("stranger");
        let request = desk.request("interaction.getInteractions", json!([]));
        desk.answer("stranger", request);
        let to_stranger = |entry: &&crate::desk::Entry| entry.frame.as_deref() == Some("stranger");
        let greeted = desk.journal().iter().filter(to_stranger).any(|entry| entry.kind == Kind::Greeting);
        assert!(!greeted, "{moment}");
    }
}
