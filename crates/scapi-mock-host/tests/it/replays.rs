//! A journal that was recorded from a session replays to the same bytes, whatever happened in it; and one that was tampered with
//! does not.

use std::{fs, path::Path};

use reqwest::Method;
use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::{Control, send},
    folder::Folder,
    page::Page,
    program::{Program, outcome},
    recorded::replays,
    wire::{fence, request, subscribe, unsubscribe},
};

const APP: &str = "http://localhost:3000";

/// Much that can happen, by way of every door: sockets with and without an origin, HTTP, and control.
async fn live(root: &str, ws: &str) {
    let control = Control::at(root);
    let mut one = App::listening(ws).await;
    let mut two = App::from_origin(&format!("{ws}?origin=ignored"), APP).await;
    let mut foreign = App::from_origin(ws, "https://foreign.example").await;
    foreign.say(&fence("silence")).await;
    two.say(&subscribe(json!(["interaction", "agent", "nonsense"]), 7)).await;
    two.hear().await;
    for ani in ["+33298000000", "été \u{1f600}", "1"] {
        let call = json!({ "type": "inbound-call", "ani": ani, "userData": { "Priority": 0.1, "Deep": [null, 1e-7] } });
        control.stimulus(&call).await;
        control.post("/s/default/control/clock/advance", &json!({ "ms": 700 })).await;
    }
    one.heard().await;
    two.heard().await;
    for message in [
        request("interaction.accept", json!(["1"]), json!({ "b": 1.5, "a": 9_007_199_254_740_993_u64 })),
        request(
            "interaction.setUserData",
            json!(["1", { "z": 1, "a": null, "Ratio": 0.300_000_000_000_000_04 }]),
            5.0,
        ),
        request("interaction.reject", json!(["2"]), "r"),
        request("interaction.acept", json!(["2"]), "typo"),
        json!(null),
    ] {
        one.say(&message).await;
    }
    one.say_text("{not json \u{2028}").await;
    one.heard().await;
    control
        .patch("/s/default/control/profile", &json!({ "voidResult": "null", "subscriptionIdType": "number" }))
        .await;
    control.post("/s/default/messages", &request("interaction.markdone", json!(["1"]), "m")).await;
    control.post_text("/s/default/messages", "{\"request\":").await;
    control
        .post("/s/default/control/stimuli", &json!({ "type": "agent-accepts", "interactionId": "9" }))
        .await;
    // The third call rings until its time is over.
    control.post("/s/default/control/clock/advance", &json!({ "ms": 60_000 })).await;
    two.say(&unsubscribe(&json!("sub-1"), "u")).await;
    two.heard().await;
    two.leave().await;
    // What a test may change: answers, events, time.
    one.heard().await;
    let canned = "/s/default/control/canned/agent.get";
    for answer in [
        json!({ "data": { "username": "ada", "Ratio": 0.1 } }),
        json!({ "errorMessage": "not today" }),
        json!({}),
    ] {
        assert_eq!(send(control.request(Method::PUT, canned).json(&answer)).await.status, 200);
        one.call("agent.get", json!([])).await;
    }
    assert_eq!(control.delete(canned).await.status, 204);
    one.call("agent.get", json!([])).await;
    let posted = json!({ "name": "interaction", "data": { "eventType": "ODD" } });
    assert_eq!(control.post("/s/default/control/events", &posted).await.status, 200);
    for path in ["clock/freeze", "clock/run-until-quiet", "reset"] {
        assert_eq!(
            control.post(&format!("/s/default/control/{path}"), &json!({})).await.status,
            200,
            "{path}"
        );
    }
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    assert!(!one.heard().await.is_empty());
    one.leave().await;
}

#[tokio::test]
async fn a_session_with_several_frames_and_a_virtual_clock_replays_to_the_byte() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let host = MockHost::builder()
        .app(APP)
        .seed(42)
        .clock(ClockKind::Virtual)
        .record(&file)
        .start()
        .await
        .expect("a host");
    live(&format!("http://{}", host.address()), host.ws_url()).await;
    let report = replays(&file);
    assert!(report.inputs > 30 && report.outputs > 30, "{report:?}");
    crate::recorded::is_read_again(&host.journal_after(0).await.expect("a journal"));
    // A session of the same host that goes on in the file is replayed as well.
    host.stop().await;
    let host =
        MockHost::builder().app(APP).clock(ClockKind::Virtual).record(&file).start().await.expect("a host");
    host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
    host.stop().await;
    assert_eq!(replays(&file).sessions, 2);
}

