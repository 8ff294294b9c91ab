//! The messenger: what one app sends, the other apps that have subscribed to the channel hear.
//! Clauses `messenger.broadcastMessage/1`, `messenger.broadcastMessage/2`, `event.messenger/1` to `event.messenger/4`.

use scapi_reference::Origin;
use serde_json::{Value, json};

use crate::desk::{APP, Desk, Kind, unsubscribe};

const BROADCAST: &str = "messenger.broadcastMessage";

/// A desktop with frames that hear channels: `a` and `b` orders, `c` bills, `d` both, and the app nothing.
fn desk() -> Desk {
    let mut desk = Desk::new();
    for (frame, names) in [
        ("a", json!("messenger:orders")),
        ("b", json!(["interaction", "messenger:orders"])),
        ("c", json!("messenger:bills")),
        ("d", json!(["messenger:orders", "messenger:bills"])),
    ] {
        desk.open(frame);
        desk.subscribe(frame, names);
    }
    desk
}

/// A frame sends something; gives who hears it.
fn sends(desk: &mut Desk, from: &str, channel: &str, message: Value) -> Vec<String> {
    let request = desk.request(BROADCAST, json!([channel, message]));
    let said = desk.say(from, request);
    let event = json!({
        "event": format!("messenger:{channel}"), "data": message, "userAgent": "WWE Server", "protocolVersion": 2
    });
    let (answers, events): (Vec<_>, Vec<_>) = said.into_iter().partition(|entry| entry.kind == Kind::Reply);
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0].body.get("errorMessage"), None);
    assert!(events.iter().all(|entry| entry.body == event), "{events:?}");
    events.into_iter().filter_map(|entry| entry.frame).collect()
}

/// `messenger.broadcastMessage/1`, `event.messenger/2` to `event.messenger/4`, `envelope/37`.
#[test]
fn a_broadcast_reaches_the_other_frames_of_its_channel() {
    let mut desk = desk();
    assert_eq!(sends(&mut desk, APP, "orders", json!("new")), ["a", "b", "d"]);
    assert_eq!(sends(&mut desk, "a", "orders", json!("new")), ["b", "d"]);
    assert_eq!(sends(&mut desk, "d", "bills", json!("new")), ["c"]);
    assert_eq!(sends(&mut desk, "c", "bills", json!("new")), ["d"]);
    assert_eq!(sends(&mut desk, APP, "nobody", json!("new")), [""; 0]);
}

/// `event.messenger/3`: its very channel, compared exactly (`subscription/14`).
#[test]
fn channels_are_compared_exactly() {
    let mut desk = desk();
    desk.open("e");
    desk.subscribe(
        "e",
        json!(["messenger:*", "messenger:Orders", "messenger:orders ", "messenger", "orders", "*"]),
    );
    assert_eq!(sends(&mut desk, APP, "orders", json!(1)), ["a", "b", "d"]);
    assert_eq!(sends(&mut desk, APP, "*", json!(1)), ["e"]);
    assert_eq!(sends(&mut desk, APP, "order", json!(1)), [""; 0]);
}

/// `event.messenger/1`: a channel has a name of any text, and nobody is told that it is unknown (`subscription/13`).
#[test]
fn a_channel_has_a_name_of_any_text() {
    for channel in ["orders", "a b", "messenger:x", "\u{20ac}", "a,b", "interaction"] {
        let mut desk = Desk::with(json!({ "unknownEventName": "failure" }));
        desk.open("a");
        desk.subscribe("a", json!(format!("messenger:{channel}")));
        assert_eq!(desk.noted(), [""; 0]);
        assert_eq!(sends(&mut desk, APP, channel, json!(true)), ["a"]);
    }
}

