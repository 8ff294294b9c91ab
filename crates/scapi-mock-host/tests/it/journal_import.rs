//! Journals that are posted: checked line by line, or replayed; and what must not be possible with them.

use reqwest::Method;
use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::{Answer, Control, send},
    wire::request,
};

const JOURNAL: &str = "/s/default/control/journal";
const REPLAY: &str = "/s/default/control/journal/replay";

async fn post(control: &Control, path: &str, text: impl Into<reqwest::Body>) -> Answer {
    send(control.request(Method::POST, path).header("content-type", "application/x-ndjson").body(text)).await
}

/// A journal of a call that is answered, as JSON lines.
async fn export() -> String {
    let host = MockHost::builder().clock(ClockKind::Virtual).seed(3).start().await.expect("a host");
    let mut app = App::listening(host.ws_url()).await;
    host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
    app.heard().await;
    app.call("interaction.accept", json!(["1"])).await;
    app.heard().await;
    let path = format!("{JOURNAL}?format=jsonl");
    let answer = Control::of(&host).request(Method::GET, &path).send().await.expect("an answer");
    answer.text().await.expect("text")
}

#[tokio::test]
async fn a_journal_that_is_in_order_is_summed_up() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let text = export().await;
    let checked = post(&control, JOURNAL, text.clone()).await;
    let wanted = json!({
        "entries": text.lines().count(), "messages": 11, "sessions": 1, "torn": null, "violations": [],
        "moreViolations": 0
    });
    assert_eq!((checked.status, &checked.body), (200, &wanted));
    // The session that it was posted to has nothing to do with it.
    assert_eq!(control.journal(0).await["cursor"], 1);
}

#[tokio::test]
async fn what_breaks_the_contract_is_named_with_its_line() {
    let host = MockHost::start().await;
    let text = export().await.replace("\"state\":\"TALKING\"", "\"state\":7");
    let checked = post(&Control::of(&host), JOURNAL, text.clone()).await;
    let lines = text.lines().enumerate().filter(|(_, line)| line.contains("\"state\":7"));
    let wanted: Vec<usize> = lines.map(|(index, _)| index + 1).collect();
    let found = checked.body["violations"].as_array().expect("violations");
    let found: Vec<u64> = found.iter().map(|found| found["line"].as_u64().expect("a line")).collect();
    assert!(
        !wanted.is_empty() && wanted.iter().all(|line| found.contains(&(*line as u64))),
        "{}",
        checked.body
    );
    let first = &checked.body["violations"][0]["violation"];
    assert!(first["pointer"].as_str().is_some_and(|at| at.starts_with("/message/data")), "{first}");
    assert!(first["clause"].is_string() && first["provenance"].is_string());
}

#[tokio::test]
async fn a_torn_last_line_is_no_fault() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let text = export().await;
    let cut = &text[..text.len() - 20];
    let whole = cut.lines().count() - 1;
    let torn = cut.len() - cut.rfind('\n').expect("a line") - 1;
    let checked = post(&control, JOURNAL, cut.to_owned()).await;
    assert_eq!(checked.body["entries"], whole);
    assert_eq!(checked.body["torn"], json!({ "line": whole + 1, "bytes": torn }));
    let replayed = post(&control, REPLAY, cut.to_owned()).await;
    assert_eq!((replayed.status, &replayed.body["difference"]), (200, &Value::Null), "{}", replayed.body);
}

#[tokio::test]
async fn what_is_no_journal_is_refused_with_its_line() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let entry = |seq: u64| {
        json!({ "seq": seq, "at": 0, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "note" }).to_string()
    };
    for (text, says) in [
        (String::new(), "there is no entry in it".to_owned()),
        ("\n\n".into(), "there is no entry in it".into()),
        (format!("{}\n\n{{\"seq\":2,\n{}\n", entry(1), entry(2)), "line 3, column 9: not JSON: ".into()),
        (format!("{}\n[1]\n", entry(1)), "line 2: not an entry of a journal: ".into()),
        (
            format!("{}\n{{\"seq\":2}}", entry(1)),
            "line 2: not an entry of a journal: missing field `at`".into(),
        ),
        (format!("{}\n{}\n", entry(2), entry(2)), "line 2: entry 2 follows entry 2".into()),
        (format!("{}\n{}\n", entry(7), entry(3)), "line 2: entry 3 follows entry 7".into()),
    ] {
        for path in [JOURNAL, REPLAY] {
            let answer = post(&control, path, text.clone()).await;
            let detail = answer.problem(400);
            assert!(detail.starts_with(&says), "{text}: {detail}");
            assert_eq!(answer.body["title"], "not a journal");
        }
    }
}

