//! `scapi-mock-host run` and `--scenario`: exit codes, what is printed, JUnit, a command beside the scenario. The built binary is run.

use std::path::PathBuf;

use quick_junit::Report;
use serde_json::{Value, json};

use crate::{
    app::App,
    folder::Folder,
    program::{Program, outcome},
};

/// Files of one test.
struct Files(Folder);

impl Files {
    fn new() -> Self {
        Self(Folder::new())
    }

    fn scenario(&self, name: &str, title: &str, timeline: &Value) -> String {
        let document = json!({ "title": title, "verdictWithinMs": 0, "timeline": timeline });
        self.text(name, &document.to_string())
    }

    fn text(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.file(name)
    }
}

fn passes() -> Value {
    json!([{ "stimulus": { "type": "inbound-call" }, "as": "call" }, { "advance": { "ms": 20000 } }])
}

fn fails() -> Value {
    json!([
        { "stimulus": { "type": "inbound-call" }, "as": "call" },
        { "expect": { "name": "accepted", "message": { "method": "interaction.accept", "interaction": "${call}" } } }
    ])
}

/// What is the same in every run: no ports, no times, no folders.
fn settled(text: &str, files: &Files) -> String {
    let folder = files.path("").display().to_string();
    let text = text.replace(&folder, "");
    let line = |line: &str| match line.rsplit_once(", ") {
        Some((before, time)) if time.ends_with(" ms") => format!("{before}, N ms"),
        _ => match line.split_once("127.0.0.1:") {
            Some((before, after)) => {
                format!("{before}127.0.0.1:N{}", after.trim_start_matches(|mark: char| mark.is_ascii_digit()))
            }
            None => line.to_owned(),
        },
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn what_passes_is_exit_code_zero_and_what_fails_is_one() {
    let files = Files::new();
    let (good, bad) = (
        files.scenario("good.json", "it passes", &passes()),
        files.scenario("bad.json", "it fails", &fails()),
    );
    let (code, said, errors) = outcome(&["run", &good]).await;
    assert_eq!((code, errors.as_str()), (Some(0), ""), "{said}");
    let (code, said, errors) = outcome(&["run", &good, &bad]).await;
    assert_eq!((code, errors.as_str()), (Some(1), ""), "{said}");
    // Pins what a person sees of two scenarios, the second of which fails.
    insta::assert_snapshot!("scenario_run", settled(&said, &files));
}

#[tokio::test]
async fn what_cannot_be_read_is_exit_code_two_and_nothing_is_run() {
    let files = Files::new();
    let good = files.scenario("good.json", "it passes", &passes());
    let wrong = files.text(
        "wrong.json",
        "{\n  \"title\": \"a file with faults\",\n  \"sed\": 7,\n  \"timeline\": [\n    { \"advnce\": { \"ms\": 5000 } },\n    \
         { \"note\": \"${uid}\" }\n  ]\n}\n",
    );
    let (code, said, errors) = outcome(&["run", &good, &wrong]).await;
    assert_eq!((code, said.as_str()), (Some(2), ""));
    // Pins the lines that are shown, the places pointed at, and what would be right.
    insta::assert_snapshot!("scenario_run_faults", settled(&errors, &files));
    let torn = files.text("torn.json", "{\n  \"title\": \"torn");
    let (code, _, errors) = outcome(&["run", &torn]).await;
    assert_eq!(code, Some(2));
    assert!(errors.contains("not JSON: EOF while parsing a string"), "{errors}");
    let (code, _, errors) = outcome(&["run", "nowhere.json"]).await;
    assert_eq!(code, Some(2));
    assert!(errors.starts_with("error: nowhere.json: failed to read it: "), "{errors}");
    assert_eq!(outcome(&["run"]).await.0, Some(2));
}

#[tokio::test]
async fn the_report_is_junit_too() {
    let files = Files::new();
    let (good, bad) = (
        files.scenario("good.json", "it passes", &passes()),
        files.scenario("bad.json", "it fails", &fails()),
    );
    let junit = files.path("report.xml");
    let (code, ..) = outcome(&["run", &good, &bad, "--junit", junit.to_str().expect("text")]).await;
    assert_eq!(code, Some(1));
    let report =
        Report::deserialize_from_str(&std::fs::read_to_string(&junit).expect("a report")).expect("JUnit");
    assert_eq!((report.tests, report.failures, report.errors), (2, 1, 0));
    let tests = &report.test_suites[0].test_cases;
    assert_eq!((tests[0].name.as_str(), tests[1].name.as_str()), ("it passes", "it fails"));
    assert_eq!(tests[1].classname.as_ref().map(|name| name.as_str().to_owned()), Some(bad));
    let xml = std::fs::read_to_string(&junit).expect("a report");
    assert!(xml.contains("accepted is not met yet"), "{xml}");
    let (code, _, errors) = outcome(&["run", &good, "--junit", "nowhere/report.xml"]).await;
    assert_eq!(code, Some(1));
    assert!(errors.starts_with("error: failed to write nowhere/report.xml: "), "{errors}");
}

#[tokio::test]
async fn programs_get_lines_of_json_and_an_app_can_connect() {
    let files = Files::new();
    let timeline = json!([
        { "wait": { "subscribed": "interaction", "withinMs": 60000 } },
        { "stimulus": { "type": "inbound-call" }, "as": "call" },
        { "wait": { "message": { "method": "interaction.accept", "interaction": "${call}" }, "withinMs": 60000 } }
    ]);
    let file = files.scenario("call.json", "a call", &timeline);
    let mut program = Program::start(&["run", &file, "--json"]);
    let links: Value = serde_json::from_str(&program.line().await.expect("a line")).expect("JSON");
    assert_eq!((&links["session"], &links["file"]), (&json!("scenario-1"), &json!(file)));
    let mut app = App::listening(links["ws"].as_str().expect("a URL")).await;
    while app.hear().await["data"]["eventType"] != "RINGING" {}
    app.say(&crate::wire::request("interaction.accept", json!(["1"]), "a")).await;
    let report: Value = serde_json::from_str(&program.line().await.expect("a line")).expect("JSON");
    assert_eq!(
        (&report["outcome"], &report["total"], &report["file"]),
        (&json!("passed"), &json!(3), &json!(file))
    );
    assert_eq!(program.ended().await, Some(0));
}

#[tokio::test]
async fn variables_are_given_on_the_command_line() {
    let files = Files::new();
    let document = json!({ "title": "a call", "variables": { "caller": "${phone}", "ms": 1 }, "timeline": [
        { "note": "from ${caller}" }, { "advance": { "ms": "${ms}" } }
    ] });
    let file = files.text("call.json", &document.to_string());
    let (code, said, _) = outcome(&["run", &file, "--set", "caller=+331", "--set", "ms=7"]).await;
    assert_eq!(code, Some(0));
    assert!(said.contains("from +331") && said.contains("advance by 7 ms"), "{said}");
    let (code, _, errors) = outcome(&["run", &file, "--set", "caler=1"]).await;
    assert_eq!(code, Some(2));
    assert!(errors.contains("did you mean \"caller\"?"), "{errors}");
    let (code, _, errors) = outcome(&["run", &file, "--set", "caller"]).await;
    assert_eq!(code, Some(2));
    assert!(errors.contains("a name and a value, such as caller=+33298000000, got \"caller\""), "{errors}");
}

/// An app that is a program: it accepts what rings, by HTTP, and goes on until it is ended.
const APP: &str = r#"
accept() {
  curl -s "$SCAPI_CONTROL/../messages" -H 'content-type: application/json' \
    -d '{"request":"interaction.accept","parameters":["1"],"referenceId":"0","userAgent":"WWE Client","protocolVersion":2}'
}
while accept | grep -q errorMessage; do :; done
tail -f /dev/null
"#;

#[tokio::test]
async fn a_command_runs_beside_the_scenario_and_is_ended_with_it() {
    let files = Files::new();
    let timeline = json!([
        { "stimulus": { "type": "inbound-call" } },
        { "wait": { "message": { "method": "interaction.accept" }, "withinMs": 60000 } }
    ]);
    let file = files.scenario("call.json", "a call", &timeline);
    let id = files.path("id");
    let script = format!("echo $$ > '{}'\n{APP}", id.display());
    let script = files.text("app.sh", &script);
    let (code, said, errors) = outcome(&["run", &file, "--exec", &format!("sh '{script}'")]).await;
    assert_eq!(code, Some(0), "{said}{errors}");
    let id = std::fs::read_to_string(id).expect("its id");
    assert!(!std::path::Path::new("/proc").join(id.trim()).exists(), "the command is still running");
}

#[tokio::test]
async fn a_command_that_fails_fails_the_scenario() {
    let files = Files::new();
    let timeline = json!([{ "wait": { "subscribed": "interaction", "withinMs": 60000 } }]);
    let file = files.scenario("call.json", "a call", &timeline);
    let (code, said, _) = outcome(&["run", &file, "--exec", "sh -c 'exit 3'"]).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("the command \"sh\" ended with exit code 3 before the scenario did"), "{said}");
    let (code, _, errors) = outcome(&["run", &file, "--exec", "no-such-program-here"]).await;
    assert_eq!(code, Some(1));
    assert!(errors.starts_with("error: failed to start \"no-such-program-here\" of --exec: "), "{errors}");
    let (code, _, errors) = outcome(&["run", &file, "--exec", "sh 'x"]).await;
    assert_eq!(code, Some(1));
    assert!(errors.contains("with quotes that match"), "{errors}");
}

#[tokio::test]
async fn an_interrupt_cancels_what_runs_and_nothing_more_is_run() {
    let files = Files::new();
    let timeline = json!([{ "wait": { "subscribed": "interaction", "withinMs": 60000 } }]);
    let (file, next) =
        (files.scenario("call.json", "a call", &timeline), files.scenario("next.json", "next", &passes()));
    let mut program = Program::start(&["run", &file, &next]);
    let begun = program.line().await.expect("a line");
    assert!(begun.ends_with("call.json: a call"), "{begun}");
    crate::operations::signal(&program, "INT").await;
    let mut said = Vec::new();
    while let Some(line) = program.line().await {
        said.push(line);
    }
    let said = said.join("\n");
    assert!(said.contains("cancelled: 0 of 1 step") && said.ends_with("0 of 2 scenarios passed"), "{said}");
    assert_eq!(program.ended().await, Some(1));
}

#[tokio::test]
async fn what_is_recorded_is_replayed() {
    let files = Files::new();
    let timeline = json!([
        { "set": { "profile": { "ringTimeoutMs": 5000 } } },
        { "repeat": { "times": 3, "as": "n", "steps": [
            { "stimulus": { "type": "inbound-call", "ani": "${phone}", "userData": { "Name": "${name}" } } },
            { "advance": { "ms": 5000 } }
        ] } }
    ]);
    let own = files.scenario("own.json", "calls that ring out", &timeline);
    let record = files.path("run.jsonl");
    let (code, said, _) = outcome(&["run", &own, "--record", record.to_str().expect("text")]).await;
    assert_eq!(code, Some(0), "{said}");
    let journal = files.path("run.scenario-1.jsonl").display().to_string();
    let (code, said, _) = outcome(&["replay", &journal]).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("all as it was"), "{said}");
    assert_eq!(outcome(&["validate", &journal]).await.0, Some(0));
}

