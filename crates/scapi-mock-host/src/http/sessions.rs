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
use scapi_schema::{policy::Policies, profile::HostProfile, validate::Mode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::{Kind, Problem, Routes, Scheme, Server, problem::Body};
use crate::{
    registry::{self, Listed, SessionName, TimeToLive},
    session::{AppKind, ClockKind, EmbeddedApp, SessionConfig},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/sessions", create).get("/sessions", list).delete("/sessions/{session}", delete)
}

/// What a session can be made with; everything has a default.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct NewSession {
    /// Its name, which is in its URLs; without one it gets one.
    #[cfg_attr(feature = "cli", schema(value_type = Option<String>, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"))]
    name: Option<SessionName>,
    /// Decides the identifiers that are made; the same seed makes the same ones.
    seed: u64,
    /// What moves its time.
    clock: ClockKind,
    /// A merge patch of the default host profile.
    #[cfg_attr(feature = "cli", schema(value_type = Object))]
    profile: Value,
    /// What unattended far ends do.
    #[cfg_attr(feature = "cli", schema(value_type = Object))]
    policies: Policies,
    /// The http or https URLs of the apps that its page embeds; their origins are accepted.
    apps: Vec<String>,
    /// Those of apps that it embeds once for each interaction.
    apps_per_interaction: Vec<String>,
    /// Those of apps that it opens in windows of their own.
    app_windows: Vec<String>,
    /// How messages are held to the contract; without it, as the server does.
    #[cfg_attr(feature = "cli", schema(value_type = Option<String>))]
    validation: Option<Mode>,
    /// How long it lives without being used, in milliseconds of real time; without it, for ever.
    #[cfg_attr(feature = "cli", schema(value_type = Option<u64>, minimum = 1))]
    ttl_ms: Option<TimeToLive>,
}

impl Default for NewSession {
    fn default() -> Self {
        Self {
            name: None,
            seed: 0,
            clock: ClockKind::Real,
            profile: Value::Object(serde_json::Map::new()),
            policies: Policies::default(),
            apps: Vec::new(),
            apps_per_interaction: Vec::new(),
            app_windows: Vec::new(),
            validation: None,
            ttl_ms: None,
        }
    }
}

impl NewSession {
    fn read(self, validation: Mode) -> Result<registry::NewSession, Problem> {
        let profile = patched(&HostProfile::default(), &self.profile)?;
        let lists = [
            (&self.apps, AppKind::Frame),
            (&self.apps_per_interaction, AppKind::PerInteraction),
            (&self.app_windows, AppKind::Window),
        ];
        let each = lists.iter().flat_map(|(urls, kind)| urls.iter().map(|url| app(url, *kind)));
        let apps = each.collect::<Result<_, _>>();
        let apps = apps.map_err(|detail| Problem::new(Kind::NotAnApp, detail))?;
        let config = SessionConfig {
            seed: self.seed,
            clock: self.clock,
            profile,
            policies: self.policies,
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
        Ok(url) if url.host_str().is_some_and(|host| host.contains('$')) => Err(format!(
            "fields may stand in the path, the query and the fragment of an app's URL, not in its host: \"{text}\""
        )),
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url),
        _ => Err(format!("an app is an http or https URL such as http://localhost:3000, got \"{text}\"")),
    }
}

/// Reads an app.
pub(crate) fn app(url: &str, kind: AppKind) -> Result<EmbeddedApp, String> {
    Ok(EmbeddedApp { url: app_url(url)?, kind })
}

/// The URLs of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(crate) struct Links {
    /// Its name.
    pub(crate) session: String,
    /// The workspace page.
    pub(crate) url: String,
    /// The WebSocket of one frame.
    pub(crate) ws: String,
    /// What the paths of the control API begin with.
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
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
struct ListedSession {
    #[serde(flatten)]
    links: Links,
    clock: ClockKind,
    /// How long ago it was made, in milliseconds.
    age_ms: u64,
    /// How long ago something was asked of it last, in milliseconds; 0 while a frame or a page is connected.
    idle_ms: u64,
    /// After so many milliseconds without being used it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "cli", schema(value_type = Option<u64>))]
    ttl_ms: Option<TimeToLive>,
    /// How many interactions the agent has.
    interactions: usize,
    /// How many frames are open.
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
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct SessionList {
    /// In the order of their names.
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
