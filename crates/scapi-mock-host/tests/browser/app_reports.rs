//! An app that does not show, or says nothing: the page says which header or fault it is, and what would help.

use std::net::Ipv4Addr;

use tokio::net::TcpListener;

use crate::{app_server::AppServer, browser::in_browser, desk, picture::picture};

#[tokio::test]
async fn what_stands_in_the_way_of_an_app_is_named_with_its_remedy() {
    let talking = AppServer::callbar().await;
    let denied = AppServer::probe_with("x-frame-options", "DENY").await;
    let listed = AppServer::probe_with("content-security-policy", "frame-ancestors 'self'").await;
    let mute = AppServer::mute().await;
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let nobody = format!("http://{}/", free.local_addr().expect("an address"));
    drop(free);
    let missing = format!("{}/no/such/page", mute.origin());
    let apps = [talking.url(), denied.url(), listed.url(), nobody, missing, mute.url()];
    let host = apps.iter().fold(desk::builder(), |builder, app| builder.app(app)).start().await;
    let host = host.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        for (frame, kind, what, remedy) in [
            ("f2", "x-frame-options", "X-Frame-Options: DENY", "Serve it without X-Frame-Options"),
            (
                "f3",
                "frame-ancestors",
                "Content-Security-Policy: frame-ancestors 'self'",
                "to frame-ancestors",
            ),
            ("f4", "connection-refused", "nothing listens there", "Start the app"),
            ("f5", "status", "404 Not Found to /no/such/page", "Correct the path"),
        ] {
            page.click(&format!("[data-testid=app-tab][data-frame={frame}]")).await;
            page.see_text(".is-selected .app-report-title", "This app cannot be shown").await;
            let finding = format!(".is-selected [data-testid=finding][data-kind={kind}]");
            page.see_text(&finding, what).await;
            page.see_text(&finding, remedy).await;
            page.see_text(".is-selected [data-testid=frame-status]", "no message yet").await;
            page.screenshot(&format!("app-report-{kind}")).await;
        }

        // One that is shown and says nothing.
        page.click("[data-testid=app-tab][data-frame=f6]").await;
        page.see_text(".is-selected .app-report-title", "Nothing has come from this app yet").await;
        page.see_text(".is-selected [data-testid=finding][data-kind=silence]", "answers 200").await;
        page.see_text(".is-selected [data-testid=finding][data-kind=silence]", "/wwe-service-client-api.js")
            .await;
        picture(browser, "app-report-silence").await;
        page.click("[data-testid=app-tab][data-frame=f2]").await;
        page.click(".is-selected [data-testid=dismiss-report]").await;
        page.see_no(".is-selected [data-testid=app-report]").await;
        page.click(".is-selected [data-testid=why-silent]").await;
        page.see(".is-selected [data-testid=finding][data-kind=x-frame-options]").await;
        page.see(".is-selected [data-testid=look-again]").await;

        // One that talks is left alone, and is not asked a second time.
        page.click("[data-testid=app-tab][data-frame=f1]").await;
        page.see_text(".is-selected [data-testid=frame-status]", "subscribed").await;
        page.holds("!document.querySelector('.is-selected [data-testid=app-report]')").await;
        assert_eq!(talking.loads().await, 1);
        page.see_text("[data-testid=log]", "The app forbids to be framed").await;
    })
    .await;
}

#[tokio::test]
async fn a_report_goes_when_the_app_talks_after_all() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.see_text("[data-testid=frame-status]", "no message yet").await;
        page.see("[data-testid=app-report]").await;
        browser.app("f1").run("ask('agent.get')").await;
        page.see_no("[data-testid=app-report]").await;
        page.see_text("[data-testid=frame-status]", "no subscriptions").await;
        page.see_no("[data-testid=why-silent]").await;
    })
    .await;
}
