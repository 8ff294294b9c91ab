//! What an app that listens to `interaction` may take for granted, whatever happens: rules from clauses, held against each event.
//! The small worlds (`world`) and the random sequences (`random`) are judged by them both.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Display},
};

use scapi_schema::profile::{
    ConsultationAfterEnd, FirstPreviousState, HostProfile, InapplicableProperty, LifecycleEvents,
    OpenMediaUserData, ReleasedUnanswered,
};
use serde_json::{Map, Value, json};

/// `type.interaction/1`, `type.interaction/2`, `interaction.getInteractions/4`.
pub(crate) const IDS: &str = "type.interaction/1: an id is given once, and what has left stays away";
/// `type.interaction/7`, `type.interaction/8`, `userdata/3`, `userdata/4`.
pub(crate) const CHAIN: &str = "type.interaction/7, userdata/3: the chain of states has no gap";
/// `event.interaction/5`, `event.interaction/8`, `event.interaction/10` to `event.interaction/42`.
pub(crate) const CHANGES: &str = "event.interaction/5: there is an event for each change, and none without";
/// `consultation/4` to `consultation/7`.
pub(crate) const CASES: &str = "consultation/5, consultation/6: a consultation shares the case of its parent";
/// `event.interaction/9`, `interaction.markdone/3`, `voice/9`, `consultation/8`.
pub(crate) const LEAVING: &str = "interaction.markdone/3, voice/9, consultation/8: an interaction goes only by mark done, or by itself where the profile says so";

/// These follow what happens to other interactions of the case, so that they change without an event of their own.
const CASE_FLAGS: [&str; 3] = ["isCaseSelected", "isCaseExpanded", "isMainCaseInteraction"];
/// The states in which an interaction can begin.
const FIRST_STATES: [&str; 7] =
    ["RINGING", "DIALING", "INVITED", "INVITED_CONFERENCE", "CREATED", "PULLED", "PREVIEW"];
/// The states that hide where an interaction is in its life.
const OVERLAYS: [&str; 6] =
    ["JOIN_PENDING", "JOIN_FAILED", "HISTORY_IN_PROGRESS", "HISTORY_DONE", "ERROR", "UNKNOWN"];

/// A rule that does not hold, and how.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fault {
    pub(crate) rule: &'static str,
    pub(crate) text: String,
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.text)
    }
}

/// Nothing, or a fault of this rule.
pub(crate) fn demand(rule: &'static str, holds: bool, text: impl FnOnce() -> String) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault { rule, text: text() }) }
}

/// One interaction, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    /// As it was last shown, without the flags of its case.
    shown: Value,
    /// Where it is in its life, whatever hides it.
    life: String,
    /// Where it was before that.
    lived: Option<String>,
    /// What was shown last that user data do not explain: what the next `previousState` has to be.
    base: String,
    /// How much of its arrival was told.
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// `ADDED` was, the event of its first state was not.
    Added,
    Present,
    MarkedDone,
}

/// What the agent has, as far as events have told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watch {
    present: BTreeMap<String, Known>,
    gone: BTreeSet<String>,
}

impl Watch {
    /// A watcher who knows what can be read, for each interaction with the state of its life and what is shown apart from user
    /// data; and what has left.
    pub(crate) fn of(present: BTreeMap<String, (Value, String, String)>, gone: BTreeSet<String>) -> Self {
        let known =
            |(id, (shown, life, base))| (id, Known { shown, life, lived: None, base, stage: Stage::Present });
        Self { present: present.into_iter().map(known).collect(), gone }
    }

    /// An event of an interaction.
    pub(crate) fn hear(&mut self, data: &Value, profile: &HostProfile) -> Result<(), Fault> {
        let event_type = event_type(data, profile);
        let interaction = without_flags(&data[profile.event_interaction_key.as_str()]);
        let id = text(&interaction, "interactionId").to_owned();
        demand(IDS, !self.gone.contains(&id), || {
            format!("{id} is heard of after it has left, by {event_type}")
        })?;
        match self.present.remove(&id) {
            None => {
                let known = self.begin(&event_type, interaction, profile)?;
                self.present.insert(id, known);
            }
            Some(known) if event_type == "REMOVED" => {
                unchanged(&known, &interaction, &event_type, &[])?;
                may_leave(&known, profile)?;
                self.gone.insert(id);
            }
            Some(known) => drop(self.present.insert(id, known.told(&event_type, interaction, profile)?)),
        }
        Ok(())
    }

    fn begin(&self, event_type: &str, shown: Value, profile: &HostProfile) -> Result<Known, Fault> {
        let id = text(&shown, "interactionId");
        let state = text(&shown, "state").to_owned();
        let (first, stage) = match profile.lifecycle_events {
            LifecycleEvents::Sent => ("ADDED".into(), Stage::Added),
            LifecycleEvents::Omitted => (event_of(&state), Stage::Present),
        };
        demand(CHANGES, event_type == first, || {
            format!("the first event of {id} is {event_type}, not {first}")
        })?;
        demand(CHAIN, FIRST_STATES.contains(&state.as_str()), || format!("{id} begins in {state}"))?;
        let before = shown.get("previousState").cloned();
        demand(CHAIN, before == no_state(profile), || {
            format!("{id} begins with the previousState {before:?}")
        })?;
        self.belongs(&shown)?;
        Ok(Known { life: state.clone(), lived: None, base: state, shown, stage })
    }

