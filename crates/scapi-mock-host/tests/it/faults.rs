//! Faults over real sockets: every kind of them, and that what was recorded under them replays to the byte.
//! Expected values are those of the README's chapter on faults, and of the clauses on envelopes.

use std::path::PathBuf;

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::Control,
    folder::Folder,
    recorded::replays,
    wire::{event_types, fence, request, subscribe},
};

pub(crate) const FAULTS: &str = "/s/default/control/faults";
const ADVANCE: &str = "/s/default/control/clock/advance";

/// A host that records, and an app of it that hears of interactions.
struct Bench {
    host: MockHost,
    control: Control,
    app: App,
    file: PathBuf,
    _folder: Folder,
}

impl Bench {
    async fn new() -> Self {
        Self::with(json!({})).await
    }

    async fn with(profile: Value) -> Self {
        let folder = Folder::new();
        let file = folder.file("run.jsonl");
        let host = MockHost::builder().clock(ClockKind::Virtual).seed(7).profile(profile).record(&file);
        let host = host.start().await.expect("a host");
        let (control, app) = (Control::of(&host), App::listening(host.ws_url()).await);
        Self { host, control, app, file, _folder: folder }
    }

    async fn fault(&self, fault: Value) -> Value {
        let made = self.control.post(FAULTS, &fault).await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.body
    }

    async fn call(&self) -> Value {
        self.control.stimulus(&json!({ "type": "inbound-call" })).await
    }

    async fn advance(&self, ms: u64) {
        assert_eq!(self.control.post(ADVANCE, &json!({ "ms": ms })).await.status, 200);
    }

    /// The notes of the faults that have struck.
    async fn strikes(&self) -> Vec<String> {
        let journal = self.host.journal_after(0).await.expect("a journal");
        let strikes = journal.iter().filter(|entry| entry.fault.is_some());
        strikes.map(|entry| entry.note.clone().expect("a note")).collect()
    }

    /// Everything goes the same way again.
    async fn ends(self) {
        self.host.stop().await;
        let report = replays(&self.file);
        assert!(report.inputs > 2, "{report:?}");
    }
}

fn get_interactions() -> Value {
    json!({ "method": "interaction.getInteractions" })
}

fn references(messages: &[Value]) -> Vec<&Value> {
    messages.iter().map(|message| &message["referenceId"]).collect()
}

#[tokio::test]
async fn an_answer_that_is_delayed_in_session_time_comes_then() {
    let mut bench = Bench::new().await;
    let made = bench
        .fault(json!({ "name": "late", "on": { "method": "agent.get" }, "do": { "type": "delay", "ms": 12000 }, "times": 1 }))
        .await;
    assert_eq!((&made["id"], &made["struck"]), (&json!(1), &json!(0)));
    bench.app.say(&request("agent.get", json!([]), "a")).await;
    assert_eq!(bench.app.heard().await, [] as [Value; 0]);
    let state = bench.control.get(&format!("{FAULTS}/1")).await.body;
    assert_eq!((&state["matched"], &state["struck"], &state["held"]), (&json!(1), &json!(1), &json!(1)));
    let clock = bench.control.get("/s/default/control/clock").await.body;
    assert_eq!(clock["nextDue"], 12_000, "it is a timer of the session");
    bench.advance(11_999).await;
    assert_eq!(bench.app.heard().await, [] as [Value; 0]);
    bench.advance(1).await;
    assert_eq!(bench.app.hear().await["referenceId"], "a");
    assert_eq!(bench.strikes().await, ["fault \"late\": this is held back until 12000 ms"]);
    let verdict = bench.control.get("/s/default/control/verdict").await.body;
    assert_eq!(verdict["passed"], true, "{verdict}");
    bench.ends().await;
}

