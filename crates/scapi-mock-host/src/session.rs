//! One session: a workspace of the reference, its clock and its journal. Synchronous, and knows of no sockets:
//! what the host says is journaled and handed out as deliveries.

mod clock;
mod config;
mod journal;

pub use clock::ClockKind;
pub use config::SessionConfig;
pub(crate) use journal::{Entry, Journal, JournalPage};

use std::collections::BTreeSet;

use scapi_reference::{
    Effect, FrameId, Origin, Output, Post, Timestamp, Workspace,
    profile::{ProfileRefusal, patched},
};
use scapi_schema::{
    interaction::Interaction,
    journal::{Kind, MessageDirection},
    profile::HostProfile,
    stimulus::{Stimulus, StimulusError},
};
use serde_json::Value;

use clock::Clock;

/// A message that the host sends to a frame, already in the journal.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) frame: FrameId,
    pub(crate) message: Value,
    pub(crate) purpose: Purpose,
}

/// Why a message is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Reply,
    Unasked,
}

/// What a stimulus did.
#[derive(Clone, Debug)]
pub(crate) struct Caused {
    pub(crate) interaction: Interaction,
    pub(crate) deliveries: Vec<Delivery>,
}

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
}

/// Session time cannot be moved by hand.
#[derive(Debug, thiserror::Error)]
#[error(
    "the clock of this session is real, so that it cannot be advanced; make a session with {{\"clock\":\"virtual\"}}"
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
    /// Frames whose client has sent its first reference id: seeing it again means a new page.
    counting: BTreeSet<FrameId>,
    sockets_opened: u64,
}

