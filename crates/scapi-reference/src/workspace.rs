//! One agent desktop. A driver opens frames, hands in messages, stimuli and the time, and takes out what is to be delivered.
//! What comes in: `message` (gates and dispatch), `request` and `voice` (the methods), `stimulus`, `clock` (what falls due).
//! What it does: `guard` (may it be?), `arrive`, `step`, `hand_over`, `done`, `select`, and `report` (who hears of it).

mod arrive;
mod clock;
mod done;
mod guard;
mod hand_over;
mod legal;
mod message;
mod report;
mod request;
mod select;
mod snapshot;
mod step;
mod stimulus;
mod voice;

pub use legal::{LegalActions, Move, UnknownAction, WhyNot};
pub use snapshot::{Snapshot, SnapshotError};

use alloc::{
    boxed::Box,
    collections::{BTreeMap, VecDeque},
    string::String,
    vec::Vec,
};

use scapi_schema::{
    agent::Agent,
    interaction::{Interaction, State},
    policy::Policies,
    profile::{FrameGreetingMoment, HostProfile},
};
use serde::{Deserialize, Serialize};

use crate::{
    canned::CannedAnswers,
    case::Cases,
    frame::{Frame, FrameId, Origin},
    gate::{Grants, Rates},
    identifier::Identifiers,
    output::Output,
    record::{InteractionId, Line, Record},
    time::Timestamp,
    timer::Timers,
    view::{View, Viewer},
};

/// One agent desktop, without I/O.
///
/// A driver goes round in this order:
///
/// 1. whenever something comes: [`open_frame`](Self::open_frame), [`handle_message`](Self::handle_message),
///    [`handle_stimulus`](Self::handle_stimulus), [`close_frame`](Self::close_frame), …, each with the present time;
/// 2. then [`poll_output`](Self::poll_output) until it gives nothing more, delivering in that order;
/// 3. then [`poll_timeout`](Self::poll_timeout), and [`handle_timeout`](Self::handle_timeout) when that time has come.
///
/// Time never goes back: an earlier `now` counts as the latest one. What has fallen due by `now` happens first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Workspace {
    seed: u64,
    agent: Agent,
    profile: HostProfile,
    policies: Policies,
    canned: CannedAnswers,
    /// Origins of the apps that the session embeds; accepted unless the profile lists others.
    embedded: Vec<String>,
    /// Who may use what: the profile's list, or the embedded origins, as they are read.
    #[serde(skip)]
    grants: Grants,
    rates: Rates,
    now: Timestamp,
    identifiers: Identifiers,
    /// What policies draw from, apart from the identifiers so that a policy changes none of them.
    chance: Identifiers,
    last_id: u64,
    frames: BTreeMap<FrameId, Frame>,
    /// Boxed: a tree keeps room for twice as many as it holds.
    records: BTreeMap<InteractionId, Box<Record>>,
    /// The interaction that left last, as it was then, for the answer to the stimulus that made it leave.
    departed: Option<Interaction>,
    cases: Cases,
    timers: Timers,
    /// Events that wait for the answer to the request that caused them (`envelope/28`).
    #[serde(skip)]
    raised: Vec<report::Raised>,
    #[serde(skip)]
    outputs: VecDeque<Output>,
}

/// What is set against the seed of the identifiers, so that policies draw other numbers; any constant would do.
const CHANCE: u64 = 0x5ca9_1000;

