//! `validate`: checks a message, an array of messages, or a journal against the contract.
//! Exit code 0: valid; 1: something breaks the contract; 2: the input cannot be read.

mod clauses;
mod input;
mod report;

use std::{
    io::{self, Read},
    process::ExitCode,
};

use scapi_schema::{
    journal::{JournalEntry, MessageDirection},
    validate::{Conversation, Mode},
};
use serde_json::Value;

use super::arguments::{Format, Validate};
use crate::recording::Judge;
use input::{Item, items};
use report::Finding;

/// The exit code for input that cannot be read; clap uses it for arguments.
pub(super) const UNREADABLE: u8 = 2;

pub(super) fn run(arguments: &Validate) -> ExitCode {
    let outcome = if arguments.list_clauses {
        clauses::list();
        Ok(ExitCode::SUCCESS)
    } else if let Some(id) = &arguments.explain {
        clauses::explain(id).map(|()| ExitCode::SUCCESS)
    } else {
        validate(arguments)
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::from(UNREADABLE)
    })
}

fn validate(arguments: &Validate) -> Result<ExitCode, String> {
    let name = arguments.file.as_deref().unwrap_or("-");
    let source = read(name)?;
    let items = items(&source).map_err(|fault| format!("{}: {fault}", shown(name)))?;
    let mode = if arguments.strict { Mode::Strict } else { Mode::Warn };
    let findings = judge(mode, &items);
    let torn = input::torn(&source).len();
    if torn > 0 {
        eprintln!("{}: the last line was torn off after {torn} bytes, and is left out", shown(name));
    }
    match arguments.format {
        Format::Text => report::text(shown(name), &source, items.len(), &findings),
        Format::Json => report::json(shown(name), &source, items.len(), &findings),
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) fn shown(name: &str) -> &str {
    if name == "-" { "(standard input)" } else { name }
}

/// A text may be torn off in the middle of a character, which is left out.
fn read(name: &str) -> Result<String, String> {
    let mut bytes = read_bytes(name)?;
    if let Err(fault) = std::str::from_utf8(&bytes) {
        let whole = fault.valid_up_to();
        if fault.error_len().is_some() {
            return Err(format!("{} is not UTF-8 text: byte {whole} is wrong", shown(name)));
        }
        bytes.truncate(whole);
    }
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// All of a file, or of standard input.
pub(super) fn read_bytes(name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = if name == "-" {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(name).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map(|_| bytes).map_err(|error| format!("failed to read {}: {error}", shown(name)))
}

/// Judges each item, with what came before it in mind.
fn judge<'a>(mode: Mode, items: &'a [Item<'a>]) -> Vec<Finding<'a>> {
    let (mut journal, mut conversation) = (Judge::new(mode), Conversation::new(mode));
    let mut findings = Vec::new();
    for item in items {
        let violations = if item.is_journal_entry() {
            let entry = serde_json::from_value::<JournalEntry>(item.value.clone()).ok();
            journal.judge(&item.value, entry.as_ref())
        } else {
            conversation.check("", &direction(&item.value), &item.value)
        };
        findings.extend(violations.into_iter().map(|violation| Finding { item, violation }));
    }
    findings
}

/// Who says this, if nothing but the message tells: a host names itself, or answers, or reports an event.
fn direction(message: &Value) -> MessageDirection {
    let event = message["event"].as_str();
    let of_app = message.get("request").is_some() || matches!(event, Some("subscribe" | "unsubscribe"));
    let of_host = ["errorMessage", "subscriptionId", "frameId"].iter().any(|key| message.get(key).is_some());
    let named = message["userAgent"].as_str();
    match (of_app, named) {
        (true, _) => MessageDirection::AppToHost,
        (false, Some("WWE Client")) => MessageDirection::AppToHost,
        (false, Some(_)) => MessageDirection::HostToApp,
        (false, None) if of_host || event.is_some() => MessageDirection::HostToApp,
        (false, None) => MessageDirection::AppToHost,
    }
}
