//! `replay`: feeds a recorded journal to a fresh session.
//! Exit code 0: it says what was said; 1: it says something else; 2: the journal cannot be read, or is not whole.

use std::process::ExitCode;

use serde_json::json;

use super::{
    arguments::Replay,
    stdout::say,
    validate::{UNREADABLE, read_bytes, shown},
};
use crate::{
    recording::Recording,
    replay::{Report, replay},
};

pub(super) fn run(arguments: &Replay) -> ExitCode {
    let file = shown(&arguments.file);
    let report = match report(&arguments.file) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("error: {file}: {error}");
            return ExitCode::from(UNREADABLE);
        }
    };
    if arguments.json {
        let mut report = json!(report);
        report["file"] = file.into();
        say!("{report:#}");
    } else {
        print(file, &report);
    }
    if report.difference.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn report(name: &str) -> Result<Report, String> {
    let recording = Recording::read(&read_bytes(name)?).map_err(|fault| fault.to_string())?;
    replay(&recording).map_err(|fault| fault.to_string())
}

fn print(file: &str, report: &Report) {
    if let Some(torn) = report.torn {
        say!("{file}:{}: the last line was torn off after {} bytes, and is left out", torn.line, torn.bytes);
    }
    match &report.difference {
        Some(difference) => say!("{file}:{}: {difference}", difference.line),
        None => {
            let counted =
                |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
            let (sessions, inputs) = (counted(report.sessions, "session"), counted(report.inputs, "input"));
            say!("{file}: {sessions}, {inputs}, {}: all as it was", counted(report.outputs, "output"));
        }
    }
}
