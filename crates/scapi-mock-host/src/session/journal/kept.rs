//! An entry as it is kept: with what it weighs, and with what is needed to judge it.
//! Whether a message is what the contract says is found out when somebody wants to know, once, and not in the session's own time:
//! it depends on nothing but the entry.

use std::sync::OnceLock;

use scapi_reference::Timestamp;
use scapi_schema::{
    journal::{Breach, Change, JournalEntry, MessageDirection},
    validate::{Conversation, Mode, Violation},
};
use serde_json::Value;

use super::{Entry, question::Question};
use crate::verify::Broken;

/// So many breaches of one message are listed. A hostile message has one for every byte or two.
const BREACHES_LISTED: usize = 50;
/// A text of a breach may quote the message, which has no limit of its own; so many characters tell enough.
const TEXT_AT_MOST: usize = 1000;

/// An entry of the journal.
#[derive(Debug)]
pub(crate) struct Kept {
    /// What happened. Its violations are not in it.
    pub(crate) entry: JournalEntry,
    /// What the message answers, cut down to what tells how the answer has to be.
    pub(super) asked: Option<Question>,
    pub(super) weight: usize,
    mode: Mode,
    judged: OnceLock<Judgement>,
}

/// How a message breaks the contract.
#[derive(Clone, Debug, Default)]
struct Judgement {
    listed: Vec<Breach>,
    more: u64,
}

impl Kept {
    pub(super) fn new(seq: u64, at: Timestamp, entry: Entry, step: Option<u64>, mode: Mode) -> Self {
        let (interaction_id, state) = entry.about.unzip();
        let entry = JournalEntry {
            seq,
            at: at.as_millis(),
            wall_time: format!("{:.3}", jiff::Timestamp::now()),
            kind: entry.kind,
            direction: entry.direction,
            frame: entry.frame,
            origin: entry.origin,
            message: entry.message,
            text: entry.text,
            stimulus: entry.stimulus,
            change: entry.change,
            fault: entry.fault,
            interaction_id,
            state,
            note: entry.note,
            clause: entry.clause,
            cause: entry.cause,
            step,
            legality: entry.legality,
            violations: None,
            more_violations: None,
        };
        Self { weight: entry_weight(&entry), entry, asked: None, mode, judged: OnceLock::new() }
    }

    /// What an answer to this has to fit.
    pub(super) fn question(&self) -> Option<Question> {
        self.entry.message.as_ref().and_then(Question::of)
    }

    /// The method that it calls, or answers.
    pub(crate) fn method(&self) -> Option<&str> {
        match &self.asked {
            Some(question) => question.method(),
            None => self.entry.message.as_ref().and_then(|message| message["request"].as_str()),
        }
    }

    /// The interaction that the request was about which it answers.
    pub(super) fn asked_about(&self) -> Option<&str> {
        self.asked.as_ref()?.interaction_id.as_deref()
    }

    /// The entry with the verdict of the contract.
    pub(crate) fn judged(&self) -> JournalEntry {
        let mut entry = self.entry.clone();
        if let Some(judgement) = self.judgement() {
            entry.violations = Some(judgement.listed.clone());
            entry.more_violations = Some(judgement.more).filter(|more| *more > 0);
        }
        entry
    }

    /// The first breach of the contract, if there is one.
    pub(super) fn first_breach(&self) -> Option<Broken> {
        let first = self.judgement()?.listed.first()?;
        let clause = first.clause.as_ref().map(ToString::to_string);
        Some(Broken { seq: self.entry.seq, text: first.text.clone(), clause })
    }

    fn judgement(&self) -> Option<&Judgement> {
        let (message, direction) = (self.entry.message.as_ref()?, self.entry.direction.as_ref()?);
        let is_judged = self.mode != Mode::Off;
        is_judged.then(|| self.judged.get_or_init(|| self.judge(direction, message)))
    }

    fn judge(&self, direction: &MessageDirection, message: &Value) -> Judgement {
        let mut conversation = Conversation::new(self.mode);
        if let Some(asked) = &self.asked {
            conversation.check("", &MessageDirection::AppToHost, &asked.message());
        }
        let found = conversation.check("", direction, message);
        let more = found.len().saturating_sub(BREACHES_LISTED) as u64;
        Judgement { listed: found.into_iter().take(BREACHES_LISTED).map(shortened).collect(), more }
    }
}

fn shortened(violation: Violation) -> Breach {
    let mut breach = Breach::from(violation);
    for text in [&mut breach.text, &mut breach.pointer] {
        if let Some((end, _)) = text.char_indices().nth(TEXT_AT_MOST) {
            text.truncate(end);
            text.push('…');
        }
    }
    breach
}

/// What an entry weighs: whatever in it comes from outside, and is as large as the sender wants.
fn entry_weight(entry: &JournalEntry) -> usize {
    let text = [&entry.text, &entry.note].into_iter().flatten().map(String::len).sum::<usize>();
    let stimulus = entry.stimulus.as_ref().and_then(|stimulus| serde_json::to_value(stimulus).ok());
    let of_change = match &entry.change {
        Some(Change::ProfileChanged { patch }) => Some(patch),
        Some(Change::EventPosted { data, .. }) => Some(data),
        Some(Change::CannedAnswerChanged { answer, .. }) => answer.as_ref(),
        _ => None,
    };
    text + [entry.message.as_ref(), stimulus.as_ref(), of_change]
        .into_iter()
        .flatten()
        .map(weight)
        .sum::<usize>()
}

/// What a value weighs in memory, roughly: the text in it and a fixed amount for each node.
pub(super) fn weight(value: &Value) -> usize {
    const NODE: usize = 32;
    NODE + match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(fields) => fields.iter().map(|(key, value)| key.len() + weight(value)).sum(),
    }
}
