//! The whole desktop as JSON and back: what is restored goes on with the same bytes, from wherever it was.
//! One long life of a desktop, cut at each of its steps.

use scapi_reference::{Origin, Snapshot, Workspace, canned::CannedAnswer};
use serde_json::{Value, json};

use crate::desk::{APP, Desk, subscribe};

const WEB: &str = "https://app.example";

/// A step of the life.
type Step = fn(&mut Desk);

/// Ids are given out in order, so that the steps can name them.
#[rustfmt::skip] // One line a step: it is a life.
const LIFE: &[Step] = &[
    // Gates, frames, subscriptions, what the profile and the tables say.
    |desk| desk.workspace.set_embedded_origins(vec![WEB.into()]),
    |desk| desk.open_at("web", Origin::Web(WEB.into())),
    |desk| drop(desk.subscribe("web", json!(["interaction", "markdone"]))),
    |desk| drop(desk.subscribe(APP, json!(["interaction", "messenger:orders"]))),
    |desk| desk.profile(json!({ "frameGreeting": "first-message", "openMediaUserData": "overlay-state" })),
    |desk| desk.profile(json!({ "rateLimit": 40 })),
    |desk| desk.workspace.canned_mut().set("email.create", CannedAnswer::Void),
    |desk| asks(desk, "email.create", json!(["ada@example.com"])),
    // 1: a call that rings, is answered, recorded, asked about (2), blocked, and marked done in spite of it.
    |desk| drop(desk.rings_with(json!({ "caseId": "A", "userData": { "Z": 1, "A": "x" }, "contact": { "lastName": "L" } }))),
    |desk| drop(desk.advance(5000)),
    |desk| asks(desk, "interaction.accept", json!(["1"])),
    |desk| happens(desk, "agent-starts-recording", "1"),
    |desk| happens(desk, "agent-pauses-recording", "1"),
    |desk| asks(desk, "interaction.consult", json!(["1", "5002", { "Reason": "billing" }])),
    |desk| happens(desk, "far-end-answers", "2"),
    |desk| asks(desk, "interaction.completeConference", json!(["2"])),
    |desk| happens(desk, "agent-leaves-conference", "1"),
    |desk| asks(desk, "interaction.blockMarkdone", json!(["1", "not yet"])),
    |desk| happens(desk, "agent-marks-done", "1"),
    |desk| drop(desk.advance(29_999)),
    // 3: a chat, hidden by what its server says and by user data, with lines; the block of 1 lapses meanwhile.
    |desk| drop(desk.chats()),
    |desk| drop(desk.advance(1)),
    |desk| happens(desk, "chat-join-pending", "3"),
    |desk| drop(desk.try_stimulus(json!({ "type": "chat-line", "interactionId": "3", "text": "Hello" }))),
    |desk| asks(desk, "interaction.setUserData", json!(["3", { "B": [1, null] }])),
    |desk| happens(desk, "chat-history-loading", "3"),
    |desk| happens(desk, "state-unknown", "3"),
    |desk| happens(desk, "state-recovered", "3"),
    |desk| asks(desk, "interaction.setUserData", json!(["3", { "B": 2 }])),
    // 4: a preview, and the call of it (5), whose far end acts by itself.
    |desk| drop(desk.arrives(json!({ "type": "preview-record", "mode": "direct-push" }))),
    |desk| happens(desk, "agent-accepts", "4"),
    |desk| desk.policies(far_end()),
    |desk| happens(desk, "agent-calls-preview", "4"),
    |desk| drop(desk.advance(5000)),
    |desk| drop(desk.advance(5000)),
    |desk| happens(desk, "agent-marks-done", "4"),
    // 6 and 7: an e-mail and its reply; cases; 8 rings until it is taken away.
    |desk| drop(desk.arrives(json!({ "type": "inbound-email", "caseId": "C" }))),
    |desk| happens(desk, "agent-accepts", "6"),
    |desk| happens(desk, "agent-replies", "6"),
    |desk| happens(desk, "agent-saves", "7"),
    |desk| asks(desk, "interaction.selectCaseByCaseId", json!(["C"])),
    |desk| drop(desk.try_stimulus(json!({ "type": "agent-collapses-case", "caseId": "C" }))),
    |desk| drop(desk.rings()),
    |desk| drop(desk.advance(20_000)),
    |desk| asks(desk, "interaction.markdone", json!(["8"])),
    // Too many requests, and quarantine; then again, and lists of services.
    |desk| web_asks(desk, "agent.get"),
    |desk| desk.profile(json!({ "rateLimit": 1, "rateLimitPerService": { "agent.get": 3 } })),
    |desk| web_asks(desk, "agent.get"),
    |desk| web_asks(desk, "agent.getState"),
    |desk| drop(desk.advance(30_000)),
    |desk| web_asks(desk, "agent.get"),
    |desk| desk.profile(json!({ "rateLimit": 0, "acceptedOrigins": ["https://app.example (agent.*)"] })),
    |desk| web_asks(desk, "agent.get"),
    |desk| web_asks(desk, "interaction.getInteractions"),
    |desk| drop(desk.say("web", subscribe(json!("agent")))),
    |desk| drop(desk.rings()),
    |desk| asks(desk, "interaction.getInteractions", json!([])),
];

/// Who is called answers and hangs up, each after a time that is drawn.
fn far_end() -> Value {
    json!({ "farEnd": { "whenCalled": ["answers"], "afterMs": [10, 5000], "hangsUpAfterMs": [10, 5000] } })
}

fn asks(desk: &mut Desk, method: &str, parameters: Value) {
    desk.ask(method, parameters);
}

fn happens(desk: &mut Desk, name: &str, id: &str) {
    desk.stimulus(name, id);
}

