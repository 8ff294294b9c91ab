//! `POST …/control/stimuli`: what happens, and what is said where it cannot happen.

use scapi_mock_host::MockHost;
use serde_json::{Value, json};

use crate::{app::App, control::Control};

const PATH: &str = "/s/default/control/stimuli";

#[tokio::test]
async fn a_stimulus_answers_with_the_interaction_its_outputs_and_the_cursor() {
    let host = MockHost::start().await;
    let mut app = App::listening(host.ws_url()).await;
    let control = Control::of(&host);
    let call = json!({ "type": "inbound-call", "ani": "+33298000000", "dnis": "5001", "userData": { "Segment": "Gold" } });
    let caused = control.stimulus(&call).await;
    assert_eq!(caused["interaction"]["interactionId"], "1");
    assert_eq!(caused["interaction"]["state"], "RINGING");
    assert_eq!(caused["interaction"]["userData"], json!({ "Segment": "Gold" }));
    let said: Vec<Value> = caused["outputs"].as_array().expect("outputs").clone();
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|output| output["frame"] == "s1"));
    let heard = app.heard().await;
    assert_eq!(
        said.iter().map(|output| &output["message"]).collect::<Vec<_>>(),
        heard.iter().collect::<Vec<_>>()
    );
    let journal = control.journal(0).await;
    let last = journal["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .rev()
        .find(|entry| entry["seq"] == caused["cursor"]);
    assert_eq!(last.expect("the last entry")["message"], heard[1]);
}

#[tokio::test]
async fn a_whole_life_of_a_call_is_driven_by_stimuli() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let id =
        control.stimulus(&json!({ "type": "inbound-call" })).await["interaction"]["interactionId"].clone();
    for (stimulus, state) in
        [("agent-accepts", "TALKING"), ("far-end-hangs-up", "IDLE"), ("agent-marks-done", "IDLE")]
    {
        let caused = control.stimulus(&json!({ "type": stimulus, "interactionId": id })).await;
        assert_eq!(caused["interaction"]["state"], state, "{stimulus}");
    }
    assert!(host.interactions().await.expect("interactions").is_empty());
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for text in ["", "{", "{\"type\":\"inbound-call\"} {}", "type=inbound-call"] {
        let answer = control.post_text(PATH, text).await;
        answer.problem(400);
        assert_eq!(answer.body["title"], "not JSON", "{text}");
    }
}

#[tokio::test]
async fn what_is_no_stimulus_is_refused_with_what_would_be_right() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for (body, pointer, detail) in [
        (json!([]), "", "a stimulus is a JSON object with a type, got an array"),
        (json!("inbound-call"), "", "a stimulus is a JSON object with a type, got a string"),
        (json!(null), "", "a stimulus is a JSON object with a type, got null"),
        (json!({}), "/type", "a stimulus has a type, such as \"inbound-call\""),
        (json!({ "type": 1 }), "/type", "the type of a stimulus is a string, got a number"),
        (
            json!({ "type": "far-end-hangs-up" }),
            "",
            "stimulus \"far-end-hangs-up\": missing field `interactionId`",
        ),
    ] {
        let answer = control.post(PATH, &body).await;
        assert_eq!(answer.problem(400), detail);
        assert_eq!(
            (&answer.body["title"], &answer.body["pointer"]),
            (&json!("not a stimulus"), &json!(pointer))
        );
        assert!(answer.body.get("didYouMean").is_none(), "{}", answer.body);
    }
}

#[tokio::test]
async fn an_unknown_type_is_refused_with_the_nearest_known_one() {
    let host = MockHost::start().await;
    let answer =
        Control::of(&host).post(PATH, &json!({ "type": "agent-accept", "interactionId": "1" })).await;
    assert_eq!(answer.problem(400), "there is no stimulus \"agent-accept\"; did you mean \"agent-accepts\"?");
    assert_eq!(answer.body["didYouMean"], "agent-accepts");
    assert_eq!(answer.body["pointer"], "/type");
}

#[tokio::test]
async fn an_unknown_field_is_refused_with_the_nearest_known_one() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let answer = control.post(PATH, &json!({ "type": "inbound-call", "userdata": {} })).await;
    let detail = answer.problem(400);
    assert!(detail.starts_with("stimulus \"inbound-call\": unknown field `userdata`"), "{detail}");
    assert!(detail.ends_with("did you mean `userData`?"), "{detail}");
    let kind = control.post(PATH, &json!({ "type": "inbound-call", "userData": "Gold" })).await;
    assert!(kind.problem(400).contains("invalid type: string \"Gold\""), "{}", kind.body);
    assert!(host.interactions().await.expect("interactions").is_empty());
}

#[tokio::test]
async fn an_unknown_interaction_is_404_with_those_that_there_are() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let accept = json!({ "type": "agent-accepts", "interactionId": "9" });
    let none = control.post(PATH, &accept).await;
    assert_eq!(none.problem(404), "agent-accepts: no interaction has the id \"9\"; there is none at all");
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    let other = control.post(PATH, &accept).await;
    assert_eq!(other.problem(404), "agent-accepts: no interaction has the id \"9\"; there is 1");
    assert_eq!(other.body["pointer"], "/interactionId");
}

#[tokio::test]
async fn a_stimulus_in_the_wrong_state_is_409_with_the_clause_and_what_is_legal() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    let answer = control.post(PATH, &json!({ "type": "agent-marks-done", "interactionId": "1" })).await;
    let wanted = "agent-marks-done: interaction \"1\" is in state RINGING, it must be IDLE; what can happen to it now: \
                  agent-accepts, agent-rejects, far-end-hangs-up";
    assert!(answer.problem(409).starts_with(wanted), "{}", answer.body);
    assert_eq!(answer.body["clause"], "interaction.markdone/4");
    assert_eq!(answer.body["pointer"], "/interactionId");
    // What is said to be legal is.
    control.stimulus(&json!({ "type": "agent-accepts", "interactionId": "1" })).await;
}

#[tokio::test]
async fn a_refused_stimulus_changes_nothing_and_stands_in_the_journal_with_its_reason() {
    let host = MockHost::start().await;
    let mut app = App::listening(host.ws_url()).await;
    let control = Control::of(&host);
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    app.heard().await;
    let before =
        (host.interactions().await.expect("interactions"), control.journal(0).await["cursor"].as_u64());
    control.post(PATH, &json!({ "type": "agent-marks-done", "interactionId": "1" })).await.problem(409);
    assert_eq!(host.interactions().await.expect("interactions"), before.0);
    let journal = control.journal(before.1.expect("a cursor")).await;
    let entries = journal["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0]["stimulus"]["type"], "agent-marks-done");
    assert_eq!(entries[1]["cause"], entries[0]["seq"]);
    assert!(entries[1]["note"].as_str().expect("a note").contains("is in state RINGING"));
    assert!(app.is_served().await);
}