impl Workspace {
    /// A desktop with the default agent, host profile and policies. The seed decides the identifiers that it makes, and what
    /// policies draw.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let agent = Agent::default();
        Self {
            seed,
            canned: CannedAnswers::new(&agent),
            agent,
            profile: HostProfile::default(),
            policies: Policies::default(),
            embedded: Vec::new(),
            grants: Grants::default(),
            rates: Rates::default(),
            now: Timestamp::ZERO,
            identifiers: Identifiers::new(seed),
            chance: Identifiers::new(seed ^ CHANCE),
            last_id: 0,
            frames: BTreeMap::new(),
            records: BTreeMap::new(),
            departed: None,
            cases: Cases::default(),
            timers: Timers::default(),
            raised: Vec::new(),
            outputs: VecDeque::new(),
        }
    }

    /// Starts afresh at time 0, as if the agent had just logged in: no interactions, no requests counted, the identifiers of
    /// the seed again. Frames and their subscriptions, the host profile, the policies and the canned answers stay.
    pub fn restart(&mut self) {
        let fresh = Self::new(self.seed);
        *self = Self {
            agent: self.agent.clone(),
            profile: self.profile.clone(),
            policies: self.policies.clone(),
            canned: self.canned.clone(),
            embedded: core::mem::take(&mut self.embedded),
            grants: core::mem::take(&mut self.grants),
            frames: core::mem::take(&mut self.frames),
            ..fresh
        };
    }

    /// Changes how the host behaves, from now on. Entries of `acceptedOrigins` that cannot be read accept nobody; read a patch
    /// with [`patched`](crate::profile::patched) to have them refused.
    pub fn set_profile(&mut self, profile: HostProfile) {
        self.profile = profile;
        self.read_grants();
    }

    /// Changes what unattended far ends do, from the next call on.
    pub fn set_policies(&mut self, policies: Policies) {
        self.policies = policies;
    }

    /// Says which origins the embedded apps have.
    pub fn set_embedded_origins(&mut self, origins: Vec<String>) {
        self.embedded = origins;
        self.read_grants();
    }

    fn read_grants(&mut self) {
        self.grants = match &self.profile.accepted_origins {
            Some(accepted) => Grants::parse(accepted).unwrap_or_default(),
            None => Grants::bare(&self.embedded),
        };
    }

    /// The table of canned answers, to be changed.
    pub const fn canned_mut(&mut self) -> &mut CannedAnswers {
        &mut self.canned
    }

    /// A window of an app is there. A frame of the same name is replaced.
    pub fn open_frame(&mut self, now: Timestamp, frame: &FrameId, origin: Origin) {
        self.advance(now);
        self.frames.insert(frame.clone(), Frame::new(origin));
        if self.profile.frame_greeting == FrameGreetingMoment::Load && self.is_accepted(frame) {
            self.greet(frame);
        }
    }

    /// The page of a frame was replaced: its subscriptions are over (`frame/2`).
    pub fn reload_frame(&mut self, now: Timestamp, frame: &FrameId) {
        if let Some(open) = self.frames.get(frame) {
            let origin = open.origin.clone();
            self.open_frame(now, frame, origin);
        }
    }

    /// The page of a frame speaks from another origin from now on; gives the one that it had. Its subscriptions stay. None if the frame
    /// is not open.
    pub fn set_origin(&mut self, frame: &FrameId, origin: Origin) -> Option<Origin> {
        let open = self.frames.get_mut(frame)?;
        Some(core::mem::replace(&mut open.origin, origin))
    }

    /// Puts the origin of a frame into quarantine, as if it had exceeded its rate limit just now (`gate.rateLimit/3`).
    pub fn quarantine(&mut self, now: Timestamp, frame: &FrameId) {
        self.advance(now);
        if let Some(open) = self.frames.get(frame) {
            self.rates.quarantine(&self.profile, self.now, open.origin.as_str().unwrap_or_default());
        }
    }

    /// A window of an app is gone.
    pub fn close_frame(&mut self, now: Timestamp, frame: &FrameId) {
        self.advance(now);
        self.frames.remove(frame);
    }

    /// Time has come to `now`: everything that has fallen due happens, in order, each at its own time.
    pub fn handle_timeout(&mut self, now: Timestamp) {
        self.advance(now);
    }

    /// The next thing to do for the driver.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When [`handle_timeout`](Self::handle_timeout) has something to do, if ever.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        self.timers.next()
    }

    /// The latest time that the workspace was told.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// How the host behaves.
    #[must_use]
    pub const fn profile(&self) -> &HostProfile {
        &self.profile
    }

    /// What unattended far ends do.
    #[must_use]
    pub const fn policies(&self) -> &Policies {
        &self.policies
    }

    /// What the methods outside of the implemented namespaces answer.
    #[must_use]
    pub const fn canned(&self) -> &CannedAnswers {
        &self.canned
    }

    /// The person at the desktop.
    #[must_use]
    pub const fn agent(&self) -> &Agent {
        &self.agent
    }

    /// All interactions of the agent as the desktop shows them, with all user data, oldest first.
    pub fn interactions(&self) -> impl Iterator<Item = Interaction> {
        self.records.values().map(|record| self.view().interaction(record, Viewer::Desktop))
    }

    /// One interaction as the desktop shows it.
    #[must_use]
    pub fn interaction(&self, id: &str) -> Option<Interaction> {
        Some(self.view().interaction(self.find(id)?, Viewer::Desktop))
    }

    /// The state of an interaction as it is shown.
    #[must_use]
    pub fn state(&self, id: &str) -> Option<State> {
        self.find(id).map(crate::view::state)
    }

    /// The lines of a chat, oldest first; none of another medium.
    #[must_use]
    pub fn transcript(&self, id: &str) -> &[Line] {
        self.find(id).map_or(&[], Record::transcript)
    }

    /// The text that keeps an interaction from being marked done, if one does (`interaction.blockMarkdone/4`).
    #[must_use]
    pub fn markdone_warning(&self, id: &str) -> Option<&str> {
        self.find(id)?.block.as_ref().map(|block| block.warning.as_str())
    }

    /// The case that the agent has selected, if there is one (`case/2`).
    #[must_use]
    pub fn selected_case(&self) -> Option<&str> {
        self.cases.selected()
    }

    fn find(&self, id: &str) -> Option<&Record> {
        self.records.get(&InteractionId::parse(id)?).map(AsRef::as_ref)
    }

    /// The frames that are open, with their origins.
    pub fn frames(&self) -> impl Iterator<Item = (&FrameId, &Origin)> {
        self.frames.iter().map(|(id, frame)| (id, &frame.origin))
    }

    /// The origin of a frame; none if it is not open.
    #[must_use]
    pub fn origin(&self, frame: &FrameId) -> Option<&Origin> {
        self.frames.get(frame).map(|frame| &frame.origin)
    }

    /// The event names that a frame has subscribed to.
    pub fn subscriptions(&self, frame: &FrameId) -> impl Iterator<Item = &str> {
        self.frames.get(frame).into_iter().flat_map(Frame::names)
    }

    /// Whether messages of this frame are accepted (`gate.origin/1`).
    #[must_use]
    pub fn is_accepted(&self, frame: &FrameId) -> bool {
        let Some(frame) = self.frames.get(frame) else { return false };
        frame.origin.as_str().is_none_or(|origin| self.grants.accepts(origin))
    }

    const fn view(&self) -> View<'_> {
        View { profile: &self.profile, agent: &self.agent, cases: &self.cases }
    }
}
