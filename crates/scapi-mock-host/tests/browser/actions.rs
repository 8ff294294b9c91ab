//! What the agent and the world do to an interaction beyond a click: whom to consult, who joins, what a customer writes.
//! Clauses of the steps: `consultation/1`, `consultation/3`, `interaction.completeConference/2`, `chat/3`.

use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, desk};

#[tokio::test]
async fn a_consultation_becomes_a_conference_by_clicks() {
    let app = AppServer::callbar().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.click("[data-testid=ring-submit]").await;
        page.click("[data-testid=action-agent-accepts]").await;
        page.click("[data-testid=action-agent-consults]").await;
        page.see("[data-testid=action-field-target-type]").await;
        page.fill("[data-testid=action-field-target-destination]", "5002").await;
        page.screenshot("action-dialog").await;
        page.click("[data-testid=action-submit]").await;
        page.see("[data-interaction-id='1'][data-state=HELD]").await;
        page.click("[data-interaction-id='2'][data-state=DIALING] [data-testid=action-far-end-answers]")
            .await;
        page.see("[data-interaction-id='2'][data-state=TALKING]").await;
        page.screenshot("consultation").await;
        page.click("[data-interaction-id='2'] [data-testid=action-agent-conferences]").await;
        page.see("[data-testid=action-field-target-destination]").await;
        page.click("[data-testid=action-submit]").await;
        page.see("[data-interaction-id='1'][data-state=TALKING]").await;
        page.see_text("[data-interaction-id='1'] [data-testid=parties]", "5002").await;
    })
    .await;
}

#[tokio::test]
async fn an_action_that_is_called_off_does_nothing() {
    let app = AppServer::callbar().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        host.stimulus(json!({ "type": "inbound-chat" })).await.expect("a chat");
        page.click("[data-testid=action-agent-accepts]").await;
        page.click("[data-testid=action-agent-transfers]").await;
        page.click("[data-testid=action-cancel]").await;
        page.see("[data-interaction-id='1'][data-state=ACCEPTED]").await;
        page.click("[data-testid=action-far-end-hangs-up]").await;
        page.see("[data-interaction-id='1'][data-state=IDLE]").await;
        page.screenshot("chat-over").await;
        page.click("[data-testid=action-agent-marks-done]").await;
        page.see("[data-testid=no-interactions]").await;
    })
    .await;
}
