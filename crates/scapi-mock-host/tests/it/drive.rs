//! `scapi-mock-host drive`: a conformance target on standard input and output.

use serde_json::{Value, json};

use crate::{
    program::Program,
    wire::{event_types, fence, request, subscribe},
};

struct Driver {
    program: Program,
    id: u64,
}

impl Driver {
    fn start() -> Self {
        Self { program: Program::start(&["drive"]), id: 0 }
    }

    async fn line(&mut self, bytes: &[u8]) -> Value {
        self.program.write(&[bytes, b"\n"].concat()).await;
        serde_json::from_str(&self.program.line().await.expect("an answer")).expect("JSON")
    }

    /// An operation that has to be done; gives the answer.
    async fn done(&mut self, op: Value) -> Value {
        let answer = self.asked(op).await;
        assert!(answer.get("error").is_none(), "{answer}");
        answer
    }

    /// An operation that has to be refused; gives the reason.
    async fn refused(&mut self, op: Value) -> String {
        let answer = self.asked(op).await;
        assert_eq!(answer["outputs"], json!([]), "{answer}");
        answer["error"].as_str().unwrap_or_else(|| panic!("not refused: {answer}")).into()
    }

    async fn asked(&mut self, mut op: Value) -> Value {
        self.id += 1;
        op["id"] = json!(self.id);
        let answer = self.line(op.to_string().as_bytes()).await;
        assert_eq!(answer["id"], self.id, "{answer}");
        answer
    }
}

fn messages(answer: &Value) -> Vec<Value> {
    answer["outputs"].as_array().expect("outputs").iter().map(|output| output["message"].clone()).collect()
}

#[tokio::test]
async fn hello_says_who_it_is_and_what_it_can_do() {
    let mut driver = Driver::start();
    let hello = driver.done(json!({ "op": "hello" })).await;
    let wanted = json!({
        "id": 1,
        "name": "scapi-mock-host",
        "version": env!("CARGO_PKG_VERSION"),
        "abilities": [
            "inbound-voice", "internal-voice", "outbound-voice", "call-control", "recording", "voice-methods",
            "consultation", "hand-over", "conference", "routing", "chat", "email", "workitem", "preview",
            "case-view", "block-markdone", "messenger", "canned", "clock", "profile", "origins", "raw-text",
            "raw-messages",
        ],
        "outputs": []
    });
    assert_eq!(hello, wanted);
    assert_eq!(driver.program.finish().await, Some(0));
}

#[tokio::test]
async fn a_call_is_driven_from_its_arrival_to_rona() {
    let mut driver = Driver::start();
    driver.done(json!({ "op": "reset", "seed": 1, "profile": { "ringTimeoutMs": 500 } })).await;
    let subscribed = driver
        .done(json!({ "op": "message", "frame": "a", "message": subscribe(json!("interaction"), "0") }))
        .await;
    assert_eq!(messages(&subscribed)[0]["subscriptionId"], "sub-1");
    let call = driver.done(json!({ "op": "stimulus", "stimulus": { "type": "inbound-call" } })).await;
    assert_eq!(call["interaction"]["state"], "RINGING");
    assert_eq!(event_types(&messages(&call)), ["ADDED", "RINGING"]);
    assert!(call["outputs"].as_array().expect("outputs").iter().all(|output| output["frame"] == "a"));
    assert_eq!(driver.done(json!({ "op": "advance", "ms": 499 })).await["outputs"], json!([]));
    let due = driver.done(json!({ "op": "advance", "ms": 1 })).await;
    assert_eq!(event_types(&messages(&due)), ["RELEASED", "REMOVED"]);
}

