//! Bridges: the connections of workspace pages. A page speaks for its frames, numbers what it sends, and acknowledges what it got;
//! after a lost connection it resumes, and nothing is delivered twice.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Instant,
};

use axum::extract::ws::Utf8Bytes;
use scapi_reference::{FrameId, Origin, Timestamp, Workspace};
use scapi_schema::interaction::Interaction;
use serde::Deserialize;
use serde_json::{Value, json};

use super::line::{Line, Room};
use crate::session::{Delivery, EmbeddedApp, Session};

/// A page that connects is shown so many entries of the journal; older ones are a request away.
const ENTRIES_ON_WELCOME: usize = 500;
/// So much waits for a page that is away or acknowledges nothing, in bytes; then it has to start anew.
const WAITING_AT_MOST: usize = 64 * 1024 * 1024;
/// What a message that waits weighs besides its bytes.
const MESSAGE_WEIGHT: usize = 64;

/// What a page says.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum BridgeInput {
    Hello,
    Resume {
        bridge: String,
        received: u64,
        /// The journal entry that it was shown last; what was sent after it may have been lost.
        #[serde(default)]
        shown: Option<u64>,
    },
    FrameOpened {
        frame: String,
        origin: String,
        url: String,
    },
    FrameClosed {
        frame: String,
    },
    FrameReloaded {
        frame: String,
    },
    Message {
        frame: String,
        origin: String,
        seq: u64,
        message: Value,
    },
    Unreadable {
        frame: String,
        origin: String,
        seq: u64,
        reason: String,
    },
    Stranger {
        origin: String,
        seq: u64,
        #[serde(default)]
        message: Option<Value>,
    },
    Ack {
        seq: u64,
    },
}

/// How far a page had got when it lost its connection.
#[derive(Clone, Debug)]
pub(crate) struct Resume {
    pub(crate) bridge: String,
    pub(crate) received: u64,
    pub(crate) shown: Option<u64>,
}

#[derive(Debug, Default)]
pub(crate) struct Bridges {
    pages: BTreeMap<String, Bridge>,
    opened: u64,
    /// How many messages pages have acknowledged.
    acknowledged: u64,
}

#[derive(Debug)]
struct Bridge {
    link: Link,
    frames: BTreeSet<FrameId>,
    /// Number of the last message to the page.
    sent: u64,
    /// Messages that the page has not acknowledged.
    unacknowledged: VecDeque<(u64, Utf8Bytes)>,
    /// What they weigh together.
    waiting: usize,
    /// Number of the last message from the page.
    received: u64,
    /// The journal entry that the page was shown last.
    shown: u64,
    /// Session time when that was.
    shown_at: Timestamp,
}

/// Whether the page is there.
#[derive(Debug)]
enum Link {
    Connected(Line),
    Away(Instant),
}

impl Link {
    fn away_since(&self) -> Option<Instant> {
        match self {
            Self::Connected(_) => None,
            Self::Away(since) => Some(*since),
        }
    }
}

impl Bridges {
    /// A page connects. Gives the name of its bridge: the old one if it could be resumed.
    pub(super) fn open(
        &mut self,
        name: &str,
        session: &Session,
        resume: Option<Resume>,
        line: Line,
    ) -> String {
        let resumed = resume.filter(|resume| self.pages.contains_key(&resume.bridge));
        let bridge =
            resumed.as_ref().map_or_else(|| self.new_bridge(session), |resume| resume.bridge.clone());
        let prefix = if bridge == "b1" { "f".to_owned() } else { format!("{bridge}-f") };
        let Some(page) = self.pages.get_mut(&bridge) else { return bridge };
        page.link = Link::Connected(line);
        page.send(&json!({
            "type": "welcome",
            "session": name,
            "bridge": bridge,
            "framePrefix": prefix,
            "resumed": resumed.is_some(),
            "apps": apps(session),
            "agent": session.workspace().agent(),
            "clock": session.config().clock,
            "cursor": session.journal().cursor(),
        }));
        if let Some(Resume { received, shown, .. }) = resumed {
            self.acknowledged += page.acknowledge(received);
            page.resend();
            page.shown = page.shown.min(shown.unwrap_or(u64::MAX));
        }
        page.show(session);
        bridge
    }

