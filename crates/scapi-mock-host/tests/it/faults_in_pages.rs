//! Faults where an app is in a page: its socket is that of the page, which comes back and misses nothing; and its frame is the page's.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{
    control::Control,
    faults::FAULTS,
    folder::Folder,
    page::Page,
    recorded::replays,
    wire::{fence, subscribe},
};

const APP: &str = "http://localhost:3000";

#[tokio::test]
async fn a_page_whose_socket_closes_comes_back_and_is_told() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let host = MockHost::builder().clock(ClockKind::Virtual).record(&file).start().await.expect("a host");
    let control = Control::of(&host);
    let mut page = Page::connect(&host).await;
    page.open_frame("f1", APP).await;
    control.post(FAULTS, &json!({ "on": { "method": "interaction.getInteractions" }, "do": { "type": "socket-close" }, "times": 1 })).await;
    page.report("f1", APP, &fence("0")).await;
    while page.line().await.is_some() {}
    let mut page = Page::resume(&host, "b1", 0).await;
    assert_eq!(page.next_of("message").await["message"]["referenceId"], "0");
    host.stop().await;
    replays(&file);
}

#[tokio::test]
async fn a_page_is_told_to_load_a_frame_again() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut page = Page::connect(&host).await;
    page.open_frame("f1", APP).await;
    control.post(FAULTS, &json!({ "do": { "type": "frame-reload", "frame": "f1" } })).await;
    assert_eq!(page.next_of("reload").await["frame"], "f1");
}

#[tokio::test]
async fn a_page_does_not_find_its_bridge_when_the_host_has_restarted() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let host = MockHost::builder().record(&file).start().await.expect("a host");
    let control = Control::of(&host);
    let mut page = Page::connect(&host).await;
    page.open_frame("f1", APP).await;
    page.report("f1", APP, &subscribe(json!("interaction"), "0")).await;
    page.until_entry(|entry| entry["message"]["subscriptionId"] == "sub-1").await;
    control.post(FAULTS, &json!({ "do": { "type": "host-restart" } })).await;
    while page.line().await.is_some() {}
    let mut back = Page::silent(&host).await;
    back.send(&json!({ "type": "resume", "bridge": "b1", "received": 0 })).await;
    let welcome = back.next_of("welcome").await;
    assert_eq!((&welcome["resumed"], &welcome["bridge"]), (&json!(false), &json!("b2")));
    host.stop().await;
    replays(&file);
}
