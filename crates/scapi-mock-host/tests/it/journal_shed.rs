//! What is known when the journal, whose memory is bounded, has let go of what it was about.

use scapi_mock_host::{ClockKind, MockHost, MockHostBuilder, Validation};
use serde_json::{Value, json};

use crate::{app::App, control::Control};

const EXPECTATIONS: &str = "/s/default/control/expectations";
const VERDICT: &str = "/s/default/control/verdict";

/// More entries than a journal keeps.
const MANY: u64 = 10_001;

/// A host whose app is about to say something.
async fn bench(builder: MockHostBuilder) -> (MockHost, Control, App) {
    let host = builder.clock(ClockKind::Virtual).start().await.expect("a host");
    let (control, app) = (Control::of(&host), App::connect(host.ws_url()).await);
    (host, control, app)
}

/// Lets so much happen that nothing of before is kept. Gives the number of the first entry that is.
async fn shed(host: &MockHost) -> u64 {
    for _ in 0..MANY {
        // An entry each.
        host.patch_profile(json!({})).await.expect("a patch");
    }
    host.journal_after(0).await.expect("a journal").first().expect("an entry").seq
}

async fn expect(control: &Control, expectation: &Value) -> Value {
    let made = control.post(EXPECTATIONS, expectation).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.body
}

#[tokio::test]
async fn an_expectation_counts_what_falls_out_later_and_says_what_it_has_not_seen() {
    let (host, control, mut app) = bench(MockHost::builder()).await;
    let asked = json!({ "message": { "method": "interaction.getInteractions" }, "exactly": 1 });
    expect(&control, &asked).await;
    app.call("interaction.getInteractions", json!([])).await;
    let first = shed(&host).await;

    // That of before has heard the message itself.
    let verdict = control.get(VERDICT).await.body;
    assert_eq!((&verdict["passed"], &verdict["dropped"]), (&json!(true), &json!(first - 1)), "{verdict}");
    assert_eq!(
        verdict["expectations"][0],
        json!({ "id": 1, "name": verdict["expectations"][0]["name"], "status": "met" })
    );

    // One that comes too late has not, and says so rather than that there was nothing.
    let late = expect(&control, &asked).await;
    assert_eq!((&late["status"], &late["unseen"]), (&json!("pending"), &json!(first - 1)), "{late}");
    let told =
        format!("  not seen {} entries that had fallen out of the journal when this was made\n", first - 1);
    let explanation = late["explanation"].as_str().expect("an explanation");
    assert!(explanation.contains(&told), "{explanation}");

    // From a cursor on, only what is missing after it is unseen: here two entries, and then none.
    let from = |cursor: u64| json!({ "message": { "method": "voice.hold" }, "exactly": 0, "since": cursor });
    assert_eq!(expect(&control, &from(first - 3)).await["unseen"], 2);
    assert_eq!(expect(&control, &from(first - 1)).await.get("unseen"), None);
}

#[tokio::test]
async fn too_many_messages_are_named_though_they_have_fallen_out() {
    let (host, control, mut app) = bench(MockHost::builder()).await;
    expect(&control, &json!({ "message": { "method": "interaction.getInteractions" }, "exactly": 0 })).await;
    app.call("interaction.getInteractions", json!([])).await;
    let journal = host.journal_after(0).await.expect("a journal");
    let said = journal.iter().find(|entry| entry.message.is_some()).expect("a message").seq;
    shed(&host).await;
    let broken = control.get(&format!("{EXPECTATIONS}/1")).await.body;
    assert_eq!(broken["status"], "broken");
    let explanation = broken["explanation"].as_str().expect("an explanation");
    assert!(explanation.ends_with(&format!("#{said}, which has fallen out of the journal")), "{explanation}");
}

#[tokio::test]
async fn what_broke_the_contract_is_remembered_until_the_journal_is_cleared() {
    let (host, control, mut app) = bench(MockHost::builder().validation(Validation::Strict)).await;
    app.call("interaction.accept", json!([1])).await;
    let before = control.get(VERDICT).await.body;
    assert_eq!((&before["passed"], before["violations"].as_array().map(Vec::len)), (&json!(false), Some(1)));
    assert!(shed(&host).await > before["violations"][0]["seq"].as_u64().expect("a number"));

    let after = control.get(VERDICT).await.body;
    assert_eq!((&after["passed"], &after["violations"]), (&json!(false), &before["violations"]), "{after}");
    assert_eq!(control.post("/s/default/control/reset", &json!({ "keep": "state" })).await.status, 200);
    let cleared = control.get(VERDICT).await.body;
    assert_eq!((&cleared["passed"], &cleared["violations"]), (&json!(true), &json!([])), "{cleared}");
}

/// Warnings are no verdict, whether kept or not.
#[tokio::test]
async fn where_nobody_is_strict_nothing_is_remembered() {
    let (host, control, mut app) = bench(MockHost::builder()).await;
    app.call("interaction.accept", json!([1])).await;
    shed(&host).await;
    let verdict = control.get(VERDICT).await.body;
    assert_eq!((&verdict["passed"], &verdict["violations"]), (&json!(true), &json!([])), "{verdict}");
}
