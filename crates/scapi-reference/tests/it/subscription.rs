//! Subscribing and unsubscribing, and who gets which event.
//! Clauses `subscription/1` and after.

use serde_json::{Value, json};

use crate::desk::{APP, Desk, Kind, subscribe, unsubscribe};

/// `subscription/1`, `subscription/4`, default `string`; `envelope/4`.
#[test]
fn a_subscription_is_answered_with_an_id_at_the_top_level() {
    let mut desk = Desk::new();
    let answer = desk.answer(APP, subscribe(json!("interaction")));
    assert!(answer["subscriptionId"].as_str().is_some_and(|id| !id.is_empty()), "{answer}");
    assert_eq!(answer["referenceId"], "s");
    assert_eq!(answer.get("event"), None);
    assert_eq!(answer.get("errorMessage"), None);
}

/// `subscription/4`, `number`; `subscription/8` with such an id.
#[test]
fn a_subscription_id_is_a_number_where_the_profile_says_so() {
    let mut desk = Desk::hearing_with(json!({ "subscriptionIdType": "number" }));
    let id = desk.subscribe(APP, json!("agent"));
    assert!(id.is_number(), "{id}");
    assert_eq!(desk.answer(APP, unsubscribe(&id)).get("errorMessage"), None);
    assert_eq!(desk.workspace.subscriptions(&APP.into()).collect::<Vec<_>>(), ["interaction"]);
}

/// `subscription/2`, `subscription/3`: one name, or several under one id.
#[test]
fn a_subscription_hears_the_names_that_it_lists_and_no_others() {
    for (names, hears) in [
        (json!("interaction"), true),
        (json!(["agent", "interaction"]), true),
        (json!(["agent", "system"]), false),
        (json!("agent"), false),
        (json!([]), false),
    ] {
        let mut desk = Desk::new();
        desk.subscribe(APP, names.clone());
        desk.rings();
        assert_eq!(!desk.heard(APP).is_empty(), hears, "{names}");
    }
}

/// `subscription/14`: names match exactly.
#[test]
fn names_match_exactly() {
    let mut desk = Desk::new();
    desk.subscribe(
        APP,
        json!(["*", "Interaction", "interaction ", "INTERACTION", "inter*", "messenger:*", ""]),
    );
    desk.rings();
    assert_eq!(desk.heard(APP), Vec::<Value>::new());
}

/// `subscription/5`: what happened before is lost, what happens after is heard.
#[test]
fn events_are_heard_from_the_answer_on() {
    let mut desk = Desk::new();
    desk.rings();
    desk.subscribe(APP, json!("interaction"));
    assert_eq!(desk.heard(APP), Vec::<Value>::new());
    desk.rings();
    assert_eq!(desk.types(APP), ["ADDED", "RINGING"]);
}

/// `subscription/6`: once a window, however many subscriptions and repeats.
#[test]
fn an_event_comes_once_however_many_subscriptions_name_it() {
    let mut desk = Desk::hearing();
    desk.subscribe(APP, json!("interaction"));
    desk.subscribe(APP, json!(["interaction", "interaction", "agent"]));
    desk.rings();
    assert_eq!(desk.types(APP), ["ADDED", "RINGING"]);
}

/// `subscription/7`, `event.interaction/1`, `frame/1`.
#[test]
fn an_event_goes_to_every_window_that_subscribed_and_to_no_other() {
    let mut desk = Desk::hearing();
    for frame in ["second", "deaf"] {
        desk.open(frame);
    }
    desk.subscribe("second", json!("interaction"));
    desk.subscribe("deaf", json!("agent"));
    let id = desk.rings();
    desk.done("interaction.accept", json!([id]));
    let heard = desk.heard(APP);
    assert_eq!(heard.len(), 3);
    assert_eq!(desk.heard("second"), heard);
    assert_eq!(desk.heard("deaf"), Vec::<Value>::new());
}

/// `subscription/8`, `subscription/9`, `subscription/10`.
#[test]
fn the_end_of_a_subscription_ends_all_its_names() {
    let mut desk = Desk::new();
    let id = desk.subscribe(APP, json!(["interaction", "agent"]));
    let answer = desk.answer(APP, unsubscribe(&id));
    assert_eq!(answer, json!({ "referenceId": "u", "userAgent": "WWE Server", "protocolVersion": 2 }));
    desk.rings();
    assert_eq!(desk.heard(APP), Vec::<Value>::new());
    assert_eq!(desk.workspace.subscriptions(&APP.into()).count(), 0);
}

