//! Faults in Rust: what goes wrong, with which messages, and how often; gone when its guard is dropped.
//! The same as over HTTP.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
    time::Duration,
};

use scapi_schema::{
    Value,
    fault::{
        AnswerTooLate, Delay, Disturbance, Drop as Lose, Duplicate, Failure, Fault, FaultClock, FaultMatcher,
        Lost, Malformation, MalformedEnvelope, Nothing, OfFrame, WrongOrigin,
    },
    interaction::State,
};

use super::{HostError, Messages, MockHost, stimuli::AnInteraction};
use crate::session::{FaultRefusal, FaultState};

/// What goes wrong in a host, and with which messages. Without [`on`](Self::on) or [`on_event`](Self::on_event), with all.
#[derive(Clone, Debug)]
#[must_use = "nothing goes wrong before it is said what"]
pub struct Faults<'a> {
    host: &'a MockHost,
    on: Option<FaultMatcher>,
    has_code: HasCode,
}

/// Whether a matcher has a predicate in code, which no fault can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HasCode {
    No,
    Yes,
}

impl MockHost {
    /// What is to go wrong: see [`Faults`].
    ///
    /// ```
    /// # use scapi_mock_host::{AppError, MockHost, method};
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let host = MockHost::start().await;
    /// let app = host.app().await?;
    /// let call = host.inbound_call().await?;
    ///
    /// let down = host.faults().on(method("interaction.accept")).fails("the switch is down").times(1).await?;
    /// assert_eq!(app.accept(&call).await, Err(AppError::Failed("the switch is down".into())));
    /// app.accept(&call).await?; // once is enough
    /// assert_eq!(down.state().await?.struck, 1);
    /// # drop(down);
    /// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
    /// ```
    pub const fn faults(&self) -> Faults<'_> {
        Faults { host: self, on: None, has_code: HasCode::No }
    }
}

impl<'a> Faults<'a> {
    /// It goes wrong with these messages of apps, or with their answers.
    pub fn on(self, messages: Messages) -> Self {
        let has_code = if messages.predicate.is_some() { HasCode::Yes } else { HasCode::No };
        Self { on: Some(messages.matcher.into()), has_code, ..self }
    }

    /// It goes wrong with events of this name; `*` is any.
    pub fn on_event(self, name: impl Into<String>) -> Self {
        self.matching(|on| on.event = Some(name.into()))
    }

    /// It goes wrong with events of this type, such as `RINGING`.
    pub fn event_type(self, name: impl Into<String>) -> Self {
        self.matching(|on| on.event_type = Some(name.into()))
    }

    /// It goes wrong with what comes from this frame, or goes to it.
    pub fn frame(self, frame: impl Into<String>) -> Self {
        self.matching(|on| on.frame = Some(frame.into()))
    }

    /// It goes wrong with what is about this interaction.
    pub fn interaction(self, interaction: &(impl AnInteraction + ?Sized)) -> Self {
        let id = interaction.id().to_owned();
        self.matching(|on| on.interaction = Some(id))
    }

    /// It goes wrong with what is about an interaction in this state.
    pub fn state(self, state: State) -> Self {
        self.matching(|on| on.state = Some(state))
    }

    /// It goes wrong with what has this at a JSON pointer.
    pub fn pointer(self, pointer: impl Into<String>, value: impl Into<Value>) -> Self {
        self.matching(|on| {
            on.pointer.insert(pointer.into(), value.into());
        })
    }

    fn matching(mut self, with: impl FnOnce(&mut FaultMatcher)) -> Self {
        with(self.on.get_or_insert_default());
        self
    }

