//! Who takes part in a call: joining, leaving, the agent leaving the others to it.
//! Clauses `event.interaction/17`, `event.interaction/18`, `type.interaction/9`, `type.interaction/10`, `consultation/11`.

use serde_json::{Value, json};

use crate::{
    call::{COLLEAGUE, CUSTOMER, Make},
    desk::{APP, Desk},
};

impl Desk {
    fn party(&mut self, stimulus: &str, id: &str, name: &str) -> Result<Value, String> {
        self.try_stimulus(json!({ "type": stimulus, "interactionId": id, "name": name }))
    }

    /// A call of the agent with the customer and these others.
    fn conference(&mut self, others: &[&str]) -> String {
        let id = self.talks();
        for name in others {
            self.party("party-joins", &id, name).expect("somebody joins");
        }
        id
    }
}

/// The names in the `parties` of the events that the app has got since it was last looked at, with their types.
fn named(desk: &mut Desk) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().expect("a string").to_string();
    let names = |call: &Value| {
        let parties = call["parties"].as_array().expect("an array");
        parties.iter().map(|party| text(&party["name"])).collect()
    };
    desk.payloads(APP).iter().map(|data| (text(&data["eventType"]), names(&data["interaction"]))).collect()
}

fn step(event_type: &str, names: &[&str]) -> (String, Vec<String>) {
    (event_type.into(), names.iter().map(ToString::to_string).collect())
}

/// `event.interaction/17`, `event.interaction/18`, `type.interaction/9`, `type.party/2`: in `TALKING` and on hold.
#[test]
fn parties_are_those_who_take_part_at_the_time() {
    for state in ["TALKING", "HELD"] {
        let mut desk = Desk::hearing();
        let id = desk.in_state(state);
        desk.heard(APP);
        desk.party("party-joins", &id, "Ira").expect("Ira joins");
        desk.party("party-joins", &id, "Jo").expect("Jo joins");
        desk.party("party-leaves", &id, "Ira").expect("Ira leaves");
        let expected = [
            step("PARTY_ADDED", &[CUSTOMER, "Ira"]),
            step("PARTY_ADDED", &[CUSTOMER, "Ira", "Jo"]),
            step("PARTY_REMOVED", &[CUSTOMER, "Jo"]),
        ];
        assert_eq!(named(&mut desk), expected, "{state}");
        assert_eq!(desk.state(&id), state);
        assert_eq!(desk.parties(&id), [CUSTOMER, "Jo"]);
    }
}

/// `type.interaction/10`, `all`: the agent is one of them, all the way.
#[test]
fn the_agent_is_among_all_parties() {
    let mut desk = Desk::hearing_with(json!({ "partiesInclude": "all" }));
    let id = desk.conference(&["Ira"]);
    let mut parties = desk.parties(&id);
    parties.sort();
    assert_eq!(parties, [CUSTOMER, "Ira", "Maya Lovell"]);
    desk.party("party-leaves", &id, "Ira").expect("Ira leaves");
    desk.party("party-leaves", &id, "Maya Lovell").expect_err("the agent leaves by other stimuli");
    desk.party("party-leaves", &id, CUSTOMER).expect("the customer leaves");
    assert_eq!(desk.state(&id), "IDLE");
}

/// `event.interaction/18`: with the last of the others the call is over, which is `voice/4`.
#[test]
fn the_call_is_over_when_the_last_of_the_others_leaves() {
    let mut desk = Desk::hearing();
    let id = desk.conference(&["Ira"]);
    desk.told();
    desk.party("party-leaves", &id, CUSTOMER).expect("the customer leaves");
    assert_eq!(desk.told(), ["1 PARTY_REMOVED RINGING>TALKING"]);
    desk.party("party-leaves", &id, "Ira").expect("Ira leaves");
    assert_eq!(desk.told(), ["1 RELEASED TALKING>IDLE"]);
}

/// `event.interaction/18`: who hangs up leaves, and the others go on.
#[test]
fn a_far_end_that_hangs_up_leaves_a_conference_to_the_others() {
    let mut desk = Desk::hearing();
    let id = desk.conference(&["Ira"]);
    desk.heard(APP);
    desk.stimulus("far-end-hangs-up", &id);
    assert_eq!(named(&mut desk), [step("PARTY_REMOVED", &["Ira"])]);
    assert_eq!(desk.state(&id), "TALKING");
    assert_eq!(desk.told_of("far-end-hangs-up", &id), ["1 RELEASED TALKING>IDLE"]);
}

