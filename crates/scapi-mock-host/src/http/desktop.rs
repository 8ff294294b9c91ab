//! The desktop as a test sees it: its interactions with what can be done to each and what stands in the way of the rest, what
//! unattended far ends do, and snapshots to come back to.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use scapi_reference::{LegalActions, Line, SnapshotError, WhyNot};
use scapi_schema::{interaction::Interaction, policy::Policies};
use serde::{Deserialize, Serialize};

use super::{
    Kind, Problem, Routes, Server,
    problem::{Body, Params},
};
use crate::{
    actor::{Desk, Kept},
    registry::is_plain,
    session::{STATES, steps_to},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/s/{session}/control/interactions", interactions)
        .get("/s/{session}/control/interactions/{id}/why-not", why_not)
        .get("/s/{session}/control/start", states)
        .post("/s/{session}/control/start", start)
        .get("/s/{session}/control/policies", policies)
        .put("/s/{session}/control/policies", set_policies)
        .get("/s/{session}/control/snapshots", snapshots)
        .put("/s/{session}/control/snapshots/{name}", take)
        .delete("/s/{session}/control/snapshots/{name}", forget)
        .post("/s/{session}/control/snapshots/{name}/restore", restore)
}

/// The interactions of a desktop.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Interactions {
    /// Oldest first.
    interactions: Vec<Shown>,
}

/// An interaction, and what can be done with it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Shown {
    /// As the desktop shows it, with all user data.
    #[cfg_attr(feature = "cli", schema(value_type = Object))]
    interaction: Interaction,
    /// What can be done with it now: methods of the app, stimuli of agent, far end and routing.
    #[cfg_attr(feature = "cli", schema(value_type = Object))]
    legal: LegalActions,
    /// What keeps it from being marked done, if something does.
    #[serde(skip_serializing_if = "Option::is_none")]
    markdone_warning: Option<String>,
    /// The lines of a chat, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "cli", schema(value_type = Vec<Object>))]
    transcript: Vec<Line>,
}

async fn interactions(
    State(server): State<Server>,
    Path(session): Path<String>,
) -> Result<Json<Interactions>, Problem> {
    let session = server.registry.find(&session)?;
    let interactions =
        session.call(|desk| desk.session().workspace().interactions().map(|one| shown(desk, one)).collect());
    Ok(Json(Interactions { interactions: interactions.await? }))
}

fn shown(desk: &Desk, interaction: Interaction) -> Shown {
    let (workspace, id) = (desk.session().workspace(), &interaction.interaction_id);
    Shown {
        legal: workspace.legal_actions(id),
        markdone_warning: workspace.markdone_warning(id).map(Into::into),
        transcript: workspace.transcript(id).to_vec(),
        interaction,
    }
}

/// What is asked about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// A stimulus, such as `agent-holds`, or a method, such as `voice.hold`.
    action: String,
}

/// Whether something can be done.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Possibility {
    /// Whether it can.
    legal: bool,
    /// Why it cannot, by which clause, and the shortest way to where it can.
    #[serde(flatten)]
    #[cfg_attr(feature = "cli", schema(value_type = Object))]
    why_not: Option<WhyNot>,
}

async fn why_not(
    State(server): State<Server>,
    Path((session, id)): Path<(String, String)>,
    Params(Question { action }): Params<Question>,
) -> Result<Json<Possibility>, Problem> {
    let session = server.registry.find(&session)?;
    let why_not = session.call(move |desk| desk.session().workspace().why_not(&id, &action)).await?;
    let why_not = why_not.map_err(|unknown| {
        let kind = match unknown {
            scapi_reference::UnknownAction::Action { .. } => Kind::NoSuchAction,
            scapi_reference::UnknownAction::Interaction(_) => Kind::NoSuchInteraction,
        };
        Problem::new(kind, unknown.to_string())
    })?;
    Ok(Json(Possibility { legal: why_not.is_none(), why_not }))
}

/// A state that a session can be brought into.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct StateInfo {
    /// Its name.
    name: &'static str,
    /// What it is.
    about: &'static str,
}

/// The states that have names.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct StateList {
    /// All of them.
    states: Vec<StateInfo>,
}

async fn states(
    State(server): State<Server>,
    Path(session): Path<String>,
) -> Result<Json<StateList>, Problem> {
    server.registry.find(&session)?;
    let states = STATES.iter().map(|state| StateInfo { name: state.name, about: state.about });
    Ok(Json(StateList { states: states.collect() }))
}

/// Where to start.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Start {
    /// The name of a state, such as `talking`.
    state: String,
}

/// What the way to a state has made.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Started {
    /// The ids of the interactions, oldest first.
    interactions: Vec<String>,
    /// The number of the last journal entry.
    cursor: u64,
}

