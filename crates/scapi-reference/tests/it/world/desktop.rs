//! A state of a small world: a real workspace, what an app reads of it, and what decides what can happen next.
//! Two are the same when their outlines are; the rest is what they look like on one of the ways that lead there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    hash::{Hash, Hasher},
};

use scapi_reference::{FrameId, LegalActions, Origin, Output, Timestamp, Workspace, canned::CannedAnswers};
use scapi_schema::{interaction::Interaction, stimulus::Stimulus};
use serde_json::{Value, json};

use super::{deed::Deed, outline::Outline};
use crate::watch::{Fault, Watch, without_flags};

/// The app that listens to everything.
const APP: &str = "app";
/// How long everything takes that takes time, so that the order of timers is that of their kinds.
pub(super) const EVERY_TIME_MS: u64 = 1000;

#[derive(Clone)]
pub(super) struct Desktop {
    pub(super) workspace: Workspace,
    pub(super) outline: Outline,
    /// The ids of the interactions, oldest first.
    pub(super) ids: Vec<String>,
    /// The ids of those that were there on the way, and are no more.
    gone: BTreeSet<String>,
    /// The interactions by id, without the flags of their cases.
    pub(super) read: BTreeMap<String, Value>,
    /// All that the workspace is, as text.
    pub(super) whole: String,
    /// What was wrong with the last step.
    pub(super) faults: Vec<Fault>,
}

/// What a step led to.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Why it was refused, if it was.
    pub(super) refused: Option<String>,
    /// The payloads of the events, oldest first.
    pub(super) events: Vec<Value>,
}

impl Desktop {
    /// An empty desktop of this profile, with an app that listens.
    pub(super) fn new(patch: &Value) -> Self {
        let mut workspace = Workspace::new(1);
        let times = json!({ "ringTimeoutMs": EVERY_TIME_MS, "blockMarkdoneTimeoutMs": EVERY_TIME_MS });
        let profile = workspace.profile().patched(&times).and_then(|profile| profile.patched(patch));
        workspace.set_profile(profile.expect("a host profile"));
        // Nobody asks for these, and all that a workspace carries is copied at each step.
        *workspace.canned_mut() = CannedAnswers::default();
        let app = FrameId::from(APP);
        workspace.open_frame(Timestamp::ZERO, &app, Origin::None);
        workspace.handle_message(Timestamp::ZERO, &app, crate::desk::subscribe(json!("interaction")));
        drain(&mut workspace);
        Self {
            whole: whole(&workspace),
            workspace,
            outline: Outline::default(),
            ids: Vec::new(),
            gone: BTreeSet::new(),
            read: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    /// Looks at the workspace anew, after something has changed.
    pub(super) fn look(&mut self) {
        self.whole = whole(&self.workspace);
        self.outline = Outline::of(&self.workspace);
        let shown =
            |interaction: &Interaction| without_flags(&serde_json::to_value(interaction).expect("JSON"));
        let present: Vec<Interaction> = self.workspace.interactions().collect();
        self.read = present.iter().map(|one| (one.interaction_id.clone(), shown(one))).collect();
        let before =
            std::mem::replace(&mut self.ids, present.into_iter().map(|one| one.interaction_id).collect());
        self.gone.extend(before.into_iter().filter(|id| !self.read.contains_key(id)));
    }

    /// A watcher who knows this desktop.
    pub(super) fn watch(&self) -> Watch {
        let kin = self.ids.iter().zip(&self.outline.kin);
        let known = kin.map(|(id, kin)| (id.clone(), (self.read[id].clone(), kin.state(), kin.shown())));
        Watch::of(known.collect(), self.gone.clone())
    }

    /// Whether a deed is listed as legal.
    pub(super) fn allows(&self, deed: &Deed, on: usize) -> bool {
        let legal = self.workspace.legal_actions(&self.ids[on]);
        let mut listed = [legal.app, legal.agent, legal.far_end, legal.routing].into_iter().flatten();
        listed.any(|name| name == deed.name)
    }

    /// What can be done with each interaction. Which cases are expanded is no part of a world.
    pub(super) fn legal(&self) -> Vec<LegalActions> {
        let legal = |id: &String| {
            let mut legal = self.workspace.legal_actions(id);
            legal.agent.retain(|stimulus| !stimulus.ends_with("-case"));
            legal
        };
        self.ids.iter().map(legal).collect()
    }

    /// Whether it can be done, tried out on a copy.
    pub(super) fn can(&self, deed: &Deed, on: usize) -> bool {
        self.clone().does(deed, on).refused.is_none()
    }

    pub(super) fn does(&mut self, deed: &Deed, on: usize) -> Said {
        let interaction = &self.read[&self.ids[on]];
        if deed.is_request() {
            let request = deed.request(interaction);
            self.asks(request)
        } else {
            let stimulus = deed.stimulus(Some(interaction));
            self.happens(stimulus)
        }
    }

    pub(super) fn happens(&mut self, stimulus: Value) -> Said {
        let stimulus = Stimulus::from_value(stimulus).expect("a stimulus");
        let outcome = self.workspace.handle_stimulus(self.workspace.now(), stimulus);
        let (_, events) = drain(&mut self.workspace);
        Said { refused: outcome.err().map(|refusal| refusal.to_string()), events }
    }

    fn asks(&mut self, request: Value) -> Said {
        self.workspace.handle_message(self.workspace.now(), &FrameId::from(APP), request);
        let (reply, events) = drain(&mut self.workspace);
        let refused = match reply.and_then(|reply| reply.get("errorMessage").cloned()) {
            Some(Value::String(text)) => Some(text),
            Some(other) => Some(other.to_string()),
            None => None,
        };
        Said { refused, events }
    }

    /// Time goes on until something falls due.
    pub(super) fn time_passes(&mut self) -> Said {
        let next = self.workspace.poll_timeout().unwrap_or_default();
        self.workspace.handle_timeout(next);
        let (_, events) = drain(&mut self.workspace);
        Said { refused: None, events }
    }
}

/// All that a workspace is.
pub(super) fn whole(workspace: &Workspace) -> String {
    serde_json::to_string(&workspace.snapshot()).expect("JSON")
}

/// The answer, if there is one, and the payloads of the events.
fn drain(workspace: &mut Workspace) -> (Option<Value>, Vec<Value>) {
    let (mut reply, mut events) = (None, Vec::new());
    while let Some(output) = workspace.poll_output() {
        match output {
            Output::Reply(post) => reply = Some(post.message.to_value()),
            Output::Event(post) => events.push(post.message.to_value()["data"].take()),
            Output::Greeting(_) | Output::Effect(_) => {}
        }
    }
    (reply, events)
}

impl PartialEq for Desktop {
    fn eq(&self, other: &Self) -> bool {
        self.outline == other.outline && self.faults == other.faults
    }
}

impl Hash for Desktop {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.outline.hash(state);
        self.faults.hash(state);
    }
}

impl fmt::Debug for Desktop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.read.values().map(ToString::to_string)).finish()?;
        for fault in &self.faults {
            write!(f, "\n{fault}")?;
        }
        Ok(())
    }
}
