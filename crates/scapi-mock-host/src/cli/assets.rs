//! Files that are embedded in the binary.
//! Where the sources are on disk, they win; only names that are embedded are ever read.

use std::{
    hash::{DefaultHasher, Hasher},
    path::Path,
};

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

/// The workspace page.
#[derive(RustEmbed)]
#[folder = "page"]
#[exclude = "*.md"]
pub(crate) struct Page;

impl Sourced for Page {
    const SOURCE: &'static str = "page";
}

/// The drop-in client and the promise layer.
#[derive(RustEmbed)]
#[folder = "client"]
#[include = "wwe-service-client-api.*"]
#[include = "scapi-client.*"]
pub(crate) struct Client;

impl Sourced for Client {
    const SOURCE: &'static str = "client";
}

/// The contract for other languages: JSON Schemas, clauses, the AsyncAPI document of the message channel.
#[derive(RustEmbed)]
#[folder = "contract"]
#[include = "*.json"]
pub(crate) struct Contract;

impl Sourced for Contract {
    const SOURCE: &'static str = "contract";
}

/// The demo app.
#[derive(RustEmbed)]
#[folder = "apps/callbar"]
#[exclude = "*.md"]
pub(crate) struct Callbar;

impl Sourced for Callbar {
    const SOURCE: &'static str = "apps/callbar";
}

/// A file of a folder, as a response; None if there is no such file.
pub(crate) fn file<Folder: Sourced>(name: &str) -> Option<Response> {
    bytes::<Folder>(name).map(|bytes| response(name, bytes))
}

fn response(name: &str, body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    response
}

/// A file of the page that names others, each by an address that changes with any of them, so that a browser may keep it for good.
pub(crate) fn page(name: &str) -> Option<Response> {
    let text = String::from_utf8(bytes::<Page>(name)?).ok()?;
    let mut hasher = DefaultHasher::new();
    for name in Page::iter() {
        hasher.write(&bytes::<Page>(&name).unwrap_or_default());
    }
    let version = hasher.finish();
    Some(response(name, text.replace("\"/page/", &format!("\"/page/{version:016x}/"))))
}

/// A file of the page by an address as [`page`] makes them.
pub(crate) fn page_file(version: &str, name: &str) -> Option<Response> {
    let is_version = version.len() == 16 && version.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut response = is_version.then(|| file::<Page>(name))??;
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    Some(response)
}

fn bytes<Folder: Sourced>(name: &str) -> Option<Vec<u8>> {
    let embedded = Folder::get(name)?;
    let fresh = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(Folder::SOURCE).join(name)).ok();
    Some(fresh.unwrap_or_else(|| embedded.data.into_owned()))
}

/// A folder that is embedded, and where it came from.
pub(crate) trait Sourced: RustEmbed {
    /// The folder, from the root of the crate.
    const SOURCE: &'static str;
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "ts" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
