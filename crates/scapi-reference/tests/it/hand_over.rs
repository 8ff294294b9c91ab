//! Transfers and conferences in one step.
//! Clauses `interaction.singleStepTransfer/1` and after, `interaction.singleStepConference/1` and after.

use serde_json::{Value, json};

use crate::{
    call::{COLLEAGUE, CUSTOMER},
    desk::{APP, Desk},
};

const TRANSFER: &str = "interaction.singleStepTransfer";
const CONFERENCE: &str = "interaction.singleStepConference";
const BOTH: [&str; 2] = [TRANSFER, CONFERENCE];

/// `interaction.singleStepTransfer/1`, `interaction.singleStepTransfer/2`, `voice/5`.
#[test]
fn a_transfer_in_one_step_ends_the_call_for_the_agent() {
    for state in ["TALKING", "HELD"] {
        let mut desk = Desk::hearing();
        let id = desk.in_state(state);
        let told = desk.told_after(TRANSFER, json!([id, COLLEAGUE]));
        assert_eq!(told, [format!("1 RELEASED {state}>IDLE")]);
        assert_eq!(desk.done("interaction.getInteractions", json!([])).as_array().map(Vec::len), Some(1));
        desk.advance(1_000_000);
        assert_eq!(desk.state(&id), "IDLE");
        let closed = [format!("1 MARK_DONE {state}>IDLE"), format!("1 REMOVED {state}>IDLE")];
        assert_eq!(desk.told_after("interaction.markdone", json!([id])), closed);
    }
}

/// `interaction.singleStepConference/1`, `interaction.singleStepConference/2`, `event.interaction/17`: the state stays.
#[test]
fn a_conference_in_one_step_brings_the_target_in() {
    for (state, step) in
        [("TALKING", "1 PARTY_ADDED RINGING>TALKING"), ("HELD", "1 PARTY_ADDED TALKING>HELD")]
    {
        let mut desk = Desk::hearing();
        let id = desk.in_state(state);
        desk.heard(APP);
        desk.done(CONFERENCE, json!([id, COLLEAGUE]));
        let mut seen = desk.clone();
        assert_eq!(seen.told(), [step]);
        let events = desk.payloads(APP);
        assert_eq!(events[0]["interaction"]["parties"], json!([{ "name": CUSTOMER }, { "name": COLLEAGUE }]));
        assert_eq!(desk.parties(&id), [CUSTOMER, COLLEAGUE]);
        assert_eq!(desk.done("interaction.getInteractions", json!([])).as_array().map(Vec::len), Some(1));
    }
}

/// The agent's own clicks do the same.
#[test]
fn the_agent_hands_over_like_an_app() {
    for (stimulus, method) in [("agent-transfers", TRANSFER), ("agent-conferences", CONFERENCE)] {
        let user_data = json!({ "Reason": "billing" });
        let mut by_agent = Desk::hearing();
        let id = by_agent.talks();
        by_agent.told();
        let mut by_app = by_agent.clone();
        let given = json!({
            "type": stimulus, "interactionId": id, "target": COLLEAGUE, "userData": user_data
        });
        let shown = by_agent.try_stimulus(given).expect("a hand-over");
        by_app.done(method, json!([id, COLLEAGUE, user_data]));
        assert_eq!(by_agent.heard(APP), by_app.heard(APP), "{method}");
        assert_eq!(shown, by_app.read(&id), "{method}");
    }
}

/// `interaction.singleStepTransfer/5`, `interaction.singleStepConference/4`, `event.interaction/4`, `event.interaction/16`:
/// attached first, so that the event of the hand-over shows them too.
#[test]
fn user_data_are_attached_to_what_is_handed_over() {
    let rows: [(&str, [&str; 2]); 2] = [
        (TRANSFER, ["ATTACHED_DATA_CHANGED", "RELEASED"]),
        (CONFERENCE, ["ATTACHED_DATA_CHANGED", "PARTY_ADDED"]),
    ];
    for (method, types) in rows {
        let mut desk = Desk::hearing();
        let id = desk.rings_with(json!({ "userData": { "Segment": "Gold", "Reason": "sales" } }));
        desk.stimulus("agent-accepts", &id);
        desk.heard(APP);
        desk.done(method, json!([id, COLLEAGUE, { "Reason": "billing", "Priority": 8 }]));
        let events = desk.payloads(APP);
        assert_eq!(events.iter().map(|data| &data["eventType"]).collect::<Vec<_>>(), types);
        let expected = json!({ "Segment": "Gold", "Reason": "billing", "Priority": 8 });
        assert!(events.iter().all(|data| data["interaction"]["userData"] == expected), "{method}");
        assert_eq!(events[0]["interaction"]["state"], "TALKING", "{method}");
        assert_eq!(desk.read(&id)["userData"], expected, "{method}");
    }
}

