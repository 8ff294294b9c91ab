//! One frame of a running case: what it has asked, what it was told, and what it has not looked at yet.
//! Every message that arrives is held against the clauses of `envelope`.

use std::collections::VecDeque;

use serde_json::{Value, json};

use crate::case::Hearing;
use crate::envelope::{self, Form, Violation};

/// What a frame waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Request,
    Subscription,
    Fence,
}

/// A question of a frame, and its answer.
#[derive(Debug)]
struct Question {
    reference_id: Option<Value>,
    asked: Asked,
    answer: Option<Value>,
}

/// Where an answer belongs that a frame did not expect.
pub(super) enum Stray {
    Another(Option<Value>),
    None,
}

/// One frame.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) hearing: Hearing,
    /// Events that no step has looked at.
    pub(super) unread: VecDeque<Value>,
    /// Messages that handed out a `frameId`, and that no step has looked at.
    pub(super) greetings: Vec<Value>,
    counter: u64,
    questions: Vec<Question>,
}

impl Frame {
    pub(super) fn new(hearing: Hearing) -> Self {
        Self { hearing, unread: VecDeque::new(), greetings: Vec::new(), counter: 0, questions: Vec::new() }
    }

    /// The next reference id, as the client counts: decimal strings from `"0"`.
    pub(super) fn next_reference_id(&mut self) -> Value {
        let id = self.counter.to_string();
        self.counter += 1;
        json!(id)
    }

    /// Remembers that an answer with this reference id is due. A question that re-uses an id waits for an
    /// answer of its own.
    pub(super) fn ask(&mut self, reference_id: Option<Value>, asked: Asked) {
        self.questions.push(Question { reference_id, asked, answer: None });
    }

    /// The answer to the last question that was no fence.
    pub(super) fn answer(&self) -> Option<&Value> {
        let last = self.questions.iter().rev().find(|question| question.asked != Asked::Fence);
        last.and_then(|question| question.answer.as_ref())
    }

    /// Whether the last fence was answered.
    pub(super) fn is_fenced(&self) -> bool {
        let last = self.questions.iter().rev().find(|question| question.asked == Asked::Fence);
        last.is_some_and(|question| question.answer.is_some())
    }

    /// Whether a question with this reference id is open.
    pub(super) fn waits_for(&self, reference_id: Option<&Value>) -> bool {
        self.questions.iter().any(|question| question.is_open() && question.has_id(reference_id))
    }

    /// Whether the message is the answer to a fence.
    pub(super) fn is_fence(&self, message: &Value) -> bool {
        let id = message.get("referenceId");
        self.questions.iter().any(|question| question.asked == Asked::Fence && question.has_id(id))
    }

    /// Questions that the frame has given up waiting for do not wait for later messages.
    pub(super) fn give_up(&mut self) {
        self.questions.retain(|question| question.answer.is_some() || question.asked == Asked::Fence);
    }

    /// Takes a message in. Violations are those of the message; `Stray` says that it is an answer to nobody.
    pub(super) fn hear(&mut self, message: &Value) -> (Vec<Violation>, Stray) {
        let mut found = envelope::any_message(message);
        match envelope::form(message) {
            Form::Nothing => {}
            Form::Greeting => {
                found.extend(envelope::greeting(message));
                self.greetings.push(message.clone());
            }
            Form::Event if message.get("referenceId").is_some_and(|id| self.waits_for(Some(id))) => {
                found.extend(self.hear_answer(message).0);
            }
            Form::Event => {
                found.extend(self.hear_event(message));
            }
            Form::Answer if found.iter().any(|violation| violation.clause == "envelope/14") => {}
            Form::Answer => {
                let (violations, stray) = self.hear_answer(message);
                found.extend(violations);
                return (found, stray);
            }
        }
        (found, Stray::None)
    }

    fn hear_event(&mut self, message: &Value) -> Vec<Violation> {
        let mut found = envelope::event(message);
        for question in self.questions.iter().filter(|question| question.is_open()) {
            let (clause, what) = match question.asked {
                Asked::Fence => continue,
                Asked::Request => {
                    ("envelope/28", "an event came before the answer to the request that caused it")
                }
                Asked::Subscription => {
                    ("subscription/5", "an event came before the answer to the subscription")
                }
            };
            found.push(Violation::new(clause, what));
        }
        self.unread.push_back(message.clone());
        found
    }

    fn hear_answer(&mut self, message: &Value) -> (Vec<Violation>, Stray) {
        let mut found = envelope::answer(message);
        let id = message.get("referenceId");
        let open = self.questions.iter().position(|question| question.is_open() && question.has_id(id));
        let alike = || self.questions.iter().position(|question| question.is_open() && question.has_like(id));
        let Some(index) = open.or_else(alike) else {
            if self.questions.iter().any(|question| question.has_id(id)) {
                found.push(Violation::new("envelope/11", "a second answer to one request"));
                return (found, Stray::None);
            }
            return (found, Stray::Another(id.cloned()));
        };
        let question = &mut self.questions[index];
        if open.is_none() {
            found.push(Violation::new("envelope/3", question.echo_fault(id)));
        }
        if question.asked == Asked::Subscription && !envelope::is_failure(message) {
            found.extend(envelope::subscribed(message));
        }
        question.answer = Some(message.clone());
        (found, Stray::None)
    }
}

impl Question {
    const fn is_open(&self) -> bool {
        self.answer.is_none()
    }

    fn has_id(&self, id: Option<&Value>) -> bool {
        self.reference_id.as_ref() == id
    }

    /// Equal but for the JSON type, or missing: the answer is meant for this question, and breaks a clause.
    fn has_like(&self, id: Option<&Value>) -> bool {
        let plain = |id: &Value| id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        match (&self.reference_id, id) {
            (Some(own), Some(other)) => plain(own) == plain(other),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    fn echo_fault(&self, got: Option<&Value>) -> String {
        let text = |id: Option<&Value>| id.map_or_else(|| "none".to_owned(), Value::to_string);
        format!("expected `referenceId` {}, got {}", text(self.reference_id.as_ref()), text(got))
    }
}
