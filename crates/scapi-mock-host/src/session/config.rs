//! What a session is made with.
//! A reset goes back to it.

use std::path::PathBuf;

use super::{ClockKind, EmbeddedApp, UserDataInLogs};
use scapi_schema::{
    journal::{Change, ClockSource},
    policy::Policies,
    profile::HostProfile,
    validate::Mode,
};

/// What a session is made with.
#[derive(Clone, Debug, Default)]
pub struct SessionConfig {
    /// Seed of generated identifiers.
    pub seed: u64,
    /// What moves session time.
    pub clock: ClockKind,
    /// How the host behaves.
    pub profile: HostProfile,
    /// What unattended far ends do.
    pub policies: Policies,
    /// The apps that the workspace page embeds.
    pub apps: Vec<EmbeddedApp>,
    /// How messages are held to the contract when the journal is read.
    pub validation: Mode,
    /// Whether logs show user data.
    pub user_data_in_logs: UserDataInLogs,
    /// The file that the journal is written to, besides being kept in memory.
    pub record: Option<PathBuf>,
}

impl SessionConfig {
    /// The web origins of the apps.
    #[must_use]
    pub fn origins(&self) -> Vec<String> {
        self.apps.iter().map(|app| app.url.origin().ascii_serialization()).collect()
    }

    /// What decides what the host says, as the first entry of the journal has it. Policies are an entry of their own.
    pub(super) fn start(&self) -> Change {
        Change::SessionStarted {
            version: env!("CARGO_PKG_VERSION").into(),
            seed: self.seed,
            clock: match self.clock {
                ClockKind::Real => ClockSource::Real,
                ClockKind::Virtual => ClockSource::Virtual,
            },
            profile: Box::new(self.profile.clone()),
            apps: self.apps.iter().map(|app| app.url.as_str().into()).collect(),
        }
    }
}
