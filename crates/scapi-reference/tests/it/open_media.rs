//! Open media – chats, e-mails, work items, what a site defines – from the offer to the end.
//! Clauses `openmedia/1` and after, and what `accept`, `reject` and `singleStepTransfer` do to them.

use serde_json::{Value, json};

use crate::{
    desk::{APP, Desk},
    way::{FINAL, LIVE, PREVIEW, VOICE, WRONG, Way},
};

/// What is offered to the agent: one of each medium, one of a medium that the site defines.
fn offers() -> [Value; 4] {
    [
        json!({ "type": "inbound-chat" }),
        json!({ "type": "inbound-email" }),
        json!({ "type": "inbound-workitem" }),
        json!({ "type": "inbound-workitem", "media": "instagram" }),
    ]
}

/// A desktop that hears what happens from here on to what is offered.
fn offered(offer: Value) -> (Desk, String) {
    let mut desk = Desk::hearing();
    let id = desk.arrives(offer);
    desk.heard(APP);
    (desk, id)
}

/// `openmedia/1`, `openmedia/2`, `event.interaction/8`, `event.interaction/20`, `type.interaction/47`.
#[test]
fn what_is_offered_is_added_and_inviting() {
    for offer in offers() {
        let mut desk = Desk::hearing();
        desk.arrives(offer.clone());
        assert_eq!(desk.steps(APP), ["ADDED none>INVITED", "INVITED none>INVITED"], "{offer}");
    }
}

/// `interaction.accept/2`, `interaction.accept/3`, `openmedia/1`, `event.interaction/21`, `type.interaction/48`: by request
/// and by the agent's own click.
#[test]
fn accept_takes_what_is_offered() {
    for offer in offers() {
        let (mut desk, id) = offered(offer.clone());
        desk.done("interaction.accept", json!([id]));
        assert_eq!(desk.steps(APP), ["ACCEPTED INVITED>ACCEPTED"], "{offer}");
        let (mut desk, id) = offered(offer);
        desk.stimulus("agent-accepts", &id);
        assert_eq!(desk.steps(APP), ["ACCEPTED INVITED>ACCEPTED"]);
    }
}

/// `interaction.reject/3`, and `interaction.getInteractions/3`: it stays until it is marked done.
#[test]
fn reject_completes_what_is_offered() {
    for offer in offers() {
        let (mut desk, id) = offered(offer.clone());
        desk.done("interaction.reject", json!([id]));
        assert_eq!(desk.steps(APP), ["COMPLETED INVITED>COMPLETED"], "{offer}");
        assert_eq!(desk.read(&id)["state"], "COMPLETED");
        desk.done("interaction.markdone", json!([id]));
        assert_eq!(desk.steps(APP), ["MARK_DONE INVITED>COMPLETED", "REMOVED INVITED>COMPLETED"]);
    }
}

/// `interaction.accept/4`, `interaction.reject/4`, `envelope/30`: in every state but those that ring or invite.
#[test]
fn accept_and_reject_of_what_is_not_offered_fail_and_name_the_state() {
    let offered = ["RINGING", "INVITED", "INVITED_CONFERENCE", "PREVIEW"];
    let is_offered = |way: &&Way| offered.contains(&way.state);
    for way in [VOICE, LIVE, FINAL, WRONG].into_iter().flatten().filter(|way| !is_offered(way)) {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        let before = desk.read(&id);
        desk.heard(APP);
        for method in ["interaction.accept", "interaction.reject"] {
            let fault = desk.fails(method, json!([id]));
            assert!(fault.contains(way.state), "{fault}");
        }
        assert_eq!(desk.read(&id), before);
        assert_eq!(desk.types(APP), [""; 0]);
    }
}

/// `openmedia/5`, `event.interaction/22`, `type.interaction/51`: an offer, and an invitation into a conference.
#[test]
fn routing_takes_an_offer_back() {
    for (offer, state) in [
        (json!({ "type": "inbound-chat" }), "INVITED"),
        (json!({ "type": "inbound-email" }), "INVITED"),
        (json!({ "type": "inbound-workitem" }), "INVITED"),
        (json!({ "type": "conference-invite" }), "INVITED_CONFERENCE"),
    ] {
        let (mut desk, id) = offered(offer);
        desk.stimulus("route-revoked", &id);
        assert_eq!(desk.steps(APP), [format!("REVOKED {state}>REVOKED")]);
        desk.done("interaction.markdone", json!([id]));
        assert_eq!(
            desk.steps(APP),
            [format!("MARK_DONE {state}>REVOKED"), format!("REMOVED {state}>REVOKED")]
        );
    }
}

/// `openmedia/5`: what the agent has taken is no offer any more.
#[test]
fn routing_takes_nothing_back_that_the_agent_has() {
    let not_offered = |way: &&Way| !way.state.starts_with("INVITED");
    for way in LIVE.iter().filter(not_offered) {
        let mut desk = Desk::new();
        let id = way.walk(&mut desk);
        let refusal = desk.refused("route-revoked", &id);
        assert!(refusal.contains(way.state), "{refusal}");
    }
}

