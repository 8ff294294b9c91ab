//! The reference is the model, the mock host the subject: whatever is said and done to it, in any order, each socket gets
//! what the model says, byte for byte and in that order.

use std::fmt::Write as _;

use proptest::{prelude::*, sample::select};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use scapi_mock_host::{ClockKind, HostError, MockHost};
use scapi_reference::{FrameId, Origin, Timestamp, Workspace, profile::patched};
use scapi_schema::{driver::DriverOutput, interaction::Interaction, stimulus::Stimulus};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::{
    app::App,
    folder::Folder,
    recorded,
    wire::{fence, request, subscribe, unsubscribe},
};

/// Enough for what one frame does to be heard by another.
const FRAMES: usize = 2;
const SEED: u64 = 11;
/// No message of the test has this reference id.
const FENCE: &str = "fence";

#[derive(Clone, Debug)]
enum Transition {
    Say {
        frame: usize,
        message: Value,
    },
    SayText {
        frame: usize,
        text: &'static str,
    },
    Happen(Value),
    Advance(u64),
    Patch(Value),
    Reset,
    /// The socket of a frame closes, and another one opens.
    Reopen(usize),
}

/// The model, and what came of the last step.
#[derive(Clone, Debug)]
struct Model {
    workspace: Workspace,
    now: Timestamp,
    frames: Vec<FrameId>,
    opened: usize,
    /// What each frame was sent in this step, its fence included.
    heard: Vec<Vec<String>>,
    /// What the host said because of the step itself, and to whom.
    outputs: Vec<DriverOutput>,
    /// What came of a stimulus, or why a patch was refused.
    outcome: Result<Option<Interaction>, String>,
}

impl Model {
    fn new() -> Self {
        let mut model = Self {
            workspace: Workspace::new(SEED),
            now: Timestamp::ZERO,
            frames: Vec::new(),
            opened: 0,
            heard: vec![Vec::new(); FRAMES],
            outputs: Vec::new(),
            outcome: Ok(None),
        };
        for _ in 0..FRAMES {
            let frame = model.open();
            model.frames.push(frame);
        }
        model
    }

    fn open(&mut self) -> FrameId {
        self.opened += 1;
        let frame = FrameId::from(format!("s{}", self.opened));
        self.workspace.open_frame(self.now, &frame, Origin::None);
        frame
    }

    fn step(&mut self, transition: &Transition) {
        self.outcome = Ok(None);
        match transition {
            Transition::Say { frame, message } => {
                self.workspace.handle_message(self.now, &self.frames[*frame].clone(), message.clone());
            }
            // What is no JSON does not reach the workspace.
            Transition::SayText { .. } => {}
            Transition::Happen(stimulus) => self.outcome = self.happen(stimulus),
            Transition::Advance(ms) => {
                self.now = self.now.after_millis(*ms);
                self.workspace.handle_timeout(self.now);
            }
            Transition::Patch(patch) => match patched(self.workspace.profile(), patch) {
                Ok(profile) => self.workspace.set_profile(profile),
                Err(refusal) => self.outcome = Err(refusal.to_string()),
            },
            Transition::Reset => {
                self.workspace.restart();
                self.workspace.set_profile(Default::default());
                self.now = Timestamp::ZERO;
            }
            Transition::Reopen(frame) => {
                self.workspace.close_frame(self.now, &self.frames[*frame].clone());
                self.frames[*frame] = self.open();
            }
        }
    }

    fn happen(&mut self, stimulus: &Value) -> Result<Option<Interaction>, String> {
        let stimulus = Stimulus::from_value(stimulus.clone()).map_err(|fault| fault.to_string())?;
        self.workspace.handle_stimulus(self.now, stimulus).map(Some).map_err(|refusal| refusal.to_string())
    }

    /// Takes out what is to be said.
    fn drain(&mut self) -> Vec<DriverOutput> {
        let mut outputs = Vec::new();
        while let Some(output) = self.workspace.poll_output() {
            if let Some(post) = output.post() {
                let (frame, message) = (post.frame.to_string(), post.message.to_value());
                if let Some(to) = self.frames.iter().position(|open| *open == post.frame) {
                    self.heard[to].push(message.to_string());
                }
                outputs.push(DriverOutput { frame, message });
            }
        }
        outputs
    }
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Transition;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::new()).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Transition> {
        let frame = || 0..FRAMES;
        prop_oneof![
            12 => (frame(), message()).prop_map(|(frame, message)| Transition::Say { frame, message }),
            1 => (frame(), select(vec!["", "{", "nonsense", "{\"a\":1,}"]))
                .prop_map(|(frame, text)| Transition::SayText { frame, text }),
            6 => stimulus().prop_map(Transition::Happen),
            2 => select(vec![0, 1, 9_999, 19_999, 20_000, 60_000]).prop_map(Transition::Advance),
            1 => patch().prop_map(Transition::Patch),
            1 => Just(Transition::Reset),
            1 => frame().prop_map(Transition::Reopen),
        ]
        .boxed()
    }

    fn apply(mut state: Self, transition: &Transition) -> Self {
        state.heard = vec![Vec::new(); FRAMES];
        state.step(transition);
        state.outputs = state.drain();
        for frame in state.frames.clone() {
            state.workspace.handle_message(state.now, &frame, fence(FENCE));
            state.drain();
        }
        state
    }
}

