//! What is wrong in a scenario file is told with its place and what would be right, before anything happens.
//! Limits are those of the README.

use scapi_mock_host::Scenario;
use serde_json::{Value, json};

/// What is told of a text.
fn told(text: &str) -> String {
    Scenario::from_json(text).expect_err("a fault").to_string()
}

fn with(fields: &Value) -> String {
    let mut document = json!({ "title": "a test", "timeline": [{ "note": "x" }] });
    for (key, value) in fields.as_object().expect("an object") {
        document[key] = value.clone();
    }
    document.to_string()
}

/// The pointer and the text of the only fault.
fn fault(fields: &Value) -> (String, String) {
    let error = Scenario::from_json(&with(fields)).expect_err("a fault");
    assert_eq!(error.faults().len(), 1, "{error}");
    (error.faults()[0].pointer.clone(), error.faults()[0].text.clone())
}

#[track_caller]
fn assert_fault(fields: &Value, pointer: &str, text: &str) {
    let (at, what) = fault(fields);
    assert_eq!(at, pointer, "{what}");
    assert!(what.contains(text), "{what}");
}

#[track_caller]
fn assert_step(step: &Value, pointer: &str, text: &str) {
    assert_fault(&json!({ "timeline": [step] }), &format!("/timeline/0{pointer}"), text);
}

#[test]
fn what_is_no_json_is_told_where_it_ends() {
    assert_eq!(told("{\n  \"title\": \"x\",\n}"), "scenario:3:1: not JSON: trailing comma");
    assert!(told("").starts_with("scenario:1:1: not JSON: EOF"));
    assert!(told("{\"title\": \"é").starts_with("scenario:1:"));
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(told(&deep).contains("recursion limit"), "{}", told(&deep));
    assert!(told("{\"title\": \"x\", \"title\": \"y\"}").contains("the key \"title\" is there twice"));
}

#[test]
fn what_stands_before_the_timeline_is_checked() {
    assert!(told("[]").contains("a scenario is an object with a title and a timeline"));
    assert!(told("{\"title\": \"x\"}").contains("\"timeline\" is missing"));
    assert!(told("{\"timeline\": [{\"note\": \"x\"}]}").contains("missing field `title`"));
    assert_fault(&json!({ "title": " " }), "/title", "a title is a sentence of 1 to 200 characters");
    assert_fault(&json!({ "tilte": "x" }), "/tilte", "did you mean `title`?");
    assert_fault(&json!({ "seed": -1 }), "/seed", "a seed is a whole number that is not negative");
    assert_fault(&json!({ "clock": "virtul" }), "/clock", "a clock is virtual or real");
    assert_fault(&json!({ "verdictWithinMs": 60001 }), "/verdictWithinMs", "0 to 60000 milliseconds");
    assert_fault(
        &json!({ "profile": { "ringTimeoutMS": 1 } }),
        "/profile/ringTimeoutMS",
        "did you mean \"ringTimeoutMs\"?",
    );
    assert_fault(
        &json!({ "policies": { "farEnd": { "when": [] } } }),
        "/policies/farEnd/when",
        "unknown field `when`",
    );
    assert_fault(
        &json!({ "canned": { "voice.dail": {} } }),
        "/canned/voice.dail",
        "did you mean \"voice.dial\"?",
    );
    assert_fault(
        &json!({ "canned": { "voice.dial": { "dat": 1 } } }),
        "/canned/voice.dial/dat",
        "data or errorMessage",
    );
    assert_fault(&json!({ "start": "talkin" }), "/start", "did you mean \"talking\"?");
    assert_fault(&json!({ "start": { "state": "talkin" } }), "/start/state", "did you mean \"talking\"?");
    assert_fault(
        &json!({ "start": { "state": "talking", "as": ["a", "b"] } }),
        "/start/as",
        "makes 1 interactions, and here are 2 names",
    );
}

