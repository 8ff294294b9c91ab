//! One case being played: steps are done in order, all differences collected, everything traced.
//! After each step every frame is fenced, so that what the step caused has arrived before the next one.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};
use thiserror::Error;

use super::frame::{Asked, Frame, Stray};
use super::judge;
use crate::case::{
    Answer, Case, EventsStep, GreetingsStep, Order, RequestStep, SendStep, SilenceStep, Step, StimulusStep,
    SubscribeStep, UnsubscribeStep,
};
use crate::envelope::Violation;
use crate::matcher::{Difference, Matcher, MatcherError};
use crate::report::{Finding, TraceEntry};
use crate::target::{Output, Payload, Target, TargetError};
use crate::variable::{self, VariableError, Variables};

/// Why a case could not be played to its end.
#[derive(Debug, Error)]
pub(super) enum PlayError {
    #[error(transparent)]
    Target(#[from] TargetError),
    #[error("a fence (a getInteractions round trip) on frame {0} was not answered")]
    Fence(String),
    #[error("the target talks to a frame {0} that is not there")]
    NoSuchFrame(String),
    #[error("the target gave no interaction for `{0}`")]
    NoInteraction(String),
    /// A step before has failed in such a way that this one cannot be done.
    #[error(transparent)]
    Variable(#[from] VariableError),
    #[error(transparent)]
    Matcher(#[from] MatcherError),
}

/// A case being played.
pub(super) struct Play<'a> {
    case: &'a Case,
    frames: IndexMap<String, Frame>,
    variables: Variables,
    step: Option<usize>,
    fences: u64,
    pub(super) findings: Vec<Finding>,
    pub(super) trace: Vec<TraceEntry>,
}

/// What a frame posts in one step, and what it waits for.
struct Post<'a> {
    frame: &'a str,
    message: Value,
    asked: Asked,
}

impl<'a> Play<'a> {
    pub(super) fn new(case: &'a Case) -> Self {
        let frames =
            case.all_frames().into_iter().map(|(name, spec)| (name, Frame::new(spec.hearing))).collect();
        Self {
            case,
            frames,
            variables: Variables::default(),
            step: None,
            fences: 0,
            findings: Vec::new(),
            trace: Vec::new(),
        }
    }

    /// Where the case is, in words.
    pub(super) fn place(&self) -> String {
        match self.step {
            None => "set-up".to_owned(),
            Some(index) => step_name(self.case, index),
        }
    }

    /// Plays the case. Findings and trace stay in `self`, however it ends.
    pub(super) async fn run(&mut self, target: &mut impl Target, seed: u64) -> Result<(), PlayError> {
        target.reset(seed, &self.case.profile).await?;
        for (name, spec) in self.case.all_frames() {
            self.trace.push(TraceEntry::Opened { frame: name.clone(), origin: spec.origin.clone() });
            target.open(&name, spec.origin.as_deref()).await?;
        }
        self.fence_all(target, None).await?;
        for (index, step) in self.case.steps.iter().enumerate() {
            self.step = Some(index);
            match self.play(target, step).await {
                Err(PlayError::Variable(error)) if !self.findings.is_empty() => {
                    self.find(format!("the case ends here: {error}"), Vec::new());
                    return Ok(());
                }
                played => played?,
            }
        }
        Ok(())
    }

    async fn play(&mut self, target: &mut impl Target, step: &Step) -> Result<(), PlayError> {
        match step {
            Step::Stimulus(step) => self.stimulus(target, step).await,
            Step::Request(step) => self.request(target, step).await,
            Step::Subscribe(step) => self.subscribe(target, step).await,
            Step::Unsubscribe(step) => self.unsubscribe(target, step).await,
            Step::Send(step) => self.send(target, step).await,
            Step::Events(step) => self.events(step),
            Step::Greetings(step) => self.greetings(step),
            Step::Silence(step) => self.silence(step),
            Step::Advance(step) => {
                self.trace.push(TraceEntry::Advance { ms: step.ms });
                let outputs = target.advance(step.ms).await?;
                self.hear(outputs)?;
                self.fence_all(target, None).await
            }
        }
    }

