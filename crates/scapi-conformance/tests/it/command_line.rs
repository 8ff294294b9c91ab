//! The binary: exit codes, and what it says where it refuses to run.
//! 0 all is well, 1 something failed, 2 wrong usage or unreadable input.

use std::path::PathBuf;
use std::process::{Command, Output};

use crate::{case_folder, fake_driver};

fn suite(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scapi-conformance"));
    command.arg("--cases").arg(case_folder()).args(arguments);
    command.output().expect("the binary runs")
}

fn against(fault: &str, arguments: &[&str]) -> Output {
    let target = format!("cmd:{}", fake_driver(fault).join(" "));
    suite(&[&["--target", &target], arguments].concat())
}

fn text(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("an exit code"), text(&output.stdout), text(&output.stderr))
}

fn file(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("a file for the test");
    path
}

#[test]
fn a_conforming_target_is_exit_code_0_with_a_line_for_each_case() {
    let (code, out, _) = text(&against("none", &[]));
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("passed: accept/ringing\n"), "{out}");
    assert!(out.contains("(fake 1): 2 passed, 1 not applicable"), "{out}");
}

#[test]
fn a_failing_target_is_exit_code_1_also_beside_a_good_one() {
    let good = format!("cmd:{}", fake_driver("none").join(" "));
    let (code, out, _) = text(&against("does-nothing", &["--target", &good]));
    assert_eq!(code, 1);
    assert!(out.contains("FAILED: accept/ringing"), "{out}");
    assert!(out.contains("(fake 1): 2 passed, 1 not applicable"), "{out}");
}

#[test]
fn criteria_that_leave_nothing_together_are_exit_code_1() {
    let (code, out, _) = text(&against("none", &["--filter", "accept", "--clause", "voice/7"]));
    assert_eq!(code, 1);
    assert!(out.contains("no case was run"), "{out}");
}

#[test]
fn a_criterion_that_concerns_nothing_is_exit_code_2() {
    let (code, _, err) = text(&against("none", &["--filter", "acept"]));
    assert_eq!(code, 2);
    assert!(err.contains("no case matches `acept`"), "{err}");
    let (code, _, err) = text(&against("none", &["--area", "interacton"]));
    assert_eq!(code, 2);
    assert!(err.contains("no area matches `interacton`"), "{err}");
}

