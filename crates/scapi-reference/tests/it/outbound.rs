//! Calls that the agent places, and what each kind of call carries.
//! Clauses `voice/12` to `voice/16`, `voice/22`; `type.interaction/13` to `type.interaction/25`.

use serde_json::{Value, json};

use crate::{
    call::{COLLEAGUE, CUSTOMER, OUTSIDE},
    desk::{APP, Desk},
};

/// `voice/12`, `event.interaction/8`, `event.interaction/11`, `event.interaction/12`, `type.interaction/43`,
/// `type.interaction/44`.
#[test]
fn a_call_that_the_agent_places_dials_and_talks_when_the_far_end_answers() {
    let mut desk = Desk::hearing();
    let id = desk.dials();
    assert_eq!(desk.told(), ["1 ADDED none>DIALING", "1 DIALING none>DIALING"]);
    assert_eq!(desk.told_of("far-end-answers", &id), ["1 ESTABLISHED DIALING>TALKING"]);
    assert_eq!(desk.told_of("agent-hangs-up", &id), ["1 RELEASED TALKING>IDLE"]);
    assert_eq!(desk.state(&id), "IDLE");
}

/// `voice/5`, `voice/13`, `voice/16`: placed, it stays until it is marked done, and it was no call that came in.
#[test]
fn a_call_that_ends_before_it_was_answered_is_idle_and_stays() {
    let endings =
        ["far-end-refuses", "far-end-busy", "far-end-no-answer", "far-end-hangs-up", "agent-hangs-up"];
    for ending in endings {
        let mut desk = Desk::hearing();
        let id = desk.dials();
        assert_eq!(desk.told_of(ending, &id), ["1 RELEASED DIALING>IDLE"], "{ending}");
        let call = desk.read(&id);
        assert_eq!((&call["state"], call.get("ronaCallState")), (&json!("IDLE"), None), "{ending}");
        let closed = ["1 MARK_DONE DIALING>IDLE", "1 REMOVED DIALING>IDLE"];
        assert_eq!(desk.told_of("agent-marks-done", &id), closed, "{ending}");
    }
}

/// `voice/15`: without a policy no time is long enough.
#[test]
fn a_far_end_without_a_policy_does_nothing() {
    let mut desk = Desk::hearing();
    let (dialing, talking) = (desk.dials(), desk.talks());
    desk.heard(APP);
    assert_eq!(desk.workspace.poll_timeout(), None);
    desk.advance(u64::from(u32::MAX));
    assert_eq!(desk.told(), [""; 0]);
    assert_eq!([desk.state(&dialing), desk.state(&talking)], ["DIALING", "TALKING"]);
}

/// `voice/22`, `type.interaction/19`, `type.interaction/21`: two to five digits are an extension, all else is outside.
#[test]
fn a_call_to_an_extension_is_internal() {
    let rows = [
        ("12", "INTERNAL"),
        ("500", "INTERNAL"),
        ("12345", "INTERNAL"),
        ("1", "OUTBOUND"),
        ("123456", "OUTBOUND"),
        ("+3314", "OUTBOUND"),
        ("50-2", "OUTBOUND"),
        ("sip:5002", "OUTBOUND"),
        ("Sales", "OUTBOUND"),
        ("５００２", "OUTBOUND"),
    ];
    for (number, call_type) in rows {
        for by in ["agent", "app"] {
            let mut desk = Desk::new();
            match by {
                "agent" => drop(desk.arrives(json!({ "type": "agent-dials", "destination": number }))),
                _ => drop(desk.done("voice.dial", json!([number]))),
            }
            let call = desk.read("1");
            assert_eq!(
                (&call["callType"], &call["direction"]),
                (&json!(call_type), &json!("OUT")),
                "{number}"
            );
        }
    }
}

