//! What a session says to frames.
//! Whoever holds a delivery can carry it out: it is in the journal already.

use scapi_reference::{FrameId, Timestamp};
use scapi_schema::interaction::Interaction;
use serde_json::Value;

/// A message that the host sends to a frame, already in the journal.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) frame: FrameId,
    pub(crate) message: Value,
    pub(crate) purpose: Purpose,
    /// Session time.
    pub(crate) at: Timestamp,
    pub(crate) form: Form,
}

impl Delivery {
    /// What goes over a socket.
    pub(crate) fn text(&self) -> String {
        match (&self.form, &self.message) {
            (Form::Text, Value::String(text)) => text.clone(),
            (_, message) => message.to_string(),
        }
    }
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// JSON.
    Json,
    /// A text that is no JSON, as a fault wants it.
    Text,
}

/// Why a message is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Reply,
    Unasked,
}

/// What a stimulus did.
#[derive(Clone, Debug)]
pub(crate) struct Caused {
    pub(crate) interaction: Interaction,
    pub(crate) deliveries: Vec<Delivery>,
}
