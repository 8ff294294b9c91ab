//! “Why did this happen?”: every effect of an action leads back to it.

use scapi_mock_host::MockHost;
use scapi_schema::journal::{Kind, MessageDirection};
use serde_json::json;

use crate::{
    app_server::AppServer, browser::in_browser, desk::with_probe, journal::Journal, picture::picture,
};

/// A walk over the agent's and the far side's actions.
const WALK: [&str; 6] = [
    "agent-accepts",
    "agent-holds",
    "agent-retrieves",
    "agent-starts-recording",
    "far-end-hangs-up",
    "agent-marks-done",
];

#[tokio::test]
async fn every_effect_of_an_action_leads_back_to_it() {
    with_probe(async |host, browser| {
        let (page, app) = (browser.page(), browser.app("f1"));
        app.run("subscribe('interaction')").await;
        app.holds("heard.length === 1").await;
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        for action in WALK {
            page.click(&format!("[data-testid=action-{action}]")).await;
            let is_done = |journal: &Journal| journal.stimuli().contains(&action);
            Journal::when(host, action, is_done).await;
        }
        page.see("[data-testid=no-interactions]").await;
        page.click("[data-testid=log-expand]").await;
        browser.resize((1280, 1600)).await;

        let journal = Journal::of(host).await;
        let effects = journal.0.iter().filter(|entry| {
            let cause = journal.0.iter().find(|other| Some(other.seq) == entry.cause);
            cause.is_some_and(|cause| cause.kind == Kind::Stimulus)
                && entry.direction == Some(MessageDirection::HostToApp)
        });
        let mut led_back = 0;
        for effect in effects {
            let (seq, cause) = (effect.seq, effect.cause.expect("it has one"));
            page.click(&format!("[data-testid=log-row][data-seq='{seq}']")).await;
            page.click("[data-testid=detail-why]").await;
            page.see(&format!("[data-testid=why-link][data-seq='{seq}'][aria-current]")).await;
            page.holds(&format!(
                "document.querySelector('[data-testid=why-link]').dataset.seq === '{cause}'"
            ))
            .await;
            led_back += 1;
        }
        assert!(led_back > WALK.len(), "each action has an effect, and the arrival too: {led_back}");
        picture(browser, "inspector-why").await;
        page.click("[data-testid=why-link]").await;
        page.see("[data-testid=log-row][data-kind=stimulus].is-current").await;
    })
    .await;
}

#[tokio::test]
async fn what_an_app_likely_reacted_to_is_told_from_what_is_sure() {
    let app = AppServer::callbar().await;
    let host = MockHost::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        page.see("[data-testid=log-row][data-what=request]").await;
        page.click("[data-testid=log-row][data-what=request]").await;
        page.click("[data-testid=detail-why]").await;
        page.see_text(".why-node.is-likely", "likely").await;
        page.see_text(".why-words", "subscribe").await;
    })
    .await;
}
