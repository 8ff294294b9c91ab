//! A page that loses its host: it says so, comes back by itself, and nothing is lost or heard twice.

use scapi_mock_host::MockHost;
use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, journal::Journal, proxy::Proxy};

#[tokio::test]
async fn a_cut_connection_is_resumed_and_nothing_is_lost_or_heard_twice() {
    let app = AppServer::probe().await;
    let host = MockHost::builder().app(app.url()).start().await.expect("the host starts");
    let proxy = Proxy::to(host.address()).await;
    in_browser(async |browser| {
        let page = browser.open(&proxy.url(host.address(), host.url())).await;
        let app = browser.app("f1");
        app.see("output").await;
        app.run("subscribe('interaction')").await;
        app.holds("heard.length === 1").await;

        proxy.cut();
        page.see("[data-testid=connection][data-state=reconnecting]").await;
        page.screenshot("connection-reconnecting").await;
        let call = host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        let accept = format!("ask('interaction.accept', '{}')", call.interaction.interaction_id);
        app.run(&accept).await;
        proxy.mend();

        app.holds("results.length === 1").await;
        app.holds("heard.at(-1).message.data?.eventType === 'ESTABLISHED'").await;
        page.see("[data-testid=connection][data-state=connected]").await;
        page.see("[data-testid=interaction-card][data-state=TALKING]").await;
        let types = "return heard.slice(1).map(({ message }) => message.data?.eventType ?? 'answer')\
             .filter((name) => !name.startsWith('CASE_'))";
        assert_eq!(app.run(types).await, json!(["ADDED", "RINGING", "answer", "ESTABLISHED"]));
        let journal = Journal::of(&host).await;
        assert_eq!(journal.requests("interaction.accept").len(), 1);
        assert_eq!(journal.notes("frame/1").len(), 1, "the frame was opened once");
        let listed =
            "[...document.querySelectorAll('[data-testid=log-row]')].map((row) => Number(row.dataset.seq))";
        let seqs: Vec<u64> = journal.0.iter().map(|entry| entry.seq).collect();
        page.holds(&format!("{listed}.join() === {:?}", json!(seqs).to_string().trim_matches(['[', ']'])))
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_host_that_starts_again_is_met_again() {
    let app = AppServer::callbar().await;
    let host = MockHost::builder().app(app.url()).start().await.expect("the host starts");
    let port = host.address().port();
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=ring-submit]").await;
        browser.app("f1").see("[data-testid=interaction]").await;

        drop(host);
        page.see("[data-testid=connection][data-state=reconnecting]").await;
        page.see("[data-testid=connection][data-state=gone]").await;
        page.screenshot("connection-gone").await;
        page.see("[data-testid=retry]").await;

        let host =
            MockHost::builder().app(app.url()).port(port).start().await.expect("the port is free again");
        page.click("[data-testid=retry]").await;
        page.see("[data-testid=connection][data-state=connected]").await;
        page.see_text("[data-testid=toast]", "The host is a new one").await;
        page.see("[data-testid=no-interactions]").await;
        Journal::when(&host, "a new subscription", |journal| journal.subscribers() == ["f1"]).await;
        page.click("[data-testid=ring-submit]").await;
        browser.app("f1").see("[data-testid=interaction][data-state=RINGING]").await;
        page.screenshot("connection-new-host").await;
        assert_eq!(Journal::of(&host).await.events("f1"), ["ADDED", "RINGING"]);
        assert_eq!(app.loads().await, 2);
    })
    .await;
}
