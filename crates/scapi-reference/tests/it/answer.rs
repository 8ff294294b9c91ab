//! When answers come, and of what they are made, whatever the method.
//! Clauses `envelope/9`, `envelope/10`, `envelope/15`, `envelope/27`.

use scapi_schema::method::METHODS;
use serde_json::{Value, json};

use crate::{
    desk::{APP, Desk, Kind, subscribe, unsubscribe},
    way::{FINAL, LIVE, OVER_CHAT, PREVIEW, VOICE, WRONG},
};

/// Far ends that take their time: a minute until they answer.
fn slow() -> Value {
    json!({ "farEnd": { "whenCalled": ["answers"], "afterMs": [60_000, 60_000] } })
}

/// `envelope/9`, `envelope/27`, `envelope/11`: every method is answered at the time of its request, once, with whatever arguments
/// and though nothing says that anybody waits; so are subscriptions and their end.
#[test]
fn every_message_is_answered_at_once() {
    let mut desk = Desk::new();
    desk.policies(slow());
    desk.talks();
    let arguments = [json!([]), json!(["1"]), json!(["1", "5002"]), json!(["5002", { "A": "1" }])];
    let requests =
        METHODS.iter().flat_map(|method| arguments.iter().map(|arguments| (method.name, arguments)));
    let mut messages: Vec<Value> =
        requests.map(|(method, arguments)| desk.request(method, arguments.clone())).collect();
    messages.extend([subscribe(json!("agent")), unsubscribe(&json!("sub-1"))]);
    for (second, message) in messages.into_iter().enumerate() {
        desk.advance(10);
        let said = desk.say(APP, message.clone());
        let mut replies = said.iter().filter(|entry| entry.kind == Kind::Reply);
        let reply = replies.next().expect("an answer");
        assert_eq!(reply.body["referenceId"], message["referenceId"]);
        assert_eq!(reply.at, 10 * (second as u64 + 1), "{message}");
        assert_eq!(replies.next(), None);
    }
}

/// `envelope/10`: what takes a minute is answered when it was started; its end is told by events.
#[test]
fn what_takes_long_is_answered_when_it_has_begun() {
    type Begins = fn(&mut Desk) -> (&'static str, Value);
    let rows: [(Begins, &[&str]); 4] = [
        (|_| ("voice.dial", json!(["+33142000000"])), &["ESTABLISHED DIALING>TALKING"]),
        (|desk| ("interaction.consult", json!([desk.talks(), "5002"])), &["ESTABLISHED DIALING>TALKING"]),
        (|desk| ("interaction.consult", json!([desk.chats(), "5002"])), &["ACCEPTED CREATED>ACCEPTED"]),
        (
            |desk| ("interaction.singleStepTransfer", json!([desk.chats(), "5002"])),
            &["TRANSFER_COMPLETED TRANSFERRING>TRANSFER_COMPLETED"],
        ),
    ];
    for (begins, ends) in rows {
        let mut desk = Desk::hearing();
        desk.policies(slow());
        let (method, parameters) = begins(&mut desk);
        desk.done(method, parameters);
        desk.heard(APP);
        desk.advance(59_999);
        assert_eq!(desk.steps(APP), [""; 0], "{method}");
        desk.advance(1);
        assert_eq!(desk.steps(APP), ends, "{method}");
    }
}

/// `envelope/15`: whatever the host says comes back from text as it was.
#[test]
fn every_message_survives_json() {
    let user_data =
        json!({ "text": "\u{2028}\"\\", "number": 0.1, "large": 9_007_199_254_740_993_i64, "deep": [[{}]] });
    for inapplicable in ["absent", "null"] {
        for way in [VOICE, LIVE, FINAL, PREVIEW, OVER_CHAT, WRONG].into_iter().flatten() {
            let mut desk = Desk::hearing_with(json!({ "inapplicableProperty": inapplicable }));
            let id = way.walk(&mut desk);
            let change = json!({ "type": "user-data-changed", "interactionId": id, "set": user_data });
            desk.try_stimulus(change).expect("user data can change");
            desk.read(&id);
            for entry in desk.journal().iter().filter(|entry| entry.kind.is_output()) {
                let text = entry.body.to_string();
                assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), entry.body);
            }
            assert_eq!(desk.read(&id)["userData"]["deep"], user_data["deep"]);
        }
    }
}
