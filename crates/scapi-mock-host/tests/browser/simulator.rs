//! The drawer “Simulate”: states to start in, snapshots, time, faults, the host profile; and the keys.

use fantoccini::key::Key;
use scapi_mock_host::{ClockKind, MockHost};
use serde_json::json;

use crate::{
    browser::{View, in_browser},
    picture::picture,
};

async fn host(clock: ClockKind) -> MockHost {
    MockHost::builder().clock(clock).start().await.expect("the host starts")
}

async fn open_at(page: View<'_>, tab: &str) {
    page.see("[data-testid=connection][data-state=connected]").await;
    page.click("[data-testid=simulate]").await;
    page.click(&format!("[data-testid=simulator-tab-{tab}]")).await;
}

#[tokio::test]
async fn a_session_starts_in_a_named_state_and_comes_back_to_a_snapshot() {
    let host = host(ClockKind::Virtual).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        open_at(page, "start").await;
        page.see("[data-testid=no-snapshots]").await;
        page.click("[data-testid=start-held]").await;
        page.see("[data-testid=interaction-card][data-state=HELD]").await;
        page.fill("[data-testid=snapshot-name]", "no good name").await;
        page.click("[data-testid=snapshot-take]").await;
        page.see_text("#snapshot-fault", "a snapshot's name is").await;
        page.fill("[data-testid=snapshot-name]", "on-hold").await;
        page.click("[data-testid=snapshot-take]").await;
        page.see("[data-testid=snapshot][data-name=on-hold]").await;
        picture(browser, "simulator-start").await;
        page.click("[data-testid=reset-everything]").await;
        page.see("[data-testid=no-interactions]").await;
        page.click("[data-testid=snapshot-restore]").await;
        page.see("[data-testid=interaction-card][data-state=HELD]").await;
        page.click("[data-testid=reset-journal]").await;
        page.see("[data-testid=interaction-card][data-state=HELD]").await;
        page.click("[data-testid=snapshot-forget]").await;
        page.see("[data-testid=no-snapshots]").await;
    })
    .await;
}

#[tokio::test]
async fn time_is_frozen_moved_to_what_falls_due_and_let_go() {
    let host = host(ClockKind::Real).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        open_at(page, "clock").await;
        page.see_text("[data-testid=clock-kind]", "it runs").await;
        page.click("[data-testid=clock-freeze]").await;
        page.see_text("[data-testid=clock-kind]", "frozen").await;
        page.see_text("[data-testid=clock-due]", "Nothing falls due").await;
        host.start_in("ringing").await.expect("a call");
        page.see_text("[data-testid=clock-due]", "in 0:20.000").await;
        picture(browser, "simulator-clock").await;
        page.fill("[data-testid=clock-ms]", "soon").await;
        page.click("[data-testid=clock-advance]").await;
        page.see_text("#clock-fault", "Whole milliseconds").await;
        page.click("[data-testid=clock-advance-5000]").await;
        page.see_text("[data-testid=clock-due]", "in 0:15.000").await;
        page.click("[data-testid=clock-to-due]").await;
        page.see("[data-testid=no-interactions]").await;
        host.start_in("ringing").await.expect("a call");
        page.see("[data-testid=interaction-card]").await;
        page.click("[data-testid=clock-quiet]").await;
        page.see("[data-testid=no-interactions]").await;
        page.click("[data-testid=clock-freeze]").await;
        page.see_text("[data-testid=clock-kind]", "it runs").await;
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_fault_is_armed_counted_and_removed() {
    let host = host(ClockKind::Virtual).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        open_at(page, "faults").await;
        page.see("[data-testid=no-faults]").await;
        let kinds = page.run("return [...document.querySelector('[data-testid=fault-do-type]')?.options ?? []].map((one) => one.value)");
        page.see("[data-testid=fault-do-type]").await;
        let schema: serde_json::Value = reqwest::get(host.url().replace("/s/default/", "/schemas/fault.schema.json"))
            .await.expect("the schema").json().await.expect("a schema");
        let wanted: Vec<_> = schema["$defs"]["Disturbance"]["oneOf"].as_array().expect("kinds").iter()
            .map(|one| one["properties"]["type"]["const"].clone()).collect();
        assert_eq!(kinds.await, json!(wanted));

        page.run("const kind = document.querySelector('[data-testid=fault-do-type]'); kind.value = 'failure'; kind.dispatchEvent(new Event('change'))").await;
        page.click("[data-testid=fault-submit]").await;
        page.see_text("[data-testid=simulator]", "errorMessage").await;
        page.fill("[data-testid=fault-do-errorMessage]", "out of order").await;
        page.click("[data-testid=fault-submit]").await;
        page.see("[data-testid=fault][data-type=failure]").await;
        page.see_text("[data-testid=fault-counts]", "struck 0").await;
        let app = host.app().await.expect("an app");
        let refused = app.call("interaction.getInteractions", Vec::new()).await.expect_err("it fails");
        assert!(refused.to_string().contains("out of order"), "{refused}");
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
        page.see_text("[data-testid=fault-counts]", "struck 1").await;
        picture(browser, "simulator-faults").await;
        page.click("[data-testid=fault-remove]").await;
        page.see("[data-testid=no-faults]").await;
    })
    .await;
}