/// `voice/14`: the leg of the caller, and that of the callee.
#[test]
fn a_call_between_two_agents_dials_at_one_and_rings_at_the_other() {
    let mut desk = Desk::hearing();
    let placed = desk.arrives(json!({ "type": "agent-dials", "destination": COLLEAGUE }));
    assert_eq!(desk.told(), ["1 ADDED none>DIALING", "1 DIALING none>DIALING"]);
    let taken = desk.arrives(json!({ "type": "internal-call", "from": "Ira Novak", "ani": "5003" }));
    assert_eq!(desk.told(), ["2 ADDED none>RINGING", "2 RINGING none>RINGING"]);
    let (placed, taken) = (desk.read(&placed), desk.read(&taken));
    assert_eq!([&placed["callType"], &taken["callType"]], [&json!("INTERNAL"); 2]);
    assert_eq!([&placed["direction"], &taken["direction"]], [&json!("OUT"), &json!("IN")]);
    assert_eq!(taken["parties"], json!([{ "name": "Ira Novak" }]));
}

/// Each kind of call, and what it says of itself: the stimulus, `direction`, `callType`, `ani`, `dnis`.
///
/// `type.interaction/14` to `type.interaction/25`, `type.party/2`.
#[test]
fn each_kind_of_call_says_where_it_comes_from_and_goes() {
    // The agent has the number 5001, which is what arrivals have dialled.
    let rows = [
        (json!({ "type": "inbound-call" }), ["IN", "INBOUND", CUSTOMER, "5001"], CUSTOMER),
        (json!({ "type": "inbound-call", "ani": "1", "dnis": "2" }), ["IN", "INBOUND", "1", "2"], "1"),
        (
            json!({ "type": "internal-call", "from": "Ira", "ani": "5003" }),
            ["IN", "INTERNAL", "5003", "5001"],
            "Ira",
        ),
        (
            json!({ "type": "agent-dials", "destination": OUTSIDE }),
            ["OUT", "OUTBOUND", "5001", OUTSIDE],
            OUTSIDE,
        ),
        (
            json!({ "type": "agent-dials", "destination": "5003" }),
            ["OUT", "INTERNAL", "5001", "5003"],
            "5003",
        ),
        (
            json!({ "type": "inbound-call", "direction": "UNKNOWN" }),
            ["UNKNOWN", "INBOUND", CUSTOMER, "5001"],
            CUSTOMER,
        ),
        (
            json!({ "type": "inbound-call", "callType": "UNKNOWN" }),
            ["IN", "UNKNOWN", CUSTOMER, "5001"],
            CUSTOMER,
        ),
        (
            json!({ "type": "inbound-call", "direction": "UNKNOWN", "callType": "UNKNOWN" }),
            ["UNKNOWN", "UNKNOWN", CUSTOMER, "5001"],
            CUSTOMER,
        ),
    ];
    for (stimulus, properties, party) in rows {
        let mut desk = Desk::new();
        let id = desk.arrives(stimulus.clone());
        let call = desk.read(&id);
        let found = ["direction", "callType", "ani", "dnis"].map(|key| call[key].as_str().unwrap_or("none"));
        assert_eq!(found, properties, "{stimulus}");
        assert_eq!(call["parties"], json!([{ "name": party }]), "{stimulus}");
    }
}

/// `type.interaction/9`, `type.interaction/11`, `type.interaction/12`, `type.interaction/13`, `type.interaction/26`,
/// `type.interaction/27`, `type.interaction/33`, `type.interaction/35`: what is the same for every call.
#[test]
fn every_call_has_the_properties_of_a_call() {
    let stimuli = [
        json!({ "type": "inbound-call" }),
        json!({ "type": "internal-call" }),
        json!({ "type": "agent-dials", "destination": OUTSIDE }),
    ];
    for stimulus in stimuli {
        let mut desk = Desk::new();
        let id = desk.arrives(stimulus);
        let call = desk.read(&id);
        let constant = [
            ("isConsultation", json!(false)),
            ("isMainCaseInteraction", json!(true)),
            ("recordingState", json!("STOPPED")),
            ("media", json!("voice")),
            ("userData", json!({})),
        ];
        for (property, value) in constant {
            assert_eq!(call[property], value, "{property}");
        }
        let digits = call["callUuid"].as_str().expect("a string").replace('-', "");
        assert_eq!(digits.len(), 32, "a UUID has 32 digits");
        assert!(digits.chars().all(|digit| digit.is_ascii_hexdigit()), "{digits}");
        assert_eq!(call["interactionUUID"], call["callUuid"]);
        assert!(call["connId"].as_str().is_some_and(|id| !id.is_empty()));
        assert_eq!(call.get("parentInteractionId"), None);
    }
}

