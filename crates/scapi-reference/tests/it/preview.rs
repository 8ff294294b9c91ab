//! Previews of outbound calls: pulled, pushed, pushed by the outbound server; called, given up, turned down, marked done.
//! Clauses `preview/1` and after, `interaction.markdone/8` to `interaction.markdone/10`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

const MODES: [&str; 3] = ["pull", "push", "direct-push"];

/// A desktop that hears what happens from here on to a record that can be dialled.
fn ready(mode: &str) -> (Desk, String) {
    let mut desk = Desk::hearing();
    let id = reaches(&mut desk, mode);
    if mode != "pull" {
        desk.stimulus("agent-accepts", &id);
    }
    desk.heard(APP);
    desk.noted();
    (desk, id)
}

fn reaches(desk: &mut Desk, mode: &str) -> String {
    desk.arrives(json!({
        "type": "preview-record", "mode": mode, "campaign": "Autumn Offer", "phone": "+33142000000",
        "userData": { "Segment": "Gold" }, "contact": { "displayName": "Ada Lovelace" }
    }))
}

/// Places the call; gives the call as the desktop shows it.
fn calls(desk: &mut Desk, id: &str) -> Value {
    let call = desk.try_stimulus(json!({ "type": "agent-calls-preview", "interactionId": id }));
    call.expect("the record can be dialled")
}

/// `preview/1`, `preview/6`, `event.interaction/36`, `event.interaction/37`, `type.interaction/46`, `type.interaction/67`.
#[test]
fn a_record_is_ready_at_once_when_pulled_and_when_accepted_otherwise() {
    for mode in MODES {
        let mut desk = Desk::hearing();
        let id = reaches(&mut desk, mode);
        let mut told = desk.steps(APP);
        if mode != "pull" {
            assert_eq!(told, ["ADDED none>PREVIEW", "PREVIEW none>PREVIEW"], "{mode}");
            desk.done("interaction.accept", json!([id]));
            told.extend(desk.steps(APP));
        }
        assert_eq!(told, ["ADDED none>PREVIEW", "PREVIEW none>PREVIEW", "READY PREVIEW>READY"], "{mode}");
    }
}

/// `preview/8`; what the arrival brings comes along, and wins.
#[test]
fn the_user_data_of_a_preview_name_its_record() {
    let (mut desk, id) = ready("pull");
    let record = json!({
        "GSW_CAMPAIGN_NAME": "Autumn Offer", "GSW_PHONE": "+33142000000", "GSW_RECORD_HANDLE": 1, "Segment": "Gold"
    });
    assert_eq!(desk.read(&id)["userData"], record);
    let id = desk.arrives(json!({ "type": "preview-record", "userData": { "GSW_PHONE": "5002" } }));
    assert_eq!(desk.read(&id)["userData"]["GSW_PHONE"], "5002");
}

/// `preview/4`, `type.interaction/3`, `type.interaction/4`, `type.interaction/16`, `type.interaction/21`, `type.interaction/25`,
/// `case/4`: the preview stays as it is.
#[test]
fn calling_a_preview_makes_a_call_beside_it() {
    for mode in MODES {
        let (mut desk, id) = ready(mode);
        let call = calls(&mut desk, &id);
        let call_id = call["interactionId"].as_str().expect("an id");
        assert_eq!(desk.steps(APP), ["ADDED none>DIALING", "DIALING none>DIALING"]);
        let preview = desk.read(&id);
        for (property, value) in [
            ("media", json!("voice")),
            ("direction", json!("OUT")),
            ("callType", json!("OUTBOUND")),
            ("dnis", json!("+33142000000")),
            ("parentInteractionId", json!(id)),
            ("caseId", preview["caseId"].clone()),
            ("userData", preview["userData"].clone()),
            ("contact", json!({ "displayName": "Ada Lovelace" })),
            ("parties", json!([{ "name": "Ada Lovelace" }])),
            ("isConsultation", json!(false)),
            ("isMainCaseInteraction", json!(false)),
        ] {
            assert_eq!(call[property], value, "{property}");
        }
        assert_eq!((&preview["state"], &preview["isMainCaseInteraction"]), (&json!("READY"), &json!(true)));
        desk.stimulus("far-end-answers", call_id);
        assert_eq!(desk.steps(APP), ["ESTABLISHED DIALING>TALKING"]);
    }
}

/// `preview/4`: one call at a time; when it is over there can be another.
#[test]
fn a_preview_that_is_being_called_is_not_called_again() {
    let (mut desk, id) = ready("push");
    let call = calls(&mut desk, &id);
    let refusal = desk.refused("agent-calls-preview", &id);
    assert!(refusal.contains("called already"), "{refusal}");
    desk.stimulus("far-end-busy", call["interactionId"].as_str().expect("an id"));
    calls(&mut desk, &id);
}

/// `canned/21` lets the handle be missing; the chain of a record has one, with the handle of `preview/8`.
#[test]
fn a_preview_is_called_by_the_handle_of_its_record() {
    let (mut desk, id) = ready("pull");
    let by =
        |handle: u64| json!({ "type": "agent-calls-preview", "interactionId": id, "recordHandle": handle });
    for handle in [0, 2] {
        let refusal = desk.try_stimulus(by(handle)).expect_err("no such record");
        assert!(refusal.contains(&format!("got {handle}")), "{refusal}");
    }
    assert_eq!(desk.types(APP), [""; 0]);
    desk.try_stimulus(by(1)).expect("the record");
}

