//! What a request brings, a JSON body or a query, read so that its faults are problem documents.
//! The pointer is that of the value at fault; an unknown name comes with the known one that is nearest.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Query, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use scapi_schema::suggest;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use super::{Kind, Problem};
use crate::http::Server;

/// A JSON body whose faults are problem documents.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Server> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &Server) -> Result<Self, Problem> {
        let JsonText(body) = JsonText::from_request(request, state).await?;
        read(&body).map(Self)
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|fault| {
        let at = pointer(fault.path());
        let fault = fault.into_inner();
        if fault.is_data() { data_fault(&fault, &at) } else { fault.into() }
    })?;
    deserializer.end()?;
    Ok(value)
}

/// Reads JSON that is there already, with the same faults.
pub(crate) fn read_value<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value).map_err(|fault| {
        let at = pointer(fault.path());
        data_fault(&fault.into_inner(), &at)
    })
}

impl From<serde_json::Error> for Problem {
    fn from(fault: serde_json::Error) -> Self {
        if fault.is_data() { data_fault(&fault, "") } else { Self::new(Kind::NotJson, fault.to_string()) }
    }
}

/// JSON of another form than is wanted. An unknown field is at fault itself, not the object that has it.
fn data_fault(fault: &serde_json::Error, at: &str) -> Problem {
    let text = fault.to_string();
    let field = text.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    let pointer = match field {
        Some(field) if !at.ends_with(&escaped(field)) => format!("{at}/{}", escaped(field)),
        _ => at.to_owned(),
    };
    suggesting(Kind::NotWanted, &text).at(pointer)
}

/// A problem with the text of serde, and the known name that was meant where an unknown one came. What stands before
/// `unknown`, such as the parameter that it is about, stays before it.
fn suggesting(kind: Kind, text: &str) -> Problem {
    let (before, fault) = text.split_at(text.find("unknown ").unwrap_or_default());
    let hinted = suggest::with_nearest(fault);
    let meant = hinted.strip_prefix(fault).and_then(|hint| hint.split('`').nth(1)).map(str::to_owned);
    Problem::new(kind, format!("{before}{hinted}")).meaning(meant)
}

pub(crate) fn pointer(path: &Path) -> String {
    let segments = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(format!("/{index}")),
        Segment::Map { key } => Some(format!("/{}", escaped(key))),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    segments.collect()
}

pub(crate) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A body that says it is JSON, whatever it is. Saying so is more than a page of another site may do unasked.
pub(crate) struct JsonText(pub(crate) Bytes);

impl FromRequest<Server> for JsonText {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &Server) -> Result<Self, Problem> {
        if !says_json(request.headers()) {
            let detail = "the body has to have the content type application/json";
            return Err(Problem::new(Kind::NotApplicationJson, detail));
        }
        let body = Bytes::from_request(request, state).await;
        body.map(Self).map_err(|rejection| unread(&rejection, state.limits.request_bytes))
    }
}

/// `application/json`, or a type made from it such as `application/merge-patch+json`.
fn says_json(headers: &HeaderMap) -> bool {
    let given = headers.get(header::CONTENT_TYPE).and_then(|given| given.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let subtype = essence.strip_prefix("application/");
    subtype.is_some_and(|subtype| subtype == "json" || subtype.ends_with("+json"))
}

fn unread(rejection: &BytesRejection, at_most: usize) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(at_most),
        status => Problem::new(Kind::BodyNotRead, rejection.body_text()).with_status(status),
    }
}

/// The parameters of a query.
pub(crate) struct Params<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = Query::from_request_parts(parts, state).await;
        query.map(|Query(params)| Self(params)).map_err(|rejection| {
            let text = rejection.body_text();
            // What the extractor says before the fault is no news, nor is the name of an unknown parameter twice.
            let text = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
            let fault = text.split_once(": ").map(|(_, fault)| fault);
            suggesting(
                Kind::NotAQuery,
                fault.filter(|fault| fault.starts_with("unknown field")).unwrap_or(text),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::read;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[serde(rename = "inner")]
        _inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[serde(rename = "count")]
        _count: u8,
    }

    fn fault(body: &str) -> Value {
        json!(read::<Outer>(body.as_bytes()).expect_err("a fault"))
    }

    #[test]
    fn a_wrong_value_is_pointed_at() {
        let fault = fault(r#"{"inner":[{"count":1},{"count":"x"}]}"#);
        assert_eq!(fault["pointer"], "/inner/1/count");
    }

    #[test]
    fn an_unknown_field_is_pointed_at_and_told_what_was_meant() {
        let fault = fault(r#"{"inner":[{"count":1},{"coumt":2}]}"#);
        assert_eq!((&fault["pointer"], &fault["didYouMean"]), (&json!("/inner/1/coumt"), &json!("count")));
    }

    #[test]
    fn a_missing_field_is_missed_where_it_should_be() {
        assert_eq!(fault(r#"{"inner":[{}]}"#)["pointer"], "/inner/0");
    }

    #[test]
    fn what_follows_the_json_is_not_json() {
        assert_eq!(fault(r#"{"inner":[]} x"#)["title"], "not JSON");
    }
}
