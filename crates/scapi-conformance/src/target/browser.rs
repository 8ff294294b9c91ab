//! A target behind its page: the suite's own app in iframes, in Chromium, speaking through a client script.
//! Stimuli and time go through the control API; each case has a session and a page of its own.

mod chromedriver;
mod order;
mod stage;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use indexmap::IndexMap;
use serde_json::{Map, Value, json};
use tokio::sync::mpsc;
use url::Url;

use super::session::control::{Control, Session};
use super::{Copies, Identity, Output, Payload, Stimulated, Target, TargetError};
use crate::case::ability::{self, RAW_MESSAGES};
use chromedriver::Browser;
pub use stage::Stage;
use stage::{AppName, FromApp};

/// What an app in a page cannot do: choose its origin, or post what its client would not.
const NOT_IN_A_PAGE: &[&str] = &["origins", "raw-text", RAW_MESSAGES];

/// What, besides, cannot be done with a session that somebody else made.
const NOT_IN_A_GIVEN_SESSION: &[&str] = &["clock", "profile"];

/// A host that is reached through its page.
#[derive(Debug)]
pub struct BrowserTarget {
    control: Control,
    stage: Arc<Stage>,
    browser: Option<Browser>,
    session: Option<Session>,
    /// Frames of the present case; without a link until the page is opened.
    frames: IndexMap<String, Option<Link>>,
}

/// An app in a frame.
#[derive(Debug)]
struct Link {
    orders: mpsc::UnboundedSender<String>,
    said: mpsc::UnboundedReceiver<FromApp>,
}

impl BrowserTarget {
    /// A host at `http://HOST:PORT/`, or the one that has this session.
    #[must_use]
    pub fn new(url: Url, stage: Arc<Stage>) -> Self {
        Self { control: Control::new(url), stage, browser: None, session: None, frames: IndexMap::new() }
    }

    fn session(&self) -> Result<&Session, TargetError> {
        self.session
            .as_ref()
            .ok_or_else(|| TargetError::Ended("there is no session; reset comes first".to_owned()))
    }

    /// Starts a browser, unless there is one.
    async fn ensure_browser(&mut self) -> Result<(), TargetError> {
        if self.browser.is_none() {
            self.browser = Some(self.stage.running().await?.driver.browser().await?);
        }
        Ok(())
    }

    /// Opens the page with an app for each frame, unless it is open, and waits until the apps are there.
    async fn ensure_page(&mut self) -> Result<(), TargetError> {
        if self.frames.values().all(Option::is_some) {
            return Ok(());
        }
        static RUNS: AtomicUsize = AtomicUsize::new(0);
        let run = RUNS.fetch_add(1, Ordering::Relaxed).to_string();
        let page = self.session()?.page.clone();
        let mut page =
            page.ok_or_else(|| TargetError::Unreachable("the session names no `url` of a page".into()))?;
        let stage = self.stage.running().await?;
        let mut expected = Vec::new();
        for frame in self.frames.keys() {
            let (url, said) = stage.expect(&AppName { run: run.clone(), frame: frame.clone() });
            page.query_pairs_mut().append_pair("app", &url);
            expected.push((frame.clone(), said));
        }
        self.show(page.as_str()).await?;
        for (frame, mut said) in expected {
            let link = match said.recv().await {
                Some(FromApp::Here(orders)) => Link { orders, said },
                Some(FromApp::Said(_)) | None => return Err(gone(&frame)),
            };
            self.frames.insert(frame, Some(link));
        }
        Ok(())
    }

    async fn show(&mut self, url: &str) -> Result<(), TargetError> {
        self.ensure_browser().await?;
        let Some(browser) = &self.browser else { return Err(gone("of the page")) };
        let shown = browser.open(url).await;
        if shown.is_err() {
            // the next case gets another one
            self.browser = None;
        }
        shown
    }

    fn link(&mut self, frame: &str) -> Result<&mut Link, TargetError> {
        self.frames.get_mut(frame).and_then(Option::as_mut).ok_or_else(|| gone(frame))
    }

    async fn order(&mut self, frame: &str, message: &Value) -> Result<(), TargetError> {
        self.ensure_page().await?;
        let order = order::of(message).ok_or_else(|| {
            refused(frame, "no client posts this message; the case needs the ability raw-messages")
        })?;
        let text = serde_json::to_string(&order).map_err(|error| refused(frame, &error.to_string()))?;
        self.link(frame)?.orders.send(text).map_err(|_| gone(frame))
    }

