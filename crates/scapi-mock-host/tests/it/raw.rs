//! HTTP and WebSocket by hand, for what well-behaved clients do not send.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::patience::within;

/// Sends this text as it is; gives all that comes until the end.
pub(crate) async fn exchange(address: SocketAddr, text: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(text.as_bytes()).await.expect("the server reads");
    to_end(&mut stream).await
}

/// A GET of exactly this target, with this `Host`.
pub(crate) async fn get(address: SocketAddr, target: &str, host: &str) -> String {
    exchange(address, &format!("GET {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")).await
}

/// What comes until the end, which may be a rough one.
pub(crate) async fn to_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A connection that is reset has said what it had to say.
    let _ = within("end of the connection", stream.read_to_end(&mut bytes)).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The status of an answer.
pub(crate) fn status(answer: &str) -> u16 {
    let code = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
    code.unwrap_or_else(|| panic!("not an HTTP answer: {answer:?}"))
}

/// A socket of the default session after its handshake: from here on, bytes are WebSocket frames.
pub(crate) async fn websocket(mut stream: TcpStream) -> TcpStream {
    let address = stream.peer_addr().expect("a peer");
    let handshake = format!(
        "GET /s/default/ws HTTP/1.1\r\nhost: {address}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(handshake.as_bytes()).await.expect("the server reads");
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(within("answer to the handshake", stream.read_u8()).await.expect("an answer"));
    }
    assert_eq!(status(&String::from_utf8_lossy(&answer)), 101);
    stream
}

/// A WebSocket frame of a client, masked with zeros, which change nothing.
pub(crate) fn frame(opcode: u8, payload: &[u8]) -> Vec<u8> {
    const FINAL: u8 = 0x80;
    const MASKED: u8 = 0x80;
    let mut bytes = vec![FINAL | opcode];
    match u16::try_from(payload.len()) {
        Ok(short) if short < 126 => bytes.push(MASKED | u8::try_from(short).expect("below 126")),
        Ok(middle) => {
            bytes.push(MASKED | 126);
            bytes.extend(middle.to_be_bytes());
        }
        Err(_) => {
            bytes.push(MASKED | 127);
            bytes.extend((payload.len() as u64).to_be_bytes());
        }
    }
    bytes.extend([0; 4]);
    bytes.extend(payload);
    bytes
}

/// Opcode of a text frame.
pub(crate) const TEXT: u8 = 1;