    fn new_bridge(&mut self, session: &Session) -> String {
        self.opened += 1;
        let bridge = format!("b{}", self.opened);
        let shown = session.journal().after(0).rev().nth(ENTRIES_ON_WELCOME).map_or(0, |entry| entry.seq);
        self.pages.insert(bridge.clone(), Bridge::new(shown));
        bridge
    }

    /// The connection of a page is lost. Pages that have been away while others came are given up; gives their frames.
    pub(super) fn lose(&mut self, bridge: &str, room: &Room) -> Vec<FrameId> {
        if let Some(page) = self.pages.get_mut(bridge) {
            // A page may have come back on a new connection before the old one was found dead.
            if matches!(&page.link, Link::Connected(line) if line.has(room)) {
                page.link = Link::Away(Instant::now());
            }
        }
        let away = self.pages.iter().filter_map(|(name, page)| Some((page.link.away_since()?, name)));
        let mut away: Vec<(Instant, String)> = away.map(|(since, name)| (since, name.clone())).collect();
        away.sort_unstable();
        let too_many = away.len().saturating_sub(PAGES_AWAY);
        let given_up = away.into_iter().take(too_many).filter_map(|(_, name)| self.pages.remove(&name));
        given_up.flat_map(|page| page.frames).collect()
    }

    /// A page says something. What it said before is dropped, so that nothing happens twice.
    pub(super) fn take(&mut self, bridge: &str, input: BridgeInput, session: &mut Session) -> Vec<Delivery> {
        let Some(page) = self.pages.get_mut(bridge) else { return Vec::new() };
        if let Some(seq) = input.seq() {
            page.send(&json!({ "type": "ack", "seq": seq }));
            if seq <= page.received {
                return Vec::new();
            }
            page.received = seq;
        }
        if let Some(frame) = input.speaks_of().filter(|frame| !page.frames.contains(&FrameId::from(*frame))) {
            let text = format!("this page has no open frame \"{frame}\"; it says frame-opened first");
            page.send(&json!({ "type": "error", "message": text }));
            return Vec::new();
        }
        if let BridgeInput::Ack { seq } = input {
            self.acknowledged += page.acknowledge(seq);
        }
        page.take(input, session)
    }

    /// How many messages pages have acknowledged, all in all.
    pub(super) const fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    /// Whether every page has acknowledged everything.
    pub(super) fn are_quiet(&self) -> bool {
        self.pages.values().all(|page| page.unacknowledged.is_empty())
    }

    /// Something that a page said was not understood.
    pub(super) fn complain(&mut self, bridge: &str, fault: &str) {
        if let Some(page) = self.pages.get_mut(bridge) {
            page.send(&json!({ "type": "error", "message": fault }));
        }
    }

    /// Queues a message for the page that has the frame, if one has. A page for which too much waits is given up: it must not
    /// go on without a part of what was said to it. Gives its frames then.
    pub(super) fn deliver(&mut self, delivery: &Delivery, session: &Session) -> Vec<FrameId> {
        let page = self.pages.iter_mut().find(|(_, page)| page.frames.contains(&delivery.frame));
        let Some((name, page)) = page else { return Vec::new() };
        let origin = session.workspace().origin(&delivery.frame).and_then(Origin::as_str).unwrap_or("null");
        page.sent += 1;
        let message = json!({
            "type": "message",
            "frame": delivery.frame,
            "origin": origin,
            "seq": page.sent,
            "message": delivery.message,
        });
        page.queue(message.to_string().into());
        if page.waiting <= WAITING_AT_MOST {
            return Vec::new();
        }
        let name = name.clone();
        self.pages.remove(&name).map(|page| page.frames.into_iter().collect()).unwrap_or_default()
    }

