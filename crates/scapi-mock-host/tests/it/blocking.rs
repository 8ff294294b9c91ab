//! The host for tests without an async runtime: it waits, it is gone when it is dropped, and it does so inside async tasks too.

use std::{net::TcpStream, panic, time::Duration};

use scapi_mock_host::{ClockKind, HostError, blocking::MockHost, method};
use serde_json::json;

fn virtual_host() -> MockHost {
    MockHost::builder().clock(ClockKind::Virtual).start_blocking().expect("a host")
}

/// What a panic says.
fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).expect("a text")
}

#[test]
fn a_call_is_rung_accepted_and_verified_without_await() -> Result<(), HostError> {
    let host = virtual_host();
    let app = host.wait(host.app()).expect("an app");
    let mut events = host.wait(app.subscribe("interaction")).expect("a subscription");
    let call = host.wait(host.inbound_call().from("+33298000000"))?;
    host.wait(host.expect(method("interaction.accept").interaction(&call)).exactly(1))?;
    assert!(!host.verdict()?.passed);
    host.wait(app.accept(&call)).expect("accepted");
    host.verify()?;
    assert_eq!(host.wait(events.next()).expect("an event").event, "interaction");
    assert_eq!(host.interactions()?[0].state.as_str(), "TALKING");
    assert_eq!(host.received()?.len(), 2);
    host.reset()?;
    assert!(host.interactions()?.is_empty());
    Ok(())
}

#[test]
fn time_is_advanced_and_faults_are_told() -> Result<(), HostError> {
    let host = virtual_host();
    let call = host.stimulus(json!({ "type": "inbound-call" }))?;
    host.advance(20_000)?;
    assert!(host.interactions()?.is_empty());
    assert!(!host.journal_after(call.cursor)?.is_empty());
    let wrong = host.stimulus(json!({ "type": "inbound-cal" })).unwrap_err().to_string();
    assert_eq!(wrong, "there is no stimulus \"inbound-cal\"; did you mean \"inbound-call\"?");
    let profile = MockHost::builder().profile(json!({ "voidresult": 1 })).start_blocking();
    assert!(matches!(profile, Err(HostError::Profile(_))));
    Ok(())
}

#[test]
fn waiting_for_a_condition_ends_with_the_other_thread_or_with_patience() {
    let host = virtual_host();
    let app = host.wait(host.app()).expect("an app");
    let call = host.wait(host.inbound_call()).expect("a call");
    let accepts = host.wait(host.expect(method("interaction.accept"))).expect("made");
    let late = host.wait(accepts.met_within(Duration::from_millis(1))).unwrap_err();
    assert!(matches!(late, HostError::NotMet(_)), "{late}");
    std::thread::scope(|threads| {
        threads.spawn(|| host.wait(app.accept(&call)).expect("accepted"));
        host.wait(accepts.met_within(Duration::from_secs(30))).expect("met");
    });
}

#[test]
fn it_is_gone_when_it_is_dropped_or_stopped() {
    let dropped = MockHost::start();
    let address = dropped.address();
    drop(TcpStream::connect(address).expect("it listens"));
    drop(dropped);
    assert!(TcpStream::connect(address).is_err());
    let stopped = MockHost::start();
    let address = stopped.address();
    stopped.stop();
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn it_says_what_was_not_met_and_is_gone_all_the_same() {
    let host = MockHost::start();
    let address = host.address();
    host.wait(host.expect(method("interaction.accept")).named("the app accepts")).expect("made");
    let fault = panic::catch_unwind(panic::AssertUnwindSafe(move || drop(host))).unwrap_err();
    let words = words(fault.as_ref());
    assert!(words.starts_with("the app accepts is not met yet"), "{words}");
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn a_test_that_panics_hears_its_own_words_only() {
    let failed = panic::catch_unwind(|| {
        let host = MockHost::start();
        host.wait(host.expect(method("interaction.accept"))).expect("made");
        panic!("the test's own words");
    });
    assert_eq!(words(failed.unwrap_err().as_ref()), "the test's own words");
}

#[tokio::test]
async fn it_works_and_is_dropped_inside_an_async_task() {
    let host = virtual_host();
    // More than a task of a runtime may do at a stretch.
    for _ in 0..300 {
        host.advance(1).expect("advanced");
    }
    let app = host.wait(host.app()).expect("an app");
    assert_eq!(host.wait(app.get_interactions()).expect("read"), []);
    drop(app);
    host.wait(host.expect(method("interaction.accept"))).expect("made");
    let dropped = tokio::spawn(async move { drop(host) }).await;
    let words = words(dropped.expect_err("a panic").into_panic().as_ref());
    assert!(words.starts_with("expectation 1 is not met yet"), "{words}");
}
