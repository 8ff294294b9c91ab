//! Expectations in Rust: the sentence of a test, and the verdict on the session.
//! The same as over HTTP, and explained in the same words.

use std::{
    collections::BTreeMap,
    future::{Future, IntoFuture},
    pin::Pin,
    sync::atomic::Ordering,
    time::Duration,
};

use scapi_schema::{
    Value,
    expectation::{Expectation, MessageMatcher},
    interaction::State,
    journal::JournalEntry,
};

use super::{HostError, MockHost, stimuli::AnInteraction};
use crate::verify::{Judged, Predicate, Status, Verdict, is_of_app};

/// Messages of an app that call a method.
///
/// ```
/// use scapi_mock_host::method;
///
/// let billing = method("interaction.setUserData").parameter(1, serde_json::json!({ "Reason": "billing" }));
/// # let _ = billing;
/// ```
pub fn method(name: impl Into<String>) -> Messages {
    Messages::default().method(name)
}

/// Messages of an app that subscribe to an event.
pub fn subscribes(name: impl Into<String>) -> Messages {
    let mut messages = Messages::default();
    messages.matcher.subscribes = Some(name.into());
    messages
}

/// What messages have to be like.
#[derive(Clone, Debug, Default)]
#[must_use = "it describes messages, and does nothing by itself"]
pub struct Messages {
    pub(crate) matcher: MessageMatcher,
    pub(crate) predicate: Option<Predicate>,
}

impl Messages {
    /// They call this method; `interaction.*` is any of the namespace.
    pub fn method(mut self, name: impl Into<String>) -> Self {
        self.matcher.method = Some(name.into());
        self
    }

    /// The parameters are like these, one by one: objects by the keys that are named.
    pub fn parameters(mut self, values: impl IntoIterator<Item = Value>) -> Self {
        self.matcher.parameters = Some(values.into_iter().collect());
        self
    }

    /// The parameter at this position is like this: objects by the keys that are named.
    pub fn parameter(self, at: usize, value: impl Into<Value>) -> Self {
        self.pointer(format!("/parameters/{at}"), value)
    }

    /// What stands at this JSON pointer of the envelope is like this.
    pub fn pointer(mut self, pointer: impl Into<String>, value: impl Into<Value>) -> Self {
        self.matcher.pointer.insert(pointer.into(), value.into());
        self
    }

    /// They are about this interaction.
    pub fn interaction(mut self, interaction: &(impl AnInteraction + ?Sized)) -> Self {
        self.matcher.interaction = Some(interaction.id().into());
        self
    }

    /// The interaction was in this state when they came.
    pub fn state(mut self, state: State) -> Self {
        self.matcher.state = Some(state);
        self
    }

    /// They came from this frame.
    pub fn frame(mut self, frame: impl Into<String>) -> Self {
        self.matcher.frame = Some(frame.into());
        self
    }

    /// The envelope meets a predicate. Of several the last counts.
    pub fn and(mut self, predicate: impl Fn(&Value) -> bool + Send + Sync + 'static) -> Self {
        self.predicate = Some(Predicate::new(predicate));
        self
    }
}

/// An expectation that is made when it is awaited.
#[derive(Debug)]
#[must_use = "nothing is expected before it is awaited"]
pub struct Expecting<'a> {
    host: &'a MockHost,
    expectation: Expectation,
    predicates: Vec<Option<Predicate>>,
}

impl MockHost {
    /// Expects messages of apps: at least one like this, unless a number says otherwise. What has come already counts.
    ///
    /// ```
    /// # use scapi_mock_host::{MockHost, method};
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let host = MockHost::start().await;
    /// let app = host.app().await?;
    /// let call = host.inbound_call().await?;
    /// host.expect(method("interaction.accept").interaction(&call)).exactly(1).await?;
    /// app.accept(&call).await?;
    /// host.verify().await?;
    /// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
    /// ```
    pub fn expect(&self, messages: Messages) -> Expecting<'_> {
        let Messages { matcher, predicate } = messages;
        let expectation = Expectation { message: Some(matcher), ..Expectation::default() };
        Expecting { host: self, expectation, predicates: vec![predicate] }
    }

    /// Expects messages of apps in an order; others may come between.
    pub fn expect_in_order(&self, order: impl IntoIterator<Item = Messages>) -> Expecting<'_> {
        let (order, predicates) =
            order.into_iter().map(|messages| (messages.matcher, messages.predicate)).unzip();
        let expectation = Expectation { in_order: Some(order), ..Expectation::default() };
        Expecting { host: self, expectation, predicates }
    }

    /// The verdict on the session as it is now.
    ///
    /// # Errors
    /// The session is over.
    pub async fn verdict(&self) -> Result<Verdict, HostError> {
        Ok(self.session.call(|desk| desk.session().verdict()).await?)
    }

    /// The verdict on each session of the host, by its name. Sessions that have ended have none.
    pub async fn verdicts(&self) -> BTreeMap<String, Verdict> {
        let mut verdicts = BTreeMap::new();
        for listed in self.registry.list() {
            let Ok(session) = self.registry.find(&listed.name) else { continue };
            if let Ok(verdict) = session.call(|desk| desk.session().verdict()).await {
                verdicts.insert(listed.name, verdict);
            }
        }
        verdicts
    }

    /// Fails unless the verdict is good.
    ///
    /// # Errors
    /// What is not met, explained; or the session is over.
    pub async fn verify(&self) -> Result<(), HostError> {
        let verdict = self.verdict().await?;
        self.owes_verdict.store(false, Ordering::Relaxed);
        if verdict.passed { Ok(()) } else { Err(HostError::NotMet(verdict.explanation())) }
    }

    /// The verdict that is due when the host is dropped: where something was expected, and nobody has asked.
    pub(super) fn last_verdict(&self) -> Option<Verdict> {
        let is_due = self.owes_verdict.load(Ordering::Relaxed) && !std::thread::panicking();
        if is_due { self.session.peek(|desk| desk.session().verdict()) } else { None }
    }

    /// The messages of apps so far, as far as the journal has them.
    ///
    /// # Errors
    /// The session is over.
    pub async fn received(&self) -> Result<Vec<JournalEntry>, HostError> {
        let entries = self.journal_after(0).await?;
        Ok(entries.into_iter().filter(is_of_app).collect())
    }
}

