//! The workspace page in a real browser, with apps of other origins in it.
//! Run by `cargo xtask test`, which finds or installs Chromium and its driver; without them these tests fail.

#![cfg(feature = "cli")]

mod actions;
mod app_server;
mod browser;
mod docs;
mod driver;
mod journal;
mod patience;
mod proxy;

mod call;
mod client;
mod client_alone;
mod connection;
mod desk_controls;
mod faults;
mod hostile_text;
mod keyboard;
mod log;
mod odd_apps;
mod origins;
mod promises;
mod refusal;
mod reload;
mod themes;
mod two_apps;
