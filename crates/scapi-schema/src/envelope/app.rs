//! Messages from the app to the host (`app/1` and after).
//! The client's raw `sendMessage` is public, so hosts see any object: fields are optional where a host can do without.

use alloc::{format, string::String, vec::Vec};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::EnvelopeError;
use crate::{
    suggest,
    wire::{Extra, Property, kind},
};

/// One message from an app, told apart by its tag.
#[derive(Clone, Debug, PartialEq)]
pub enum AppMessage {
    /// A call of a method.
    Request(Request),
    /// A wish to hear events.
    Subscribe(Subscribe),
    /// The end of a subscription.
    Unsubscribe(Unsubscribe),
}

impl AppMessage {
    /// Reads the tag, then the content.
    ///
    /// # Errors
    /// The first fault of the envelope, with the field it is in. Method names and parameters are not looked at.
    pub fn from_value(value: Value) -> Result<Self, EnvelopeError> {
        let Value::Object(fields) = &value else {
            return Err(EnvelopeError::NotAnObject { got: kind(&value) });
        };
        match (present(fields.get("request")), present(fields.get("event"))) {
            (Some(Value::String(_)), _) => Self::request(value),
            (Some(other), _) => Err(wrong("request", "a string such as \"interaction.accept\"", other)),
            (None, Some(Value::String(event))) if event == "subscribe" => Self::subscribe(value),
            (None, Some(Value::String(event))) if event == "unsubscribe" => {
                read(value, "data", "a subscriptionId").map(Self::Unsubscribe)
            }
            (None, Some(Value::String(event))) => Err(unknown_event(event)),
            (None, Some(other)) => Err(wrong("event", "\"subscribe\" or \"unsubscribe\"", other)),
            (None, None) => Err(neither(fields)),
        }
    }

    fn request(value: Value) -> Result<Self, EnvelopeError> {
        match present(value.get("parameters")) {
            None | Some(Value::Array(_)) => read(value, "request", "a request").map(Self::Request),
            Some(other) => Err(wrong("parameters", "an array of positional arguments", other)),
        }
    }

    fn subscribe(value: Value) -> Result<Self, EnvelopeError> {
        const EXPECTED: &str = "an event name or an array of event names";
        let got = match value.get("data") {
            Some(Value::String(_)) => None,
            Some(Value::Array(names)) => {
                names.iter().any(|name| !name.is_string()).then_some("an array of other things")
            }
            Some(other) => Some(kind(other)),
            None => Some("nothing"),
        };
        match got {
            Some(got) => Err(EnvelopeError::WrongKind { field: "data", expected: EXPECTED, got }),
            None => read(value, "data", EXPECTED).map(Self::Subscribe),
        }
    }
}

fn present(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null())
}

fn wrong(field: &'static str, expected: &'static str, got: &Value) -> EnvelopeError {
    EnvelopeError::WrongKind { field, expected, got: kind(got) }
}

/// The tag and the kinds have been checked, so that reading fails no more.
fn read<T: serde::de::DeserializeOwned>(
    value: Value,
    field: &'static str,
    expected: &'static str,
) -> Result<T, EnvelopeError> {
    serde_json::from_value(value).map_err(|_| EnvelopeError::WrongKind {
        field,
        expected,
        got: "another kind",
    })
}

fn unknown_event(event: &str) -> EnvelopeError {
    let hint = hint(suggest::nearest(event, ["subscribe", "unsubscribe"]));
    EnvelopeError::UnknownEvent { event: event.into(), hint }
}

/// A key that is spelt right has null for a value: no hint is due.
fn neither(fields: &Map<String, Value>) -> EnvelopeError {
    let meant = fields.keys().find_map(|key| {
        let name = suggest::nearest(key, ["request", "event"]).filter(|name| name != key)?;
        Some(format!("; \"{key}\" is \"{name}\"?"))
    });
    EnvelopeError::NeitherRequestNorEvent { hint: meant.unwrap_or_default() }
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default()
}

/// A call of a method: `{"request":"interaction.accept","parameters":["1"],…}` (`app/1`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Request {
    /// Namespace and method, such as `interaction.setUserData`.
    #[cfg_attr(feature = "schemars", schemars(extend("pattern" = "^[^.]+[.].+$", "x-clause" = "app/1")))]
    pub request: String,
    /// Positional arguments. Absent for methods without any; slots that were not supplied are null or missing.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "app/2")))]
    pub parameters: Property<Vec<Value>>,
    /// Correlates the answer. A decimal string from the client; any truthy value from a caller of `sendMessage`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub reference_id: Property<Value>,
    /// `WWE Client`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub user_agent: Property<Value>,
    /// The number 2.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub protocol_version: Property<Value>,
    /// What the host handed out in a [`FrameGreeting`](super::FrameGreeting), if it did.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub frame_id: Property<Value>,
    /// Fields of the app's own.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Request {
    /// A request as the client sends it.
    #[must_use]
    pub fn new(request: impl Into<String>, parameters: Vec<Value>, reference_id: impl Into<Value>) -> Self {
        Self {
            request: request.into(),
            parameters: Property::Present(parameters),
            reference_id: Property::Present(reference_id.into()),
            user_agent: Property::Present(super::CLIENT_USER_AGENT.into()),
            protocol_version: Property::Present(super::PROTOCOL_VERSION.into()),
            frame_id: Property::Absent,
            extra: Extra::new(),
        }
    }

    /// The arguments that came; none if `parameters` is absent or null.
    #[must_use]
    pub fn arguments(&self) -> &[Value] {
        self.parameters.value().map_or(&[], Vec::as_slice)
    }
}

/// A wish to hear events: `{"event":"subscribe","data":["interaction"],…}` (`subscription/1`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Subscribe {
    /// Always `subscribe`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "subscribe", "x-clause" = "subscription/1")))]
    pub event: String,
    /// The event names, as the app passed them.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "subscription/17")))]
    pub data: SubscribeData,
    /// Correlates the answer.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub reference_id: Property<Value>,
    /// `WWE Client`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub user_agent: Property<Value>,
    /// The number 2.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub protocol_version: Property<Value>,
    /// What the host handed out, if it did.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub frame_id: Property<Value>,
    /// Fields of the app's own.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The names of a subscription: one, or several.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(untagged))]
pub enum SubscribeData {
    /// One event name.
    Name(String),
    /// Several event names.
    Names(Vec<String>),
}

impl SubscribeData {
    /// The names, one or several.
    #[must_use]
    pub fn names(&self) -> &[String] {
        match self {
            Self::Name(name) => core::slice::from_ref(name),
            Self::Names(names) => names,
        }
    }
}

impl Serialize for SubscribeData {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(name) => name.serialize(serializer),
            Self::Names(names) => names.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for SubscribeData {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(name) => Ok(Self::Name(name)),
            names => serde_json::from_value(names).map(Self::Names).map_err(serde::de::Error::custom),
        }
    }
}

/// The end of a subscription: `{"event":"unsubscribe","data":"sub-1",…}` (`subscription/8`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Unsubscribe {
    /// Always `unsubscribe`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "unsubscribe", "x-clause" = "subscription/8")))]
    pub event: String,
    /// The `subscriptionId` that the host returned, of whatever type; absent if it returned none.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub data: Property<Value>,
    /// Correlates the answer, which the client does not wait for.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub reference_id: Property<Value>,
    /// `WWE Client`.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub user_agent: Property<Value>,
    /// The number 2.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub protocol_version: Property<Value>,
    /// What the host handed out, if it did.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    pub frame_id: Property<Value>,
    /// Fields of the app's own.
    #[serde(flatten)]
    pub extra: Extra,
}
