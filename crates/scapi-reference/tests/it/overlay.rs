//! States that hide where an interaction is in its life: a chat being joined and loaded, an error, a state that the host lost.
//! Clauses `chat/1`, `chat/2`, `chat/4`, `openmedia/8`, `event.interaction/50`.

use serde_json::json;

use crate::{
    desk::{APP, Desk},
    way::{FINAL, LIVE, OVER_CHAT, PREVIEW, VOICE, WRONG, Way},
};

/// What a chat server can tell, and after which state it can.
const CHAT_SERVER: &[(&str, &[&str])] = &[
    ("chat-join-pending", &["ACCEPTED", "JOIN_FAILED", "HISTORY_DONE"]),
    ("chat-join-fails", &["JOIN_PENDING"]),
    ("chat-history-loading", &["ACCEPTED", "JOIN_PENDING", "HISTORY_DONE"]),
    ("chat-history-loaded", &["HISTORY_IN_PROGRESS"]),
];

/// What is told of an accepted chat after these stimuli.
fn told_of_chat(stimuli: &[&str]) -> Vec<String> {
    let mut desk = Desk::hearing();
    let id = desk.chats();
    desk.heard(APP);
    for name in stimuli {
        desk.stimulus(name, &id);
    }
    desk.steps(APP)
}

/// `chat/1`, `chat/2`, `chat/4`, `type.interaction/7`, `event.interaction/32` to `event.interaction/35`, `type.interaction/61`
/// to `type.interaction/64`: in each order; what is hidden is left for the next state, and `previousState` is what was shown.
#[test]
fn a_chat_is_joined_and_loaded() {
    let (pending, fails) = ("chat-join-pending", "chat-join-fails");
    let (loading, loaded) = ("chat-history-loading", "chat-history-loaded");
    let rows: [(&[&str], &[&str]); 5] = [
        (
            &[pending, loading, loaded, "agent-hangs-up"],
            &[
                "JOIN_PENDING ACCEPTED>JOIN_PENDING",
                "HISTORY_IN_PROGRESS JOIN_PENDING>HISTORY_IN_PROGRESS",
                "HISTORY_DONE HISTORY_IN_PROGRESS>HISTORY_DONE",
                "RELEASED HISTORY_DONE>IDLE",
            ],
        ),
        (
            &[pending, fails, pending, loading],
            &[
                "JOIN_PENDING ACCEPTED>JOIN_PENDING",
                "JOIN_FAILED JOIN_PENDING>JOIN_FAILED",
                "JOIN_PENDING JOIN_FAILED>JOIN_PENDING",
                "HISTORY_IN_PROGRESS JOIN_PENDING>HISTORY_IN_PROGRESS",
            ],
        ),
        (
            &[loading, loaded, loading, loaded, pending, fails],
            &[
                "HISTORY_IN_PROGRESS ACCEPTED>HISTORY_IN_PROGRESS",
                "HISTORY_DONE HISTORY_IN_PROGRESS>HISTORY_DONE",
                "HISTORY_IN_PROGRESS HISTORY_DONE>HISTORY_IN_PROGRESS",
                "HISTORY_DONE HISTORY_IN_PROGRESS>HISTORY_DONE",
                "JOIN_PENDING HISTORY_DONE>JOIN_PENDING",
                "JOIN_FAILED JOIN_PENDING>JOIN_FAILED",
            ],
        ),
        (
            &[pending, "media-error", "state-unknown", "state-recovered"],
            &[
                "JOIN_PENDING ACCEPTED>JOIN_PENDING",
                "ERROR JOIN_PENDING>ERROR",
                "UNKNOWN ERROR>UNKNOWN",
                "ACCEPTED UNKNOWN>ACCEPTED",
            ],
        ),
        (
            &[loading, "state-unknown", "state-recovered", "media-error", "state-recovered", loading],
            &[
                "HISTORY_IN_PROGRESS ACCEPTED>HISTORY_IN_PROGRESS",
                "UNKNOWN HISTORY_IN_PROGRESS>UNKNOWN",
                "ACCEPTED UNKNOWN>ACCEPTED",
                "ERROR ACCEPTED>ERROR",
                "ACCEPTED ERROR>ACCEPTED",
                "HISTORY_IN_PROGRESS ACCEPTED>HISTORY_IN_PROGRESS",
            ],
        ),
    ];
    for (stimuli, expected) in rows {
        assert_eq!(told_of_chat(stimuli), expected, "{stimuli:?}");
    }
}

