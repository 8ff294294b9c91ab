//! Why an expectation is not met: what was expected, what came closest, criterion by criterion, and what the app had heard by then.
//! The text is for people, and the same wherever it is shown.

use std::fmt::Write as _;

use scapi_reference::Workspace;
use scapi_schema::journal::{JournalEntry, Kind, MessageDirection};

use super::{Expected, LegalThen, Status, Times, is_of_app, matcher::Matcher};

/// So many near misses tell what went wrong; more would hide it.
const NEAR_MISSES: usize = 3;
/// So many events of before.
const EVENTS_SHOWN: usize = 5;

impl Expected {
    /// What is expected, as a sentence.
    pub(crate) fn sentence(&self) -> String {
        let what = match self.matchers.as_slice() {
            [one] if !self.is_order() => one.to_string(),
            order => {
                let listed = order.iter().enumerate().map(|(at, matcher)| format!("{}. {matcher}", at + 1));
                format!("in order {}", listed.collect::<Vec<_>>().join("; "))
            }
        };
        let times = match self.times {
            Times::Exactly(0) => "never".to_owned(),
            Times::Exactly(times) => format!("exactly {}", counted(times)),
            Times::AtLeast(_) if self.is_order() => "messages".to_owned(),
            Times::AtLeast(times) => format!("at least {}", counted(times)),
        };
        let within =
            self.expectation.within_ms.map(|within| format!(" within {within} ms")).unwrap_or_default();
        format!("{times}{within}: {what}")
    }

    /// Why it is not met.
    pub(crate) fn explain(
        &self,
        status: Status,
        journal: &[&JournalEntry],
        legality: (&Workspace, &LegalThen),
    ) -> String {
        let mut text = String::new();
        let stands = if status == Status::Pending { "is not met yet" } else { "is not met" };
        let _ = writeln!(text, "{} {stands}", self.name());
        let _ = writeln!(text, "  expected {}", self.sentence());
        let _ = writeln!(text, "  got      {}", self.got());
        if self.unseen > 0 {
            let _ = writeln!(
                text,
                "  not seen {} entries that had fallen out of the journal when this was made",
                self.unseen
            );
        }
        match self.awaited() {
            Some(matcher) if !self.has_too_many() => self.near_misses(&mut text, matcher, journal, legality),
            Some(_) | None => self.those_that_came(&mut text, journal),
        }
        text.trim_end().to_owned()
    }

    fn has_too_many(&self) -> bool {
        matches!(self.times, Times::Exactly(times) if self.count > times)
    }

    fn got(&self) -> String {
        if self.is_order() {
            return format!("the first {} of {}", self.count, self.matchers.len());
        }
        counted(self.count)
    }

    fn those_that_came(&self, text: &mut String, journal: &[&JournalEntry]) {
        let _ = writeln!(text, "\n  messages that came");
        for seq in &self.came {
            let _ = match journal.iter().find(|entry| entry.seq == *seq) {
                Some(entry) => writeln!(text, "    {}", heading(entry)),
                None => writeln!(text, "    #{seq}, which has fallen out of the journal"),
            };
        }
    }

