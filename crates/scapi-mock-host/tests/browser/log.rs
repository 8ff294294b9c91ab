//! The message log: it can be narrowed, held still, opened and cleared.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser};

const ROWS: &str = "document.querySelectorAll('[data-testid=log-row]').length";

const AT_ITS_END: &str = "(({ scrollTop, clientHeight, scrollHeight }) => scrollHeight - clientHeight - scrollTop < 2)\
     (document.querySelector('[data-testid=log-rows]'))";

#[tokio::test]
async fn the_log_shows_what_is_asked_for() {
    let app = AppServer::callbar().await;
    let host =
        MockHost::builder().app(app.url()).clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=ring-submit]").await;
        page.holds("document.querySelector('[data-kind=stimulus]')").await;

        for size in [(1920, 1080), (1000, 700), (1280, 720)] {
            browser.resize(size).await;
            page.holds(AT_ITS_END).await;
        }
        page.click("[data-testid=log-filters]").await;
        page.fill("[data-testid=log-filter]", "getinteractions").await;
        page.holds(&format!("{ROWS} === 2")).await;
        page.see_text("[data-testid=log-count]", "2 of ").await;
        page.click("[data-testid=log-row][data-what=answer]").await;
        page.see_text("[data-testid=json]", "referenceId: \"2\"").await;
        page.see_text("[data-testid=verdict-schema]", "fits the contract").await;
        page.screenshot("log-filtered").await;
        page.fill("[data-testid=log-filter]", "nothing like it").await;
        page.see_text(".log-empty", "Nothing matches the filters").await;
        page.click("[data-testid=log-filter-reset]").await;
        page.click("[data-testid=log-kind] option[value=stimulus]").await;
        page.holds(&format!("{ROWS} === 1")).await;

        page.click("[data-testid=log-pause]").await;
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        page.see_text("[data-testid=log-pause]", "(3)").await;
        page.holds(&format!("{ROWS} === 1")).await;
        page.click("[data-testid=log-pause]").await;
        page.holds(&format!("{ROWS} === 2")).await;

        page.click("[data-testid=log-clear]").await;
        page.see_text(".log-empty", "Messages between apps and host appear here").await;
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        page.holds(&format!("{ROWS} === 1")).await;
    })
    .await;
}
