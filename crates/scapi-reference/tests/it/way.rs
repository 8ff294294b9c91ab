//! The way to each of the 30 states through public inputs: what brings an interaction, and what then happens to it.
//! Tests of a whole group of states start from here.

use scapi_schema::interaction::State;
use serde_json::{Value, json};

use crate::desk::Desk;

/// What leads to a state.
pub(crate) struct Way {
    /// The state.
    pub(crate) state: &'static str,
    /// The stimulus that brings the interaction.
    brings: &'static str,
    /// The stimuli that follow.
    then: &'static [&'static str],
}

const fn way(state: &'static str, brings: &'static str, then: &'static [&'static str]) -> Way {
    Way { state, brings, then }
}

const CALL: &str = r#"{ "type": "inbound-call" }"#;
const DIALS: &str = r#"{ "type": "agent-dials", "destination": "+33142000000" }"#;
const CHAT: &str = r#"{ "type": "inbound-chat" }"#;
const ITEM: &str = r#"{ "type": "inbound-workitem" }"#;
const INVITATION: &str = r#"{ "type": "conference-invite" }"#;
const PULLS: &str = r#"{ "type": "agent-pulls" }"#;
const WRITES: &str = r#"{ "type": "agent-creates-email", "destination": "ada@example.com" }"#;
const PULLED_RECORD: &str = r#"{ "type": "preview-record", "mode": "pull" }"#;
const PUSHED_RECORD: &str = r#"{ "type": "preview-record", "mode": "push" }"#;

/// To the states of calls.
pub(crate) const VOICE: &[Way] = &[
    way("RINGING", CALL, &[]),
    way("DIALING", DIALS, &[]),
    way("TALKING", CALL, &["agent-accepts"]),
    way("HELD", CALL, &["agent-accepts", "agent-holds"]),
    way("IDLE", DIALS, &["agent-hangs-up"]),
];

/// To the states of open media in which the interaction can still change.
pub(crate) const LIVE: &[Way] = &[
    way("INVITED", ITEM, &[]),
    way("INVITED_CONFERENCE", INVITATION, &[]),
    way("ACCEPTED", ITEM, &["agent-accepts"]),
    way("PULLED", PULLS, &[]),
    way("CREATED", WRITES, &[]),
    way("SAVED", WRITES, &["agent-saves"]),
    way("TRANSFERRING", PULLS, &["agent-transfers"]),
    way("IDLE", CHAT, &["agent-accepts", "agent-hangs-up"]),
];

/// To the final states of open media and previews, which `interaction.setUserData/6` lists.
pub(crate) const FINAL: &[Way] = &[
    way("COMPLETED", ITEM, &["agent-rejects"]),
    way("REVOKED", ITEM, &["route-revoked"]),
    way("SENT", WRITES, &["agent-sends"]),
    way("CANCELLED", WRITES, &["agent-cancels"]),
    way("CANCELED", PULLED_RECORD, &["agent-cancels-preview"]),
    way("REJECTED", PULLED_RECORD, &["agent-rejects-preview"]),
    way("TRANSFER_COMPLETED", PULLS, &["agent-transfers", "far-end-answers"]),
    way("LEFT_CONFERENCE", INVITATION, &["agent-accepts", "agent-leaves-conference"]),
];

/// To the states of previews that are not over.
pub(crate) const PREVIEW: &[Way] = &[way("PREVIEW", PUSHED_RECORD, &[]), way("READY", PULLED_RECORD, &[])];

/// To the states that hide where an accepted chat is in its life.
pub(crate) const OVER_CHAT: &[Way] = &[
    way("JOIN_PENDING", CHAT, &["agent-accepts", "chat-join-pending"]),
    way("JOIN_FAILED", CHAT, &["agent-accepts", "chat-join-pending", "chat-join-fails"]),
    way("HISTORY_IN_PROGRESS", CHAT, &["agent-accepts", "chat-history-loading"]),
    way("HISTORY_DONE", CHAT, &["agent-accepts", "chat-history-loading", "chat-history-loaded"]),
];

/// To the states in which something is wrong.
pub(crate) const WRONG: &[Way] =
    &[way("ERROR", PULLS, &["media-error"]), way("UNKNOWN", CALL, &["state-unknown"])];

impl Way {
    /// Goes there; gives the id of the interaction.
    pub(crate) fn walk(&self, desk: &mut Desk) -> String {
        let id = desk.arrives(serde_json::from_str(self.brings).expect("a stimulus"));
        for name in self.then {
            desk.try_stimulus(about(name, &id)).expect("a step of the way");
        }
        id
    }
}

/// A stimulus about an interaction; a transfer goes to somebody.
fn about(name: &str, id: &str) -> Value {
    let mut stimulus = json!({ "type": name, "interactionId": id });
    if name == "agent-transfers" {
        stimulus["target"] = json!("5002");
    }
    stimulus
}

/// `type.interaction/6`, `type.interaction/40` to `type.interaction/69`: each of the 30 states can be reached.
#[test]
fn every_state_is_reached() {
    let mut reached = Vec::new();
    for way in [VOICE, LIVE, FINAL, PREVIEW, OVER_CHAT, WRONG].into_iter().flatten() {
        let mut desk = Desk::new();
        let id = way.walk(&mut desk);
        assert_eq!(desk.read(&id)["state"], way.state);
        reached.push(way.state);
    }
    for (data, state) in [(json!({}), "USER_DATA_ATTACHED"), (json!({ "A": "1" }), "USER_DATA_UPDATED")] {
        let mut desk = Desk::with(json!({ "openMediaUserData": "overlay-state" }));
        let id = desk.arrives(json!({ "type": "agent-pulls", "userData": data }));
        desk.done("interaction.setUserData", json!([id, { "A": "2" }]));
        assert_eq!(desk.read(&id)["state"], state);
        reached.push(state);
    }
    assert_eq!(State::KNOWN.len(), 30);
    for state in State::KNOWN {
        assert!(reached.contains(&state.as_str()), "{state}");
    }
}