/// `messenger.broadcastMessage/1`, `event.messenger/2`: any JSON comes as it was sent; null, and a message that is not given
/// (`envelope/17`), come as null.
#[test]
fn any_json_comes_as_it_was_sent() {
    let mut desk = desk();
    for message in [
        json!(null),
        json!(false),
        json!(0.5),
        json!(""),
        json!([1, null]),
        json!({ "b": 1, "a": { "c": [] } }),
    ] {
        assert_eq!(sends(&mut desk, "c", "orders", message), ["a", "b", "d"]);
    }
    let request = desk.request(BROADCAST, json!(["orders"]));
    desk.say(APP, request);
    let heard = desk.heard("a").pop().expect("an event");
    assert_eq!(heard.get("data"), Some(&Value::Null));
}

/// `event.messenger/2`: a message that looks like one of the host is data, and no event of its own (`event.interaction/1`).
#[test]
fn a_broadcast_cannot_pass_for_another_event() {
    let mut desk = desk();
    let forged = json!({ "event": "interaction", "data": { "eventType": "RINGING" } });
    assert_eq!(sends(&mut desk, APP, "orders", forged), ["a", "b", "d"]);
    assert_eq!(sends(&mut desk, APP, "interaction", json!({ "eventType": "RINGING" })), [""; 0]);
}

/// `messenger.broadcastMessage/2`, `envelope/30`, `envelope/32`: the message names the parameter.
#[test]
fn a_broadcast_without_a_channel_fails() {
    let mut desk = desk();
    for parameters in
        [json!([]), json!([null, "new"]), json!([1, "new"]), json!([["orders"], "new"]), json!(["", "new"])]
    {
        let fault = desk.fails(BROADCAST, parameters);
        assert!(fault.contains("channel"), "{fault}");
    }
    for frame in ["a", "b", "c", "d"] {
        assert_eq!(desk.heard(frame), Vec::<Value>::new());
    }
}

/// `envelope/28`, `envelope/31`, each value: an operation without a result, answered before the events.
#[test]
fn a_broadcast_is_answered_before_it_is_delivered() {
    for (result, expected) in [("absent", None), ("null", Some(json!(null))), ("true", Some(json!(true)))] {
        let mut desk = desk();
        desk.profile(json!({ "voidResult": result }));
        let request = desk.request(BROADCAST, json!(["orders", "new"]));
        let said = desk.say("a", request);
        assert_eq!((said[0].kind, said[0].frame.as_deref()), (Kind::Reply, Some("a")));
        assert_eq!(said[0].body.get("data"), expected.as_ref(), "{result}");
        assert!(said[1..].iter().all(|entry| entry.kind == Kind::Event));
    }
}

/// `subscription/6`, `subscription/8`, `subscription/16`: like any other event.
#[test]
fn channels_are_subscribed_and_left_like_other_events() {
    let mut desk = desk();
    let id = desk.subscribe("a", json!(["messenger:orders", "messenger:orders"]));
    assert_eq!(sends(&mut desk, APP, "orders", json!(1)), ["a", "b", "d"]);
    desk.answer("a", unsubscribe(&id));
    assert_eq!(sends(&mut desk, APP, "orders", json!(1)), ["a", "b", "d"]);
    desk.close("b");
    desk.reload("d");
    assert_eq!(sends(&mut desk, APP, "orders", json!(1)), ["a"]);
}

/// `gate.origin/1`: an app whose origin is not accepted hears nothing, and sends nothing (`gate.origin/4`).
#[test]
fn strangers_neither_hear_nor_send() {
    let mut desk = desk();
    desk.profile(json!({ "acceptedOrigins": ["https://app.example"] }));
    desk.open_at("e", Origin::Web("https://app.example".into()));
    desk.subscribe("e", json!("messenger:orders"));
    assert_eq!(sends(&mut desk, APP, "orders", json!(1)), ["a", "b", "d", "e"]);
    desk.profile(json!({ "acceptedOrigins": ["https://other.example"] }));
    assert_eq!(sends(&mut desk, APP, "orders", json!(1)), ["a", "b", "d"]);
    let request = desk.request(BROADCAST, json!(["orders", "new"]));
    assert_eq!(desk.silence("e", request), "gate.origin/3");
}
