//! What stands in the way of an app, in words for its author: what it is, and what would help.

use axum::http::{StatusCode, header};
use serde::Serialize;
use url::{Host, Url};

use super::{
    exchange::{Fault, Head},
    framing::{Ancestors, Refusal, Rule, directives},
    joined, target,
};

/// Something that stands in the way of an app, or may.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(crate) struct Finding {
    pub(crate) kind: FindingKind,
    pub(crate) weight: Weight,
    /// What it is, with the header or the fault.
    what: String,
    /// What would help.
    remedy: String,
}

/// How sure it is that the app does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(crate) enum Weight {
    /// No browser shows it.
    Fault,
    /// It is shown, and may not work.
    Doubt,
}

/// What kind of thing stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(crate) enum FindingKind {
    FrameAncestors,
    XFrameOptions,
    MixedContent,
    ConnectionRefused,
    NoSuchHost,
    Unreachable,
    Certificate,
    Tls,
    NoHttp,
    Timeout,
    Status,
    RedirectElsewhere,
    Sandbox,
    OpenerPolicy,
    NoPage,
}

impl Finding {
    fn fault(kind: FindingKind, what: String, remedy: impl Into<String>) -> Self {
        Self { kind, weight: Weight::Fault, what, remedy: remedy.into() }
    }

    fn doubt(kind: FindingKind, what: String, remedy: impl Into<String>) -> Self {
        Self { kind, weight: Weight::Doubt, what, remedy: remedy.into() }
    }
}

/// What can be told before anybody is asked.
pub(super) fn of_address(url: &Url, ancestors: &Ancestors<'_>) -> Vec<Finding> {
    let mixed = ancestors.secure().filter(|_| url.scheme() == "http" && !is_of_this_machine(url));
    let finding = mixed.map(|page| {
        let what = format!("mixed content: {} is served over https, and the app over http", origin(page));
        Finding::fault(FindingKind::MixedContent, what, "serve the app over https, or the host without --tls")
    });
    finding.into_iter().collect()
}

/// Browsers trust what is on their own machine, encrypted or not.
fn is_of_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Why nobody answers.
pub(super) fn of_fault(url: &Url, fault: &Fault) -> Finding {
    let place = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let (kind, remedy) = match fault {
        Fault::NoSuchHost => (
            FindingKind::NoSuchHost,
            "correct the address; names of containers are known in their network only".into(),
        ),
        Fault::Refused => (FindingKind::ConnectionRefused, "start the app, or correct the port".into()),
        Fault::NotAsked => (FindingKind::Unreachable, "serve the app at another address".into()),
        Fault::Certificate(_) => (
            FindingKind::Certificate,
            format!(
                "open {} in a tab of its own and accept the certificate there, or use one that this machine trusts, made by mkcert for example",
                origin(url)
            ),
        ),
        Fault::NoTls(_) => {
            (FindingKind::Tls, format!("use http://{place} if the app is served in the clear"))
        }
        Fault::NoHttp(_) => (
            FindingKind::NoHttp,
            format!("use https://{place} if the app is served over TLS, or correct the port"),
        ),
        Fault::Unreachable(_) => {
            (FindingKind::Unreachable, "see that this machine can reach the app's".into())
        }
        Fault::Timeout(_) => (FindingKind::Timeout, "see what the app's server is doing".into()),
    };
    Finding::fault(kind, format!("{place}: {fault}"), remedy)
}

/// What the answer says against a frame.
pub(super) fn of_answer(url: &Url, head: &Head, ancestors: &Ancestors<'_>) -> Vec<Finding> {
    let refusal = ancestors.refused_by(url, &head.headers).map(|refusal| of_refusal(&refusal, ancestors));
    let each = [of_status(url, head), refusal, of_type(head), of_sandbox(head), of_opener_policy(head)];
    each.into_iter().flatten().collect()
}

fn of_refusal(refusal: &Refusal, ancestors: &Ancestors<'_>) -> Finding {
    let Refusal { by, value, page } = refusal;
    match by {
        Rule::FrameAncestors => Finding::fault(
            FindingKind::FrameAncestors,
            format!(
                "the app forbids to be framed by {page}: Content-Security-Policy: frame-ancestors {value}"
            ),
            format!("add {} to frame-ancestors, during development at least", ancestors.names()),
        ),
        Rule::XFrameOptions => Finding::fault(
            FindingKind::XFrameOptions,
            format!("the app forbids to be framed by {page}: X-Frame-Options: {value}"),
            format!(
                "serve it without X-Frame-Options, or with Content-Security-Policy: frame-ancestors {}, which goes before it",
                ancestors.names()
            ),
        ),
    }
}

fn of_status(url: &Url, head: &Head) -> Option<Finding> {
    if let Some(next) = target(url, head) {
        let what = format!("the app redirects to {next}");
        let elsewhere = next.origin() != url.origin();
        return Some(if elsewhere {
            let remedy = "if that is a log-in, log in there in a tab of its own first; if it is where the app lives, embed that address, so that its origin is accepted";
            Finding::doubt(
                FindingKind::RedirectElsewhere,
                format!("{what}, which is of another origin"),
                remedy,
            )
        } else {
            Finding::fault(
                FindingKind::RedirectElsewhere,
                format!("{what}, and goes on redirecting"),
                "see why its redirects do not end",
            )
        });
    }
    let wrong = head.status.is_client_error() || head.status.is_server_error();
    wrong.then(|| {
        let what =
            format!("the app's server answers {} to {}", head.status, &url[url::Position::BeforePath..]);
        let remedy = match head.status {
            StatusCode::NOT_FOUND => "correct the path",
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                "log in to the app in a tab of its own first; cookies of another site may not reach a frame"
            }
            status if status.is_server_error() => "see what the app's server says in its log",
            _ => "see why the app's server refuses the request",
        };
        Finding::fault(FindingKind::Status, what, remedy)
    })
}

fn of_type(head: &Head) -> Option<Finding> {
    let kind = joined(&head.headers, &header::CONTENT_TYPE)?;
    let is_page = kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml");
    (head.status.is_success() && !is_page).then(|| {
        let what = format!("what is there is no page: Content-Type: {kind}");
        Finding::doubt(FindingKind::NoPage, what, "embed the address of the app's page")
    })
}

fn of_sandbox(head: &Head) -> Option<Finding> {
    let list = directives(&head.headers, "sandbox").into_iter().next()?;
    (!list.split_ascii_whitespace().any(|token| token == "allow-same-origin")).then(|| {
        let what = format!("the app is in a sandbox, and has the origin null: Content-Security-Policy: sandbox {list}");
        let remedy = "add allow-same-origin to it, or accept the origin null: {\"acceptedOrigins\":[\"null\"]} in the host profile";
        Finding::doubt(FindingKind::Sandbox, what, remedy)
    })
}

fn of_opener_policy(head: &Head) -> Option<Finding> {
    let name = axum::http::HeaderName::from_static("cross-origin-opener-policy");
    let value = joined(&head.headers, &name).filter(|value| value.trim_start().starts_with("same-origin"))?;
    let cut = !value.contains("allow-popups");
    cut.then(|| {
        let what =
            format!("in a window of its own the app finds no desktop: Cross-Origin-Opener-Policy: {value}");
        Finding::doubt(
            FindingKind::OpenerPolicy,
            what,
            "serve it without that header, or embed it in a frame",
        )
    })
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
