//! Chromedriver: one process, shared by the tests that run at the same time, killed when the last of them is over.
//! Where it and the browser are is told by `SCAPI_CHROMEDRIVER` and `SCAPI_CHROMIUM`, else the `PATH` is searched.

use std::{
    env,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, Weak},
};

/// A port that is taken is rare; as often as this it has another reason.
const TRIES: usize = 5;

static RUNNING: Mutex<Weak<Driver>> = Mutex::new(Weak::new());

/// A chromedriver that takes sessions, for as long as this value lives.
#[must_use = "chromedriver is killed when this is dropped"]
pub(crate) struct Driver {
    process: Child,
    /// Held open: a driver that cannot write ends.
    _output: BufReader<ChildStdout>,
    /// Where it takes commands.
    pub(crate) url: String,
    /// The browser that it is to start.
    pub(crate) chromium: PathBuf,
}

impl Driver {
    /// The one that runs already, or a new one.
    pub(crate) fn shared() -> Arc<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let driver = Arc::new(Self::start());
            *running = Arc::downgrade(&driver);
            driver
        })
    }

    /// Lets it choose its port. One that is free in one address family may be taken in the other; it ends then, and
    /// the next try gets another.
    fn start() -> Self {
        let mut said = String::new();
        for _ in 0..TRIES {
            match Self::try_start() {
                Ok(driver) => return driver,
                Err(output) => said.push_str(&output),
            }
        }
        panic!("chromedriver ended without saying on which port it listens, {TRIES} times:\n{said}");
    }

    fn try_start() -> Result<Self, String> {
        let chromium = program("SCAPI_CHROMIUM", "chromium");
        let mut command = Command::new(program("SCAPI_CHROMEDRIVER", "chromedriver"));
        command.args(["--port=0", "--log-level=SEVERE"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("chromedriver starts");
        let mut output = BufReader::new(process.stdout.take().expect("its output is piped"));
        match port_in(&mut output) {
            Ok(port) => {
                Ok(Self { process, _output: output, url: format!("http://127.0.0.1:{port}"), chromium })
            }
            Err(said) => {
                // It has closed its output, and ends.
                let _ = process.wait();
                Err(said)
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself; either way it must not be left behind.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Chromedriver says on which port it listens, once it does; else what it said instead.
fn port_in(output: &mut impl BufRead) -> Result<u16, String> {
    let mut said = String::new();
    while output.read_line(&mut said).expect("chromedriver writes text") > 0 {
        let last = said.lines().next_back().unwrap_or_default();
        let port = last.split_once(" started successfully on port ").map(|(_, port)| port);
        if let Some(port) = port.and_then(|port| port.trim_end_matches('.').parse().ok()) {
            return Ok(port);
        }
    }
    Err(said)
}

fn program(variable: &str, name: &str) -> PathBuf {
    let named = env::var_os(variable).map(PathBuf::from);
    named.or_else(|| in_path(name)).unwrap_or_else(|| {
        panic!("there is no {name} on the PATH and no {variable}; run these tests with: cargo xtask test --install")
    })
}

fn in_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}
