//! The promise layer in a real window, with a real host: several connections and the drop-in client in one page.

use scapi_mock_host::method;
use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal};

#[tokio::test]
async fn an_app_of_promises_takes_a_call() {
    let app = AppServer::promises().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.holds("window.scapi").await;
        app.run(
            "window.host = scapi.connect({ origin: location.ancestorOrigins[0] });\
             window.events = host.events('interaction'); keep('ready', events.ready)",
        )
        .await;
        app.holds("outcomes.ready").await;
        page.see_text("[data-testid=frame-status]", "subscribed to interaction").await;
        page.click("[data-testid=ring-submit]").await;
        page.see("[data-testid=interaction-card][data-state=RINGING]").await;
        // Nobody has asked for an event so far, and none is lost.
        app.run("listen('call', events, 'REMOVED'); keep('all', host.interaction.getInteractions())").await;
        app.holds("outcomes.all?.value.length === 1").await;
        app.run("keep('accepted', host.interaction.accept(outcomes.all.value[0].interactionId))").await;
        page.see("[data-testid=interaction-card][data-state=TALKING]").await;
        app.run("keep('twice', host.interaction.accept(outcomes.all.value[0].interactionId))").await;
        app.holds("outcomes.twice").await;
        let twice = app.run("return outcomes.twice").await;
        assert_eq!(
            (&twice["kind"], &twice["method"]),
            (&json!("ScapiFailure"), &json!("interaction.accept"))
        );
        assert!(twice["errorMessage"].as_str().is_some_and(|text| text.contains("TALKING")), "{twice}");
        page.click("[data-testid=action-far-end-hangs-up]").await;
        page.see("[data-testid=interaction-card][data-state=IDLE]").await;
        app.run("keep('done', host.interaction.markdone(outcomes.all.value[0].interactionId))").await;
        app.holds("heard.call.at(-1) === 'over'").await;
        let call = ["ADDED", "RINGING", "ESTABLISHED", "RELEASED", "MARK_DONE", "REMOVED", "over"];
        let heard = "return heard.call.filter((name) => !name.startsWith('CASE_'))";
        assert_eq!(app.run(heard).await, json!(call));
        page.see_text("[data-testid=frame-status]", "no subscriptions").await;
        assert_eq!(browser.faults().await, [""; 0], "neither the page nor the app has a fault");
    })
    .await;
}

#[tokio::test]
async fn connections_and_the_drop_in_client_in_one_page_do_not_disturb_each_other() {
    let app = AppServer::promises().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        browser.open(host.url()).await;
        let app = browser.app("f1");
        app.holds("window.scapi").await;
        app.run(
            "window.one = scapi.connect(); window.two = scapi.connect(); window.api = genesys.wwe.service; heard.old = [];\
             window.streams = [one.events('interaction'), two.events(['interaction', 'agent'])];\
             keep('ready', Promise.all(streams.map(({ ready }) => ready)));\
             api.subscribe('interaction', ({ data }) => heard.old.push(data.eventType));\
             api.agent.get((answer) => { outcomes.old = answer })",
        )
        .await;
        app.holds("outcomes.ready && outcomes.old").await;
        app.run("listen('one', streams[0], 'RINGING'); listen('two', streams[1], 'ESTABLISHED')").await;
        let call = host.inbound_call().await.expect("a call");
        app.holds("heard.one.at(-1) === 'over'").await;
        app.run(&format!("one.close(); keep('two', two.interaction.accept('{}'))", call.interaction.interaction_id)).await;
        app.holds("heard.two.at(-1) === 'over' && heard.old.at(-1) === 'ESTABLISHED'").await;
        let heard = app.run("return [heard.one, heard.two, heard.old].map((all) => all.filter((name) => !name.startsWith('CASE_')))").await;
        let expected = [
            vec!["ADDED", "RINGING", "over"],
            vec!["ADDED", "RINGING", "ESTABLISHED", "over"],
            vec!["ADDED", "RINGING", "ESTABLISHED"],
        ];
        assert_eq!(heard, json!(expected), "each hears every event once");
        let journal = Journal::of(&host).await;
        assert_eq!(journal.notes("frame/2"), [""; 0], "no id of one looks like a new start of another");
    })
    .await;
}

