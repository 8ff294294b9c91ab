//! Steps that wait: for a message of the app, a subscription, quiet, or a time. All but the last have a deadline in real time, as the
//! app's own time is; when it has passed, the step says what came instead.

use std::{fmt::Write as _, time::Duration};

use scapi_schema::{
    expectation::{Expectation, MessageMatcher},
    scenario::Wait,
};

use super::take::{At, Player, Why};
use crate::{
    actor::{Desk, SessionEnded},
    http::{limited, unrest_in_words, until_quiet},
    verify::{Matcher, explained, is_of_app},
};

impl Player {
    pub(super) async fn wait(&mut self, wait: Wait, step: At) -> Result<(), Why> {
        if let Some(ms) = wait.ms {
            return self.pass_time(ms, step).await;
        }
        self.act(step, |_| ()).await?;
        if let Some(ms) = wait.real_ms {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            return Ok(());
        }
        let within = Duration::from_millis(wait.within_ms.unwrap_or(Wait::WITHIN));
        match (wait.message, wait.subscribed) {
            (Some(matcher), _) => self.message(&matcher, within).await,
            (None, Some(name)) => self.subscribed(name, within).await,
            (None, None) => self.quiet(within).await,
        }
    }

    /// A clock that stands is moved; one that runs does so by itself.
    async fn pass_time(&self, ms: u64, step: At) -> Result<(), Why> {
        let moved = self.act(step, move |desk| {
            let stands = desk.session().clock().stands;
            stands.then(|| desk.advance(ms).map(drop))
        });
        match moved.await? {
            Some(moved) => moved.map_err(|fault| fault.to_string()),
            None => {
                tokio::time::sleep(Duration::from_millis(ms)).await;
                Ok(())
            }
        }
    }

    async fn message(&mut self, wanted: &MessageMatcher, within: Duration) -> Result<(), Why> {
        let matcher = Matcher::new(wanted, "").map_err(|fault| fault.to_string())?;
        let found = limited(&self.session, within, self.until_message(&matcher)).await;
        match found.map_err(|ended| ended.to_string())? {
            Some(seq) => {
                self.found.insert(seq);
                Ok(())
            }
            None => Err(self.missing(wanted.clone(), within).await),
        }
    }

    /// The first message like this that no wait has found yet.
    async fn until_message(&self, matcher: &Matcher) -> Result<u64, SessionEnded> {
        let mut progress = self.session.vitals().progress();
        let mut after = self.since;
        loop {
            progress.mark_unchanged();
            let excerpt = self.session.call(move |desk| desk.session().journal().excerpt(after)).await?;
            let is_new = |seq: u64| !self.found.contains(&seq);
            let mut entries = excerpt.entries.iter().map(|kept| &kept.entry);
            if let Some(found) =
                entries.find(|entry| is_of_app(entry) && is_new(entry.seq) && matcher.matches(entry))
            {
                return Ok(found.seq);
            }
            after = excerpt.last;
            // The sender lives as long as the handle.
            let _ = progress.changed().await;
        }
    }

    /// Why a message was not found, in the words of an expectation.
    async fn missing(&self, wanted: MessageMatcher, within: Duration) -> Why {
        let expectation =
            Expectation { message: Some(wanted), since: Some(self.since), ..Expectation::default() };
        let explained = self.session.call(move |desk| explained(expectation, desk.session())).await;
        let mut text = format!("no app has sent it within {} ms", within.as_millis());
        if !self.found.is_empty() {
            text.push_str("; messages that other waits have found do not count");
        }
        if let Ok(Some(explained)) = explained {
            // Its first line says that it is not met, which is said.
            let _ = write!(text, "\n{}", explained.split_once('\n').map_or("", |(_, rest)| rest));
        }
        text
    }

    async fn subscribed(&self, name: String, within: Duration) -> Result<(), Why> {
        let waited = limited(&self.session, within, self.until_subscribed(&name)).await;
        match waited.map_err(|ended| ended.to_string())? {
            Some(()) => Ok(()),
            None => {
                let there =
                    self.session.call(|desk| subscriptions(desk)).await.map_err(|ended| ended.to_string())?;
                Err(format!("no app has subscribed to \"{name}\" within {} ms; {there}", within.as_millis()))
            }
        }
    }

    async fn until_subscribed(&self, name: &str) -> Result<(), SessionEnded> {
        let mut progress = self.session.vitals().progress();
        loop {
            progress.mark_unchanged();
            let wanted = name.to_owned();
            let is_there = self.session.call(move |desk| {
                let workspace = desk.session().workspace();
                workspace.frames().any(|(frame, _)| workspace.subscriptions(frame).any(|name| name == wanted))
            });
            if is_there.await? {
                return Ok(());
            }
            // The sender lives as long as the handle.
            let _ = progress.changed().await;
        }
    }

    async fn quiet(&self, within: Duration) -> Result<(), Why> {
        let waited = limited(&self.session, within, until_quiet(&self.session)).await;
        match waited.map_err(|ended| ended.to_string())? {
            Some(()) => Ok(()),
            None => {
                let why = unrest_in_words(&self.session).await.map_err(|ended| ended.to_string())?;
                Err(format!("the session was not quiet within {} ms: {why}", within.as_millis()))
            }
        }
    }
}

/// What apps have subscribed to, in words.
fn subscriptions(desk: &Desk) -> String {
    let workspace = desk.session().workspace();
    let mut names: Vec<&str> =
        workspace.frames().flat_map(|(frame, _)| workspace.subscriptions(frame)).collect();
    names.sort_unstable();
    names.dedup();
    match (workspace.frames().next().is_some(), names.is_empty()) {
        (false, _) => "no app is connected".into(),
        (true, true) => "apps are connected, and have subscribed to nothing".into(),
        (true, false) => format!("apps have subscribed to: {}", names.join(", ")),
    }
}
