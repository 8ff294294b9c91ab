//! The journal: everything in order, by cursor, in a ring that says what it has lost.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::Control,
    wire::{request, subscribe},
};

fn entries(page: &Value) -> &[Value] {
    page["entries"].as_array().expect("entries")
}

#[tokio::test]
async fn every_message_stands_in_the_journal_with_its_cause() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    let mut app = App::listening(host.ws_url()).await;
    let start = control.journal(0).await["cursor"].as_u64().expect("a cursor");
    let accept = request("interaction.accept", json!(["1"]), "0");
    app.say(&accept).await;
    let (answer, event) = (app.hear().await, app.hear().await);
    let page = control.journal(start).await;
    let [asked, answered, told] = entries(&page) else { panic!("{page}") };
    assert_eq!((&asked["direction"], &asked["message"]), (&json!("app-to-host"), &accept));
    assert_eq!((&answered["direction"], &answered["message"]), (&json!("host-to-app"), &answer));
    assert_eq!((&told["direction"], &told["message"]), (&json!("host-to-app"), &event));
    for entry in [asked, answered, told] {
        assert_eq!((&entry["kind"], &entry["frame"]), (&json!("message"), &json!("s1")));
        assert!(entry["wallTime"].as_str().expect("a time").ends_with('Z'));
    }
    assert_eq!((&answered["cause"], &told["cause"]), (&asked["seq"], &asked["seq"]));
    assert!(asked.get("cause").is_none());
}

#[tokio::test]
async fn numbers_count_from_one_and_a_cursor_gives_what_came_after_it() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for _ in 0..4 {
        control.stimulus(&json!({ "type": "inbound-call" })).await;
    }
    let all = control.journal(0).await;
    let seqs: Vec<u64> = entries(&all).iter().map(|entry| entry["seq"].as_u64().expect("a number")).collect();
    assert_eq!(seqs, [1, 2, 3, 4, 5]);
    assert_eq!((&all["cursor"], &all["dropped"]), (&json!(5), &json!(0)));
    assert_eq!(entries(&control.journal(3).await), &entries(&all)[3..]);
    for beyond in [5, 6, u64::MAX] {
        let none = control.journal(beyond).await;
        assert_eq!((entries(&none).len(), &none["cursor"]), (0, &json!(5)), "{beyond}");
    }
    assert_eq!(control.get("/s/default/control/journal").await.body, all);
}

#[tokio::test]
async fn a_cursor_that_is_none_is_refused() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for query in ["after=x", "after=-1", "after=1.5", "after=", "after=1&after=2", "afer=1"] {
        let answer = control.get(&format!("/s/default/control/journal?{query}")).await;
        answer.problem(400);
        assert_eq!(answer.body["title"], "not a query", "{query}");
    }
}

#[tokio::test]
async fn ten_thousand_entries_are_kept_and_what_falls_out_is_counted() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for _ in 0..10_002 {
        // One entry each, after that of the start.
        host.patch_profile(json!({})).await.expect("a patch");
    }
    let all = control.journal(0).await;
    assert_eq!((entries(&all).len(), &all["cursor"], &all["dropped"]), (10_000, &json!(10_003), &json!(3)));
    assert_eq!(entries(&all)[0]["seq"], 4);
    assert_eq!(entries(&control.journal(10_001).await).len(), 2);
}

#[tokio::test]
async fn heavy_entries_fall_out_earlier() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host");
    let mebibyte = "x".repeat(1024 * 1024);
    for _ in 0..66 {
        let call = json!({ "type": "inbound-call", "userData": { "heavy": mebibyte } });
        host.stimulus(call).await.expect("a call");
    }
    let kept = host.journal_after(0).await.expect("a journal");
    let (first, last) = (kept.first().expect("an entry").seq, kept.last().expect("an entry").seq);
    assert!((3..=8).contains(&first), "64 MiB hold fewer than 64 of these, and nearly as many: {first}");
    assert_eq!(last, 67);
}

#[tokio::test]
async fn a_reset_starts_afresh_and_keeps_frames_subscriptions_and_counting() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host");
    let control = Control::of(&host);
    let mut app = App::listening(host.ws_url()).await;
    control.post("/s/default/control/clock/advance", &json!({ "ms": 500 })).await;
    let before = control.stimulus(&json!({ "type": "inbound-call" })).await;
    app.heard().await;
    let cursor = control.journal(0).await["cursor"].as_u64().expect("a cursor");
    let reset = control.post("/s/default/control/reset", &json!({})).await;
    assert_eq!((reset.status, &reset.body), (200, &json!({ "cursor": cursor + 1 })));

    assert!(host.interactions().await.expect("interactions").is_empty());
    let page = control.journal(0).await;
    assert_eq!(entries(&page).len(), 1, "{page}");
    assert_eq!((&entries(&page)[0]["seq"], &entries(&page)[0]["at"]), (&json!(cursor + 1), &json!(0)));
    assert_eq!(page["dropped"], 0);
    // The same call again, heard by the frame that had subscribed before.
    let after = control.stimulus(&json!({ "type": "inbound-call" })).await;
    assert_eq!(after["interaction"], before["interaction"]);
    assert_eq!(after["outputs"], before["outputs"]);
    assert_eq!(app.heard().await.len(), 2);
}

#[tokio::test]
async fn a_reset_takes_no_other_options() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for body in [json!({ "seed": 1 }), json!([1]), json!(null)] {
        control.post("/s/default/control/reset", &body).await.problem(400);
    }
    let typo = control.post("/s/default/control/reset", &json!({ "keep": "stat" })).await;
    assert!(typo.problem(400).ends_with("did you mean `state`?"), "{}", typo.body);
    assert_eq!(control.journal(0).await["cursor"], 1);
}

#[tokio::test]
async fn a_reset_of_the_journal_alone_keeps_all_that_there_is() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    control.patch("/s/default/control/profile", &json!({ "voidResult": "null" })).await;
    let cursor = control.journal(0).await["cursor"].as_u64().expect("a cursor");
    let reset = control.post("/s/default/control/reset", &json!({ "keep": "state" })).await;
    assert_eq!((reset.status, &reset.body), (200, &json!({ "cursor": cursor + 1 })));
    let journal = control.journal(0).await;
    let entries = journal["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 1, "{journal}");
    assert_eq!(entries[0]["change"]["type"], "journal-cleared");
    assert_eq!(host.interactions().await.expect("interactions").len(), 1);
    assert_eq!(control.get("/s/default/control/profile").await.body["voidResult"], "null");
    // What is the default is what nothing is kept of.
    control.post("/s/default/control/reset", &json!({ "keep": "nothing" })).await;
    assert!(host.interactions().await.expect("interactions").is_empty());
}

#[tokio::test]
async fn silence_has_its_reason_in_the_journal() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut app = App::connect(host.ws_url()).await;
    let mut foreign = subscribe(json!("interaction"), "0");
    foreign["userAgent"] = json!("WWE Server");
    app.say(&foreign).await;
    app.say(&json!(["no", "object"])).await;
    app.say_text("{not json").await;
    assert!(app.is_served().await);
    let page = control.journal(0).await;
    let notes = entries(&page).iter().filter(|entry| entry["kind"] == "note" && entry.get("cause").is_some());
    let clauses: Vec<&str> = notes.map(|note| note["clause"].as_str().expect("a clause")).collect();
    assert_eq!(clauses, ["envelope/21", "envelope/34", "envelope/34"]);
    let text = entries(&page).iter().find(|entry| entry.get("text").is_some()).expect("a text");
    assert_eq!(text["text"], "{not json");
}
