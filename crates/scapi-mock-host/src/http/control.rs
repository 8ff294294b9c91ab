//! The control API of a session: the outside world, a fresh start, the profile; and messages by HTTP.
//! Handlers only translate; the work is done in the session's actor.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use scapi_schema::interaction::Interaction;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Problem, Routes, Server,
    problem::{Body, JsonText, Params},
    wait::{Wait, Waited},
};
use crate::session::Delivery;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post("/s/{session}/messages", messages)
        .post("/s/{session}/control/stimuli", stimuli)
        .post("/s/{session}/control/reset", reset)
        .get("/s/{session}/control/profile", profile)
        .patch("/s/{session}/control/profile", patch_profile)
}

/// Something that the host said.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Output {
    /// The frame that it was said to.
    frame: String,
    /// The envelope.
    message: Value,
}

/// What a stimulus did.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Caused {
    /// The interaction that it made or touched, as it is now or as it was when it left.
    #[cfg_attr(feature = "cli", schema(value_type = Object))]
    interaction: Interaction,
    /// What the host said because of it, in order.
    outputs: Vec<Output>,
    /// The number of the last journal entry.
    cursor: u64,
    /// What was waited for, if anything was.
    #[serde(skip_serializing_if = "Option::is_none")]
    waited: Option<Waited>,
}

async fn stimuli(
    State(server): State<Server>,
    Path(session): Path<String>,
    Params(wait): Params<Wait>,
    Body(stimulus): Body<Value>,
) -> Result<Json<Caused>, Problem> {
    let session = server.registry.find(&session)?;
    // A wait that makes no sense is refused before anything happens.
    wait.check(None)?;
    let (caused, cursor) = session.call(|desk| desk.stimulus(stimulus)).await??;
    let outputs = outputs(&caused.deliveries);
    let caused = Caused { interaction: caused.interaction, outputs, cursor, waited: None };
    let wait = wait.check(Some(&caused.interaction.interaction_id))?;
    let waited = wait.done(&session, cursor, &caused).await?;
    Ok(Json(Caused { waited, ..caused }))
}

/// What a session starts afresh without.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Reset {
    keep: Keep,
}

/// What stays at a reset, besides the frames and their subscriptions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) enum Keep {
    /// Nothing: interactions, time, host profile, canned answers and journal are as at the start.
    #[default]
    Nothing,
    /// Everything but the journal, which is emptied.
    State,
}

/// What a reset leaves.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Fresh {
    /// The number of the last journal entry.
    cursor: u64,
}

async fn reset(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(Reset { keep }): Body<Reset>,
) -> Result<Json<Fresh>, Problem> {
    let session = server.registry.find(&session)?;
    let cursor = session.call(move |desk| {
        match keep {
            Keep::Nothing => desk.session_mut().reset(),
            Keep::State => desk.session_mut().clear_journal(),
        }
        desk.session().journal().cursor()
    });
    Ok(Json(Fresh { cursor: cursor.await? }))
}

async fn profile(State(server): State<Server>, Path(session): Path<String>) -> Result<Json<Value>, Problem> {
    let session = server.registry.find(&session)?;
    Ok(Json(session.call(|desk| json!(desk.session().workspace().profile())).await?))
}

async fn patch_profile(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(patch): Body<Value>,
) -> Result<Json<Value>, Problem> {
    let session = server.registry.find(&session)?;
    let profile =
        session.call(move |desk| desk.session_mut().patch_profile(&patch).map(|profile| json!(profile)));
    Ok(Json(profile.await??))
}

/// One envelope in, its answer out: 204 where the host stays silent. What is not JSON is journaled like that of any frame,
/// and refused.
async fn messages(
    State(server): State<Server>,
    Path(session): Path<String>,
    JsonText(body): JsonText,
) -> Result<Response, Problem> {
    let session = server.registry.find(&session)?;
    let message = match serde_json::from_slice(&body) {
        Ok(message) => message,
        Err(fault) => {
            let (text, why) = (String::from_utf8_lossy(&body).into_owned(), format!("not JSON: {fault}"));
            session.call(move |desk| desk.http_unreadable(&text, &why)).await?;
            return Err(fault.into());
        }
    };
    let answer = session.call(|desk| desk.http_message(message)).await?;
    Ok(match answer {
        Some(answer) => Json(answer).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// What was said, as the answers of the control API have it.
pub(super) fn outputs(deliveries: &[Delivery]) -> Vec<Output> {
    let output =
        |delivery: &Delivery| Output { frame: delivery.frame.to_string(), message: delivery.message.clone() };
    deliveries.iter().map(output).collect()
}