/// `chat/4`, `openmedia/11`: what the chat server cannot tell now is refused with the state, and changes nothing.
#[test]
fn the_chat_server_tells_what_the_state_allows() {
    let accepted = |way: &&Way| way.state != "ACCEPTED";
    for way in OVER_CHAT.iter().chain(LIVE.iter().filter(accepted)).chain(WRONG) {
        for (name, after) in CHAT_SERVER {
            let mut desk = Desk::hearing();
            let id = way.walk(&mut desk);
            if desk.read(&id)["media"] != "chat" {
                continue;
            }
            desk.heard(APP);
            let stimulus = json!({ "type": name, "interactionId": id });
            let outcome = desk.try_stimulus(stimulus);
            assert_eq!(outcome.is_ok(), after.contains(&way.state), "{name} in {}", way.state);
            if let Err(refusal) = outcome {
                assert!(refusal.contains(way.state), "{refusal}");
                assert_eq!(desk.types(APP), [""; 0]);
            }
        }
    }
}

/// `chat/1`, `chat/2`: being joined or loaded, a chat is one that the agent has, and takes what such a one takes.
#[test]
fn a_chat_that_is_joined_or_loaded_takes_what_an_accepted_one_takes() {
    let ends: [(&str, serde_json::Value, &[&str]); 3] = [
        (
            "interaction.markdone",
            json!([]),
            &["COMPLETED >COMPLETED", "MARK_DONE >COMPLETED", "REMOVED >COMPLETED"],
        ),
        ("interaction.singleStepTransfer", json!(["5002"]), &["TRANSFERRING >TRANSFERRING"]),
        ("interaction.setUserData", json!([{ "A": "1" }]), &["ATTACHED_DATA_CHANGED"]),
    ];
    for way in OVER_CHAT {
        for (method, parameters, expected) in &ends {
            let mut desk = Desk::hearing();
            let id = way.walk(&mut desk);
            desk.heard(APP);
            let mut all = vec![json!(id)];
            all.extend(parameters.as_array().expect("an array").clone());
            desk.done(method, json!(all));
            let steps = desk.steps(APP);
            let told: Vec<&str> = steps.iter().map(String::as_str).collect();
            let expected: Vec<String> =
                expected.iter().map(|step| step.replace(" >", &format!(" {}>", way.state))).collect();
            assert!(
                told.iter().zip(&expected).all(|(told, step)| told.starts_with(step.as_str())),
                "{told:?}"
            );
            assert_eq!(told.len(), expected.len());
        }
    }
}

/// `openmedia/8`, `event.interaction/41`, `event.interaction/50`, `type.interaction/53`: in each state in which the interaction
/// can still change.
#[test]
fn open_media_meets_an_error_and_recovers() {
    for way in LIVE {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        desk.heard(APP);
        desk.stimulus("media-error", &id);
        let event = event_of(way.state);
        assert_eq!(desk.steps(APP), [format!("ERROR {}>ERROR", way.state)]);
        desk.stimulus("state-recovered", &id);
        assert_eq!(desk.steps(APP), [format!("{event} ERROR>{}", way.state)]);
    }
}

/// `openmedia/8`: what has come to an end meets no error, nor does an interaction that has met one.
#[test]
fn what_is_over_meets_no_error() {
    let is_open_media = |way: &&Way| !["CANCELED", "REJECTED"].contains(&way.state);
    for way in FINAL.iter().filter(is_open_media).chain(WRONG.iter().filter(|way| way.state == "ERROR")) {
        let mut desk = Desk::new();
        let id = way.walk(&mut desk);
        let refusal = desk.refused("media-error", &id);
        assert!(refusal.contains(way.state), "{refusal}");
    }
}

/// `event.interaction/42`, `event.interaction/50`, `type.interaction/40`: the state of anything can be lost, and comes back with
/// the event of the state.
#[test]
fn the_host_loses_track_and_knows_again() {
    for way in [VOICE, LIVE, FINAL, PREVIEW].into_iter().flatten() {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        desk.heard(APP);
        desk.stimulus("state-unknown", &id);
        assert_eq!(desk.steps(APP), [format!("UNKNOWN {}>UNKNOWN", way.state)]);
        assert_eq!(desk.read(&id)["state"], "UNKNOWN");
        desk.stimulus("state-recovered", &id);
        assert_eq!(desk.steps(APP), [format!("{} UNKNOWN>{}", event_of(way.state), way.state)]);
    }
}

