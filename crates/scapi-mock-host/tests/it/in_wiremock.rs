//! The feature `wiremock`: envelopes are matched, and a desktop answers them, in a mock server that is there already.
//! Clauses of the steps: `interaction.accept/1`, `envelope/34`.

use scapi_mock_host::{
    method, subscribes,
    wiremock::{Desktop, Envelope, envelope},
};
use scapi_schema::interaction::State;
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use crate::{
    control::{Answer, Control},
    wire::{request, subscribe},
};

async fn served(desktop: &Desktop) -> (MockServer, Control) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(desktop.clone()).mount(&server).await;
    let control = Control::at(&server.uri());
    (server, control)
}

/// A server that answers what is matched with "matched".
async fn matching(matcher: Envelope) -> (MockServer, Control) {
    let server = MockServer::start().await;
    let matched = ResponseTemplate::new(200).set_body_json("matched");
    Mock::given(matcher).respond_with(matched).mount(&server).await;
    let control = Control::at(&server.uri());
    (server, control)
}

async fn is_matched(control: &Control, message: &Value) -> bool {
    let answer: Answer = control.post("/", message).await;
    answer.status == 200
}

#[tokio::test]
async fn a_desktop_answers_requests_and_remembers() {
    let desktop = Desktop::new();
    let (_server, control) = served(&desktop).await;
    let call = desktop.stimulus(json!({ "type": "inbound-call", "ani": "+33298000000" })).expect("a call");
    assert_eq!(call.state, State::Ringing);
    let accepted = control.post("/", &request("interaction.accept", json!(["1"]), "r")).await;
    assert_eq!((accepted.status, &accepted.body["referenceId"]), (200, &json!("r")));
    assert_eq!(accepted.body.get("errorMessage"), None);
    assert_eq!(desktop.interactions()[0].state, State::Talking);
    let refused = control.post("/", &request("interaction.accept", json!(["7"]), 2)).await;
    assert_eq!(refused.body["errorMessage"], "interaction.accept: no interaction has the id \"7\"");
    let subscribed = control.post("/", &subscribe(json!("interaction"), "s")).await;
    assert_eq!(subscribed.body["subscriptionId"], "sub-1");
}

#[tokio::test]
async fn a_desktop_says_what_is_wrong() {
    let desktop = Desktop::new();
    let (_server, control) = served(&desktop).await;
    assert_eq!(control.post("/", &json!("nothing that a host answers")).await.status, 204);
    let broken = control.post_text("/", "{\"request\":").await;
    assert_eq!(broken.status, 400);
    let wrong = desktop.stimulus(json!({ "type": "inbound-cal" })).unwrap_err().to_string();
    assert_eq!(wrong, "there is no stimulus \"inbound-cal\"; did you mean \"inbound-call\"?");
    let early = desktop.stimulus(json!({ "type": "agent-accepts", "interactionId": "1" }));
    assert!(early.is_err());
    assert!(Desktop::with_profile(&json!({ "voidresult": "null" })).is_err());
}

#[tokio::test]
async fn a_desktop_has_the_profile_that_it_is_given() {
    let desktop = Desktop::with_profile(&json!({ "subscriptionIdType": "number" })).expect("a desktop");
    let (_server, control) = served(&desktop).await;
    let subscribed = control.post("/", &subscribe(json!("interaction"), "s")).await;
    assert_eq!(subscribed.body["subscriptionId"], 1);
}

#[tokio::test]
async fn envelopes_are_matched_by_method_interaction_and_more() {
    let long = |message: &Value| message["parameters"][1]["Note"].as_str().is_some_and(|note| note.len() > 3);
    let notes =
        method("interaction.setUserData").interaction("1").parameter(1, json!({ "Kind": "note" })).and(long);
    let (_server, control) = matching(envelope(notes)).await;
    let note = |id: &str, kind: &str, note: &str| {
        request("interaction.setUserData", json!([id, { "Kind": kind, "Note": note }]), "r")
    };
    assert!(is_matched(&control, &note("1", "note", "long")).await);
    for other in [note("2", "note", "long"), note("1", "memo", "long"), note("1", "note", "no")] {
        assert!(!is_matched(&control, &other).await, "{other}");
    }
    assert!(!is_matched(&control, &request("interaction.accept", json!(["1"]), "r")).await);
    assert_eq!(control.post_text("/", "{").await.status, 404, "no envelope");
}

#[tokio::test]
async fn subscriptions_are_matched_by_the_name_of_the_event() {
    let (_server, control) = matching(envelope(subscribes("interaction"))).await;
    assert!(is_matched(&control, &subscribe(json!("interaction"), "s")).await);
    assert!(is_matched(&control, &subscribe(json!(["agent", "interaction"]), "s")).await);
    assert!(!is_matched(&control, &subscribe(json!("agent"), "s")).await);
}

#[test]
fn what_cannot_be_matched_is_refused_with_what_would_be_right() {
    let typo = Envelope::new(method("interaction.acept")).unwrap_err();
    assert_eq!(
        (typo.pointer.as_str(), typo.fault.as_str()),
        ("/method", "there is no method \"interaction.acept\"; did you mean \"interaction.accept\"?")
    );
    let state = Envelope::new(method("interaction.accept").state(State::Ringing)).unwrap_err().to_string();
    assert!(state.starts_with("a request to a mock server has no frame and no state"), "{state}");
    assert!(Envelope::new(method("interaction.accept").frame("s1")).is_err());
}
