//! What can be said on the command line.
//! `serve` need not be written.

use std::{net::IpAddr, path::PathBuf};

use axum::http::HeaderValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use scapi_schema::validate::Mode;
use url::Url;

use super::logs::{Level, LogFormat};
use crate::{http::app_url, limits::Limits, session::AppKind};

/// A mock agent desktop that speaks the Service Client API.
///
/// Embeds your web app in an agent desktop without a contact centre: ring a call with a click, and watch every message.
#[derive(Clone, Debug, Parser)]
#[command(name = "scapi-mock-host", version, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) serve: Serve,
}

#[derive(Clone, Debug, Subcommand)]
pub(super) enum Command {
    /// Serve the desktop (the default)
    Serve(Serve),
    /// Print the OpenAPI document of the control API, as a running host serves it at /openapi.json
    Openapi,
    /// Run scenarios, each in a session of its own, and judge the app
    ///
    /// The app is opened in the page that is printed, connects to the WebSocket that is printed, or is started by --exec. Exits with 0 if
    /// all scenarios passed, 1 if one failed, 2 if a file cannot be read; then none is run.
    Run(Run),
    /// Be a conformance target: JSON lines on standard input and output
    Drive,
    /// Check messages against the contract: one, an array of them, or a journal as JSON lines
    ///
    /// Exits with 0 if all are valid, 1 if one breaks the contract, 2 if the input cannot be read.
    Validate(Validate),
    /// Feed a recorded journal to a fresh session, and say where it first says something else
    ///
    /// The journal is one that --record has written. Exits with 0 if everything is said as it was, 1 if something is not, 2 if the
    /// journal cannot be read or is not whole.
    Replay(Replay),
}

#[derive(Clone, Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) apps: Apps,

    /// Listen on this port; 0 picks a free one
    #[arg(long, default_value_t = 7780)]
    pub(super) port: u16,

    /// Listen on this address [default: 127.0.0.1, and ::1 where there is one]
    #[arg(long, value_name = "ADDRESS", value_parser = check_host)]
    pub(super) host: Option<IpAddr>,

    /// Print the URLs of the default session as one line of JSON when ready
    #[arg(long)]
    pub(super) json: bool,

    /// Serve requests for this host name too (for containers); repeatable
    #[arg(long = "allowed-host", value_name = "NAME")]
    pub(super) allowed_hosts: Vec<String>,

    /// Append the journal of the default session to this file as JSON lines, each entry before anything that it caused is said; other
    /// sessions write beside it (FILE.k1.jsonl). See "replay" and "validate"
    #[arg(long, value_name = "FILE")]
    pub(super) record: Option<PathBuf>,

    /// How messages are held to the contract when the journal is read; a session may say otherwise
    #[arg(long, value_enum, default_value_t = Validation::Warn)]
    pub(super) validation: Validation,

    /// Run this scenario in the default session, from the start; how it goes is told on standard error
    #[arg(long, value_name = "FILE")]
    pub(super) scenario: Option<PathBuf>,

    /// When told to stop, end with exit code 1 if the verdict on a session is not good: an expectation that is not met, something
    /// that is owed, a scenario that did not pass, with --validation strict a message that breaks the contract
    #[arg(long)]
    pub(super) fail_on_violation: bool,

    /// Let pages of this origin use the control API; repeatable
    #[arg(long = "allow-control-origin", value_name = "ORIGIN", value_parser = check_origin)]
    pub(super) control_origins: Vec<HeaderValue>,

    /// Let pages of this origin show the page in a frame, as a test runner on another machine does; repeatable. "*" is any. Pages of
    /// this machine may
    #[arg(long = "allow-frame-ancestor", value_name = "ORIGIN", value_parser = check_frame_ancestor)]
    pub(super) frame_ancestors: Vec<HeaderValue>,

    /// Let --host be an address that other machines reach; a control token is needed then
    #[arg(long)]
    pub(super) allow_remote: bool,

    /// Ask for this token in every request, as "Authorization: Bearer TOKEN" [default with --allow-remote: a generated one]
    #[arg(long, value_name = "TOKEN")]
    pub(super) control_token: Option<String>,

    /// Serve over TLS, with a certificate made now or with one from files in PEM
    #[arg(long, value_name = "self-signed|CERT,KEY", value_parser = check_tls)]
    pub(super) tls: Option<TlsSource>,

    /// Log this much to standard error [default: what RUST_LOG says, or else warn]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(super) log: Option<Level>,

    /// What a line of the log looks like
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    pub(super) log_format: LogFormat,

    /// Show user data in the log, which is masked otherwise
    #[arg(long)]
    pub(super) log_user_data: bool,

    /// Have at most so many sessions
    #[arg(long, value_name = "COUNT", default_value_t = Limits::default().sessions)]
    pub(super) max_sessions: usize,

    /// Have at most so many frames in a session
    #[arg(long, value_name = "COUNT", default_value_t = Limits::default().frames)]
    pub(super) max_frames: usize,

    /// Have at most so many interactions in a session
    #[arg(long, value_name = "COUNT", default_value_t = Limits::default().interactions)]
    pub(super) max_interactions: usize,

    /// Take at most so many bytes in the body of a request
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().request_bytes)]
    pub(super) max_request_bytes: usize,

    /// Read flags from this JSON file, such as {"port": 0, "app": ["http://localhost:3000"]}; those given here win
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// The apps that the page embeds.
#[derive(Clone, Debug, Args)]
pub(super) struct Apps {
    /// Embed this app, by its URL; repeatable. $Agent.FullName$ and its kin in the URL are filled in. Without any app, "serve" embeds
    /// the demo app
    #[arg(long = "app", value_name = "URL", value_parser = check_app)]
    pub(super) framed: Vec<String>,