/// An interaction that may be there, or that cannot be.
fn id() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => (1..4_u32).prop_map(|id| json!(id.to_string())),
        1 => select(vec![json!("0"), json!("01"), json!(""), json!(1), json!(null), json!(["1"])]),
    ]
}

fn reference() -> impl Strategy<Value = Value> {
    select(vec![
        json!("0"),
        json!("1"),
        json!("0"),
        json!(7),
        json!(0),
        json!(""),
        json!(true),
        json!({ "a": [1, null] }),
        json!(1.5),
    ])
}

/// Requests that are right, nearly right, and not at all.
fn message() -> impl Strategy<Value = Value> {
    let on_interaction = select(vec![
        "interaction.accept",
        "interaction.reject",
        "interaction.markdone",
        "interaction.getByInteractionId",
    ]);
    let key_values =
        select(vec![json!({ "a": 1 }), json!({}), json!({ "b": null, "c": "x" }), json!("a"), json!(null)]);
    let key = select(vec![json!("a"), json!("b"), json!("zz"), json!(1), json!(null)]);
    let event = select(vec![
        json!("interaction"),
        json!(["interaction", "agent"]),
        json!("agent"),
        json!([]),
        json!("no-such"),
        json!(1),
    ]);
    let subscription = select(vec![json!("sub-1"), json!("sub-2"), json!("sub-9"), json!(1), json!(null)]);
    let others = select(vec![
        ("interaction.getInteractions", json!([])),
        ("interaction.getInteractions", json!(null)),
        ("interaction.consult", json!(["1", { "type": "agent" }])),
        ("interaction.acept", json!(["1"])),
        ("agent.get", json!([])),
        ("agent.setState", json!(["Ready"])),
        ("email.create", json!(["a@b.example", null])),
        ("", json!([])),
        ("interaction.accept", json!({ "0": "1" })),
    ]);
    let odd = select(vec![
        json!([]),
        json!("interaction.accept"),
        json!(null),
        json!({}),
        json!({ "userAgent": "WWE Client", "referenceId": "0" }),
        json!({ "userAgent": "WWE Client", "referenceId": "0", "event": "subscrbe", "data": "interaction" }),
        json!({ "userAgent": "WWE Client", "referenceId": "0", "request": 7 }),
        json!({ "userAgent": "WWE Server", "referenceId": "0", "request": "agent.get" }),
        json!({ "userAgent": "WWE Client", "request": "agent.get" }),
    ]);
    prop_oneof![
        6 => (on_interaction, id(), reference()).prop_map(|(name, id, reference)| request(name, json!([id]), reference)),
        3 => (id(), key_values, reference())
            .prop_map(|(id, values, reference)| request("interaction.setUserData", json!([id, values]), reference)),
        2 => (id(), key, reference())
            .prop_map(|(id, key, reference)| request("interaction.deleteUserData", json!([id, key]), reference)),
        3 => (event, reference()).prop_map(|(names, reference)| subscribe(names, reference)),
        1 => (subscription, reference()).prop_map(|(id, reference)| unsubscribe(&id, reference)),
        2 => (others, reference()).prop_map(|((name, parameters), reference)| request(name, parameters, reference)),
        1 => odd,
    ]
}

fn stimulus() -> impl Strategy<Value = Value> {
    let calls = select(vec![
        json!({ "type": "inbound-call" }),
        json!({ "type": "inbound-call", "ani": "+1", "userData": { "a": "b" } }),
        json!({ "type": "inbound-call", "caseId": "c", "contact": { "firstName": "Ada" } }),
    ]);
    let names = select(vec!["far-end-hangs-up", "agent-accepts", "agent-rejects", "agent-marks-done"]);
    let wrong = select(vec![
        json!({}),
        json!([]),
        json!({ "type": "inbound-cal" }),
        json!({ "type": "inbound-call", "x": 1 }),
    ]);
    prop_oneof![
        4 => calls,
        8 => (names, 1..5_u32).prop_map(|(name, id)| json!({ "type": name, "interactionId": id.to_string() })),
        1 => wrong,
    ]
}

