//! Cases: which one is selected, which are expanded, who hears of it and what the events name.
//! Clauses `interaction.selectCaseByCaseId/1` and after, `case/1` and after, `event.interaction/44` to `event.interaction/49`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

const SELECT: &str = "interaction.selectCaseByCaseId";

/// A desktop with calls in the cases A, B and C, of which A was the first, and selected; it hears what happens from here on.
fn desk(profile: Value) -> Desk {
    let mut desk = Desk::hearing_with(profile);
    for case_id in ["A", "B", "C"] {
        desk.rings_with(json!({ "caseId": case_id }));
    }
    desk.heard(APP);
    desk
}

/// The events with their cases, such as `CASE_SELECTED B`, and what the payloads are made of (`event.interaction/47`).
fn told(desk: &mut Desk) -> Vec<String> {
    let payloads = desk.payloads(APP);
    let tell = |data: &Value| {
        let mut keys: Vec<&String> = data.as_object().expect("an object").keys().collect();
        keys.sort();
        assert_eq!(keys, ["eventType", "selectedCaseId"]);
        let text = |key: &str| data[key].as_str().expect("a string");
        format!("{} {}", text("eventType"), text("selectedCaseId"))
    };
    payloads.iter().map(tell).collect()
}

/// For each case, by name: whether it is selected, whether it is expanded.
fn flags(desk: &mut Desk) -> Vec<(String, bool, bool)> {
    let all = desk.done("interaction.getInteractions", json!([]));
    let flag = |one: &Value, name: &str| one[name].as_bool().expect("a boolean");
    let all = all.as_array().expect("an array").iter();
    let case = |one: &Value| one["caseId"].as_str().expect("a string").to_string();
    all.map(|one| (case(one), flag(one, "isCaseSelected"), flag(one, "isCaseExpanded"))).collect()
}

/// Cases, by name, that have a flag.
fn having(flags: &[(String, bool, bool)], of: fn(&(String, bool, bool)) -> bool) -> Vec<&str> {
    flags.iter().filter(|case| of(case)).map(|case| case.0.as_str()).collect()
}

fn selected(desk: &mut Desk) -> String {
    having(&flags(desk), |case| case.1).join(" ")
}

fn expanded(desk: &mut Desk) -> String {
    having(&flags(desk), |case| case.2).join(" ")
}

fn agent(desk: &mut Desk, does: &str, case_id: &str) -> Result<Value, String> {
    desk.try_stimulus(json!({ "type": does, "caseId": case_id }))
}

/// `interaction.selectCaseByCaseId/1` to `interaction.selectCaseByCaseId/3`, `case/2`, `event.interaction/44` to
/// `event.interaction/49`, each value of `caseEventId`; the default is what the page shows.
#[test]
fn selecting_another_case_collapses_the_old_one_and_expands_the_new_one() {
    for (ids, expected) in [
        ("selected-at-send", ["CASE_COLLAPSED A", "CASE_EXPANDED A", "CASE_SELECTED B"]),
        ("case-concerned", ["CASE_COLLAPSED A", "CASE_EXPANDED B", "CASE_SELECTED B"]),
    ] {
        let mut desk = desk(json!({ "caseEventId": ids }));
        assert_eq!(selected(&mut desk), "A");
        desk.done(SELECT, json!(["B"]));
        assert_eq!(told(&mut desk), expected);
        assert_eq!(selected(&mut desk), "B");
        assert_eq!(expanded(&mut desk), "B");
    }
}

/// `case/3`, `event.interaction/48`: the agent's own selection is told alike, and gives the main interaction of the case.
#[test]
fn the_agent_selects_like_an_app() {
    for (ids, expanded_id) in [("selected-at-send", "A"), ("case-concerned", "B")] {
        let mut desk = desk(json!({ "caseEventId": ids }));
        let shown = agent(&mut desk, "agent-selects-case", "B").expect("there is such a case");
        assert_eq!((&shown["caseId"], &shown["isCaseSelected"]), (&json!("B"), &json!(true)));
        let expanded = format!("CASE_EXPANDED {expanded_id}");
        assert_eq!(told(&mut desk), ["CASE_COLLAPSED A", &expanded, "CASE_SELECTED B"]);
    }
}

/// `interaction.selectCaseByCaseId/5`, by request and by the agent.
#[test]
fn selecting_the_selected_case_succeeds_without_events() {
    let mut desk = desk(json!({}));
    desk.done(SELECT, json!(["A"]));
    agent(&mut desk, "agent-selects-case", "A").expect("it can be clicked");
    assert_eq!(told(&mut desk), [""; 0]);
    assert_eq!(selected(&mut desk), "A");
}

