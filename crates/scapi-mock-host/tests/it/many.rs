//! Many at once: hosts in one process, and sessions of one host that are driven in parallel and never see each other.

use scapi_mock_host::{ClockKind, MockHost, method};
use serde_json::{Value, json};
use tokio::{net::TcpStream, task::JoinSet};

use crate::{app::App, control::Control, patience::within};

#[tokio::test]
async fn a_thousand_hosts_are_alive_at_a_time_and_dropped_in_one_task() {
    let mut hosts = Vec::new();
    for at in 0..1000 {
        // Time stands, so that no call stops ringing while the others start.
        let host = MockHost::builder().clock(ClockKind::Virtual).start().await.expect("a host");
        host.inbound_call().from(at.to_string()).await.expect("a call");
        host.expect(method("interaction.accept")).never().await.expect("made");
        hosts.push(host);
    }
    for (at, host) in hosts.iter().enumerate() {
        let calls = host.interactions().await.expect("the interactions");
        assert_eq!((calls.len(), &json!(calls[0])["ani"]), (1, &json!(at.to_string())));
    }
    let addresses: Vec<_> = hosts.iter().map(MockHost::address).collect();
    within("end of them", tokio::spawn(async move { drop(hosts) })).await.expect("no panic");
    for address in [addresses[0], addresses[999]] {
        let refused = async {
            // The listener goes with its task, which is told so by the drop.
            while TcpStream::connect(address).await.is_ok() {
                tokio::task::yield_now().await;
            }
        };
        within("free port", refused).await;
    }
}

const SESSIONS: u64 = 50;

/// One session, driven through HTTP: its own number of calls, its own time, its own expectations.
async fn drive(control: Control, at: u64) {
    let name = format!("p{at}");
    let path = |rest: &str| format!("/s/{name}/control/{rest}");
    let made = control.session(&json!({ "name": name, "clock": "virtual", "seed": at })).await;
    let mut app = App::listening(made["ws"].as_str().expect("a URL")).await;
    let (calls, accepted) = (1 + at % 5, at % 2);
    for call in 0..calls {
        let ani = format!("{at}-{call}");
        let rung = control.post(&path("stimuli"), &json!({ "type": "inbound-call", "ani": ani })).await;
        assert_eq!((rung.status, &rung.body["interaction"]["ani"]), (200, &json!(ani)));
        control.post(&path("clock/advance"), &json!({ "ms": at })).await;
    }
    let accepts = json!({ "message": { "method": "interaction.accept" }, "exactly": 1 });
    assert_eq!(control.post(&path("expectations"), &accepts).await.status, 201);
    app.heard().await;
    if accepted == 1 {
        app.call("interaction.accept", json!(["1"])).await;
    }
    let heard = app.heard().await;
    let of_others = heard.iter().filter(|event| {
        let ani = event["data"]["interaction"]["ani"].as_str().unwrap_or_default();
        !ani.starts_with(&format!("{at}-"))
    });
    assert_eq!(of_others.count(), 0, "{heard:?}");
    assert_eq!(control.get(&path("clock")).await.body["at"], json!(at * calls));
    let verdict = control.get(&path("verdict")).await.body;
    let expected = if accepted == 1 { ("met", true) } else { ("pending", false) };
    let status = verdict["expectations"][0]["status"].as_str().expect("a status");
    assert_eq!((status, verdict["passed"].as_bool()), (expected.0, Some(expected.1)), "{verdict}");
    let shown = control.get(&path("interactions")).await.body;
    let anis = shown["interactions"].as_array().expect("a list").iter();
    let anis: Vec<Value> = anis.map(|shown| shown["interaction"]["ani"].clone()).collect();
    assert_eq!(anis, (0..calls).map(|call| json!(format!("{at}-{call}"))).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_sessions_in_parallel_never_see_each_other() {
    let host = MockHost::start().await;
    let mut driven: JoinSet<()> = (1..=SESSIONS).map(|at| drive(Control::of(&host), at)).collect();
    while let Some(driven) = within("session to end", driven.join_next()).await {
        driven.expect("what it says holds");
    }
    let listed = Control::of(&host).get("/sessions").await.body;
    assert_eq!(listed["sessions"].as_array().map(Vec::len), Some(51), "all of them, and the default one");
    let untouched = host.journal_after(0).await.expect("the journal");
    assert_eq!(untouched.len(), 1, "the default session has started, and that is all");
}
