//! Progress: a bar on a terminal, a line for each case elsewhere.
//! Neither says why a case failed; the report does.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};
use scapi_conformance::report::CaseReport;
use scapi_conformance::run::Observer;
use scapi_conformance::target::Identity;

use crate::cli::stdout::say;

/// Where progress is shown.
pub(crate) enum Progress {
    /// A terminal is looked at.
    Bar(ProgressBar),
    /// Output goes to a file or a log.
    Lines,
}

impl Progress {
    pub(crate) fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self::Lines;
        }
        let bar = ProgressBar::new(0);
        // the template is a constant; were it wrong, the default one would do
        if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:40} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }
}

impl Observer for Progress {
    fn started(&mut self, identity: &Identity, cases: usize) {
        if let Self::Bar(bar) = self {
            bar.set_length(cases as u64);
            bar.set_prefix(identity.name.clone());
        }
    }

    fn judged(&mut self, report: &CaseReport) {
        match self {
            Self::Bar(bar) => {
                if report.verdict.fails_run() {
                    bar.println(format!("{}: {}", report.verdict.words(), report.id));
                }
                bar.set_message(report.id.clone());
                bar.inc(1);
            }
            Self::Lines => say!("{}: {}", report.verdict.words(), report.id),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
