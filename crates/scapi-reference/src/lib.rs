//! The reference implementation of a Service Client API host: one agent desktop as a pure, deterministic state machine.
//!
//! There is no I/O, no clock and no randomness in here. A driver feeds a [`Workspace`] with messages of frames, with stimuli
//! and with the time, and takes out what the host says. The same seed and the same inputs give the same bytes.
//!
//! ```
//! use scapi_reference::{FrameId, Origin, Output, Timestamp, Workspace};
//! use scapi_schema::{envelope::Request, stimulus::Stimulus};
//! use serde_json::json;
//!
//! let mut workspace = Workspace::new(1);
//! let app = FrameId::from("f1");
//! workspace.open_frame(Timestamp::ZERO, &app, Origin::None);
//!
//! let call = Stimulus::from_value(json!({ "type": "inbound-call", "ani": "+33298000000" }))?;
//! let ringing = workspace.handle_stimulus(Timestamp::ZERO, call).unwrap();
//! let accept = Request::new("interaction.accept", vec![ringing.interaction_id.into()], "0");
//! workspace.handle_message(Timestamp::from_millis(1200), &app, serde_json::to_value(accept).unwrap());
//!
//! let Some(Output::Reply(reply)) = workspace.poll_output() else { unreachable!() };
//! assert_eq!(reply.message.to_value(), json!({ "referenceId": "0", "userAgent": "WWE Server", "protocolVersion": 2 }));
//! # Ok::<(), scapi_schema::stimulus::StimulusError>(())
//! ```
//!
//! Reading order: [`workspace`] (the type that a driver holds), then the parts: [`output`], [`refusal`], [`action`] (everything
//! that can be done with an interaction), [`channel`] (the transition tables), [`canned`].

#![no_std]

extern crate alloc;

pub mod workspace;

pub mod action;
pub mod canned;
pub mod channel;
pub mod frame;
pub mod output;
pub mod profile;
pub mod refusal;
pub mod time;

mod case;
mod gate;
mod identifier;
mod record;
mod target;
mod timer;
mod view;

pub use frame::{FrameId, Origin};
pub use output::{Effect, Note, Output, Post};
pub use record::Line;
pub use refusal::{Blocked, Reason, RequestRefusal, StimulusRefusal};
pub use time::Timestamp;
pub use workspace::{LegalActions, Move, Snapshot, SnapshotError, UnknownAction, WhyNot, Workspace};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
