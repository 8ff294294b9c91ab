//! The methods of the Voice namespace, so that apps can run whole calls.
//! Clauses `voice.dial/1` to `voice.resumeCallRecording/1`; what recordings do is in `recording`.

use serde_json::{Value, json};

use crate::{
    call::{COLLEAGUE, OUTSIDE},
    desk::{APP, Desk},
};

/// `voice.dial/2`, `voice/12`, `voice.answer/1`, `voice.hold/1`, `voice.resume/1`, `voice.hangUp/1`: two whole calls, by
/// requests of the app alone but for what the far end does.
#[test]
fn an_app_runs_whole_calls() {
    let mut desk = Desk::hearing();
    assert_eq!(
        desk.told_after("voice.dial", json!([OUTSIDE])),
        ["1 ADDED none>DIALING", "1 DIALING none>DIALING"]
    );
    desk.stimulus("far-end-answers", "1");
    let incoming = desk.rings();
    let steps = [
        ("voice.hold", "1", "1 HELD TALKING>HELD"),
        ("voice.answer", incoming.as_str(), "2 ESTABLISHED RINGING>TALKING"),
        ("voice.hangUp", "2", "2 RELEASED TALKING>IDLE"),
        ("voice.resume", "1", "1 ESTABLISHED HELD>TALKING"),
        ("voice.hangUp", "1", "1 RELEASED TALKING>IDLE"),
    ];
    for (method, id, told) in steps {
        assert_eq!(desk.told_after(method, json!([id])), [told], "{method}");
    }
}

/// Every form that `voice.dial` and `voice.dialEx` take, and the user data of the call.
///
/// `voice.dial/1`, `voice.dialEx/1`, `type.extensions/1`, `type.extensions/2`, `envelope/17`.
#[test]
fn dial_takes_user_data_and_dial_ex_extensions_in_every_form() {
    let none = json!({});
    let some = json!({ "Reason": "callback", "Priority": 8 });
    let rows = [
        ("voice.dial", json!([OUTSIDE]), &none),
        ("voice.dial", json!([OUTSIDE, null]), &none),
        ("voice.dial", json!([OUTSIDE, {}]), &none),
        ("voice.dial", json!([OUTSIDE, some]), &some),
        ("voice.dialEx", json!([OUTSIDE]), &none),
        ("voice.dialEx", json!([OUTSIDE, null, null]), &none),
        ("voice.dialEx", json!([OUTSIDE, {}, {}]), &none),
        ("voice.dialEx", json!([OUTSIDE, some]), &some),
        ("voice.dialEx", json!([OUTSIDE, some, { "BUSINESS_CALL": 1 }]), &some),
        ("voice.dialEx", json!([OUTSIDE, null, { "deep": { "a": [null] } }]), &none),
    ];
    for (method, parameters, user_data) in rows {
        let mut desk = Desk::hearing();
        desk.done(method, parameters.clone());
        let events = desk.payloads(APP);
        assert_eq!(events.len(), 2, "{parameters}");
        assert!(events.iter().all(|data| data["interaction"]["userData"] == *user_data), "{parameters}");
        let call = desk.read("1");
        assert_eq!((&call["state"], &call["dnis"]), (&json!("DIALING"), &json!(OUTSIDE)), "{parameters}");
    }
}

/// `voice.dial/1`, `voice.dialEx/1`, `envelope/32`: and no call is placed.
#[test]
fn dial_names_the_parameter_that_is_missing_or_wrong() {
    let rows = [
        ("voice.dial", json!([]), "destination"),
        ("voice.dial", json!([null]), "destination"),
        ("voice.dial", json!([5002]), "destination"),
        ("voice.dial", json!([[COLLEAGUE]]), "destination"),
        ("voice.dial", json!([{ "type": "AGENT", "destination": "J" }]), "destination"),
        ("voice.dial", json!([""]), "destination"),
        ("voice.dial", json!([OUTSIDE, "Reason"]), "userData"),
        ("voice.dial", json!([OUTSIDE, ["Reason"]]), "userData"),
        ("voice.dial", json!([OUTSIDE, false]), "userData"),
        ("voice.dialEx", json!([null, {}]), "destination"),
        ("voice.dialEx", json!([""]), "destination"),
        ("voice.dialEx", json!([OUTSIDE, 1]), "userData"),
        ("voice.dialEx", json!([OUTSIDE, null, "x"]), "extensions"),
        ("voice.dialEx", json!([OUTSIDE, null, [1]]), "extensions"),
        ("voice.dialEx", json!([OUTSIDE, {}, 0]), "extensions"),
    ];
    for (method, parameters, name) in rows {
        let mut desk = Desk::hearing();
        let fault = desk.fails_without_effect(method, parameters.clone());
        assert!(fault.contains(method) && fault.contains(name), "{parameters}: {fault}");
        assert_eq!(desk.read("1"), Value::Null);
    }
}

