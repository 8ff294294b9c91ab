//! Looking into the journal: conditions, pages of it, JSON lines, and the verdicts of an entry.

use reqwest::Method;
use scapi_mock_host::MockHost;
use scapi_schema::{clause::Catalogue, validate::Mode};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::{Control, send},
    wire::{fence, request, subscribe},
};

const JOURNAL: &str = "/s/default/control/journal";

/// A session in which two frames, two calls and some mistakes were. Nothing happens in it any more.
async fn lively() -> (MockHost, Control) {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut one = App::listening(host.ws_url()).await;
    let mut two = App::connect(host.ws_url()).await;
    control
        .stimulus(&json!({ "type": "inbound-call", "ani": "111", "userData": { "Segment": "Gold" } }))
        .await;
    control.stimulus(&json!({ "type": "inbound-call", "ani": "222" })).await;
    one.heard().await;
    one.say(&request("interaction.accept", json!(["1"]), "a")).await;
    one.hear().await;
    one.hear().await;
    two.say(&request("interaction.reject", json!(["2"]), "r")).await;
    two.hear().await;
    two.say(&request("interaction.accept", json!(["2"]), "x")).await;
    two.hear().await;
    control
        .post("/s/default/control/stimuli", &json!({ "type": "agent-accepts", "interactionId": "1" }))
        .await;
    one.leave().await;
    two.leave().await;
    (host, control)
}

async fn found(control: &Control, query: &str) -> Vec<Value> {
    let answer = control.get(&format!("{JOURNAL}?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    answer.body["entries"].as_array().expect("entries").clone()
}

fn all<'a>(entries: &'a [Value], pointer: &str) -> Vec<&'a Value> {
    entries.iter().map(|entry| entry.pointer(pointer).unwrap_or(&Value::Null)).collect()
}

#[tokio::test]
async fn entries_are_found_by_kind_direction_and_frame() {
    let (_host, control) = lively().await;
    let stimuli = found(&control, "kind=stimulus").await;
    assert_eq!(all(&stimuli, "/stimulus/type"), ["inbound-call", "inbound-call", "agent-accepts"]);
    let changes = found(&control, "kind=change").await;
    assert_eq!(
        all(&changes, "/change/type"),
        ["session-started", "frame-opened", "frame-opened", "frame-closed", "frame-closed"]
    );
    let said = found(&control, "direction=app-to-host&frame=s2").await;
    assert_eq!(all(&said, "/message/request"), ["interaction.reject", "interaction.accept"]);
    assert_eq!(found(&control, "frame=s3").await, [Value::Null; 0]);
}

#[tokio::test]
async fn a_method_finds_its_requests_and_their_answers() {
    let (_host, control) = lively().await;
    let accepts = found(&control, "method=interaction.accept").await;
    assert_eq!(all(&accepts, "/message/referenceId"), ["a", "a", "x", "x"]);
    let asked = found(&control, "method=interaction.accept&direction=app-to-host&frame=s1").await;
    assert_eq!(all(&asked, "/message/referenceId"), ["a"]);
}

#[tokio::test]
async fn an_event_is_found_by_its_name_and_by_its_type() {
    let (_host, control) = lively().await;
    let types = found(&control, "event=interaction&frame=s1&interaction=1").await;
    assert_eq!(all(&types, "/message/data/eventType"), ["ADDED", "RINGING", "ESTABLISHED"]);
    let established = found(&control, "event=ESTABLISHED").await;
    assert_eq!(all(&established, "/message/data/interaction/interactionId"), ["1"]);
    // A subscription is no event.
    assert!(found(&control, "event=interaction&direction=app-to-host").await.is_empty());
}

#[tokio::test]
async fn an_interaction_finds_what_names_it_and_the_answers_to_that() {
    let (_host, control) = lively().await;
    let entries = found(&control, "interaction=2").await;
    let kinds: Vec<String> = entries
        .iter()
        .map(|entry| {
            let message = &entry["message"];
            let names = [&entry["stimulus"]["type"], &message["request"], &message["data"]["eventType"]];
            let name = names.iter().find_map(|name| name.as_str()).unwrap_or("answer");
            format!("{name} {}", message["referenceId"].as_str().unwrap_or_default())
        })
        .collect();
    let wanted = [
        "inbound-call ",
        "ADDED ",
        "RINGING ",
        // All that were there at the time, of which this was one.
        "answer fence 1",
        "interaction.reject r",
        "answer r",
        "RELEASED ",
        "REMOVED ",
        "interaction.accept x",
        "answer x",
    ];
    assert_eq!(kinds, wanted);
}

