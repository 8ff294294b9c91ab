//! The host profile: the switches for what no source says or what differs between hosts.
//! A flat object; each key is the `profile` of a clause in the catalogue, which has its default and its source.

mod error;
mod name;
mod switch;

pub use error::ProfileError;
pub use switch::{
    Answer, BlockedAgentMarkdone, BlockedAppMarkdone, CaseEventId, ChatExtensions, ConsultTargetKey,
    ConsultationAfterEnd, CreatedInteractionResult, DeleteMissingKey, FirstNameKey, FirstPreviousState,
    ForeignUserAgent, FrameGreetingMoment, InapplicableProperty, LifecycleEvents, MarkdoneEventCarries,
    MarkdoneTwice, MediaProperty, NewInteractionSelectsCase, OpenMediaUserData, PartiesInclude,
    RateLimitWindow, RejectedRonaCallState, ReleasedUnanswered, RingTimeoutOutcome, SubscriptionIdType,
    UnknownEventName, UnknownSubscription, UnwritableKey, UserDataKeyPatterns, VoidResult,
};

use alloc::{collections::BTreeMap, string::String, vec, vec::Vec};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::wire::kind;

/// How a host behaves where hosts may differ.
///
/// ```
/// use scapi_schema::profile::{HostProfile, VoidResult};
/// use serde_json::json;
///
/// let profile = HostProfile::default().patched(&json!({ "voidResult": "null" }))?;
/// assert_eq!(profile.void_result, VoidResult::Null);
///
/// let error = profile.patched(&json!({ "voidresult": "true" })).unwrap_err();
/// assert_eq!(error.to_string(), "the host profile has no key \"voidresult\"; did you mean \"voidResult\"?");
/// # Ok::<(), scapi_schema::profile::ProfileError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct HostProfile {
    /// Origins whose messages are accepted, or `*`; null stands for the origins of the apps that the session embeds.
    /// A frame without an origin (a test's socket) is always accepted.
    pub accepted_origins: Option<Vec<String>>,
    /// Answer to a frame whose origin is not accepted.
    pub origin_not_accepted: Answer,
    /// Requests per minute over all services; 0 is no limit.
    pub rate_limit: u64,
    /// Requests per minute for one service, by its full name; 0 is no limit.
    pub rate_limit_per_service: BTreeMap<String, u64>,
    /// How long requests are ignored after a limit was exceeded, in seconds; 0 is for ever.
    pub rate_limit_quarantine_delay: u64,
    /// Answer to a request beyond the limit or in quarantine.
    pub rate_limit_exceeded: Answer,
    /// How the minute of a rate limit is counted.
    pub rate_limit_window: RateLimitWindow,
    /// Answer to a service that the origin may not use.
    pub service_filtered: Answer,
    /// Answer to a method that nobody knows.
    pub unknown_method: Answer,
    /// What becomes of a message whose `userAgent` is not `WWE Client`.
    pub foreign_user_agent: ForeignUserAgent,
    /// `data` of operations without a result.
    pub void_result: VoidResult,
    /// `data` of `consult` and the single-step methods.
    pub created_interaction_result: CreatedInteractionResult,
    /// JSON type of `subscriptionId`.
    pub subscription_id_type: SubscriptionIdType,
    /// Subscribing to a name that nobody knows.
    pub unknown_event_name: UnknownEventName,
    /// Unsubscribing an id that nobody knows.
    pub unknown_subscription: UnknownSubscription,
    /// When the host hands out a `frameId`.
    pub frame_greeting: FrameGreetingMoment,
    /// Renamings of interaction event types, from our name to the host's.
    #[serde(deserialize_with = "name::event_type_names")]
    #[cfg_attr(feature = "schemars", schemars(schema_with = "name::schema::event_type_names"))]
    pub event_type_names: BTreeMap<String, String>,
    /// Whether `ADDED` and `REMOVED` are sent.
    pub lifecycle_events: LifecycleEvents,
    /// The key of the payload under which an event carries the interaction; none that payloads have besides.
    #[serde(deserialize_with = "name::interaction_key")]
    #[cfg_attr(feature = "schemars", schemars(schema_with = "name::schema::interaction_key"))]
    pub event_interaction_key: String,
    /// The `eventType` of a `markdone` event.
    #[serde(deserialize_with = "name::event_type")]
    #[cfg_attr(feature = "schemars", schemars(length(min = 1), extend("x-clause" = "event.markdone/3")))]
    pub markdone_event_type: String,
    /// How a `markdone` event names its interaction.
    pub markdone_event_carries: MarkdoneEventCarries,
    /// The agent clicks Mark Done while it is blocked.
    pub blocked_agent_markdone: BlockedAgentMarkdone,
    /// An app asks `markdone` while it is blocked.
    pub blocked_app_markdone: BlockedAppMarkdone,
    /// A block lapses so long after the last `blockMarkdone`, in milliseconds; 0 is never.
    pub block_markdone_timeout_ms: u64,
    /// The key of the target type in `consult`.
    pub consult_target_key: ConsultTargetKey,
    /// Extensions given for a chat.
    pub chat_extensions: ChatExtensions,
    /// `markdone` of an interaction that was marked done before.
    pub markdone_twice: MarkdoneTwice,
    /// The key of a contact's first name.
    pub first_name_key: FirstNameKey,
    /// A property that does not apply to the medium or the moment.
    pub inapplicable_property: InapplicableProperty,
    /// Whether interactions carry `media`.
    pub media_property: MediaProperty,
    /// `previousState` of a new interaction.
    pub first_previous_state: FirstPreviousState,
    /// Who is listed in `parties`.
    pub parties_include: PartiesInclude,
    /// Whether a new interaction selects its case.
    pub new_interaction_selects_case: NewInteractionSelectsCase,
    /// `selectedCaseId` of `CASE_COLLAPSED` and `CASE_EXPANDED`.
    pub case_event_id: CaseEventId,
    /// What becomes of a consultation that is over.
    pub consultation_after_end: ConsultationAfterEnd,
    /// How a change of user data shows on open media.
    pub open_media_user_data: OpenMediaUserData,
    /// Keys of user data that apps may read, or `*`.
    pub user_data_read_allowed: Vec<String>,
    /// Keys of user data that apps may write, or `*`.
    pub user_data_write_allowed: Vec<String>,
    /// A request that would set or delete a key that may not be written.
    pub unwritable_key: UnwritableKey,
    /// How keys in the two lists are compared.
    pub user_data_key_patterns: UserDataKeyPatterns,
    /// Deleting a key that is not there.
    pub delete_missing_key: DeleteMissingKey,
    /// How long a call rings before it is taken away (RONA), in milliseconds; 0 is for ever.
    pub ring_timeout_ms: u64,
    /// What `ronaCallState` says then.
    pub ring_timeout_outcome: RingTimeoutOutcome,
    /// What becomes of an inbound call released before it was answered.
    pub released_unanswered: ReleasedUnanswered,
    /// `ronaCallState` after `reject`.
    pub rejected_rona_call_state: RejectedRonaCallState,
}

