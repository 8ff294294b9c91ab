//! An app as a socket: what it sends and what it hears, text frame by text frame.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest,
        protocol::{CloseFrame, WebSocketConfig, frame::coding::CloseCode},
    },
};

use crate::{
    patience::within,
    wire::{fence, request, subscribe},
};

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub(crate) struct App {
    socket: Socket,
    fences: u64,
}

impl App {
    /// A frame without an origin.
    pub(crate) async fn connect(url: &str) -> Self {
        Self { socket: open(url, None).await.expect("the socket opens"), fences: 0 }
    }

    /// A frame with the origin of a web page.
    pub(crate) async fn from_origin(url: &str, origin: &str) -> Self {
        Self { socket: open(url, Some(origin)).await.expect("the socket opens"), fences: 0 }
    }

    /// A frame that hears the events of interactions.
    pub(crate) async fn listening(url: &str) -> Self {
        let mut app = Self::connect(url).await;
        app.say(&subscribe(json!("interaction"), "s")).await;
        assert_eq!(app.hear().await["subscriptionId"], "sub-1");
        app
    }

    pub(crate) async fn say(&mut self, message: &Value) {
        self.say_text(&message.to_string()).await;
    }

    pub(crate) async fn say_text(&mut self, text: &str) {
        self.send(Message::text(text)).await.expect("the socket takes it");
    }

    pub(crate) async fn send(&mut self, message: Message) -> Result<(), Error> {
        within("room to send", self.socket.send(message)).await
    }

    /// The next message, as text.
    pub(crate) async fn hear_text(&mut self) -> String {
        match within("message", self.socket.next()).await {
            Some(Ok(Message::Text(text))) => text.to_string(),
            other => panic!("not a message: {other:?}"),
        }
    }

    /// The next message.
    pub(crate) async fn hear(&mut self) -> Value {
        serde_json::from_str(&self.hear_text().await).expect("JSON")
    }

    /// Calls a method. The answer has to be the next message.
    pub(crate) async fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.say(&request(method, parameters, "c")).await;
        let answer = self.hear().await;
        assert_eq!(answer["referenceId"], "c", "{answer}");
        answer
    }

    /// Everything that was said to the app so far.
    pub(crate) async fn heard(&mut self) -> Vec<Value> {
        self.fences += 1;
        let reference = format!("fence {}", self.fences);
        self.say(&fence(reference.as_str())).await;
        let mut heard = Vec::new();
        loop {
            let message = self.hear().await;
            if message["referenceId"] == reference {
                return heard;
            }
            heard.push(message);
        }
    }

    /// Whether the socket is answered; nothing else may wait on it.
    pub(crate) async fn is_served(&mut self) -> bool {
        self.heard().await.is_empty()
    }

    /// Waits for the end; gives the code of the goodbye if there was one. Messages before it are dropped.
    pub(crate) async fn ended(&mut self) -> Option<CloseCode> {
        let mut code = None;
        loop {
            match within("end of the socket", self.socket.next()).await {
                Some(Ok(Message::Close(Some(CloseFrame { code: given, .. })))) => code = Some(given),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return code,
            }
        }
    }

    /// A socket that is open already.
    pub(crate) const fn of(socket: Socket) -> Self {
        Self { socket, fences: 0 }
    }

    /// Asks something: the code of the goodbye that comes instead of an answer, if one does.
    pub(crate) async fn first_code(&mut self) -> Option<CloseCode> {
        // One that is being turned away may not take it any more.
        let _ = self.send(Message::text(fence("first").to_string())).await;
        match within("answer", self.socket.next()).await {
            Some(Ok(Message::Close(Some(CloseFrame { code, .. })))) => Some(code),
            Some(Ok(Message::Text(_))) => None,
            other => panic!("neither an answer nor a goodbye: {other:?}"),
        }
    }

    /// Closes, and waits until the host has seen it.
    pub(crate) async fn leave(mut self) {
        self.socket.close(None).await.expect("the socket closes");
        self.ended().await;
    }

    /// Both halves, for sending and hearing at the same time.
    pub(crate) fn into_socket(self) -> Socket {
        self.socket
    }
}

/// Opens a socket; the error is the host's refusal.
pub(crate) async fn open(url: &str, origin: Option<&str>) -> Result<Socket, Error> {
    let mut request = url.into_client_request()?;
    if let Some(origin) = origin {
        request.headers_mut().insert("origin", origin.parse().expect("a header"));
    }
    // A browser takes messages of any size.
    let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
    let connecting = connect_async_with_config(request, Some(config), false);
    let (socket, _) = within("answer to the handshake", connecting).await?;
    Ok(socket)
}

/// The status of the refusal of a handshake.
pub(crate) async fn refusal(url: &str, origin: Option<&str>) -> u16 {
    match open(url, origin).await {
        Err(Error::Http(response)) => response.status().as_u16(),
        other => panic!("not refused by an HTTP answer: {other:?}"),
    }
}