#[tokio::test]
async fn a_pointer_finds_what_has_something_there_and_with_a_value_what_has_that() {
    let (_host, control) = lively().await;
    let failed = found(&control, "pointer=/errorMessage").await;
    assert_eq!(all(&failed, "/message/referenceId"), ["x"]);
    let gold = found(&control, "pointer=/data/interaction/userData/Segment&value=Gold&event=RINGING").await;
    assert_eq!(all(&gold, "/message/data/interaction/ani"), ["111"]);
    // A number and a text are found by the same value.
    let one = found(&control, "pointer=/parameters/0&value=1").await;
    assert_eq!(all(&one, "/message/referenceId"), ["a"]);
    let version = found(&control, "pointer=/protocolVersion&value=2&direction=app-to-host&frame=s2").await;
    assert_eq!(version.len(), 2);
    // In a stimulus and in a change too.
    assert_eq!(found(&control, "pointer=/ani&value=222&kind=stimulus").await.len(), 1);
    assert_eq!(found(&control, "pointer=/profile/ringTimeoutMs&value=20000").await[0]["seq"], 1);
    assert_eq!(found(&control, "pointer=/data/interaction/state&value=NOWHERE").await, [Value::Null; 0]);
}

#[tokio::test]
async fn a_limit_pages_through_what_is_wanted_without_gap_or_double() {
    let (_host, control) = lively().await;
    let whole = control.get(&format!("{JOURNAL}?kind=message")).await.body;
    assert_eq!(whole["more"], false);
    let (mut paged, mut after) = (Vec::new(), 0);
    loop {
        let page = control.get(&format!("{JOURNAL}?kind=message&limit=3&after={after}")).await.body;
        paged.extend(page["entries"].as_array().expect("entries").clone());
        assert!(page["entries"].as_array().is_some_and(|entries| entries.len() <= 3));
        after = page["cursor"].as_u64().expect("a cursor");
        if page["more"] == false {
            assert_eq!(page["cursor"], whole["cursor"]);
            break;
        }
    }
    assert_eq!(json!(paged), whole["entries"]);
    let none = control.get(&format!("{JOURNAL}?limit=0")).await.body;
    assert_eq!((&none["entries"], &none["cursor"], &none["more"]), (&json!([]), &json!(0), &json!(true)));
}

#[tokio::test]
async fn the_size_of_the_ring_and_what_it_lost_are_shown() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for _ in 0..10_001 {
        host.patch_profile(json!({})).await.expect("a patch");
    }
    let page = control.get(&format!("{JOURNAL}?after=1&limit=1")).await.body;
    assert_eq!(page["capacity"], json!({ "entries": 10_000, "bytes": 64 * 1024 * 1024 }));
    // Entries 1 and 2 are gone; of those after entry 1 that is one.
    assert_eq!(
        (&page["dropped"], &page["missed"], &page["entries"][0]["seq"]),
        (&json!(2), &json!(1), &json!(3))
    );
    let lines = send(control.request(Method::GET, &format!("{JOURNAL}?after=10000&format=jsonl"))).await;
    let header = |name: &str| lines.headers[name].to_str().expect("a number").to_owned();
    assert_eq!(header("scapi-journal-dropped"), "2");
    assert_eq!(header("scapi-journal-missed"), "0");
    assert_eq!(header("scapi-journal-cursor"), "10002");
}

