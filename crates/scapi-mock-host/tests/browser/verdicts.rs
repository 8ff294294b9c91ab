//! Verdicts in the inspector: what breaks the contract, what was refused, what was not answered; and filters that find it.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{browser::in_browser, desk::with_probe, picture::picture};

const ROWS: &str = "document.querySelectorAll('[data-testid=log-row]').length";

#[tokio::test]
async fn what_is_wrong_stands_out_and_cites_its_clause() {
    with_probe(async |host, browser| {
        let (page, app) = (browser.page(), browser.app("f1"));
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        app.run("ask('agent.get'); ask('interaction.markdone', '1'); ask('interaction.accept', 7)").await;
        app.holds("results.length === 3").await;
        let foreign = "parent.postMessage({ request: 'agent.get', referenceId: 'x1', userAgent: 'else', protocolVersion: 2 }, '*')";
        app.run(foreign).await;
        page.click("[data-testid=log-expand]").await;

        page.see_text("[data-testid=badge-legality]", "refused").await;
        page.see_text("[data-testid=badge-legality]", "ignored").await;
        page.see("[data-testid=badge-schema]").await;
        page.click("[data-testid=log-row]:has([data-testid=badge-legality])[data-what=request]").await;
        page.see_text("[data-testid=verdict-legality]", "refused").await;
        page.see_text("[data-testid=verdict-legality] [data-testid=clause]", "interaction.markdone/").await;
        page.click("[data-testid=log-row]:has([data-testid=badge-schema])").await;
        page.see_text("[data-testid=verdict-schema]", "/parameters/0").await;
        page.see_text("[data-testid=verdict-schema] [data-testid=clause]", "interaction.accept/").await;
        page.see("[data-testid=verdict-schema] [data-testid=clause-words]:not(:empty)").await;
        picture(browser, "inspector-verdicts").await;

        page.click("[data-testid=log-filters]").await;
        page.click("[data-testid=log-violations]").await;
        page.holds(&format!("{ROWS} > 0 && {ROWS} === document.querySelectorAll('[data-testid=log-row]:has(.badge)').length")).await;
        picture(browser, "inspector-violations").await;
        page.click("[data-testid=log-filter-reset]").await;
        page.fill("[data-testid=log-name]", "interaction.markdone").await;
        page.holds(&format!("{ROWS} === 2")).await;
        page.click("[data-testid=log-filter-reset]").await;
        page.click("[data-testid=log-interaction] option[value='1']").await;
        page.holds(&format!("{ROWS} === 3")).await;
        page.click("[data-testid=log-filter-reset]").await;
        page.click("[data-testid=log-frame] option[value=f1]").await;
        page.holds(&format!("{ROWS} > 3 && {ROWS} === document.querySelectorAll('[data-testid=log-row][data-frame=f1]').length")).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_looked_for_is_counted_and_stepped_through() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        for ani in ["111", "222", "111"] {
            host.stimulus(json!({ "type": "inbound-call", "ani": ani })).await.expect("a call can arrive");
        }
        page.holds("document.querySelectorAll('[data-kind=stimulus]').length === 3").await;
        page.fill("[data-testid=log-find]", "\"111\"").await;
        page.holds("document.querySelector('[data-testid=log-found]').textContent === '2'").await;
        page.click("[data-testid=log-next]").await;
        page.see_text("[data-testid=log-found]", "1 of 2").await;
        page.click("[data-testid=log-next]").await;
        page.see_text("[data-testid=log-found]", "2 of 2").await;
        page.click("[data-testid=log-next]").await;
        page.see_text("[data-testid=log-found]", "1 of 2").await;
        page.click("[data-testid=log-previous]").await;
        page.see_text("[data-testid=log-found]", "2 of 2").await;
        page.fill("[data-testid=log-find]", "nowhere").await;
        page.see_text("[data-testid=log-found]", "none").await;
    })
    .await;
}
