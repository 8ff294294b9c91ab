//! Every state of the page, looked at by a person: `cargo xtask screenshots` takes the pictures, and CI keeps them.

use scapi_mock_host::{ClockKind, MockHost, MockHostBuilder};
use serde_json::{Value, json};
use url::Url;

use crate::{
    app_server::AppServer,
    browser::in_browser,
    journal::Journal,
    picture::{picture, picture_of, tablet_picture},
    proxy::{Proxy, Way},
};

/// A call like those of a busy day.
fn call() -> Value {
    json!({
        "type": "inbound-call", "ani": "+33298000000", "dnis": "5001",
        "contact": { "firstName": "Maria", "lastName": "Silva" },
        "userData": { "Segment": "Gold", "Language": "fr", "OrderNumber": "A-20931" },
    })
}

async fn host(builder: MockHostBuilder) -> MockHost {
    builder.clock(ClockKind::Virtual).start().await.expect("the host starts")
}

async fn act(host: &MockHost, kind: &str, interaction: &str, more: Value) {
    let mut stimulus = more;
    stimulus["type"] = json!(kind);
    stimulus["interactionId"] = json!(interaction);
    host.stimulus(stimulus).await.unwrap_or_else(|error| panic!("{kind}: {error}"));
}

fn card(interaction: &str, state: &str) -> String {
    format!("[data-testid=interaction-card][data-interaction-id='{interaction}'][data-state={state}]")
}

#[tokio::test]
async fn a_call_that_rings_and_is_taken() {
    let app = AppServer::callbar().await;
    let host = host(MockHost::builder().app(app.url())).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("[data-testid=status][data-state=connected]").await;
        let both = [page, app];
        picture_of(browser, "empty", &both).await;
        tablet_picture(browser, "empty").await;

        host.stimulus(call()).await.expect("a call");
        page.see(&card("1", "RINGING")).await;
        app.see("[data-testid=record-status][data-status=found]").await;
        host.advance(4_000).await.expect("the clock is virtual");
        page.see_text("[data-testid=interaction-timer]", "0:04").await;
        // The first name comes under two keys.
        assert_eq!(page.text("[data-testid=contact]").await.matches("Maria").count(), 1);
        picture_of(browser, "ringing", &both).await;
        act(&host, "agent-accepts", "1", json!({})).await;
        app.see("[data-testid=interaction][data-state=TALKING]").await;
        page.see(&card("1", "TALKING")).await;
        picture_of(browser, "talking", &both).await;
        tablet_picture(browser, "talking").await;
    })
    .await;
}

#[tokio::test]
async fn a_call_that_is_recorded_and_becomes_a_conference() {
    let app = AppServer::callbar().await;
    let host = host(MockHost::builder().app(app.url())).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        host.stimulus(call()).await.expect("a call");
        act(&host, "agent-accepts", "1", json!({})).await;
        page.see(&card("1", "TALKING")).await;
        act(&host, "agent-starts-recording", "1", json!({})).await;
        page.see("[data-testid=action-agent-stops-recording]").await;
        picture(browser, "recording").await;

        page.click("[data-testid=action-agent-consults]").await;
        page.see("[data-testid=action-dialog]").await;
        picture(browser, "dialog").await;
        tablet_picture(browser, "dialog").await;
        page.click("[data-testid=action-submit]").await;
        page.see(&card("1", "HELD")).await;
        act(&host, "far-end-answers", "2", json!({})).await;
        page.see(&card("2", "TALKING")).await;
        picture(browser, "consultation").await;
        act(&host, "agent-conferences", "2", json!({})).await;
        page.see_text("[data-interaction-id='1'] [data-testid=parties]", "5002").await;
        picture(browser, "conference").await;
    })
    .await;
}

#[tokio::test]
async fn a_call_that_may_not_be_marked_done_and_one_that_is_gone() {
    let app = AppServer::callbar().await;
    let host = host(MockHost::builder().app(app.url())).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        host.start_in("blocked-markdone").await.expect("a state");
        page.see(&card("1", "IDLE")).await;
        page.click("[data-testid=action-agent-marks-done]").await;
        page.see_text("[data-testid=log]", "The form is not saved").await;
        picture(browser, "blocked-markdone").await;

        host.stimulus(call()).await.expect("a call");
        page.see(&card("2", "RINGING")).await;
        page.run("window.late = document.querySelector('[data-testid=action-agent-accepts]')").await;
        act(&host, "agent-rejects", "2", json!({})).await;
        page.see_no(&card("2", "RINGING")).await;
        page.run("late.click()").await;
        page.see("[data-testid=toast][data-tone=refusal]").await;
        picture(browser, "refusal").await;
        tablet_picture(browser, "refusal").await;
    })
    .await;
}

#[tokio::test]
async fn chats_e_mails_work_items_and_previews() {
    let app = AppServer::callbar().await;
    let host = host(MockHost::builder().app(app.url())).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        host.stimulus(
            json!({ "type": "inbound-chat", "contact": { "firstName": "Wei", "lastName": "Chen" } }),
        )
        .await
        .expect("a chat");
        act(&host, "agent-accepts", "1", json!({})).await;
        act(&host, "chat-line", "1", json!({ "text": "Good morning! Where is my order A-20931?" })).await;
        page.see(&card("1", "ACCEPTED")).await;
        picture(browser, "chat").await;
        host.stimulus(json!({ "type": "agent-creates-email", "destination": "maria.silva@example.org" }))
            .await
            .expect("an e-mail");
        act(&host, "agent-saves", "2", json!({})).await;
        page.see(&card("2", "SAVED")).await;
        picture(browser, "email").await;
        host.stimulus(json!({ "type": "preview-record", "mode": "push" })).await.expect("a record");
        host.stimulus(json!({ "type": "inbound-workitem" })).await.expect("a work item");
        page.see(&card("4", "INVITED")).await;
        page.run("document.querySelector('[data-interaction-id=\"3\"]').scrollIntoView()").await;
        picture(browser, "preview").await;
        tablet_picture(browser, "preview").await;
    })
    .await;
}

