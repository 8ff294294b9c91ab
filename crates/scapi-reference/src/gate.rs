//! The gates before a request is carried out: who may use which service (`gate.service/1` and after), and how often
//! (`gate.rateLimit/1` and after). Both are per origin.

use alloc::{
    collections::{BTreeMap, VecDeque},
    string::{String, ToString},
    vec::Vec,
};

use scapi_schema::profile::{HostProfile, RateLimitWindow};
use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Services that have to be named one by one (`gate.service/4`).
pub(crate) const EXPLICIT_ONLY: &[&str] = &["auth.getJwtToken"];
/// A rate limit is a number of requests per minute.
const MINUTE_MS: u64 = 60_000;

/// An entry of the list of accepted origins cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "an accepted origin is one such as https://app.example, if need be with services: \"https://app.example (agent.*, voice.dial)\"; {fault} in \"{entry}\""
)]
pub struct OriginError {
    /// The entry.
    pub entry: String,
    /// What is wrong with it.
    pub fault: &'static str,
}

/// One accepted origin, with what it may use.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Grant {
    /// An origin, or `*`.
    origin: String,
    /// Filters such as `agent.*`; none means every service that needs no explicit grant.
    services: Option<Vec<String>>,
}

/// Who may use which service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grants(Vec<Grant>);

impl Grants {
    /// Reads the list; commas separate at both levels (`gate.origin/2`).
    pub(crate) fn parse(entries: &[String]) -> Result<Self, OriginError> {
        let grants = entries.iter().flat_map(|entry| split(entry)).map(grant);
        grants.collect::<Result<_, _>>().map(Self)
    }

    /// Origins that may use whatever needs no explicit grant.
    pub(crate) fn bare(origins: &[String]) -> Self {
        Self(origins.iter().map(|origin| Grant { origin: origin.clone(), services: None }).collect())
    }

    /// Whether the list names the origin (`gate.origin/1`).
    pub(crate) fn accepts(&self, origin: &str) -> bool {
        self.of(origin).next().is_some()
    }

    /// Whether the origin may use the service (`gate.service/1` to `gate.service/4`).
    pub(crate) fn allows(&self, origin: &str, service: &str) -> bool {
        self.of(origin).any(|grant| grant.allows(service))
    }

    fn of<'a>(&'a self, origin: &'a str) -> impl Iterator<Item = &'a Grant> {
        self.0.iter().filter(move |grant| grant.origin == "*" || grant.origin == origin)
    }
}

impl Grant {
    fn allows(&self, service: &str) -> bool {
        let explicit = EXPLICIT_ONLY.contains(&service);
        let Some(services) = &self.services else { return !explicit };
        services.iter().any(|filter| match filter.strip_suffix('*') {
            Some("") => !explicit,
            Some(namespace) => !explicit && namespace.ends_with('.') && service.starts_with(namespace),
            None => filter == service,
        })
    }
}

/// Splits at the commas that stand outside of parentheses.
fn split(list: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let outside = |symbol: char| {
        depth += i32::from(symbol == '(') - i32::from(symbol == ')');
        symbol == ',' && depth <= 0
    };
    list.split(outside).map(str::trim).filter(|entry| !entry.is_empty()).collect()
}

fn grant(entry: &str) -> Result<Grant, OriginError> {
    let error = |fault| OriginError { entry: entry.to_string(), fault };
    let Some((origin, rest)) = entry.split_once('(') else {
        let fault = "there is a closing parenthesis without an opening one";
        return if entry.contains(')') { Err(error(fault)) } else { Ok(bare(entry)) };
    };
    let Some(services) = rest.strip_suffix(')') else {
        return Err(error("the list of services does not end in a parenthesis"));
    };
    if services.contains(['(', ')']) {
        return Err(error("there is a parenthesis in the list of services"));
    }
    if origin.trim().is_empty() {
        return Err(error("there is no origin before the list of services"));
    }
    let services = services.split(',').map(str::trim).filter(|filter| !filter.is_empty());
    Ok(Grant { origin: origin.trim().into(), services: Some(services.map(Into::into).collect()) })
}

fn bare(origin: &str) -> Grant {
    Grant { origin: origin.into(), services: None }
}

/// How many requests each origin has made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Rates(BTreeMap<String, Rate>);

