//! What every answer looks like, and what becomes of messages that are not quite right.
//! Clauses `envelope/1` to `envelope/37`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk, Kind, subscribe};

fn keys(message: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = message.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// `envelope/1`, `envelope/2`: of answers, failures, events and greetings.
#[test]
fn every_message_says_that_a_host_speaks() {
    let mut desk = Desk::hearing_with(json!({ "frameGreeting": "load" }));
    desk.open("greeted");
    let id = desk.rings();
    desk.done("interaction.accept", json!([id]));
    desk.fails("interaction.accept", json!([id]));
    let posted: Vec<Kind> = desk
        .journal()
        .iter()
        .filter(|entry| matches!(entry.kind, Kind::Reply | Kind::Event | Kind::Greeting))
        .map(|entry| {
            assert_eq!(entry.body["userAgent"], "WWE Server");
            assert_eq!(entry.body["protocolVersion"], json!(2));
            entry.kind
        })
        .collect();
    for kind in [Kind::Reply, Kind::Event, Kind::Greeting] {
        assert!(posted.contains(&kind), "no {kind:?}");
    }
}

/// `envelope/3`, `envelope/25`.
#[test]
fn a_reference_id_of_any_type_comes_back_as_it_was() {
    let mut desk = Desk::new();
    for id in [
        json!("0"),
        json!("call-7"),
        json!(7),
        json!(7.5),
        json!(-1),
        json!(true),
        json!({ "a": [1] }),
        json!(["a"]),
    ] {
        for method in ["interaction.getInteractions", "no.such"] {
            let message = json!({ "request": method, "referenceId": id, "userAgent": "WWE Client", "protocolVersion": 2 });
            assert_eq!(desk.answer(APP, message)["referenceId"], id);
        }
    }
}

/// `envelope/4`, `envelope/5`, `envelope/7`, `envelope/31`.
#[test]
fn a_success_has_its_result_under_data_and_no_other_keys() {
    let mut desk = Desk::new();
    let answer = desk.ask("interaction.getInteractions", json!([]));
    assert_eq!(keys(&answer), ["data", "protocolVersion", "referenceId", "userAgent"]);
    let id = desk.rings();
    let answer = desk.ask("interaction.accept", json!([id]));
    assert_eq!(keys(&answer), ["protocolVersion", "referenceId", "userAgent"]);
}

/// `envelope/6`, `envelope/8`.
#[test]
fn a_failure_has_an_error_message_and_no_other_keys() {
    let mut desk = Desk::new();
    let answer = desk.ask("interaction.accept", json!(["9"]));
    assert_eq!(keys(&answer), ["errorMessage", "protocolVersion", "referenceId", "userAgent"]);
    assert!(answer["errorMessage"].as_str().is_some_and(|text| !text.is_empty()));
}

/// `envelope/12`, `envelope/13`: equal ids from two windows are two requests.
#[test]
fn each_window_gets_its_own_answer() {
    let mut desk = Desk::new();
    desk.open("second");
    let id = desk.rings();
    let request = |method: &str| json!({ "request": method, "parameters": [id], "referenceId": "0", "userAgent": "WWE Client", "protocolVersion": 2 });
    let first = desk.answer(APP, request("interaction.accept"));
    let second = desk.answer("second", request("interaction.accept"));
    assert_eq!((first.get("errorMessage"), first["referenceId"].as_str()), (None, Some("0")));
    assert!(second["errorMessage"].is_string());
}

/// `envelope/14`, `frame/3`: nothing of what an app says is passed on.
#[test]
fn no_message_of_an_app_is_echoed() {
    let mut desk = Desk::hearing();
    desk.open("second");
    desk.subscribe("second", json!("interaction"));
    let id = desk.rings();
    let request = desk.request("interaction.setUserData", json!([id, { "A": "1" }]));
    for entry in desk.say(APP, request) {
        assert_eq!((entry.body.get("request"), entry.body.get("parameters")), (None, None));
        assert_eq!(entry.body["userAgent"], "WWE Server");
    }
}

/// `envelope/16`, `envelope/17`: a method with one needed parameter does not care how the rest is left out.
#[test]
fn parameters_may_be_longer_and_padded_with_null() {
    let mut desk = Desk::new();
    let id = desk.rings();
    for parameters in [json!([id]), json!([id, null]), json!([id, null, null])] {
        assert_eq!(desk.done("interaction.getByInteractionId", parameters)["interactionId"], json!(id));
    }
}

/// `envelope/17`: null counts as missing.
#[test]
fn a_parameter_that_is_null_is_missing() {
    let mut desk = Desk::new();
    let told: Vec<String> = [json!([]), json!([null]), json!(null)]
        .map(|parameters| desk.fails("interaction.accept", parameters))
        .into();
    assert!(told.iter().all(|text| *text == told[0]), "{told:?}");
}

/// `envelope/18`, `envelope/24`.
#[test]
fn unknown_keys_and_a_frame_id_change_nothing() {
    let mut desk = Desk::new();
    let mut request = desk.request("interaction.getInteractions", json!([]));
    request["frameId"] = json!("f-3");
    request["colour"] = json!({ "errorMessage": "red", "event": "x" });
    request["protocolVersion"] = json!("one");
    assert_eq!(desk.answer(APP, request)["data"], json!([]));
}

/// `envelope/19`, `envelope/20`, default `failure`: the text names the request, and what was meant.
#[test]
fn an_unknown_method_fails_with_a_did_you_mean() {
    let mut desk = Desk::new();
    for (given, meant) in [
        ("interaction.markDone", Some("interaction.markdone")),
        ("Interaction.Accept", Some("interaction.accept")),
        ("interaction.getInteraction", Some("interaction.getInteractions")),
        ("voice.hangup", Some("voice.hangUp")),
        ("voice.pauseRecording", None),
        ("no.such", None),
        ("", None),
    ] {
        let fault = desk.fails(given, json!([]));
        assert!(fault.contains(&format!("\"{given}\"")), "{fault}");
        match meant {
            Some(meant) => assert!(fault.ends_with(&format!("did you mean \"{meant}\"?")), "{fault}"),
            None => assert!(!fault.is_empty()),
        }
    }
}

/// `envelope/20`, `silence`.
#[test]
fn an_unknown_method_is_not_answered_where_the_profile_says_so() {
    let mut desk = Desk::with(json!({ "unknownMethod": "silence" }));
    let request = desk.request("no.such", json!([]));
    assert_eq!(desk.silence(APP, request), "envelope/20");
    desk.fails("interaction.accept", json!([]));
}

/// `envelope/21`, default `silence`.
#[test]
fn a_message_of_another_user_agent_is_noted_and_not_carried_out() {
    let mut desk = Desk::new();
    let id = desk.rings();
    for agent in
        [json!("WWE Server"), json!("wwe client"), json!(""), json!(null), json!(7), json!(["WWE Client"])]
    {
        let mut request = desk.request("interaction.accept", json!([id]));
        request["userAgent"] = agent;
        assert_eq!(desk.silence(APP, request), "envelope/21");
    }
    let bare = json!({ "request": "interaction.accept", "parameters": [id], "referenceId": "1" });
    assert_eq!(desk.silence(APP, bare), "envelope/21");
    assert_eq!(desk.read(&id)["state"], "RINGING");
}

/// `envelope/21`, `answer`.
#[test]
fn a_message_of_another_user_agent_is_answered_where_the_profile_says_so() {
    let mut desk = Desk::with(json!({ "foreignUserAgent": "answer" }));
    for agent in [json!("Mozilla"), json!(null), json!(7)] {
        let mut request = desk.request("interaction.getInteractions", json!([]));
        request["userAgent"] = agent;
        assert_eq!(desk.answer(APP, request)["data"], json!([]));
    }
}

/// `envelope/22`, default `never`.
#[test]
fn no_frame_id_is_handed_out_by_default() {
    let mut desk = Desk::hearing();
    desk.open("second");
    desk.rings();
    assert!(desk.journal().iter().all(|entry| entry.kind != Kind::Greeting));
}

/// `envelope/22`, `load`; `envelope/23`.
#[test]
fn a_frame_id_is_handed_out_at_load_where_the_profile_says_so() {
    let mut desk = Desk::with(json!({ "frameGreeting": "load" }));
    desk.open("second");
    desk.reload("second");
    desk.subscribe("second", json!("interaction"));
    let greetings: Vec<_> = desk.journal().iter().filter(|entry| entry.kind == Kind::Greeting).collect();
    assert_eq!(greetings.len(), 2);
    for greeting in greetings {
        assert_eq!(greeting.frame.as_deref(), Some("second"));
        assert_eq!(keys(&greeting.body), ["frameId", "protocolVersion", "userAgent"]);
        assert!(!greeting.body["frameId"].is_null());
    }
}

/// `envelope/22`, `first-message`: before the answer, and only once.
#[test]
fn a_frame_id_is_handed_out_at_the_first_message_where_the_profile_says_so() {
    let mut desk = Desk::with(json!({ "frameGreeting": "first-message" }));
    let first = desk.request("interaction.getInteractions", json!([]));
    let kinds = |said: &[crate::desk::Entry]| said.iter().map(|entry| entry.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&desk.say(APP, first.clone())), [Kind::Greeting, Kind::Reply]);
    assert_eq!(kinds(&desk.say(APP, first)), [Kind::Reply]);
    desk.reload(APP);
    assert_eq!(kinds(&desk.say(APP, subscribe(json!("agent")))), [Kind::Greeting, Kind::Reply]);
}