#[tokio::test]
async fn what_is_held_back_while_a_snapshot_is_restored_stays_as_late_as_it_was() {
    let mut bench = Bench::new().await;
    let before = bench.host.snapshot().await.expect("a snapshot");
    bench.advance(5_000).await;
    bench
        .fault(json!({ "on": { "method": "agent.get" }, "do": { "type": "delay", "ms": 2_000 }, "times": 1 }))
        .await;
    bench.app.say(&request("agent.get", json!([]), "a")).await;
    assert_eq!(bench.app.heard().await, [] as [Value; 0]);
    bench.advance(500).await;
    bench.host.restore(before).await.expect("it is of this host");
    assert_eq!(bench.control.get("/s/default/control/clock").await.body["at"], 0);
    bench.advance(1_499).await;
    assert_eq!(bench.app.heard().await, [] as [Value; 0]);
    bench.advance(1).await;
    assert_eq!(bench.app.hear().await["referenceId"], "a");
    bench.ends().await;
}

#[tokio::test]
async fn what_is_delayed_in_real_time_comes_though_the_clock_stands() {
    let mut bench = Bench::new().await;
    for late in [
        json!({ "type": "delay", "ms": 30, "clock": "real" }),
        json!({ "type": "answer-too-late", "ms": 30 }),
    ] {
        bench.fault(json!({ "on": { "method": "agent.get" }, "do": late, "times": 1 })).await;
        bench.app.say(&request("agent.get", json!([]), "late")).await;
        assert_eq!(bench.app.hear().await["referenceId"], "late");
        assert_eq!(bench.control.get("/s/default/control/clock").await.body["at"], 0);
    }
    let journal = bench.host.journal_after(0).await.expect("a journal");
    let released = journal.iter().filter(|entry| {
        serde_json::to_value(&entry.change).is_ok_and(|change| change["type"] == "held-back-released")
    });
    assert_eq!(released.count(), 2, "each was held back");
    bench.ends().await;
}

#[tokio::test]
async fn what_is_dropped_is_lost_and_no_debt_of_the_host() {
    let mut bench = Bench::new().await;
    bench
        .fault(json!({ "on": { "method": "interaction.accept" }, "do": { "type": "drop" }, "times": 1 }))
        .await;
    bench.fault(json!({ "on": { "eventType": "RINGING" }, "do": { "type": "drop" } })).await;
    bench.call().await;
    bench.app.say(&request("interaction.accept", json!(["1"]), "a")).await;
    let heard = bench.app.heard().await;
    assert_eq!(event_types(&heard), ["ADDED", "ESTABLISHED"], "it has been done");
    assert_eq!(heard.len(), 2, "{heard:?}");
    let verdict = bench.control.get("/s/default/control/verdict").await.body;
    assert_eq!((&verdict["passed"], &verdict["owed"][0]["fault"]), (&json!(true), &json!("1")), "{verdict}");
    bench.ends().await;
}

#[tokio::test]
async fn a_message_that_is_dropped_never_reaches_the_host() {
    let mut bench = Bench::new().await;
    bench
        .fault(
            json!({ "on": { "method": "interaction.accept" }, "do": { "type": "drop", "what": "message" } }),
        )
        .await;
    bench.call().await;
    bench.app.say(&request("interaction.accept", json!(["1"]), "a")).await;
    assert_eq!(event_types(&bench.app.heard().await), ["ADDED", "RINGING"]);
    assert_eq!(bench.host.interactions().await.expect("interactions")[0].state.as_str(), "RINGING");
    bench.ends().await;
}

#[tokio::test]
async fn what_is_duplicated_comes_so_many_times_more() {
    let mut bench = Bench::new().await;
    bench.fault(json!({ "on": { "event": "interaction", "eventType": "RINGING" }, "do": { "type": "duplicate", "copies": 2 } })).await;
    bench.call().await;
    assert_eq!(event_types(&bench.app.heard().await), ["ADDED", "RINGING", "RINGING", "RINGING"]);
    bench.ends().await;
}

