//! What the host is compared with. Each of them says the same bytes as the host does, and knows nothing.

use std::net::{Ipv4Addr, SocketAddr};

use axum::{
    Router,
    body::Bytes,
    extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade},
    http::header::CONTENT_TYPE,
    routing::{any, post},
};
use tokio::{net::TcpListener, sync::broadcast};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Bare axum: the same answer to everything that comes, over a socket and over HTTP.
pub(crate) async fn echo(answer: String) -> SocketAddr {
    let answer = Utf8Bytes::from(answer);
    let of_socket = answer.clone();
    let socket = any(async move |upgrade: WebSocketUpgrade| {
        upgrade.on_upgrade(async move |mut socket: WebSocket| {
            while let Some(Ok(Message::Text(_))) = socket.recv().await {
                if socket.send(Message::Text(of_socket.clone())).await.is_err() {
                    return;
                }
            }
        })
    });
    let post = post(async move |_: Bytes| ([(CONTENT_TYPE, "application/json")], answer.to_string()));
    serve(Router::new().route("/ws", socket).route("/messages", post)).await
}

/// Bare axum: whatever is sent goes to every socket.
pub(crate) async fn broadcast() -> (SocketAddr, broadcast::Sender<Utf8Bytes>) {
    let sender = broadcast::Sender::new(16);
    let receivers = sender.clone();
    let socket = any(async move |upgrade: WebSocketUpgrade| {
        let mut receiver = receivers.subscribe();
        upgrade.on_upgrade(async move |mut socket: WebSocket| {
            while let Ok(text) = receiver.recv().await {
                if socket.send(Message::Text(text)).await.is_err() {
                    return;
                }
            }
        })
    });
    (serve(Router::new().route("/ws", socket)).await, sender)
}

pub(crate) async fn wiremock(answer: String) -> MockServer {
    let server = MockServer::builder().start().await;
    let answers = ResponseTemplate::new(200).set_body_raw(answer, "application/json");
    let mock = Mock::given(matchers::method("POST")).and(matchers::path("/messages"));
    mock.respond_with(answers).mount(&server).await;
    server
}

pub(crate) async fn httpmock(answer: &str) -> httpmock::MockServer {
    let server = httpmock::MockServer::start_async().await;
    let mock = server.mock_async(|when, then| {
        when.method(httpmock::Method::POST).path("/messages");
        then.status(200).header("content-type", "application/json").body(answer);
    });
    mock.await;
    server
}
