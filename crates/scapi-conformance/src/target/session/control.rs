//! A small client of the control API: sessions, stimuli, time, journal.
//! A host that makes no sessions is used through the one session that was named.

use reqwest::{Client, Method, StatusCode};
use serde_json::{Map, Value, json};
use url::Url;

use crate::target::TargetError;

/// The control API of one host.
#[derive(Debug)]
pub(in crate::target) struct Control {
    client: Client,
    url: Url,
}

/// One session.
#[derive(Debug)]
pub(in crate::target) struct Session {
    /// `Some` if it was made by us and is ended by us.
    own: Option<Url>,
    /// Its page, if the host says where it is.
    #[cfg_attr(not(feature = "browser"), expect(dead_code, reason = "a browser opens it"))]
    pub(in crate::target) page: Option<Url>,
    pub(in crate::target) ws: Url,
    control: Url,
}

impl Session {
    pub(in crate::target) const fn is_own(&self) -> bool {
        self.own.is_some()
    }

    /// The session whose URL was given.
    fn given(url: &Url) -> Result<Self, TargetError> {
        let session =
            if url.path().ends_with('/') { url.clone() } else { joined(url, &format!("{}/", url.path()))? };
        let mut ws = joined(&session, "ws")?;
        if ws.set_scheme("ws").is_err() {
            return Err(TargetError::Unreachable(format!("{url} has no WebSocket form")));
        }
        let control = joined(&session, "control")?;
        Ok(Self { own: None, page: Some(session), ws, control })
    }
}

impl Control {
    pub(in crate::target) fn new(url: Url) -> Self {
        Self { client: Client::new(), url }
    }

    pub(in crate::target) fn name(&self) -> String {
        self.url.to_string()
    }

    /// A new session, or the one that was named, made afresh, if the host makes none.
    pub(in crate::target) async fn start(
        &self,
        seed: u64,
        profile: &Map<String, Value>,
    ) -> Result<Session, TargetError> {
        let sessions = joined(&self.url, "/sessions")?;
        let body = json!({ "clock": "virtual", "seed": seed, "profile": profile });
        let (status, answer) = self.send(Method::POST, &sessions, Some(&body)).await?;
        let makes_none = matches!(status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED);
        if makes_none && self.url.path().len() > 1 {
            let session = Session::given(&self.url)?;
            self.post(&session, "reset", &json!({}), "reset").await?;
            return Ok(session);
        }
        let answer = accepted(status, answer, "a new session")?;
        let field = |key: &str| {
            let text = answer.get(key).and_then(Value::as_str).unwrap_or_default();
            Url::parse(text).map_err(|error| TargetError::Garbled {
                said: answer.to_string(),
                reason: format!("`{key}` of a session is a URL: {error}"),
            })
        };
        let id = answer.get("session").and_then(Value::as_str).unwrap_or_default();
        let own = Some(joined(&self.url, &format!("/sessions/{id}"))?);
        Ok(Session { own, page: field("url").ok(), ws: field("ws")?, control: field("control")? })
    }

    /// Ends a session that we made.
    pub(in crate::target) async fn end(&self, session: &Session) -> Result<(), TargetError> {
        let Some(url) = &session.own else { return Ok(()) };
        let (status, answer) = self.send(Method::DELETE, url, None).await?;
        accepted(status, answer, "to end a session").map(drop)
    }

    /// Lets something happen; gives the interaction that was made or touched.
    pub(in crate::target) async fn stimulus(
        &self,
        session: &Session,
        stimulus: &Map<String, Value>,
    ) -> Result<Option<Value>, TargetError> {
        let kind = stimulus.get("type").and_then(Value::as_str).unwrap_or("without type");
        let operation = format!("the stimulus {kind}");
        let body = Value::Object(stimulus.clone());
        let mut answer = self.post(session, "stimuli", &body, &operation).await?;
        Ok(answer.get_mut("interaction").map(Value::take).filter(|value| !value.is_null()))
    }

    pub(in crate::target) async fn post(
        &self,
        session: &Session,
        path: &str,
        body: &Value,
        operation: &str,
    ) -> Result<Value, TargetError> {
        let url =
            joined(&session.control, &format!("{}/{path}", session.control.path().trim_end_matches('/')))?;
        let (status, answer) = self.send(Method::POST, &url, Some(body)).await?;
        accepted(status, answer, operation)
    }

    /// Asks the journal until it has the message so many times, and counts all that the host said to its frame.
    /// The host journals a message and what comes of it in one go, so nothing is waited for that may not come.
    pub(in crate::target) async fn said_to_frame_of(
        &self,
        session: &Session,
        message: &Value,
        times: usize,
    ) -> Result<usize, TargetError> {
        let path = format!("{}/journal", session.control.path().trim_end_matches('/'));
        let url = joined(&session.control, &path)?;
        loop {
            let (status, answer) = self.send(Method::GET, &url, None).await?;
            let answer = accepted(status, answer, "its journal")?;
            let entries = answer.get("entries").and_then(Value::as_array).cloned().unwrap_or_default();
            let heard: Vec<&Value> =
                entries.iter().filter(|entry| entry.get("message") == Some(message)).collect();
            if heard.len() >= times {
                let frame = heard.first().and_then(|entry| entry.get("frame"));
                let is_said = |entry: &&Value| {
                    entry.get("direction").and_then(Value::as_str) == Some("host-to-app")
                        && entry.get("frame") == frame
                };
                return Ok(entries.iter().filter(is_said).count());
            }
        }
    }

    async fn send(
        &self,
        method: Method,
        url: &Url,
        body: Option<&Value>,
    ) -> Result<(StatusCode, Value), TargetError> {
        let unreachable =
            |error: reqwest::Error| TargetError::Unreachable(format!("{method} {url}: {}", cause(&error)));
        let mut request = self.client.request(method.clone(), url.as_str());
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        let text = response.text().await.map_err(unreachable)?;
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::String(text))))
    }
}

/// Why a request came to nothing: what stands behind all that is said of it.
fn cause(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// The answer, unless the host refused; a problem document says why.
fn accepted(status: StatusCode, answer: Value, operation: &str) -> Result<Value, TargetError> {
    if status.is_success() {
        return Ok(answer);
    }
    let refused = |reason: String| TargetError::Refused { operation: operation.to_owned(), reason };
    let detail = answer.get("detail").or_else(|| answer.get("title")).and_then(Value::as_str);
    Err(match (detail, &answer) {
        (Some(detail), _) => refused(format!("{status}: {detail}")),
        (None, Value::String(page)) if page.trim().is_empty() => refused(status.to_string()),
        (None, Value::String(page)) => {
            let reason =
                format!("to {operation} it answers {status}, and no JSON; is it a host with sessions?");
            let line = page.split_whitespace().collect::<Vec<_>>().join(" ");
            TargetError::garbled(line.as_bytes(), reason)
        }
        (None, other) => refused(format!("{status}: {other}")),
    })
}

fn joined(url: &Url, path: &str) -> Result<Url, TargetError> {
    url.join(path).map_err(|error| TargetError::Unreachable(format!("{url}: {error}")))
}
