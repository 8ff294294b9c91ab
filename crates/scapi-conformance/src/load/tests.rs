//! What is refused when cases are read, as a person sees it.

use miette::{GraphicalReportHandler, GraphicalTheme};
use scapi_schema::clause::Catalogue;

use super::*;

fn source(id: &str, text: &str) -> Source {
    Source { file: format!("cases/{id}.json"), id: id.to_owned(), text: text.to_owned() }
}

/// The errors of one file, drawn without colour.
fn drawn(id: &str, text: &str) -> String {
    let errors = cases(&[source(id, text)], &Catalogue::bundled()).expect_err("a fault");
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(110);
    let mut drawn = String::new();
    for error in errors {
        handler.render_report(&mut drawn, &error).expect("a drawn error");
    }
    drawn
}

/// A case with these steps and nothing wrong round them.
fn with_steps(steps: &str) -> String {
    format!(
        r#"{{
  "id": "a/b",
  "title": "t",
  "clauses": ["voice/1"],
  "steps": [
    {steps}
  ]
}}"#
    )
}

/// Pins how a misspelt key is pointed at.
#[test]
fn a_misspelt_key_is_shown_with_the_key_that_was_meant() {
    let text = with_steps(r#"{ "request": { "methd": "agent.get", "answer": "success" } }"#);
    insta::assert_snapshot!("a_misspelt_key", drawn("a/b", &text));
}

/// Pins how a misspelt kind of step is pointed at.
#[test]
fn a_misspelt_step_is_shown_with_the_step_that_was_meant() {
    insta::assert_snapshot!("a_misspelt_step", drawn("a/b", &with_steps(r#"{ "reqest": {} }"#)));
}

/// Pins how a file that is not JSON is pointed at.
#[test]
fn text_that_is_not_json_is_shown_with_its_place() {
    insta::assert_snapshot!("not_json", drawn("a/b", &with_steps(r#"{ "silence": {} },"#)));
}

/// Pins that every fault of a case is told at once, each at its place.
#[test]
fn all_faults_of_a_case_are_told() {
    let clause = ["interaction.acept", "1"].join("/");
    let text = with_steps(&format!(
        r#"{{ "stimulus": {{ "do": {{ "type": "inbound-cal" }}, "as": "string" }} }},
    {{ "request": {{ "frame": "ap", "method": "x", "parameters": ["$cal.id"], "answer": "success" }} }},
    {{ "request": {{ "method": "x", "answer": {{ "data": {{ "$contain": "x" }} }}, "clause": "{clause}" }} }},
    {{ "send": {{ "answer": "silence" }} }}"#
    ))
    .replace("\"steps\"", "\"profile\": { \"voidresult\": \"null\" },\n  \"steps\"");
    insta::assert_snapshot!("all_faults", drawn("a/b", &text));
}

/// Pins what is said of words that a host cannot use: a method that is to succeed, a type of events, a state.
#[test]
fn words_that_the_contract_does_not_know_are_shown_with_those_that_were_meant() {
    let steps = r#"{ "request": { "method": "interaction.acept", "answer": "success" } },
    { "request": { "method": "interaction.getInteractions", "answer": { "data": { "$each": { "state": "TALKIN" } } } } },
    { "events": { "expect": [{ "eventType": "ESTABLISHD", "interaction": { "previousState": "RINGNG" } }] } },
    { "request": { "method": "interaction.gone", "answer": { "failure": "$string" } } }"#;
    insta::assert_snapshot!("unknown_words", drawn("a/b", &with_steps(steps)));
}

#[test]
fn an_event_may_be_called_as_the_profile_says() {
    let case = r#"{ "id": "a/b", "title": "t", "clauses": ["event.interaction/6"],
        "profile": { "eventTypeNames": { "HELD": "ON_HOLD" } },
        "steps": [{ "events": { "expect": [{ "eventType": "ON_HOLD" }] } }] }"#;
    assert_eq!(cases(&[source("a/b", case)], &Catalogue::bundled()).expect("no fault").len(), 1);
}

#[test]
fn an_id_that_is_not_the_path_of_its_file_is_refused() {
    let text = with_steps(r#"{ "silence": {} }"#);
    assert!(cases(&[source("a/b", &text)], &Catalogue::bundled()).is_ok());
    let error = |id| cases(&[source(id, &text)], &Catalogue::bundled()).expect_err("a fault")[0].to_string();
    assert_eq!(
        error("a/c"),
        "cases/a/c.json:2:10: the case is called `a/b`, but its file is the place of `a/c`"
    );
    assert_eq!(
        error("a/b/c"),
        "cases/a/b/c.json:2:10: the case is called `a/b`, but its file is the place of `a/b/c`"
    );
}

#[test]
fn an_id_in_two_files_is_refused() {
    let one = with_steps(r#"{ "silence": {} }"#);
    let many = format!("{{\"cases\": [{one}]}}");
    let found =
        cases(&[source("a", &many), source("a/b", &one)], &Catalogue::bundled()).expect_err("a fault");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fault(), &Fault::DuplicateId { id: "a/b".into(), other: "cases/a.json".into() });
}

#[test]
fn an_answer_on_an_ignored_frame_is_refused() {
    let text = with_steps(r#"{ "subscribe": { "frame": "deaf", "to": "agent" } }"#)
        .replace("\"steps\"", "\"frames\": { \"deaf\": { \"hearing\": \"ignored\" } }, \"steps\"");
    let found = cases(&[source("a/b", &text)], &Catalogue::bundled()).expect_err("a fault");
    assert_eq!(found[0].fault(), &Fault::AnswerOnIgnoredFrame("deaf".into()));
}

#[test]
fn rows_make_cases_of_their_own() {
    let text = with_steps(r#"{ "request": { "method": "$m", "referenceId": "$ref", "answer": "success" } }"#)
        .replace("\"steps\"", "\"rows\": { \"one\": { \"m\": \"agent.get\", \"ref\": 5 }, \"two\": { \"m\": \"media.getMediaList\", \"ref\": \"5\" } }, \"steps\"");
    let read = cases(&[source("a/b", &text)], &Catalogue::bundled()).expect("cases");
    let summaries: Vec<_> = read.iter().map(|case| (case.id.as_str(), case.steps[0].summary())).collect();
    assert_eq!(
        summaries,
        [
            ("a/b/one", "request agent.get on app".to_owned()),
            ("a/b/two", "request media.getMediaList on app".to_owned())
        ]
    );
}

#[test]
fn a_row_that_lacks_a_value_is_refused() {
    let text = with_steps(r#"{ "subscribe": { "to": "$name" } }"#)
        .replace("\"steps\"", "\"rows\": { \"one\": { \"nam\": \"agent\" } }, \"steps\"");
    let found = cases(&[source("a/b", &text)], &Catalogue::bundled()).expect_err("a fault");
    assert_eq!(found.len(), 1);
    assert!(found[0].to_string().ends_with("nothing is named `$name` at this point"), "{}", found[0]);
}
