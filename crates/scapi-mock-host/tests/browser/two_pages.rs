//! Two pages on one session: each has frames of its own, and both show the same desktop.

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal};

#[tokio::test]
async fn two_pages_show_one_desktop_and_one_that_goes_leaves_the_other_alone() {
    let app = AppServer::callbar().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |one| {
        let first = one.open(host.url()).await;
        one.app("f1").see("[data-testid=status][data-state=connected]").await;
        in_browser(async |other| {
            let second = other.open(host.url()).await;
            other.app("b2-f1").see("[data-testid=status][data-state=connected]").await;
            first.click("[data-testid=ring-submit]").await;
            second.see("[data-testid=interaction-card][data-state=RINGING]").await;
            other.app("b2-f1").click("[data-testid=accept]").await;
            one.app("f1").see("[data-testid=interaction][data-state=TALKING]").await;
            first.see("[data-testid=interaction-card][data-state=TALKING]").await;
            second.screenshot("two-pages-second").await;
        })
        .await;
        first.click("[data-testid=action-far-end-hangs-up]").await;
        one.app("f1").see("[data-testid=interaction][data-state=IDLE]").await;
        first.see("[data-testid=connection][data-state=connected]").await;
        let journal = Journal::of(&host).await;
        assert_eq!(journal.events("f1"), ["ADDED", "RINGING", "ESTABLISHED", "RELEASED"], "each once");
        assert_eq!(
            journal.requests("interaction.accept").iter().map(|(frame, _)| *frame).collect::<Vec<_>>(),
            ["b2-f1"]
        );
    })
    .await;
}
