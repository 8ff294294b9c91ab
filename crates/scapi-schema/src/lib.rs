//! The contract of the Service Client API (SCAPI): what an app and a host say to each other, as types.
//!
//! The `genesys.wwe.service.*` API of Workspace Web Edition is a conversation of JSON objects over
//! `window.postMessage`. This crate names every object of it. It holds no behaviour and does no I/O.
//!
//! ```
//! use scapi_schema::envelope::AppMessage;
//! use serde_json::json;
//!
//! let message = AppMessage::from_value(json!({
//!     "request": "interaction.accept",
//!     "parameters": ["1"],
//!     "referenceId": "7",
//!     "userAgent": "WWE Client",
//!     "protocolVersion": 2
//! }))?;
//! let AppMessage::Request(request) = message else { unreachable!() };
//! assert_eq!(request.request, "interaction.accept");
//! # Ok::<(), scapi_schema::envelope::EnvelopeError>(())
//! ```
//!
//! Reading order: [`envelope`] (what every message looks like), [`interaction`] (the heart: the types and
//! the methods of the Interaction namespace), [`event`], [`method`] (the table of all methods), then what
//! the parts of this workspace share: [`stimulus`], [`fault`], [`journal`], [`profile`], [`driver`], [`scenario`],
//! [`clause`].

#![no_std]

extern crate alloc;
#[cfg(any(test, feature = "validate"))]
extern crate std;

pub mod agent;
pub mod envelope;
pub mod event;
pub mod interaction;
pub mod messenger;
pub mod method;
pub mod parameter;
pub mod voice;

pub mod clause;
pub mod driver;
pub mod expectation;
pub mod fault;
pub mod journal;
pub mod policy;
pub mod profile;
pub mod scenario;
pub mod stimulus;

pub mod suggest;
pub mod wire;

#[cfg(feature = "schemars")]
pub mod generate;
#[cfg(feature = "strategies")]
pub mod strategy;
#[cfg(feature = "validate")]
pub mod validate;

pub use serde_json::{Map, Value};

/// Key/value pairs attached to an interaction. Values are strings or numbers in the wild; any JSON is kept
/// (`type.userData/1`).
pub type UserData = Map<alloc::string::String, Value>;

#[cfg(all(doctest, feature = "validate"))]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(all(doctest, feature = "validate"))]
#[doc = include_str!("../schemas/README.md")]
struct SchemasReadme;
