//! How far the random sequences reach: a rule that nothing comes near is not tested.
//! The sequences here are always the same, so that what they reach is a fact and no luck.

use std::collections::BTreeSet;

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use scapi_schema::{event::EVENT_TYPES, interaction::State, method::METHODS, stimulus::Stimulus};

use super::{Run, Step, idea::any_idea};
use crate::{
    desk::Kind,
    watch::{event_type, text},
};

/// So many steps come by everything.
const STEPS: usize = 16_000;
/// A run of more steps says little more.
const STEPS_OF_A_RUN: usize = 200;

/// The silences that a profile can want, and those that nobody can help.
const SILENCES: [&str; 8] = [
    "envelope/13",
    "envelope/20",
    "envelope/21",
    "envelope/34",
    "envelope/35",
    "gate.origin/3",
    "gate.service/5",
    "gate.rateLimit/5",
];
/// The words of these are always right here.
const ALWAYS_HAPPEN: [&str; 8] = [
    "inbound-call",
    "internal-call",
    "inbound-chat",
    "inbound-email",
    "inbound-workitem",
    "preview-record",
    "conference-invite",
    "agent-pulls",
];
/// It takes nothing that could be wrong.
const NEVER_FAILS: &str = "interaction.getInteractions";

/// What was come by.
#[derive(Default)]
struct Reached {
    states: BTreeSet<String>,
    events: BTreeSet<String>,
    happened: BTreeSet<String>,
    refused: BTreeSet<String>,
    succeeded: BTreeSet<String>,
    failed: BTreeSet<String>,
    silences: BTreeSet<String>,
}

impl Reached {
    fn note(&mut self, run: &mut Run, step: Step) {
        let profile = run.player.workspace.profile().clone();
        let said = run.take(step.clone());
        for entry in &said.entries {
            let data = &entry.body["data"];
            match entry.kind {
                Kind::Event if entry.body["event"] == "interaction" => {
                    self.events.insert(event_type(data, &profile));
                    self.states.insert(text(&data[profile.event_interaction_key.as_str()], "state").into());
                }
                Kind::Note => drop(self.silences.insert(text(&entry.body, "clause").into())),
                _ => {}
            }
        }
        match step {
            Step::Happens { stimulus, .. } => {
                let names = if said.refused.is_some() { &mut self.refused } else { &mut self.happened };
                names.insert(text(&stimulus, "type").into());
            }
            Step::Says { message, .. } => {
                let answer = said.entries.iter().find(|entry| entry.kind == Kind::Reply);
                let Some(answer) = answer else { return };
                let failed = answer.body.get("errorMessage").is_some();
                let names = if failed { &mut self.failed } else { &mut self.succeeded };
                names.extend(message["request"].as_str().map(str::to_owned));
            }
            _ => {}
        }
    }
}

fn reach() -> Reached {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let ideas = any_idea();
    let (mut reached, mut run) = (Reached::default(), Run::new());
    for nth in 0..STEPS {
        if nth % STEPS_OF_A_RUN == 0 {
            run = Run::new();
        }
        let idea = ideas.new_tree(&mut runner).expect("an idea").current();
        let step = idea.step(&run.player, |window| run.given(window));
        reached.note(&mut run, step);
    }
    reached
}

fn missing<'a>(
    kind: &str,
    wanted: impl IntoIterator<Item = &'a str>,
    reached: &BTreeSet<String>,
) -> Vec<String> {
    let missing = wanted.into_iter().filter(|name| !reached.contains(*name));
    missing.map(|name| format!("{kind}: {name}")).collect()
}

/// Stimuli that some state or some word does not allow.
fn refusable() -> impl Iterator<Item = &'static str> {
    Stimulus::NAMES.iter().copied().filter(|name| !ALWAYS_HAPPEN.contains(name))
}

/// Each state is shown, each event type told, each stimulus happens and each about an interaction is refused, each method that is
/// implemented succeeds and fails, and each silence of the profile is kept.
#[test]
fn the_random_sequences_reach_everything() {
    let reached = reach();
    let implemented = |name: &&str| {
        ["interaction.", "voice.", "messenger."].iter().any(|namespace| name.starts_with(namespace))
    };
    let methods = || METHODS.iter().map(|method| method.name).filter(implemented);
    let event_types = EVENT_TYPES.iter().map(|info| info.event_type.as_str());
    let missing = [
        missing("state", State::KNOWN.iter().map(State::as_str), &reached.states),
        missing("event type", event_types, &reached.events),
        missing("stimulus that happens", Stimulus::NAMES.iter().copied(), &reached.happened),
        missing("stimulus that is refused", refusable(), &reached.refused),
        missing("method that succeeds", methods(), &reached.succeeded),
        missing("method that fails", methods().filter(|name| *name != NEVER_FAILS), &reached.failed),
        missing("silence", SILENCES, &reached.silences),
    ];
    assert_eq!(missing.concat(), Vec::<String>::new());
}
