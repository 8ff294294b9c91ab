//! The control API for people: every operation with what it takes and gives, found by a word.

use crate::{browser::in_browser, desk};

const SHOWN: &str =
    "[...document.querySelectorAll('[data-testid=operation]')].filter((element) => !element.hidden).length";

#[tokio::test]
async fn the_operations_are_listed_found_and_opened() {
    let host = desk::builder().start().await.expect("the host starts");
    let docs = host.url().replace("/s/default/", "/docs");
    in_browser(async |browser| {
        let page = browser.open(&docs).await;
        page.holds(&format!("{SHOWN} > 30")).await;
        page.fill("[data-testid=find]", "advance").await;
        page.holds(&format!("{SHOWN} > 0 && {SHOWN} < 10")).await;
        page.click("#advanceClock summary").await;
        page.see_text("#advanceClock", "\"ms\": 20000").await;
        page.see_text("#advanceClock .problems", "the clock is real").await;
        page.screenshot("docs").await;
        page.run("location.hash = 'schema-Stimulus'").await;
        page.holds("document.getElementById('schema-Stimulus').open").await;
        page.see_text("#schema-Stimulus", "inbound-call").await;
        page.holds("document.getElementById('state') === null").await;
    })
    .await;
}
