//! `…/control/journal/stream`: the journal as it grows, as server-sent events. No gap, no double, and no harm to the session.

use std::{collections::VecDeque, net::SocketAddr};

use reqwest::{Method, RequestBuilder, Response};
use scapi_mock_host::{ClockKind, MockHost};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

use crate::{
    app::App,
    control::{Control, send},
    patience::{until, within},
    wire::request,
};

const STREAM: &str = "/s/default/control/journal/stream";

/// One event, as a browser takes it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Event {
    id: String,
    name: String,
    data: Value,
    comment: String,
}

impl Event {
    fn read(block: &str) -> Self {
        let mut event = Self::default();
        for line in block.lines() {
            let (field, value) = line.split_once(':').expect("a field");
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "" => event.comment = value.into(),
                "id" => event.id = value.into(),
                "event" => event.name = value.into(),
                "data" => event.data = serde_json::from_str(value).expect("JSON"),
                other => panic!("a field {other}"),
            }
        }
        event
    }
}

/// A stream that is being read.
struct Events {
    response: Response,
    text: String,
}

impl Events {
    async fn open(asked: RequestBuilder) -> Self {
        let response = asked.send().await.expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, text: String::new() }
    }

    /// The next event; None at the end.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (Event::read(block), rest.to_owned());
                self.text = rest;
                return Some(event);
            }
            let chunk = self.response.chunk().await.ok()??;
            self.text += std::str::from_utf8(&chunk).expect("text");
        }
    }

    async fn coming(&mut self) -> Event {
        within("event", self.next()).await.expect("the stream goes on")
    }

    async fn entries(&mut self, number: usize) -> Vec<Value> {
        let mut entries = Vec::new();
        while entries.len() < number {
            let event = self.coming().await;
            assert_eq!((event.name.as_str(), &event.id), ("", &event.data["seq"].to_string()));
            entries.push(event.data);
        }
        entries
    }
}

fn get(control: &Control, query: &str) -> RequestBuilder {
    control.request(Method::GET, &format!("{STREAM}{query}"))
}

#[tokio::test]
async fn a_stream_gives_what_there_is_and_then_what_comes() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut events = Events::open(get(&control, "")).await;
    assert_eq!(events.entries(1).await[0]["change"]["type"], "session-started");
    control.stimulus(&json!({ "type": "inbound-call" })).await;
    assert_eq!(events.entries(1).await[0]["stimulus"]["type"], "inbound-call");
    let mut app = App::connect(host.ws_url()).await;
    app.call("interaction.accept", json!(["1"])).await;
    let live = events.entries(3).await;
    // The same as a look into the journal gives, verdicts and all.
    assert_eq!(json!(live), json!(control.journal(2).await["entries"]));
    assert_eq!(live[1]["legality"], json!({ "verdict": "allowed" }));
    assert_eq!(live[1]["violations"], json!([]));
}

#[tokio::test]
async fn conditions_hold_for_a_stream_too() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut events = Events::open(get(&control, "?kind=stimulus&after=1")).await;
    for ani in ["1", "2", "3"] {
        control.stimulus(&json!({ "type": "inbound-call", "ani": ani })).await;
        host.patch_profile(json!({})).await.expect("a patch");
    }
    let mut anis = Vec::new();
    while anis.len() < 3 {
        let event = events.coming().await;
        if event.data != Value::Null {
            anis.push(event.data["stimulus"]["ani"].clone());
        }
    }
    assert_eq!(anis, ["1", "2", "3"]);
    // What is not wanted is passed: a reader that comes back begins after it.
    let last = control.journal(0).await["cursor"].to_string();
    let passed =
        until("the last id", async || Some(events.coming().await).filter(|event| event.id == last)).await;
    assert_eq!(passed, Event { id: last, ..Event::default() });
}

