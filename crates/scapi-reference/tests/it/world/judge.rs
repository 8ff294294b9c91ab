//! What a step of a small world does, held against the rules.
//! A rule is a property that always holds: no desktop has a fault of it.

use scapi_reference::channel::table::{Outcome, Table};
use serde_json::Value;
use stateright::Property;

use super::{
    World,
    deed::{Act, Deed},
    desktop::{Desktop, Said, whole},
    goal::{Goal, Row},
};
use crate::watch::{self, Fault, demand, is_about_a_case, text};

/// `envelope/30`, and the same for stimuli.
const REFUSALS: &str = "envelope/30: a refusal changes nothing";
/// What `legal_actions` promises.
const LEGAL: &str = "what is legal can be done, and nothing else";
/// `voice/17`.
const OVER: &str = "voice/17: a call in IDLE takes no call operation";
/// `interaction.blockMarkdone/1`, `interaction.markdone/11`, `markdone/6`.
const BLOCKED: &str = "interaction.markdone/11: what is blocked is not marked done";
/// What an interaction and its parent or its consultation do is no matter of others.
const OTHERS: &str = "others stay as they are";
/// Else the number of states would say nothing.
const OUTLINE: &str = "what can be done is decided by what tells states apart";
/// Each row of a table does what it says.
const TABLES: &str = "what happens is what the table says";

/// What can be done with a call that is over.
const AFTER_THE_END: [&str; 7] = [
    "agent-marks-done",
    "interaction.markdone",
    "interaction.blockMarkdone",
    "interaction.unblockMarkdone",
    "state-unknown",
    "state-recovered",
    "user-data-changed",
];

/// The rules, as properties.
pub(super) fn rules() -> Vec<Property<World>> {
    vec![
        Property::always(watch::IDS, |_, desktop: &Desktop| desktop.keeps(watch::IDS)),
        Property::always(watch::CHAIN, |_, desktop: &Desktop| desktop.keeps(watch::CHAIN)),
        Property::always(watch::CHANGES, |_, desktop: &Desktop| desktop.keeps(watch::CHANGES)),
        Property::always(watch::CASES, |_, desktop: &Desktop| desktop.keeps(watch::CASES)),
        Property::always(watch::LEAVING, |_, desktop: &Desktop| desktop.keeps(watch::LEAVING)),
        Property::always(REFUSALS, |_, desktop: &Desktop| desktop.keeps(REFUSALS)),
        Property::always(LEGAL, |_, desktop: &Desktop| desktop.keeps(LEGAL)),
        Property::always(OVER, |_, desktop: &Desktop| desktop.keeps(OVER)),
        Property::always(BLOCKED, |_, desktop: &Desktop| desktop.keeps(BLOCKED)),
        Property::always(OTHERS, |_, desktop: &Desktop| desktop.keeps(OTHERS)),
        Property::always(OUTLINE, |_, desktop: &Desktop| desktop.keeps(OUTLINE)),
        Property::always(TABLES, |_, desktop: &Desktop| desktop.keeps(TABLES)),
    ]
}

impl Desktop {
    fn keeps(&self, rule: &str) -> bool {
        self.faults.iter().all(|fault| fault.rule != rule)
    }
}

/// One step: what was, what happened, what is.
struct Step<'a> {
    world: &'a World,
    was: &'a Desktop,
    /// What was done, and with which of those that were there.
    does: Option<(&'a Deed, usize)>,
    time_passed: bool,
    said: Said,
    is: Desktop,
}

/// The desktop after a step; none where it was refused as it should be.
pub(super) fn next(world: &World, was: &Desktop, act: &Act) -> Option<Desktop> {
    let mut is = was.clone();
    let (does, said) = match act {
        Act::Arrives { nth, .. } => (None, is.happens(world.arrivals[*nth].stimulus(None))),
        Act::TimePasses => (None, is.time_passes()),
        Act::Does { nth, on, .. } => (Some((&world.deeds[*nth], *on)), is.does(&world.deeds[*nth], *on)),
    };
    if said.refused.is_none() {
        is.look();
    }
    let mut step = Step { world, was, does, time_passed: *act == Act::TimePasses, said, is };
    let verdict = if step.said.refused.is_some() { step.judge_refusal() } else { step.judge() };
    match verdict {
        Ok(()) if step.said.refused.is_some() => return None,
        Ok(()) => {}
        Err(fault) => step.is.faults.push(fault),
    }
    Some(step.is)
}