#[tokio::test]
async fn a_reset_leaves_nothing_and_the_same_seed_gives_the_same_bytes() {
    let mut driver = Driver::start();
    let mut runs = Vec::new();
    for seed in [3, 3, 4] {
        let reset = driver.done(json!({ "op": "reset", "seed": seed })).await;
        assert_eq!(reset["outputs"], json!([]));
        let call = driver.done(json!({ "op": "stimulus", "stimulus": { "type": "inbound-call" } })).await;
        // The frame of the run before is gone, and so is its subscription.
        assert_eq!(call["outputs"], json!([]));
        let subscribed = driver
            .done(json!({ "op": "message", "frame": "a", "message": subscribe(json!("interaction"), "0") }))
            .await;
        assert_eq!(messages(&subscribed)[0]["subscriptionId"], "sub-1");
        runs.push(call["interaction"].clone());
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}

#[tokio::test]
async fn a_wrong_profile_is_refused_and_the_run_goes_on() {
    let mut driver = Driver::start();
    driver.done(json!({ "op": "stimulus", "stimulus": { "type": "inbound-call" } })).await;
    let why = driver.refused(json!({ "op": "reset", "profile": { "voidresult": "null" } })).await;
    assert_eq!(why, "the host profile has no key \"voidresult\"; did you mean \"voidResult\"?");
    let shown = driver.done(json!({ "op": "message", "frame": "a", "message": fence("0") })).await;
    assert_eq!(messages(&shown)[0]["data"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_frame_has_the_origin_of_its_first_message() {
    let mut driver = Driver::start();
    driver.done(json!({ "op": "reset", "profile": { "acceptedOrigins": ["https://a.example"] } })).await;
    let ask = |frame: &str, origin: Value| json!({ "op": "message", "frame": frame, "origin": origin, "message": fence("0") });
    assert_eq!(
        driver.done(ask("a", json!("https://a.example"))).await["outputs"].as_array().map(Vec::len),
        Some(1)
    );
    assert_eq!(driver.done(ask("b", json!("https://b.example"))).await["outputs"], json!([]));
    assert_eq!(
        driver.done(ask("b", json!("https://a.example"))).await["outputs"],
        json!([]),
        "it is known by now"
    );
    assert_eq!(driver.done(ask("c", Value::Null)).await["outputs"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn text_that_is_not_json_is_not_answered() {
    let mut driver = Driver::start();
    let silent = driver.done(json!({ "op": "message", "frame": "a", "text": "{not json" })).await;
    assert_eq!(silent["outputs"], json!([]));
    let text = fence("0").to_string();
    let answered = driver.done(json!({ "op": "message", "frame": "a", "text": text })).await;
    assert_eq!(messages(&answered)[0]["referenceId"], "0");
}

#[tokio::test]
async fn a_message_op_has_either_a_message_or_a_text() {
    let mut driver = Driver::start();
    let both =
        json!({ "op": "message", "frame": "a", "origin": "https://x.example", "message": {}, "text": "" });
    assert_eq!(driver.refused(both).await, "a message op has either message or text");
    driver.refused(json!({ "op": "message", "frame": "a", "origin": "https://x.example" })).await;
    // Neither has opened the frame: it has no origin yet, and gets none.
    let answered = driver.done(json!({ "op": "message", "frame": "a", "message": fence("0") })).await;
    assert_eq!(messages(&answered).len(), 1);
}

#[tokio::test]
async fn an_impossible_stimulus_is_refused_with_the_reason() {
    let mut driver = Driver::start();
    let accept = json!({ "op": "stimulus", "stimulus": { "type": "agent-accepts", "interactionId": "1" } });
    assert_eq!(
        driver.refused(accept.clone()).await,
        "agent-accepts: no interaction has the id \"1\"; there is none at all"
    );
    driver.done(json!({ "op": "stimulus", "stimulus": { "type": "inbound-call" } })).await;
    driver.done(accept.clone()).await;
    let again = driver.refused(accept).await;
    assert!(
        again.contains("is in state TALKING, it must be RINGING; what can happen to it now: "),
        "{again}"
    );
    let unknown = driver.refused(json!({ "op": "stimulus", "stimulus": { "type": "inbound-cal" } })).await;
    assert!(unknown.ends_with("did you mean \"inbound-call\"?"), "{unknown}");
}

#[tokio::test]
async fn lines_that_are_not_understood_are_answered_and_the_run_goes_on() {
    let mut driver = Driver::start();
    for (line, id, why) in [
        (&b""[..], Value::Null, "not JSON: "),
        (b"{", Value::Null, "not JSON: "),
        (b"\xff\xfe", Value::Null, "not JSON: "),
        (b"[]", Value::Null, ""),
        (b"{\"op\":\"hello\"}", Value::Null, "missing field `id`"),
        (b"{\"id\":\"7\",\"op\":\"hello\"}", Value::Null, "invalid type: string \"7\""),
        (b"{\"id\":7}", json!(7), "missing field `op`"),
        (b"{\"id\":7,\"op\":\"advance\"}", json!(7), "missing field `ms`"),
        (b"{\"id\":7,\"op\":\"advance\",\"ms\":-1}", json!(7), "invalid value"),
    ] {
        let answer = driver.line(line).await;
        let shown = String::from_utf8_lossy(line);
        assert_eq!((&answer["id"], &answer["outputs"]), (&id, &json!([])), "{shown}");
        assert!(answer["error"].as_str().expect("an error").contains(why), "{shown}: {answer}");
    }
    driver.done(json!({ "op": "hello" })).await;
}

#[tokio::test]
async fn an_unknown_op_is_refused_with_the_nearest_known_one() {
    let mut driver = Driver::start();
    let why = driver.refused(json!({ "op": "advanse", "ms": 1 })).await;
    assert!(
        why.starts_with("unknown variant `advanse`") && why.ends_with("did you mean `advance`?"),
        "{why}"
    );
}

#[tokio::test]
async fn answers_come_before_the_events_that_they_cause() {
    let mut driver = Driver::start();
    for frame in ["b", "a"] {
        driver
            .done(json!({ "op": "message", "frame": frame, "message": subscribe(json!("interaction"), "0") }))
            .await;
    }
    driver.done(json!({ "op": "stimulus", "stimulus": { "type": "inbound-call" } })).await;
    let accepted = driver.done(json!({ "op": "message", "frame": "b", "message": request("interaction.accept", json!(["1"]), "1") })).await;
    let said = messages(&accepted);
    assert_eq!((&said[0]["referenceId"], said.len()), (&json!("1"), 3));
    assert_eq!(event_types(&said), ["ESTABLISHED", "ESTABLISHED"]);
}
