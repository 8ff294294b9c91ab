//! What every message looks like: three kinds from the app (`app/1`, `subscription/1`), four from the host (`envelope/1`).
//! Requests carry `request`, subscriptions carry `event`; answers are told from events by the lack of `event`.

mod app;
mod error;
mod host;

pub use app::{AppMessage, Request, Subscribe, SubscribeData, Unsubscribe};
pub use error::EnvelopeError;
pub use host::{Event, Failure, FrameGreeting, HostMessage, Response};

use alloc::string::String;
use serde_json::Value;

/// `userAgent` of every message from an app.
pub const CLIENT_USER_AGENT: &str = "WWE Client";
/// `userAgent` of every message from a host. The client drops what does not contain `WWE`.
pub const SERVER_USER_AGENT: &str = "WWE Server";
/// The one version of the protocol there is.
pub const PROTOCOL_VERSION: u8 = 2;

/// The `referenceId` of a message, if it is one that an answer can carry: the client takes an answer as such
/// only if the id is truthy in the sense of JavaScript.
///
/// ```
/// use scapi_schema::envelope::reference_id;
/// use serde_json::json;
///
/// assert_eq!(reference_id(&json!({ "referenceId": "0" })), Some(&json!("0")));
/// assert_eq!(reference_id(&json!({ "referenceId": 0 })), None);
/// ```
#[must_use]
pub fn reference_id(message: &Value) -> Option<&Value> {
    message.get("referenceId").filter(|id| is_truthy(id))
}

fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

fn server_user_agent() -> String {
    SERVER_USER_AGENT.into()
}