/// `interaction.singleStepTransfer/6`, `interaction.singleStepTransfer/7`, `interaction.singleStepConference/5`,
/// `interaction.singleStepConference/6`, `type.extensions/1`, `type.extensions/2`.
#[test]
fn without_user_data_none_are_attached_and_extensions_are_taken_in_every_form() {
    let forms = [
        json!([]),
        json!([null]),
        json!([{}]),
        json!([null, null]),
        json!([{}, {}]),
        json!([null, { "BUSINESS_CALL": 1 }]),
        json!([{}, { "a": { "b": [null] } }, "more"]),
    ];
    for (method, told) in
        [(TRANSFER, "1 RELEASED RINGING>IDLE"), (CONFERENCE, "1 PARTY_ADDED RINGING>TALKING")]
    {
        let told = told.replace("RINGING>IDLE", "TALKING>IDLE");
        for form in &forms {
            let mut desk = Desk::hearing();
            let id = desk.talks();
            let mut parameters = vec![json!(id), json!(COLLEAGUE)];
            parameters.extend(form.as_array().expect("an array").iter().cloned());
            assert_eq!(desk.told_after(method, Value::Array(parameters)), [told.as_str()], "{form}");
            assert_eq!(desk.read(&id)["userData"], json!({}), "{form}");
        }
    }
}

/// `gate.userData/3`, `gate.userData/4`, each value: nothing at all happens, or the other keys are attached.
#[test]
fn user_data_of_a_hand_over_go_through_the_gate() {
    let given = json!({ "Reason": "billing", "Segment": "Gold" });
    let profile = |unwritable| json!({ "userDataWriteAllowed": ["Reason"], "unwritableKey": unwritable });
    for method in BOTH {
        let mut desk = Desk::hearing_with(profile("fail-all"));
        let id = desk.talks();
        let fault = desk.fails_without_effect(method, json!([id, COLLEAGUE, given]));
        assert!(fault.contains("\"Segment\""), "{fault}");
        let mut desk = Desk::hearing_with(profile("drop-key"));
        let id = desk.talks();
        assert_eq!(desk.told_after(method, json!([id, COLLEAGUE, given])).len(), 2, "{method}");
        assert_eq!(desk.read(&id)["userData"], json!({ "Reason": "billing" }), "{method}");
        let mut desk = Desk::hearing_with(profile("drop-key"));
        let id = desk.talks();
        let told = desk.told_after(method, json!([id, COLLEAGUE, { "Segment": "Gold" }]));
        assert_eq!(told.len(), 1, "{method}: no key is left, so none has changed");
    }
}

/// The agent is no app: the gate is not for the agent's own click.
#[test]
fn user_data_of_the_agent_go_through_no_gate() {
    let mut desk = Desk::hearing_with(json!({ "userDataWriteAllowed": [] }));
    let id = desk.talks();
    let user_data = json!({ "Segment": "Gold" });
    let given = json!({
        "type": "agent-conferences", "interactionId": id, "target": COLLEAGUE, "userData": user_data
    });
    desk.try_stimulus(given).expect("a conference");
    assert_eq!(desk.read(&id)["userData"], user_data);
}

/// `interaction.singleStepTransfer/8`, `interaction.singleStepConference/8`, each value: none is made at this desktop.
#[test]
fn the_result_is_nothing_or_the_id_of_what_was_handed_over() {
    for method in BOTH {
        for void in ["absent", "null", "true"] {
            let mut desk = Desk::with(json!({ "voidResult": void }));
            desk.rings();
            let id = desk.talks();
            assert_eq!(desk.ask(method, json!([id, COLLEAGUE])).get("data"), None, "{method} {void}");
        }
        let mut desk = Desk::with(json!({ "createdInteractionResult": "interaction-id" }));
        desk.rings();
        let id = desk.talks();
        assert_eq!(desk.ask(method, json!([id, COLLEAGUE]))["data"], json!(id), "{method}");
    }
}