/// `preview/1`: what was pushed can be dialled when the agent has accepted it, not before; `interaction.markdone/4`.
#[test]
fn a_preview_that_is_not_ready_is_neither_called_nor_marked_done() {
    for mode in ["push", "direct-push"] {
        let mut desk = Desk::hearing();
        let id = reaches(&mut desk, mode);
        desk.heard(APP);
        let refusal = desk.refused("agent-calls-preview", &id);
        assert!(refusal.contains("PREVIEW") && refusal.contains("READY"), "{refusal}");
        let fault = desk.fails("interaction.markdone", json!([id]));
        assert!(fault.contains("PREVIEW"), "{fault}");
        assert_eq!(desk.types(APP), [""; 0]);
    }
}

/// `interaction.accept/4`: what is ready is not offered any more.
#[test]
fn a_preview_that_is_ready_is_not_accepted_again() {
    let (mut desk, id) = ready("pull");
    let fault = desk.fails("interaction.accept", json!([id]));
    assert!(fault.contains("READY"), "{fault}");
}

/// `preview/2`, `preview/3`, `event.interaction/38`, `event.interaction/39`, `type.interaction/68`, `type.interaction/69`: by
/// the agent, and turned down by request; shown or ready.
#[test]
fn a_preview_is_given_up_or_turned_down() {
    for (does, told) in [
        ("agent-cancels-preview", "CANCELED"),
        ("agent-rejects-preview", "REJECTED"),
        ("agent-rejects", "REJECTED"),
    ] {
        let mut desk = Desk::hearing();
        let shown = reaches(&mut desk, "push");
        desk.heard(APP);
        desk.stimulus(does, &shown);
        assert_eq!(desk.steps(APP), [format!("{told} PREVIEW>{told}")]);
        let (mut desk, id) = ready("push");
        desk.stimulus(does, &id);
        assert_eq!(desk.steps(APP), [format!("{told} READY>{told}")]);
    }
    let (mut desk, id) = ready("pull");
    desk.done("interaction.reject", json!([id]));
    assert_eq!(desk.steps(APP), ["REJECTED READY>REJECTED"]);
}

/// `preview/7`, `interaction.accept/4`, `interaction.reject/4`.
#[test]
fn a_preview_that_is_over_takes_nothing_but_mark_done() {
    for (ends, state) in [("agent-cancels-preview", "CANCELED"), ("agent-rejects-preview", "REJECTED")] {
        let (mut desk, id) = ready("push");
        desk.stimulus(ends, &id);
        desk.heard(APP);
        for name in [
            "agent-accepts",
            "agent-rejects",
            "agent-calls-preview",
            "agent-cancels-preview",
            "agent-rejects-preview",
        ] {
            let refusal = desk.refused(name, &id);
            assert!(refusal.contains(state), "{refusal}");
        }
        for method in ["interaction.accept", "interaction.reject"] {
            let fault = desk.fails(method, json!([id]));
            assert!(fault.contains(state), "{fault}");
        }
        desk.done("interaction.markdone", json!([id]));
        assert_eq!(desk.steps(APP), ["MARK_DONE", "REMOVED"].map(|told| format!("{told} READY>{state}")));
    }
}

/// `preview/5`, `interaction.markdone/8` to `interaction.markdone/10`: what it means for the outbound server is noted; nothing
/// is told but the two events, and no further record comes.
#[test]
fn marking_a_preview_done_tells_the_outbound_server_what_its_mode_says() {
    let notes = [Some("interaction.markdone/8"), None, Some("interaction.markdone/10")];
    for (mode, note) in MODES.into_iter().zip(notes) {
        let (mut desk, id) = ready(mode);
        desk.done("interaction.markdone", json!([id]));
        assert_eq!(desk.steps(APP), ["MARK_DONE PREVIEW>READY", "REMOVED PREVIEW>READY"], "{mode}");
        assert_eq!(desk.noted(), Vec::from_iter(note), "{mode}");
        desk.advance(1_000_000);
        assert_eq!(desk.done("interaction.getInteractions", json!([])), json!([]));
    }
}

/// `preview/5`, `preview/4`: the call goes on without the preview, and is then the main interaction of the case (`case/4`).
#[test]
fn a_preview_is_marked_done_while_its_call_goes_on() {
    let (mut desk, id) = ready("pull");
    let call = calls(&mut desk, &id)["interactionId"].as_str().expect("an id").to_string();
    desk.heard(APP);
    desk.done("interaction.markdone", json!([id]));
    assert_eq!(desk.steps_of(APP, &call), [""; 0]);
    desk.stimulus("far-end-answers", &call);
    let call = desk.read(&call);
    assert_eq!((&call["state"], &call["isMainCaseInteraction"]), (&json!("TALKING"), &json!(true)));
    assert_eq!(call["parentInteractionId"], json!(id));
}

/// `openmedia/10` for previews: calls and open media have operations that they do not have.
#[test]
fn a_preview_has_no_operations_of_calls_and_open_media() {
    let (mut desk, id) = ready("push");
    for name in ["agent-holds", "agent-hangs-up", "agent-starts-recording", "route-revoked", "media-error"] {
        let refusal = desk.refused(name, &id);
        assert!(refusal.contains("outboundpreview"), "{refusal}");
    }
    assert_eq!(desk.types(APP), [""; 0]);
}

/// A mode that nobody knows is refused with those that there are.
#[test]
fn a_record_of_an_unknown_mode_is_refused() {
    let mut desk = Desk::hearing();
    let record = json!({ "type": "preview-record", "mode": "pulled" });
    let refusal = desk.try_stimulus(record).expect_err("a mode");
    assert!(MODES.iter().all(|mode| refusal.contains(mode)), "{refusal}");
    assert_eq!(desk.types(APP), [""; 0]);
}
