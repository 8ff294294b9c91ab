//! `serve`: the mock host with its page, and the demo app beside it if no app is given.
//! Prints where to look when it is ready, and runs until it is told to stop.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use serde_json::json;
use tokio::net::TcpListener;
use url::{Host, Url};

use super::{
    arguments::{Apps, Serve, TlsSource},
    demo, logs, run,
    stdout::say,
};
use crate::{
    host::{MockHost, MockHostBuilder, reachable},
    http::{Links, Scheme},
    limits::Limits,
    registry::DEFAULT_SESSION,
    scenario::Scenario,
    session::{AppKind, ClockKind, UserDataInLogs},
    tls::{Tls, TlsListener},
    verify::Verdict,
};

pub(super) fn run(arguments: &Serve) -> Result<(), String> {
    logs::start(arguments);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| format!("failed to start: {error}"))?.block_on(serve(arguments))
}

async fn serve(arguments: &Serve) -> Result<(), String> {
    // Before anybody knows that the host is ready, so that no signal is missed.
    let mut told_to_stop = Signals::new()?;
    let tls = tls(arguments)?;
    let mut apps = arguments.apps.clone();
    if apps.each().next().is_none() {
        apps.framed.push(serve_demo(arguments, tls.as_ref()).await?);
    }
    let first = apps.first();
    let scenario = arguments.scenario.as_deref().map(run::read).transpose()?;
    let builder = scenario.iter().fold(builder(arguments, &apps, tls)?, with_scenario);
    let host = builder.start().await.map_err(|error| error.to_string())?;
    announce(arguments, &host, first.as_ref());
    let scenario = scenario.map(|scenario| run::start(&host, &scenario)).transpose()?;
    told_to_stop.wait().await;
    tracing::info!("stopping");
    let verdicts = host.verdicts().await;
    let scenario = scenario.map(|run| run.report());
    host.stop().await;
    if !arguments.fail_on_violation {
        return Ok(());
    }
    match scenario.filter(|report| !report.passed()) {
        Some(report) => Err(format!("the scenario did not pass\n\n{report}")),
        None => judge(&verdicts),
    }
}

/// The session is not the scenario's alone: time runs in it unless the scenario says otherwise.
fn with_scenario(builder: MockHostBuilder, scenario: &Scenario) -> MockHostBuilder {
    let clock = if scenario.needs_a_standing_clock() { ClockKind::Virtual } else { ClockKind::Real };
    builder.seed(scenario.seed()).clock(clock)
}

/// Fails with what is not good, session by session.
fn judge(verdicts: &BTreeMap<String, Verdict>) -> Result<(), String> {
    let bad = verdicts.iter().filter(|(_, verdict)| !verdict.passed);
    let told: Vec<String> =
        bad.map(|(name, verdict)| format!("session {name}:\n{}", verdict.explanation())).collect();
    if told.is_empty() { Ok(()) } else { Err(format!("the verdict is not good\n\n{}", told.join("\n\n"))) }
}

