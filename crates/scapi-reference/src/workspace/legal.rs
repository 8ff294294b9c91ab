//! What can be done with an interaction now, and what stands in the way of what cannot.
//! Both ask the guard that requests and stimuli go through, so that they cannot say anything else than what happens.

use alloc::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet, VecDeque},
    string::{String, ToString},
    vec::Vec,
};

use scapi_schema::{UserData, profile::BlockedAppMarkdone, suggest};
use serde::Serialize;

use super::{Workspace, hand_over::Completion, voice::is_call};
use crate::{
    action::{Action, Actor, Medium},
    canned::CannedAnswers,
    case::Cases,
    channel::{Life, Overlay, Recording},
    record::{InteractionId, Record},
    refusal::{Blocked, Reason},
};

/// What can be done with an interaction now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LegalActions {
    /// Methods by which an app can do something with it, and that succeed; reading is always possible.
    pub app: Vec<&'static str>,
    /// Stimuli of the agent.
    pub agent: Vec<&'static str>,
    /// Stimuli of the far end.
    pub far_end: Vec<&'static str>,
    /// Stimuli of routing and of other agents.
    pub routing: Vec<&'static str>,
}

/// Why something cannot be done now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhyNot {
    /// What stands in the way, a sentence.
    pub reason: String,
    /// The clause behind it.
    pub clause: &'static str,
    /// The shortest way to where it can be done; none if there is none.
    pub way: Option<Vec<Move>>,
}

/// One step of a way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Move {
    /// A stimulus, or a method.
    pub action: &'static str,
    /// The interaction that it is about.
    pub interaction_id: String,
}

/// Nobody knows an action of this name, or an interaction with this id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownAction {
    /// The name is neither that of a stimulus about an interaction nor that of a method on one.
    #[error("there is no action \"{given}\"{}", suggestion.map(|name| alloc::format!("; did you mean \"{name}\"?")).unwrap_or_default())]
    Action {
        /// What came.
        given: String,
        /// What it may have meant.
        suggestion: Option<&'static str>,
    },
    /// There is no such interaction.
    #[error("no interaction has the id \"{0}\"")]
    Interaction(String),
}

/// What no table is about: reading, and the case of the interaction.
const BESIDE_THE_TABLES: [&str; 5] = [
    "interaction.getByInteractionId",
    "interaction.selectCaseByCaseId",
    "agent-selects-case",
    "agent-expands-case",
    "agent-collapses-case",
];
/// Ways longer than this explain nothing.
const LONGEST_WAY: usize = 5;
/// Whom the search consults or brings in; any name would do.
const SOMEBODY: &str = "5002";

impl Workspace {
    /// What can be done with an interaction now; nothing if there is no such interaction.
    ///
    /// ```
    /// use scapi_reference::{Timestamp, Workspace};
    /// use scapi_schema::stimulus::Stimulus;
    /// use serde_json::json;
    ///
    /// let mut desktop = Workspace::new(1);
    /// desktop.handle_stimulus(Timestamp::ZERO, Stimulus::from_value(json!({ "type": "inbound-call" }))?).unwrap();
    /// assert!(desktop.legal_actions("1").app.contains(&"interaction.accept"));
    /// assert!(!desktop.legal_actions("1").agent.contains(&"agent-holds"));
    /// # Ok::<(), scapi_schema::stimulus::StimulusError>(())
    /// ```
    #[must_use]
    pub fn legal_actions(&self, id: &str) -> LegalActions {
        let mut legal = LegalActions::default();
        let Some(record) = self.find(id) else { return legal };
        for action in Action::ALL.iter().copied().filter(|action| self.guard(record, *action).is_ok()) {
            let stimuli = match action.actor() {
                Actor::Agent => &mut legal.agent,
                Actor::FarEnd => &mut legal.far_end,
                Actor::Routing => &mut legal.routing,
                Actor::App => &mut Vec::new(),
            };
            stimuli.extend(action.stimulus().filter(|stimulus| !stimuli.contains(stimulus)));
            let methods = methods(record, action).filter(|method| !legal.app.contains(method));
            let methods: Vec<&str> = methods.filter(|_| self.block_lets(record, action).is_ok()).collect();
            legal.app.extend(methods);
        }
        legal.app.push("interaction.selectCaseByCaseId");
        legal.agent.extend(self.case_stimuli(record));
        legal
    }

