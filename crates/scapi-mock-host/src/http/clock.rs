//! `…/control/clock`: session time in a test's hands.
//! A clock that stands is moved on, and everything due happens at its own time; a real one is made to stand first.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};

use super::{
    Problem, Routes, Server,
    control::{Output, outputs},
    problem::Body,
};
use crate::{
    actor::{Desk, SessionHandle},
    session::{ClockFace, ClockKind},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/s/{session}/control/clock", clock)
        .post("/s/{session}/control/clock/freeze", freeze)
        .post("/s/{session}/control/clock/unfreeze", unfreeze)
        .post("/s/{session}/control/clock/advance", advance)
        .post("/s/{session}/control/clock/run-until-quiet", run_until_quiet)
}

/// The time of a session.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct ClockState {
    /// Session time in milliseconds.
    at: u64,
    clock: ClockKind,
    /// Whether it shows the same time until it is moved: a virtual one, or a real one that is frozen.
    stands: bool,
    /// When something falls due next, in session time.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_due: Option<u64>,
    /// The number of the last journal entry.
    cursor: u64,
}

impl ClockState {
    fn of(desk: &Desk) -> Self {
        let ClockFace { at, kind, stands, next } = desk.session().clock();
        let next_due = next.map(|next| next.as_millis());
        Self { at: at.as_millis(), clock: kind, stands, next_due, cursor: desk.session().journal().cursor() }
    }
}

async fn clock(
    State(server): State<Server>,
    Path(session): Path<String>,
) -> Result<Json<ClockState>, Problem> {
    let session = server.registry.find(&session)?;
    Ok(Json(session.call(|desk| ClockState::of(desk)).await?))
}

/// The body is an object without keys, so that nobody takes an option for obeyed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

async fn freeze(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(Nothing {}): Body<Nothing>,
) -> Result<Json<ClockState>, Problem> {
    let session = server.registry.find(&session)?;
    let frozen = session.call(|desk| {
        desk.session_mut().freeze();
        ClockState::of(desk)
    });
    Ok(Json(frozen.await?))
}

async fn unfreeze(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(Nothing {}): Body<Nothing>,
) -> Result<Json<ClockState>, Problem> {
    let session = server.registry.find(&session)?;
    let released = session.call(|desk| desk.session_mut().unfreeze().map(|()| ClockState::of(desk)));
    Ok(Json(released.await??))
}

/// How far time is to go.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Advance {
    /// Milliseconds.
    ms: u64,
}

/// What happened while time went on.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Advanced {
    /// Session time in milliseconds.
    at: u64,
    /// What the host said, in order.
    outputs: Vec<Output>,
    /// The number of the last journal entry.
    cursor: u64,
}

async fn advance(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(Advance { ms }): Body<Advance>,
) -> Result<Json<Advanced>, Problem> {
    let session = server.registry.find(&session)?;
    let advanced = session.call(move |desk| {
        let deliveries = desk.advance(ms)?;
        let outputs = outputs(&deliveries);
        Ok::<_, Problem>(Advanced {
            at: desk.session().now().as_millis(),
            outputs,
            cursor: desk.session().journal().cursor(),
        })
    });
    Ok(Json(advanced.await??))
}

/// Until when time may go on.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct RunUntilQuiet {
    /// Milliseconds of session time; an hour if it is left out.
    at_most_ms: u64,
}

impl Default for RunUntilQuiet {
    fn default() -> Self {
        // No timer of a contact centre is longer than an hour.
        Self { at_most_ms: 60 * 60 * 1000 }
    }
}

/// What happened until nothing more was due.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Ran {
    #[serde(flatten)]
    advanced: Advanced,
    /// Whether nothing falls due any more; if something does, it is further away than time was allowed to go.
    quiet: bool,
    /// When something falls due next, in session time.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_due: Option<u64>,
}

async fn run_until_quiet(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(RunUntilQuiet { at_most_ms }): Body<RunUntilQuiet>,
) -> Result<Json<Ran>, Problem> {
    let session: SessionHandle = server.registry.find(&session)?;
    let ran = session.call(move |desk| {
        let outputs = outputs(&desk.run_until_quiet(at_most_ms)?);
        let ClockState { at, next_due, cursor, .. } = ClockState::of(desk);
        Ok::<_, Problem>(Ran {
            advanced: Advanced { at, outputs, cursor },
            quiet: next_due.is_none(),
            next_due,
        })
    });
    Ok(Json(ran.await??))
}
