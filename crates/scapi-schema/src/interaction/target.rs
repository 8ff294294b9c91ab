//! Targets: to whom an interaction goes, or who is asked about it (`type.targetQuery/1` and after).
//! A string, or an object with a type; `consult` documents the key `target` where the single-step methods have `type`.

use alloc::{borrow::Cow, format, string::String};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    parameter::{Parameter, Presence},
    wire::{Extra, Property, kind, open_enum},
};

open_enum! {
    /// What a destination is the name of.
    closed enum TargetType {
        /// An agent, by employee id.
        Agent = "AGENT",
        /// An agent group, by name.
        AgentGroup = "AGENT_GROUP",
        /// A skill, by name.
        Skill = "SKILL",
        /// An interaction queue, by name.
        InteractionQueue = "INTERACTION_QUEUE",
        /// A routing point, by name.
        RoutingPoint = "ROUTING_POINT",
        /// A telephone number.
        CustomContact = "CUSTOM_CONTACT",
    }
}

/// A target as the single-step methods take it.
pub type TargetQuery = Query<Target>;

/// A target as `consult` takes it.
pub type ConsultTargetQuery = Query<ConsultTarget>;

/// A target: a mere destination, or an object.
///
/// ```
/// use scapi_schema::interaction::{TargetQuery, TargetType};
///
/// let query: TargetQuery = serde_json::from_str(r#"{"type":"SKILL","destination":"French"}"#)?;
/// let TargetQuery::Object(target) = query else { unreachable!() };
/// assert_eq!(target.target_type, TargetType::Skill);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Query<T> {
    /// A telephone number: as a target of the type `CUSTOM_CONTACT` (`type.targetQuery/1`).
    Destination(#[cfg_attr(feature = "schemars", schemars(length(min = 1)))] String),
    /// A target with its type.
    Object(T),
}

/// A target with its type, in the single-step methods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Target {
    /// What the destination is the name of.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.targetQuery/3")))]
    pub target_type: TargetType,
    /// Whom it names.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.targetQuery/2")))]
    pub destination: String,
    /// Fields of the app's own.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Target {
    /// A target of this type.
    #[must_use]
    pub fn new(target_type: TargetType, destination: impl Into<String>) -> Self {
        Self { target_type, destination: destination.into(), extra: Extra::new() }
    }
}

/// A target with its type, in `consult`: the documentation says `target`, the official sample `type`. Which one a host
/// reads is the profile's `consultTargetKey`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schemars",
    schemars(extend(
        "anyOf" = [
            { "required": ["target"], "properties": { "target": { "type": "string", "x-clause": "type.targetQuery/3" } } },
            { "required": ["type"], "properties": { "type": { "type": "string", "x-clause": "type.targetQuery/3" } } }
        ],
        "x-clause" = "interaction.consult/3"
    ))
)]
pub struct ConsultTarget {
    /// What the destination is the name of, under the documented key.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.targetQuery/3")))]
    pub target: Property<TargetType>,
    /// What the destination is the name of, under the key of the single-step methods.
    #[serde(rename = "type", default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.targetQuery/3")))]
    pub target_type: Property<TargetType>,
    /// Whom it names.
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "type.targetQuery/2")))]
    pub destination: String,
    /// The medium of the consultation; that of the interaction if absent.
    #[serde(default, skip_serializing_if = "Property::is_absent")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-clause" = "interaction.consult/4")))]
    pub media: Property<String>,
    /// Fields of the app's own.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ConsultTarget {
    /// A target of this type, under the documented key.
    #[must_use]
    pub fn new(target_type: TargetType, destination: impl Into<String>) -> Self {
        Self {
            target: target_type.into(),
            target_type: Property::Absent,
            destination: destination.into(),
            media: Property::Absent,
            extra: Extra::new(),
        }
    }
}

impl<T: Serialize> Serialize for Query<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Destination(destination) => destination.serialize(serializer),
            Self::Object(target) => target.serialize(serializer),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Query<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(destination) => Ok(Self::Destination(destination)),
            object => serde_json::from_value(object).map(Self::Object).map_err(serde::de::Error::custom),
        }
    }
}

/// The forms of a target that can be a parameter.
pub trait QueryForm: Serialize + DeserializeOwned {
    /// What such a target looks like.
    const EXPECTED: &'static str;
    /// What its object has, each a string.
    const FIELDS: &'static [(&'static str, Presence)];

    /// The JSON Schema of the target.
    #[cfg(feature = "schemars")]
    fn schema() -> schemars::Schema;
}

impl QueryForm for Target {
    const EXPECTED: &'static str = "a destination, or an object with a type (AGENT, AGENT_GROUP, SKILL, INTERACTION_QUEUE, ROUTING_POINT or CUSTOM_CONTACT) and a destination";
    const FIELDS: &'static [(&'static str, Presence)] =
        &[("type", Presence::Required), ("destination", Presence::Required)];

    #[cfg(feature = "schemars")]
    fn schema() -> schemars::Schema {
        crate::generate::inlined::<TargetQuery>()
    }
}

impl QueryForm for ConsultTarget {
    const EXPECTED: &'static str = "a destination, or an object with a target (AGENT, AGENT_GROUP, SKILL, INTERACTION_QUEUE, ROUTING_POINT or CUSTOM_CONTACT) and a destination";
    const FIELDS: &'static [(&'static str, Presence)] = &[
        ("target", Presence::Optional),
        ("type", Presence::Optional),
        ("destination", Presence::Required),
        ("media", Presence::Optional),
    ];

    #[cfg(feature = "schemars")]
    fn schema() -> schemars::Schema {
        crate::generate::inlined::<ConsultTargetQuery>()
    }
}

impl<T: QueryForm> Parameter for Query<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_value(value: &Value) -> Option<Self> {
        serde_json::from_value(value.clone()).ok()
    }

    /// `type.targetQuery/11`: the text says what is wrong.
    fn described(value: &Value) -> Cow<'static, str> {
        let wrong = |(name, presence): &(&str, Presence)| match (value.get(*name), presence) {
            (None, Presence::Required) => Some(format!("an object without a {name}")),
            (None | Some(Value::Null), Presence::Optional) | (Some(Value::String(_)), _) => None,
            (Some(other), _) => Some(format!("an object whose {name} is {}", kind(other))),
        };
        let fault = value.is_object().then(|| T::FIELDS.iter().find_map(wrong)).flatten();
        fault.map_or_else(|| kind(value).into(), Into::into)
    }

    fn into_value(self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    #[cfg(feature = "schemars")]
    fn schema() -> schemars::Schema {
        T::schema()
    }
}
