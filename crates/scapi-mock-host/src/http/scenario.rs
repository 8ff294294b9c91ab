//! `…/control/scenario`: a scenario is run in the session, looked at, cancelled. It runs beside the session, one at a time.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    Kind, Problem, Routes, Server,
    problem::{JsonText, Params},
};
use crate::scenario::{Run, Scenario, ScenarioError, ScenarioReport, ScenarioRunning};

pub(super) fn routes(routes: Routes) -> Routes {
    let path = "/s/{session}/control/scenario";
    routes.post(path, run).get(path, look).delete(path, cancel)
}

/// Whether somebody waits for the end.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Patience {
    background: bool,
}

async fn run(
    State(server): State<Server>,
    Path(session): Path<String>,
    Params(Patience { background }): Params<Patience>,
    JsonText(body): JsonText,
) -> Result<Response, Problem> {
    let session = server.registry.find(&session)?;
    let text = String::from_utf8(body.into())
        .map_err(|_| Problem::new(Kind::NotJson, "the body is not UTF-8 text"))?;
    // A large one takes a while, which others are not to feel.
    let read = tokio::task::spawn_blocking(move || Scenario::from_json(&text)).await;
    let scenario =
        read.map_err(|_| Problem::new(Kind::SessionFailed, "a fault of the host ended this request"))??;
    if scenario.needs_a_standing_clock() && !session.call(|desk| desk.session().clock().stands).await? {
        let detail = "the scenario has a virtual clock, and that of this session is real and runs; make a session with \
                      {\"clock\":\"virtual\"}, or freeze it by POST …/control/clock/freeze";
        return Err(Problem::new(Kind::ClockIsReal, detail).at("/clock"));
    }
    let run = Run::start(&session, &scenario)?;
    if background {
        return Ok((StatusCode::ACCEPTED, Json(run.report())).into_response());
    }
    Ok(Json(run.over().await).into_response())
}

async fn look(
    State(server): State<Server>,
    Path(session): Path<String>,
) -> Result<Json<ScenarioReport>, Problem> {
    let session = server.registry.find(&session)?;
    session.scenario().run().map(|run| Json(run.report())).ok_or_else(none)
}

async fn cancel(
    State(server): State<Server>,
    Path(session): Path<String>,
) -> Result<Json<ScenarioReport>, Problem> {
    let session = server.registry.find(&session)?;
    let run = session.scenario().run().ok_or_else(none)?;
    run.cancel();
    Ok(Json(run.over().await))
}

fn none() -> Problem {
    Problem::new(Kind::NoScenario, "no scenario was run in this session; run one by POST …/control/scenario")
}

impl From<ScenarioRunning> for Problem {
    fn from(running: ScenarioRunning) -> Self {
        Self::new(Kind::ScenarioRunning, running.to_string())
    }
}

impl From<ScenarioError> for Problem {
    /// The first fault, and all of them.
    fn from(error: ScenarioError) -> Self {
        let first = error.faults().first();
        let pointer = first.map(|fault| fault.pointer.clone()).unwrap_or_default();
        let meant = first.and_then(|fault| fault.did_you_mean.clone());
        let problem = Self::new(Kind::NotAScenario, error.to_string()).at(pointer).meaning(meant);
        problem.with(&serde_json::json!({ "faults": error.faults() }))
    }
}