/// `type.interaction/14`, `type.interaction/18`: other words are none of the contract's, and the stimulus says which are.
#[test]
fn a_call_of_a_kind_that_does_not_exist_cannot_arrive() {
    let rows = [
        ("direction", "SIDEWAYS", ["IN", "OUT", "UNKNOWN"].as_slice()),
        ("direction", "in", &["IN", "OUT", "UNKNOWN"]),
        ("callType", "Inbound", &["INTERNAL", "INBOUND", "OUTBOUND", "CONSULT", "UNKNOWN"]),
    ];
    for (field, word, known) in rows {
        let mut desk = Desk::hearing();
        let refusal =
            desk.try_stimulus(json!({ "type": "inbound-call", field: word })).expect_err("a refusal");
        let named = [field, &format!("\"{word}\"")];
        assert!(named.iter().chain(known).all(|part| refusal.contains(part)), "{refusal}");
        assert_eq!(desk.told(), [""; 0]);
        assert_eq!(desk.read("1"), Value::Null);
    }
}

/// `voice.dial/1` for the agent's own click: user data are attached, and a number there has to be.
#[test]
fn the_agent_dials_with_user_data_and_not_nobody() {
    let mut desk = Desk::hearing();
    let dial = json!({ "type": "agent-dials", "destination": OUTSIDE, "userData": { "Reason": "callback" } });
    let id = desk.arrives(dial);
    assert!(desk.payloads(APP).iter().all(|data| data["interaction"]["userData"]["Reason"] == "callback"));
    assert_eq!(desk.read(&id)["userData"], json!({ "Reason": "callback" }));
    let refusal = desk.try_stimulus(json!({ "type": "agent-dials", "destination": "" })).expect_err("nobody");
    assert!(refusal.contains("destination"), "{refusal}");
    assert_eq!(desk.read("2"), Value::Null);
}

/// `voice/18`, `interaction.setUserData/4`: user data are written in every state but `IDLE`.
#[test]
fn user_data_of_a_call_can_be_written_until_it_is_over() {
    for state in ["RINGING", "DIALING", "TALKING", "HELD"] {
        let mut desk = Desk::hearing();
        let id = desk.in_state(state);
        let before = desk.read(&id);
        let told = desk.told_after("interaction.setUserData", json!([id, { "Reason": "billing" }]));
        assert_eq!(told.len(), 1, "{state}: {told:?}");
        assert!(told[0].starts_with("1 ATTACHED_DATA_CHANGED"), "{told:?}");
        let after = desk.read(&id);
        assert_eq!(after["userData"]["Reason"], "billing");
        // `userdata/4`: neither of the two moves.
        assert_eq!(after["state"], before["state"]);
        assert_eq!(after.get("previousState"), before.get("previousState"));
    }
    let mut desk = Desk::hearing();
    let id = desk.ended();
    let fault = desk.fails_without_effect("interaction.setUserData", json!([id, { "Reason": "billing" }]));
    assert!(fault.contains("IDLE"), "{fault}");
}

/// `type.interaction/4`, `case/4`: a call that the agent places begins a case of its own.
#[test]
fn a_call_that_the_agent_places_has_a_case_of_its_own() {
    let mut desk = Desk::new();
    let (first, second) = (desk.talks(), desk.dials());
    let (first, second) = (desk.read(&first), desk.read(&second));
    assert_ne!(first["caseId"], second["caseId"]);
    assert_eq!([&first["isMainCaseInteraction"], &second["isMainCaseInteraction"]], [&json!(true); 2]);
}
