//! Two apps at once: each hears every event once, and answers go to the one that asked.

use serde_json::Value;

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal};

#[tokio::test]
async fn two_apps_share_a_call() {
    let (first, second) = (AppServer::callbar().await, AppServer::callbar().await);
    let host = desk::builder().app(first.url()).app(second.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let (one, other) = (browser.app("f1"), browser.app("f2"));
        one.see("[data-testid=status][data-state=connected]").await;
        other.holds("document.querySelector('[data-state=connected]')").await;
        page.click("[data-testid=ring-submit]").await;
        one.see("[data-testid=interaction][data-state=RINGING]").await;
        page.see("[data-testid=app-tab][data-frame=f2].has-news").await;

        page.click("[data-testid=app-tab][data-frame=f2]").await;
        page.see_no(".has-news").await;
        other.click("[data-testid=accept]").await;
        other.see("[data-testid=interaction][data-state=TALKING]").await;
        one.holds("document.querySelector('[data-testid=interaction][data-state=TALKING]')").await;
        page.screenshot("two-apps").await;

        let journal = Journal::of(&host).await;
        for frame in ["f1", "f2"] {
            assert_eq!(journal.events(frame), ["ADDED", "RINGING", "ESTABLISHED"], "{frame}");
        }
        let answers = |frame| journal.sent_to(frame).into_iter().filter(|message| is_answer(message)).count();
        assert_eq!((answers("f1"), answers("f2")), (3, 4), "f2 has accepted as well");

        page.click(".is-selected [data-testid=close-app]").await;
        page.see_no("[data-testid=app-tab][data-frame=f2]").await;
        page.click("[data-testid=action-far-end-hangs-up]").await;
        one.see("[data-testid=interaction][data-state=IDLE]").await;
        let journal = Journal::of(&host).await;
        assert_eq!(journal.events("f1").last(), Some(&"RELEASED"));
        assert_eq!(journal.events("f2").last(), Some(&"ESTABLISHED"), "it is closed");
    })
    .await;
}

fn is_answer(message: &Value) -> bool {
    message.get("referenceId").is_some()
}
