//! Apps that come with interactions, and addresses with fields that are filled in.

use serde_json::{Value, json};
use url::Url;

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal, picture::picture};

/// What a frame has as the value of a parameter of its address.
fn parameter(name: &str) -> String {
    format!("return new URLSearchParams(location.search).get({name:?})")
}

#[tokio::test]
async fn an_app_per_interaction_has_a_frame_as_long_as_the_interaction_is_there() {
    let app = AppServer::probe().await;
    let fields = "id=$Interaction.Id$&case=$Interaction.CaseId$&from=$Interaction.ANI$&parent=$Interaction.ParentId$\
                  &agent=$Agent.FullName$#$Interaction.UserData.Segment$";
    let host = desk::builder().app_per_interaction(format!("{}?{fields}", app.url())).start().await;
    let host = host.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.see_text("[data-testid=app-per-interaction]", "per interaction").await;
        page.see_text("[data-testid=no-apps]", "opens with each interaction").await;
        page.screenshot("apps-per-interaction-none").await;

        let call = json!({
            "type": "inbound-call", "ani": "+33298000000", "userData": { "Segment": "Gold & more" },
            "contact": { "displayName": "Ada Lovelace" },
        });
        let call = host.stimulus(call).await.expect("a call");
        let first = &call.interaction;
        let app = browser.app("f1");
        app.see("output").await;
        for (name, expected) in [
            ("id", first.interaction_id.as_str()),
            ("case", first.case_id.as_str()),
            ("from", "+33298000000"),
            ("parent", ""),
            ("agent", "Maya Lovell"),
        ] {
            assert_eq!(app.run(&parameter(name)).await, json!(expected), "{name}");
        }
        assert_eq!(app.run("return decodeURIComponent(location.hash)").await, json!("#Gold & more"));
        page.see_text("[data-testid=app-tab][data-interaction-id='1']", "1 · Ada Lovelace").await;

        let second = host.stimulus(json!({ "type": "inbound-chat" })).await.expect("a chat").interaction;
        page.click("[data-testid=app-tab][data-interaction-id='2']").await;
        let other = browser.app("f2");
        other.see("output").await;
        assert_eq!(other.run(&parameter("id")).await, json!(second.interaction_id.as_str()));
        other.run("ask('interaction.getInteractions')").await;
        other.holds("results.length === 1 && results[0].data.length === 2").await;
        picture(browser, "apps-per-interaction").await;

        host.far_end_hangs_up(&call).await.expect("it can");
        page.see_no("[data-testid=app-tab][data-interaction-id='1']").await;
        other.see("output").await;
        page.holds("document.querySelectorAll('iframe').length === 1").await;
        let journal = Journal::of(&host).await;
        assert_eq!(journal.notes("frame/6"), ["frame f1 closed"]);
        assert_eq!(journal.notes("frame/1").len(), 2, "each was opened once");

        // A page that is loaded again finds the interaction that is there.
        browser.open(host.url()).await;
        page.see("[data-testid=app-tab][data-interaction-id='2']").await;
        page.holds("document.querySelectorAll('iframe').length === 1").await;
        page.click("[data-testid=close-app]").await;
        page.see("[data-testid=no-apps]").await;
        host.stimulus(json!({ "type": "user-data-changed", "interactionId": second.interaction_id, "set": { "a": "b" } }))
            .await
            .expect("it can");
        // Its case is folded.
        page.holds("document.querySelector('[data-testid=user-data] tr[data-key=a]')").await;
        page.see("[data-testid=no-apps]").await;

        page.click("[data-testid=remove-per-interaction]").await;
        page.see_no("[data-testid=app-per-interaction]").await;
        host.inbound_call().await.expect("a call");
        page.see("[data-testid=interaction-card][data-interaction-id='3']").await;
        page.holds("!document.querySelector('iframe')").await;
    })
    .await;
}

#[tokio::test]
async fn a_field_that_cannot_be_filled_in_is_left_and_told() {
    let app = AppServer::probe().await;
    let address = format!("{}?a=$Interaction.Id$&b=$Agent.Fullname$&c=$Weather.Today$&d=$5&e=$", app.url());
    let host = desk::builder().app(address).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        assert_eq!(
            app.run("return location.search").await,
            json!("?a=$Interaction.Id$&b=$Agent.Fullname$&c=$Weather.Today$&d=$5&e=$")
        );
        for text in [
            "$Interaction.Id$ is of an interaction",
            "did you mean $Agent.FullName$?",
            "$Weather.Today$ is no field",
            "$Interaction.UserData.KEY$",
        ] {
            page.see_text("[data-testid=app-report]", text).await;
        }
        page.see_text("[data-testid=log]", "did you mean $Agent.FullName$?").await;
        // It talks, so that this stays the one report.
        app.run("ask('agent.get')").await;
        page.see_text("[data-testid=log]", "agent.get").await;
        picture(browser, "app-fields-not-filled").await;
        page.click("[data-testid=dismiss-report]").await;
        page.see_no("[data-testid=app-report]").await;
    })
    .await;
}

