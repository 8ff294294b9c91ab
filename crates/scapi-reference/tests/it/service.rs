//! Which services an origin may use, and how the list of accepted origins is written.
//! Clauses `gate.origin/2`, `gate.service/1` to `gate.service/6`, `canned/11`.

use scapi_reference::{Origin, profile::patched};
use scapi_schema::{method::METHODS, profile::HostProfile};
use serde_json::{Value, json};

use crate::desk::Desk;

const APP: &str = "https://app.example";
const OTHER: &str = "https://other.example";

/// A desktop with this list of accepted origins, and a frame of each of two origins.
fn desk(list: Value) -> Desk {
    let mut desk = Desk::with(json!({ "acceptedOrigins": list }));
    for origin in [APP, OTHER] {
        desk.open_at(origin, Origin::Web(origin.into()));
    }
    desk
}

/// The answer to a request of a frame.
fn asks(desk: &mut Desk, frame: &str, method: &str) -> Value {
    let request = desk.request(method, json!([]));
    desk.answer(frame, request)
}

/// Whether an origin may use a service: whatever it answers, it does not refuse the origin.
fn may_use(desk: &mut Desk, origin: &str, method: &str) -> bool {
    let answer = asks(desk, origin, method);
    !answer["errorMessage"].as_str().unwrap_or_default().contains("may not use")
}

/// Those of a few services that an origin may use.
fn usable(list: Value, origin: &str) -> Vec<&'static str> {
    let services = [
        "agent.get",
        "agent.getState",
        "interaction.getInteractions",
        "system.isFrameLeading",
        "auth.getJwtToken",
    ];
    let mut desk = desk(list);
    services.into_iter().filter(|service| may_use(&mut desk, origin, service)).collect()
}

/// `gate.service/1` to `gate.service/4`, `gate.origin/2`: bare, `(*)`, `*`, a namespace, exact names, several, explicit ones.
#[test]
fn an_origin_may_use_what_its_list_says() {
    let all = vec!["agent.get", "agent.getState", "interaction.getInteractions", "system.isFrameLeading"];
    let with_token = [all.clone(), vec!["auth.getJwtToken"]].concat();
    let agent = vec!["agent.get", "agent.getState"];
    let rows = [
        ("https://app.example", all.clone()),
        ("https://app.example (*)", all.clone()),
        ("*", all.clone()),
        ("* (*)", all.clone()),
        ("https://app.example (agent.*)", agent.clone()),
        ("https://app.example (agent.get)", vec!["agent.get"]),
        ("https://app.example(agent.get)", vec!["agent.get"]),
        ("https://app.example ( agent.get ,system.* )", vec!["agent.get", "system.isFrameLeading"]),
        ("* (agent.*)", agent.clone()),
        ("https://app.example (*, auth.getJwtToken)", with_token),
        ("https://app.example (auth.getJwtToken)", vec!["auth.getJwtToken"]),
        ("https://app.example (auth.*)", vec![]),
        ("https://app.example ()", vec![]),
        ("https://app.example (agent.Get, Agent.*, agent, *.get, agent.get*, agent*)", vec![]),
    ];
    for (entry, expected) in rows {
        assert_eq!(usable(json!([entry]), APP), expected, "{entry}");
    }
}

/// `gate.origin/2`, `gate.service/2`: several entries for one origin add up; those of others are no matter.
#[test]
fn entries_of_one_origin_add_up() {
    let list =
        json!(["https://app.example (agent.get)", "* (system.*)", "https://app.example (auth.getJwtToken)"]);
    assert_eq!(usable(list.clone(), APP), ["agent.get", "system.isFrameLeading", "auth.getJwtToken"]);
    assert_eq!(usable(list, OTHER), ["system.isFrameLeading"]);
}

/// `gate.origin/2`: commas separate entries in one string as well, outside of parentheses, as the option is written.
#[test]
fn one_string_has_several_entries() {
    let option = "https://app.example (agent.get, system.*), https://other.example";
    assert_eq!(usable(json!([option]), APP), ["agent.get", "system.isFrameLeading"]);
    assert_eq!(usable(json!([option]), OTHER).len(), 4);
    assert_eq!(usable(json!([" https://app.example , ,https://other.example,"]), APP).len(), 4);
}

/// `gate.origin/1`, `gate.service/2`: who is not on the list is not accepted, whatever others may use.
#[test]
fn a_list_of_services_accepts_its_origin_alone() {
    let mut desk = desk(json!(["https://app.example (agent.*)"]));
    assert!(may_use(&mut desk, APP, "agent.get"));
    let request = desk.request("agent.get", json!([]));
    assert_eq!(desk.silence(OTHER, request), "gate.origin/3");
}

/// `gate.service/5`, default `failure`, and `envelope/30`: the message names the service, and nothing is done.
#[test]
fn a_service_that_is_not_granted_fails_and_is_named() {
    let mut desk = desk(json!(["https://app.example (agent.*)"]));
    let id = desk.rings();
    let request = desk.request("interaction.accept", json!([id]));
    let answer = desk.answer(APP, request.clone());
    let fault = answer["errorMessage"].as_str().expect("a failure");
    assert!(fault.contains("interaction.accept") && fault.contains(APP), "{fault}");
    assert_eq!(answer["referenceId"], request["referenceId"]);
    assert_eq!(desk.read(&id)["state"], "RINGING");
}

