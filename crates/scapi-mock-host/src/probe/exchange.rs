//! One request, and the head of its answer. The connection ends with that: nothing of a body is read.

use std::{io, net::IpAddr, sync::Arc, time::Duration};

use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::Empty;
use hyper::{body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
};
use tokio_rustls::TlsConnector;
use url::Url;

/// The head of an answer.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("there is no host of that name")]
    NoSuchHost,
    #[error("nothing listens there")]
    Refused,
    #[error("the address is of this network alone, and is not asked")]
    NotAsked,
    #[error("its certificate is not trusted: {0}")]
    Certificate(String),
    #[error("no TLS is spoken there: {0}")]
    NoTls(String),
    #[error("it does not speak HTTP: {0}")]
    NoHttp(String),
    #[error("it cannot be reached: {0}")]
    Unreachable(io::Error),
    #[error("it has not answered within {} s", .0.as_secs())]
    Timeout(Duration),
}

/// Whose certificates are trusted.
#[derive(Clone)]
pub(crate) struct Trust(Arc<ClientConfig>);

impl Trust {
    /// Those that the machine trusts. Browsers may know others.
    pub(crate) fn of_the_machine() -> Self {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Self::in_roots(roots)
    }

    fn in_roots(roots: RootCertStore) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let builder =
            builder.unwrap_or_else(|fault| unreachable!("the provider has the default versions: {fault}"));
        let mut config = builder.with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self(Arc::new(config))
    }
}

/// Asks for a page, once.
pub(super) async fn ask(url: &Url, trust: &Trust) -> Result<Head, Fault> {
    let stream = connect(url).await?;
    if url.scheme() == "http" {
        return head_of(url, stream).await;
    }
    let name = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let name = ServerName::try_from(name.to_owned()).map_err(|_| Fault::NoSuchHost)?;
    let connector = TlsConnector::from(trust.0.clone());
    head_of(url, connector.connect(name, stream).await.map_err(|fault| tls_fault(&fault))?).await
}

async fn connect(url: &Url) -> Result<TcpStream, Fault> {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let port = url.port_or_known_default().unwrap_or_default();
    let addresses: Vec<_> = lookup_host((host, port)).await.map_err(|_| Fault::NoSuchHost)?.collect();
    if addresses.iter().any(|address| is_of_the_link(address.ip())) {
        return Err(Fault::NotAsked);
    }
    TcpStream::connect(addresses.as_slice()).await.map_err(|fault| match fault.kind() {
        io::ErrorKind::ConnectionRefused => Fault::Refused,
        _ => Fault::Unreachable(fault),
    })
}

/// Services that give machines their credentials live at such addresses; an app never does.
fn is_of_the_link(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => {
            address.is_unicast_link_local()
                || address.to_ipv4_mapped().is_some_and(|address| address.is_link_local())
        }
    }
}

fn tls_fault(fault: &io::Error) -> Fault {
    let inner = fault.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(why)) => Fault::Certificate(why.to_string()),
        Some(other) => Fault::NoTls(other.to_string()),
        None => Fault::NoTls(fault.to_string()),
    }
}

async fn head_of(
    url: &Url,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<Head, Fault> {
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|fault| no_http(&fault))?;
    // Dropped with this function, and the connection with it.
    let exchange = async { sender.send_request(request(url)?).await.map_err(|fault| no_http(&fault)) };
    let response = tokio::select! {
        response = exchange => response?,
        ended = connection => return Err(ended.map_or_else(|fault| no_http(&fault), |()| Fault::NoHttp("it hangs up".into()))),
    };
    let (head, _) = response.into_parts();
    Ok(Head { status: head.status, headers: head.headers })
}

/// What a browser says that loads a page into a frame, as far as servers look at it.
fn request(url: &Url) -> Result<Request<Empty<Bytes>>, Fault> {
    let target = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    Request::get(target)
        .header(header::HOST, &url[url::Position::BeforeHost..url::Position::AfterPort])
        .header(header::ACCEPT, "text/html,*/*;q=0.8")
        .header(
            header::USER_AGENT,
            concat!("scapi-mock-host/", env!("CARGO_PKG_VERSION"), " (looks why an app does not show)"),
        )
        .header("sec-fetch-dest", "iframe")
        .header("sec-fetch-mode", "navigate")
        .body(Empty::new())
        .map_err(|fault| Fault::NoHttp(fault.to_string()))
}

fn no_http(fault: &hyper::Error) -> Fault {
    Fault::NoHttp(
        std::error::Error::source(fault)
            .map_or_else(|| fault.to_string(), |source| format!("{fault}: {source}")),
    )
}

#[cfg(test)]
mod tests {
    use super::is_of_the_link;

    #[test]
    fn addresses_of_the_link_are_told_from_those_of_apps() {
        for address in ["169.254.169.254", "fe80::1", "::ffff:169.254.1.1"] {
            assert!(is_of_the_link(address.parse().expect(address)), "{address}");
        }
        for address in ["127.0.0.1", "::1", "10.0.0.1", "192.168.1.1", "93.184.216.34", "fd00::1"] {
            assert!(!is_of_the_link(address.parse().expect(address)), "{address}");
        }
    }
}
