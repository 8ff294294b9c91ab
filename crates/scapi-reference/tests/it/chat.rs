//! Chats: who takes part, what is written, how they end, and who is asked about them – by voice and by chat.
//! Clauses `chat/3`, `consultation/3` and after, and what `consult`, `completeTransfer` and `completeConference` do to chats.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

const CONSULT: &str = "interaction.consult";
const CONFERENCE: &str = "interaction.singleStepConference";

/// A desktop that hears what happens from here on to a chat that the agent has.
fn chatting(profile: Value) -> (Desk, String) {
    let mut desk = Desk::hearing_with(profile);
    let id = desk.chats();
    desk.heard(APP);
    (desk, id)
}

/// Asks somebody about a chat; gives the id of the consultation, which is the second interaction.
fn consults(desk: &mut Desk, id: &str, by: &str) -> String {
    let target = json!({ "type": "AGENT", "destination": "5002", "media": by });
    desk.done(CONSULT, json!([id, target]));
    let all = desk.done("interaction.getInteractions", json!([]));
    all[1]["interactionId"].as_str().expect("a consultation").into()
}

/// `chat/3`, whoever ends it; `type.interaction/41`, `interaction.markdone/1`.
#[test]
fn a_chat_that_is_over_is_idle_until_it_is_marked_done() {
    for ends in ["far-end-hangs-up", "agent-hangs-up"] {
        let (mut desk, id) = chatting(json!({}));
        desk.stimulus(ends, &id);
        assert_eq!(desk.steps(APP), ["RELEASED ACCEPTED>IDLE"]);
        desk.advance(1_000_000);
        assert_eq!(desk.read(&id)["state"], "IDLE");
        desk.stimulus("agent-marks-done", &id);
        assert_eq!(desk.steps(APP), ["MARK_DONE ACCEPTED>IDLE", "REMOVED ACCEPTED>IDLE"]);
    }
}

/// `openmedia/11`: what is over takes none of it any more.
#[test]
fn a_chat_that_is_over_takes_no_operation_but_mark_done() {
    let (mut desk, id) = chatting(json!({}));
    desk.stimulus("far-end-hangs-up", &id);
    for method in [CONSULT, CONFERENCE, "interaction.singleStepTransfer"] {
        let fault = desk.fails(method, json!([id, "5002"]));
        assert!(fault.contains("IDLE"), "{fault}");
    }
    for name in ["far-end-hangs-up", "agent-hangs-up", "chat-join-pending", "chat-history-loading"] {
        let refusal = desk.refused(name, &id);
        assert!(refusal.contains("IDLE"), "{refusal}");
    }
}

/// `type.interaction/9`, `type.party/2`, `event.interaction/17`, `event.interaction/18`: the last of the others takes the chat
/// along, as the far end does.
#[test]
fn parties_join_and_leave_a_chat() {
    let (mut desk, id) = chatting(json!({}));
    let about = |name: &str, party: &str| json!({ "type": name, "interactionId": id, "name": party });
    assert_eq!(desk.read(&id)["parties"], json!([{ "name": "Customer" }]));
    desk.try_stimulus(about("party-joins", "Jo Carter")).expect("somebody joins");
    assert_eq!(desk.read(&id)["parties"], json!([{ "name": "Customer" }, { "name": "Jo Carter" }]));
    desk.try_stimulus(about("party-leaves", "Customer")).expect("somebody leaves");
    assert_eq!(desk.read(&id)["parties"], json!([{ "name": "Jo Carter" }]));
    let told = ["PARTY_ADDED INVITED>ACCEPTED", "PARTY_REMOVED INVITED>ACCEPTED"];
    assert_eq!(desk.steps(APP), told);
    let refusal = desk.try_stimulus(about("party-leaves", "Ada")).expect_err("nobody of this name");
    assert!(refusal.contains("Ada") && refusal.contains("Jo Carter"), "{refusal}");
    desk.try_stimulus(about("party-leaves", "Jo Carter")).expect("the last one leaves");
    assert_eq!(desk.steps(APP), ["RELEASED ACCEPTED>IDLE"]);
}

