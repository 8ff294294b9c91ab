//! Errors of the control API: problem documents (RFC 9457) with the pointer, the clause and a did-you-mean where there is one.
//! Every refusal of the server is one of these.

use axum::{
    Json,
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use scapi_schema::{profile::ProfileError, stimulus::StimulusError};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    actor::SessionEnded,
    registry::SessionFault,
    session::{RealClock, StimulusFault},
};

/// A problem document.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Problem {
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    did_you_mean: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, title: &'static str, detail: String) -> Self {
        Self { title, status: status.as_u16(), detail, pointer: None, clause: None, did_you_mean: None }
    }

    fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let kind = header::HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl From<SessionFault> for Problem {
    fn from(fault: SessionFault) -> Self {
        let (status, title) = match fault {
            SessionFault::Unknown { .. } => (StatusCode::NOT_FOUND, "no such session"),
            SessionFault::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too many sessions"),
        };
        Self::new(status, title, fault.to_string())
    }
}

impl From<SessionEnded> for Problem {
    fn from(ended: SessionEnded) -> Self {
        Self::new(StatusCode::GONE, "session ended", ended.to_string())
    }
}

impl From<RealClock> for Problem {
    fn from(fault: RealClock) -> Self {
        Self::new(StatusCode::CONFLICT, "the clock is real", fault.to_string())
    }
}

impl From<ProfileError> for Problem {
    fn from(fault: ProfileError) -> Self {
        let problem =
            Self::new(StatusCode::BAD_REQUEST, "not a profile", fault.to_string()).at(fault.pointer());
        Self { did_you_mean: fault.suggestion().map(Into::into), ..problem }
    }
}

impl From<StimulusError> for Problem {
    fn from(fault: StimulusError) -> Self {
        let problem =
            Self::new(StatusCode::BAD_REQUEST, "not a stimulus", fault.to_string()).at(fault.pointer());
        Self { did_you_mean: fault.suggestion().map(Into::into), ..problem }
    }
}

impl From<StimulusFault> for Problem {
    fn from(fault: StimulusFault) -> Self {
        let refused = match fault {
            StimulusFault::Malformed(fault) => return fault.into(),
            StimulusFault::Refused(refused) => refused,
        };
        let (status, title) = match refused {
            scapi_reference::StimulusRefusal::NoInteraction { .. } => {
                (StatusCode::NOT_FOUND, "no such interaction")
            }
            scapi_reference::StimulusRefusal::NotSupported { .. } => {
                (StatusCode::NOT_IMPLEMENTED, "not supported yet")
            }
            scapi_reference::StimulusRefusal::NotNow { .. } => (StatusCode::CONFLICT, "not now"),
        };
        let clause = refused.clause();
        Self { clause, ..Self::new(status, title, refused.to_string()).at("/interactionId") }
    }
}

/// A JSON body whose faults are problem documents.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(bad_body(&rejection)),
        }
    }
}

fn bad_body(rejection: &JsonRejection) -> Problem {
    let title = match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not application/json",
        StatusCode::PAYLOAD_TOO_LARGE => "too large",
        _ => "not the JSON that is wanted",
    };
    // The outer text is the same for every fault; the sources say which one it is.
    let mut detail = rejection.body_text();
    if rejection.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        detail = "the body has to have the content type application/json".into();
    }
    let status = if rejection.status() == StatusCode::UNPROCESSABLE_ENTITY {
        StatusCode::BAD_REQUEST
    } else {
        rejection.status()
    };
    Problem::new(status, title, scapi_schema::suggest::with_nearest(&detail))
}
