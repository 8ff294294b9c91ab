//! The values of each switch; the first of each is the default.
//! Sources: `schemas/clauses.json`, key `profile`.

use serde::{Deserialize, Serialize};

/// How the host answers what it will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Answer {
    /// No answer at all; the client times out after 10 s.
    Silence,
    /// A failure that names the fault.
    Failure,
}

/// What becomes of a message whose `userAgent` is not `WWE Client`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum ForeignUserAgent {
    /// Ignored, with a note in the journal.
    Silence,
    /// Treated like any other.
    Answer,
}

/// `data` of operations without a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum VoidResult {
    /// No `data`.
    Absent,
    /// `data` is null.
    Null,
    /// `data` is true.
    True,
}

/// JSON type of `subscriptionId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum SubscriptionIdType {
    /// A string such as `sub-1`.
    String,
    /// A number.
    Number,
}

/// Subscribing to a name that nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum UnknownEventName {
    /// Accepted, with a note in the journal.
    Accept,
    /// Refused.
    Failure,
}

/// Unsubscribing an id that nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum UnknownSubscription {
    /// Refused.
    Failure,
    /// Answered as if it had been there.
    Success,
}

/// When the host hands out a `frameId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum FrameGreetingMoment {
    /// Not at all.
    Never,
    /// Before the answer to the frame's first message.
    FirstMessage,
    /// As soon as the frame is there.
    Load,
}

/// Whether `ADDED` and `REMOVED` are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum LifecycleEvents {
    /// They are.
    Sent,
    /// They are not.
    Omitted,
}

/// `markdone` of an interaction that was marked done before in this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum MarkdoneTwice {
    /// Success without events.
    Success,
    /// Failure.
    Failure,
}

/// The key of a contact's first name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum FirstNameKey {
    /// `firstName` and `firstNname`.
    Both,
    /// `firstName`.
    #[serde(rename = "firstName")]
    FirstName,
    /// `firstNname`, as documented.
    #[serde(rename = "firstNname")]
    FirstNname,
}

/// A property that does not apply to the medium or the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum InapplicableProperty {
    /// Not there.
    Absent,
    /// There, and null.
    Null,
}

/// Whether interactions carry `media`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum MediaProperty {
    /// They do.
    Present,
    /// They do not.
    Absent,
}

/// `previousState` of a new interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum FirstPreviousState {
    /// Inapplicable.
    Absent,
    /// `UNKNOWN`.
    Unknown,
}

/// Who is listed in `parties`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum PartiesInclude {
    /// Everyone but the agent.
    Others,
    /// The agent too.
    All,
}

/// Whether a new interaction selects its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum NewInteractionSelectsCase {
    /// If no case is selected.
    WhenNoneSelected,
    /// It does.
    Always,
    /// It does not.
    Never,
}

/// `setUserData` with a key that may not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum UnwritableKey {
    /// Failure; nothing changes.
    FailAll,
    /// The key is left out, the others are set.
    DropKey,
}

/// How keys in the read and write lists are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum UserDataKeyPatterns {
    /// Whole keys, case-sensitive.
    Whole,
    /// `PREFIX*` also stands for every key that starts so.
    Prefix,
}

/// Deleting a key that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum DeleteMissingKey {
    /// Success without an event.
    Success,
    /// Failure.
    Failure,
}

/// What `ronaCallState` says when a call has rung too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum RingTimeoutOutcome {
    /// `NO_ANSWER`.
    NoAnswer,
    /// `REDIRECTED`.
    Redirected,
}

/// What becomes of an inbound call released before it was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum ReleasedUnanswered {
    /// It leaves the list by itself.
    Removed,
    /// It stays until it is marked done.
    Stays,
}

/// `ronaCallState` after `reject`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum RejectedRonaCallState {
    /// Inapplicable.
    Absent,
    /// `REDIRECTED`.
    Redirected,
}

/// How the minute of a rate limit is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum RateLimitWindow {
    /// From the first request.
    Fixed,
    /// Back from the present one.
    Sliding,
}

/// `data` of `consult` and the single-step methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum CreatedInteractionResult {
    /// None: the app learns of the interaction from the event.
    Absent,
    /// The id of the interaction made.
    InteractionId,
}

/// How a `markdone` event names its interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum MarkdoneEventCarries {
    /// By the whole interaction.
    Interaction,
    /// By `interactionId`.
    InteractionId,
}

/// The agent clicks Mark Done while it is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum BlockedAgentMarkdone {
    /// The click takes effect when the block ends.
    Hold,
    /// The click is lost.
    Drop,
}

/// An app asks `markdone` while it is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum BlockedAppMarkdone {
    /// Failure with the warning message.
    Failure,
    /// Success; it takes effect when the block ends.
    Hold,
}

/// The key of the target type in `consult`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum ConsultTargetKey {
    /// `type` or `target`; given both and different, failure.
    Both,
    /// `type`.
    Type,
    /// `target`, as documented.
    Target,
}

/// Extensions given for a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum ChatExtensions {
    /// They have no effect.
    Ignored,
    /// Failure.
    Failure,
}

/// `selectedCaseId` of `CASE_COLLAPSED` and `CASE_EXPANDED`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum CaseEventId {
    /// The case that was selected until then, in both.
    SelectedAtSend,
    /// The case collapsed, the case expanded.
    CaseConcerned,
}

/// What becomes of a consultation that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum ConsultationAfterEnd {
    /// It leaves the list by itself.
    Removed,
    /// It stays until it is marked done.
    Stays,
}

/// How a change of user data shows on open media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum OpenMediaUserData {
    /// By the event; the state stays.
    EventOnly,
    /// As the state `USER_DATA_ATTACHED` or `USER_DATA_UPDATED`, until the next change of the life cycle.
    OverlayState,
}
