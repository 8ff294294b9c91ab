//! Who may talk to the server. It listens on loopback, but so does every page in the browser of the same machine:
//! host names are checked against DNS rebinding, and what changes something is closed to other sites. Where other machines can
//! reach it, a token is needed.

use std::{collections::BTreeSet, net::IpAddr, time::Instant};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header, uri::PathAndQuery},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::{Kind, Problem, Scheme, Server, idempotency, token, token::Token};

/// Which host names and which origins are let in besides the machine's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Access {
    /// Names in the `Host` header, besides those of loopback.
    pub(crate) hosts: BTreeSet<String>,
    /// Origins of pages that may use the control API.
    pub(crate) control_origins: Vec<HeaderValue>,
    /// Origins of pages that may show the page in a frame, besides those of this machine.
    #[cfg(feature = "cli")]
    pub(crate) frame_ancestors: Vec<HeaderValue>,
    /// Without it nothing but what is public is served.
    pub(crate) token: Option<Token>,
    pub(crate) reach: Reach,
    /// The name of the cookie that brings the page's token. Cookies are not told apart by ports, so that it has the port in it.
    pub(crate) cookie: String,
}

/// From where the host is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reach {
    /// From this machine.
    #[default]
    Loopback,
    /// From others too, by their addresses for it.
    Remote,
}

impl Access {
    /// What tells browsers that pages of other origins may use the control API; None if none may.
    pub(super) fn cors(&self) -> Option<CorsLayer> {
        let origins = self.control_origins.clone();
        let layer = CorsLayer::new()
            .allow_origin(AllowOrigin::predicate(move |origin, _| origins.contains(origin)))
            .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
            .allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION, idempotency::KEY]);
        (!self.control_origins.is_empty()).then_some(layer)
    }

    fn serves(&self, name: &str) -> bool {
        let is_this = |host: &String| host.eq_ignore_ascii_case(name);
        let is_reached = match self.reach {
            Reach::Loopback => is_loopback(name),
            // Rebinding needs a name; whoever says an address has come to it.
            Reach::Remote => name.parse::<IpAddr>().is_ok(),
        };
        name.eq_ignore_ascii_case("localhost") || is_reached || self.hosts.iter().any(is_this)
    }

    /// Whether a request may be served as far as the token goes.
    fn is_open_to(&self, request: &Request) -> bool {
        let Some(token) = &self.token else { return true };
        is_public(request.uri().path()) || token.is_in(request.headers(), request.uri(), &self.cookie)
    }
}

/// What is the same for everybody: readiness, the clients, the contract, the files of the page.
fn is_public(path: &str) -> bool {
    const PATHS: [&str; 10] = [
        "/",
        "/healthz",
        "/wwe-service-client-api.js",
        "/wwe-service-client-api.d.ts",
        "/scapi-client.js",
        "/scapi-client.d.ts",
        "/asyncapi.json",
        "/openapi.json",
        "/docs",
        "/tables",
    ];
    PATHS.contains(&path) || path.starts_with("/schemas/") || path.starts_with("/page/")
}

