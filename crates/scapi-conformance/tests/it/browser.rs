//! Targets behind a page: the suite's app in an iframe, speaking through a client script, in Chromium.
//! The other end is `server` with `page.html`. `SCAPI_CHROMIUM` and `SCAPI_CHROMEDRIVER` say where the browser is.

use std::sync::Arc;

use scapi_conformance::case::Case;
use scapi_conformance::load;
use scapi_conformance::report::TargetReport;
use scapi_conformance::run::{Options, Runner, Subject};
use scapi_conformance::target::{BrowserTarget, Stage, TargetSpec};
use scapi_conformance::verdict::Verdict;
use scapi_schema::clause::Catalogue;
use serde_json::{Value, json};

use crate::server::{Server, Sessions};
use crate::{case, source, verdicts};

/// Cases as an app has them that speaks through a client: nothing is chosen that the client chooses.
fn cases() -> Vec<Case> {
    let accept = |parameters: Value, answer: Value| json!({ "request": { "method": "interaction.accept", "parameters": parameters, "answer": answer } });
    let call = json!({ "stimulus": { "do": { "type": "inbound-call" }, "as": "call" } });
    let ringing = json!([
        call, { "subscribe": { "to": "interaction", "as": "mine" } },
        accept(json!(["$call.interactionId"]), json!({ "data": "$absent" })),
        { "events": { "expect": [{ "eventType": "ESTABLISHED" }] } },
        { "unsubscribe": { "id": "$mine" } },
        call, { "silence": {} },
    ]);
    let refused = json!([accept(json!(["no-such"]), json!({ "failure": { "$contains": "no-such" } }))]);
    let short = json!([accept(json!([]), json!({ "failure": "$string" }))]);
    let long = json!([call, accept(json!(["$call.interactionId", null, null]), json!("success"))]);
    let raw = json!([{ "send": { "message": 5, "answer": "silence" } }]);
    [("ringing", ringing), ("refused", refused), ("short", short), ("long", long), ("raw", raw)]
        .into_iter()
        .flat_map(|(id, steps)| {
            let case = json!({ "id": id, "title": "t", "clauses": ["interaction.accept/1"], "steps": steps });
            let sources = [source("case.json", id, &case.to_string())];
            load::cases(&sources, &Catalogue::bundled()).expect("a case")
        })
        .collect()
}

async fn run(fault: &str, client_script: Option<String>) -> TargetReport {
    let server = Server::start(fault, Sessions::Made).await;
    let options = Options { client_script, ..Options::default() };
    let spec = TargetSpec::Browser(server.url("/"));
    Runner::new(&cases(), &options).judge(&spec, &Subject::new("page", ""), &mut ()).await
}

fn reason<'a>(report: &'a TargetReport, id: &str) -> &'a str {
    case(report, id).reason.as_deref().expect("a reason")
}

#[tokio::test]
async fn a_conforming_page_passes_and_what_no_client_posts_is_not_applicable() {
    let report = run("none", None).await;
    assert_eq!(
        verdicts(&report),
        [
            ("ringing", Verdict::Passed),
            ("refused", Verdict::Passed),
            ("short", Verdict::Passed),
            ("long", Verdict::Passed),
            ("raw", Verdict::NotApplicable),
        ],
        "{:#?}",
        report.cases
    );
    assert_eq!(reason(&report, "raw"), "the target does not declare raw-messages");
}

#[tokio::test]
async fn cases_without_a_profile_share_a_page_and_find_it_as_new() {
    let server = Server::start("none", Sessions::Made).await;
    let (cases, options) = (cases(), Options { repeat: 2, ..Options::default() });
    let spec = TargetSpec::Browser(server.url("/"));
    let report = Runner::new(&cases, &options).judge(&spec, &Subject::new("page", ""), &mut ()).await;
    assert_eq!(report.failure(), None, "{:#?}", report.cases);
    let asked = server.asked();
    let count = |what: &str| asked.iter().filter(|line| line.starts_with(what)).count();
    assert_eq!(count("POST /sessions"), 2, "one to greet, one for all: {asked:?}");
    assert_eq!(count("POST /s/k1/control/reset"), 2 * 4 - 1, "{asked:?}");
}

#[tokio::test]
async fn what_is_wrong_behind_a_page_is_found_too() {
    let report = run("event-first", None).await;
    assert_eq!(case(&report, "ringing").broken_clauses(), ["envelope/28"]);
    let report = run("null-error", None).await;
    assert_eq!(
        case(&report, "refused").broken_clauses(),
        ["envelope/5"],
        "the client takes it for a failure"
    );
}

#[tokio::test]
async fn an_answer_that_the_client_throws_away_is_seen_nevertheless() {
    let report = run("two-answers", None).await;
    assert_eq!(case(&report, "refused").broken_clauses(), ["envelope/11"]);
}

/// What is said of a client script with which no case can be run.
async fn told_of(client_script: &str) -> String {
    let report = run("none", Some(client_script.to_owned())).await;
    assert_eq!(case(&report, "refused").verdict, Verdict::CouldNotRun);
    let reason = reason(&report, "refused");
    reason.split_once("the target refused a message: ").expect("a refusal").1.to_owned()
}

#[tokio::test]
async fn apps_speak_through_the_script_that_is_given() {
    let told = told_of("window.other = 5;").await;
    assert_eq!(told, "the client script provides no genesys.wwe.service");
}

#[tokio::test]
async fn what_a_client_script_throws_is_told() {
    let at_load = told_of("\nthrow new Error('boom');").await;
    assert_eq!(
        at_load,
        "the client script provides no genesys.wwe.service; it threw in line 2: Uncaught Error: boom"
    );
    let half = told_of("window.genesys = { wwe: { service: {} } };").await;
    assert_eq!(half, "the client script provides no genesys.wwe.service.targetWWEWindow");
    let at_call = "window.genesys = { wwe: { service: { targetWWEWindow() {},
        sendMessage() { throw new TypeError('cannot send'); } } } };";
    assert_eq!(told_of(at_call).await, "TypeError: cannot send");
}

#[tokio::test]
async fn a_host_that_is_not_there_is_a_failure() {
    let make =
        || BrowserTarget::new("http://127.0.0.1:9/".parse().expect("a URL"), Arc::new(Stage::new(None)));
    let (cases, options) = (cases(), Options::default());
    let report = Runner::new(&cases, &options).run(make, &Subject::new("page", ""), &mut ()).await;
    assert!(report.failure().expect("a failure").starts_with("the target cannot be reached"));
}
