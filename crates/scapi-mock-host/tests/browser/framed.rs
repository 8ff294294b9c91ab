//! The page in a frame of a test runner.

use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal};

#[tokio::test]
async fn the_page_works_in_a_frame_of_another_origin() {
    let (app, runner) = (AppServer::callbar().await, AppServer::runner().await);
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let outer = browser.open(&format!("{}#{}", runner.url(), json!({ "url": host.url() }))).await;
        let page = browser.within("#desktop");
        page.see("[data-testid=connection][data-state=connected]").await;
        let app = page.app("f1");
        app.see("[data-testid=status][data-state=connected]").await;
        page.click("[data-testid=ring-submit]").await;
        app.click("[data-testid=accept]").await;
        page.see("[data-testid=interaction-card][data-state=TALKING]").await;

        // A runner that talks to the page all day is noted a few times.
        outer.run("for (let count = 0; count < 500; count += 1) desktop.contentWindow.postMessage({ is: 'the runner' }, '*')").await;
        page.fill("[data-testid=log-find]", "are not noted").await;
        page.see_text("[data-testid=log-found]", "1").await;
        let noted = Journal::when(&host, "the runner", |journal| journal.notes("gate.origin/4").len() == 20).await;
        assert_eq!(noted.sent_to("f1").iter().filter(|message| message.get("is").is_some()).count(), 0);
        outer.screenshot("framed-by-a-runner").await;
    })
    .await;
}

#[tokio::test]
async fn a_page_that_is_not_of_this_machine_may_frame_it_when_it_is_let() {
    let runner = AppServer::runner().await;
    let foreign = runner.url().replace("127.0.0.1", "runner.localhost");
    let origin = runner.origin().replace("127.0.0.1", "runner.localhost");
    let usual = desk::builder().start().await.expect("the host starts");
    let open = desk::builder()
        .frame_ancestor(origin.parse().expect("a value"))
        .start()
        .await
        .expect("the host starts");
    in_browser(async |browser| {
        let outer = browser.open(&format!("{foreign}#{}", json!({ "url": usual.url() }))).await;
        outer.holds("document.body.textContent.includes('loaded')").await;
        let faults = browser.faults().await;
        assert!(faults.iter().any(|fault| fault.contains("frame-ancestors")), "{faults:?}");
        assert!(
            !browser
                .within("#desktop")
                .run("return document.body.textContent")
                .await
                .to_string()
                .contains("Workspace")
        );

        browser.open("about:blank").await;
        browser.open(&format!("{foreign}#{}", json!({ "url": open.url() }))).await;
        browser.within("#desktop").see("[data-testid=connection][data-state=connected]").await;
    })
    .await;
}
