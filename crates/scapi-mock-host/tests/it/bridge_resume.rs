//! A page that loses its connection and comes back: nothing is lost, and nothing happens twice.

use scapi_mock_host::{HostError, MockHost};
use serde_json::{Value, json};

use crate::{
    page::Page,
    wire::{fence, subscribe},
};

const APP: &str = "http://localhost:3000";

/// A page whose one frame hears interactions; the answer, message 1 of the host, is acknowledged.
async fn listening_page(host: &MockHost) -> Page {
    let mut page = Page::connect(host).await;
    let frame = format!("{}1", page.welcome["framePrefix"].as_str().expect("a prefix"));
    page.open_frame(&frame, APP).await;
    page.report(&frame, APP, &subscribe(json!("interaction"), "0")).await;
    page.next_of("ack").await;
    assert_eq!(page.next_of("message").await["seq"], 1);
    page.acknowledge(1).await;
    page
}

/// Number and event type of the next message.
async fn event(page: &mut Page) -> (u64, String) {
    let line = page.next_of("message").await;
    let event_type = line["message"]["data"]["eventType"].as_str().expect("an event");
    (line["seq"].as_u64().expect("a number"), event_type.into())
}

#[tokio::test]
async fn what_was_said_while_the_page_was_away_is_waiting_for_it() -> Result<(), HostError> {
    let host = MockHost::start().await;
    listening_page(&host).await.go_away().await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    let mut page = Page::resume(&host, "b1", 1).await;
    assert_eq!((&page.welcome["resumed"], &page.welcome["bridge"]), (&json!(true), &json!("b1")));
    assert_eq!(page.welcome["framePrefix"], "f");
    assert_eq!(event(&mut page).await, (2, "ADDED".into()));
    assert_eq!(event(&mut page).await, (3, "RINGING".into()));
    page.until_state(|state| state["interactions"][0]["interaction"]["state"] == "RINGING").await;
    // The frame goes on as if nothing had been.
    host.stimulus(json!({ "type": "agent-accepts", "interactionId": "1" })).await?;
    assert_eq!(event(&mut page).await, (4, "ESTABLISHED".into()));
    Ok(())
}

#[tokio::test]
async fn only_what_was_not_acknowledged_is_sent_again() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut page = listening_page(&host).await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert_eq!(event(&mut page).await.0, 2);
    assert_eq!(event(&mut page).await.0, 3);
    page.go_away().await;
    // The page says by its greeting that it has the second, though it could not acknowledge it any more.
    let mut page = Page::resume(&host, "b1", 2).await;
    assert_eq!(event(&mut page).await, (3, "RINGING".into()));
    page.acknowledge(3).await;
    page.report_as(2, "f1", APP, &fence("1")).await;
    page.next_of("ack").await;
    assert_eq!(page.next_of("message").await["seq"], 4);
    page.acknowledge(4).await;
    page.go_away().await;
    // Acknowledged one by one: nothing waits, whatever the greeting says.
    let mut page = Page::resume(&host, "b1", 0).await;
    page.report_as(3, "f1", APP, &fence("2")).await;
    page.next_of("ack").await;
    assert_eq!(page.next_of("message").await["seq"], 5);
    Ok(())
}

#[tokio::test]
async fn what_the_page_sends_again_after_it_has_come_back_happens_once() {
    let host = MockHost::start().await;
    listening_page(&host).await.go_away().await;
    let mut page = Page::resume(&host, "b1", 1).await;
    // It had no acknowledgement of its first message, as far as it knows.
    page.report_as(1, "f1", APP, &subscribe(json!("interaction"), "0")).await;
    assert_eq!(page.next_of("ack").await["seq"], 1);
    page.report_as(2, "f1", APP, &fence("1")).await;
    assert_eq!(page.next_of("ack").await["seq"], 2);
    let line = page.next_of("message").await;
    assert_eq!((&line["seq"], &line["message"]["referenceId"]), (&json!(2), &json!("1")));
    page.until_state(|state| state["frames"][0]["subscriptions"] == json!(["interaction"])).await;
}

