//! A page that loses its host: it says so, comes back by itself, and nothing is lost or heard twice.

use serde_json::{Value, json};

use crate::{
    app_server::AppServer,
    browser::in_browser,
    desk,
    journal::Journal,
    picture::picture,
    proxy::{Proxy, Way},
};

/// What the app has heard, by name.
const HEARD: &str = "return heard.map(({ message }) => message.data?.eventType ?? `answer ${message.referenceId}`)\
     .filter((name) => !name.startsWith('CASE_'))";

#[tokio::test]
async fn a_cut_connection_is_resumed_and_nothing_is_lost_or_heard_twice() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    let proxy = Proxy::to(host.address()).await;
    in_browser(async |browser| {
        let page = browser.open(&proxy.url(host.address(), host.url())).await;
        let app = browser.app("f1");
        app.see("output").await;
        app.run("subscribe('interaction')").await;
        app.holds("heard.length === 1").await;

        // What the page acknowledges and what the app asks is lost.
        proxy.set(Way::ToPage);
        let call = host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        let id = call.interaction.interaction_id;
        app.holds("heard.at(-1).message.data?.eventType === 'RINGING'").await;
        app.run(&format!("ask('interaction.accept', '{id}')")).await;
        proxy.set(Way::Cut);
        page.see("[data-testid=connection][data-state=reconnecting]").await;
        page.screenshot("connection-reconnecting").await;
        app.run(&format!("ask('interaction.setUserData', '{id}', {{ while: 'cut' }})")).await;
        assert_eq!(Journal::of(&host).await.requests("interaction.accept"), []);
        proxy.set(Way::Open);
        app.holds("heard.at(-1).message.data?.eventType === 'ATTACHED_DATA_CHANGED'").await;
        page.see("[data-testid=connection][data-state=connected]").await;
        let so_far =
            ["answer 0", "ADDED", "RINGING", "answer 1", "ESTABLISHED", "answer 2", "ATTACHED_DATA_CHANGED"];
        assert_eq!(app.run(HEARD).await, json!(so_far));

        // What the host acknowledges and answers is lost.
        proxy.set(Way::ToHost);
        app.run(&format!("ask('interaction.setUserData', '{id}', {{ heard: 'by the host' }})")).await;
        Journal::when(&host, "the second change", |journal| {
            journal.requests("interaction.setUserData").len() == 2
        })
        .await;
        proxy.set(Way::Cut);
        page.see("[data-testid=connection][data-state=reconnecting]").await;
        proxy.set(Way::Open);
        app.holds("results.length === 3").await;
        app.run("ask('agent.get')").await;
        app.holds("results.length === 4").await;
        let then = ["answer 3", "ATTACHED_DATA_CHANGED", "answer 4"];
        assert_eq!(app.run(HEARD).await, json!([so_far.as_slice(), &then].concat()));

        let journal = Journal::of(&host).await;
        assert_eq!(journal.requests("interaction.accept").len(), 1);
        assert_eq!(journal.requests("interaction.setUserData").len(), 2);
        assert_eq!(journal.notes("frame/1").len(), 1, "the frame was opened once");
        // Rows are there as long as they are in sight.
        browser.resize((1280, 1600)).await;
        page.click("[data-testid=log-group]").await;
        let rows = "[...document.querySelectorAll('[data-testid=log-row]')].map((row) => row.dataset.seq)";
        let seqs: Vec<String> = journal.0.iter().map(|entry| entry.seq.to_string()).collect();
        page.holds(&format!("{rows}.join() === {:?}", seqs.join(","))).await;
    })
    .await;
}

#[tokio::test]
async fn a_session_that_is_deleted_is_told_from_a_host_that_is_gone() {
    let host = desk::builder().start().await.expect("the host starts");
    let http = reqwest::Client::new();
    let sessions = format!("http://{}/sessions", host.address());
    let made = http.post(&sessions).json(&json!({})).send().await.expect("the host answers");
    let made: Value = made.json().await.expect("it is JSON");
    in_browser(async |browser| {
        let page = browser.open(made["url"].as_str().expect("a session has a page")).await;
        page.see("[data-testid=connection][data-state=connected]").await;
        let session = made["session"].as_str().expect("a session has a name");
        page.see_text("[data-testid=session]", session).await;

        let deleted = http.delete(format!("{sessions}/{session}")).send().await.expect("the host answers");
        assert!(deleted.status().is_success(), "{}", deleted.status());
        page.see("[data-testid=connection][data-state=gone]").await;
        page.see_text("[data-testid=connection]", "Session gone").await;
        page.see_text("[data-testid=toast][data-tone=trouble]", "This session no longer exists").await;
        page.screenshot("session-deleted").await;
    })
    .await;
}

#[tokio::test]
async fn a_host_that_starts_again_is_met_again() {
    let app = AppServer::callbar().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    let port = host.address().port();
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=ring-submit]").await;
        browser.app("f1").see("[data-testid=interaction]").await;

        drop(host);
        page.see("[data-testid=connection][data-state=reconnecting]").await;
        page.see("[data-testid=connection][data-state=gone]").await;
        picture(browser, "connection-gone").await;
        page.see("[data-testid=retry]").await;

        let host = desk::builder().app(app.url()).port(port).start().await.expect("the port is free again");
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

#[tokio::test]
async fn a_new_host_finds_windows_again_and_what_was_lost_is_said() {
    let app = AppServer::probe().await;
    let build = |port| {
        let per_interaction = format!("{}?id=$Interaction.Id$", app.url());
        desk::builder().app_window(app.url()).app_per_interaction(per_interaction).port(port).start()
    };
    let host = build(0).await.expect("the host starts");
    let port = host.address().port();
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.click("[data-testid=open-window]").await;
        let window = browser.popup();
        window.see("output").await;
        window.run("window.isOld = true; subscribe('interaction')").await;
        window.holds("heard.length === 1").await;
        host.inbound_call().await.expect("a call");
        page.see("[data-testid=app-tab][data-interaction-id='1']").await;
        browser.app("f2").holds("window.genesys").await;

        drop(host);
        page.see("[data-testid=connection][data-state=reconnecting]").await;
        window.run("ask('agent.get'); ask('agent.getState')").await;
        let host = build(port).await.expect("the port is free again");
        page.see_text("[data-testid=toast]", "The host is a new one").await;
        page.see_text("[data-testid=log]", "Lost with the connection, messages of apps: 2").await;
        page.see_no("[data-testid=app-tab][data-interaction-id]").await;
        window.holds("!window.isOld && document.querySelector('output')").await;
        window.run("ask('agent.get')").await;
        window.holds("results.length === 1 && results[0].data.username").await;
        assert_eq!(window.run("return heard.length").await, json!(1), "what the old host owed does not come");
        let call = host.inbound_call().await.expect("a call");
        let tab = format!("[data-testid=app-tab][data-interaction-id='{}']", call.interaction.interaction_id);
        page.click(&tab).await;
        browser.app("f2").see("output").await;
        assert_eq!(Journal::of(&host).await.notes("frame/1").len(), 2, "each frame was opened once");
    })
    .await;
}
