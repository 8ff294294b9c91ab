//! The forms of everything that the host says, pinned whole. Behaviour is tested elsewhere; a change here is a change of the wire.
//! Identifiers that come from the seed are masked, but for one snapshot of them.

use serde_json::{Map, Value, json};

use crate::desk::{APP, Desk, Kind, subscribe, unsubscribe};

/// What comes from the seed.
const SEEDED: [&str; 4] = ["caseId", "callUuid", "interactionUUID", "connId"];

fn masked(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mask = |(key, value): (String, Value)| {
                let hides = SEEDED.contains(&key.as_str()) && value.is_string();
                let value = if hides { json!(format!("<{key}>")) } else { masked(value) };
                (key, value)
            };
            fields.into_iter().map(mask).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.into_iter().map(masked).collect(),
        other => other,
    }
}

/// A call with everything that the stimulus can say.
fn full_call() -> Value {
    json!({
        "ani": "+33142000000", "dnis": "5002", "userData": { "Segment": "Gold", "Priority": 8 },
        "contact": { "displayName": "Ada Lovelace", "firstName": "Ada", "lastName": "Lovelace" }
    })
}

/// Everything that the app heard.
fn heard(desk: &mut Desk) -> Value {
    masked(desk.heard(APP).into())
}

#[test]
fn the_events_of_an_answered_call() {
    let mut desk = Desk::hearing();
    let id = desk.rings_with(full_call());
    desk.done("interaction.accept", json!([id]));
    desk.done("interaction.setUserData", json!([id, { "Reason": "billing" }]));
    desk.done("interaction.deleteUserData", json!([id, "Priority"]));
    desk.stimulus("far-end-hangs-up", &id);
    desk.done("interaction.markdone", json!([id]));
    // Pins ADDED, RINGING, ESTABLISHED, ATTACHED_DATA_CHANGED twice, RELEASED, MARK_DONE and REMOVED.
    insta::assert_json_snapshot!("events_of_an_answered_call", heard(&mut desk));
}

#[test]
fn the_events_of_a_call_that_nobody_answers() {
    let mut desk = Desk::hearing();
    desk.rings();
    desk.advance(20_000);
    // Pins ADDED, RINGING, RELEASED with NO_ANSWER, and REMOVED, of a call without contact and user data.
    insta::assert_json_snapshot!("events_of_a_call_that_nobody_answers", heard(&mut desk));
}

#[test]
fn an_event_under_a_profile_with_every_switch_of_its_form_turned() {
    let mut desk = Desk::hearing_with(json!({
        "eventTypeNames": { "RINGING": "ALERTING" }, "lifecycleEvents": "omitted", "eventInteractionKey": "call",
        "firstNameKey": "firstNname", "inapplicableProperty": "null", "mediaProperty": "absent",
        "firstPreviousState": "unknown", "partiesInclude": "all", "newInteractionSelectsCase": "never",
        "userDataReadAllowed": ["Segment"]
    }));
    desk.rings_with(full_call());
    // Pins the one event of an arrival, with every switch off its default.
    insta::assert_json_snapshot!("event_with_every_switch_turned", heard(&mut desk));
}

#[test]
fn the_answers_to_everything_that_succeeds() {
    let mut desk = Desk::new();
    let id = desk.rings_with(full_call());
    let rejected = desk.rings();
    let mut answers = Map::new();
    let requests = [
        ("getInteractions", json!(null)),
        ("getByInteractionId", json!([id])),
        ("getByInteractionId", json!(["9"])),
        ("setUserData", json!([id, { "A": "1" }])),
        ("deleteUserData", json!([id, "A"])),
        ("accept", json!([id])),
        ("reject", json!([rejected])),
        ("markdone", json!([rejected])),
    ];
    for (method, parameters) in requests {
        let name = format!("{method} {parameters}");
        let answer = desk.ask(&format!("interaction.{method}"), parameters);
        answers.insert(name, answer);
    }
    answers.insert("subscribe".into(), desk.answer(APP, subscribe(json!(["agent", "interaction"]))));
    answers.insert("unsubscribe".into(), desk.answer(APP, unsubscribe(&json!("sub-1"))));
    // Pins the answer to each method and to both kinds of subscription message.
    insta::assert_json_snapshot!("answers_that_succeed", masked(answers.into()));
}

