//! What can go wrong, as JSON tagged by `type`.
//! Each has a stage: before the host looks at a message, when it says something, or with the connection.

use alloc::string::String;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{FaultError, TOO_LATE_MS};
use crate::wire::kind;

/// Where in the way of a message something goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Before the host looks at a message of an app.
    Arrival,
    /// When the host answers a message of an app, and there alone.
    Answer,
    /// When the host says anything: an answer or an event.
    Said,
    /// With the frame or the host, and not with a message.
    Connection,
}

/// One table of all that can go wrong: variant, content, stage, and the value of `type`.
macro_rules! disturbances {
    ($($(#[$meta:meta])* $variant:ident($content:ty) = $name:literal at $stage:ident,)+) => {
        /// What goes wrong.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(tag = "type")]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        pub enum Disturbance {
            $($(#[$meta])* #[serde(rename = $name)] $variant($content),)+
        }

        impl Disturbance {
            /// Every value of `type`.
            pub const NAMES: &'static [&'static str] = &[$($name,)+];

            /// The value of `type`.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $name,)+
                }
            }

            /// Where it goes wrong.
            #[must_use]
            pub const fn stage(&self) -> Stage {
                match self {
                    Self::Drop(Drop { what: Lost::Message }) => Stage::Arrival,
                    $(Self::$variant(_) => Stage::$stage,)+
                }
            }

            fn from_tag(tag: &str, content: Value) -> Result<Self, FaultError> {
                match tag {
                    $($name => read::<$content>(tag, content).map(Self::$variant),)+
                    unknown => Err(FaultError::unknown_type(unknown)),
                }
            }
        }
    };
}

disturbances! {
    /// What the host says comes later.
    Delay(Delay) = "delay" at Said,
    /// The answer comes when the client has given up on it.
    AnswerTooLate(AnswerTooLate) = "answer-too-late" at Answer,
    /// What the host says is lost; or the message of the app is, and the host never sees it.
    Drop(Drop) = "drop" at Said,
    /// What the host says comes more than once.
    Duplicate(Duplicate) = "duplicate" at Said,
    /// What the host says changes places with the next that it says to that frame.
    Reorder(Nothing) = "reorder" at Said,
    /// The answer to a subscription comes after the first event of it.
    EventBeforeAnswer(Nothing) = "event-before-answer" at Answer,
    /// The host does not do what it is asked to, and says so with a text of the test.
    Failure(Failure) = "failure" at Arrival,
    /// What the host says breaks the rules of envelopes.
    MalformedEnvelope(MalformedEnvelope) = "malformed-envelope" at Said,
    /// The answer has a `referenceId` of another JSON type: `"7"` becomes 7.
    WrongReferenceIdType(Nothing) = "wrong-reference-id-type" at Answer,
    /// The host takes the message as one that comes from another origin.
    WrongOrigin(WrongOrigin) = "wrong-origin" at Arrival,
    /// The socket closes: that of a frame, or that of the page which the frame is in. What was about to be said on a frame's socket
    /// is lost; a page comes back and is told.
    SocketClose(OfFrame) = "socket-close" at Connection,
    /// The host starts anew: sockets close, interactions and subscriptions are gone. Pages come back and load their apps again.
    HostRestart(Nothing) = "host-restart" at Connection,
    /// The page loads the iframe again; a socket that is a frame closes.
    FrameReload(OfFrame) = "frame-reload" at Connection,
    /// The request is treated as one of a service that its origin may not use (`gate.service/5`).
    ServiceRefused(Nothing) = "service-refused" at Arrival,
    /// The origin is in quarantine from this message on, as if it had exceeded its rate limit (`gate.rateLimit/3`).
    RateLimitQuarantine(Nothing) = "rate-limit-quarantine" at Arrival,
}

impl Disturbance {
    /// Reads the tag, then the content.
    ///
    /// # Errors
    /// The fault, the JSON pointer of it, and the nearest known name.
    pub fn from_value(mut value: Value) -> Result<Self, FaultError> {
        let Value::Object(fields) = &mut value else {
            return Err(FaultError::NotAnObject { got: kind(&value) });
        };
        match fields.remove("type") {
            Some(Value::String(tag)) => Self::from_tag(&tag, value),
            Some(other) => Err(FaultError::TypeNotAString { got: kind(&other) }),
            None => Err(FaultError::NoType),
        }
    }
}

