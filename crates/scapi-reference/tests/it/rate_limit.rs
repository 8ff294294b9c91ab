//! How often an origin may ask, and what becomes of one that asks too often.
//! Clauses `gate.rateLimit/1` to `gate.rateLimit/9`.

use scapi_reference::Origin;
use serde_json::{Value, json};

use crate::desk::{Desk, Kind, subscribe, unsubscribe};

const GET: &str = "interaction.getInteractions";
const ONE: &str = "https://one.example";
const TWO: &str = "https://two.example";

/// A desktop with two frames of one origin and one of another.
fn desk(profile: Value) -> Desk {
    let mut desk = Desk::with(json!({ "acceptedOrigins": ["*"] }));
    desk.profile(profile);
    for (frame, origin) in [("a", ONE), ("b", ONE), ("c", TWO)] {
        desk.open_at(frame, Origin::Web(origin.into()));
    }
    desk
}

/// Whether a request of a frame is carried out now.
fn asks(desk: &mut Desk, frame: &str, method: &str) -> bool {
    let request = desk.request(method, json!([]));
    let said = desk.say(frame, request);
    let [outcome] = said.as_slice() else { panic!("one outcome, got {said:?}") };
    if outcome.kind == Kind::Note {
        assert_eq!(outcome.body["clause"], "gate.rateLimit/5");
    }
    outcome.kind == Kind::Reply && outcome.body.get("errorMessage").is_none()
}

/// Whether requests at these times, in milliseconds of session time, are carried out.
fn at(desk: &mut Desk, times: &[u64]) -> Vec<bool> {
    let mut now = 0;
    let mut ask = |time: &u64| {
        desk.pass(time - now);
        now = *time;
        asks(desk, "a", GET)
    };
    times.iter().map(&mut ask).collect()
}

/// `gate.rateLimit/1`, `gate.rateLimit/2`: 0, the default, is no limit.
#[test]
fn there_is_no_limit_by_default() {
    for profile in [json!({}), json!({ "rateLimit": 0, "rateLimitPerService": { GET: 0 } })] {
        let mut desk = desk(profile);
        assert!((0..1000).all(|_| asks(&mut desk, "a", GET)));
    }
}

/// `gate.rateLimit/1`, `gate.rateLimit/5`, default `silence`: over all services; what is beyond the limit is not carried out.
#[test]
fn requests_beyond_the_limit_are_not_carried_out() {
    let mut desk = desk(json!({ "rateLimit": 3 }));
    let id = desk.rings();
    assert!(asks(&mut desk, "a", GET));
    assert!(asks(&mut desk, "a", "agent.get"));
    assert!(asks(&mut desk, "a", "system.getAllowedServices"));
    let request = desk.request("interaction.accept", json!([id]));
    assert_eq!(desk.silence("a", request), "gate.rateLimit/5");
    assert_eq!(desk.read(&id)["state"], "RINGING");
}

/// `gate.rateLimit/5`, `failure`: beyond the limit, and in quarantine.
#[test]
fn requests_beyond_the_limit_fail_where_the_profile_says_so() {
    let mut desk = desk(json!({ "rateLimit": 1, "rateLimitExceeded": "failure" }));
    let id = desk.rings();
    assert!(asks(&mut desk, "a", GET));
    for time in ["beyond the limit", "in quarantine"] {
        let request = desk.request("interaction.accept", json!([id]));
        let answer = desk.answer("a", request.clone());
        let fault = answer["errorMessage"].as_str().expect("a failure");
        assert!(fault.contains("too many requests") && fault.contains(ONE), "{time}: {fault}");
        assert_eq!(answer["referenceId"], request["referenceId"]);
    }
    assert_eq!(desk.read(&id)["state"], "RINGING");
}

/// `gate.rateLimit/6`, `fixed`: a minute from the first request, then another from the next one.
#[test]
fn a_fixed_minute_begins_with_the_first_request() {
    let rows: [(&[u64], &[bool]); 4] = [
        (&[0, 50_000, 60_000, 60_001], &[true; 4]),
        (&[0, 50_000, 59_999], &[true, true, false]),
        (&[10_000, 69_999, 70_000, 129_999, 130_000], &[true; 5]),
        (&[0, 70_000, 80_000, 129_999], &[true, true, true, false]),
    ];
    for (times, expected) in rows {
        assert_eq!(at(&mut desk(json!({ "rateLimit": 2 })), times), expected, "{times:?}");
    }
}

