//! Small worlds, explored whole: every state of a desktop that a few inputs can lead to, by public inputs on a real workspace.
//! A state of a world is the desktop without ids, times and generators (`outline`); what each input does is held against rules.
//!
//! Each world pins how many states it has: a change of the machine that opens or closes a way shows here.

mod deed;
mod desktop;
mod goal;
mod judge;
mod outline;

mod chat;
mod consultation;
mod email;
mod preview;
mod voice;
mod workitem;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use scapi_reference::LegalActions;
use serde_json::Value;
use stateright::{Checker, Expectation, Model, Property};

use deed::{Act, Deed};
use desktop::Desktop;
use goal::Goal;
use outline::Outline;

/// What there can be in a world, and what can happen.
#[derive(Debug)]
struct World {
    /// The switches of the host profile that differ from the default.
    profile: Value,
    /// How interactions come to be.
    arrivals: Vec<Deed>,
    /// How many there can be at a time.
    most: usize,
    /// How many can take part in one.
    most_parties: usize,
    /// What can be done with each.
    deeds: Vec<Deed>,
    /// The states and the rows that have to be come by.
    goals: Vec<Goal>,
    /// How properties call them.
    names: Vec<&'static str>,
    /// Those that were, each by its place in `goals`.
    reached: Mutex<BTreeSet<usize>>,
    /// What can be done with each interaction of the desktops that were seen.
    legal: Mutex<BTreeMap<Outline, Vec<LegalActions>>>,
}

/// More would be no world for a test: what is not found among so many is not found by looking at more.
const MOST_STATES: usize = 200_000;

impl World {
    /// Nothing can happen yet.
    fn new(profile: Value, goals: Vec<Goal>) -> Self {
        assert!(
            goals.len() <= goal::CONDITIONS.len(),
            "there is no condition for some of {} goals",
            goals.len()
        );
        // A property has a name that lives as long as the program; a few dozen of them are no leak.
        let name = |goal: &Goal| -> &'static str { Box::leak(goal.to_string().into_boxed_str()) };
        let names = goals.iter().map(name).collect();
        let (arrivals, deeds) = (Vec::new(), Vec::new());
        let (reached, legal) = (Mutex::default(), Mutex::default());
        Self { profile, arrivals, most: 1, most_parties: 3, deeds, goals, names, reached, legal }
    }

    /// Explores the whole of it: all rules hold, all goals are reached, and there are so many states.
    #[track_caller]
    fn has_states(self, states: usize) {
        let checker = self.checker().spawn_bfs().join();
        let unique = checker.unique_state_count();
        let found = checker.discoveries();
        for Property { expectation, name, .. } in checker.model().properties() {
            match (expectation, found.get(name)) {
                (Expectation::Sometimes, None) => panic!("not so: {name}; {unique} states"),
                (Expectation::Always, Some(path)) => {
                    panic!("not so: {name}; {unique} states\n{path}\n{:?}", path.last_state())
                }
                _ => {}
            }
        }
        assert!(unique <= MOST_STATES, "{unique} states are no small world");
        assert_eq!(unique, states, "states of this world");
    }

    fn reach(&self, goals: impl IntoIterator<Item = Goal>) {
        let mut reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        for goal in goals {
            reached.extend(self.goals.iter().position(|wanted| *wanted == goal));
        }
    }

    /// Whether the same can be done as with all desktops of this outline that were seen.
    fn is_decided(&self, desktop: &Desktop) -> bool {
        let is = desktop.legal();
        let mut legal = self.legal.lock().unwrap_or_else(PoisonError::into_inner);
        *legal.entry(desktop.outline.clone()).or_insert_with(|| is.clone()) == is
    }

    fn is_reached(&self, goal: usize) -> bool {
        self.reached.lock().unwrap_or_else(PoisonError::into_inner).contains(&goal)
    }
}

impl Model for World {
    type State = Desktop;
    type Action = Act;

    fn init_states(&self) -> Vec<Desktop> {
        vec![Desktop::new(&self.profile)]
    }

    fn actions(&self, desktop: &Desktop, acts: &mut Vec<Act>) {
        if !desktop.faults.is_empty() {
            return;
        }
        let present = desktop.ids.len();
        if present < self.most {
            let arrivals = self.arrivals.iter().enumerate();
            acts.extend(arrivals.map(|(nth, arrival)| Act::Arrives { name: arrival.name, nth }));
        }
        for on in 0..present {
            let deeds = self.deeds.iter().enumerate();
            acts.extend(deeds.map(|(nth, deed)| Act::Does { name: deed.name, nth, on }));
        }
        if desktop.workspace.poll_timeout().is_some() {
            acts.push(Act::TimePasses);
        }
    }

    fn next_state(&self, desktop: &Desktop, act: Act) -> Option<Desktop> {
        judge::next(self, desktop, &act)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let goals = self.names.iter().zip(goal::CONDITIONS);
        let goals = goals.map(|(name, is_reached)| Property::sometimes(name, *is_reached));
        judge::rules().into_iter().chain(goals).collect()
    }

    fn within_boundary(&self, desktop: &Desktop) -> bool {
        desktop.ids.len() <= self.most
            && desktop.outline.kin.iter().all(|kin| kin.parties <= self.most_parties)
    }
}

/// All worlds that have goals of their own.
fn all() -> [World; 7] {
    [
        voice::one_call(),
        consultation::with_block(),
        chat::one_chat(),
        chat::chat_with_consultation(),
        email::world(),
        workitem::world(),
        preview::world(),
    ]
}
