//! An app in the process of the test: it speaks the wire to the host without a socket, and gives results as types.
//! It is a frame like any other: it is journaled, gated and disturbed like one.

use std::{
    collections::HashMap,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use futures_util::Stream;
use scapi_reference::{FrameId, Origin};
use scapi_schema::{
    UserData, Value,
    envelope::Event,
    event::InteractionEvent,
    interaction::{
        Accept, BlockMarkdone, CompleteConference, CompleteTransfer, Consult, ConsultTargetQuery,
        DeleteUserData, GetByInteractionId, GetInteractions, Interaction, Markdone, Reject,
        SelectCaseByCaseId, SetUserData, SingleStepConference, SingleStepTransfer, TargetQuery,
        UnblockMarkdone,
    },
    parameter::Method,
};
use serde_json::json;
use tokio::{
    sync::{mpsc, oneshot},
    task::AbortHandle,
};

use super::{MockHost, stimuli::AnInteraction};
use crate::actor::{Line, SessionEnded, SessionHandle, Waiting};

/// The client's own: an answer that has not come by then does not come (`envelope/9`).
const CLIENT_PATIENCE: Duration = Duration::from_secs(10);
/// How much may wait for an app that does not read, in bytes.
const WAITING_AT_MOST: usize = 16 * 1024 * 1024;

/// A call of an app did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppError {
    /// The host says so; its `errorMessage`.
    #[error("{0}")]
    Failed(String),
    /// No answer came: the string that the official client gives too.
    #[error("Request timeout")]
    Timeout,
    /// The session is over, or the frame was closed.
    #[error("the session has ended")]
    Ended,
    /// The answer is not what the method gives.
    #[error("the answer is not what {method} gives: {fault}")]
    Answer {
        /// The method.
        method: &'static str,
        /// What is wrong with it.
        fault: String,
    },
}

impl From<SessionEnded> for AppError {
    fn from(_: SessionEnded) -> Self {
        Self::Ended
    }
}

/// An app in this process. Its frame closes when it is dropped.
#[derive(Debug)]
#[must_use = "the frame of the app closes when this is dropped"]
pub struct App {
    session: SessionHandle,
    frame: FrameId,
    ears: Arc<Mutex<Ears>>,
    patience: Duration,
    listening: AbortHandle,
}

/// Who waits for what.
#[derive(Debug, Default)]
struct Ears {
    references: u64,
    answers: HashMap<String, oneshot::Sender<Value>>,
    events: Vec<(String, mpsc::UnboundedSender<Event>)>,
}

impl Ears {
    fn hear(&mut self, message: Value) {
        if let Ok(event) = serde_json::from_value::<Event>(message.clone()) {
            self.events.retain(|(name, to)| *name != event.event || to.send(event.clone()).is_ok());
        } else if let Some(reference) = message["referenceId"].as_str()
            && let Some(to) = self.answers.remove(reference)
        {
            // Whoever asked may have lost patience.
            let _ = to.send(message);
        }
    }
}

fn open(ears: &Mutex<Ears>) -> MutexGuard<'_, Ears> {
    // Nothing that holds the lock can panic half-way through a change.
    ears.lock().unwrap_or_else(PoisonError::into_inner)
}

impl MockHost {
    /// An app in this process, without an origin.
    ///
    /// ```
    /// # use scapi_mock_host::MockHost;
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let host = MockHost::start().await;
    /// let app = host.app().await?;
    /// let call = host.inbound_call().await?;
    /// app.accept(&call).await?;
    /// assert_eq!(app.get_interactions().await?[0].state.as_str(), "TALKING");
    /// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
    /// ```
    ///
    /// # Errors
    /// The session is over, or has as many frames as it may have.
    pub async fn app(&self) -> Result<App, AppError> {
        self.app_from(Origin::None).await
    }

    /// An app in this process whose page has this origin.
    ///
    /// # Errors
    /// The session is over, or has as many frames as it may have.
    pub async fn app_at(&self, origin: impl Into<String> + Send) -> Result<App, AppError> {
        self.app_from(Origin::Web(origin.into())).await
    }

