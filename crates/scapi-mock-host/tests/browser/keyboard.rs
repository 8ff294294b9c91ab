//! Everything can be done without a mouse.

use fantoccini::key::Key;
use scapi_mock_host::{ClockKind, MockHost};

use crate::{
    app_server::AppServer,
    browser::{View, in_browser},
};

/// More stops than the page has between any two of its controls.
const MOST_STOPS: usize = 100;

#[tokio::test]
async fn a_call_is_rung_and_taken_with_the_keyboard_alone() {
    let app = AppServer::callbar().await;
    let host =
        MockHost::builder().clock(ClockKind::Virtual).app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        tab_to(page, "ring-submit").await;
        page.screenshot("keyboard-focus").await;
        page.press(Key::Enter).await;
        page.see("[data-testid=interaction-card][data-state=RINGING]").await;

        tab_to(page, "action-agent-accepts").await;
        page.press(Key::Space).await;
        page.see("[data-testid=interaction-card][data-state=TALKING]").await;
        page.holds("document.activeElement.closest('[data-testid=interaction-card]')").await;

        tab_to(page, "action-far-end-hangs-up").await;
        page.press(Key::Enter).await;
        tab_to(page, "action-agent-marks-done").await;
        page.press(Key::Enter).await;
        page.see("[data-testid=no-interactions]").await;
        page.holds("document.activeElement.id === 'desktop'").await;
    })
    .await;
}

#[tokio::test]
async fn a_call_is_taken_in_the_app_with_the_keyboard_alone() {
    let app = AppServer::callbar().await;
    let host =
        MockHost::builder().clock(ClockKind::Virtual).app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=ring-submit]").await;
        app.see("[data-testid=interaction]").await;
        app.run("window.focus(); document.querySelector('[data-testid=interaction]').focus()").await;
        tab_to(app, "accept").await;
        app.press(Key::Enter).await;
        app.see("[data-testid=interaction][data-state=TALKING]").await;
        // The button has gone; the focus has not.
        app.holds("document.activeElement.closest('[data-testid=interaction]')").await;
    })
    .await;
}

/// Goes on from control to control until the wanted one has the focus.
pub(crate) async fn tab_to(view: View<'_>, testid: &str) {
    let here = "return document.activeElement?.dataset?.testid ?? document.activeElement?.tagName";
    let mut stops = Vec::new();
    for _ in 0..MOST_STOPS {
        view.press(Key::Tab).await;
        let stop = view.run(here).await;
        if stop == testid {
            return;
        }
        stops.push(stop);
    }
    panic!("{testid} cannot be reached with the tab key; stops: {stops:?}");
}
