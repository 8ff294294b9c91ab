//! The control API of a session: the outside world, the journal, the clock, the profile; and messages by HTTP.
//! Handlers only translate; the work is done in the session's actor.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Problem, Routes, Server,
    problem::{Body, JsonText},
};
use crate::session::Delivery;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post("/s/{session}/messages", messages)
        .post("/s/{session}/control/stimuli", stimuli)
        .post("/s/{session}/control/reset", reset)
        .post("/s/{session}/control/clock/advance", advance)
        .get("/s/{session}/control/profile", profile)
        .patch("/s/{session}/control/profile", patch_profile)
}

async fn stimuli(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(stimulus): Body<Value>,
) -> Result<Json<Value>, Problem> {
    let session = server.registry.find(&session)?;
    let (caused, cursor) = session.call(|desk| desk.stimulus(stimulus)).await??;
    let outputs = outputs(&caused.deliveries);
    Ok(Json(json!({ "interaction": caused.interaction, "outputs": outputs, "cursor": cursor })))
}

/// The body is an object without keys, so that nobody takes an option for obeyed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {}

async fn reset(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(Reset {}): Body<Reset>,
) -> Result<Json<Value>, Problem> {
    let session = server.registry.find(&session)?;
    let cursor = session
        .call(|desk| {
            desk.session_mut().reset();
            desk.session().journal().cursor()
        })
        .await?;
    Ok(Json(json!({ "cursor": cursor })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    ms: u64,
}

async fn advance(
    State(server): State<Server>,
    Path(session): Path<String>,
    Body(Advance { ms }): Body<Advance>,
) -> Result<Json<Value>, Problem> {
    let session = server.registry.find(&session)?;
    let (deliveries, at, cursor) = session
        .call(move |desk| {
            let deliveries = desk.advance(ms)?;
            Ok::<_, Problem>((deliveries, desk.session().now(), desk.session().journal().cursor()))
        })
        .await??;
    Ok(Json(json!({ "at": at, "outputs": outputs(&deliveries), "cursor": cursor })))
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

fn outputs(deliveries: &[Delivery]) -> Value {
    let output = |delivery: &Delivery| json!({ "frame": delivery.frame, "message": delivery.message });
    deliveries.iter().map(output).collect()
}
