//! Frames: the windows of apps, each with its origin and its subscriptions (`subscription/1` and after).
//! Reference ids are per frame; answers go to the frame that asked (`envelope/12`).

use alloc::{format, string::String, vec::Vec};

use scapi_schema::profile::SubscriptionIdType;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The name of a frame, given by the driver.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FrameId(String);

impl FrameId {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for FrameId {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl From<String> for FrameId {
    fn from(name: String) -> Self {
        Self(name)
    }
}

impl core::fmt::Display for FrameId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The web origin of a frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Origin {
    /// A web origin such as `https://app.example`, or `null` for an opaque one.
    Web(String),
    /// No web page at all: a test's socket. Always accepted.
    None,
}

impl Origin {
    /// The origin as text, if there is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Web(origin) => Some(origin),
            Self::None => None,
        }
    }
}

/// What the host knows of a frame.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Frame {
    pub(crate) origin: Origin,
    pub(crate) greeting: Greeting,
    subscriptions: Vec<Subscription>,
    subscriptions_made: u64,
}

/// Whether the frame has been given a `frameId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Greeting {
    Owed,
    Sent,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Subscription {
    id: Value,
    names: Vec<String>,
}

impl Frame {
    pub(crate) const fn new(origin: Origin) -> Self {
        Self { origin, greeting: Greeting::Owed, subscriptions: Vec::new(), subscriptions_made: 0 }
    }

    /// Adds a subscription; the id is unique in the life of the frame (`subscription/15`).
    pub(crate) fn subscribe(&mut self, names: &[String], id_type: SubscriptionIdType) -> Value {
        self.subscriptions_made += 1;
        let id: Value = match id_type {
            SubscriptionIdType::String => format!("sub-{}", self.subscriptions_made).into(),
            SubscriptionIdType::Number => self.subscriptions_made.into(),
        };
        self.subscriptions.push(Subscription { id: id.clone(), names: names.to_vec() });
        id
    }

    /// Ends a subscription for all its names; false if there is none with this id.
    pub(crate) fn unsubscribe(&mut self, id: Option<&Value>) -> bool {
        let before = self.subscriptions.len();
        self.subscriptions.retain(|subscription| Some(&subscription.id) != id);
        self.subscriptions.len() < before
    }

    /// Names are compared exactly (`subscription/14`); one is enough, however many there are (`subscription/6`).
    pub(crate) fn hears(&self, event: &str) -> bool {
        self.names().any(|name| name == event)
    }

    /// Every name that a subscription of the frame has, repeats included.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.subscriptions.iter().flat_map(|subscription| subscription.names.iter().map(String::as_str))
    }
}
