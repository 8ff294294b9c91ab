//! Methods of other namespaces: the table of canned answers and its defaults.
//! Clauses `canned/1` and after, `type.agent/1`, `type.state/1`, `type.media/1`.

use scapi_reference::canned::CannedAnswer;
use scapi_schema::method::METHODS;
use serde_json::{Value, json};

use crate::desk::Desk;

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

fn is_state(state: &Value) -> bool {
    ["operationName", "displayName", "type"].iter().all(|key| is_text(&state[*key]))
}

/// `canned/3`, `type.agent/1`.
#[test]
fn agent_get_gives_an_agent() {
    let agent = Desk::new().done("agent.get", json!([]));
    for key in ["employeeId", "firstname", "lastname", "username"] {
        assert!(is_text(&agent[key]), "{key}");
    }
}

/// `canned/4`, `canned/5`, `type.state/1` to `type.state/4`.
#[test]
fn agent_states_are_states() {
    let mut desk = Desk::new();
    let list = desk.done("agent.getStateList", json!([]));
    let list = list.as_array().expect("an array");
    assert!(!list.is_empty() && list.iter().all(is_state));
    assert!(is_state(&desk.done("agent.getState", json!([]))));
}

/// `canned/6`, `type.state/5`.
#[test]
fn every_listed_state_can_be_set() {
    let mut desk = Desk::new();
    let list = desk.done("agent.getStateList", json!([]));
    for state in list.as_array().expect("an array") {
        desk.done("agent.setState", json!([state["operationName"]]));
    }
}

/// `canned/7`.
#[test]
fn a_state_that_is_not_listed_cannot_be_set() {
    let mut desk = Desk::new();
    for (given, shown) in [
        (json!(["Redy"]), "\"Redy\""),
        (json!(["ready"]), "\"ready\""),
        (json!([1]), "1"),
        (json!([]), "null"),
    ] {
        let expected = format!("agent.setState: there is no state {shown}; there are Ready, NotReady");
        assert_eq!(desk.fails("agent.setState", given), expected);
    }
}

/// `canned/8`, `canned/9`, `type.media/1`, `type.media/2`.
#[test]
fn media_are_listed_with_their_states() {
    let mut desk = Desk::new();
    let list = desk.done("media.getMediaList", json!([]));
    assert!(
        list.as_array()
            .expect("an array")
            .iter()
            .all(|media| is_text(&media["media"]) && is_state(&media["state"]))
    );
    assert_eq!(desk.done("media.getMediaByName", json!(["voice"]))["media"], "voice");
}

/// `canned/11`, `gate.service/4`.
#[test]
fn the_allowed_services_are_all_but_the_one_that_needs_a_grant() {
    let services = Desk::new().done("system.getAllowedServices", json!([]));
    let services = services.as_array().expect("an array");
    assert!(services.contains(&json!("interaction.accept")));
    assert!(!services.contains(&json!("auth.getJwtToken")));
}

/// `canned/12`, `canned/13`, `canned/22`.
#[test]
fn frames_and_devices_are_asked_with_booleans() {
    let mut desk = Desk::new();
    let mut ask = |name: &str| desk.done(name, json!([])).as_bool().expect("a boolean");
    let roles = ["Leading", "Following", "Negotiating"].map(|role| ask(&format!("system.isFrame{role}")));
    assert_eq!(roles.iter().filter(|role| **role).count(), 1);
    assert_eq!(ask("system.isFrameLeadingOrNegotiating"), roles[0] || roles[2]);
    for name in [
        "system.isLastActiveFrame",
        "system.amIVisible",
        "sipEndpoint.isMicrophoneMute",
        "sipEndpoint.isSpeakerMute",
    ] {
        ask(name);
    }
}

/// `canned/16`.
#[test]
fn options_are_an_array_of_sections() {
    assert!(Desk::new().done("configuration.getOption", json!(["voice.*"])).is_array());
}

/// `canned/1`: a test can change an answer, to data, to a failure, to no result.
#[test]
fn an_answer_can_be_changed() {
    let mut desk = Desk::new();
    let table = desk.workspace.canned_mut();
    table.set("agent.get", CannedAnswer::Data(json!({ "username": "ada" })));
    table.set("voice.dial", CannedAnswer::ErrorMessage("invalid destination".into()));
    table.set("email.create", CannedAnswer::Void);
    assert_eq!(desk.done("agent.get", json!([])), json!({ "username": "ada" }));
    assert_eq!(desk.fails("voice.dial", json!(["5", null])), "invalid destination");
    assert_eq!(desk.ask("email.create", json!(["a@example.com"])).get("data"), None);
    desk.profile(json!({ "voidResult": "true" }));
    assert_eq!(desk.done("email.create", json!(["a@example.com"])), json!(true));
}

/// `canned/2`, `envelope/20`: every method of the client is answered, one way or the other, and never as unknown.
#[test]
fn every_method_is_answered_and_none_is_unknown() {
    let mut desk = Desk::new();
    for method in METHODS {
        let answer = desk.ask(method.name, json!([]));
        let fault = answer["errorMessage"].as_str().unwrap_or_default();
        assert!(!fault.contains("there is no method"), "{fault}");
    }
    let fault = desk.fails("email.create", json!(["a@example.com"]));
    assert!(fault.contains("email.create") && fault.contains("not supported"), "{fault}");
}

/// `canned/19`: it is in no table, whatever the interaction.
#[test]
fn an_option_of_no_interaction_cannot_be_had() {
    let mut desk = Desk::new();
    for parameters in [json!(["voice.*"]), json!(["voice.*", null]), json!(["voice.*", "9"])] {
        let fault = desk.fails("configuration.getContextualOption", parameters);
        assert!(fault.contains("configuration.getContextualOption"), "{fault}");
    }
}

/// `canned/1`: an answer of the table changes no interaction and causes no event.
#[test]
fn canned_answers_change_nothing() {
    let mut desk = Desk::hearing();
    let id = desk.talks();
    let before = desk.read(&id);
    desk.heard("app");
    let implemented = ["interaction", "voice", "messenger"];
    for method in METHODS.iter().filter(|method| !implemented.contains(&method.namespace())) {
        desk.ask(method.name, json!([id]));
    }
    assert_eq!(desk.read(&id), before);
    assert_eq!(desk.types("app"), [""; 0]);
}
