//! The target that is reached by URL: sessions of its own, sockets as frames, silence proved by fence and journal.
//! The other end is `server`.

use scapi_conformance::case::Case;
use scapi_conformance::load;
use scapi_conformance::report::TargetReport;
use scapi_conformance::run::{Options, Runner, Subject};
use scapi_conformance::target::{SessionTarget, Target};
use scapi_conformance::verdict::Verdict;
use scapi_schema::clause::Catalogue;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::server::{Server, Sessions};
use crate::{case, cases, impatient, source, verdicts};

async fn run_over_url(server: &Server, path: &str, cases: &[Case], options: &Options) -> TargetReport {
    let make = || SessionTarget::new(server.url(path));
    Runner::new(cases, options).run(make, &Subject::new("url", path), &mut ()).await
}

/// The cases of one frame: the server does not listen to a second one.
fn one_frame() -> Vec<Case> {
    cases().into_iter().filter(|case| case.frames.is_empty() && case.id != "clock").collect()
}

/// A case with a stranger that the host does not answer.
fn stranger() -> Vec<Case> {
    let text = json!({ "id": "stranger", "title": "a stranger is not answered", "clauses": ["gate.origin/3"],
        "frames": { "app": {}, "stranger": { "hearing": "ignored" } },
        "steps": [{ "request": { "frame": "stranger", "method": "interaction.getInteractions", "answer": "silence" } }] });
    let sources = [source("stranger.json", "stranger", &text.to_string())];
    load::cases(&sources, &Catalogue::bundled()).expect("a case")
}

#[tokio::test]
async fn each_case_has_a_session_of_its_own_that_is_ended() {
    let server = Server::start("none", Sessions::Made).await;
    let report = run_over_url(&server, "/", &one_frame(), &Options::default()).await;
    assert_eq!(verdicts(&report), [("accept/ringing", Verdict::Passed)]);
    let asked = server.asked();
    assert_eq!(
        asked,
        [
            "POST /sessions",
            "DELETE /sessions/k1",
            "POST /sessions",
            "POST /s/k1/control/stimuli",
            "DELETE /sessions/k1"
        ]
    );
}

#[tokio::test]
async fn what_is_wrong_over_a_socket_is_found_too() {
    let server = Server::start("event-first", Sessions::Made).await;
    let report = run_over_url(&server, "/", &one_frame(), &Options::default()).await;
    assert_eq!(case(&report, "accept/ringing").verdict, Verdict::Failed);
    assert_eq!(case(&report, "accept/ringing").findings[0].clauses, ["envelope/28"]);
}

#[tokio::test]
async fn silence_towards_a_stranger_is_read_from_the_journal() {
    let server = Server::start("none", Sessions::Made).await;
    let report = run_over_url(&server, "/", &stranger(), &Options::default()).await;
    assert_eq!(verdicts(&report), [("stranger", Verdict::Passed)]);
    let server = Server::start("listens-to-strangers", Sessions::Made).await;
    let report = run_over_url(&server, "/", &stranger(), &Options::default()).await;
    assert_eq!(verdicts(&report), [("stranger", Verdict::Failed)]);
}

#[tokio::test]
async fn what_is_said_to_a_frame_without_fences_is_read_from_the_journal() {
    let text = json!({ "id": "unfenced", "title": "nothing is asked but what the case asks", "clauses": ["voice/1"],
        "frames": { "app": { "hearing": "unfenced" } },
        "steps": [
            { "request": { "method": "interaction.getInteractions", "answer": { "data": [] } } },
            { "subscribe": { "to": "interaction" } },
            { "stimulus": { "do": { "type": "inbound-call" } } },
            { "events": { "expect": [{ "eventType": "RINGING" }] } },
            { "silence": {} },
        ] });
    let sources = [source("unfenced.json", "unfenced", &text.to_string())];
    let cases = load::cases(&sources, &Catalogue::bundled()).expect("a case");
    assert_eq!(cases[0].abilities(), ["raw-messages", "inbound-voice"], "a client could not tell");
    let server = Server::start("none", Sessions::Made).await;
    let report = run_over_url(&server, "/", &cases, &Options::default()).await;
    assert_eq!(verdicts(&report), [("unfenced", Verdict::Passed)], "{:#?}", report.cases);
    let said = server.said_by_apps();
    assert_eq!(said, ["interaction.getInteractions", "subscribe"], "no fence");
}

#[tokio::test]
async fn a_host_that_makes_no_sessions_is_used_through_the_one_that_is_named() {
    let server = Server::start("none", Sessions::One).await;
    let report = run_over_url(&server, "/s/k1/", &cases(), &impatient()).await;
    assert_eq!(case(&report, "accept/ringing").verdict, Verdict::Passed);
    assert_eq!(case(&report, "clock").verdict, Verdict::NotApplicable);
    let nameless = run_over_url(&server, "/", &cases(), &Options::default()).await;
    assert!(nameless.failure().expect("a failure").contains("refused a new session: 404"));
}

#[tokio::test]
async fn a_profile_that_is_refused_is_told_in_the_words_of_the_host() {
    let server = Server::start("none", Sessions::Made).await;
    let mut target = SessionTarget::new(server.url("/"));
    let profile = json!({ "voidResult": "bad" });
    let error = target.reset(1, profile.as_object().expect("an object")).await.expect_err("a refusal");
    assert_eq!(
        error.to_string(),
        "the target refused a new session: 422 Unprocessable Entity: voidResult cannot be bad"
    );
}

/// A web server that knows nothing of hosts.
#[tokio::test]
async fn another_server_is_told_from_a_host() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("a connection");
        let _ = socket.read(&mut [0; 4096]).await;
        let page = "<!doctype html>\n<h1>It works!</h1>";
        let answer = format!("HTTP/1.1 501 Not Implemented\r\ncontent-length: {}\r\n\r\n{page}", page.len());
        socket.write_all(answer.as_bytes()).await.expect("an answer");
    });
    let mut target = SessionTarget::new(format!("http://{address}/").parse().expect("a URL"));
    assert_eq!(
        target.hello().await.expect_err("no host").to_string(),
        "the target said what is not in the protocol (to a new session it answers 501 Not Implemented, and no JSON; \
         is it a host with sessions?): <!doctype html> <h1>It works!</h1>"
    );
}

#[tokio::test]
async fn a_host_that_is_not_there_is_a_failure() {
    let make = || SessionTarget::new("http://127.0.0.1:9/".parse().expect("a URL"));
    let (cases, options) = (cases(), Options::default());
    let report = Runner::new(&cases, &options).run(make, &Subject::new("url", ""), &mut ()).await;
    let told = report.failure().expect("a failure");
    assert!(
        told.starts_with(
            "the target cannot be reached: POST http://127.0.0.1:9/sessions: Connection refused"
        ),
        "{told}"
    );
}
