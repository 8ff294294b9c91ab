//! A target behind URLs: a session of its own for each case, made by `POST /sessions` with virtual time.
//! Frames are WebSockets; stimuli and time go through the control API.

pub(super) mod control;

use std::collections::BTreeMap;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Map, Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use url::Url;

use super::{Copies, Identity, Output, Payload, Stimulated, Target, TargetError};
use crate::case::ability;
use control::{Control, Session};

/// What cannot be done with a session that somebody else made.
const NOT_IN_A_GIVEN_SESSION: &[&str] = &["clock", "profile", "origins"];

/// Small messages go out at once: a fence waits for nothing but its answer.
const NO_DELAY: bool = true;

/// A host that is reached over HTTP and WebSocket.
#[derive(Debug)]
pub struct SessionTarget {
    control: Control,
    /// The session of the present case.
    session: Option<Session>,
    frames: BTreeMap<String, Frame>,
}

#[derive(Debug)]
struct Frame {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// What it has posted, to find it again in the journal.
    posted: Vec<Value>,
    /// How many messages have come.
    heard: usize,
}

impl SessionTarget {
    /// A host at `http://HOST:PORT/`, or the one that has this session.
    #[must_use]
    pub fn new(url: Url) -> Self {
        Self { control: Control::new(url), session: None, frames: BTreeMap::new() }
    }

    fn session(&self) -> Result<&Session, TargetError> {
        self.session
            .as_ref()
            .ok_or_else(|| TargetError::Ended("there is no session; reset comes first".to_owned()))
    }

    fn frame(&mut self, name: &str) -> Result<&mut Frame, TargetError> {
        self.frames.get_mut(name).ok_or_else(|| TargetError::Ended(format!("frame {name} was not opened")))
    }
}

impl Frame {
    async fn post(&mut self, text: String) -> Result<(), TargetError> {
        self.socket.send(Message::text(text)).await.map_err(ended)
    }

    /// The next message of the host; text that is not JSON is given as a string.
    async fn next(&mut self) -> Result<Value, TargetError> {
        self.heard += 1;
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => {
                    return Ok(
                        serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.to_string()))
                    );
                }
                Some(Ok(Message::Binary(bytes))) => {
                    return Ok(Value::String(format!("{} bytes of binary data", bytes.len())));
                }
                Some(Ok(Message::Close(reason))) => {
                    let reason = reason.map(|reason| reason.to_string()).unwrap_or_default();
                    return Err(TargetError::Ended(format!("the socket was closed {reason}")));
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                Some(Err(error)) => return Err(ended(error)),
                None => return Err(TargetError::Ended("the socket was closed".to_owned())),
            }
        }
    }
}

fn ended(error: impl core::fmt::Display) -> TargetError {
    TargetError::Ended(error.to_string())
}

impl Target for SessionTarget {
    async fn hello(&mut self) -> Result<Identity, TargetError> {
        let session = self.control.start(0, &Map::new()).await?;
        let is_own = session.is_own();
        self.control.end(&session).await?;
        let mut abilities = ability::all();
        if !is_own {
            abilities.retain(|name| !NOT_IN_A_GIVEN_SESSION.contains(&name.as_str()));
        }
        let copies = if is_own { Copies::Many } else { Copies::One };
        Ok(Identity { name: self.control.name(), version: None, abilities, copies })
    }

    async fn reset(&mut self, seed: u64, profile: &Map<String, Value>) -> Result<(), TargetError> {
        self.close().await?;
        self.session = Some(self.control.start(seed, profile).await?);
        Ok(())
    }

    async fn open(&mut self, frame: &str, origin: Option<&str>) -> Result<(), TargetError> {
        let mut url = self.session()?.ws.clone();
        if let Some(origin) = origin {
            url.query_pairs_mut().append_pair("origin", origin);
        }
        let (socket, _) = connect_async_with_config(url.as_str(), None, NO_DELAY)
            .await
            .map_err(|error| TargetError::Unreachable(format!("{url}: {error}")))?;
        self.frames.insert(frame.to_owned(), Frame { socket, posted: Vec::new(), heard: 0 });
        Ok(())
    }

    async fn stimulus(&mut self, stimulus: &Map<String, Value>) -> Result<Stimulated, TargetError> {
        let interaction = self.control.stimulus(self.session()?, stimulus).await?;
        // what the host says comes through the sockets; the list in the answer is not the evidence
        Ok(Stimulated { interaction, outputs: Vec::new() })
    }

    async fn message(&mut self, frame: &str, payload: Payload<'_>) -> Result<Vec<Output>, TargetError> {
        let frame = self.frame(frame)?;
        match payload {
            Payload::Message(message) => {
                frame.posted.push(message.clone());
                frame.post(message.to_string()).await?;
            }
            Payload::Text(text) => frame.post(text.to_owned()).await?,
        }
        Ok(Vec::new())
    }

    async fn fence(&mut self, frame: &str, message: &Value) -> Result<Vec<Output>, TargetError> {
        let name = frame;
        let frame = self.frame(frame)?;
        frame.post(message.to_string()).await?;
        let mut outputs = Vec::new();
        loop {
            let heard = frame.next().await?;
            let is_answer = heard.get("referenceId") == message.get("referenceId");
            outputs.push(Output { frame: name.to_owned(), message: heard });
            if is_answer {
                return Ok(outputs);
            }
        }
    }

    async fn settle(&mut self, frame: &str) -> Result<Vec<Output>, TargetError> {
        // a frame that has said nothing has subscribed nothing
        let Some(last) = self.frame(frame)?.posted.last().cloned() else { return Ok(Vec::new()) };
        let times = self.frame(frame)?.posted.iter().filter(|message| **message == last).count();
        let said = self.control.said_to_frame_of(self.session()?, &last, times).await?;
        let name = frame;
        let frame = self.frame(frame)?;
        let mut outputs = Vec::new();
        while frame.heard < said {
            outputs.push(Output { frame: name.to_owned(), message: frame.next().await? });
        }
        Ok(outputs)
    }

    async fn advance(&mut self, ms: u64) -> Result<Vec<Output>, TargetError> {
        let body = json!({ "ms": ms });
        self.control.post(self.session()?, "clock/advance", &body, &format!("to advance by {ms} ms")).await?;
        Ok(Vec::new())
    }

    async fn close(&mut self) -> Result<(), TargetError> {
        self.frames.clear();
        match self.session.take() {
            Some(session) => self.control.end(&session).await,
            None => Ok(()),
        }
    }
}
