//! A mock agent desktop that speaks the Service Client API: a real host on a real socket, for tests and for development.
//!
//! A test starts a [`MockHost`], plays the world around the desktop (callers, the agent, routing), lets the app do its part, and says
//! what it expects of the app. No agent seat, no network, no waiting: everything below runs in milliseconds.
//!
//! # Ring a call
//!
//! ```
//! use scapi_mock_host::MockHost;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::start().await;
//! let call = host.inbound_call().from("+33298000000").user_data("Segment", "Gold").await?;
//! assert_eq!(call.interaction.state.as_str(), "RINGING");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//! The host is ready when `start` returns, listens on a free port of the loopback address, and stops when it is dropped.
//!
//! # An app under test, over its socket
//!
//! An app talks to [`MockHost::ws_url`]: one socket is one frame, one text message one envelope. In a browser it runs in the
//! workspace page at [`MockHost::url`] instead. Any WebSocket client does:
//!
//! ```
//! use futures_util::{SinkExt, StreamExt};
//! use scapi_mock_host::MockHost;
//! use serde_json::{Value, json};
//! use tokio_tungstenite::{connect_async, tungstenite::Message};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::start().await;
//! host.inbound_call().await?;
//! let (mut app, _) = connect_async(host.ws_url()).await?;
//! let accept = json!({
//!     "request": "interaction.accept", "parameters": ["1"], "referenceId": "0", "userAgent": "WWE Client", "protocolVersion": 2,
//! });
//! app.send(Message::text(accept.to_string())).await?;
//! let answer: Value = serde_json::from_str(app.next().await.expect("an answer")?.to_text()?)?;
//! assert_eq!((&answer["referenceId"], answer.get("errorMessage")), (&json!("0"), None));
//! assert_eq!(host.interactions().await?[0].state.as_str(), "TALKING");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! # The app in this process
//! Where the test itself plays the app, [`MockHost::app`] is a typed client: every method of the namespace, subscriptions as streams.
//! To the host it is a frame like any other.
//!
//! ```
//! use scapi_mock_host::{AppError, MockHost};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::start().await;
//! let app = host.app().await?;
//! let mut events = app.subscribe("interaction").await?;
//! let call = host.inbound_call().await?;
//! app.accept(&call).await?;
//! assert_eq!(events.next_interaction().await.expect("an event").event_type.as_str(), "ADDED");
//! // A refusal is the host's errorMessage.
//! let refusal = app.accept("7").await.unwrap_err();
//! assert_eq!(refusal, AppError::Failed("interaction.accept: no interaction has the id \"7\"".into()));
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! # What happens in the world
//!
//! Each of the stimuli is a method of the host, and is about what an earlier one gave, or an id. The JSON form that the
//! control API takes is [`MockHost::stimulus`]. What cannot happen now is an error that says what can.
//!
//! ```
//! use scapi_mock_host::MockHost;
//! use serde_json::json;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::start().await;
//! let call = host.inbound_call().await?;
//! host.agent_accepts(&call).await?;
//! host.agent_holds(&call).await?;
//! host.stimulus(json!({ "type": "agent-retrieves", "interactionId": "1" })).await?;
//! let why_not = host.why_not(&call, "agent-marks-done").await?.expect("it is talked on");
//! assert_eq!(why_not.way.expect("a way")[0].action, "agent-hangs-up");
//! assert!(host.legal_actions(&call).await?.agent.contains(&"agent-hangs-up"));
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! # What the app is expected to do
//!
//! An expectation is a sentence. It may be made before or after the fact: what is in the journal counts.
//!
//! ```
//! use std::time::Duration;
//! use scapi_mock_host::{ClockKind, MockHost, method};
//! use serde_json::json;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::builder().clock(ClockKind::Virtual).start().await?;
//! let app = host.app().await?;
//! let call = host.inbound_call().await?;
//! host.expect(method("interaction.accept").interaction(&call)).exactly(1).await?;
//! host.expect(method("interaction.markdone")).never().await?;
//! let reason = method("interaction.setUserData").parameter(1, json!({ "Reason": "billing" }));
//! host.expect(reason).within(Duration::from_secs(5)).named("the reason is kept").await?;
//!
//! app.accept(&call).await?;
//! host.advance(5_000).await?;
//! let failure = host.verify().await.unwrap_err().to_string();
//! assert!(failure.starts_with("the reason is kept is "), "{failure}");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! A failure shows the expectation, the nearest messages criterion by criterion, the state that the interaction was in, and what was
//! legal. A host that is dropped before anybody asked for the verdict panics with that text, unless the test panics already: a
//! forgotten `verify` fails the test, too. [`Expected::met_within`](host::Expected::met_within) waits for what comes by and by.
//!
//! # What goes wrong
//!
//! Real hosts are late, lose things, and restart. [`MockHost::faults`] lets that happen: with messages that match, so many times, or as
//! likely as is said, drawn from the seed. A fault is gone when its guard is dropped, and all of it is in the journal.
//!
//! ```
//! use std::time::Duration;
//! use scapi_mock_host::{ClockKind, MockHost, method};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::builder().clock(ClockKind::Virtual).start().await?;
//! let app = host.app().await?;
//! let call = host.inbound_call().await?;
//! let late = host.faults().on(method("interaction.accept")).delay(Duration::from_secs(3)).named("late").await?;
//! let (accepted, ()) = tokio::join!(app.accept(&call), async {
//!     while late.state().await.is_ok_and(|late| late.held == 0) {}
//!     host.advance(3_000).await.expect("a clock that stands");
//! });
//! accepted?; // three seconds later, which took no time
//! drop(late);
//!
//! let mut events = app.subscribe("interaction").await?;
//! let twice = host.faults().on_event("interaction").event_type("HELD").duplicates(1).await?;
//! host.agent_holds(&call).await?;
//! assert_eq!(events.next_interaction().await, events.next_interaction().await);
//! assert_eq!(twice.state().await?.struck, 1);
//! # drop(twice);
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! The README lists all of them, from an answer that comes after the client has given up to a host that restarts.
//!
//! # Time that is yours
//!
//! With a virtual clock nothing happens by itself. [`MockHost::clock`] moves time on; whatever is due happens at its own time, in order.
//! A real clock can be frozen, and then moved in the same way.
//!
//! ```
//! use std::time::Duration;
//! use scapi_mock_host::{ClockKind, MockHost};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::builder().clock(ClockKind::Virtual).start().await?;
//! host.inbound_call().await?;
//! host.clock().advance(Duration::from_millis(19_999)).await?;
//! assert_eq!(host.interactions().await?.len(), 1);
//! // Nobody has answered for twenty seconds: routing takes the call away.
//! host.clock().run_until_quiet(Duration::from_secs(3600)).await?;
//! assert_eq!(host.interactions().await?.len(), 0);
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! # A desktop that is set up differently
//!
//! Hosts differ in documented ways. The host profile has a switch for each, and is given as a patch of the default, at the start or
//! later; a key that does not exist is an error that names the nearest.
//!
//! ```
//! use scapi_mock_host::MockHost;
//! use serde_json::json;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::builder().profile(json!({ "ringTimeoutMs": 5_000 })).start().await?;
//! host.patch_profile(json!({ "ringTimeoutMs": 7_000 })).await?;
//! let typo = host.patch_profile(json!({ "ringTimeoutMS": 1 })).await.unwrap_err();
//! assert!(typo.to_string().contains("did you mean"), "{typo}");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! # Far ends that act by themselves
//!
//! By default nobody answers a call of the agent until the test says so. [`Policies`] say otherwise; what is drawn is drawn from the
//! [`seed`](MockHostBuilder::seed), so that the next run draws the same.
//!
//! ```
//! use scapi_mock_host::{ClockKind, MockHost, Policies};
//! use serde_json::json;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let policies: Policies =
//!     serde_json::from_value(json!({ "farEnd": { "whenCalled": ["answers", "busy"], "afterMs": [800, 3000] } }))?;
//! let host = MockHost::builder().clock(ClockKind::Virtual).policies(policies).seed(7).start().await?;
//! let call = host.agent_dials("+33100000000").await?;
//! assert_eq!(call.interaction.state.as_str(), "DIALING");
//! host.advance(3_000).await?;
//! assert!(host.interactions().await?.iter().all(|call| call.state.as_str() != "DIALING"));
//! host.set_policies(Policies::default()).await?;
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! # Back to where it was
//! ```
//! use scapi_mock_host::MockHost;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let host = MockHost::start().await;
//! let calls = host.start_in("talking").await?; // by legal steps
//! let talking = host.snapshot().await?;
//! host.far_end_hangs_up(&calls[0]).await?;
//! host.restore(talking).await?;
//! assert_eq!(host.interactions().await?[0].state.as_str(), "TALKING");
//! // Or all the way: the desktop afresh, under apps that stay connected.
//! host.reset().await?;
//! assert!(host.interactions().await?.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! # A scenario in a file
//!
//! A timeline of stimuli, waits and expectations can be a file, which the command line and the control API run as well. [`Scenario`] reads
//! it, and tells all that is wrong in it with line and column; [`MockHost::run`] runs it, and reports step by step.
//!
//! ```
//! use scapi_mock_host::{MockHost, Scenario};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let scenario = Scenario::from_json(r#"{
//!     "title": "the app takes a call",
//!     "seed": 7,
//!     "timeline": [
//!         { "stimulus": { "type": "inbound-call", "ani": "${phone}" }, "as": "call" },
//!         { "expect": { "name": "accepted", "message": { "method": "interaction.accept", "interaction": "${call}" } } },
//!         { "advance": { "ms": 20000 } }
//!     ],
//!     "verdictWithinMs": 0
//! }"#)?;
//! let host = MockHost::builder().scenario(&scenario).start().await?;
//! let report = host.run(&scenario).await?;
//! // No app is there.
//! assert!(report.explanation().starts_with("accepted is not met yet"), "{report}");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! # Many at once
//!
//! A host is a port and a task: each test has its own, and a thousand fit into a process. Where one server is to serve many tests, or tests
//! in other languages, `POST /sessions` makes sessions that know nothing of each other.
//!
//! ```
//! use scapi_mock_host::MockHost;
//! use serde_json::{Value, json};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let (one, two) = (MockHost::start().await, MockHost::start().await);
//! one.inbound_call().await?;
//! assert!(two.interactions().await?.is_empty());
//!
//! let sessions = format!("http://{}/sessions", one.address());
//! let mine = json!({ "name": "mine", "clock": "virtual", "ttlMs": 600_000 });
//! let mine: Value = reqwest::Client::new().post(sessions).json(&mine).send().await?.json().await?;
//! assert_eq!(mine["control"], format!("http://{}/s/mine/control", one.address()));
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! # Without an async runtime, without a host of its own
//!
//! [`blocking::MockHost`] is the same for a test that is not async. The feature `wiremock` mounts a desktop in a
//! `wiremock::MockServer`. Without the default feature `cli` there is no command line and no page.

pub mod blocking;
pub mod host;
pub mod limits;
pub mod session;
pub mod verify;

pub mod recording;
pub mod replay;
pub mod scenario;

mod actor;
mod http;
mod locate;
mod registry;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
mod probe;
#[cfg(feature = "cli")]
pub mod tls;
#[cfg(feature = "wiremock")]
pub mod wiremock;

pub use actor::SessionEnded;
pub use host::{App, AppError, Caused, HostError, MockHost, MockHostBuilder, method, subscribes};
pub use http::NotAToken;
pub use limits::Limits;
pub use scapi_reference::{LegalActions, Snapshot, WhyNot};
pub use scapi_schema::fault::{self, Fault};
pub use scapi_schema::policy::{self, Policies};
pub use scapi_schema::validate::Mode as Validation;
pub use scenario::{Scenario, ScenarioReport};
pub use session::{
    AppKind, ClockKind, EmbeddedApp, FaultRefusal, FaultState, RealClock, RecordFault, SessionConfig,
    StimulusFault, UnknownState, UserDataInLogs, VirtualClock,
};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
