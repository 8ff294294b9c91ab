//! An app that is loaded again starts afresh: what its earlier page had subscribed to is over.

use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal};

#[tokio::test]
async fn an_app_that_the_page_loads_again_finds_its_calls() {
    let app = AppServer::callbar().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=ring-submit]").await;
        browser.app("f1").see("[data-testid=record-status][data-status=found]").await;

        page.click("[data-testid=reload-app]").await;
        Journal::when(&host, "a second subscription", |journal| journal.subscribers().len() == 2).await;
        browser.app("f1").see("[data-testid=record-status][data-status=found]").await;
        assert_eq!(app.loads().await, 2);
        assert_eq!(app.looked_up().await.len(), 2, "once a life of the app");

        browser.app("f1").click("[data-testid=accept]").await;
        browser.app("f1").see("[data-testid=interaction][data-state=TALKING]").await;
        let journal = Journal::of(&host).await;
        assert_eq!(journal.events("f1"), ["ADDED", "RINGING", "ESTABLISHED"]);
        assert_eq!(journal.notes("frame/2"), ["frame f1 reloaded: the page loads it again"]);
    })
    .await;
}

#[tokio::test]
async fn subscriptions_end_when_the_app_is_loaded_again_by_whomever() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        let interactions = "document.querySelectorAll('[data-testid=interaction-card]').length";
        let ways = ["by the page", "by itself"];
        for (life, by) in ways.into_iter().enumerate() {
            app.see("output").await;
            app.run("window.isOld = true; heard.length = 0; subscribe('interaction')").await;
            app.holds("heard.length === 1").await;
            match by {
                "by the page" => page.click("[data-testid=reload-app]").await,
                _ => drop(app.run("location.reload()").await),
            }
            app.holds("!window.isOld && document.querySelector('output')").await;
            app.run("ask('interaction.getInteractions')").await;
            app.holds("results.length === 1").await;

            page.click("[data-testid=ring-submit]").await;
            page.holds(&format!("{interactions} === {}", 2 * life + 1)).await;
            app.run("ask('agent.get')").await;
            app.holds("results.length === 2").await;
            assert_eq!(
                app.run("return heard.length").await,
                json!(2),
                "two answers and no event, loaded {by}"
            );

            app.run("subscribe('interaction'); subscribe('interaction')").await;
            app.holds("heard.length === 4").await;
            page.click("[data-testid=ring-submit]").await;
            app.holds("heard.some(({ message }) => message.data?.eventType === 'RINGING')").await;
            let rings = "return heard.filter(({ message }) => message.data?.eventType === 'RINGING').length";
            assert_eq!(app.run(rings).await, json!(1), "once, loaded {by}");
        }
        let notes = ["the page loads it again", "its reference ids start again at \"0\""];
        let notes = notes.map(|why| format!("frame f1 reloaded: {why}"));
        assert_eq!(Journal::of(&host).await.notes("frame/2"), notes);
    })
    .await;
}
