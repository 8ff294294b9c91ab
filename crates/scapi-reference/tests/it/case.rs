//! Cases: which interaction is the main one, which case is selected, and how long a case lasts.
//! Clauses `case/1`, `case/2`, `case/4`, `type.interaction/4`, `type.interaction/12`, `type.interaction/30`.

use serde_json::{Value, json};

use crate::desk::Desk;

/// The flag of each interaction, in the order in which they came.
fn flags(desk: &mut Desk, flag: &str) -> Vec<bool> {
    let all = desk.done("interaction.getInteractions", json!([]));
    all.as_array().expect("an array").iter().map(|one| one[flag].as_bool().expect("a boolean")).collect()
}

fn rings_in(desk: &mut Desk, case_id: &str) -> String {
    desk.rings_with(json!({ "caseId": case_id }))
}

/// `case/1`, each value; `case/2`: no more than one case is selected.
#[test]
fn a_new_call_selects_its_case_as_the_profile_says() {
    for (selects, expected) in [
        ("when-none-selected", [true, false, false]),
        ("always", [false, false, true]),
        ("never", [false, false, false]),
    ] {
        let mut desk = Desk::with(json!({ "newInteractionSelectsCase": selects }));
        for _ in 0..3 {
            desk.rings();
        }
        assert_eq!(flags(&mut desk, "isCaseSelected"), expected, "{selects}");
    }
}

/// `case/1`: when the selected case is gone, none is selected, and the next call selects its own.
#[test]
fn a_case_that_is_gone_is_not_selected_any_more() {
    let mut desk = Desk::new();
    let first = desk.ended();
    desk.rings();
    desk.done("interaction.markdone", json!([first]));
    assert_eq!(flags(&mut desk, "isCaseSelected"), [false]);
    desk.rings();
    assert_eq!(flags(&mut desk, "isCaseSelected"), [false, true]);
}

/// `type.interaction/4`, `type.interaction/30`, `type.interaction/32`: interactions of one case share what is its.
#[test]
fn calls_of_one_case_share_its_id_and_its_flags() {
    let mut desk = Desk::with(json!({ "newInteractionSelectsCase": "always" }));
    for case_id in ["a", "b", "b"] {
        rings_in(&mut desk, case_id);
    }
    let all = desk.done("interaction.getInteractions", json!([]));
    let ids: Vec<&Value> = all.as_array().expect("an array").iter().map(|one| &one["caseId"]).collect();
    assert_eq!(ids, ["a", "b", "b"]);
    assert_eq!(flags(&mut desk, "isCaseSelected"), [false, true, true]);
    let expanded = flags(&mut desk, "isCaseExpanded");
    assert_eq!(expanded[1], expanded[2]);
}

/// `case/4`, `type.interaction/12`.
#[test]
fn the_first_call_of_a_case_is_its_main_one() {
    let mut desk = Desk::new();
    for case_id in ["a", "b", "a", "b"] {
        rings_in(&mut desk, case_id);
    }
    assert_eq!(flags(&mut desk, "isMainCaseInteraction"), [true, true, false, false]);
}

/// `case/4`: one of the interactions of a case is the main one, also when the one that was has left.
#[test]
fn a_case_whose_main_call_has_left_has_another() {
    let mut desk = Desk::new();
    let first = rings_in(&mut desk, "a");
    rings_in(&mut desk, "a");
    rings_in(&mut desk, "a");
    desk.stimulus("agent-rejects", &first);
    assert_eq!(flags(&mut desk, "isMainCaseInteraction"), [true, false]);
}

/// A case lasts as long as an interaction belongs to it: one of the same name later is a new one.
#[test]
fn a_case_that_comes_again_is_a_new_one() {
    let mut desk = Desk::new();
    let first = rings_in(&mut desk, "a");
    desk.stimulus("agent-rejects", &first);
    desk.profile(json!({ "newInteractionSelectsCase": "never" }));
    rings_in(&mut desk, "a");
    assert_eq!(flags(&mut desk, "isMainCaseInteraction"), [true]);
    assert_eq!(flags(&mut desk, "isCaseSelected"), [false]);
    assert_eq!(flags(&mut desk, "isCaseExpanded"), [false]);
}
