//! What a host costs a test, beside what others cost in the same run: mock servers for HTTP, and bare transports. The last
//! tables have the ratios, and what is aimed at.

mod figures;
mod peers;
mod program;

use std::time::{Duration, Instant};

use criterion::Criterion;
use futures_util::{SinkExt, StreamExt};
use reqwest::Client;
use scapi_mock_host::{ClockKind, Limits, MockHost};
use serde_json::json;
use tokio::{net::TcpStream, runtime::Runtime, sync::Semaphore};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, Utf8Bytes},
};

use figures::{Aim, Figures};

/// A request as an app writes it. The answer has the whole interaction.
const REQUEST: &str = r#"{"request":"interaction.getByInteractionId","parameters":["1"],"referenceId":"1","userAgent":"WWE Client","protocolVersion":2}"#;
const SUBSCRIPTION: &str = r#"{"event":"subscribe","data":"interaction","referenceId":"1","userAgent":"WWE Client","protocolVersion":2}"#;
/// Frames that hear one event.
const FRAMES: usize = 1000;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A criterion, the runtime that both sides run on, and what was measured.
struct Bench {
    criterion: Criterion,
    runtime: Runtime,
    figures: Figures,
}

impl Bench {
    /// Measures something that is timed from inside.
    fn run(&mut self, name: &'static str, mut timed: impl AsyncFnMut(u64) -> Duration) {
        let Self { criterion, runtime, figures } = self;
        criterion.bench_function(name, |bencher| {
            bencher.iter_custom(|turns| {
                let took = runtime.block_on(timed(turns));
                figures.note(name, took, turns);
                took
            });
        });
    }
}

/// A host with a call that rings for good.
async fn host() -> MockHost {
    let limits = Limits { frames: 2 * FRAMES, ..Limits::default() };
    let host = MockHost::builder().clock(ClockKind::Virtual).limits(limits).start().await.expect("a host");
    host.inbound_call().from("+33298000000").user_data("Segment", "Gold").await.expect("a call");
    host
}

async fn connect(url: &str) -> Socket {
    connect_async(url).await.expect("the socket opens").0
}

/// The next text.
async fn hear(
    socket: &mut (impl StreamExt<Item = Result<Message, impl std::fmt::Debug>> + Unpin),
) -> Utf8Bytes {
    match socket.next().await {
        Some(Ok(Message::Text(text))) => text,
        other => panic!("not a message: {other:?}"),
    }
}

/// What our host answers to the request.
async fn answer(host: &MockHost) -> String {
    let mut socket = connect(host.ws_url()).await;
    socket.send(Message::text(REQUEST)).await.expect("sent");
    let answer = hear(&mut socket).await.to_string();
    assert!(answer.contains("RINGING"), "{answer}");
    answer
}

/// From nothing to a host that takes requests. What it takes to stop it does not count.
fn starts(bench: &mut Bench) {
    async fn timed<T>(turns: u64, start: impl AsyncFn() -> T) -> Duration {
        let mut took = Duration::ZERO;
        for _ in 0..turns {
            let from = Instant::now();
            let server = start().await;
            took += from.elapsed();
            drop(server);
        }
        took
    }
    bench.run("start", |turns| timed(turns, async || MockHost::start().await));
    bench.run("start/wiremock", |turns| timed(turns, async || wiremock::MockServer::builder().start().await));
    bench.run("start/httpmock", |turns| timed(turns, async || httpmock::MockServer::start_async().await));
}

/// A request and its answer, each before the next, on one socket.
async fn round_trips(socket: &mut Socket, turns: u64) -> Duration {
    let from = Instant::now();
    for _ in 0..turns {
        socket.send(Message::text(REQUEST)).await.expect("sent");
        hear(socket).await;
    }
    from.elapsed()
}

/// As many requests, none of which waits for an answer.
async fn pipelined(socket: &mut Socket, turns: u64) -> Duration {
    let from = Instant::now();
    let (mut sink, mut stream) = socket.split();
    let sending = async {
        for turn in 1..=turns {
            sink.feed(Message::text(REQUEST)).await.expect("taken");
            if turn % 64 == 0 {
                sink.flush().await.expect("sent");
            }
        }
        sink.flush().await.expect("sent");
    };
    let hearing = async {
        for _ in 0..turns {
            hear(&mut stream).await;
        }
    };
    tokio::join!(sending, hearing);
    from.elapsed()
}

fn requests(bench: &mut Bench) {
    let host = bench.runtime.block_on(host());
    let answer = bench.runtime.block_on(answer(&host));
    let echo = bench.runtime.block_on(peers::echo(answer));
    for (one_by_one, together, url) in [
        ("request", "pipelined", host.ws_url()),
        ("request/bare axum", "pipelined/bare axum", &format!("ws://{echo}/ws")),
    ] {
        let mut socket = bench.runtime.block_on(connect(url));
        bench.run(one_by_one, async |turns| round_trips(&mut socket, turns).await);
        bench.run(together, async |turns| pipelined(&mut socket, turns).await);
    }
}

