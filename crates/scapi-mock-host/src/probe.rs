//! Looks why an app does not show in a frame: asks its server once, as a browser would, and says what stands in the way and what
//! would help. Only the head of an answer is read, and no redirect to another origin is followed.

mod exchange;
mod findings;
mod framing;

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::Serialize;
use serde_json::{Map, Value};
use tokio::time::timeout;
use url::Url;

pub(crate) use exchange::Trust;

use exchange::{Fault, Head};
use findings::Finding;
use framing::Ancestors;

/// An app that has not answered by then does not show in a frame either.
const PATIENCE: Duration = Duration::from_secs(5);
/// Browsers follow more, but an app that needs them is lost.
const REDIRECTS: usize = 5;

/// What is handed on of an answer: what decides over frames and windows, and nothing that is the app's own.
static HANDED_ON: [HeaderName; 6] = [
    header::X_FRAME_OPTIONS,
    header::CONTENT_SECURITY_POLICY,
    header::CONTENT_TYPE,
    header::LOCATION,
    HeaderName::from_static("cross-origin-opener-policy"),
    HeaderName::from_static("cross-origin-resource-policy"),
];

/// What the server of an app says when it is asked for the app.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(crate) struct Probe {
    /// What was asked for last, after redirects to the same origin.
    url: String,
    /// The status of the answer; absent if there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// What its head says about frames and windows. Values of the same header are joined with commas.
    #[schema(value_type = Object)]
    headers: Map<String, Value>,
    /// The addresses that it redirects to, in order. The last may be of another origin, and is not asked then.
    redirects: Vec<String>,
    /// What stands in the way of the app, the surest first.
    findings: Vec<Finding>,
}

/// Asks the server of an app for it. The origins are those of the pages that it would be in, from the innermost out.
pub(crate) async fn probe(url: &Url, ancestors: &[Url], trust: &Trust) -> Probe {
    let ancestors = Ancestors::new(ancestors);
    let mut trail = Trail { url: url.clone(), redirects: Vec::new() };
    let outcome = timeout(PATIENCE, trail.follow(trust)).await.unwrap_or(Err(Fault::Timeout(PATIENCE)));
    let mut findings = findings::of_address(&trail.url, &ancestors);
    let head = match outcome {
        Ok(head) => {
            findings.extend(findings::of_answer(&trail.url, &head, &ancestors));
            Some(head)
        }
        Err(fault) => {
            findings.push(findings::of_fault(&trail.url, &fault));
            None
        }
    };
    findings.sort_by_key(|finding| finding.weight);
    Probe {
        url: trail.url.into(),
        status: head.as_ref().map(|head| head.status.as_u16()),
        headers: head.as_ref().map(|head| handed_on(&head.headers)).unwrap_or_default(),
        redirects: trail.redirects,
        findings,
    }
}

/// The way to the answer, as far as it was gone.
struct Trail {
    url: Url,
    redirects: Vec<String>,
}

impl Trail {
    /// Asks, and follows redirects within the origin.
    async fn follow(&mut self, trust: &Trust) -> Result<Head, Fault> {
        loop {
            let head = exchange::ask(&self.url, trust).await?;
            let Some(next) = target(&self.url, &head) else { return Ok(head) };
            self.redirects.push(next.to_string());
            if next.origin() != self.url.origin() || self.redirects.len() >= REDIRECTS {
                return Ok(head);
            }
            self.url = next;
        }
    }
}

/// Where a redirect leads.
fn target(url: &Url, head: &Head) -> Option<Url> {
    let is_redirect = head.status.is_redirection() && head.status != StatusCode::NOT_MODIFIED;
    let location = head.headers.get(header::LOCATION).filter(|_| is_redirect)?;
    url.join(location.to_str().ok()?).ok()
}

fn handed_on(headers: &HeaderMap) -> Map<String, Value> {
    let each = HANDED_ON.iter();
    each.filter_map(|name| Some((name.to_string(), joined(headers, name)?.into()))).collect()
}

/// The values of a header, as one.
fn joined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<_> =
        headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    (!values.is_empty()).then(|| values.join(", "))
}
