//! What a test changes in a session: its time, its canned answers, its events, its journal.
//! Each is an input like any other, so that a replay does it again.

use scapi_reference::{
    Snapshot, SnapshotError, Timestamp, Workspace,
    canned::{CannedAnswer, CannedAnswers},
};
use scapi_schema::{
    journal::{Change, Kind},
    policy::Policies,
};
use serde_json::{Map, Value, json};

use super::{Clock, ClockKind, Delivery, Entry, RealClock, Session};

/// The clock of the session never runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the clock of this session is virtual and never runs; move it by POST …/control/clock/advance")]
pub struct VirtualClock;

/// The time of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClockFace {
    pub(crate) at: Timestamp,
    pub(crate) kind: ClockKind,
    /// It shows the same time until it is moved.
    pub(crate) stands: bool,
    /// When something falls due next.
    pub(crate) next: Option<Timestamp>,
}

impl Session {
    pub(crate) fn clock(&self) -> ClockFace {
        let next = self.next_due();
        ClockFace { at: self.now(), kind: self.clock.kind(), stands: self.clock.standing().is_some(), next }
    }

    /// Makes the clock stand, if it does not.
    pub(crate) fn freeze(&mut self) {
        if self.clock.standing().is_none() && self.can_go_on().is_ok() {
            self.input(Entry::change(Change::ClockFrozen, "the clock is frozen".into()), |_, _| ());
            self.clock.stand();
        }
    }

    /// Lets the clock go on from where it stands, if it stands.
    pub(crate) fn unfreeze(&mut self) -> Result<(), VirtualClock> {
        if self.clock.kind() == ClockKind::Virtual {
            return Err(VirtualClock);
        }
        if self.clock.standing().is_some() && self.can_go_on().is_ok() {
            self.input(Entry::change(Change::ClockReleased, "the clock goes on".into()), |_, _| ());
            self.clock.run();
        }
        Ok(())
    }

    /// Lets everything happen that is due or falls due by and by, in order, but goes no further than so many milliseconds.
    pub(crate) fn run_until_quiet(&mut self, at_most: u64) -> Result<Vec<Delivery>, RealClock> {
        let bound = self.clock.standing().ok_or(RealClock)?.after_millis(at_most);
        let mut deliveries = Vec::new();
        while let Some(due) = self.next_due().filter(|due| *due <= bound)
            && self.can_go_on().is_ok()
        {
            let ms = due.as_millis().saturating_sub(self.now().as_millis());
            deliveries.extend(self.advance(ms)?);
        }
        Ok(deliveries)
    }

    /// Posts an event to those who have subscribed to its name.
    pub(crate) fn post_event(&mut self, name: &str, data: Value) -> Vec<Delivery> {
        let change = Change::EventPosted { name: name.into(), data: data.clone() };
        let entry = Entry::change(change, format!("a test posts the event \"{name}\""));
        self.input(entry, |workspace, now| workspace.post_event(now, name, data))
    }

    /// Changes what a method answers; without an answer, back to the default.
    pub(crate) fn set_canned(&mut self, method: &str, answer: Option<CannedAnswer>) {
        let shown = answer.as_ref().map(answer_to_json);
        let text = match &shown {
            Some(answer) => format!("{method} answers {answer} from now on"),
            None => format!("{method} answers as it does by default from now on"),
        };
        let change = Change::CannedAnswerChanged { method: method.into(), answer: shown };
        self.input(Entry::change(change, text).citing("canned/1"), |workspace, _| {
            let default = CannedAnswers::new(workspace.agent()).find(method).cloned();
            match answer.or(default) {
                Some(answer) => workspace.canned_mut().set(method, answer),
                None => *workspace.canned_mut() = without(workspace.canned(), method),
            }
        });
    }

    /// Changes what unattended far ends do, from the next call on.
    pub(crate) fn set_policies(&mut self, policies: Policies) {
        let text = format!("unattended far ends do this from now on: {}", json!(policies));
        let change = Change::PoliciesChanged { policies: policies.clone() };
        self.input(Entry::change(change, text).citing("voice/15"), |workspace, _| {
            workspace.set_policies(policies);
        });
    }