#[tokio::test]
async fn what_is_reordered_comes_after_the_next_message_to_its_frame() {
    let mut bench = Bench::new().await;
    bench.fault(json!({ "on": { "method": "agent.get" }, "do": { "type": "reorder" } })).await;
    for reference in ["a", "b"] {
        bench.app.say(&request("agent.get", json!([]), reference)).await;
    }
    assert_eq!(references(&bench.app.heard().await), ["b", "a"]);
    bench.ends().await;
}

#[tokio::test]
async fn an_event_can_come_before_the_answer_to_its_subscription() {
    let mut bench = Bench::new().await;
    bench
        .fault(json!({ "on": { "subscribes": "interaction" }, "do": { "type": "event-before-answer" } }))
        .await;
    let mut late = App::connect(bench.host.ws_url()).await;
    late.say(&subscribe(json!(["agent", "interaction"]), "s")).await;
    assert_eq!(late.heard().await, [] as [Value; 0]);
    bench.call().await;
    let heard = late.heard().await;
    assert_eq!(event_types(&heard), ["ADDED", "RINGING"]);
    assert_eq!((&heard[1]["referenceId"], &heard[1]["subscriptionId"]), (&json!("s"), &json!("sub-1")));
    bench.app.heard().await;
    bench.ends().await;
}

#[tokio::test]
async fn a_request_fails_with_the_text_of_the_test_and_changes_nothing() {
    let mut bench = Bench::new().await;
    let on = json!({ "method": "interaction.*", "interaction": "1", "state": "RINGING", "frame": "s1" });
    bench.fault(json!({ "on": on, "do": { "type": "failure", "errorMessage": "the switch is down" }, "after": 1, "times": 1 })).await;
    bench.call().await;
    bench.app.heard().await;
    assert!(
        bench.app.call("interaction.getByInteractionId", json!(["1"])).await.get("errorMessage").is_none(),
        "the first is let through"
    );
    let failed = bench.app.call("interaction.accept", json!(["1"])).await;
    let wanted = json!({ "referenceId": "c", "errorMessage": "the switch is down", "userAgent": "WWE Server", "protocolVersion": 2 });
    assert_eq!(failed, wanted);
    assert_eq!(bench.app.heard().await, [] as [Value; 0]);
    assert!(
        bench.app.call("interaction.accept", json!(["1"])).await.get("errorMessage").is_none(),
        "once is enough"
    );
    bench.app.heard().await;
    bench.ends().await;
}

#[tokio::test]
async fn every_malformed_envelope_breaks_the_clause_that_it_names() {
    let mut bench = Bench::new().await;
    for (kind, clause) in [
        ("no-user-agent", "envelope/1"),
        ("foreign-user-agent", "envelope/1"),
        ("no-protocol-version", "envelope/2"),
        ("text-protocol-version", "envelope/2"),
        ("no-reference-id", "envelope/3"),
        ("null-error-message", "envelope/6"),
    ] {
        bench.fault(json!({ "on": { "method": "agent.get" }, "do": { "type": "malformed-envelope", "kind": kind }, "times": 1 })).await;
        bench.app.say(&request("agent.get", json!([]), "a")).await;
        bench.app.hear().await;
        let journal = bench.control.journal(0).await;
        let last = journal["entries"].as_array().and_then(|entries| entries.last()).expect("an entry");
        let clauses: Vec<&Value> = last["violations"]
            .as_array()
            .expect("a verdict")
            .iter()
            .map(|breach| &breach["clause"])
            .collect();
        assert!(clauses.contains(&&json!(clause)), "{kind}: {last}");
    }
    bench.ends().await;
}