/// `gate.userData/3`, `gate.userData/4`, each value.
#[test]
fn user_data_of_a_call_that_is_placed_go_through_the_gate() {
    let given = json!({ "Reason": "callback", "Segment": "Gold" });
    let profile = |unwritable| json!({ "userDataWriteAllowed": ["Reason"], "unwritableKey": unwritable });
    for method in ["voice.dial", "voice.dialEx"] {
        let mut desk = Desk::hearing_with(profile("fail-all"));
        let fault = desk.fails_without_effect(method, json!([OUTSIDE, given]));
        assert!(fault.contains("\"Segment\""), "{fault}");
        let mut desk = Desk::hearing_with(profile("drop-key"));
        desk.done(method, json!([OUTSIDE, given]));
        assert_eq!(desk.read("1")["userData"], json!({ "Reason": "callback" }));
    }
}

/// The eight that are about a call name an id that is missing, wrong or unknown.
#[test]
fn the_others_name_the_id_that_is_missing_wrong_or_unknown() {
    let methods = [
        "voice.answer",
        "voice.hold",
        "voice.resume",
        "voice.hangUp",
        "voice.startCallRecording",
        "voice.stopCallRecording",
        "voice.pauseCallRecording",
        "voice.resumeCallRecording",
    ];
    for method in methods {
        let mut desk = Desk::hearing();
        desk.rings();
        for parameters in [json!([]), json!([null]), json!([1]), json!([["1"]]), json!([{ "id": "1" }])] {
            let fault = desk.fails_without_effect(method, parameters);
            assert!(fault.contains(method) && fault.contains("interactionId"), "{fault}");
        }
        for id in ["9", "", "01"] {
            let fault = desk.fails_without_effect(method, json!([id]));
            assert!(fault.contains(&format!("\"{id}\"")), "{fault}");
        }
    }
}

/// `openmedia/10`: what is no call is neither answered nor hung up by the Voice namespace.
#[test]
fn the_voice_namespace_is_for_calls() {
    let mut desk = Desk::hearing();
    let invited = desk.arrives(json!({ "type": "inbound-chat" }));
    let preview = desk.arrives(json!({ "type": "preview-record" }));
    let chat = desk.chats();
    for method in ["voice.answer", "voice.hold", "voice.resume", "voice.hangUp"] {
        for (id, media) in [(&invited, "chat"), (&chat, "chat"), (&preview, "outboundpreview")] {
            let fault = desk.fails_without_effect(method, json!([id]));
            assert!(fault.contains(media), "{fault}");
        }
    }
}

/// `voice.answer/1` is `interaction.accept`, for a call: the same event, byte for byte.
#[test]
fn answering_is_accepting() {
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    let mut other = desk.clone();
    desk.done("voice.answer", json!([id]));
    other.done("interaction.accept", json!([id]));
    assert_eq!(desk.heard(APP), other.heard(APP));
}

/// `voice.hangUp/1`: a capital U, and a call that dials is hung up as well as one that talks or is on hold.
#[test]
fn hanging_up_is_spelt_with_a_capital_u_and_ends_a_call_in_every_state_that_is_the_agents() {
    for state in ["DIALING", "TALKING", "HELD"] {
        let mut desk = Desk::hearing();
        let id = desk.in_state(state);
        let fault = desk.fails_without_effect("voice.hangup", json!([id]));
        assert!(fault.contains("did you mean \"voice.hangUp\"?"), "{fault}");
        assert_eq!(desk.told_after("voice.hangUp", json!([id])), [format!("1 RELEASED {state}>IDLE")]);
    }
}

/// `envelope/31`: these have no result; what stands for that is `voidResult`.
#[test]
fn the_commands_have_no_result() {
    for (void, data) in [("absent", None), ("null", Some(Value::Null)), ("true", Some(json!(true)))] {
        let mut desk = Desk::with(json!({ "voidResult": void }));
        assert_eq!(desk.ask("voice.dial", json!([OUTSIDE])).get("data"), data.as_ref(), "{void}");
        desk.stimulus("far-end-answers", "1");
        for method in ["voice.hold", "voice.resume", "voice.startCallRecording", "voice.hangUp"] {
            assert_eq!(desk.ask(method, json!(["1"])).get("data"), data.as_ref(), "{method} {void}");
        }
    }
}
