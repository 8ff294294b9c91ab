//! A frame that posts a hundred thousand messages at once: the page stays usable, the others are served, and what is dropped is said.

use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, desk};

const FLOOD: &str = "for (let count = 0; count < 100000; count += 1) {\
    parent.postMessage({ request: 'agent.get', referenceId: `flood-${count}`, userAgent: 'WWE Client', protocolVersion: 2 }, '*') }";

#[tokio::test]
async fn a_flood_of_one_app_is_bounded_and_leaves_the_page_and_the_others_alone() {
    let (flooding, other) = (AppServer::probe().await, AppServer::callbar().await);
    let host = desk::builder().app(flooding.url()).app(other.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        browser.app("f2").holds("document.querySelector('[data-testid=status][data-state=connected]')").await;
        app.run("ask('agent.get')").await;
        app.holds("results.length === 1").await;
        app.run(FLOOD).await;
        page.click("[data-testid=ring-submit]").await;
        page.see("[data-testid=interaction-card][data-state=RINGING]").await;
        page.click("[data-testid=app-tab][data-frame=f2]").await;
        browser.app("f2").click("[data-testid=accept]").await;
        page.see("[data-testid=interaction-card][data-state=TALKING]").await;

        // Once it is over the app is served as before, and what was dropped can be read.
        let answered = "results.some(({ data }) => data?.length === 1)";
        app.holds(&format!("(ask('interaction.getInteractions'), {answered})")).await;
        page.holds("document.querySelectorAll('[data-testid=log-row]').length <= 80").await;
        let heard = app.run("return heard.length").await;
        assert!(heard.as_u64().is_some_and(|heard| heard > 1000), "what had room was answered: {heard}");
        page.see("[data-testid=connection][data-state=connected]").await;
        assert_eq!(browser.faults().await, [""; 0]);
        page.screenshot("flood").await;
    })
    .await;
}

#[tokio::test]
async fn huge_messages_are_bounded_while_the_host_is_away() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    let proxy = crate::proxy::Proxy::to(host.address()).await;
    in_browser(async |browser| {
        let page = browser.open(&proxy.url(host.address(), host.url())).await;
        let app = browser.app("f1");
        app.see("output").await;
        proxy.set(crate::proxy::Way::Cut);
        page.see("[data-testid=connection][data-state=reconnecting]").await;
        // 60 messages of 500 kB, of which 33 fit into 16 MiB.
        app.run("for (let count = 0; count < 60; count += 1) ask('agent.get', 'x'.repeat(500000))").await;
        page.see_text("[data-testid=log]", "faster than the host takes").await;
        proxy.set(crate::proxy::Way::Open);
        page.see("[data-testid=connection][data-state=connected]").await;
        app.holds("results.length === 34").await;
        app.run("ask('agent.get')").await;
        app.holds("results.length === 35").await;
        page.see_text("[data-testid=log]", "as it posted faster than the host took them: 26").await;
        assert_eq!(app.run("return results.every(({ data }) => data.username)").await, json!(true));
    })
    .await;
}
