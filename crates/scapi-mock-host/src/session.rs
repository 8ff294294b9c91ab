//! One session: a workspace of the reference, its clock and its journal. Synchronous, and knows of no sockets:
//! what the host says is journaled and handed out as deliveries.
//!
//! Whatever can change what the host says later is an input, and an input is one entry of the journal without a cause. Fed to a
//! session that starts as this one did, the inputs make the same outputs again: `replay` lives by it.

mod changes;
mod clients;
mod clock;
mod config;
mod delivery;
mod embedded;
mod faults;
mod frames;
mod journal;
mod log;
mod record;
mod start;

pub use changes::VirtualClock;
pub(crate) use changes::{ClockFace, NotAnAnswer, answer_from_json, answer_to_json};
pub use clock::ClockKind;
pub use config::SessionConfig;
pub(crate) use delivery::{Caused, Delivery, Form, Purpose};
pub use embedded::{AppKind, EmbeddedApp};
pub(crate) use faults::{Act, check_fault};
pub use faults::{FaultRefusal, FaultState};
pub(crate) use journal::{CAPACITY, Capacity, Entry, Excerpt, Filter, Journal, Kept, Place};
pub use log::UserDataInLogs;
pub use record::RecordFault;
pub(crate) use record::of_session;
pub use start::UnknownState;
pub(crate) use start::{Made, STATES, Step, steps_to};

use std::collections::{BTreeMap, BTreeSet};

use scapi_reference::{
    Effect, FrameId, Note, Origin, Output, Post, Timestamp, Workspace,
    canned::CannedAnswers,
    profile::{ProfileRefusal, patched},
};
use scapi_schema::{
    expectation::Expectation,
    interaction::State,
    journal::{Change, JournalEntry, Kind, Legality, LegalityVerdict, MessageDirection},
    policy::Policies,
    profile::HostProfile,
    stimulus::{Stimulus, StimulusError},
};
use serde_json::Value;

use crate::verify::{ExpectationFault, Expectations, Predicate, Verdict};
use clients::Clients;
use clock::Clock;
use faults::{Faults, Said};
use record::Recorder;

/// Why a stimulus did nothing.
#[derive(Debug, thiserror::Error)]
pub enum StimulusFault {
    /// It is not a stimulus.
    #[error(transparent)]
    Malformed(#[from] StimulusError),
    /// It cannot happen now.
    #[error(transparent)]
    Refused(#[from] scapi_reference::StimulusRefusal),
    /// There are as many interactions as there may be.
    #[error(
        "the agent has {at_most} interactions, which is the limit; mark some done, reset the session, or raise it with \
         --max-interactions"
    )]
    TooManyInteractions {
        /// How many there may be.
        at_most: usize,
    },
    /// It could not be recorded.
    #[error(transparent)]
    Unrecorded(#[from] RecordFault),
}

/// Session time cannot be moved by hand.
#[derive(Debug, thiserror::Error)]
#[error(
    "the clock of this session is real and runs, so that it cannot be moved by hand; freeze it by POST …/control/clock/freeze, \
     or make a session with {{\"clock\":\"virtual\"}}"
)]
pub struct RealClock;

#[derive(Debug)]
pub(crate) struct Session {
    config: SessionConfig,
    workspace: Workspace,
    clock: Clock,
    journal: Journal,
    /// Origins of apps that pages have added to those of the configuration.
    added_origins: BTreeSet<String>,
    clients: Clients,
    sockets_opened: u64,
    expectations: Expectations,
    faults: Faults,
    /// Frames that pages have opened, and the URL of the app in each; the others are sockets.
    in_pages: BTreeMap<FrameId, String>,
    /// An input was refused, as it could not be recorded.
    refused: bool,
    /// What fell due just when a stimulus came that was refused.
    late: Vec<Delivery>,
}

impl Session {
    /// A session, with its journal in the file that the configuration names, if it names one.
    ///
    /// # Errors
    /// The file cannot be written, or is no journal.
    pub(crate) fn start(config: SessionConfig) -> Result<Self, RecordFault> {
        let recorder = config.record.as_deref().map(Recorder::open).transpose()?;
        let mut session = Self::new(config);
        if let Some(recorder) = recorder {
            session.journal.record_in(recorder)?;
        }
        Ok(session)
    }

