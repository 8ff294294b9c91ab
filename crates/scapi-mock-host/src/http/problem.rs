//! Errors of the control API: problem documents (RFC 9457) with the pointer, the clause and a did-you-mean where there is one.
//! Every refusal of the server is one of these.

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use scapi_reference::profile::ProfileRefusal;
use scapi_schema::stimulus::StimulusError;
use serde::{Serialize, de::DeserializeOwned};

use super::BODY_AT_MOST;
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

impl From<ProfileRefusal> for Problem {
    fn from(refusal: ProfileRefusal) -> Self {
        let fault = match refusal {
            ProfileRefusal::Contract(fault) => fault,
            ProfileRefusal::NotSupported { ref key } => {
                let status = StatusCode::NOT_IMPLEMENTED;
                return Self::new(status, "not supported yet", refusal.to_string()).at(format!("/{key}"));
            }
        };
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
        let JsonText(body) = JsonText::from_request(request, state).await?;
        serde_json::from_slice(&body).map(Self).map_err(|fault| fault.into())
    }
}

impl From<serde_json::Error> for Problem {
    fn from(fault: serde_json::Error) -> Self {
        let title = if fault.is_data() { "not the JSON that is wanted" } else { "not JSON" };
        let detail = scapi_schema::suggest::with_nearest(&fault.to_string());
        Self::new(StatusCode::BAD_REQUEST, title, detail)
    }
}

/// A body that says it is JSON, whatever it is. Saying so is more than a page of another site may do unasked.
pub(crate) struct JsonText(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for JsonText {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !says_json(request.headers()) {
            let detail = "the body has to have the content type application/json".into();
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not application/json", detail));
        }
        let body = Bytes::from_request(request, state).await;
        body.map(Self).map_err(|rejection| unread(&rejection))
    }
}

/// `application/json`, or a type made from it such as `application/merge-patch+json`.
fn says_json(headers: &HeaderMap) -> bool {
    let given = headers.get(header::CONTENT_TYPE).and_then(|given| given.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let subtype = essence.strip_prefix("application/");
    subtype.is_some_and(|subtype| subtype == "json" || subtype.ends_with("+json"))
}

fn unread(rejection: &BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = format!("a body has at most {BODY_AT_MOST} bytes");
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too large", detail)
        }
        status => Problem::new(status, "body not read", rejection.body_text()),
    }
}