/// `consultation/11`, `voice/5`, `voice/16`: by whatever way the conference came about.
#[test]
fn an_agent_who_leaves_a_conference_has_an_idle_call() {
    let make: [(&str, Make); 4] = [
        ("TALKING", |desk| desk.conference(&["Ira"])),
        ("HELD", |desk| {
            let id = desk.conference(&["Ira"]);
            desk.stimulus("agent-holds", &id);
            id
        }),
        ("TALKING", |desk| {
            let id = desk.talks();
            desk.done("interaction.singleStepConference", json!([id, COLLEAGUE]));
            id
        }),
        ("TALKING", |desk| {
            let (parent, consultation) = desk.consultation_in("TALKING");
            desk.done("interaction.completeConference", json!([consultation]));
            parent
        }),
    ];
    for (state, make) in make {
        let mut desk = Desk::hearing();
        let id = make(&mut desk);
        assert_eq!(desk.told_of("agent-leaves-conference", &id), [format!("1 RELEASED {state}>IDLE")]);
        assert_eq!(desk.state(&id), "IDLE");
        let closed = [format!("1 MARK_DONE {state}>IDLE"), format!("1 REMOVED {state}>IDLE")];
        assert_eq!(desk.told_of("agent-marks-done", &id), closed);
    }
}

/// `consultation/11`: hanging up is leaving, too.
#[test]
fn an_agent_who_hangs_up_in_a_conference_has_an_idle_call() {
    let mut desk = Desk::hearing();
    let id = desk.conference(&["Ira", "Jo"]);
    assert_eq!(desk.told_of("agent-hangs-up", &id), ["1 RELEASED TALKING>IDLE"]);
}

/// With two it is a call, which cannot be left to anybody.
#[test]
fn an_agent_cannot_leave_a_call_of_two() {
    let mut desk = Desk::hearing();
    let id = desk.conference(&["Ira"]);
    desk.party("party-leaves", &id, "Ira").expect("Ira leaves");
    desk.told();
    let refusal = desk.refused("agent-leaves-conference", &id);
    assert!(refusal.contains("is no conference"), "{refusal}");
    assert_eq!(desk.told(), [""; 0]);
}

/// Who is not there cannot leave; the refusal says who is.
#[test]
fn a_stranger_cannot_leave() {
    let mut desk = Desk::hearing();
    let id = desk.conference(&["Ira"]);
    desk.told();
    let refusal = desk.party("party-leaves", &id, "Jo").expect_err("a stranger");
    assert!(["\"Jo\"", CUSTOMER, "Ira"].iter().all(|name| refusal.contains(name)), "{refusal}");
    assert_eq!(desk.told(), [""; 0]);
    assert_eq!(desk.parties(&id), [CUSTOMER, "Ira"]);
}

/// `type.interaction/9`: one for each party, also where two have the same name.
#[test]
fn one_of_two_namesakes_leaves() {
    let mut desk = Desk::new();
    let id = desk.conference(&["Ira", "Ira"]);
    assert_eq!(desk.parties(&id), [CUSTOMER, "Ira", "Ira"]);
    desk.party("party-leaves", &id, "Ira").expect("Ira leaves");
    assert_eq!(desk.parties(&id), [CUSTOMER, "Ira"]);
}

/// `voice/17`, `voice/19`: nobody joins what is not connected.
#[test]
fn parties_join_and_leave_a_connected_call_alone() {
    for state in ["RINGING", "DIALING", "IDLE"] {
        let mut desk = Desk::hearing();
        let id = desk.in_state(state);
        desk.told();
        for (stimulus, name) in [("party-joins", "Ira"), ("party-leaves", CUSTOMER)] {
            let refusal = desk.party(stimulus, &id, name).expect_err("it cannot happen");
            assert!(refusal.contains(state), "{refusal}");
        }
        assert!(desk.refused("agent-leaves-conference", &id).contains(state));
        assert_eq!(desk.told(), [""; 0]);
    }
}

/// `type.interaction/9`: who has left is a party no more, whoever comes later.
#[test]
fn a_conference_that_shrank_to_two_grows_again() {
    let mut desk = Desk::hearing();
    let id = desk.conference(&["Ira"]);
    desk.party("party-leaves", &id, CUSTOMER).expect("the customer leaves");
    desk.heard(APP);
    desk.done("interaction.singleStepConference", json!([id, COLLEAGUE]));
    assert_eq!(named(&mut desk), [step("PARTY_ADDED", &["Ira", COLLEAGUE])]);
}
