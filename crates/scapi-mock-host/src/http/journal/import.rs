//! Journals from elsewhere: checked line by line, or fed to a fresh session. Neither touches the session whose journal it is posted
//! to: it says how strictly to judge, and that is all.

use axum::{
    Json,
    body::to_bytes,
    extract::{Path, Request, State},
    http::{HeaderMap, header},
};
use scapi_schema::validate::Mode;
use serde::Serialize;

use super::super::{Problem, Server, problem::Kind};
use crate::{
    recording::{Findings, Recording, RecordingFault, Torn},
    replay::{ReplayFault, Report, replay},
};

/// A larger journal is for the command line, which need not hold it twice.
const IMPORT_AT_MOST: usize = 16 * 1024 * 1024;

/// What is in a journal, and what the contract says of it.
#[derive(Debug, Serialize)]
pub(super) struct Checked {
    entries: usize,
    messages: usize,
    sessions: usize,
    torn: Option<Torn>,
    #[serde(flatten)]
    findings: Findings,
}

pub(super) async fn check(
    State(server): State<Server>,
    Path(session): Path<String>,
    request: Request,
) -> Result<Json<Checked>, Problem> {
    let session = server.registry.find(&session)?;
    let mode = session.call(|desk| desk.session().config().validation).await?;
    let recording = read(request).await?;
    aside(move || Checked::new(&recording, mode)).await.map(Json)
}

pub(super) async fn replayed(
    State(server): State<Server>,
    Path(session): Path<String>,
    request: Request,
) -> Result<Json<Report>, Problem> {
    server.registry.find(&session)?;
    let recording = read(request).await?;
    Ok(Json(aside(move || replay(&recording)).await??))
}

impl Checked {
    fn new(recording: &Recording, mode: Mode) -> Self {
        let entries = recording.lines.iter().map(|line| &line.entry);
        Self {
            entries: recording.lines.len(),
            messages: entries.filter(|entry| entry.message.is_some()).count(),
            sessions: recording.sessions().count(),
            torn: recording.torn,
            findings: recording.findings(mode),
        }
    }
}

async fn read(request: Request) -> Result<Recording, Problem> {
    if !says_lines(request.headers()) {
        let detail = "a journal comes as JSON lines, with the content type application/x-ndjson";
        return Err(Problem::new(Kind::NotApplicationJson, detail));
    }
    let body = to_bytes(request.into_body(), IMPORT_AT_MOST).await.map_err(|_| too_large())?;
    Ok(aside(move || Recording::read(&body)).await??)
}

fn too_large() -> Problem {
    let detail = format!(
        "a journal that is posted has at most {IMPORT_AT_MOST} bytes; a larger one is for \"scapi-mock-host validate\" and \
         \"scapi-mock-host replay\""
    );
    Problem::new(Kind::TooLarge, detail)
}

/// One of the names that JSON lines go by, or JSON: a single line is both. A form of another site can say none of them.
fn says_lines(headers: &HeaderMap) -> bool {
    const KNOWN: [&str; 4] = [super::LINES, "application/ndjson", "application/jsonl", "application/json"];
    let given = headers.get(header::CONTENT_TYPE).and_then(|given| given.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(essence))
}

/// Does long work where nobody waits for it.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|fault| {
        Problem::new(Kind::BodyNotRead, format!("the journal was not read to its end: {fault}"))
    })
}

impl From<RecordingFault> for Problem {
    fn from(fault: RecordingFault) -> Self {
        Self::new(Kind::NotAJournal, fault.to_string())
    }
}

impl From<ReplayFault> for Problem {
    fn from(fault: ReplayFault) -> Self {
        Self::new(Kind::CannotBeReplayed, fault.to_string())
    }
}
