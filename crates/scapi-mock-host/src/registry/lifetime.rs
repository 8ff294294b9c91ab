//! Times to live: a session that has one, and that nobody used for so long, is gone. It is real time, whatever the session's clock.
//! One task of a server waits for the session that is over next.

use std::{
    num::NonZeroU64,
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::{Kept, Registry};

/// How long a session lives without being used, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct TimeToLive(NonZeroU64);

impl TimeToLive {
    const fn duration(self) -> Duration {
        Duration::from_millis(self.0.get())
    }
}

/// A century is for ever, and can be added to any instant.
const FOR_EVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

impl Kept {
    /// How long it lives on if nobody uses it; None if for ever.
    pub(super) fn left(&self, now: Instant) -> Option<Duration> {
        let lives = self.time_to_live?.duration().min(FOR_EVER);
        Some(lives.saturating_sub(self.handle.vitals().idle(now)))
    }

    pub(super) fn is_over(&self, now: Instant) -> bool {
        self.left(now).is_some_and(|left| left.is_zero())
    }
}

/// Deletes sessions when their time is over, as long as the registry lives.
pub(crate) async fn keep_watch(registry: Weak<Registry>) {
    loop {
        let Some((next, changed)) = look(&registry) else { return };
        tokio::select! {
            () = until(next) => {}
            () = changed.notified() => {}
        }
        if let Some(registry) = registry.upgrade() {
            registry.sweep(Instant::now());
        }
    }
}

fn look(registry: &Weak<Registry>) -> Option<(Option<Instant>, Arc<tokio::sync::Notify>)> {
    let registry = registry.upgrade()?;
    Some((registry.next_expiry(Instant::now()), registry.expiry_changed.clone()))
}

async fn until(next: Option<Instant>) {
    match next {
        Some(next) => tokio::time::sleep_until(next.into()).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::super::{NewSession, Registry, SessionFault, SessionName, TimeToLive};
    use crate::{limits::Limits, session::SessionConfig};

    const LIVES: Duration = Duration::from_secs(60);

    fn mortal(name: &str) -> NewSession {
        let time_to_live: TimeToLive = serde_json::from_str("60000").expect("a time to live");
        let name = SessionName::try_from(name.to_owned()).expect("a name");
        NewSession { name: Some(name), time_to_live: Some(time_to_live), ..NewSession::default() }
    }

    fn registry() -> Registry {
        let registry = Registry::new(SessionConfig::default(), Limits::default()).expect("a registry");
        registry.create(mortal("a")).expect("a session");
        registry
    }

    #[tokio::test]
    async fn a_session_that_nobody_used_for_its_time_to_live_is_gone() {
        let before = Instant::now();
        let registry = registry();
        registry.sweep(before + LIVES - Duration::from_millis(1));
        assert!(registry.find("a").is_ok());
        let after = Instant::now() + LIVES;
        registry.sweep(after);
        assert!(matches!(registry.find("a"), Err(SessionFault::Unknown { .. })));
        // One without a time to live stays.
        assert!(registry.find("default").is_ok());
    }

    #[tokio::test]
    async fn its_actor_ends_with_it() {
        let registry = registry();
        let session = registry.find("a").expect("a session");
        registry.sweep(Instant::now() + LIVES);
        assert!(session.call(|desk| desk.name().len()).await.is_err());
    }

    #[tokio::test]
    async fn a_use_makes_it_live_on() {
        let registry = registry();
        let session = registry.find("a").expect("a session");
        let used = Instant::now();
        session.call(|_| ()).await.expect("a session");
        let left = registry.next_expiry(Instant::now()).expect("an expiry");
        // What is kept of the time is in whole milliseconds.
        assert!(left + Duration::from_millis(1) >= used + LIVES);
    }

    #[tokio::test]
    async fn one_that_a_socket_is_connected_to_is_in_use() {
        let registry = registry();
        let session = registry.find("a").expect("a session");
        let guard = session.vitals().connect();
        registry.sweep(Instant::now() + 10 * LIVES);
        assert!(registry.find("a").is_ok());
        drop(guard);
        registry.sweep(Instant::now() + LIVES);
        assert!(registry.find("a").is_err());
    }

    #[tokio::test]
    async fn the_watch_finds_a_session_that_is_over() {
        let registry = std::sync::Arc::new(
            Registry::new(SessionConfig::default(), Limits::default()).expect("a registry"),
        );
        let watch = tokio::spawn(super::keep_watch(std::sync::Arc::downgrade(&registry)));
        let new = NewSession {
            time_to_live: Some(serde_json::from_str("1").expect("a time to live")),
            ..mortal("brief")
        };
        registry.create(new).expect("a session");
        while registry.find("brief").is_ok() {
            tokio::task::yield_now().await;
        }
        drop(registry);
        watch.await.expect("the watch ends with the registry");
    }
}
