//! The program in service: what it logs, how it stops, what it reads from a file.

use std::{path::PathBuf, process::Stdio};

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::{
    app::App,
    control::Control,
    patience::within,
    program::{Program, outcome},
    wire::request,
};

/// A file of this test; the folder of the test run keeps it.
fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    std::fs::write(&path, text).expect("a file");
    path
}

fn root(links: &Value) -> String {
    let url = url::Url::parse(links["url"].as_str().expect("a URL")).expect("a URL");
    url.origin().ascii_serialization()
}

/// Sends a signal to a program, by its name.
#[cfg(unix)]
pub(crate) async fn signal(program: &Program, name: &str) {
    let kill =
        tokio::process::Command::new("kill").args([format!("-{name}"), program.id().to_string()]).status();
    assert!(within("kill", kill).await.expect("a command").success());
}

#[cfg(unix)]
#[tokio::test]
async fn a_signal_stops_it_with_a_goodbye_and_exit_code_0() {
    for name in ["INT", "TERM"] {
        let (program, links) = Program::serving(&["--app", "http://localhost:3000"]).await;
        let mut app = App::connect(links["ws"].as_str().expect("a URL")).await;
        assert!(app.is_served().await);
        signal(&program, name).await;
        assert_eq!(app.ended().await, Some(CloseCode::Away), "{name}");
        assert_eq!(program.ended().await, Some(0), "{name}");
    }
}

/// What a program with these flags writes to standard error while a call with user data comes and an app changes it.
async fn log(flags: &[&str]) -> String {
    let arguments = [&["--app", "http://localhost:3000"], flags].concat();
    let (program, links) = Program::serving_with(&arguments, Stdio::piped()).await;
    let control = Control::at(&root(&links));
    let mut app = App::listening(links["ws"].as_str().expect("a URL")).await;
    control.stimulus(&json!({ "type": "inbound-call", "userData": { "Card": "4711-secret" } })).await;
    control.stimulus(&json!({ "type": "agent-accepts", "interactionId": "1" })).await;
    app.heard().await;
    app.say(&request("interaction.setUserData", json!(["1", { "Pin": "0815-secret" }]), "u")).await;
    app.heard().await;
    app.leave().await;
    program.killed_with_errors().await
}

#[tokio::test]
async fn a_log_masks_user_data_unless_it_is_asked_for() {
    let masked = log(&["--log", "debug"]).await;
    assert!(masked.contains("interaction.setUserData"), "{masked}");
    assert!(masked.contains("Card") && masked.contains("***"), "{masked}");
    assert!(!masked.contains("secret"), "{masked}");
    assert!(!masked.contains('\x1b'), "colours are for a terminal: {masked}");
    let shown = log(&["--log", "debug", "--log-user-data"]).await;
    assert!(shown.contains("4711-secret") && shown.contains("0815-secret"), "{shown}");
}

#[tokio::test]
async fn a_log_for_programs_is_one_object_a_line() {
    let log = log(&["--log", "debug", "--log-format", "json"]).await;
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let call = lines.iter().find(|line| line["kind"] == "stimulus").expect("the call");
    assert_eq!((&call["level"], &call["span"]["session"]), (&json!("DEBUG"), &json!("default")));
    let asked = lines.iter().find(|line| line["path"] == "/s/default/control/stimuli").expect("the request");
    assert_eq!((&asked["method"], &asked["status"]), (&json!("POST"), &json!(200)));
}

#[tokio::test]
async fn nothing_is_logged_unless_something_is_wrong() {
    assert_eq!(log(&[]).await, "");
}

#[tokio::test]
async fn a_token_does_not_stand_in_a_log() {
    let flags = ["--log", "trace", "--control-token", "a-token-of-this-test"];
    let arguments = [&["--app", "http://localhost:3000"][..], &flags].concat();
    let (program, links) = Program::serving_with(&arguments, Stdio::piped()).await;
    let control = Control::at(&root(&links));
    assert_eq!(control.get("/sessions?token=a-token-of-this-test").await.status, 200);
    let log = program.killed_with_errors().await;
    assert!(log.contains("/sessions"), "{log}");
    assert!(!log.contains("a-token-of-this-test"), "{log}");
}