#[tokio::test]
async fn a_page_that_is_loaded_again_leaves_no_subscription_behind() {
    let app = AppServer::promises().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.holds("window.scapi").await;
        app.run("window.isOld = true; keep('ready', scapi.connect().events('interaction').ready)").await;
        page.see_text("[data-testid=frame-status]", "subscribed to interaction").await;
        app.run("location.reload()").await;
        app.holds("!window.isOld && window.scapi").await;
        app.run("window.host = scapi.connect(); keep('agent', host.agent.get())").await;
        app.holds("outcomes.agent").await;
        page.see_text("[data-testid=frame-status]", "no subscriptions").await;
        let reloaded = ["frame f1 reloaded: its reference ids are those of another page"];
        assert_eq!(Journal::of(&host).await.notes("frame/2"), reloaded);

        // The new page is one page, whatever clients it has.
        app.run(
            "keep('ready', scapi.connect().events('interaction').ready); heard.old = 0;\
             genesys.wwe.service.subscribe('agent', () => {}); genesys.wwe.service.agent.get(() => { heard.old += 1 })",
        )
        .await;
        app.holds("outcomes.ready && heard.old === 1").await;
        page.see_text("[data-testid=frame-status]", "subscribed to interaction, agent").await;
        assert_eq!(Journal::of(&host).await.notes("frame/2"), reloaded);
    })
    .await;
}

#[tokio::test]
async fn silence_and_what_is_given_up_are_errors_of_their_own() {
    let app = AppServer::promises().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        browser.open(host.url()).await;
        let app = browser.app("f1");
        app.holds("window.scapi").await;
        let silent = host.faults().on(method("agent.get")).drops().await.expect("a fault");
        app.run(
            "window.host = scapi.connect(); keep('silence', host.agent.get({ timeoutMs: 20 }));\
             keep('aborted', host.agent.get({ signal: AbortSignal.timeout(20) }));\
             keep('function', host.voice.dial('5', { call() {} }));\
             keep('elsewhere', scapi.connect({ origin: 'https://elsewhere.example' }).agent.getState({ timeoutMs: 20 }));\
             keep('works', host.agent.getState())",
        )
        .await;
        app.holds("Object.keys(outcomes).length === 5").await;
        let kinds = "return ['silence', 'aborted', 'function', 'elsewhere', 'works'].map((name) => outcomes[name].kind ?? 'fine')";
        assert_eq!(app.run(kinds).await, json!(["ScapiTimeout", "TimeoutError", "DataCloneError", "ScapiTimeout", "fine"]));
        assert_eq!(Journal::of(&host).await.requests("agent.getState").len(), 1, "nothing was sent to another origin");
        drop(silent);
    })
    .await;
}

#[tokio::test]
async fn a_page_without_a_desktop_is_told_so() {
    let app = AppServer::promises().await;
    in_browser(async |browser| {
        let page = browser.open(&app.url()).await;
        page.holds("window.scapi").await;
        let connect = "try { scapi.connect(); return null } catch (error) { return `${error.name}: ${error.message}` }";
        let fault = page.run(connect).await;
        let expected = "ScapiError: there is no host: this page is neither embedded nor opened by one";
        assert!(fault.as_str().is_some_and(|fault| fault.starts_with(expected)), "{fault}");
        // A window that it has opened finds it.
        page.run("window.opened = window.open(location.href)").await;
        page.holds("window.opened.scapi").await;
        page.run("window.got = []; addEventListener('message', ({ data }) => got.push(data.request)); opened.keep('none', opened.scapi.connect().agent.get())")
            .await;
        page.holds("got[0] === 'agent.get'").await;
    })
    .await;
}
