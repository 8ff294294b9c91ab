//! The timeline of the inspector: ten thousand entries in a page that holds a few dozen, moved through by keyboard, without flicker.

use fantoccini::key::Key;
use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{
    browser::{View, in_browser},
    desk::with_probe,
};

/// More than the host keeps.
const CHANGES: u32 = 10_600;

#[tokio::test]
async fn ten_thousand_entries_are_a_few_dozen_elements() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.see("[data-testid=connection][data-state=connected]").await;
        let call = host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        let id = call.interaction.interaction_id;
        for count in 0..CHANGES {
            let set = json!({ "count": format!("change-{count}") });
            let change = json!({ "type": "user-data-changed", "interactionId": id, "set": set });
            host.stimulus(change).await.expect("user data can change");
        }
        page.see_text("[data-testid=log-dropped]", "older entries are not here: the newest 10,000 are kept")
            .await;
        let rows: u64 =
            attribute(page, "[data-testid=log-rows]", "aria-rowcount").await.parse().expect("a number");
        assert!((10_000..=10_500).contains(&rows), "{rows} rows are listed");
        let elements = page.run("return document.querySelector('#log').querySelectorAll('*').length").await;
        assert!(elements.as_u64().is_some_and(|count| count < 1500), "the inspector has {elements} elements");

        page.run("document.querySelector('[data-testid=log-rows]').focus()").await;
        page.press(Key::Home).await;
        at_row(page, 1).await;
        page.press(Key::PageDown).await;
        page.holds("Number(document.querySelector('.is-current').getAttribute('aria-rowindex')) > 4").await;
        page.press(Key::PageUp).await;
        at_row(page, 1).await;
        page.press(Key::Down).await;
        at_row(page, 2).await;
        page.press(Key::Up).await;
        at_row(page, 1).await;
        page.press(Key::End).await;
        at_row(page, rows).await;
        page.press(Key::Enter).await;
        page.see("[data-testid=log-detail] [data-testid=json]").await;
        page.screenshot("inspector-10000").await;
        page.press(Key::Escape).await;
        page.see_no("[data-testid=log-detail]").await;
        page.fill("[data-testid=log-find]", "change-9999").await;
        page.see_text("[data-testid=log-found]", "1").await;
        page.press(Key::Enter).await;
        page.see_text("[data-testid=log-found]", "1 of ").await;
        page.see_text("[data-testid=log-detail]", "change-9999").await;
        assert_eq!(browser.faults().await, [""; 0]);
    })
    .await;
}

/// Where the keyboard is, as a screen reader learns it, too.
async fn at_row(page: View<'_>, index: u64) {
    page.holds(&format!(
        "((list) => document.getElementById(list.getAttribute('aria-activedescendant'))?.getAttribute('aria-rowindex') === '{index}')\
         (document.querySelector('[data-testid=log-rows]'))"
    ))
    .await;
}

async fn attribute(page: View<'_>, selector: &str, name: &str) -> String {
    let value =
        page.run(&format!("return document.querySelector('{selector}').getAttribute('{name}')")).await;
    value.as_str().expect("it is there").to_owned()
}

#[tokio::test]
async fn what_is_in_sight_stays_the_same_element_while_entries_come() {
    with_probe(async |host, browser| {
        let (page, app) = (browser.page(), browser.app("f1"));
        app.run("subscribe('interaction'); ask('agent.get')").await;
        app.holds("results.length === 1").await;
        // Once they are judged they are what they will be.
        page.see("[data-testid=log-row][data-what=answer]").await;
        page.click("[data-testid=log-row][data-what=request]").await;
        page.see("[data-testid=verdict-schema]").await;
        page.press(Key::Escape).await;
        page.run(
            "window.first = [...document.querySelectorAll('[data-testid=log-row]')]; \
             window.top = document.querySelector('[data-testid=log-rows]').scrollTop; window.frames = 0; window.makings = 0; \
             new MutationObserver(() => { window.makings += 1 }).observe(document.querySelector('.list-rows'), { attributes: true }); \
             const count = () => { window.frames += 1; requestAnimationFrame(count) }; requestAnimationFrame(count)",
        )
        .await;
        for _ in 0..100 {
            host.stimulus(json!({ "type": "inbound-email" })).await.expect("it can arrive");
        }
        page.holds("Number(document.querySelector('[data-testid=log-count]').textContent) > 300").await;
        page.holds("first.every((row) => row.isConnected)").await;
        page.holds("makings <= frames + 2").await;
    })
    .await;
}

#[tokio::test]
async fn what_an_entry_caused_is_below_it_and_can_be_folded() {
    with_probe(async |host, browser| {
        let (page, app) = (browser.page(), browser.app("f1"));
        app.run("subscribe('interaction')").await;
        app.holds("heard.length === 1").await;
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        page.holds("document.querySelectorAll('[data-what=event][aria-level=\"2\"]').length >= 2").await;
        page.click("[data-testid=log-row][data-kind=stimulus]").await;
        page.run("document.querySelector('[data-testid=log-rows]').focus()").await;
        page.press(Key::Left).await;
        page.see("[data-kind=stimulus][aria-expanded=false]").await;
        page.see_no("[data-testid=log-row][data-what=event]").await;
        page.press(Key::Right).await;
        page.see("[data-testid=log-row][data-what=event]").await;
        page.press(Key::Down).await;
        page.see("[data-what=event].is-current").await;
        page.press(Key::Left).await;
        page.see("[data-kind=stimulus].is-current").await;
        page.click("[data-testid=log-group]").await;
        page.see_no("[data-testid=log-row][aria-level='2']").await;
    })
    .await;
}