    /// The stimuli about an interaction that can happen to it now; none if there is no such interaction.
    #[must_use]
    pub fn legal_stimuli(&self, id: &str) -> Vec<&'static str> {
        let Some(record) = self.find(id) else { return Vec::new() };
        let legal = Action::ALL.iter().filter(|action| self.guard(record, **action).is_ok());
        let mut stimuli: Vec<&str> = legal.filter_map(|action| action.stimulus()).collect();
        let mut seen = BTreeSet::new();
        stimuli.retain(|stimulus| seen.insert(*stimulus));
        stimuli
    }

    /// Why a stimulus cannot happen to an interaction, or a method cannot be called on it, now; none if it can.
    ///
    /// ```
    /// use scapi_reference::{Timestamp, Workspace};
    /// use scapi_schema::stimulus::Stimulus;
    /// use serde_json::json;
    ///
    /// let mut desktop = Workspace::new(1);
    /// desktop.handle_stimulus(Timestamp::ZERO, Stimulus::from_value(json!({ "type": "inbound-call" }))?).unwrap();
    /// let why_not = desktop.why_not("1", "voice.hold").unwrap().expect("a call that rings cannot be held");
    /// assert_eq!(why_not.reason, "is in state RINGING, it must be TALKING");
    /// assert_eq!(why_not.way.unwrap()[0].action, "agent-accepts");
    /// # Ok::<(), scapi_schema::stimulus::StimulusError>(())
    /// ```
    ///
    /// # Errors
    /// Nobody knows the action or the interaction.
    pub fn why_not(&self, id: &str, action: &str) -> Result<Option<WhyNot>, UnknownAction> {
        let is_meant =
            |known: &&Action| known.stimulus() == Some(action) || known.methods().contains(&action);
        let meant: Vec<Action> = Action::ALL.iter().filter(is_meant).copied().collect();
        let is_beside = BESIDE_THE_TABLES.contains(&action);
        if meant.is_empty() && !is_beside {
            return Err(unknown(action));
        }
        let record = self.find(id).ok_or_else(|| UnknownAction::Interaction(id.to_string()))?;
        if is_beside {
            return Ok(self.why_not_fold(record, action));
        }
        if action.starts_with("voice.")
            && let Err(Blocked { reason, clause }) = is_call(record)
        {
            return Ok(Some(WhyNot { reason: reason.to_string(), clause, way: None }));
        }
        let by_app = action.contains('.');
        let mut blocked: Vec<Blocked> = Vec::new();
        for action in &meant {
            match self.allows(record, *action, by_app) {
                Ok(()) => return Ok(None),
                Err(fault) => blocked.push(fault),
            }
        }
        let way = self.way(record.id, &meant, by_app);
        let fault = blocked.into_iter().min_by_key(|fault| matches!(*fault.reason, Reason::NotAConsultation));
        Ok(fault.map(|Blocked { reason, clause }| WhyNot { reason: reason.to_string(), clause, way }))
    }

    fn allows(&self, record: &Record, action: Action, by_app: bool) -> Result<(), Blocked> {
        self.guard(record, action)?;
        if by_app { self.block_lets(record, action) } else { Ok(()) }
    }

    /// Whether a block lets an app do it.
    fn block_lets(&self, record: &Record, action: Action) -> Result<(), Blocked> {
        match &record.block {
            Some(block)
                if action == Action::MarkDone
                    && self.profile.blocked_app_markdone == BlockedAppMarkdone::Failure =>
            {
                let reason = Reason::MarkdoneBlocked { warning: block.warning.clone() };
                Err(Blocked::new(reason, "markdone/2"))
            }
            _ => Ok(()),
        }
    }

    /// A case can be selected again, but neither expanded nor collapsed twice.
    fn case_stimuli(&self, record: &Record) -> [&'static str; 2] {
        let is_expanded = self.cases.is_expanded(&record.case_id);
        ["agent-selects-case", if is_expanded { "agent-collapses-case" } else { "agent-expands-case" }]
    }

    fn why_not_fold(&self, record: &Record, action: &str) -> Option<WhyNot> {
        let is_expanded = self.cases.is_expanded(&record.case_id);
        let (reason, other) = match (action, is_expanded) {
            ("agent-expands-case", true) => (Reason::CaseExpanded, "agent-collapses-case"),
            ("agent-collapses-case", false) => (Reason::CaseCollapsed, "agent-expands-case"),
            _ => return None,
        };
        let way = Vec::from([Move { action: other, interaction_id: record.id.wire() }]);
        Some(WhyNot { reason: reason.to_string(), clause: "case/5", way: Some(way) })
    }

    /// The shortest way to a desktop that allows one of the actions: breadth first, over what can happen to the interaction and
    /// to those it belongs with.
    fn way(&self, id: InteractionId, meant: &[Action], by_app: bool) -> Option<Vec<Move>> {
        let start = self.around(id);
        let mut seen = BTreeSet::from([start.outline()]);
        let mut next = VecDeque::from([(start, Vec::new())]);
        while let Some((desktop, way)) = next.pop_front() {
            if way.len() == LONGEST_WAY {
                return None;
            }
            for (on, action) in desktop.moves(by_app) {
                let mut moved = desktop.clone();
                if moved.make_move(on, action).is_err() || !seen.insert(moved.outline()) {
                    continue;
                }
                let name =
                    action.stimulus().or_else(|| action.methods().first().copied()).unwrap_or_default();
                let mut way: Vec<Move> = way.clone();
                way.push(Move { action: name, interaction_id: on.wire() });
                let arrived = moved.records.get(&id).is_some_and(|record| {
                    meant.iter().any(|action| moved.allows(record, *action, by_app).is_ok())
                });
                if arrived {
                    return Some(way);
                }
                next.push_back((moved, way));
            }
        }
        None
    }

    /// A desktop with an interaction and those it belongs with, and nothing else.
    fn around(&self, id: InteractionId) -> Self {
        let parent = self.records.get(&id).and_then(|record| record.parent);
        let child = self.records.get(&id).and_then(|record| record.child);
        let kin = [Some(id), parent, child].into_iter().flatten();
        let records: BTreeMap<InteractionId, Box<Record>> =
            kin.filter_map(|id| Some((id, self.records.get(&id)?.clone()))).collect();
        Self {
            profile: self.profile.clone(),
            canned: CannedAnswers::default(),
            last_id: self.last_id,
            cases: Cases::default(),
            records,
            ..Self::new(self.seed)
        }
    }

    /// What can be tried. A block is lifted by an app only.
    fn moves(&self, by_app: bool) -> Vec<(InteractionId, Action)> {
        let tried = |action: &&Action| match action {
            Action::UnblockMarkdone => by_app,
            Action::BlockMarkdone | Action::WriteUserData | Action::ChangeUserData | Action::StateUnknown => {
                false
            }
            _ => true,
        };
        let actions: Vec<Action> = Action::ALL.iter().filter(tried).copied().collect();
        self.records.keys().flat_map(|id| actions.iter().map(|action| (*id, *action))).collect()
    }

    /// Does an action with whatever words it needs.
    fn make_move(&mut self, id: InteractionId, action: Action) -> Result<(), Blocked> {
        let nothing = UserData::new;
        self.outputs.clear();
        match action {
            Action::Consult => self.consult(id, SOMEBODY.into(), Some("voice"), nothing()).map(drop),
            Action::ConsultByChat => self.consult(id, SOMEBODY.into(), Some("chat"), nothing()).map(drop),
            Action::Transfer => self.single_step_transfer(id, nothing()),
            Action::Conference => self.single_step_conference(id, SOMEBODY.into(), nothing()),
            Action::CompleteTransfer => self.complete(id, Completion::Transfer),
            Action::CompleteConference => self.complete(id, Completion::Conference),
            Action::CallPreview => self.call_preview(id, None).map(drop),
            Action::MarkDone => self.agent_marks_done(id),
            Action::UnblockMarkdone => {
                self.unblock_markdone(id);
                Ok(())
            }
            Action::PartyJoins => {
                self.act(id, action)?;
                self.join_party(id, SOMEBODY.into());
                Ok(())
            }
            Action::PartyLeaves => {
                let last = self.records.get(&id).and_then(|record| record.parties.last().cloned());
                self.party_leaves(id, &last.unwrap_or_default())
            }
            _ => self.act(id, action),
        }
    }

    /// What makes two desktops of the search the same.
    fn outline(&self) -> Vec<Outline> {
        let outline = |record: &Record| {
            (
                record.id,
                record.life,
                record.overlay,
                record.call().map(|call| call.recording),
                record.parties.len().min(2),
                (record.child.is_some(), record.block.is_some()),
            )
        };
        self.records.values().map(|record| outline(record)).collect()
    }
}

type Outline = (InteractionId, Life, Overlay, Option<Recording>, usize, (bool, bool));

/// The methods of an action that the medium takes: those of the Voice namespace are for calls.
fn methods(record: &Record, action: Action) -> impl Iterator<Item = &'static str> {
    let is_call = record.medium() == Medium::Voice;
    action.methods().iter().copied().filter(move |method| is_call || !method.starts_with("voice."))
}

fn unknown(given: &str) -> UnknownAction {
    let stimuli = Action::ALL.iter().filter_map(|action| action.stimulus());
    let methods = Action::ALL.iter().flat_map(|action| action.methods().iter().copied());
    let known = stimuli.chain(methods).chain(BESIDE_THE_TABLES);
    UnknownAction::Action { given: given.into(), suggestion: suggest::nearest(given, known) }
}