async fn start(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(Start { state }): Body<Start>,
) -> Result<Json<Started>, Problem> {
    let session = server.registry.find(&session)?;
    let steps = steps_to(&state).map_err(|unknown| {
        Problem::new(Kind::NoSuchState, unknown.to_string()).at("/state").meaning(unknown.meant)
    })?;
    let (interactions, cursor) = session.call(move |desk| desk.start_in(steps)).await??;
    Ok(Json(Started { interactions, cursor }))
}

async fn policies(
    State(server): State<Server>,
    Path(session): Path<String>,
) -> Result<Json<Policies>, Problem> {
    let session = server.registry.find(&session)?;
    Ok(Json(session.call(|desk| desk.session().workspace().policies().clone()).await?))
}

async fn set_policies(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(policies): Body<Policies>,
) -> Result<Json<Policies>, Problem> {
    let session = server.registry.find(&session)?;
    let set = policies.clone();
    session.call(move |desk| desk.session_mut().set_policies(set)).await?;
    Ok(Json(policies))
}

/// A snapshot, by its name.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct SnapshotInfo {
    /// Its name.
    name: String,
    /// Session time when it was taken, in milliseconds.
    at: u64,
    /// How many interactions the agent had.
    interactions: usize,
}

/// The snapshots of a session.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct SnapshotList {
    /// By name.
    snapshots: Vec<SnapshotInfo>,
}

fn info(name: &str, kept: &Kept) -> SnapshotInfo {
    SnapshotInfo { name: name.into(), at: kept.at.as_millis(), interactions: kept.interactions }
}

async fn snapshots(
    State(server): State<Server>,
    Path(session): Path<String>,
) -> Result<Json<SnapshotList>, Problem> {
    let session = server.registry.find(&session)?;
    let snapshots = session.call(|desk| desk.snapshots().map(|(name, kept)| info(name, kept)).collect());
    Ok(Json(SnapshotList { snapshots: snapshots.await? }))
}

/// The body is an object without keys, so that nobody takes an option for obeyed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

async fn take(
    State(server): State<Server>,
    Path((session, name)): Path<(String, String)>,
    Body(Nothing {}): Body<Nothing>,
) -> Result<impl IntoResponse, Problem> {
    let session = server.registry.find(&session)?;
    if !is_plain(&name) || name.contains('.') {
        let detail = "a snapshot's name is 1 to 64 letters, digits, underscores and hyphens, the first of them a letter or a digit, \
                      such as talking-1";
        return Err(Problem::new(Kind::NotASnapshotName, detail));
    }
    let taken = session.call(move |desk| desk.take_snapshot(&name).map(|kept| info(&name, kept))).await?;
    let taken = taken.map_err(|full| Problem::new(Kind::TooManySnapshots, full.to_string()))?;
    Ok((StatusCode::CREATED, Json(taken)))
}

async fn forget(
    State(server): State<Server>,
    Path((session, name)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let session = server.registry.find(&session)?;
    let wanted = name.clone();
    let forgotten = session.call(move |desk| desk.forget_snapshot(&name)).await?;
    if forgotten { Ok(StatusCode::NO_CONTENT) } else { Err(no_such(&wanted)) }
}

async fn restore(
    State(server): State<Server>,
    Path((session, name)): Path<(String, String)>,
    Body(Nothing {}): Body<Nothing>,
) -> Result<Json<SnapshotInfo>, Problem> {
    let session = server.registry.find(&session)?;
    let wanted = name.clone();
    let restored = session
        .call(move |desk| {
            let restored = desk.restore_snapshot(&name)?;
            Ok::<_, SnapshotError>(restored.map(|kept| info(&name, kept)))
        })
        .await?;
    // A snapshot of this process is of this version.
    let restored = restored.map_err(|fault| Problem::new(Kind::NotNow, fault.to_string()))?;
    restored.map(Json).ok_or_else(|| no_such(&wanted))
}

fn no_such(name: &str) -> Problem {
    Problem::new(Kind::NoSuchSnapshot, format!("there is no snapshot \"{name}\""))
}

/// An example for the document.
#[cfg(feature = "cli")]
pub(super) fn example_of_interactions() -> serde_json::Value {
    let legal = serde_json::json!({
        "app": ["interaction.accept", "interaction.reject"], "agent": ["agent-accepts"], "farEnd": ["far-end-hangs-up"],
        "routing": ["call-redirected"],
    });
    let interaction = serde_json::json!({ "interactionId": "1", "state": "RINGING", "media": "voice" });
    serde_json::json!({ "interactions": [{ "interaction": interaction, "legal": legal }] })
}