    /// Cuts the connection of the page that has a frame, or of all; they come back, and miss nothing.
    pub(super) fn cut(&mut self, frame: Option<&FrameId>) {
        for page in self.pages_with(frame) {
            page.link = Link::Away(Instant::now());
        }
    }

    /// Tells the page that has a frame, or all, to load it again.
    pub(super) fn load_again(&mut self, frame: Option<&FrameId>) {
        for page in self.pages_with(frame) {
            let frames: Vec<FrameId> =
                page.frames.iter().filter(|own| frame.is_none_or(|frame| frame == *own)).cloned().collect();
            frames.iter().for_each(|frame| page.send(&json!({ "type": "reload", "frame": frame })));
        }
    }

    fn pages_with(&mut self, frame: Option<&FrameId>) -> impl Iterator<Item = &mut Bridge> {
        let has = move |page: &&mut Bridge| frame.is_none_or(|frame| page.frames.contains(frame));
        self.pages.values_mut().filter(has)
    }

    /// No page finds its bridge any more. Names are not used again: one that comes back would get another's.
    pub(super) fn start_anew(&mut self) {
        self.pages.clear();
    }

    /// Shows every connected page what is new in the journal, and the state that it has led to.
    pub(super) fn update(&mut self, session: &Session) {
        for page in self.pages.values_mut() {
            if matches!(page.link, Link::Connected(_)) && page.is_behind(session) {
                page.show(session);
            }
        }
    }
}

/// So many pages may be away at a time before the one that left first is given up.
const PAGES_AWAY: usize = 8;

impl Bridge {
    fn new(shown: u64) -> Self {
        Self {
            link: Link::Away(Instant::now()),
            frames: BTreeSet::new(),
            sent: 0,
            unacknowledged: VecDeque::new(),
            waiting: 0,
            received: 0,
            shown,
            shown_at: Timestamp::ZERO,
        }
    }

    fn take(&mut self, input: BridgeInput, session: &mut Session) -> Vec<Delivery> {
        match input {
            BridgeInput::Hello | BridgeInput::Resume { .. } | BridgeInput::Ack { .. } => Vec::new(),
            BridgeInput::FrameOpened { frame, origin, url } => {
                let frame = FrameId::from(frame);
                self.frames.insert(frame.clone());
                session.embed(&frame, &origin, &url)
            }
            BridgeInput::FrameClosed { frame } => {
                let frame = FrameId::from(frame);
                if self.frames.remove(&frame) { session.close_frame(&frame) } else { Vec::new() }
            }
            BridgeInput::FrameReloaded { frame } => {
                session.reload_frame(&FrameId::from(frame), "the page loads it again")
            }
            BridgeInput::Message { frame, origin, message, .. } => {
                session.handle_bridged(&FrameId::from(frame), &origin, message)
            }
            BridgeInput::Unreadable { frame, origin, reason, .. } => {
                session.handle_bridged_unreadable(&FrameId::from(frame), &origin, &reason)
            }
            BridgeInput::Stranger { origin, message, .. } => {
                session.handle_stranger(&origin, message);
                Vec::new()
            }
        }
    }

    /// The page has got everything up to a number. Gives how much was news.
    fn acknowledge(&mut self, seq: u64) -> u64 {
        let mut news = 0;
        while let Some((_, text)) = self.unacknowledged.front().filter(|(sent, _)| *sent <= seq) {
            self.waiting -= MESSAGE_WEIGHT + text.len();
            self.unacknowledged.pop_front();
            news += 1;
        }
        news
    }

    fn queue(&mut self, text: Utf8Bytes) {
        self.waiting += MESSAGE_WEIGHT + text.len();
        self.unacknowledged.push_back((self.sent, text.clone()));
        self.send_text(text);
    }

    fn resend(&mut self) {
        let waiting: Vec<Utf8Bytes> = self.unacknowledged.iter().map(|(_, text)| text.clone()).collect();
        for text in waiting {
            self.send_text(text);
        }
    }

