//! From a message of a frame to its one outcome: an answer, or a silence with a note (`envelope/29`).
//! The gates come first, in this order: is it an object, is it from a client, is the origin accepted; and for a request: are
//! there too many, may the origin use the service.

use alloc::{
    format,
    string::{String, ToString},
};

use scapi_schema::{
    envelope::{
        AppMessage, CLIENT_USER_AGENT, Failure, HostMessage, Request, Response, Subscribe, Unsubscribe,
        reference_id,
    },
    event, method,
    profile::{
        Answer, ForeignUserAgent, FrameGreetingMoment, UnknownEventName, UnknownSubscription, VoidResult,
    },
    suggest,
    wire::{Property, kind},
};
use serde_json::Value;

use super::Workspace;
use crate::{
    canned::CannedAnswer,
    frame::{FrameId, Greeting},
    gate::EXPLICIT_ONLY,
    output::{Output, Post},
    refusal::RequestRefusal,
    time::Timestamp,
};

/// What a request comes to, before it is put into an envelope.
#[derive(Debug)]
pub(super) enum Success {
    /// An operation without a result.
    Void,
    /// An operation whose result is left out.
    Nothing,
    /// An operation with one.
    Data(Value),
    /// A subscription.
    Subscription(Value),
}

impl Workspace {
    /// A frame has said something. Whatever it is, it has exactly one outcome: an answer, or silence and a note.
    /// Messages of frames that are not open are dropped with a note.
    pub fn handle_message(&mut self, now: Timestamp, frame: &FrameId, message: Value) {
        self.advance(now);
        if !self.frames.contains_key(frame) {
            return self.note(
                Some(frame),
                "envelope/13",
                format!("a message from frame {frame}, which is not open, is dropped"),
            );
        }
        if let Some((clause, why)) = self.silent_gate(frame, &message) {
            return self.note(Some(frame), clause, why);
        }
        let reference = reference_id(&message).cloned();
        if !self.is_accepted(frame) {
            let refusal = RequestRefusal::OriginNotAccepted { origin: self.origin_text(frame) };
            return self.fail(frame, reference, &refusal);
        }
        self.greet_first(frame);
        match AppMessage::from_value(message) {
            Ok(message) => self.dispatch(frame, reference, message),
            Err(fault) if reference.is_some() || fault.tag_is_right() => {
                self.fail(frame, reference, &fault.into());
            }
            Err(fault) => self.note(Some(frame), "envelope/35", fault.to_string()),
        }
        self.flush_events();
    }

    /// Why a message gets no answer at all, if it does not.
    fn silent_gate(&self, frame: &FrameId, message: &Value) -> Option<(&'static str, String)> {
        let Value::Object(fields) = message else {
            return Some(("envelope/34", format!("a message is a JSON object, got {}", kind(message))));
        };
        let user_agent = fields.get("userAgent");
        let is_client = user_agent.and_then(Value::as_str) == Some(CLIENT_USER_AGENT);
        if !is_client && self.profile.foreign_user_agent == ForeignUserAgent::Silence {
            let got = user_agent.map_or_else(|| "nothing".to_string(), Value::to_string);
            return Some((
                "envelope/21",
                format!("the userAgent of an app is \"{CLIENT_USER_AGENT}\", got {got}"),
            ));
        }
        if !self.is_accepted(frame) && self.profile.origin_not_accepted == Answer::Silence {
            return Some((
                "gate.origin/3",
                format!("the origin {} is not accepted", self.origin_text(frame)),
            ));
        }
        None
    }

    fn origin_text(&self, frame: &FrameId) -> String {
        let origin = self.frames.get(frame).and_then(|frame| frame.origin.as_str());
        origin.unwrap_or("(none)").to_string()
    }

    fn greet_first(&mut self, frame: &FrameId) {
        let owed = self.frames.get(frame).is_some_and(|frame| frame.greeting == Greeting::Owed);
        if owed && self.profile.frame_greeting == FrameGreetingMoment::FirstMessage {
            self.greet(frame);
        }
    }

    fn dispatch(&mut self, frame: &FrameId, reference: Option<Value>, message: AppMessage) {
        let outcome = match message {
            AppMessage::Request(request) => self.request(frame, &request),
            AppMessage::Subscribe(subscribe) => self.subscribe(frame, &subscribe),
            AppMessage::Unsubscribe(unsubscribe) => self.unsubscribe(frame, &unsubscribe),
        };
        match outcome {
            Ok(success) => self.succeed(frame, reference, success),
            Err(refusal) => match self.silent_refusal(&refusal) {
                Some(clause) => self.note(Some(frame), clause, refusal.to_string()),
                None => self.fail(frame, reference, &refusal),
            },
        }
    }

    fn request(&mut self, frame: &FrameId, request: &Request) -> Result<Success, RequestRefusal> {
        self.pass_gates(frame, &request.request)?;
        self.carry_out(frame, &request.request, request.arguments())
    }

    /// Whether a request is one too many (`gate.rateLimit/1`), and whether its origin may use the service (`gate.service/2`).
    fn pass_gates(&mut self, frame: &FrameId, service: &str) -> Result<(), RequestRefusal> {
        let origin = self.frames.get(frame).and_then(|frame| frame.origin.as_str()).map(ToString::to_string);
        let counted = origin.as_deref().unwrap_or_default();
        self.rates.count(&self.profile, self.now, counted, service).map_err(|exceeded| {
            RequestRefusal::RateExceeded { origin: self.origin_text(frame), why: exceeded.to_string() }
        })?;
        if self.may_use(origin.as_deref(), service) {
            return Ok(());
        }
        Err(RequestRefusal::ServiceFiltered { origin: self.origin_text(frame), service: service.into() })
    }

