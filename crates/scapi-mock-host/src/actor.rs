//! The actor of a session: one task that owns the session, its frames' outlets and its pages' bridges.
//! Jobs come in through a channel and are done one after the other; nothing is shared between sessions.

mod bridge;
mod desk;
mod disturb;
mod line;
mod vitals;

pub(crate) use bridge::{BridgeInput, Resume};
pub(crate) use desk::{Desk, Kept, TooManyFrames, Unrest};
pub(crate) use line::{Line, Room, Waiting};
pub(crate) use vitals::{Progress, StreamGuard, Vitals};

use std::{
    any::Any,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use futures_util::FutureExt;
use tokio::{
    sync::{mpsc, oneshot},
    task::AbortHandle,
};
use tracing::Instrument;

use crate::{http::Answers, scenario::Place, session::RecordFault};

/// How many jobs may wait for a session; who brings more waits too.
const JOBS_WAITING: usize = 1024;
/// How many jobs are done before the pages are told; more would make them look stuck.
const JOBS_BETWEEN_UPDATES: usize = 64;

type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// The session does nothing any more.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionEnded {
    /// It has been deleted.
    #[error("the session has ended")]
    Deleted,
    /// A fault of this host ended it. The other sessions go on.
    #[error("a fault of the host has ended this session: {fault}; delete it and make another")]
    Failed {
        /// What the host says of itself.
        fault: String,
    },
    /// It cannot record. What it has done so far can still be read.
    #[error(transparent)]
    Unrecorded(#[from] RecordFault),
}

/// The way to a session.
#[derive(Clone, Debug)]
pub(crate) struct SessionHandle {
    jobs: mpsc::Sender<Job>,
    actor: AbortHandle,
    vitals: Arc<Vitals>,
    answers: Arc<Answers>,
    scenario: Arc<Place>,
    /// What the actor owns, for a look at it where nobody can wait for an answer.
    desk: Weak<Mutex<Desk>>,
}

/// The actor locks its desk for one job at a time, and nobody else does while it lives but [`SessionHandle::peek`]
/// and [`SessionHandle::poke`].
fn lock(desk: &Mutex<Desk>) -> MutexGuard<'_, Desk> {
    // After a panic the session is over; a last look at it does no harm.
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SessionHandle {
    /// Starts the actor on the present runtime.
    pub(crate) fn spawn(desk: Desk) -> Self {
        let (jobs, inbox) = mpsc::channel(JOBS_WAITING);
        let vitals = Arc::new(Vitals::default());
        vitals.take_down(&desk);
        let span = tracing::info_span!("session", session = desk.name());
        let desk = Arc::new(Mutex::new(desk));
        let looked_at = Arc::downgrade(&desk);
        let actor = tokio::spawn(live(desk, inbox, vitals.clone()).instrument(span)).abort_handle();
        Self { jobs, actor, vitals, answers: Arc::default(), scenario: Arc::default(), desk: looked_at }
    }

    /// Ends the session; its sockets are told goodbye.
    pub(crate) fn end(&self) {
        self.actor.abort();
    }

    pub(crate) const fn vitals(&self) -> &Arc<Vitals> {
        &self.vitals
    }

    /// The answers that were given to idempotency keys.
    pub(crate) const fn answers(&self) -> &Arc<Answers> {
        &self.answers
    }

    /// The scenario that runs in the session, or was run last.
    pub(crate) const fn scenario(&self) -> &Arc<Place> {
        &self.scenario
    }

    /// Does a job in the actor some time, for whoever cannot wait. Where too many wait already it is dropped.
    pub(crate) fn tell(&self, job: impl FnOnce(&mut Desk) + Send + 'static) {
        let _ = self.jobs.try_send(Box::new(job));
    }

    /// Looks at the session between two jobs, without waiting for those that are to be done; none if it is over.
    pub(crate) fn peek<T>(&self, look: impl FnOnce(&Desk) -> T) -> Option<T> {
        self.desk.upgrade().map(|desk| look(&lock(&desk)))
    }

    /// Does something with the session between two jobs, for whoever is being dropped and cannot wait; none if it is over.
    pub(crate) fn poke<T>(&self, job: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        let desk = self.desk.upgrade()?;
        let mut desk = lock(&desk);
        let done = job(&mut desk);
        self.vitals.take_down(&desk);
        Some(done)
    }

    /// Does a job in the actor and gives its result.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Desk) -> T + Send + 'static,
    ) -> Result<T, SessionEnded> {
        self.vitals.touch();
        let (answer, answered) = oneshot::channel();
        let vitals = self.vitals.clone();
        let job = Box::new(move |desk: &mut Desk| {
            let done = job(desk);
            vitals.take_down(desk);
            let done = desk.session_mut().take_refusal().map_or(Ok(done), |fault| Err(fault.into()));
            // Whoever asked may have gone; the job is done all the same.
            let _ = answer.send(done);
        });
        if self.jobs.send(job).await.is_ok()
            && let Ok(answer) = answered.await
        {
            return answer;
        }
        // A panic drops the answer before it is known as one; it is known when the inbox is closed.
        self.jobs.closed().await;
        Err(self.ended())
    }

    /// Waits for the end of the session.
    pub(crate) async fn over(&self) -> SessionEnded {
        self.jobs.closed().await;
        self.ended()
    }

    fn ended(&self) -> SessionEnded {
        match self.vitals.failure() {
            Some(fault) => SessionEnded::Failed { fault: fault.into() },
            None => SessionEnded::Deleted,
        }
    }
}