#[tokio::test]
async fn the_journal_of_the_time_away_is_shown_without_repeats() -> Result<(), HostError> {
    let host = MockHost::start().await;
    let mut page = listening_page(&host).await;
    page.until_entry(|entry| entry["direction"] == "host-to-app").await;
    let seen = page.journal.last().expect("an entry")["seq"].as_u64();
    page.go_away().await;
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    let mut page = Page::resume(&host, "b1", 3).await;
    page.until_state(Value::is_object).await;
    assert_eq!(page.journal[0]["seq"].as_u64(), seen.map(|seq| seq + 1));
    assert_eq!(page.journal[0]["stimulus"]["type"], "inbound-call");
    Ok(())
}

#[tokio::test]
async fn journal_entries_that_were_lost_on_the_way_are_shown_again() {
    let host = MockHost::start().await;
    let mut page = listening_page(&host).await;
    page.until_entry(|entry| entry["direction"] == "host-to-app").await;
    let last = page.journal.last().expect("an entry")["seq"].as_u64().expect("a number");
    page.go_away().await;
    let mut page = Page::resume_shown(&host, "b1", 1, last - 2).await;
    page.until_state(Value::is_object).await;
    let seqs: Vec<_> = page.journal.iter().map(|entry| entry["seq"].as_u64().expect("a number")).collect();
    assert_eq!(seqs, [last - 1, last]);
    page.go_away().await;
    // A page that claims to have been shown more than there was is not believed.
    let mut page = Page::resume_shown(&host, "b1", 1, u64::MAX).await;
    host.patch_profile(json!({})).await.expect("a patch");
    let next = page.until_entry(|_| true).await;
    assert_eq!(next["seq"], last + 1);
}

#[tokio::test]
async fn a_bridge_that_the_host_does_not_know_is_a_new_one() {
    let host = MockHost::start().await;
    let mut page = Page::resume(&host, "b7", 41).await;
    assert_eq!((&page.welcome["resumed"], &page.welcome["bridge"]), (&json!(false), &json!("b1")));
    page.until_state(Value::is_object).await;
    page.open_frame("f1", APP).await;
    page.report("f1", APP, &fence("0")).await;
    assert_eq!(page.next_of("ack").await["seq"], 1);
    assert_eq!(page.next_of("message").await["seq"], 1);
}

#[tokio::test]
async fn a_page_that_comes_back_before_its_old_connection_is_found_dead_takes_over() -> Result<(), HostError>
{
    let host = MockHost::start().await;
    let mut old = listening_page(&host).await;
    let mut new = Page::resume(&host, "b1", 1).await;
    while old.line().await.is_some() {}
    host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert_eq!(event(&mut new).await, (2, "ADDED".into()));
    // The end of the old connection has not taken the new one with it.
    drop(old);
    host.stimulus(json!({ "type": "agent-accepts", "interactionId": "1" })).await?;
    assert_eq!(event(&mut new).await.1, "RINGING");
    assert_eq!(event(&mut new).await.1, "ESTABLISHED");
    Ok(())
}

#[tokio::test]
async fn the_ninth_page_that_is_away_makes_the_host_give_up_the_one_that_left_first() -> Result<(), HostError>
{
    let host = MockHost::start().await;
    let mut pages = Vec::new();
    for _ in 0..10 {
        pages.push(listening_page(&host).await);
    }
    let _staying = pages.remove(0);
    // b2 leaves first, then b3, and so on to b10.
    for page in pages {
        page.go_away().await;
    }
    let caused = host.stimulus(json!({ "type": "inbound-call" })).await?;
    assert!(caused.outputs.iter().all(|output| output.frame != "b2-f1"), "its frames are closed");
    assert_eq!(caused.outputs.len(), 18);
    assert_eq!(Page::resume(&host, "b2", 1).await.welcome["resumed"], false);
    assert_eq!(Page::resume(&host, "b10", 1).await.welcome["resumed"], true);
    Ok(())
}
