//! The drop-in client in windows without a desktop: alone in a tab, opened by another, round another, in strict code, loaded twice.
//! What it posts is heard by the probe itself.

use scapi_schema::method::METHODS;
use serde_json::{Value, json};

use crate::{
    app_server::AppServer,
    browser::{View, in_browser},
};

/// Puts a script into the page and gives the message of the fault that it ends with, if it does.
async fn fault_of_script(page: View<'_>, attributes: &str, text: &str) -> Value {
    let script = format!(
        "let fault = null; const old = onerror; onerror = (message) => {{ fault = message }};\
         const script = Object.assign(document.createElement('script'), {{ {attributes} text: {} }});\
         document.head.append(script); onerror = old; return fault",
        json!(text)
    );
    page.run(&script).await
}

#[tokio::test]
async fn alone_in_a_tab_each_request_is_its_own_empty_success() {
    let app = AppServer::probe().await;
    in_browser(async |browser| {
        let page = browser.open(&app.url()).await;
        page.see("output").await;
        page.run("ask('agent.get')").await;
        page.holds("results.length === 1").await;
        assert_eq!(
            page.run("return results[0]").await,
            json!({ "request": "agent.get", "parameters": [], "userAgent": "WWE Client", "protocolVersion": 2 }),
        );
        // The echo of a subscription has an event, which nobody handles: it is no answer.
        page.run("window.handled = 0; api.subscribe('subscribe', () => { handled += 1 })").await;
        page.holds("heard.at(-1).message.event === 'subscribe'").await;
        assert_eq!(page.run("return handled").await, json!(0));
    })
    .await;
}

#[tokio::test]
async fn all_74_methods_post_their_request_with_exactly_their_parameters() {
    let app = AppServer::probe().await;
    in_browser(async |browser| {
        let page = browser.open(&app.url()).await;
        page.see("output").await;
        let mut expected = Vec::new();
        for method in METHODS {
            let given: Vec<String> = method.parameter_names().map(|name| format!("a {name}")).collect();
            let mut message =
                json!({ "request": method.name, "userAgent": "WWE Client", "protocolVersion": 2 });
            if !given.is_empty() {
                message["parameters"] = json!(given);
            }
            message["referenceId"] = json!(expected.len().to_string());
            let arguments: String = given.iter().map(|argument| format!("{}, ", json!(argument))).collect();
            // The two callbacks behind the parameters are called, and not sent.
            let call = format!(
                "api.{}({arguments}(answer) => results.push(answer), () => {{}}, 'more')",
                method.name
            );
            assert_eq!(page.run(&format!("return {call} ?? null")).await, Value::Null, "{}", method.name);
            expected.push(message);
        }
        page.holds("results.length === 74").await;
        assert_eq!(page.run("return heard.map(({ message }) => message)").await, Value::Array(expected));
    })
    .await;
}

#[tokio::test]
async fn an_opener_comes_before_the_parent_and_a_chosen_window_before_both() {
    let app = AppServer::probe().await;
    in_browser(async |browser| {
        let page = browser.open(&app.url()).await;
        page.see("output").await;
        page.run("window.opened = window.open(location.href)").await;
        page.holds("window.opened.genesys").await;
        page.run("opened.genesys.wwe.service.agent.getState()").await;
        page.holds("heard.at(-1).message.request === 'agent.getState'").await;

        // A page round its desktop: it says so, and it is heard there.
        page.run("window.inner = document.createElement('iframe'); inner.src = location.href; document.body.append(inner)").await;
        page.holds("window.inner.contentWindow.genesys").await;
        page.run("api.targetWWEWindow(inner.contentWindow); api.media.getMediaList()").await;
        let heard_inside = "inner.contentWindow.eval('heard.at(-1)?.message.request')";
        page.holds(&format!("{heard_inside} === 'media.getMediaList'")).await;

        page.run("inner.contentWindow.genesys.wwe.service.system.amIVisible()").await;
        page.holds("heard.at(-1).message.request === 'system.amIVisible'").await;
        page.run("api.targetWWEWindow(null); api.auth.getJwtToken()").await;
        page.holds("heard.at(-1).message.request === 'auth.getJwtToken'").await;
    })
    .await;
}

