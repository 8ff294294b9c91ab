//! WebSockets: `ws` is one frame, each text frame of it one envelope, verbatim; `bridge` is a workspace page.
//! The loops are generic over `Sink` and `Stream`; a socket that misbehaves ends, and nothing else does.

use std::{pin::pin, time::Duration};

use axum::{
    extract::{
        FromRequestParts, Path, State, WebSocketUpgrade,
        ws::{CloseFrame, Message, close_code},
    },
    http::{HeaderMap, header, request::Parts},
    response::Response,
};
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use scapi_reference::Origin;
use serde::Deserialize;

use super::{Kind, Problem, Routes, Server, guard, problem::Params};
use crate::{
    actor::{BridgeInput, Line, Resume, Room, SessionEnded, SessionHandle, TooManyFrames, Waiting},
    limits::Limits,
};

/// The largest message of an app, in bytes. No real one comes near; a page wraps it, and is given twice as much.
pub(super) const MESSAGE_AT_MOST: usize = 1024 * 1024;
/// How much may wait for a frame that does not read before it is cut off, in bytes. No burst of events comes near.
const FRAME_WAITING_AT_MOST: usize = 16 * MESSAGE_AT_MOST;
/// No more than this may wait when the next message of the same socket is read: one that asks much and reads late waits
/// for itself.
const WAITING_WHEN_READING: usize = FRAME_WAITING_AT_MOST / 2;
/// How much may wait for a page: the whole journal, and as much again.
const PAGE_WAITING_AT_MOST: usize = 128 * MESSAGE_AT_MOST;
/// How long one that was cut off has to take the next message that still waits. One that reads takes it in far less.
const LAST_WAIT: Duration = Duration::from_secs(1);

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/s/{session}/ws", frame).get("/s/{session}/bridge", bridge)
}

/// An upgrade to WebSocket whose faults are problem documents.
struct Upgrade(WebSocketUpgrade);

