//! A session with its doors: the sockets of frames, and the bridges of pages.
//! Whatever the session wants delivered goes out through here.

use std::{collections::BTreeMap, time::Duration};

use scapi_reference::{FrameId, Origin, Snapshot, SnapshotError, Timestamp};
use serde_json::{Value, json};

use super::{
    bridge::{BridgeInput, Bridges, Resume},
    line::{Line, Room},
    vitals::Progress,
};
use crate::{
    limits::Limits,
    session::{Caused, Delivery, Made, Purpose, RealClock, Session, Step, StimulusFault},
};

/// The frame of `POST /messages`.
const HTTP_FRAME: &str = "http";

#[derive(Debug)]
pub(crate) struct Desk {
    name: String,
    pub(super) session: Session,
    pub(super) sockets: BTreeMap<FrameId, Line>,
    pub(super) bridges: Bridges,
    limits: Limits,
    snapshots: BTreeMap<String, Kept>,
}

/// A desktop to come back to.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    snapshot: Snapshot,
    pub(crate) at: Timestamp,
    pub(crate) interactions: usize,
}

/// Each is a whole desktop; more would be a test that forgets to delete them.
const SNAPSHOTS_AT_MOST: usize = 100;

/// The session has as many snapshots as it may have.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the session has {SNAPSHOTS_AT_MOST} snapshots, which is the limit; delete some")]
pub(crate) struct TooManySnapshots;

/// What keeps a session from being quiet.
#[derive(Clone, Debug)]
pub(crate) enum Unrest {
    /// Something is due at its present time.
    Due,
    /// A page has not acknowledged something.
    Page,
    /// Something waits for a socket to take it.
    Socket { frame: FrameId, room: Room },
}

/// The session has as many frames as it may have.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the session has {at_most} frames, which is the limit; close some, or raise it with --max-frames")]
pub(crate) struct TooManyFrames {
    pub(crate) at_most: usize,
}

