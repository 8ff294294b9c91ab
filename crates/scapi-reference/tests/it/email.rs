//! E-mails: what comes in, what is written, replies, and who is asked about them.
//! Clauses `email/1` and after.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

/// A desktop that hears what happens from here on to an e-mail that the agent has.
fn reading(profile: Value) -> (Desk, String) {
    let mut desk = Desk::hearing_with(profile);
    let id = desk.arrives(json!({ "type": "inbound-email", "from": "ada@example.com", "subject": "A bill" }));
    desk.stimulus("agent-accepts", &id);
    desk.heard(APP);
    (desk, id)
}

/// A desktop that hears what happens from here on to an e-mail that the agent writes.
fn writing() -> (Desk, String) {
    let mut desk = Desk::hearing();
    let email =
        json!({ "type": "agent-creates-email", "destination": "ada@example.com", "userData": { "A": "1" } });
    let id = desk.arrives(email);
    (desk, id)
}

/// `type.interaction/5`, `type.interaction/9`, `type.interaction/37`: the subject comes as user data, unless they have one.
#[test]
fn an_inbound_email_has_its_subject_as_user_data_and_its_sender_as_party() {
    for (given, expected) in [
        (json!({}), json!({ "Subject": "A bill" })),
        (json!({ "Queue": "Sales" }), json!({ "Queue": "Sales", "Subject": "A bill" })),
        (json!({ "Subject": "Re: A bill" }), json!({ "Subject": "Re: A bill" })),
    ] {
        let mut desk = Desk::new();
        let email = json!({ "type": "inbound-email", "from": "ada@example.com", "subject": "A bill", "userData": given });
        let id = desk.arrives(email);
        let email = desk.read(&id);
        assert_eq!(email["userData"], expected);
        assert_eq!(email["parties"], json!([{ "name": "ada@example.com" }]));
        assert_eq!(email["media"], "email");
    }
}

/// `email/6`, `openmedia/3`, `event.interaction/40`.
#[test]
fn an_inbound_email_that_is_finished_is_completed_after_accepted() {
    let (mut desk, id) = reading(json!({}));
    desk.done("interaction.markdone", json!([id]));
    let told = ["COMPLETED", "MARK_DONE", "REMOVED"].map(|told| format!("{told} ACCEPTED>COMPLETED"));
    assert_eq!(desk.steps(APP), told);
}

/// `email/1`, `event.interaction/8`, `event.interaction/23`, `type.interaction/49`.
#[test]
fn an_email_that_the_agent_begins_is_created() {
    let (mut desk, id) = writing();
    assert_eq!(desk.steps(APP), ["ADDED none>CREATED", "CREATED none>CREATED"]);
    let email = desk.read(&id);
    assert_eq!(email["userData"], json!({ "A": "1" }));
    assert_eq!(email["parties"], json!([{ "name": "ada@example.com" }]));
    assert_eq!((&email["media"], email.get("parentInteractionId")), (&json!("email"), None));
}

/// `email/2` to `email/4`, `event.interaction/25` to `event.interaction/27`, `type.interaction/54`, `type.interaction/65`,
/// `type.interaction/66`: saved or not, it is sent or cancelled.
#[test]
fn an_email_is_saved_and_sent_or_cancelled() {
    for (does, told) in [("agent-sends", "SENT"), ("agent-cancels", "CANCELLED")] {
        let (mut desk, id) = writing();
        desk.heard(APP);
        desk.stimulus(does, &id);
        assert_eq!(desk.steps(APP), [format!("{told} CREATED>{told}")]);
        let (mut desk, id) = writing();
        desk.heard(APP);
        desk.stimulus("agent-saves", &id);
        assert_eq!(desk.steps(APP), ["SAVED CREATED>SAVED"]);
        desk.stimulus(does, &id);
        assert_eq!(desk.steps(APP), [format!("{told} SAVED>{told}")]);
    }
}

/// `email/7`, `interaction.getInteractions/3`; `openmedia/4` is about what the agent has taken: there is no `COMPLETED`.
#[test]
fn an_email_that_was_sent_stays_until_it_is_marked_done() {
    let (mut desk, id) = writing();
    desk.stimulus("agent-sends", &id);
    desk.advance(1_000_000);
    assert_eq!(desk.read(&id)["state"], "SENT");
    desk.heard(APP);
    desk.done("interaction.markdone", json!([id]));
    assert_eq!(desk.steps(APP), ["MARK_DONE CREATED>SENT", "REMOVED CREATED>SENT"]);
}

/// `openmedia/11`: once it has gone out, or was given up, it is neither.
#[test]
fn an_email_that_is_over_is_not_sent_again() {
    for (does, state) in [("agent-sends", "SENT"), ("agent-cancels", "CANCELLED")] {
        let (mut desk, id) = writing();
        desk.stimulus(does, &id);
        for name in ["agent-saves", "agent-sends", "agent-cancels"] {
            let refusal = desk.refused(name, &id);
            assert!(refusal.contains(state), "{refusal}");
        }
    }
}