#[tokio::test]
async fn a_journal_is_replayed_and_a_difference_is_shown_where_it_is() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let text = export().await;
    let same = post(&control, REPLAY, text.clone()).await;
    // The start, a frame, a call, and what the app said: it subscribed, looked twice, and took the call.
    let wanted = json!({ "sessions": 1, "inputs": 7, "outputs": 7, "torn": null, "difference": null });
    assert_eq!(same.body, wanted);
    let other = text.replacen("\"eventType\":\"ESTABLISHED\"", "\"eventType\":\"HELD\"", 1);
    let line = other.lines().position(|line| line.contains("HELD")).expect("the line") + 1;
    let difference = post(&control, REPLAY, other).await.body["difference"].clone();
    assert_eq!(difference["line"], line);
    let change =
        json!({ "pointer": "/message/data/eventType", "recorded": "HELD", "replayed": "ESTABLISHED" });
    assert_eq!(difference["changes"], json!([change]));
    assert_eq!(difference["input"]["line"], line - 2, "the request comes before its answer: {difference}");
}

#[tokio::test]
async fn a_journal_that_is_not_whole_is_not_replayed() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let text = export().await;
    let later: String = text.lines().skip(1).map(|line| format!("{line}\n")).collect();
    let answer = post(&control, REPLAY, later).await;
    let detail = answer.problem(422);
    assert!(detail.starts_with("line 1: a journal is replayed from the start of its session"), "{detail}");
    let gap: String = text
        .lines()
        .enumerate()
        .filter(|(index, _)| *index != 3)
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    let answer = post(&control, REPLAY, gap).await;
    assert!(answer.problem(422).starts_with("line 4: entry 5 follows entry 3"), "{}", answer.body);
    let fault = text.lines().next().expect("a line").to_owned()
        + "\n{\"seq\":2,\"at\":0,\"wallTime\":\"2026-01-02T03:04:05.000Z\",\"kind\":\"fault\"}\n";
    let answer = post(&control, REPLAY, fault).await;
    assert!(answer.problem(422).starts_with("line 2: a fault was injected"), "{}", answer.body);
}

#[tokio::test]
async fn a_body_that_a_form_can_send_is_not_taken() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for path in [JOURNAL, REPLAY] {
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
            let form = control.request(Method::POST, path).header("content-type", kind).body("{}");
            assert_eq!(
                send(form).await.problem(415),
                "a journal comes as JSON lines, with the content type application/x-ndjson"
            );
        }
        let foreign = control.request(Method::POST, path).header("origin", "https://evil.example");
        assert_eq!(send(foreign.header("content-type", "application/x-ndjson").body("{}")).await.status, 403);
    }
}

#[tokio::test]
async fn a_journal_that_is_too_large_is_refused_before_it_is_read() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for path in [JOURNAL, REPLAY] {
        let answer = post(&control, path, vec![b'\n'; 16 * 1024 * 1024 + 1]).await;
        assert!(answer.problem(413).contains("at most 16777216 bytes"), "{}", answer.body);
    }
    assert!(App::connect(host.ws_url()).await.is_served().await);
}

#[tokio::test]
async fn hostile_numbers_in_a_journal_harm_nobody() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let start = export().await.lines().next().expect("a line").to_owned();
    let lines = [
        json!({ "kind": "stimulus", "stimulus": { "type": "inbound-call" } }),
        json!({ "kind": "change", "change": { "type": "clock-advanced", "ms": u64::MAX } }),
        json!({ "kind": "message", "direction": "app-to-host", "frame": "x", "message": request("a", json!([]), "0") }),
        json!({ "kind": "change", "change": { "type": "frame-closed" } }),
    ];
    let mut text = start + "\n";
    for (line, seq) in lines.into_iter().zip(2..) {
        let mut entry = line;
        entry["seq"] = json!(seq);
        entry["at"] = json!(u64::MAX);
        entry["wallTime"] = json!("2026-01-02T03:04:05.000Z");
        text += &format!("{entry}\n");
    }
    let answer = post(&control, REPLAY, text).await;
    assert_eq!(answer.problem(422), "line 5: the entry names no frame");
    assert!(App::connect(host.ws_url()).await.is_served().await);
}
