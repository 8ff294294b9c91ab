//! One step of a sequence, as it is done: everything that a driver can do to a workspace.
//! What is thought up before (`idea`, `call_step`) becomes one of these, so that it can be done again to the byte.

use scapi_reference::Origin;
use serde_json::Value;

use crate::desk::APP;

pub(crate) const EMBEDDED: &str = "https://app.example";
pub(crate) const STRANGER: &str = "https://stranger.example";

/// A window of an app. The watcher is always there, and always subscribed to `interaction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Window {
    Watcher,
    Socket,
    Embedded,
    Stranger,
}

/// The windows that come and go.
pub(crate) const WINDOWS: [Window; 3] = [Window::Socket, Window::Embedded, Window::Stranger];

impl Window {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Watcher => APP,
            Self::Socket => "socket",
            Self::Embedded => "embedded",
            Self::Stranger => "stranger",
        }
    }

    pub(crate) fn origin(self) -> Origin {
        match self {
            Self::Watcher | Self::Socket => Origin::None,
            Self::Embedded => Origin::Web(EMBEDDED.into()),
            Self::Stranger => Origin::Web(STRANGER.into()),
        }
    }
}

/// `after` is how many milliseconds pass before it without the workspace being told.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Says {
        after: u64,
        window: Window,
        message: Value,
    },
    Happens {
        after: u64,
        stimulus: Value,
    },
    Passes {
        millis: u64,
    },
    Opens(Window),
    Closes(Window),
    Reloads(Window),
    /// A patch of the host profile.
    Switches(Value),
    /// Other policies of the far end.
    Policies(Value),
    /// A test posts an event that the host does not send by itself.
    Posts {
        name: &'static str,
        data: Value,
    },
    /// The session starts afresh.
    Restarts,
    /// The desktop is written down as text, and another goes on from there.
    Rests,
}
