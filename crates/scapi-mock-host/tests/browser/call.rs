//! The life of a call: it rings with a click on the page, and the app does the rest.
//! Page, app, journal and back end agree at each step.

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal};

#[tokio::test]
async fn an_app_takes_a_call_from_ring_to_mark_done() {
    let app = AppServer::callbar().await;
    take_a_call(&app, Pictures::Taken).await;
}

#[tokio::test]
async fn the_same_app_takes_a_call_with_another_client() {
    let app = AppServer::callbar_with("tests/browser/apps/another-client.js").await;
    take_a_call(&app, Pictures::None).await;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pictures {
    Taken,
    None,
}

async fn take_a_call(server: &AppServer, pictures: Pictures) {
    let host = desk::builder().app(server.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        let picture = async |name| {
            if pictures == Pictures::Taken {
                page.screenshot(name).await;
            }
        };

        page.see("[data-testid=connection][data-state=connected]").await;
        app.see("[data-testid=status][data-state=connected]").await;
        page.see_text("[data-testid=frame-status]", "subscribed to interaction").await;
        assert_eq!(Journal::of(&host).await.subscribers(), ["f1"]);
        assert_eq!(server.looked_up().await, [""; 0]);
        picture("call-0-idle").await;

        page.click("[data-testid=ring-submit]").await;
        page.see("[data-testid=interaction-card][data-state=RINGING]").await;
        app.see("[data-testid=interaction][data-state=RINGING]").await;
        app.see("[data-testid=record-status][data-status=found]").await;
        assert_eq!(app.text("[data-testid=record-name]").await, "Ada Lovelace");
        app.see_text("[data-testid=record]", "Analytical Engines Ltd").await;
        app.see_text("[data-testid=user-data]", "Gold").await;
        assert_eq!(server.looked_up().await, ["%2B33298000000"]);
        assert_eq!(Journal::of(&host).await.events("f1"), ["ADDED", "RINGING"]);
        picture("call-1-ringing").await;

        app.click("[data-testid=accept]").await;
        app.see("[data-testid=interaction][data-state=TALKING]").await;
        page.see("[data-testid=interaction-card][data-state=TALKING]").await;
        assert_eq!(Journal::of(&host).await.requests("interaction.accept").len(), 1);
        assert_eq!(host.interactions().await.expect("the session lives")[0].state.as_str(), "TALKING");
        picture("call-2-talking").await;

        app.click("[data-testid=disposition] option:nth-child(2)").await;
        app.click("[data-testid=save-disposition]").await;
        app.see_text("[data-testid=saved]", "Saved: Resolved").await;
        page.see_text("[data-testid=user-data] tr[data-key=DispositionCode]", "Resolved").await;
        let interaction = host.interactions().await.expect("the session lives").remove(0);
        assert_eq!(interaction.user_data["DispositionCode"], "Resolved");
        picture("call-3-disposition").await;

        page.click("[data-testid=action-far-end-hangs-up]").await;
        page.see("[data-testid=interaction-card][data-state=IDLE]").await;
        app.see("[data-testid=interaction][data-state=IDLE]").await;
        app.see("[data-testid=ended]").await;
        picture("call-4-ended").await;

        app.click("[data-testid=mark-done]").await;
        app.see("[data-testid=empty]").await;
        page.see("[data-testid=no-interactions]").await;
        picture("call-5-done").await;

        let journal = Journal::of(&host).await;
        assert_eq!(journal.stimuli(), ["inbound-call", "far-end-hangs-up"]);
        assert_eq!(
            journal.events("f1"),
            ["ADDED", "RINGING", "ESTABLISHED", "ATTACHED_DATA_CHANGED", "RELEASED", "MARK_DONE", "REMOVED"]
        );
        assert_eq!(server.looked_up().await, ["%2B33298000000"], "once a call");
        assert_eq!(host.interactions().await.expect("the session lives"), []);
        assert_eq!(browser.faults().await, [""; 0], "neither the page nor the app has a fault");
    })
    .await;
}
