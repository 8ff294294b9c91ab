//! What of the journal can be done again: copied as text that is run, edited and sent, and what differs then.

use scapi_mock_host::{ClockKind, MockHost, Scenario};
use serde_json::{Value, json};

use crate::{
    browser::{View, in_browser},
    desk::with_probe,
    journal::Journal,
    picture::picture,
};

/// Hostile to shells, to JavaScript and to Rust.
const ANI: &str = "it's \"quoted\" \\ $(id) `id` ${x}";

#[tokio::test]
async fn what_is_copied_of_a_stimulus_does_it_again() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        host.stimulus(json!({ "type": "inbound-call", "ani": ANI })).await.expect("a call can arrive");
        page.click("[data-testid=log-row][data-kind=stimulus]").await;
        page.click("[data-testid=detail-copy]").await;

        assert_eq!(perform_curl(&copied(page, "copy-curl").await).await, 200);
        let javascript = copied(page, "copy-javascript").await;
        page.run(&format!("return (async () => {{ {javascript} }})()")).await;
        let calls = |journal: &Journal| journal.stimuli() == ["inbound-call"; 3];
        let journal = Journal::when(&host, "the call, three times", calls).await;
        let stimuli: Vec<_> = journal.0.iter().filter_map(|entry| entry.stimulus.clone()).collect();
        assert!(stimuli.iter().all(|stimulus| *stimulus == stimuli[0]), "{stimuli:?}");

        let step: Value = serde_json::from_str(&copied(page, "copy-step").await).expect("JSON");
        // As a scenario has it: what looks like a template is none there.
        assert_eq!(step["stimulus"]["ani"], ANI);
        picture(browser, "inspector-copy").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_copied_of_a_request_asks_it_again() {
    with_probe(async |host, browser| {
        let (page, app) = (browser.page(), browser.app("f1"));
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        app.run("ask('interaction.accept', '1')").await;
        // Of an answer, what brought it about is copied.
        page.click("[data-testid=log-row][data-what=answer]").await;
        page.click("[data-testid=detail-copy]").await;
        assert_eq!(
            copied(page, "copy-rust").await,
            "use serde_json::json;\n\nlet app = host.app().await?;\nlet answer = app.ask(json!({\n  \"request\": \"interaction.accept\",\n  \
             \"parameters\": [\n    \"1\"\n  ]\n})).await?;"
        );
        assert_eq!(perform_curl(&copied(page, "copy-curl").await).await, 200);
        let javascript = copied(page, "copy-javascript").await;
        app.run(&javascript).await;
        let asked = |journal: &Journal| journal.requests("interaction.accept").len() == 3;
        Journal::when(host, "the request, three times", asked).await;

        let step: Value = serde_json::from_str(&copied(page, "copy-step").await).expect("JSON");
        let scenario = json!({ "title": "the app accepts", "timeline": [step] });
        let scenario = Scenario::from_json(&scenario.to_string()).expect("it is a scenario");
        assert_eq!(scenario.steps(), 1);
    })
    .await;
}

async fn copied(page: View<'_>, testid: &str) -> String {
    page.click(&format!("[data-testid={testid}]")).await;
    let copied =
        page.run(&format!("return document.querySelector('[data-testid={testid}]').dataset.copied")).await;
    let shown =
        page.run(&format!("return document.querySelector('[data-testid={testid}-text]').textContent")).await;
    assert_eq!(copied, shown);
    copied.as_str().expect("a text").to_owned()
}

/// Does what curl would do.
async fn perform_curl(command: &str) -> u16 {
    let words = shlex::split(&command.replace("\\\n", "")).expect("words of a shell");
    let [curl, _, _, _, method, url, _, header, _, body] = words.as_slice() else { panic!("{words:?}") };
    assert_eq!((curl.as_str(), header.as_str()), ("curl", "content-type: application/json"));
    let request = reqwest::Client::new().request(method.parse().expect("a method"), url);
    let request = request.header("content-type", "application/json").body(body.clone());
    request.send().await.expect("the host answers").status().as_u16()
}

