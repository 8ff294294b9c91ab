//! Whether a page may be in a frame of others: `frame-ancestors` of its content security policies (CSP Level 3), else `X-Frame-Options`
//! (HTML, "X-Frame-Options").

use axum::http::{HeaderMap, header};
use url::Url;

use super::joined;

/// The pages that a frame would be in, from the innermost out.
pub(super) struct Ancestors<'a>(&'a [Url]);

/// The header that forbids, what it says, and the page that it forbids.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) by: Rule,
    pub(super) value: String,
    pub(super) page: String,
}

/// What can forbid frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    FrameAncestors,
    XFrameOptions,
}

impl<'a> Ancestors<'a> {
    pub(super) const fn new(pages: &'a [Url]) -> Self {
        Self(pages)
    }

    /// One that is served over TLS, in which nothing in the clear is shown.
    pub(super) fn secure(&self) -> Option<&Url> {
        self.0.iter().find(|page| page.scheme() == "https")
    }

    /// Who is told to let frames: the innermost page, or any that is in the list.
    pub(super) fn names(&self) -> String {
        self.0.iter().map(|page| page.origin().ascii_serialization()).collect::<Vec<_>>().join(" ")
    }

    /// What forbids a page with these headers to be in a frame of theirs, if something does.
    pub(super) fn refused_by(&self, own: &Url, headers: &HeaderMap) -> Option<Refusal> {
        let lists = lists(headers);
        if lists.is_empty() {
            return self.refused_by_option(own, headers);
        }
        lists.into_iter().find_map(|list| {
            let page = self
                .0
                .iter()
                .find(|page| !list.split_ascii_whitespace().any(|source| lets(source, page, own)))?;
            Some(Refusal { by: Rule::FrameAncestors, value: list, page: page.origin().ascii_serialization() })
        })
    }

    fn refused_by_option(&self, own: &Url, headers: &HeaderMap) -> Option<Refusal> {
        let value = joined(headers, &header::X_FRAME_OPTIONS)?;
        let mut options: Vec<String> =
            value.split(',').map(|option| option.trim().to_ascii_lowercase()).collect();
        options.sort_unstable();
        options.dedup();
        let page = match options.as_slice() {
            [one] if one == "sameorigin" => self.0.iter().find(|page| page.origin() != own.origin()),
            [one] if one == "deny" => self.0.first(),
            // Browsers take no notice of a value that they do not know, but of several that contradict each other.
            several
                if several.len() > 1 && several.iter().any(|one| one == "deny" || one == "sameorigin") =>
            {
                self.0.first()
            }
            _ => None,
        };
        page.map(|page| Refusal { by: Rule::XFrameOptions, value, page: page.origin().ascii_serialization() })
    }
}

/// The lists of `frame-ancestors`, one of each policy that has it. The first of a policy counts.
fn lists(headers: &HeaderMap) -> Vec<String> {
    directives(headers, "frame-ancestors")
}

/// What the policies have as the value of a directive.
pub(super) fn directives(headers: &HeaderMap, wanted: &str) -> Vec<String> {
    let values = headers.get_all(header::CONTENT_SECURITY_POLICY).iter();
    let text = values
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect::<Vec<_>>()
        .join(",");
    let of_policy = |policy: &str| {
        policy.split(';').find_map(|directive| {
            let directive = directive.trim();
            let (name, value) =
                directive.split_once(|mark: char| mark.is_ascii_whitespace()).unwrap_or((directive, ""));
            name.eq_ignore_ascii_case(wanted).then(|| value.trim().to_owned())
        })
    };
    text.split(',').filter_map(of_policy).collect()
}

/// Whether one source of a list lets a page in.
fn lets(source: &str, page: &Url, own: &Url) -> bool {
    match source.to_ascii_lowercase().as_str() {
        "'none'" => false,
        "'self'" => page.origin() == own.origin(),
        "*" => matches!(page.scheme(), "http" | "https"),
        scheme if scheme.ends_with(':') => is_scheme(scheme.trim_end_matches(':'), page),
        source => lets_host(source, page, own),
    }
}

