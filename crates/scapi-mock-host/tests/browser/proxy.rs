//! A way to the host that can be cut, or narrowed to one direction: what a test needs to lose what is on its way,
//! without stopping the host.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
};

/// What is let through. What is not is lost; what comes after it must come on another connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Open,
    ToPage,
    ToHost,
    Cut,
}

/// Passes connections on to a host, as far as it is told to.
#[must_use = "the way is gone when this is dropped"]
pub(crate) struct Proxy {
    address: SocketAddr,
    way: Arc<watch::Sender<Way>>,
    task: JoinHandle<()>,
}

impl Proxy {
    pub(crate) async fn to(host: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let way = Arc::new(watch::Sender::new(Way::Open));
        let task = tokio::spawn(accept(listener, host, Arc::clone(&way)));
        Self { address, way, task }
    }

    /// A URL of the host, by way of this proxy.
    pub(crate) fn url(&self, host: SocketAddr, url: &str) -> String {
        url.replace(&host.to_string(), &self.address.to_string())
    }

    /// Decides what is let through from now on. To cut ends all connections.
    pub(crate) fn set(&self, way: Way) {
        self.way.send_replace(way);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.set(Way::Cut);
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, host: SocketAddr, way: Arc<watch::Sender<Way>>) {
    while let Ok((page, _)) = listener.accept().await {
        tokio::spawn(pass(page, host, way.subscribe()));
    }
}

async fn pass(page: TcpStream, host: SocketAddr, mut way: watch::Receiver<Way>) -> io::Result<()> {
    if *way.borrow() == Way::Cut {
        return Ok(());
    }
    let (from_host, to_host) = TcpStream::connect(host).await?.into_split();
    let (from_page, to_page) = page.into_split();
    let (up, down) = (way.clone(), way.clone());
    tokio::select! {
        ended = pump(from_page, to_host, up, Way::ToHost) => ended,
        ended = pump(from_host, to_page, down, Way::ToPage) => ended,
        _ = way.wait_for(|way| *way == Way::Cut) => Ok(()),
    }
}

/// Carries bytes in one direction while that is open, and drops them while it is not.
async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    way: watch::Receiver<Way>,
    direction: Way,
) -> io::Result<()> {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let count = from.read(&mut bytes).await?;
        if count == 0 {
            return Ok(());
        }
        let open = [Way::Open, direction].contains(&*way.borrow());
        if open {
            to.write_all(&bytes[..count]).await?;
        }
    }
}
