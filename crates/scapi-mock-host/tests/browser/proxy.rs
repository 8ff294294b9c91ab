//! A way to the host that can be cut: what a test needs to take the connection away from a page without stopping the host.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    Cut,
}

/// Passes connections on to a host until it is told not to.
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

    /// Ends all connections, and lets none through until it is mended.
    pub(crate) fn cut(&self) {
        self.way.send_replace(Way::Cut);
    }

    /// Lets connections through again.
    pub(crate) fn mend(&self) {
        self.way.send_replace(Way::Open);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.cut();
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, host: SocketAddr, way: Arc<watch::Sender<Way>>) {
    while let Ok((page, _)) = listener.accept().await {
        tokio::spawn(pass(page, host, way.subscribe()));
    }
}

async fn pass(mut page: TcpStream, host: SocketAddr, mut way: watch::Receiver<Way>) -> io::Result<()> {
    if *way.borrow() == Way::Cut {
        return Ok(());
    }
    let mut server = TcpStream::connect(host).await?;
    tokio::select! {
        ended = copy_bidirectional(&mut page, &mut server) => ended.map(drop),
        _ = way.wait_for(|way| *way == Way::Cut) => Ok(()),
    }
}