/// `gate.rateLimit/6`, `sliding`: the minute before each request.
#[test]
fn a_sliding_minute_ends_with_the_present_request() {
    let rows: [(&[u64], &[bool]); 3] = [
        (&[0, 50_000, 60_000, 60_001], &[true, true, true, false]),
        (&[0, 50_000, 59_999], &[true, true, false]),
        (&[0, 50_000, 60_000, 110_000, 120_000], &[true; 5]),
    ];
    for (times, expected) in rows {
        let mut desk = desk(json!({ "rateLimit": 2, "rateLimitWindow": "sliding" }));
        assert_eq!(at(&mut desk, times), expected, "{times:?}");
    }
}

/// `gate.rateLimit/3`: by default for 30 seconds from the request that was too much; what is asked meanwhile does not prolong it.
#[test]
fn a_quarantine_ends_after_its_delay() {
    for limit in [json!({ "rateLimit": 1 }), json!({ "rateLimitPerService": { GET: 1 } })] {
        for window in ["fixed", "sliding"] {
            for (profile, delay) in
                [(json!({}), 30_000), (json!({ "rateLimitQuarantineDelay": 100 }), 100_000)]
            {
                let mut desk = desk(limit.clone());
                desk.profile(json!({ "rateLimitWindow": window }));
                desk.profile(profile);
                let times = [1000, 2000, 3000, 1999 + delay, 2000 + delay];
                let expected = [true, false, false, false, true];
                assert_eq!(at(&mut desk, &times), expected, "{limit} {window} {delay}");
            }
        }
    }
}

/// `gate.rateLimit/4`: until the session starts afresh.
#[test]
fn a_quarantine_delay_of_zero_lasts_for_ever() {
    let mut desk = desk(json!({ "rateLimit": 1, "rateLimitQuarantineDelay": 0 }));
    assert_eq!(at(&mut desk, &[0, 1, 30_001, 10_000_000_000]), [true, false, false, false]);
    desk.profile(json!({ "rateLimit": 0 }));
    assert!(!asks(&mut desk, "a", GET));
    desk.workspace.restart();
    assert!(asks(&mut desk, "a", GET));
}

/// `gate.rateLimit/2`, `gate.rateLimit/9`: counted for the service of that full name, compared exactly.
#[test]
fn a_service_has_a_limit_of_its_own() {
    let mut desk = desk(json!({ "rateLimitPerService": { GET: 2 } }));
    assert!((0..10).all(|_| asks(&mut desk, "a", "agent.get")));
    assert!(asks(&mut desk, "a", GET));
    assert!(asks(&mut desk, "a", GET));
    assert!((0..10).all(|_| asks(&mut desk, "a", "agent.get")));
    assert!(!asks(&mut desk, "a", GET));
    for name in ["getInteractions", "interaction", "interaction.*", "interaction.getinteractions", "*"] {
        let mut desk = self::desk(json!({ "rateLimitPerService": { name: 1 } }));
        assert!((0..3).all(|_| asks(&mut desk, "a", GET)), "{name}");
    }
}

/// `gate.rateLimit/3`: a limit of one service that was exceeded lets no request be carried out, of whatever service.
#[test]
fn a_quarantine_is_for_all_services() {
    for limit in [json!({ "rateLimit": 1 }), json!({ "rateLimitPerService": { GET: 1 } })] {
        let mut desk = desk(limit);
        assert!(asks(&mut desk, "a", GET));
        assert!(!asks(&mut desk, "a", GET));
        for method in ["agent.get", "interaction.getInteractions", "voice.dial"] {
            assert!(!asks(&mut desk, "a", method), "{method}");
        }
    }
}

