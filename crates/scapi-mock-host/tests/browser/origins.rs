//! Who may talk to the host: the origins of embedded apps, or those that the host profile lists.

use scapi_mock_host::MockHost;
use serde_json::json;
use url::Url;

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal};

#[tokio::test]
async fn an_app_whose_origin_is_not_accepted_gets_nothing() {
    let accepted = AppServer::callbar().await;
    let other = AppServer::probe().await;
    let profile = json!({ "acceptedOrigins": [accepted.origin()] });
    let host =
        MockHost::builder().app(accepted.url()).profile(profile).start().await.expect("the host starts");
    in_browser(async |browser| {
        let url = Url::parse_with_params(host.url(), [("app", other.url())]).expect("a URL");
        let page = browser.open(url.as_str()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;

        page.click("[data-testid=app-tab][data-frame=f2]").await;
        page.see_text("[data-testid=frame-status].is-refused", "origin not accepted").await;
        let app = browser.app("f2");
        app.see("output").await;
        app.run("subscribe('interaction'); ask('interaction.getInteractions')").await;
        Journal::when(&host, "a request of f2", |journal| {
            journal.requests("interaction.getInteractions").iter().any(|(frame, _)| *frame == "f2")
        })
        .await;
        page.click("[data-testid=ring-submit]").await;
        browser.app("f1").holds("document.querySelector('[data-state=RINGING]')").await;
        page.screenshot("origin-not-accepted").await;

        let journal = Journal::of(&host).await;
        assert_eq!(journal.sent_to("f2"), [&json!(null); 0]);
        let refused = format!("the origin {} is not accepted", other.origin());
        assert_eq!(journal.notes("gate.origin/3"), [refused.as_str(); 2], "the subscription and the request");
        assert_eq!(app.run("return heard").await, json!([]));

        // The same app is answered once its origin is accepted, so that the silence above was not an accident.
        host.patch_profile(json!({ "acceptedOrigins": ["*"] })).await.expect("the profile is right");
        page.see_text("[data-testid=frame-status]", "no subscriptions").await;
        app.run("ask('interaction.getInteractions')").await;
        app.holds("results.length === 1 && results[0].data.length === 1").await;
    })
    .await;
}

#[tokio::test]
async fn what_an_app_had_is_not_sent_to_the_origin_it_has_gone_to() {
    let (app, elsewhere) = (AppServer::probe().await, AppServer::probe().await);
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let frame = browser.app("f1");
        frame.see("output").await;
        frame.run("subscribe('interaction')").await;
        page.see_text("[data-testid=frame-status]", "subscribed to interaction").await;
        frame.run(&format!("location.href = {:?}", elsewhere.url())).await;
        frame
            .holds(&format!(
                "location.origin === {:?} && document.querySelector('output')",
                elsewhere.origin()
            ))
            .await;

        page.click("[data-testid=ring-submit]").await;
        page.see("[data-testid=interaction-card]").await;
        frame.run("ask('interaction.getInteractions')").await;
        page.see_text("[data-testid=frame-status].is-refused", "origin not accepted").await;
        assert_eq!(Journal::of(&host).await.notes("gate.origin/3").len(), 1);
        assert_eq!(frame.run("return heard").await, json!([]));

        frame.run("history.back()").await;
        frame
            .holds(&format!("location.origin === {:?} && document.querySelector('output')", app.origin()))
            .await;
        frame.run("ask('interaction.getInteractions')").await;
        frame.holds("results.length === 1 && results[0].data.length === 1").await;
        page.see_text("[data-testid=frame-status]", "no subscriptions").await;
    })
    .await;
}

#[tokio::test]
async fn an_app_without_an_origin_is_served_where_the_profile_says_so() {
    let app = AppServer::sandboxed_probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        app.run("ask('agent.get')").await;
        page.see_text("[data-testid=frame-status].is-refused", "origin not accepted").await;
        assert_eq!(Journal::of(&host).await.notes("gate.origin/3"), ["the origin null is not accepted"]);

        host.patch_profile(json!({ "acceptedOrigins": ["null"] })).await.expect("the profile is right");
        app.run("ask('agent.get')").await;
        app.holds("results.length === 1 && results[0].data.username").await;
        app.holds("heard.length === 1 && heard[0].fromDesktop").await;
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_not_of_the_web_is_not_embedded() {
    let host = desk::builder().start().await.expect("the host starts");
    in_browser(async |browser| {
        let addresses = ["javascript:evil=1", "data:text/html,<b>evil</b>", "/relative", "http://"];
        let url = Url::parse_with_params(host.url(), addresses.map(|address| ("app", address)));
        let page = browser.open(url.expect("a URL").as_str()).await;
        page.see("[data-testid=no-apps]").await;
        page.holds("document.querySelectorAll('[data-testid=app-error]').length === 4").await;
        page.see_text("[data-testid=app-error]", "javascript:evil=1").await;
        page.holds("!document.querySelector('iframe') && !window.evil").await;
        page.screenshot("addresses-not-embedded").await;

        page.click("[data-testid=embed-first]").await;
        page.fill("[data-testid=embed-url]", "javascript:evil=1").await;
        page.click("[data-testid=embed-submit]").await;
        page.see_text("#embed-fault", "not an absolute http or https address").await;
        page.screenshot("embed-dialog").await;
    })
    .await;
}
