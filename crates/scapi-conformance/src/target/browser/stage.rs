//! What the browsers of a run share: a chromedriver, and the server of the suite's app with its links.
//! A link is the WebSocket between the suite and the app in one frame of one case.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{OnceCell, mpsc};
use tokio::task::JoinHandle;

use super::chromedriver::Chromedriver;
use crate::target::TargetError;

/// Our drop-in client, the one that hosts of ours offer to apps.
const CLIENT: &str = include_str!("../../../wwe-service-client-api.js");
const PAGE: &str = include_str!("app/index.html");
const SCRIPT: &str = "text/javascript; charset=utf-8";
const APP: &str = include_str!("app/app.js");

/// What the browsers of a run share. It starts when it is needed, and ends when it is dropped.
#[derive(Debug, Default)]
pub struct Stage {
    client: Option<String>,
    running: OnceCell<Running>,
}

#[derive(Debug)]
pub(super) struct Running {
    pub(super) driver: Chromedriver,
    address: SocketAddr,
    links: Links,
    server: JoinHandle<()>,
}

/// An app as its address names it: each time that it is loaded is another life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) struct AppName {
    pub(super) life: usize,
    pub(super) frame: usize,
}

/// What comes through a link.
#[derive(Debug)]
pub(super) enum FromApp {
    /// The app is there, and takes orders.
    Here(mpsc::UnboundedSender<String>),
    /// It says something.
    Said(Value),
}

/// Who waits for which app.
#[derive(Clone, Debug, Default)]
struct Links(Arc<Mutex<BTreeMap<AppName, mpsc::UnboundedSender<FromApp>>>>);

#[derive(Clone)]
struct Server {
    client: Arc<str>,
    links: Links,
}

impl Stage {
    /// A stage on which apps speak through this client script; ours if none is given.
    #[must_use]
    pub fn new(client: Option<String>) -> Self {
        Self { client, running: OnceCell::new() }
    }

    /// Starts it, unless it runs.
    pub(super) async fn running(&self) -> Result<&Running, TargetError> {
        self.running.get_or_try_init(|| Running::start(self.client.as_deref().unwrap_or(CLIENT))).await
    }
}

impl Running {
    async fn start(client: &str) -> Result<Self, TargetError> {
        let unreachable =
            |error: std::io::Error| TargetError::Unreachable(format!("a port for the app: {error}"));
        let driver = Chromedriver::start().await?;
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(unreachable)?;
        let address = listener.local_addr().map_err(unreachable)?;
        let links = Links::default();
        let state = Server { client: client.into(), links: links.clone() };
        let app = Router::new()
            .route("/", get(|| async { file("text/html; charset=utf-8", PAGE) }))
            .route("/app.js", get(|| async { file(SCRIPT, APP) }))
            .route(
                "/wwe-service-client-api.js",
                get(async |State(it): State<Server>| file(SCRIPT, &it.client)),
            )
            .route("/link", get(link))
            .with_state(state);
        let server = tokio::spawn(async move {
            // it goes on until it is aborted
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { driver, address, links, server })
    }

    /// The address of an app, and what will come through its link.
    pub(super) fn expect(&self, app: &AppName) -> (String, mpsc::UnboundedReceiver<FromApp>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.links.table().insert(*app, sender);
        let mut url = url::Url::parse("http://127.0.0.1/").unwrap_or_else(|_| unreachable!("it is a URL"));
        // an address with a port is one that a URL can have
        let _ = url.set_port(Some(self.address.port()));
        let (life, frame) = (app.life.to_string(), app.frame.to_string());
        url.query_pairs_mut().append_pair("life", &life).append_pair("frame", &frame);
        (url.into(), receiver)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Links {
    fn table(&self) -> MutexGuard<'_, BTreeMap<AppName, mpsc::UnboundedSender<FromApp>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn link(
    State(server): State<Server>,
    Query(app): Query<AppName>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let waiting = server.links.table().remove(&app);
    match waiting {
        Some(to_suite) => upgrade.on_upgrade(|socket| carry(socket, to_suite)),
        None => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}

/// Carries orders there and what is said back, until one side is gone.
async fn carry(mut socket: WebSocket, to_suite: mpsc::UnboundedSender<FromApp>) {
    let (orders, mut ordered) = mpsc::unbounded_channel::<String>();
    if to_suite.send(FromApp::Here(orders)).is_err() {
        return;
    }
    loop {
        tokio::select! {
            order = ordered.recv() => {
                let Some(order) = order else { return };
                if socket.send(Message::text(order)).await.is_err() {
                    return;
                }
            }
            said = socket.recv() => match said {
                Some(Ok(Message::Text(text))) => {
                    let said = serde_json::from_str(&text).unwrap_or_default();
                    if to_suite.send(FromApp::Said(said)).is_err() {
                        return;
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            },
        }
    }
}

/// What stays the same as long as the server is there is asked for once.
fn file(kind: &'static str, text: &str) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "max-age=31536000, immutable")], text.to_owned()).into_response()
}