#[tokio::test]
async fn json_lines_are_asked_for_by_parameter_or_by_header() {
    let (_host, control) = lively().await;
    let wanted = control.get(JOURNAL).await.body["entries"].clone();
    let by_parameter = control.request(Method::GET, &format!("{JOURNAL}?format=jsonl"));
    let by_header =
        control.request(Method::GET, JOURNAL).header("accept", "text/html, application/x-ndjson;q=0.9");
    for asked in [by_parameter, by_header] {
        let answer = asked.send().await.expect("an answer");
        assert_eq!(answer.headers()["content-type"], "application/x-ndjson");
        let text = answer.text().await.expect("text");
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(json!(lines), wanted);
        assert!(text.ends_with('\n'));
    }
    let json = control
        .request(Method::GET, &format!("{JOURNAL}?format=json"))
        .header("accept", "application/x-ndjson");
    assert_eq!(send(json).await.headers["content-type"], "application/json");
}

#[tokio::test]
async fn what_is_not_known_is_refused_with_what_was_meant() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for (query, meant, says) in [
        ("afer=1", Some("after"), "unknown field `afer`"),
        ("methd=x", Some("method"), "unknown field `methd`"),
        ("kind=mesage", Some("message"), "kind is one of message, stimulus, change, fault, verdict, note"),
        ("direction=app-to-hots", Some("app-to-host"), "direction is one of app-to-host, host-to-app"),
        ("format=jsonll", Some("jsonl"), "format is one of json, jsonl"),
        ("pointer=data", Some("/data"), "a JSON pointer begins with /"),
        ("value=1", None, "value says what has to be at a pointer"),
        ("limit=-1", None, "limit"),
        ("kind=message&kind=note", None, "duplicate field"),
    ] {
        let answer = control.get(&format!("{JOURNAL}?{query}")).await;
        let detail = answer.problem(400);
        assert!(detail.contains(says), "{query}: {detail}");
        assert_eq!(answer.body["didYouMean"].as_str(), meant, "{query}: {}", answer.body);
        assert_eq!(answer.body["title"], "not a query");
    }
}

#[tokio::test]
async fn a_failure_has_the_clause_behind_it() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    control.stimulus(&json!({ "type": "agent-accepts", "interactionId": "1" })).await;
    for (method, parameters, clause) in [
        ("interaction.acept", json!(["1"]), "envelope/20"),
        ("interaction.accept", json!([7]), "envelope/32"),
        ("interaction.accept", json!({}), "envelope/33"),
        ("interaction.accept", json!(["none"]), "interaction.accept/5"),
        ("interaction.accept", json!(["1"]), "interaction.accept/4"),
        ("interaction.markdone", json!(["1"]), "interaction.markdone/4"),
        ("interaction.singleStepTransfer", json!(["1", ""]), "type.targetQuery/11"),
        ("interaction.selectCaseByCaseId", json!(["none"]), "interaction.selectCaseByCaseId/4"),
        ("voice.resume", json!(["1"]), "voice/19"),
        ("agent.setState", json!(["none"]), "canned/7"),
    ] {
        control.post("/s/default/messages", &request(method, parameters.clone(), "0")).await;
        let asked = found(&control, "direction=app-to-host").await;
        let legality = &asked.last().expect("the request")["legality"];
        assert_eq!(legality["verdict"], "refused", "{method} {parameters}: {legality}");
        assert_eq!(legality["clause"], clause, "{method} {parameters}: {legality}");
    }
}

#[tokio::test]
async fn a_request_has_the_verdict_of_the_state_machine() {
    let (_host, control) = lively().await;
    let accepts = found(&control, "method=interaction.accept&direction=app-to-host").await;
    assert_eq!(accepts[0]["legality"], json!({ "verdict": "allowed" }));
    let why = "interaction.accept: no interaction has the id \"2\"";
    let gone = json!({ "verdict": "refused", "why": why, "clause": "interaction.accept/5" });
    assert_eq!(accepts[1]["legality"], gone);
    let stimuli = found(&control, "kind=stimulus").await;
    assert_eq!((&stimuli[0]["interactionId"], &stimuli[1]["interactionId"]), (&json!("1"), &json!("2")));
    assert_eq!(stimuli[0]["legality"], json!({ "verdict": "allowed" }));
    let refused = &stimuli[2]["legality"];
    assert_eq!(refused["verdict"], "refused");
    assert!(refused["why"].as_str().is_some_and(|why| why.contains("is in state TALKING")), "{refused}");
    assert!(refused["clause"].is_string() && stimuli[2].get("interactionId").is_none());
}

