//! Apps that misbehave harm nobody but themselves: what they post is journaled, and the others are served on.

use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal};

/// What an app may post, as JavaScript, and what the journal notes about it (a part of it).
const ODDITIES: &[(&str, &str)] = &[
    ("'text'", "a message is a JSON object, got a string"),
    ("'wwe-something'", "a message is a JSON object, got a string"),
    ("[1, 2]", "a message is a JSON object, got an array"),
    ("5", "neither an object nor a string: number"),
    ("null", "neither an object nor a string: null"),
    ("undefined", "neither an object nor a string: undefined"),
    ("{}", "the userAgent of an app is \"WWE Client\", got nothing"),
    (
        "(() => { const it = { userAgent: 'WWE Client' }; it.self = it; return it })()",
        "not JSON: Converting circular",
    ),
    ("{ userAgent: 'WWE Client', request: 'a.b', parameters: [5n] }", "not JSON:"),
    ("new Map([[1, 2]])", "not JSON: Map"),
    ("new Date(0)", "not JSON: Date"),
    ("new Uint8Array(4)", "not JSON: Uint8Array"),
    ("{ text: 'x'.repeat(2 ** 20) }", "larger than 1 MiB"),
    ("JSON.parse('['.repeat(500) + ']'.repeat(500))", "nested deeper than"),
    ("{ half: '\\ud800' }", "half a surrogate pair"),
];

#[tokio::test]
async fn what_is_no_message_is_journaled_and_not_answered() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        for (message, note) in ODDITIES {
            let before = Journal::of(&host).await.0.len();
            app.run(&format!("parent.postMessage({message}, '*')")).await;
            let what = format!("a note on {message}: {note:?}");
            let noted = |journal: &Journal| {
                let notes = journal.0[before..].iter().filter_map(|entry| entry.note.as_deref());
                notes.into_iter().any(|found| found.contains(note))
            };
            Journal::when(&host, &what, noted).await;
        }
        app.run("ask('interaction.getInteractions')").await;
        app.holds("results.length === 1").await;
        assert_eq!(app.run("return heard.length").await, json!(1), "one answer, to the one request");
        page.screenshot("odd-messages").await;
        page.see("[data-testid=connection][data-state=connected]").await;
    })
    .await;
}

#[tokio::test]
async fn an_app_that_throws_and_one_that_is_flooding_leave_the_others_alone() {
    let callbar = AppServer::callbar().await;
    let probe = AppServer::probe().await;
    let host = desk::builder().app(callbar.url()).app(probe.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        browser.app("f1").see("[data-testid=status][data-state=connected]").await;
        let probe = browser.app("f2");
        probe.holds("window.genesys").await;
        probe.run("api.subscribe('interaction', () => { throw new Error('a fault of the app') })").await;
        probe.run("setTimeout(() => { throw new Error('another') })").await;
        probe.holds("heard.length === 1").await;
        probe.run("for (let count = 0; count < 1000; count += 1) ask('interaction.getByInteractionId', String(count))").await;
        probe.run("parent.parent.postMessage({ is: 'mine' }, '*')").await;
        page.click("[data-testid=ring-submit]").await;

        browser.app("f1").see("[data-testid=interaction][data-state=RINGING]").await;
        probe.holds("results.length === 1000").await;
        probe.holds("heard.some(({ message }) => message.data?.eventType === 'RINGING')").await;
        let order = "return heard.map(({ message }) => message.referenceId).filter((id) => id > 0).every((id, at) => id == at + 1)";
        assert_eq!(probe.run(order).await, json!(true), "answers come in the order of the requests");
        let faults = browser.faults().await;
        for own in ["Error: a fault of the app", "Error: another"] {
            assert!(faults.iter().any(|fault| fault.contains(own)), "{own} is to be on the console: {faults:#?}");
        }
        page.click("[data-testid=action-agent-accepts]").await;
        browser.app("f1").see("[data-testid=interaction][data-state=TALKING]").await;
        page.see("[data-testid=connection][data-state=connected]").await;
    })
    .await;
}

#[tokio::test]
async fn a_window_that_is_no_app_of_the_page_is_noted_and_not_served() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;
        let post = "top.postMessage({ request: 'agent.get', referenceId: '7', userAgent: 'WWE Client' }, '*')";
        let nest = format!("document.body.append(Object.assign(document.createElement('iframe'), {{ srcdoc: \"<script>{post}</script>\" }}))");
        app.run(&nest).await;
        let journal =
            Journal::when(&host, "a stranger", |journal| !journal.notes("gate.origin/4").is_empty()).await;
        assert_eq!(journal.sent_to("f1"), [&json!(null); 0]);
        assert_eq!(journal.requests("agent.get"), []);
    })
    .await;
}
