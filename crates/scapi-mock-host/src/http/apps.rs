//! The apps of a session: which are embedded, and why one does not show. Only what the session lists is ever asked, so that nobody
//! can make the host look at anything else.

use std::sync::OnceLock;

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Kind, Problem, Routes, Server, problem::Params};
use crate::{
    actor::Desk,
    probe::{Probe, Trust, probe},
    session::AppKind,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/s/{session}/control/apps", apps).get("/s/{session}/control/apps/probe", look)
}

/// What a session embeds.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Apps {
    /// Those that the session was made with.
    apps: Vec<Configured>,
    /// The frames of its pages, and windows that they have opened.
    frames: Vec<Framed>,
}

/// An app that a session was made with.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
struct Configured {
    /// Its URL, with fields such as `$Interaction.Id$` as they are.
    url: String,
    /// How the page embeds it.
    kind: AppKind,
}

/// A frame of a page.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
struct Framed {
    /// Its name in the journal.
    frame: String,
    /// What the page has loaded into it.
    url: String,
}

async fn apps(State(server): State<Server>, Path(session): Path<String>) -> Result<Json<Apps>, Problem> {
    let session = server.registry.find(&session)?;
    Ok(Json(session.call(listed).await?))
}

fn listed(desk: &mut Desk) -> Apps {
    let session = desk.session();
    let configured =
        session.config().apps.iter().map(|app| Configured { url: app.url.to_string(), kind: app.kind });
    let framed =
        session.frames_in_pages().map(|(frame, url)| Framed { frame: frame.to_string(), url: url.into() });
    Apps { apps: configured.collect(), frames: framed.collect() }
}

/// What is asked about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// The URL of the app.
    url: String,
    /// The origins of the pages that it is in, from the innermost out, with blanks between.
    #[serde(default)]
    ancestors: String,
}

async fn look(
    State(server): State<Server>,
    Path(session): Path<String>,
    Params(Question { url, ancestors }): Params<Question>,
) -> Result<Json<Probe>, Problem> {
    let session = server.registry.find(&session)?;
    let Apps { apps, frames } = session.call(listed).await?;
    let known: Vec<String> =
        apps.into_iter().map(|app| app.url).chain(frames.into_iter().map(|frame| frame.url)).collect();
    if !known.contains(&url) {
        return Err(not_listed(&url, &known));
    }
    let url =
        Url::parse(&url).map_err(|fault| Problem::new(Kind::NotAnApp, format!("\"{url}\": {fault}")))?;
    let ancestors = ancestors.split_ascii_whitespace().map(|origin| {
        Url::parse(origin)
            .map_err(|fault| Problem::new(Kind::NotAQuery, format!("ancestors: \"{origin}\": {fault}")))
    });
    let ancestors = ancestors.collect::<Result<Vec<_>, _>>()?;
    Ok(Json(probe(&url, &ancestors, trust()).await))
}

fn not_listed(url: &str, known: &[String]) -> Problem {
    let there_are =
        if known.is_empty() { "there are none".into() } else { format!("there are {}", known.join(", ")) };
    let detail =
        format!("\"{url}\" is none of the session's apps, and only those are looked at; {there_are}");
    Problem::new(Kind::AppNotListed, detail)
}

/// Read once: the machine may have hundreds of certificates.
fn trust() -> &'static Trust {
    static TRUST: OnceLock<Trust> = OnceLock::new();
    TRUST.get_or_init(Trust::of_the_machine)
}

/// An example for the document.
pub(super) fn example_of_probe() -> serde_json::Value {
    let finding = serde_json::json!({
        "kind": "x-frame-options",
        "weight": "fault",
        "what": "the app forbids to be framed by http://127.0.0.1:7780: X-Frame-Options: DENY",
        "remedy": "serve it without X-Frame-Options, or with Content-Security-Policy: frame-ancestors http://127.0.0.1:7780, which goes before it",
    });
    serde_json::json!({
        "url": "http://localhost:3000/", "status": 200, "headers": { "x-frame-options": "DENY" }, "redirects": [], "findings": [finding],
    })
}
