//! What a workspace puts out: answers, events, and remarks for the journal of the driver.
//! The order in which they come is the order in which the frames must get them.

use alloc::string::String;

use scapi_schema::envelope::HostMessage;

use crate::frame::FrameId;

/// One thing for the driver to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Deliver an answer.
    Reply(Post),
    /// Deliver an event.
    Event(Post),
    /// Deliver a frame greeting.
    Greeting(Post),
    /// Do something else.
    Effect(Effect),
}

impl Output {
    /// What is to be delivered, if anything is.
    #[must_use]
    pub const fn post(&self) -> Option<&Post> {
        match self {
            Self::Reply(post) | Self::Event(post) | Self::Greeting(post) => Some(post),
            Self::Effect(_) => None,
        }
    }
}

/// A message for a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Which frame.
    pub frame: FrameId,
    /// The message.
    pub message: HostMessage,
    /// The clause behind a failure, where there is one.
    pub clause: Option<&'static str>,
}

/// Something for the driver that is not a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write a remark into the journal.
    Note(Note),
}

/// Why the host did what it did, where a message does not say it: silence, for example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The frame that it is about.
    pub frame: Option<FrameId>,
    /// The clause behind it.
    pub clause: &'static str,
    /// The remark, a sentence for people.
    pub text: String,
}
