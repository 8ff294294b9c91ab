//! The sessions of a server, by name. The lock guards the list only; a session's work is done in its actor.
//! A session is never made on the fly: an unknown name is an error that says which there are.

mod lifetime;
mod name;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, RwLock},
    time::Instant,
};

use scapi_schema::validate::Mode;
use tokio::sync::Notify;

use crate::{
    actor::{Desk, SessionHandle, Vitals},
    limits::Limits,
    session::{ClockKind, RecordFault, Session, SessionConfig, UserDataInLogs, of_session},
};

pub(crate) use lifetime::{TimeToLive, keep_watch};
pub(crate) use name::{SessionName, is_plain};

/// The session that exists from the start.
pub(crate) const DEFAULT_SESSION: &str = "default";

/// Why there is no session to work with.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SessionFault {
    #[error("there is no session \"{name}\"; sessions are made by POST /sessions, and there are: {known}")]
    Unknown { name: String, known: String },
    #[error(
        "there are {at_most} sessions, which is the limit; delete some by DELETE /sessions/{{session}}, or raise it with \
         --max-sessions"
    )]
    TooMany { at_most: usize },
    #[error(
        "there is a session \"{name}\" already; delete it by DELETE /sessions/{name}, or leave the name out to get one"
    )]
    Taken { name: String },
    #[error(transparent)]
    Record(#[from] RecordFault),
}

/// A session to be made.
#[derive(Debug, Default)]
pub(crate) struct NewSession {
    pub(crate) config: SessionConfig,
    /// The name asked for; without one the registry finds one.
    pub(crate) name: Option<SessionName>,
    pub(crate) time_to_live: Option<TimeToLive>,
}

/// A session as the list shows it.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) clock: ClockKind,
    pub(crate) time_to_live: Option<TimeToLive>,
    pub(crate) vitals: Arc<Vitals>,
}

#[derive(Debug)]
pub(crate) struct Registry {
    sessions: RwLock<Sessions>,
    limits: Limits,
    /// Where the default session records; the others do beside it.
    record: Option<PathBuf>,
    /// How sessions hold messages to the contract that do not say it themselves.
    validation: Mode,
    user_data_in_logs: UserDataInLogs,
    /// Something has changed in when the next session's time to live is over.
    expiry_changed: Arc<Notify>,
}

#[derive(Debug, Default)]
struct Sessions {
    by_name: BTreeMap<String, Kept>,
    made: u64,
}

#[derive(Debug)]
struct Kept {
    handle: SessionHandle,
    clock: ClockKind,
    time_to_live: Option<TimeToLive>,
}

impl Registry {
    /// A registry with the default session.
    pub(crate) fn new(config: SessionConfig, limits: Limits) -> Result<Self, RecordFault> {
        let registry = Self {
            sessions: RwLock::default(),
            limits,
            record: config.record.clone(),
            validation: config.validation,
            user_data_in_logs: config.user_data_in_logs,
            expiry_changed: Arc::default(),
        };
        let new = NewSession { config, ..NewSession::default() };
        registry.write().insert(DEFAULT_SESSION.into(), new, limits)?;
        Ok(registry)
    }

    /// How a session holds messages to the contract that does not say it itself.
    pub(crate) const fn validation(&self) -> Mode {
        self.validation
    }

    /// Makes a session; gives its name.
    pub(crate) fn create(&self, mut new: NewSession) -> Result<String, SessionFault> {
        let mut sessions = self.write();
        let at_most = self.limits.sessions;
        if sessions.by_name.len() >= at_most {
            return Err(SessionFault::TooMany { at_most });
        }
        let name = match &new.name {
            Some(name) if sessions.by_name.contains_key(name.as_str()) => {
                return Err(SessionFault::Taken { name: name.as_str().into() });
            }
            Some(name) => name.as_str().into(),
            None => sessions.free_name(),
        };
        let is_mortal = new.time_to_live.is_some();
        new.config.user_data_in_logs = self.user_data_in_logs;
        new.config.record = self.record.as_deref().map(|file| of_session(file, &name));
        sessions.insert(name.clone(), new, self.limits)?;
        tracing::info!(session = name, "a session is made");
        if is_mortal {
            self.expiry_changed.notify_one();
        }
        Ok(name)
    }

