//! Pictures of the page in light and dark, in `target/screenshots/`, each state judged while it is there: nothing runs over
//! the window's edge, and `axe-core` finds nothing where `SCAPI_AXE` names its file (`cargo xtask test --interop` does).

use std::{env, fs};

use serde_json::json;

use crate::browser::{Browser, VIEWPORT, View};

/// A tablet, upright.
const TABLET: (u32, u32) = (820, 1180);

/// Gives the sizes of a page that is wider than its window. The workspace page fills it exactly: its parts scroll, it does not.
const TOO_LARGE: &str = "
    const { scrollWidth, scrollHeight } = document.documentElement;
    const isDesktop = document.getElementById('layout') !== null;
    return scrollWidth > innerWidth || (isDesktop && scrollHeight > innerHeight) ? [scrollWidth, innerWidth, scrollHeight, innerHeight] : []";

/// Comes back when the next frame is painted, with the theme as it is now.
const PAINTED: &str =
    "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";

/// What breaks a rule of WCAG 2.2 at level AA, one line an element. What is in frames is looked at there.
const BROKEN_RULES: &str = r#"
    const done = arguments[arguments.length - 1];
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
    const options = { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } }, iframes: false };
    axe.run(document, { ...options, resultTypes: ["violations"] }).then(
        ({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
            nodes.map((node) => `${id}: ${help}: ${node.target} ${node.html.slice(0, 200)} ${node.failureSummary}`))),
        (error) => done([String(error)]))"#;

impl View<'_> {
    /// Saves what the window shows, in light and in dark: `<name>-light.png` and `<name>-dark.png`.
    pub(crate) async fn screenshot(self, name: &str) {
        in_each_theme(self.browser(), &[self], async |theme| self.snap(&format!("{name}-{theme}")).await)
            .await;
    }
}

/// The same of the page, which is judged.
pub(crate) async fn picture(browser: &Browser, name: &str) {
    picture_of(browser, name, &[browser.page()]).await;
}

/// The same, and what apps show in their frames is judged as well.
pub(crate) async fn picture_of(browser: &Browser, name: &str, judged: &[View<'_>]) {
    in_each_theme(browser, judged, async |theme| {
        browser.page().snap(&format!("{name}-{theme}")).await;
        for view in judged {
            judge(*view, &format!("{name}, {theme}")).await;
        }
    })
    .await;
}

/// Turns to light, then to dark, and waits each time until all the views are painted so; it is light afterwards.
async fn in_each_theme(browser: &Browser, views: &[View<'_>], look: impl AsyncFn(&str)) {
    for theme in ["light", "dark"] {
        browser.prefer(theme).await;
        for view in views {
            view.holds(&format!("matchMedia('(prefers-color-scheme: {theme})').matches")).await;
            view.run_async(PAINTED).await;
        }
        look(theme).await;
    }
    browser.prefer("light").await;
}

/// The same on a tablet: `<name>-tablet-light.png` and `<name>-tablet-dark.png`.
pub(crate) async fn tablet_picture(browser: &Browser, name: &str) {
    browser.resize(TABLET).await;
    browser.page().holds(&format!("innerWidth === {}", TABLET.0)).await;
    picture(browser, &format!("{name}-tablet")).await;
    browser.resize(VIEWPORT).await;
    browser.page().holds(&format!("innerWidth === {}", VIEWPORT.0)).await;
}

async fn judge(view: View<'_>, when: &str) {
    assert_eq!(view.run(TOO_LARGE).await, json!([]), "{when}: the page is larger than the window");
    let Some(axe) = env::var_os("SCAPI_AXE") else { return };
    if view.run("return !window.axe").await == json!(true) {
        let axe = fs::read_to_string(&axe).unwrap_or_else(|error| panic!("SCAPI_AXE: {error}"));
        view.run(&format!("{axe}\n")).await;
    }
    let broken = view.run_async(BROKEN_RULES).await;
    assert!(broken == json!([]), "{when}: axe-core finds {broken:#}");
}

/// An expression that holds in dark, or in light.
pub(crate) fn is_dark(dark: bool) -> String {
    is_dark_colour("getComputedStyle(document.body).backgroundColor", dark)
}

/// An expression that holds where a colour is dark, or light.
pub(crate) fn is_dark_colour(colour: &str, dark: bool) -> String {
    let dark = if dark { "<" } else { ">" };
    format!("Number(/\\d+/.exec({colour})[0]) {dark} 128")
}
