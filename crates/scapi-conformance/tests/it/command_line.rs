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
    assert!(out.contains("fake 1: 2 passed, 1 not applicable"), "{out}");
}

#[test]
fn a_failing_target_is_exit_code_1_also_beside_a_good_one() {
    let good = format!("cmd:{}", fake_driver("none").join(" "));
    let (code, out, _) = text(&against("does-nothing", &["--target", &good]));
    assert_eq!(code, 1);
    assert!(out.contains("FAILED: accept/ringing"), "{out}");
    assert!(out.contains("fake 1: 2 passed, 1 not applicable"), "{out}");
}

#[test]
fn a_filter_that_leaves_nothing_is_exit_code_1() {
    let (code, out, _) = text(&against("none", &["--filter", "nothing/*"]));
    assert_eq!(code, 1);
    assert!(out.contains("no case was run"), "{out}");
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
    assert_eq!(text(&suite(&["--target", "cmd:x", "--time-limit", "0"])).0, 2);
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
fn the_report_is_written_as_json() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("report.json");
    let (code, out, _) = text(&against("none", &["--json", &path.display().to_string()]));
    assert_eq!(code, 0, "{out}");
    let report: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the report")).expect("JSON");
    assert_eq!(report["targets"][0]["cases"][0]["verdict"], "passed");
}