    async fn stimulus(&mut self, target: &mut impl Target, step: &StimulusStep) -> Result<(), PlayError> {
        let stimulus = variable::resolve_fields(&step.stimulus, &self.variables)?;
        self.trace.push(TraceEntry::Stimulus { stimulus: Value::Object(stimulus.clone()) });
        let stimulated = target.stimulus(&stimulus).await?;
        self.hear(stimulated.outputs)?;
        if let Some(name) = &step.bind {
            let interaction = stimulated.interaction.ok_or_else(|| PlayError::NoInteraction(name.clone()))?;
            self.variables.bind(name, interaction);
        }
        self.fence_all(target, None).await
    }

    async fn request(&mut self, target: &mut impl Target, step: &RequestStep) -> Result<(), PlayError> {
        let mut message = Map::new();
        message.insert("request".to_owned(), json!(step.method));
        if let Some(parameters) = &step.parameters {
            let resolved: Result<Vec<_>, _> =
                parameters.iter().map(|parameter| variable::resolve(parameter, &self.variables)).collect();
            message.insert("parameters".to_owned(), Value::Array(resolved?));
        }
        let message = self.enveloped(&step.frame, message, step.reference_id.as_ref())?;
        let post = Post { frame: &step.frame, message, asked: Asked::Request };
        let answer = self.ask(target, post, &step.answer).await?;
        if let (Some(name), Some(answer)) = (&step.bind, answer) {
            self.variables.bind(name, answer.get("data").cloned().unwrap_or(Value::Null));
        }
        Ok(())
    }

    async fn subscribe(&mut self, target: &mut impl Target, step: &SubscribeStep) -> Result<(), PlayError> {
        let to = variable::resolve(&step.to, &self.variables)?;
        let fields = Map::from_iter([("event".to_owned(), json!("subscribe")), ("data".to_owned(), to)]);
        let message = self.enveloped(&step.frame, fields, step.reference_id.as_ref())?;
        let post = Post { frame: &step.frame, message, asked: Asked::Subscription };
        let expected = step.answer.as_ref().unwrap_or(&Answer::Success);
        let answer = self.ask(target, post, expected).await?;
        if let (Some(name), Some(id)) =
            (&step.bind, answer.as_ref().and_then(|answer| answer.get("subscriptionId")))
        {
            self.variables.bind(name, id.clone());
        }
        Ok(())
    }

    async fn unsubscribe(
        &mut self,
        target: &mut impl Target,
        step: &UnsubscribeStep,
    ) -> Result<(), PlayError> {
        let id = variable::resolve(&step.id, &self.variables)?;
        let fields = Map::from_iter([("event".to_owned(), json!("unsubscribe")), ("data".to_owned(), id)]);
        let message = self.enveloped(&step.frame, fields, None)?;
        let post = Post { frame: &step.frame, message, asked: Asked::Request };
        self.ask(target, post, step.answer.as_ref().unwrap_or(&Answer::Success)).await.map(drop)
    }

    async fn send(&mut self, target: &mut impl Target, step: &SendStep) -> Result<(), PlayError> {
        if let Some(message) = &step.message {
            let message = variable::resolve(message, &self.variables)?;
            let is_subscription = message.get("event").and_then(Value::as_str) == Some("subscribe");
            let asked = if is_subscription { Asked::Subscription } else { Asked::Request };
            let post = Post { frame: &step.frame, message, asked };
            return self.ask(target, post, &step.answer).await.map(drop);
        }
        let text = step.text.as_deref().unwrap_or_default();
        self.trace.push(TraceEntry::SentText { frame: step.frame.clone(), text: text.to_owned() });
        self.frame(&step.frame)?.ask(None, Asked::Request);
        let outputs = target.message(&step.frame, Payload::Text(text)).await?;
        self.hear(outputs)?;
        self.fence_all(target, Some(&step.frame)).await?;
        self.judge_answer(&step.frame, &step.answer).map(drop)
    }