#[test]
fn every_kind_of_step_is_checked() {
    assert_fault(&json!({ "timeline": [] }), "/timeline", "a list with at least one step");
    assert_step(&json!(7), "", "a step is an object such as");
    assert_step(&json!({}), "", "a step is one of stimulus, wait");
    assert_step(&json!({ "advnce": {} }), "/advnce", "did you mean \"advance\"?");
    assert_step(&json!({ "xyzzy": {} }), "/xyzzy", "there are stimulus, wait");
    assert_step(&json!({ "note": "a", "reset": {} }), "/reset", "this is note and reset; make it two steps");
    assert_step(
        &json!({ "note": "a", "as": "x" }),
        "/as",
        "only a stimulus makes something that can have a name",
    );
    assert_step(
        &json!({ "stimulus": { "type": "inbound-cal" } }),
        "/stimulus/type",
        "did you mean \"inbound-call\"?",
    );
    assert_step(
        &json!({ "stimulus": { "type": "inbound-call", "anj": "1" } }),
        "/stimulus/anj",
        "did you mean `ani`?",
    );
    assert_step(&json!({ "stimulus": { "type": "inbound-call" }, "as": 7 }), "/as", "a name is a text");
    assert_step(&json!({ "stimulus": { "type": "inbound-call" }, "as": "a b" }), "/as", "letters, digits");
    assert_step(
        &json!({ "stimulus": { "type": "inbound-call" }, "as": "uuid" }),
        "/as",
        "a template of its own",
    );
    assert_step(
        &json!({ "wait": {} }),
        "/wait",
        "one of message, subscribed, quiet (which is true), ms and realMs",
    );
    assert_step(&json!({ "wait": { "quiet": true, "ms": 1 } }), "/wait", "one of message");
    assert_step(&json!({ "wait": { "ms": 1, "withinMs": 1 } }), "/wait", "a time has none");
    assert_step(
        &json!({ "wait": { "quiet": true, "withinMs": 0 } }),
        "/wait",
        "1 to 60000 milliseconds, got 0",
    );
    assert_step(
        &json!({ "wait": { "subscribed": "interactions" } }),
        "/wait/subscribed",
        "did you mean \"interaction\"?",
    );
    assert_step(
        &json!({ "wait": { "message": { "method": "interaction.acept" } } }),
        "/wait/message/method",
        "did you mean \"interaction.accept\"?",
    );
    assert_step(&json!({ "wait": { "mesage": {} } }), "/wait/mesage", "did you mean `message`?");
    assert_step(&json!({ "advance": { "ms": -1 } }), "/advance/ms", "invalid value");
    assert_step(&json!({ "expect": {} }), "/expect", "an expectation has either message or inOrder");
    assert_step(
        &json!({ "expect": { "message": { "pointer": { "/data": { "$regx": "1" } } } } }),
        "/expect/message/pointer/~1data/$regx",
        "did you mean \"$regex\"?",
    );
    assert_step(&json!({ "set": { "profile": { "x": 1 } } }), "/set/profile/x", "no key \"x\"");
    assert_step(
        &json!({ "set": { "canned": { "voice.dial": 1 } } }),
        "/set/canned/voice.dial",
        "this is no object",
    );
    assert_step(
        &json!({ "event": { "name": "agnet", "data": {} } }),
        "/event/name",
        "did you mean \"agent\"?",
    );
    assert_step(
        &json!({ "fault": { "do": { "type": "dropp" } } }),
        "/fault/do/type",
        "did you mean \"drop\"?",
    );
    assert_step(
        &json!({ "fault": { "do": { "type": "drop" }, "times": 0 } }),
        "/fault/times",
        "times is 1 or more",
    );
    assert_step(
        &json!({ "fault": { "on": { "method": "interaction.acept" }, "do": { "type": "drop" } } }),
        "/fault/on/method",
        "did you mean \"interaction.accept\"?",
    );
    assert_step(
        &json!({ "fault": { "onn": {}, "do": { "type": "drop" } } }),
        "/fault/onn",
        "did you mean `on`?",
    );
    assert_step(&json!({ "reset": { "keep": "stat" } }), "/reset/keep", "did you mean `state`?");
    assert_step(&json!({ "note": [] }), "/note", "a remark is a text");
    assert_step(&json!({ "repeat": 7 }), "/repeat", "an object with times, steps");
    assert_step(&json!({ "repeat": { "times": 1 } }), "/repeat", "\"steps\" is missing");
    assert_step(&json!({ "repeat": { "tmes": 1, "steps": [] } }), "/repeat/tmes", "did you mean \"times\"?");
    assert_step(
        &json!({ "repeat": { "times": "x", "steps": [{ "note": "x" }] } }),
        "/repeat/times",
        "a number such as 3",
    );
    assert_step(&json!({ "repeat": { "times": 1, "steps": [] } }), "/repeat/steps", "at least one step");
    assert_step(
        &json!({ "repeat": { "times": 9, "steps": [{ "nte": "x" }] } }),
        "/repeat/steps/0/nte",
        "did you mean",
    );
    assert_step(
        &json!({ "each": { "in": 7, "as": "x", "steps": [{ "note": "x" }] } }),
        "/each/in",
        "a list of values",
    );
}

