//! The life cycle of sessions: made by `POST /sessions`, never on the fly.
//! The answer names the URLs of the session as the client can reach them.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use scapi_reference::profile::patched;
use scapi_schema::profile::HostProfile;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::{Kind, Problem, Routes, Server, problem::Body};
use crate::session::{ClockKind, SessionConfig};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/sessions", create).get("/sessions", list).delete("/sessions/{session}", delete)
}

/// What a session can be made with; everything has a default.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NewSession {
    seed: u64,
    clock: ClockKind,
    profile: Value,
    apps: Vec<String>,
}

impl Default for NewSession {
    fn default() -> Self {
        Self {
            seed: 0,
            clock: ClockKind::Real,
            profile: Value::Object(serde_json::Map::new()),
            apps: Vec::new(),
        }
    }
}

impl NewSession {
    fn config(self) -> Result<SessionConfig, Problem> {
        let profile = patched(&HostProfile::default(), &self.profile)?;
        let apps = self.apps.iter().map(|app| app_url(app)).collect::<Result<_, _>>();
        let apps = apps.map_err(|detail| Problem::new(Kind::NotAnApp, detail))?;
        Ok(SessionConfig { seed: self.seed, clock: self.clock, profile, apps, ..SessionConfig::default() })
    }
}

/// Reads the URL of an app; the error says what one looks like.
pub(crate) fn app_url(text: &str) -> Result<Url, String> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url),
        _ => Err(format!("an app is an http or https URL such as http://localhost:3000, got \"{text}\"")),
    }
}

/// The URLs of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Links {
    pub(crate) session: String,
    pub(crate) url: String,
    pub(crate) ws: String,
    pub(crate) control: String,
}

impl Links {
    /// The URLs of a session of the server at `host`, which is a name and a port.
    pub(crate) fn new(host: &str, session: &str) -> Self {
        let base = format!("//{host}/s/{session}/");
        Self {
            session: session.into(),
            url: format!("http:{base}"),
            ws: format!("ws:{base}ws"),
            control: format!("http:{base}control"),
        }
    }
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost")
}

async fn create(
    State(server): State<Server>,
    headers: HeaderMap,
    Body(new): Body<NewSession>,
) -> Result<impl IntoResponse, Problem> {
    let name = server.registry.create(new.config()?)?;
    Ok((StatusCode::CREATED, Json(Links::new(host(&headers), &name))))
}

async fn list(State(server): State<Server>, headers: HeaderMap) -> Json<Value> {
    let sessions: Vec<Links> =
        server.registry.names().iter().map(|name| Links::new(host(&headers), name)).collect();
    Json(serde_json::json!({ "sessions": sessions }))
}

async fn delete(State(server): State<Server>, Path(name): Path<String>) -> Result<StatusCode, Problem> {
    server.registry.delete(&name)?;
    Ok(StatusCode::NO_CONTENT)
}
