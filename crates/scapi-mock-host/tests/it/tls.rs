//! TLS: the host and the demo app over https and wss, with a certificate of its own or a given one.

use std::{path::PathBuf, sync::Arc};

use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use scapi_mock_host::{MockHost, tls::Tls};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::Command,
};
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::{
    patience::within,
    program::{Program, outcome},
    raw,
    wire::fence,
};

/// A certificate for localhost and its key, as files; and a client that trusts nothing else.
struct Certificate {
    files: [PathBuf; 2],
    client: TlsConnector,
}

fn certificate(name: &str) -> Certificate {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let path = |ending: &str| {
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}.{ending}", std::process::id()))
    };
    let files = [path("crt"), path("key")];
    std::fs::write(&files[0], made.cert.pem()).expect("a file");
    std::fs::write(&files[1], made.signing_key.serialize_pem()).expect("a file");
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = builder.expect("versions").with_root_certificates(roots).with_no_client_auth();
    Certificate { files, client: TlsConnector::from(Arc::new(config)) }
}

async fn connect(certificate: &Certificate, port: u16) -> TlsStream<TcpStream> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("a connection");
    let name = ServerName::try_from("localhost").expect("a name");
    within("handshake", certificate.client.connect(name, stream)).await.expect("a handshake")
}

async fn get(certificate: &Certificate, port: u16, target: &str) -> String {
    let mut stream = connect(certificate, port).await;
    let request = format!("GET {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("the server reads");
    let mut answer = Vec::new();
    // A server that closes without a goodbye of TLS has said what it had to say.
    let _ = within("end of the answer", stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

async fn host(certificate: &Certificate) -> MockHost {
    let [crt, key] = &certificate.files;
    let tls = Tls::from_files(crt, key).expect("TLS");
    MockHost::builder().tls(tls).start().await.expect("a host")
}

#[tokio::test]
async fn pages_and_sockets_are_served_over_tls_and_so_are_their_links() {
    let certificate = certificate("links");
    let host = host(&certificate).await;
    let port = host.address().port();
    assert_eq!(host.url(), format!("https://127.0.0.1:{port}/s/default/"));
    assert_eq!(host.ws_url(), format!("wss://127.0.0.1:{port}/s/default/ws"));
    let listed = get(&certificate, port, "/sessions").await;
    assert!(listed.contains("\"control\":\"https://localhost/s/default/control\""), "{listed}");
    assert!(listed.contains("\"ws\":\"wss://localhost/s/default/ws\""), "{listed}");

    let request = format!("wss://localhost:{port}/s/default/ws").into_client_request().expect("a request");
    let stream = connect(&certificate, port).await;
    let (mut app, _) = tokio_tungstenite::client_async(request, stream).await.expect("a socket");
    let message = tokio_tungstenite::tungstenite::Message::text(fence("f").to_string());
    futures_util::SinkExt::send(&mut app, message).await.expect("the host reads");
    let answer =
        within("answer", futures_util::StreamExt::next(&mut app)).await.expect("one").expect("a frame");
    let answer: Value = serde_json::from_str(answer.to_text().expect("text")).expect("JSON");
    assert_eq!(answer["referenceId"], "f");
}

#[tokio::test]
async fn the_page_may_control_and_a_page_in_the_clear_may_not() {
    let certificate = certificate("origins");
    let host = host(&certificate).await;
    let port = host.address().port();
    for (origin, status) in [("https://localhost", 200), ("http://localhost", 403)] {
        let mut stream = connect(&certificate, port).await;
        let body = r#"{"type":"inbound-call"}"#;
        let request = format!(
            "POST /s/default/control/stimuli HTTP/1.1\r\nhost: localhost\r\norigin: {origin}\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).await.expect("the server reads");
        let mut answer = Vec::new();
        let _ = within("end of the answer", stream.read_to_end(&mut answer)).await;
        assert_eq!(raw::status(&String::from_utf8_lossy(&answer)), status, "{origin}");
    }
}

#[tokio::test]
async fn nothing_is_served_in_the_clear() {
    let certificate = certificate("clear");
    let host = host(&certificate).await;
    let answer = raw::get(host.address(), "/healthz", "localhost").await;
    assert!(!answer.starts_with("HTTP/"), "{answer}");
}

#[tokio::test]
async fn a_client_that_does_not_shake_hands_keeps_nobody_waiting() {
    let certificate = certificate("slow");
    let host = host(&certificate).await;
    let mut idle = Vec::new();
    for _ in 0..200 {
        idle.push(TcpStream::connect(host.address()).await.expect("a connection"));
    }
    let answer = get(&certificate, host.address().port(), "/healthz").await;
    assert_eq!(raw::status(&answer), 200);
}

#[tokio::test]
async fn the_program_serves_itself_and_the_demo_app_with_a_certificate_from_files() {
    let certificate = certificate("files");
    let [crt, key] = certificate.files.each_ref().map(|file| file.to_str().expect("a path").to_owned());
    let (_program, links) = Program::serving(&["--tls", &format!("{crt},{key}")]).await;
    assert!(links["url"].as_str().expect("a URL").starts_with("https://127.0.0.1:"), "{links}");
    let port = url::Url::parse(links["url"].as_str().expect("a URL")).expect("a URL").port().expect("a port");
    let page = get(&certificate, port, "/s/default/").await;
    assert_eq!(raw::status(&page), 200);
    let apps = demo(&certificate, port).await;
    assert!(apps.starts_with("https://127.0.0.1:"), "{apps}");
    let demo = url::Url::parse(&apps).expect("a URL");
    assert_eq!(raw::status(&get(&certificate, demo.port().expect("a port"), "/callbar/").await), 200);
}

/// The URL of the embedded app, as the page is told.
async fn demo(certificate: &Certificate, port: u16) -> String {
    let url = format!("wss://localhost:{port}/s/default/bridge");
    let mut request = url.into_client_request().expect("a request");
    request.headers_mut().insert("origin", format!("https://localhost:{port}").parse().expect("a header"));
    let stream = connect(certificate, port).await;
    let (mut bridge, _) = tokio_tungstenite::client_async(request, stream).await.expect("a bridge");
    let hello = tokio_tungstenite::tungstenite::Message::text(json!({ "type": "hello" }).to_string());
    futures_util::SinkExt::send(&mut bridge, hello).await.expect("the host reads");
    let welcome =
        within("welcome", futures_util::StreamExt::next(&mut bridge)).await.expect("one").expect("a frame");
    let welcome: Value = serde_json::from_str(welcome.to_text().expect("text")).expect("JSON");
    welcome["apps"][0]["url"].as_str().expect("a URL").to_owned()
}

#[tokio::test]
async fn the_program_makes_a_certificate_itself() {
    let (_program, links) =
        Program::serving(&["--tls", "self-signed", "--app", "https://localhost:3000"]).await;
    let sessions = links["url"].as_str().expect("a URL").replace("/s/default/", "/sessions");
    let curl = Command::new("curl").args(["--silent", "--insecure", &sessions]).output();
    let output = within("answer", curl).await.expect("curl");
    let listed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(listed["sessions"][0]["url"], links["url"]);
}

#[tokio::test]
async fn what_is_no_certificate_is_told() {
    let certificate = certificate("one");
    let other = self::certificate("other");
    let path = |path: &PathBuf| path.to_str().expect("a path").to_owned();
    let (crt, key, other_key) =
        (path(&certificate.files[0]), path(&certificate.files[1]), path(&other.files[1]));
    for (tls, code, told) in [
        ("self-singed".to_owned(), 2, "self-signed, or the files of a certificate and its key"),
        (format!("{crt},"), 2, "such as cert.pem,key.pem"),
        (format!("/no/such.pem,{key}"), 1, "failed to read a certificate from /no/such.pem: "),
        (
            format!("{key},{key}"),
            1,
            "there is none in it; it has to be in PEM, with -----BEGIN CERTIFICATE-----",
        ),
        (
            format!("{crt},{crt}"),
            1,
            "there is none in it; it has to be in PEM, with -----BEGIN PRIVATE KEY-----",
        ),
        (format!("{crt},{other_key}"), 1, "give the certificate that was made for this key"),
    ] {
        let (exit, out, err) = outcome(&["--tls", &tls, "--port", "0"]).await;
        assert_eq!((exit, out.as_str()), (Some(code), ""), "{tls}");
        assert!(err.starts_with("error: ") && err.contains(told), "{tls}: {err}");
    }
}
