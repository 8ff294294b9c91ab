//! Scenarios in Rust: read from a file or a text, run against the default session, told in a report.
//! The same as `…/control/scenario` over HTTP.

use super::{HostError, MockHost, MockHostBuilder};
use crate::{
    actor::SessionHandle,
    scenario::{Run, Scenario, ScenarioReport},
};
#[cfg(feature = "cli")]
use crate::{
    registry::{NewSession, SessionFault},
    session::SessionConfig,
};

impl MockHostBuilder {
    /// The seed and the clock that a scenario is made for. [`MockHost::run`] does the rest of what it says.
    #[must_use]
    pub fn scenario(self, scenario: &Scenario) -> Self {
        self.seed(scenario.seed()).clock(scenario.clock())
    }
}

impl MockHost {
    /// Runs a scenario in the default session, and waits for its end. The app that it is about has to be connected, or connects
    /// while it runs; a `wait` step waits for it.
    ///
    /// ```
    /// use scapi_mock_host::{MockHost, Scenario};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let scenario = Scenario::from_json(r#"{ "title": "a call is accepted", "timeline": [
    ///     { "stimulus": { "type": "inbound-call" }, "as": "call" },
    ///     { "wait": { "message": { "method": "interaction.accept", "interaction": "${call}" } } }
    /// ] }"#)?;
    /// let host = MockHost::builder().scenario(&scenario).start().await?;
    /// let app = host.app().await?;
    /// let mut events = app.subscribe("interaction").await?;
    /// let (report, accepted) = tokio::join!(host.run(&scenario), async {
    ///     events.next_interaction().await.expect("the call is added");
    ///     app.accept("1").await
    /// });
    /// accepted?;
    /// assert!(report?.passed());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
    /// ```
    ///
    /// # Errors
    /// A scenario is running already. That it fails is no error: the report says so.
    pub async fn run(&self, scenario: &Scenario) -> Result<ScenarioReport, HostError> {
        run(&self.session, scenario).await
    }

    /// The scenario that is running in the default session, or was run last, as it stands.
    #[must_use]
    pub fn scenario_report(&self) -> Option<ScenarioReport> {
        self.session.scenario().run().map(|run| run.report())
    }
}

#[cfg(feature = "cli")]
impl MockHost {
    /// The default session.
    pub(crate) const fn default_session(&self) -> &SessionHandle {
        &self.session
    }

    /// Makes a session for a scenario.
    pub(crate) fn session_for(
        &self,
        scenario: &Scenario,
        new: NewSession,
    ) -> Result<SessionHandle, SessionFault> {
        let config = SessionConfig { seed: scenario.seed(), clock: scenario.clock(), ..new.config };
        let name = self.registry.create(NewSession { config, ..new })?;
        self.registry.find(&name)
    }

    /// Deletes a session that a scenario had.
    pub(crate) fn forget_session(&self, name: &str) {
        // Somebody else may have deleted it.
        let _ = self.registry.delete(name);
    }
}

/// Runs a scenario to its end. It is cancelled if nobody waits for it any more.
async fn run(session: &SessionHandle, scenario: &Scenario) -> Result<ScenarioReport, HostError> {
    let guard = CancelGuard(Run::start(session, scenario)?);
    Ok(guard.0.over().await)
}

/// Cancels a scenario when it is dropped; one that is over does not mind.
#[must_use = "the scenario is cancelled when this is dropped"]
struct CancelGuard(std::sync::Arc<Run>);

impl Drop for CancelGuard {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
