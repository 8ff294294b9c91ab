//! Mutants that do not look at a parameter, or look at it in their own way: targets, user data, names of events.
//! Clauses `interaction.…`, `type.targetQuery` and `event.…`.

use serde_json::{Value, json};

use super::{Mutant, mutant};
use crate::defect::Defect::{Said, Told, Undone};
use crate::edit::{is_asked, replace, take};

pub(super) const MUTANTS: &[Mutant] = &[
    mutant(
        "transfer-without-user-data",
        "singleStepTransfer attaches no user data",
        "interaction.singleStepTransfer/5",
        Told(|line| user_data(line, "interaction.singleStepTransfer", &json!({}))),
    ),
    mutant(
        "conference-without-user-data",
        "singleStepConference attaches no user data",
        "interaction.singleStepConference/4",
        Told(|line| user_data(line, "interaction.singleStepConference", &json!({}))),
    ),
    mutant(
        "consult-without-user-data",
        "consult attaches no user data",
        "interaction.consult/6",
        Told(|line| user_data(line, "interaction.consult", &json!({}))),
    ),
    mutant(
        "transfer-with-user-data",
        "singleStepTransfer attaches user data that nobody gave",
        "interaction.singleStepTransfer/6",
        Told(|line| user_data(line, "interaction.singleStepTransfer", &json!({ "TransferredBy": "5001" }))),
    ),
    mutant(
        "conference-with-user-data",
        "singleStepConference attaches user data that nobody gave",
        "interaction.singleStepConference/5",
        Told(|line| user_data(line, "interaction.singleStepConference", &json!({ "InvitedBy": "5001" }))),
    ),
    mutant(
        "consult-with-user-data",
        "consult attaches user data that nobody gave",
        "interaction.consult/7",
        Told(|line| user_data(line, "interaction.consult", &json!({ "AskedBy": "5001" }))),
    ),
    mutant(
        "consult-by-voice-alone",
        "a consultation is always by voice",
        "interaction.consult/5",
        Told(|line| target(line, |target| target["media"] = json!("voice"))),
    ),
    mutant(
        "consult-medium-ignored",
        "the medium of a consultation is ignored",
        "interaction.consult/4",
        Told(|line| {
            target(line, |target| {
                take(target, "media");
            });
        }),
    ),
    mutant(
        "target-as-text-refused",
        "a target that is a text is refused",
        "type.targetQuery/1",
        Told(|line| {
            replace(line, "/message/parameters/1", |it| if it.is_string() { json!(5) } else { it.clone() });
        }),
    ),
    mutant(
        "skill-refused",
        "a target of the type SKILL is refused",
        "type.targetQuery/3",
        Told(|line| {
            target(line, |target| {
                if target["type"] == "SKILL" {
                    target["type"] = json!("TALENT");
                }
            });
        }),
    ),
    mutant(
        "case-not-selected",
        "selectCaseByCaseId selects nothing",
        "interaction.selectCaseByCaseId/1",
        Undone("interaction.selectCaseByCaseId"),
    ),
    mutant(
        "broadcast-wrapped",
        "a broadcast is delivered in an object",
        "event.messenger/2",
        Said(|message, _| {
            if message["event"].as_str().is_some_and(|name| name.starts_with("messenger:")) {
                replace(message, "/data", |data| json!({ "message": data }));
            }
        }),
    ),
    mutant(
        "interaction-not-subscribed",
        "a subscription to interaction is answered and not made",
        "event.interaction/1",
        Told(|line| renamed(line, "interaction")),
    ),
    mutant(
        "markdone-not-subscribed",
        "a subscription to markdone is answered and not made",
        "event.markdone/1",
        Told(|line| renamed(line, "markdone")),
    ),
];

/// The user data of such a request, in the place of those that were given, or of none.
fn user_data(line: &mut Value, name: &str, data: &Value) {
    let is_wanted = |given: &Value| {
        given
            .as_object()
            .is_none_or(|given| given.is_empty() != data.as_object().is_some_and(serde_json::Map::is_empty))
    };
    if !is_asked(line, name) || !is_wanted(&line["message"]["parameters"][2]) {
        return;
    }
    if let Some(parameters) = line["message"]["parameters"].as_array_mut() {
        parameters.resize(parameters.len().max(3), Value::Null);
        parameters[2] = data.clone();
    }
}

/// Changes a target that is an object.
fn target(line: &mut Value, change: impl FnOnce(&mut Value)) {
    if let Some(target) =
        line.pointer_mut("/message/parameters/1").filter(|it| it.get("destination").is_some())
    {
        change(target);
    }
}

/// Subscribes to an event that never comes in the place of this one.
fn renamed(line: &mut Value, name: &str) {
    if is_asked(line, "subscribe") {
        replace(line, "/message/data", |to| if to == name { json!("never") } else { to.clone() });
    }
}
