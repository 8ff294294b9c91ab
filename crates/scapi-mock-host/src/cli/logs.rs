//! Logs: to standard error, for people or for programs, as much as is asked for.
//! Standard output is for what a script waits for.

use std::io::IsTerminal;

use clap::ValueEnum;
use tracing_subscriber::EnvFilter;

use super::arguments::Serve;

/// How much is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Level {
    /// Nothing
    Off,
    /// Faults of the host
    Error,
    /// What should not be
    Warn,
    /// Sessions that come and go
    Info,
    /// Every message, stimulus and request
    Debug,
    /// Everything
    Trace,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON object a line
    Json,
}

impl Level {
    /// Of this program; what it is made of warns only.
    fn filter(self) -> String {
        let level = self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        match self {
            Self::Off => level,
            _ => format!("warn,scapi_mock_host={level}"),
        }
    }
}

/// Starts logging. Without `--log`, the variable `RUST_LOG` says how much; without that, there are warnings.
pub(super) fn start(arguments: &Serve) {
    let filter = match arguments.log {
        Some(level) => EnvFilter::new(level.filter()),
        None => EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn")),
    };
    // Colours are for a terminal: a file would have their codes.
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A process has one subscriber; where there is one already, it stays.
    let _ = match arguments.log_format {
        LogFormat::Text => subscriber.try_init(),
        LogFormat::Json => subscriber.json().flatten_event(true).try_init(),
    };
}
