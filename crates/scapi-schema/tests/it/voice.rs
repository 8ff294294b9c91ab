//! The ten methods of the Voice namespace: names, positional parameters, and the texts when they are wrong.
//! `voice.dial/1`, `voice.dialEx/1`; `type.extensions/1`, `type.extensions/2`; `envelope/17`.

use std::fmt::Debug;

use scapi_schema::{
    method,
    parameter::Method,
    voice::{
        Answer, Dial, DialEx, HangUp, Hold, PauseCallRecording, Resume, ResumeCallRecording,
        StartCallRecording, StopCallRecording,
    },
};
use serde_json::{Value, json};

fn list(arguments: Value) -> Vec<Value> {
    arguments.as_array().expect("an array").clone()
}

fn read<M: Method + Debug>(arguments: Value) -> M {
    M::from_arguments(&list(arguments)).expect(M::NAME)
}

fn told<M: Method + Debug>(arguments: Value) -> String {
    let error = M::from_arguments(&list(arguments)).expect_err("a fault");
    assert_eq!(error.method, M::NAME);
    format!("{error} @ {:?} [{}]", error.pointer(), error.clause)
}

/// `voice.dial/1`: the client sends null where there are no user data, or a shorter array.
#[test]
fn dial_takes_a_destination_and_user_data_if_any() {
    for arguments in [json!(["5002"]), json!(["5002", null]), json!(["5002", null, null])] {
        let dial: Dial = read(arguments);
        assert_eq!((dial.destination.as_str(), dial.user_data), ("5002", None));
    }
    let dial: Dial = read(json!(["5002", { "Reason": "billing" }]));
    assert_eq!(dial.user_data.expect("user data")["Reason"], "billing");
    let dial: Dial = read(json!(["5002", {}]));
    assert_eq!(dial.user_data.map(|user_data| user_data.len()), Some(0));
}

/// `voice.dialEx/1`, `type.extensions/1`, `type.extensions/2`.
#[test]
fn dial_ex_takes_extensions_too() {
    let dial: DialEx = read(json!(["5002", { "a": 1 }, { "BUSINESS_CALL": 1 }]));
    assert_eq!(dial.user_data.expect("user data")["a"], 1);
    assert_eq!(dial.extensions.expect("extensions")["BUSINESS_CALL"], 1);
    for arguments in [json!(["5002"]), json!(["5002", null, null]), json!(["5002", {}])] {
        assert_eq!(read::<DialEx>(arguments).extensions, None);
    }
}

/// Pins the texts of parameters that are missing or wrong.
#[test]
fn a_wrong_parameter_of_a_dialled_call_is_named() {
    insta::assert_snapshot!(told::<Dial>(json!([])), @r#"voice.dial takes a string as parameter destination (parameters[0]), got nothing @ "/parameters/0" [voice.dial/1]"#);
    insta::assert_snapshot!(told::<Dial>(json!([5002])), @r#"voice.dial takes a string as parameter destination (parameters[0]), got a number @ "/parameters/0" [voice.dial/1]"#);
    insta::assert_snapshot!(told::<Dial>(json!(["5002", "a"])), @r#"voice.dial takes an object of key/value pairs, or nothing as parameter userData (parameters[1]), got a string @ "/parameters/1" [voice.dial/1]"#);
    insta::assert_snapshot!(told::<DialEx>(json!(["5002", null, [1]])), @r#"voice.dialEx takes an object of key/value pairs, or nothing as parameter extensions (parameters[2]), got an array @ "/parameters/2" [voice.dialEx/1]"#);
}

/// Each of the eight that take the id of a call: its wire name, what it reads, and that it needs it.
#[test]
fn the_others_take_the_id_of_a_call() {
    fn takes_an_id<M: Method + Debug>(name: &str) {
        assert_eq!(M::NAME, name);
        assert_eq!(read::<M>(json!(["7"])).into_arguments(), [json!("7")]);
        for (arguments, got) in [(json!([]), "nothing"), (json!([null]), "nothing"), (json!([7]), "a number")]
        {
            let text = format!(
                "{name} takes a string as parameter interactionId (parameters[0]), got {got} @ \"/parameters/0\" [{name}/1]"
            );
            assert_eq!(told::<M>(arguments), text);
        }
    }
    takes_an_id::<Answer>("voice.answer");
    takes_an_id::<Hold>("voice.hold");
    takes_an_id::<Resume>("voice.resume");
    takes_an_id::<HangUp>("voice.hangUp");
    takes_an_id::<StartCallRecording>("voice.startCallRecording");
    takes_an_id::<StopCallRecording>("voice.stopCallRecording");
    takes_an_id::<PauseCallRecording>("voice.pauseCallRecording");
    takes_an_id::<ResumeCallRecording>("voice.resumeCallRecording");
}

#[test]
fn arguments_come_back_as_they_went_in() {
    let given = json!(["5002", { "a": 1 }, { "b": [null] }]);
    assert_eq!(Value::Array(read::<DialEx>(given.clone()).into_arguments()), given);
    assert_eq!(Value::Array(read::<Dial>(json!(["5002"])).into_arguments()), json!(["5002", null]));
}

/// The table of all methods has exactly these of the namespace.
#[test]
fn the_table_of_methods_has_the_ten() {
    let of_voice = method::METHODS.iter().map(|method| method.name).filter(|name| name.starts_with("voice."));
    let typed = [
        Dial::NAME,
        DialEx::NAME,
        Answer::NAME,
        Hold::NAME,
        Resume::NAME,
        HangUp::NAME,
        StartCallRecording::NAME,
        StopCallRecording::NAME,
        PauseCallRecording::NAME,
        ResumeCallRecording::NAME,
    ];
    let (mut listed, mut typed): (Vec<&str>, Vec<&str>) = (of_voice.collect(), typed.to_vec());
    listed.sort_unstable();
    typed.sort_unstable();
    assert_eq!(listed, typed);
}
