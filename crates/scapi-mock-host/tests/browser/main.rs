//! The workspace page in a real browser, with apps of other origins in it.
//! Run by `cargo xtask test`, which finds or installs Chromium and its driver; without them these tests fail.

#![cfg(feature = "cli")]

mod actions;
mod app_reports;
mod app_server;
mod app_windows;
mod browser;
mod desk;
mod docs;
mod driver;
mod journal;
mod patience;
mod picture;
mod proxy;

mod again;
mod call;
mod cases;
mod client;
mod client_alone;
mod connection;
mod controls;
mod desk_controls;
mod embedding;
mod every_action;
mod faults;
mod flood;
mod framed;
mod gallery;
mod hostile_text;
mod journal_files;
mod keyboard;
mod lanes;
mod log;
mod odd_apps;
mod origins;
mod promises;
mod refusal;
mod reload;
mod simulator;
mod soak;
mod steady;
mod themes;
mod timeline;
mod two_apps;
mod two_pages;
mod verdicts;
mod why;
