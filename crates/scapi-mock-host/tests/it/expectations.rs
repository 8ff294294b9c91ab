//! `…/control/expectations` and `…/control/verdict`: what a test expects of an app, and what it is told when that does not come.
//! Expected values are those of the README's chapter on verification.

use scapi_mock_host::{ClockKind, MockHost, MockHostBuilder};
use serde_json::{Value, json};

use crate::{app::App, control::Control};

const EXPECTATIONS: &str = "/s/default/control/expectations";
const VERDICT: &str = "/s/default/control/verdict";
const ADVANCE: &str = "/s/default/control/clock/advance";

fn virtual_host() -> MockHostBuilder {
    MockHost::builder().clock(ClockKind::Virtual)
}

/// A host on which a call is talked on, and an app that hears of it.
struct Bench {
    _host: MockHost,
    control: Control,
    app: App,
}

impl Bench {
    async fn new() -> Self {
        Self::with(virtual_host()).await
    }

    async fn with(builder: MockHostBuilder) -> Self {
        let host = builder.start().await.expect("a host");
        let (control, app) = (Control::of(&host), App::listening(host.ws_url()).await);
        control.stimulus(&json!({ "type": "inbound-call" })).await;
        control.stimulus(&json!({ "type": "agent-accepts", "interactionId": "1" })).await;
        let mut bench = Self { _host: host, control, app };
        bench.app.heard().await;
        bench
    }

    /// Makes an expectation; gives how it stands.
    async fn expect(&self, expectation: Value) -> Value {
        let made = self.control.post(EXPECTATIONS, &expectation).await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.body
    }

    async fn status(&self, id: u64) -> Value {
        self.control.get(&format!("{EXPECTATIONS}/{id}")).await.body["status"].clone()
    }

    async fn advance(&self, ms: u64) {
        assert_eq!(self.control.post(ADVANCE, &json!({ "ms": ms })).await.status, 200);
    }

    async fn set(&mut self, reason: &str) {
        self.app.call("interaction.setUserData", json!(["1", { "Reason": reason }])).await;
        // The answer is followed by the event.
        self.app.hear().await;
    }
}

fn billing() -> Value {
    json!({ "method": "interaction.setUserData", "parameters": ["1", { "Reason": "billing" }], "state": "TALKING" })
}

#[tokio::test]
async fn a_message_that_is_expected_meets_the_expectation() {
    let mut bench = Bench::new().await;
    let made =
        bench.expect(json!({ "name": "the reason is kept", "message": billing(), "exactly": 1 })).await;
    assert_eq!(
        (&made["id"], &made["name"], &made["status"]),
        (&json!(1), &json!("the reason is kept"), &json!("pending"))
    );
    bench.set("billing").await;
    assert_eq!(bench.status(1).await, "met");
    let verdict = bench.control.get(VERDICT).await.body;
    assert_eq!(
        (&verdict["passed"], &verdict["owed"], &verdict["violations"]),
        (&json!(true), &json!([]), &json!([]))
    );
    bench.set("billing").await;
    assert_eq!(bench.status(1).await, "broken");
}

#[tokio::test]
async fn what_was_said_before_counts_unless_a_cursor_says_otherwise() {
    let mut bench = Bench::new().await;
    bench.set("billing").await;
    let cursor = bench.control.journal(0).await["cursor"].clone();
    assert_eq!(bench.expect(json!({ "message": billing() })).await["status"], "met");
    assert_eq!(bench.expect(json!({ "message": billing(), "since": cursor })).await["status"], "pending");
    assert_eq!(bench.expect(json!({ "message": billing(), "exactly": 0 })).await["status"], "broken");
}

#[tokio::test]
async fn a_deadline_is_in_session_time() {
    let mut bench = Bench::new().await;
    bench.expect(json!({ "message": billing(), "withinMs": 5000 })).await;
    bench.expect(json!({ "message": { "method": "voice.hangUp" }, "exactly": 0, "withinMs": 5000 })).await;
    bench.advance(5000).await;
    assert_eq!((bench.status(1).await, bench.status(2).await), (json!("pending"), json!("met")));
    bench.advance(1).await;
    assert_eq!((bench.status(1).await, bench.status(2).await), (json!("broken"), json!("met")));
    bench.set("billing").await;
    assert_eq!(bench.status(1).await, "broken", "too late");
}

#[tokio::test]
async fn an_order_is_met_with_other_messages_between() {
    let mut bench = Bench::new().await;
    let hold = json!({ "method": "voice.hold", "outcome": "allowed" });
    bench.expect(json!({ "inOrder": [{ "method": "interaction.setUserData" }, hold, { "method": "voice.resume" }] })).await;
    for method in ["voice.resume", "interaction.setUserData", "voice.hold", "interaction.getInteractions"] {
        let parameters =
            if method == "interaction.setUserData" { json!(["1", { "A": 1 }]) } else { json!(["1"]) };
        bench.app.call(method, parameters).await;
        bench.app.heard().await;
    }
    assert_eq!(bench.status(1).await, "pending");
    let explanation = &bench.control.get(&format!("{EXPECTATIONS}/1")).await.body["explanation"];
    assert!(explanation.as_str().expect("a text").contains("got      the first 2 of 3"), "{explanation}");
    bench.app.call("voice.resume", json!(["1"])).await;
    assert_eq!(bench.status(1).await, "met");
}