#[tokio::test]
async fn as_a_module_the_first_send_throws_and_nothing_is_sent() {
    let app = AppServer::probe().await;
    in_browser(async |browser| {
        let page = browser.open(&app.url()).await;
        page.see("output").await;
        for (attribute, sends) in [("type=module", false), ("", true)] {
            let document = json!(format!("<script {attribute} src=wwe-service-client-api.js></script>"));
            let nest = format!(
                "window.nested?.remove(); window.nested = document.createElement('iframe'); nested.srcdoc = {document};\
                 document.body.append(nested)"
            );
            page.run(&nest).await;
            page.holds("nested.contentWindow.genesys").await;
            let send = "try { nested.contentWindow.genesys.wwe.service.media.getMediaList(); return null }\
                 catch (error) { return `${error.name}: ${error.message}` }";
            let fault = page.run(send).await;
            if sends {
                assert_eq!(fault, Value::Null);
                page.holds("heard.length === 1 && heard[0].message.request === 'media.getMediaList'").await;
            } else {
                let fault = fault.as_str().expect("it throws").to_owned();
                assert!(fault.starts_with("TypeError: ") && fault.contains("classic script"), "{fault}");
                assert_eq!(page.run("return heard.length").await, json!(0));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn loaded_twice_it_is_the_same_client_and_a_global_of_the_app_breaks_it() {
    let app = AppServer::probe().await;
    in_browser(async |browser| {
        let page = browser.open(&app.url()).await;
        page.see("output").await;
        page.run(
            "window.loads = 0; const again = document.createElement('script'); again.src = 'wwe-service-client-api.js';\
             again.onload = () => { loads += 1 }; ask('agent.get'); document.head.append(again)",
        )
        .await;
        page.holds("loads === 1 && results.length === 1").await;
        assert_eq!(page.run("return api === genesys.wwe.service && api === service").await, json!(true));
        assert_eq!(page.run("return service instanceof ServiceClientAPI").await, json!(true));
        page.run("ask('agent.get')").await;
        page.holds("results.length === 2").await;
        assert_eq!(page.run("return heard.map(({ message }) => message.referenceId)").await, json!(["0", "1"]));

        let redeclared = fault_of_script(page, "", "let service = 1").await;
        assert!(redeclared.as_str().is_some_and(|fault| fault.ends_with("'service' has already been declared")));
        assert_eq!(fault_of_script(page, "", "var service = 'mine'").await, Value::Null);
        let called = fault_of_script(page, "", "genesys.wwe.service.agent.get()").await;
        let fault = called.as_str().expect("it throws").to_owned();
        assert!(fault.contains("TypeError: agent.get cannot be sent: the global `service`"), "{fault}");
        assert_eq!(page.run("return heard.length").await, json!(2));
    })
    .await;
}

#[tokio::test]
async fn the_id_of_the_frame_is_the_global_of_that_name() {
    let app = AppServer::probe().await;
    in_browser(async |browser| {
        let page = browser.open(&app.url()).await;
        page.see("output").await;
        for (greeting, sent) in [("'f-3'", json!("f-3")), ("null", Value::Null)] {
            page.run(&format!(
                "postMessage({{ userAgent: 'WWE Server', protocolVersion: 2, frameId: {greeting} }})"
            ))
            .await;
            page.holds(&format!("window.frameId === {greeting}")).await;
            page.run("api.agent.get()").await;
            page.holds("heard.at(-1).message.request === 'agent.get'").await;
            assert_eq!(page.run("return heard.at(-1).message.frameId").await, sent);
            page.run("heard.length = 0").await;
        }
        page.run("frameId = 'of the app'; api.agent.get()").await;
        page.holds("heard.at(-1)?.message.frameId === 'of the app'").await;
    })
    .await;
}

#[tokio::test]
async fn what_json_cannot_carry_is_lost_before_it_is_dispatched() {
    let app = AppServer::probe().await;
    in_browser(async |browser| {
        let page = browser.open(&app.url()).await;
        page.see("output").await;
        page.run("window.faults = []; addEventListener('error', ({ message }) => faults.push(message)); api.onMessage = (text) => faults.push(text)")
            .await;
        for odd in ["(() => { const it = {}; it.self = it; return it })()", "5n"] {
            page.run("window.answered = []; api.sendMessage({ request: 'none', referenceId: 'x', event: '' }, (answer) => answered.push(answer))")
                .await;
            page.holds("answered.length === 1").await;
            let count = "faults.length";
            let before = page.run(&format!("return {count}")).await;
            page.run(&format!("postMessage({{ userAgent: 'WWE Server', referenceId: 'y', data: {odd} }})")).await;
            page.holds(&format!("{count} === {before} + 1 && faults.at(-1).includes('TypeError')")).await;
        }
        page.run("postMessage({ userAgent: 5 })").await;
        page.holds("faults.at(-1).includes('indexOf is not a function')").await;
        page.run("postMessage('wwe:ping')").await;
        page.holds("faults.at(-1) === 'wwe:ping'").await;
    })
    .await;
}