/// `event.interaction/50`: there is nothing to recover from where nothing is wrong.
#[test]
fn what_is_not_lost_does_not_recover() {
    for way in [VOICE, LIVE, FINAL, PREVIEW, OVER_CHAT].into_iter().flatten() {
        let mut desk = Desk::new();
        let id = way.walk(&mut desk);
        let refusal = desk.refused("state-recovered", &id);
        assert!(refusal.contains(way.state), "{refusal}");
    }
    let mut desk = Desk::new();
    let id = desk.rings();
    desk.stimulus("state-unknown", &id);
    let refusal = desk.refused("state-unknown", &id);
    assert!(refusal.contains("UNKNOWN"), "{refusal}");
}

/// `event.interaction/50`, `envelope/30`: what depends on the state fails until the host knows it again, by request and by click.
#[test]
fn nothing_that_depends_on_the_state_is_done_while_it_is_not_known() {
    let requests = [
        ("interaction.accept", json!([])),
        ("interaction.reject", json!([])),
        ("interaction.markdone", json!([])),
        ("interaction.consult", json!([{ "type": "AGENT", "destination": "5002", "media": "voice" }])),
        ("interaction.singleStepTransfer", json!(["5002"])),
    ];
    let clicks = ["agent-accepts", "agent-rejects", "agent-marks-done"];
    for way in VOICE.iter().chain(LIVE) {
        let mut desk = Desk::hearing();
        let id = way.walk(&mut desk);
        desk.stimulus("state-unknown", &id);
        desk.heard(APP);
        for (method, parameters) in &requests {
            let mut all = vec![json!(id)];
            all.extend(parameters.as_array().expect("an array").clone());
            let fault = desk.fails(method, json!(all));
            assert!(fault.contains("UNKNOWN"), "{fault}");
        }
        for click in clicks {
            let refusal = desk.refused(click, &id);
            assert!(refusal.contains("UNKNOWN"), "{refusal}");
        }
        assert_eq!(desk.types(APP), [""; 0]);
    }
}

/// `event.interaction/50`, `openmedia/4`, `openmedia/5`: an interaction with an error goes no way but out.
#[test]
fn an_interaction_with_an_error_can_only_be_ended() {
    let mut desk = Desk::hearing();
    let id = desk.chats();
    desk.stimulus("media-error", &id);
    desk.heard(APP);
    for method in
        ["interaction.consult", "interaction.singleStepTransfer", "interaction.singleStepConference"]
    {
        let fault = desk.fails(method, json!([id, "5002"]));
        assert!(fault.contains("ERROR"), "{fault}");
    }
    for name in ["agent-hangs-up", "far-end-hangs-up", "chat-join-pending", "chat-history-loading"] {
        let refusal = desk.refused(name, &id);
        assert!(refusal.contains("ERROR"), "{refusal}");
    }
    assert_eq!(desk.types(APP), [""; 0]);
    desk.done("interaction.markdone", json!([id]));
    let told = ["COMPLETED", "MARK_DONE", "REMOVED"].map(|told| format!("{told} ERROR>COMPLETED"));
    assert_eq!(desk.steps(APP), told);
    let offer = desk.arrives(json!({ "type": "inbound-chat" }));
    desk.stimulus("media-error", &offer);
    desk.heard(APP);
    desk.stimulus("route-revoked", &offer);
    assert_eq!(desk.steps(APP), ["REVOKED ERROR>REVOKED"]);
}

/// `event.interaction/50`: reading, and user data of what is live (`interaction.setUserData/5`), do not depend on the state.
#[test]
fn what_is_lost_can_be_read_and_its_user_data_written() {
    let mut desk = Desk::hearing();
    for id in [desk.talks(), desk.chats()] {
        desk.stimulus("state-unknown", &id);
        desk.heard(APP);
        desk.done("interaction.setUserData", json!([id, { "A": "1" }]));
        assert_eq!(desk.types(APP), ["ATTACHED_DATA_CHANGED"]);
        assert_eq!(desk.read(&id)["userData"], json!({ "A": "1" }));
    }
}

/// The event that reports a state, whatever was before (`event.interaction/10` and after).
fn event_of(state: &str) -> &str {
    match state {
        "TALKING" => "ESTABLISHED",
        "IDLE" => "RELEASED",
        same => same,
    }
}
