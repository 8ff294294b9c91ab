//! The host of a browser test.

use scapi_mock_host::{ClockKind, MockHost, MockHostBuilder};
use serde_json::json;

use crate::{
    app_server::AppServer,
    browser::{Browser, in_browser},
};

/// A host whose calls ring for as long as a test needs: a browser on a busy machine takes its time.
pub(crate) fn builder() -> MockHostBuilder {
    MockHost::builder().profile(json!({ "ringTimeoutMs": 3_600_000 }))
}

/// Opens the page of a desktop on which time stands, with the probe in its first frame.
pub(crate) async fn with_probe(test: impl AsyncFnOnce(&MockHost, &Browser)) {
    let app = AppServer::probe().await;
    let host = MockHost::builder().clock(ClockKind::Virtual).app(app.url());
    let host = host.start().await.expect("the host starts");
    let host = &host;
    in_browser(async move |browser| {
        browser.open(host.url()).await;
        browser.app("f1").see("output").await;
        test(host, browser).await;
    })
    .await;
}