    /// The envelope of the client round these fields.
    fn enveloped(
        &mut self,
        frame: &str,
        mut fields: Map<String, Value>,
        reference_id: Option<&Value>,
    ) -> Result<Value, PlayError> {
        let reference_id = match reference_id {
            Some(id) => variable::resolve(id, &self.variables)?,
            None => self.frame(frame)?.next_reference_id(),
        };
        fields.insert("referenceId".to_owned(), reference_id);
        fields.insert("userAgent".to_owned(), json!("WWE Client"));
        fields.insert("protocolVersion".to_owned(), json!(2));
        Ok(Value::Object(fields))
    }

    /// Posts, fences, and holds the answer against what is expected.
    async fn ask(
        &mut self,
        target: &mut impl Target,
        post: Post<'_>,
        expected: &Answer,
    ) -> Result<Option<Value>, PlayError> {
        let Post { frame, message, asked } = post;
        self.trace.push(TraceEntry::Sent { frame: frame.to_owned(), message: message.clone() });
        self.frame(frame)?.ask(message.get("referenceId").cloned(), asked);
        let outputs = target.message(frame, Payload::Message(&message)).await?;
        self.hear(outputs)?;
        self.fence_all(target, Some(frame)).await?;
        self.judge_answer(frame, expected)
    }

    fn judge_answer(&mut self, frame: &str, expected: &Answer) -> Result<Option<Value>, PlayError> {
        let answer = self.frame(frame)?.answer().cloned();
        self.frame(frame)?.give_up();
        let differences = match (&answer, expected) {
            (None, Answer::Silence) => Vec::new(),
            (None, expected) => {
                self.find(
                    format!("the host gave no answer, expected {}", judge::in_words(expected)),
                    Vec::new(),
                );
                return Ok(None);
            }
            (Some(answer), expected) => judge::answer(answer, expected, &self.variables)?,
        };
        if !differences.is_empty() {
            self.find(format!("expected {}", judge::in_words(expected)), differences);
        }
        Ok(answer)
    }

    fn events(&mut self, step: &EventsStep) -> Result<(), PlayError> {
        let matchers = self.compile_all(&step.expect)?;
        let ignored = self.compile_all(&step.ignore)?;
        let unread = std::mem::take(&mut self.frame(&step.frame)?.unread);
        let (events, others): (Vec<_>, Vec<_>) = unread
            .into_iter()
            .partition(|event| event.get("event").and_then(Value::as_str) == Some(&step.name));
        self.frame(&step.frame)?.unread = others.into();
        let is_counted = |data: &Value| !ignored.iter().any(|matcher| matcher.is_match(Some(data)));
        let payloads =
            events.into_iter().map(|mut event| event.get_mut("data").map(Value::take).unwrap_or_default());
        let payloads: Vec<Value> = payloads.filter(is_counted).collect();
        let differences = judge::events(&matchers, &payloads, step.order);
        if !differences.is_empty() {
            let events = format!("`{}` events", step.name);
            self.find(judge::counted(&events, matchers.len(), payloads.len()), differences);
        }
        Ok(())
    }

    fn greetings(&mut self, step: &GreetingsStep) -> Result<(), PlayError> {
        let matchers = self.compile_all(&step.expect)?;
        let greetings = std::mem::take(&mut self.frame(&step.frame)?.greetings);
        let differences = judge::events(&matchers, &greetings, Order::InOrder);
        if !differences.is_empty() {
            self.find(
                judge::counted("messages with a `frameId`", matchers.len(), greetings.len()),
                differences,
            );
        }
        Ok(())
    }

    fn compile_all(&self, matchers: &[Value]) -> Result<Vec<Matcher>, MatcherError> {
        matchers.iter().map(|matcher| Matcher::compile(matcher, &self.variables)).collect()
    }

