//! What the contract says of a journal that was read: entry by entry, each message with what came before it in mind.
//! A frame that opens or is reloaded begins a conversation of its own.

use std::collections::BTreeMap;

use scapi_schema::{
    journal::{Change, JournalEntry, Legality, LegalityVerdict},
    validate::{Conversation, Mode, Violation, check, check_message},
};
use serde::Serialize;
use serde_json::Value;

use super::Recording;

/// So many are listed; more would be no easier to read.
const LISTED_AT_MOST: usize = 1000;

/// A breach of the contract, and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The line; counts from 1.
    pub line: usize,
    /// The number of the entry.
    pub seq: u64,
    /// The breach. Its pointer is into the entry.
    pub violation: Violation,
}

/// What was found in a journal.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Findings {
    /// The first breaches, in their order.
    pub violations: Vec<Finding>,
    /// How many more there are.
    pub more_violations: usize,
}

impl Recording {
    /// Judges every entry, and every message in one.
    #[must_use]
    pub fn findings(&self, mode: Mode) -> Findings {
        let mut findings = Findings::default();
        let mut judge = Judge::new(mode);
        for line in &self.lines {
            // It was read from JSON, and is JSON again.
            let value = serde_json::to_value(&line.entry).unwrap_or_default();
            for violation in judge.judge(&value, Some(&line.entry)) {
                if findings.violations.len() < LISTED_AT_MOST {
                    findings.violations.push(Finding { line: line.number, seq: line.entry.seq, violation });
                } else {
                    findings.more_violations += 1;
                }
            }
        }
        findings
    }
}

/// Judges the entries of a journal, one after the other.
#[derive(Debug)]
pub(crate) struct Judge {
    mode: Mode,
    conversation: Conversation,
    /// How many pages a frame has had.
    pages: BTreeMap<String, usize>,
}

impl Judge {
    pub(crate) fn new(mode: Mode) -> Self {
        Self { mode, conversation: Conversation::new(mode), pages: BTreeMap::new() }
    }

    /// How the next entry breaks the contract: by itself, and by the message in it. None was read if it is no entry.
    pub(crate) fn judge(&mut self, value: &Value, entry: Option<&JournalEntry>) -> Vec<Violation> {
        let of_message = entry.map(|entry| self.message(entry)).unwrap_or_default();
        let of_message = of_message.into_iter().map(|violation| {
            let pointer = format!("/message{}", violation.pointer);
            Violation { pointer, ..violation }
        });
        check("journal-entry", value).into_iter().chain(of_message).collect()
    }

    fn message(&mut self, entry: &JournalEntry) -> Vec<Violation> {
        let frame = entry.frame.as_deref().unwrap_or_default();
        match &entry.change {
            Some(Change::SessionStarted { .. }) => *self = Self::new(self.mode),
            Some(Change::FrameOpened | Change::FrameReloaded) => {
                *self.pages.entry(frame.into()).or_default() += 1;
            }
            _ => {}
        }
        let (Some(message), Some(direction)) = (&entry.message, &entry.direction) else { return Vec::new() };
        if is_ignored(entry.legality.as_ref()) {
            // No answer is owed: another request may have the same id.
            return check_message(self.mode, direction, message);
        }
        let page = self.pages.get(frame).copied().unwrap_or_default();
        self.conversation.check(&format!("{page} {frame}"), direction, message)
    }
}

fn is_ignored(legality: Option<&Legality>) -> bool {
    legality.is_some_and(|legality| legality.verdict == LegalityVerdict::Ignored)
}
