//! The rules of the slice as a model: what has to be said, to whom and in which order, after each step.
//! Written from the clauses that are named; it knows nothing of envelopes, identifiers or the code.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::step::{Asks, EMBEDDED, Happening, Id, Pairs, STRANGER, Says, Step, WINDOWS, Window};
use super::told::{Answer, Seen, Told};

#[derive(Clone, Debug)]
struct Call {
    case: String,
    state: &'static str,
    previous: Option<&'static str>,
    rona: Option<&'static str>,
    user_data: BTreeMap<String, Value>,
    rings_until: Option<u64>,
}

#[derive(Clone, Debug, Default)]
struct Opened {
    subscriptions: Vec<Vec<&'static str>>,
    greeted: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Model {
    now: u64,
    pub(crate) last_id: u64,
    calls: BTreeMap<u64, Call>,
    selected_case: Option<String>,
    windows: BTreeMap<Window, Opened>,
    /// The keys of the profile that were set.
    profile: BTreeMap<&'static str, Value>,
    /// What the last step has to lead to.
    pub(crate) expected: Vec<Told>,
    pub(crate) refused: bool,
    /// Events that wait for the answer (`envelope/28`).
    raised: Vec<Told>,
}

type Failed = ();

impl Model {
    pub(crate) fn new() -> Self {
        let mut windows: BTreeMap<_, _> = WINDOWS.map(|window| (window, Opened::default())).into();
        windows.insert(Window::Watcher, Opened { subscriptions: vec![vec!["interaction"]], greeted: false });
        Self {
            now: 0,
            last_id: 0,
            calls: BTreeMap::new(),
            selected_case: None,
            windows,
            profile: BTreeMap::new(),
            expected: Vec::new(),
            refused: false,
            raised: Vec::new(),
        }
    }

    pub(crate) fn take(&mut self, step: &Step) {
        self.expected.clear();
        self.refused = false;
        match step {
            Step::Says { after, window, says } => {
                self.pass(*after);
                self.say(*window, says);
            }
            Step::Happens { after, stimulus } => {
                self.pass(*after);
                self.refused = self.happen(stimulus).is_err();
            }
            Step::Passes { millis } => self.pass(*millis),
            Step::Opens(window) => self.open(*window),
            Step::Closes(window) => drop(self.windows.remove(window)),
            Step::Reloads(window) if self.windows.contains_key(window) => self.open(*window),
            Step::Reloads(_) => {}
            Step::Switches { key, value } => drop(self.profile.insert(key, value.clone())),
        }
        self.expected.append(&mut self.raised);
    }

    fn is(&self, key: &str, value: &str) -> bool {
        self.profile.get(key).is_some_and(|set| set == value)
    }

    // Windows and gates.

    /// `frame/2`, `envelope/22`.
    fn open(&mut self, window: Window) {
        let greeted = self.is("frameGreeting", "load") && self.accepts(window);
        self.windows.insert(window, Opened { greeted, ..Opened::default() });
        if greeted {
            self.expected.push(Told::Greeting { to: window.name().into() });
        }
    }

    /// `gate.origin/1`.
    fn accepts(&self, window: Window) -> bool {
        let origin = match window {
            Window::Watcher | Window::Socket => return true,
            Window::Embedded => EMBEDDED,
            Window::Stranger => STRANGER,
        };
        match self.profile.get("acceptedOrigins") {
            Some(Value::Array(list)) => list.contains(&json!("*")) || list.contains(&json!(origin)),
            _ => origin == EMBEDDED,
        }
    }

    fn say(&mut self, window: Window, says: &Says) {
        let to = window.name().to_owned();
        let Some(opened) = self.windows.get(&window) else { return self.expected.push(Told::Silence { to }) };
        let foreign = matches!(says, Says::Foreign) && !self.is("foreignUserAgent", "answer");
        let ignored = !self.accepts(window) && !self.is("originNotAccepted", "failure");
        if matches!(says, Says::NoObject) || foreign || ignored {
            return self.expected.push(Told::Silence { to });
        }
        if !self.accepts(window) {
            return self.expected.push(Told::Answer { to, answer: Answer::Failure });
        }
        if self.is("frameGreeting", "first-message") && !opened.greeted {
            self.expected.push(Told::Greeting { to: to.clone() });
            self.windows.entry(window).or_default().greeted = true;
        }
        let told = match self.outcome(window, says) {
            Some(answer) => Told::Answer { to, answer: answer.unwrap_or(Answer::Failure) },
            None => Told::Silence { to },
        };
        self.expected.push(told);
    }

