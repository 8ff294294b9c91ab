//! Faults over HTTP: made, looked at with how often each has struck, taken out.
//! The body is the same JSON as in scenario files.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use scapi_schema::fault::{Fault, FaultError};
use serde::Serialize;
use serde_json::Value;

use super::{Kind, Problem, Routes, Server, problem::Body};
use crate::{
    actor::Desk,
    session::{FaultRefusal, FaultState},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post("/s/{session}/control/faults", make)
        .get("/s/{session}/control/faults", list)
        .delete("/s/{session}/control/faults", clear)
        .get("/s/{session}/control/faults/{id}", look)
        .delete("/s/{session}/control/faults/{id}", remove)
}

async fn make(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(body): Body<Value>,
) -> Result<impl IntoResponse, Problem> {
    let fault = read(body)?;
    let session = server.registry.find(&session)?;
    let made = session.call(move |desk| {
        let id = desk.add_fault(fault)?;
        Ok::<_, FaultRefusal>(state(desk, id))
    });
    Ok((StatusCode::CREATED, Json(made.await??)))
}

/// What goes wrong is read first, so that what is wrong with it is told with its place.
fn read(body: Value) -> Result<Fault, Problem> {
    if let Some(disturbance) = body.get("do") {
        scapi_schema::fault::Disturbance::from_value(disturbance.clone())?;
    }
    super::problem::read_value(body)
}

/// All faults of a session.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct FaultList {
    /// In the order in which they were made.
    faults: Vec<FaultState>,
}

async fn list(State(server): State<Server>, Path(session): Path<String>) -> Result<Json<FaultList>, Problem> {
    let session = server.registry.find(&session)?;
    let faults = session.call(|desk| desk.session().faults()).await?;
    Ok(Json(FaultList { faults }))
}

async fn clear(State(server): State<Server>, Path(session): Path<String>) -> Result<StatusCode, Problem> {
    let session = server.registry.find(&session)?;
    session.call(Desk::clear_faults).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn look(
    State(server): State<Server>,
    Path((session, id)): Path<(String, String)>,
) -> Result<Json<FaultState>, Problem> {
    let session = server.registry.find(&session)?;
    let number = id.parse().ok();
    let found = session.call(move |desk| number.and_then(|id| state(desk, id))).await?;
    found.map(Json).ok_or_else(|| no_such(&id))
}

async fn remove(
    State(server): State<Server>,
    Path((session, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let session = server.registry.find(&session)?;
    let number = id.parse().ok();
    let removed = session.call(move |desk| number.is_some_and(|id| desk.remove_fault(id))).await?;
    if removed { Ok(StatusCode::NO_CONTENT) } else { Err(no_such(&id)) }
}

fn state(desk: &Desk, id: u64) -> Option<FaultState> {
    desk.session().faults().into_iter().find(|fault| fault.id == id)
}

fn no_such(id: &str) -> Problem {
    Problem::new(Kind::NoSuchFault, format!("there is no fault {id}"))
}

impl From<FaultError> for Problem {
    fn from(fault: FaultError) -> Self {
        Self::new(Kind::NotAFault, fault.to_string()).at(fault.pointer()).meaning(fault.suggestion())
    }
}

impl From<FaultRefusal> for Problem {
    fn from(refusal: FaultRefusal) -> Self {
        match refusal {
            FaultRefusal::Fault(fault) => fault.into(),
            FaultRefusal::Matcher(fault) => Self::new(Kind::NotAFault, fault.to_string()).at(fault.pointer),
            FaultRefusal::TooMany => Self::new(Kind::TooManyFaults, refusal.to_string()),
            FaultRefusal::Code => Self::new(Kind::NotAFault, refusal.to_string()),
            FaultRefusal::Unrecorded(fault) => fault.into(),
        }
    }
}