impl Session {
    pub(crate) fn new(config: SessionConfig) -> Self {
        let mut workspace = Workspace::new(config.seed);
        workspace.set_profile(config.profile.clone());
        workspace.set_embedded_origins(config.origins());
        Self {
            workspace,
            clock: Clock::new(config.clock),
            journal: Journal::default(),
            added_origins: BTreeSet::new(),
            counting: BTreeSet::new(),
            sockets_opened: 0,
            config,
        }
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

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// How long until something falls due, under a real clock.
    pub(crate) fn due_in(&self) -> Option<std::time::Duration> {
        self.workspace.poll_timeout().and_then(|at| self.clock.until(at))
    }

    /// What has fallen due happens.
    pub(crate) fn handle_timeout(&mut self) -> Vec<Delivery> {
        let now = self.clock.now();
        self.workspace.handle_timeout(now);
        self.drain(None)
    }

    /// A name for the frame of a socket: `s1`, `s2`, …
    pub(crate) fn next_socket_frame(&mut self) -> FrameId {
        self.sockets_opened += 1;
        FrameId::from(format!("s{}", self.sockets_opened))
    }

    pub(crate) fn open_frame(&mut self, frame: &FrameId, origin: Origin) -> Vec<Delivery> {
        let text = format!("frame {frame} opened, origin {}", origin.as_str().unwrap_or("(none)"));
        let cause = self.note(Some(frame), "frame/1", text);
        self.counting.remove(frame);
        let now = self.now();
        self.workspace.open_frame(now, frame, origin);
        self.drain(Some(cause))
    }

    pub(crate) fn close_frame(&mut self, frame: &FrameId) -> Vec<Delivery> {
        let cause = self.note(Some(frame), "frame/6", format!("frame {frame} closed"));
        self.counting.remove(frame);
        let now = self.now();
        self.workspace.close_frame(now, frame);
        self.drain(Some(cause))
    }

    /// The page of a frame is replaced.
    pub(crate) fn reload_frame(&mut self, frame: &FrameId, why: &str) -> Vec<Delivery> {
        let cause = self.note(Some(frame), "frame/2", format!("frame {frame} reloaded: {why}"));
        self.counting.remove(frame);
        let now = self.now();
        self.workspace.reload_frame(now, frame);
        self.drain(Some(cause))
    }

    /// A page embeds an app: its origin is accepted from now on.
    pub(crate) fn embed(&mut self, frame: &FrameId, origin: &str, url: &str) -> Vec<Delivery> {
        self.note(Some(frame), "frame/4", format!("a page embeds {url}"));
        self.added_origins.insert(origin.into());
        let mut origins = self.config.origins();
        origins.extend(self.added_origins.iter().cloned());
        self.workspace.set_embedded_origins(origins);
        self.open_frame(frame, Origin::Web(origin.into()))
    }

    /// A message of a frame, in JSON.
    pub(crate) fn handle_message(&mut self, frame: &FrameId, message: Value) -> Vec<Delivery> {
        let cause = self.record(Entry {
            frame: Some(frame.as_str().into()),
            origin: self.origin_of(frame),
            message: Some(message.clone()),
            direction: Some(MessageDirection::AppToHost),
            ..Entry::of(Kind::Message)
        });
        let now = self.now();
        self.workspace.handle_message(now, frame, message);
        self.drain(Some(cause))
    }

    /// A message of a frame, as text that may not be JSON. What is not is journaled and not answered.
    pub(crate) fn handle_text(&mut self, frame: &FrameId, text: &str) -> Vec<Delivery> {
        match serde_json::from_str(text) {
            Ok(message) => self.handle_message(frame, message),
            Err(fault) => self.handle_unreadable(frame, text, &format!("not JSON: {fault}")),
        }
    }

    /// Something that a frame sent and that is no message at all.
    pub(crate) fn handle_unreadable(&mut self, frame: &FrameId, text: &str, why: &str) -> Vec<Delivery> {
        let cause = self.record(Entry {
            frame: Some(frame.as_str().into()),
            origin: self.origin_of(frame),
            text: Some(text.chars().take(TEXT_KEPT).collect()),
            direction: Some(MessageDirection::AppToHost),
            ..Entry::of(Kind::Message)
        });
        let note = Entry { cause: Some(cause), ..Entry::note(Some(frame), "envelope/34", why.into()) };
        self.record(note);
        Vec::new()
    }

    /// A message that a page bridges. The client's counter starts at `"0"` on each load, so that a second `"0"`
    /// is a new page.
    pub(crate) fn handle_bridged(&mut self, frame: &FrameId, origin: &str, message: Value) -> Vec<Delivery> {
        let mut deliveries = self.arrive_from(frame, origin);
        let starts = message.get("referenceId").and_then(Value::as_str) == Some("0");
        if starts && !self.counting.insert(frame.clone()) {
            deliveries.extend(self.reload_frame(frame, "its reference ids start again at \"0\""));
            self.counting.insert(frame.clone());
        }
        deliveries.extend(self.handle_message(frame, message));
        deliveries
    }

    /// Something that a page got from a frame and that JSON cannot carry.
    pub(crate) fn handle_bridged_unreadable(
        &mut self,
        frame: &FrameId,
        origin: &str,
        why: &str,
    ) -> Vec<Delivery> {
        let mut deliveries = self.arrive_from(frame, origin);
        deliveries.extend(self.handle_unreadable(frame, "", why));
        deliveries
    }

    /// A frame that speaks from another origin than before has another page in it.
    fn arrive_from(&mut self, frame: &FrameId, origin: &str) -> Vec<Delivery> {
        if self.origin_of(frame).as_deref() == Some(origin) {
            return Vec::new();
        }
        self.open_frame(frame, Origin::Web(origin.into()))
    }

    /// A message from a window that is none of the session's frames.
    pub(crate) fn handle_stranger(&mut self, origin: &str, message: Option<Value>) {
        let text = format!("a message from a window of {origin} that is no embedded app is dropped");
        let entry =
            Entry { origin: Some(origin.into()), message, ..Entry::note(None, "gate.origin/4", text) };
        self.record(entry);
    }

    /// The world or the agent does something.
    pub(crate) fn handle_stimulus(&mut self, stimulus: Value) -> Result<Caused, StimulusFault> {
        let stimulus = Stimulus::from_value(stimulus)?;
        let cause = self.record(Entry { stimulus: Some(stimulus.clone()), ..Entry::of(Kind::Stimulus) });
        let now = self.now();
        let outcome = self.workspace.handle_stimulus(now, stimulus);
        let deliveries = self.drain(Some(cause));
        match outcome {
            Ok(interaction) => Ok(Caused { interaction, deliveries }),
            Err(refusal) => {
                let note =
                    Entry { note: Some(refusal.to_string()), cause: Some(cause), ..Entry::of(Kind::Note) };
                self.record(note);
                Err(refusal.into())
            }
        }
    }

    /// Virtual time goes on; everything due happens at its own time, in order.
    pub(crate) fn advance(&mut self, ms: u64) -> Result<Vec<Delivery>, RealClock> {
        let target = self.clock.virtual_now().ok_or(RealClock)?.after_millis(ms);
        let mut deliveries = Vec::new();
        while let Some(at) = self.workspace.poll_timeout().filter(|at| *at <= target) {
            self.clock.set(at);
            deliveries.extend(self.handle_timeout());
        }
        self.clock.set(target);
        deliveries.extend(self.handle_timeout());
        Ok(deliveries)
    }

    /// Changes the host profile by a merge patch.
    pub(crate) fn patch_profile(&mut self, patch: &Value) -> Result<&HostProfile, ProfileRefusal> {
        let profile = patched(self.workspace.profile(), patch)?;
        self.note(None, "gate.origin/6", format!("the host profile was changed: {patch}"));
        self.workspace.set_profile(profile);
        Ok(self.workspace.profile())
    }

    /// Everything afresh but the frames and their subscriptions, so that embedded apps are not deaf.
    pub(crate) fn reset(&mut self) {
        self.workspace.restart();
        self.workspace.set_profile(self.config.profile.clone());
        self.clock = Clock::new(self.config.clock);
        self.journal.clear();
        let text = "the session starts afresh; frames and their subscriptions stay".into();
        let note = Entry { note: Some(text), ..Entry::of(Kind::Note) };
        self.record(note);
    }

    fn origin_of(&self, frame: &FrameId) -> Option<String> {
        self.workspace.origin(frame).and_then(Origin::as_str).map(Into::into)
    }

    fn note(&mut self, frame: Option<&FrameId>, clause: &str, text: String) -> u64 {
        self.record(Entry::note(frame, clause, text))
    }

    fn record(&mut self, entry: Entry) -> u64 {
        self.journal.push(self.clock.now(), entry)
    }

    /// Takes out what the workspace has to say, writes it into the journal, and hands it on.
    fn drain(&mut self, cause: Option<u64>) -> Vec<Delivery> {
        let mut posts = Vec::new();
        while let Some(output) = self.workspace.poll_output() {
            match output {
                Output::Reply(post) => posts.push((post, Purpose::Reply)),
                Output::Event(post) | Output::Greeting(post) => posts.push((post, Purpose::Unasked)),
                Output::Effect(Effect::Note(note)) => {
                    let entry = Entry::note(note.frame.as_ref(), note.clause, note.text);
                    self.record(Entry { cause, ..entry });
                }
            }
        }
        posts.into_iter().map(|(post, purpose)| self.deliver(post, purpose, cause)).collect()
    }

    fn deliver(&mut self, post: Post, purpose: Purpose, cause: Option<u64>) -> Delivery {
        let message = post.message.to_value();
        let entry = Entry {
            frame: Some(post.frame.as_str().into()),
            origin: self.origin_of(&post.frame),
            message: Some(message.clone()),
            direction: Some(MessageDirection::HostToApp),
            cause,
            ..Entry::of(Kind::Message)
        };
        self.record(entry);
        Delivery { frame: post.frame, message, purpose }
    }
}

/// Of text that is no JSON this much is kept in the journal, in characters: enough to see what it was.
const TEXT_KEPT: usize = 2000;
