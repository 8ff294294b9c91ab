//! `interaction.getInteractions` and `interaction.getByInteractionId`: what the agent has.
//! Clauses `interaction.getInteractions/1` and after, `interaction.getByInteractionId/1` and after.

use serde_json::{Value, json};

use crate::desk::Desk;

const ALL: &str = "interaction.getInteractions";
const ONE: &str = "interaction.getByInteractionId";

fn ids(desk: &mut Desk) -> Vec<String> {
    let all = desk.done(ALL, json!([]));
    let ids = all.as_array().expect("an array").iter();
    ids.map(|interaction| interaction["interactionId"].as_str().expect("an id").into()).collect()
}

/// `interaction.getInteractions/2`.
#[test]
fn there_are_no_interactions_at_first() {
    let mut desk = Desk::new();
    assert_eq!(desk.ask(ALL, json!([]))["data"], json!([]));
}

/// `interaction.getInteractions/1`, `interaction.getInteractions/3`.
#[test]
fn get_interactions_gives_all_in_whatever_state() {
    let mut desk = Desk::new();
    let expected = vec![desk.rings(), desk.talks(), desk.ended()];
    assert_eq!(ids(&mut desk), expected);
    let states = desk.done(ALL, json!([]));
    let states: Vec<&Value> = states.as_array().expect("an array").iter().map(|one| &one["state"]).collect();
    assert_eq!(states, ["RINGING", "TALKING", "IDLE"]);
}

/// `interaction.getInteractions/4`: marked done, rejected, and rung out.
#[test]
fn get_interactions_leaves_out_what_has_left() {
    let mut desk = Desk::new();
    let (done, rejected, _rung_out, stays) = (desk.ended(), desk.rings(), desk.rings(), desk.talks());
    desk.done("interaction.markdone", json!([done]));
    desk.done("interaction.reject", json!([rejected]));
    desk.advance(20_000);
    assert_eq!(ids(&mut desk), [stays]);
}

/// `envelope/16`, `envelope/17`: the method has no parameters, however that is said.
#[test]
fn get_interactions_needs_no_parameters() {
    let mut desk = Desk::new();
    for parameters in [json!([]), json!(null), json!([null, "x"])] {
        assert_eq!(desk.done(ALL, parameters), json!([]));
    }
    let bare = json!({ "request": ALL, "referenceId": "1", "userAgent": "WWE Client", "protocolVersion": 2 });
    assert_eq!(desk.answer("app", bare)["data"], json!([]));
}

/// `interaction.getByInteractionId/1`.
#[test]
fn get_by_interaction_id_gives_the_one_that_get_interactions_has() {
    let mut desk = Desk::new();
    desk.rings();
    let id = desk.rings_with(json!({ "ani": "+33142000000", "userData": { "Segment": "Gold" } }));
    let all = desk.done(ALL, json!([]));
    let one = desk.done(ONE, json!([id]));
    assert_eq!(one, all[1]);
    assert_eq!((&one["interactionId"], &one["ani"]), (&json!(id), &json!("+33142000000")));
}

/// `interaction.getByInteractionId/2`, `interaction.getByInteractionId/3`: `data` is there, and null.
#[test]
fn get_by_interaction_id_of_an_unknown_id_succeeds_with_null() {
    let mut desk = Desk::new();
    desk.rings();
    for id in ["2", "0", "01", "", "call"] {
        let answer = desk.ask(ONE, json!([id]));
        assert_eq!(answer.get("data"), Some(&Value::Null), "{id}");
        assert_eq!(answer.get("errorMessage"), None, "{id}");
    }
}

/// `interaction.getByInteractionId/3`: that is no operation without result, whatever `voidResult` says.
#[test]
fn null_is_a_result_under_every_void_result() {
    for void in ["absent", "null", "true"] {
        let mut desk = Desk::with(json!({ "voidResult": void }));
        assert_eq!(desk.ask(ONE, json!(["9"])).get("data"), Some(&Value::Null));
    }
}

/// `interaction.getByInteractionId/4`.
#[test]
fn get_by_interaction_id_gives_null_for_what_has_left() {
    let mut desk = Desk::new();
    let (done, rejected) = (desk.ended(), desk.rings());
    desk.done("interaction.markdone", json!([done]));
    desk.done("interaction.reject", json!([rejected]));
    assert_eq!((desk.read(&done), desk.read(&rejected)), (Value::Null, Value::Null));
}

/// `interaction.getByInteractionId/5`.
#[test]
fn get_by_interaction_id_without_a_string_for_an_id_fails() {
    let mut desk = Desk::new();
    desk.rings();
    for parameters in [json!([]), json!([null]), json!([1])] {
        let fault = desk.fails(ONE, parameters);
        assert!(fault.contains("interactionId"), "{fault}");
    }
}

/// `type.interaction/2`: an id is not given to another interaction, even when the first has left.
#[test]
fn an_id_is_not_used_again() {
    let mut desk = Desk::new();
    let first = desk.ended();
    desk.done("interaction.markdone", json!([first]));
    let second = desk.rings();
    assert_ne!(first, second);
    assert_eq!(desk.read(&first), Value::Null);
}