    /// The messages that meet most of the criteria, the latest of equals first.
    fn near_misses(
        &self,
        text: &mut String,
        matcher: &Matcher,
        journal: &[&JournalEntry],
        (workspace, then): (&Workspace, &LegalThen),
    ) {
        let counts = |entry: &&&JournalEntry| {
            is_of_app(entry)
                && entry.seq > self.expectation.since.unwrap_or(0)
                && !self.came.contains(&entry.seq)
        };
        let met = |entry: &JournalEntry| matcher.hold(entry).iter().filter(|held| held.is_met).count();
        let mut near: Vec<(usize, &&JournalEntry)> =
            journal.iter().filter(counts).map(|entry| (met(entry), entry)).collect();
        if near.is_empty() {
            let _ = writeln!(text, "\n  no app has said anything");
            return;
        }
        near.sort_by_key(|(met, entry)| std::cmp::Reverse((*met, entry.seq)));
        let Some((most, closest)) = near.first().copied() else { return };
        let _ = writeln!(text, "\n  closest messages");
        for (_, entry) in near.iter().filter(|(met, _)| *met > 0 || most == 0).take(NEAR_MISSES) {
            Self::near_miss(text, matcher, entry);
        }
        if let Some(id) = &closest.interaction_id {
            let _ = match then.of(closest.seq) {
                Some(legal) => {
                    let state = closest.state.as_ref().map_or("gone", |state| state.as_str());
                    let seq = closest.seq;
                    writeln!(
                        text,
                        "\n  legal for apps with interaction {id} when #{seq} came, in state {state}: {}",
                        listed(legal)
                    )
                }
                None => {
                    let now = workspace.legal_actions(id).app;
                    writeln!(text, "\n  legal for apps with interaction {id} now: {}", listed(&now))
                }
            };
        }
        heard_before(text, closest, journal);
    }

    fn near_miss(text: &mut String, matcher: &Matcher, entry: &JournalEntry) {
        let _ = writeln!(text, "    {}", heading(entry));
        for held in matcher.hold(entry) {
            let _ = if held.is_met {
                writeln!(text, "      + {} is {}", held.what, held.got)
            } else {
                writeln!(text, "      - {}: expected {}, got {}", held.what, held.expected, held.got)
            };
        }
        if let Some(why) = entry.legality.as_ref().and_then(|legality| legality.why.as_ref()) {
            let _ = writeln!(text, "      the host refused it: {why}");
        }
    }
}

fn listed(legal: &[&str]) -> String {
    if legal.is_empty() { "nothing, it is gone".into() } else { legal.join(", ") }
}

/// The last events that the frame had been sent when it said this.
fn heard_before(text: &mut String, entry: &JournalEntry, journal: &[&JournalEntry]) {
    let is_event = |other: &&&JournalEntry| {
        other.kind == Kind::Message
            && other.direction == Some(MessageDirection::HostToApp)
            && other.frame == entry.frame
            && other.seq < entry.seq
            && other.message.as_ref().is_some_and(|message| message.get("event").is_some())
    };
    let events: Vec<String> = journal.iter().filter(is_event).map(|event| event_name(event)).collect();
    let shown = events.len().saturating_sub(EVENTS_SHOWN);
    let heard = if events.is_empty() { "none".to_owned() } else { events[shown..].join(", ") };
    let _ = writeln!(text, "  last events before #{}: {heard}", entry.seq);
}

fn event_name(entry: &JournalEntry) -> String {
    let message = entry.message.as_ref();
    let data = message.and_then(|message| message.get("data"));
    let event_type = data.and_then(|data| data.get("eventType")).and_then(|name| name.as_str());
    let id = data.and_then(|data| data.pointer("/interaction/interactionId")).and_then(|id| id.as_str());
    let name = message.and_then(|message| message["event"].as_str()).unwrap_or_default();
    match (event_type, id) {
        (Some(event_type), Some(id)) => format!("{event_type} of {id}"),
        (Some(event_type), None) => event_type.to_owned(),
        (None, _) => name.to_owned(),
    }
}

fn heading(entry: &JournalEntry) -> String {
    let message = entry.message.as_ref();
    let name = message.and_then(|message| message["request"].as_str().or_else(|| message["event"].as_str()));
    let frame = entry.frame.as_deref().unwrap_or("nowhere");
    let parameters = message.and_then(|message| message.get("parameters").or_else(|| message.get("data")));
    let parameters = parameters.map(|parameters| format!(" {parameters}")).unwrap_or_default();
    format!("#{} at {} ms, frame {frame}: {}{parameters}", entry.seq, entry.at, name.unwrap_or("a message"))
}

fn counted(times: u64) -> String {
    match times {
        0 => "none".into(),
        1 => "1 message".into(),
        many => format!("{many} messages"),
    }
}