/// `gate.rateLimit/1`, `gate.rateLimit/2`: both hold together.
#[test]
fn the_limits_of_all_and_of_one_service_hold_together() {
    let mut desk = desk(json!({ "rateLimit": 3, "rateLimitPerService": { GET: 2 } }));
    assert!(asks(&mut desk, "a", GET));
    assert!(asks(&mut desk, "a", GET));
    assert!(asks(&mut desk, "a", "agent.get"));
    assert!(!asks(&mut desk, "a", "agent.get"));
}

/// `gate.rateLimit/7`: frames of one origin count together, those of others apart, and so does their quarantine.
#[test]
fn requests_are_counted_by_origin() {
    let mut desk = desk(json!({ "rateLimit": 2 }));
    assert!(asks(&mut desk, "a", GET));
    assert!(asks(&mut desk, "b", GET));
    assert!(asks(&mut desk, "c", GET));
    assert!(!asks(&mut desk, "a", GET));
    assert!(!asks(&mut desk, "b", GET));
    assert!(asks(&mut desk, "c", GET));
    assert!(!asks(&mut desk, "c", GET));
    assert!(desk.ask(GET, json!([])).get("errorMessage").is_none());
}

/// `gate.rateLimit/7`: a page that is loaded anew has the count of its origin.
#[test]
fn a_reload_does_not_end_a_quarantine() {
    let mut desk = desk(json!({ "rateLimit": 1 }));
    assert!(asks(&mut desk, "a", GET));
    assert!(!asks(&mut desk, "a", GET));
    desk.reload("a");
    assert!(!asks(&mut desk, "a", GET));
}

/// `gate.rateLimit/8`: neither counted nor held back.
#[test]
fn subscribing_and_unsubscribing_are_not_counted() {
    let mut desk = desk(json!({ "rateLimit": 2 }));
    for _ in 0..5 {
        let id = desk.subscribe("a", json!("interaction"));
        assert_eq!(desk.answer("a", unsubscribe(&id)).get("errorMessage"), None);
    }
    assert!(asks(&mut desk, "a", GET));
    assert!(asks(&mut desk, "a", GET));
    assert!(!asks(&mut desk, "a", GET));
    assert!(desk.answer("a", subscribe(json!("interaction"))).get("subscriptionId").is_some());
}

/// `gate.rateLimit/3` is about requests: events go on.
#[test]
fn events_are_heard_in_quarantine() {
    let mut desk = desk(json!({ "rateLimit": 1 }));
    desk.subscribe("a", json!("interaction"));
    assert!(asks(&mut desk, "a", GET));
    assert!(!asks(&mut desk, "a", GET));
    desk.rings();
    assert_eq!(desk.types("a"), ["ADDED", "RINGING"]);
}

/// `gate.rateLimit/1`: requests that fail are requests; what is no request, or comes from nobody, is none.
#[test]
fn every_request_counts_and_nothing_else() {
    let mut desk = desk(json!({ "rateLimit": 2, "rateLimitExceeded": "failure" }));
    for nothing in
        [json!("wwe"), json!({ "request": GET }), json!({ "userAgent": "WWE Client", "referenceId": "1" })]
    {
        desk.say("a", nothing);
    }
    for method in ["interaction.fly", "interaction.accept"] {
        let request = desk.request(method, json!([]));
        let answer = desk.answer("a", request);
        assert!(!answer["errorMessage"].as_str().expect("a failure").contains("too many"), "{answer}");
    }
    let request = desk.request(GET, json!([]));
    let answer = desk.answer("a", request);
    assert!(answer["errorMessage"].as_str().expect("a failure").contains("too many"), "{answer}");
}

/// `gate.rateLimit/5`, `gate.service/5`: who asks too often for what it may not use is told of the limit.
#[test]
fn the_limit_comes_before_the_list_of_services() {
    let mut desk = desk(json!({
        "rateLimit": 1, "rateLimitExceeded": "failure", "acceptedOrigins": ["https://one.example (agent.get)"]
    }));
    for expected in ["may not use", "too many"] {
        let request = desk.request(GET, json!([]));
        let answer = desk.answer("a", request);
        assert!(answer["errorMessage"].as_str().expect("a failure").contains(expected), "{answer}");
    }
}
