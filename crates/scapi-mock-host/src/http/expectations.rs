//! Expectations over HTTP: made, looked at, taken out; and the verdict on the session.
//! Whoever asks can wait until nothing is pending any more.

use std::time::Duration;

use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::IntoResponse,
};
use scapi_schema::expectation::Expectation;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Kind, Problem, Routes, Server, problem::Body};
use crate::{
    actor::{Desk, SessionHandle},
    verify::{ExpectationFault, Judged, Status, Verdict},
};

/// Longer would be a test that has forgotten its deadline.
const WAIT_AT_MOST: Duration = Duration::from_secs(60);

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post("/s/{session}/control/expectations", make)
        .get("/s/{session}/control/expectations", list)
        .delete("/s/{session}/control/expectations", clear)
        .get("/s/{session}/control/expectations/{id}", look)
        .delete("/s/{session}/control/expectations/{id}", remove)
        .get("/s/{session}/control/verdict", verdict)
}

/// How long to wait.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Waiting {
    /// Milliseconds of real time; an answer comes earlier if nothing is pending.
    within: u64,
}

impl Waiting {
    fn read(query: Result<Query<Self>, QueryRejection>) -> Result<Duration, Problem> {
        let Query(waiting) = query.map_err(|fault| Problem::new(Kind::NotAQuery, fault.body_text()))?;
        Ok(Duration::from_millis(waiting.within).min(WAIT_AT_MOST))
    }
}

async fn make(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(expectation): Body<Expectation>,
) -> Result<impl IntoResponse, Problem> {
    let session = server.registry.find(&session)?;
    let made = session.call(|desk| {
        let id = desk.session_mut().expect(expectation, Vec::new())?;
        Ok::<_, ExpectationFault>(judged(desk, id))
    });
    Ok((StatusCode::CREATED, Json(made.await??)))
}

async fn list(State(server): State<Server>, Path(session): Path<String>) -> Result<Json<Value>, Problem> {
    let session = server.registry.find(&session)?;
    let verdict = session.call(|desk| desk.session().verdict()).await?;
    Ok(Json(json!({ "expectations": verdict.expectations })))
}

async fn clear(State(server): State<Server>, Path(session): Path<String>) -> Result<StatusCode, Problem> {
    let session = server.registry.find(&session)?;
    session.call(|desk| desk.session_mut().expectations_mut().clear()).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn look(
    State(server): State<Server>,
    Path((session, id)): Path<(String, String)>,
    query: Result<Query<Waiting>, QueryRejection>,
) -> Result<Json<Judged>, Problem> {
    let within = Waiting::read(query)?;
    let session = server.registry.find(&session)?;
    let wanted = id.clone();
    let find = move |desk: &mut Desk| id.parse().ok().and_then(|id| judged(desk, id));
    let judged = until(&session, within, find, |judged| {
        judged.as_ref().is_none_or(|judged| judged.status != Status::Pending)
    });
    judged.await?.map(Json).ok_or_else(|| no_such(&wanted))
}

async fn remove(
    State(server): State<Server>,
    Path((session, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let session = server.registry.find(&session)?;
    let number = id.parse().ok();
    let removed = session
        .call(move |desk| number.is_some_and(|id| desk.session_mut().expectations_mut().remove(id)))
        .await?;
    if removed { Ok(StatusCode::NO_CONTENT) } else { Err(no_such(&id)) }
}

async fn verdict(
    State(server): State<Server>,
    Path(session): Path<String>,
    query: Result<Query<Waiting>, QueryRejection>,
) -> Result<Json<Verdict>, Problem> {
    let within = Waiting::read(query)?;
    let session = server.registry.find(&session)?;
    let settled = |verdict: &Verdict| {
        verdict.expectations.iter().all(|judged| judged.status != Status::Pending) && verdict.owed.is_empty()
    };
    until(&session, within, |desk| desk.session().verdict(), settled).await.map(Json)
}

/// Looks again whenever the session has gone on, until what is seen is settled or the time is over.
async fn until<T: Send + 'static>(
    session: &SessionHandle,
    within: Duration,
    look: impl Fn(&mut Desk) -> T + Clone + Send + 'static,
    settled: impl Fn(&T) -> bool,
) -> Result<T, Problem> {
    let mut progress = session.vitals().progress();
    let over = tokio::time::sleep(within);
    tokio::pin!(over);
    loop {
        let seen = session.call(look.clone()).await?;
        if settled(&seen) || within.is_zero() {
            return Ok(seen);
        }
        tokio::select! {
            changed = progress.changed() => if changed.is_err() { return Ok(seen) },
            () = &mut over => return Ok(session.call(look.clone()).await?),
        }
    }
}

fn judged(desk: &Desk, id: u64) -> Option<Judged> {
    let verdict = desk.session().verdict();
    verdict.expectations.into_iter().find(|judged| judged.id == id)
}

fn no_such(id: &str) -> Problem {
    Problem::new(Kind::NoSuchExpectation, format!("there is no expectation {id}"))
}

impl From<ExpectationFault> for Problem {
    fn from(fault: ExpectationFault) -> Self {
        let problem = Self::new(Kind::NotAnExpectation, fault.to_string());
        match &fault {
            ExpectationFault::Matcher(error) => problem.at(error.pointer.clone()),
            ExpectationFault::Expectation(_) => problem,
        }
    }
}
