//! TLS for the server: with a certificate of its own making, or with a given one. An embedded app that is served over https is
//! shown by an https page only.

use std::{
    fmt, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::serve::Listener;
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem, pem::PemObject},
};
use tokio::{net::TcpStream, sync::mpsc, task::JoinHandle};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// How long a client has for its handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How many connections may wait to be served after their handshake.
const WAITING: usize = 128;

/// A certificate and its key, ready to serve.
#[derive(Clone)]
pub struct Tls(Arc<ServerConfig>);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(…)")
    }
}

/// TLS cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum TlsFault {
    /// A file cannot be read, or has nothing of the kind that it should have.
    #[error("failed to read {what} from {}: {why}; it has to be in PEM, with -----BEGIN {label}-----", path.display())]
    File {
        /// What was looked for.
        what: &'static str,
        /// How such a thing begins.
        label: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Certificate and key do not go together, or cannot be used.
    #[error(
        "failed to use the certificate with the key: {0}; give the certificate that was made for this key"
    )]
    Mismatch(#[from] rustls::Error),
    /// No certificate could be made.
    #[error("failed to make a certificate: {0}")]
    Generate(#[from] rcgen::Error),
}

impl Tls {
    /// With a certificate made now for these names and addresses, which nobody trusts unless told to.
    ///
    /// # Errors
    /// A name is none that a certificate can have.
    pub fn self_signed(names: impl IntoIterator<Item = String>) -> Result<Self, TlsFault> {
        let names: Vec<String> = names.into_iter().collect();
        let made = rcgen::generate_simple_self_signed(names)?;
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        Self::new(vec![made.cert.der().clone()], key.into())
    }

    /// With a chain of certificates and a key from files, in PEM.
    ///
    /// # Errors
    /// A file cannot be read, or the two do not go together.
    pub fn from_files(certificate: &Path, key: &Path) -> Result<Self, TlsFault> {
        let read =
            CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let chain =
            read.and_then(|chain| if chain.is_empty() { Err(pem::Error::NoItemsFound) } else { Ok(chain) });
        let chain = chain.map_err(|fault| unread("a certificate", "CERTIFICATE", certificate, &fault))?;
        let key =
            PrivateKeyDer::from_pem_file(key).map_err(|fault| unread("a key", "PRIVATE KEY", key, &fault))?;
        Self::new(chain, key)
    }

    fn new(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<Self, TlsFault> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let mut config = builder.with_no_client_auth().with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(Arc::new(config)))
    }
}

fn unread(what: &'static str, label: &'static str, path: &Path, fault: &pem::Error) -> TlsFault {
    let why = match fault {
        pem::Error::NoItemsFound => "there is none in it".into(),
        pem::Error::Io(fault) => fault.to_string(),
        fault => fault.to_string(),
    };
    TlsFault::File { what, label, path: path.into(), why }
}

/// A listener whose connections have shaken hands. A client that takes its time keeps no other waiting.
#[derive(Debug)]
pub(crate) struct TlsListener {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: io::Result<SocketAddr>,
    accepting: JoinHandle<()>,
}

impl TlsListener {
    pub(crate) fn new<L>(listener: L, tls: &Tls) -> Self
    where
        L: Listener<Io = TcpStream, Addr = SocketAddr>,
    {
        let (shaken, ready) = mpsc::channel(WAITING);
        let address = listener.local_addr();
        let accepting = tokio::spawn(accept(listener, TlsAcceptor::from(tls.0.clone()), shaken));
        Self { ready, address, accepting }
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept<L>(
    mut listener: L,
    acceptor: TlsAcceptor,
    shaken: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) where
    L: Listener<Io = TcpStream, Addr = SocketAddr>,
{
    loop {
        let (stream, address) = listener.accept().await;
        let (acceptor, shaken) = (acceptor.clone(), shaken.clone());
        tokio::spawn(async move {
            match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                // The server may have stopped in between.
                Ok(Ok(stream)) => drop(shaken.send((stream, address)).await),
                Ok(Err(fault)) => tracing::debug!(%address, %fault, "a TLS handshake failed"),
                Err(_) => tracing::debug!(%address, "a TLS handshake took too long"),
            }
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        match self.ready.recv().await {
            Some(ready) => ready,
            // The accepting task lives as long as this does.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        match &self.address {
            Ok(address) => Ok(*address),
            Err(fault) => Err(io::Error::new(fault.kind(), fault.to_string())),
        }
    }
}