/// Things fall due by themselves, between and together with what frames say.
#[tokio::test]
async fn a_session_with_a_real_clock_replays_to_the_byte() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let profile = json!({ "ringTimeoutMs": 3 });
    let host = MockHost::builder().profile(profile).record(&file).start().await.expect("a host");
    let mut app = App::listening(host.ws_url()).await;
    let mut other = App::listening(host.ws_url()).await;
    for _ in 0..100 {
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
        app.heard().await;
        // It may have rung for too long already.
        let _ = host.stimulus(json!({ "type": "agent-accepts", "interactionId": "1" })).await;
        other.heard().await;
    }
    // Of the last one nothing is asked, so that time alone can end it.
    let last =
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call").interaction.interaction_id;
    let is_end = |event: &Value| {
        event["data"]["eventType"] == "RELEASED" && event["data"]["interaction"]["interactionId"] == *last
    };
    while !is_end(&app.hear().await) {}
    let passed = host.journal_after(0).await.expect("a journal").into_iter().filter(|entry| {
        serde_json::to_value(&entry.change).is_ok_and(|change| change["type"] == "time-passed")
    });
    assert!(passed.count() > 0, "nothing fell due by itself");
    replays(&file);
}

#[tokio::test]
async fn frames_in_a_page_replay_to_the_byte() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let host = MockHost::builder().clock(ClockKind::Virtual).record(&file).start().await.expect("a host");
    let mut page = Page::connect(&host).await;
    page.open_frame("f1", APP).await;
    page.report("f1", APP, &subscribe(json!("interaction"), "0")).await;
    page.until_entry(|entry| entry["message"]["subscriptionId"] == "sub-1").await;
    host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
    // The second load begins its reference ids anew, and then comes another app from elsewhere.
    for (origin, reference) in [(APP, "1"), (APP, "0"), ("https://other.example", "1")] {
        page.report("f1", origin, &subscribe(json!("interaction"), reference)).await;
    }
    let odd = json!({ "type": "unreadable", "frame": "f1", "origin": APP, "seq": 5, "reason": "a function" });
    page.send(&odd).await;
    page.send(&json!({ "type": "stranger", "origin": "https://x.example", "seq": 6, "message": { "a": 1 } }))
        .await;
    page.send(&json!({ "type": "frame-reloaded", "frame": "f1" })).await;
    page.send(&json!({ "type": "frame-closed", "frame": "f1" })).await;
    page.until_entry(|entry| entry["change"]["type"] == "frame-closed").await;
    let report = replays(&file);
    // The start, the app; the frame opens three times, is loaded again twice and closes; four messages, one that is none; the call.
    assert_eq!(
        (report.inputs, report.difference),
        (14, None),
        "{}",
        fs::read_to_string(&file).expect("a file")
    );
}

/// What the program prints about a file, and its exit code.
async fn program(file: &Path, options: &[&str]) -> (Option<i32>, String, String) {
    outcome(&[&["replay", file.to_str().expect("text")], options].concat()).await
}

#[tokio::test]
async fn the_program_records_and_replays() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let (host, links) = Program::serving(&["--record", file.to_str().expect("text"), "--app", APP]).await;
    live(
        links["url"].as_str().expect("a URL").trim_end_matches("/s/default/"),
        links["ws"].as_str().expect("a URL"),
    )
    .await;
    host.kill().await;
    let (code, out, err) = program(&file, &[]).await;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let report: Value = serde_json::from_str(&program(&file, &["--json"]).await.1).expect("JSON");
    let wanted = format!(
        "{}: 1 session, {} inputs, {} outputs: all as it was\n",
        file.display(),
        report["inputs"],
        report["outputs"]
    );
    assert_eq!(out, wanted);
    assert_eq!((&report["difference"], &report["torn"]), (&Value::Null, &Value::Null));
}

/// A short journal: a call that an app hears and takes.
async fn short(folder: &Folder) -> String {
    let file = folder.file("short.jsonl");
    let host = MockHost::builder().clock(ClockKind::Virtual).record(&file).start().await.expect("a host");
    let mut app = App::listening(host.ws_url()).await;
    host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
    app.say(&request("interaction.accept", json!(["1"]), "0")).await;
    for _ in 0..4 {
        app.hear().await;
    }
    host.stop().await;
    fs::read_to_string(&file).expect("a file")
}

/// The lines of a journal that is tampered with, and what a replay of it prints, but for the name of the file.
async fn tampered(folder: &Folder, tamper: impl FnOnce(&mut Vec<String>)) -> (Option<i32>, String) {
    let mut lines: Vec<String> = short(folder).await.lines().map(str::to_owned).collect();
    tamper(&mut lines);
    let file = folder.file("tampered.jsonl");
    fs::write(&file, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).expect("a file");
    let (code, out, err) = program(&file, &[]).await;
    (code, (out + &err).replace(&file.display().to_string(), "FILE"))
}

