//! Calls as a model: what has to be said, to whom and in which order, after each step with calls, consultations and blocks.
//! Written from the clauses that are named; it knows nothing of envelopes, identifiers or the code.

mod call;

use std::collections::BTreeMap;

use scapi_schema::agent::Agent;
use serde_json::{Value, json};

use super::play::{Asks, Deed, Happening, Id, Pairs, Play, Says};
use super::step::{EMBEDDED, STRANGER, WINDOWS, Window};
use super::told::{Answer, Seen, Told};
use call::{Begun, Call};

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
    /// The keys of the profile that were set; null is the default again.
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

    pub(crate) fn take(&mut self, play: &Play) {
        self.expected.clear();
        self.refused = false;
        match play {
            Play::Says { after, window, says } => {
                self.pass(*after);
                self.say(*window, says);
            }
            Play::Happens { after, happening } => {
                self.pass(*after);
                self.refused = self.happen(happening).is_err();
            }
            Play::Passes { millis } => self.pass(*millis),
            Play::Opens(window) => self.open(*window),
            Play::Closes(window) => drop(self.windows.remove(window)),
            Play::Reloads(window) if self.windows.contains_key(window) => self.open(*window),
            Play::Reloads(_) | Play::Rests => {}
            Play::Switches { key, value } => drop(self.profile.insert(key, value.clone())),
        }
        self.expected.append(&mut self.raised);
    }

    fn is(&self, key: &str, value: &str) -> bool {
        self.profile.get(key).is_some_and(|set| set == value)
    }

    /// A number of the profile.
    fn millis(&self, key: &str, default: u64) -> u64 {
        self.profile.get(key).and_then(Value::as_u64).unwrap_or(default)
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
            Asks::Does(Deed::MarkDone, id) => self.markdone(*id)?,
            Asks::Does(deed, id) => self.live(*id).and_then(|id| self.act(*deed, id))?,
            Asks::Block(id, _) => self.live(*id).map(|id| self.block(id))?,
            Asks::Dial(pairs) => {
                let user_data = self.writable(pairs)?;
                self.begin(Begun::dialled(user_data));
            }
            Asks::Consult(id, pairs) => {
                let id = self.live(*id)?;
                let user_data = self.writable(pairs)?;
                return self.consult(id, user_data).map(|made| self.created(made));
            }
            Asks::Set(id, pairs) => self.live(*id).and_then(|id| self.set(id, pairs))?,
            Asks::Delete(id, key) => self.live(*id).and_then(|id| self.delete(id, key))?,
        }
        Ok(self.void())
    }

    fn happen(&mut self, happening: &Happening) -> Result<(), Failed> {
        match happening {
            Happening::Rings { case_id, user_data } => {
                self.begin(Begun::ringing(*case_id, user_data));
                Ok(())
            }
            Happening::Dials(pairs) => {
                self.begin(Begun::dialled(pairs.clone()));
                Ok(())
            }
            Happening::Consults(id, pairs) => {
                let id = self.live(Id::Number(*id))?;
                self.consult(id, pairs.clone()).map(drop)
            }
            Happening::Does(deed, id) => {
                let id = self.live(Id::Number(*id))?;
                match deed {
                    Deed::MarkDone => self.agent_marks_done(id),
                    Deed::CompleteTransfer | Deed::CompleteConference => {
                        self.act(*deed, self.consultation_of(id))
                    }
                    _ => self.act(*deed, id),
                }
            }
        }
    }

    fn live(&self, id: Id) -> Result<u64, Failed> {
        match id {
            Id::Number(id) if self.calls.contains_key(&id) => Ok(id),
            Id::Number(_) | Id::Text(_) | Id::Wrong => Err(()),
        }
    }

    /// `interaction.markdone/5`, `interaction.markdone/6`.
    fn markdone(&mut self, id: Id) -> Result<(), Failed> {
        match id {
            Id::Number(id) if self.calls.contains_key(&id) => self.app_marks_done(id),
            Id::Number(id) if (1..=self.last_id).contains(&id) && !self.is("markdoneTwice", "failure") => {
                Ok(())
            }
            Id::Number(_) | Id::Text(_) | Id::Wrong => Err(()),
        }
    }

    /// `gate.userData/3`, `gate.userData/4`.
    fn writable(&self, pairs: &Pairs) -> Result<Pairs, Failed> {
        let allowed = |key: &str| self.allows("userDataWriteAllowed", key);
        if pairs.iter().any(|(key, _)| !allowed(key)) && !self.is("unwritableKey", "drop-key") {
            return Err(());
        }
        Ok(pairs.iter().filter(|(key, _)| allowed(key)).cloned().collect())
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

    // Who is told what.

    /// `event.interaction/7`.
    fn lifecycle(&mut self, id: u64, event_type: &str) {
        if !self.is("lifecycleEvents", "omitted") {
            self.raise(id, event_type);
        }
    }

    fn raise(&mut self, id: u64, event_type: &str) {
        self.tell("interaction", event_type, Some(self.seen(id)));
    }

    /// `subscription/6`, `subscription/7`.
    fn tell(&mut self, event: &str, event_type: &str, seen: Option<Seen>) {
        let hears = |opened: &Opened| opened.subscriptions.iter().flatten().any(|name| *name == event);
        let hearing = self.windows.iter().filter(|(window, opened)| hears(opened) && self.accepts(**window));
        let to: std::collections::BTreeSet<_> = hearing.map(|(window, _)| window.name().to_owned()).collect();
        if !to.is_empty() {
            self.raised.push(Told::Event { to, event_type: event_type.into(), seen });
        }
    }

    /// `gate.userData/1`, `type.interaction/8`, `type.interaction/10`.
    fn seen(&self, id: u64) -> Seen {
        let call = &self.calls[&id];
        let readable = call.user_data.iter().filter(|(key, _)| self.allows("userDataReadAllowed", key));
        let first = self.is("firstPreviousState", "unknown").then_some("UNKNOWN");
        let agent = self.is("partiesInclude", "all").then(|| Agent::default().full_name());
        Seen {
            id,
            state: call.state.into(),
            previous: call.previous.or(first).map(Into::into),
            rona: call.rona.map(Into::into),
            call_type: call.kind.call_type().into(),
            parent: call.parent,
            parties: call.parties.iter().cloned().chain(agent).collect(),
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

    /// `interaction.consult/10`.
    fn created(&self, id: u64) -> Answer {
        Answer::Void(self.is("createdInteractionResult", "interaction-id").then(|| json!(id.to_string())))
    }
}