    /// Embed this app once for each interaction, from when it comes until it is gone; repeatable. $Interaction.Id$ and its kin in the
    /// URL are filled in
    #[arg(long = "app-per-interaction", value_name = "URL", value_parser = check_app)]
    pub(super) per_interaction: Vec<String>,

    /// Open this app in a window of its own, on a click in the page; repeatable
    #[arg(long = "app-window", value_name = "URL", value_parser = check_app)]
    pub(super) in_windows: Vec<String>,
}

impl Apps {
    /// All of them.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, AppKind)> {
        let lists = [
            (&self.framed, AppKind::Frame),
            (&self.per_interaction, AppKind::PerInteraction),
            (&self.in_windows, AppKind::Window),
        ];
        lists.into_iter().flat_map(|(urls, kind)| urls.iter().map(move |url| (url.as_str(), kind)))
    }

    /// The URL of the first.
    pub(super) fn first(&self) -> Option<Url> {
        self.each().find_map(|(url, _)| Url::parse(url).ok())
    }
}

/// Where the certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TlsSource {
    /// Made at the start.
    SelfSigned,
    /// Read from files.
    Files { certificate: PathBuf, key: PathBuf },
}

#[derive(Clone, Debug, Args)]
pub(super) struct Validate {
    /// The file to check; - is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["list_clauses", "explain"])]
    pub(super) file: Option<String>,

    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,

    /// Also report what the contract tolerates without knowing it: other properties, event types, methods
    #[arg(long)]
    pub(super) strict: bool,

    /// List all clauses of the contract
    #[arg(long)]
    pub(super) list_clauses: bool,

    /// Say all that is known of a clause
    #[arg(long, value_name = "CLAUSE")]
    pub(super) explain: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Replay {
    /// The journal, as JSON lines; - is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: String,

    /// Report as one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Run {
    /// The scenarios, run one after the other
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) apps: Apps,

    /// Start this command with each scenario: the app, or a test of it. It finds the session in the environment variables SCAPI_URL (the
    /// page), SCAPI_WS (the WebSocket) and SCAPI_CONTROL, and is ended with the scenario. No shell reads it
    #[arg(long, value_name = "COMMAND")]
    pub(super) exec: Option<String>,

    /// Give a variable of the scenarios a value; repeatable
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = check_variable)]
    pub(super) variables: Vec<(String, String)>,

    /// Write a JUnit report to this file
    #[arg(long, value_name = "FILE")]
    pub(super) junit: Option<PathBuf>,

    /// Print JSON lines: for each scenario the URLs of its session, and its report when it is over
    #[arg(long)]
    pub(super) json: bool,

    /// Listen on this port; 0 picks a free one
    #[arg(long, default_value_t = 0)]
    pub(super) port: u16,

    /// Write the journal of each session beside this file, with the number of the scenario before the extension (FILE.scenario-1.jsonl)
    #[arg(long, value_name = "FILE")]
    pub(super) record: Option<PathBuf>,

    /// How messages are held to the contract; with "strict" a scenario fails if the app breaks it
    #[arg(long, value_enum, default_value_t = Validation::Warn)]
    pub(super) validation: Validation,
}

/// How messages are held to the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Validation {
    /// Not at all
    Off,
    /// Report what the contract forbids
    Warn,
    /// Also report what it tolerates without knowing it: other properties, event types, methods
    Strict,
}

impl From<Validation> for Mode {
    fn from(validation: Validation) -> Self {
        match validation {
            Validation::Off => Self::Off,
            Validation::Warn => Self::Warn,
            Validation::Strict => Self::Strict,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: the line, with the place pointed at
    Text,
    /// For programs: one JSON object
    Json,
}

fn check_app(text: &str) -> Result<String, String> {
    app_url(text).map(Into::into)
}

fn check_host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(std::net::Ipv4Addr::LOCALHOST.into()),
        _ => {
            text.parse().map_err(|_| format!("an IP address such as 127.0.0.1, or localhost, got \"{text}\""))
        }
    }
}

fn check_tls(text: &str) -> Result<TlsSource, String> {
    match text.split_once(',') {
        _ if text == "self-signed" => Ok(TlsSource::SelfSigned),
        Some((certificate, key)) if !certificate.is_empty() && !key.is_empty() => {
            Ok(TlsSource::Files { certificate: certificate.into(), key: key.into() })
        }
        _ => Err(format!(
            "self-signed, or the files of a certificate and its key with a comma between them, such as cert.pem,key.pem; \
             got \"{text}\""
        )),
    }
}

fn check_variable(text: &str) -> Result<(String, String), String> {
    let wanted = || format!("a name and a value, such as caller=+33298000000, got \"{text}\"");
    let (name, value) = text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(wanted)?;
    Ok((name.into(), value.into()))
}

fn check_frame_ancestor(text: &str) -> Result<HeaderValue, String> {
    if text == "*" { Ok(HeaderValue::from_static("*")) } else { check_origin(text) }
}

fn check_origin(text: &str) -> Result<HeaderValue, String> {
    let wanted =
        || format!("an origin is a scheme, a host and a port, such as http://localhost:3000, got \"{text}\"");
    let url = app_url(text).map_err(|_| wanted())?;
    if url.origin().ascii_serialization() != text.trim_end_matches('/') {
        return Err(wanted());
    }
    HeaderValue::from_str(text.trim_end_matches('/')).map_err(|_| wanted())
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::Arguments;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn an_origin_with_a_path_is_refused() {
        let refused = Arguments::try_parse_from(["x", "--allow-control-origin", "http://localhost:3000/app"]);
        assert!(refused.unwrap_err().to_string().contains("such as http://localhost:3000"));
    }
}
