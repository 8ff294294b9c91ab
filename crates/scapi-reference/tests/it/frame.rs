//! Windows and sessions: opening, reloading, closing, and starting afresh.
//! Clauses `frame/1`, `frame/2`, `frame/6`; the docs of `Workspace::restart`.

use scapi_reference::{FrameId, Origin, Timestamp};
use serde_json::{Value, json};

use crate::desk::{APP, Desk};

/// `frame/1`: each window has its own subscriptions.
#[test]
fn windows_are_independent() {
    let mut desk = Desk::hearing();
    desk.open("second");
    let names = |desk: &Desk, frame: &str| {
        desk.workspace.subscriptions(&frame.into()).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(names(&desk, APP), ["interaction"]);
    assert_eq!(names(&desk, "second"), [""; 0]);
    desk.close("second");
    assert_eq!(names(&desk, APP), ["interaction"]);
}

/// The frames that are open, with their origins; a reload keeps the origin.
#[test]
fn frames_are_listed_with_their_origins() {
    let mut desk = Desk::new();
    desk.open_at("second", Origin::Web("https://app.example".into()));
    desk.reload("second");
    desk.reload("never-there");
    let frames: Vec<(String, Option<String>)> = desk
        .workspace
        .frames()
        .map(|(frame, origin)| (frame.to_string(), origin.as_str().map(Into::into)))
        .collect();
    assert_eq!(frames, [("app".into(), None), ("second".into(), Some("https://app.example".into()))]);
}

/// `frame/2`: a window that is opened again under the same name is a new one.
#[test]
fn a_window_that_is_opened_again_has_no_subscriptions() {
    let mut desk = Desk::hearing();
    desk.open(APP);
    desk.rings();
    assert_eq!(desk.heard(APP), Vec::<Value>::new());
}

/// Interactions are the agent's and not the window's.
#[test]
fn interactions_outlive_the_windows_of_apps() {
    let mut desk = Desk::new();
    let id = desk.talks();
    desk.close(APP);
    desk.open(APP);
    assert_eq!(desk.read(&id)["state"], "TALKING");
}

/// A fresh start: no interactions, time 0, the same identifiers again; frames, subscriptions and profile stay.
#[test]
fn a_restart_keeps_the_frames_and_forgets_the_rest() {
    let mut desk = Desk::hearing_with(json!({ "voidResult": "true" }));
    let id = desk.rings();
    let before = desk.read(&id);
    desk.advance(5_000);
    desk.heard(APP);
    desk.workspace.restart();
    assert_eq!(desk.workspace.now(), Timestamp::ZERO);
    assert_eq!(desk.workspace.poll_timeout(), None);
    assert_eq!(desk.workspace.interactions().count(), 0);
    assert_eq!(desk.workspace.subscriptions(&FrameId::from(APP)).collect::<Vec<_>>(), ["interaction"]);
    let again = desk.rings();
    assert_eq!(desk.types(APP), ["ADDED", "RINGING"]);
    assert_eq!(desk.read(&again), before);
    assert_eq!(desk.done("agent.setState", json!(["Ready"])), json!(true));
}

/// Time never goes back: an earlier time counts as the latest one.
#[test]
fn time_never_goes_back() {
    let mut desk = Desk::new();
    desk.advance(5_000);
    desk.workspace.handle_timeout(Timestamp::from_millis(10));
    assert_eq!(desk.workspace.now(), Timestamp::from_millis(5_000));
}