impl Default for HostProfile {
    fn default() -> Self {
        Self {
            accepted_origins: None,
            origin_not_accepted: Answer::Silence,
            rate_limit: 0,
            rate_limit_per_service: BTreeMap::new(),
            // The documented default.
            rate_limit_quarantine_delay: 30,
            rate_limit_exceeded: Answer::Silence,
            rate_limit_window: RateLimitWindow::Fixed,
            service_filtered: Answer::Failure,
            unknown_method: Answer::Failure,
            foreign_user_agent: ForeignUserAgent::Silence,
            void_result: VoidResult::Absent,
            created_interaction_result: CreatedInteractionResult::Absent,
            subscription_id_type: SubscriptionIdType::String,
            unknown_event_name: UnknownEventName::Accept,
            unknown_subscription: UnknownSubscription::Failure,
            frame_greeting: FrameGreetingMoment::Never,
            event_type_names: BTreeMap::new(),
            lifecycle_events: LifecycleEvents::Sent,
            event_interaction_key: "interaction".into(),
            markdone_event_type: "MARK_DONE_BLOCKED".into(),
            markdone_event_carries: MarkdoneEventCarries::Interaction,
            blocked_agent_markdone: BlockedAgentMarkdone::Hold,
            blocked_app_markdone: BlockedAppMarkdone::Failure,
            // Long enough to save a form; no source gives a figure.
            block_markdone_timeout_ms: 30_000,
            consult_target_key: ConsultTargetKey::Both,
            chat_extensions: ChatExtensions::Ignored,
            markdone_twice: MarkdoneTwice::Success,
            first_name_key: FirstNameKey::Both,
            inapplicable_property: InapplicableProperty::Absent,
            media_property: MediaProperty::Present,
            first_previous_state: FirstPreviousState::Absent,
            parties_include: PartiesInclude::Others,
            new_interaction_selects_case: NewInteractionSelectsCase::WhenNoneSelected,
            case_event_id: CaseEventId::SelectedAtSend,
            consultation_after_end: ConsultationAfterEnd::Removed,
            open_media_user_data: OpenMediaUserData::EventOnly,
            user_data_read_allowed: vec!["*".into()],
            user_data_write_allowed: vec!["*".into()],
            unwritable_key: UnwritableKey::FailAll,
            user_data_key_patterns: UserDataKeyPatterns::Whole,
            delete_missing_key: DeleteMissingKey::Success,
            // A desktop rings for some twenty seconds; no source gives a figure.
            ring_timeout_ms: 20_000,
            ring_timeout_outcome: RingTimeoutOutcome::NoAnswer,
            released_unanswered: ReleasedUnanswered::Removed,
            rejected_rona_call_state: RejectedRonaCallState::Absent,
        }
    }
}