/// Whatever the outcome is.
fn web_asks(desk: &mut Desk, method: &str) {
    let request = desk.request(method, json!([]));
    desk.say("web", request);
}

/// The desktop as text, and a desktop from the text.
fn through_json(desktop: &Workspace) -> Workspace {
    let text = serde_json::to_string(&desktop.snapshot()).expect("JSON");
    let snapshot: Snapshot = serde_json::from_str(&text).expect("a snapshot");
    Workspace::restore(snapshot).expect("of this version")
}

fn text(desktop: &Workspace) -> String {
    serde_json::to_string(&desktop.snapshot()).expect("JSON")
}

/// Replaying the life gives the same bytes; so does every life that was cut and restored, at whatever step.
#[test]
fn what_is_restored_goes_on_with_the_same_bytes() {
    let mut whole = Desk::new();
    LIFE.iter().for_each(|step| step(&mut whole));
    for cut in 0..=LIFE.len() {
        let mut desk = Desk::new();
        LIFE[..cut].iter().for_each(|step| step(&mut desk));
        desk.workspace = through_json(&desk.workspace);
        LIFE[cut..].iter().for_each(|step| step(&mut desk));
        assert_eq!(desk.journal(), whole.journal(), "cut before step {cut}");
        assert_eq!(text(&desk.workspace), text(&whole.workspace), "cut before step {cut}");
    }
}

/// The life is worth cutting: nothing in it is refused but what it means to have refused, and it says everything it is there for.
#[test]
fn the_life_of_the_desktop_has_something_of_everything() {
    let mut desk = Desk::new();
    LIFE.iter().for_each(|step| step(&mut desk));
    let said = json!(desk.journal()).to_string();
    for word in [
        "PARTY_ADDED",
        "RECORDING_STATE_CHANGED",
        "MARK_DONE_BLOCKED",
        "interaction.blockMarkdone/3",
        "USER_DATA_ATTACHED",
        "USER_DATA_UPDATED",
        "HISTORY_IN_PROGRESS",
        "UNKNOWN",
        "voice/15",
        "CASE_SELECTED",
        "CASE_COLLAPSED",
        "voice/7",
        "gate.rateLimit/5",
        "may not use",
        "frameId",
    ] {
        assert!(said.contains(word), "{word}");
    }
    assert!(desk.journal().iter().all(|entry| entry.kind != crate::desk::Kind::Refused));
}

/// What is read of a restored desktop is the same, also what no message shows.
#[test]
fn a_restored_desktop_reads_the_same() {
    let mut desk = Desk::new();
    LIFE[..27].iter().for_each(|step| step(&mut desk));
    let (one, other) = (&desk.workspace, through_json(&desk.workspace));
    assert_eq!(one.interactions().collect::<Vec<_>>(), other.interactions().collect::<Vec<_>>());
    assert_eq!(one.transcript("3"), other.transcript("3"));
    assert_eq!(one.transcript("3").len(), 1);
    assert_eq!((one.now(), one.poll_timeout()), (other.now(), other.poll_timeout()));
    assert_eq!(
        (one.profile(), one.policies(), one.agent()),
        (other.profile(), other.policies(), other.agent())
    );
    assert_eq!(one.canned(), other.canned());
    assert!(one.frames().eq(other.frames()));
    let heard =
        |desktop: &Workspace| desktop.subscriptions(&"web".into()).map(str::to_string).collect::<Vec<_>>();
    assert_eq!(heard(one), ["interaction", "markdone"]);
    assert_eq!(heard(&other), heard(one));
}

/// A desktop that starts afresh after it was restored starts with the identifiers of its seed.
#[test]
fn a_restored_desktop_starts_afresh_like_any_other() {
    let mut desk = Desk::seeded(7);
    let first = desk.rings();
    let (id, case_id) = (first.clone(), desk.read(&first)["caseId"].clone());
    desk.workspace = through_json(&desk.workspace);
    desk.workspace.restart();
    assert_eq!(desk.done("interaction.getInteractions", json!([])), json!([]));
    assert_eq!(desk.rings(), id);
    assert_eq!(desk.read(&id)["caseId"], case_id);
}

/// Outputs that the driver has not taken are its own affair: they are neither kept nor lost to the desktop that they came from.
#[test]
fn outputs_that_were_not_taken_are_no_part_of_a_snapshot() {
    let mut desk = Desk::hearing();
    let call =
        scapi_schema::stimulus::Stimulus::from_value(json!({ "type": "inbound-call" })).expect("a stimulus");
    desk.workspace.handle_stimulus(desk.workspace.now(), call).expect("a call can always arrive");
    let mut restored = through_json(&desk.workspace);
    assert_eq!(restored.poll_output(), None);
    assert!(restored.interaction("1").is_some());
    assert!(desk.workspace.poll_output().is_some());
}

/// A snapshot of another version is refused with both numbers; what is no snapshot is none.
#[test]
fn a_snapshot_of_another_version_is_refused() {
    let mut snapshot = serde_json::to_value(Desk::new().workspace.snapshot()).expect("JSON");
    assert_eq!(snapshot["format"], 1);
    snapshot["format"] = json!(2);
    let refusal = Workspace::restore(serde_json::from_value(snapshot.clone()).expect("a snapshot"));
    let refusal = refusal.expect_err("another version");
    assert_eq!(refusal.found, 2);
    assert!(refusal.to_string().contains("format 2, this version reads 1"), "{refusal}");
    snapshot.as_object_mut().expect("an object").remove("desktop");
    assert!(serde_json::from_value::<Snapshot>(snapshot).is_err());
    assert!(serde_json::from_value::<Snapshot>(Value::Null).is_err());
}
