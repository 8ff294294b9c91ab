//! The states of each interaction over time, and the diagram of its channel with the way it went.

use fantoccini::key::Key;
use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{
    app_server::AppServer,
    browser::in_browser,
    picture::{picture, tablet_picture},
};

/// The states in the lane of an interaction, and how long each lasted.
fn lane(id: &str) -> String {
    format!(
        "return [...document.querySelectorAll('[data-testid=lane][data-interaction-id=\"{id}\"] [data-testid=lane-step]')]\
         .map((step) => step.innerText.replace(/\\s+/g, ' ').trim())"
    )
}

/// The links of the diagram that were taken.
const TAKEN: &str = "return [...document.querySelectorAll('[data-taken=true]')]\
     .map(({ dataset }) => `${dataset.from} > ${dataset.to}`).sort()";

#[tokio::test]
async fn states_are_shown_over_time_and_lead_to_their_entries() {
    let app = AppServer::callbar().await;
    let host =
        MockHost::builder().app(app.url()).clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=lanes-toggle]").await;
        page.see_text("[data-testid=lanes-empty]", "Ring a call").await;
        picture(browser, "lanes-empty").await;
        page.run("document.querySelector('.skip[href=\"#log\"]').focus()").await;
        page.press(Key::Enter).await;
        page.holds("document.activeElement.id === 'log' && document.activeElement.checkVisibility()").await;
        page.click("[data-testid=lanes-toggle]").await;
        page.see("[data-testid=lanes-empty]").await;

        let call = host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        let id = call.interaction.interaction_id;
        host.advance(3_000).await.expect("the clock is virtual");
        for (stimulus, lasts) in
            [("agent-accepts", 5_000), ("agent-holds", 61_000), ("agent-retrieves", 2_000)]
        {
            host.stimulus(json!({ "type": stimulus, "interactionId": id })).await.expect("it is allowed");
            host.advance(lasts).await.expect("the clock is virtual");
        }
        let current = format!("[data-interaction-id=\"{id}\"] [data-testid=lane-step][aria-current=step]");
        page.see_text(&current, "TALKING").await;
        page.see_text(&current, "0:02").await;
        assert_eq!(
            page.run(&lane(&id)).await,
            json!(["RINGING 0:03", "TALKING 0:05", "HELD 1:01", "TALKING 0:02"])
        );
        page.see("[data-testid=diagram-state][data-state=TALKING][aria-current=step]").await;
        assert_eq!(page.run(TAKEN).await, json!(["HELD > TALKING", "RINGING > TALKING", "TALKING > HELD"]));
        page.see_text("[data-testid=lanes-next]", "agent-hangs-up").await;
        picture(browser, "lanes-voice").await;

        // What can happen elsewhere can be looked up, with the keyboard too.
        page.run("document.querySelector('[data-testid=diagram-state][data-state=RINGING]').focus()").await;
        page.press(Key::Enter).await;
        page.see_text("[data-testid=lanes-next]", "interaction.accept/1").await;
        page.holds("document.activeElement.dataset.state === 'RINGING'").await;

        host.stimulus(json!({ "type": "agent-hangs-up", "interactionId": id })).await.expect("it is allowed");
        host.stimulus(json!({ "type": "agent-marks-done", "interactionId": id }))
            .await
            .expect("it is allowed");
        page.see_text(&current, "left the list").await;
        page.holds("document.querySelector('[data-from=IDLE][data-taken=true]')").await;

        // A step leads to the event that told of it.
        let held = "[data-testid=lane-step][data-state=HELD]";
        let seq = page.run(&format!("return document.querySelector('{held}').dataset.seq")).await;
        page.click(held).await;
        page.see_no("[data-testid=lanes]").await;
        page.see(&format!("[data-testid=log-detail][data-seq={seq}]")).await;
        page.see_text("[data-testid=log-detail]", "HELD").await;
    })
    .await;
}

#[tokio::test]
async fn states_are_shown_where_no_app_is_told_and_a_reset_begins_anew() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let mail = host.stimulus(json!({ "type": "inbound-email" })).await.expect("an e-mail can arrive");
        let id = mail.interaction.interaction_id;
        page.click("[data-testid=lanes-toggle]").await;
        host.stimulus(json!({ "type": "agent-accepts", "interactionId": id })).await.expect("it is allowed");
        page.see_text("[data-testid=lane-step][aria-current=step]", "ACCEPTED").await;
        host.stimulus(json!({ "type": "agent-replies", "interactionId": id })).await.expect("it is allowed");
        page.holds("document.querySelectorAll('[data-testid=lane]').length === 2").await;
        page.click(&format!("[data-testid=lane-pick][data-interaction-id=\"{id}\"]")).await;
        page.see("[data-testid=diagram-state][data-state=ACCEPTED][aria-current=step]").await;
        page.screenshot("lanes-open-media").await;
        tablet_picture(browser, "lanes").await;

        page.click("[data-testid=reset]").await;
        page.see("[data-testid=lanes-empty]").await;
        let call = host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        assert_eq!(call.interaction.interaction_id, id, "ids begin anew, too");
        page.see_text("[data-testid=lane-step][aria-current=step]", "RINGING").await;
        page.holds("document.querySelectorAll('[data-testid=lane]').length === 1").await;
    })
    .await;
}