    pub(crate) fn find(&self, name: &str) -> Result<SessionHandle, SessionFault> {
        let sessions = self.read();
        let kept = sessions.by_name.get(name);
        kept.map(|kept| kept.handle.clone()).ok_or_else(|| sessions.unknown(name))
    }

    /// Deletes a session: its actor ends, and its sockets with it.
    pub(crate) fn delete(&self, name: &str) -> Result<(), SessionFault> {
        let mut sessions = self.write();
        match sessions.by_name.remove(name) {
            Some(kept) => {
                tracing::info!(session = name, "a session is deleted");
                kept.handle.end();
                Ok(())
            }
            None => Err(sessions.unknown(name)),
        }
    }

    /// Deletes all sessions.
    pub(crate) fn end_all(&self) {
        let sessions = std::mem::take(&mut self.write().by_name);
        sessions.values().for_each(|kept| kept.handle.end());
    }

    /// All sessions, by name.
    pub(crate) fn list(&self) -> Vec<Listed> {
        let listed = |(name, kept): (&String, &Kept)| Listed {
            name: name.clone(),
            clock: kept.clock,
            time_to_live: kept.time_to_live,
            vitals: kept.handle.vitals().clone(),
        };
        self.read().by_name.iter().map(listed).collect()
    }

    /// Deletes the sessions whose time to live is over.
    fn sweep(&self, now: Instant) {
        let over: Vec<String> = {
            let sessions = self.read();
            let over = sessions.by_name.iter().filter(|(_, kept)| kept.is_over(now));
            over.map(|(name, _)| name.clone()).collect()
        };
        for name in over {
            // Somebody may have used it in between.
            let gone = self.write().remove_if_over(&name, now);
            if let Some(kept) = gone {
                tracing::info!(session = name, "a session was not used for its time to live");
                kept.handle.end();
            }
        }
    }

    /// When a session's time to live is over next, unless it is used before.
    fn next_expiry(&self, now: Instant) -> Option<Instant> {
        let sessions = self.read();
        sessions.by_name.values().filter_map(|kept| Some(now + kept.left(now)?)).min()
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Sessions> {
        // No code that holds the lock can panic half-way through a change.
        self.sessions.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Sessions> {
        self.sessions.write().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        self.end_all();
        self.expiry_changed.notify_one();
    }
}

impl Sessions {
    fn insert(&mut self, name: String, new: NewSession, limits: Limits) -> Result<(), RecordFault> {
        let clock = new.config.clock;
        let handle = SessionHandle::spawn(Desk::new(name.clone(), Session::start(new.config)?, limits));
        self.by_name.insert(name, Kept { handle, clock, time_to_live: new.time_to_live });
        Ok(())
    }

    /// `k1`, `k2`, … None is used again: a test that is late must not find another's session.
    fn free_name(&mut self) -> String {
        loop {
            self.made += 1;
            let name = format!("k{}", self.made);
            if !self.by_name.contains_key(&name) {
                return name;
            }
        }
    }

    fn remove_if_over(&mut self, name: &str, now: Instant) -> Option<Kept> {
        let is_over = self.by_name.get(name).is_some_and(|kept| kept.is_over(now));
        if is_over { self.by_name.remove(name) } else { None }
    }

    fn unknown(&self, name: &str) -> SessionFault {
        const SHOWN: usize = 10;
        let mut known: Vec<&str> = self.by_name.keys().take(SHOWN).map(String::as_str).collect();
        if self.by_name.len() > SHOWN {
            known.push("…");
        }
        SessionFault::Unknown { name: name.into(), known: known.join(", ") }
    }
}
