//! The desktop as a Rust test sees it: what can be done and why not, what far ends do by themselves, desktops to come back to.
//! The same as `…/control/interactions`, `…/control/policies` and `…/control/snapshots` over HTTP.

use scapi_reference::{LegalActions, Snapshot, WhyNot};
use scapi_schema::policy::Policies;

use super::{AnInteraction, HostError, MockHost};
use crate::session::steps_to;

impl MockHost {
    /// What can be done with an interaction now: methods of the app, stimuli of agent, far end and routing. Nothing if there is no
    /// such interaction.
    ///
    /// # Errors
    /// The session is over.
    pub async fn legal_actions(
        &self,
        on: &(impl AnInteraction + Sync + ?Sized),
    ) -> Result<LegalActions, HostError> {
        let id = on.id().to_owned();
        Ok(self.session.call(move |desk| desk.session().workspace().legal_actions(&id)).await?)
    }

    /// Why a stimulus (`agent-holds`) or a method (`voice.hold`) cannot be done with an interaction now, by which clause, and the
    /// shortest way to where it can. None if it can be done.
    ///
    /// ```
    /// # use scapi_mock_host::MockHost;
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let host = MockHost::start().await;
    /// let call = host.inbound_call().await?;
    /// let why_not = host.why_not(&call, "voice.hold").await?.expect("it rings");
    /// assert_eq!(why_not.reason, "is in state RINGING, it must be TALKING");
    /// # Ok::<(), scapi_mock_host::HostError>(()) }).unwrap();
    /// ```
    ///
    /// # Errors
    /// There is no such interaction, or no such action.
    pub async fn why_not(
        &self,
        on: &(impl AnInteraction + Sync + ?Sized),
        action: impl Into<String> + Send,
    ) -> Result<Option<WhyNot>, HostError> {
        let (id, action) = (on.id().to_owned(), action.into());
        let why_not = self.session.call(move |desk| desk.session().workspace().why_not(&id, &action));
        Ok(why_not.await??)
    }

    /// Takes the legal steps to a state that has a name, such as `talking`; gives the ids of the interactions that they made,
    /// oldest first.
    ///
    /// ```
    /// # use scapi_mock_host::MockHost;
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let host = MockHost::start().await;
    /// let ids = host.start_in("consult-established").await?;
    /// assert_eq!(ids, ["1", "2"]);
    /// # Ok::<(), scapi_mock_host::HostError>(()) }).unwrap();
    /// ```
    ///
    /// # Errors
    /// No state has this name, or the session has as many interactions as it may have.
    pub async fn start_in(&self, state: &str) -> Result<Vec<String>, HostError> {
        let steps = steps_to(state)?;
        let (interactions, _) = self.session.call(move |desk| desk.start_in(steps)).await??;
        Ok(interactions)
    }

    /// What unattended far ends do.
    ///
    /// # Errors
    /// The session is over.
    pub async fn policies(&self) -> Result<Policies, HostError> {
        Ok(self.session.call(|desk| desk.session().workspace().policies().clone()).await?)
    }

    /// Says what unattended far ends do, from the next call, consultation or transfer on. A reset goes back to what the host was
    /// made with.
    ///
    /// # Errors
    /// The session is over.
    pub async fn set_policies(&self, policies: Policies) -> Result<(), HostError> {
        Ok(self.session.call(move |desk| desk.session_mut().set_policies(policies)).await?)
    }

    /// The desktop as it is, to come back to. It can be kept as JSON, for a host of the same version.
    ///
    /// # Errors
    /// The session is over.
    pub async fn snapshot(&self) -> Result<Snapshot, HostError> {
        Ok(self.session.call(|desk| desk.session().snapshot()).await?)
    }

    /// Brings a snapshot back, and session time with it. Frames and their subscriptions stay; apps are told nothing.
    ///
    /// # Errors
    /// The snapshot is of another version.
    pub async fn restore(&self, snapshot: Snapshot) -> Result<(), HostError> {
        Ok(self.session.call(move |desk| desk.session_mut().restore(snapshot)).await??)
    }
}