#[tokio::test]
async fn apps_that_do_not_show_or_may_not_talk() {
    let denied = AppServer::probe_with("x-frame-options", "DENY").await;
    let (mute, probe) = (AppServer::mute().await, AppServer::probe().await);
    let profile = json!({ "acceptedOrigins": [probe.origin()] });
    let host = host(MockHost::builder().app(probe.url()).profile(profile)).await;
    in_browser(async |browser| {
        let apps = [("app", denied.url()), ("app", mute.url())];
        let url = Url::parse_with_params(host.url(), apps).expect("a URL");
        let page = browser.open(url.as_str()).await;
        browser.app("f1").see("output").await;
        page.click("[data-testid=app-tab][data-frame=f2]").await;
        page.see(".is-selected [data-testid=finding][data-kind=x-frame-options]").await;
        picture(browser, "app-not-framed").await;
        tablet_picture(browser, "app-not-framed").await;
        page.click("[data-testid=app-tab][data-frame=f3]").await;
        page.see(".is-selected .is-refused[data-testid=frame-status]").await;
        page.see(".is-selected [data-testid=app-report]").await;
        picture(browser, "app-not-accepted").await;

        // A frame in an app, which is no app itself.
        let nested = "document.body.append(Object.assign(document.createElement('iframe'), \
            { srcdoc: '<script>top.postMessage({ is: \"nobody\" }, \"*\")</script>' }))";
        page.click("[data-testid=app-tab][data-frame=f1]").await;
        browser.app("f1").run(nested).await;
        Journal::when(&host, "a stranger", |journal| !journal.notes("gate.origin/4").is_empty()).await;
        page.see_text("[data-testid=log]", "is no embedded app").await;
        picture(browser, "stranger").await;

        page.click("[data-testid=embed]").await;
        page.see("[data-testid=embed-url]").await;
        picture(browser, "embed-dialog").await;
    })
    .await;
}

#[tokio::test]
async fn no_app_at_all_and_one_in_a_window() {
    let app = AppServer::callbar().await;
    let bare = host(MockHost::builder()).await;
    let windows = host(MockHost::builder().app(app.url())).await;
    in_browser(async |browser| {
        let page = browser.open(bare.url()).await;
        page.see("[data-testid=no-apps]").await;
        picture(browser, "no-apps").await;
        let page = browser.open(windows.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=to-window]").await;
        page.see("[data-testid=app-elsewhere][data-state=open]").await;
        picture(browser, "app-in-a-window").await;
    })
    .await;
}

#[tokio::test]
async fn a_host_that_is_away_and_one_that_is_gone() {
    let app = AppServer::callbar().await;
    let host = host(MockHost::builder().app(app.url())).await;
    let proxy = Proxy::to(host.address()).await;
    in_browser(async |browser| {
        let page = browser.open(&proxy.url(host.address(), host.url())).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        host.start_in("talking").await.expect("a state");
        page.see(&card("1", "TALKING")).await;
        proxy.set(Way::Cut);
        page.see("[data-testid=connection][data-state=reconnecting]").await;
        picture(browser, "reconnecting").await;
    })
    .await;
}

#[tokio::test]
async fn the_message_log_with_rows_open_and_with_what_breaks_the_contract() {
    let app = AppServer::probe().await;
    let host = host(MockHost::builder().app(app.url())).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        app.run("subscribe('interaction', 'markdone')").await;
        host.stimulus(call()).await.expect("a call");
        app.run("ask('interaction.accept', '1'); ask('interaction.setUserData', '1', { Reason: 'billing' })").await;
        app.run("ask('interaction.accept', 1); ask('interaction.acept', '1'); ask('interaction.setUserData', '1')").await;
        app.holds("results.length === 5").await;
        page.see_text("[data-testid=log]", "acept").await;
        page.see(".is-failed[data-testid=log-row]").await;
        picture_of(browser, "log-violations", &[page, app]).await;
        page.click(".is-failed[data-testid=log-row]").await;
        page.see("[data-testid=log-detail] [data-testid=verdicts]").await;
        picture_of(browser, "log-open", &[page, app]).await;
        tablet_picture(browser, "log-open").await;
    })
    .await;
}

#[tokio::test]
async fn the_control_api_for_people() {
    let host = MockHost::start().await;
    in_browser(async |browser| {
        let page = browser.open(&host.url().replace("/s/default/", "/docs")).await;
        page.see("[data-testid=operation]").await;
        picture(browser, "docs").await;
    })
    .await;
}

#[tokio::test]
async fn an_operation_of_the_control_api_for_people() {
    let host = MockHost::start().await;
    in_browser(async |browser| {
        let page = browser.open(&host.url().replace("/s/default/", "/docs")).await;
        page.click("#advanceClock summary").await;
        page.see_text("#advanceClock", "\"ms\": 20000").await;
        picture(browser, "docs-open").await;
        tablet_picture(browser, "docs-open").await;
    })
    .await;
}
