//! What faults do to an app with the drop-in client, in a real browser. Nothing waits for the 10 s of the client: the test holds its timer.

use scapi_mock_host::{FaultState, host::FaultGuard, method, subscribes};
use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, desk, patience};

/// The client's time-out is for the test to call.
const HOLD_THE_TIMER: &str = "window.timers = []; const real = window.setTimeout; \
    window.setTimeout = (act, ms) => ms === 10000 ? timers.push(act) : real(act, ms)";

async fn until_state(fault: &FaultGuard<'_>, is_so: impl Fn(&FaultState) -> bool) {
    let look = async || fault.state().await.map(|state| is_so(&state).then_some(()));
    patience::until(look).await.expect("the fault strikes");
}

#[tokio::test]
async fn an_answer_that_comes_when_the_client_has_given_up_is_not_taken_for_one() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        let late = host.faults().on(method("agent.get")).answers_too_late().await.expect("a fault");
        app.run(&format!("{HOLD_THE_TIMER}; ask('agent.get')")).await;
        until_state(&late, |late| late.held == 1).await;
        app.run("timers[0]()").await;
        assert_eq!(app.run("return results").await, json!(["Request timeout"]));
        // What it holds back goes when it is taken out.
        drop(late);
        app.holds("heard.length === 1 && heard[0].message.data.username").await;
        assert_eq!(app.run("return results.length").await, json!(1));
    })
    .await;
}

#[tokio::test]
async fn an_answer_whose_reference_id_has_another_type_is_nobodys() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        let wrong =
            host.faults().on(method("agent.get")).wrong_reference_id_type().times(1).await.expect("a fault");
        // "0" as a number would be no reference id at all for the client, hence the first.
        app.run(&format!("{HOLD_THE_TIMER}; ask('agent.getState')")).await;
        app.holds("results.length === 1").await;
        app.run("ask('agent.get')").await;
        app.holds("heard.length === 2 && heard[1].message.referenceId === 1").await;
        app.run("timers[1]()").await;
        assert_eq!(app.run("return results[1]").await, json!("Request timeout"));
        app.run("ask('agent.get')").await;
        app.holds("results.length === 3 && results[2].data").await;
        drop(wrong);
    })
    .await;
}

#[tokio::test]
async fn an_event_before_the_answer_to_its_subscription_finds_no_handler() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        let early = host.faults().on(subscribes("interaction")).event_before_answer().await.expect("a fault");
        app.run(
            "window.handled = []; api.subscribe('interaction', ({ data }) => handled.push(data.eventType))",
        )
        .await;
        until_state(&early, |early| early.held == 1).await;
        host.inbound_call().await.expect("a call");
        app.holds("heard.length === 3").await;
        let order = app
            .run("return heard.map(({ message }) => message.data?.eventType ?? message.subscriptionId)")
            .await;
        assert_eq!(order, json!(["ADDED", "sub-1", "RINGING"]));
        assert_eq!(app.run("return handled").await, json!(["RINGING"]), "nobody heard of the first");
        drop(early);
    })
    .await;
}

#[tokio::test]
async fn the_page_loads_an_app_again_when_a_fault_wants_it() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        app.run("window.isOld = true; subscribe('interaction')").await;
        app.holds("heard.length === 1").await;
        host.faults().reloads_frames().await.expect("a fault").keep();
        app.holds("!window.isOld && document.querySelector('output')").await;
        host.inbound_call().await.expect("a call");
        app.run("ask('agent.get')").await;
        app.holds("results.length === 1").await;
        assert_eq!(app.run("return heard.length").await, json!(1), "its subscription is over");
    })
    .await;
}

#[tokio::test]
async fn the_page_comes_back_to_a_host_that_has_restarted_and_loads_its_apps_again() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("output").await;
        browser.app("f1").run("subscribe('interaction')").await;
        browser.app("f1").holds("heard.length === 1").await;
        host.inbound_call().await.expect("a call");
        page.see("[data-testid=interaction-card]").await;
        host.faults().restarts().await.expect("a fault").keep();
        page.see_no("[data-testid=interaction-card]").await;
        // Another bridge, another name of the frame, and an app that has to subscribe again.
        let app = browser.app("b2-f1");
        app.see("output").await;
        app.run("subscribe('interaction')").await;
        app.holds("heard.length === 1").await;
        host.inbound_call().await.expect("a call");
        app.holds("heard.length === 3").await;
    })
    .await;
}
