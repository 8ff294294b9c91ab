//! What parameters take and answers bring, in terms that a JSON Schema and a TypeScript type can be made from.
//! Where no source shows a shape, it is [`Shape::Any`].

use super::Record;

/// The shape of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// No source shows it.
    Any,
    /// A string.
    Text,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// An object of key/value pairs, such as user data.
    KeyValues,
    /// A string: one of these known values, or another.
    Values(&'static [&'static str]),
    /// What the JSON Schema of this name describes, such as `interaction`.
    Document(&'static str),
    /// An object with these fields.
    Record(&'static Record),
    /// An array.
    List(&'static Shape),
    /// One, or an array of them.
    OneOrMore(&'static Shape),
    /// The shape, or null.
    OrNull(&'static Shape),
}

/// What the answer of a host that succeeds brings in `data`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// An operation without a result; whether there is `data` is the profile's `voidResult`.
    Void,
    /// The id of the interaction made, or nothing: the profile's `createdInteractionResult`.
    Created,
    /// A result of this shape.
    Data(Shape),
}
