//! Rules that hold after whatever sequence, judged by what was said and by what can be read, without a model.
//! `envelope/3`, `envelope/11`, `envelope/13`, `type.interaction/7`, `event.interaction/5`, `gate.userData/1` and others.

use std::collections::{BTreeMap, BTreeSet};

use scapi_reference::{FrameId, Output, Workspace};
use scapi_schema::envelope::Request;
use serde_json::{Value, json};

use super::step::{Step, Window};
use crate::desk::{APP, Entry, Kind};

/// These follow what happens to other interactions of the case, so that they change without an event of their own.
const CASE_FLAGS: [&str; 3] = ["isCaseSelected", "isCaseExpanded", "isMainCaseInteraction"];

/// An app that only listens.
pub(crate) struct Witness {
    /// What the agent has, as far as events have told.
    present: BTreeMap<String, Value>,
    /// What could be read after the last step.
    was: BTreeMap<String, Value>,
    gone: BTreeSet<String>,
}

impl Witness {
    pub(crate) const fn new() -> Self {
        Self { present: BTreeMap::new(), was: BTreeMap::new(), gone: BTreeSet::new() }
    }

    pub(crate) fn see(&mut self, step: &Step, said: &[Entry], after: &Workspace) {
        if let Step::Says { window, .. } = step {
            has_one_outcome(*window, said);
        }
        replies_come_first(said);
        cases_are_told_whole(said);
        no_event_comes_twice(said);
        let readable = &after.profile().user_data_read_allowed;
        for entry in said {
            hides_what_may_not_be_read(&entry.body, readable, after);
        }
        let is = read(after);
        let is_seen_otherwise = matches!(step, Step::Switches { .. });
        if !is_seen_otherwise {
            every_change_is_told(&self.was, &is, said);
        }
        for event in events(said) {
            self.hear(&event["eventType"], &event["interaction"], after);
        }
        if is_seen_otherwise {
            assert_eq!(said, [], "a change of the profile is no event");
            assert!(
                self.present.keys().eq(is.keys()),
                "a change of the profile makes or ends no interaction"
            );
            self.present.clone_from(&is);
        }
        assert_eq!(self.present, is, "what the events told, and what can be read");
        self.was = is;
    }

    fn hear(&mut self, event_type: &Value, interaction: &Value, desk: &Workspace) {
        let id = interaction["interactionId"].as_str().expect("an id").to_owned();
        assert!(!self.gone.contains(&id), "{id} is heard of after it has left");
        let omitted = json!(desk.profile().lifecycle_events) == "omitted";
        match self.present.get(&id) {
            None => {
                assert_eq!(event_type, if omitted { "RINGING" } else { "ADDED" }, "the first event of {id}");
            }
            Some(known) => follows(known, interaction),
        }
        self.present.insert(id.clone(), without_flags(interaction));
        let stays = json!(desk.profile().released_unanswered) == "stays";
        let marked_done = event_type == "MARK_DONE";
        let left_by_itself = event_type == "RELEASED" && interaction["previousState"] == "RINGING" && !stays;
        if event_type == "REMOVED" || (omitted && (marked_done || left_by_itself)) {
            self.present.remove(&id);
            self.gone.insert(id);
        }
    }
}

/// `envelope/11`, `envelope/13`: one answer to the window that asked, or none and a note.
fn has_one_outcome(window: Window, said: &[Entry]) {
    let replies: Vec<_> = said.iter().filter(|entry| entry.kind == Kind::Reply).collect();
    assert!(
        replies.iter().all(|reply| reply.frame.as_deref() == Some(window.name())),
        "an answer to another window"
    );
    let notes = said.iter().filter(|entry| entry.kind == Kind::Note && entry.frame.is_some()).count();
    assert!(
        replies.len() == 1 || (replies.is_empty() && notes == 1),
        "{} answers, {notes} notes",
        replies.len()
    );
}

/// `envelope/28`: a change at the time of the answer is not told before it. What fell due earlier is.
fn replies_come_first(said: &[Entry]) {
    let Some(reply) = said.iter().position(|entry| entry.kind == Kind::Reply) else { return };
    for event in events(&said[..reply]) {
        assert!(
            event["eventType"] == "RELEASED" || event["eventType"] == "REMOVED",
            "{event} before the answer"
        );
    }
}

/// `subscription/6`.
fn no_event_comes_twice(said: &[Entry]) {
    let events: Vec<_> = said.iter().filter(|entry| entry.kind == Kind::Event).collect();
    for (at, event) in events.iter().enumerate() {
        assert!(!events[..at].contains(event), "twice: {event:?}");
    }
}