/// `openmedia/6`, `event.interaction/24`, `type.interaction/50`.
#[test]
fn the_agent_pulls_out_of_a_workbin() {
    for media in ["workitem", "email", "chat", "instagram"] {
        let mut desk = Desk::hearing();
        let id = desk.arrives(json!({ "type": "agent-pulls", "media": media, "userData": { "A": "1" } }));
        assert_eq!(desk.steps(APP), ["ADDED none>PULLED", "PULLED none>PULLED"]);
        let pulled = desk.read(&id);
        assert_eq!((&pulled["media"], &pulled["userData"]), (&json!(media), &json!({ "A": "1" })));
    }
}

/// `openmedia/3`, `openmedia/4`, `interaction.markdone/1`, `interaction.markdone/3`, `event.interaction/40`,
/// `type.interaction/52`.
#[test]
fn marking_done_what_the_agent_has_completes_it() {
    for way in LIVE.iter().filter(|way| ["ACCEPTED", "PULLED"].contains(&way.state)) {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        desk.heard(APP);
        desk.done("interaction.markdone", json!([id]));
        let told = ["COMPLETED", "MARK_DONE", "REMOVED"];
        assert_eq!(desk.steps(APP), told.map(|told| format!("{told} {}>COMPLETED", way.state)));
        assert_eq!(desk.read(&id), Value::Null);
    }
}

/// `interaction.markdone/4`, `envelope/30`: offered, being written, on its way, ringing, lost.
#[test]
fn marking_done_what_is_active_fails_and_names_the_state() {
    let ended = ["ACCEPTED", "PULLED", "IDLE", "READY", "ERROR"];
    let is_active = |way: &&Way| !ended.contains(&way.state);
    for way in [VOICE, LIVE, PREVIEW, WRONG].into_iter().flatten().filter(is_active) {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        desk.heard(APP);
        let fault = desk.fails("interaction.markdone", json!([id]));
        assert!(fault.contains(way.state), "{fault}");
        assert_eq!(desk.read(&id)["state"], way.state);
        assert_eq!(desk.types(APP), [""; 0]);
    }
}

/// `interaction.markdone/1`, `interaction.markdone/3`, `event.interaction/43`: the state stays as it was; and a chat or a call
/// that is over.
#[test]
fn marking_done_what_is_over_closes_it() {
    let is_over = |way: &&Way| way.state == "IDLE";
    for way in FINAL.iter().chain(LIVE.iter().chain(VOICE).filter(is_over)) {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        let previous = desk.read(&id)["previousState"].clone();
        desk.heard(APP);
        desk.done("interaction.markdone", json!([id]));
        let previous = previous.as_str().expect("a state");
        let told = ["MARK_DONE", "REMOVED"].map(|told| format!("{told} {previous}>{}", way.state));
        assert_eq!(desk.steps(APP), told);
        assert_eq!(desk.done("interaction.getInteractions", json!([])), json!([]));
    }
}

/// `interaction.singleStepTransfer/1`, `interaction.singleStepTransfer/3`, `openmedia/7`, `event.interaction/28`,
/// `event.interaction/29`, `type.interaction/55`, `type.interaction/56`: by request and by the agent's own click.
#[test]
fn a_transfer_goes_through_transferring_to_completed() {
    for offer in offers() {
        let (mut desk, id) = offered(offer);
        desk.stimulus("agent-accepts", &id);
        desk.heard(APP);
        desk.done("interaction.singleStepTransfer", json!([id, "5002"]));
        assert_eq!(desk.steps(APP), ["TRANSFERRING ACCEPTED>TRANSFERRING"]);
        desk.stimulus("far-end-answers", &id);
        assert_eq!(desk.steps(APP), ["TRANSFER_COMPLETED TRANSFERRING>TRANSFER_COMPLETED"]);
    }
    let mut desk = Desk::hearing();
    let id = desk.arrives(json!({ "type": "agent-pulls" }));
    desk.heard(APP);
    let goes = json!({ "type": "agent-transfers", "interactionId": id, "target": "5002" });
    desk.try_stimulus(goes).expect("what was pulled can go");
    assert_eq!(desk.steps(APP), ["TRANSFERRING PULLED>TRANSFERRING"]);
}

/// `openmedia/12`: by whatever way the target declines; then it can be transferred again.
#[test]
fn a_transfer_that_the_target_declines_comes_back() {
    for declines in ["far-end-refuses", "far-end-busy", "far-end-no-answer"] {
        let (mut desk, id) = offered(json!({ "type": "inbound-chat" }));
        desk.stimulus("agent-accepts", &id);
        desk.done("interaction.singleStepTransfer", json!([id, "5002"]));
        desk.heard(APP);
        desk.stimulus(declines, &id);
        assert_eq!(desk.steps(APP), ["ACCEPTED TRANSFERRING>ACCEPTED"]);
        desk.done("interaction.singleStepTransfer", json!([id, "5003"]));
        assert_eq!(desk.steps(APP), ["TRANSFERRING ACCEPTED>TRANSFERRING"]);
    }
}

