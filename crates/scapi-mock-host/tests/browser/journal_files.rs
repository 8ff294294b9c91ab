//! Journals as files in the inspector: saved, looked at beside the session, and refused with the line where they are none.

use std::path::Path;

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{
    browser::{View, in_browser},
    picture::picture,
};

const ROWS: &str = "document.querySelectorAll('[data-testid=log-row]').length";

#[tokio::test]
async fn a_journal_is_saved_and_looked_at_again() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        host.stimulus(json!({ "type": "inbound-call", "ani": "111" })).await.expect("a call can arrive");
        page.see("[data-testid=log-row][data-kind=stimulus]").await;
        let link = "document.querySelector('[data-testid=log-export]')";
        page.holds(&format!("{link}.download.endsWith('.jsonl')")).await;
        let address = page.run(&format!("return {link}.href")).await;
        let saved = reqwest::get(address.as_str().expect("an address")).await.expect("the host answers");
        let saved = saved.text().await.expect("text");
        assert!(saved.lines().count() >= 2, "{saved}");

        host.stimulus(json!({ "type": "inbound-chat" })).await.expect("a chat can arrive");
        page.holds(&format!("{ROWS} > {}", saved.lines().count())).await;
        pick(page, "saved.jsonl", &saved).await;
        page.see_text("[data-testid=log-file]", &format!("saved.jsonl: {} entries", saved.lines().count()))
            .await;
        page.holds(&format!("{ROWS} === {}", saved.lines().count())).await;
        // What happens meanwhile is there afterwards.
        host.stimulus(json!({ "type": "inbound-email" })).await.expect("an e-mail can arrive");
        page.click("[data-testid=log-row][data-kind=stimulus]").await;
        page.see("[data-testid=log-detail]").await;
        picture(browser, "inspector-file").await;
        page.click("[data-testid=log-file-close]").await;
        page.holds("document.querySelectorAll('[data-testid=log-row][data-kind=stimulus]').length === 3")
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_torn_a_foreign_and_a_hostile_file_are_told_apart() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let entry = |seq: u32, more: &str| {
            format!("{{\"seq\":{seq},\"at\":0,\"wallTime\":\"2026-01-02T03:04:05.000Z\",\"kind\":\"note\",\"note\":\"one\"{more}}}\n")
        };
        let torn = format!("{}{{\"seq\":2,\"at\":0,\"wall", entry(1, ""));
        pick(page, "torn.jsonl", &torn).await;
        page.see_text("[data-testid=log-file]", "torn.jsonl: 1 entry, line 2 is torn and left out").await;
        page.click("[data-testid=log-file-close]").await;

        let unknown = entry(1, "").replace("\"note\",\"note\"", "\"telepathy\",\"note\"");
        pick(page, "unknown.jsonl", &unknown).await;
        page.see_text("[data-testid=log-file]", "unknown.jsonl: 1 entry, 1 violation").await;
        page.click("[data-testid=log-file-close]").await;
        let foreign = format!("{}{}", entry(1, ""), entry(2, "").replace("\"seq\":2", "\"number\":2"));
        pick(page, "foreign.jsonl", &foreign).await;
        page.see_text("[data-testid=log-import-fault]", "foreign.jsonl is not shown: line 2").await;
        pick(page, "disorder.jsonl", &format!("{}{}", entry(5, ""), entry(4, ""))).await;
        page.see_text("[data-testid=log-import-fault]", "entry 4 follows entry 5").await;
        pick(page, "none.jsonl", "<img src=x onerror=alert(1)>\n").await;
        page.see_text("[data-testid=log-import-fault]", "line 1, column 1: not JSON").await;
        picture(browser, "inspector-file-fault").await;
        pick(page, "empty.jsonl", "").await;
        page.see_text("[data-testid=log-import-fault]", "there is no entry in it").await;

        let hostile = entry(1, "").replace("one", "<img src=x onerror=window.evil=1>");
        pick(page, "hostile.jsonl", &hostile).await;
        page.see_text("[data-testid=log-row]", "<img src=x").await;
        page.holds("!window.evil && !document.querySelector('#log img')").await;
    })
    .await;
}

/// Picks a file as a person does in the dialog of the browser.
async fn pick(page: View<'_>, name: &str, content: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("journals-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let file = folder.join(name);
    std::fs::write(&file, content).expect("the file can be written");
    page.choose_file("[data-testid=log-import-file]", &file).await;
}
