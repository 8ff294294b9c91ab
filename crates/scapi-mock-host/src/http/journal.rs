//! Reading the journal of a session: by cursor and conditions, as JSON or as JSON lines.
//! The actor hands out what it keeps; looking through it and judging it is not done in the session's time.

mod import;
mod stream;

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use scapi_schema::{
    journal::{JournalEntry, Kind as EntryKind, MessageDirection},
    suggest,
};
use serde::{Deserialize, Serialize};

use super::{
    Problem, Routes, Server,
    problem::{Kind, Params},
};
use crate::recording::to_lines;
use crate::session::{CAPACITY, Capacity, Excerpt, Filter, Kept, Place};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/s/{session}/control/journal", journal)
        .get("/s/{session}/control/journal/stream", stream::stream)
        .post("/s/{session}/control/journal", import::check)
        .post("/s/{session}/control/journal/replay", import::replayed)
}

/// What a reader may ask for; every condition has to hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct JournalQuery {
    after: u64,
    limit: Option<usize>,
    format: Option<String>,
    kind: Option<String>,
    direction: Option<String>,
    frame: Option<String>,
    interaction: Option<String>,
    method: Option<String>,
    event: Option<String>,
    pointer: Option<String>,
    value: Option<String>,
}

/// The answer to a look into the journal.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct JournalPage {
    entries: Vec<JournalEntry>,
    /// The number of the last entry that was looked at, to be given as `after` next time.
    cursor: u64,
    /// Whether the limit was reached before the end.
    more: bool,
    /// How many entries after the cursor that was given are kept no more.
    missed: u64,
    /// How many entries have fallen out of the ring since the session began.
    dropped: u64,
    /// How much is kept.
    capacity: Capacity,
}

async fn journal(
    State(server): State<Server>,
    Path(session): Path<String>,
    Params(query): Params<JournalQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let form = Form::wanted(query.format.as_deref(), &headers)?;
    let filter = query.filter()?;
    let session = server.registry.find(&session)?;
    let after = query.after;
    let excerpt = session.call(move |desk| desk.session().journal().excerpt(after)).await?;
    let page = look_through(&excerpt, &filter, &query).await;
    Ok(match form {
        Form::Json => Json(page).into_response(),
        Form::Lines => page.into_lines(),
    })
}

/// Judging is some work; others are let through between two of these.
const JUDGED_AT_A_TIME: usize = 64;

async fn look_through(excerpt: &Excerpt, filter: &Filter, query: &JournalQuery) -> JournalPage {
    let mut entries = Vec::new();
    let mut wanted = excerpt.entries.iter().filter(|kept| filter.lets(kept));
    let chosen: Vec<&Arc<Kept>> = wanted.by_ref().take(query.limit.unwrap_or(usize::MAX)).collect();
    let more = wanted.next().is_some();
    for kept in &chosen {
        entries.push(kept.judged());
        if entries.len() % JUDGED_AT_A_TIME == 0 {
            tokio::task::yield_now().await;
        }
    }
    let seen = chosen.last().map_or(query.after, |kept| kept.entry.seq);
    JournalPage {
        entries,
        cursor: if more { seen } else { excerpt.last },
        more,
        missed: excerpt.missed,
        dropped: excerpt.dropped,
        capacity: CAPACITY,
    }
}

impl JournalPage {
    /// The entries alone, as a journal file has them; the rest in headers.
    fn into_lines(self) -> Response {
        let mut response = to_lines(&self.entries).into_response();
        let numbers = [
            ("scapi-journal-cursor", self.cursor),
            ("scapi-journal-missed", self.missed),
            ("scapi-journal-dropped", self.dropped),
        ];
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(LINES));
        headers.extend(numbers.map(|(name, number)| (HeaderName::from_static(name), number.into())));
        response
    }
}

/// The media type of JSON lines.
const LINES: &str = "application/x-ndjson";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Json,
    Lines,
}

impl Form {
    /// The parameter says it, or else the header.
    fn wanted(given: Option<&str>, headers: &HeaderMap) -> Result<Self, Problem> {
        const KNOWN: [&str; 2] = ["json", "jsonl"];
        match given {
            Some("json") => Ok(Self::Json),
            Some("jsonl") => Ok(Self::Lines),
            Some(other) => Err(not_one_of("format", other, &KNOWN)),
            None => {
                let accept = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
                let says_lines = accept.flat_map(|value| value.split(',')).any(|range| {
                    range.split(';').next().is_some_and(|range| range.trim().eq_ignore_ascii_case(LINES))
                });
                Ok(if says_lines { Self::Lines } else { Self::Json })
            }
        }
    }
}

impl JournalQuery {
    fn filter(&self) -> Result<Filter, Problem> {
        let kinds: Vec<&str> = EntryKind::KNOWN.iter().map(EntryKind::as_str).collect();
        let directions: Vec<&str> = MessageDirection::KNOWN.iter().map(MessageDirection::as_str).collect();
        Ok(Filter {
            kind: one_of("kind", self.kind.as_deref(), &kinds)?.map(EntryKind::from),
            direction: one_of("direction", self.direction.as_deref(), &directions)?
                .map(MessageDirection::from),
            frame: self.frame.clone(),
            interaction: self.interaction.clone(),
            method: self.method.clone(),
            event: self.event.clone(),
            place: self.place()?,
        })
    }

    fn place(&self) -> Result<Option<Place>, Problem> {
        let Some(pointer) = self.pointer.clone() else {
            let detail =
                "value says what has to be at a pointer, such as pointer=/request&value=interaction.accept";
            let problem = Problem::new(Kind::NotAQuery, detail);
            return if self.value.is_some() { Err(problem) } else { Ok(None) };
        };
        if !pointer.is_empty() && !pointer.starts_with('/') {
            let detail = format!("a JSON pointer begins with /, such as /{pointer}, got \"{pointer}\"");
            return Err(Problem::new(Kind::NotAQuery, detail).meaning(Some(format!("/{pointer}"))));
        }
        Ok(Some(Place { pointer, value: self.value.clone() }))
    }
}

fn one_of<'a>(name: &str, given: Option<&'a str>, known: &[&str]) -> Result<Option<&'a str>, Problem> {
    match given {
        Some(given) if !known.contains(&given) => Err(not_one_of(name, given, known)),
        given => Ok(given),
    }
}

fn not_one_of(name: &str, given: &str, known: &[&str]) -> Problem {
    let meant = suggest::nearest(given, known.iter().copied());
    let hint = meant.map(|meant| format!("; did you mean \"{meant}\"?")).unwrap_or_default();
    let detail = format!("{name} is one of {}, got \"{given}\"{hint}", known.join(", "));
    Problem::new(Kind::NotAQuery, detail).meaning(meant)
}