/// `interaction.singleStepConference/1` to `interaction.singleStepConference/5`.
#[test]
fn somebody_is_brought_into_a_chat_in_one_step() {
    let target = json!({ "type": "AGENT", "destination": "5002" });
    for target in [json!("5002"), target] {
        let (mut desk, id) = chatting(json!({}));
        desk.done(CONFERENCE, json!([id, target, { "Reason": "billing" }]));
        let told = desk.steps(APP);
        assert_eq!(told, ["ATTACHED_DATA_CHANGED INVITED>ACCEPTED", "PARTY_ADDED INVITED>ACCEPTED"]);
        let chat = desk.read(&id);
        assert_eq!(chat["parties"], json!([{ "name": "Customer" }, { "name": "5002" }]));
        assert_eq!(chat["userData"], json!({ "Reason": "billing" }));
    }
    for nothing in [json!(null), json!({})] {
        let (mut desk, id) = chatting(json!({}));
        desk.done(CONFERENCE, json!([id, "5002", nothing]));
        assert_eq!(desk.types(APP), ["PARTY_ADDED"]);
        assert_eq!(desk.read(&id)["userData"], json!({}));
    }
}

/// `interaction.singleStepConference/7`, `interaction.consult/9`, each value; `type.extensions/2`, `type.extensions/3`,
/// `envelope/30`.
#[test]
fn extensions_for_a_chat_are_ignored_or_fail() {
    for (given, ignored, failure) in
        [(json!({ "X": 1 }), true, false), (json!({}), true, true), (json!(null), true, true)]
    {
        for (profile, succeeds) in [("ignored", ignored), ("failure", failure)] {
            for method in [CONFERENCE, CONSULT] {
                let (mut desk, id) = chatting(json!({ "chatExtensions": profile }));
                let answer = desk.ask(method, json!([id, "5002", null, given]));
                assert_eq!(answer.get("errorMessage").is_none(), succeeds, "{profile} {method} {given}");
                assert_eq!(desk.types(APP).is_empty(), !succeeds, "{profile} {method} {given}");
            }
        }
    }
}

/// `interaction.consult/8`, `interaction.consult/9`: a consultation by voice is none on the chat medium.
#[test]
fn extensions_for_a_call_about_a_chat_are_accepted() {
    let (mut desk, id) = chatting(json!({ "chatExtensions": "failure" }));
    let target = json!({ "type": "AGENT", "destination": "5002", "media": "voice" });
    desk.done(CONSULT, json!([id, target, null, { "X": 1 }]));
}

/// `interaction.consult/1`, `interaction.consult/4`, `interaction.consult/6`, `consultation/3` to `consultation/7`,
/// `type.interaction/22`; `consultation/1` is about calls: a chat is not held.
#[test]
fn a_chat_is_consulted_about_by_voice() {
    let (mut desk, id) = chatting(json!({}));
    let target = json!({ "type": "AGENT", "destination": "5002", "media": "voice" });
    desk.done(CONSULT, json!([id, target, { "Reason": "billing" }]));
    let chat = desk.read(&id);
    let consultation = desk.done("interaction.getInteractions", json!([]))[1].clone();
    assert_eq!(desk.steps(APP), ["ADDED none>DIALING", "DIALING none>DIALING"]);
    let expected = [
        ("media", json!("voice")),
        ("isConsultation", json!(true)),
        ("callType", json!("CONSULT")),
        ("direction", json!("OUT")),
        ("dnis", json!("5002")),
        ("parentInteractionId", json!(id)),
        ("caseId", chat["caseId"].clone()),
        ("isMainCaseInteraction", json!(false)),
        ("userData", json!({ "Reason": "billing" })),
        ("parties", json!([{ "name": "5002" }])),
    ];
    for (property, value) in expected {
        assert_eq!(consultation[property], value, "{property}");
    }
    assert_eq!((&chat["state"], &chat["isMainCaseInteraction"]), (&json!("ACCEPTED"), &json!(true)));
    desk.stimulus("far-end-answers", consultation["interactionId"].as_str().expect("an id"));
    assert_eq!(desk.steps(APP), ["ESTABLISHED DIALING>TALKING"]);
}

/// `interaction.consult/5`, `consultation/14`, `consultation/4` to `consultation/7`.
#[test]
fn a_chat_is_consulted_about_by_chat_unless_another_medium_is_named() {
    for target in [json!("5002"), json!({ "type": "AGENT", "destination": "5002" })] {
        let (mut desk, id) = chatting(json!({}));
        desk.done(CONSULT, json!([id, target]));
        assert_eq!(desk.steps(APP), ["ADDED none>CREATED", "CREATED none>CREATED"]);
        let (chat, consultation) = (desk.read(&id), desk.read("2"));
        for (property, value) in [
            ("media", json!("chat")),
            ("isConsultation", json!(true)),
            ("parentInteractionId", json!(id)),
            ("caseId", chat["caseId"].clone()),
            ("isMainCaseInteraction", json!(false)),
            ("userData", json!({})),
        ] {
            assert_eq!(consultation[property], value, "{property}");
        }
        assert_eq!(consultation.get("callType"), None);
        assert_eq!(chat["state"], "ACCEPTED");
        desk.stimulus("far-end-answers", "2");
        assert_eq!(desk.steps(APP), ["ACCEPTED CREATED>ACCEPTED"]);
    }
}