#[tokio::test]
async fn flags_are_read_from_a_file_and_those_given_win() {
    let text = json!({
        "port": 1, "json": true, "app": ["http://a.test", "http://b.test"], "allowed-host": "desktop.test", "max-sessions": 1
    });
    let path = file("flags.json", &text.to_string());
    let path = path.to_str().expect("a path");
    // Port 1 is not for everybody; `--port 0` wins.
    let (_program, links) = Program::serving(&["--config", path, "--max-frames", "7"]).await;
    let control = Control::at(&root(&links));
    control.post("/sessions", &json!({})).await.problem(429);
    let named = control.request(reqwest::Method::GET, "/healthz").header("host", "desktop.test");
    assert_eq!(crate::control::send(named).await.status, 200);
    let ws = links["ws"].as_str().expect("a URL");
    assert!(App::from_origin(ws, "http://b.test").await.is_served().await);
}

#[tokio::test]
async fn a_wrong_file_is_told_with_line_and_column_and_exit_code_2() {
    let path = file("wrong.json", "{\n  \"json\": true,\n  \"prot\": 1\n}\n");
    let (code, out, err) = outcome(&["--config", path.to_str().expect("a path")]).await;
    assert_eq!((code, out.as_str()), (Some(2), ""));
    let wanted =
        format!("error: {}:3:3: there is no flag \"prot\"; did you mean \"port\"?\n", path.display());
    assert!(err.starts_with(&wanted), "{err}");
    let (code, _, err) = outcome(&["serve", "--config", "/no/such/file.json"]).await;
    assert_eq!(code, Some(2));
    assert!(err.starts_with("error: failed to read /no/such/file.json: "), "{err}");
}

#[tokio::test]
async fn an_address_for_other_machines_needs_a_word() {
    let (code, out, err) = outcome(&["--host", "0.0.0.0", "--port", "0"]).await;
    assert_eq!((code, out.as_str()), (Some(1), ""));
    let wanted = "error: failed to listen on 0.0.0.0: other machines reach it, and whoever controls the host sees what apps say; \
                  add --allow-remote if that is wanted, and a control token will be needed\n";
    assert_eq!(err, wanted);
    let (code, _, err) =
        outcome(&["--allow-remote", "--host", "0.0.0.0", "--control-token", "x", "--port", "0"]).await;
    assert_eq!(code, Some(1));
    assert!(err.starts_with("error: a control token has at least 16 characters"), "{err}");
}

#[tokio::test]
async fn a_token_is_made_where_one_is_needed_and_none_is_given() {
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let arguments = ["--app", "http://localhost:3000", "--host", "0.0.0.0", "--allow-remote"];
        let (_program, links) = Program::serving(&arguments).await;
        let token = links["token"].as_str().expect("a token").to_owned();
        assert_eq!(token.len(), 32);
        assert!(links["url"].as_str().expect("a URL").ends_with(&format!("?token={token}")), "{links}");
        let control = Control::at(&root(&links));
        control.get("/sessions").await.problem(401);
        assert_eq!(control.get(&format!("/sessions?token={token}")).await.status, 200);
        tokens.push(token);
    }
    assert_ne!(tokens[0], tokens[1]);
}

/// `--fail-on-violation`: what a test expected of an app decides the exit code.
#[cfg(unix)]
#[tokio::test]
async fn a_verdict_that_is_not_good_is_exit_code_1_where_that_is_wanted() {
    for (arguments, expectation, code) in [
        (&["--fail-on-violation"][..], json!({ "message": { "method": "interaction.accept" } }), 1),
        (
            &["--fail-on-violation"][..],
            json!({ "message": { "method": "interaction.accept" }, "exactly": 0 }),
            0,
        ),
        (&[][..], json!({ "message": { "method": "interaction.accept" } }), 0),
    ] {
        let (program, links) = Program::serving(arguments).await;
        let control = Control::at(&root(&links));
        let made = control.post("/s/default/control/expectations", &expectation).await;
        assert_eq!(made.status, 201);
        signal(&program, "TERM").await;
        assert_eq!(program.ended().await, Some(code), "{arguments:?} {expectation}");
    }
}
