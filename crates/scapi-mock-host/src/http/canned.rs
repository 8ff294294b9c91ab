//! `…/control/canned` and `…/control/events`: what methods answer that the host does not do by itself, and the events that go with
//! them. Names that nobody knows are refused with the one that was meant.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use scapi_reference::canned::CannedAnswer;
use scapi_schema::{event, method, suggest};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Kind, Problem, Routes, Server,
    control::{Output, outputs},
    problem::{Body, Params},
    wait::{Wait, Waited},
};
use crate::session::{NotAnAnswer, answer_from_json, answer_to_json};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/s/{session}/control/canned", all)
        .get("/s/{session}/control/canned/{method}", one)
        .put("/s/{session}/control/canned/{method}", change)
        .delete("/s/{session}/control/canned/{method}", restore)
        .post("/s/{session}/control/events", post_event)
}

/// The table of canned answers.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct CannedTable {
    /// What each method answers: `data`, or `errorMessage`, or neither for success without a result.
    answers: BTreeMap<&'static str, Value>,
}

/// A canned answer: `data`, or `errorMessage`, or neither for success without a result.
#[cfg(feature = "cli")]
#[derive(utoipa::ToSchema)]
#[schema(as = CannedAnswer)]
#[expect(dead_code, reason = "it describes what is read by hand")]
#[expect(non_snake_case, reason = "the name is that of the wire")]
pub(super) struct CannedAnswerDocument {
    /// Success with this result; null is one, too.
    #[schema(required = false)]
    data: Value,
    /// Failure with this text, which is not empty.
    #[schema(required = false, min_length = 1)]
    errorMessage: String,
}

async fn all(
    State(server): State<Server>,
    Path(session): Path<String>,
) -> Result<Json<CannedTable>, Problem> {
    let session = server.registry.find(&session)?;
    let answers = session.call(|desk| {
        let canned = desk.session().workspace().canned();
        let names = method::METHODS.iter().map(|method| method.name);
        names.filter_map(|name| Some((name, answer_to_json(canned.find(name)?)))).collect()
    });
    Ok(Json(CannedTable { answers: answers.await? }))
}

async fn one(
    State(server): State<Server>,
    Path((session, method)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let session = server.registry.find(&session)?;
    let method = known_method(&method)?;
    let find = |answer: &CannedAnswer| answer_to_json(answer);
    let answer = session.call(move |desk| desk.session().workspace().canned().find(method).map(find)).await?;
    let missing = || {
        let detail =
            format!("{method} has no canned answer: the host does it, or says that it is not supported");
        Problem::new(Kind::NoCannedAnswer, detail)
    };
    answer.map(Json).ok_or_else(missing)
}

async fn change(
    State(server): State<Server>,
    Path((session, method)): Path<(String, String)>,
    Body(answer): Body<Value>,
) -> Result<Json<Value>, Problem> {
    let session = server.registry.find(&session)?;
    let method = known_method(&method)?;
    let answer = answer_from_json(answer)?;
    let shown = answer_to_json(&answer);
    session.call(move |desk| desk.session_mut().set_canned(method, Some(answer))).await?;
    Ok(Json(shown))
}

async fn restore(
    State(server): State<Server>,
    Path((session, method)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let session = server.registry.find(&session)?;
    let method = known_method(&method)?;
    session.call(move |desk| desk.session_mut().set_canned(method, None)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) fn known_method(given: &str) -> Result<&'static str, Problem> {
    if let Some(known) = method::find(given) {
        return Ok(known.name);
    }
    let meant = suggest::nearest(given, method::METHODS.iter().map(|method| method.name));
    let hint = meant.map(|meant| format!("; did you mean \"{meant}\"?")).unwrap_or_default();
    let detail = format!("apps have no method \"{given}\" to call{hint}");
    Err(Problem::new(Kind::UnknownMethod, detail).meaning(meant))
}

impl From<NotAnAnswer> for Problem {
    fn from(fault: NotAnAnswer) -> Self {
        let problem = Self::new(Kind::NotAnAnswer, fault.to_string());
        match fault {
            NotAnAnswer::Other | NotAnAnswer::Both => problem.at(""),
            NotAnAnswer::Message => problem.at("/errorMessage").citing(Some("envelope/6")),
            NotAnAnswer::Unknown(key) => {
                let meant = suggest::nearest(&key, ["data", "errorMessage"]);
                problem.at(format!("/{key}")).meaning(meant)
            }
        }
    }
}

/// An event to be posted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct PostedEvent {
    /// What apps subscribe to, such as `agent` or `messenger:orders`.
    name: String,
    /// What the event carries.
    data: Value,
}

/// What became of an event.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Posted {
    /// The frames that heard it, and what they heard.
    outputs: Vec<Output>,
    /// The number of the last journal entry.
    cursor: u64,
    /// What was waited for, if anything was.
    #[serde(skip_serializing_if = "Option::is_none")]
    waited: Option<Waited>,
}

async fn post_event(
    State(server): State<Server>,
    Path(session): Path<String>,
    Params(wait): Params<Wait>,
    Body(PostedEvent { name, data }): Body<PostedEvent>,
) -> Result<Json<Posted>, Problem> {
    let session = server.registry.find(&session)?;
    check_event(&name)?;
    let wait = wait.check(None)?;
    let (outputs, cursor) = session
        .call(move |desk| {
            let outputs = outputs(&desk.post_event(&name, data));
            (outputs, desk.session().journal().cursor())
        })
        .await?;
    let caused = Posted { outputs, cursor, waited: None };
    let waited = wait.done(&session, cursor, &caused).await?;
    Ok(Json(Posted { waited, ..caused }))
}

fn check_event(given: &str) -> Result<(), Problem> {
    if event::is_known(given) {
        return Ok(());
    }
    let known: Vec<&str> = event::EVENTS.iter().map(|event| event.name).collect();
    let meant = suggest::nearest(given, known.iter().copied());
    let hint = match meant {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!("there are {}, and messenger: with the name of a channel", known.join(", ")),
    };
    let detail = format!("apps cannot subscribe to an event \"{given}\"; {hint}");
    Err(Problem::new(Kind::UnknownEvent, detail).at("/name").meaning(meant))
}
