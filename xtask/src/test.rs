//! `cargo xtask test`: every test of the workspace. What a test needs and the machine lacks is an error.

use crate::browser::{self, WhenMissing};
use crate::cargo::{self, cargo};
use crate::command::{self, heading};
use crate::error::Error;
use crate::interop;
use crate::workspace::Workspace;

/// Environment variable with the path of axe-core's script, for the browser tests to judge the page with.
const AXE: &str = "SCAPI_AXE";

/// Run every test.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// Install Chromium and its driver with apt-get when they are missing
    #[arg(long)]
    pub(crate) install: bool,
    /// Run the tests in other languages as well, and judge the page with axe-core; needs Node.js, npm and Python
    #[arg(long)]
    pub(crate) interop: bool,
    /// Judge the page with axe-core, without the tests in other languages
    #[arg(skip)]
    pub(crate) axe: bool,
    /// Arguments of the test runner: `cargo nextest run` when it is installed, else `cargo test`
    #[arg(last = true)]
    pub(crate) arguments: Vec<String>,
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let when_missing = if options.install { WhenMissing::Install } else { WhenMissing::Fail };
    let browser = browser::ensure(when_missing)?;
    if options.interop {
        interop::run(workspace)?;
    }
    let axe = if options.interop || options.axe { Some(interop::axe(workspace)?) } else { None };
    // The doc tests come first, so that the runner's summary is what stands last.
    heading("doc tests");
    cargo::run(workspace, ["test", "--doc", "--workspace", "--all-features", "--locked", "--quiet"])?;
    heading("tests");
    let mut tests = cargo(workspace, runner(workspace).iter().copied());
    tests.args(["--workspace", "--all-features", "--locked"]);
    tests.args(&options.arguments).envs(browser.environment()).envs(axe.map(|script| (AXE, script)));
    command::run(&mut tests)
}

fn runner(workspace: &Workspace) -> &'static [&'static str] {
    if cargo::has_nextest(workspace) {
        &["nextest", "run"]
    } else {
        eprintln!("cargo-nextest is not installed: cargo test does its work, a test binary at a time");
        &["test", "--all-targets"]
    }
}