impl<S: Send + Sync> FromRequestParts<S> for Upgrade {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let upgrade = WebSocketUpgrade::from_request_parts(parts, state).await;
        upgrade.map(Self).map_err(|rejection| {
            Problem::new(Kind::NotAWebSocket, rejection.body_text()).with_status(rejection.status())
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameQuery {
    origin: Option<String>,
}

/// One socket, one frame.
async fn frame(
    State(server): State<Server>,
    Path(session): Path<String>,
    Params(query): Params<FrameQuery>,
    headers: HeaderMap,
    Upgrade(upgrade): Upgrade,
) -> Result<Response, Problem> {
    let session = server.registry.find(&session)?;
    check_room(&session, server.limits)?;
    let header = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).map(str::to_owned);
    let origin = header.or(query.origin).map_or(Origin::None, Origin::Web);
    // The limit of the library is above ours, so that a message just too large can be told from an attack.
    let upgrade = upgrade.max_message_size(2 * MESSAGE_AT_MOST).max_frame_size(2 * MESSAGE_AT_MOST);
    let open = server.sockets.subscribe();
    Ok(upgrade.on_upgrade(move |socket| async move {
        let (sink, stream) = socket.split();
        // A session that has ended takes its sockets with it.
        let _ = run_frame(session, origin, sink, stream).await;
        drop(open);
    }))
}

/// A frame too many is refused before its socket opens, where that is known; for those that come at once the actor knows.
fn check_room(session: &SessionHandle, limits: Limits) -> Result<(), TooManyFrames> {
    let at_most = limits.frames;
    if session.vitals().frames() < at_most { Ok(()) } else { Err(TooManyFrames { at_most }) }
}

async fn run_frame<O, I, E>(
    session: SessionHandle,
    origin: Origin,
    mut sink: O,
    mut stream: I,
) -> Result<(), SessionEnded>
where
    O: Sink<Message> + Unpin,
    I: Stream<Item = Result<Message, E>> + Unpin,
    E: std::fmt::Display,
{
    let (line, waiting) = Line::new(FRAME_WAITING_AT_MOST);
    let room = waiting.room();
    let _connection = session.vitals().connect();
    let frame = match session.call(move |desk| desk.open_socket(origin, line)).await? {
        Ok(frame) => frame,
        Err(full) => return turn_away(&mut sink, &full).await,
    };
    let reading = async {
        while let Some(read) = next(&mut stream, &room).await {
            let frame = frame.clone();
            match read {
                Ok(Message::Text(text)) if text.len() <= MESSAGE_AT_MOST => {
                    session.call(move |desk| desk.socket_text(&frame, &text)).await?;
                }
                Ok(Message::Text(text)) => {
                    let why =
                        format!("a message of {} bytes; at most {MESSAGE_AT_MOST} are taken", text.len());
                    session.call(move |desk| desk.socket_unreadable(&frame, &why)).await?;
                }
                Ok(Message::Binary(_)) => {
                    let why = "a binary message; messages are text";
                    session.call(move |desk| desk.socket_unreadable(&frame, why)).await?;
                }
                Ok(Message::Close(_)) => break,
                Ok(Message::Ping(_) | Message::Pong(_)) => {}
                Err(fault) => {
                    let why = format!("the socket broke: {fault}");
                    session.call(move |desk| desk.socket_unreadable(&frame, &why)).await?;
                    break;
                }
            }
        }
        Ok::<(), SessionEnded>(())
    };
    converse(reading, write(sink, waiting), &room).await;
    // The connection ends after this, so that one who sees its end knows that the frame is closed.
    session.call(move |desk| desk.close_socket(&frame)).await
}

async fn turn_away<O: Sink<Message> + Unpin>(sink: &mut O, full: &TooManyFrames) -> Result<(), SessionEnded> {
    // The reason of a goodbye is short by the standard; this one is.
    let close = CloseFrame { code: close_code::AGAIN, reason: full.to_string().into() };
    // Whether it is heard or not, the connection ends.
    let _ = sink.send(Message::Close(Some(close))).await;
    Ok(())
}

/// Reads and writes until one of them ends. Where it is the host that ends it, the last is said before.
async fn converse(
    reading: impl Future<Output = Result<(), SessionEnded>>,
    writing: impl Future<Output = ()>,
    room: &Room,
) {
    let mut writing = pin!(writing);
    let read = tokio::select! {
        read = reading => read,
        () = &mut writing => return,
    };
    if read.is_err() || room.is_cut() {
        writing.await;
    }
}

/// The next thing on a socket, once there is room for its answer. None if the frame was cut off.
async fn next<I: Stream + Unpin>(stream: &mut I, room: &Room) -> Option<I::Item> {
    if room.falls_to(WAITING_WHEN_READING).await { stream.next().await } else { None }
}

/// Sends what waits, until the actor drops its end of the line; then says goodbye. To one that is cut off and does not
/// read, the last of it is never said.
async fn write<O: Sink<Message> + Unpin>(mut sink: O, mut waiting: Waiting) {
    while let Some(text) = waiting.next().await {
        let flush = waiting.is_empty();
        let sending = async {
            sink.feed(Message::Text(text)).await?;
            if flush { sink.flush().await } else { Ok(()) }
        };
        if !finishes(sending, &waiting).await {
            return;
        }
    }
    let reason = waiting.reason().unwrap_or("the session is over, or the frame did not read");
    let close = CloseFrame { code: close_code::AWAY, reason: reason.into() };
    // The other side may have gone first.
    finishes(sink.send(Message::Close(Some(close))), &waiting).await;
}

/// Whether sending comes to a good end. It may last as long as the frame is not cut off.
async fn finishes<E>(sending: impl Future<Output = Result<(), E>>, waiting: &Waiting) -> bool {
    let mut sending = pin!(sending);
    loop {
        match tokio::time::timeout(LAST_WAIT, &mut sending).await {
            Ok(sent) => return sent.is_ok(),
            Err(_) if waiting.is_cut() => return false,
            Err(_) => {}
        }
    }
}

/// The workspace page. Only a page of this very server may open it.
async fn bridge(
    State(server): State<Server>,
    Path(session): Path<String>,
    headers: HeaderMap,
    Upgrade(upgrade): Upgrade,
) -> Result<Response, Problem> {
    let session = server.registry.find(&session)?;
    if !headers
        .get(header::ORIGIN)
        .is_some_and(|origin| guard::is_same_origin(origin, &headers, server.scheme))
    {
        let detail = "the bridge is for the workspace page of this host; an app's socket is at ws";
        return Err(Problem::new(Kind::OriginNotAllowed, detail));
    }
    let upgrade = upgrade.max_message_size(4 * MESSAGE_AT_MOST).max_frame_size(4 * MESSAGE_AT_MOST);
    let open = server.sockets.subscribe();
    Ok(upgrade.on_upgrade(move |socket| async move {
        let (sink, stream) = socket.split();
        let _ = run_bridge(session, sink, stream).await;
        drop(open);
    }))
}

async fn run_bridge<O, I, E>(session: SessionHandle, mut sink: O, mut stream: I) -> Result<(), SessionEnded>
where
    O: Sink<Message> + Unpin,
    I: Stream<Item = Result<Message, E>> + Unpin,
{
    let resume = match read_input(&mut stream).await {
        Some(Ok(BridgeInput::Hello)) => None,
        Some(Ok(BridgeInput::Resume { bridge, received, shown })) => Some(Resume { bridge, received, shown }),
        Some(Ok(_)) => return refuse(&mut sink, "a page says hello or resume first").await,
        Some(Err(fault)) => return refuse(&mut sink, &fault).await,
        None => return Ok(()),
    };
    let _connection = session.vitals().connect();
    let (line, waiting) = Line::new(PAGE_WAITING_AT_MOST);
    let room = waiting.room();
    let bridge = session.call(move |desk| desk.open_bridge(resume, line)).await?;
    let reading = async {
        while let Some(input) = read_input(&mut stream).await {
            let name = bridge.clone();
            match input {
                Ok(input) => session.call(move |desk| desk.bridge_input(&name, input)).await?,
                Err(fault) => session.call(move |desk| desk.bridge_fault(&name, &fault)).await?,
            }
        }
        Ok::<(), SessionEnded>(())
    };
    converse(reading, write(sink, waiting), &room).await;
    session.call(move |desk| desk.lose_bridge(&bridge, &room)).await
}

/// The next thing that a page says; None at the end.
async fn read_input<I, E>(stream: &mut I) -> Option<Result<BridgeInput, String>>
where
    I: Stream<Item = Result<Message, E>> + Unpin,
{
    loop {
        match stream.next().await? {
            Ok(Message::Text(text)) => {
                let input = serde_json::from_str(&text);
                return Some(input.map_err(|fault| format!("not understood: {fault}")));
            }
            Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_)) => {}
            Ok(Message::Close(_)) | Err(_) => return None,
        }
    }
}

async fn refuse<O: Sink<Message> + Unpin>(sink: &mut O, why: &str) -> Result<(), SessionEnded> {
    let text = serde_json::json!({ "type": "error", "message": why }).to_string();
    // Whether the page hears it or not, the connection ends.
    let _ = sink.send(Message::Text(text.into())).await;
    Ok(())
}