/// `interaction.singleStepTransfer/9`, `interaction.singleStepConference/9`, `voice/17`.
#[test]
fn a_call_that_is_not_connected_is_not_handed_over() {
    for method in BOTH {
        for state in ["RINGING", "DIALING", "IDLE"] {
            let mut desk = Desk::hearing();
            let id = desk.in_state(state);
            let fault = desk.fails_without_effect(method, json!([id, COLLEAGUE, { "Reason": "billing" }]));
            assert!(fault.contains(state), "{fault}");
        }
    }
}

/// `interaction.singleStepTransfer/10` to `interaction.singleStepTransfer/13`, `interaction.singleStepConference/10` to
/// `interaction.singleStepConference/13`, `envelope/32`.
#[test]
fn handing_over_names_the_parameter_that_is_missing_or_wrong() {
    let rows = [
        (json!(["9", COLLEAGUE]), "\"9\""),
        (json!(["", COLLEAGUE]), "\"\""),
        (json!([]), "interactionId"),
        (json!([null, COLLEAGUE]), "interactionId"),
        (json!([1, COLLEAGUE]), "interactionId"),
        (json!(["1"]), "targetQuery"),
        (json!(["1", null]), "targetQuery"),
        (json!(["1", 5002]), "targetQuery"),
        (json!(["1", [COLLEAGUE]]), "targetQuery"),
        (json!(["1", COLLEAGUE, "Reason"]), "userData"),
        (json!(["1", COLLEAGUE, ["Reason"]]), "userData"),
        (json!(["1", COLLEAGUE, true]), "userData"),
        (json!(["1", COLLEAGUE, {}, "x"]), "extensions"),
        (json!(["1", COLLEAGUE, null, [1]]), "extensions"),
        (json!(["1", COLLEAGUE, null, 0]), "extensions"),
    ];
    for method in BOTH {
        let mut desk = Desk::hearing();
        desk.talks();
        for (parameters, name) in &rows {
            let fault = desk.fails_without_effect(method, parameters.clone());
            assert!(fault.contains(name), "{method} {parameters}: {fault}");
        }
    }
}

/// `interaction.singleStepTransfer/14`, `interaction.singleStepConference/14`, `openmedia/10`.
#[test]
fn what_has_no_such_operation_is_named_by_its_medium() {
    let rows = [
        (TRANSFER, json!({ "type": "preview-record" }), "outboundpreview"),
        (CONFERENCE, json!({ "type": "preview-record" }), "outboundpreview"),
        (CONFERENCE, json!({ "type": "inbound-email" }), "email"),
        (CONFERENCE, json!({ "type": "inbound-workitem" }), "workitem"),
        (CONFERENCE, json!({ "type": "inbound-workitem", "media": "instagram" }), "instagram"),
    ];
    for (method, arrival, media) in rows {
        let mut desk = Desk::hearing();
        let id = desk.arrives(arrival);
        let fault = desk.fails_without_effect(method, json!([id, COLLEAGUE]));
        assert!(fault.contains(media), "{fault}");
    }
}

/// A consultation is a call too: it can be handed on itself, and ends as every consultation does (`consultation/8`).
#[test]
fn a_consultation_is_handed_over_like_any_call() {
    let mut desk = Desk::hearing();
    let (parent, consultation) = desk.consultation_in("TALKING");
    let told = desk.told_after(TRANSFER, json!([consultation, "5003"]));
    assert_eq!(told, ["2 RELEASED TALKING>IDLE", "2 REMOVED TALKING>IDLE"]);
    assert_eq!(desk.state(&parent), "HELD");
}

/// What is handed over in one step leaves a consultation about it behind, which goes on by itself.
#[test]
fn a_call_is_handed_over_while_there_is_a_consultation_about_it() {
    let mut desk = Desk::hearing();
    let (parent, consultation) = desk.consultation_in("TALKING");
    assert_eq!(desk.told_after(TRANSFER, json!([parent, "5003"])), ["1 RELEASED HELD>IDLE"]);
    assert_eq!(desk.state(&consultation), "TALKING");
    let fault = desk.fails_without_effect("interaction.completeTransfer", json!([consultation]));
    assert!(fault.contains("IDLE"), "{fault}");
}
