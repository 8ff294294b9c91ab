//! The sessions of a server, by name. The lock guards the list only; a session's work is done in its actor.
//! A session is never made on the fly: an unknown name is an error that says which there are.

use std::{collections::BTreeMap, path::PathBuf, sync::RwLock};

use crate::{
    actor::{Desk, SessionHandle},
    session::{RecordFault, Session, SessionConfig, of_session},
};

/// The session that exists from the start.
pub(crate) const DEFAULT_SESSION: &str = "default";
/// More would be a test suite that forgets to delete its sessions.
const SESSIONS_AT_MOST: usize = 10_000;

/// Why there is no session to work with.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SessionFault {
    #[error("there is no session \"{name}\"; sessions are made by POST /sessions, and there are: {known}")]
    Unknown { name: String, known: String },
    #[error(
        "there are {SESSIONS_AT_MOST} sessions, which is the limit; delete some by DELETE /sessions/{{session}}"
    )]
    TooMany,
    #[error(transparent)]
    Record(#[from] RecordFault),
}

#[derive(Debug, Default)]
pub(crate) struct Registry {
    sessions: RwLock<Sessions>,
    /// Where the default session records; the others do beside it.
    record: Option<PathBuf>,
}

#[derive(Debug, Default)]
struct Sessions {
    by_name: BTreeMap<String, SessionHandle>,
    made: u64,
}

impl Registry {
    /// A registry with the default session.
    pub(crate) fn new(config: SessionConfig) -> Result<Self, RecordFault> {
        let registry = Self { sessions: RwLock::default(), record: config.record.clone() };
        let handle = SessionHandle::spawn(Desk::new(DEFAULT_SESSION.into(), Session::start(config)?));
        registry.write().by_name.insert(DEFAULT_SESSION.into(), handle);
        Ok(registry)
    }

    /// Makes a session; gives its name.
    pub(crate) fn create(&self, config: SessionConfig) -> Result<String, SessionFault> {
        let mut sessions = self.write();
        if sessions.by_name.len() >= SESSIONS_AT_MOST {
            return Err(SessionFault::TooMany);
        }
        sessions.made += 1;
        let name = format!("k{}", sessions.made);
        let record = self.record.as_deref().map(|file| of_session(file, &name));
        let session = Session::start(SessionConfig { record, ..config })?;
        let handle = SessionHandle::spawn(Desk::new(name.clone(), session));
        sessions.by_name.insert(name.clone(), handle);
        Ok(name)
    }

    pub(crate) fn find(&self, name: &str) -> Result<SessionHandle, SessionFault> {
        let sessions = self.read();
        sessions.by_name.get(name).cloned().ok_or_else(|| sessions.unknown(name))
    }

    /// Deletes a session: its actor ends, and its sockets with it.
    pub(crate) fn delete(&self, name: &str) -> Result<(), SessionFault> {
        let mut sessions = self.write();
        match sessions.by_name.remove(name) {
            Some(session) => {
                session.end();
                Ok(())
            }
            None => Err(sessions.unknown(name)),
        }
    }

    /// Deletes all sessions.
    pub(crate) fn end_all(&self) {
        let sessions = std::mem::take(&mut self.write().by_name);
        sessions.values().for_each(SessionHandle::end);
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.read().by_name.keys().cloned().collect()
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
    }
}

impl Sessions {
    fn unknown(&self, name: &str) -> SessionFault {
        const SHOWN: usize = 10;
        let mut known: Vec<&str> = self.by_name.keys().take(SHOWN).map(String::as_str).collect();
        if self.by_name.len() > SHOWN {
            known.push("…");
        }
        SessionFault::Unknown { name: name.into(), known: known.join(", ") }
    }
}
