//! Cases and what their interactions have: selection, user data that is edited, a chat, a block of Mark done; and what cannot be
//! done, with the reason and the way.

use fantoccini::key::Key;
use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{browser::in_browser, journal::Journal, picture::picture};

async fn host() -> MockHost {
    MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts")
}

/// Whether the reason is seen without scrolling.
const IN_SIGHT: &str = "(() => {
    const reason = document.querySelector('[data-testid=why-not]').getBoundingClientRect();
    const seen = document.querySelector('[data-testid=interactions]').getBoundingClientRect();
    return reason.top >= seen.top && reason.bottom <= seen.bottom + 1;
})()";

#[tokio::test]
async fn what_cannot_be_done_says_why_and_is_led_to() {
    let host = host().await;
    host.start_in("ringing").await.expect("a call");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.click("[data-testid=other-actions-fold]").await;
        page.click("[data-testid=other-action-agent-holds]").await;
        page.see_text("[data-testid=why-not-reason]", "is in state RINGING, it must be TALKING").await;
        assert_eq!(page.text("[data-testid=why-not-clause]").await, "voice/19");
        page.see_text("[data-testid=way]", "Accept").await;
        page.holds(IN_SIGHT).await;
        picture(browser, "why-not").await;
        page.click("[data-testid=take-way]").await;
        page.see("[data-testid=interaction-card][data-state=TALKING]").await;
        page.see("[data-testid=action-agent-holds]").await;
        page.see_no("[data-testid=why-not]").await;
        // What has no way from here says so.
        page.click("[data-testid=other-action-agent-sends]").await;
        page.see("[data-testid=no-way]").await;
    })
    .await;
}

#[tokio::test]
async fn user_data_is_changed_where_it_stands() {
    let host = host().await;
    host.stimulus(json!({ "type": "inbound-call", "userData": { "Segment": "Gold", "Old": "1" } }))
        .await
        .expect("a call");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.click("[data-key=Segment] [data-testid=user-data-edit]").await;
        page.fill("[data-testid=user-data-value]", "Silver").await;
        page.press(Key::Enter).await;
        page.see_text("[data-key=Segment] td", "Silver").await;
        page.holds("document.activeElement.closest('[data-key=Segment]')").await;
        page.click("[data-key=Segment] [data-testid=user-data-edit]").await;
        page.fill("[data-testid=user-data-value]", "never").await;
        page.press(Key::Escape).await;
        page.see_text("[data-key=Segment] td", "Silver").await;
        page.click("[data-key=Old] [data-testid=user-data-delete]").await;
        page.see_no("[data-key=Old]").await;
        page.click("[data-testid=user-data-add]").await;
        page.fill("[data-testid=user-data-new-key]", "Language").await;
        page.fill("[data-testid=user-data-new-value]", "fr").await;
        page.press(Key::Enter).await;
        page.see_text("[data-key=Language] td", "fr").await;
        let data = host.interactions().await.expect("the session lives").remove(0).user_data;
        assert_eq!(json!(data), json!({ "Segment": "Silver", "Language": "fr" }));
    })
    .await;
}

#[tokio::test]
async fn a_case_is_selected_and_folded_and_keeps_the_focus() {
    let host = host().await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.see("[data-testid=no-interactions]").await;
        let first =
            host.stimulus(json!({ "type": "inbound-chat" })).await.expect("a chat").interaction.case_id;
        let second =
            host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call").interaction.case_id;
        page.see(&format!("[data-case-id='{first}'] [data-testid=case-selected]")).await;
        page.see_no(&format!("[data-case-id='{second}'] [data-testid=case-selected]")).await;
        page.click(&format!("[data-case-id='{second}'] [data-testid=action-agent-selects-case]")).await;
        page.see(&format!("[data-case-id='{second}'] [data-testid=case-selected]")).await;
        page.see_no(&format!("[data-case-id='{first}'] [data-testid=case-selected]")).await;
        page.click(&format!("[data-case-id='{second}'] [data-testid=action-agent-collapses-case]")).await;
        page.see(&format!("[data-case-id='{second}'] [data-testid=action-agent-expands-case]")).await;
        page.holds("document.activeElement.matches('.case-fold')").await;
        // A folded case can still be answered.
        page.see(&format!("[data-case-id='{second}'] [data-testid=action-agent-accepts]")).await;
        picture(browser, "cases").await;
    })
    .await;
}

#[tokio::test]
async fn a_chat_shows_its_lines_and_a_block_its_warning() {
    let host = host().await;
    host.start_in("chat").await.expect("a chat");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.click("[data-testid=action-chat-line]").await;
        page.fill("[data-testid=action-field-text]", "Where is my order? <b>").await;
        page.click("[data-testid=action-submit]").await;
        page.see_text("[data-testid=chat-line]", "Where is my order? <b>").await;
        page.screenshot("chat").await;
        host.reset().await.expect("the session starts afresh");
        host.start_in("blocked-markdone").await.expect("a block");
        page.see_text("[data-testid=markdone-warning]", "The form is not saved").await;
        page.click("[data-testid=action-agent-marks-done]").await;
        page.screenshot("markdone-blocked").await;
        Journal::when(&host, "the click", |journal| {
            journal.0.iter().any(|entry| json!(entry.stimulus)["type"] == "agent-marks-done")
        })
        .await;
        page.see("[data-testid=interaction-card]").await;
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_shown_at_the_field_that_it_is_about() {
    let host = host().await;
    host.start_in("conference").await.expect("a conference");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.click("[data-interaction-id='1'] [data-testid=action-party-leaves]").await;
        page.fill("[data-testid=action-field-name]", "Nobody").await;
        page.click("[data-testid=action-submit]").await;
        page.see_text("[data-testid=action-dialog]", "no party \"Nobody\"").await;
        page.press(Key::Escape).await;
        page.see_no("[data-testid=action-dialog][open]").await;
    })
    .await;
}
