//! Each verdict arises, and from nothing else than what it stands for.
//! Whether it fails the run is part of it.

use scapi_conformance::known::{Known, KnownList};
use scapi_conformance::run::Options;
use scapi_conformance::verdict::Verdict;

use crate::{case, cases, impatient, run, run_known, run_with, source, verdicts};

fn failing(list: &str) -> Known {
    let failing = KnownList::read(&source("list.json", "", list)).expect("a list");
    Known { failing, ..Known::default() }
}

#[tokio::test]
async fn a_conforming_host_passes_and_what_it_cannot_do_is_not_applicable() {
    let report = run("none").await;
    assert_eq!(
        verdicts(&report),
        [
            ("accept/ringing", Verdict::Passed),
            ("accept/unknown", Verdict::Passed),
            ("clock", Verdict::NotApplicable),
        ]
    );
    assert_eq!(case(&report, "clock").reason.as_deref(), Some("the target does not declare clock"));
    assert_eq!((report.failure(), report.run()), (None, 2));
}

#[tokio::test]
async fn a_host_that_does_nothing_fails() {
    let report = run("does-nothing").await;
    assert_eq!(case(&report, "accept/ringing").verdict, Verdict::Failed);
    assert_eq!(case(&report, "accept/unknown").verdict, Verdict::Passed);
    assert_eq!(report.failure().as_deref(), Some("1 failed of 3 cases"));
}

#[tokio::test]
async fn a_known_failure_fails_as_expected_and_its_pass_is_unexpected() {
    let list = r#"[{"case": "accept/*", "reason": "the fake host is wrong"}]"#;
    let report = run_known("does-nothing", &cases(), &Options::default(), failing(list)).await;
    assert_eq!(
        verdicts(&report),
        [
            ("accept/ringing", Verdict::FailedAsExpected),
            ("accept/unknown", Verdict::PassedUnexpectedly),
            ("clock", Verdict::NotApplicable),
        ]
    );
    assert_eq!(case(&report, "accept/ringing").known.as_deref(), Some("the fake host is wrong"));
    assert_eq!(report.failure().as_deref(), Some("1 passed unexpectedly of 3 cases"));
}

#[tokio::test]
async fn a_host_that_dies_could_not_be_judged_and_is_started_again() {
    let report = run("dies").await;
    let dead = case(&report, "accept/ringing");
    assert_eq!(dead.verdict, Verdict::CouldNotRun);
    let reason = dead.reason.as_deref().expect("a reason");
    assert!(reason.starts_with("step 1 of 5, stimulus inbound-call: the target has ended"), "{reason}");
    assert_eq!(case(&report, "accept/unknown").verdict, Verdict::Passed);
}

#[tokio::test]
async fn a_host_that_hangs_is_given_up_and_started_again() {
    let report = run_with("hangs", &cases(), &impatient()).await;
    assert_eq!(case(&report, "accept/ringing").verdict, Verdict::CouldNotRun);
    assert_eq!(case(&report, "accept/unknown").verdict, Verdict::Passed);
}

#[tokio::test]
async fn a_host_that_never_answers_has_no_fence_so_that_its_silence_proves_nothing() {
    let report = run("deaf").await;
    let reason = case(&report, "accept/unknown").reason.as_deref().expect("a reason");
    assert_eq!(reason, "set-up: a fence (a getInteractions round trip) on frame app was not answered");
    assert_eq!(case(&report, "accept/unknown").verdict, Verdict::CouldNotRun);
}

#[tokio::test]
async fn a_target_that_does_not_speak_the_protocol_fails_the_run() {
    let report = run("garbled").await;
    assert!(report.cases.iter().all(|case| case.verdict == Verdict::NotReached && case.fails_run));
    assert_eq!(report.cases.len(), 3);
    assert!(report.failure().expect("a failure").contains("the answer to line 1 has its id, the number 1"));
}

#[tokio::test]
async fn zero_cases_are_a_failure() {
    let none = run_with("none", &[], &Options::default()).await;
    assert_eq!(none.failure().as_deref(), Some("no case was run, so nothing has been shown"));
    let clock: Vec<_> = cases().into_iter().filter(|case| case.id == "clock").collect();
    let not_applicable = run_with("none", &clock, &Options::default()).await;
    assert_eq!(not_applicable.failure().as_deref(), Some("no case was run, so nothing has been shown"));
}

#[tokio::test]
async fn a_target_that_does_not_declare_its_abilities_or_misspells_one_fails_the_run() {
    let report = run("undeclared").await;
    assert!(report.failure().expect("a failure").contains("it has no `abilities`"));
    assert_eq!(case(&report, "accept/unknown").verdict, Verdict::NotReached);
    let report = run("misspelt").await;
    assert_eq!(
        report.failure().as_deref(),
        Some(
            "the target declares `inbound-voise`, which is no ability of this suite; did you mean `inbound-voice`?"
        )
    );
}