#[test]
fn the_answers_to_everything_that_fails() {
    let mut desk = Desk::with(json!({
        "markdoneTwice": "failure", "deleteMissingKey": "failure", "unknownEventName": "failure",
        "userDataWriteAllowed": ["Reason"]
    }));
    let (ringing, done) = (desk.rings(), desk.ended());
    desk.done("interaction.markdone", json!([done]));
    let requests = [
        ("interaction.accept", json!([])),
        ("interaction.accept", json!([1])),
        ("interaction.accept", json!("1")),
        ("interaction.accept", json!(["9"])),
        ("interaction.markdone", json!([ringing])),
        ("interaction.markdone", json!([done])),
        ("interaction.setUserData", json!([ringing, { "Segment": "x" }])),
        ("interaction.setUserData", json!([ringing, []])),
        ("interaction.deleteUserData", json!([ringing, "Reason"])),
        ("interaction.deleteUserData", json!([ringing, "Segment"])),
        ("interaction.consult", json!([ringing, "5001"])),
        ("interaction.markDone", json!([ringing])),
        ("voice.hold", json!([ringing])),
        ("no.such", json!([])),
    ];
    let mut texts = Map::new();
    for (method, parameters) in requests {
        let fault = desk.fails(method, parameters.clone());
        texts.insert(format!("{method} {parameters}"), fault.into());
    }
    for message in [
        subscribe(json!("agnet")),
        subscribe(json!(7)),
        unsubscribe(&json!("sub-9")),
        unsubscribe(&Value::Null),
    ] {
        let answer = desk.answer(APP, message.clone());
        texts.insert(format!("{} {}", message["event"], message["data"]), answer["errorMessage"].clone());
    }
    // Pins the text of each failure.
    insta::assert_json_snapshot!("texts_of_failures", Value::Object(texts));
    // Pins the envelope of a failure.
    insta::assert_json_snapshot!("failure", desk.ask("interaction.accept", json!(["9"])));
}

#[test]
fn a_frame_greeting() {
    let mut desk = Desk::with(json!({ "frameGreeting": "load" }));
    desk.open("second");
    let greeting = desk.journal().iter().find(|entry| entry.kind == Kind::Greeting).expect("a greeting");
    // Pins the message that hands out a frame id.
    insta::assert_json_snapshot!("frame_greeting", greeting.body);
}

#[test]
fn the_canned_answers() {
    let mut desk = Desk::new();
    let mut answers = Map::new();
    for method in scapi_schema::method::METHODS.iter().filter(|method| method.namespace() != "interaction") {
        let mut answer = desk.ask(method.name, json!([]));
        if method.name == "system.getAllowedServices" {
            answer["data"] = json!("<the table of methods>");
        }
        let said =
            ["data", "errorMessage"].into_iter().find_map(|key| Some(json!({ key: answer.get(key)? })));
        answers.insert(method.name.into(), said.unwrap_or_else(|| json!({})));
    }
    // Pins what every method of the other namespaces answers by default.
    insta::assert_json_snapshot!("canned_answers", Value::Object(answers));
}

#[test]
fn the_notes_of_silences() {
    let mut desk = Desk::with(json!({ "unknownMethod": "silence" }));
    desk.open_at("stranger", scapi_reference::Origin::Web("https://stranger.example".into()));
    let unknown = desk.request("no.such", json!([]));
    desk.say(APP, unknown.clone());
    desk.say("stranger", unknown.clone());
    desk.say("closed", unknown);
    desk.say(APP, json!("wwe"));
    desk.say(APP, json!({ "request": "agent.get", "userAgent": "Mozilla" }));
    desk.say(APP, json!({ "userAgent": "WWE Client" }));
    desk.say(APP, subscribe(json!("agnet")));
    desk.rings();
    desk.advance(20_000);
    let notes = desk.journal().iter().filter(|entry| entry.kind == Kind::Note);
    let notes: Vec<Value> = notes.map(|note| note.body.clone()).collect();
    // Pins the note of each kind of silence, with its clause.
    insta::assert_json_snapshot!("notes", notes);
}

#[test]
fn the_identifiers_of_a_seed() {
    let mut desk = Desk::seeded(1);
    let id = desk.rings();
    let call = desk.read(&id);
    let identifiers: Map<String, Value> =
        SEEDED.iter().map(|key| ((*key).into(), call[*key].clone())).collect();
    // Pins the identifiers of the first call of seed 1: stored journals and tests of apps may name them.
    insta::assert_json_snapshot!("identifiers_of_seed_1", Value::Object(identifiers));
}

/// What nothing writes any more pins nothing; those of the tables are looked at in `table`.
#[test]
fn no_snapshot_is_left_over() {
    let source = include_str!("snapshots.rs");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots");
    for file in folder.read_dir().expect("the folder of the snapshots") {
        let file = file.expect("a file").file_name().to_string_lossy().into_owned();
        let name = file.strip_prefix("it__snapshots__").and_then(|name| name.strip_suffix(".snap"));
        let is_written = name.is_some_and(|name| source.contains(&format!("\"{name}\"")));
        assert!(is_written, "nothing writes {file}");
    }
}