#[tokio::test]
async fn a_message_that_meets_silence_was_ignored_for_a_reason() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut app = App::connect(host.ws_url()).await;
    let mut foreign = fence("0");
    foreign["userAgent"] = json!("WWE Server");
    app.say(&foreign).await;
    app.say_text("{not json").await;
    assert!(app.is_served().await);
    let said = found(&control, "direction=app-to-host").await;
    let wanted = "the userAgent of an app is \"WWE Client\", got \"WWE Server\"";
    assert_eq!(said[0]["legality"], json!({ "verdict": "ignored", "why": wanted, "clause": "envelope/21" }));
    assert_eq!(
        (&said[1]["legality"]["verdict"], &said[1]["legality"]["clause"]),
        (&json!("ignored"), &json!("envelope/34"))
    );
    assert_eq!(said[2]["legality"]["verdict"], "allowed");
}

/// A request that lacks its parameter, and a key that the contract does not know.
async fn mistaken(host: &MockHost) -> Vec<Value> {
    let mut app = App::connect(host.ws_url()).await;
    app.call("interaction.accept", json!([])).await;
    let mut extra = subscribe(json!("interaction"), "1");
    extra["spice"] = json!(true);
    app.say(&extra).await;
    app.hear().await;
    found(&Control::of(host), "kind=message").await
}

#[tokio::test]
async fn a_message_has_the_verdict_of_the_contract_with_clause_and_provenance() {
    let host = MockHost::start().await;
    let entries = mistaken(&host).await;
    let [breach] = &entries[0]["violations"].as_array().expect("violations")[..] else {
        panic!("{entries:?}")
    };
    assert_eq!(
        (&breach["pointer"], &breach["schema"]),
        (&json!("/parameters"), &json!("interaction.accept.parameters"))
    );
    assert_eq!(breach["text"], "the parameter interactionId (number 1) is missing");
    let clause = Catalogue::bundled()
        .find(breach["clause"].as_str().expect("a clause"))
        .expect("a known clause")
        .clone();
    assert_eq!(
        (clause.area.as_str(), json!(clause.provenance)),
        ("interaction.accept", breach["provenance"].clone())
    );
    assert_eq!(all(&entries[1..], "/violations"), [&json!([]); 3]);
}

#[tokio::test]
async fn a_strict_session_also_reports_what_is_tolerated_and_a_lenient_one_nothing() {
    let strict = MockHost::builder().validation(Mode::Strict).start().await.expect("a host");
    let entries = mistaken(&strict).await;
    assert_eq!(entries[2]["violations"][0]["pointer"], "/spice", "{}", entries[2]);
    let off = MockHost::builder().validation(Mode::Off).start().await.expect("a host");
    assert!(mistaken(&off).await.iter().all(|entry| entry.get("violations").is_none()));
}

#[tokio::test]
async fn breaches_without_end_are_counted_and_not_listed() {
    let strict = MockHost::builder().validation(Mode::Strict).start().await.expect("a host");
    let mut app = App::connect(strict.ws_url()).await;
    let mut message = fence("0");
    for number in 0..5000 {
        message[format!("key {number}")] = json!(number);
    }
    app.say(&message).await;
    app.hear().await;
    let entry = &found(&Control::of(&strict), "direction=app-to-host").await[0];
    assert_eq!(entry["violations"].as_array().map(Vec::len), Some(50));
    assert_eq!(entry["moreViolations"], 4950);
}

#[tokio::test]
async fn what_the_host_says_is_judged_by_what_was_asked() {
    let host = MockHost::builder().profile(json!({ "voidResult": "true" })).start().await.expect("a host");
    let mut app = App::connect(host.ws_url()).await;
    for method in ["interaction.getInteractions", "agent.get"] {
        app.call(method, json!([])).await;
    }
    host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
    app.call("interaction.accept", json!(["1"])).await;
    let answers = found(&Control::of(&host), "direction=host-to-app").await;
    assert_eq!(all(&answers, "/violations"), [&json!([]); 3], "{answers:?}");
}
