//! The journal as it grows: server-sent events, one an entry, its number as their id. A reader that comes back says which it had last,
//! and goes on there. The session waits for no reader: one that is slow is told how many entries it has missed.

use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use serde_json::json;
use tokio::sync::watch;

use super::{
    super::{
        Problem, Server,
        problem::{Kind, Params},
    },
    JournalQuery,
};
use crate::{
    actor::{Progress, SessionEnded, SessionHandle, StreamGuard},
    session::{CAPACITY, Excerpt, Filter, Kept},
};

/// A connection on which nothing happens is not taken for dead by what stands in between, nor kept when it is.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// So many entries are fetched at a time.
const FETCHED_AT_MOST: usize = 64;
/// So much of them a reader may hold that does not read, in bytes; the last entry may be larger.
const HELD_AT_MOST: usize = 1024 * 1024;

pub(super) async fn stream(
    State(server): State<Server>,
    Path(session): Path<String>,
    Params(query): Params<JournalQuery>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    if query.limit.is_some() || query.format.is_some() {
        let detail = "a stream has no end and one form; limit and format are for GET …/control/journal";
        return Err(Problem::new(Kind::NotAQuery, detail));
    }
    let after = last_event_id(&headers)?.unwrap_or(query.after);
    let filter = query.filter()?;
    let session = server.registry.find(&session)?;
    let guard = session.vitals().stream().ok_or_else(too_many)?;
    let reader = Reader::new(session, guard, filter, after);
    let events = stream::unfold(reader, async |mut reader| {
        let event = reader.next().await.ok()?;
        Some((Ok::<_, Infallible>(event), reader))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT).text("heartbeat")))
}

/// What a browser sends when it comes back. It counts more than the address, which is that of the first time.
fn last_event_id(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(header) = headers.get("last-event-id") else { return Ok(None) };
    let id = header.to_str().ok().and_then(|text| text.parse().ok());
    let wrong = || {
        let detail = format!("Last-Event-ID is the number of a journal entry, got {header:?}");
        Problem::new(Kind::NotAQuery, detail)
    };
    id.map(Some).ok_or_else(wrong)
}

fn too_many() -> Problem {
    let detail = "the session has as many streams of its journal as it may have; close some";
    Problem::new(Kind::TooManyStreams, detail)
}

/// One that reads the journal as it grows.
struct Reader {
    session: SessionHandle,
    progress: watch::Receiver<Progress>,
    filter: Filter,
    /// The number of the last entry that was looked at.
    after: u64,
    waiting: VecDeque<Sent>,
    _guard: StreamGuard,
}

/// What a reader is sent.
enum Sent {
    Entry(Arc<Kept>),
    /// Entries were dropped before they could be sent.
    Missed {
        entries: u64,
        last: u64,
        dropped: u64,
    },
    /// Nothing that it wants, up to this entry: it need not look there again when it comes back.
    Passed(u64),
    /// The entry that it had last is not of this session: it begins with the first.
    Restarted,
}

impl Reader {
    fn new(session: SessionHandle, guard: StreamGuard, filter: Filter, after: u64) -> Self {
        let progress = session.vitals().progress();
        Self { session, progress, filter, after, waiting: VecDeque::new(), _guard: guard }
    }

    /// The next event, as soon as there is one.
    async fn next(&mut self) -> Result<Event, SessionEnded> {
        loop {
            if let Some(sent) = self.waiting.pop_front() {
                return Ok(sent.event());
            }
            // Seen before looking: what comes after the look wakes this up again.
            self.progress.borrow_and_update();
            let after = self.after;
            let fetch = move |desk: &mut crate::actor::Desk| {
                desk.session().journal().excerpt_of(after, FETCHED_AT_MOST, HELD_AT_MOST)
            };
            let excerpt = self.session.call(fetch).await?;
            if excerpt.last == after {
                tokio::select! {
                    // Who makes progress is there as long as the session can be asked.
                    _ = self.progress.changed() => {}
                    ended = self.session.over() => return Err(ended),
                }
            } else {
                self.take(excerpt);
            }
        }
    }

    fn take(&mut self, excerpt: Excerpt) {
        if excerpt.last < self.after {
            self.after = 0;
            self.waiting.push_back(Sent::Restarted);
            return;
        }
        if excerpt.missed > 0 {
            self.after += excerpt.missed;
            let (entries, last, dropped) = (excerpt.missed, self.after, excerpt.dropped);
            self.waiting.push_back(Sent::Missed { entries, last, dropped });
        }
        let mut passed = None;
        for kept in excerpt.entries {
            self.after = kept.entry.seq;
            passed = Some(self.after).filter(|_| !self.filter.lets(&kept));
            if passed.is_none() {
                self.waiting.push_back(Sent::Entry(kept));
            }
        }
        self.waiting.extend(passed.map(Sent::Passed));
    }
}

impl Sent {
    fn event(&self) -> Event {
        match self {
            // An entry always is JSON.
            Self::Entry(kept) => {
                let text = serde_json::to_string(&kept.judged()).unwrap_or_default();
                Event::default().id(kept.entry.seq.to_string()).data(text)
            }
            Self::Missed { entries, last, dropped } => {
                let told = json!({ "missed": entries, "dropped": dropped, "capacity": CAPACITY });
                Event::default().id(last.to_string()).event("missed").data(told.to_string())
            }
            Self::Passed(last) => Event::default().id(last.to_string()),
            Self::Restarted => Event::default().id("0").event("restarted").data("{}"),
        }
    }
}