/// `gate.userData/1`, `gate.userData/2`: at whatever depth of whatever message.
fn hides_what_may_not_be_read(message: &Value, readable: &[String], desk: &Workspace) {
    let prefixes = json!(desk.profile().user_data_key_patterns) == "prefix";
    let is_readable = |key: &String| {
        let by_prefix = |entry: &String| prefixes && entry == "Open*" && key.starts_with("Open");
        readable.iter().any(|entry| entry == "*" || entry == key || by_prefix(entry))
    };
    match message {
        Value::Object(fields) => {
            if let Some(Value::Object(user_data)) = fields.get("userData") {
                assert!(
                    user_data.keys().all(is_readable),
                    "{user_data:?} though only {readable:?} may be read"
                );
            }
            fields.values().for_each(|value| hides_what_may_not_be_read(value, readable, desk));
        }
        Value::Array(items) => items.iter().for_each(|item| hides_what_may_not_be_read(item, readable, desk)),
        _ => {}
    }
}

/// `type.interaction/7`: the chain of states has no gap.
fn follows(known: &Value, now: &Value) {
    if now["state"] == known["state"] {
        assert_eq!(now.get("previousState"), known.get("previousState"), "another past for the same state");
    } else {
        assert_eq!(now["previousState"], known["state"], "a gap in the chain of states");
    }
    for property in ["interactionId", "caseId", "callUuid", "connId", "ani", "dnis", "direction", "callType"]
    {
        assert_eq!(now[property], known[property], "{property} has changed");
    }
}

/// `event.interaction/5`: an event for each change, and none without. A value that is set again is reported all the same
/// (`interaction.setUserData/7`).
fn every_change_is_told(was: &BTreeMap<String, Value>, is: &BTreeMap<String, Value>, said: &[Entry]) {
    let told: Vec<Value> = events(said).collect();
    let about = |event: &Value| event["interaction"]["interactionId"].as_str().expect("an id").to_owned();
    let heard_of: BTreeSet<String> = told.iter().map(about).collect();
    for id in was.keys().chain(is.keys()).filter(|id| was.get(*id) != is.get(*id)) {
        assert!(heard_of.contains(id), "{id} has changed, and nobody is told");
    }
    for event in told.iter().filter(|event| event["eventType"] != "ATTACHED_DATA_CHANGED") {
        let id = about(event);
        assert_ne!(was.get(&id), is.get(&id), "{id} has not changed, and {} is told", event["eventType"]);
    }
}

/// `event.interaction/47`, `event.interaction/48`: three in their order, each a case and no interaction.
fn cases_are_told_whole(said: &[Entry]) {
    let of_cases: Vec<Value> = payloads(said).filter(|event| event.get("selectedCaseId").is_some()).collect();
    for three in of_cases.chunks(3) {
        let types: Vec<&Value> = three.iter().map(|event| &event["eventType"]).collect();
        assert_eq!(types, ["CASE_COLLAPSED", "CASE_EXPANDED", "CASE_SELECTED"]);
        assert!(three.iter().all(|event| event.get("interaction").is_none()));
    }
}

/// The payloads about interactions that the watcher got.
fn events(said: &[Entry]) -> impl Iterator<Item = Value> {
    payloads(said).filter(|event| event.get("selectedCaseId").is_none())
}

fn payloads(said: &[Entry]) -> impl Iterator<Item = Value> {
    let mine = |entry: &&Entry| entry.kind == Kind::Event && entry.frame.as_deref() == Some(APP);
    said.iter().filter(mine).map(|entry| entry.body["data"].clone())
}

/// What the watcher would read, asked of a copy so that asking leaves no trace.
fn read(workspace: &Workspace) -> BTreeMap<String, Value> {
    let mut copy = workspace.clone();
    let request = Request::new("interaction.getInteractions", Vec::new(), "w");
    copy.handle_message(copy.now(), &FrameId::from(APP), serde_json::to_value(request).expect("JSON"));
    let answer = std::iter::from_fn(|| copy.poll_output()).find_map(|output| match output {
        Output::Reply(reply) => Some(reply.message.to_value()),
        Output::Event(_) | Output::Greeting(_) | Output::Effect(_) => None,
    });
    let all = answer.expect("an answer")["data"].as_array().expect("an array").clone();
    all.iter()
        .map(|one| (one["interactionId"].as_str().expect("an id").to_owned(), without_flags(one)))
        .collect()
}

fn without_flags(interaction: &Value) -> Value {
    let fields = interaction.as_object().expect("an object").iter();
    let kept = fields.filter(|(key, _)| !CASE_FLAGS.contains(&key.as_str()));
    kept.map(|(key, value)| (key.clone(), value.clone())).collect::<serde_json::Map<_, _>>().into()
}
