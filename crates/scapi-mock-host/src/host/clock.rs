//! Session time in a Rust test's hands: moved on, run until nothing is due, made to stand.
//! The same as `…/control/clock` over HTTP.

use std::time::Duration;

use scapi_schema::driver::DriverOutput;

use super::{HostError, MockHost, output};

/// The clock of a host.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    host: &'a MockHost,
}

impl MockHost {
    /// The clock of the default session.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use scapi_mock_host::{ClockKind, MockHost};
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let host = MockHost::builder().clock(ClockKind::Virtual).start().await?;
    /// host.clock().advance(Duration::from_secs(20)).await?;
    /// assert_eq!(host.clock().now().await?, Duration::from_secs(20));
    /// # Ok::<(), scapi_mock_host::HostError>(()) }).unwrap();
    /// ```
    #[must_use]
    pub const fn clock(&self) -> Clock<'_> {
        Clock { host: self }
    }
}

impl Clock<'_> {
    /// Session time: how long ago the session started, as its clock has it.
    ///
    /// # Errors
    /// The session is over.
    pub async fn now(&self) -> Result<Duration, HostError> {
        let now = self.host.session.call(|desk| desk.session().now().as_millis()).await?;
        Ok(Duration::from_millis(now))
    }

    /// Lets time go on by so much; whatever falls due happens, each at its own time.
    ///
    /// # Errors
    /// The clock is real and runs.
    pub async fn advance(&self, time: Duration) -> Result<Vec<DriverOutput>, HostError> {
        self.host.advance(millis(time)).await
    }

    /// Lets time go on until nothing falls due any more, but no further than so much.
    ///
    /// # Errors
    /// The clock is real and runs.
    pub async fn run_until_quiet(&self, at_most: Duration) -> Result<Vec<DriverOutput>, HostError> {
        let at_most = millis(at_most);
        let deliveries = self.host.session.call(move |desk| desk.run_until_quiet(at_most)).await??;
        Ok(deliveries.into_iter().map(output).collect())
    }

    /// Makes a real clock stand, so that it can be moved by hand. A virtual one stands already.
    ///
    /// # Errors
    /// The session is over.
    pub async fn freeze(&self) -> Result<(), HostError> {
        Ok(self.host.session.call(|desk| desk.session_mut().freeze()).await?)
    }

    /// Lets a clock that was frozen go on from where it stands.
    ///
    /// # Errors
    /// The clock is virtual, and never runs.
    pub async fn unfreeze(&self) -> Result<(), HostError> {
        Ok(self.host.session.call(|desk| desk.session_mut().unfreeze()).await??)
    }
}

fn millis(time: Duration) -> u64 {
    time.as_millis().try_into().unwrap_or(u64::MAX)
}