#[test]
fn templates_are_checked_where_they_stand() {
    assert_step(&json!({ "note": "${uid}" }), "/note", "nothing is named ${uid} here; did you mean ${uuid}?");
    assert_step(&json!({ "note": "${xyzzy1}" }), "/note", "there are uuid, phone");
    assert_step(&json!({ "note": "${uuid" }), "/note", "which ends with \"}\"");
    assert_step(&json!({ "note": "${}" }), "/note", "a template has a name");
    assert_step(&json!({ "note": "${uuid.x}" }), "/note", "${uuid} is drawn, and has no \"x\"");
    assert_step(&json!({ "note": "${int 9}" }), "/note", "\"int\" is written as ${int 1 9}");
    assert_step(&json!({ "advance": { "ms": "${uuid}" } }), "/advance/ms", "invalid type: string");
    assert_step(&json!({ "note": "${call}" }), "/note", "nothing is named ${call} here");
    let variables =
        |variables: Value, note: &str| json!({ "variables": variables, "timeline": [{ "note": note }] });
    assert_fault(&variables(json!({ "a": { "b": 1 } }), "${a.c}"), "/timeline/0/note", "${a} has no \"c\"");
    assert_fault(&variables(json!({ "a": 1 }), "${a b}"), "/timeline/0/note", "${a} takes no words");
    assert_fault(
        &variables(json!({ "a": "${b}", "b": 1 }), "x"),
        "/variables/a",
        "nothing is named ${b} here",
    );
    assert_fault(&variables(json!({ "int": 1 }), "x"), "/variables/int", "a template of its own");
    assert_fault(&variables(json!([]), "x"), "/variables", "an object of values by name");
    let later = json!({ "timeline": [
        { "stimulus": { "type": "inbound-call" }, "as": "call" },
        { "repeat": { "times": "${call}", "steps": [{ "note": "x" }] } }
    ] });
    assert_fault(&later, "/timeline/1/repeat/times", "is known only as the scenario runs");
    let taken = json!({ "variables": { "a": 1 }, "timeline": [{ "stimulus": { "type": "inbound-call" }, "as": "a" }] });
    assert_fault(&taken, "/timeline/0/as", "${a} is something else already");
    // After its rounds, a name is free again.
    let each = json!({ "each": { "in": [1], "as": "x", "steps": [{ "note": "${x}" }] } });
    assert_fault(
        &json!({ "timeline": [each, each, { "note": "${x}" }] }),
        "/timeline/2/note",
        "nothing is named ${x}",
    );
}