/// What tells a program to stop: Ctrl-C, and the signal that service managers and containers send.
pub(super) struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    pub(super) fn new() -> Result<Self, String> {
        use tokio::signal::unix::{SignalKind, signal};
        let failed = |error: std::io::Error| format!("failed to listen for signals: {error}");
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).map_err(failed)?,
            terminate: signal(SignalKind::terminate()).map_err(failed)?,
        })
    }

    #[cfg(unix)]
    pub(super) async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    pub(super) fn new() -> Result<Self, String> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    pub(super) async fn wait(&mut self) {
        // Where Ctrl-C cannot be heard, the host runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

fn builder(arguments: &Serve, apps: &Apps, tls: Option<Tls>) -> Result<MockHostBuilder, String> {
    let mut builder = MockHost::builder().port(arguments.port).addresses(addresses(arguments));
    builder = builder.limits(limits(arguments)).user_data_in_logs(user_data_in_logs(arguments));
    builder = apps.each().fold(builder, |builder, (url, kind)| match kind {
        AppKind::Frame => builder.app(url),
        AppKind::PerInteraction => builder.app_per_interaction(url),
        AppKind::Window => builder.app_window(url),
    });
    builder = builder.validation(arguments.validation.into());
    builder = arguments.record.iter().fold(builder, MockHostBuilder::record);
    builder = arguments.allowed_hosts.iter().fold(builder, |builder, name| builder.allowed_host(name));
    builder = arguments.frame_ancestors.iter().cloned().fold(builder, MockHostBuilder::frame_ancestor);
    builder = arguments.control_origins.iter().cloned().fold(builder, MockHostBuilder::control_origin);
    if let Some(tls) = tls {
        builder = builder.tls(tls);
    }
    if arguments.allow_remote {
        builder = builder.allow_remote();
    }
    match &arguments.control_token {
        Some(token) => Ok(builder.control_token(token)),
        None if arguments.allow_remote => Ok(builder.control_token(generated_token()?)),
        None => Ok(builder),
    }
}

const fn limits(arguments: &Serve) -> Limits {
    Limits {
        sessions: arguments.max_sessions,
        frames: arguments.max_frames,
        interactions: arguments.max_interactions,
        request_bytes: arguments.max_request_bytes,
    }
}

const fn user_data_in_logs(arguments: &Serve) -> UserDataInLogs {
    if arguments.log_user_data { UserDataInLogs::Shown } else { UserDataInLogs::Masked }
}

/// 128 bits of chance, which nobody guesses.
fn generated_token() -> Result<String, String> {
    let mut bytes = [0; 16];
    let failed = |error| format!("failed to make a control token: {error}; give one with --control-token");
    getrandom::fill(&mut bytes).map_err(failed)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn tls(arguments: &Serve) -> Result<Option<Tls>, String> {
    let tls = match &arguments.tls {
        None => return Ok(None),
        Some(TlsSource::SelfSigned) => {
            let own =
                ["localhost".to_owned(), Ipv4Addr::LOCALHOST.to_string(), Ipv6Addr::LOCALHOST.to_string()];
            let given = arguments.host.iter().map(ToString::to_string);
            Tls::self_signed(own.into_iter().chain(given).chain(arguments.allowed_hosts.iter().cloned()))
        }
        Some(TlsSource::Files { certificate, key }) => Tls::from_files(certificate, key),
    };
    tls.map(Some).map_err(|fault| fault.to_string())
}

/// Loopback in both families, unless an address is given.
fn addresses(arguments: &Serve) -> Vec<IpAddr> {
    match arguments.host {
        Some(address) => vec![address],
        None => vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
    }
}

/// Starts the demo app next to the host's port, or anywhere if that is taken; gives its URL.
async fn serve_demo(arguments: &Serve, tls: Option<&Tls>) -> Result<String, String> {
    let address = arguments.host.unwrap_or(Ipv4Addr::LOCALHOST.into());
    let wanted = if arguments.port == 0 { 0 } else { arguments.port.saturating_add(1) };
    let listener = match TcpListener::bind((address, wanted)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((address, 0)).await,
    };
    let failed = |error: std::io::Error| format!("failed to listen for the demo app on {address}: {error}");
    let listener = listener.map_err(failed)?;
    let at = reachable(listener.local_addr().map_err(failed)?);
    let scheme = if tls.is_some() { Scheme::Https } else { Scheme::Http };
    match tls {
        Some(tls) => {
            let listener = TlsListener::new(listener, tls);
            tokio::spawn(axum::serve(listener, demo::router()).into_future());
        }
        None => drop(tokio::spawn(axum::serve(listener, demo::router()).into_future())),
    }
    Ok(format!("{}://{at}/callbar/", scheme.http()))
}

fn announce(arguments: &Serve, host: &MockHost, app: Option<&Url>) {
    let links = Links::new(host.scheme(), &page_host(host.address(), app), DEFAULT_SESSION);
    let token = host.control_token();
    let page = token.map_or_else(|| links.url.clone(), |token| format!("{}?token={token}", links.url));
    if arguments.json {
        let mut line = json!(Links { url: page, ..links });
        if let Some(token) = token {
            line["token"] = token.into();
        }
        say!("{line}");
        return;
    }
    say!("The agent desktop is at   {page}");
    if let Some(app) = app {
        say!("It embeds                 {app}");
    }
    say!("Ring a call with a click, or with");
    let authorization = token.map(|token| format!(" -H 'authorization: Bearer {token}'")).unwrap_or_default();
    let insecure = if arguments.tls == Some(TlsSource::SelfSigned) { " --insecure" } else { "" };
    say!(
        "  curl {}/stimuli -H 'content-type: application/json'{authorization}{insecure} -d '{{\"type\":\"inbound-call\"}}'",
        links.control
    );
    say!("Stop it with Ctrl-C.");
}

/// The page is opened with the host name of the app, so that the app's cookies are same-site.
pub(super) fn page_host(address: SocketAddr, app: Option<&Url>) -> String {
    match app.and_then(Url::host) {
        Some(Host::Domain("localhost")) if address.ip().is_loopback() => {
            format!("localhost:{}", address.port())
        }
        _ => address.to_string(),
    }
}