    /// The session ends, and its page with it.
    async fn leave(&mut self) -> Result<(), TargetError> {
        self.frames.clear();
        match self.session.take() {
            Some(session) => self.control.end(&session).await,
            None => Ok(()),
        }
    }
}

impl Link {
    /// The next message of the host.
    async fn next(&mut self, frame: &str) -> Result<Value, TargetError> {
        let said = self.said.recv().await.ok_or_else(|| gone(frame))?;
        heard(frame, said)
    }

    /// What the host has said so far.
    fn ready(&mut self, frame: &str) -> Result<Vec<Output>, TargetError> {
        let mut outputs = Vec::new();
        while let Ok(said) = self.said.try_recv() {
            outputs.push(Output { frame: frame.to_owned(), message: heard(frame, said)? });
        }
        Ok(outputs)
    }
}

fn heard(frame: &str, said: FromApp) -> Result<Value, TargetError> {
    let FromApp::Said(said) = said else { return Err(gone(frame)) };
    if let Some(reason) = said.get("refused").and_then(Value::as_str) {
        return Err(refused(frame, reason));
    }
    let message = said.get("heard").cloned();
    message
        .ok_or_else(|| TargetError::Garbled { said: said.to_string(), reason: "not of the app".to_owned() })
}

fn gone(frame: &str) -> TargetError {
    TargetError::Ended(format!("the app in frame {frame} is gone"))
}

fn refused(frame: &str, reason: &str) -> TargetError {
    TargetError::Refused { operation: format!("a message of frame {frame}"), reason: reason.to_owned() }
}

impl Target for BrowserTarget {
    async fn hello(&mut self) -> Result<Identity, TargetError> {
        let session = self.control.start(0, &Map::new()).await?;
        let is_own = session.is_own();
        self.control.end(&session).await?;
        self.ensure_browser().await?;
        let mut abilities = ability::all();
        abilities.retain(|name| !NOT_IN_A_PAGE.contains(&name.as_str()));
        if !is_own {
            abilities.retain(|name| !NOT_IN_A_GIVEN_SESSION.contains(&name.as_str()));
        }
        let copies = if is_own { Copies::Many } else { Copies::One };
        let name = format!("{} in Chromium", self.control.name());
        Ok(Identity { name, version: None, abilities, copies })
    }

    async fn reset(&mut self, seed: u64, profile: &Map<String, Value>) -> Result<(), TargetError> {
        self.leave().await?;
        self.session = Some(self.control.start(seed, profile).await?);
        Ok(())
    }

    async fn open(&mut self, frame: &str, origin: Option<&str>) -> Result<(), TargetError> {
        match origin {
            None => drop(self.frames.insert(frame.to_owned(), None)),
            Some(origin) => return Err(refused(frame, &format!("no app can be at {origin} here"))),
        }
        Ok(())
    }

    async fn stimulus(&mut self, stimulus: &Map<String, Value>) -> Result<Stimulated, TargetError> {
        self.ensure_page().await?;
        let interaction = self.control.stimulus(self.session()?, stimulus).await?;
        Ok(Stimulated { interaction, outputs: Vec::new() })
    }

    async fn message(&mut self, frame: &str, payload: Payload<'_>) -> Result<Vec<Output>, TargetError> {
        let Payload::Message(message) = payload else {
            return Err(refused(frame, "an app cannot post raw text"));
        };
        self.order(frame, message).await?;
        self.link(frame)?.ready(frame)
    }

    async fn fence(&mut self, frame: &str, message: &Value) -> Result<Vec<Output>, TargetError> {
        self.order(frame, message).await?;
        let link = self.link(frame)?;
        let mut outputs = Vec::new();
        loop {
            let heard = link.next(frame).await?;
            let is_answer = heard.get("referenceId") == message.get("referenceId");
            outputs.push(Output { frame: frame.to_owned(), message: heard });
            if is_answer {
                return Ok(outputs);
            }
        }
    }

    async fn settle(&mut self, frame: &str) -> Result<Vec<Output>, TargetError> {
        Err(refused(frame, "whether a page has dealt with what is ignored cannot be told"))
    }

    async fn advance(&mut self, ms: u64) -> Result<Vec<Output>, TargetError> {
        self.ensure_page().await?;
        let body = json!({ "ms": ms });
        self.control.post(self.session()?, "clock/advance", &body, &format!("to advance by {ms} ms")).await?;
        Ok(Vec::new())
    }

    async fn close(&mut self) -> Result<(), TargetError> {
        let left = self.leave().await;
        match self.browser.take() {
            Some(browser) => browser.close().await.and(left),
            None => left,
        }
    }
}
