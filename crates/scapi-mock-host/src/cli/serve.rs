//! `serve`: the mock host with its page, and the demo app beside it if no app is given.
//! Prints where to look when it is ready, and runs until it is interrupted.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use url::{Host, Url};

use super::{arguments::Serve, demo};
use crate::{
    host::{MockHost, MockHostBuilder, reachable},
    http::Links,
    registry::DEFAULT_SESSION,
};

pub(super) fn run(arguments: &Serve) -> Result<(), String> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| format!("failed to start: {error}"))?.block_on(serve(arguments))
}

async fn serve(arguments: &Serve) -> Result<(), String> {
    let mut apps = arguments.apps.clone();
    if apps.is_empty() {
        apps.push(serve_demo(arguments).await?);
    }
    let first = apps.first().and_then(|app| Url::parse(app).ok());
    let host = builder(arguments, apps).start().await.map_err(|error| error.to_string())?;
    announce(arguments, &host, first.as_ref());
    let interrupted = tokio::signal::ctrl_c().await;
    interrupted.map_err(|error| format!("failed to wait for an interrupt: {error}"))
}

fn builder(arguments: &Serve, apps: Vec<String>) -> MockHostBuilder {
    let mut builder = MockHost::builder().port(arguments.port).addresses(addresses(arguments));
    builder = apps.into_iter().fold(builder, MockHostBuilder::app);
    builder = arguments.allowed_hosts.iter().fold(builder, |builder, name| builder.allowed_host(name));
    arguments.control_origins.iter().cloned().fold(builder, MockHostBuilder::control_origin)
}

/// Loopback in both families, unless an address is given.
fn addresses(arguments: &Serve) -> Vec<IpAddr> {
    match arguments.host {
        Some(address) => vec![address],
        None => vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
    }
}

/// Starts the demo app next to the host's port, or anywhere if that is taken; gives its URL.
async fn serve_demo(arguments: &Serve) -> Result<String, String> {
    let address = arguments.host.unwrap_or(Ipv4Addr::LOCALHOST.into());
    let wanted = if arguments.port == 0 { 0 } else { arguments.port.saturating_add(1) };
    let listener = match TcpListener::bind((address, wanted)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((address, 0)).await,
    };
    let failed = |error: std::io::Error| format!("failed to listen for the demo app on {address}: {error}");
    let listener = listener.map_err(failed)?;
    let at = reachable(listener.local_addr().map_err(failed)?);
    tokio::spawn(axum::serve(listener, demo::router()).into_future());
    Ok(format!("http://{at}/callbar/"))
}

fn announce(arguments: &Serve, host: &MockHost, app: Option<&Url>) {
    let links = Links::new(&page_host(host.address(), app), DEFAULT_SESSION);
    if arguments.json {
        // The type has a fixed shape, so that it always is JSON.
        println!("{}", serde_json::to_string(&links).unwrap_or_default());
        return;
    }
    println!("The agent desktop is at   {}", links.url);
    if let Some(app) = app {
        println!("It embeds                 {app}");
    }
    println!("Ring a call with a click, or with");
    println!(
        "  curl {}/stimuli -H 'content-type: application/json' -d '{{\"type\":\"inbound-call\"}}'",
        links.control
    );
    println!("Stop it with Ctrl-C.");
}

/// The page is opened with the host name of the app, so that the app's cookies are same-site.
fn page_host(address: SocketAddr, app: Option<&Url>) -> String {
    match app.and_then(Url::host) {
        Some(Host::Domain("localhost")) if address.ip().is_loopback() => {
            format!("localhost:{}", address.port())
        }
        _ => address.to_string(),
    }
}