    /// The desktop as it is, to come back to. It is at rest: whatever was said has been handed out.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.workspace.snapshot()
    }

    /// Brings a snapshot back. Frames and their subscriptions stay, so that embedded apps are not deaf; session time is that of
    /// the snapshot.
    pub(crate) fn restore(&mut self, snapshot: Snapshot) -> Result<(), SnapshotError> {
        let as_json = json!(snapshot);
        let restored = Workspace::restore(snapshot)?;
        if self.can_go_on().is_ok() {
            let text = format!("the desktop of {} ms is restored; frames stay", restored.now().as_millis());
            let left = self.clock.now();
            self.faults.shift(left, restored.now());
            self.clock.go_to(restored.now());
            let change = Change::SnapshotRestored { snapshot: as_json, from: Some(left.as_millis()) };
            self.input(Entry::change(change, text), |workspace, _| {
                *workspace = restored.with_frames_of(workspace);
            });
        }
        Ok(())
    }

    /// Empties the journal, and nothing else.
    pub(crate) fn clear_journal(&mut self) {
        if self.can_go_on().is_ok() {
            self.journal.clear();
            self.input(Entry::change(Change::JournalCleared, "the journal is emptied".into()), |_, _| ());
        }
    }

    /// What is journaled from now on is of this step of a scenario, first of all a remark.
    pub(crate) fn begin_step(&mut self, step: u64, note: String) {
        self.journal.set_step(Some(step));
        self.input(Entry { note: Some(note), ..Entry::of(Kind::Note) }, |_, _| ());
    }

    pub(crate) fn end_step(&mut self) {
        self.journal.set_step(None);
    }

    /// Takes down what a scenario came to.
    pub(crate) fn remark_verdict(&mut self, text: String) {
        self.input(Entry { note: Some(text), ..Entry::of(Kind::Verdict) }, |_, _| ());
    }

    /// The clock of a session that starts afresh.
    pub(super) fn fresh_clock(&self) -> Clock {
        Clock::new(self.config.clock)
    }
}

/// The table without a method: the others, as they are.
fn without(answers: &CannedAnswers, method: &str) -> CannedAnswers {
    let table = serde_json::to_value(answers).ok().and_then(|table| match table {
        Value::Object(mut table) => {
            table.shift_remove(method);
            serde_json::from_value(Value::Object(table)).ok()
        }
        _ => None,
    });
    // A table always is an object, and a smaller one is a table.
    table.unwrap_or_else(|| answers.clone())
}

/// An answer as the control API and the journal have it: `{"data":…}`, `{"errorMessage":"…"}`, or `{}` for success without a result.
pub(crate) fn answer_to_json(answer: &CannedAnswer) -> Value {
    match answer {
        CannedAnswer::Data(data) => json!({ "data": data }),
        CannedAnswer::ErrorMessage(text) => json!({ "errorMessage": text }),
        CannedAnswer::Void => Value::Object(Map::new()),
    }
}

/// Reads such an answer; the fault says what one looks like, and where it is.
pub(crate) fn answer_from_json(answer: Value) -> Result<CannedAnswer, NotAnAnswer> {
    let Value::Object(mut fields) = answer else { return Err(NotAnAnswer::Other) };
    let (data, error) = (fields.shift_remove("data"), fields.shift_remove("errorMessage"));
    if let Some((unknown, _)) = fields.into_iter().next() {
        return Err(NotAnAnswer::Unknown(unknown));
    }
    match (data, error) {
        (None, None) => Ok(CannedAnswer::Void),
        (Some(data), None) => Ok(CannedAnswer::Data(data)),
        (None, Some(Value::String(text))) if !text.is_empty() => Ok(CannedAnswer::ErrorMessage(text)),
        (None, Some(_)) => Err(NotAnAnswer::Message),
        (Some(_), Some(_)) => Err(NotAnAnswer::Both),
    }
}

/// Why JSON is no canned answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotAnAnswer {
    #[error(
        "a canned answer is {{\"data\":…}}, {{\"errorMessage\":\"…\"}}, or {{}} for success without a result, and this is no object"
    )]
    Other,
    #[error("a canned answer has data or errorMessage, and not \"{0}\"")]
    Unknown(String),
    #[error(
        "an errorMessage is a text that is not empty; an app takes an answer with any other for a failure that says nothing"
    )]
    Message,
    #[error("a canned answer has data or errorMessage, and not both: it succeeds or it fails")]
    Both,
}
