//! `cargo xtask conformance`: the suite against our own host, or against any other.
//!
//! Our host is judged over the driver protocol, as an app meets it over HTTP and WebSocket, and, if that is asked for,
//! through its page in a browser: one run, one report.

mod mutants;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::browser::{self, WhenMissing};
use crate::cargo;
use crate::command::{self, heading};
use crate::error::Error;
use crate::host::{self, HostGuard};
use crate::workspace::Workspace;

/// Run the conformance suite.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// What to judge: `cmd:PROGRAM ARGUMENTS`, a URL, or `browser:URL`; repeatable [default: the mock host]
    #[arg(long = "target", value_name = "[NAME=]TARGET")]
    targets: Vec<String>,
    /// Judge what is reached by a URL through its page as well, which needs Chromium and chromedriver
    #[arg(long)]
    browser: bool,
    /// Write this report [default: report.json, report.html and junit.xml in target/conformance]; repeatable
    #[arg(long = "report", value_name = "FORMAT=FILE")]
    reports: Vec<String>,
    /// Put hosts with one defect each to the test instead: the suite must catch every one by the clause that it breaks
    #[arg(long, conflicts_with_all = ["targets", "browser", "reports", "arguments"])]
    mutants: bool,
    /// Arguments of the suite, such as `--filter 'interaction/accept/*'`
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// What our own host is called. Nothing of it may be passed over as not applicable: it claims the whole contract.
const DRIVEN: &str = "mock-host-drive";
const SERVED: &str = "mock-host-url";
const LISTS: &str = "fixtures/known-failing";
const REPORTS: &[(&str, &str)] = &[("json", "report.json"), ("html", "report.html"), ("junit", "junit.xml")];

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    if options.mutants {
        return mutants::run(workspace);
    }
    let is_own = options.targets.is_empty();
    let has_page = options.browser || options.targets.iter().any(|target| is_page(target));
    build(workspace, is_own, has_page)?;
    let mut suite = Command::new(workspace.binary("scapi-conformance"));
    suite.current_dir(workspace.root());
    if has_page {
        suite.envs(browser::ensure(WhenMissing::Fail)?.environment());
    }
    heading("conformance");
    if is_own {
        let host = HostGuard::start_built(workspace)?;
        let driven = format!("{DRIVEN}=cmd:{} drive", workspace.relative(&host::program(workspace)));
        let served = format!("{SERVED}={}", host.url());
        suite.args(["--complete", DRIVEN, "--complete", SERVED]);
        judge(workspace, options, suite, &[driven, served])
    } else {
        judge(workspace, options, suite, &options.targets)
    }
}

/// Judges our host, its page too, then shows that the suite can fail: what continuous integration does.
pub(crate) fn run_all(workspace: &Workspace) -> Result<(), Error> {
    browser::ensure(WhenMissing::Install)?;
    run(workspace, &Options { browser: true, ..Options::default() })?;
    run(workspace, &Options { mutants: true, ..Options::default() })
}

/// The mock host is built only where it is judged: an implementer of another host does not wait for it. What drives a
/// browser is built only where there is a page.
fn build(workspace: &Workspace, is_own: bool, has_page: bool) -> Result<(), Error> {
    heading("build");
    let suite = ["--package", "scapi-conformance", "--bins", "--features", "browser"];
    cargo::build(workspace, if has_page { &suite } else { &suite[..3] })?;
    if is_own {
        host::build(workspace)?;
    }
    Ok(())
}

fn judge(
    workspace: &Workspace,
    options: &Options,
    mut suite: Command,
    targets: &[String],
) -> Result<(), Error> {
    let pages = targets.iter().filter(|_| options.browser).filter_map(|target| page(target));
    let targets: Vec<String> = targets.iter().cloned().chain(pages).collect();
    for target in &targets {
        suite.args(["--target", target]).args(lists(workspace.root(), target));
    }
    let own = workspace.target().join("conformance").join("report.json");
    // what an earlier run has left says nothing of this one; there may be none
    let _ = std::fs::remove_file(&own);
    let reports = reports(workspace, &options.reports);
    for report in &reports {
        suite.args(["--report", report]);
    }
    let run = command::run(suite.args(&options.arguments));
    reports.iter().for_each(|report| eprintln!("report {report}"));
    match run {
        Err(Error::CommandFailed { .. }) => Err(Error::Conformance(failing(&own, &targets))),
        other => other,
    }
}

