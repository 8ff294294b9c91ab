//! The controls of the session: its clock, where it is virtual, and starting afresh.

use scapi_mock_host::{ClockKind, MockHost};

use crate::{app_server::AppServer, browser::in_browser, journal::Journal};

#[tokio::test]
async fn a_virtual_clock_moves_by_its_buttons_and_a_reset_keeps_apps_subscribed() {
    let app = AppServer::callbar().await;
    let host =
        MockHost::builder().app(app.url()).clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=ring-submit]").await;
        app.see("[data-testid=interaction][data-state=RINGING]").await;
        page.click("[data-testid=advance-10000]").await;
        page.see_text("[data-testid=session-time]", "0:10").await;
        page.see_text("[data-testid=interaction-timer]", "0:10").await;
        page.screenshot("virtual-clock").await;
        host.advance(9_999).await.expect("the clock is virtual");
        page.see_text("[data-testid=session-time]", "0:19").await;
        page.see("[data-testid=interaction-card][data-state=RINGING]").await;
        page.click("[data-testid=advance-1000]").await;
        page.see("[data-testid=no-interactions]").await;
        app.see("[data-testid=empty]").await;

        page.click("[data-testid=ring-submit]").await;
        app.see("[data-testid=interaction]").await;
        page.click("[data-testid=reset]").await;
        page.see_text("[data-testid=toast]", "starts afresh").await;
        page.see("[data-testid=no-interactions]").await;
        page.see_text("[data-testid=session-time]", "0:00").await;
        page.click("[data-testid=ring-submit]").await;
        app.see("[data-testid=interaction][data-state=RINGING]").await;
        assert_eq!(Journal::of(&host).await.events("f1").last(), Some(&"RINGING"));
        page.see_text("[data-testid=log-row][data-kind=change]", "the session starts afresh").await;
    })
    .await;
}
