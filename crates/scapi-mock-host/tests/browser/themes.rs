//! Light and dark: as the system prefers, or as chosen; and everything can be read in both.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{
    app_server::AppServer,
    browser::{Browser, View, in_browser},
    journal::Journal,
    picture::{is_dark, is_dark_colour},
};

/// Gives every visible text whose contrast is below WCAG 2.2 AA.
const TOO_FAINT: &str = include_str!("too-faint.js");

#[tokio::test]
async fn everything_can_be_read_in_light_and_in_dark() {
    let app = AppServer::callbar().await;
    let profile = json!({ "userDataWriteAllowed": [] });
    let host = MockHost::builder()
        .clock(ClockKind::Virtual)
        .app(app.url())
        .profile(profile)
        .start()
        .await
        .expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("[data-testid=status][data-state=connected]").await;
        read_in_both(browser, "empty").await;

        page.click("[data-testid=ring-submit]").await;
        app.see("[data-testid=record-status][data-status=found]").await;
        page.click("[data-testid=ring-submit]").await;
        app.holds("document.querySelectorAll('[data-testid=interaction]').length === 2").await;
        app.click("[data-testid=accept]").await;
        app.see("[data-testid=interaction][data-state=TALKING]").await;
        app.click("[data-testid=disposition] option:nth-child(2)").await;
        app.click("[data-testid=save-disposition]").await;
        app.see_text("[data-testid=error]", "failed").await;
        page.run("document.querySelector('[data-testid=log-row].is-failed').click()").await;
        page.see("[data-testid=verdict-schema]").await;
        read_in_both(browser, "busy").await;

        page.run("document.querySelector('[data-testid=action-agent-rejects]').click()").await;
        page.click("[data-testid=action-far-end-hangs-up]").await;
        page.see("[data-testid=interaction-card][data-state=IDLE]").await;
        page.run("window.late = document.querySelector('[data-testid=action-agent-marks-done]')").await;
        page.click("[data-testid=action-agent-marks-done]").await;
        page.see("[data-testid=no-interactions]").await;
        page.run("late.click()").await;
        page.see("[data-testid=toast]").await;
        Journal::when(&host, "the end", |journal| journal.events("f1").last() == Some(&"REMOVED")).await;
        read_in_both(browser, "refusal").await;
    })
    .await;
}

#[tokio::test]
async fn a_theme_that_was_chosen_is_remembered_and_the_system_is_followed_otherwise() {
    let app = AppServer::callbar().await;
    let host =
        MockHost::builder().clock(ClockKind::Virtual).app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.holds(&is_dark(false)).await;
        browser.prefer("dark").await;
        page.holds(&is_dark(true)).await;
        page.click("[data-testid=theme]").await;
        page.holds(&is_dark(false)).await;
        let page = browser.open(host.url()).await;
        page.holds(&is_dark(false)).await;
        page.click("[data-testid=theme]").await;
        browser.prefer("light").await;
        page.holds(&is_dark(true)).await;
        browser.app("b2-f1").see("[data-testid=status]").await;
        page.snap("theme-chosen-dark").await;
    })
    .await;
}

#[tokio::test]
async fn an_app_that_leaves_its_ground_to_the_browser_can_be_read_in_dark() {
    let app = AppServer::probe().await;
    let host = MockHost::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        for theme in ["light", "dark"] {
            browser.prefer(theme).await;
            // Behind it lies what the page puts there: its own canvas, in which the app's text is chosen for it.
            let ground =
                "getComputedStyle(document.querySelector('[data-testid=app-frame]')).backgroundColor";
            page.holds(&is_dark_colour(ground, theme == "dark")).await;
            app.holds(&is_dark_colour("getComputedStyle(document.body).color", theme == "light")).await;
        }
    })
    .await;
}

async fn read_in_both(browser: &Browser, name: &str) {
    for theme in ["light", "dark"] {
        browser.prefer(theme).await;
        browser.page().holds(&is_dark(theme == "dark")).await;
        for view in [browser.page(), browser.app("f1")] {
            assert_readable(view, &format!("{theme}, {name}")).await;
        }
        browser.page().snap(&format!("theme-{name}-{theme}")).await;
    }
    browser.prefer("light").await;
}

async fn assert_readable(view: View<'_>, when: &str) {
    let faint = view.run(TOO_FAINT).await;
    assert_eq!(faint, json!([]), "{when}: these texts are too faint");
}
