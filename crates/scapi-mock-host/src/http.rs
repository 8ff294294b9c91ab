//! The surfaces of a server: sessions, control, messages, sockets, and (feature `cli`) the page.
//! Guards come first: which host names are served, and what another site's page must not do.

#[cfg(feature = "cli")]
mod apps;
mod canned;
mod clock;
mod control;
mod desktop;
mod expectations;
mod faults;
mod guard;
mod idempotency;
mod journal;
#[cfg(feature = "cli")]
mod openapi;
mod problem;
mod routes;
mod scenario;
mod scheme;
mod sessions;
mod sockets;
mod token;
mod wait;

#[cfg(feature = "cli")]
mod page;
#[cfg(feature = "cli")]
mod tables;

use std::sync::Arc;

use axum::{Router, middleware};
use tokio::sync::watch;

pub(crate) use guard::{Access, Reach};
pub(crate) use idempotency::Answers;
#[cfg(feature = "cli")]
pub(crate) use openapi::document as openapi_document;
pub(crate) use problem::{escaped, pointer as pointer_of};
pub(crate) use scheme::Scheme;
#[cfg(feature = "cli")]
pub(crate) use sessions::app_url;
pub(crate) use sessions::{Links, app};
pub use token::NotAToken;
pub(crate) use token::Token;
pub(crate) use wait::{limited, unrest_in_words, until_quiet};

use crate::{limits::Limits, registry::Registry};
use problem::{Kind, Problem};
use routes::{Route, Routes};

/// What every handler can reach.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) registry: Arc<Registry>,
    pub(crate) access: Arc<Access>,
    pub(crate) limits: Limits,
    pub(crate) scheme: Scheme,
    /// Each WebSocket that is open holds a receiver of it, so that a stop can wait for them.
    pub(crate) sockets: Arc<watch::Sender<()>>,
    /// To keys of requests that are of no session.
    pub(crate) answers: Arc<Answers>,
}

pub(crate) fn router(server: Server) -> Router {
    let (router, listed) = routes().finish();
    let listed: Arc<[Route]> = listed.into();
    let cors = server.access.cors();
    let routes = router
        .fallback(move |uri| no_such_path(uri, listed.clone()))
        .method_not_allowed_fallback(no_such_method)
        .layer(middleware::from_fn_with_state(server.clone(), idempotency::answer_once))
        .layer(axum::extract::DefaultBodyLimit::max(server.limits.request_bytes))
        .layer(middleware::from_fn_with_state(server.clone(), guard::check))
        .layer(middleware::from_fn(guard::log));
    // Outermost, so that a preflight, which has no content type and changes nothing, is answered before the guard.
    match cors {
        Some(cors) => routes.layer(cors).with_state(server),
        None => routes.with_state(server),
    }
}

/// Everything that is served.
fn routes() -> Routes {
    let routes = Routes::default().get("/healthz", || async { "ready\n" });
    let parts = [
        sessions::routes,
        control::routes,
        clock::routes,
        canned::routes,
        journal::routes,
        desktop::routes,
        expectations::routes,
        scenario::routes,
        faults::routes,
        sockets::routes,
    ];
    with_page(parts.iter().fold(routes, |routes, part| part(routes)))
}

#[cfg(feature = "cli")]
fn with_page(routes: Routes) -> Routes {
    tables::routes(apps::routes(page::routes(routes)))
}

#[cfg(not(feature = "cli"))]
fn with_page(routes: Routes) -> Routes {
    routes
}

async fn no_such_path(uri: axum::http::Uri, listed: Arc<[Route]>) -> Problem {
    let meant = routes::nearest(uri.path(), &listed);
    let hint = meant.as_ref().map(|path| format!("; did you mean {path}?")).unwrap_or_default();
    Problem::new(Kind::NoSuchPath, format!("there is nothing at {}{hint}", uri.path())).meaning(meant)
}

async fn no_such_method(method: axum::http::Method, uri: axum::http::Uri) -> Problem {
    let detail = format!("{} does not take {method}", uri.path());
    Problem::new(Kind::NoSuchMethod, detail)
}