/// `interaction.consult/10`, each value.
#[test]
fn a_consultation_gives_its_id_where_the_profile_says_so() {
    for (result, expected) in [("absent", None), ("interaction-id", Some(json!("2")))] {
        for by in ["voice", "chat"] {
            let (mut desk, id) = chatting(json!({ "createdInteractionResult": result }));
            let target = json!({ "type": "AGENT", "destination": "5002", "media": by });
            let answer = desk.ask(CONSULT, json!([id, target]));
            assert_eq!(answer.get("data"), expected.as_ref(), "{result}");
        }
    }
}

/// `consultation/13`: one at a time, and none about one; when it is over there can be another.
#[test]
fn a_chat_has_one_consultation_at_a_time() {
    for (by, ends) in [("voice", "far-end-busy"), ("chat", "far-end-refuses")] {
        let (mut desk, id) = chatting(json!({}));
        let consultation = consults(&mut desk, &id, by);
        let fault = desk.fails(CONSULT, json!([id, "5003"]));
        assert!(fault.contains("consultation") && fault.contains(&consultation), "{fault}");
        desk.stimulus("far-end-answers", &consultation);
        let fault = desk.fails(CONSULT, json!([consultation, "5003"]));
        assert!(fault.contains("consultation"), "{fault}");
        desk.stimulus("agent-hangs-up", &consultation);
        let again = consults(&mut desk, &id, by);
        desk.stimulus(ends, &again);
        consults(&mut desk, &id, by);
    }
}

/// `consultation/8`, each value, however it ends; `consultation/9` is about calls: the chat goes on.
#[test]
fn a_consultation_about_a_chat_that_comes_to_nothing_leaves_or_stays() {
    let ends = ["far-end-refuses", "far-end-busy", "far-end-no-answer", "agent-hangs-up", "far-end-hangs-up"];
    for (by, begins) in [("voice", "DIALING"), ("chat", "CREATED")] {
        for end in ends {
            let (mut desk, id) = chatting(json!({}));
            let consultation = consults(&mut desk, &id, by);
            desk.heard(APP);
            desk.stimulus(end, &consultation);
            let told = ["RELEASED", "REMOVED"].map(|told| format!("{told} {begins}>IDLE"));
            assert_eq!(desk.steps(APP), told, "{by} {end}");
            assert_eq!(desk.read(&id)["state"], "ACCEPTED");
            desk.profile(json!({ "consultationAfterEnd": "stays" }));
            let consultation = consults(&mut desk, &id, by);
            desk.heard(APP);
            desk.stimulus(end, &consultation);
            assert_eq!(desk.steps(APP), [format!("RELEASED {begins}>IDLE")]);
            desk.done("interaction.markdone", json!([consultation]));
            let told = ["MARK_DONE", "REMOVED"].map(|told| format!("{told} {begins}>IDLE"));
            assert_eq!(desk.steps(APP), told);
        }
    }
}

/// `interaction.completeTransfer/1`, `openmedia/7`, `consultation/8`, `consultation/10`; and, as `interaction.completeTransfer/3`
/// has it for calls, before the consulted agent has answered.
#[test]
fn a_chat_goes_to_the_consulted_agent() {
    for (by, begins, answered) in [("voice", "DIALING", "TALKING"), ("chat", "CREATED", "ACCEPTED")] {
        for state in [begins, answered] {
            let (mut desk, id) = chatting(json!({}));
            let consultation = consults(&mut desk, &id, by);
            if state == answered {
                desk.stimulus("far-end-answers", &consultation);
            }
            desk.heard(APP);
            desk.done("interaction.completeTransfer", json!([consultation]));
            let told = [
                format!("RELEASED {state}>IDLE"),
                format!("REMOVED {state}>IDLE"),
                "TRANSFERRING ACCEPTED>TRANSFERRING".into(),
                "TRANSFER_COMPLETED TRANSFERRING>TRANSFER_COMPLETED".into(),
            ];
            assert_eq!(desk.steps(APP), told);
            assert_eq!(desk.read(&id)["state"], "TRANSFER_COMPLETED");
        }
    }
}