    async fn app_from(&self, origin: Origin) -> Result<App, AppError> {
        let session = self.session.clone();
        let (line, waiting) = Line::new(WAITING_AT_MOST);
        let opened = session.call(move |desk| desk.open_socket(origin, line)).await?;
        let frame = opened.map_err(|full| AppError::Failed(full.to_string()))?;
        let ears = Arc::new(Mutex::new(Ears::default()));
        let listening = tokio::spawn(listen(waiting, ears.clone())).abort_handle();
        Ok(App { session, frame, ears, patience: CLIENT_PATIENCE, listening })
    }
}

async fn listen(mut waiting: Waiting, ears: Arc<Mutex<Ears>>) {
    while let Some(text) = waiting.next().await {
        if let Ok(message) = serde_json::from_str(&text) {
            open(&ears).hear(message);
        }
    }
    // Whoever still waits is told that nothing comes.
    *open(&ears) = Ears::default();
}

impl Drop for App {
    fn drop(&mut self) {
        self.listening.abort();
        let frame = self.frame.clone();
        self.session.tell(move |desk| desk.close_socket(&frame));
    }
}

impl App {
    /// The name of its frame in the journal.
    #[must_use]
    pub fn frame(&self) -> &str {
        self.frame.as_str()
    }

    /// How long it waits for an answer, in real time. The default is the client's 10 s.
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Calls a method of whatever namespace; gives the `data` of the answer, null if it has none.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn call(&self, method: &str, parameters: Vec<Value>) -> Result<Value, AppError> {
        let answer = self.ask(json!({ "request": method, "parameters": parameters })).await?;
        Ok(answer.get("data").cloned().unwrap_or_default())
    }

    /// Sends an envelope as it is, but for the fields that every one has; gives the answer.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn ask(&self, mut envelope: Value) -> Result<Value, AppError> {
        let (answer, answered) = oneshot::channel();
        let reference = {
            let mut ears = open(&self.ears);
            let reference = ears.references.to_string();
            ears.references += 1;
            ears.answers.insert(reference.clone(), answer);
            reference
        };
        envelope["referenceId"] = json!(reference);
        envelope["userAgent"] = json!("WWE Client");
        envelope["protocolVersion"] = json!(2);
        let (frame, text) = (self.frame.clone(), envelope.to_string());
        self.session.call(move |desk| desk.socket_text(&frame, &text)).await?;
        let answered = tokio::time::timeout(self.patience, answered).await;
        let message = answered.map_err(|_| AppError::Timeout)?.map_err(|_| AppError::Ended)?;
        match message["errorMessage"].as_str() {
            Some(fault) => Err(AppError::Failed(fault.to_owned())),
            None => Ok(message),
        }
    }

    /// Subscribes to events; the stream ends with the session. Dropping it does not unsubscribe: the host goes on sending,
    /// as it does to a page whose handler is gone.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn subscribe(&self, name: impl Into<String> + Send) -> Result<Events, AppError> {
        let name = name.into();
        let (to, events) = mpsc::unbounded_channel();
        open(&self.ears).events.push((name.clone(), to));
        let answer = self.ask(json!({ "event": "subscribe", "data": name })).await?;
        Ok(Events { id: answer["subscriptionId"].clone(), events })
    }

    /// Ends a subscription.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn unsubscribe(&self, events: Events) -> Result<(), AppError> {
        self.ask(json!({ "event": "unsubscribe", "data": events.id })).await.map(drop)
    }

    async fn method<M: Method + Send>(&self, call: M) -> Result<Value, AppError> {
        self.call(M::NAME, call.into_arguments()).await
    }

    /// `interaction.getInteractions`.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn get_interactions(&self) -> Result<Vec<Interaction>, AppError> {
        read(GetInteractions::NAME, self.method(GetInteractions {}).await?)
    }

    /// `interaction.getByInteractionId`; none if there is no such interaction.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn get_by_interaction_id(&self, id: &str) -> Result<Option<Interaction>, AppError> {
        let call = GetByInteractionId { interaction_id: id.into() };
        read(GetByInteractionId::NAME, self.method(call).await?)
    }

    /// `interaction.setUserData`.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn set_user_data(
        &self,
        on: &(impl AnInteraction + Sync + ?Sized),
        key_values: UserData,
    ) -> Result<(), AppError> {
        self.method(SetUserData { interaction_id: on.id().into(), key_values }).await.map(drop)
    }

    /// `interaction.deleteUserData`.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn delete_user_data(
        &self,
        on: &(impl AnInteraction + Sync + ?Sized),
        key: &str,
    ) -> Result<(), AppError> {
        self.method(DeleteUserData { interaction_id: on.id().into(), key: key.into() }).await.map(drop)
    }

    /// `interaction.selectCaseByCaseId`.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn select_case_by_case_id(&self, case_id: &str) -> Result<(), AppError> {
        self.method(SelectCaseByCaseId { case_id: case_id.into() }).await.map(drop)
    }

    /// `interaction.blockMarkdone`.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn block_markdone(
        &self,
        on: &(impl AnInteraction + Sync + ?Sized),
        warning_message: &str,
    ) -> Result<(), AppError> {
        let call = BlockMarkdone { interaction_id: on.id().into(), warning_message: warning_message.into() };
        self.method(call).await.map(drop)
    }

    /// `interaction.consult`; gives the id of the consultation where the host profile says so.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn consult(
        &self,
        on: &(impl AnInteraction + Sync + ?Sized),
        target_query: ConsultTargetQuery,
    ) -> Result<Option<String>, AppError> {
        let interaction_id = on.id().into();
        let call = Consult { interaction_id, target_query, user_data: None, extensions: None };
        read(Consult::NAME, self.method(call).await?)
    }

    /// `interaction.singleStepTransfer`.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn single_step_transfer(
        &self,
        on: &(impl AnInteraction + Sync + ?Sized),
        target_query: TargetQuery,
    ) -> Result<Option<String>, AppError> {
        let interaction_id = on.id().into();
        let call = SingleStepTransfer { interaction_id, target_query, user_data: None, extensions: None };
        read(SingleStepTransfer::NAME, self.method(call).await?)
    }

    /// `interaction.singleStepConference`.
    ///
    /// # Errors
    /// The host refuses, or does not answer.
    pub async fn single_step_conference(
        &self,
        on: &(impl AnInteraction + Sync + ?Sized),
        target_query: TargetQuery,
    ) -> Result<Option<String>, AppError> {
        let interaction_id = on.id().into();
        let call = SingleStepConference { interaction_id, target_query, user_data: None, extensions: None };
        read(SingleStepConference::NAME, self.method(call).await?)
    }
}