fn lets_host(source: &str, page: &Url, own: &Url) -> bool {
    let (scheme, rest) = source.split_once("://").unwrap_or((own.scheme(), source));
    let authority = rest.split('/').next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let name = page.host_str().unwrap_or_default();
    let is_host = match host.strip_prefix('*') {
        Some("") => true,
        Some(suffix) => name.ends_with(suffix),
        None => name == host,
    };
    let own_port = page.port_or_known_default();
    let is_port = match port {
        Some("*") => true,
        Some(port) => port.parse().ok() == own_port,
        None => page.port().is_none(),
    };
    is_scheme(scheme, page) && is_host && is_port
}

/// What is let in over http is let in over https.
fn is_scheme(scheme: &str, page: &Url) -> bool {
    page.scheme() == scheme || (scheme == "http" && page.scheme() == "https")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use url::Url;

    use super::{Ancestors, Rule};

    const OWN: &str = "http://localhost:3000/app";

    fn refused(headers: &[(&'static str, &str)], pages: &[&str]) -> Option<(Rule, String)> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value"));
        }
        let pages: Vec<Url> = pages.iter().map(|page| Url::parse(page).expect("a URL")).collect();
        let refusal = Ancestors::new(&pages).refused_by(&Url::parse(OWN).expect("a URL"), &map)?;
        Some((refusal.by, refusal.page))
    }

    #[test]
    fn what_browsers_make_of_x_frame_options() {
        let page = "http://127.0.0.1:7780";
        for (value, forbids) in [
            ("DENY", true),
            ("deny", true),
            ("SAMEORIGIN", true),
            ("DENY, DENY", true),
            ("SAMEORIGIN, ALLOWALL", true),
            ("ALLOWALL", false),
            ("ALLOW-FROM http://127.0.0.1:7780", false),
            ("", false),
        ] {
            assert_eq!(refused(&[("x-frame-options", value)], &[page]).is_some(), forbids, "{value:?}");
        }
        assert_eq!(refused(&[("x-frame-options", "SAMEORIGIN")], &["http://localhost:3000"]), None);
        let outer = refused(&[("x-frame-options", "SAMEORIGIN")], &["http://localhost:3000", page]);
        assert_eq!(outer, Some((Rule::XFrameOptions, page.into())), "each page round it counts");
    }

    #[test]
    fn what_browsers_make_of_frame_ancestors() {
        let page = "http://desktop.example:7780";
        for (list, lets) in [
            ("'none'", false),
            ("", false),
            ("'self'", false),
            ("*", true),
            ("http:", true),
            ("https:", false),
            ("http://desktop.example:7780", true),
            ("HTTP://Desktop.Example:7780", true),
            ("desktop.example:7780", true),
            ("desktop.example", false),
            ("http://desktop.example:*", true),
            ("http://*.example:7780", true),
            ("http://*:7780", true),
            ("http://*.desktop.example:7780", false),
            ("https://desktop.example:7780", false),
            ("http://desktop.example:7781", false),
            ("http://evildesktop.example:7780", false),
            ("'self' http://desktop.example:7780", true),
        ] {
            let policy = format!("default-src 'self'; frame-ancestors {list}; img-src *");
            assert_eq!(refused(&[("content-security-policy", &policy)], &[page]).is_none(), lets, "{list:?}");
        }
        let upgraded = refused(
            &[("content-security-policy", "frame-ancestors http://desktop.example")],
            &["https://desktop.example"],
        );
        assert_eq!(upgraded, None);
    }

    #[test]
    fn a_list_of_ancestors_goes_before_the_older_header_and_every_policy_counts() {
        let page = "http://127.0.0.1:7780";
        let both = [("content-security-policy", "frame-ancestors *"), ("x-frame-options", "DENY")];
        assert_eq!(refused(&both, &[page]), None);
        let policies = [
            ("content-security-policy", "frame-ancestors *"),
            ("content-security-policy", "frame-ancestors 'none'"),
        ];
        assert_eq!(refused(&policies, &[page]), Some((Rule::FrameAncestors, page.into())));
        let joined = [("content-security-policy", "frame-ancestors *, frame-ancestors 'self'")];
        assert!(refused(&joined, &[page]).is_some());
        assert_eq!(refused(&[("content-security-policy", "default-src 'none'")], &[page]), None);
        assert_eq!(
            refused(&[("content-security-policy-report-only", "frame-ancestors 'none'")], &[page]),
            None
        );
    }
}