#[tokio::test]
async fn a_changed_output_is_shown_with_what_came_before_it() {
    let folder = Folder::new();
    let (code, out) = tampered(&folder, |lines| {
        lines[9] = lines[9].replace("ESTABLISHED", "HELD").replace("\"direction\":\"IN\",", "");
    })
    .await;
    let wanted = "FILE:10: the host says something else\n\
        \x20 after line 8, entry 8: s1 says {\"request\":\"interaction.accept\",\"parameters\":[\"1\"],\"referenceId\":\"0\",\
        \"userAgent\":\"WWE Client\",\"protocolVersion\":2}\n\
        \x20 at /message/data/eventType\n\
        \x20   journal  \"HELD\"\n\
        \x20   now      \"ESTABLISHED\"\n\
        \x20 at /message/data/interaction/direction\n\
        \x20   journal  (nothing)\n\
        \x20   now      \"IN\"\n";
    assert_eq!((code, out.as_str()), (Some(1), wanted));
}

#[tokio::test]
async fn other_bytes_are_another_output_even_if_they_mean_the_same() {
    let folder = Folder::new();
    let (code, out) = tampered(&folder, |lines| {
        lines[8] = lines[8].replace(
            "\"userAgent\":\"WWE Server\",\"protocolVersion\":2",
            "\"protocolVersion\":2,\"userAgent\":\"WWE Server\"",
        );
    })
    .await;
    assert_eq!(code, Some(1));
    assert!(
        out.contains("  at /message\n    journal  {\"referenceId\":\"0\",\"protocolVersion\":2"),
        "{out}"
    );
}

#[tokio::test]
async fn an_output_that_is_missing_or_too_much_is_told_from_another_one() {
    let folder = Folder::new();
    // Entry 7, the second event of the call, is renumbered away; so are those after it.
    let (code, out) = tampered(&folder, |lines| {
        lines.remove(6);
        for (index, line) in lines.iter_mut().enumerate().skip(6) {
            *line = line.replace(&format!("\"seq\":{}", index + 2), &format!("\"seq\":{}", index + 1));
        }
    })
    .await;
    assert_eq!(code, Some(1), "{out}");
    assert!(out.starts_with("FILE:5: the host says to s1 what it did not say\n  after line 5, entry 5: {\"type\":\"inbound-call\""), "{out}");
    assert!(out.contains("    journal  (nothing)\n    now      {\"event\":\"interaction\",\"data\":{\"eventType\":\"RINGING\""), "{out}");
    let (code, out) = tampered(&folder, |lines| {
        let more = lines[9].replace("\"seq\":10", "\"seq\":11");
        lines.insert(10, more);
        lines.truncate(11);
    })
    .await;
    assert_eq!(code, Some(1), "{out}");
    assert!(
        out.starts_with("FILE:11: the host says nothing to s1 any more\n  after line 8, entry 8: "),
        "{out}"
    );
}

#[tokio::test]
async fn a_stimulus_that_happens_no_more_is_told() {
    let folder = Folder::new();
    let (code, out) = tampered(&folder, |lines| {
        lines[4] = lines[4]
            .replace("{\"verdict\":\"allowed\"}", "{\"verdict\":\"refused\",\"why\":\"the line was dead\"}");
    })
    .await;
    assert_eq!(code, Some(1));
    assert!(
        out.starts_with("FILE:5: the stimulus was refused and is allowed now: the line was dead\n"),
        "{out}"
    );
}

#[tokio::test]
async fn what_was_not_written_before_the_kill_is_no_difference() {
    let folder = Folder::new();
    // The call is taken, and neither the answer nor the event is in the file.
    let (code, out) = tampered(&folder, |lines| lines.truncate(8)).await;
    assert_eq!(code, Some(0), "{out}");
    // In the middle it is one.
    let (code, out) = tampered(&folder, |lines| {
        lines.truncate(6);
        lines.push(
            lines[3]
                .replace("\"seq\":4", "\"seq\":7")
                .replace("host-to-app", "app-to-host")
                .replace(",\"cause\":3", ""),
        );
    })
    .await;
    assert_eq!(code, Some(1), "{out}");
}

#[tokio::test]
async fn what_is_no_whole_journal_is_exit_code_2() {
    let folder = Folder::new();
    for (tamper, says) in [
        (vec![1], "line 1: a journal is replayed from the start of its session, which entry 2 is not"),
        (vec![4], "line 4: entry 5 follows entry 3; a journal is replayed whole"),
    ] {
        let (code, out) = tampered(&folder, |lines| {
            for line in &tamper {
                lines.remove(line - 1);
            }
        })
        .await;
        assert!(code == Some(2) && out.starts_with(&format!("error: FILE: {says}")), "{out}");
    }
    let (code, out) = tampered(&folder, |lines| lines[2].truncate(20)).await;
    assert!(code == Some(2) && out.starts_with("error: FILE: line 3, column 20: not JSON: "), "{out}");
    let (code, _, err) = program(&folder.file("nowhere"), &["--json"]).await;
    assert!(code == Some(2) && err.contains("failed to read"), "{err}");
}
