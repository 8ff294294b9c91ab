//! The drop-in client in a real window, where a fake one proves too little: structured clone, named elements, globals,
//! openers and modules are the browser's own.

use serde_json::json;

use crate::{app_server::AppServer, browser::in_browser, desk, journal::Journal};

#[tokio::test]
async fn what_the_browser_does_to_messages_is_what_an_app_sees() {
    let app = AppServer::probe().await;
    let host = desk::builder().app(app.url()).start().await.expect("the host starts");
    in_browser(async |browser| {
        browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("output").await;

        app.run("api.voice.dial('5', () => {}); api.voice.dialEx('5')").await;
        let dialled = |journal: &Journal| journal.requests("voice.dialEx").len() == 1;
        let journal = Journal::when(&host, "both calls", dialled).await;
        assert_eq!(journal.requests("voice.dial")[0].1["parameters"], json!(["5", null]));
        assert_eq!(
            journal.requests("voice.dialEx")[0].1["parameters"],
            json!(["5", null, null]),
            "undefined slots"
        );

        let fault =
            "try { api.voice.dialEx('5', () => {}); return 'sent' } catch (error) { return error.name }";
        assert_eq!(app.run(fault).await, "DataCloneError", "a function among the parameters");
        let named = "document.body.insertAdjacentHTML('beforeend', '<p id=\"frameId\">');\
             try { api.agent.get(() => {}); return 'sent' } catch (error) { return error.name }\
             finally { document.getElementById('frameId').remove() }";
        assert_eq!(app.run(named).await, "DataCloneError", "an element with the id frameId");
        let shadowing = "let fault; onerror = (message) => { fault = message };\
             const script = document.createElement('script'); script.text = 'let service = 1';\
             document.head.append(script); return fault";
        let fault = app.run(shadowing).await;
        assert!(
            fault.as_str().is_some_and(|fault| fault.ends_with("'service' has already been declared")),
            "{fault}"
        );

        app.run("ask('agent.get')").await;
        app.holds("results.length === 1 && results[0].data.username").await;
        assert_eq!(
            Journal::of(&host).await.requests("voice.dialEx").len(),
            1,
            "what could not be cloned was not sent"
        );
    })
    .await;
}
