//! For a [`wiremock::MockServer`] that a test has already: matchers for envelopes, and a desktop that
//! answers them. Requests only: wiremock has no sockets, so that there are no events.
//!
//! ```
//! use scapi_mock_host::{method, wiremock::{Desktop, envelope}};
//! use serde_json::{Value, json};
//! use wiremock::{Mock, MockServer, ResponseTemplate, matchers::path};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let server = MockServer::start().await;
//! let desktop = Desktop::new();
//! desktop.stimulus(json!({ "type": "inbound-call" }))?;
//! // One method fails, all others do what a desktop does.
//! let broken = json!({ "protocolVersion": 2, "referenceId": "0", "errorMessage": "the switch is down" });
//! Mock::given(envelope(method("interaction.consult")))
//!     .respond_with(ResponseTemplate::new(200).set_body_json(broken))
//!     .mount(&server).await;
//! Mock::given(path("/messages")).respond_with(desktop.clone()).mount(&server).await;
//!
//! let accept = json!({
//!     "request": "interaction.accept", "parameters": ["1"], "referenceId": "0", "userAgent": "WWE Client", "protocolVersion": 2,
//! });
//! let answer = reqwest::Client::new().post(format!("{}/messages", server.uri())).json(&accept).send().await?;
//! assert_eq!(answer.json::<Value>().await?["referenceId"], "0");
//! assert_eq!(desktop.interactions()[0].state.as_str(), "TALKING");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::wiremock::{Match, Request, Respond, ResponseTemplate};
use scapi_reference::{
    FrameId, Origin, Output, Timestamp, Workspace,
    profile::{ProfileRefusal, patched},
};
use scapi_schema::{
    Value, envelope::HostMessage, interaction::Interaction, profile::HostProfile, stimulus::Stimulus,
};

use crate::{
    host::Messages,
    session::StimulusFault,
    verify::{Matcher, MatcherError, Predicate},
};

/// Requests whose body is an envelope like this: of a method, about an interaction, to subscribe.
///
/// # Panics
/// The messages cannot be described so; what [`Envelope::new`] says.
#[must_use]
pub fn envelope(messages: Messages) -> Envelope {
    match Envelope::new(messages) {
        Ok(envelope) => envelope,
        Err(fault) => panic!("{}: {fault}", fault.pointer),
    }
}

/// A matcher of requests by the envelope in their body.
#[derive(Clone, Debug)]
pub struct Envelope {
    matcher: Matcher,
    predicate: Option<Predicate>,
}

impl Envelope {
    /// A matcher of requests whose body is an envelope like this.
    ///
    /// # Errors
    /// A method or an event that does not exist, or something that only a session knows: the frame of a message, or the state
    /// of the interaction.
    pub fn new(messages: Messages) -> Result<Self, MatcherError> {
        let Messages { matcher, predicate } = messages;
        let matcher = Matcher::new(&matcher, "")?;
        if matcher.matches_envelope(&Value::Null).is_none() {
            let fault = "a request to a mock server has no frame and no state of an interaction; match its method, its \
                         interaction, its parameters or a pointer";
            return Err(MatcherError { pointer: String::new(), fault: fault.into() });
        }
        Ok(Self { matcher, predicate })
    }
}

impl Match for Envelope {
    fn matches(&self, request: &Request) -> bool {
        let Ok(envelope) = request.body_json::<Value>() else { return false };
        self.matcher.matches_envelope(&envelope) == Some(true)
            && self.predicate.as_ref().is_none_or(|predicate| predicate.holds(&envelope))
    }
}

/// A desktop that answers the envelopes of requests, each a body of JSON: 200 with the answer, 204 where a desktop is silent, 400
/// for what is no JSON. Clones are the same desktop, so that a test keeps one and mounts another. Its time stands: nothing rings
/// out.
#[derive(Clone, Debug)]
pub struct Desktop {
    workspace: Arc<Mutex<Workspace>>,
}

/// The frame of all requests.
const FRAME: &str = "http";

impl Default for Desktop {
    fn default() -> Self {
        Self::new()
    }
}

impl Desktop {
    /// A desktop with the default host profile, without interactions.
    #[must_use]
    pub fn new() -> Self {
        Self::with(HostProfile::default())
    }

    /// A desktop that differs from the default by a merge patch of the host profile.
    ///
    /// # Errors
    /// An unknown key, or a value that it cannot have.
    pub fn with_profile(patch: &Value) -> Result<Self, ProfileRefusal> {
        patched(&HostProfile::default(), patch).map(Self::with)
    }

    fn with(profile: HostProfile) -> Self {
        let mut workspace = Workspace::new(0);
        workspace.set_profile(profile);
        workspace.open_frame(Timestamp::ZERO, &FrameId::from(FRAME), Origin::None);
        drain(&mut workspace);
        Self { workspace: Arc::new(Mutex::new(workspace)) }
    }

    /// Makes something happen, as [`MockHost::stimulus`](crate::MockHost::stimulus) does.
    ///
    /// # Errors
    /// It is no stimulus, or the state of the interaction does not allow it.
    pub fn stimulus(&self, stimulus: Value) -> Result<Interaction, StimulusFault> {
        let stimulus = Stimulus::from_value(stimulus)?;
        let mut workspace = self.lock();
        let outcome = workspace.handle_stimulus(Timestamp::ZERO, stimulus);
        drain(&mut workspace);
        Ok(outcome?)
    }

    /// The interactions, as the desktop shows them.
    #[must_use]
    pub fn interactions(&self) -> Vec<Interaction> {
        self.lock().interactions().collect()
    }

    fn answer(&self, envelope: Value) -> Option<HostMessage> {
        let mut workspace = self.lock();
        workspace.handle_message(Timestamp::ZERO, &FrameId::from(FRAME), envelope);
        drain(&mut workspace)
    }

    fn lock(&self) -> MutexGuard<'_, Workspace> {
        // After a panic of another request the desktop is as that one left it, which is the best there is.
        self.workspace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Respond for Desktop {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        match request.body_json::<Value>() {
            Ok(envelope) => match self.answer(envelope) {
                Some(answer) => ResponseTemplate::new(200).set_body_json(answer.to_value()),
                None => ResponseTemplate::new(204),
            },
            Err(fault) => ResponseTemplate::new(400).set_body_string(format!("not JSON: {fault}")),
        }
    }
}

/// Takes out what the desktop says; gives the answer, if there is one. Nobody hears events.
fn drain(workspace: &mut Workspace) -> Option<HostMessage> {
    let mut answer = None;
    while let Some(output) = workspace.poll_output() {
        if let Output::Reply(post) = output {
            answer = Some(post.message);
        }
    }
    answer
}
