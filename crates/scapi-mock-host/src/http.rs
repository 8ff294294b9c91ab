//! The surfaces of a server: sessions, control, messages, sockets, and (feature `cli`) the page.
//! Guards come first: which host names are served, and what another site's page must not do.

mod control;
mod guard;
mod problem;
mod sessions;
mod sockets;

#[cfg(feature = "cli")]
mod page;

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    middleware,
    routing::{delete, get, patch, post},
};

pub(crate) use guard::Access;
pub(crate) use sessions::{Links, app_url};

use crate::registry::Registry;
use problem::Problem;

/// What every handler can reach.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) registry: Arc<Registry>,
    pub(crate) access: Arc<Access>,
}

/// Requests of control are small; messages of apps are allowed what their sockets allow.
const BODY_AT_MOST: usize = sockets::MESSAGE_AT_MOST;

pub(crate) fn router(server: Server) -> Router {
    let control = Router::new()
        .route("/stimuli", post(control::stimuli))
        .route("/journal", get(control::journal))
        .route("/reset", post(control::reset))
        .route("/clock/advance", post(control::advance))
        .route("/profile", patch(control::patch_profile).get(control::profile));
    let session = Router::new()
        .route("/ws", get(sockets::frame))
        .route("/bridge", get(sockets::bridge))
        .route("/messages", post(control::messages))
        .nest("/control", control);
    let routes = Router::new()
        .route("/healthz", get(|| async { "ready\n" }))
        .route("/sessions", post(sessions::create).get(sessions::list))
        .route("/sessions/{session}", delete(sessions::delete))
        .nest("/s/{session}", session);
    let cors = server.access.cors();
    let routes = with_page(routes)
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(axum::extract::DefaultBodyLimit::max(BODY_AT_MOST))
        .layer(middleware::from_fn_with_state(server.clone(), guard::check));
    // Outermost, so that a preflight, which has no content type and changes nothing, is answered before the guard.
    match cors {
        Some(cors) => routes.layer(cors).with_state(server),
        None => routes.with_state(server),
    }
}

#[cfg(feature = "cli")]
fn with_page(routes: Router<Server>) -> Router<Server> {
    routes.merge(page::routes())
}

#[cfg(not(feature = "cli"))]
fn with_page(routes: Router<Server>) -> Router<Server> {
    routes
}

async fn no_such_path(uri: axum::http::Uri) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "no such path", format!("there is nothing at {}", uri.path()))
}

async fn no_such_method(method: axum::http::Method, uri: axum::http::Uri) -> Problem {
    let detail = format!("{} does not take {method}", uri.path());
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "no such method", detail)
}