    fn silence(&mut self, step: &SilenceStep) -> Result<(), PlayError> {
        let unread = std::mem::take(&mut self.frame(&step.frame)?.unread);
        if !unread.is_empty() {
            let differences = unread
                .iter()
                .map(|event| Difference {
                    pointer: String::new(),
                    expected: "silence".to_owned(),
                    got: event.to_string(),
                })
                .collect();
            self.find(format!("expected no event on frame {}", step.frame), differences);
        }
        Ok(())
    }

    /// Fences every frame that can be fenced, the one that has just posted first, and settles the others.
    async fn fence_all(&mut self, target: &mut impl Target, posted: Option<&str>) -> Result<(), PlayError> {
        let mut names: Vec<String> = self.frames.keys().cloned().collect();
        names.sort_by_key(|name| Some(name.as_str()) != posted);
        for name in names {
            if !self.frame(&name)?.hearing.is_answered() {
                let outputs = target.settle(&name).await?;
                self.hear(outputs)?;
                continue;
            }
            self.fences += 1;
            let id = json!(format!("fence-{}", self.fences));
            let fence = json!({ "request": "interaction.getInteractions", "referenceId": id,
                "userAgent": "WWE Client", "protocolVersion": 2 });
            self.frame(&name)?.ask(Some(id), Asked::Fence);
            let outputs = target.fence(&name, &fence).await?;
            self.hear(outputs)?;
            if !self.frame(&name)?.is_fenced() {
                return Err(PlayError::Fence(name));
            }
        }
        Ok(())
    }

    /// Takes in what the host says.
    fn hear(&mut self, outputs: Vec<Output>) -> Result<(), PlayError> {
        for Output { frame: name, message } in outputs {
            let frame = self.frame(&name)?;
            let is_fence = frame.is_fence(&message);
            let (mut violations, stray) = frame.hear(&message);
            if let Stray::Another(id) = stray {
                violations.push(self.stray(&name, id.as_ref()));
            }
            violations.extend(self.passed_on(&name, &message));
            if !is_fence || !violations.is_empty() {
                self.trace.push(TraceEntry::Received { frame: name, message });
            }
            violations.into_iter().for_each(|violation| self.violated(violation));
        }
        Ok(())
    }

    /// Whether the message is one that another frame has posted, as it came.
    fn passed_on(&self, name: &str, message: &Value) -> Option<Violation> {
        let posted = self.trace.iter().find_map(|entry| match entry {
            TraceEntry::Sent { frame, message: sent } if frame != name && sent == message => Some(frame),
            _ => None,
        });
        let told = |other| format!("a message of frame {other} was passed on to frame {name} as it came");
        posted.map(|other| Violation::new("frame/3", told(other)))
    }

    fn stray(&self, name: &str, id: Option<&Value>) -> Violation {
        let meant = self.frames.iter().find(|(other, frame)| *other != name && frame.waits_for(id));
        match meant {
            Some((other, _)) => Violation::new(
                "envelope/13",
                format!("frame {name} got the answer that frame {other} waits for"),
            ),
            None => Violation::new(
                "envelope/3",
                format!("frame {name} got an answer to nothing that it has asked"),
            ),
        }
    }

    fn frame(&mut self, name: &str) -> Result<&mut Frame, PlayError> {
        self.frames.get_mut(name).ok_or_else(|| PlayError::NoSuchFrame(name.to_owned()))
    }

    /// A finding about the present step, laid to its clause or to those of the case.
    fn find(&mut self, what: String, differences: Vec<Difference>) {
        let own = self.step.and_then(|index| self.case.steps[index].clause());
        let clauses = own.map_or_else(|| self.case.clauses.clone(), |clause| vec![clause.to_owned()]);
        let place = self.place();
        self.findings.push(Finding { place, clauses, what, differences, counts: true });
    }

    fn violated(&mut self, violation: Violation) {
        self.findings.push(Finding {
            place: self.place(),
            clauses: vec![violation.clause.to_owned()],
            what: violation.what,
            differences: violation.difference.into_iter().collect(),
            counts: true,
        });
    }
}

fn step_name(case: &Case, index: usize) -> String {
    format!("step {} of {}, {}", index + 1, case.steps.len(), case.steps[index].summary())
}