    /// None is silence.
    fn outcome(&mut self, window: Window, says: &Says) -> Option<Result<Answer, Failed>> {
        match says {
            Says::Asks(asks) => Some(self.ask(asks)),
            Says::Foreign => Some(self.ask(&Asks::All)),
            Says::Unsupported => Some(Err(())),
            Says::Canned => Some(Ok(Answer::Canned)),
            Says::Unknown if self.is("unknownMethod", "silence") => None,
            Says::Unknown => Some(Err(())),
            Says::Subscribe { names } => Some(self.subscribe(window, names.as_deref())),
            Says::Unsubscribe { nth } => Some(self.unsubscribe(window, *nth)),
            Says::NoMessage { reference: true } => Some(Err(())),
            Says::NoObject | Says::NoMessage { reference: false } => None,
        }
    }

    /// `subscription/13`, `subscription/17`.
    fn subscribe(&mut self, window: Window, names: Option<&[&'static str]>) -> Result<Answer, Failed> {
        let names = names.ok_or(())?;
        if names.contains(&"interactions") && self.is("unknownEventName", "failure") {
            return Err(());
        }
        self.windows.entry(window).or_default().subscriptions.push(names.to_vec());
        Ok(Answer::Subscription)
    }

    /// `subscription/8`, `subscription/11`.
    fn unsubscribe(&mut self, window: Window, nth: usize) -> Result<Answer, Failed> {
        let subscriptions = &mut self.windows.entry(window).or_default().subscriptions;
        if nth < subscriptions.len() {
            subscriptions.remove(nth);
        } else if !self.is("unknownSubscription", "success") {
            return Err(());
        }
        Ok(self.void())
    }

    // Requests and stimuli.

    fn ask(&mut self, asks: &Asks) -> Result<Answer, Failed> {
        match asks {
            Asks::All => return Ok(Answer::All(self.calls.keys().map(|id| self.seen(*id)).collect())),
            Asks::One(Id::Wrong) => return Err(()),
            Asks::One(id) => return Ok(Answer::One(self.live(*id).ok().map(|id| self.seen(id)))),
            Asks::Accept(id) => self.live(*id).and_then(|id| self.accept(id))?,
            Asks::Reject(id) => self.live(*id).and_then(|id| self.reject(id))?,
            Asks::Markdone(id) => self.markdone(*id)?,
            Asks::Set(id, pairs) => self.live(*id).and_then(|id| self.set(id, pairs))?,
            Asks::Delete(id, key) => self.live(*id).and_then(|id| self.delete(id, key))?,
        }
        Ok(self.void())
    }

    fn happen(&mut self, stimulus: &Happening) -> Result<(), Failed> {
        match stimulus {
            Happening::Rings { case_id, user_data } => {
                self.ring(case_id.as_deref(), user_data);
                Ok(())
            }
            Happening::Accepts(id) => self.live(Id::Number(*id)).and_then(|id| self.accept(id)),
            Happening::Rejects(id) => self.live(Id::Number(*id)).and_then(|id| self.reject(id)),
            Happening::MarksDone(id) => self.live(Id::Number(*id)).and_then(|id| self.close(id)),
            Happening::HangsUp(id) => self.live(Id::Number(*id)).and_then(|id| self.hang_up(id)),
        }
    }

    fn live(&self, id: Id) -> Result<u64, Failed> {
        match id {
            Id::Number(id) if self.calls.contains_key(&id) => Ok(id),
            Id::Number(_) | Id::Text(_) | Id::Wrong => Err(()),
        }
    }

    /// `voice/1`, `voice/2`, `voice/7`.
    fn ring(&mut self, case: Option<&str>, user_data: &Pairs) {
        self.last_id += 1;
        let case = case.map_or_else(|| format!("of call {}", self.last_id), Into::into);
        let millis = self.profile.get("ringTimeoutMs").map_or(20_000, |set| set.as_u64().expect("a number"));
        let call = Call {
            case: case.clone(),
            state: "RINGING",
            previous: None,
            rona: None,
            user_data: user_data.iter().map(|(key, value)| ((*key).into(), value.clone())).collect(),
            rings_until: (millis > 0).then_some(self.now + millis),
        };
        self.calls.insert(self.last_id, call);
        self.lifecycle(self.last_id, "ADDED");
        self.raise(self.last_id, "RINGING");
        self.select(case);
    }

    /// `case/1`, `event.interaction/48`.
    fn select(&mut self, case: String) {
        let selects = match self.profile.get("newInteractionSelectsCase").and_then(Value::as_str) {
            Some("always") => self.selected_case.as_ref() != Some(&case),
            Some("never") => false,
            _ => self.selected_case.is_none(),
        };
        if selects && self.selected_case.replace(case).is_some() {
            for event_type in ["CASE_COLLAPSED", "CASE_EXPANDED", "CASE_SELECTED"] {
                self.tell(event_type, None);
            }
        }
    }

    /// The last call of a case takes the case along.
    fn leave(&mut self, id: u64) {
        self.lifecycle(id, "REMOVED");
        let case = self.calls.remove(&id).map(|call| call.case);
        if self.selected_case == case && self.calls.values().all(|call| Some(&call.case) != case.as_ref()) {
            self.selected_case = None;
        }
    }

    /// `interaction.accept/1`, `interaction.accept/4`.
    fn accept(&mut self, id: u64) -> Result<(), Failed> {
        self.go(id, &["RINGING"], "TALKING")?;
        self.raise(id, "ESTABLISHED");
        Ok(())
    }

    /// `interaction.reject/1`, `interaction.reject/2`, `interaction.reject/4`.
    fn reject(&mut self, id: u64) -> Result<(), Failed> {
        let rona = self.is("rejectedRonaCallState", "redirected").then_some("REDIRECTED");
        self.go(id, &["RINGING"], "IDLE")?;
        self.release_unanswered(id, rona);
        Ok(())
    }

    /// `voice/4`, `voice/6`, `voice/17`.
    fn hang_up(&mut self, id: u64) -> Result<(), Failed> {
        let rang = self.calls[&id].state == "RINGING";
        self.go(id, &["RINGING", "TALKING"], "IDLE")?;
        if rang {
            self.release_unanswered(id, Some("NO_ANSWER"));
        } else {
            self.raise(id, "RELEASED");
        }
        Ok(())
    }

    /// `voice/9`.
    fn release_unanswered(&mut self, id: u64, rona: Option<&'static str>) {
        self.calls.entry(id).and_modify(|call| call.rona = rona);
        self.raise(id, "RELEASED");
        if !self.is("releasedUnanswered", "stays") {
            self.leave(id);
        }
    }

    /// `interaction.markdone/5`, `interaction.markdone/6`.
    fn markdone(&mut self, id: Id) -> Result<(), Failed> {
        match id {
            Id::Number(id) if self.calls.contains_key(&id) => self.close(id),
            Id::Number(id) if (1..=self.last_id).contains(&id) && !self.is("markdoneTwice", "failure") => {
                Ok(())
            }
            Id::Number(_) | Id::Text(_) | Id::Wrong => Err(()),
        }
    }

    /// `interaction.markdone/1`, `interaction.markdone/3`, `interaction.markdone/4`.
    fn close(&mut self, id: u64) -> Result<(), Failed> {
        if self.calls[&id].state != "IDLE" {
            return Err(());
        }
        self.raise(id, "MARK_DONE");
        self.leave(id);
        Ok(())
    }

    /// `interaction.setUserData/4`, `interaction.setUserData/7`, `gate.userData/4`.
    fn set(&mut self, id: u64, pairs: &Pairs) -> Result<(), Failed> {
        let forbidden = pairs.iter().any(|(key, _)| !self.allows("userDataWriteAllowed", key));
        if self.calls[&id].state == "IDLE" || (forbidden && !self.is("unwritableKey", "drop-key")) {
            return Err(());
        }
        let written: Vec<_> =
            pairs.iter().filter(|(key, _)| self.allows("userDataWriteAllowed", key)).cloned().collect();
        if !written.is_empty() {
            let written = written.into_iter().map(|(key, value)| (key.to_owned(), value));
            self.calls.entry(id).and_modify(|call| call.user_data.extend(written));
            self.raise(id, "ATTACHED_DATA_CHANGED");
        }
        Ok(())
    }

    /// `interaction.deleteUserData/3`, `interaction.deleteUserData/4`, `interaction.deleteUserData/8`.
    fn delete(&mut self, id: u64, key: &str) -> Result<(), Failed> {
        if self.calls[&id].state == "IDLE" || !self.allows("userDataWriteAllowed", key) {
            return Err(());
        }
        let mut was_there = false;
        self.calls.entry(id).and_modify(|call| was_there = call.user_data.remove(key).is_some());
        if was_there {
            self.raise(id, "ATTACHED_DATA_CHANGED");
        } else if self.is("deleteMissingKey", "failure") {
            return Err(());
        }
        Ok(())
    }

    /// `gate.userData/1`, `gate.userData/3`, `gate.userData/5`.
    fn allows(&self, list: &str, key: &str) -> bool {
        let Some(entries) = self.profile.get(list).and_then(Value::as_array) else { return true };
        entries.iter().filter_map(Value::as_str).any(|entry| match entry {
            "*" => true,
            "Open*" if self.is("userDataKeyPatterns", "prefix") => key.starts_with("Open"),
            whole => whole == key,
        })
    }

    // Time, states, events.

    /// `voice/7`, `voice/8`: each call at its own time, the oldest first.
    fn pass(&mut self, millis: u64) {
        let until = self.now + millis;
        loop {
            let due = self.calls.iter().filter_map(|(id, call)| Some((call.rings_until?, *id))).min();
            let Some((at, id)) = due.filter(|(at, _)| *at <= until) else { break };
            self.now = at;
            let redirected = self.is("ringTimeoutOutcome", "redirected");
            self.go(id, &["RINGING"], "IDLE").expect("a call that rings");
            self.release_unanswered(id, Some(if redirected { "REDIRECTED" } else { "NO_ANSWER" }));
            self.expected.append(&mut self.raised);
        }
        self.now = until;
    }

    fn go(&mut self, id: u64, from: &[&str], to: &'static str) -> Result<(), Failed> {
        let call = self.calls.get_mut(&id).filter(|call| from.contains(&call.state)).ok_or(())?;
        call.previous = Some(call.state);
        call.state = to;
        call.rings_until = None;
        Ok(())
    }

    /// `event.interaction/7`.
    fn lifecycle(&mut self, id: u64, event_type: &str) {
        if !self.is("lifecycleEvents", "omitted") {
            self.raise(id, event_type);
        }
    }

    fn raise(&mut self, id: u64, event_type: &str) {
        self.tell(event_type, Some(self.seen(id)));
    }

    /// `subscription/6`, `subscription/7`.
    fn tell(&mut self, event_type: &str, seen: Option<Seen>) {
        let hears =
            |opened: &Opened| opened.subscriptions.iter().flatten().any(|name| *name == "interaction");
        let hearing = self.windows.iter().filter(|(window, opened)| hears(opened) && self.accepts(**window));
        let to = hearing.map(|(window, _)| window.name().to_owned()).collect();
        self.raised.push(Told::Event { to, event_type: event_type.into(), seen });
    }

    /// `gate.userData/1`, `type.interaction/8`.
    fn seen(&self, id: u64) -> Seen {
        let call = &self.calls[&id];
        let readable = call.user_data.iter().filter(|(key, _)| self.allows("userDataReadAllowed", key));
        let first = self.is("firstPreviousState", "unknown").then_some("UNKNOWN");
        Seen {
            id,
            state: call.state.into(),
            previous: call.previous.or(first).map(Into::into),
            rona: call.rona.map(Into::into),
            user_data: readable.map(|(key, value)| (key.clone(), value.clone())).collect(),
        }
    }

    /// `envelope/31`.
    fn void(&self) -> Answer {
        Answer::Void(match self.profile.get("voidResult").and_then(Value::as_str) {
            Some("null") => Some(Value::Null),
            Some("true") => Some(json!(true)),
            _ => None,
        })
    }
}
