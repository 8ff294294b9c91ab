//! Targets: hosts that are put to the test, known by what they are told and what they say.
//! A target is driven one operation at a time; silence is proved by a fence, never by waiting.

#[cfg(feature = "browser")]
mod browser;
mod driver;
mod session;
mod spec;

use std::future::Future;
use std::time::Duration;

use serde_json::{Map, Value};
use thiserror::Error;

#[cfg(feature = "browser")]
pub use browser::{BrowserTarget, Stage};
pub use driver::DriverTarget;
pub(crate) use driver::Process;
pub use session::SessionTarget;
pub use spec::{TargetSpec, TargetSpecError, split_name};

/// One message that a host sent to a frame.
pub use scapi_schema::driver::DriverOutput as Output;

/// What a target says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// What it is called.
    pub name: String,
    /// Its version, if it has one.
    pub version: Option<String>,
    /// What it can do. A case that needs more is not applicable.
    pub abilities: Vec<String>,
    /// Whether it can be had several times.
    pub copies: Copies,
}

/// Whether a target can be had several times, so that cases are run at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copies {
    /// Each that is made is a host of its own.
    #[default]
    Many,
    /// There is one host, and each that is made would be the same.
    One,
}

/// What came of a stimulus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stimulated {
    /// The interaction that was made or touched.
    pub interaction: Option<Value>,
    /// What the host said.
    pub outputs: Vec<Output>,
}

/// What a frame posts.
#[derive(Clone, Copy, Debug)]
pub enum Payload<'a> {
    /// A message.
    Message(&'a Value),
    /// Text that need not be JSON.
    Text(&'a str),
}

/// Why a target could not do what it was told.
#[derive(Debug, Error)]
pub enum TargetError {
    /// The target could not be started or reached.
    #[error("the target cannot be reached: {0}")]
    Unreachable(String),
    /// The target has ended, or closed its end of the line.
    #[error("the target has ended: {0}")]
    Ended(String),
    /// The target took too long.
    #[error("the target did not answer within {} s", .0.as_secs_f64())]
    Late(Duration),
    /// The target refused the operation.
    #[error("the target refused {operation}: {reason}")]
    Refused {
        /// What it was told to do.
        operation: String,
        /// What it said.
        reason: String,
    },
    /// The target said something that the protocol does not have.
    #[error("the target said what is not in the protocol ({reason}): {said}")]
    Garbled {
        /// What it said.
        said: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// So much of what a target said shows what it was.
const SHOWN: usize = 300;

impl TargetError {
    /// The beginning of what a target said, and what is wrong with it.
    pub(crate) fn garbled(said: &[u8], reason: String) -> Self {
        let text = String::from_utf8_lossy(&said[..said.len().min(4 * SHOWN)]);
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < said.len() {
            shown.push('…');
        }
        Self::Garbled { said: shown, reason }
    }
}

/// A host that is put to the test.
///
/// What an operation causes is among its outputs, or among those of a [`fence`](Self::fence) sent after it
/// on the same frame. Frames are named by the runner.
pub trait Target {
    /// Who the target is and what it can do.
    ///
    /// # Errors
    /// When the target cannot be reached or understood.
    fn hello(&mut self) -> impl Future<Output = Result<Identity, TargetError>>;

    /// Starts afresh: no frames, no interactions, session time 0.
    ///
    /// # Errors
    /// When the target refuses the profile, or cannot be reached.
    fn reset(
        &mut self,
        seed: u64,
        profile: &Map<String, Value>,
    ) -> impl Future<Output = Result<(), TargetError>>;

    /// Opens a frame. A target for which a frame opens with its first message has nothing to do.
    ///
    /// # Errors
    /// When the frame cannot be opened.
    fn open(&mut self, frame: &str, origin: Option<&str>) -> impl Future<Output = Result<(), TargetError>>;

    /// The outside world or the agent does something.
    ///
    /// # Errors
    /// When the host refuses the stimulus.
    fn stimulus(
        &mut self,
        stimulus: &Map<String, Value>,
    ) -> impl Future<Output = Result<Stimulated, TargetError>>;

    /// A frame posts something.
    ///
    /// # Errors
    /// When it cannot be posted.
    fn message(
        &mut self,
        frame: &str,
        payload: Payload<'_>,
    ) -> impl Future<Output = Result<Vec<Output>, TargetError>>;

    /// A frame posts a request, and the target gives what the host says until it has answered that.
    ///
    /// # Errors
    /// When it cannot be posted, or the line ends before the answer.
    fn fence(
        &mut self,
        frame: &str,
        message: &Value,
    ) -> impl Future<Output = Result<Vec<Output>, TargetError>>;

    /// Gives what the host says to a frame on which no fence can be sent, having dealt with all that the
    /// frame has posted.
    ///
    /// # Errors
    /// When that cannot be told.
    fn settle(&mut self, frame: &str) -> impl Future<Output = Result<Vec<Output>, TargetError>>;

    /// Session time goes on.
    ///
    /// # Errors
    /// When the target cannot move its time.
    fn advance(&mut self, ms: u64) -> impl Future<Output = Result<Vec<Output>, TargetError>>;

    /// Leaves the target as it was found: nothing comes after this.
    ///
    /// # Errors
    /// When the target does not let go.
    fn close(&mut self) -> impl Future<Output = Result<(), TargetError>>;
}

/// What comes of an operation, unless it takes too long.
///
/// # Errors
/// Those of the operation, and that it took too long.
pub async fn within<T>(
    limit: Duration,
    done: impl Future<Output = Result<T, TargetError>>,
) -> Result<T, TargetError> {
    tokio::time::timeout(limit, done).await.map_err(|_| TargetError::Late(limit))?
}