#[tokio::test]
async fn hostile_values_stay_values_of_the_address() {
    let app = AppServer::probe().await;
    let address = format!(
        "{}?from=$Interaction.ANI$&x=1#$Interaction.UserData.a%20key$/$Contact.FullName$",
        app.url().replace("/probe/", "/probe/$Interaction.UserData.path$")
    );
    let host = desk::builder().app_per_interaction(address).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let hostile = "\"><script>evil=1</script>&x=2#?%24\u{202e}javascript:evil=1\u{0}";
        let call = json!({
            "type": "inbound-call", "ani": hostile, "userData": { "path": "..", "a key": hostile },
            "contact": { "displayName": hostile },
        });
        host.stimulus(call).await.expect("any text can call");
        let frame = "document.querySelector('iframe').src";
        page.holds(&format!("document.querySelector('iframe') && {frame}.includes('?from=')")).await;
        let src = page.run(&format!("return {frame}")).await;
        let url = Url::parse(src.as_str().expect("text")).expect("a URL");
        assert_eq!(url.origin().ascii_serialization(), app.origin());
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        assert_eq!(pairs, [("from".into(), hostile.into()), ("x".into(), "1".into())]);
        assert_eq!(url.path(), "/probe/$Interaction.UserData.path$", "it does not lead up");
        page.see_text("[data-testid=app-report]", "would lead out of the path").await;
        let fragment = page.run(&format!("return decodeURIComponent(new URL({frame}).hash)")).await;
        assert_eq!(fragment, json!(format!("#{hostile}/{hostile}")));
        page.see_text("[data-testid=app-tab-owner]", "<script>").await;
        page.holds("!window.evil && !document.querySelector('.app-strip script')").await;
    })
    .await;
}

#[tokio::test]
async fn apps_are_embedded_by_hand_in_three_ways_and_remembered() {
    let app = AppServer::probe().await;
    let host = desk::builder().start().await.expect("the host starts");
    host.inbound_call().await.expect("a call");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.click("[data-testid=embed-first]").await;
        for (address, fault) in [
            (format!("{}?id=$Interaction.Id$", app.url()), "$Interaction.Id$ is of an interaction"),
            (format!("{}?id=$Interaction.id$", app.url()), "did you mean $Interaction.Id$?"),
            ("http://$Agent.UserName$.example/".into(), "has a field in its host"),
            ("data:text/html,<script>evil=1</script>".into(), "not an absolute http or https address"),
        ] {
            page.fill("[data-testid=embed-url]", &address).await;
            page.click("[data-testid=embed-submit]").await;
            page.see_text("#embed-fault", fault).await;
        }
        picture(browser, "embed-dialog-fault").await;
        for (kind, address) in [
            ("frame", app.url()),
            ("per-interaction", format!("{}?id=$Interaction.Id$", app.url())),
            ("window", format!("{}?in=window", app.url())),
        ] {
            if kind != "frame" {
                page.click("[data-testid=embed]").await;
            }
            page.fill("[data-testid=embed-url]", &address).await;
            page.click(&format!("[data-testid=embed-kind-{kind}]")).await;
            page.click("[data-testid=embed-submit]").await;
            page.see_no("[data-testid=embed-submit]").await;
        }
        let tabs = "document.querySelectorAll('[data-testid=app-tab]').length";
        page.holds(&format!("{tabs} === 3")).await;
        page.see("[data-testid=app-elsewhere][data-state=waiting]").await;
        page.screenshot("app-window-waiting").await;

        page.run("location.reload()").await;
        page.holds(&format!("{tabs} === 3")).await;
        let parameters = "return ['app', 'app-per-interaction', 'app-window'].map((name) => new URLSearchParams(location.search).get(name))";
        let url = app.url();
        assert_eq!(page.run(parameters).await, json!([url, format!("{url}?id=$Interaction.Id$"), format!("{url}?in=window")]));
        page.click("[data-testid=embed]").await;
        page.holds("document.querySelectorAll('#recent-apps option').length === 3").await;
        picture(browser, "embed-dialog-kinds").await;
        page.click("[data-testid=embed-cancel]").await;
        page.click("[data-testid=remove-per-interaction]").await;
        page.holds("!location.search.includes('per-interaction')").await;
    })
    .await;
}

#[tokio::test]
async fn three_apps_at_once_hear_every_event_once() {
    let apps = [AppServer::probe().await, AppServer::probe().await, AppServer::probe().await];
    let host = desk::builder()
        .app(apps[0].url())
        .app(apps[1].url())
        .app_per_interaction(apps[2].url())
        .start()
        .await;
    let host = host.expect("the host starts");
    let call = host.inbound_call().await.expect("a call");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let frames = ["f1", "f2", "f3"];
        for frame in frames {
            page.click(&format!("[data-testid=app-tab][data-frame={frame}]")).await;
            browser.app(frame).see("output").await;
            browser.app(frame).run("subscribe('interaction')").await;
            browser.app(frame).holds("heard.length === 1").await;
        }
        browser
            .app("f2")
            .run(&format!("ask('interaction.accept', '{}')", call.interaction.interaction_id))
            .await;
        page.see("[data-testid=interaction-card][data-state=TALKING]").await;
        for frame in frames {
            browser.app(frame).run("ask('agent.get')").await;
            browser.app(frame).holds("results.at(-1)?.data?.username").await;
            let events =
                browser.app(frame).run("return heard.filter(({ message }) => message.event).length").await;
            assert_eq!(events, json!(1), "{frame}");
        }
        let origins: Vec<Value> = Journal::of(&host).await.sent_to("f2").into_iter().cloned().collect();
        assert_eq!(origins.len(), 4, "two answers of its own, one to the subscription, one event");
        page.screenshot("three-apps").await;
    })
    .await;
}
