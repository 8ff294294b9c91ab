//! Apps in windows of their own, which find the desktop as their opener.

use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal, patience, picture::picture};

#[tokio::test]
async fn an_app_goes_into_a_window_and_comes_back() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let frame = browser.app("f1");
        frame.see("output").await;
        frame.run("subscribe('interaction')").await;
        frame.holds("heard.length === 1").await;

        page.click("[data-testid=to-window]").await;
        page.see("[data-testid=app-elsewhere][data-state=open]").await;
        page.screenshot("app-window-open").await;
        let window = browser.popup();
        window.see("output").await;
        assert_eq!(window.run("return [Boolean(opener), parent === window]").await, json!([true, true]));
        window.run("subscribe('interaction')").await;
        window.holds("heard.length === 1").await;
        page.see_text("[data-testid=frame-status]", "subscribed to interaction").await;
        host.inbound_call().await.expect("a call");
        window.holds("heard.some(({ message }) => message.data?.eventType === 'RINGING')").await;
        window.run("ask('interaction.getInteractions')").await;
        window.holds("results.length === 1 && results[0].data.length === 1").await;
        let journal = Journal::of(&host).await;
        assert_eq!(journal.notes("frame/6"), ["frame f1 closed"]);
        assert_eq!(journal.events("f2"), ["ADDED", "RINGING"]);
        assert_eq!(journal.events("f1"), [""; 0], "it is not there any more");

        // It is loaded again where it is.
        window.run("window.isOld = true").await;
        page.click("[data-testid=reload-app]").await;
        window.holds("!window.isOld && document.querySelector('output')").await;
        window.run("ask('agent.get')").await;
        window.holds("results.length === 1").await;

        // The person closes it; nobody tells the page.
        window.run("setTimeout(() => close())").await;
        page.see("[data-testid=app-elsewhere][data-state=closed]").await;
        page.screenshot("app-window-closed").await;
        Journal::when(&host, "the end of f2", |journal| journal.notes("frame/6").len() == 2).await;
        page.click("[data-testid=open-window]").await;
        window.see("output").await;
        page.click("[data-testid=window-to-frame]").await;
        let frame = browser.app("f4");
        frame.see("output").await;
        frame.run("ask('agent.get')").await;
        frame.holds("results.length === 1 && results[0].data.username").await;
        let gone = async || Ok::<_, String>((!window.is_there().await).then_some(()));
        patience::until(gone).await.expect("the window is closed");
        let closed = ["frame f1 closed", "frame f2 closed", "frame f3 closed"];
        assert_eq!(Journal::of(&host).await.notes("frame/6"), closed);
    })
    .await;
}

#[tokio::test]
async fn a_window_of_the_host_waits_for_a_click_and_goes_with_the_page() {
    let app = AppServer::probe().await;
    let address = format!("{}?agent=$Agent.UserName$#top", app.url());
    let host = desk::builder().app_window(address).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.see("[data-testid=app-elsewhere][data-state=waiting]").await;
        assert_eq!(Journal::of(&host).await.notes("frame/1"), [""; 0]);
        page.click("[data-testid=open-window]").await;
        let window = browser.popup();
        window.see("output").await;
        assert_eq!(window.run("return location.search").await, json!("?agent=mlovell"));
        window.run("ask('agent.get')").await;
        window.holds("results.length === 1").await;
        window.run("window.isOld = true").await;
        page.click("[data-testid=reload-app]").await;
        window.holds("!window.isOld && document.querySelector('output')").await;
        page.run("location.reload()").await;
        page.see("[data-testid=app-elsewhere][data-state=waiting]").await;
        let gone = async || Ok::<_, String>((!window.is_there().await).then_some(()));
        patience::until(gone).await.expect("the window is closed");
    })
    .await;
}

#[tokio::test]
async fn a_window_that_the_browser_blocks_is_explained() {
    let (app, runner) = (AppServer::probe().await, AppServer::runner().await);
    let host = desk::builder().app(app.url()).app_window(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        // A frame whose sandbox has no pop-ups.
        let embedded = json!({ "url": host.url(), "sandbox": "allow-scripts allow-same-origin allow-forms" });
        browser.open(&format!("{}#{embedded}", runner.url())).await;
        let page = browser.within("#desktop");
        page.app("f1").see("output").await;
        page.click(".is-selected [data-testid=to-window]").await;
        page.see_text("[data-testid=app-report]", "The browser has blocked the window").await;
        page.see_text("[data-testid=finding][data-kind=blocked]", "Allow pop-ups for http://127.0.0.1:")
            .await;
        page.app("f1").run("ask('agent.get')").await;
        page.app("f1").holds("results.length === 1").await;
        picture(browser, "app-window-blocked").await;
        page.click("[data-testid=app-tab]:last-child").await;
        page.click("[data-testid=open-window]").await;
        page.see("[data-testid=app-elsewhere][data-state=blocked]").await;
        assert_eq!(Journal::of(&host).await.notes("frame/6"), [""; 0], "the app stays where it is");
    })
    .await;
}