/// `openmedia/11`: an inbound e-mail is read, not sent.
#[test]
fn an_inbound_email_is_not_sent() {
    let (mut desk, id) = reading(json!({}));
    for name in ["agent-saves", "agent-sends", "agent-cancels"] {
        let refusal = desk.refused(name, &id);
        assert!(refusal.contains("ACCEPTED"), "{refusal}");
    }
}

/// `email/5`, `type.interaction/3`, `type.interaction/4`, `case/4`, `type.interaction/11`.
#[test]
fn a_reply_is_an_interaction_of_its_own_beside_the_inbound_one() {
    let (mut desk, id) = reading(json!({}));
    let reply = desk.stimulus("agent-replies", &id);
    let inbound = desk.read(&id);
    assert_eq!(desk.steps(APP), ["ADDED none>CREATED", "CREATED none>CREATED"]);
    for (property, value) in [
        ("parentInteractionId", json!(id)),
        ("caseId", inbound["caseId"].clone()),
        ("media", json!("email")),
        ("isConsultation", json!(false)),
        ("isMainCaseInteraction", json!(false)),
        ("parties", json!([{ "name": "ada@example.com" }])),
    ] {
        assert_eq!(reply[property], value, "{property}");
    }
    assert_ne!(reply["interactionUUID"], inbound["interactionUUID"]);
    assert_eq!((&inbound["state"], &inbound["isMainCaseInteraction"]), (&json!("ACCEPTED"), &json!(true)));
}

/// `email/5`, `case/4`: each is ended for itself, in either order; the one that is left is the main one of the case.
#[test]
fn a_reply_and_what_it_replies_to_end_apart() {
    for reply_first in [true, false] {
        let (mut desk, id) = reading(json!({}));
        let reply = desk.stimulus("agent-replies", &id)["interactionId"].as_str().expect("an id").to_string();
        desk.stimulus("agent-sends", &reply);
        let (first, last) = if reply_first { (&reply, &id) } else { (&id, &reply) };
        desk.done("interaction.markdone", json!([first]));
        let left = desk.read(last);
        assert_eq!(left["isMainCaseInteraction"], true);
        desk.done("interaction.markdone", json!([last]));
        assert_eq!(desk.done("interaction.getInteractions", json!([])), json!([]));
    }
}

/// `email/5`, `openmedia/10`: two replies to one e-mail, none to a chat.
#[test]
fn an_email_can_be_replied_to_again_and_a_chat_cannot() {
    let (mut desk, id) = reading(json!({}));
    let replies = [desk.stimulus("agent-replies", &id), desk.stimulus("agent-replies", &id)];
    assert_ne!(replies[0]["interactionId"], replies[1]["interactionId"]);
    assert!(replies.iter().all(|reply| reply["parentInteractionId"] == json!(id)));
    let chat = desk.chats();
    let refusal = desk.refused("agent-replies", &chat);
    assert!(refusal.contains("chat"), "{refusal}");
}

/// An e-mail goes to somebody.
#[test]
fn an_email_to_nobody_is_refused() {
    let mut desk = Desk::hearing();
    let email = json!({ "type": "agent-creates-email", "destination": "" });
    let refusal = desk.try_stimulus(email).expect_err("an address");
    assert!(refusal.contains("destination"), "{refusal}");
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `interaction.consult/4`, `consultation/3` to `consultation/6`, `interaction.completeTransfer/1`, `openmedia/7`: the e-mail
/// stays as it is meanwhile.
#[test]
fn an_email_is_consulted_about_by_voice_and_goes_to_the_consulted_agent() {
    let (mut desk, id) = reading(json!({ "createdInteractionResult": "interaction-id" }));
    let target = json!({ "target": "AGENT", "destination": "5002", "media": "voice" });
    let call = desk.done("interaction.consult", json!([id, target]));
    let call = call.as_str().expect("the id of the consultation");
    assert_eq!(desk.steps(APP), ["ADDED none>DIALING", "DIALING none>DIALING"]);
    let (email, consultation) = (desk.read(&id), desk.read(call));
    assert_eq!(email["state"], "ACCEPTED");
    assert_eq!(consultation["parentInteractionId"], json!(id));
    assert_eq!(consultation["caseId"], email["caseId"]);
    assert_eq!(consultation["callType"], "CONSULT");
    desk.stimulus("far-end-answers", call);
    desk.heard(APP);
    desk.done("interaction.completeTransfer", json!([call]));
    assert_eq!(
        desk.steps(APP),
        [
            "RELEASED TALKING>IDLE",
            "REMOVED TALKING>IDLE",
            "TRANSFERRING ACCEPTED>TRANSFERRING",
            "TRANSFER_COMPLETED TRANSFERRING>TRANSFER_COMPLETED",
        ]
    );
}

/// `openmedia/10`, `interaction.singleStepConference/14`: an e-mail has no conference, in two steps neither.
#[test]
fn an_email_makes_no_conference_with_the_consulted_agent() {
    let (mut desk, id) = reading(json!({ "createdInteractionResult": "interaction-id" }));
    let target = json!({ "target": "AGENT", "destination": "5002", "media": "chat" });
    let chat = desk.done("interaction.consult", json!([id, target]));
    let fault = desk.fails("interaction.completeConference", json!([chat]));
    assert!(fault.contains("email"), "{fault}");
    assert_eq!(desk.read(&id)["state"], "ACCEPTED");
}
