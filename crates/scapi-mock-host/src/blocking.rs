//! The host for tests without an async runtime: the same words, and each call waits for its result.
//! The runtime is in a thread of its own, so that this can be used, and dropped, inside an async task too.
//!
//! ```
//! use scapi_mock_host::{blocking::MockHost, method};
//!
//! let host = MockHost::start();
//! let app = host.wait(host.app())?;
//! let call = host.wait(host.inbound_call().from("+33298000000"))?;
//! host.wait(host.expect(method("interaction.accept").interaction(&call)).exactly(1))?;
//! host.wait(app.accept(&call))?;
//! host.verify()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::{
    io,
    ops::Deref,
    pin::pin,
    sync::{Arc, mpsc},
    task::{Context, Poll, Wake, Waker},
    thread::{self, JoinHandle, Thread},
};

use scapi_schema::{driver::DriverOutput, interaction::Interaction, journal::JournalEntry};
use serde_json::Value;
use tokio::{runtime::Handle, sync::oneshot};

use crate::{
    Caused, Fault, FaultState, HostError, MockHostBuilder, Scenario, ScenarioReport, host::FaultGuard,
    verify::Verdict,
};

/// A mock host with its server and its runtime, alive as long as this value.
///
/// What is here waits by itself; everything else of [`MockHost`](crate::MockHost) is waited for by [`wait`](Self::wait).
#[derive(Debug)]
#[must_use = "the host stops when this is dropped"]
pub struct MockHost {
    // Dropped first, and with it the panic of a verdict that is not good; the runtime goes in any case.
    host: crate::MockHost,
    runtime: RuntimeThread,
}

impl MockHostBuilder {
    /// Starts the host with a runtime of its own. It is ready when this returns.
    ///
    /// # Errors
    /// As [`start`](Self::start), or the system gives no thread.
    pub fn start_blocking(self) -> Result<MockHost, HostError> {
        let runtime = RuntimeThread::start().map_err(HostError::Thread)?;
        let host = runtime.wait(self.start())?;
        Ok(MockHost { host, runtime })
    }
}

impl MockHost {
    /// Starts a host on a free port of 127.0.0.1, with real time and the default host profile.
    ///
    /// # Panics
    /// If no port of the loopback address is free, or the system gives no thread.
    pub fn start() -> Self {
        Self::builder().start_blocking().expect("a free port on the loopback address, and a thread")
    }

    /// A host that differs from the default; [`MockHostBuilder::start_blocking`] starts it.
    #[must_use]
    pub fn builder() -> MockHostBuilder {
        MockHostBuilder::default()
    }

    /// Waits for something that is made with this host: a stimulus, an expectation, a call of an app, a stream's next event.
    pub fn wait<F: IntoFuture>(&self, coming: F) -> F::Output {
        self.runtime.wait(coming.into_future())
    }

    /// Makes something happen, given in the JSON form of the control API.
    ///
    /// # Errors
    /// It is no stimulus, or the state of the interaction does not allow it.
    pub fn stimulus(&self, stimulus: Value) -> Result<Caused, HostError> {
        self.wait(self.host.stimulus(stimulus))
    }

    /// Lets virtual time go on by so many milliseconds; whatever falls due happens.
    ///
    /// # Errors
    /// The clock of the host is real.
    pub fn advance(&self, ms: u64) -> Result<Vec<DriverOutput>, HostError> {
        self.wait(self.host.advance(ms))
    }

    /// The journal entries after a cursor; 0 for all that are kept.
    ///
    /// # Errors
    /// The session is over.
    pub fn journal_after(&self, cursor: u64) -> Result<Vec<JournalEntry>, HostError> {
        self.wait(self.host.journal_after(cursor))
    }

    /// The messages of apps so far, as far as the journal has them.
    ///
    /// # Errors
    /// The session is over.
    pub fn received(&self) -> Result<Vec<JournalEntry>, HostError> {
        self.wait(self.host.received())
    }

    /// The interactions, as the desktop shows them.
    ///
    /// # Errors
    /// The session is over.
    pub fn interactions(&self) -> Result<Vec<Interaction>, HostError> {
        self.wait(self.host.interactions())
    }