/// `subscription/9`: another subscription of the window still names the event.
#[test]
fn another_subscription_of_the_same_name_goes_on() {
    let mut desk = Desk::new();
    let first = desk.subscribe(APP, json!("interaction"));
    let second = desk.subscribe(APP, json!("interaction"));
    desk.answer(APP, unsubscribe(&first));
    desk.rings();
    assert_eq!(desk.types(APP), ["ADDED", "RINGING"]);
    desk.answer(APP, unsubscribe(&second));
    desk.rings();
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `subscription/9`: unsubscribing in one window leaves the others alone, though their ids are alike.
#[test]
fn a_window_ends_only_its_own_subscriptions() {
    let mut desk = Desk::hearing();
    desk.open("second");
    let id = desk.subscribe("second", json!("interaction"));
    desk.answer("second", unsubscribe(&id));
    desk.rings();
    assert_eq!(desk.types(APP), ["ADDED", "RINGING"]);
    assert_eq!(desk.heard("second"), Vec::<Value>::new());
}

/// `subscription/11`, default `failure`; `subscription/8`: an id has a type.
#[test]
fn the_end_of_an_unknown_subscription_fails() {
    let mut desk = Desk::hearing();
    let gone = desk.subscribe(APP, json!("agent"));
    desk.answer(APP, unsubscribe(&gone));
    for id in [json!("sub-99"), json!(1), json!({}), gone] {
        let answer = desk.answer(APP, unsubscribe(&id));
        assert!(
            answer["errorMessage"].as_str().is_some_and(|fault| fault.contains(&id.to_string())),
            "{answer}"
        );
    }
    desk.rings();
    assert_eq!(desk.types(APP), ["ADDED", "RINGING"]);
}

/// `subscription/11`, `success`.
#[test]
fn the_end_of_an_unknown_subscription_succeeds_where_the_profile_says_so() {
    let mut desk = Desk::hearing_with(json!({ "unknownSubscription": "success" }));
    let answer = desk.answer(APP, unsubscribe(&json!("sub-99")));
    assert_eq!(answer.get("errorMessage"), None);
    desk.rings();
    assert_eq!(desk.types(APP), ["ADDED", "RINGING"]);
}

/// `subscription/12`, under both values of `unknownSubscription`.
#[test]
fn unsubscribing_without_data_ends_nothing() {
    for (unknown, fails) in [("failure", true), ("success", false)] {
        let mut desk = Desk::hearing_with(json!({ "unknownSubscription": unknown }));
        let mut message = unsubscribe(&Value::Null);
        for _ in 0..2 {
            let answer = desk.answer(APP, message.clone());
            assert_eq!(answer.get("errorMessage").is_some(), fails, "{answer}");
            message.as_object_mut().expect("an object").remove("data");
        }
        desk.rings();
        assert_eq!(desk.types(APP), ["ADDED", "RINGING"]);
    }
}

/// `subscription/13`, default `accept` (and noted).
#[test]
fn an_unknown_event_name_is_accepted_and_noted() {
    let mut desk = Desk::new();
    let said = desk.say(APP, subscribe(json!(["interaction", "interactions"])));
    let kinds: Vec<Kind> = said.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [Kind::Note, Kind::Reply]);
    assert_eq!(said[0].body["clause"], "subscription/13");
    let text = said[0].body["text"].as_str().expect("a text");
    assert!(text.contains("\"interactions\"") && text.contains("did you mean \"interaction\"?"), "{text}");
    assert!(said[1].body["subscriptionId"].is_string());
}

/// `subscription/13`: every name that nobody knows is noted.
#[test]
fn each_unknown_event_name_is_noted() {
    let mut desk = Desk::new();
    desk.subscribe(APP, json!(["agnet", "interaction", "colour"]));
    assert_eq!(desk.noted(), ["subscription/13", "subscription/13"]);
}

/// `subscription/13`, `failure`: nothing is subscribed, the known names neither.
#[test]
fn an_unknown_event_name_fails_where_the_profile_says_so() {
    let mut desk = Desk::with(json!({ "unknownEventName": "failure" }));
    let answer = desk.answer(APP, subscribe(json!(["interaction", "agnet"])));
    let fault = answer["errorMessage"].as_str().expect("a failure");
    assert!(fault.contains("\"agnet\"") && fault.contains("did you mean \"agent\"?"), "{fault}");
    desk.rings();
    assert_eq!(desk.heard(APP), Vec::<Value>::new());
}

/// `subscription/13`, `event.messenger/1`: the known names, and every channel of the messenger.
#[test]
fn known_names_are_not_noted() {
    let mut desk = Desk::with(json!({ "unknownEventName": "failure" }));
    for name in ["agent", "interaction", "markdone", "media", "outbound", "system", "messenger:orders"] {
        desk.subscribe(APP, json!(name));
    }
    assert_eq!(desk.noted(), [""; 0]);
}

/// `subscription/15`.
#[test]
fn every_subscription_has_an_id_of_its_own() {
    let mut desk = Desk::new();
    let first = desk.subscribe(APP, json!("interaction"));
    let second = desk.subscribe(APP, json!("interaction"));
    desk.answer(APP, unsubscribe(&second));
    let third = desk.subscribe(APP, json!("interaction"));
    assert!(first != second && second != third && first != third);
}

/// `subscription/16`, `frame/2`, `frame/6`.
#[test]
fn subscriptions_end_with_their_window() {
    let mut desk = Desk::hearing();
    desk.open("second");
    desk.subscribe("second", json!("interaction"));
    desk.reload(APP);
    desk.close("second");
    desk.rings();
    assert_eq!(desk.heard(APP), Vec::<Value>::new());
    assert_eq!(desk.heard("second"), Vec::<Value>::new());
    desk.open("second");
    desk.rings();
    assert_eq!(desk.heard("second"), Vec::<Value>::new());
}

/// `subscription/17`: with and without a reference id (`envelope/36`).
#[test]
fn data_that_is_no_name_fails_and_subscribes_nothing() {
    let mut desk = Desk::new();
    for data in [json!(null), json!(7), json!({}), json!(["interaction", 7]), json!([["interaction"]])] {
        let mut message = subscribe(data);
        let answer = desk.answer(APP, message.clone());
        assert!(answer["errorMessage"].as_str().is_some_and(|fault| fault.contains("data")), "{answer}");
        message.as_object_mut().expect("an object").remove("referenceId");
        let answer = desk.answer(APP, message);
        assert!(answer["errorMessage"].is_string() && answer.get("referenceId").is_none(), "{answer}");
    }
    desk.rings();
    assert_eq!(desk.heard(APP), Vec::<Value>::new());
}
