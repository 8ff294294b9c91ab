//! How cases are run: several at a time, several times, in another order, and not all of them.
//! Whatever is not run to the end is not reached, which fails the run.

use std::cell::Cell;

use scapi_conformance::known::{Known, KnownList};
use scapi_conformance::report::{CaseReport, TargetReport};
use scapi_conformance::run::{AfterFailure, Observer, Options, Order, Runner, Stop, Subject};
use scapi_conformance::target::DriverTarget;
use scapi_conformance::verdict::{STEADY_AFTER, Tally, Verdict};

use crate::{case, cases, fake_driver, run_known, run_with, source, verdicts};

/// Remembers the cases in the order in which they were judged, and ends the run after so many.
#[derive(Default)]
struct Watch {
    judged: Vec<String>,
    ends: Option<(usize, Stop)>,
}

impl Observer for Watch {
    fn judged(&mut self, report: &CaseReport) {
        self.judged.push(report.id.clone());
        if let Some((after, stop)) = &self.ends
            && self.judged.len() == *after
        {
            stop.now();
        }
    }
}

async fn watched(fault: &str, options: &Options, watch: &mut Watch) -> TargetReport {
    let make = || DriverTarget::new(fake_driver(fault));
    Runner::new(&cases(), options).run(make, &Subject::new(fault, ""), watch).await
}

#[tokio::test]
async fn cases_run_at_a_time_each_on_a_target_of_its_own_and_are_reported_in_their_order() {
    let made = Cell::new(0);
    let make = || {
        made.set(made.get() + 1);
        DriverTarget::new(fake_driver("none"))
    };
    let (cases, options) = (cases(), Options { jobs: 8, ..Options::default() });
    let report = Runner::new(&cases, &options).run(make, &Subject::new("none", ""), &mut ()).await;
    assert_eq!(made.get(), 3, "no more targets than cases");
    assert_eq!(
        verdicts(&report),
        [
            ("accept/ringing", Verdict::Passed),
            ("accept/unknown", Verdict::Passed),
            ("clock", Verdict::NotApplicable)
        ]
    );
}

#[tokio::test]
async fn a_seed_is_an_order_of_running_and_not_of_the_report() {
    let mut orders = Vec::new();
    for seed in 0..8 {
        let options = Options { order: Order::Shuffled(seed), ..Options::default() };
        let mut watch = Watch::default();
        let report = watched("none", &options, &mut watch).await;
        assert_eq!(verdicts(&report)[0].0, "accept/ringing");
        orders.push(watch.judged);
    }
    assert!(orders.iter().any(|order| *order != orders[0]), "{orders:?}");
}

#[tokio::test]
async fn a_case_that_passes_at_times_is_found_by_repeating_it() {
    let options = Options { repeat: 3, ..Options::default() };
    let report = run_with("flaky", &cases(), &options).await;
    let ringing = case(&report, "accept/ringing");
    assert_eq!((ringing.verdict, ringing.tally), (Verdict::Failed, Tally { passed: 2, failed: 1 }));
    let reason = "it failed 1 of 3 times, so it is flaky, and is not known to be";
    assert_eq!(ringing.reason.as_deref(), Some(reason));
    assert_eq!(ringing.findings[0].clauses, ["interaction.accept/1"], "the failure is the evidence");
    assert_eq!(case(&report, "accept/unknown").tally, Tally { passed: 3, failed: 0 });
}

fn flaky() -> Known {
    let list = r#"[{"case": "accept/ringing", "reason": "every second call"}]"#;
    let flaky = KnownList::read(&source("list.json", "", list)).expect("a list");
    Known { flaky, ..Known::default() }
}

#[tokio::test]
async fn a_case_that_is_known_to_be_flaky_may_fail_and_may_pass() {
    let once = Options::default();
    let report = run_known("flaky", &cases(), &once, flaky()).await;
    assert_eq!(case(&report, "accept/ringing").verdict, Verdict::Passed);
    let report = run_known("does-nothing", &cases(), &once, flaky()).await;
    assert_eq!(case(&report, "accept/ringing").verdict, Verdict::FailedAsExpected);
    assert_eq!(case(&report, "accept/ringing").known.as_deref(), Some("every second call"));
}

#[tokio::test]
async fn a_case_that_is_known_to_be_flaky_and_is_steady_fails_the_run_once_that_is_proved() {
    let often = Options { repeat: STEADY_AFTER, ..Options::default() };
    let report = run_known("none", &cases(), &often, flaky()).await;
    assert_eq!(case(&report, "accept/ringing").verdict, Verdict::PassedUnexpectedly);
    let report = run_known("flaky", &cases(), &often, flaky()).await;
    assert_eq!(case(&report, "accept/ringing").verdict, Verdict::FailedAsExpected);
    assert_eq!(report.failure(), None);
}

#[tokio::test]
async fn what_comes_after_the_first_failure_is_not_reached_where_that_is_wanted() {
    let options = Options { after_failure: AfterFailure::Stop, ..Options::default() };
    let report = run_with("does-nothing", &cases(), &options).await;
    assert_eq!(
        verdicts(&report),
        [
            ("accept/ringing", Verdict::Failed),
            ("accept/unknown", Verdict::NotReached),
            ("clock", Verdict::NotReached)
        ]
    );
    assert_eq!(report.failure().as_deref(), Some("1 failed, 2 not reached of 3 cases"));
}

#[tokio::test]
async fn a_run_that_is_ended_has_a_report_and_is_a_failure() {
    let options = Options { repeat: 2, ..Options::default() };
    let mut watch = Watch { ends: Some((4, options.stop.clone())), ..Watch::default() };
    let report = watched("none", &options, &mut watch).await;
    assert_eq!(
        verdicts(&report),
        [
            ("accept/ringing", Verdict::Passed),
            ("accept/unknown", Verdict::NotReached),
            ("clock", Verdict::NotApplicable)
        ]
    );
    assert_eq!(case(&report, "accept/unknown").reason.as_deref(), Some("it was run 1 of 2 times"));
    assert_eq!(report.failure().as_deref(), Some("1 not reached of 3 cases"));
}

#[tokio::test]
async fn the_clauses_that_a_target_broke_are_known_with_the_cases_that_show_it() {
    let report = run_with("wrong-window", &cases(), &Options::default()).await;
    let broken = report.broken();
    assert_eq!(broken["envelope/13"], ["accept/unknown"]);
    assert_eq!(broken["interaction.accept/5"], ["accept/unknown"]);
}
