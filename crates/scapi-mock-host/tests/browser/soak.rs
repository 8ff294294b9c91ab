//! Half an hour of calls in session time: afterwards the page holds no more than it did after the first few.

use std::time::Duration;

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{
    app_server::AppServer,
    browser::{Browser, View, in_browser},
};

/// Six seconds each.
const CALLS: u32 = 300;
/// By then everything is compiled, and what is kept of the latest two hundred is full.
const WARM: u32 = 210;

/// What the page and the apps in it hold when nothing goes on.
#[derive(Debug)]
struct Held {
    nodes: f64,
    listeners: f64,
    heap: f64,
}

impl Held {
    /// Without rows in the log.
    async fn of(browser: &Browser, page: View<'_>) -> Self {
        page.click("[data-testid=log-clear]").await;
        page.holds("!document.querySelector('[data-testid=log-row]')").await;
        browser.ask("HeapProfiler.collectGarbage", json!({})).await;
        let told = browser.ask("Performance.getMetrics", json!({})).await;
        let metrics = told["metrics"].as_array().expect("metrics");
        let read = |name: &str| {
            let metric = metrics.iter().find(|metric| metric["name"] == name).expect("Chromium tells it");
            metric["value"].as_f64().expect("a number")
        };
        Self { nodes: read("Nodes"), listeners: read("JSEventListeners"), heap: read("JSHeapUsedSize") }
    }
}

/// A call from its ring to its end, as the page shows it. What is asked for as an element, the driver would hold on to.
async fn take_a_call(host: &MockHost, page: View<'_>, number: u32) {
    let pass =
        async |seconds| host.clock().advance(Duration::from_secs(seconds)).await.expect("virtual time");
    let call = host.inbound_call().from(format!("+3329800{number:04}")).user_data("Segment", "Gold").await;
    let call = call.expect("a call");
    pass(1).await;
    host.agent_accepts(&call).await.expect("it rings");
    page.holds("document.querySelector('[data-testid=interaction-card][data-state=TALKING]')").await;
    pass(4).await;
    host.far_end_hangs_up(&call).await.expect("somebody is there");
    pass(1).await;
    host.agent_marks_done(&call).await.expect("it is over");
    page.holds("document.querySelector('[data-testid=no-interactions]')").await;
}

#[tokio::test]
async fn half_an_hour_of_calls_leaves_nothing_behind() {
    let app = AppServer::callbar().await;
    let host =
        MockHost::builder().clock(ClockKind::Virtual).app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("[data-testid=status][data-state=connected]").await;
        browser.ask("Performance.enable", json!({})).await;
        let mut warm = None;
        for number in 1..=CALLS {
            take_a_call(&host, page, number).await;
            if number == WARM {
                app.see("[data-testid=empty]").await;
                warm = Some(Held::of(browser, page).await);
            }
        }
        app.see("[data-testid=empty]").await;
        let (warm, end) = (warm.expect("there were more calls"), Held::of(browser, page).await);
        // What a call left behind would be there ninety times.
        assert!(end.nodes < warm.nodes + 45.0, "nodes: {warm:?}, then {end:?}");
        assert!(end.listeners < warm.listeners + 45.0, "listeners: {warm:?}, then {end:?}");
        // The inspector keeps ten thousand entries for looking back, of which there are not as many yet.
        assert!(end.heap < warm.heap + 1_350_000.0, "15 kB a call: {warm:?}, then {end:?}");
        page.see_text("[data-testid=session-time]", "30:00").await;
    })
    .await;
}