fn read<T: DeserializeOwned>(tag: &str, content: Value) -> Result<T, FaultError> {
    serde_json::from_value(content).map_err(|error| FaultError::content(tag, &error))
}

impl<'de> Deserialize<'de> for Disturbance {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_value(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Nothing more is to be said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Nothing {}

/// Which time counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum FaultClock {
    /// That of the session.
    #[default]
    Session,
    /// That of the machine, whatever the clock of the session does.
    Real,
}

/// How much later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Delay {
    /// By so many milliseconds, at most a day.
    #[cfg_attr(feature = "schemars", schemars(range(min = 1, max = 86_400_000)))]
    pub ms: u64,
    /// Of which time.
    #[serde(default)]
    pub clock: FaultClock,
}

/// How late an answer is that comes too late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AnswerTooLate {
    /// After so many milliseconds of real time, at most a day. By default 10500, as the client gives up after 10000; less is for a
    /// client whose own time a test has shortened.
    #[cfg_attr(feature = "schemars", schemars(range(min = 1, max = 86_400_000)))]
    pub ms: u64,
}

impl Default for AnswerTooLate {
    fn default() -> Self {
        Self { ms: TOO_LATE_MS }
    }
}

/// What is lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Drop {
    /// The message of the app, or what the host says.
    pub what: Lost,
}

/// Which way the message went that is lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Lost {
    /// What the host says: the answer, or the event. What was asked for has been done.
    #[default]
    Answer,
    /// What the app says: the host never sees it.
    Message,
}

/// How often more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Duplicate {
    /// So many times more, at most 100; once if absent.
    #[cfg_attr(feature = "schemars", schemars(range(min = 1, max = 100)))]
    pub copies: u64,
}

impl Default for Duplicate {
    fn default() -> Self {
        Self { copies: 1 }
    }
}

/// What the app is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Failure {
    /// The `errorMessage` of the answer; not empty.
    #[cfg_attr(feature = "schemars", schemars(length(min = 1)))]
    pub error_message: String,
}

/// How an envelope breaks the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct MalformedEnvelope {
    /// In which way.
    pub kind: Malformation,
}

/// In which way an envelope breaks the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Malformation {
    /// It has no `userAgent` (`envelope/1`).
    NoUserAgent,
    /// Its `userAgent` is that of no host (`envelope/1`).
    ForeignUserAgent,
    /// It has no `protocolVersion` (`envelope/2`).
    NoProtocolVersion,
    /// Its `protocolVersion` is a text (`envelope/2`).
    TextProtocolVersion,
    /// An answer has no `referenceId` (`envelope/3`).
    NoReferenceId,
    /// An answer has an `event` key, which makes it an event for the client (`envelope/4`).
    EventInAnswer,
    /// An answer has an `errorMessage` that is null, which makes it a failure for the client (`envelope/5`, `envelope/6`).
    NullErrorMessage,
    /// It is a list with the message in it.
    NotAnObject,
    /// It is a text with the JSON of the message in it.
    Text,
    /// It breaks off in the middle, and is no JSON.
    CutOff,
}

impl Malformation {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::NoUserAgent,
        Self::ForeignUserAgent,
        Self::NoProtocolVersion,
        Self::TextProtocolVersion,
        Self::NoReferenceId,
        Self::EventInAnswer,
        Self::NullErrorMessage,
        Self::NotAnObject,
        Self::Text,
        Self::CutOff,
    ];

    /// The name, as it stands in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoUserAgent => "no-user-agent",
            Self::ForeignUserAgent => "foreign-user-agent",
            Self::NoProtocolVersion => "no-protocol-version",
            Self::TextProtocolVersion => "text-protocol-version",
            Self::NoReferenceId => "no-reference-id",
            Self::EventInAnswer => "event-in-answer",
            Self::NullErrorMessage => "null-error-message",
            Self::NotAnObject => "not-an-object",
            Self::Text => "text",
            Self::CutOff => "cut-off",
        }
    }

    /// Whether it is about answers, and cannot be of an event.
    #[must_use]
    pub const fn is_of_answers(self) -> bool {
        matches!(self, Self::NoReferenceId | Self::EventInAnswer | Self::NullErrorMessage)
    }
}

/// Where the message seems to come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct WrongOrigin {
    /// An origin such as `https://elsewhere.example`, or `null`.
    pub origin: String,
}

/// Whom it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct OfFrame {
    /// This frame. If absent, the one whose message it is; without `on`, all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame: Option<String>,
}