#[tokio::test]
async fn wrong_questions_are_refused() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for query in ["?limit=1", "?format=json", "?kind=mesage", "?afer=1", "?after=x"] {
        assert_eq!(send(get(&control, query)).await.status, 400, "{query}");
    }
    let answer = send(get(&control, "").header("last-event-id", "s1")).await;
    assert_eq!(answer.problem(400), "Last-Event-ID is the number of a journal entry, got \"s1\"");
    assert_eq!(send(control.request(Method::GET, "/s/nobody/control/journal/stream")).await.status, 404);
}

#[tokio::test]
async fn a_reader_that_comes_back_goes_on_where_it_was() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let writing = async {
        let mut app = App::connect(host.ws_url()).await;
        for _ in 0..300 {
            app.call("interaction.getInteractions", json!([])).await;
        }
    };
    let reading = async {
        let (mut seen, mut last) = (Vec::new(), None::<String>);
        // Each time it reads some more, and is cut off in the middle of whatever there is.
        for some in (1..).map(|round| 1 + round % 7) {
            let mut asked = get(&control, "?after=0");
            if let Some(last) = &last {
                asked = asked.header("last-event-id", last);
            }
            let entries = Events::open(asked).await.entries(some).await;
            seen.extend(entries.iter().map(|entry| entry["seq"].as_u64().expect("a number")));
            last = seen.last().map(u64::to_string);
            // The start, the frame, and two entries a call.
            if seen.len() >= 580 {
                return seen;
            }
        }
        seen
    };
    let ((), seen) = tokio::join!(writing, reading);
    let wanted: Vec<u64> = (1..=seen.len() as u64).collect();
    assert_eq!(seen, wanted);
}

#[tokio::test]
async fn a_reader_of_another_session_begins_anew() {
    let host = MockHost::start().await;
    let mut events = Events::open(get(&Control::of(&host), "").header("last-event-id", "500")).await;
    let event = events.coming().await;
    assert_eq!((event.name.as_str(), event.id.as_str()), ("restarted", "0"));
    assert_eq!(events.entries(1).await[0]["seq"], 1);
}

#[tokio::test]
async fn what_a_reset_took_away_is_told() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    for _ in 0..5 {
        host.patch_profile(json!({})).await.expect("a patch");
    }
    host.reset().await.expect("a reset");
    let mut events = Events::open(get(&control, "?after=2")).await;
    let event = events.coming().await;
    let capacity = json!({ "entries": 10_000, "bytes": 64 * 1024 * 1024 });
    let told = json!({ "missed": 4, "dropped": 0, "capacity": capacity });
    assert_eq!(event, Event { id: "6".into(), name: "missed".into(), data: told, ..Event::default() });
    assert_eq!(events.entries(1).await[0]["change"]["type"], "session-reset");
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    control.session(&json!({})).await;
    let mut events = Events::open(control.request(Method::GET, "/s/k1/control/journal/stream")).await;
    events.entries(1).await;
    assert_eq!(control.delete("/sessions/k1").await.status, 204);
    assert_eq!(within("end of the stream", events.next()).await, None);
}

#[tokio::test]
async fn there_is_an_end_to_the_number_of_streams() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut open = VecDeque::new();
    for _ in 0..100 {
        open.push_back(Events::open(get(&control, "")).await);
    }
    let refused = send(get(&control, "")).await;
    assert!(refused.problem(429).contains("close some"), "{}", refused.body);
    open.pop_front();
    // One that has gone makes room, once the host has seen it go.
    let again = async || get(&control, "").send().await.ok().filter(|response| response.status() == 200);
    until("room for a stream", again).await;
}

/// Nothing happens here but the passing of time, which the test does by itself.
#[tokio::test(start_paused = true)]
async fn a_stream_on_which_nothing_happens_has_a_heartbeat() {
    let host = MockHost::start().await;
    let mut events = Events::open(get(&Control::of(&host), "?after=1")).await;
    let start = tokio::time::Instant::now();
    for beat in 1..4 {
        let event = events.next().await.expect("a heartbeat");
        assert_eq!(event, Event { comment: "heartbeat".into(), ..Event::default() });
        assert_eq!(start.elapsed().as_secs(), 15 * beat);
    }
}

