//! What a session is made with.
//! A reset goes back to it.

use scapi_schema::profile::HostProfile;
use url::Url;

use super::ClockKind;

/// What a session is made with.
#[derive(Clone, Debug, Default)]
pub struct SessionConfig {
    /// Seed of generated identifiers.
    pub seed: u64,
    /// What moves session time.
    pub clock: ClockKind,
    /// How the host behaves.
    pub profile: HostProfile,
    /// The apps that the workspace page embeds.
    pub apps: Vec<Url>,
}

impl SessionConfig {
    /// The web origins of the apps.
    #[must_use]
    pub fn origins(&self) -> Vec<String> {
        self.apps.iter().map(|app| app.origin().ascii_serialization()).collect()
    }
}
