//! The actor of a session: one task that owns the session, its frames' outlets and its pages' bridges.
//! Jobs come in through a channel and are done one after the other; nothing is shared between sessions.

mod bridge;
mod desk;
mod line;

pub(crate) use bridge::{BridgeInput, Resume};
pub(crate) use desk::Desk;
pub(crate) use line::{Line, Room, Waiting};

use crate::session::RecordFault;
use tokio::{
    sync::{mpsc, oneshot},
    task::AbortHandle,
};

/// How many jobs may wait for a session; who brings more waits too.
const JOBS_WAITING: usize = 1024;
/// How many jobs are done before the pages are told; more would make them look stuck.
const JOBS_BETWEEN_UPDATES: usize = 64;

type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// The session does nothing any more.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionEnded {
    /// It has been deleted, or has come to an end by a fault of ours.
    #[error("the session has ended")]
    Deleted,
    /// It cannot record. What it has done so far can still be read.
    #[error(transparent)]
    Unrecorded(#[from] RecordFault),
}

/// The way to a session.
#[derive(Clone, Debug)]
pub(crate) struct SessionHandle {
    jobs: mpsc::Sender<Job>,
    actor: AbortHandle,
}

impl SessionHandle {
    /// Starts the actor on the present runtime.
    pub(crate) fn spawn(desk: Desk) -> Self {
        let (jobs, inbox) = mpsc::channel(JOBS_WAITING);
        let actor = tokio::spawn(run(desk, inbox)).abort_handle();
        Self { jobs, actor }
    }

    /// Ends the session; its sockets are told goodbye.
    pub(crate) fn end(&self) {
        self.actor.abort();
    }

    /// Does a job in the actor and gives its result.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Desk) -> T + Send + 'static,
    ) -> Result<T, SessionEnded> {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(move |desk: &mut Desk| {
            let done = job(desk);
            let done = desk.session_mut().take_refusal().map_or(Ok(done), |fault| Err(fault.into()));
            // Whoever asked may have gone; the job is done all the same.
            let _ = answer.send(done);
        });
        self.jobs.send(job).await.map_err(|_| SessionEnded::Deleted)?;
        answered.await.map_err(|_| SessionEnded::Deleted)?
    }
}

async fn run(mut desk: Desk, mut inbox: mpsc::Receiver<Job>) {
    loop {
        let due = desk.due_in();
        tokio::select! {
            job = inbox.recv() => match job {
                Some(job) => job(&mut desk),
                None => return,
            },
            () = sleep(due) => desk.handle_timeout(),
        }
        for _ in 1..JOBS_BETWEEN_UPDATES {
            let Ok(job) = inbox.try_recv() else { break };
            job(&mut desk);
        }
        desk.update_pages();
    }
}

async fn sleep(due: Option<std::time::Duration>) {
    match due {
        Some(duration) => tokio::time::sleep(duration).await,
        None => std::future::pending().await,
    }
}
