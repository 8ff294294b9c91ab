//! Chromedriver, on a port that it chooses, and browsers that it starts.
//! Where the two programs are is told by `SCAPI_CHROMEDRIVER` and `SCAPI_CHROMIUM`, else the `PATH` is searched.

use std::env;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::target::TargetError;

/// A port that is free in one address family may be taken in the other, and the driver ends then. That is rare; as often
/// as this it has another reason.
const TRIES: usize = 5;

/// How often a window is told to hide. One that is seen all the same is slower, and nothing else.
const HIDING: usize = 20;

/// A chromedriver that takes sessions, for as long as this value lives.
#[derive(Debug)]
pub(super) struct Chromedriver {
    _process: Child,
    /// Held open: a driver that cannot write ends.
    _output: Lines<BufReader<ChildStdout>>,
    url: String,
    chromium: PathBuf,
}

/// A browser with one window.
#[derive(Debug)]
pub(super) struct Browser {
    client: Client,
    /// What it remembers; removed with it.
    profile: ProfileFolder,
}

impl Chromedriver {
    pub(super) async fn start() -> Result<Self, TargetError> {
        let chromium = program("SCAPI_CHROMIUM", "chromium")?;
        let driver = program("SCAPI_CHROMEDRIVER", "chromedriver")?;
        let mut said = String::new();
        for _ in 0..TRIES {
            let mut process = Command::new(&driver)
                .args(["--port=0", "--log-level=SEVERE"])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .kill_on_drop(true)
                .spawn()
                .map_err(|error| unreachable(&format!("{}: {error}", driver.display())))?;
            let output = process.stdout.take().ok_or_else(|| unreachable("chromedriver has no output"))?;
            let mut output = BufReader::new(output).lines();
            if let Some(port) = port_in(&mut output, &mut said).await {
                let url = format!("http://127.0.0.1:{port}");
                return Ok(Self { _process: process, _output: output, url, chromium });
            }
        }
        Err(unreachable(&format!("chromedriver does not say on which port it listens: {said}")))
    }

    /// A browser of its own, without a screen.
    pub(super) async fn browser(&self) -> Result<Browser, TargetError> {
        let profile = ProfileFolder::create()?;
        let capabilities = json!({
            // the apps say when they are there
            "pageLoadStrategy": "none",
            "goog:chromeOptions": { "binary": self.chromium, "args": [
                // the pages are ours, and a sandbox cannot be had as root in a container
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                // without a graphics card, what moves keeps a whole core busy
                "--force-prefers-reduced-motion",
                format!("--user-data-dir={}", profile.0.display()),
            ] },
        });
        let Value::Object(capabilities) = capabilities else { return Err(unreachable("no capabilities")) };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let connected = builder.capabilities(Map::from_iter(capabilities)).connect(&self.url).await;
        let client = connected.map_err(|error| unreachable(&format!("a browser: {error}")))?;
        let browser = Browser { client, profile };
        browser.hide().await?;
        Ok(browser)
    }
}

impl Browser {
    /// Nobody looks, so that nothing has to be drawn: that is half of the work. A window that has just come may miss that it is
    /// minimized, and is told again.
    async fn hide(&self) -> Result<(), TargetError> {
        let unreachable = |error: CmdError| TargetError::Unreachable(format!("the browser: {error}"));
        for _ in 0..HIDING {
            self.client.minimize_window().await.map_err(unreachable)?;
            let hidden =
                self.client.execute("return document.hidden", Vec::new()).await.map_err(unreachable)?;
            if hidden == Value::Bool(true) {
                break;
            }
        }
        Ok(())
    }

    /// Opens an address, and does not wait for it.
    pub(super) async fn open(&self, url: &str) -> Result<(), TargetError> {
        self.client.goto(url).await.map_err(|error| TargetError::Ended(format!("the browser: {error}")))
    }

    pub(super) async fn close(self) -> Result<(), TargetError> {
        let closed = self.client.close().await;
        drop(self.profile);
        closed.map_err(|error| TargetError::Ended(format!("the browser: {error}")))
    }
}

/// The driver says on which port it listens, once it does; `said` keeps what it said instead.
async fn port_in(output: &mut Lines<BufReader<ChildStdout>>, said: &mut String) -> Option<u16> {
    while let Ok(Some(line)) = output.next_line().await {
        let port = line.split_once(" started successfully on port ").map(|(_, port)| port);
        if let Some(port) = port.and_then(|port| port.trim_end_matches('.').parse().ok()) {
            return Some(port);
        }
        said.push_str(&line);
        said.push('\n');
    }
    None
}

fn program(variable: &str, name: &str) -> Result<PathBuf, TargetError> {
    let named = env::var_os(variable).map(PathBuf::from);
    named.or_else(|| in_path(name)).ok_or_else(|| {
        unreachable(&format!(
            "there is no {name} on the PATH, and no {variable} that says where it is; on Debian: apt-get install -y chromium chromium-driver"
        ))
    })
}

fn in_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn unreachable(fault: &str) -> TargetError {
    TargetError::Unreachable(fault.to_owned())
}

/// A fresh folder, removed when this is dropped.
#[derive(Debug)]
struct ProfileFolder(PathBuf);

impl ProfileFolder {
    fn create() -> Result<Self, TargetError> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("scapi-conformance-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder)
            .map_err(|error| unreachable(&format!("{}: {error}", folder.display())))?;
        Ok(Self(folder))
    }
}

impl Drop for ProfileFolder {
    fn drop(&mut self) {
        // a browser that is slow to end may still write; what is left lies among the temporary files
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
