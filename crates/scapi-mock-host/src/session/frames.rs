//! Frames of a session: they open, are reloaded and close, and what they send may be no message at all.
//! Which page is in a frame is told by its origin and by the reference ids of its client (`frame/1`, `frame/2`).

use scapi_reference::{FrameId, Origin};
use scapi_schema::journal::{Change, Kind, Legality, LegalityVerdict, MessageDirection};
use serde_json::Value;

use super::{Delivery, Entry, Session};

/// Of text that is no JSON this much is kept in the journal, in characters: enough to see what it was.
const TEXT_KEPT: usize = 2000;

impl Session {
    /// A name for the frame of a socket: `s1`, `s2`, …
    pub(crate) fn next_socket_frame(&mut self) -> FrameId {
        self.sockets_opened += 1;
        FrameId::from(format!("s{}", self.sockets_opened))
    }

    pub(crate) fn open_frame(&mut self, frame: &FrameId, origin: Origin) -> Vec<Delivery> {
        let text = format!("frame {frame} opened, origin {}", origin.as_str().unwrap_or("(none)"));
        let entry = Entry::change(Change::FrameOpened, text).citing("frame/1").about(frame, origin.as_str());
        self.clients.forget(frame);
        self.faults.forget(frame);
        self.input(entry, |workspace, now| workspace.open_frame(now, frame, origin))
    }

    pub(crate) fn close_frame(&mut self, frame: &FrameId) -> Vec<Delivery> {
        let entry = Entry::change(Change::FrameClosed, format!("frame {frame} closed")).citing("frame/6");
        self.in_pages.remove(frame);
        self.clients.forget(frame);
        self.faults.forget(frame);
        self.input(entry.about(frame, None), |workspace, now| workspace.close_frame(now, frame))
    }

    /// The page of a frame is replaced.
    pub(crate) fn reload_frame(&mut self, frame: &FrameId, why: &str) -> Vec<Delivery> {
        let text = format!("frame {frame} reloaded: {why}");
        let entry = Entry::change(Change::FrameReloaded, text).citing("frame/2").about(frame, None);
        self.clients.forget(frame);
        self.faults.forget(frame);
        self.input(entry, |workspace, now| workspace.reload_frame(now, frame))
    }

    /// A page embeds an app in a frame.
    pub(crate) fn embed(&mut self, frame: &FrameId, origin: &str, url: &str) -> Vec<Delivery> {
        self.accept_embedded(frame, origin, url);
        self.open_frame(frame, Origin::Web(origin.into()))
    }

    /// A page embeds an app: its origin is accepted from now on.
    pub(crate) fn accept_embedded(&mut self, frame: &FrameId, origin: &str, url: &str) {
        let change = Change::AppEmbedded { url: url.into() };
        let entry = Entry::change(change, format!("a page embeds {url}")).citing("frame/4");
        self.added_origins.insert(origin.into());
        self.in_pages.insert(frame.clone(), url.into());
        let mut origins = self.config.origins();
        origins.extend(self.added_origins.iter().cloned());
        let entry = entry.about(frame, Some(origin));
        self.input(entry, |workspace, _| workspace.set_embedded_origins(origins));
    }

    /// The frames in pages, and the URL of the app in each.
    #[cfg(feature = "cli")]
    pub(crate) fn frames_in_pages(&self) -> impl Iterator<Item = (&FrameId, &str)> {
        self.in_pages.iter().map(|(frame, url)| (frame, url.as_str()))
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
        const CLAUSE: &str = "envelope/34";
        if self.can_go_on().is_err() {
            return Vec::new();
        }
        let now = self.clock.now();
        let entry = Entry {
            frame: Some(frame.as_str().into()),
            origin: self.origin_of(frame),
            text: Some(text.chars().take(TEXT_KEPT).collect()),
            direction: Some(MessageDirection::AppToHost),
            legality: Some(Legality {
                verdict: LegalityVerdict::Ignored,
                why: Some(why.into()),
                clause: Some(CLAUSE.into()),
            }),
            ..Entry::of(Kind::Message)
        };
        let cause = self.journal.push(now, entry);
        let note = Entry::note(Some(frame), CLAUSE, why.into());
        self.journal.push(now, Entry { cause: Some(cause), ..note });
        self.commit(Vec::new())
    }

    /// A message that a page bridges. Its reference id may tell that there is another page in the frame now.
    pub(crate) fn handle_bridged(&mut self, frame: &FrameId, origin: &str, message: Value) -> Vec<Delivery> {
        let mut deliveries = self.arrive_from(frame, origin);
        let id = message.get("referenceId").and_then(Value::as_str).unwrap_or_default();
        if let Some(why) = self.clients.is_of_another_page(frame, id) {
            deliveries.extend(self.reload_frame(frame, why));
            // From now on it is the one that is there.
            self.clients.is_of_another_page(frame, id);
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
        if self.can_go_on().is_err() {
            return;
        }
        let text = format!("a message from a window of {origin} that is no embedded app is dropped");
        let entry =
            Entry { origin: Some(origin.into()), message, ..Entry::note(None, "gate.origin/4", text) };
        self.journal.push(self.clock.now(), entry);
        self.commit(Vec::new());
    }
}