/// Declares the methods that take an id and give nothing.
macro_rules! on_interaction {
    ($($(#[$meta:meta])* $name:ident: $type:ident { $field:ident },)+) => {
        impl App {
            $($(#[$meta])*
            ///
            /// # Errors
            /// The host refuses, or does not answer.
            pub async fn $name(&self, on: &(impl AnInteraction + Sync + ?Sized)) -> Result<(), AppError> {
                self.method($type { $field: on.id().into() }).await.map(drop)
            })+
        }
    };
}

on_interaction! {
    /// `interaction.accept`.
    accept: Accept { interaction_id },
    /// `interaction.reject`.
    reject: Reject { interaction_id },
    /// `interaction.markdone`.
    markdone: Markdone { interaction_id },
    /// `interaction.unblockMarkdone`.
    unblock_markdone: UnblockMarkdone { interaction_id },
    /// `interaction.completeTransfer`, with the id of the consultation.
    complete_transfer: CompleteTransfer { consult_interaction_id },
    /// `interaction.completeConference`, with the id of the consultation.
    complete_conference: CompleteConference { consult_interaction_id },
}

fn read<T: serde::de::DeserializeOwned>(method: &'static str, data: Value) -> Result<T, AppError> {
    serde_json::from_value(data).map_err(|fault| AppError::Answer { method, fault: fault.to_string() })
}

/// The events of a subscription, as a stream.
#[derive(Debug)]
pub struct Events {
    id: Value,
    events: mpsc::UnboundedReceiver<Event>,
}

impl Events {
    /// The next event; none when the session is over.
    pub async fn next(&mut self) -> Option<Event> {
        self.events.recv().await
    }

    /// The next event as one of `interaction`; none when the session is over, or when it is of another form.
    pub async fn next_interaction(&mut self) -> Option<InteractionEvent> {
        serde_json::from_value(self.next().await?.data).ok()
    }
}

impl Stream for Events {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Event>> {
        self.events.poll_recv(context)
    }
}
