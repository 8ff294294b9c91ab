//! A property that may be absent, null or present: three different things on this wire
//! (an `errorMessage` of null is a failure, an absent one is success).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An optional property of a wire type. Fields of this type carry
/// `#[serde(default, skip_serializing_if = "Property::is_absent")]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Property<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there and its value is `null`.
    Null,
    /// The key is there with a value.
    Present(T),
}

impl<T> Property<T> {
    /// Whether the key is not there at all.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Present(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same with the value, if there is one, made into another.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Property<U> {
        match self {
            Self::Absent => Property::Absent,
            Self::Null => Property::Null,
            Self::Present(value) => Property::Present(into(value)),
        }
    }

    /// The value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Present(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Property<T> {
    fn from(value: T) -> Self {
        Self::Present(value)
    }
}

impl<T: Serialize> Serialize for Property<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Property<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Present))
    }
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Property<T> {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Option::<T>::json_schema(generator)
    }

    fn _schemars_private_is_option() -> bool {
        true
    }
}
