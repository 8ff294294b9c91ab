//! `scapi-mock-host validate`: what it finds, how it says so, and its exit codes.
//! Input goes in by standard input; files are read in the same way.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

/// Runs it with this on standard input; gives the exit code, standard output and standard error.
fn validate(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scapi-mock-host"));
    command
        .arg("validate")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    // A program that has seen enough may have closed its input.
    let _ = child.stdin.take().expect("its input").write_all(input);
    let output = child.wait_with_output().expect("its end");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

fn accept(parameters: &Value) -> Value {
    json!({ "request": "interaction.accept", "parameters": parameters, "referenceId": "7", "userAgent": "WWE Client", "protocolVersion": 2 })
}

#[test]
fn a_valid_message_is_success() {
    let (code, said, _) = validate(&["-"], accept(&json!(["1"])).to_string().as_bytes());
    assert_eq!((code, said.as_str()), (0, "(standard input): 1 message checked, 0 violations\n"));
}

/// Pins what a person is shown: the line, the place pointed at, what is wrong, the clause and how well it is known.
#[test]
fn a_fault_is_shown_in_its_line() {
    let lines = format!("{}\n{}\n", accept(&json!(["1"])), accept(&json!([1])));
    let (code, said, _) = validate(&["-"], lines.as_bytes());
    assert_eq!(code, 1);
    insta::assert_snapshot!("a_fault_is_shown_in_its_line", said);
}

#[test]
fn programs_get_json() {
    let (code, said, _) = validate(&["-", "--format", "json"], accept(&json!([])).to_string().as_bytes());
    let report: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, &report["checked"]), (1, &json!(1)));
    assert_eq!(report["violations"][0]["line"], 1);
    let violation = &report["violations"][0]["violation"];
    assert_eq!(violation["pointer"], "/parameters");
    assert_eq!(violation["clause"], "interaction.accept/6");
    assert_eq!(violation["provenance"], "assumed");
    assert_eq!(violation["text"], "the parameter interactionId (number 1) is missing");
}

#[test]
fn an_array_and_a_look_into_the_journal_are_taken_apart() {
    let array = json!([accept(&json!(["1"])), accept(&json!([2]))]).to_string();
    assert!(validate(&["-"], array.as_bytes()).1.ends_with("2 messages checked, 1 violation\n"));
    let entry = json!({ "seq": 1, "at": 0, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "message",
                        "direction": "app-to-host", "frame": "f1", "message": accept(&json!([2])) });
    let page = json!({ "entries": [entry], "cursor": 1, "dropped": 0 }).to_string();
    let (code, said, _) = validate(&["-"], page.as_bytes());
    assert!(code == 1 && said.contains("error: /message/parameters/0"), "{said}");
}

#[test]
fn strict_mode_reports_what_the_contract_does_not_know() {
    let mut message = accept(&json!(["1"]));
    message["refrenceId"] = json!("7");
    let text = message.to_string();
    assert_eq!(validate(&["-"], text.as_bytes()).0, 0);
    let (code, said, _) = validate(&["--strict", "-"], text.as_bytes());
    assert_eq!(code, 1);
    assert!(said.contains("no property \"refrenceId\" here; did you mean \"referenceId\"?"), "{said}");
}

#[test]
fn input_that_cannot_be_read_is_told_from_a_violation() {
    let unreadable: [(&[u8], &str); 5] = [
        (b"{\"a\":", "line 1, column 5: not JSON: EOF while parsing a value"),
        (b"", "not JSON: EOF"),
        (b"{}\n{\"a\"\n", "line 2, column 4: not JSON"),
        (b"\"\xff\"", "is not UTF-8 text: byte 1 is wrong"),
        (b"\"\\ud800\"", "not JSON: unexpected end of hex escape"),
    ];
    for (input, expected) in unreadable {
        let (code, _, error) = validate(&["-"], input);
        assert!(code == 2 && error.starts_with("error: ") && error.contains(expected), "{code} {error}");
    }
    let deep = "[".repeat(200) + &"]".repeat(200);
    assert_eq!(validate(&["-"], deep.as_bytes()).0, 2);
    let (code, _, error) = validate(&["no-such-file.json"], b"");
    assert!(code == 2 && error.starts_with("error: failed to read no-such-file.json"), "{error}");
}

/// NUL in keys, a hundred levels, duplicate keys, fifty megabytes: read, and judged.
#[test]
fn hostile_json_is_judged() {
    let deep = "[".repeat(100) + &"]".repeat(100);
    let huge = accept(&json!(["x".repeat(50 * 1024 * 1024)])).to_string();
    for (input, code) in [
        (deep.as_str(), 1),
        ("{\"\\u0000\":1}", 1),
        (
            "{\"request\":\"a.b\",\"request\":\"agent.get\",\"referenceId\":\"1\",\"userAgent\":\"WWE Client\",\"protocolVersion\":2}",
            0,
        ),
        (huge.as_str(), 0),
    ] {
        assert_eq!(validate(&["-"], input.as_bytes()).0, code, "{}", &input[..input.len().min(60)]);
    }
}

#[test]
fn the_recorded_journal_of_the_demo_app_is_valid() {
    let journal = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/journals/callbar.jsonl");
    let (code, said, _) = validate(&["--strict", journal], b"");
    assert!(code == 0 && said.ends_with("38 messages checked, 0 violations\n"), "{said}");
}

#[test]
fn clauses_are_listed_and_explained() {
    let (code, listed, _) = validate(&["--list-clauses"], b"");
    assert!(code == 0 && listed.lines().count() > 500 && listed.contains("interaction.accept/1 "));
    let (code, explained, _) = validate(&["--explain", "voice/7"], b"");
    assert_eq!(code, 0);
    for line in [
        "voice/7",
        "  level       MUST",
        "  provenance  assumed",
        "  switch      ringTimeoutMs (default 20000)",
    ] {
        assert!(explained.lines().any(|said| said == line), "{line} in {explained}");
    }
    let (code, _, error) = validate(&["--explain", "voise/7"], b"");
    assert_eq!(
        (code, error.as_str()),
        (2, "error: there is no clause \"voise/7\"; did you mean \"voice/7\"?\n")
    );
}

#[test]
fn a_journal_whose_last_line_is_torn_is_checked_up_to_there() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/journals/callbar.jsonl");
    let journal = std::fs::read_to_string(file).expect("a journal");
    // In the middle of a character of the fourth line, as a killed process may leave it.
    let whole: String = journal.lines().take(3).map(|line| format!("{line}\n")).collect();
    let torn = [whole.as_bytes(), b"{\"seq\":4,\"at\":0,\"note\":\"caf\xc3"].concat();
    let (code, out, err) = validate(&["-"], &torn);
    assert_eq!((code, out.as_str()), (0, "(standard input): 3 messages checked, 0 violations\n"));
    assert_eq!(err, "(standard input): the last line was torn off after 27 bytes, and is left out\n");
    // Of anything else, half a value is a mistake.
    let (code, _, err) = validate(&["-"], b"{\"request\":\"agent.get\"}\n{\"request\":");
    assert!(code == 2 && err.contains("line 2, column 11: not JSON"), "{err}");
}