    /// A frame without an origin, a test's socket, may use whatever needs no explicit grant.
    fn may_use(&self, origin: Option<&str>, service: &str) -> bool {
        match origin {
            Some(origin) => self.grants.allows(origin, service),
            None => !EXPLICIT_ONLY.contains(&service),
        }
    }

    /// The clause by which a refusal is not told, if the profile wants it so.
    fn silent_refusal(&self, refusal: &RequestRefusal) -> Option<&'static str> {
        let answer = match refusal {
            RequestRefusal::UnknownMethod { .. } => self.profile.unknown_method,
            RequestRefusal::ServiceFiltered { .. } => self.profile.service_filtered,
            RequestRefusal::RateExceeded { .. } => self.profile.rate_limit_exceeded,
            _ => return None,
        };
        if answer == Answer::Silence { refusal.clause() } else { None }
    }

    /// The services that the origin of a frame may use (`canned/11`).
    pub(super) fn allowed_services(&self, frame: &FrameId) -> Value {
        let origin = self.frames.get(frame).and_then(|frame| frame.origin.as_str());
        let allowed = |name: &&str| self.may_use(origin, name);
        method::METHODS.iter().map(|method| method.name).filter(allowed).collect()
    }

    /// Calls a method: what is implemented, unless the table of canned answers has it; the others answer from that table.
    fn carry_out(
        &mut self,
        frame: &FrameId,
        name: &str,
        arguments: &[Value],
    ) -> Result<Success, RequestRefusal> {
        match self.canned.find(name) {
            Some(CannedAnswer::Data(data)) => return Ok(Success::Data(data.clone())),
            Some(CannedAnswer::ErrorMessage(text)) => return Err(RequestRefusal::Canned(text.clone())),
            Some(CannedAnswer::Void) => return self.canned.check(name, arguments).map(|()| Success::Void),
            None => {}
        }
        match method::find(name) {
            Some(known) => self.call_known(frame, known.name, arguments),
            None => Err(unknown_method(name)),
        }
    }

    fn subscribe(&mut self, frame: &FrameId, subscribe: &Subscribe) -> Result<Success, RequestRefusal> {
        let names = subscribe.data.names();
        for unknown in names.iter().filter(|name| !event::is_known(name)).map(|name| unknown_event(name)) {
            match self.profile.unknown_event_name {
                UnknownEventName::Failure => return Err(unknown),
                UnknownEventName::Accept => self.note(Some(frame), "subscription/13", unknown.to_string()),
            }
        }
        let id_type = self.profile.subscription_id_type;
        let id = self.frames.get_mut(frame).map(|frame| frame.subscribe(names, id_type));
        Ok(Success::Subscription(id.unwrap_or_default()))
    }

    fn unsubscribe(&mut self, frame: &FrameId, unsubscribe: &Unsubscribe) -> Result<Success, RequestRefusal> {
        let id = unsubscribe.data.value();
        let ended = self.frames.get_mut(frame).is_some_and(|frame| frame.unsubscribe(id));
        if ended || self.profile.unknown_subscription == UnknownSubscription::Success {
            return Ok(Success::Void);
        }
        Err(id.map_or(RequestRefusal::NoSubscriptionId, |id| RequestRefusal::UnknownSubscription {
            id: id.to_string(),
        }))
    }

    fn succeed(&mut self, frame: &FrameId, reference: Option<Value>, success: Success) {
        let mut response = Response::new(reference);
        match success {
            Success::Void => response.data = self.void_result(),
            Success::Nothing => {}
            Success::Data(data) => response.data = Property::Present(data),
            Success::Subscription(id) => response.subscription_id = Property::Present(id),
        }
        self.reply(frame, HostMessage::Response(response), None);
    }

    const fn void_result(&self) -> Property<Value> {
        match self.profile.void_result {
            VoidResult::Absent => Property::Absent,
            VoidResult::Null => Property::Present(Value::Null),
            VoidResult::True => Property::Present(Value::Bool(true)),
        }
    }

    fn fail(&mut self, frame: &FrameId, reference: Option<Value>, refusal: &RequestRefusal) {
        self.reply(
            frame,
            HostMessage::Failure(Failure::new(reference, refusal.to_string())),
            refusal.clause(),
        );
    }

    fn reply(&mut self, frame: &FrameId, message: HostMessage, clause: Option<&'static str>) {
        self.outputs.push_back(Output::Reply(Post { frame: frame.clone(), message, clause }));
    }
}

fn unknown_method(given: &str) -> RequestRefusal {
    let suggestion = suggest::nearest(given, method::METHODS.iter().map(|method| method.name));
    RequestRefusal::UnknownMethod { given: given.into(), suggestion: suggestion.map(Into::into) }
}

fn unknown_event(given: &str) -> RequestRefusal {
    let suggestion = suggest::nearest(given, event::EVENTS.iter().map(|event| event.name));
    RequestRefusal::UnknownEventName { given: given.into(), suggestion: suggestion.map(Into::into) }
}