/// `interaction.completeConference/1`, `interaction.completeConference/8`, `consultation/10`; the chat goes on as it was.
#[test]
fn the_consulted_agent_joins_a_chat() {
    for state in ["CREATED", "ACCEPTED"] {
        let (mut desk, id) = chatting(json!({}));
        let consultation = consults(&mut desk, &id, "chat");
        if state == "ACCEPTED" {
            desk.stimulus("far-end-answers", &consultation);
        }
        desk.heard(APP);
        desk.done("interaction.completeConference", json!([consultation]));
        let told = [
            format!("RELEASED {state}>IDLE"),
            format!("REMOVED {state}>IDLE"),
            "PARTY_ADDED INVITED>ACCEPTED".into(),
        ];
        assert_eq!(desk.steps(APP), told);
        assert_eq!(desk.read(&id)["parties"], json!([{ "name": "Customer" }, { "name": "5002" }]));
    }
}

/// `openmedia/10`, `envelope/30`: who was asked by telephone cannot join a chat.
#[test]
fn a_call_and_a_chat_make_no_conference() {
    let (mut desk, id) = chatting(json!({}));
    let consultation = consults(&mut desk, &id, "voice");
    desk.heard(APP);
    let fault = desk.fails("interaction.completeConference", json!([consultation]));
    assert!(fault.contains("voice") && fault.contains("chat"), "{fault}");
    assert_eq!(desk.types(APP), [""; 0]);
    assert_eq!(desk.read(&consultation)["state"], "DIALING");
}

/// `interaction.completeTransfer/4`, `interaction.completeConference/4`, `interaction.completeTransfer/7`,
/// `interaction.completeConference/7`: a chat that is no consultation, a consultation that is over.
#[test]
fn only_a_consultation_that_is_there_is_completed() {
    for method in ["interaction.completeTransfer", "interaction.completeConference"] {
        let (mut desk, id) = chatting(json!({ "consultationAfterEnd": "stays" }));
        let fault = desk.fails(method, json!([id]));
        assert!(fault.contains("no consultation"), "{fault}");
        let consultation = consults(&mut desk, &id, "chat");
        desk.stimulus("far-end-refuses", &consultation);
        let fault = desk.fails(method, json!([consultation]));
        assert!(fault.contains("IDLE"), "{fault}");
    }
}

/// `consultation/8`, `stays`: a completed one waits to be marked done, too.
#[test]
fn a_completed_consultation_stays_where_the_profile_says_so() {
    for method in ["interaction.completeTransfer", "interaction.completeConference"] {
        let (mut desk, id) = chatting(json!({ "consultationAfterEnd": "stays" }));
        let consultation = consults(&mut desk, &id, "chat");
        desk.done(method, json!([consultation]));
        assert_eq!(desk.read(&consultation)["state"], "IDLE");
        desk.heard(APP);
        desk.done("interaction.markdone", json!([consultation]));
        assert_eq!(desk.steps(APP), ["MARK_DONE CREATED>IDLE", "REMOVED CREATED>IDLE"]);
    }
}

/// What is written goes into the transcript of the desktop; apps are told nothing (`event.interaction/6`).
#[test]
fn lines_go_into_the_transcript_without_an_event() {
    let (mut desk, id) = chatting(json!({}));
    desk.advance(1200);
    for (text, from) in [("Hello", Value::Null), ("Good day", json!("Maya Lovell"))] {
        let mut line = json!({ "type": "chat-line", "interactionId": id, "text": text });
        if from.is_string() {
            line["from"] = from;
        }
        desk.try_stimulus(line).expect("the chat goes on");
    }
    let said: Vec<(u64, &str, &str)> = desk
        .workspace
        .transcript(&id)
        .iter()
        .map(|line| (line.at.as_millis(), &*line.from, &*line.text))
        .collect();
    assert_eq!(said, [(1200, "Customer", "Hello"), (1200, "Maya Lovell", "Good day")]);
    assert_eq!(desk.types(APP), [""; 0]);
    desk.stimulus("agent-hangs-up", &id);
    let late = json!({ "type": "chat-line", "interactionId": id, "text": "Hello?" });
    let refusal = desk.try_stimulus(late).expect_err("the chat is over");
    assert!(refusal.contains("IDLE"), "{refusal}");
}
