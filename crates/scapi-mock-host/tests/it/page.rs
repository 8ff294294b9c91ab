//! A workspace page as its bridge: it numbers what it reports and sees every line of the host.

use futures_util::{SinkExt, StreamExt};
use scapi_mock_host::MockHost;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    app::{Socket, open},
    patience::within,
};

pub(crate) struct Page {
    socket: Socket,
    /// What the host said last in each of these ways.
    pub(crate) welcome: Value,
    pub(crate) state: Value,
    /// Every journal entry that was shown.
    pub(crate) journal: Vec<Value>,
    seq: u64,
}

pub(crate) fn url(host: &MockHost) -> String {
    format!("ws://{}/s/default/bridge", host.address())
}

impl Page {
    pub(crate) async fn connect(host: &MockHost) -> Self {
        Self::start(host, &json!({ "type": "hello" })).await
    }

    pub(crate) async fn resume(host: &MockHost, bridge: &str, received: u64) -> Self {
        Self::start(host, &json!({ "type": "resume", "bridge": bridge, "received": received })).await
    }

    /// As the page does: it also says which journal entry it was shown last.
    pub(crate) async fn resume_shown(host: &MockHost, bridge: &str, received: u64, shown: u64) -> Self {
        let greeting = json!({ "type": "resume", "bridge": bridge, "received": received, "shown": shown });
        Self::start(host, &greeting).await
    }

    async fn start(host: &MockHost, greeting: &Value) -> Self {
        let mut page = Self::silent(host).await;
        page.send(greeting).await;
        page.welcome = page.next_of("welcome").await;
        page
    }

    /// A connection on which nothing has been said.
    pub(crate) async fn silent(host: &MockHost) -> Self {
        let origin = format!("http://{}", host.address());
        let socket = open(&url(host), Some(&origin)).await.expect("the bridge opens");
        Self { socket, welcome: Value::Null, state: Value::Null, journal: Vec::new(), seq: 0 }
    }

    /// Opens a frame with an app of this origin.
    pub(crate) async fn open_frame(&mut self, frame: &str, origin: &str) {
        let url = format!("{origin}/app");
        self.send(&json!({ "type": "frame-opened", "frame": frame, "origin": origin, "url": url })).await;
    }

    /// Reports what an app said; gives its number.
    pub(crate) async fn report(&mut self, frame: &str, origin: &str, message: &Value) -> u64 {
        self.seq += 1;
        let seq = self.seq;
        self.report_as(seq, frame, origin, message).await;
        seq
    }

    pub(crate) async fn report_as(&mut self, seq: u64, frame: &str, origin: &str, message: &Value) {
        let line =
            json!({ "type": "message", "frame": frame, "origin": origin, "seq": seq, "message": message });
        self.send(&line).await;
    }

    pub(crate) async fn send(&mut self, line: &Value) {
        self.send_text(&line.to_string()).await;
    }

    pub(crate) async fn send_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.expect("the host reads");
    }

    pub(crate) async fn acknowledge(&mut self, seq: u64) {
        self.send(&json!({ "type": "ack", "seq": seq })).await;
    }

    /// The next line that is neither state nor journal; these are kept.
    pub(crate) async fn next(&mut self) -> Value {
        loop {
            let line = self.line().await.expect("the bridge is open");
            match line["type"].as_str() {
                Some("state") => self.state = line,
                Some("journal") => self.journal.extend(line["entries"].as_array().cloned().expect("entries")),
                _ => return line,
            }
        }
    }

    /// The next line, which has to be of this type.
    pub(crate) async fn next_of(&mut self, kind: &str) -> Value {
        let line = self.next().await;
        assert_eq!(line["type"], kind, "{line}");
        line
    }

    /// Reads on until the state is as wanted.
    pub(crate) async fn until_state(&mut self, is_so: impl Fn(&Value) -> bool) {
        while self.state.is_null() || !is_so(&self.state) {
            let line = self.line().await.expect("the bridge is open");
            match line["type"].as_str() {
                Some("state") => self.state = line,
                Some("journal") => self.journal.extend(line["entries"].as_array().cloned().expect("entries")),
                _ => panic!("in between: {line}"),
            }
        }
    }

    /// Reads on until the journal has an entry as wanted.
    pub(crate) async fn until_entry(&mut self, is_so: impl Fn(&Value) -> bool) -> Value {
        loop {
            if let Some(entry) = self.journal.iter().find(|entry| is_so(entry)) {
                return entry.clone();
            }
            let line = self.line().await.expect("the bridge is open");
            if line["type"] == "journal" {
                self.journal.extend(line["entries"].as_array().cloned().expect("entries"));
            }
        }
    }

    /// The next line of whatever type; None at the end.
    pub(crate) async fn line(&mut self) -> Option<Value> {
        loop {
            match within("line of the host", self.socket.next()).await {
                Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).expect("JSON")),
                Some(Ok(Message::Close(_))) | Some(Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// The connection ends; the host knows when this returns.
    pub(crate) async fn go_away(mut self) {
        self.socket.close(None).await.expect("the socket closes");
        while within("end of the bridge", self.socket.next()).await.is_some() {}
    }
}