impl HostProfile {
    /// This profile with a JSON merge patch (RFC 7396) applied: keys that are given change, those of a table inside are
    /// merged with it, and null restores the default.
    ///
    /// # Errors
    /// A patch that is no object, an unknown key (with the nearest known one), or a value that the key cannot have.
    pub fn patched(&self, patch: &Value) -> Result<Self, ProfileError> {
        let Value::Object(patch) = patch else {
            return Err(ProfileError::NotAnObject { got: kind(patch) });
        };
        let defaults = Self::default().to_object();
        let mut fields = self.to_object();
        for (key, value) in patch {
            let default = defaults.get(key).ok_or_else(|| ProfileError::unknown_key(key, defaults.keys()))?;
            let value =
                if value.is_null() { default.clone() } else { merged(fields.get(key).cloned(), value) };
            Self::check(key, &value)?;
            fields.insert(key.clone(), value);
        }
        serde_json::from_value(Value::Object(fields)).map_err(|error| ProfileError::bad_value("", &error))
    }

    /// Reads one key alone, so that a fault can be laid to it.
    fn check(key: &str, value: &Value) -> Result<(), ProfileError> {
        let alone: Map<String, Value> = core::iter::once((key.into(), value.clone())).collect();
        let read: Result<Self, _> = serde_json::from_value(Value::Object(alone));
        read.map(drop).map_err(|error| ProfileError::bad_value(key, &error))
    }

    fn to_object(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        }
    }
}

/// A value with a merge patch applied, as RFC 7396 says in its section 2.
fn merged(target: Option<Value>, patch: &Value) -> Value {
    let Value::Object(patch) = patch else { return patch.clone() };
    let mut fields = match target {
        Some(Value::Object(fields)) => fields,
        Some(_) | None => Map::new(),
    };
    for (key, value) in patch {
        let old = fields.remove(key);
        if !value.is_null() {
            fields.insert(key.clone(), merged(old, value));
        }
    }
    Value::Object(fields)
}
