//! The runner against targets that are known: each verdict, each way of being refused, the command line.
//! The targets are `examples/fake_driver` with one fault at a time.

#[cfg(feature = "browser")]
mod browser;
mod command_line;
mod coverage;
mod faults;
mod fixtures;
#[path = "../../examples/fake_driver/host.rs"]
mod host;
mod levels;
mod report;
#[cfg(feature = "browser")]
mod report_page;
mod running;
mod server;
mod smoke;
mod url;
mod verdicts;

use std::path::{Path, PathBuf};
use std::time::Duration;

use scapi_conformance::case::Case;
use scapi_conformance::known::Known;
use scapi_conformance::load::{self, Source};
use scapi_conformance::report::{CaseReport, TargetReport};
use scapi_conformance::run::{Options, Runner, Subject};
use scapi_conformance::target::DriverTarget;
use scapi_conformance::verdict::Verdict;
use scapi_schema::clause::Catalogue;

/// The cases of `tests/cases`.
fn cases() -> Vec<Case> {
    let sources = load::directory(&case_folder()).expect("a directory of cases");
    load::cases(&sources, &Catalogue::bundled()).expect("cases without fault")
}

fn case_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The fake driver with a fault. Cargo builds examples together with tests.
fn fake_driver(fault: &str) -> Vec<String> {
    let tests = std::env::current_exe().expect("the path of this test");
    let profile = tests.parent().and_then(Path::parent).expect("target/PROFILE/deps");
    let program = profile.join("examples").join(format!("fake_driver{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} is missing: cargo build -p scapi-conformance --examples",
        program.display()
    );
    vec![program.display().to_string(), fault.to_owned()]
}

/// Runs cases against the fake driver.
async fn run_with(fault: &str, cases: &[Case], options: &Options) -> TargetReport {
    run_known(fault, cases, options, Known::default()).await
}

/// Runs cases against the fake driver, of which something is known.
async fn run_known(fault: &str, cases: &[Case], options: &Options, known: Known) -> TargetReport {
    let subject = Subject { known, ..Subject::new(fault, "fake_driver") };
    let make = || DriverTarget::new(fake_driver(fault));
    let mut report = Runner::new(cases, options).run(make, &subject, &mut ()).await;
    // times differ from run to run
    report.milliseconds = 0;
    report.cases.iter_mut().for_each(|case| case.milliseconds = 0);
    report
}

async fn run(fault: &str) -> TargetReport {
    run_with(fault, &cases(), &Options::default()).await
}

/// Options whose safety net is reached soon, and not by a target that merely waits for a processor.
fn impatient() -> Options {
    Options { time_limit: Duration::from_secs(2), ..Options::default() }
}

fn case<'a>(report: &'a TargetReport, id: &str) -> &'a CaseReport {
    report.cases.iter().find(|case| case.id == id).expect("a report of the case")
}

fn verdicts(report: &TargetReport) -> Vec<(&str, Verdict)> {
    report.cases.iter().map(|case| (case.id.as_str(), case.verdict)).collect()
}

fn source(file: &str, id: &str, text: &str) -> Source {
    Source { file: file.to_owned(), id: id.to_owned(), text: text.to_owned() }
}