#[tokio::test]
async fn every_switch_of_the_profile_is_there_and_counts_at_once() {
    let host = host(ClockKind::Virtual).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        open_at(page, "profile").await;
        page.see("[data-testid=profile-ringTimeoutMs]").await;
        let schema: serde_json::Value =
            reqwest::get(host.url().replace("/s/default/", "/schemas/host-profile.schema.json"))
                .await
                .expect("the schema")
                .json()
                .await
                .expect("a schema");
        for name in schema["properties"].as_object().expect("switches").keys() {
            page.see(&format!("[data-switch={name}]")).await;
        }
        page.fill("[data-testid=profile-filter]", "ringtimeoutms").await;
        page.fill("[data-testid=profile-ringTimeoutMs]", "soon").await;
        page.press(Key::Tab).await;
        page.see("[data-testid=profile-ringTimeoutMs][aria-invalid=true]").await;
        page.fill("[data-testid=profile-ringTimeoutMs]", "5000").await;
        page.press(Key::Tab).await;
        page.see("[data-testid=profile-ringTimeoutMs-default]").await;
        picture(browser, "simulator-profile").await;
        host.start_in("ringing").await.expect("a call");
        host.advance(5_000).await.expect("the clock is virtual");
        page.see("[data-testid=no-interactions]").await;
        page.click("[data-testid=profile-ringTimeoutMs-default]").await;
        page.holds("document.querySelector('[data-testid=profile-ringTimeoutMs]').value === '20000'").await;
        page.fill("[data-testid=policy-farEnd-whenCalled]", "answers").await;
        page.click("[data-testid=policy-submit]").await;
        page.see_text("[data-testid=policies]", "Set.").await;
        assert_eq!(
            json!(host.policies().await.expect("policies"))["farEnd"]["whenCalled"],
            json!(["answers"])
        );
    })
    .await;
}

#[tokio::test]
async fn keys_do_what_their_list_says_and_escape_closes() {
    let host = host(ClockKind::Virtual).await;
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        page.see("[data-testid=connection][data-state=connected]").await;
        page.press('?').await;
        page.see("[data-testid=help][open]").await;
        picture(browser, "help").await;
        page.press(Key::Escape).await;
        page.see_no("[data-testid=help][open]").await;
        page.press('c').await;
        page.see("[data-testid=interaction-card][data-state=RINGING]").await;
        page.press('j').await;
        page.holds("document.activeElement.matches('[data-testid=interaction-card]')").await;
        page.press('a').await;
        page.see("[data-testid=interaction-card][data-state=TALKING]").await;
        page.press('s').await;
        page.see("[data-testid=simulator]").await;
        page.press(Key::Right).await;
        page.holds("document.activeElement.ariaSelected === 'true'").await;
        page.press(Key::Escape).await;
        page.see_no("[data-testid=simulator]").await;
        page.holds("document.activeElement.id === 'simulate'").await;
        page.press('/').await;
        page.holds("document.activeElement.matches('[data-testid=log-find]')").await;
        // Where one types, a letter is a letter.
        page.press('s').await;
        page.holds("document.activeElement.value === 's'").await;
        page.see_no("[data-testid=simulator]").await;
        page.click("[data-testid=help-open]").await;
        page.click("[data-testid=shortcuts-on]").await;
        page.press(Key::Escape).await;
        page.press('s').await;
        page.see_no("[data-testid=help][open]").await;
        page.see_no("[data-testid=simulator]").await;
    })
    .await;
}
