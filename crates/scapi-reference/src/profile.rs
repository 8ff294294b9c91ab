//! The switches of the host profile that this host does not have yet.
//! They are in the contract; a change of one is refused, so that nobody takes it for obeyed.

use alloc::string::String;

use scapi_schema::profile::{HostProfile, ProfileError};
use serde_json::Value;

/// Keys of the host profile without an effect in this version.
const WITHOUT_EFFECT: &[&str] = &[
    "blockMarkdoneTimeoutMs",
    "blockedAgentMarkdone",
    "blockedAppMarkdone",
    "caseEventId",
    "chatExtensions",
    "consultTargetKey",
    "consultationAfterEnd",
    "createdInteractionResult",
    "markdoneEventCarries",
    "markdoneEventType",
    "openMediaUserData",
    "rateLimit",
    "rateLimitExceeded",
    "rateLimitPerService",
    "rateLimitQuarantineDelay",
    "rateLimitWindow",
    "serviceFiltered",
];

/// A patch of the host profile cannot be obeyed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileRefusal {
    /// It is not what the contract says.
    #[error(transparent)]
    Contract(#[from] ProfileError),
    /// The key is in the contract, but has no effect in this host.
    #[error("the host profile key \"{key}\" is not supported yet by this host")]
    NotSupported {
        /// The key.
        key: String,
    },
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
/// assert!(patched(&start, &json!({ "rateLimit": 60 })).is_err());
/// ```
///
/// # Errors
/// The patch is wrong, or names a key that has no effect yet.
pub fn patched(profile: &HostProfile, patch: &Value) -> Result<HostProfile, ProfileRefusal> {
    let patched = profile.patched(patch)?;
    let keys = patch.as_object().into_iter().flatten().map(|(key, _)| key);
    match keys.into_iter().find(|key| WITHOUT_EFFECT.contains(&key.as_str())) {
        Some(key) => Err(ProfileRefusal::NotSupported { key: key.clone() }),
        None => Ok(patched),
    }
}