/// Pins what the author of a file reads: every fault with its place, in the order of the file.
#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_file() {
    let text = r#"{
  "title": "a file with faults",
  "sed": 7,
  "variables": { "caller": "${phoen}" },
  "timeline": [
    { "stimulus": { "type": "inbound-cal", "ani": "${caller}" }, "as": "call" },
    { "advnce": { "ms": 5000 } },
    { "wait": { "message": { "method": "interaction.acept", "interaction": "${cal}" } } },
    { "expect": { "mesage": { "method": "interaction.accept" } } }
  ]
}"#;
    insta::assert_snapshot!("scenario_faults", told(text));
}

#[test]
fn a_file_of_nothing_but_faults_is_told_the_first_twenty() {
    let steps: Vec<Value> = (0..100).map(|number| json!({ "note": format!("${{x{number}}}") })).collect();
    let error = Scenario::from_json(&with(&json!({ "timeline": steps }))).expect_err("faults");
    assert_eq!(error.faults().len(), 20);
}

#[test]
fn values_come_from_outside_for_variables_that_there_are() {
    let text = with(
        &json!({ "variables": { "text": "a", "number": 1 }, "timeline": [{ "advance": { "ms": "${number}" } }] }),
    );
    assert!(Scenario::with("number", "7").with("text", "7").from_json(&text).is_ok());
    let fault = Scenario::with("number", "soon").from_json(&text).expect_err("a fault");
    assert!(fault.to_string().contains("invalid type: string \"soon\""), "{fault}");
    let fault = Scenario::with("numbr", "7").from_json(&text).expect_err("a fault").to_string();
    assert!(fault.ends_with("has no such variable; did you mean \"number\"?"), "{fault}");
}

#[test]
fn a_scenario_is_bounded() {
    let note = json!([{ "note": "x" }]);
    let repeat = |times: u64, steps: &Value| json!([{ "repeat": { "times": times, "steps": steps } }]);
    assert_eq!(
        Scenario::from_json(&with(&json!({ "timeline": repeat(10_000, &note) })))
            .expect("a scenario")
            .steps(),
        10_000
    );
    for steps in [repeat(10_001, &note), repeat(u64::MAX, &note), repeat(101, &repeat(100, &note))] {
        let (_, text) = fault(&json!({ "timeline": steps }));
        assert!(text.contains("has more than 10000 steps here"), "{text}");
    }
    // Rounds that have nothing in them end, too.
    let nothing = json!([{ "each": { "in": [], "as": "x", "steps": note } }]);
    let (_, text) = fault(&json!({ "timeline": repeat(10_000, &repeat(10_000, &nothing)) }));
    assert!(text.contains("has more than 10000 steps here"), "{text}");
    let deep = (0..5).fold(note, |steps, _| repeat(1, &steps));
    let (_, text) = fault(&json!({ "timeline": deep }));
    assert!(text.contains("4 deep and no deeper"), "{text}");
    // Each of these is as long as all before it.
    let mut variables = serde_json::Map::new();
    variables.insert("v0".into(), "x".repeat(1000).into());
    for number in 1..40 {
        variables.insert(format!("v{number}"), format!("${{v{0}}}${{v{0}}}", number - 1).into());
    }
    let error = Scenario::from_json(&with(&json!({ "variables": variables }))).expect_err("a fault");
    assert!(error.to_string().contains("comes to more than 16777216 bytes here"), "{error}");
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let missing = Scenario::from_file("nowhere/x.json").expect_err("a fault").to_string();
    assert!(missing.starts_with("nowhere/x.json: failed to read it: "), "{missing}");
    let folder = crate::folder::Folder::new();
    let large = folder.file("large.json");
    std::fs::write(&large, " ".repeat(1024 * 1024 + 1)).expect("a file");
    assert!(Scenario::from_file(&large).expect_err("a fault").to_string().contains("at most 1048576 bytes"));
    std::fs::write(&large, b"{\xff").expect("a file");
    assert!(
        Scenario::from_file(&large)
            .expect_err("a fault")
            .to_string()
            .ends_with("it is not UTF-8 text: byte 1 is wrong")
    );
}
