//! A target behind its page: the suite's own app in iframes, in Chromium, speaking through a client script.
//! Stimuli and time go through the control API.

mod chromedriver;
mod order;
mod page;
mod stage;

use std::sync::Arc;

use indexmap::IndexSet;
use serde_json::{Map, Value, json};
use url::Url;

use super::session::control::Control;
use super::{Copies, Identity, Output, Payload, Stimulated, Target, TargetError};
use crate::case::ability::{self, RAW_MESSAGES};
use chromedriver::Browser;
use page::{App, Page};
pub use stage::Stage;

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
    page: Option<Page>,
    /// Frames of the present case, each at its place in the page.
    frames: IndexSet<String>,
    state: State,
}

/// How far the present case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The apps of its frames are still to be loaded.
    Begun,
    /// They are there, and the last operation has been done.
    Sound,
    /// An operation has not been done to its end: what the page is left with is not known.
    Broken,
}

impl BrowserTarget {
    /// A host at `http://HOST:PORT/`, or the one that has this session.
    #[must_use]
    pub fn new(url: Url, stage: Arc<Stage>) -> Self {
        let control = Control::new(url);
        Self { control, stage, browser: None, page: None, frames: IndexSet::new(), state: State::Broken }
    }

    /// Starts a browser, unless there is one.
    async fn ensure_browser(&mut self) -> Result<(), TargetError> {
        if self.browser.is_none() {
            self.browser = Some(self.stage.running().await?.driver.browser().await?);
        }
        Ok(())
    }

    /// Sees to it that there is an app for each frame, just loaded. Until an operation has come to its end, the page is
    /// taken for broken.
    async fn begin(&mut self) -> Result<&mut Page, TargetError> {
        let state = std::mem::replace(&mut self.state, State::Broken);
        if state == State::Begun {
            self.load().await?;
        }
        self.page.as_mut().ok_or_else(no_session)
    }

    async fn load(&mut self) -> Result<(), TargetError> {
        self.ensure_browser().await?;
        let running = self.stage.running().await?;
        let (Some(page), Some(browser)) = (self.page.as_mut(), self.browser.as_ref()) else {
            return Err(no_session());
        };
        if page.is_open() && page.has_frames(self.frames.len()) {
            return page.reload(self.frames.len(), running).await;
        }
        let opened = page.open(self.frames.len(), browser, running).await;
        if opened.is_err() {
            // the next case gets another browser
            self.browser = None;
        }
        opened
    }

    async fn app(&mut self, frame: &str) -> Result<(usize, &mut App), TargetError> {
        let index = self.frames.get_index_of(frame);
        let index = index.ok_or_else(|| TargetError::Ended(format!("frame {frame} was not opened")))?;
        let app = self.begin().await?.app(index).ok_or_else(no_session)?;
        Ok((index, app))
    }

    /// A page that serves this case: the one that is there, if all is known of it, or another one.
    async fn page_for(&mut self, seed: u64, profile: &Map<String, Value>) -> Result<Page, TargetError> {
        let is_plain = profile.is_empty();
        match self.page.take() {
            Some(mut page) if is_plain && self.state != State::Broken && page.serves_again(seed) => {
                self.state = State::Broken;
                if page.clear(&self.control).await.is_ok() {
                    return Ok(page);
                }
                self.control.end(&page.session).await?;
            }
            Some(page) => self.control.end(&page.session).await?,
            None => {}
        }
        let session = self.control.start(seed, profile).await?;
        Ok(if is_plain { Page::new(session, seed) } else { Page::for_one_case(session, seed) })
    }
}

fn no_session() -> TargetError {
    TargetError::Ended("there is no session; reset comes first".to_owned())
}

fn refused(frame: &str, reason: &str) -> TargetError {
    TargetError::Refused { operation: format!("a message of frame {frame}"), reason: reason.to_owned() }
}

fn outputs(frame: &str, messages: Vec<Value>) -> Vec<Output> {
    messages.into_iter().map(|message| Output { frame: frame.to_owned(), message }).collect()
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
        self.page = Some(self.page_for(seed, profile).await?);
        self.frames.clear();
        self.state = State::Begun;
        Ok(())
    }

    async fn open(&mut self, frame: &str, origin: Option<&str>) -> Result<(), TargetError> {
        match origin {
            None => drop(self.frames.insert(frame.to_owned())),
            Some(origin) => return Err(refused(frame, &format!("no app can be at {origin} here"))),
        }
        Ok(())
    }

    async fn stimulus(&mut self, stimulus: &Map<String, Value>) -> Result<Stimulated, TargetError> {
        self.begin().await?;
        let page = self.page.as_ref().ok_or_else(no_session)?;
        let interaction = self.control.stimulus(&page.session, stimulus).await?;
        self.state = State::Sound;
        Ok(Stimulated { interaction, outputs: Vec::new() })
    }

    async fn message(&mut self, frame: &str, payload: Payload<'_>) -> Result<Vec<Output>, TargetError> {
        let Payload::Message(message) = payload else {
            return Err(refused(frame, "an app cannot post raw text"));
        };
        let order = order::of(message).ok_or_else(|| {
            refused(frame, "no client posts this message; the case needs the ability raw-messages")
        })?;
        let (index, app) = self.app(frame).await?;
        app.order(index, &order)?;
        let ready = app.ready(index)?;
        self.state = State::Sound;
        Ok(outputs(frame, ready))
    }

    async fn fence(&mut self, frame: &str, message: &Value) -> Result<Vec<Output>, TargetError> {
        let mut heard = self.message(frame, Payload::Message(message)).await?;
        let is_answer = |output: &Output| output.message.get("referenceId") == message.get("referenceId");
        let (index, app) = self.app(frame).await?;
        while !heard.iter().any(is_answer) {
            heard.push(Output { frame: frame.to_owned(), message: app.next(index).await? });
        }
        self.state = State::Sound;
        Ok(heard)
    }

    async fn settle(&mut self, frame: &str) -> Result<Vec<Output>, TargetError> {
        Err(refused(frame, "whether a page has dealt with what is not answered cannot be told"))
    }

    async fn advance(&mut self, ms: u64) -> Result<Vec<Output>, TargetError> {
        self.begin().await?;
        let page = self.page.as_ref().ok_or_else(no_session)?;
        let body = json!({ "ms": ms });
        self.control.post(&page.session, "clock/advance", &body, &format!("to advance by {ms} ms")).await?;
        self.state = State::Sound;
        Ok(Vec::new())
    }

    async fn close(&mut self) -> Result<(), TargetError> {
        let left = match self.page.take() {
            Some(page) => self.control.end(&page.session).await,
            None => Ok(()),
        };
        match self.browser.take() {
            Some(browser) => browser.close().await.and(left),
            None => left,
        }
    }
}
