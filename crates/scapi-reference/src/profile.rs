//! A patch of the host profile, held against what this host can read.
//! Keys and values are those of the contract; the list of accepted origins has a syntax of its own (`gate.origin/2`).

use scapi_schema::profile::{HostProfile, ProfileError};
use serde_json::Value;

use crate::gate::Grants;
pub use crate::gate::OriginError;

/// A patch of the host profile cannot be obeyed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileRefusal {
    /// It is not what the contract says.
    #[error(transparent)]
    Contract(#[from] ProfileError),
    /// An entry of `acceptedOrigins` cannot be read.
    #[error("host profile, key \"acceptedOrigins\": {0}")]
    Origins(#[from] OriginError),
}

/// A host profile with a merge patch applied, if this host can behave so.
///
/// ```
/// use scapi_reference::profile::patched;
/// use scapi_schema::profile::HostProfile;
/// use serde_json::json;
///
/// let start = HostProfile::default();
/// assert_eq!(patched(&start, &json!({ "ringTimeoutMs": 5000 })).unwrap().ring_timeout_ms, 5000);
/// assert!(patched(&start, &json!({ "acceptedOrigins": ["https://app.example (agent.*"] })).is_err());
/// ```
///
/// # Errors
/// The patch is not what the contract says, or has a list of origins that cannot be read.
pub fn patched(profile: &HostProfile, patch: &Value) -> Result<HostProfile, ProfileRefusal> {
    let patched = profile.patched(patch)?;
    Grants::parse(patched.accepted_origins.as_deref().unwrap_or_default())?;
    Ok(patched)
}