#[test]
fn a_list_of_known_failures_is_strict_both_ways() {
    let list = file("known.json", r#"[{"case": "accept/ringing", "reason": "wrong on purpose"}]"#);
    let list = list.display().to_string();
    let (code, out, _) = text(&against("does-nothing", &["--known-failing", &list]));
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("1 failed as expected"), "{out}");
    let (code, out, _) = text(&against("none", &["--known-failing", &list]));
    assert_eq!(code, 1);
    assert!(out.contains("PASSED UNEXPECTEDLY: accept/ringing"), "{out}");
    let gone = file("gone.json", r#"[{"case": "gone", "reason": "there was such a case"}]"#);
    let (code, out, _) = text(&against("none", &["--known-failing", &gone.display().to_string()]));
    assert_eq!(code, 1);
    assert!(out.contains("has `gone`, which matches no case"), "{out}");
}

#[test]
fn a_filter_does_not_make_a_known_failure_untrue() {
    let list = file("filtered.json", r#"[{"case": "accept/ringing", "reason": "wrong on purpose"}]"#);
    let arguments = ["--known-failing", &list.display().to_string(), "--filter", "accept/unknown"];
    let (code, out, _) = text(&against("does-nothing", &arguments));
    assert_eq!(code, 0, "{out}");
}

#[test]
fn unreadable_input_and_wrong_usage_are_exit_code_2() {
    let (code, _, err) = text(&against("none", &["--known-failing", "no-such-file.json"]));
    assert_eq!(code, 2);
    assert!(err.contains("no-such-file.json"), "{err}");
    assert_eq!(text(&suite(&["--target", "host"])).0, 2);
    assert_eq!(text(&suite(&[])).0, 2);
    assert_eq!(text(&suite(&["--target", "cmd:x", "--timeout", "0"])).0, 2);
}

#[test]
fn a_target_that_cannot_be_started_is_exit_code_1() {
    let (code, out, _) = text(&suite(&["--target", "cmd:no-such-program-anywhere"]));
    assert_eq!(code, 1);
    assert!(out.contains("this target fails: the target cannot be reached"), "{out}");
}

#[test]
fn cases_can_be_listed_without_a_target() {
    let (code, out, _) = text(&suite(&["--list", "--filter", "clock"]));
    assert_eq!(
        (code, out.as_str()),
        (0, "clock  a call that nobody answers is taken away  [inbound-voice, clock]\n")
    );
}

#[test]
fn reports_are_written_in_each_format_from_one_run() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("reports/new");
    let file = |name: &str| folder.join(name).display().to_string();
    let formats = ["text", "json", "junit", "html"];
    let options: Vec<String> =
        formats.iter().flat_map(|it| ["--report".to_owned(), format!("{it}={}", file(it))]).collect();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let (code, out, _) = text(&against("none", &options));
    assert_eq!(code, 0, "{out}");
    let read = |name: &str| std::fs::read_to_string(file(name)).expect("the report");
    assert!(out.ends_with(&read("text")), "{out}");
    let json: serde_json::Value = serde_json::from_str(&read("json")).expect("JSON");
    assert_eq!(json["targets"][0]["cases"][0]["verdict"], "passed");
    assert!(read("junit").starts_with("<?xml"), "{}", read("junit"));
    assert!(read("html").starts_with("<!doctype html>"));
    let (code, _, err) = text(&against("none", &["--report", "pdf=x"]));
    assert_eq!(code, 2);
    assert!(err.contains("`pdf` is no format"), "{err}");
}

#[test]
fn the_list_of_known_failures_is_brought_up_to_date() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("updated.json");
    let path = path.display().to_string();
    let _ = std::fs::remove_file(&path);
    let update = ["--known-failing", &path, "--update-known-failing"];
    let (code, out, err) = text(&against("does-nothing", &update));
    assert_eq!(code, 0, "{out}");
    assert!(err.contains("1 known failures, 1 of them unexplained"), "{err}");
    let list = std::fs::read_to_string(&path).expect("the list");
    assert!(list.contains(r#"{ "case": "accept/ringing", "reason": "unexplained: step 5 of 5"#), "{list}");
    assert_eq!(text(&against("does-nothing", &update[..2])).0, 0, "the list is true");
    assert_eq!(text(&against("none", &update[..2])).0, 1, "the case passes, unexpectedly");
    assert_eq!(text(&against("none", &update)).0, 0);
    assert_eq!(std::fs::read_to_string(&path).expect("the list"), "[]\n");
}

#[test]
fn what_is_said_of_a_target_is_said_by_its_name() {
    let good = format!("good=cmd:{}", fake_driver("none").join(" "));
    let bad = format!("bad=cmd:{}", fake_driver("does-nothing").join(" "));
    let list = file("of-bad.json", r#"[{"case": "accept/ringing", "reason": "wrong on purpose"}]"#);
    let of_bad = format!("bad={}", list.display());
    let both = ["--target", &good, "--target", &bad];
    let (code, out, _) = text(&suite(&[&both[..], &["--known-failing", &of_bad]].concat()));
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("good (fake 1): 2 passed, 1 not applicable"), "{out}");
    assert!(out.contains("bad (fake 1): 1 passed, 1 failed as expected, 1 not applicable"), "{out}");
    let (code, _, err) = text(&suite(&[&both[..], &["--known-failing", "god=x.json"]].concat()));
    assert_eq!(code, 2);
    assert!(err.contains("no target is called `god`; did you mean `good`?"), "{err}");
    let (code, _, err) = text(&suite(&["--target", &good, "--target", &good]));
    assert_eq!(code, 2);
    assert!(err.contains("two targets are called `good`"), "{err}");
}

#[test]
fn a_target_that_claims_everything_may_not_pass_over_a_case() {
    let whole = format!("whole=cmd:{}", fake_driver("none").join(" "));
    let (code, out, _) = text(&suite(&["--target", &whole, "--complete", "whole"]));
    assert_eq!(code, 1);
    assert!(out.contains("NOT APPLICABLE: clock"), "{out}");
    assert!(out.contains("the target does not declare clock"), "{out}");
}

#[test]
fn an_ability_can_be_taken_from_a_target() {
    let (code, out, _) = text(&against("none", &["--lacks", "inbound-voice"]));
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("1 passed, 2 not applicable"), "{out}");
    let (code, _, err) = text(&against("none", &["--lacks", "inbound-voise"]));
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `inbound-voice`?"), "{err}");
}

#[test]
fn the_clauses_are_shown_with_their_cases() {
    let clauses = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scapi-conformance"));
        let none = file("none-untestable.json", r#"{"clauses": []}"#);
        command
            .arg("clauses")
            .arg("--cases")
            .arg(case_folder())
            .arg("--untestable")
            .arg(none)
            .args(arguments);
        text(&command.output().expect("the binary runs"))
    };
    let (code, out, _) = clauses(&[]);
    assert_eq!(code, 1, "most clauses have no case here");
    assert!(out.contains("\ninteraction.accept/5 "), "{out}");
    assert!(out.contains("\n  accept/unknown\n"), "{out}");
    assert!(out.contains("\n  on every message of every case\n"), "{out}");
    let (_, open, _) = clauses(&["--open"]);
    assert!(open.contains("\nvoice/1 ") && !open.contains("\ninteraction.accept/5 "), "{open}");
}

#[test]
fn what_counts_and_what_is_chosen_can_be_said() {
    let code = |fault: &str, arguments: &[&str]| text(&against(fault, arguments)).0;
    assert_eq!((code("vague", &[]), code("vague", &["--must-only"])), (1, 0));
    assert_eq!((code("event-first", &[]), code("event-first", &["--documented-only"])), (1, 0));
    assert_eq!(
        (code("does-nothing", &["--level", "should"]), code("does-nothing", &["--level", "must"])),
        (0, 1)
    );
    assert_eq!(code("does-nothing", &["--clause", "interaction.accept/5", "--area", "interaction"]), 0);
    assert_eq!((code("flaky", &["--jobs", "1"]), code("flaky", &["--jobs", "1", "--repeat", "2"])), (0, 1));
}

#[test]
fn a_run_that_fails_fast_does_not_reach_the_rest() {
    let (code, out, _) = text(&against("does-nothing", &["--fail-fast", "--jobs", "1"]));
    assert_eq!(code, 1);
    assert!(out.contains("1 failed, 2 not reached"), "{out}");
}

/// The cases that are run, in the order in which they are.
fn order(arguments: &[&str]) -> Vec<String> {
    let (_, out, _) = text(&against("none", &[&["--jobs", "1"], arguments].concat()));
    let judged =
        out.lines().filter(|line| line.starts_with("passed: ") || line.starts_with("not applicable: "));
    judged.map(str::to_owned).collect()
}

#[test]
fn a_seed_is_an_order() {
    assert_eq!(order(&["--shuffle", "--seed", "7"]), order(&["--shuffle", "--seed", "7"]));
    let orders: Vec<_> = (0..8).map(|seed| order(&["--shuffle", "--seed", &seed.to_string()])).collect();
    assert!(orders.iter().any(|other| *other != order(&[])), "{orders:?}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_run_with_its_report() {
    use std::io::{BufRead, BufReader, Read};
    use std::process::Stdio;

    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("interrupted.json");
    let mut suite = Command::new(env!("CARGO_BIN_EXE_scapi-conformance"));
    suite
        .arg("--cases")
        .arg(case_folder())
        .args(["--target", &format!("cmd:{}", fake_driver("none").join(" "))]);
    // more than can be run before the interrupt comes
    suite.args(["--jobs", "1", "--repeat", "100000", "--report", &format!("json={}", path.display())]);
    let mut suite = suite.stdout(Stdio::piped()).spawn().expect("the binary runs");
    let mut output = BufReader::new(suite.stdout.take().expect("a pipe"));
    let mut line = String::new();
    output.read_line(&mut line).expect("the first case is judged");
    let interrupt = Command::new("kill").args(["-INT", &suite.id().to_string()]).status().expect("kill runs");
    assert!(interrupt.success());
    let mut rest = String::new();
    output.read_to_string(&mut rest).expect("text");
    assert_eq!(suite.wait().expect("it ends").code(), Some(1));
    assert!(rest.contains("not reached"), "the sums tell it");
    let report: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the report")).expect("JSON");
    assert_eq!(report["targets"][0]["cases"][0]["verdict"], "not-reached");
}
