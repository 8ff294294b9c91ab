//! Random sequences of everything that can happen to a desktop, held against rules (`witness`) and a model of calls (`model`).
//! Each is played twice: with a snapshot in between that is restored from its text, and without; both have to say the same.
//!
//! There are 256 sequences of 200 steps, or as many as `PROPTEST_CASES` says. A night's worth, past the time limit of nextest:
//!
//! ```text
//! PROPTEST_CASES=100000 cargo test --release -p scapi-reference --test it random
//! ```

mod gate;
mod idea;
mod model;
mod play;
mod player;
mod reach;
mod step;
mod switch;
mod told;
mod witness;
mod words;

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::Config};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use serde_json::Value;

use crate::desk::Kind;
use idea::Idea;
use model::Model;
use play::Play;
use player::{Player, Said};
use step::{Step, Window};
use told::told;
use witness::{Before, Witness};

/// A workspace, what a watcher makes of it, and how it came to be so.
struct Run {
    player: Player,
    witness: Witness,
    /// The ids of the subscriptions of each window, oldest first.
    subscriptions: BTreeMap<Window, Vec<Value>>,
    /// What was done, and to the byte what was said.
    log: Vec<(Step, String)>,
}

/// So many steps are shown of a run that breaks a rule; the last is the one that does.
const SHOWN: usize = 12;

impl Run {
    fn new() -> Self {
        Self {
            player: Player::new(),
            witness: Witness::new(),
            subscriptions: BTreeMap::new(),
            log: Vec::new(),
        }
    }

    /// The ids of the subscriptions of a window.
    fn given(&self, window: Window) -> Vec<Value> {
        self.subscriptions.get(&window).cloned().unwrap_or_default()
    }

    fn take(&mut self, step: Step) -> Said {
        let before = Before::of(&self.player, &step);
        let said = self.player.take(&step);
        let verdict = self.witness.see(&step, &said, &before, &self.player);
        self.note_subscriptions(&step, &said);
        self.log.push((step, said.bytes()));
        if let Err(fault) = verdict {
            panic!("{fault}\nat the end of\n{}", self.last_steps());
        }
        said
    }

    fn last_steps(&self) -> String {
        let from = self.log.len().saturating_sub(SHOWN);
        let steps: Vec<String> = self.log[from..].iter().map(|(step, _)| format!("{step:?}")).collect();
        steps.join("\n")
    }

    fn note_subscriptions(&mut self, step: &Step, said: &Said) {
        match step {
            Step::Opens(window) | Step::Closes(window) | Step::Reloads(window) => {
                self.subscriptions.remove(window);
            }
            Step::Says { window, message, .. } => {
                let answer = said.entries.iter().find(|entry| entry.kind == Kind::Reply);
                let answer = answer.filter(|answer| answer.body.get("errorMessage").is_none());
                let Some(answer) = answer else { return };
                let ids = self.subscriptions.entry(*window).or_default();
                ids.extend(answer.body.get("subscriptionId").cloned());
                if message["event"] == "unsubscribe" {
                    ids.retain(|id| *id != message["data"]);
                }
            }
            _ => {}
        }
    }

    /// The same steps to a fresh workspace, which nobody writes down and reads again, give the same bytes.
    fn play_again(self) {
        let mut again = Player::new();
        for (nth, (step, bytes)) in self.log.iter().enumerate() {
            if matches!(step, Step::Rests) {
                continue;
            }
            let said = again.take(step).bytes();
            assert!(said == *bytes, "step {nth}, {step:?}, says at first {bytes}, and then {said}");
        }
    }
}

/// Whatever comes to mind, with the rules alone.
#[derive(Clone, Copy, Debug)]
struct Anything;

impl ReferenceStateMachine for Anything {
    type State = Self;
    type Transition = Idea;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Idea> {
        thread_local! { static IDEAS: BoxedStrategy<Idea> = idea::any_idea(); }
        IDEAS.with(Clone::clone)
    }

    fn apply(state: Self, _: &Idea) -> Self {
        state
    }
}

impl StateMachineTest for Anything {
    type SystemUnderTest = Run;
    type Reference = Self;

    fn init_test(_: &Self) -> Run {
        Run::new()
    }

    fn apply(mut run: Run, _: &Self, idea: Idea) -> Run {
        let step = idea.step(&run.player, |window| run.given(window));
        run.take(step);
        run
    }

    fn teardown(run: Run, _: Self) {
        run.play_again();
    }
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Play;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::new()).boxed()
    }

    fn transitions(model: &Self) -> BoxedStrategy<Play> {
        play::any_play(model.last_id)
    }

    fn apply(mut model: Self, play: &Play) -> Self {
        model.take(play);
        model
    }
}

/// Calls, with the rules and the model.
struct Calls;

impl StateMachineTest for Calls {
    type SystemUnderTest = Run;
    type Reference = Model;

    fn init_test(_: &Model) -> Run {
        Run::new()
    }

    fn apply(mut run: Run, model: &Model, play: Play) -> Run {
        let step = play.step(|window| run.given(window));
        let said = run.take(step);
        assert_eq!(told(&said.entries), model.expected, "at the end of\n{}", run.last_steps());
        assert_eq!(said.refused.is_some(), model.refused, "{:?}", said.refused);
        run
    }

    fn teardown(run: Run, _: Model) {
        run.play_again();
    }
}

prop_state_machine! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn whatever_happens_the_rules_hold(sequential 200 => Anything);

    #[test]
    fn calls_consultations_and_blocks_do_what_the_model_does(sequential 200 => Calls);
}