#[tokio::test]
async fn what_is_malformed_as_a_whole_goes_over_the_socket_as_it_is() {
    let mut bench = Bench::new().await;
    let mut hear = async |kind: &str| {
        bench.fault(json!({ "on": { "method": "interaction.getInteractions" }, "do": { "type": "malformed-envelope", "kind": kind }, "times": 1 })).await;
        bench.app.say(&fence("a")).await;
        bench.app.hear_text().await
    };
    let whole = r#"{"referenceId":"a","data":[],"userAgent":"WWE Server","protocolVersion":2}"#;
    assert_eq!(hear("not-an-object").await, format!("[{whole}]"));
    assert_eq!(hear("text").await, json!(whole).to_string());
    assert_eq!(hear("cut-off").await, whole[..whole.len() / 2]);
    assert_eq!(hear("event-in-answer").await, whole.replace('}', ",\"event\":\"answer\"}"));
    bench.ends().await;
}

#[tokio::test]
async fn a_reference_id_changes_its_type() {
    let mut bench = Bench::new().await;
    bench
        .fault(json!({ "on": get_interactions(), "do": { "type": "wrong-reference-id-type" }, "times": 3 }))
        .await;
    for (given, answered) in [(json!("7"), json!(7)), (json!("x"), json!(["x"])), (json!(8), json!("8"))] {
        bench.app.say(&fence(given)).await;
        assert_eq!(bench.app.hear().await["referenceId"], answered);
    }
    bench.ends().await;
}

#[tokio::test]
async fn a_message_is_taken_as_one_from_another_origin() {
    let mut bench = Bench::with(json!({ "originNotAccepted": "failure" })).await;
    let elsewhere = "https://elsewhere.example";
    bench.fault(json!({ "on": { "method": "agent.get" }, "do": { "type": "wrong-origin", "origin": elsewhere }, "times": 1 })).await;
    let refused = bench.app.call("agent.get", json!([])).await;
    assert_eq!(refused["errorMessage"], "the origin https://elsewhere.example is not accepted by this host");
    assert!(bench.app.call("agent.get", json!([])).await.get("errorMessage").is_none());
    bench.call().await;
    assert_eq!(event_types(&bench.app.heard().await), ["ADDED", "RINGING"], "subscriptions stay");
    bench.ends().await;
}

#[tokio::test]
async fn sockets_close_on_a_message_or_at_once_and_others_stay() {
    let mut bench = Bench::new().await;
    let mut other = App::connect(bench.host.ws_url()).await;
    bench.fault(json!({ "on": { "method": "interaction.getInteractions", "frame": "s1" }, "do": { "type": "socket-close" }, "times": 1 })).await;
    bench.app.say(&fence("a")).await;
    bench.app.ended().await;
    assert!(other.is_served().await);
    bench.fault(json!({ "do": { "type": "socket-close" } })).await;
    other.ended().await;
    assert_eq!(bench.host.interactions().await.expect("interactions").len(), 0);
    bench.app = App::listening(bench.host.ws_url()).await;
    bench.ends().await;
}

#[tokio::test]
async fn a_host_that_restarts_has_forgotten_interactions_and_subscriptions() {
    let mut bench = Bench::new().await;
    bench.call().await;
    bench.app.heard().await;
    bench.fault(json!({ "do": { "type": "host-restart" } })).await;
    bench.app.ended().await;
    assert_eq!(bench.host.interactions().await.expect("interactions").len(), 0);
    let mut back = App::connect(bench.host.ws_url()).await;
    bench.call().await;
    assert!(back.is_served().await, "it has to subscribe again");
    bench.ends().await;
}

#[tokio::test]
async fn a_frame_that_is_a_socket_closes_when_its_page_is_loaded_again() {
    let mut bench = Bench::new().await;
    bench
        .fault(json!({ "on": { "event": "interaction" }, "do": { "type": "frame-reload" }, "times": 1 }))
        .await;
    bench.call().await;
    bench.app.ended().await;
    bench.ends().await;
}