impl Expecting<'_> {
    /// So many times, no more and no less.
    pub const fn exactly(mut self, times: u64) -> Self {
        self.expectation.exactly = Some(times);
        self
    }

    /// So many times or more.
    pub const fn at_least(mut self, times: u64) -> Self {
        self.expectation.at_least = Some(times);
        self
    }

    /// Not at all.
    pub const fn never(self) -> Self {
        self.exactly(0)
    }

    /// By so much session time from now.
    pub fn within(mut self, time: Duration) -> Self {
        self.expectation.within_ms = Some(time.as_millis().try_into().unwrap_or(u64::MAX));
        self
    }

    /// At least once, by so much session time from now.
    pub fn eventually(self, within: Duration) -> Self {
        self.at_least(1).within(within)
    }

    /// Only messages after this cursor of the journal count.
    pub const fn since(mut self, cursor: u64) -> Self {
        self.expectation.since = Some(cursor);
        self
    }

    /// What it is called in the verdict.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.expectation.name = Some(name.into());
        self
    }
}

impl<'a> IntoFuture for Expecting<'a> {
    type Output = Result<Expected<'a>, HostError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        let Expecting { host, expectation, predicates } = self;
        Box::pin(async move {
            let made = host.session.call(move |desk| desk.session_mut().expect(expectation, predicates));
            let id = made.await??;
            host.owes_verdict.store(true, Ordering::Relaxed);
            Ok(Expected { host, id })
        })
    }
}

impl<'a> Expecting<'a> {
    /// Makes it for as long as what this gives is alive: when that is dropped it is judged, panics with the explanation if it is not met
    /// (unless the test panics already), and is gone.
    ///
    /// ```
    /// # use scapi_mock_host::{MockHost, method};
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let host = MockHost::start().await;
    /// let app = host.app().await?;
    /// {
    ///     let _once = host.expect(method("interaction.getInteractions")).exactly(1).scoped().await?;
    ///     app.get_interactions().await?;
    /// }
    /// app.get_interactions().await?; // nobody counts any more
    /// host.verify().await?;
    /// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
    /// ```
    ///
    /// # Errors
    /// It cannot be read, or the session is over.
    pub async fn scoped(self) -> Result<ExpectationGuard<'a>, HostError> {
        let Expecting { host, expectation, predicates } = self;
        let made = host.session.call(move |desk| desk.session_mut().expect(expectation, predicates));
        Ok(ExpectationGuard { host, id: made.await?? })
    }
}

/// An expectation that is judged when this is dropped.
#[derive(Debug)]
#[must_use = "it is judged when this is dropped"]
pub struct ExpectationGuard<'a> {
    host: &'a MockHost,
    id: u64,
}

impl Drop for ExpectationGuard<'_> {
    fn drop(&mut self) {
        let judged = self.host.session.poke(|desk| {
            let judged =
                desk.session().verdict().expectations.into_iter().find(|judged| judged.id == self.id);
            desk.session_mut().expectations_mut().remove(self.id);
            judged
        });
        let explanation = judged.flatten().and_then(|judged| judged.explanation);
        if let Some(explanation) = explanation.filter(|_| !std::thread::panicking()) {
            panic!("{explanation}");
        }
    }
}

/// An expectation that has been made.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    host: &'a MockHost,
    id: u64,
}

impl Expected<'_> {
    /// How it stands, and why it is not met.
    ///
    /// # Errors
    /// The session is over, or was reset.
    pub async fn judge(&self) -> Result<Judged, HostError> {
        let verdict = self.host.verdict().await?;
        let judged = verdict.expectations.into_iter().find(|judged| judged.id == self.id);
        judged.ok_or_else(|| HostError::NotMet(format!("expectation {} is not there any more", self.id)))
    }

    /// Waits until it is met, so long in real time.
    ///
    /// # Errors
    /// It is not met by then, explained; or the session is over.
    pub async fn met_within(&self, patience: Duration) -> Result<(), HostError> {
        let mut progress = self.host.session.vitals().progress();
        let over = tokio::time::sleep(patience);
        tokio::pin!(over);
        loop {
            let judged = self.judge().await?;
            if judged.status == Status::Met {
                return Ok(());
            }
            let explanation = judged.explanation.unwrap_or_default();
            if judged.status == Status::Broken {
                return Err(HostError::NotMet(explanation));
            }
            tokio::select! {
                changed = progress.changed() => if changed.is_err() { return Err(HostError::NotMet(explanation)) },
                () = &mut over => return Err(HostError::NotMet(explanation)),
            }
        }
    }
}
