//! Whatever goes wrong, in whatever order: what was recorded replays to the byte, and real time is the machine's.

use std::time::Duration;

use proptest::{collection::vec, prelude::*, sample::select};
use scapi_reference::{FrameId, Origin};
use scapi_schema::fault::{Disturbance, Fault, Malformation};
use serde_json::{Value, json};

use crate::{
    recording::{Recording, to_lines},
    replay::replay,
    session::{Act, ClockKind, Delivery, Session, SessionConfig},
};

#[derive(Clone, Debug)]
enum Step {
    Fault(Value),
    Remove(u64),
    Say(usize, Value),
    Happen(Value),
    Advance(u64),
    Open(usize),
    Reload(usize),
    Clear,
}

const FRAMES: [&str; 3] = ["s1", "s2", "f1"];

fn request(method: &str, parameters: &Value, reference: &Value) -> Value {
    json!({ "request": method, "parameters": parameters, "referenceId": reference, "userAgent": "WWE Client", "protocolVersion": 2 })
}

fn disturbance() -> impl Strategy<Value = Value> {
    let malformation = select(Malformation::ALL.to_vec());
    (select(Disturbance::NAMES.to_vec()), 1_u64..3000, malformation, any::<bool>()).prop_map(
        |(name, ms, kind, other)| match name {
            "delay" => json!({ "type": name, "ms": ms, "clock": if other { "real" } else { "session" } }),
            "drop" => json!({ "type": name, "what": if other { "message" } else { "answer" } }),
            "duplicate" => json!({ "type": name, "copies": ms % 3 + 1 }),
            "failure" => json!({ "type": name, "errorMessage": "no" }),
            "malformed-envelope" => json!({ "type": name, "kind": kind }),
            "wrong-origin" => json!({ "type": name, "origin": "https://elsewhere.example" }),
            "socket-close" | "frame-reload" if other => json!({ "type": name, "frame": "s1" }),
            name => json!({ "type": name }),
        },
    )
}

fn on() -> impl Strategy<Value = Value> {
    select(vec![
        Value::Null,
        json!({}),
        json!({ "method": "interaction.*" }),
        json!({ "method": "interaction.accept", "state": "RINGING" }),
        json!({ "outcome": "refused" }),
        json!({ "frame": "s1" }),
        json!({ "subscribes": "interaction" }),
        json!({ "event": "*" }),
        json!({ "eventType": "RINGING", "frame": "s2" }),
    ])
}