/// The requests of one origin.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rate {
    all: Window,
    by_service: BTreeMap<String, Window>,
    quarantine: Option<Quarantine>,
}

/// No request is carried out (`gate.rateLimit/3`, `gate.rateLimit/4`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Quarantine {
    Until(Timestamp),
    ForEver,
}

/// The requests that count at present.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
struct Window(VecDeque<Timestamp>);

/// Why a request is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RateExceeded {
    /// The limit that was exceeded; none if the origin is in quarantine already.
    pub(crate) limit: Option<u64>,
    /// When requests are carried out again, if ever.
    pub(crate) until: Option<Timestamp>,
}

impl core::fmt::Display for RateExceeded {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if let Some(limit) = self.limit {
            write!(f, "the limit is {limit} a minute; ")?;
        }
        match self.until {
            Some(until) => write!(f, "requests are ignored until {} ms of session time", until.as_millis()),
            None => f.write_str("requests are ignored from now on"),
        }
    }
}

impl Rates {
    /// Counts a request of an origin, or says that it is one too many (`gate.rateLimit/5`).
    pub(crate) fn count(
        &mut self,
        profile: &HostProfile,
        now: Timestamp,
        origin: &str,
        service: &str,
    ) -> Result<(), RateExceeded> {
        let of_service = profile.rate_limit_per_service.get(service).copied().unwrap_or(0);
        if profile.rate_limit == 0 && of_service == 0 && self.0.is_empty() {
            return Ok(());
        }
        let rate = self.0.entry(origin.into()).or_default();
        if let Some(until) = rate.in_quarantine(now) {
            return Err(RateExceeded { limit: None, until });
        }
        let kind = profile.rate_limit_window;
        // Services without a limit are not counted, so that made-up names take no room.
        let mut of_this = (of_service > 0).then(|| rate.by_service.entry(service.into()).or_default());
        let counted = of_this.as_mut().map_or(0, |window| window.requests(kind, now));
        let limits = [(profile.rate_limit, rate.all.requests(kind, now)), (of_service, counted)];
        let exceeded = limits.into_iter().find(|(limit, requests)| *limit > 0 && *requests >= *limit);
        let Some((limit, _)) = exceeded else {
            if profile.rate_limit > 0 {
                rate.all.0.push_back(now);
            }
            if let Some(window) = of_this {
                window.0.push_back(now);
            }
            return Ok(());
        };
        *rate = Rate { quarantine: Some(Quarantine::of(profile, now)), ..Rate::default() };
        Err(RateExceeded { limit: Some(limit), until: rate.in_quarantine(now).flatten() })
    }

    /// Lets an origin make no more requests for the quarantine delay (`gate.rateLimit/3`).
    pub(crate) fn quarantine(&mut self, profile: &HostProfile, now: Timestamp, origin: &str) {
        let quarantine = Some(Quarantine::of(profile, now));
        self.0.insert(origin.into(), Rate { quarantine, ..Rate::default() });
    }
}

impl Rate {
    /// Until when, if the origin is in quarantine.
    fn in_quarantine(&mut self, now: Timestamp) -> Option<Option<Timestamp>> {
        match self.quarantine {
            Some(Quarantine::ForEver) => Some(None),
            Some(Quarantine::Until(end)) if now < end => Some(Some(end)),
            Some(Quarantine::Until(_)) => {
                self.quarantine = None;
                None
            }
            None => None,
        }
    }
}

impl Quarantine {
    const fn of(profile: &HostProfile, now: Timestamp) -> Self {
        match profile.rate_limit_quarantine_delay {
            0 => Self::ForEver,
            seconds => Self::Until(now.after_millis(seconds.saturating_mul(1000))),
        }
    }
}

impl Window {
    /// How many requests count now; those of an earlier minute are dropped (`gate.rateLimit/6`).
    fn requests(&mut self, kind: RateLimitWindow, now: Timestamp) -> u64 {
        match kind {
            RateLimitWindow::Fixed => {
                if self.0.front().is_some_and(|first| first.after_millis(MINUTE_MS) <= now) {
                    self.0.clear();
                }
            }
            RateLimitWindow::Sliding => {
                while self.0.front().is_some_and(|first| first.after_millis(MINUTE_MS) <= now) {
                    self.0.pop_front();
                }
            }
        }
        self.0.len().try_into().unwrap_or(u64::MAX)
    }
}
