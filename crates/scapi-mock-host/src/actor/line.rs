//! The way out to a socket: texts, in order, and not more of them than its other side can be expected to take.
//! Whoever takes too little is cut off; that is for the actor to do, which never waits for a socket.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::{Notify, mpsc};

/// What a text weighs besides its bytes.
const TEXT_WEIGHT: usize = 64;

/// The actor's end. The socket ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Line {
    texts: mpsc::UnboundedSender<Utf8Bytes>,
    room: Room,
    at_most: usize,
}

/// The socket's end.
#[derive(Debug)]
pub(crate) struct Waiting {
    texts: mpsc::UnboundedReceiver<Utf8Bytes>,
    room: Room,
}

/// How much of a line is taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room(Arc<Taken>);

#[derive(Debug, Default)]
struct Taken {
    bytes: AtomicUsize,
    is_cut: AtomicBool,
    /// Why it was ended, if somebody meant it.
    reason: OnceLock<&'static str>,
    changed: Notify,
}

/// So much waits that the other side cannot be reading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Full;

impl Line {
    /// A line on which this many bytes may wait; the last text may be longer.
    pub(crate) fn new(at_most: usize) -> (Self, Waiting) {
        let (texts, receiver) = mpsc::unbounded_channel();
        let room = Room::default();
        (Self { texts, room: room.clone(), at_most }, Waiting { texts: receiver, room })
    }

    /// Adds a text, unless too much waits already.
    pub(super) fn send(&self, text: Utf8Bytes) -> Result<(), Full> {
        let weight = weight(&text);
        if self.room.0.bytes.load(Ordering::Relaxed) >= self.at_most {
            return Err(Full);
        }
        self.room.0.bytes.fetch_add(weight, Ordering::Relaxed);
        self.texts.send(text).map_err(|_| Full)
    }

    /// Ends it, and says why.
    pub(super) fn end(self, reason: &'static str) {
        // It ends but once.
        let _ = self.room.0.reason.set(reason);
    }

    /// Its room, if something waits in it.
    pub(super) fn busy(&self) -> Option<Room> {
        (self.room.0.bytes.load(Ordering::Relaxed) > 0).then(|| self.room.clone())
    }

    /// Whether this is the line with that room.
    pub(super) fn has(&self, room: &Room) -> bool {
        Arc::ptr_eq(&self.room.0, &room.0)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.room.0.is_cut.store(true, Ordering::Relaxed);
        self.room.0.changed.notify_waiters();
    }
}

impl Waiting {
    /// The next text; None when the actor has dropped its end and nothing waits.
    pub(crate) async fn next(&mut self) -> Option<Utf8Bytes> {
        let text = self.texts.recv().await?;
        self.room.0.bytes.fetch_sub(weight(&text), Ordering::Relaxed);
        self.room.0.changed.notify_waiters();
        Some(text)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Whether the actor has dropped its end; something may still wait.
    pub(crate) fn is_cut(&self) -> bool {
        self.room.is_cut()
    }

    pub(crate) fn room(&self) -> Room {
        self.room.clone()
    }

    /// Why the actor has ended it, if it has said so.
    pub(crate) fn reason(&self) -> Option<&'static str> {
        self.room.0.reason.get().copied()
    }
}

impl Room {
    /// Whether the actor has dropped its end.
    pub(crate) fn is_cut(&self) -> bool {
        self.0.is_cut.load(Ordering::Relaxed)
    }

    /// Waits until no more bytes than this are taken; false if the line is cut.
    pub(crate) async fn falls_to(&self, bytes: usize) -> bool {
        loop {
            let changed = self.0.changed.notified();
            if self.is_cut() {
                return false;
            }
            if self.0.bytes.load(Ordering::Relaxed) <= bytes {
                return true;
            }
            changed.await;
        }
    }
}

fn weight(text: &Utf8Bytes) -> usize {
    TEXT_WEIGHT + text.len()
}