/// `interaction.selectCaseByCaseId/4`, `envelope/30`: names are compared exactly; a case goes with its last interaction.
#[test]
fn selecting_a_case_that_is_not_there_fails_and_names_it() {
    let mut desk = desk(json!({}));
    let gone = desk.read("2")["interactionId"].as_str().expect("an id").to_string();
    desk.stimulus("agent-rejects", &gone);
    desk.heard(APP);
    for case_id in ["B", "a", "", "D"] {
        let fault = desk.fails(SELECT, json!([case_id]));
        assert!(fault.contains(&format!("\"{case_id}\"")), "{fault}");
        let refusal = agent(&mut desk, "agent-selects-case", case_id).expect_err("no such case");
        assert!(refusal.contains(&format!("\"{case_id}\"")) && refusal.contains("A, C"), "{refusal}");
    }
    assert_eq!(told(&mut desk), [""; 0]);
    assert_eq!(selected(&mut desk), "A");
}

/// `interaction.selectCaseByCaseId/6`, `envelope/32`.
#[test]
fn selecting_without_a_string_for_an_id_fails() {
    let mut desk = desk(json!({}));
    for parameters in [json!([]), json!([null]), json!([1]), json!([["A"]])] {
        let fault = desk.fails(SELECT, parameters);
        assert!(fault.contains("caseId"), "{fault}");
    }
    assert_eq!(told(&mut desk), [""; 0]);
}

/// `event.interaction/44`, `event.interaction/46`, `case/1`, `never`: where no case was selected there is none to be collapsed.
#[test]
fn selecting_the_first_case_collapses_none() {
    for ids in ["selected-at-send", "case-concerned"] {
        let mut desk = desk(json!({ "newInteractionSelectsCase": "never", "caseEventId": ids }));
        assert_eq!(selected(&mut desk), "");
        assert_eq!(expanded(&mut desk), "");
        desk.done(SELECT, json!(["C"]));
        assert_eq!(told(&mut desk), ["CASE_EXPANDED C", "CASE_SELECTED C"], "{ids}");
        assert_eq!(selected(&mut desk), "C");
        assert_eq!(expanded(&mut desk), "C");
    }
}

/// `case/1`, `always`, and `event.interaction/48`: a new interaction that takes the selection away from another case is told
/// with what it does to the two, after its own events (`event.interaction/8`); in the selected case it changes nothing.
#[test]
fn a_new_interaction_that_selects_its_case_is_told_like_any_selection() {
    let mut desk = Desk::hearing_with(json!({ "newInteractionSelectsCase": "always" }));
    desk.rings_with(json!({ "caseId": "A" }));
    desk.rings_with(json!({ "caseId": "A" }));
    assert_eq!(desk.types(APP), ["ADDED", "RINGING", "ADDED", "RINGING"]);
    desk.rings_with(json!({ "caseId": "B" }));
    let mut events = desk.payloads(APP);
    let of_cases = events.split_off(2);
    assert_eq!([&events[0]["eventType"], &events[1]["eventType"]], ["ADDED", "RINGING"]);
    let expected = [("CASE_COLLAPSED", "A"), ("CASE_EXPANDED", "A"), ("CASE_SELECTED", "B")];
    let expected = expected.map(|(told, case)| json!({ "eventType": told, "selectedCaseId": case }));
    assert_eq!(of_cases, expected);
    assert_eq!((selected(&mut desk), expanded(&mut desk)), ("B".into(), "B".into()));
}

/// `case/5`, `type.interaction/32`, `event.interaction/49`, each value: the selection stays where it is.
#[test]
fn the_agent_expands_and_collapses_a_case() {
    for (ids, id) in [("selected-at-send", "A"), ("case-concerned", "B")] {
        let mut desk = desk(json!({ "caseEventId": ids }));
        let shown = agent(&mut desk, "agent-expands-case", "B").expect("it is collapsed");
        assert_eq!((&shown["caseId"], &shown["isCaseExpanded"]), (&json!("B"), &json!(true)));
        assert_eq!(expanded(&mut desk), "A B");
        agent(&mut desk, "agent-collapses-case", "B").expect("it is expanded");
        assert_eq!(expanded(&mut desk), "A");
        assert_eq!(told(&mut desk), [format!("CASE_EXPANDED {id}"), format!("CASE_COLLAPSED {id}")]);
        agent(&mut desk, "agent-collapses-case", "A").expect("it is expanded");
        assert_eq!(told(&mut desk), ["CASE_COLLAPSED A"]);
        assert_eq!((selected(&mut desk), expanded(&mut desk)), ("A".into(), String::new()));
    }
}