/// Some of these go with each other, and some are refused.
fn fault() -> impl Strategy<Value = Step> {
    let times = select(vec![Value::Null, json!(1), json!(2)]);
    (on(), disturbance(), 0_u64..2, times, select(vec![Value::Null, json!(0.5)])).prop_map(
        |(on, what, after, times, likely)| {
            let mut fault = json!({ "do": what, "after": after });
            for (key, value) in [("on", on), ("times", times), ("probability", likely)] {
                if !value.is_null() {
                    fault[key] = value;
                }
            }
            Step::Fault(fault)
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let subscribe = json!({ "event": "subscribe", "data": ["interaction"], "referenceId": "0", "userAgent": "WWE Client", "protocolVersion": 2 });
    let messages = vec![
        subscribe,
        request("interaction.accept", &json!(["1"]), &json!("7")),
        request("interaction.setUserData", &json!(["1", { "a": 1 }]), &json!(8)),
        request("interaction.getInteractions", &json!([]), &json!("x")),
        request("agent.get", &json!([]), &json!([1])),
        json!(null),
    ];
    let stimuli =
        vec![json!({ "type": "inbound-call" }), json!({ "type": "agent-accepts", "interactionId": "1" })];
    let frame = 0..FRAMES.len();
    prop_oneof![
        3 => fault(),
        1 => (1_u64..4).prop_map(Step::Remove),
        8 => (frame.clone(), select(messages)).prop_map(|(frame, message)| Step::Say(frame, message)),
        3 => select(stimuli).prop_map(Step::Happen),
        3 => (0_u64..6000).prop_map(Step::Advance),
        2 => frame.clone().prop_map(Step::Open),
        1 => frame.prop_map(Step::Reload),
        1 => Just(Step::Clear),
    ]
}

fn session() -> Session {
    let mut session =
        Session::new(SessionConfig { seed: 3, clock: ClockKind::Virtual, ..SessionConfig::default() });
    for frame in ["s1", "s2"] {
        session.open_frame(&frame.into(), Origin::None);
    }
    session.embed(&"f1".into(), "http://localhost:3000", "http://localhost:3000/");
    session
}

fn take(session: &mut Session, step: Step) {
    match step {
        Step::Fault(fault) => {
            if let Ok(fault) = serde_json::from_value::<Fault>(fault) {
                // One that is refused does nothing.
                drop(session.add_fault(fault));
            }
        }
        Step::Remove(id) => drop(session.remove_fault(id)),
        Step::Say(frame, message) => drop(session.handle_message(&FRAMES[frame].into(), message)),
        Step::Happen(stimulus) => drop(session.handle_stimulus(stimulus)),
        Step::Advance(ms) => drop(session.advance(ms)),
        Step::Open(frame) => drop(session.open_frame(&FRAMES[frame].into(), Origin::None)),
        Step::Reload(frame) => drop(session.reload_frame(&FRAMES[frame].into(), "a test")),
        Step::Clear => drop(session.clear_faults()),
    }
    // What whoever has the sockets does then.
    for act in session.take_acts() {
        if let Act::CloseSocket(Some(frame)) | Act::Reload(Some(frame)) = act {
            session.close_frame(&frame);
        }
    }
    // Real time passes in between: what waits for it goes.
    let numbers: Vec<u64> = (1..=2).collect();
    session.release(&numbers);
}

fn replays(session: &Session) -> Result<(), TestCaseError> {
    let lines = to_lines(session.journal().after(0));
    let report = replay(&Recording::read(lines.as_bytes()).expect("a journal")).expect("it is whole");
    prop_assert!(report.difference.is_none(), "{}\n{lines}", report.difference.expect("a difference"));
    Ok(())
}

proptest! {
    #[test]
    fn whatever_goes_wrong_goes_wrong_again(steps in vec(step(), 1..60)) {
        let mut session = session();
        for step in steps {
            take(&mut session, step);
        }
        replays(&session)?;
    }
}

fn ask(session: &mut Session) -> Vec<Delivery> {
    session.handle_message(&FrameId::from("s1"), request("agent.get", &json!([]), &json!("7")))
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_too_late_comes_when_the_client_has_given_up() {
    let mut session = session();
    let late = json!({ "on": { "method": "agent.get" }, "do": { "type": "answer-too-late" } });
    session.add_fault(serde_json::from_value(late).expect("a fault")).expect("it can strike");
    assert!(ask(&mut session).is_empty());
    assert_eq!(session.due_in(), Some(Duration::from_millis(10_500)), "after the 10 s of the client");
    tokio::time::advance(Duration::from_millis(10_499)).await;
    assert!(session.handle_timeout().is_empty());
    tokio::time::advance(Duration::from_millis(1)).await;
    let answers = session.handle_timeout();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0].message["referenceId"], "7");
    replays(&session).expect("the same again");
}

#[test]
fn no_more_is_held_back_than_may_be() {
    let mut session = session();
    session
        .add_fault(serde_json::from_value(json!({ "do": { "type": "delay", "ms": 1 } })).expect("a fault"))
        .expect("it can strike");
    let said = (0..1_100).filter(|_| !ask(&mut session).is_empty()).count();
    assert_eq!(said, 100, "a thousand are held back, the others go at once");
    assert_eq!(session.advance(1).expect("a clock that stands").len(), 1_000);
    replays(&session).expect("the same again");
}