    /// Where a parent is, it is known; a consultation has one, and its case.
    fn belongs(&self, shown: &Value) -> Result<(), Fault> {
        let (id, parent) = (text(shown, "interactionId"), shown["parentInteractionId"].as_str());
        let is_consultation = shown["isConsultation"] == json!(true);
        demand(CASES, parent.is_some() || !is_consultation, || {
            format!("the consultation {id} has no parent")
        })?;
        let Some(parent) = parent else { return Ok(()) };
        let known = self.present.get(parent).ok_or_else(|| Fault {
            rule: CASES,
            text: format!("{id} has the parent {parent}, which nobody knows"),
        })?;
        let (case, of_parent) = (&shown["caseId"], &known.shown["caseId"]);
        demand(CASES, case == of_parent, || format!("{id} is in case {case}, its parent in {of_parent}"))?;
        let call_type = shown["callType"].as_str();
        let fits = call_type.is_none_or(|call_type| (call_type == "CONSULT") == is_consultation);
        demand(CASES, fits, || format!("{id} has the callType {call_type:?}"))
    }

    /// What the events told is what can be read. Where leaving is no event, those that left had a reason.
    pub(crate) fn agree(
        &mut self,
        read: &BTreeMap<String, Value>,
        profile: &HostProfile,
    ) -> Result<(), Fault> {
        if profile.lifecycle_events == LifecycleEvents::Omitted {
            let left: Vec<String> =
                self.present.keys().filter(|id| !read.contains_key(*id)).cloned().collect();
            for id in left {
                let Some(known) = self.present.remove(&id) else { continue };
                may_leave(&known, profile)?;
                self.gone.insert(id);
            }
        }
        for id in self.present.keys().chain(read.keys()) {
            let told = self.present.get(id).map(|known| &known.shown);
            let is = read.get(id);
            demand(CHANGES, told == is, || format!("{id} was told to be {told:?}, and is read as {is:?}"))?;
        }
        let news = self.present.values().find(|known| known.stage != Stage::Present);
        demand(CHANGES, news.is_none(), || format!("half of what happens to it is told: {news:?}"))
    }

    /// The same interactions in other words: a switch of the profile was turned.
    pub(crate) fn reword(&mut self, read: &BTreeMap<String, Value>) -> Result<(), Fault> {
        let same = self.present.keys().eq(read.keys());
        demand(LEAVING, same, || "a change of the profile makes or ends an interaction".into())?;
        for (id, shown) in read {
            self.present.entry(id.clone()).and_modify(|known| known.shown.clone_from(shown));
        }
        Ok(())
    }
}

impl Known {
    /// Any event between the first and the last.
    fn told(self, event_type: &str, now: Value, profile: &HostProfile) -> Result<Self, Fault> {
        let id = text(&now, "interactionId");
        demand(CHANGES, self.stage != Stage::MarkedDone, || format!("{event_type} of {id} after MARK_DONE"))?;
        match event_type {
            "MARK_DONE" => {
                unchanged(&self, &now, event_type, &[])?;
                Ok(Self { stage: Stage::MarkedDone, ..self })
            }
            "PARTY_ADDED" => self.changed(now, event_type, "parties", |was, is| count(is) == count(was) + 1),
            "PARTY_REMOVED" => {
                self.changed(now, event_type, "parties", |was, is| count(is) + 1 == count(was))
            }
            "RECORDING_STATE_CHANGED" => self.changed(now, event_type, "recordingState", |was, is| was != is),
            "ATTACHED_DATA_CHANGED" => self.attached(now, profile),
            _ => self.moved(now, event_type),
        }
    }

    /// One property changes in a certain way.
    fn changed(
        self,
        now: Value,
        event_type: &str,
        property: &str,
        as_it_has_to: fn(&Value, &Value) -> bool,
    ) -> Result<Self, Fault> {
        unchanged(&self, &now, event_type, &[property])?;
        let (was, is) = (&self.shown[property], &now[property]);
        demand(CHANGES, as_it_has_to(was, is), || {
            format!("{event_type}, though {property} went from {was} to {is}")
        })?;
        Ok(Self { shown: now, ..self })
    }

