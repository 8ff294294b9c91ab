//! The whole desktop as JSON, and back: what is restored goes on with the same bytes.
//! Outputs that the driver has not taken yet are not part of it.

use serde::{Deserialize, Serialize};

use super::Workspace;

/// A desktop at rest. Its JSON is for [`Workspace::restore`] of the same version only.
///
/// ```
/// use scapi_reference::{Timestamp, Workspace};
/// use scapi_schema::stimulus::Stimulus;
/// use serde_json::json;
///
/// let mut desktop = Workspace::new(1);
/// desktop.handle_stimulus(Timestamp::ZERO, Stimulus::from_value(json!({ "type": "inbound-call" }))?).unwrap();
/// let json = serde_json::to_value(desktop.snapshot()).unwrap();
///
/// let restored = Workspace::restore(serde_json::from_value(json).unwrap()).unwrap();
/// assert_eq!(restored.interaction("1"), desktop.interaction("1"));
/// assert_eq!(restored.poll_timeout(), Some(Timestamp::from_millis(20_000)));
/// # Ok::<(), scapi_schema::stimulus::StimulusError>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    format: u32,
    desktop: Workspace,
}

/// The form that this version writes and reads; another number for each change of it.
const FORMAT: u32 = 1;

/// A snapshot cannot be restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the snapshot has the format {found}, this version reads {FORMAT}")]
pub struct SnapshotError {
    /// The format of the snapshot.
    pub found: u32,
}

impl Workspace {
    /// The whole desktop: interactions, frames with their subscriptions, timers, profile, policies, canned answers, generators.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let desktop = Self {
            raised: alloc::vec::Vec::new(),
            outputs: alloc::collections::VecDeque::new(),
            ..self.clone()
        };
        Snapshot { format: FORMAT, desktop }
    }

    /// The desktop of a snapshot.
    ///
    /// # Errors
    /// The snapshot is of another version.
    pub fn restore(snapshot: Snapshot) -> Result<Self, SnapshotError> {
        let Snapshot { format, mut desktop } = snapshot;
        if format != FORMAT {
            return Err(SnapshotError { found: format });
        }
        desktop.read_grants();
        Ok(desktop)
    }

    /// This desktop with the frames, the subscriptions and the embedded origins of another, which are then gone from there. For a
    /// desktop that is restored under apps that are still open.
    #[must_use]
    pub fn with_frames_of(mut self, other: &mut Self) -> Self {
        self.frames = core::mem::take(&mut other.frames);
        self.embedded = core::mem::take(&mut other.embedded);
        self.read_grants();
        self
    }
}
