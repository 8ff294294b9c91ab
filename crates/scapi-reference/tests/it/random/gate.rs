//! What becomes of a message before anybody looks at what it asks for, written down once more from the clauses.
//! `envelope/13`, `envelope/20`, `envelope/21`, `envelope/34`, `envelope/35`, `gate.origin/1` to `gate.rateLimit/9`.

use std::collections::BTreeMap;

use scapi_schema::{
    method,
    profile::{Answer, ForeignUserAgent, HostProfile, RateLimitWindow},
};
use serde_json::{Value, json};

use super::{
    step::{EMBEDDED, STRANGER, Window},
    switch::lists_of_services,
};

/// What has to come of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No answer, and a note of this clause.
    Silence(&'static str),
    Failure,
    /// An answer, which depends on what is asked for.
    Either,
}

/// How often each origin has asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gates {
    rates: BTreeMap<String, Rate>,
}

#[derive(Clone, Debug, Default)]
struct Rate {
    all: Vec<u64>,
    by_service: BTreeMap<String, Vec<u64>>,
    quarantine: Option<Until>,
}

#[derive(Clone, Copy, Debug)]
enum Until {
    Time(u64),
    ForEver,
}

const MINUTE: u64 = 60_000;

impl Gates {
    /// A new session: nothing was asked yet.
    pub(crate) fn restart(&mut self) {
        self.rates.clear();
    }

    /// The gates in their order. A message of a window that is not open does not come here.
    pub(crate) fn judge(
        &mut self,
        window: Window,
        message: &Value,
        profile: &HostProfile,
        now: u64,
    ) -> Outcome {
        let Value::Object(fields) = message else { return Outcome::Silence("envelope/34") };
        let is_client = fields.get("userAgent") == Some(&json!("WWE Client"));
        if !is_client && profile.foreign_user_agent == ForeignUserAgent::Silence {
            return Outcome::Silence("envelope/21");
        }
        if !accepts(window, profile) {
            return answered(profile.origin_not_accepted, "gate.origin/3");
        }
        let has_reference = fields.get("referenceId").is_some();
        match (fields.get("request"), fields.get("event").and_then(Value::as_str)) {
            (Some(Value::String(_)), _) if !takes_array(fields.get("parameters")) => Outcome::Failure,
            (Some(Value::String(service)), _) => self.request(window, service, profile, now),
            (None, Some("subscribe")) if !is_names(fields.get("data")) => Outcome::Failure,
            (None, Some("subscribe" | "unsubscribe")) => Outcome::Either,
            _ if has_reference => Outcome::Failure,
            _ => Outcome::Silence("envelope/35"),
        }
    }

    fn request(&mut self, window: Window, service: &str, profile: &HostProfile, now: u64) -> Outcome {
        let origin = window.origin().as_str().unwrap_or_default().to_owned();
        if self.rates.entry(origin).or_default().is_exceeded(service, profile, now) {
            return answered(profile.rate_limit_exceeded, "gate.rateLimit/5");
        }
        if !may_use(window, service, profile) {
            return answered(profile.service_filtered, "gate.service/5");
        }
        if method::find(service).is_none() {
            return answered(profile.unknown_method, "envelope/20");
        }
        Outcome::Either
    }
}

fn answered(answer: Answer, clause: &'static str) -> Outcome {
    match answer {
        Answer::Silence => Outcome::Silence(clause),
        Answer::Failure => Outcome::Failure,
    }
}

fn takes_array(parameters: Option<&Value>) -> bool {
    matches!(parameters, None | Some(Value::Array(_) | Value::Null))
}

fn is_names(data: Option<&Value>) -> bool {
    match data {
        Some(Value::Array(names)) => names.iter().all(Value::is_string),
        Some(name) => name.is_string(),
        None => false,
    }
}

impl Rate {
    /// `gate.rateLimit/1` to `gate.rateLimit/7`. What is asked while there is no limit does not count against a later one.
    fn is_exceeded(&mut self, service: &str, profile: &HostProfile, now: u64) -> bool {
        match self.quarantine {
            Some(Until::ForEver) => return true,
            Some(Until::Time(end)) if now < end => return true,
            Some(Until::Time(_)) | None => self.quarantine = None,
        }
        let of_service = profile.rate_limit_per_service.get(service).copied().unwrap_or(0);
        let mine = self.by_service.entry(service.to_owned()).or_default();
        let mut exceeded = false;
        for (limit, asked) in [(profile.rate_limit, &mut self.all), (of_service, &mut *mine)] {
            forget(asked, profile.rate_limit_window, now);
            exceeded |= limit > 0 && u64::try_from(asked.len()).is_ok_and(|asked| asked >= limit);
        }
        if exceeded {
            let end = match profile.rate_limit_quarantine_delay {
                0 => Until::ForEver,
                seconds => Until::Time(now + seconds * 1000),
            };
            *self = Self { quarantine: Some(end), ..Self::default() };
            return true;
        }
        if profile.rate_limit > 0 {
            self.all.push(now);
        }
        if of_service > 0 {
            mine.push(now);
        }
        false
    }
}

/// Drops what was asked in an earlier minute: the whole of it, or what is older than one.
fn forget(asked: &mut Vec<u64>, window: RateLimitWindow, now: u64) {
    let is_old = |at: &u64| at + MINUTE <= now;
    match window {
        RateLimitWindow::Fixed if asked.first().is_some_and(is_old) => asked.clear(),
        RateLimitWindow::Fixed => {}
        RateLimitWindow::Sliding => asked.retain(|at| !is_old(at)),
    }
}

/// `gate.origin/1`. What has no origin is accepted.
pub(crate) fn accepts(window: Window, profile: &HostProfile) -> bool {
    let origin = match window {
        Window::Watcher | Window::Socket => return true,
        Window::Embedded => EMBEDDED,
        Window::Stranger => STRANGER,
    };
    let Some(list) = &profile.accepted_origins else { return origin == EMBEDDED };
    let list_of_services = lists_of_services().iter().position(|one| *one == json!(list));
    match list_of_services {
        Some(2) => origin == EMBEDDED,
        Some(_) => true,
        None => list.iter().any(|one| one == "*" || one == origin),
    }
}

/// `gate.service/1` to `gate.service/4`.
fn may_use(window: Window, service: &str, profile: &HostProfile) -> bool {
    let whatever = service != "auth.getJwtToken";
    let list_of_services = lists_of_services().iter().position(|one| *one == json!(profile.accepted_origins));
    match (list_of_services, window) {
        (Some(0), Window::Embedded) => service.starts_with("interaction.") || service == "voice.dial",
        (Some(1), Window::Embedded) => true,
        (Some(1), Window::Stranger) => service == "messenger.broadcastMessage",
        (Some(2), Window::Embedded) => false,
        (_, _) => whatever,
    }
}
