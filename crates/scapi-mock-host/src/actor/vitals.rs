//! What is known of a session without asking its actor, which may be busy: counts, the last use, how far it has come.
//! The actor and the sockets write it; lists, limits and waiting requests read it.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::watch;

use super::Desk;

/// The signs of life of one session.
#[derive(Debug)]
pub(crate) struct Vitals {
    made: Instant,
    /// When something was asked of it last, in milliseconds since it was made.
    used: AtomicU64,
    /// Sockets of frames and pages that are open.
    connections: AtomicUsize,
    interactions: AtomicUsize,
    frames: AtomicUsize,
    /// Streams of the journal that are open; they count as connections too.
    streams: AtomicUsize,
    progress: watch::Sender<Progress>,
    /// What the actor panicked with, if it did.
    failure: OnceLock<String>,
}

/// How far a session has come. Whoever waits for something looks again when this changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    /// The number of the last journal entry.
    pub(crate) cursor: u64,
    /// How much pages have acknowledged, all in all.
    pub(crate) acknowledged: u64,
}

impl Default for Vitals {
    fn default() -> Self {
        Self {
            made: Instant::now(),
            used: AtomicU64::new(0),
            connections: AtomicUsize::new(0),
            interactions: AtomicUsize::new(0),
            frames: AtomicUsize::new(0),
            streams: AtomicUsize::new(0),
            progress: watch::Sender::default(),
            failure: OnceLock::new(),
        }
    }
}

impl Vitals {
    /// Something is asked of the session.
    pub(super) fn touch(&self) {
        self.used.store(millis(self.made.elapsed()), Ordering::Relaxed);
    }

    /// Takes down where the session is after something was done.
    pub(super) fn take_down(&self, desk: &Desk) {
        self.interactions.store(desk.interactions(), Ordering::Relaxed);
        self.frames.store(desk.frames(), Ordering::Relaxed);
        let now = desk.progress();
        self.progress.send_if_modified(|last| std::mem::replace(last, now) != now);
    }

    pub(super) fn fail(&self, fault: String) {
        // An actor fails but once.
        let _ = self.failure.set(fault);
    }

    pub(crate) fn failure(&self) -> Option<&str> {
        self.failure.get().map(String::as_str)
    }

    pub(crate) fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    pub(crate) fn interactions(&self) -> usize {
        self.interactions.load(Ordering::Relaxed)
    }

    pub(crate) fn frames(&self) -> usize {
        self.frames.load(Ordering::Relaxed)
    }

    pub(crate) fn age(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.made)
    }

    /// How long nothing was asked of it. One that a frame or a page is connected to is in use.
    pub(crate) fn idle(&self, now: Instant) -> Duration {
        if self.connections.load(Ordering::Relaxed) > 0 {
            return Duration::ZERO;
        }
        let used = self.made + Duration::from_millis(self.used.load(Ordering::Relaxed));
        now.saturating_duration_since(used)
    }

    /// A socket is open as long as this lives.
    pub(crate) fn connect(self: &Arc<Self>) -> ConnectionGuard {
        self.connections.fetch_add(1, Ordering::Relaxed);
        ConnectionGuard(self.clone())
    }
}

/// Each holds some of the journal; more would be a test that forgets to close them.
const STREAMS_AT_MOST: usize = 100;

impl Vitals {
    /// The journal is streamed as long as this lives. None if there are as many streams as there may be.
    pub(crate) fn stream(self: &Arc<Self>) -> Option<StreamGuard> {
        let room = |open: usize| (open < STREAMS_AT_MOST).then_some(open + 1);
        let opened = self.streams.fetch_update(Ordering::Relaxed, Ordering::Relaxed, room);
        opened.ok().map(|_| StreamGuard(self.connect()))
    }
}

/// One open stream.
#[derive(Debug)]
#[must_use = "the stream counts as closed when this is dropped"]
pub(crate) struct StreamGuard(ConnectionGuard);

impl Drop for StreamGuard {
    fn drop(&mut self) {
        self.0.0.streams.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One open socket.
#[derive(Debug)]
#[must_use = "the socket counts as closed when this is dropped"]
pub(crate) struct ConnectionGuard(Arc<Vitals>);

impl Drop for ConnectionGuard {
    fn drop(&mut self) {
        self.0.touch();
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

fn millis(duration: Duration) -> u64 {
    duration.as_millis().try_into().unwrap_or(u64::MAX)
}
