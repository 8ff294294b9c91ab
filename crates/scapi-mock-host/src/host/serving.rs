//! The listeners of a host, and what runs on them: started together, stopped together.
//! A stop that is waited for lets the sockets say goodbye; one that is not (the value is dropped) does not wait.

use std::{
    fmt::Debug,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    serve::{Listener, ListenerExt as _},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

use super::HostError;
#[cfg(feature = "cli")]
use crate::tls::{Tls, TlsListener};

/// How long goodbyes may take. One who reads them needs far less.
const GOODBYE: Duration = Duration::from_secs(3);

/// What runs for a host. It stops when this is dropped.
#[derive(Debug)]
pub(super) struct Servers {
    stop: watch::Sender<()>,
    running: Vec<JoinHandle<io::Result<()>>>,
    /// Each WebSocket that is open holds a receiver of it.
    sockets: Arc<watch::Sender<()>>,
}

impl Servers {
    pub(super) fn new(sockets: Arc<watch::Sender<()>>) -> Self {
        Self { stop: watch::Sender::new(()), running: Vec::new(), sockets }
    }

    /// Serves in the clear.
    pub(super) fn serve(&mut self, listener: TcpListener, router: Router) {
        self.run(listener.tap_io(send_at_once), router);
    }

    /// Serves over TLS.
    #[cfg(feature = "cli")]
    pub(super) fn serve_tls(&mut self, listener: TcpListener, tls: &Tls, router: Router) {
        self.run(TlsListener::new(listener.tap_io(send_at_once), tls), router);
    }

    fn run<L: Listener>(&mut self, listener: L, router: Router)
    where
        L::Addr: Debug,
    {
        let stopped = until(self.stop.subscribe());
        let server = axum::serve(listener, router).with_graceful_shutdown(stopped);
        self.running.push(tokio::spawn(server.into_future()));
    }

    /// Takes no more connections, and waits until those that there are have ended; but not for those that do not read.
    pub(super) async fn stop(self) {
        let Self { stop, running, sockets } = self;
        drop(stop);
        let ending = async {
            for server in running {
                // One that has panicked has ended, too.
                let _ = server.await;
            }
            sockets.closed().await;
        };
        if tokio::time::timeout(GOODBYE, ending).await.is_err() {
            tracing::warn!("some connections did not end in time");
        }
    }
}

/// Ends when the sender is dropped; nothing is ever sent.
async fn until(mut stopped: watch::Receiver<()>) {
    while stopped.changed().await.is_ok() {}
}

/// An answer and the event after it are two small writes: the second must not wait for the first to be acknowledged.
fn send_at_once(stream: &mut TcpStream) {
    // A socket that refuses is slower, and correct all the same.
    let _ = stream.set_nodelay(true);
}

/// Listens on all addresses with one port. The first address decides the port; the others follow where they can.
pub(super) async fn listen(addresses: &[IpAddr], wanted: u16) -> Result<Vec<TcpListener>, HostError> {
    let mut listeners = Vec::new();
    let mut port = wanted;
    for address in addresses {
        let address = SocketAddr::new(*address, port);
        match TcpListener::bind(address).await {
            Ok(listener) => {
                port = listener.local_addr().map_or(port, |address| address.port());
                listeners.push(listener);
            }
            // A port that another program has on the second address would lead browsers astray: they try both.
            Err(source)
                if listeners.is_empty() || (wanted != 0 && source.kind() == io::ErrorKind::AddrInUse) =>
            {
                return Err(HostError::Listen { address, source });
            }
            Err(_) => {}
        }
    }
    Ok(listeners)
}

/// One that listens everywhere is reached by loopback, a name that it serves.
pub(crate) const fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

pub(super) fn local_address(listeners: &[TcpListener]) -> Result<SocketAddr, HostError> {
    let unspecified = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0);
    let missing =
        || HostError::Listen { address: unspecified, source: io::ErrorKind::AddrNotAvailable.into() };
    let listener = listeners.first().ok_or_else(missing)?;
    listener.local_addr().map_err(|source| HostError::Listen { address: unspecified, source })
}
