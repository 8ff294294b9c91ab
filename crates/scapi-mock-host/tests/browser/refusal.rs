//! What is refused says why, on the page and in the app.

use scapi_mock_host::MockHost;
use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser};

#[tokio::test]
async fn a_refusal_is_shown_with_its_reason() {
    let app = AppServer::callbar().await;
    let profile = json!({ "userDataWriteAllowed": ["Segment"] });
    let host = MockHost::builder().app(app.url()).profile(profile).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=ring-submit]").await;
        app.see("[data-testid=interaction]").await;

        app.click("[data-testid=disposition] option:nth-child(2)").await;
        app.click("[data-testid=save-disposition]").await;
        app.see_text("[data-testid=error]", "Saving the disposition failed: ").await;
        app.see_text("[data-testid=error]", "DispositionCode").await;
        page.holds("document.querySelector('[data-testid=log-row].is-failed[data-what=failure]')").await;
        page.screenshot("refusal-in-the-app").await;

        // The button is clicked just when the call has gone.
        page.run("window.late = document.querySelector('[data-testid=action-agent-accepts]')").await;
        page.click("[data-testid=action-agent-rejects]").await;
        page.see("[data-testid=no-interactions]").await;
        page.run("late.click()").await;
        page.see_text("[data-testid=toast][data-tone=refusal]", "Accept").await;
        page.see_text("[data-testid=toast][data-tone=refusal]", "no interaction has the id").await;
        page.screenshot("refusal-on-the-page").await;
        page.click("[data-testid=toast-dismiss]").await;
        page.see_no("[data-testid=toast]").await;
    })
    .await;
}