/// `envelope/26`.
#[test]
fn a_reference_id_can_be_used_again() {
    let mut desk = Desk::new();
    let request = desk.request("interaction.getInteractions", json!([]));
    let first = desk.answer(APP, request.clone());
    assert_eq!(desk.answer(APP, request), first);
}

/// `envelope/28`: to the app that asked and to others.
#[test]
fn the_answer_comes_before_the_events_that_the_request_causes() {
    let mut desk = Desk::hearing();
    desk.open("asks");
    desk.subscribe("asks", json!("interaction"));
    let id = desk.ended();
    let request = desk.request("interaction.markdone", json!([id]));
    let said = desk.say("asks", request);
    let kinds: Vec<Kind> = said.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [Kind::Reply, Kind::Event, Kind::Event, Kind::Event, Kind::Event]);
}

/// `envelope/31`, each value, for every operation without result.
#[test]
fn operations_without_result_have_the_data_that_the_profile_names() {
    for (void, data) in [("absent", None), ("null", Some(json!(null))), ("true", Some(json!(true)))] {
        let mut desk = Desk::with(json!({ "voidResult": void }));
        let (rings, rejected, ended) = (desk.rings(), desk.rings(), desk.ended());
        let operations = [
            ("interaction.setUserData", json!([rings, { "A": "1" }])),
            ("interaction.deleteUserData", json!([rings, "A"])),
            ("interaction.accept", json!([rings])),
            ("interaction.reject", json!([rejected])),
            ("interaction.markdone", json!([ended])),
            ("agent.setState", json!(["NotReady"])),
        ];
        for (method, parameters) in operations {
            assert_eq!(desk.ask(method, parameters).get("data"), data.as_ref(), "{method} {void}");
        }
    }
}