    /// Runs a scenario in the default session, and waits for its end.
    ///
    /// # Errors
    /// A scenario is running already. That it fails is no error: the report says so.
    pub fn run(&self, scenario: &Scenario) -> Result<ScenarioReport, HostError> {
        self.wait(self.host.run(scenario))
    }

    /// Lets something go wrong from now on, as long as the guard lives; the fault as the control API and scenario files have it. In
    /// words it is `host.wait(host.faults().on(…).drops())`.
    ///
    /// # Errors
    /// The fault cannot strike, or there are too many.
    pub fn add_fault(&self, fault: Fault) -> Result<FaultGuard<'_>, HostError> {
        self.wait(self.host.faults().fault(fault))
    }

    /// Every fault, with how often it has struck.
    ///
    /// # Errors
    /// The session is over.
    pub fn list_faults(&self) -> Result<Vec<FaultState>, HostError> {
        self.wait(self.host.faults().list())
    }

    /// Takes all faults out; what they held back goes.
    ///
    /// # Errors
    /// The session is over.
    pub fn clear_faults(&self) -> Result<(), HostError> {
        self.wait(self.host.faults().clear())
    }

    /// Starts the session afresh; frames and their subscriptions stay.
    ///
    /// # Errors
    /// The session is over.
    pub fn reset(&self) -> Result<(), HostError> {
        self.wait(self.host.reset())
    }

    /// The verdict on the session as it is now.
    ///
    /// # Errors
    /// The session is over.
    pub fn verdict(&self) -> Result<Verdict, HostError> {
        self.wait(self.host.verdict())
    }

    /// Fails unless the verdict is good.
    ///
    /// # Errors
    /// What is not met, explained; or the session is over.
    pub fn verify(&self) -> Result<(), HostError> {
        self.wait(self.host.verify())
    }

    /// Stops the host, and waits until everybody that is connected has been told goodbye.
    ///
    /// # Panics
    /// Something that was expected did not come, as when the host is dropped.
    pub fn stop(self) {
        let Self { host, runtime } = self;
        runtime.wait(host.stop());
    }
}

impl Deref for MockHost {
    type Target = crate::MockHost;

    /// Its words; what they make is for [`wait`](Self::wait).
    fn deref(&self) -> &Self::Target {
        &self.host
    }
}

/// A thread with a runtime in it, until this is dropped.
#[derive(Debug)]
struct RuntimeThread {
    handle: Handle,
    /// The runtime ends when this is dropped; nothing is ever sent.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl RuntimeThread {
    fn start() -> io::Result<Self> {
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread =
            thread::Builder::new().name("scapi-mock-host".into()).spawn(move || run(&tell, stopped))?;
        let handle = told.recv().map_err(|_| io::Error::other("the thread has gone"))??;
        Ok(Self { handle, stop: Some(stop), thread: Some(thread) })
    }

    /// Waits in this thread for what is done in the other. What needs a runtime finds that one, even where this thread is of
    /// another.
    fn wait<F: Future>(&self, future: F) -> F::Output {
        let _context = self.handle.enter();
        // A task that has done much would be asked to let others go first, which one that is waited for so cannot.
        let mut future = pin!(tokio::task::unconstrained(future));
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            match future.as_mut().poll(&mut context) {
                Poll::Ready(done) => return done,
                Poll::Pending => thread::park(),
            }
        }
    }
}

/// What the thread does.
fn run(tell: &mpsc::Sender<io::Result<Handle>>, stopped: oneshot::Receiver<()>) {
    let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
    // Whoever started this waits for it.
    match built {
        Ok(runtime) => {
            let _ = tell.send(Ok(runtime.handle().clone()));
            let _ = runtime.block_on(stopped);
        }
        Err(fault) => {
            let _ = tell.send(Err(fault));
        }
    }
}

impl Drop for RuntimeThread {
    /// The port is free when this returns.
    fn drop(&mut self) {
        drop(self.stop.take());
        // A host that was moved into a task of its own runtime cannot wait for itself.
        if let Some(thread) = self.thread.take().filter(|own| own.thread().id() != thread::current().id()) {
            // A panic in there has been told already.
            let _ = thread.join();
        }
    }
}

/// Wakes the thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
