//! A host of sessions as small as can be, for the target that is reached by URL: the made-up host of
//! `examples/fake_driver` behind HTTP, WebSocket and a journal.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;

use crate::host::Host;

/// Whether the host makes sessions, or has the one only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sessions {
    Made,
    One,
}

/// A host at a port of its own, gone with the runtime of the test.
#[derive(Clone)]
pub(crate) struct Server {
    address: std::net::SocketAddr,
    sessions: Sessions,
    state: Arc<Mutex<State>>,
}

struct State {
    fault: String,
    host: Host,
    frames: BTreeMap<String, mpsc::UnboundedSender<String>>,
    journal: Vec<Value>,
    /// Requests that came, as `METHOD path`.
    asked: Vec<String>,
    /// Whether the frames are in a page, which stays when the session starts afresh.
    has_page: bool,
}

impl Server {
    pub(crate) async fn start(fault: &str, sessions: Sessions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let state = State {
            fault: fault.to_owned(),
            host: Host::new(fault),
            frames: BTreeMap::new(),
            journal: Vec::new(),
            asked: Vec::new(),
            has_page: false,
        };
        let address = listener.local_addr().expect("an address");
        let server = Self { address, sessions, state: Arc::new(Mutex::new(state)) };
        let accepting = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).expect("a socket that is open");
                tokio::spawn(accepting.clone().serve(stream));
            }
        });
        server
    }

    pub(crate) fn url(&self, path: &str) -> ::url::Url {
        format!("http://{}{path}", self.address).parse().expect("a URL")
    }

    /// What was asked over HTTP.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.state().asked.clone()
    }

    /// What apps have said in the present session, by request or event.
    pub(crate) fn said_by_apps(&self) -> Vec<String> {
        let state = self.state();
        let said = state.journal.iter().filter(|entry| entry["direction"] == "app-to-host");
        let name = |entry: &Value| {
            let message = &entry["message"];
            message["request"].as_str().or(message["event"].as_str()).unwrap_or_default().to_owned()
        };
        said.map(name).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panicked with the lock")
    }

    async fn serve(self, mut stream: TcpStream) {
        let mut head = [0; 256];
        let read = stream.peek(&mut head).await.unwrap_or(0);
        if String::from_utf8_lossy(&head[..read]).contains("/ws") {
            return self.socket(stream).await;
        }
        while let Some((line, body)) = request(&mut stream).await {
            let (status, answer) = self.http(&line, &body);
            let (kind, text) = match answer {
                Value::String(page) => ("text/html", page),
                answer => ("application/json", answer.to_string()),
            };
            let head = format!("content-type: {kind}\r\ncontent-length: {}", text.len());
            let response = format!("HTTP/1.1 {status} x\r\n{head}\r\n\r\n{text}");
            if stream.write_all(response.as_bytes()).await.is_err() {
                return;
            }
        }
    }

    fn http(&self, line: &str, body: &Value) -> (u16, Value) {
        let base = format!("{}/s/k1", self.address);
        let mut state = self.state();
        state.asked.push(line.to_owned());
        match line {
            "POST /sessions" if self.sessions == Sessions::One => (404, json!({ "title": "Not Found" })),
            "POST /sessions" if body["profile"]["voidResult"] == "bad" => {
                (422, json!({ "title": "Unprocessable", "detail": "voidResult cannot be bad" }))
            }
            "POST /sessions" => {
                state.restart();
                let (ws, control) = (format!("ws://{base}/ws"), format!("http://{base}/control"));
                (
                    201,
                    json!({ "session": "k1", "url": format!("http://{base}/"), "ws": ws, "control": control }),
                )
            }
            "POST /s/k1/control/reset" => {
                state.reset();
                (200, json!({}))
            }
            "DELETE /sessions/k1" => (200, json!({})),
            "POST /s/k1/control/stimuli" => {
                let answer = state.drive(&json!({ "id": 0, "op": "stimulus", "stimulus": body }), None);
                match answer["error"].as_str() {
                    Some(why) => (422, json!({ "title": "Unprocessable", "detail": why })),
                    None => (200, answer),
                }
            }
            page if page.to_lowercase().starts_with("get /s/k1/?app=") => {
                state.has_page = true;
                (200, Value::from(include_str!("page.html")))
            }
            "GET /s/k1/control/journal" => (200, json!({ "entries": state.journal })),
            _ => (404, json!({ "title": "Not Found" })),
        }
    }

    async fn socket(self, stream: TcpStream) {
        let Ok(socket) = tokio_tungstenite::accept_async(stream).await else { return };
        let (mut sink, mut source) = socket.split();
        let (sender, mut outgoing) = mpsc::unbounded_channel();
        let name = {
            let mut state = self.state();
            let name = format!("s{}", state.frames.len() + 1);
            state.frames.insert(name.clone(), sender);
            name
        };
        tokio::spawn(async move {
            while let Some(text) = outgoing.recv().await {
                if sink.send(Message::text(text)).await.is_err() {
                    return;
                }
            }
        });
        while let Some(Ok(Message::Text(text))) = source.next().await {
            if let Ok(message) = serde_json::from_str::<Value>(&text) {
                self.state().hear(&name, &message);
            }
        }
    }
}

impl State {
    fn reset(&mut self) {
        if self.has_page {
            self.host = Host::new(&self.fault);
            self.journal.clear();
        } else {
            self.restart();
        }
    }

    fn restart(&mut self) {
        self.host = Host::new(&self.fault);
        self.frames.clear();
        self.journal.clear();
    }

    /// The second window is one that this host does not listen to, unless it has the fault to.
    fn hear(&mut self, frame: &str, message: &Value) {
        let seq = self.journal.len();
        self.journal
            .push(json!({ "seq": seq, "direction": "app-to-host", "frame": frame, "message": message }));
        if frame == "s1" || self.fault == "listens-to-strangers" || message["referenceId"] == "fence-1" {
            self.drive(&json!({ "id": 0, "op": "message", "frame": frame, "message": message }), Some(seq));
        }
    }

    fn drive(&mut self, request: &Value, cause: Option<usize>) -> Value {
        let answer = self.host.answer(request);
        for output in answer["outputs"].as_array().into_iter().flatten() {
            let frame = output["frame"].as_str().unwrap_or_default();
            let seq = self.journal.len();
            self.journal.push(json!({ "seq": seq, "direction": "host-to-app", "frame": frame,
                "message": output["message"], "cause": cause }));
            if let Some(sender) = self.frames.get(frame) {
                // a window that is gone hears nothing
                let _ = sender.send(output["message"].to_string());
            }
        }
        answer
    }
}

/// The request line without its version, and the body.
async fn request(stream: &mut TcpStream) -> Option<(String, Value)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    let mut words = head.split_whitespace();
    let line = format!("{} {}", words.next()?.to_uppercase(), words.next()?);
    Some((line, serde_json::from_slice(&body).unwrap_or(Value::Null)))
}