/// `envelope/33`, also without a reference id (`envelope/36`).
#[test]
fn parameters_that_are_no_array_fail_with_a_message_that_says_so() {
    let mut desk = Desk::new();
    for parameters in [json!({ "interactionId": "1" }), json!("1"), json!(1), json!(false)] {
        let mut request = desk.request("interaction.getInteractions", parameters);
        let fault = desk.answer(APP, request.clone())["errorMessage"].as_str().expect("a failure").to_owned();
        assert!(fault.contains("parameters") && fault.contains("array"), "{fault}");
        request.as_object_mut().expect("an object").remove("referenceId");
        let answer = desk.answer(APP, request);
        assert_eq!(keys(&answer), ["errorMessage", "protocolVersion", "userAgent"]);
    }
}

/// `envelope/34`.
#[test]
fn what_is_no_object_is_not_answered() {
    let mut desk = Desk::new();
    for message in
        [json!(null), json!("wwe"), json!(7), json!(true), json!([]), json!([{ "request": "agent.get" }])]
    {
        assert_eq!(desk.silence(APP, message), "envelope/34");
    }
}

/// `envelope/35`: a failure with a reference id, a silence without.
#[test]
fn what_is_neither_request_nor_subscription_fails_if_it_can_be_answered() {
    let mut desk = Desk::new();
    let rows = [
        json!({}),
        json!({ "requets": "agent.get" }),
        json!({ "event": "interaction" }),
        json!({ "event": 7 }),
        json!({ "request": 7 }),
    ];
    for mut message in rows {
        message["userAgent"] = json!("WWE Client");
        assert_eq!(desk.silence(APP, message.clone()), "envelope/35");
        for falsy in [json!(null), json!(""), json!(0), json!(false)] {
            message["referenceId"] = falsy;
            assert_eq!(desk.silence(APP, message.clone()), "envelope/35");
        }
        message["referenceId"] = json!("7");
        let answer = desk.answer(APP, message);
        assert_eq!(keys(&answer), ["errorMessage", "protocolVersion", "referenceId", "userAgent"]);
    }
}