/// Runs until the session ends. A panic ends this session, and is told to whoever asks for it; no other session sees it.
async fn live(desk: Arc<Mutex<Desk>>, mut inbox: mpsc::Receiver<Job>, vitals: Arc<Vitals>) {
    // What is half done is dropped with the desk.
    let outcome = AssertUnwindSafe(run(&desk, &mut inbox, &vitals)).catch_unwind().await;
    if let Err(panic) = outcome {
        let fault = panic_text(panic.as_ref());
        tracing::error!(fault, "the session has failed");
        vitals.fail(fault.into());
    }
}

async fn run(desk: &Mutex<Desk>, inbox: &mut mpsc::Receiver<Job>, vitals: &Vitals) {
    loop {
        let due = lock(desk).due_in();
        tokio::select! {
            job = inbox.recv() => match job {
                Some(job) => job(&mut lock(desk)),
                None => return,
            },
            () = sleep(due) => {
                let mut desk = lock(desk);
                desk.handle_timeout();
                vitals.take_down(&desk);
            }
        }
        for _ in 1..JOBS_BETWEEN_UPDATES {
            let Ok(job) = inbox.try_recv() else { break };
            job(&mut lock(desk));
        }
        lock(desk).update_pages();
    }
}

async fn sleep(due: Option<std::time::Duration>) {
    match due {
        Some(duration) => tokio::time::sleep(duration).await,
        None => std::future::pending().await,
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic")
}

#[cfg(test)]
mod tests {
    use super::SessionEnded;
    use crate::MockHost;

    async fn get(host: &MockHost, path: &str) -> (u16, serde_json::Value) {
        let url = format!("http://{}{path}", host.address());
        let response = reqwest::get(url).await.expect("an answer");
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }

    /// A host with a session "k1" whose actor has panicked.
    async fn host_with_a_failed_session() -> MockHost {
        let host = MockHost::start().await;
        let registry = host.registry();
        let name = registry.create(crate::registry::NewSession::default()).expect("a session");
        let session = registry.find(&name).expect("a session");
        let failed = session.call(|_| -> u8 { panic!("the desk is on fire") }).await;
        assert_eq!(failed, Err(SessionEnded::Failed { fault: "the desk is on fire".into() }));
        host
    }

    #[tokio::test]
    async fn a_session_whose_actor_panics_says_so_and_the_others_go_on() {
        let host = host_with_a_failed_session().await;
        let (status, problem) = get(&host, "/s/k1/control/journal").await;
        assert_eq!((status, &problem["title"]), (500, &"session failed".into()));
        assert_eq!(
            problem["detail"],
            "a fault of the host has ended this session: the desk is on fire; delete it and make another"
        );
        assert_eq!(get(&host, "/s/default/control/journal").await.0, 200);
        let (_, listed) = get(&host, "/sessions").await;
        assert_eq!(listed["sessions"][1]["failure"], "the desk is on fire");
        assert!(listed["sessions"][0].get("failure").is_none());
    }

    #[tokio::test]
    async fn sockets_of_a_session_that_fails_are_told_goodbye() {
        use futures_util::StreamExt;
        let host = MockHost::start().await;
        let (mut app, _) = tokio_tungstenite::connect_async(host.ws_url()).await.expect("a socket");
        let session = host.registry().find("default").expect("a session");
        let failed = session.call(|_| -> u8 { panic!("again") }).await;
        assert!(failed.is_err());
        let goodbye = app.next().await.expect("a goodbye").expect("a frame");
        assert!(goodbye.is_close(), "{goodbye:?}");
    }

    #[tokio::test]
    async fn a_failed_session_can_be_deleted() {
        let host = host_with_a_failed_session().await;
        assert!(host.registry().delete("k1").is_ok());
        assert_eq!(get(&host, "/s/k1/control/journal").await.0, 404);
    }
}
