//! The Messenger namespace: what `messenger.broadcastMessage` takes.
//! `messenger.broadcastMessage/1`, `messenger.broadcastMessage/2`.

use scapi_schema::{messenger::BroadcastMessage, parameter::Method};
use serde_json::{Value, json};

fn list(arguments: Value) -> Vec<Value> {
    arguments.as_array().expect("an array").clone()
}

/// `messenger.broadcastMessage/1`: any JSON is a message, and comes back as it was.
#[test]
fn any_json_can_be_sent() {
    assert_eq!(BroadcastMessage::NAME, "messenger.broadcastMessage");
    let messages = [json!({ "a": [1, { "b": null }] }), json!("text"), json!(7), json!(false), json!([])];
    for message in messages {
        let arguments = list(json!(["orders", message]));
        let broadcast = BroadcastMessage::from_arguments(&arguments).expect("a broadcast");
        assert_eq!((broadcast.channel.as_str(), &broadcast.message), ("orders", &message));
        assert_eq!(broadcast.into_arguments(), arguments);
    }
}

/// `envelope/17`: null and nothing are alike.
#[test]
fn nothing_to_send_is_null() {
    for arguments in [json!(["orders"]), json!(["orders", null])] {
        let broadcast = BroadcastMessage::from_arguments(&list(arguments)).expect("a broadcast");
        assert_eq!(broadcast.message, Value::Null);
    }
}

/// Pins the texts of a channel that is none.
#[test]
fn a_channel_is_a_string() {
    let told = |arguments: Value| {
        let error = BroadcastMessage::from_arguments(&list(arguments)).expect_err("a fault");
        format!("{error} [{}]", error.clause)
    };
    insta::assert_snapshot!(told(json!([])), @"messenger.broadcastMessage takes a string as parameter channel (parameters[0]), got nothing [messenger.broadcastMessage/2]");
    insta::assert_snapshot!(told(json!([["orders"], 1])), @"messenger.broadcastMessage takes a string as parameter channel (parameters[0]), got an array [messenger.broadcastMessage/2]");
}
