//! A mock agent desktop that speaks the Service Client API: a real host on a real socket, for tests and for development.
//!
//! ```
//! use scapi_mock_host::MockHost;
//! use serde_json::json;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::start().await;
//! let call = host.stimulus(json!({ "type": "inbound-call", "ani": "+33298000000" })).await?;
//! assert_eq!(call.interaction.state.as_str(), "RINGING");
//! // The session starts, and a call comes.
//! assert_eq!(host.journal_after(0).await?.len(), 2);
//! # Ok::<(), scapi_mock_host::HostError>(()) }).unwrap();
//! ```
//!
//! An app under test talks to [`MockHost::ws_url`] (one socket is one frame), or runs in the workspace page at [`MockHost::url`].
//! The outside world (callers, the agent) is driven by [`MockHost::stimulus`], or over HTTP at [`MockHost::control_url`].
//!
//! Without the feature `cli` there is no command line and no page; the sockets and the control API are there.

pub mod host;
pub mod limits;
pub mod session;
pub mod verify;

pub mod recording;
pub mod replay;

mod actor;
mod http;
mod registry;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod tls;

pub use actor::SessionEnded;
pub use host::{App, AppError, Caused, HostError, MockHost, MockHostBuilder, method, subscribes};
pub use http::NotAToken;
pub use limits::Limits;
pub use scapi_schema::validate::Mode as Validation;
pub use session::{
    ClockKind, RealClock, RecordFault, SessionConfig, StimulusFault, UserDataInLogs, VirtualClock,
};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
