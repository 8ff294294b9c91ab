//! The surfaces of a server: sessions, control, messages, sockets, and (feature `cli`) the page.
//! Guards come first: which host names are served, and what another site's page must not do.

mod control;
mod guard;
mod journal;
mod problem;
mod routes;
mod sessions;
mod sockets;

#[cfg(feature = "cli")]
mod page;

use std::sync::Arc;

use axum::{Router, middleware};

pub(crate) use guard::Access;
pub(crate) use sessions::{Links, app_url};

use crate::registry::Registry;
use problem::{Kind, Problem};
use routes::{Route, Routes};

/// What every handler can reach.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) registry: Arc<Registry>,
    pub(crate) access: Arc<Access>,
}

/// Requests of control are small; messages of apps are allowed what their sockets allow.
const BODY_AT_MOST: usize = sockets::MESSAGE_AT_MOST;

pub(crate) fn router(server: Server) -> Router {
    let (router, listed) = routes().finish();
    let listed: Arc<[Route]> = listed.into();
    let cors = server.access.cors();
    let routes = router
        .fallback(move |uri| no_such_path(uri, listed.clone()))
        .method_not_allowed_fallback(no_such_method)
        .layer(axum::extract::DefaultBodyLimit::max(BODY_AT_MOST))
        .layer(middleware::from_fn_with_state(server.clone(), guard::check));
    // Outermost, so that a preflight, which has no content type and changes nothing, is answered before the guard.
    match cors {
        Some(cors) => routes.layer(cors).with_state(server),
        None => routes.with_state(server),
    }
}

/// Everything that is served.
fn routes() -> Routes {
    let routes = Routes::default().get("/healthz", || async { "ready\n" });
    with_page(sockets::routes(journal::routes(control::routes(sessions::routes(routes)))))
}

#[cfg(feature = "cli")]
fn with_page(routes: Routes) -> Routes {
    page::routes(routes)
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
