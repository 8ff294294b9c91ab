//! String enums that keep values they do not know, so that a newer host breaks no older reader.

/// Declares a string enum with an `Other` variant for values that this version does not know. `closed` makes its
/// JSON Schema list the known values; `open` lets the schema take any string and gives the known ones as examples.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        $mode:ident enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $wire:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
            /// A value that this version does not know, kept as it came.
            Other(alloc::string::String),
        }

        impl $name {
            /// Every known value, in the order of the documentation.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)+];

            /// The value as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Other(other) => other,
                }
            }

            /// Whether this version knows the value.
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl From<&str> for $name {
            fn from(wire: &str) -> Self {
                match wire {
                    $($wire => Self::$variant,)+
                    other => Self::Other(other.into()),
                }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str(concat!("a string, such as \"", open_enum!(@first $($wire)+), "\""))
                    }

                    fn visit_str<E: serde::de::Error>(self, wire: &str) -> Result<$name, E> {
                        Ok(wire.into())
                    }
                }
                deserializer.deserialize_str(Visitor)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> alloc::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                open_enum!(@schema $mode [$($wire),+])
            }
        }
    };
    (@first $first:literal $($rest:literal)*) => { $first };
    (@schema closed [$($wire:literal),+]) => {
        schemars::json_schema!({ "type": "string", "enum": [$($wire),+] })
    };
    (@schema open [$($wire:literal),+]) => {
        schemars::json_schema!({ "type": "string", "minLength": 1, "examples": [$($wire),+] })
    };
}

pub(crate) use open_enum;