    /// What the host says comes so much later, in session time.
    pub fn delay(self, time: Duration) -> Faulting<'a> {
        self.with(Disturbance::Delay(Delay { ms: millis(time), clock: FaultClock::Session }))
    }

    /// What the host says comes so much later, in real time.
    pub fn delay_in_real_time(self, time: Duration) -> Faulting<'a> {
        self.with(Disturbance::Delay(Delay { ms: millis(time), clock: FaultClock::Real }))
    }

    /// The answer comes when the client has given up on it, which it does after 10 s of real time.
    pub fn answers_too_late(self) -> Faulting<'a> {
        self.with(Disturbance::AnswerTooLate(AnswerTooLate::default()))
    }

    /// What the host says is lost.
    pub fn drops(self) -> Faulting<'a> {
        self.with(Disturbance::Drop(Lose { what: Lost::Answer }))
    }

    /// What the app says is lost: the host never sees it.
    pub fn drops_messages(self) -> Faulting<'a> {
        self.with(Disturbance::Drop(Lose { what: Lost::Message }))
    }

    /// What the host says comes so many times more.
    pub fn duplicates(self, copies: u64) -> Faulting<'a> {
        self.with(Disturbance::Duplicate(Duplicate { copies }))
    }

    /// What the host says changes places with the next message to the frame.
    pub fn reorders(self) -> Faulting<'a> {
        self.with(Disturbance::Reorder(Nothing {}))
    }

    /// The answer to a subscription comes after its first event.
    pub fn event_before_answer(self) -> Faulting<'a> {
        self.with(Disturbance::EventBeforeAnswer(Nothing {}))
    }

    /// The host does not do it, and answers with this `errorMessage`.
    pub fn fails(self, error_message: impl Into<String>) -> Faulting<'a> {
        self.with(Disturbance::Failure(Failure { error_message: error_message.into() }))
    }

    /// What the host says breaks the rules of envelopes.
    pub fn malformed(self, kind: Malformation) -> Faulting<'a> {
        self.with(Disturbance::MalformedEnvelope(MalformedEnvelope { kind }))
    }

    /// The `referenceId` of the answer has another JSON type.
    pub fn wrong_reference_id_type(self) -> Faulting<'a> {
        self.with(Disturbance::WrongReferenceIdType(Nothing {}))
    }

    /// The host takes the message as one from this origin.
    pub fn wrong_origin(self, origin: impl Into<String>) -> Faulting<'a> {
        self.with(Disturbance::WrongOrigin(WrongOrigin { origin: origin.into() }))
    }

    /// The socket closes; without a matcher every socket, at once.
    pub fn closes_sockets(self) -> Faulting<'a> {
        self.with(Disturbance::SocketClose(OfFrame::default()))
    }

    /// The host starts anew; without a matcher at once.
    pub fn restarts(self) -> Faulting<'a> {
        self.with(Disturbance::HostRestart(Nothing {}))
    }

    /// The page loads the frame again; without a matcher every frame, at once.
    pub fn reloads_frames(self) -> Faulting<'a> {
        self.with(Disturbance::FrameReload(OfFrame::default()))
    }

    /// The origin may not use the service.
    pub fn refuses_service(self) -> Faulting<'a> {
        self.with(Disturbance::ServiceRefused(Nothing {}))
    }

    /// The origin is in quarantine from this message on.
    pub fn quarantines(self) -> Faulting<'a> {
        self.with(Disturbance::RateLimitQuarantine(Nothing {}))
    }

    fn with(self, disturbance: Disturbance) -> Faulting<'a> {
        let fault = Fault { name: None, on: self.on, disturbance, after: 0, times: None, probability: None };
        Faulting { host: self.host, fault, has_code: self.has_code }
    }

    /// A fault as the control API and scenario files have it; what matches is what it says.
    pub fn fault(self, fault: Fault) -> Faulting<'a> {
        Faulting { host: self.host, fault, has_code: self.has_code }
    }

    /// Every fault, with how often it has struck.
    ///
    /// # Errors
    /// The session is over.
    pub async fn list(self) -> Result<Vec<FaultState>, HostError> {
        Ok(self.host.session.call(|desk| desk.session().faults()).await?)
    }

    /// Takes all faults out; what they held back goes.
    ///
    /// # Errors
    /// The session is over.
    pub async fn clear(self) -> Result<(), HostError> {
        Ok(self.host.session.call(|desk| desk.clear_faults()).await?)
    }
}

fn millis(time: Duration) -> u64 {
    time.as_millis().try_into().unwrap_or(u64::MAX)
}

/// A fault that is made when it is awaited.
#[derive(Clone, Debug)]
#[must_use = "nothing goes wrong before it is awaited"]
pub struct Faulting<'a> {
    host: &'a MockHost,
    fault: Fault,
    has_code: HasCode,
}

impl Faulting<'_> {
    /// So many messages that match are let through first.
    pub const fn after(mut self, messages: u64) -> Self {
        self.fault.after = messages;
        self
    }

    /// It strikes so many times, and then no more.
    pub const fn times(mut self, times: u64) -> Self {
        self.fault.times = Some(times);
        self
    }

    /// How likely it strikes: more than 0, at most 1. Drawn from the seed of the session.
    pub const fn probability(mut self, likely: f64) -> Self {
        self.fault.probability = Some(likely);
        self
    }

    /// What it is called in the journal.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.fault.name = Some(name.into());
        self
    }
}

impl<'a> IntoFuture for Faulting<'a> {
    type Output = Result<FaultGuard<'a>, HostError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        let Faulting { host, fault, has_code } = self;
        Box::pin(async move {
            if has_code == HasCode::Yes {
                return Err(FaultRefusal::Code.into());
            }
            let id = host.session.call(move |desk| desk.add_fault(fault)).await??;
            Ok(FaultGuard { host, id })
        })
    }
}

/// A fault that strikes as long as this lives; when it is dropped, what was held back goes.
#[derive(Debug)]
#[must_use = "the fault is gone when this is dropped; `keep` leaves it there"]
pub struct FaultGuard<'a> {
    host: &'a MockHost,
    id: u64,
}

impl FaultGuard<'_> {
    /// The id of the fault.
    #[must_use]
    pub const fn id(&self) -> u64 {
        self.id
    }

    /// How often it has struck.
    ///
    /// # Errors
    /// The session is over, or the fault was taken out.
    pub async fn state(&self) -> Result<FaultState, HostError> {
        let faults = self.host.faults().list().await?;
        let own = faults.into_iter().find(|fault| fault.id == self.id);
        own.ok_or_else(|| HostError::NotMet(format!("fault {} is not there any more", self.id)))
    }

    /// Leaves the fault where it is, to the end of the session.
    pub fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for FaultGuard<'_> {
    fn drop(&mut self) {
        // A session that is over has no faults.
        self.host.session.poke(|desk| desk.remove_fault(self.id));
    }
}
