//! Random sequences of everything that can happen to a desktop, held against a small model and against standing rules.
//! The model (`model`) is the clauses written down once more; the rules (`witness`) look at nothing but what was said.

mod model;
mod step;
mod told;
mod witness;

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::Config};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use serde_json::{Value, json};

use crate::desk::{self, Desk, Entry};
use model::Model;
use step::{Says, Step, WINDOWS, Window};
use told::told;
use witness::Witness;

/// A desktop, what a watcher makes of it, and how it came to be so.
struct Run {
    desk: Desk,
    witness: Witness,
    /// The ids of the subscriptions of each window, oldest first.
    subscriptions: BTreeMap<Window, Vec<Value>>,
    steps: Vec<Step>,
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::new()).boxed()
    }

    fn transitions(state: &Self) -> BoxedStrategy<Step> {
        step::any_step(state.last_id)
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        state.take(step);
        state
    }
}

impl StateMachineTest for Run {
    type SystemUnderTest = Self;
    type Reference = Model;

    fn init_test(_: &Model) -> Self {
        Self::new()
    }

    fn apply(mut run: Self, model: &Model, step: Step) -> Self {
        let (said, refused) = run.take(&step);
        assert_eq!(told(&said), model.expected, "what was said");
        assert_eq!(refused, model.refused, "whether it was refused");
        run.witness.see(&step, &said, &run.desk.workspace);
        run.steps.push(step);
        run
    }

    /// The same seed and the same inputs give the same bytes.
    fn teardown(run: Self, _: Model) {
        let mut again = Self::new();
        for step in &run.steps {
            again.take(step);
        }
        let bytes = |desk: &Desk| serde_json::to_string(desk.journal()).expect("JSON");
        assert!(bytes(&run.desk) == bytes(&again.desk), "the second run says something else");
    }
}

impl Run {
    fn new() -> Self {
        let mut desk = Desk::hearing();
        desk.workspace.set_embedded_origins(vec![step::EMBEDDED.into()]);
        for window in WINDOWS {
            desk.open_at(window.name(), window.origin());
        }
        Self { desk, witness: Witness::new(), subscriptions: BTreeMap::new(), steps: Vec::new() }
    }

    /// Does it; gives what was said, and whether it was refused.
    fn take(&mut self, step: &Step) -> (Vec<Entry>, bool) {
        let from = self.desk.journal().len();
        let mut refused = false;
        match step {
            Step::Says { after, window, says } => {
                self.desk.pass(*after);
                self.say(*window, says);
            }
            Step::Happens { after, stimulus } => {
                self.desk.pass(*after);
                refused = self.desk.try_stimulus(stimulus.to_value()).is_err();
            }
            Step::Passes { millis } => drop(self.desk.advance(*millis)),
            Step::Opens(window) => {
                self.subscriptions.remove(window);
                self.desk.open_at(window.name(), window.origin());
            }
            Step::Closes(window) => {
                self.subscriptions.remove(window);
                self.desk.close(window.name());
            }
            Step::Reloads(window) => {
                self.subscriptions.remove(window);
                self.desk.reload(window.name());
            }
            Step::Switches { key, value } => self.desk.profile(json!({ *key: value })),
        }
        let news = self.desk.journal()[from..].iter().filter(|entry| entry.kind.is_output());
        (news.cloned().collect(), refused)
    }

    fn say(&mut self, window: Window, says: &Says) {
        let ids = self.subscriptions.entry(window).or_default();
        let message = match says {
            Says::Unsubscribe { nth } => desk::unsubscribe(ids.get(*nth).unwrap_or(&json!("sub-of-nobody"))),
            other => other.to_value(),
        };
        let said = self.desk.say(window.name(), message);
        let answer = said.iter().find(|entry| entry.kind == desk::Kind::Reply).map(|entry| &entry.body);
        let succeeded = answer.is_some_and(|answer| answer.get("errorMessage").is_none());
        match says {
            Says::Unsubscribe { nth } if succeeded && *nth < ids.len() => drop(ids.remove(*nth)),
            Says::Subscribe { .. } if succeeded => {
                ids.extend(answer.map(|answer| answer["subscriptionId"].clone()));
            }
            _ => {}
        }
    }
}

prop_state_machine! {
    // 256 sequences of up to 80 steps try each method in each state under most switches, and take some seconds.
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]

    #[test]
    fn random_sequences_keep_the_rules(sequential 1..80 => Run);
}