#[tokio::test]
async fn a_request_is_edited_and_sent_again_as_its_frame_or_over_http() {
    with_probe(async |host, browser| {
        let (page, app) = (browser.page(), browser.app("f1"));
        app.run("ask('agent.get')").await;
        page.click("[data-testid=log-row][data-what=request]").await;
        page.click("[data-testid=detail-resend]").await;
        page.see("[data-testid=resend-text]").await;

        edit(page, "{ \"request\": ").await;
        page.click("[data-testid=resend-submit]").await;
        page.see_text("[data-testid=resend-fault]", "Not JSON").await;
        let request = |name: &str| {
            json!({ "request": name, "referenceId": "again", "userAgent": "WWE Client", "protocolVersion": 2 }).to_string()
        };
        edit(page, &request("agent.getStat")).await;
        page.click("[data-testid=resend-submit]").await;
        page.click("[data-testid=resend-follow]").await;
        page.see_text("[data-testid=log-row].is-current", "agent.getStat").await;
        app.holds("heard.some(({ message }) => message.referenceId === 'again' && message.errorMessage)").await;
        let journal = Journal::of(host).await;
        assert_eq!(journal.requests("agent.getStat").iter().map(|(frame, _)| *frame).collect::<Vec<_>>(), ["f1"]);

        page.click("[data-testid=detail-resend]").await;
        page.click("[data-testid=resend-over-http]").await;
        edit(page, &request("agent.get")).await;
        page.click("[data-testid=resend-submit]").await;
        page.see_text("[data-testid=resend-outcome]", "the host answers").await;
        page.see_text("[data-testid=resend-outcome]", "username").await;
        picture(browser, "inspector-resend").await;

        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call can arrive");
        page.click("[data-testid=log-row][data-kind=stimulus]").await;
        page.click("[data-testid=detail-resend]").await;
        edit(page, "{ \"type\": \"inbound-cal\" }").await;
        page.click("[data-testid=resend-submit]").await;
        page.see_text("[data-testid=resend-fault]", "inbound-call").await;
    })
    .await;
}

/// In one go, as nobody types JSON key by key.
async fn edit(page: View<'_>, text: &str) {
    page.see("[data-testid=resend-text]").await;
    page.run(&format!("document.querySelector('[data-testid=resend-text]').value = {}", json!(text))).await;
}

#[tokio::test]
async fn the_same_interaction_at_two_times_and_two_interactions_are_compared() {
    with_probe(async |host, browser| {
        let (page, app) = (browser.page(), browser.app("f1"));
        app.run("subscribe('interaction')").await;
        app.holds("heard.length === 1").await;
        for ani in ["111", "222"] {
            host.stimulus(json!({ "type": "inbound-call", "ani": ani })).await.expect("a call can arrive");
        }
        host.stimulus(json!({ "type": "agent-accepts", "interactionId": "1" })).await.expect("it can be accepted");
        page.click("[data-testid=log-expand]").await;
        let event = |name: &str, id: u8| {
            format!("[...document.querySelectorAll('[data-testid=log-row][data-what=event]')].find((row) => row.textContent.includes('{name} {id} '))")
        };
        page.holds(&event("ESTABLISHED", 1)).await;
        page.run(&format!("{}.click()", event("ESTABLISHED", 1))).await;
        page.click("[data-testid=detail-compare]").await;
        page.see_text("[data-testid=differences] [data-pointer='/state']", "changed").await;
        page.see_text("[data-testid=differences]", "\"RINGING\"").await;
        page.see_text("[data-testid=differences]", "\"TALKING\"").await;
        page.holds("!document.querySelector('[data-testid=differences] [data-pointer=\"/ani\"]')").await;
        picture(browser, "inspector-compare").await;

        let other = page.run(&format!("return {}.dataset.seq", event("RINGING", 2))).await;
        page.fill("[data-testid=compare-with]", other.as_str().expect("a number")).await;
        page.see_text("[data-testid=differences] [data-pointer='/ani']", "changed").await;
        page.fill("[data-testid=compare-with]", "99999").await;
        page.see_text("[data-testid=differences]", "Give the number").await;
    })
    .await;
}

#[tokio::test]
async fn json_is_folded_and_copied_by_keyboard() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("the host starts");
    in_browser(async |browser| {
        let page = browser.open(host.url()).await;
        host.stimulus(json!({ "type": "inbound-call", "userData": { "a/b": "~" } }))
            .await
            .expect("a call can arrive");
        page.click("[data-testid=log-row][data-kind=stimulus]").await;
        page.run("document.querySelector('[data-pointer=\"/userData\"]').click()").await;
        page.see_text("[data-testid=json-pointer]", "/userData").await;
        page.press(fantoccini::key::Key::Down).await;
        page.see_text("[data-testid=json-pointer]", "/userData/a~1b").await;
        page.click("[data-testid=copy-value]").await;
        page.holds("document.querySelector('[data-testid=copy-value]').dataset.copied === '~'").await;
        page.click("[data-testid=copy-pointer]").await;
        page.holds(
            "document.querySelector('[data-testid=copy-pointer]').dataset.copied === '/userData/a~1b'",
        )
        .await;
        page.run("document.querySelector('[data-pointer=\"/userData\"]').click()").await;
        page.press(fantoccini::key::Key::Left).await;
        page.holds("!document.querySelector('[data-pointer=\"/userData/a~1b\"]')").await;
        page.press(fantoccini::key::Key::Right).await;
        page.holds("document.querySelector('[data-pointer=\"/userData/a~1b\"]')").await;
    })
    .await;
}
