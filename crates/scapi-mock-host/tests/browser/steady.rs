//! What is drawn stays where it is: at a hundred changes a second nothing is built anew but what changed.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::browser::in_browser;

const CHANGES: usize = 100;

#[tokio::test]
async fn a_hundred_changes_leave_every_other_element_and_the_focus_where_they_are() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    let mine = json!({ "type": "inbound-call", "userData": { "Count": "0", "Still": "here" } });
    host.stimulus(mine).await.expect("a call");
    host.stimulus(json!({ "type": "inbound-chat" })).await.expect("a chat");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.see("[data-interaction-id='2'] [data-testid=action-agent-accepts]").await;
        page.run(
            "const card = document.querySelector(\"[data-interaction-id='1']\");
             card.querySelector('[data-testid=action-agent-accepts]').focus();
             window.kept = [...document.querySelectorAll('#interactions *')].filter((one) => !one.closest('.facts'));
             window.replaced = 0;
             new MutationObserver((records) => {
               for (const { target, addedNodes } of records) {
                 if (!target.closest('.facts')) replaced += [...addedNodes].filter((node) => node instanceof Element).length;
               }
             }).observe(document.querySelector('#interactions'), { childList: true, subtree: true });",
        )
        .await;
        for count in 1..=CHANGES {
            let change = json!({ "type": "user-data-changed", "interactionId": "1", "set": { "Count": count.to_string() } });
            host.stimulus(change).await.expect("a change");
        }
        page.see_text("[data-key=Count] td", &CHANGES.to_string()).await;
        page.holds("replaced === 0 && kept.every((one) => one.isConnected)").await;
        page.holds("document.activeElement.matches(\"[data-interaction-id='1'] [data-testid=action-agent-accepts]\")").await;
    })
    .await;
}