/// The reports that are asked for, or one of each format.
fn reports(workspace: &Workspace, wanted: &[String]) -> Vec<String> {
    if !wanted.is_empty() {
        return wanted.to_vec();
    }
    let folder = workspace.relative(&workspace.target().join("conformance"));
    REPORTS.iter().map(|(format, file)| format!("{format}={folder}/{file}")).collect()
}

/// The lists of what is known of a target, where there are some of its name.
fn lists(root: &Path, target: &str) -> Vec<String> {
    let Some(name) = name(target) else { return Vec::new() };
    let kinds = [("--known-failing", "json"), ("--known-flaky", "flaky.json")];
    let files = kinds.map(|(option, ending)| (option, format!("{LISTS}/{name}.{ending}")));
    let there = files.into_iter().filter(|(_, file)| root.join(file).is_file());
    there.flat_map(|(option, file)| [option.to_owned(), format!("{name}={file}")]).collect()
}

/// What stands before the first equals sign, if it is a name.
fn name(target: &str) -> Option<&str> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let (name, _) = target.split_once('=')?;
    (!name.is_empty() && name.chars().all(is_plain)).then_some(name)
}

fn address(target: &str) -> &str {
    name(target).map_or(target, |name| &target[name.len() + 1..])
}

fn is_page(target: &str) -> bool {
    address(target).starts_with("browser:")
}

/// The page of what is reached by a URL.
fn page(target: &str) -> Option<String> {
    let url = address(target).strip_prefix("http://")?;
    let called = name(target).map(|name| format!("{}-page=", name.trim_end_matches("-url")));
    Some(format!("{}browser:http://{url}", called.unwrap_or_default()))
}

/// The targets of a report that failed; all of them if it does not say.
fn failing(report: &Path, targets: &[String]) -> Vec<String> {
    let text = std::fs::read_to_string(report).unwrap_or_default();
    let report: Value = serde_json::from_str(&text).unwrap_or_default();
    let failed = report["targets"].as_array().into_iter().flatten().filter(|target| has_failed(target));
    let failed: Vec<String> = failed.filter_map(|it| it["target"].as_str()).map(str::to_owned).collect();
    if failed.is_empty() { targets.to_vec() } else { failed }
}

fn has_failed(target: &Value) -> bool {
    let is_empty = |value: &Value| value.as_array().is_none_or(Vec::is_empty);
    let cases = target["cases"].as_array().into_iter().flatten();
    !target["error"].is_null()
        || !is_empty(&target["listFaults"])
        || cases.into_iter().any(|case| case["failsRun"] == true)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_target_has_a_name_and_an_address() {
        let apart = |target: &'static str| (name(target), address(target));
        assert_eq!(apart("my-host=cmd:a --b=c"), (Some("my-host"), "cmd:a --b=c"));
        assert_eq!(apart("cmd:a --b=c"), (None, "cmd:a --b=c"));
        assert!(is_page("x=browser:http://h/") && !is_page("http://h/"));
    }

    #[test]
    fn the_page_of_a_url_is_a_target_of_its_own() {
        assert_eq!(page("mock-host-url=http://h/").as_deref(), Some("mock-host-page=browser:http://h/"));
        assert_eq!(page("http://h/").as_deref(), Some("browser:http://h/"));
        assert_eq!(page("cmd:host"), None);
        assert_eq!(page("browser:http://h/"), None);
    }

    #[test]
    fn a_target_fails_by_a_case_a_list_or_its_own_error() {
        let target = |error: Value, faults: Value, fails: bool| {
            has_failed(&json!({ "error": error, "listFaults": faults, "cases": [{ "failsRun": fails }] }))
        };
        assert!(!target(Value::Null, json!([]), false));
        assert!(target(Value::Null, json!([]), true));
        assert!(target(Value::Null, json!(["a"]), false));
        assert!(target(json!("gone"), json!([]), false));
    }

    #[test]
    fn where_no_report_says_which_target_failed_all_are_named() {
        let targets = ["cmd:a".to_owned()];
        assert_eq!(failing(Path::new("no-such-report.json"), &targets), targets);
    }

    #[test]
    fn a_target_without_a_list_has_none() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert_eq!(lists(&root, "no-such-target=cmd:a"), Vec::<String>::new());
        assert_eq!(lists(&root, "cmd:a"), Vec::<String>::new());
    }
}
