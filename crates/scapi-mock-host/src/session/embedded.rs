//! The apps that a workspace page embeds, and how.
//! Their URLs may have fields such as `$Interaction.Id$`, which the page fills in.

use serde::Serialize;
use url::Url;

/// An app that the workspace page embeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddedApp {
    /// Where it is. Fields such as `$Agent.FullName$` may stand in its path, query and fragment.
    pub url: Url,
    /// How it is embedded.
    pub kind: AppKind,
}

/// How the page embeds an app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AppKind {
    /// In one frame, as long as the page is open.
    #[default]
    Frame,
    /// In a frame for each interaction, from when it comes until it is gone.
    PerInteraction,
    /// In a window of its own, which a click opens.
    Window,
}

impl From<Url> for EmbeddedApp {
    /// An app in a frame.
    fn from(url: Url) -> Self {
        Self { url, kind: AppKind::Frame }
    }
}