    /// A session whose journal is kept in memory only.
    pub(crate) fn new(config: SessionConfig) -> Self {
        let mut workspace = Workspace::new(config.seed);
        workspace.set_profile(config.profile.clone());
        workspace.set_embedded_origins(config.origins());
        let mut session = Self {
            workspace,
            clock: Clock::new(config.clock),
            journal: Journal::new(config.validation),
            added_origins: BTreeSet::new(),
            clients: Clients::default(),
            sockets_opened: 0,
            expectations: Expectations::default(),
            faults: Faults::new(config.seed),
            in_pages: BTreeMap::new(),
            refused: false,
            late: Vec::new(),
            config,
        };
        let started = Entry::change(session.config.start(), "the session starts".into());
        session.input(started, |_, _| ());
        session.apply_policies();
        session
    }

    pub(crate) const fn config(&self) -> &SessionConfig {
        &self.config
    }

    pub(crate) const fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    pub(crate) const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Why the session does nothing any more, if it does not.
    pub(crate) const fn stopped(&self) -> Option<&RecordFault> {
        self.journal.fault()
    }

    /// Whether something was refused since this was asked last, and why.
    pub(crate) fn take_refusal(&mut self) -> Option<RecordFault> {
        self.stopped().cloned().filter(|_| std::mem::take(&mut self.refused))
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Sets a virtual clock, for a replay. Nothing happens by that.
    pub(crate) const fn set_time(&mut self, to: Timestamp) {
        self.clock.set(to);
    }

    /// When something falls due next, in session time.
    fn next_due(&self) -> Option<Timestamp> {
        self.workspace.poll_timeout().into_iter().chain(self.faults.next_due()).min()
    }

    /// How long until something happens by itself: under a real clock, or in real time.
    pub(crate) fn due_in(&self) -> Option<std::time::Duration> {
        if self.stopped().is_some() {
            return None;
        }
        let due = self.next_due().and_then(|at| self.clock.until(at));
        due.into_iter().chain(self.faults.due_in()).min()
    }

    /// What has fallen due happens.
    pub(crate) fn handle_timeout(&mut self) -> Vec<Delivery> {
        let mut deliveries = self.release_late();
        if self.clock.standing().is_none() {
            deliveries.extend(self.time_passed());
        }
        deliveries
    }

    /// What has fallen due in session time happens.
    pub(crate) fn time_passed(&mut self) -> Vec<Delivery> {
        if self.next_due().is_none_or(|at| at > self.clock.now()) {
            return Vec::new();
        }
        let Some((now, cause)) = self.begin(Entry::change(Change::TimePassed, "something falls due".into()))
        else {
            return Vec::new();
        };
        self.pass_time(now, cause)
    }

    /// A message of a frame, in JSON.
    pub(crate) fn handle_message(&mut self, frame: &FrameId, message: Value) -> Vec<Delivery> {
        let entry = Entry {
            frame: Some(frame.as_str().into()),
            origin: self.origin_of(frame),
            message: Some(message.clone()),
            direction: Some(MessageDirection::AppToHost),
            about: self.subject(&message),
            ..Entry::of(Kind::Message)
        };
        let Some((now, cause)) = self.begin(entry) else { return Vec::new() };
        if let Some(id) = message["parameters"][0].as_str() {
            let workspace = &self.workspace;
            self.expectations.note_legal(cause, || workspace.legal_actions(id).app);
        }
        let deliveries = self.receive(now, cause, frame, message);
        self.commit(deliveries)
    }

    /// The world or the agent does something.
    pub(crate) fn handle_stimulus(&mut self, stimulus: Value) -> Result<Caused, StimulusFault> {
        let stimulus = Stimulus::from_value(stimulus)?;
        self.can_go_on()?;
        let now = self.clock.now();
        let entry = Entry { stimulus: Some(stimulus.clone()), ..Entry::of(Kind::Stimulus) };
        let cause = self.journal.push(now, entry);
        let outcome = self.workspace.handle_stimulus(now, stimulus);
        let deliveries = self.drain(now, cause);
        match outcome {
            Ok(interaction) => {
                self.journal.touched(cause, &interaction.interaction_id);
                let deliveries = self.commit(deliveries);
                self.can_go_on()?;
                Ok(Caused { interaction, deliveries })
            }
            Err(refusal) => {
                let (why, clause) = (refusal.to_string(), refusal.clause().map(str::to_owned));
                let note = Entry { note: Some(why.clone()), cause: Some(cause), ..Entry::of(Kind::Note) };
                self.journal.push(now, note);
                let verdict = LegalityVerdict::Refused;
                self.journal.judge(cause, Legality { verdict, why: Some(why), clause });
                self.late = self.commit(deliveries);
                Err(refusal.into())
            }
        }
    }

    /// What is to be delivered although a stimulus was refused: it fell due just then.
    pub(crate) fn take_late(&mut self) -> Vec<Delivery> {
        std::mem::take(&mut self.late)
    }

    /// Virtual time goes on; everything due happens at its own time, in order.
    pub(crate) fn advance(&mut self, ms: u64) -> Result<Vec<Delivery>, RealClock> {
        let start = self.clock.standing().ok_or(RealClock)?;
        if self.can_go_on().is_err() {
            return Ok(Vec::new());
        }
        let target = start.after_millis(ms);
        let text = format!("the clock is moved on by {ms} ms");
        let cause = self.journal.push(start, Entry::change(Change::ClockAdvanced { ms }, text));
        let mut deliveries = Vec::new();
        while let Some(at) = self.next_due().filter(|at| *at <= target) {
            self.clock.set(at);
            deliveries.extend(self.pass_time(at, cause));
        }
        self.clock.set(target);
        deliveries.extend(self.pass_time(target, cause));
        Ok(deliveries)
    }

    /// What was held back until now goes first: it was to be said earlier.
    fn pass_time(&mut self, now: Timestamp, cause: u64) -> Vec<Delivery> {
        let mut deliveries = self.release_due(now);
        self.workspace.handle_timeout(now);
        deliveries.extend(self.drain(now, cause));
        self.commit(deliveries)
    }

    /// Changes the host profile by a merge patch.
    pub(crate) fn patch_profile(&mut self, patch: &Value) -> Result<&HostProfile, ProfileRefusal> {
        let profile = patched(self.workspace.profile(), patch)?;
        let change = Change::ProfileChanged { patch: patch.clone() };
        let entry = Entry::change(change, format!("the host profile was changed: {patch}"));
        self.input(entry.citing("gate.origin/6"), |workspace, _| workspace.set_profile(profile));
        Ok(self.workspace.profile())
    }

    /// Everything afresh but the frames and their subscriptions, so that embedded apps are not deaf.
    pub(crate) fn reset(&mut self) {
        if self.can_go_on().is_err() {
            return;
        }
        let profile = self.config.profile.clone();
        self.clock = self.fresh_clock();
        self.journal.clear();
        self.expectations.clear();
        self.faults = Faults::new(self.config.seed);
        let text = "the session starts afresh; frames and their subscriptions stay".into();
        self.input(Entry::change(Change::SessionReset, text), |workspace, _| {
            workspace.restart();
            *workspace.canned_mut() = CannedAnswers::new(workspace.agent());
            workspace.set_profile(profile);
            workspace.set_policies(Policies::default());
        });
        self.apply_policies();
    }

    /// What the configuration says of far ends, as an input, so that a replay does it too.
    fn apply_policies(&mut self) {
        if self.config.policies != Policies::default() {
            self.set_policies(self.config.policies.clone());
        }
    }

    /// The interaction that a request is about, and its state.
    fn subject(&self, message: &Value) -> Option<(String, State)> {
        let id = message["parameters"][0].as_str()?;
        Some((id.to_owned(), self.workspace.state(id)?))
    }

    /// What a test expects of the apps; what the journal has counts. Gives the id of the expectation.
    pub(crate) fn expect(
        &mut self,
        expectation: Expectation,
        predicates: Vec<Option<Predicate>>,
    ) -> Result<u64, ExpectationFault> {
        let now = self.clock.now();
        let first_kept = self.journal.first_after_drops();
        self.expectations.add(expectation, predicates, now, self.journal.after(0), first_kept)
    }

    pub(crate) const fn expectations_mut(&mut self) -> &mut Expectations {
        &mut self.expectations
    }

    /// The verdict on the session as it is now.
    pub(crate) fn verdict(&self) -> Verdict {
        let entries: Vec<&JournalEntry> = self.journal.after(0).collect();
        let broken = self.journal.broken_by_apps();
        let dropped = self.journal.dropped();
        self.expectations.verdict(self.clock.now(), &entries, &self.workspace, broken, dropped)
    }

    fn origin_of(&self, frame: &FrameId) -> Option<String> {
        self.workspace.origin(frame).and_then(Origin::as_str).map(Into::into)
    }

    /// Something comes from outside: it is journaled, it happens, and what the host says because of it is handed out.
    fn input(&mut self, entry: Entry, happen: impl FnOnce(&mut Workspace, Timestamp)) -> Vec<Delivery> {
        let Some((now, cause)) = self.begin(entry) else { return Vec::new() };
        happen(&mut self.workspace, now);
        let deliveries = self.drain(now, cause);
        self.commit(deliveries)
    }

    /// Takes an input down; gives the time and its number. None if nothing can be recorded.
    fn begin(&mut self, entry: Entry) -> Option<(Timestamp, u64)> {
        self.can_go_on().ok()?;
        let now = self.clock.now();
        Some((now, self.journal.push(now, entry)))
    }

    /// Takes out what the workspace has to say, and journals it. It is not to leave before [`commit`](Self::commit).
    fn drain(&mut self, now: Timestamp, cause: u64) -> Vec<Delivery> {
        let (mut posts, mut last_note) = (Vec::new(), None);
        while let Some(output) = self.workspace.poll_output() {
            match output {
                Output::Reply(post) => posts.push((post, Purpose::Reply)),
                Output::Event(post) | Output::Greeting(post) => posts.push((post, Purpose::Unasked)),
                Output::Effect(Effect::Note(note)) => {
                    let entry = Entry::note(note.frame.as_ref(), note.clause, note.text.clone());
                    self.journal.push(now, Entry { cause: Some(cause), ..entry });
                    last_note = Some(note);
                }
            }
        }
        let reply = posts.iter().find(|(_, purpose)| *purpose == Purpose::Reply).map(|(post, _)| post);
        self.journal.judge_message(cause, || legality(reply, last_note));
        let mut deliveries = Vec::with_capacity(posts.len());
        for (post, purpose) in posts {
            self.say(now, Said::of(post, purpose, cause), &mut deliveries);
        }
        deliveries
    }

    fn deliver(&mut self, now: Timestamp, said: Said) -> Delivery {
        let Said { frame, message, form, purpose, cause, asked } = said;
        let (json, text) = match (form, &message) {
            (Form::Text, Value::String(text)) => (None, Some(text.clone())),
            (_, message) => (Some(message.clone()), None),
        };
        let entry = Entry {
            frame: Some(frame.as_str().into()),
            origin: self.origin_of(&frame),
            message: json,
            text,
            direction: Some(MessageDirection::HostToApp),
            cause: Some(cause),
            ..Entry::of(Kind::Message)
        };
        match purpose {
            Purpose::Reply => {
                let asked = asked.or_else(|| self.journal.question(cause));
                self.journal.push_reply(now, entry, asked)
            }
            Purpose::Unasked => self.journal.push(now, entry),
        };
        Delivery { frame, message, purpose, at: now, form }
    }

    /// Makes the journal good for what is handed out. What cannot be recorded is not said.
    fn commit(&mut self, deliveries: Vec<Delivery>) -> Vec<Delivery> {
        for entry in self.journal.fresh_entries() {
            log::entry(entry, self.config.user_data_in_logs);
            self.expectations.observe(entry);
        }
        self.journal.commit();
        self.can_go_on().map_or_else(|_| Vec::new(), |()| deliveries)
    }

    /// A session that cannot record does nothing more: what it did would not be in the file. Whoever asks is told.
    fn can_go_on(&mut self) -> Result<(), RecordFault> {
        let stopped = self.stopped().cloned();
        self.refused |= stopped.is_some();
        stopped.map_or(Ok(()), Err)
    }
}

/// What became of a message: it was answered, or there is a note that says why it was not.
fn legality(reply: Option<&Post>, note: Option<Note>) -> Legality {
    use scapi_schema::envelope::HostMessage;
    match (reply.map(|post| (&post.message, post.clause)), note) {
        (Some((HostMessage::Failure(failure), clause)), _) => Legality {
            verdict: LegalityVerdict::Refused,
            why: Some(failure.error_message.clone()),
            clause: clause.map(Into::into),
        },
        (Some(_), _) => Legality::allowed(),
        (None, note) => Legality {
            verdict: LegalityVerdict::Ignored,
            why: note.as_ref().map(|note| note.text.clone()),
            clause: note.map(|note| note.clause.into()),
        },
    }
}
