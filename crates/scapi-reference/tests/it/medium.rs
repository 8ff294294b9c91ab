//! What a medium does not have: operations by request and by stimulus, names that are no medium of open media.
//! Clauses `openmedia/10`, `interaction.singleStepTransfer/14`, `interaction.singleStepConference/14`, `interaction.consult/16`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

/// One interaction of a medium that the agent has, by the name of the medium.
fn has(desk: &mut Desk, media: &str) -> String {
    match media {
        "voice" => desk.talks(),
        "chat" => desk.chats(),
        "outboundpreview" => desk.arrives(json!({ "type": "preview-record" })),
        media => {
            let id = desk.arrives(json!({ "type": "inbound-workitem", "media": media }));
            desk.stimulus("agent-accepts", &id);
            id
        }
    }
}

/// Asks for something that fails because of the medium, which the text names; nothing changes.
fn fails_by_medium(media: &str, method: &str, parameters: Value, named: &str) {
    let mut desk = Desk::hearing();
    let id = has(&mut desk, media);
    let before = desk.read(&id);
    desk.heard(APP);
    let mut all = vec![json!(id)];
    all.extend(parameters.as_array().expect("an array").clone());
    let fault = desk.fails(method, Value::Array(all));
    assert!(fault.contains(&format!("medium {named}")), "{method}: {fault}");
    assert_eq!(desk.read(&id), before);
    assert_eq!(desk.types(APP), [""; 0]);
}

/// `interaction.singleStepConference/14`, `envelope/30`.
#[test]
fn a_medium_without_conferences_has_no_single_step_conference() {
    for media in ["email", "workitem", "instagram", "outboundpreview"] {
        let parameters = json!(["5002", { "A": "1" }]);
        fails_by_medium(media, "interaction.singleStepConference", parameters, media);
    }
}

/// `interaction.singleStepTransfer/14`.
#[test]
fn a_preview_is_not_transferred() {
    let parameters = json!(["5002", { "A": "1" }]);
    fails_by_medium("outboundpreview", "interaction.singleStepTransfer", parameters, "outboundpreview");
}

/// `interaction.consult/16`, `interaction.consult/5`: about a preview not at all; otherwise by voice and by chat only, so that
/// e-mails and work items need the medium to be named.
#[test]
fn a_medium_without_consultations_has_none() {
    for media in ["email", "workitem", "instagram"] {
        fails_by_medium(media, "interaction.consult", json!(["5002"]), media);
    }
    for media in ["voice", "chat"] {
        for by in ["email", "workitem", "outboundpreview", "fax"] {
            let target = json!({ "type": "AGENT", "destination": "5002", "media": by });
            fails_by_medium(media, "interaction.consult", json!([target]), by);
        }
    }
    for by in ["voice", "chat"] {
        let target = json!({ "type": "AGENT", "destination": "5002", "media": by });
        fails_by_medium("outboundpreview", "interaction.consult", json!([target]), "outboundpreview");
    }
}

/// `interaction.consult/4`: work items and what a site defines are asked about by voice and by chat.
#[test]
fn every_open_medium_is_consulted_about_by_a_named_medium() {
    for media in ["chat", "email", "workitem", "instagram"] {
        for by in ["voice", "chat"] {
            let mut desk = Desk::hearing();
            let id = has(&mut desk, media);
            let target = json!({ "type": "AGENT", "destination": "5002", "media": by });
            desk.done("interaction.consult", json!([id, target]));
            assert_eq!(desk.read("2")["media"], by);
        }
    }
}

/// `openmedia/10`: the methods of the Voice namespace are for calls.
#[test]
fn what_is_no_call_takes_no_operation_of_calls() {
    let methods = [
        "voice.answer",
        "voice.hold",
        "voice.resume",
        "voice.hangUp",
        "voice.startCallRecording",
        "voice.pauseCallRecording",
        "voice.resumeCallRecording",
        "voice.stopCallRecording",
    ];
    for media in ["chat", "email", "workitem", "instagram", "outboundpreview"] {
        for method in methods {
            fails_by_medium(media, method, json!([]), media);
        }
    }
}

/// `openmedia/10`: a chat that is offered is accepted, but not answered like a call.
#[test]
fn an_offered_chat_is_not_answered_like_a_call() {
    let mut desk = Desk::new();
    let id = desk.arrives(json!({ "type": "inbound-chat" }));
    let fault = desk.fails("voice.answer", json!([id]));
    assert!(fault.contains("medium chat"), "{fault}");
    assert_eq!(desk.read(&id)["state"], "INVITED");
}

/// `openmedia/10`: stimuli, each with the media that have no such thing.
#[test]
fn a_stimulus_that_the_medium_does_not_have_is_refused() {
    let rows: [(&str, &[&str]); 13] = [
        ("agent-holds", &["chat", "email", "workitem", "instagram", "outboundpreview"]),
        ("agent-starts-recording", &["chat", "email", "workitem", "instagram", "outboundpreview"]),
        ("call-redirected", &["chat", "email", "workitem", "instagram", "outboundpreview"]),
        ("agent-hangs-up", &["email", "workitem", "instagram", "outboundpreview"]),
        ("far-end-hangs-up", &["email", "workitem", "instagram", "outboundpreview"]),
        ("chat-join-pending", &["voice", "email", "workitem", "instagram", "outboundpreview"]),
        ("chat-history-loading", &["voice", "email", "workitem", "instagram", "outboundpreview"]),
        ("agent-replies", &["voice", "chat", "workitem", "instagram", "outboundpreview"]),
        ("agent-sends", &["voice", "chat", "workitem", "instagram", "outboundpreview"]),
        ("agent-calls-preview", &["voice", "chat", "email", "workitem", "instagram"]),
        ("agent-cancels-preview", &["voice", "chat", "email", "workitem", "instagram"]),
        ("media-error", &["voice", "outboundpreview"]),
        ("route-revoked", &["voice", "outboundpreview"]),
    ];
    for (name, without) in rows {
        for media in without {
            let mut desk = Desk::hearing();
            let id = has(&mut desk, media);
            desk.heard(APP);
            let refusal = desk.refused(name, &id);
            assert!(refusal.contains(&format!("medium {media}")), "{refusal}");
            assert_eq!(desk.types(APP), [""; 0]);
        }
    }
}

/// `type.media/3`, `type.interaction/37`: names are open text, and an interaction has the name that it came with.
#[test]
fn a_site_defines_media_of_its_own() {
    for media in ["instagram", "fax", "Work Item", "CHAT"] {
        let mut desk = Desk::hearing();
        for stimulus in ["inbound-workitem", "agent-pulls", "conference-invite"] {
            let id = desk.arrives(json!({ "type": stimulus, "media": media }));
            assert_eq!(desk.read(&id)["media"], media, "{stimulus}");
        }
    }
}

/// Calls and previews have arrivals of their own, and no medium is called nothing.
#[test]
fn what_is_no_open_medium_does_not_come_as_one() {
    for media in ["voice", "outboundpreview", ""] {
        for stimulus in ["inbound-workitem", "agent-pulls", "conference-invite"] {
            let mut desk = Desk::hearing();
            let refused = desk.try_stimulus(json!({ "type": stimulus, "media": media }));
            let refusal = refused.expect_err("a call is no work item");
            assert!(refusal.contains(&format!("media cannot be \"{media}\"")), "{refusal}");
            assert_eq!(desk.types(APP), [""; 0]);
        }
    }
}