/// `gate.service/5`, `silence`.
#[test]
fn a_service_that_is_not_granted_gets_no_answer_where_the_profile_says_so() {
    let mut desk = desk(json!(["https://app.example (agent.*)"]));
    desk.profile(json!({ "serviceFiltered": "silence" }));
    let id = desk.rings();
    let request = desk.request("interaction.accept", json!([id]));
    assert_eq!(desk.silence(APP, request), "gate.service/5");
    assert_eq!(desk.read(&id)["state"], "RINGING");
}

/// `gate.service/2`: a name that nobody knows is not granted by a list that does not have it.
#[test]
fn a_name_that_nobody_knows_is_filtered_first() {
    let mut desk = desk(json!(["https://app.example (agent.*)", "https://other.example"]));
    assert!(!may_use(&mut desk, APP, "interaction.answer"));
    let fault = asks(&mut desk, OTHER, "interaction.answer");
    assert!(fault["errorMessage"].as_str().expect("a failure").contains("there is no method"), "{fault}");
}

/// `gate.service/4`: a socket, which has no origin to be listed, has no explicit grant.
#[test]
fn a_frame_without_origin_may_use_what_needs_no_grant() {
    let mut desk = desk(json!([]));
    assert!(desk.ask("agent.get", json!([])).get("errorMessage").is_none());
    let fault = desk.fails("auth.getJwtToken", json!([]));
    assert!(fault.contains("may not use"), "{fault}");
}

/// `gate.service/4`: granted by default to none of the apps that the session embeds.
#[test]
fn an_embedded_app_has_no_explicit_grant() {
    let mut desk = Desk::new();
    desk.workspace.set_embedded_origins(vec![APP.into()]);
    desk.open_at(APP, Origin::Web(APP.into()));
    assert!(may_use(&mut desk, APP, "agent.get"));
    assert!(!may_use(&mut desk, APP, "auth.getJwtToken"));
}

/// `gate.service/6`: events are not filtered.
#[test]
fn a_list_of_services_does_not_filter_events() {
    let mut desk = desk(json!(["https://app.example (agent.get)"]));
    desk.subscribe(APP, json!("interaction"));
    let id = desk.subscribe(APP, json!("markdone"));
    desk.rings();
    assert_eq!(desk.types(APP), ["ADDED", "RINGING"]);
    let answer = desk.answer(APP, crate::desk::unsubscribe(&id));
    assert_eq!(answer.get("errorMessage"), None);
}

/// `canned/11`: the list of each origin is what it may use, all of it.
#[test]
fn each_origin_is_told_its_services() {
    let list = json!([
        "https://app.example (system.getAllowedServices, agent.get, auth.getJwtToken, agent.fly)",
        "https://other.example"
    ]);
    let mut desk = desk(list);
    let told = asks(&mut desk, APP, "system.getAllowedServices")["data"].clone();
    let mut told: Vec<&str> = told.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    told.sort_unstable();
    assert_eq!(told, ["agent.get", "auth.getJwtToken", "system.getAllowedServices"]);
    let told = asks(&mut desk, OTHER, "system.getAllowedServices")["data"].clone();
    let told: Vec<&str> = told.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    let expected = METHODS.iter().map(|method| method.name).filter(|name| *name != "auth.getJwtToken");
    assert_eq!(told, expected.collect::<Vec<_>>());
}

/// `gate.origin/2`: what cannot be read is refused, with what would be right; so is one of several.
#[test]
fn a_list_that_cannot_be_read_is_refused() {
    let rows = [
        ("https://app.example (agent.*", "does not end in a parenthesis"),
        ("https://app.example agent.*)", "closing parenthesis without an opening one"),
        ("https://app.example (agent.*) x", "does not end in a parenthesis"),
        ("https://app.example (agent.(get))", "parenthesis in the list"),
        ("(agent.*)", "no origin"),
        ("https://other.example, https://app.example (agent.*", "does not end in a parenthesis"),
    ];
    for (entry, fault) in rows {
        let patch = json!({ "acceptedOrigins": [OTHER, entry] });
        let refusal = patched(&HostProfile::default(), &patch).expect_err("it cannot be read").to_string();
        assert!(refusal.contains("acceptedOrigins") && refusal.contains(fault), "{refusal}");
        assert!(refusal.contains("https://app.example (agent.*, voice.dial)"), "{refusal}");
    }
}

/// `gate.origin/2`: what can be read is applied, and null stands for the embedded apps again.
#[test]
fn a_list_that_can_be_read_is_applied() {
    let start = HostProfile::default();
    let list = json!({ "acceptedOrigins": ["https://app.example (agent.*, voice.dial), *"] });
    let profile = patched(&start, &list).expect("it can be read");
    assert_eq!(profile.accepted_origins.as_deref().map(<[String]>::len), Some(1));
    assert_eq!(patched(&profile, &json!({ "acceptedOrigins": null })), Ok(start.clone()));
    let refusal = patched(&start, &json!({ "acceptedOrigin": [] })).expect_err("no such key").to_string();
    assert!(refusal.contains("did you mean \"acceptedOrigins\""), "{refusal}");
}

/// `gate.origin/6`: the lists of the profile take effect at once, which is a refresh of the configuration.
#[test]
fn a_change_of_the_lists_takes_effect_at_once() {
    let mut desk = desk(json!(["https://app.example (agent.get)"]));
    assert!(!may_use(&mut desk, APP, "agent.getState"));
    desk.profile(json!({ "acceptedOrigins": ["https://app.example (agent.*)"] }));
    assert!(may_use(&mut desk, APP, "agent.getState"));
}