    /// `userdata/3`: on open media, where the profile says so, user data show as a state over that of the life cycle.
    fn attached(self, now: Value, profile: &HostProfile) -> Result<Self, Fault> {
        let is_call = now.get("callUuid").is_some_and(Value::is_string);
        let is_preview = ["PREVIEW", "READY", "CANCELED", "REJECTED"].contains(&self.life.as_str());
        let overlay =
            profile.open_media_user_data == OpenMediaUserData::OverlayState && !is_call && !is_preview;
        if !overlay {
            return self.changed(now, "ATTACHED_DATA_CHANGED", "userData", |_, _| true);
        }
        unchanged(&self, &now, "ATTACHED_DATA_CHANGED", &["userData", "state", "previousState"])?;
        let (state, before) = (text(&now, "state"), text(&now, "previousState"));
        let shown = ["USER_DATA_ATTACHED", "USER_DATA_UPDATED"].contains(&state);
        demand(CHAIN, shown, || format!("user data changed, and the state is {state}"))?;
        demand(CHAIN, before == self.life, || {
            format!("{state} comes over {}, and after {before}", self.life)
        })?;
        Ok(Self { shown: now, ..self })
    }

    /// Another state; or the event of the first one.
    fn moved(self, now: Value, event_type: &str) -> Result<Self, Fault> {
        let (state, id) = (text(&now, "state").to_owned(), text(&now, "interactionId"));
        demand(CHANGES, event_type == event_of(&state), || format!("{event_type} reports {id} in {state}"))?;
        if self.stage == Stage::Added {
            unchanged(&self, &now, event_type, &[])?;
            return Ok(Self { stage: Stage::Present, ..self });
        }
        let may_change: &[&str] = match event_type {
            "RELEASED" => &["state", "previousState", "ronaCallState"],
            _ => &["state", "previousState"],
        };
        unchanged(&self, &now, event_type, may_change)?;
        demand(CHANGES, state != self.base, || format!("{event_type}, though {id} was in {state} before"))?;
        let before = text(&now, "previousState");
        demand(CHAIN, before == self.base, || {
            format!("{id} went from {} to {state}, after {before}", self.base)
        })?;
        if OVERLAYS.contains(&state.as_str()) {
            return Ok(Self { base: state, shown: now, ..self });
        }
        let lived = if state == self.life { self.lived } else { Some(self.life) };
        Ok(Self { life: state.clone(), lived, base: state, shown: now, ..self })
    }
}

/// Marked done; or a call that nobody answered, or a consultation, each over and of a kind that the profile lets go.
fn may_leave(known: &Known, profile: &HostProfile) -> Result<(), Fault> {
    let over = known.life == "IDLE";
    let unanswered = known.lived.as_deref() == Some("RINGING")
        && profile.released_unanswered == ReleasedUnanswered::Removed;
    let asked = known.shown["isConsultation"] == json!(true)
        && profile.consultation_after_end == ConsultationAfterEnd::Removed;
    let by_itself = over && (unanswered || asked);
    demand(LEAVING, known.stage == Stage::MarkedDone || by_itself, || format!("left: {known:?}"))
}

/// Nothing is other than it was, but for what may be.
fn unchanged(known: &Known, now: &Value, event_type: &str, but_for: &[&str]) -> Result<(), Fault> {
    let differs = |key: &&String| known.shown.get(*key) != now.get(*key) && !but_for.contains(&key.as_str());
    let keys = |value: &Value| value.as_object().map(|fields| fields.keys().cloned().collect::<Vec<_>>());
    let all = [keys(&known.shown), keys(now)].into_iter().flatten().flatten().collect::<Vec<_>>();
    let other = all.iter().find(differs);
    demand(CHANGES, other.is_none(), || format!("{event_type} changes {other:?}: {} to {now}", known.shown))
}

/// What stands for the state before the first.
fn no_state(profile: &HostProfile) -> Option<Value> {
    match (profile.first_previous_state, profile.inapplicable_property) {
        (FirstPreviousState::Unknown, _) => Some(json!("UNKNOWN")),
        (FirstPreviousState::Absent, InapplicableProperty::Null) => Some(Value::Null),
        (FirstPreviousState::Absent, InapplicableProperty::Absent) => None,
    }
}

/// The event that reports a state: it has the name of the state, but for two (`event.interaction/12`, `event.interaction/15`).
fn event_of(state: &str) -> String {
    match state {
        "TALKING" => "ESTABLISHED".into(),
        "IDLE" => "RELEASED".into(),
        other => other.into(),
    }
}

/// The event type by our name for it (`event.interaction/6`).
pub(crate) fn event_type(data: &Value, profile: &HostProfile) -> String {
    let wire = text(data, "eventType");
    let ours = profile.event_type_names.iter().find(|(_, theirs)| *theirs == wire);
    ours.map_or(wire, |(ours, _)| ours).to_owned()
}

/// Whether an event is about a case and no interaction.
pub(crate) fn is_about_a_case(data: &Value, profile: &HostProfile) -> bool {
    ["CASE_COLLAPSED", "CASE_EXPANDED", "CASE_SELECTED"].contains(&event_type(data, profile).as_str())
}

pub(crate) fn without_flags(interaction: &Value) -> Value {
    let Value::Object(fields) = interaction else { return Value::Null };
    let kept = fields.iter().filter(|(key, _)| !CASE_FLAGS.contains(&key.as_str()));
    kept.map(|(key, value)| (key.clone(), value.clone())).collect::<Map<_, _>>().into()
}

/// A property that is a string; empty if it is none.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn count(parties: &Value) -> usize {
    parties.as_array().map_or(0, Vec::len)
}