/// A request and its answer over HTTP, each before the next, on one connection.
async fn posts(client: &Client, url: &str, turns: u64) -> Duration {
    let from = Instant::now();
    for _ in 0..turns {
        let request = client.post(url).header("content-type", "application/json").body(REQUEST);
        let answer = request.send().await.expect("an answer");
        assert!(answer.status().is_success());
        answer.bytes().await.expect("all of it");
    }
    from.elapsed()
}

fn messages(bench: &mut Bench) {
    let host = bench.runtime.block_on(host());
    let answer = bench.runtime.block_on(answer(&host));
    let bare = bench.runtime.block_on(peers::echo(answer.clone()));
    let wiremock = bench.runtime.block_on(peers::wiremock(answer.clone()));
    let httpmock = bench.runtime.block_on(peers::httpmock(&answer));
    for (name, url) in [
        ("POST", format!("{}messages", host.url())),
        ("POST/bare axum", format!("http://{bare}/messages")),
        ("POST/wiremock", format!("{}/messages", wiremock.uri())),
        ("POST/httpmock", httpmock.url("/messages")),
    ] {
        let client = Client::new();
        bench.run(name, async |turns| posts(&client, &url, turns).await);
    }
}

/// One event to many frames, until the last of them has it.
async fn fan_out(heard: &'static Semaphore, turns: u64, happen: impl AsyncFn()) -> Duration {
    let from = Instant::now();
    for _ in 0..turns {
        happen().await;
        let all = heard.acquire_many(FRAMES as u32).await.expect("open");
        all.forget();
    }
    from.elapsed()
}

/// A socket that counts what it hears.
async fn listener(url: &str, subscribes: bool, heard: &'static Semaphore) {
    let mut socket = connect(url).await;
    if subscribes {
        socket.send(Message::text(SUBSCRIPTION)).await.expect("sent");
        hear(&mut socket).await;
    }
    tokio::spawn(async move {
        while let Some(Ok(Message::Text(_))) = socket.next().await {
            heard.add_permits(1);
        }
    });
}

fn events(bench: &mut Bench) {
    let counter = || &*Box::leak(Box::new(Semaphore::new(0)));
    let (heard, heard_of_peer) = (counter(), counter());
    let host = bench.runtime.block_on(host());
    let event = bench.runtime.block_on(answer(&host));
    let (peer, sender) = bench.runtime.block_on(peers::broadcast());
    bench.runtime.block_on(async {
        for _ in 0..FRAMES {
            listener(host.ws_url(), true, heard).await;
            listener(&format!("ws://{peer}/ws"), false, heard_of_peer).await;
        }
        // An upgrade is answered before the socket is served.
        while sender.receiver_count() < FRAMES {
            tokio::task::yield_now().await;
        }
    });
    let mut value = 0;
    bench.run("event to 1000 frames", async |turns| {
        let from = Instant::now();
        for _ in 0..turns {
            value += 1;
            let set = scapi_schema::UserData::from_iter([("turn".to_owned(), json!(value))]);
            fan_out(heard, 1, async || {
                drop(host.user_data_changed("1", set.clone()).await.expect("changed"));
            })
            .await;
        }
        from.elapsed()
    });
    let event = axum::extract::ws::Utf8Bytes::from(event);
    bench.run("event to 1000 frames/bare axum", async |turns| {
        let send = async || assert_eq!(sender.send(event.clone()).ok(), Some(FRAMES));
        fan_out(heard_of_peer, turns, send).await
    });
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let criterion = Criterion::default().configure_from_args();
    let mut bench = Bench { criterion, runtime: runtime.expect("a runtime"), figures: Figures::default() };
    starts(&mut bench);
    requests(&mut bench);
    messages(&mut bench);
    events(&mut bench);
    bench.criterion.final_summary();
    bench.figures.print(&[
        ("start", "start/wiremock", Aim::AtMost(1.0)),
        ("start", "start/httpmock", Aim::None),
        ("request", "request/bare axum", Aim::AtMost(1.0 / 0.85)),
        ("pipelined", "pipelined/bare axum", Aim::AtMost(1.0 / 0.5)),
        ("POST", "POST/bare axum", Aim::None),
        ("POST", "POST/wiremock", Aim::AtMost(1.0)),
        ("POST", "POST/httpmock", Aim::AtMost(1.0)),
        ("event to 1000 frames", "event to 1000 frames/bare axum", Aim::None),
    ]);
    let quick = std::env::args().any(|argument| argument == "--quick");
    if std::env::args().any(|argument| argument == "--bench") {
        bench.runtime.block_on(program::measure(if quick { 100 } else { 9_999 }));
    }
}