#[tokio::test]
async fn a_service_is_refused_as_the_profile_says() {
    let mut bench = Bench::new().await;
    bench.fault(json!({ "on": { "method": "agent.*" }, "do": { "type": "service-refused" } })).await;
    let refused = bench.app.call("agent.get", json!([])).await;
    assert_eq!(refused["errorMessage"], "the origin (none) may not use agent.get");
    bench.control.patch("/s/default/control/profile", &json!({ "serviceFiltered": "silence" })).await;
    bench.app.say(&request("agent.get", json!([]), "a")).await;
    assert!(bench.app.is_served().await);
    bench.ends().await;
}

#[tokio::test]
async fn an_origin_is_in_quarantine_for_the_delay_of_the_profile() {
    let mut bench =
        Bench::with(json!({ "rateLimitExceeded": "failure", "rateLimitQuarantineDelay": 30 })).await;
    bench
        .fault(
            json!({ "on": { "method": "agent.get" }, "do": { "type": "rate-limit-quarantine" }, "times": 1 }),
        )
        .await;
    for method in ["agent.get", "interaction.getInteractions"] {
        let refused = bench.app.call(method, json!([])).await;
        assert_eq!(
            refused["errorMessage"],
            "too many requests from (none): requests are ignored until 30000 ms of session time"
        );
    }
    bench.advance(30_000).await;
    assert!(bench.app.call("agent.get", json!([])).await.get("errorMessage").is_none());
    bench.ends().await;
}

#[tokio::test]
async fn the_same_seed_loses_the_same_messages() {
    let mut lost = Vec::new();
    for _ in 0..2 {
        let mut bench = Bench::new().await;
        bench
            .fault(json!({ "do": { "type": "drop" }, "on": { "method": "agent.get" }, "probability": 0.5 }))
            .await;
        for number in 0..40 {
            bench.app.say(&request("agent.get", json!([]), format!("r{number}"))).await;
        }
        let heard = bench.app.heard().await;
        assert!((8..33).contains(&heard.len()), "{} of 40", heard.len());
        lost.push(heard);
        bench.ends().await;
    }
    assert_eq!(lost[0], lost[1]);
}

#[tokio::test]
async fn what_was_held_back_goes_when_the_fault_is_taken_out() {
    let mut bench = Bench::new().await;
    for reference in ["a", "b"] {
        bench.fault(json!({ "on": { "pointer": { "/referenceId": reference } }, "do": { "type": "delay", "ms": 5000 } })).await;
        bench.app.say(&fence(reference)).await;
    }
    assert!(bench.app.is_served().await);
    assert_eq!(bench.control.delete(&format!("{FAULTS}/2")).await.status, 204);
    assert_eq!(bench.app.hear().await["referenceId"], "b");
    assert_eq!(bench.control.delete(FAULTS).await.status, 204);
    assert_eq!(bench.app.hear().await["referenceId"], "a");
    assert_eq!(bench.control.get(FAULTS).await.body, json!({ "faults": [] }));
    bench.ends().await;
}

#[tokio::test]
async fn a_fault_of_one_session_is_none_of_another() {
    let bench = Bench::new().await;
    let other = bench.control.session(&json!({ "name": "other" })).await;
    bench.fault(json!({ "do": { "type": "drop" } })).await;
    let mut app = App::connect(other["ws"].as_str().expect("a URL")).await;
    assert!(app.is_served().await);
    bench.fault(json!({ "do": { "type": "host-restart" } })).await;
    assert!(app.is_served().await);
    bench.ends().await;
}

#[tokio::test]
async fn a_reset_takes_faults_and_what_they_hold_out() {
    let mut bench = Bench::new().await;
    bench.fault(json!({ "do": { "type": "delay", "ms": 1000 } })).await;
    bench.app.say(&fence("lost")).await;
    // The answer is held back; the next call is made after the host has seen the message.
    while bench.control.get(&format!("{FAULTS}/1")).await.body["held"] != 1 {}
    assert_eq!(bench.control.post("/s/default/control/reset", &json!({})).await.status, 200);
    assert!(bench.app.is_served().await);
    assert_eq!(bench.control.get(FAULTS).await.body, json!({ "faults": [] }));
    bench.ends().await;
}
