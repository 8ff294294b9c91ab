//! Messages from the host to the app (`envelope/1` and after). An answer is a [`Response`] or a [`Failure`], told apart by the
//! presence of `errorMessage`; it never has an `event` key, or the client would take it for an [`Event`].

use alloc::string::String;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{PROTOCOL_VERSION, server_user_agent};
use crate::wire::{Extra, Property};

/// One message from a host.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum HostMessage {
    /// The answer to a request that succeeded.
    Response(Response),
    /// The answer to a request that failed.
    Failure(Failure),
    /// Something happened that the frame had subscribed to.
    Event(Event),
    /// The frame gets a name.
    FrameGreeting(FrameGreeting),
}

impl HostMessage {
    /// The message as JSON.
    #[must_use]
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Reads a message in the order in which the client looks at it: `event`, then `referenceId`, then `frameId`.
    ///
    /// # Errors
    /// What `serde` says of the kind of message that it was taken for.
    pub fn from_value(value: Value) -> Result<Self, serde_json::Error> {
        if value.get("event").is_some() {
            serde_json::from_value(value).map(Self::Event)
        } else if value.get("errorMessage").is_some() {
            serde_json::from_value(value).map(Self::Failure)
        } else if value.get("referenceId").is_none() && value.get("frameId").is_some() {
            serde_json::from_value(value).map(Self::FrameGreeting)
        } else {
            serde_json::from_value(value).map(Self::Response)
        }
    }
}

/// The answer to a request that succeeded. There is no `errorMessage` in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Response {
    /// The id of the request, with its JSON type. Absent only when the request had none.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(schema_with = "crate::generate::truthy", extend("x-clause" = "envelope/3")))]
    pub reference_id: Property<Value>,
    /// The result. What operations without one answer is the profile's `voidResult`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(schema_with = "crate::generate::anything"))]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "envelope/7")))]
    pub data: Property<Value>,
    /// The handle of a subscription, in the answer to `subscribe`, at the top level.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(schema_with = "crate::generate::subscription_id"))]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "subscription/4")))]
    pub subscription_id: Property<Value>,
    /// `WWE Server`.
    pub user_agent: String,
    /// The number 2.
    pub protocol_version: u8,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Response {
    /// An answer without `data`.
    #[must_use]
    pub fn new(reference_id: Option<Value>) -> Self {
        Self {
            reference_id: reference_id.map_or(Property::Absent, Property::Present),
            data: Property::Absent,
            subscription_id: Property::Absent,
            user_agent: server_user_agent(),
            protocol_version: PROTOCOL_VERSION,
            extra: Extra::new(),
        }
    }

    /// An answer with a result; `Value::Null` is a result too.
    #[must_use]
    pub fn with_data(reference_id: Option<Value>, data: Value) -> Self {
        Self { data: Property::Present(data), ..Self::new(reference_id) }
    }
}

/// The answer to a request that failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Failure {
    /// The id of the request, with its JSON type. Absent only when the request had none.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(schema_with = "crate::generate::truthy", extend("x-clause" = "envelope/3")))]
    pub reference_id: Property<Value>,
    /// One sentence that names the fault. Its presence is what makes the answer a failure.
    #[cfg_attr(feature = "schemars", schemars(length(min = 1)))]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "envelope/6")))]
    pub error_message: String,
    /// `WWE Server`.
    pub user_agent: String,
    /// The number 2.
    pub protocol_version: u8,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Failure {
    /// A failure of the request with this id.
    #[must_use]
    pub fn new(reference_id: Option<Value>, error_message: impl Into<String>) -> Self {
        Self {
            reference_id: reference_id.map_or(Property::Absent, Property::Present),
            error_message: error_message.into(),
            user_agent: server_user_agent(),
            protocol_version: PROTOCOL_VERSION,
            extra: Extra::new(),
        }
    }
}

/// Something happened: `{"event":"interaction","data":{…},…}`.
///
/// The payload is any JSON, or a type: reading straight into it saves making a tree of values first.
///
/// ```
/// use scapi_schema::{envelope::Event, event::{EventType, InteractionEvent}};
///
/// let text = r#"{"event":"interaction","data":{"eventType":"CASE_SELECTED","selectedCaseId":"c-1"},"userAgent":"WWE Server","protocolVersion":2}"#;
/// let event: Event<InteractionEvent> = serde_json::from_str(text)?;
/// assert_eq!(event.data.event_type, EventType::CaseSelected);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(rename = "Event"))]
pub struct Event<D = Value> {
    /// The name that was subscribed to, such as `interaction` or `messenger:orders`.
    #[cfg_attr(feature = "schemars", schemars(length(min = 1)))]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "envelope/37")))]
    pub event: String,
    /// The payload; for `interaction` an object with `eventType`.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "envelope/37")))]
    pub data: D,
    /// `WWE Server`.
    pub user_agent: String,
    /// The number 2.
    pub protocol_version: u8,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}

impl<D> Event<D> {
    /// An event with its payload.
    #[must_use]
    pub fn new(event: impl Into<String>, data: D) -> Self {
        Self {
            event: event.into(),
            data,
            user_agent: server_user_agent(),
            protocol_version: PROTOCOL_VERSION,
            extra: Extra::new(),
        }
    }
}

/// The host names the frame; from then on the client puts the name on everything it sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct FrameGreeting {
    /// The name, of whatever type.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "envelope/23")))]
    pub frame_id: Value,
    /// `WWE Server`.
    pub user_agent: String,
    /// The number 2.
    pub protocol_version: u8,
    /// What a host adds.
    #[serde(flatten)]
    pub extra: Extra,
}

impl FrameGreeting {
    /// The greeting that names a frame.
    #[must_use]
    pub fn new(frame_id: impl Into<Value>) -> Self {
        Self {
            frame_id: frame_id.into(),
            user_agent: server_user_agent(),
            protocol_version: PROTOCOL_VERSION,
            extra: Extra::new(),
        }
    }
}