/// `interaction.singleStepTransfer/5`, `interaction.singleStepTransfer/6`, `interaction.singleStepTransfer/7`.
#[test]
fn a_transfer_attaches_the_user_data_that_it_is_given() {
    let rows = [
        (json!(["5002", { "Reason": "billing" }, { "X": 1 }]), json!({ "A": "1", "Reason": "billing" })),
        (json!(["5002", {}, {}]), json!({ "A": "1" })),
        (json!(["5002", null, null]), json!({ "A": "1" })),
    ];
    for (parameters, user_data) in rows {
        let (mut desk, id) =
            offered(json!({ "type": "inbound-email", "subject": "x", "userData": { "A": "1" } }));
        desk.stimulus("agent-accepts", &id);
        desk.done("interaction.deleteUserData", json!([id, "Subject"]));
        let mut all = vec![json!(id)];
        all.extend(parameters.as_array().expect("an array").clone());
        desk.done("interaction.singleStepTransfer", Value::Array(all));
        let last = desk.payloads(APP).pop().expect("an event");
        assert_eq!(last["eventType"], "TRANSFERRING");
        assert_eq!(last["interaction"]["userData"], user_data);
    }
}

/// `interaction.singleStepTransfer/8`, each value: none is made at this desktop.
#[test]
fn a_transfer_gives_the_id_of_what_was_handed_over_where_the_profile_says_so() {
    for (result, expected) in [("absent", None), ("interaction-id", Some(json!("1")))] {
        let mut desk = Desk::with(json!({ "createdInteractionResult": result }));
        let id = desk.chats();
        let answer = desk.ask("interaction.singleStepTransfer", json!([id, "5002"]));
        assert_eq!(answer.get("data"), expected.as_ref(), "{result}");
    }
}

/// `openmedia/11`, `envelope/30`: a transfer in every state but those in which the agent has it.
#[test]
fn a_transfer_of_what_the_agent_does_not_have_fails_and_names_the_state() {
    let has = ["ACCEPTED", "PULLED"];
    let previews = ["CANCELED", "REJECTED"];
    let cannot = |way: &&Way| !has.contains(&way.state) && !previews.contains(&way.state);
    for way in [LIVE, FINAL, WRONG].into_iter().flatten().filter(cannot) {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        desk.heard(APP);
        let fault = desk.fails("interaction.singleStepTransfer", json!([id, "5002", { "A": "1" }]));
        assert!(fault.contains(way.state), "{fault}");
        assert_eq!(desk.read(&id)["userData"].get("A"), None);
        assert_eq!(desk.types(APP), [""; 0]);
    }
}

/// `openmedia/9`, `event.interaction/30`, `event.interaction/31`, `type.interaction/57`, `type.interaction/58`,
/// `interaction.accept/2`, `interaction.reject/3`: an invitation is offered like anything else.
#[test]
fn an_invitation_into_a_conference_is_taken_and_left_or_declined() {
    let mut desk = Desk::hearing();
    let id = desk.arrives(json!({ "type": "conference-invite", "from": "Jo Carter" }));
    let told = ["ADDED none>INVITED_CONFERENCE", "INVITED_CONFERENCE none>INVITED_CONFERENCE"];
    assert_eq!(desk.steps(APP), told);
    assert_eq!(desk.read(&id)["parties"], json!([{ "name": "Jo Carter" }]));
    desk.done("interaction.accept", json!([id]));
    assert_eq!(desk.steps(APP), ["ACCEPTED INVITED_CONFERENCE>ACCEPTED"]);
    desk.stimulus("agent-leaves-conference", &id);
    assert_eq!(desk.steps(APP), ["LEFT_CONFERENCE ACCEPTED>LEFT_CONFERENCE"]);
    let id = desk.arrives(json!({ "type": "conference-invite" }));
    desk.heard(APP);
    desk.done("interaction.reject", json!([id]));
    assert_eq!(desk.steps(APP), ["COMPLETED INVITED_CONFERENCE>COMPLETED"]);
}

/// `consultation/11`, `openmedia/9`: what is no conference cannot be left; it can once somebody was brought in.
#[test]
fn only_a_conference_can_be_left() {
    let (mut desk, id) = offered(json!({ "type": "inbound-chat" }));
    let refusal = desk.refused("agent-leaves-conference", &id);
    assert!(refusal.contains("INVITED"), "{refusal}");
    desk.stimulus("agent-accepts", &id);
    let refusal = desk.refused("agent-leaves-conference", &id);
    assert!(refusal.contains("conference"), "{refusal}");
    desk.done("interaction.singleStepConference", json!([id, "5002"]));
    desk.heard(APP);
    desk.stimulus("agent-leaves-conference", &id);
    assert_eq!(desk.steps(APP), ["LEFT_CONFERENCE ACCEPTED>LEFT_CONFERENCE"]);
}