#[tokio::test]
async fn an_expectation_that_is_not_met_explains_itself() {
    let mut bench = Bench::new().await;
    bench.expect(json!({ "name": "the reason is kept", "message": billing(), "exactly": 1 })).await;
    bench.set("sales").await;
    bench.app.call("interaction.markdone", json!(["1"])).await;
    let verdict = bench.control.get(VERDICT).await.body;
    assert_eq!(verdict["passed"], false);
    let explanation = verdict["expectations"][0]["explanation"].as_str().expect("an explanation");
    // Pins the text that a person reads first when a test fails.
    insta::assert_snapshot!("expectation_not_met", explanation);
}

#[tokio::test]
async fn too_many_messages_are_listed() {
    let mut bench = Bench::new().await;
    bench.expect(json!({ "message": { "method": "interaction.*", "interaction": "1" }, "exactly": 1 })).await;
    bench.set("a").await;
    bench.set("b").await;
    let explanation = &bench.control.get(VERDICT).await.body["expectations"][0]["explanation"];
    // Pins what is shown where a message came too often.
    insta::assert_snapshot!("expectation_exceeded", explanation.as_str().expect("an explanation"));
}

#[tokio::test]
async fn a_verdict_names_a_block_that_nobody_lifts() {
    let mut bench = Bench::new().await;
    bench.app.call("interaction.blockMarkdone", json!(["1", "Save the form"])).await;
    let verdict = bench.control.get(VERDICT).await.body;
    assert_eq!(
        (&verdict["passed"], &verdict["owed"][0]["clause"]),
        (&json!(false), &json!("interaction.unblockMarkdone/1"))
    );
    bench.app.call("interaction.unblockMarkdone", json!(["1"])).await;
    assert_eq!(bench.control.get(VERDICT).await.body["passed"], true);
}

#[tokio::test]
async fn a_strict_session_fails_for_what_breaks_the_contract() {
    let mut bench = Bench::with(virtual_host().validation(scapi_mock_host::Validation::Strict)).await;
    assert_eq!(bench.control.get(VERDICT).await.body["passed"], true);
    bench.app.call("interaction.accept", json!([1])).await;
    let verdict = bench.control.get(VERDICT).await.body;
    assert_eq!(verdict["passed"], false);
    assert_eq!(verdict["violations"].as_array().map(Vec::len), Some(1), "{verdict}");
}

#[tokio::test]
async fn whoever_asks_can_wait() {
    let mut bench = Bench::new().await;
    bench.expect(json!({ "message": billing() })).await;
    let path = format!("{EXPECTATIONS}/1?within=30000");
    let (looked, ()) = tokio::join!(bench.control.get(&path), async {
        bench.app.call("interaction.setUserData", json!(["1", { "Reason": "billing" }])).await;
    });
    assert_eq!(looked.body["status"], "met");
}

#[tokio::test]
async fn expectations_are_taken_out() {
    let bench = Bench::new().await;
    bench.expect(json!({ "message": billing() })).await;
    bench.expect(json!({ "message": {} })).await;
    assert_eq!(bench.control.delete(&format!("{EXPECTATIONS}/1")).await.status, 204);
    let listed = bench.control.get(EXPECTATIONS).await.body;
    assert_eq!(listed["expectations"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(bench.control.delete(EXPECTATIONS).await.status, 204);
    assert_eq!(bench.control.get(VERDICT).await.body["passed"], true);
    for id in ["1", "7", "x"] {
        let looked = bench.control.get(&format!("{EXPECTATIONS}/{id}")).await;
        assert_eq!(looked.problem(404), format!("there is no expectation {id}"));
    }
}

#[tokio::test]
async fn an_expectation_that_cannot_be_judged_is_refused() {
    let bench = Bench::new().await;
    for (expectation, detail, pointer) in [
        (json!({}), "an expectation has either message or inOrder", Value::Null),
        (json!({ "inOrder": [] }), "inOrder lists at least one message", Value::Null),
        (
            json!({ "message": {}, "exactly": 1, "atLeast": 1 }),
            "an expectation has one of exactly and atLeast, beside message",
            Value::Null,
        ),
        (
            json!({ "message": { "method": "interaction.markDone" }, "exactly": 0 }),
            "there is no method \"interaction.markDone\"; did you mean \"interaction.markdone\"?",
            json!("/message/method"),
        ),
        (
            json!({ "inOrder": [{}, { "pointer": { "/parameters/0": { "$regx": "1" } } }] }),
            "there is no predicate $regx; did you mean \"$regex\"?",
            json!("/inOrder/1/pointer/~1parameters~10/$regx"),
        ),
    ] {
        let refused = bench.control.post(EXPECTATIONS, &expectation).await;
        assert_eq!(refused.problem(400), detail);
        assert_eq!(refused.body.get("pointer").cloned().unwrap_or_default(), pointer);
    }
    let misspelt = bench.control.post(EXPECTATIONS, &json!({ "mesage": {} })).await;
    assert!(misspelt.problem(400).contains("did you mean `message`?"), "{}", misspelt.body);
}
