//! Text of callers and apps is text: whatever it holds, it never becomes markup, nor breaks the page.

use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};

use crate::{app_server::AppServer, browser::in_browser};

/// Any of these would leave a trace (`window.evil`, or an element with `data-evil`) if it were taken for markup.
const HOSTILE: &[&str] = &[
    "<img src=x data-evil onerror='evil = 1'>",
    "<script data-evil>evil = 1</script>",
    "</pre></textarea></title><svg data-evil onload='evil = 1'>",
    "\"><iframe data-evil srcdoc=''>",
    "' onfocus='evil = 1' autofocus data-evil='",
    "javascript:evil=1",
    "{{constructor.constructor('evil = 1')()}}",
    "\u{202e}txet desrever\u{202c} \u{0}\u{7}\u{1b}[31m \u{fffd}",
];

#[tokio::test]
async fn hostile_text_never_becomes_markup() {
    let app = AppServer::callbar().await;
    let probe = AppServer::probe().await;
    let host = MockHost::builder()
        .clock(ClockKind::Virtual)
        .app(app.url())
        .app(probe.url())
        .start()
        .await
        .expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        let app = browser.app("f1");
        app.see("[data-testid=status][data-state=connected]").await;
        for (number, text) in HOSTILE.iter().enumerate() {
            host.stimulus(call(text)).await.expect("any text can call");
            app.holds(&format!(
                "document.querySelectorAll('[data-testid=interaction]').length === {}",
                number + 1
            ))
            .await;
        }
        for view in [page, app] {
            for text in HOSTILE {
                let shown = format!(
                    "[...document.querySelectorAll('dd, td')].some((it) => it.textContent === {})",
                    json!(text)
                );
                view.holds(&shown).await;
            }
        }

        page.click("[data-testid=app-tab][data-frame=f2]").await;
        browser.app("f2").see("output").await;
        for text in HOSTILE {
            let text = json!(text);
            let say = format!("ask({text}, {text}); subscribe({text}); parent.postMessage({text}, '*')");
            browser.app("f2").run(&say).await;
        }
        browser.app("f2").holds(&format!("results.length === {}", HOSTILE.len())).await;
        // Rows are there as long as they are in sight.
        page.click("[data-testid=log-expand]").await;
        browser.resize((1280, 2400)).await;
        page.holds(&format!(
            "document.querySelectorAll('[data-testid=log-row][data-what=failure]').length === {}",
            HOSTILE.len()
        ))
        .await;
        for tab in ["detail-json", "detail-why"] {
            page.run(&format!("document.querySelector('[data-testid={tab}]')?.click()")).await;
            page.run("for (const row of document.querySelectorAll('[data-testid=log-row]')) row.click()")
                .await;
        }
        page.click("[data-testid=detail-json]").await;
        page.see("[data-testid=json]").await;
        page.screenshot("hostile-text").await;
        browser.resize((1280, 720)).await;
        page.click("[data-testid=log-expand]").await;

        for view in [page, app, browser.app("f2")] {
            view.holds(
                "!window.evil && !document.querySelector('[data-evil], [onerror], [onload], [onfocus]')",
            )
            .await;
            view.holds("!document.querySelector('img, script:not([src], head *)')").await;
        }
        page.click("[data-testid=app-tab][data-frame=f1]").await;
        page.screenshot("hostile-text-app").await;
    })
    .await;
}

/// The text in every place where a call has one.
fn call(text: &str) -> Value {
    json!({
        "type": "inbound-call",
        "ani": text,
        "dnis": text,
        "userData": { text: text, "__proto__": text, "": text, "toString": text },
        "contact": { "displayName": text, "firstName": text, "lastName": text },
        "caseId": text,
    })
}
