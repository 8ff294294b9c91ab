//! The first look at a target: each fault is told with what mends it.
//! A target that passes can be put to the cases.

use std::process::Command;
use std::time::Duration;

use scapi_conformance::smoke::{self, Outcome, Smoke};
use scapi_conformance::target::TargetSpec;

use crate::fake_driver;
use crate::server::{Server, Sessions};

async fn look(fault: &str) -> Smoke {
    smoke::test(&TargetSpec::Command(fake_driver(fault)), Duration::from_secs(2)).await
}

/// What is wrong, each with what it was seen in.
fn faults(smoke: &Smoke) -> Vec<(&str, &str)> {
    let failed = smoke.checks.iter().filter_map(|check| match &check.outcome {
        Outcome::Failed { fault, .. } => Some((check.what, fault.as_str())),
        Outcome::Passed | Outcome::Skipped(_) => None,
    });
    failed.collect()
}

/// Pins the whole text for a target that is as it should be.
#[tokio::test]
async fn a_target_that_speaks_the_protocol_passes_and_what_it_does_not_declare_is_skipped() {
    let smoke = look("none").await;
    assert!(smoke.is_success());
    insta::assert_snapshot!("smoke_passed", smoke.to_string());
}

/// Pins how a fault is told.
#[tokio::test]
async fn a_fault_is_told_with_what_mends_it() {
    insta::assert_snapshot!("smoke_failed", look("deaf").await.to_string());
}

#[tokio::test]
async fn what_is_for_the_cases_to_judge_is_no_fault_here() {
    for fault in ["version", "null-error", "event-first", "two-answers", "does-nothing"] {
        let smoke = look(fault).await;
        assert!(smoke.is_success(), "{fault}: {smoke}");
    }
}

#[tokio::test]
async fn a_greeting_has_to_be_one() {
    let fault = |smoke: &Smoke| {
        let [(what, fault)] = faults(smoke)[..] else { panic!("not one fault: {smoke}") };
        assert_eq!(what, "hello: it says who it is and what it can do");
        fault.to_owned()
    };
    assert!(fault(&look("undeclared").await).contains("it has no `abilities`"));
    assert!(fault(&look("garbled").await).contains("the answer to line 1 has its id, the number 1"));
    let misspelt = fault(&look("misspelt").await);
    assert_eq!(misspelt, "it declares `inbound-voise`, which is no ability; did you mean `inbound-voice`?");
}

#[tokio::test]
async fn a_program_that_dies_or_hangs_is_told_where() {
    let stimulus = "stimulus: a call arrives, and its interaction is given";
    assert_eq!(faults(&look("dies").await), [(stimulus, "the target has ended: exit status: 3")]);
    assert_eq!(faults(&look("hangs").await), [(stimulus, "the target did not answer within 2 s")]);
}

#[tokio::test]
async fn lines_are_answered_whatever_they_are() {
    let obliging = look("obliging").await;
    let refusal = "lines: an op that nobody knows is refused by its id";
    let is_told =
        |(what, fault): &(&str, &str)| *what == refusal && fault.contains("has no `error` that says why");
    assert!(faults(&obliging).iter().any(is_told), "{obliging}");
    let stubborn = look("stubborn").await;
    let end = "lines: it ends with its standard input";
    assert_eq!(faults(&stubborn), [(end, "it still ran 2 s after that")]);
}

#[tokio::test]
async fn a_host_behind_a_url_is_looked_at_too() {
    let server = Server::start("none", Sessions::Made).await;
    let smoke = smoke::test(&TargetSpec::Url(server.url("/")), Duration::from_secs(5)).await;
    let wrong: Vec<_> = faults(&smoke).iter().map(|(what, _)| *what).collect();
    let profile = "profile: a key that nobody knows is refused, and one that is known is taken";
    assert_eq!(wrong, ["advance: time goes on", profile], "the server of this test has neither: {smoke}");
}

#[test]
fn the_exit_code_says_whether_it_passed() {
    let look = |fault: &str| {
        let target = format!("cmd:{}", fake_driver(fault).join(" "));
        let mut command = Command::new(env!("CARGO_BIN_EXE_scapi-conformance"));
        command.args(["smoke", "--target", &target]).output().expect("the binary runs").status.code()
    };
    assert_eq!((look("none"), look("deaf")), (Some(0), Some(1)));
}
