//! Idempotency keys: a request that is sent again with the same `Idempotency-Key` gets the answer of the first time, and does
//! nothing more. A session keeps the answers of its own keys, and only so many.

use std::{
    collections::VecDeque,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::sync::OnceCell;

use super::{Kind, Problem, Server};

/// The header that brings the key.
pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header of an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// A key is a UUID or the name of a test and a number, not a document.
const KEY_LENGTH_AT_MOST: usize = 255;
/// So many answers are kept: a client retries at once or not at all.
const ANSWERS_AT_MOST: usize = 256;
/// So much of them is kept, in bytes; the last one in any case.
const BYTES_AT_MOST: usize = 4 * 1024 * 1024;

/// The answers that were given to keys, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Answers(Mutex<VecDeque<(String, Arc<Slot>)>>);

/// What a key was used for, and what came of it.
#[derive(Debug)]
struct Slot {
    /// Of the path, the query and the body.
    fingerprint: u64,
    answer: OnceCell<Answer>,
}

#[derive(Clone, Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answers {
    /// The slot of a key, which is made if the key is new; None if the key was used for something else.
    fn slot(&self, key: &str, fingerprint: u64) -> Option<Arc<Slot>> {
        let mut slots = self.lock();
        if let Some((_, slot)) = slots.iter().find(|(known, _)| known == key) {
            return (slot.fingerprint == fingerprint).then(|| slot.clone());
        }
        let slot = Arc::new(Slot { fingerprint, answer: OnceCell::new() });
        slots.push_back((key.into(), slot.clone()));
        shed(&mut slots);
        Some(slot)
    }

    fn shed(&self) {
        shed(&mut self.lock());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<(String, Arc<Slot>)>> {
        // No code that holds the lock can panic half-way through a change.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn shed(slots: &mut VecDeque<(String, Arc<Slot>)>) {
    let bytes = |slots: &VecDeque<(String, Arc<Slot>)>| -> usize {
        slots.iter().filter_map(|(_, slot)| slot.answer.get()).map(|answer| answer.body.len()).sum()
    };
    while slots.len() > ANSWERS_AT_MOST || (slots.len() > 1 && bytes(slots) > BYTES_AT_MOST) {
        slots.pop_front();
    }
}

/// Runs before the handlers of what makes something happen.
pub(super) async fn answer_once(State(server): State<Server>, request: Request, next: Next) -> Response {
    let answers = answers(&server, request.method(), request.uri());
    let (Some(answers), Some(key)) = (answers, request.headers().get(KEY)) else {
        return next.run(request).await;
    };
    let Some(key) = key.to_str().ok().filter(|key| (1..=KEY_LENGTH_AT_MOST).contains(&key.len())) else {
        let detail = format!("an idempotency key is 1 to {KEY_LENGTH_AT_MOST} visible characters");
        return Problem::new(Kind::NotAKey, detail).into_response();
    };
    let key = key.to_owned();
    match with_key(&server, &answers, &key, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

/// Where the answers to a request are kept, if it is one that makes something happen.
fn answers(server: &Server, method: &Method, uri: &Uri) -> Option<Arc<Answers>> {
    if method != Method::POST {
        return None;
    }
    if uri.path() == "/sessions" {
        return Some(server.answers.clone());
    }
    let (session, rest) = uri.path().strip_prefix("/s/")?.split_once('/')?;
    let session = server.registry.find(session).ok().filter(|_| rest.starts_with("control/"))?;
    Some(session.answers().clone())
}

async fn with_key(
    server: &Server,
    answers: &Arc<Answers>,
    key: &str,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let at_most = server.limits.request_bytes;
    let body = to_bytes(body, at_most).await.map_err(|_| Problem::too_large(at_most))?;
    let Some(slot) = answers.slot(key, fingerprint(&parts.uri, &body)) else {
        let detail =
            format!("the key \"{key}\" was used for another request; each request has a key of its own");
        return Err(Problem::new(Kind::KeyReused, detail));
    };
    let is_replay = slot.answer.initialized();
    let request = Request::from_parts(parts, Body::from(body));
    let answers = answers.clone();
    // A client that goes away and comes back finds the answer: what has begun goes on to its end.
    let running = tokio::spawn(async move {
        let given = slot.answer.get_or_try_init(|| keep(next.run(request))).await.cloned();
        answers.shed();
        given
    });
    match running.await {
        Ok(Ok(answer)) => Ok(answer.respond(is_replay)),
        Ok(Err(failed)) => Ok(*failed),
        Err(_) => Err(Problem::new(Kind::SessionFailed, "a fault of the host ended this request")),
    }
}

fn fingerprint(uri: &Uri, body: &Bytes) -> u64 {
    let mut hasher = DefaultHasher::new();
    uri.path_and_query().map(|target| target.as_str()).hash(&mut hasher);
    body.hash(&mut hasher);
    hasher.finish()
}

/// Takes an answer apart, to be given again. One that tells of a fault of the host is not kept: trying again may help.
async fn keep(answering: impl Future<Output = Response>) -> Result<Answer, Box<Response>> {
    let (parts, body) = answering.await.into_parts();
    if parts.status == StatusCode::INTERNAL_SERVER_ERROR {
        return Err(Box::new(Response::from_parts(parts, body)));
    }
    // It is the host's own, and in memory already.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    Ok(Answer { status: parts.status, headers: parts.headers, body })
}

impl Answer {
    fn respond(self, is_replay: bool) -> Response {
        let mut response = (self.status, self.headers, self.body).into_response();
        if is_replay {
            response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::Bytes, http::StatusCode};

    use super::{ANSWERS_AT_MOST, Answer, Answers, BYTES_AT_MOST};

    #[test]
    fn only_so_many_answers_are_kept() {
        let answers = Answers::default();
        for number in 0..=ANSWERS_AT_MOST {
            assert!(answers.slot(&number.to_string(), 1).is_some());
        }
        assert_eq!(answers.lock().len(), ANSWERS_AT_MOST);
        // The first is forgotten, so that it can be used for something else; the last is not.
        assert!(answers.slot("0", 2).is_some());
        assert!(answers.slot(&ANSWERS_AT_MOST.to_string(), 2).is_none());
    }

    #[tokio::test]
    async fn only_so_much_of_answers_is_kept() {
        let answers = Answers::default();
        let body = Bytes::from(vec![0; BYTES_AT_MOST / 2]);
        for key in ["a", "b", "c"] {
            let slot = answers.slot(key, 1).expect("a new key");
            let answer = Answer { status: StatusCode::OK, headers: Default::default(), body: body.clone() };
            slot.answer.get_or_init(|| async { answer }).await;
            answers.shed();
        }
        assert_eq!(answers.lock().len(), 2);
    }
}
