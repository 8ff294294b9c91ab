//! [`MockHost`]: a server on a port of its own, for as long as the value lives.
//! Ready when `start` returns, stopped when it is dropped; any number can be alive at a time.

mod access;
mod app;
mod clock;
mod desktop;
mod expect;
mod faults;
mod scenario;
mod serving;
mod stimuli;

pub use app::{App, AppError, Events};
pub use clock::Clock;
pub use expect::{ExpectationGuard, Expected, Expecting, Messages, method, subscribes};
pub use faults::{FaultGuard, Faulting, Faults};
pub use stimuli::{AnInteraction, Happening, IntoStimulus, To};

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use scapi_reference::{
    SnapshotError, UnknownAction,
    profile::{ProfileRefusal, patched},
};
use scapi_schema::{
    driver::DriverOutput, interaction::Interaction, journal::JournalEntry, policy::Policies,
    profile::HostProfile, stimulus::Stimulus, validate::Mode,
};
use serde_json::Value;
use tokio::sync::watch;

use crate::{
    actor::{SessionEnded, SessionHandle},
    http::{self, Access, Links, NotAToken, Server, Token},
    limits::Limits,
    registry::{self, DEFAULT_SESSION, Registry},
    scenario::ScenarioRunning,
    session::{
        AppKind, ClockKind, Delivery, FaultRefusal, RealClock, RecordFault, SessionConfig, StimulusFault,
        UnknownState, UserDataInLogs, VirtualClock,
    },
    verify::{ExpectationFault, Verdict},
};

#[cfg(feature = "cli")]
use crate::{http::Scheme, tls::Tls};
use serving::Servers;
pub(crate) use serving::reachable;