impl Desk {
    pub(crate) fn new(name: String, session: Session, limits: Limits) -> Self {
        Self {
            name,
            session,
            sockets: BTreeMap::new(),
            bridges: Bridges::default(),
            limits,
            snapshots: BTreeMap::new(),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// How many interactions the agent has.
    pub(super) fn interactions(&self) -> usize {
        // Of a map, so that the hint is exact; counting would draw each of them.
        self.session.workspace().interactions().size_hint().0
    }

    /// How many frames are open.
    pub(super) fn frames(&self) -> usize {
        self.session.workspace().frames().size_hint().0
    }

    pub(crate) fn snapshots(&self) -> impl Iterator<Item = (&str, &Kept)> {
        self.snapshots.iter().map(|(name, kept)| (name.as_str(), kept))
    }

    /// Takes a snapshot; one of the same name is replaced.
    pub(crate) fn take_snapshot(&mut self, name: &str) -> Result<&Kept, TooManySnapshots> {
        if self.snapshots.len() >= SNAPSHOTS_AT_MOST && !self.snapshots.contains_key(name) {
            return Err(TooManySnapshots);
        }
        let (snapshot, at) = (self.session.snapshot(), self.session.now());
        let kept = Kept { snapshot, at, interactions: self.interactions() };
        self.snapshots.insert(name.into(), kept);
        self.snapshots.get(name).ok_or(TooManySnapshots)
    }

    /// Takes a snapshot out; false if there is none of this name.
    pub(crate) fn forget_snapshot(&mut self, name: &str) -> bool {
        self.snapshots.remove(name).is_some()
    }

    /// Brings a snapshot back; none if there is none of this name.
    pub(crate) fn restore_snapshot(&mut self, name: &str) -> Result<Option<&Kept>, SnapshotError> {
        let Some(kept) = self.snapshots.get(name) else { return Ok(None) };
        self.session.restore(kept.snapshot.clone())?;
        Ok(Some(kept))
    }

    pub(super) fn progress(&self) -> Progress {
        Progress { cursor: self.session.journal().cursor(), acknowledged: self.bridges.acknowledged() }
    }

    /// Refuses one more frame where there are as many as there may be.
    fn room_for_a_frame(&self) -> Result<(), TooManyFrames> {
        let at_most = self.limits.frames;
        if self.frames() < at_most { Ok(()) } else { Err(TooManyFrames { at_most }) }
    }

    pub(crate) const fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn due_in(&self) -> Option<Duration> {
        self.session.due_in()
    }

    pub(crate) fn handle_timeout(&mut self) {
        let deliveries = self.session.handle_timeout();
        self.deliver(&deliveries);
        // Nobody asked for this, so that nobody is told if it could not be recorded; the next who asks for something is.
        self.session.take_refusal();
    }

    /// A socket has come: it is one frame, from now to its end.
    pub(crate) fn open_socket(&mut self, origin: Origin, line: Line) -> Result<FrameId, TooManyFrames> {
        self.room_for_a_frame()?;
        let frame = self.session.next_socket_frame();
        self.sockets.insert(frame.clone(), line);
        let deliveries = self.session.open_frame(&frame, origin);
        self.deliver(&deliveries);
        Ok(frame)
    }

    pub(crate) fn close_socket(&mut self, frame: &FrameId) {
        if self.sockets.remove(frame).is_some() {
            let deliveries = self.session.close_frame(frame);
            self.deliver(&deliveries);
        }
    }

    pub(crate) fn socket_text(&mut self, frame: &FrameId, text: &str) {
        let deliveries = self.session.handle_text(frame, text);
        self.deliver(&deliveries);
    }

    /// Something on a socket that is not text, or too large to be taken in.
    pub(crate) fn socket_unreadable(&mut self, frame: &FrameId, why: &str) {
        let deliveries = self.session.handle_unreadable(frame, "", why);
        self.deliver(&deliveries);
    }

    /// One message by HTTP; gives its answer, if the host answers.
    pub(crate) fn http_message(&mut self, message: Value) -> Option<Value> {
        let frame = self.http_frame();
        let deliveries = self.session.handle_message(&frame, message);
        self.deliver(&deliveries);
        let mut replies = deliveries.into_iter().filter(|delivery| delivery.purpose == Purpose::Reply);
        replies.next().map(|reply| reply.message)
    }

    /// Something by HTTP that is no JSON.
    pub(crate) fn http_unreadable(&mut self, text: &str, why: &str) {
        let frame = self.http_frame();
        let deliveries = self.session.handle_unreadable(&frame, text, why);
        self.deliver(&deliveries);
    }

    /// The frame of all messages by HTTP, which opens with the first.
    fn http_frame(&mut self) -> FrameId {
        let frame = FrameId::from(HTTP_FRAME);
        if self.session.workspace().origin(&frame).is_none() {
            let deliveries = self.session.open_frame(&frame, Origin::None);
            self.deliver(&deliveries);
        }
        frame
    }

    pub(crate) fn stimulus(&mut self, stimulus: Value) -> Result<(Caused, u64), StimulusFault> {
        self.limits.check_arrival(&stimulus, self.interactions())?;
        let outcome = self.session.handle_stimulus(stimulus);
        let late = self.session.take_late();
        self.deliver(&late);
        let caused = outcome?;
        self.deliver(&caused.deliveries);
        Ok((caused, self.session.journal().cursor()))
    }

    /// Takes the steps to a state that has a name; gives the ids of what they made, oldest first.
    pub(crate) fn start_in(&mut self, steps: Vec<Step>) -> Result<(Vec<String>, u64), StimulusFault> {
        let mut made = Made::default();
        for step in steps {
            match step {
                Step::Stimulus(stimulus) => {
                    let (caused, _) = self.stimulus(made.filled(stimulus))?;
                    made.note(caused.interaction);
                }
                Step::Request(method, parameters) => {
                    let reference = format!("start-{method}");
                    let parameters = made.filled(parameters);
                    self.http_message(json!({
                        "request": method, "parameters": parameters, "referenceId": reference, "userAgent": "WWE Client",
                        "protocolVersion": 2,
                    }));
                }
            }
        }
        Ok((made.ids().map(str::to_owned).collect(), self.session.journal().cursor()))
    }

    /// Does something as a step of a scenario: it is remarked in the journal, and what it causes has the number of the step.
    pub(crate) fn in_step<T>(&mut self, step: u64, note: String, job: impl FnOnce(&mut Self) -> T) -> T {
        self.session.begin_step(step, note);
        let done = job(self);
        self.session.end_step();
        done
    }

    pub(crate) fn advance(&mut self, ms: u64) -> Result<Vec<Delivery>, RealClock> {
        let deliveries = self.session.advance(ms)?;
        self.deliver(&deliveries);
        Ok(deliveries)
    }

    pub(crate) fn run_until_quiet(&mut self, at_most: u64) -> Result<Vec<Delivery>, RealClock> {
        let deliveries = self.session.run_until_quiet(at_most)?;
        self.deliver(&deliveries);
        Ok(deliveries)
    }

    pub(crate) fn post_event(&mut self, name: &str, data: Value) -> Vec<Delivery> {
        let deliveries = self.session.post_event(name, data);
        self.deliver(&deliveries);
        deliveries
    }

    /// Why the session is not quiet, if it is not.
    pub(crate) fn unrest(&self) -> Option<Unrest> {
        let clock = self.session.clock();
        if clock.next.is_some_and(|next| next <= clock.at) {
            return Some(Unrest::Due);
        }
        if !self.bridges.are_quiet() {
            return Some(Unrest::Page);
        }
        let busy = self.sockets.iter().find_map(|(frame, line)| Some((frame, line.busy()?)));
        busy.map(|(frame, room)| Unrest::Socket { frame: frame.clone(), room })
    }

    pub(crate) fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    pub(crate) fn open_bridge(&mut self, resume: Option<Resume>, line: Line) -> String {
        self.bridges.open(&self.name, &self.session, resume, line)
    }

    pub(crate) fn lose_bridge(&mut self, bridge: &str, room: &Room) {
        for frame in self.bridges.lose(bridge, room) {
            let deliveries = self.session.close_frame(&frame);
            self.deliver(&deliveries);
        }
    }

    /// A page said something that is not understood.
    pub(crate) fn bridge_fault(&mut self, bridge: &str, fault: &str) {
        self.bridges.complain(bridge, fault);
    }

    pub(crate) fn bridge_input(&mut self, bridge: &str, input: BridgeInput) {
        if let (BridgeInput::FrameOpened { .. }, Err(full)) = (&input, self.room_for_a_frame()) {
            return self.bridges.complain(bridge, &full.to_string());
        }
        let deliveries = self.bridges.take(bridge, input, &mut self.session);
        self.deliver(&deliveries);
    }

    /// Tells the pages what is new, if anything is. A session that has stopped says goodbye after that: who waits for an answer
    /// must not wait for ever.
    pub(crate) fn update_pages(&mut self) {
        self.bridges.update(&self.session);
        if self.session.stopped().is_some() {
            self.sockets.clear();
            self.bridges = Bridges::default();
        }
    }

    pub(super) fn deliver(&mut self, deliveries: &[Delivery]) {
        let mut stuck = Vec::new();
        let mut given_up = Vec::new();
        for delivery in deliveries {
            if let Some(line) = self.sockets.get(&delivery.frame) {
                if line.send(delivery.text().into()).is_err() {
                    stuck.push(delivery.frame.clone());
                }
            } else {
                given_up.extend(self.bridges.deliver(delivery, &self.session));
            }
        }
        for frame in given_up {
            let deliveries = self.session.close_frame(&frame);
            self.deliver(&deliveries);
        }
        for frame in stuck {
            self.close_socket(&frame);
        }
        self.act();
    }
}