/// `case/5`: what is expanded is not expanded again; what is not there is neither.
#[test]
fn a_case_is_expanded_once_and_collapsed_once() {
    let mut desk = desk(json!({}));
    for (does, case_id, fault) in [
        ("agent-expands-case", "A", "expanded already"),
        ("agent-collapses-case", "B", "collapsed already"),
        ("agent-expands-case", "D", "\"D\""),
        ("agent-collapses-case", "D", "\"D\""),
    ] {
        let refusal = agent(&mut desk, does, case_id).expect_err("it changes nothing");
        assert!(refusal.contains(fault), "{refusal}");
    }
    assert_eq!(told(&mut desk), [""; 0]);
    assert_eq!(expanded(&mut desk), "A");
}

/// `event.interaction/48`, `case/5`: all three are sent, however the two cases were folded before.
#[test]
fn a_change_of_selection_sends_all_three_however_the_cases_are_folded() {
    let mut desk = desk(json!({}));
    agent(&mut desk, "agent-collapses-case", "A").expect("it is expanded");
    agent(&mut desk, "agent-expands-case", "C").expect("it is collapsed");
    told(&mut desk);
    desk.done(SELECT, json!(["C"]));
    assert_eq!(told(&mut desk), ["CASE_COLLAPSED A", "CASE_EXPANDED A", "CASE_SELECTED C"]);
    assert_eq!(expanded(&mut desk), "C");
}

/// `interaction.selectCaseByCaseId/3`, `case/5`, `consultation/6`: every interaction of a case follows, consultations too; and
/// what an event carries then says so (`event.interaction/5`).
#[test]
fn all_interactions_of_a_case_follow_its_selection() {
    let mut desk = desk(json!({}));
    desk.rings_with(json!({ "caseId": "B" }));
    desk.stimulus("agent-accepts", "2");
    desk.done("interaction.consult", json!(["2", "5002"]));
    desk.done(SELECT, json!(["B"]));
    let (flags, read) = (flags(&mut desk), desk.read("5"));
    assert_eq!(having(&flags, |case| case.1), ["B", "B", "B"]);
    assert_eq!(having(&flags, |case| case.2), ["B", "B", "B"]);
    assert_eq!(read["isConsultation"], true);
    desk.heard(APP);
    desk.stimulus("far-end-answers", "5");
    let event = desk.payloads(APP).pop().expect("an event");
    assert_eq!(event["interaction"]["isCaseSelected"], true);
}

/// `case/1`, `case/2`: a selected case whose last interaction leaves is not selected any more; the others stay as they were.
#[test]
fn a_selected_case_that_goes_leaves_none_selected() {
    let mut desk = desk(json!({}));
    desk.done(SELECT, json!(["B"]));
    desk.stimulus("agent-rejects", "2");
    assert_eq!(selected(&mut desk), "");
    desk.heard(APP);
    desk.done(SELECT, json!(["C"]));
    assert_eq!(told(&mut desk), ["CASE_EXPANDED C", "CASE_SELECTED C"]);
}

/// `event.interaction/6`, `event.interaction/1`: renamed like the others, and for those who hear `interaction` only.
#[test]
fn the_events_of_cases_are_renamed_and_heard_like_the_others() {
    let mut desk = desk(json!({ "eventTypeNames": { "CASE_SELECTED": "CASE_CHOSEN" } }));
    desk.open("other");
    desk.subscribe("other", json!(["markdone", "CASE_SELECTED"]));
    desk.done(SELECT, json!(["B"]));
    assert_eq!(desk.types(APP), ["CASE_COLLAPSED", "CASE_EXPANDED", "CASE_CHOSEN"]);
    assert_eq!(desk.heard("other"), Vec::<Value>::new());
}

/// `envelope/28`, `subscription/5`: the answer first, then the three, in their order.
#[test]
fn the_answer_comes_before_the_events() {
    let mut desk = desk(json!({}));
    let request = desk.request(SELECT, json!(["B"]));
    let said = desk.say(APP, request);
    let bodies: Vec<&Value> = said.iter().map(|entry| &entry.body["data"]["eventType"]).collect();
    assert_eq!(
        bodies,
        [&Value::Null, &json!("CASE_COLLAPSED"), &json!("CASE_EXPANDED"), &json!("CASE_SELECTED")]
    );
    assert_eq!(said[0].body.get("errorMessage"), None);
}