/// A mock host could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// An address cannot be listened on.
    #[error("failed to listen on {address}: {}", listen_remedy(source))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// Other machines would reach it.
    #[error("failed to {}", access::remote_remedy(*address))]
    NotLoopback {
        /// The address.
        address: IpAddr,
    },
    /// Other machines reach it, and it has no token.
    #[error("a host that other machines reach needs a control token; give one with --control-token")]
    NoToken,
    /// The control token is none.
    #[error(transparent)]
    Token(#[from] NotAToken),
    /// The URL of an app is none.
    #[error("{0}")]
    App(String),
    /// A patch of the host profile is wrong.
    #[error(transparent)]
    Profile(#[from] ProfileRefusal),
    /// The journal cannot be recorded.
    #[error(transparent)]
    Record(#[from] RecordFault),
    /// The session is over.
    #[error(transparent)]
    Ended(#[from] SessionEnded),
    /// A stimulus is wrong, or cannot happen now.
    #[error(transparent)]
    Stimulus(#[from] StimulusFault),
    /// Real time cannot be advanced.
    #[error(transparent)]
    RealClock(#[from] RealClock),
    /// A virtual clock does not run.
    #[error(transparent)]
    VirtualClock(#[from] VirtualClock),
    /// There is no such interaction, or nothing of this name can be done with one.
    #[error(transparent)]
    UnknownAction(#[from] UnknownAction),
    /// No state to start in has this name.
    #[error(transparent)]
    UnknownState(#[from] UnknownState),
    /// A snapshot is of another version.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The system gives no thread or no runtime.
    #[error("start a thread for the host: {0}")]
    Thread(io::Error),
    /// An expectation cannot be read.
    #[error(transparent)]
    Expectation(#[from] ExpectationFault),
    /// A scenario is running in the session.
    #[error(transparent)]
    Scenario(#[from] ScenarioRunning),
    /// A fault cannot strike.
    #[error(transparent)]
    Fault(#[from] FaultRefusal),
    /// The verdict on the session is not good; the explanation.
    #[error("{0}")]
    NotMet(String),
}

fn listen_remedy(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::AddrInUse => {
            "the port is in use; stop the other program, or choose another port with --port (0 picks a free one)".into()
        }
        io::ErrorKind::PermissionDenied => "not permitted; choose a port above 1023 with --port".into(),
        _ => source.to_string(),
    }
}

/// What a stimulus did.
#[derive(Clone, Debug)]
pub struct Caused {
    /// The interaction that it made or touched, as it is now or as it was when it left.
    pub interaction: Interaction,
    /// What the host said because of it, in order.
    pub outputs: Vec<DriverOutput>,
    /// The number of the last journal entry.
    pub cursor: u64,
}

/// A mock host with its server, alive as long as this value.
#[derive(Debug)]
#[must_use = "the host stops when this is dropped"]
pub struct MockHost {
    address: SocketAddr,
    links: Links,
    session: SessionHandle,
    registry: Arc<Registry>,
    token: Option<Token>,
    #[cfg(feature = "cli")]
    scheme: Scheme,
    servers: Option<Servers>,
    /// Whether something is expected in Rust, and nobody has asked what came of it.
    owes_verdict: AtomicBool,
}

impl MockHost {
    /// Starts a host on a free port of 127.0.0.1, with real time and the default host profile.
    ///
    /// # Panics
    /// If no port of the loopback address is free.
    pub async fn start() -> Self {
        Self::builder().start().await.expect("a free port on the loopback address")
    }

    /// A host that differs from the default.
    #[must_use]
    pub fn builder() -> MockHostBuilder {
        MockHostBuilder::default()
    }

    /// Where it listens, as this machine reaches it.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The workspace page of the default session (feature `cli`).
    #[must_use]
    pub fn url(&self) -> &str {
        &self.links.url
    }

    /// The WebSocket of the default session: each connection is one frame, each text message one envelope.
    #[must_use]
    pub fn ws_url(&self) -> &str {
        &self.links.ws
    }

    /// The control API of the default session.
    #[must_use]
    pub fn control_url(&self) -> &str {
        &self.links.control
    }

    /// Makes something happen, given in the JSON form of the control API (`{"type":"inbound-call"}`).
    ///
    /// # Errors
    /// It is no stimulus, or the state of the interaction does not allow it.
    pub async fn stimulus(&self, stimulus: Value) -> Result<Caused, HostError> {
        let (caused, cursor) = self.session.call(|desk| desk.stimulus(stimulus)).await??;
        let outputs = caused.deliveries.into_iter().map(output).collect();
        Ok(Caused { interaction: caused.interaction, outputs, cursor })
    }

    async fn happens(&self, stimulus: Stimulus) -> Result<Caused, HostError> {
        self.stimulus(serde_json::to_value(stimulus).unwrap_or_default()).await
    }

    /// Lets virtual time go on by so many milliseconds; whatever falls due happens.
    ///
    /// # Errors
    /// The clock of the host is real.
    pub async fn advance(&self, ms: u64) -> Result<Vec<DriverOutput>, HostError> {
        let deliveries = self.session.call(move |desk| desk.advance(ms)).await??;
        Ok(deliveries.into_iter().map(output).collect())
    }

    /// The journal entries after a cursor; 0 for all that are kept.
    ///
    /// # Errors
    /// The session is over.
    pub async fn journal_after(&self, cursor: u64) -> Result<Vec<JournalEntry>, HostError> {
        let excerpt = self.session.call(move |desk| desk.session().journal().excerpt(cursor));
        Ok(excerpt.await?.entries.iter().map(|kept| kept.judged()).collect())
    }

    /// Starts the session afresh; frames and their subscriptions stay.
    ///
    /// # Errors
    /// The session is over.
    pub async fn reset(&self) -> Result<(), HostError> {
        Ok(self.session.call(|desk| desk.session_mut().reset()).await?)
    }

    /// Changes how the host behaves, by a merge patch of the host profile.
    ///
    /// # Errors
    /// An unknown key, or a value that it cannot have.
    pub async fn patch_profile(&self, patch: Value) -> Result<HostProfile, HostError> {
        Ok(self.session.call(move |desk| desk.session_mut().patch_profile(&patch).cloned()).await??)
    }

    /// The interactions of the default session, as the desktop shows them.
    ///
    /// # Errors
    /// The session is over.
    pub async fn interactions(&self) -> Result<Vec<Interaction>, HostError> {
        Ok(self.session.call(|desk| desk.session().workspace().interactions().collect()).await?)
    }
}

#[cfg(test)]
impl MockHost {
    pub(crate) const fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }
}

impl MockHost {
    /// Stops the host, and waits until everybody that is connected has been told goodbye.
    /// Dropping it stops it too, and waits for nothing.
    ///
    /// # Panics
    /// Something that was expected did not come, as when the host is dropped.
    pub async fn stop(mut self) {
        let verdict = self.last_verdict();
        self.owes_verdict.store(false, Ordering::Relaxed);
        self.registry.end_all();
        if let Some(servers) = self.servers.take() {
            servers.stop().await;
        }
        complain(verdict);
    }
}

impl Drop for MockHost {
    /// A host of which something was expected in Rust says by a panic what is not met, unless the test panics already, or has
    /// asked before.
    fn drop(&mut self) {
        let verdict = self.last_verdict();
        // Connections that are kept alive may outlive this for a moment; they must find nothing.
        self.registry.end_all();
        complain(verdict);
    }
}

/// Panics with what is not met.
fn complain(verdict: Option<Verdict>) {
    if let Some(verdict) = verdict.filter(|verdict| !verdict.passed) {
        panic!("{}", verdict.explanation());
    }
}

fn output(delivery: Delivery) -> DriverOutput {
    DriverOutput { frame: delivery.frame.to_string(), message: delivery.message }
}

/// The exceptions from the default host.
#[derive(Clone, Debug)]
pub struct MockHostBuilder {
    config: SessionConfig,
    profile: Value,
    apps: Vec<(String, AppKind)>,
    access: Access,
    limits: Limits,
    addresses: Vec<IpAddr>,
    port: u16,
    /// Not checked yet.
    token: Option<String>,
    #[cfg(feature = "cli")]
    tls: Option<Tls>,
}

impl Default for MockHostBuilder {
    fn default() -> Self {
        Self {
            config: SessionConfig::default(),
            profile: Value::Object(serde_json::Map::new()),
            apps: Vec::new(),
            access: Access::default(),
            limits: Limits::default(),
            addresses: vec![Ipv4Addr::LOCALHOST.into()],
            port: 0,
            token: None,
            #[cfg(feature = "cli")]
            tls: None,
        }
    }
}

impl MockHostBuilder {
    /// Seed of generated identifiers. The default is 0.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.config.seed = seed;
        self
    }

    /// What moves session time. The default is the machine's clock.
    #[must_use]
    pub const fn clock(mut self, clock: ClockKind) -> Self {
        self.config.clock = clock;
        self
    }

    /// How the host behaves, as a merge patch onto the default host profile. An error shows at the start.
    #[must_use]
    pub fn profile(mut self, patch: Value) -> Self {
        self.profile = patch;
        self
    }

    /// What unattended far ends do, from the first call on. The default is nothing.
    #[must_use]
    pub fn policies(mut self, policies: Policies) -> Self {
        self.config.policies = policies;
        self
    }

    /// An app for the workspace page to embed, by its URL; its origin is accepted. Repeatable. An error shows at the start.
    #[must_use]
    pub fn app(mut self, url: impl Into<String>) -> Self {
        self.apps.push((url.into(), AppKind::Frame));
        self
    }

    /// An app for the workspace page to embed once for each interaction, from when it comes until it is gone. In its URL,
    /// `$Interaction.Id$` and its kin are filled in. Repeatable.
    #[must_use]
    pub fn app_per_interaction(mut self, url: impl Into<String>) -> Self {
        self.apps.push((url.into(), AppKind::PerInteraction));
        self
    }

    /// An app for the workspace page to open in a window of its own, on a click. Repeatable.
    #[must_use]
    pub fn app_window(mut self, url: impl Into<String>) -> Self {
        self.apps.push((url.into(), AppKind::Window));
        self
    }

    /// The addresses to listen on, all with the same port. The default is 127.0.0.1. Those after the first are left out
    /// where the machine does not have them; a port given by [`port`](Self::port) has to be free on all that it has.
    #[must_use]
    pub fn addresses(mut self, addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        self.addresses = addresses.into_iter().collect();
        self
    }

    /// How much the host takes.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The port. The default is 0, which picks a free one.
    #[must_use]
    pub const fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Whether logs show user data. The default is that its values are masked.
    #[must_use]
    pub const fn user_data_in_logs(mut self, user_data: UserDataInLogs) -> Self {
        self.config.user_data_in_logs = user_data;
        self
    }

    /// How messages are held to the contract when the journal is read. The default is [`Mode::Warn`].
    #[must_use]
    pub const fn validation(mut self, mode: Mode) -> Self {
        self.config.validation = mode;
        self
    }

    /// The file to which the journal is appended as JSON lines, each entry before anything that it caused leaves the process.
    /// Other sessions than the default one write to files beside it, with their name before the extension.
    #[must_use]
    pub fn record(mut self, path: impl Into<PathBuf>) -> Self {
        self.config.record = Some(path.into());
        self
    }

    /// Starts the host. It is ready when this returns.
    ///
    /// # Errors
    /// The port is not free, an app is no URL, or the profile is wrong.
    pub async fn start(mut self) -> Result<MockHost, HostError> {
        self.config.profile = patched(&HostProfile::default(), &self.profile)?;
        let apps = self.apps.iter().map(|(url, kind)| http::app(url, *kind)).collect::<Result<_, _>>();
        self.config.apps = apps.map_err(HostError::App)?;
        let access = self.checked_access()?;
        let scheme = self.scheme();
        let listeners = serving::listen(&self.addresses, self.port).await?;
        let address = reachable(serving::local_address(&listeners)?);
        let registry = Arc::new(Registry::new(self.config, self.limits)?);
        tokio::spawn(registry::keep_watch(Arc::downgrade(&registry)));
        let session = registry.find(DEFAULT_SESSION).map_err(|_| SessionEnded::Deleted)?;
        let token = access.token.clone();
        let access = Access { cookie: format!("scapi-control-{}", address.port()), ..access };
        let sockets = Arc::new(watch::Sender::new(()));
        let router = http::router(Server {
            registry: registry.clone(),
            access: Arc::new(access),
            limits: self.limits,
            scheme,
            answers: Arc::default(),
            sockets: sockets.clone(),
        });
        let mut servers = Servers::new(sockets);
        for listener in listeners {
            #[cfg(feature = "cli")]
            if let Some(tls) = &self.tls {
                servers.serve_tls(listener, tls, router.clone());
                continue;
            }
            servers.serve(listener, router.clone());
        }
        let links = Links::new(scheme, &address.to_string(), DEFAULT_SESSION);
        Ok(MockHost {
            address,
            links,
            token,
            #[cfg(feature = "cli")]
            scheme,
            session,
            registry,
            servers: Some(servers),
            owes_verdict: AtomicBool::new(false),
        })
    }
}
