//! The life cycle of sessions: made by `POST /sessions`, never on the fly.
//! The answer names the URLs of the session as the client can reach them.

use std::time::{Duration, Instant};

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use scapi_reference::profile::patched;
use scapi_schema::{profile::HostProfile, validate::Mode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::{Kind, Problem, Routes, Scheme, Server, problem::Body};
use crate::{
    registry::{self, Listed, SessionName, TimeToLive},
    session::{ClockKind, SessionConfig},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/sessions", create).get("/sessions", list).delete("/sessions/{session}", delete)
}

/// What a session can be made with; everything has a default.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NewSession {
    name: Option<SessionName>,
    seed: u64,
    clock: ClockKind,
    profile: Value,
    apps: Vec<String>,
    /// How messages are held to the contract; without it, as the server does.
    validation: Option<Mode>,
    /// How long it lives without being used, in milliseconds of real time; without it, for ever.
    ttl_ms: Option<TimeToLive>,
}

impl Default for NewSession {
    fn default() -> Self {
        Self {
            name: None,
            seed: 0,
            clock: ClockKind::Real,
            profile: Value::Object(serde_json::Map::new()),
            apps: Vec::new(),
            validation: None,
            ttl_ms: None,
        }
    }
}

impl NewSession {
    fn read(self, validation: Mode) -> Result<registry::NewSession, Problem> {
        let profile = patched(&HostProfile::default(), &self.profile)?;
        let apps = self.apps.iter().map(|app| app_url(app)).collect::<Result<_, _>>();
        let apps = apps.map_err(|detail| Problem::new(Kind::NotAnApp, detail))?;
        let config = SessionConfig {
            seed: self.seed,
            clock: self.clock,
            profile,
            apps,
            validation: self.validation.unwrap_or(validation),
            ..SessionConfig::default()
        };
        Ok(registry::NewSession { config, name: self.name, time_to_live: self.ttl_ms })
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
    pub(crate) fn new(scheme: Scheme, host: &str, session: &str) -> Self {
        let base = format!("//{host}/s/{session}/");
        let (http, ws) = (scheme.http(), scheme.ws());
        Self {
            session: session.into(),
            url: format!("{http}:{base}"),
            ws: format!("{ws}:{base}ws"),
            control: format!("{http}:{base}control"),
        }
    }
}

/// A session in the list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ListedSession {
    #[serde(flatten)]
    links: Links,
    clock: ClockKind,
    /// How long ago it was made, in milliseconds.
    age_ms: u64,
    /// How long ago something was asked of it last, in milliseconds; 0 while a frame or a page is connected.
    idle_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    ttl_ms: Option<TimeToLive>,
    interactions: usize,
    frames: usize,
    /// The fault of the host that ended it, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
}

impl ListedSession {
    fn new(links: Links, listed: &Listed, now: Instant) -> Self {
        let vitals = &listed.vitals;
        Self {
            links,
            clock: listed.clock,
            age_ms: millis(vitals.age(now)),
            idle_ms: millis(vitals.idle(now)),
            ttl_ms: listed.time_to_live,
            interactions: vitals.interactions(),
            frames: vitals.frames(),
            failure: vitals.failure().map(str::to_owned),
        }
    }
}

fn millis(duration: Duration) -> u64 {
    duration.as_millis().try_into().unwrap_or(u64::MAX)
}

/// All sessions.
#[derive(Debug, Serialize)]
struct SessionList {
    sessions: Vec<ListedSession>,
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost")
}

async fn create(
    State(server): State<Server>,
    headers: HeaderMap,
    Body(new): Body<NewSession>,
) -> Result<impl IntoResponse, Problem> {
    let name = server.registry.create(new.read(server.registry.validation())?)?;
    Ok((StatusCode::CREATED, Json(Links::new(server.scheme, host(&headers), &name))))
}

async fn list(State(server): State<Server>, headers: HeaderMap) -> Json<SessionList> {
    let now = Instant::now();
    let links = |listed: &Listed| Links::new(server.scheme, host(&headers), &listed.name);
    let listed = server.registry.list();
    let sessions = listed.iter().map(|listed| ListedSession::new(links(listed), listed, now)).collect();
    Json(SessionList { sessions })
}

async fn delete(State(server): State<Server>, Path(name): Path<String>) -> Result<StatusCode, Problem> {
    server.registry.delete(&name)?;
    Ok(StatusCode::NO_CONTENT)
}
