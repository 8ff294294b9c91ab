//! The workspace page, the clients and the contract: embedded in the binary, read from disk when the sources
//! are there, so that a reload shows an edit.

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};

use super::{Access, Kind, Problem, Routes, Server, openapi};
use crate::{
    cli::assets::{self, Client, Contract, Sourced},
    registry::DEFAULT_SESSION,
};

/// Only what the page itself needs: its own files, and apps from anywhere in frames. It may be in a frame of pages of this machine, as
/// test runners have it, and of no others: a page that is shown by a stranger can be clicked without being seen.
const POLICY: &str = "default-src 'self'; frame-src http: https:; connect-src 'self' ws: wss:; img-src 'self' data:; \
     frame-ancestors 'self' http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*";

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/", home)
        .get("/s/{session}", add_slash)
        .get("/s/{session}/", desktop)
        .get("/page/{version}/{file}", page_file)
        .get("/wwe-service-client-api.js", || async { shared::<Client>("wwe-service-client-api.js") })
        .get("/wwe-service-client-api.d.ts", || async { shared::<Client>("wwe-service-client-api.d.ts") })
        .get("/scapi-client.js", || async { shared::<Client>("scapi-client.js") })
        .get("/scapi-client.d.ts", || async { shared::<Client>("scapi-client.d.ts") })
        .get("/openapi.json", openapi::serve)
        .get("/docs", docs)
        .get("/asyncapi.json", || async { shared::<Contract>("asyncapi.json") })
        .get("/schemas/{file}", schema)
}

async fn home(RawQuery(query): RawQuery) -> Redirect {
    redirect(DEFAULT_SESSION, query)
}

async fn add_slash(
    State(server): State<Server>,
    Path(session): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Redirect, Problem> {
    server.registry.find(&session)?;
    Ok(redirect(&session, query))
}

fn redirect(session: &str, query: Option<String>) -> Redirect {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::temporary(&format!("/s/{session}/{query}"))
}

async fn desktop(State(server): State<Server>, Path(session): Path<String>) -> Result<Response, Problem> {
    server.registry.find(&session)?;
    Ok(with_policy(assets::page("index.html").unwrap_or_else(|| missing("index.html")), &server.access))
}

fn with_policy(mut response: Response, access: &Access) -> Response {
    let headers = response.headers_mut();
    let policy = access.frame_ancestors.iter().filter_map(|origin| origin.to_str().ok());
    let policy = policy.fold(POLICY.to_owned(), |policy, origin| format!("{policy} {origin}"));
    // It is made of what headers can have.
    headers
        .extend(HeaderValue::from_str(&policy).ok().map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
    headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    response
}

/// The OpenAPI document for people.
async fn docs(State(server): State<Server>) -> Response {
    with_policy(assets::page("docs.html").unwrap_or_else(|| missing("docs.html")), &server.access)
}

async fn page_file(Path((version, file)): Path<(String, String)>) -> Response {
    assets::page_file(&version, &file).unwrap_or_else(|| missing(&format!("{version}/{file}")))
}

async fn schema(Path(file): Path<String>) -> Response {
    shared::<Contract>(&file)
}

/// Any app may load it from here, whatever its origin.
fn shared<Folder: Sourced>(name: &str) -> Response {
    anywhere(assets::file::<Folder>(name).unwrap_or_else(|| missing(name)))
}

/// Lets pages of any origin read a response.
pub(super) fn anywhere(mut response: Response) -> Response {
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

fn missing(file: &str) -> Response {
    Problem::new(Kind::NoSuchFile, format!("there is no file \"{file}\"")).into_response()
}