/// A reader that asks for the stream, and takes nothing of it. The system keeps little for it.
async fn deaf_reader(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(64 * 1024).expect("a small buffer");
    let mut stream = socket.connect(address).await.expect("a connection");
    let asked = format!("GET {STREAM} HTTP/1.0\r\nhost: {address}\r\n\r\n");
    stream.write_all(asked.as_bytes()).await.expect("the host reads");
    stream
}

/// What waits for a deaf reader, up to this id.
async fn listen(mut stream: TcpStream, last: u64) -> Vec<Event> {
    let mut text = String::new();
    let mut bytes = vec![0; 64 * 1024];
    let last = format!("id: {last}\n");
    // Looked for in what came last, as the whole is long.
    while !(text.ends_with("\n\n") && text[text.rfind("id: ").unwrap_or(0)..].starts_with(&last)) {
        let read = within("more of the stream", stream.read(&mut bytes)).await.expect("bytes");
        assert!(read > 0, "the stream goes on");
        text += std::str::from_utf8(&bytes[..read]).expect("text");
    }
    let (_, body) = text.split_once("\r\n\r\n").expect("headers");
    body.split_terminator("\n\n").map(Event::read).collect()
}

#[tokio::test]
async fn a_slow_reader_holds_nobody_up_and_is_told_what_it_missed() {
    let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host");
    let slow = deaf_reader(host.address()).await;
    let mut app = App::connect(host.ws_url()).await;
    // So much that the system does not keep what falls out of the ring: 2000 entries of 4 kB.
    let heavy = "x".repeat(2000);
    for _ in 0..12_000 {
        host.patch_profile(json!({ "markdoneEventType": heavy })).await.expect("a patch");
    }
    assert!(app.is_served().await);
    let control = Control::of(&host);
    let page = control.get("/s/default/control/journal?after=11990").await.body;
    let last = page["cursor"].as_u64().expect("a cursor");
    assert!(last > 12_000 && page["dropped"] == json!(last - 10_000), "{page}");
    let events = listen(slow, last).await;
    let (mut next, mut missed) = (1, 0);
    for event in &events {
        match event.name.as_str() {
            "missed" => {
                let entries = event.data["missed"].as_u64().expect("a number");
                (next, missed) = (next + entries, missed + entries);
                assert_eq!(event.id, (next - 1).to_string());
            }
            _ if event.comment == "heartbeat" => {}
            _ => {
                assert_eq!(event.data["seq"], next);
                next += 1;
            }
        }
    }
    assert_eq!(next, last + 1);
    assert!(missed > 0, "it read {} events late, and missed none", events.len());
}

#[tokio::test]
async fn many_readers_see_the_same_while_many_write() {
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let mut readers = Vec::new();
    for _ in 0..8 {
        readers.push(Events::open(get(&control, "?direction=app-to-host")).await);
    }
    let writers = (0..8).map(|writer| {
        let url = host.ws_url().to_owned();
        tokio::spawn(async move {
            let mut app = App::connect(&url).await;
            for number in 0..50 {
                let reference = format!("{writer}-{number}");
                app.say(&request("interaction.getInteractions", json!([]), reference.as_str())).await;
                assert_eq!(app.hear().await["referenceId"], reference);
            }
            app
        })
    });
    let mut apps = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        apps.push(writer.await.expect("a writer"));
    }
    let mut seen = Vec::new();
    for reader in &mut readers {
        let mut requests = Vec::new();
        while requests.len() < 400 {
            let event = reader.coming().await;
            if event.data != Value::Null {
                requests.push(event.data);
            }
        }
        seen.push(requests);
    }
    let whole = control.get("/s/default/control/journal?direction=app-to-host").await.body["entries"].clone();
    assert!(seen.iter().all(|requests| json!(requests) == whole));
}