impl Step<'_> {
    fn judge_refusal(&self) -> Result<(), Fault> {
        let same = whole(&self.is.workspace) == self.was.whole;
        demand(REFUSALS, same && self.said.events.is_empty(), || format!("{:?}", self.said))?;
        let Some((deed, on)) = self.does else { return Ok(()) };
        let listed = self.was.allows(deed, on);
        let other_form = || deed.other_forms().any(|other| self.was.can(&other, on));
        demand(LEGAL, !listed || other_form(), || format!("{} is listed: {:?}", deed.name, self.said.refused))
    }

    fn judge(&self) -> Result<(), Fault> {
        self.events_tell()?;
        self.others_stay()?;
        let same = self.world.is_decided(&self.is);
        demand(OUTLINE, same, || format!("not by {:?}", self.is.outline))?;
        self.reach_states();
        let Some((deed, on)) = self.does else { return self.rings_too_long() };
        let kin = &self.was.outline.kin[on];
        demand(LEGAL, self.was.allows(deed, on), || format!("{} is done, and is not listed", deed.name))?;
        let is_over = kin.media == "voice" && kin.state() == "IDLE";
        demand(OVER, !is_over || AFTER_THE_END.contains(&deed.name), || deed.name.into())?;
        self.stays_blocked(deed)?;
        self.takes_rows(deed, on)
    }

    /// Each event, and then what can be read.
    fn events_tell(&self) -> Result<(), Fault> {
        let profile = self.was.workspace.profile();
        let mut watch = self.was.watch();
        for event in self.said.events.iter().filter(|event| !is_about_a_case(event, profile)) {
            watch.hear(event, profile)?;
        }
        watch.agree(&self.is.read, profile)
    }

    /// Only the one that was named, its parent and its consultation change.
    fn others_stay(&self) -> Result<(), Fault> {
        let Some((_, on)) = self.does else { return Ok(()) };
        let kin = &self.was.outline.kin[on];
        let meant = [Some(on), kin.parent.place(), kin.child.place()];
        for at in (0..self.was.ids.len()).filter(|at| !meant.contains(&Some(*at))) {
            let id = &self.was.ids[at];
            let same = self.was.read.get(id) == self.is.read.get(id);
            demand(OTHERS, same, || format!("{id}, which nobody named, is changed"))?;
        }
        Ok(())
    }

    /// None that was blocked is marked done, unless the block was lifted.
    fn stays_blocked(&self, deed: &Deed) -> Result<(), Fault> {
        let blocked = |id: &&String| self.was.workspace.markdone_warning(id).is_some();
        let marked = |id: &&String| self.events_of(id).any(|event| text(event, "eventType") == "MARK_DONE");
        let gone = self.was.ids.iter().filter(blocked).find(marked);
        let lifted = deed.name == "interaction.unblockMarkdone";
        demand(BLOCKED, gone.is_none() || lifted, || format!("{gone:?} is marked done by {}", deed.name))
    }

    fn reach_states(&self) {
        let told = self.said.events.iter().map(|event| text(&event["interaction"], "state"));
        self.world.reach(told.map(|state| Goal::State(state.into())));
    }

    /// Where time has passed: the calls that rang for so long.
    fn rings_too_long(&self) -> Result<(), Fault> {
        let ringing =
            (0..self.was.ids.len()).filter(|at| self.was.outline.kin[*at].rings_until_time_is_over());
        ringing.filter(|_| self.time_passed).try_for_each(|at| self.takes_row(at, "RingTimeout"))
    }

    fn takes_rows(&self, deed: &Deed, on: usize) -> Result<(), Fault> {
        let held_back = |at: usize, input| input == "MarkDone" && self.was.outline.kin[at].block.is_some();
        let inputs = deed.inputs(on, &self.was.outline).into_iter();
        let mut taken = inputs.filter(|(at, input)| !held_back(*at, *input));
        taken.try_for_each(|(at, input)| self.takes_row(at, input))
    }

    fn takes_row(&self, at: usize, input: &str) -> Result<(), Fault> {
        let row = Row::of(&self.was.outline.kin[at], input);
        self.does_what_it_says(&row, at)?;
        self.world.reach([Goal::Row(row)]);
        Ok(())
    }

    fn does_what_it_says(&self, row: &Row, at: usize) -> Result<(), Fault> {
        let id = &self.was.ids[at];
        let heard = |event_type: &str, state: &str| {
            let is_it = |event: &Value| {
                text(event, "eventType") == event_type && text(&event["interaction"], "state") == state
            };
            self.events_of(id).any(is_it)
        };
        let stays = || self.life_of(id).is_some_and(|life| life == self.was.outline.kin[at].state());
        let shows =
            |key: &str, value: &str| self.is.read.get(id).is_some_and(|shown| text(shown, key) == value);
        let closed = || {
            self.events_of(id).any(|event| text(event, "eventType") == "MARK_DONE")
                && self.life_of(id).is_none()
        };
        let is_right = match row.outcome() {
            Outcome::To { state, .. } if row.table == Table::Recording => shows("recordingState", state),
            Outcome::To { state, event: Some(event) } => heard(event.as_str(), state),
            Outcome::To { event: None, .. } => shows("state", &self.was.outline.kin[at].state()),
            Outcome::Stays { event } => {
                stays() && event.as_ref().is_none_or(|event| self.is_told(event.as_str()))
            }
            Outcome::Closes => closed(),
            Outcome::Finishes { state, event } => heard(event.as_str(), state) && closed(),
            Outcome::Refused => false,
        };
        demand(TABLES, is_right, || format!("{row:?} is {:?}, and led to {:?}", row.outcome(), self.said))
    }

    fn events_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Value> {
        self.said.events.iter().filter(move |event| text(&event["interaction"], "interactionId") == id)
    }

    fn is_told(&self, event_type: &str) -> bool {
        self.said.events.iter().any(|event| text(event, "eventType") == event_type)
    }

    fn life_of(&self, id: &str) -> Option<String> {
        let at = self.is.ids.iter().position(|present| present == id)?;
        Some(self.is.outline.kin[at].state())
    }
}
