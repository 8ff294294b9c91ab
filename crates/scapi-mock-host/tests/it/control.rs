//! The HTTP side: requests as a test would send them, answers taken apart.

use reqwest::{Client, Method, RequestBuilder, header::HeaderMap};
use scapi_mock_host::MockHost;
use serde_json::{Value, json};

use crate::patience::within;

pub(crate) struct Control {
    client: Client,
    /// Without a slash at its end.
    root: String,
}

/// An answer; the body is null if it is not JSON.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Control {
    /// The server of a host.
    pub(crate) fn of(host: &MockHost) -> Self {
        Self::at(&format!("http://{}", host.address()))
    }

    pub(crate) fn at(root: &str) -> Self {
        Self { client: Client::new(), root: root.trim_end_matches('/').into() }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.root))
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        send(self.request(Method::POST, path).json(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        send(self.request(Method::PATCH, path).json(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        send(self.request(Method::DELETE, path)).await
    }

    /// A body that says it is JSON and need not be.
    pub(crate) async fn post_text(&self, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        send(self.request(Method::POST, path).header("content-type", "application/json").body(body)).await
    }

    /// A session of its own; gives its links.
    pub(crate) async fn session(&self, with: &Value) -> Value {
        let made = self.post("/sessions", with).await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.body
    }

    /// A stimulus in the default session, which has to be accepted.
    pub(crate) async fn stimulus(&self, stimulus: &Value) -> Value {
        let answer = self.post("/s/default/control/stimuli", stimulus).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    /// The journal of the default session.
    pub(crate) async fn journal(&self, after: u64) -> Value {
        self.get(&format!("/s/default/control/journal?after={after}")).await.body
    }
}

pub(crate) async fn send(request: RequestBuilder) -> Answer {
    let response = within("answer", request.send()).await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = within("body", response.text()).await.expect("a body");
    Answer { status, headers, body: serde_json::from_str(&text).unwrap_or_default() }
}

impl Answer {
    /// Checks that this is a problem document of this status; gives what it says.
    pub(crate) fn problem(&self, status: u16) -> &str {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.body["status"], json!(status));
        assert!(self.body["title"].is_string(), "{}", self.body);
        self.body["detail"].as_str().expect("a detail")
    }
}
