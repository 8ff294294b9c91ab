//! The verdict on a session: its expectations, breaches of the contract in strict mode, and what is owed but missing.
//! It is a document that can be asked for at any time.

use std::collections::{BTreeMap, BTreeSet};

use scapi_reference::{Timestamp, Workspace};
use scapi_schema::{
    fault::Strike,
    journal::{JournalEntry, LegalityVerdict, MessageDirection},
};
use serde::Serialize;

use super::{Expectations, Status, is_of_app};

/// What a session comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub struct Verdict {
    /// Whether every expectation is met, nothing is owed, and in strict mode no app has broken the contract.
    pub passed: bool,
    /// Each expectation, in the order in which they were made.
    pub expectations: Vec<Judged>,
    /// Messages of apps that break the contract, by their number in the journal; in strict mode only.
    pub violations: Vec<Broken>,
    /// What somebody waits for in vain.
    pub owed: Vec<Owed>,
    /// How many entries have fallen out of the journal, whose memory is bounded. What came to expectations that were there by then is
    /// counted all the same; what is owed because of them is not known.
    pub dropped: u64,
}

/// One expectation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub struct Judged {
    /// Its id.
    pub id: u64,
    /// What it is called.
    pub name: String,
    /// How it stands.
    pub status: Status,
    /// How many entries of the journal that it is about were kept no more when it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unseen: Option<u64>,
    /// Why it is not met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

/// A message of an app that breaks the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub struct Broken {
    /// Its number in the journal.
    pub seq: u64,
    /// The first breach.
    pub text: String,
    /// The clause behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// Something that is owed but missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub struct Owed {
    /// A sentence.
    pub text: String,
    /// The message that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// The clause behind it.
    pub clause: &'static str,
    /// The fault that keeps it from coming, by its name or id. The verdict is not worse for it: the test wanted it so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

impl Expectations {
    /// Judges all of them now. One that is still pending is not met: the verdict is what there is.
    pub(crate) fn verdict(
        &self,
        now: Timestamp,
        journal: &[&JournalEntry],
        workspace: &Workspace,
        violations: Vec<Broken>,
        dropped: u64,
    ) -> Verdict {
        let judged = |expected: &super::Expected| {
            let status = expected.status(now);
            let explanation =
                (status != Status::Met).then(|| expected.explain(status, journal, (workspace, &self.legal)));
            let unseen = Some(expected.unseen).filter(|unseen| *unseen > 0);
            Judged { id: expected.id, name: expected.name(), status, unseen, explanation }
        };
        let expectations: Vec<Judged> = self.iter().map(judged).collect();
        let owed = owed(journal, workspace);
        let is_paid = owed.iter().all(|owed| owed.fault.is_some());
        let met = expectations.iter().all(|judged| judged.status == Status::Met);
        Verdict { passed: met && violations.is_empty() && is_paid, expectations, violations, owed, dropped }
    }
}

impl Verdict {
    /// What is wrong, for people; empty if nothing is.
    #[must_use]
    pub fn explanation(&self) -> String {
        let expectations = self.expectations.iter().filter_map(|judged| judged.explanation.clone());
        let violations = self.violations.iter().map(|broken| {
            let clause = broken.clause.as_ref().map(|clause| format!(" ({clause})")).unwrap_or_default();
            format!("message #{} breaks the contract: {}{clause}", broken.seq, broken.text)
        });
        let owed = self
            .owed
            .iter()
            .filter(|owed| owed.fault.is_none())
            .map(|owed| format!("{} ({})", owed.text, owed.clause));
        expectations.chain(violations).chain(owed).collect::<Vec<_>>().join("\n\n")
    }
}

/// Requests and subscriptions that were not answered, and blocks that nobody has lifted.
fn owed(journal: &[&JournalEntry], workspace: &Workspace) -> Vec<Owed> {
    let is_answer = |entry: &&&JournalEntry| {
        entry.direction == Some(MessageDirection::HostToApp)
            && entry.message.as_ref().is_some_and(|message| message.get("event").is_none())
    };
    let answered: BTreeSet<u64> = journal.iter().filter(is_answer).filter_map(|entry| entry.cause).collect();
    let awaits = |entry: &&&JournalEntry| {
        let ignored =
            entry.legality.as_ref().is_none_or(|legality| legality.verdict == LegalityVerdict::Ignored);
        is_of_app(entry) && !ignored && !answered.contains(&entry.seq)
    };
    let strikes = journal.iter().filter_map(|entry| Some((entry.cause?, entry.fault.as_ref()?)));
    let struck: BTreeMap<u64, &Strike> = strikes.collect();
    let unanswered =
        journal.iter().filter(awaits).map(|entry| unanswered(entry, struck.get(&entry.seq).copied()));
    let blocks = workspace.interactions().filter_map(|interaction| {
        let id = interaction.interaction_id;
        let warning = workspace.markdone_warning(&id)?;
        let text = format!("interaction {id} is still blocked from being marked done: {warning}");
        Some(Owed { text, seq: None, clause: "interaction.unblockMarkdone/1", fault: None })
    });
    unanswered.chain(blocks).collect()
}

fn unanswered(entry: &JournalEntry, struck: Option<&Strike>) -> Owed {
    let message = entry.message.as_ref();
    let is_subscription = message.is_some_and(|message| message["event"] == "subscribe");
    let method = message.and_then(|message| message["request"].as_str()).unwrap_or("a message");
    let (what, clause) = if is_subscription {
        ("a subscription".to_owned(), "subscription/1")
    } else {
        (method.to_owned(), "envelope/9")
    };
    let fault = struck.map(|strike| strike.name.clone().unwrap_or_else(|| strike.id.to_string()));
    let why = fault.as_ref().map(|name| format!(": fault {name} keeps the answer back")).unwrap_or_default();
    let text = format!("{what} (message #{}) was never answered{why}", entry.seq);
    Owed { text, seq: Some(entry.seq), clause, fault }
}