    /// Whether something has happened, or virtual time gone on, since the page was shown the last of it.
    fn is_behind(&self, session: &Session) -> bool {
        let stands = session.clock().stands;
        self.shown < session.journal().cursor() || (stands && self.shown_at != session.now())
    }

    fn show(&mut self, session: &Session) {
        let journal = session.journal();
        self.shown_at = session.now();
        let entries: Vec<_> = journal.after(self.shown).collect();
        self.shown = journal.cursor();
        let batch = json!({ "type": "journal", "entries": entries, "dropped": journal.dropped() });
        self.send(&batch);
        self.send(&state(session));
    }

    fn send(&mut self, message: &Value) {
        self.send_text(message.to_string().into());
    }

    /// A page that does not read is cut off; it comes back and resumes.
    fn send_text(&mut self, text: Utf8Bytes) {
        if matches!(&self.link, Link::Connected(line) if line.send(text).is_err()) {
            self.link = Link::Away(Instant::now());
        }
    }
}

impl BridgeInput {
    /// The frame that has to be open for this.
    fn speaks_of(&self) -> Option<&str> {
        match self {
            Self::FrameReloaded { frame } | Self::Message { frame, .. } | Self::Unreadable { frame, .. } => {
                Some(frame)
            }
            Self::Hello
            | Self::Resume { .. }
            | Self::FrameOpened { .. }
            | Self::FrameClosed { .. }
            | Self::Stranger { .. }
            | Self::Ack { .. } => None,
        }
    }

    const fn seq(&self) -> Option<u64> {
        match self {
            Self::Message { seq, .. } | Self::Unreadable { seq, .. } | Self::Stranger { seq, .. } => {
                Some(*seq)
            }
            Self::Hello
            | Self::Resume { .. }
            | Self::FrameOpened { .. }
            | Self::FrameClosed { .. }
            | Self::FrameReloaded { .. }
            | Self::Ack { .. } => None,
        }
    }
}

fn apps(session: &Session) -> Value {
    let label = |url: &url::Url| {
        let folder = url.path().trim_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        if folder.is_empty() { url.authority().to_owned() } else { folder }
    };
    let link =
        |app: &EmbeddedApp| json!({ "url": app.url.as_str(), "label": label(&app.url), "kind": app.kind });
    session.config().apps.iter().map(link).collect()
}

/// A page that draws a long chat again and again needs its end only; the control API has all of it.
const LINES_SHOWN: usize = 100;

/// An interaction as the desktop draws it: what it is, and what can be done with it now.
fn drawn(workspace: &Workspace, interaction: &Interaction) -> Value {
    let id = &interaction.interaction_id;
    let legal = workspace.legal_actions(id);
    let transcript = workspace.transcript(id);
    json!({
        "interaction": interaction,
        "legal": { "agent": legal.agent, "farEnd": legal.far_end, "routing": legal.routing },
        "markdoneWarning": workspace.markdone_warning(id),
        "transcript": &transcript[transcript.len().saturating_sub(LINES_SHOWN)..],
        "lines": transcript.len(),
    })
}

/// What the desktop draws.
fn state(session: &Session) -> Value {
    let workspace = session.workspace();
    let interactions = workspace.interactions().map(|interaction| drawn(workspace, &interaction));
    let frames = workspace.frames().map(|(frame, origin)| {
        let subscriptions: Vec<&str> = workspace.subscriptions(frame).collect();
        let accepted = workspace.is_accepted(frame);
        json!({ "frame": frame, "origin": origin.as_str(), "subscriptions": subscriptions, "accepted": accepted })
    });
    json!({
        "type": "state",
        "at": session.now(),
        "stands": session.clock().stands,
        "agent": workspace.agent(),
        "selectedCase": workspace.selected_case(),
        "interactions": interactions.collect::<Value>(),
        "frames": frames.collect::<Value>(),
    })
}
