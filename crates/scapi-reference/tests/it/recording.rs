//! The recording of a call: its table by hand, its events, and its end.
//! Clauses `voice/20`, `voice/21`, `event.interaction/19`, `type.interaction/26` to `type.interaction/29`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

/// What starts, pauses, goes on with and stops a recording: the method, and the agent's own click.
const COMMANDS: [(&str, &str); 4] = [
    ("voice.startCallRecording", "agent-starts-recording"),
    ("voice.pauseCallRecording", "agent-pauses-recording"),
    ("voice.resumeCallRecording", "agent-resumes-recording"),
    ("voice.stopCallRecording", "agent-stops-recording"),
];

/// For each state of a recording what each of the four commands makes of it, in their order.
const TABLE: [(&str, [Option<&str>; 4]); 3] = [
    ("STOPPED", [Some("RECORDING"), None, None, None]),
    ("RECORDING", [None, Some("PAUSED"), None, Some("STOPPED")]),
    ("PAUSED", [None, None, Some("RECORDING"), Some("STOPPED")]),
];

/// A connected call whose recording is in this state.
fn recorded(desk: &mut Desk, recording: &str, state: &str) -> String {
    let id = desk.in_state(state);
    let commands: &[&str] = match recording {
        "STOPPED" => &[],
        "RECORDING" => &["voice.startCallRecording"],
        "PAUSED" => &["voice.startCallRecording", "voice.pauseCallRecording"],
        _ => panic!("{recording} is no state of a recording"),
    };
    commands.iter().for_each(|command| drop(desk.done(command, json!([id]))));
    assert_eq!(desk.read(&id)["recordingState"], recording);
    id
}

/// `voice/20`, `voice.startCallRecording/1`, `voice.stopCallRecording/1`, `voice.pauseCallRecording/1`,
/// `voice.resumeCallRecording/1`, `event.interaction/19`: every state and command, by request and by click.
#[test]
fn a_recording_goes_through_its_table() {
    for (before, row) in TABLE {
        for ((method, stimulus), after) in COMMANDS.into_iter().zip(row) {
            for state in ["TALKING", "HELD"] {
                let mut desk = Desk::hearing();
                let id = recorded(&mut desk, before, state);
                desk.heard(APP);
                let mut by_agent = desk.clone();
                let Some(after) = after else {
                    let fault = desk.fails_without_effect(method, json!([id]));
                    assert!(fault.contains(before), "{fault}");
                    let refusal = by_agent.refused(stimulus, &id);
                    assert!(refusal.contains(before), "{refusal}");
                    assert_eq!(by_agent.heard(APP), [Value::Null; 0]);
                    continue;
                };
                desk.done(method, json!([id]));
                let shown = by_agent.stimulus(stimulus, &id);
                assert_eq!((&shown["recordingState"], &shown["state"]), (&json!(after), &json!(state)));
                let events = desk.payloads(APP);
                assert_eq!(events, by_agent.payloads(APP), "{method}");
                assert_eq!(
                    events,
                    [json!({ "eventType": "RECORDING_STATE_CHANGED", "interaction": desk.read(&id) })]
                );
                assert_eq!(desk.read(&id)["recordingState"], after);
            }
        }
    }
}

/// `voice/17`, `voice/19`: what is not connected is not recorded; the fault names the state of the call.
#[test]
fn a_call_that_is_not_connected_takes_no_command_of_recording() {
    for state in ["RINGING", "DIALING", "IDLE"] {
        for (method, stimulus) in COMMANDS {
            let mut desk = Desk::hearing();
            let id = desk.in_state(state);
            let fault = desk.fails_without_effect(method, json!([id]));
            assert!(fault.contains(state), "{fault}");
            assert!(desk.refused(stimulus, &id).contains(state));
        }
    }
}

/// `voice/21`: reported, and over when `RELEASED` comes; whichever way the call ends.
#[test]
fn a_recording_ends_with_the_call() {
    for ending in ["agent-hangs-up", "far-end-hangs-up"] {
        for (recording, told) in [("STOPPED", 1), ("RECORDING", 2), ("PAUSED", 2)] {
            let mut desk = Desk::hearing();
            let id = recorded(&mut desk, recording, "TALKING");
            desk.heard(APP);
            desk.stimulus(ending, &id);
            let events = desk.payloads(APP);
            assert_eq!(events.len(), told, "{recording}");
            assert!(events.iter().all(|data| data["interaction"]["recordingState"] == "STOPPED"));
            assert_eq!(events.last().expect("an event")["eventType"], "RELEASED");
            if told == 2 {
                assert_eq!(events[0]["eventType"], "RECORDING_STATE_CHANGED");
            }
        }
    }
}

/// `voice/21` for a call that is handed over.
#[test]
fn a_recording_ends_with_a_transfer() {
    let mut desk = Desk::hearing();
    let id = recorded(&mut desk, "PAUSED", "HELD");
    let told = desk.told_after("interaction.singleStepTransfer", json!([id, "5002"]));
    assert_eq!(told, ["1 RECORDING_STATE_CHANGED TALKING>HELD", "1 RELEASED HELD>IDLE"]);
    assert_eq!(desk.read(&id)["recordingState"], "STOPPED");
}

/// `type.interaction/28`: hold and retrieve, people who come and go, and a consultation leave it as it is.
#[test]
fn a_recording_goes_on_whatever_else_happens() {
    let mut desk = Desk::hearing();
    let id = recorded(&mut desk, "RECORDING", "TALKING");
    for stimulus in ["agent-holds", "agent-retrieves"] {
        assert_eq!(desk.stimulus(stimulus, &id)["recordingState"], "RECORDING");
    }
    desk.done("interaction.singleStepConference", json!([id, "5002"]));
    desk.stimulus("far-end-hangs-up", &id);
    let consultation = desk.consults(&id);
    assert_eq!(desk.read(&id)["recordingState"], "RECORDING");
    assert_eq!(desk.read(&consultation)["recordingState"], "STOPPED");
    assert!(
        desk.told().iter().all(|step| !step.contains("RECORDING_STATE_CHANGED") || step.starts_with("1 "))
    );
}

/// `type.interaction/29`: the recordings of two calls have nothing to do with each other.
#[test]
fn each_call_has_a_recording_of_its_own() {
    let mut desk = Desk::new();
    let (parent, consultation) = desk.consultation_in("TALKING");
    desk.done("voice.startCallRecording", json!([consultation]));
    desk.done("voice.startCallRecording", json!([parent]));
    desk.done("voice.pauseCallRecording", json!([consultation]));
    assert_eq!(desk.read(&parent)["recordingState"], "RECORDING");
    assert_eq!(desk.read(&consultation)["recordingState"], "PAUSED");
}

/// `type.interaction/26`, `openmedia/10`: what is no call has neither the property nor the commands.
#[test]
fn what_is_no_call_is_not_recorded() {
    let mut desk = Desk::hearing();
    let chat = desk.chats();
    assert_eq!(desk.read(&chat).get("recordingState"), None);
    for (method, stimulus) in COMMANDS {
        let fault = desk.fails_without_effect(method, json!([chat]));
        assert!(fault.contains("chat"), "{fault}");
        assert!(desk.refused(stimulus, &chat).contains("chat"));
    }
}
