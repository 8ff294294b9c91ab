//! A page that is open: its session, and an app in each of its frames.
//! A page serves several cases, one after the other: the session starts afresh, and the apps are loaded anew.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::chromedriver::Browser;
use super::order::Order;
use super::stage::{AppName, FromApp, Running};
use crate::target::TargetError;
use crate::target::session::control::{Control, Session};

/// So many frames nearly every case can do with, so that the page need not be opened again for the next one.
const FRAMES: usize = 3;

/// A page remembers what was said, and draws it. After so many cases that takes longer than to open another one.
const CASES: u32 = 40;

/// A page, or a session whose page is still to be opened.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) session: Session,
    seed: u64,
    apps: Vec<App>,
    /// How many cases it can still serve.
    left: u32,
}

/// The app in one frame.
#[derive(Debug)]
pub(super) struct App {
    orders: mpsc::UnboundedSender<String>,
    said: mpsc::UnboundedReceiver<FromApp>,
    /// Whether it was told anything since it was loaded.
    is_used: bool,
}

impl Page {
    /// The page of a session, which is not open yet.
    pub(super) const fn new(session: Session, seed: u64) -> Self {
        Self { session, seed, apps: Vec::new(), left: CASES }
    }

    /// The same, of a session that has a host profile of its own.
    pub(super) const fn for_one_case(session: Session, seed: u64) -> Self {
        Self { session, seed, apps: Vec::new(), left: 0 }
    }

    /// Whether it can serve another case of this seed.
    pub(super) const fn serves_again(&self, seed: u64) -> bool {
        !self.apps.is_empty() && self.seed == seed && self.left > 0
    }

    pub(super) const fn is_open(&self) -> bool {
        !self.apps.is_empty()
    }

    pub(super) fn has_frames(&self, count: usize) -> bool {
        count <= self.apps.len()
    }

    pub(super) fn app(&mut self, index: usize) -> Option<&mut App> {
        self.apps.get_mut(index)
    }

    /// Opens the page with so many apps at least, and waits until they are there.
    pub(super) async fn open(
        &mut self,
        count: usize,
        browser: &Browser,
        running: &Running,
    ) -> Result<(), TargetError> {
        let url = self.session.page.clone();
        let mut url =
            url.ok_or_else(|| TargetError::Unreachable("the session names no `url` of a page".to_owned()))?;
        // what serves one case has the frames of that case
        let count = if self.left > 0 { count.max(FRAMES) } else { count };
        let (addresses, expected): (Vec<_>, Vec<_>) =
            (0..count).map(|frame| running.expect(&name(frame))).unzip();
        url.query_pairs_mut().extend_pairs(addresses.iter().map(|app| ("app", app)));
        self.apps.clear();
        browser.open(url.as_str()).await?;
        for (frame, said) in expected.into_iter().enumerate() {
            self.apps.push(App::once_there(frame, said).await?);
        }
        Ok(())
    }

    /// Loads the first so many apps anew.
    pub(super) async fn reload(&mut self, count: usize, running: &Running) -> Result<(), TargetError> {
        for (frame, app) in self.apps.iter_mut().take(count).enumerate() {
            let (url, said) = running.expect(&name(frame));
            app.order(frame, &Order::Go { url })?;
            *app = App::once_there(frame, said).await?;
        }
        Ok(())
    }

    /// Leaves nothing of a case behind: no subscription, no answer that is still to come, no interaction.
    pub(super) async fn clear(&mut self, control: &Control) -> Result<(), TargetError> {
        for (frame, app) in self.apps.iter_mut().enumerate().filter(|(_, app)| app.is_used) {
            app.leave(frame).await?;
        }
        self.left -= 1;
        control.post(&self.session, "reset", &json!({}), "reset").await.map(drop)
    }
}

impl App {
    async fn once_there(
        frame: usize,
        mut said: mpsc::UnboundedReceiver<FromApp>,
    ) -> Result<Self, TargetError> {
        match said.recv().await {
            Some(FromApp::Here(orders)) => Ok(Self { orders, said, is_used: false }),
            Some(FromApp::Said(_)) | None => Err(gone(frame)),
        }
    }

    pub(super) fn order(&mut self, frame: usize, order: &Order) -> Result<(), TargetError> {
        self.is_used = true;
        let text = serde_json::to_string(order).map_err(|error| refused(&error.to_string()))?;
        self.orders.send(text).map_err(|_| gone(frame))
    }

    /// The next message of the host.
    pub(super) async fn next(&mut self, frame: usize) -> Result<Value, TargetError> {
        heard(self.said.recv().await.ok_or_else(|| gone(frame))?, frame)
    }

    /// What the host has said so far.
    pub(super) fn ready(&mut self, frame: usize) -> Result<Vec<Value>, TargetError> {
        let mut ready = Vec::new();
        while let Ok(said) = self.said.try_recv() {
            ready.push(heard(said, frame)?);
        }
        Ok(ready)
    }

    /// Gives all subscriptions up, and waits until the host has heard of it.
    async fn leave(&mut self, frame: usize) -> Result<(), TargetError> {
        self.order(frame, &Order::Leave { name: json!("leave") })?;
        let last = json!("last");
        self.order(
            frame,
            &Order::Request {
                name: last.clone(),
                method: "interaction.getInteractions".to_owned(),
                parameters: None,
                slots: Some(0),
            },
        )?;
        while self.next(frame).await?.get("referenceId") != Some(&last) {}
        self.is_used = false;
        Ok(())
    }
}

/// A name that no other life of an app has.
fn name(frame: usize) -> AppName {
    static LIVES: AtomicUsize = AtomicUsize::new(0);
    AppName { life: LIVES.fetch_add(1, Ordering::Relaxed), frame }
}

fn heard(said: FromApp, frame: usize) -> Result<Value, TargetError> {
    let FromApp::Said(said) = said else { return Err(gone(frame)) };
    if let Some(reason) = said.get("refused").and_then(Value::as_str) {
        return Err(refused(reason));
    }
    let message = said.get("heard").cloned();
    message
        .ok_or_else(|| TargetError::Garbled { said: said.to_string(), reason: "not of the app".to_owned() })
}

fn gone(frame: usize) -> TargetError {
    TargetError::Ended(format!("the app in frame {frame} is gone"))
}

fn refused(reason: &str) -> TargetError {
    TargetError::Refused { operation: "a message".to_owned(), reason: reason.to_owned() }
}
