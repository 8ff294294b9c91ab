//! Positional parameters, method by method: what is read, and the text when it is not.
//! `envelope/16`, `envelope/17`, `envelope/32`.

use scapi_schema::{
    interaction::{
        Accept, DeleteUserData, GetByInteractionId, GetInteractions, Markdone, Reject, SetUserData,
    },
    parameter::Method,
};
use serde_json::{Value, json};

fn list(arguments: Value) -> Vec<Value> {
    arguments.as_array().expect("an array").clone()
}

fn told<M: Method + std::fmt::Debug>(arguments: Value) -> String {
    let error = M::from_arguments(&list(arguments)).expect_err("a fault");
    format!("{error} @ {:?}", error.pointer())
}

/// Pins the text for a parameter that is not there: `interaction.accept/6`.
#[test]
fn a_missing_parameter_is_named() {
    insta::assert_snapshot!(told::<Accept>(json!([])), @r#"interaction.accept takes a string as parameter interactionId (parameters[0]), got nothing @ "/parameters/0""#);
}

/// Pins the text for a parameter of another type: `interaction.reject/6`, `interaction.setUserData/11`, `interaction.deleteUserData/5`.
#[test]
fn a_parameter_of_the_wrong_type_is_named_with_what_it_has_to_be() {
    insta::assert_snapshot!(told::<Reject>(json!([7])), @r#"interaction.reject takes a string as parameter interactionId (parameters[0]), got a number @ "/parameters/0""#);
    insta::assert_snapshot!(told::<SetUserData>(json!(["1", ["a"]])), @r#"interaction.setUserData takes an object of key/value pairs as parameter keyValues (parameters[1]), got an array @ "/parameters/1""#);
    insta::assert_snapshot!(told::<DeleteUserData>(json!(["1", true])), @r#"interaction.deleteUserData takes a string as parameter key (parameters[1]), got a boolean @ "/parameters/1""#);
}

/// `envelope/17`.
#[test]
fn null_and_a_missing_end_are_told_alike() {
    assert_eq!(told::<SetUserData>(json!(["1"])), told::<SetUserData>(json!(["1", null])));
    assert_eq!(told::<Markdone>(json!([])), told::<Markdone>(json!([null])));
}

#[test]
fn the_first_fault_is_told() {
    assert!(told::<SetUserData>(json!([null, null])).contains("interactionId"));
    assert!(told::<SetUserData>(json!(["1", null])).contains("keyValues"));
}

#[test]
fn more_slots_than_documented_are_ignored() {
    let accept = Accept::from_arguments(&list(json!(["1", null, { "x": 1 }]))).expect("an id");
    assert_eq!(accept.interaction_id, "1");
    assert!(GetInteractions::from_arguments(&list(json!([7]))).is_ok());
}

#[test]
fn arguments_come_back_as_they_went_in() {
    fn keeps<M: Method + std::fmt::Debug>(name: &str, arguments: Value) {
        assert_eq!(M::NAME, name);
        let read = M::from_arguments(&list(arguments.clone())).expect(name);
        assert_eq!(Value::Array(read.into_arguments()), arguments);
    }
    keeps::<Accept>("interaction.accept", json!(["1"]));
    keeps::<Reject>("interaction.reject", json!(["1"]));
    keeps::<Markdone>("interaction.markdone", json!(["1"]));
    keeps::<GetByInteractionId>("interaction.getByInteractionId", json!(["1"]));
    keeps::<GetInteractions>("interaction.getInteractions", json!([]));
    keeps::<SetUserData>("interaction.setUserData", json!(["1", { "a": 1, "b": { "c": [null] } }]));
    keeps::<DeleteUserData>("interaction.deleteUserData", json!(["1", ""]));
}
