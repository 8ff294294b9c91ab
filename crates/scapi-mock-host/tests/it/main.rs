//! The mock host over real sockets: what apps, tests and pages see of it, and what it withstands.
//! Nothing here waits for real time to pass; a test waits for what it needs to see.

mod app;
mod control;
mod folder;
mod page;
mod patience;
mod raw;
mod recorded;
mod wire;

mod abuse;
mod blocking;
mod bridge;
mod bridge_resume;
mod canned;
mod clock;
mod cut_off;
mod desktop;
mod expectation_scope;
mod expectations;
mod faults;
mod faults_bad;
mod faults_in_pages;
mod frames;
mod idempotency;
mod in_rust;
mod in_rust_desktop;
#[cfg(feature = "wiremock")]
mod in_wiremock;
mod journal;
mod journal_import;
mod journal_query;
mod journal_round_trip;
mod journal_shed;
mod journal_stream;
mod limits;
mod many;
mod messages;
mod mock_host;
mod model;
mod record;
mod remote;
mod scenario_faults;
mod scenario_http;
mod scenario_steps;
mod scenarios;
mod security;
mod sessions;
mod stimuli;
mod time_and_profile;
mod wait;

#[cfg(feature = "cli")]
mod assets;
#[cfg(feature = "cli")]
mod contract;
#[cfg(feature = "cli")]
mod drive;
#[cfg(feature = "cli")]
mod openapi;
#[cfg(feature = "cli")]
mod operations;
#[cfg(feature = "cli")]
mod probe;
#[cfg(feature = "cli")]
mod program;
#[cfg(feature = "cli")]
mod readme;
mod readme_rust;
#[cfg(feature = "cli")]
mod record_crash;
#[cfg(feature = "cli")]
mod replays;
#[cfg(feature = "cli")]
mod scenario_run;
#[cfg(feature = "cli")]
mod serve;
#[cfg(feature = "cli")]
mod tables;
#[cfg(feature = "cli")]
mod tls;
#[cfg(feature = "cli")]
mod validate;
