//! `cargo xtask conformance`: the suite against our own host, or against any other.
//!
//! Our host is judged twice: over the driver protocol, and as an app meets it, over HTTP and WebSocket.

use std::path::PathBuf;
use std::process::Command;

use crate::cargo;
use crate::command::{self, heading};
use crate::error::Error;
use crate::host::HostGuard;
use crate::workspace::Workspace;

/// Run the conformance suite.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// What to judge: `cmd:PROGRAM ARGUMENTS` or a URL; repeatable [default: the mock host, both ways]
    #[arg(long = "target", value_name = "TARGET")]
    targets: Vec<String>,
    /// Arguments of the suite, such as `--filter 'interaction/accept/*'`
    #[arg(last = true)]
    arguments: Vec<String>,
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    build(workspace, &options.targets)?;
    let runs = Runs { workspace, arguments: &options.arguments };
    if options.targets.is_empty() { runs.own_host() } else { runs.given(&options.targets) }
}

/// The mock host is built only where it is judged: an implementer of another host does not wait for it.
fn build(workspace: &Workspace, targets: &[String]) -> Result<(), Error> {
    heading("build");
    let suite = ["build", "--locked", "--package", "scapi-conformance"].iter();
    let host: &[&str] = if targets.is_empty() { &["--package", "scapi-mock-host"] } else { &[] };
    cargo::run(workspace, suite.chain(host).chain(&["--bins"]).copied())
}

struct Runs<'a> {
    workspace: &'a Workspace,
    arguments: &'a [String],
}

impl Runs<'_> {
    fn own_host(&self) -> Result<(), Error> {
        let program = self.workspace.binary("scapi-mock-host");
        let driven = format!("cmd:{} drive", self.workspace.relative(&program));
        let mut failed = Vec::new();
        self.judge("mock-host-drive", &driven, &mut failed)?;
        let mut serve = Command::new(&program);
        serve.args(["--port", "0", "--json"]).current_dir(self.workspace.root());
        let host = HostGuard::start(serve)?;
        self.judge("mock-host-url", host.url(), &mut failed)?;
        outcome(failed)
    }

    fn given(&self, targets: &[String]) -> Result<(), Error> {
        let mut failed = Vec::new();
        for target in targets {
            self.judge(target, target, &mut failed)?;
        }
        outcome(failed)
    }

    /// Every target is judged, whatever came of the one before.
    fn judge(&self, name: &str, target: &str, failed: &mut Vec<String>) -> Result<(), Error> {
        heading(&format!("conformance of {name}"));
        let mut suite = Command::new(self.workspace.binary("scapi-conformance"));
        suite.current_dir(self.workspace.root()).args(["--target", target]);
        if let Some(list) = self.known_failing(name) {
            suite.arg("--known-failing").arg(self.workspace.relative(&list));
        }
        match command::run(suite.args(self.arguments)) {
            Err(Error::CommandFailed { .. }) => {
                failed.push(name.to_owned());
                Ok(())
            }
            other => other,
        }
    }

    /// The list of the cases that a target is known to fail, where there is one of its name.
    fn known_failing(&self, name: &str) -> Option<PathBuf> {
        let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let file = self.workspace.root().join("fixtures/known-failing").join(format!("{name}.json"));
        (is_plain && file.is_file()).then_some(file)
    }
}

fn outcome(failed: Vec<String>) -> Result<(), Error> {
    if failed.is_empty() { Ok(()) } else { Err(Error::Conformance(failed)) }
}