#[tokio::test]
async fn a_server_runs_a_scenario_from_its_start() {
    let files = Files::new();
    let file = files.scenario("bad.json", "it fails", &fails());
    let (program, links) =
        Program::serving_with(&["--scenario", &file, "--fail-on-violation"], std::process::Stdio::piped())
            .await;
    let control = links["control"].as_str().expect("a URL").to_owned();
    let client = reqwest::Client::new();
    let over = async || {
        let looked = client.get(format!("{control}/scenario")).send().await.ok()?;
        let report: Value = looked.json().await.ok()?;
        (report["outcome"] != "running" && report.get("outcome").is_some()).then_some(report)
    };
    let report = crate::patience::until("report", over).await;
    assert_eq!((&report["title"], &report["outcome"]), (&json!("it fails"), &json!("failed")));
    crate::operations::signal(&program, "TERM").await;
    let errors = program.ended_with_errors().await;
    assert_eq!(errors.0, Some(1), "{}", errors.1);
    assert!(
        errors.1.contains("inbound-call as call") && errors.1.contains("the scenario did not pass"),
        "{}",
        errors.1
    );
    let wrong = files.text("wrong.json", "{}");
    let (code, _, errors) = outcome(&["--port", "0", "--scenario", &wrong]).await;
    assert_eq!(code, Some(1));
    assert!(errors.starts_with("error: the scenario cannot be read\n"), "{errors}");
}
