//! Positional parameters: from the array of a request to a typed method, with errors that say which slot is wrong.
//! Absent, null and a shorter array are alike (`envelope/16`, `envelope/17`).

use alloc::{borrow::Cow, format, string::String, vec::Vec};

use serde_json::Value;

use crate::{UserData, wire::kind};

/// A method with typed parameters. Each method of the Interaction namespace implements it.
pub trait Method: Sized {
    /// The wire name, such as `interaction.accept`.
    const NAME: &'static str;

    /// Reads positional arguments; those that are not there count as null.
    ///
    /// # Errors
    /// The first parameter that is missing or of the wrong kind.
    fn from_arguments(arguments: &[Value]) -> Result<Self, ParameterError>;

    /// The positional arguments, as the client would send them.
    fn into_arguments(self) -> Vec<Value>;

    /// What each slot takes, for the JSON Schema of the parameters.
    #[cfg(feature = "schemars")]
    fn slots() -> Vec<Slot>;
}

/// One positional parameter of a method.
#[cfg(feature = "schemars")]
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its documented name.
    pub name: &'static str,
    /// Whether a request without it is refused.
    pub presence: Presence,
    /// What it takes.
    pub schema: schemars::Schema,
    /// The clause that says so.
    pub clause: &'static str,
}

/// A type that a parameter can have.
pub trait Parameter: Sized {
    /// What a value has to be, as the object of "the method takes".
    const EXPECTED: &'static str;

    /// Whether a request without the parameter is refused.
    const PRESENCE: Presence = Presence::Required;

    /// The value, if it is of this type. Null stands for null, undefined and absent.
    fn from_value(value: &Value) -> Option<Self>;

    /// What a value is that is not of this type: its JSON kind, and what is wrong inside of it.
    #[must_use]
    fn described(value: &Value) -> Cow<'static, str> {
        kind(value).into()
    }

    /// The value as JSON.
    fn into_value(self) -> Value;

    /// The JSON Schema of the type.
    #[cfg(feature = "schemars")]
    fn schema() -> schemars::Schema;
}

impl Parameter for String {
    const EXPECTED: &'static str = "a string";

    fn from_value(value: &Value) -> Option<Self> {
        value.as_str().map(Into::into)
    }

    fn into_value(self) -> Value {
        Value::String(self)
    }

    #[cfg(feature = "schemars")]
    fn schema() -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

impl Parameter for UserData {
    const EXPECTED: &'static str = "an object of key/value pairs";

    fn from_value(value: &Value) -> Option<Self> {
        value.as_object().cloned()
    }

    fn into_value(self) -> Value {
        Value::Object(self)
    }

    #[cfg(feature = "schemars")]
    fn schema() -> schemars::Schema {
        schemars::json_schema!({ "type": "object" })
    }
}

impl Parameter for Value {
    const EXPECTED: &'static str = "any JSON";
    const PRESENCE: Presence = Presence::Optional;

    fn from_value(value: &Value) -> Option<Self> {
        Some(value.clone())
    }

    fn into_value(self) -> Value {
        self
    }

    #[cfg(feature = "schemars")]
    fn schema() -> schemars::Schema {
        schemars::json_schema!(true)
    }
}

/// Whether a parameter may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// A request without it is refused.
    Required,
    /// Undefined, null and absent mean that there is none.
    Optional,
}

impl Parameter for Option<UserData> {
    const EXPECTED: &'static str = "an object of key/value pairs, or nothing";
    const PRESENCE: Presence = Presence::Optional;

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => UserData::from_value(value).map(Some),
        }
    }

    fn into_value(self) -> Value {
        self.map_or(Value::Null, Value::Object)
    }

    #[cfg(feature = "schemars")]
    fn schema() -> schemars::Schema {
        schemars::json_schema!({ "type": ["object", "null"] })
    }
}

/// A parameter of a request is not there or not of its type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{method} takes {expected} as parameter {name} (parameters[{index}]), got {got}")]
pub struct ParameterError {
    /// The wire name of the method.
    pub method: &'static str,
    /// Where in the array.
    pub index: usize,
    /// The documented name of the parameter.
    pub name: &'static str,
    /// What it has to be.
    pub expected: &'static str,
    /// What came: a JSON kind, with what is wrong inside of it, or `nothing`.
    pub got: Cow<'static, str>,
    /// The clause that says so.
    pub clause: &'static str,
}

impl ParameterError {
    /// The JSON pointer of the slot in the request.
    #[must_use]
    pub fn pointer(&self) -> String {
        format!("/parameters/{}", self.index)
    }
}

/// What the documentation says of a slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Documented {
    pub(crate) method: &'static str,
    pub(crate) name: &'static str,
    pub(crate) clause: &'static str,
}

/// Reads one slot.
pub(crate) fn read<T: Parameter>(
    arguments: &[Value],
    index: usize,
    Documented { method, name, clause }: Documented,
) -> Result<T, ParameterError> {
    let value = arguments.get(index).unwrap_or(&Value::Null);
    T::from_value(value).ok_or_else(|| {
        let got = if value.is_null() { "nothing".into() } else { T::described(value) };
        ParameterError { method, index, name, expected: T::EXPECTED, got, clause }
    })
}

/// Declares a method: its struct, its wire name, its parameters in order with their documented names.
macro_rules! method {
    (
        $(#[$meta:meta])*
        $name:ident = $wire:literal {
            $($(#[$field_meta:meta])* $index:literal: $field:ident: $type:ty = $parameter:literal, $clause:literal;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $crate::parameter::Method for $name {
            const NAME: &'static str = $wire;

            fn from_arguments(arguments: &[serde_json::Value]) -> Result<Self, $crate::parameter::ParameterError> {
                let _ = arguments;
                Ok(Self {
                    $($field: $crate::parameter::read(arguments, $index, $crate::parameter::Documented {
                        method: Self::NAME,
                        name: $parameter,
                        clause: $clause,
                    })?,)*
                })
            }

            fn into_arguments(self) -> alloc::vec::Vec<serde_json::Value> {
                alloc::vec![$($crate::parameter::Parameter::into_value(self.$field)),*]
            }

            #[cfg(feature = "schemars")]
            fn slots() -> alloc::vec::Vec<$crate::parameter::Slot> {
                alloc::vec![$($crate::parameter::Slot {
                    name: $parameter,
                    presence: <$type as $crate::parameter::Parameter>::PRESENCE,
                    schema: <$type as $crate::parameter::Parameter>::schema(),
                    clause: $clause,
                }),*]
            }
        }
    };
}

pub(crate) use method;