/// `envelope/36`.
#[test]
fn a_request_without_reference_id_is_carried_out_and_answered_without_one() {
    let mut desk = Desk::new();
    let id = desk.rings();
    let message = json!({ "request": "interaction.accept", "parameters": [id], "userAgent": "WWE Client", "protocolVersion": 2 });
    let answer = desk.answer(APP, message);
    assert_eq!(answer, json!({ "userAgent": "WWE Server", "protocolVersion": 2 }));
    assert_eq!(desk.read(&id)["state"], "TALKING");
}

/// `envelope/37`.
#[test]
fn an_event_has_exactly_four_keys() {
    let mut desk = Desk::hearing();
    desk.rings();
    for event in desk.heard(APP) {
        assert_eq!(keys(&event), ["data", "event", "protocolVersion", "userAgent"]);
    }
}

/// `canned/2`, `envelope/29`, `envelope/30`: methods that this host does not have say so, and change nothing.
#[test]
fn methods_that_are_not_supported_fail_and_say_so() {
    let mut desk = Desk::hearing();
    let id = desk.talks();
    let before = desk.read(&id);
    desk.heard(APP);
    for method in ["email.create", "outbound.getCampaigns", "sipEndpoint.muteSpeaker"] {
        let fault = desk.fails(method, json!([id, "5001"]));
        assert!(fault.contains(method) && fault.contains("not supported yet"), "{fault}");
    }
    assert_eq!(desk.types(APP), [""; 0]);
    assert_eq!(desk.read(&id), before);
}

/// `envelope/13`: a window that is not there is not answered.
#[test]
fn a_message_of_a_window_that_is_not_open_is_noted() {
    let mut desk = Desk::new();
    let id = desk.rings();
    desk.open("closes");
    desk.close("closes");
    let request = desk.request("interaction.accept", json!([id]));
    assert_eq!(desk.silence("closes", request.clone()), "envelope/13");
    assert_eq!(desk.silence("never-there", request), "envelope/13");
    assert_eq!(desk.read(&id)["state"], "RINGING");
}