/// The name in a `Host` header: without the port, and without the brackets of an IPv6 address.
fn host_name(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

fn is_loopback(name: &str) -> bool {
    name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a page was served by this server, under the name that it was asked by.
pub(super) fn is_same_origin(origin: &HeaderValue, headers: &HeaderMap, scheme: Scheme) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    // In the clear the page may have come over TLS that a proxy has ended; over TLS a page in the clear is another site.
    origin.is_some_and(|(given, authority)| {
        (given == scheme.http() || given == Scheme::SECURE) && Some(authority) == host
    })
}

/// Logs each request with what came of it. Queries are left out: a token may be in one.
pub(super) async fn log(request: Request, next: Next) -> Response {
    let start = tracing::enabled!(tracing::Level::DEBUG).then(Instant::now);
    let Some(start) = start else { return next.run(request).await };
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let (status, micros) = (response.status().as_u16(), start.elapsed().as_micros());
    tracing::debug!(%method, path, status, micros, "request");
    response
}

/// Runs before every handler.
pub(super) async fn check(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    if let Some(problem) = refusal(&server, &request) {
        return problem.into_response();
    }
    let Some(token) = server.access.token.as_ref().filter(|token| token.is_in_query(request.uri())) else {
        return next.run(request).await;
    };
    let plain = token::without_token(request.uri());
    if is_page(request.uri().path()) {
        return remember(token, &plain, &server);
    }
    if let Ok(target) = PathAndQuery::try_from(plain) {
        *request.uri_mut() = Uri::from(target);
    }
    next.run(request).await
}

fn is_page(path: &str) -> bool {
    path.strip_prefix("/s/").and_then(|rest| rest.strip_suffix('/')).is_some_and(|name| !name.contains('/'))
}

/// Puts the token into a cookie for the page, and out of the address. It is the answer that leads on and not a redirect: what
/// follows comes from this very site then, so that the browser sends a strict cookie with it.
fn remember(token: &Token, target: &str, server: &Server) -> Response {
    let (name, secure) = (&server.access.cookie, server.scheme.cookie_attribute());
    let cookie = format!("{name}={}; Path=/s/; HttpOnly; SameSite=Strict{secure}", token.as_str());
    let target = target.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let page =
        format!("<!doctype html><title>…</title><meta http-equiv=\"refresh\" content=\"0;url={target}\">");
    let mut response = Html(page).into_response();
    let headers = response.headers_mut();
    // A token is made of what a header can have.
    headers.extend(HeaderValue::from_str(&cookie).ok().map(|cookie| (header::SET_COOKIE, cookie)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'"));
    headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    response
}

fn refusal(server: &Server, request: &Request) -> Option<Response> {
    let access = &server.access;
    let headers = request.headers();
    if let Some(problem) = host_refusal(access, headers) {
        return Some(problem.into_response());
    }
    if !is_text(request.uri().path()) {
        return Some(
            Problem::new(Kind::NoSuchPath, "the path is no text: what is escaped in it is not UTF-8")
                .into_response(),
        );
    }
    if !access.is_open_to(request) {
        return Some(token_needed());
    }
    site_refusal(server, request).map(IntoResponse::into_response)
}

/// What pages of other sites may not do: change something, and ask for anything but what is public. They could not read the answer,
/// but what asks an app, or waits, would be done for them.
fn site_refusal(server: &Server, request: &Request) -> Option<Problem> {
    let headers = request.headers();
    let origin = headers.get(header::ORIGIN);
    if origin.is_some_and(|origin| server.lets_control(origin, headers)) {
        return None;
    }
    let site = Site::of(headers);
    let does = match (is_change(request.method()), origin) {
        (true, Some(_)) => "control this host",
        (true, None) if site == Site::Other => "control this host",
        (false, _) if site == Site::Other && asks_behind_the_scenes(request) => "look into this host",
        _ => return None,
    };
    let detail = match origin.map(|origin| origin.to_str().unwrap_or("(unreadable)")) {
        Some(origin) => {
            format!("a page of {origin} may not {does}; allow it with --allow-control-origin {origin}")
        }
        None => {
            format!("a page of another origin may not {does}; allow it with --allow-control-origin ORIGIN")
        }
    };
    Some(Problem::new(Kind::OriginNotAllowed, detail))
}

/// Whose page has sent a request, as the browser says: it names no origin with some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Site {
    /// This host's, a person's by the address bar, or no page at all.
    Own,
    /// One of another origin, though it may be of this machine.
    Other,
}

impl Site {
    fn of(headers: &HeaderMap) -> Self {
        match text(headers, "sec-fetch-site") {
            None | Some("same-origin" | "none") => Self::Own,
            Some(_) => Self::Other,
        }
    }
}

/// Whether nobody sees that it is asked. Whoever follows a link, or has the page in a frame, does; and a socket is for any app.
fn asks_behind_the_scenes(request: &Request) -> bool {
    let mode = text(request.headers(), "sec-fetch-mode");
    !is_public(request.uri().path()) && !matches!(mode, Some("navigate" | "websocket"))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn host_refusal(access: &Access, headers: &HeaderMap) -> Option<Problem> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host_name(host);
    if name.is_empty() {
        let detail = "a request names the host that it is for, in the header Host";
        return Some(Problem::new(Kind::NoHost, detail));
    }
    if access.serves(name) {
        return None;
    }
    let detail = format!("the host name \"{name}\" is not served; allow it with --allowed-host {name}");
    Some(Problem::new(Kind::HostNotAllowed, detail))
}

/// Whether what is escaped in a path is text. What is not would be refused later, in other words than a problem's.
fn is_text(path: &str) -> bool {
    let mut parts = path.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let escaped = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(b'%'));
        bytes.extend(&part.as_bytes()[escaped.map_or(0, |_| 2)..]);
    }
    std::str::from_utf8(&bytes).is_ok()
}

fn token_needed() -> Response {
    let detail = "this host is controlled by whoever has its token: send it as \"Authorization: Bearer TOKEN\", or open the \
                  page by the address that the host has printed, which has ?token=TOKEN in it";
    let mut response = Problem::new(Kind::TokenNeeded, detail).into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

impl Server {
    fn lets_control(&self, origin: &HeaderValue, headers: &HeaderMap) -> bool {
        is_same_origin(origin, headers, self.scheme) || self.access.control_origins.contains(origin)
    }
}

fn is_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}
