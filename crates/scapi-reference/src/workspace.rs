//! One agent desktop. A driver opens frames, hands in messages, stimuli and the time, and takes out what is to be delivered.
//! The parts: `message` (gates and dispatch), `request` (the methods), `stimulus`, `life` (what moves an interaction on).

mod life;
mod message;
mod request;
mod stimulus;

use alloc::{
    collections::{BTreeMap, VecDeque},
    string::String,
    vec::Vec,
};

use scapi_schema::{
    agent::Agent,
    envelope::{Event, FrameGreeting, HostMessage},
    interaction::Interaction,
    profile::{FrameGreetingMoment, HostProfile},
};
use serde_json::Value;

use crate::{
    canned::CannedAnswers,
    case::Cases,
    frame::{Frame, FrameId, Greeting, Origin},
    identifier::Identifiers,
    output::{Effect, Note, Output, Post},
    record::{InteractionId, Record},
    time::Timestamp,
    timer::{Timer, Timers},
    view::{View, Viewer},
    voice::VoiceInput,
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
#[derive(Clone, Debug)]
pub struct Workspace {
    seed: u64,
    agent: Agent,
    profile: HostProfile,
    canned: CannedAnswers,
    /// Origins of the apps that the session embeds; accepted unless the profile lists others.
    embedded: Vec<String>,
    now: Timestamp,
    identifiers: Identifiers,
    last_id: u64,
    frames: BTreeMap<FrameId, Frame>,
    records: BTreeMap<InteractionId, Record>,
    /// The interaction that left last, as it was then, for the answer to the stimulus that made it leave.
    departed: Option<Interaction>,
    cases: Cases,
    timers: Timers,
    /// Events that wait for the answer to the request that caused them (`envelope/28`).
    raised: Vec<Event>,
    outputs: VecDeque<Output>,
}

impl Workspace {
    /// A desktop with the default agent and host profile. The seed decides the identifiers that it makes.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let agent = Agent::default();
        Self {
            seed,
            canned: CannedAnswers::new(&agent),
            agent,
            profile: HostProfile::default(),
            embedded: Vec::new(),
            now: Timestamp::ZERO,
            identifiers: Identifiers::new(seed),
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

    /// Starts afresh at time 0, as if the agent had just logged in: no interactions, the identifiers of the seed again.
    /// Frames and their subscriptions, the host profile and the canned answers stay.
    pub fn restart(&mut self) {
        let fresh = Self::new(self.seed);
        *self = Self {
            agent: self.agent.clone(),
            profile: self.profile.clone(),
            canned: self.canned.clone(),
            embedded: core::mem::take(&mut self.embedded),
            frames: core::mem::take(&mut self.frames),
            ..fresh
        };
    }

    /// Changes how the host behaves, from now on.
    pub fn set_profile(&mut self, profile: HostProfile) {
        self.profile = profile;
    }

    /// Says which origins the embedded apps have.
    pub fn set_embedded_origins(&mut self, origins: Vec<String>) {
        self.embedded = origins;
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
        let record = self.records.get(&InteractionId::parse(id)?)?;
        Some(self.view().interaction(record, Viewer::Desktop))
    }

    /// The stimuli that can happen to an interaction now; none if there is no such interaction.
    #[must_use]
    pub fn legal_stimuli(&self, id: &str) -> Vec<&'static str> {
        let record = InteractionId::parse(id).and_then(|id| self.records.get(&id));
        record.map(life::legal_stimuli).unwrap_or_default()
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
        let Origin::Web(origin) = &frame.origin else { return true };
        match &self.profile.accepted_origins {
            Some(accepted) => accepted.iter().any(|entry| entry == "*" || entry == origin),
            None => self.embedded.contains(origin),
        }
    }

    const fn view(&self) -> View<'_> {
        View { profile: &self.profile, agent: &self.agent, cases: &self.cases }
    }

    /// Moves the clock and fires what has fallen due.
    fn advance(&mut self, now: Timestamp) {
        while let Some((at, timer)) = self.timers.pop_due(now) {
            self.now = self.now.max(at);
            match timer {
                Timer::Ring(id) => self.ring_timeout(id),
            }
            self.flush_events();
        }
        self.now = self.now.max(now);
    }

    fn ring_timeout(&mut self, id: InteractionId) {
        if let Some(record) = self.records.get_mut(&id) {
            record.rings_until = None;
            let text = alloc::format!("interaction {} rang until its time was over", id.wire());
            self.note(None, "voice/7", text);
            // A call that rings no more has no ring timer, so that the table cannot refuse.
            let _ = self.apply(id, VoiceInput::RingTimeout);
        }
    }

    fn greet(&mut self, frame: &FrameId) {
        if let Some(open) = self.frames.get_mut(frame) {
            open.greeting = Greeting::Sent;
        }
        let message = HostMessage::FrameGreeting(FrameGreeting::new(frame.as_str()));
        self.outputs.push_back(Output::Greeting(Post { frame: frame.clone(), message }));
    }

    fn note(&mut self, frame: Option<&FrameId>, clause: &'static str, text: String) {
        let note = Note { frame: frame.cloned(), clause, text };
        self.outputs.push_back(Output::Effect(Effect::Note(note)));
    }

    fn raise(&mut self, name: &str, data: Value) {
        self.raised.push(Event::new(name, data));
    }

    /// Delivers what was raised, once to each frame that hears it (`subscription/6`).
    fn flush_events(&mut self) {
        for event in core::mem::take(&mut self.raised) {
            let hearing = self.frames.iter().filter(|(_, frame)| frame.hears(&event.event)).map(|(id, _)| id);
            let accepted: Vec<FrameId> = hearing.filter(|id| self.is_accepted(id)).cloned().collect();
            for frame in accepted {
                let message = HostMessage::Event(event.clone());
                self.outputs.push_back(Output::Event(Post { frame, message }));
            }
        }
    }
}
