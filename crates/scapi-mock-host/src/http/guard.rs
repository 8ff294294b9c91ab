//! Who may talk to the server. It listens on loopback, but so does every page in the browser of the same machine:
//! host names are checked against DNS rebinding, and what changes something is closed to other sites.

use std::{collections::BTreeSet, net::IpAddr};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::{Kind, Problem, Server};

/// Which host names and which origins are let in besides the machine's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Access {
    /// Names in the `Host` header, besides those of loopback.
    pub(crate) hosts: BTreeSet<String>,
    /// Origins of pages that may use the control API.
    pub(crate) control_origins: Vec<HeaderValue>,
}

impl Access {
    /// What tells browsers that pages of other origins may use the control API; None if none may.
    pub(super) fn cors(&self) -> Option<CorsLayer> {
        let origins = self.control_origins.clone();
        let layer = CorsLayer::new()
            .allow_origin(AllowOrigin::predicate(move |origin, _| origins.contains(origin)))
            .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::DELETE])
            .allow_headers([header::CONTENT_TYPE]);
        (!self.control_origins.is_empty()).then_some(layer)
    }

    fn serves(&self, name: &str) -> bool {
        let is_this = |host: &String| host.eq_ignore_ascii_case(name);
        name.eq_ignore_ascii_case("localhost") || is_loopback(name) || self.hosts.iter().any(is_this)
    }

    fn lets_control(&self, origin: &HeaderValue, headers: &HeaderMap) -> bool {
        is_same_origin(origin, headers) || self.control_origins.contains(origin)
    }
}

/// `[::1]:7780` → `::1`, `localhost:7780` → `localhost`.
fn host_name(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

fn is_loopback(name: &str) -> bool {
    name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether a page was served by this server, under the name that it was asked by.
pub(super) fn is_same_origin(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let origin =
        origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    origin.is_some() && origin == headers.get(header::HOST).and_then(|host| host.to_str().ok())
}

/// Runs before every handler.
pub(super) async fn check(State(server): State<Server>, request: Request, next: Next) -> Response {
    match refusal(&server.access, &request) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    }
}

fn refusal(access: &Access, request: &Request) -> Option<Problem> {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host_name(host);
    if name.is_empty() {
        let detail = "a request names the host that it is for, in the header Host";
        return Some(Problem::new(Kind::NoHost, detail));
    }
    if !access.serves(name) {
        let detail = format!("the host name \"{name}\" is not served; allow it with --allowed-host {name}");
        return Some(Problem::new(Kind::HostNotAllowed, detail));
    }
    if !is_change(request.method()) {
        return None;
    }
    let origin = headers.get(header::ORIGIN).filter(|origin| !access.lets_control(origin, headers))?;
    let origin = origin.to_str().unwrap_or("(unreadable)");
    let detail = format!(
        "a page of {origin} may not control this host; allow it with --allow-control-origin {origin}"
    );
    Some(Problem::new(Kind::OriginNotAllowed, detail))
}

fn is_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}