fn patch() -> impl Strategy<Value = Value> {
    select(vec![
        json!({ "voidResult": "null" }),
        json!({ "ringTimeoutMs": 5 }),
        json!({ "releasedUnanswered": "stays" }),
        json!({ "subscriptionIdType": "number", "unknownEventName": "failure" }),
        json!({ "markdoneTwice": "failure", "deleteMissingKey": "failure" }),
        json!({ "userDataReadAllowed": ["a"], "userDataWriteAllowed": ["b", "c"] }),
        json!({ "foreignUserAgent": "answer" }),
        json!({ "acceptedOrigins": [] }),
        json!({ "voidresult": "null" }),
        json!({ "ringTimeoutMs": -1 }),
    ])
}

/// The host, and an app on each of its sockets. Its journal is recorded.
struct Subject {
    folder: Folder,
    runtime: Runtime,
    host: MockHost,
    apps: Vec<App>,
}

impl StateMachineTest for Subject {
    type SystemUnderTest = Self;
    type Reference = Model;

    fn init_test(_: &Model) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let folder = Folder::new();
        let (host, apps) = runtime.block_on(async {
            let builder = MockHost::builder().clock(ClockKind::Virtual).seed(SEED);
            let host = builder.record(folder.file("run.jsonl")).start().await.expect("a host");
            let mut apps = Vec::new();
            for _ in 0..FRAMES {
                let mut app = App::connect(host.ws_url()).await;
                // The names of frames go by the order in which they are there.
                assert!(app.is_served().await);
                apps.push(app);
            }
            (host, apps)
        });
        Self { folder, runtime, host, apps }
    }

    fn apply(mut subject: Self, model: &Model, transition: Transition) -> Self {
        subject.runtime.block_on(step(&subject.host, &mut subject.apps, model, transition));
        subject
    }

    /// Whatever was done can be done again.
    fn teardown(subject: Self, _: Model) {
        let journal = subject.runtime.block_on(subject.host.journal_after(0)).expect("a journal");
        recorded::is_read_again(&journal);
        recorded::replays(&subject.folder.file("run.jsonl"));
    }
}

async fn step(host: &MockHost, apps: &mut [App], model: &Model, transition: Transition) {
    // Whoever acts is asked first, so that its act is over when the others are asked.
    let mut order: Vec<usize> = (0..FRAMES).collect();
    match transition {
        Transition::Say { frame, message } => {
            apps[frame].say(&message).await;
            order.rotate_left(frame);
        }
        Transition::SayText { frame, text } => apps[frame].say_text(text).await,
        Transition::Happen(stimulus) => happen(host, model, stimulus).await,
        Transition::Advance(ms) => {
            assert_eq!(host.advance(ms).await.expect("a virtual clock"), model.outputs);
        }
        Transition::Patch(patch) => {
            let refused = host.patch_profile(patch).await.err().map(|refusal| refusal.to_string());
            assert_eq!(refused, model.outcome.clone().err());
        }
        Transition::Reset => host.reset().await.expect("a reset"),
        Transition::Reopen(frame) => {
            let old = std::mem::replace(&mut apps[frame], App::connect(host.ws_url()).await);
            old.leave().await;
        }
    }
    for frame in order {
        let heard = hear_to_fence(&mut apps[frame]).await;
        assert!(heard == model.heard[frame], "{}", difference(frame, &model.heard[frame], &heard));
    }
    let shown: Vec<Interaction> = model.workspace.interactions().collect();
    assert_eq!(host.interactions().await.expect("interactions"), shown);
}

async fn happen(host: &MockHost, model: &Model, stimulus: Value) {
    match host.stimulus(stimulus).await {
        Ok(caused) => {
            assert_eq!(Ok(Some(caused.interaction)), model.outcome);
            assert_eq!(caused.outputs, model.outputs);
        }
        Err(HostError::Stimulus(fault)) => assert_eq!(Err(fault.to_string()), model.outcome),
        Err(fault) => panic!("{fault}"),
    }
}

async fn hear_to_fence(app: &mut App) -> Vec<String> {
    app.say(&fence(FENCE)).await;
    let mut heard = Vec::new();
    loop {
        heard.push(app.hear_text().await);
        if serde_json::from_str::<Value>(&heard[heard.len() - 1]).expect("JSON")["referenceId"] == FENCE {
            return heard;
        }
    }
}

fn difference(frame: usize, model: &[String], host: &[String]) -> String {
    let mut text = format!("frame {frame} hears something else than the model says\n");
    for (who, messages) in [("model", model), ("host", host)] {
        for message in messages {
            let _ = writeln!(text, "{who}: {message}");
        }
    }
    text
}

prop_state_machine! {
    // Each step is some round trips; so many cases take a few seconds without optimisation.
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn each_socket_gets_what_the_reference_says(sequential 1..40 => Subject);
}
