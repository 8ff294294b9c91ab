//! Errors of the control API: problem documents (RFC 9457) with the pointer, the clause and a did-you-mean where there is one.
//! Every refusal of the server is one of these.

mod body;
mod kind;

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use scapi_reference::{StimulusRefusal, profile::ProfileRefusal};
use scapi_schema::stimulus::StimulusError;
use serde::Serialize;
use serde_json::{Map, Value};

pub(crate) use body::{Body, JsonText, Params, escaped, pointer, read_value};
pub(crate) use kind::Kind;

use crate::{
    actor::{SessionEnded, TooManyFrames},
    registry::SessionFault,
    session::{RealClock, RecordFault, StimulusFault, VirtualClock},
};

/// A problem: what went wrong, where, and what would be right.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Problem(Box<Document>);

/// What went wrong, as RFC 9457 has it. There may be more members than these.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema), schema(as = Problem))]
pub(crate) struct Document {
    /// The kind of problem: an address that explains it, and never changes.
    #[serde(rename = "type")]
    uri: String,
    /// The kind in a few words.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// What is wrong this time, and what would be right.
    detail: String,
    /// The JSON pointer of what is wrong in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// The clause of the contract behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'static str>,
    /// The known name that was most likely meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    did_you_mean: Option<String>,
    #[serde(flatten)]
    #[cfg_attr(feature = "cli", schema(ignore))]
    more: Map<String, Value>,
}

impl Problem {
    pub(crate) fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self(Box::new(Document {
            uri: kind.uri(),
            title: kind.title(),
            status: kind.status().as_u16(),
            detail: detail.into(),
            pointer: None,
            clause: None,
            did_you_mean: None,
            more: Map::new(),
        }))
    }

    /// A body that is larger than is taken.
    pub(crate) fn too_large(at_most: usize) -> Self {
        Self::new(Kind::TooLarge, format!("a body has at most {at_most} bytes"))
    }

    /// What there is to know besides: the members of an object.
    pub(crate) fn with(mut self, more: &impl Serialize) -> Self {
        if let Ok(Value::Object(more)) = serde_json::to_value(more) {
            self.0.more.extend(more);
        }
        self
    }

    /// Another status than the usual one of its kind.
    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = status.as_u16();
        self
    }

    /// The JSON pointer of the place that is wrong.
    pub(crate) fn at(mut self, pointer: impl Into<String>) -> Self {
        self.0.pointer = Some(pointer.into());
        self
    }

    /// The clause behind it.
    pub(crate) fn citing(mut self, clause: Option<&'static str>) -> Self {
        self.0.clause = clause;
        self
    }

    /// The known name that was meant.
    pub(crate) fn meaning(mut self, known: Option<impl Into<String>>) -> Self {
        self.0.did_you_mean = known.map(Into::into);
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let kind = header::HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl From<SessionFault> for Problem {
    fn from(fault: SessionFault) -> Self {
        let kind = match fault {
            SessionFault::Unknown { .. } => Kind::NoSuchSession,
            SessionFault::TooMany { .. } => Kind::TooManySessions,
            SessionFault::Taken { .. } => Kind::NameTaken,
            SessionFault::Record(fault) => return fault.into(),
        };
        Self::new(kind, fault.to_string())
    }
}

impl From<TooManyFrames> for Problem {
    fn from(full: TooManyFrames) -> Self {
        Self::new(Kind::TooManyFrames, full.to_string())
    }
}

impl From<RecordFault> for Problem {
    fn from(fault: RecordFault) -> Self {
        Self::new(Kind::NotRecorded, fault.without_folder().to_string())
    }
}

impl From<SessionEnded> for Problem {
    fn from(ended: SessionEnded) -> Self {
        let kind = match ended {
            SessionEnded::Deleted => Kind::SessionEnded,
            SessionEnded::Failed { .. } => Kind::SessionFailed,
            SessionEnded::Unrecorded(fault) => return fault.into(),
        };
        Self::new(kind, ended.to_string())
    }
}

impl From<RealClock> for Problem {
    fn from(fault: RealClock) -> Self {
        Self::new(Kind::ClockIsReal, fault.to_string())
    }
}

impl From<VirtualClock> for Problem {
    fn from(fault: VirtualClock) -> Self {
        Self::new(Kind::ClockIsVirtual, fault.to_string())
    }
}

impl From<ProfileRefusal> for Problem {
    fn from(refusal: ProfileRefusal) -> Self {
        match refusal {
            ProfileRefusal::Contract(fault) => Self::new(Kind::NotAProfile, fault.to_string())
                .at(fault.pointer())
                .meaning(fault.suggestion()),
            ProfileRefusal::Origins(_) => {
                Self::new(Kind::NotAProfile, refusal.to_string()).at("/acceptedOrigins")
            }
        }
    }
}

impl From<StimulusError> for Problem {
    fn from(fault: StimulusError) -> Self {
        Self::new(Kind::NotAStimulus, fault.to_string()).at(fault.pointer()).meaning(fault.suggestion())
    }
}

impl From<StimulusFault> for Problem {
    fn from(fault: StimulusFault) -> Self {
        let refused = match fault {
            StimulusFault::Malformed(fault) => return fault.into(),
            StimulusFault::Refused(refused) => refused,
            StimulusFault::TooManyInteractions { .. } => {
                return Self::new(Kind::TooManyInteractions, fault.to_string());
            }
            StimulusFault::Unrecorded(fault) => return fault.into(),
        };
        let kind = match refused {
            StimulusRefusal::NoInteraction { .. } => Kind::NoSuchInteraction,
            StimulusRefusal::NoCase { .. } => Kind::NoSuchCase,
            StimulusRefusal::Value { .. } | StimulusRefusal::Target { .. } => Kind::NotAStimulus,
            StimulusRefusal::NotNow { .. } => Kind::NotNow,
        };
        Self::new(kind, refused.to_string()).at(refused.pointer()).citing(refused.clause())
    }
}
