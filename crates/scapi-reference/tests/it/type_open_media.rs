//! What an interaction looks like that is no call, under each value of the switches that concern it.
//! Clauses `type.interaction/13` and after, as far as they tell calls from other media.

use serde_json::{Value, json};

use crate::{
    desk::{APP, Desk},
    way::{FINAL, LIVE, OVER_CHAT, PREVIEW},
};

/// What only calls have.
const OF_CALLS: [&str; 8] =
    ["callUuid", "direction", "callType", "ani", "dnis", "recordingState", "ronaCallState", "connId"];

/// Everything that can arrive but a call, with a contact and user data.
fn arrivals() -> Vec<(Value, &'static str)> {
    let with = |name: &str, media: Option<&str>| {
        let mut stimulus = json!({
            "type": name, "userData": { "Segment": "Gold" },
            "contact": { "displayName": "Ada Lovelace", "firstName": "Ada", "lastName": "Lovelace" }
        });
        if let Some(media) = media {
            stimulus["media"] = json!(media);
        }
        stimulus
    };
    vec![
        (with("inbound-chat", None), "chat"),
        (with("inbound-email", None), "email"),
        (with("inbound-workitem", None), "workitem"),
        (with("inbound-workitem", Some("instagram")), "instagram"),
        (with("conference-invite", None), "chat"),
        (with("preview-record", None), "outboundpreview"),
    ]
}

/// `type.interaction/1`, `type.interaction/4`, `type.interaction/5`, `type.interaction/11`, `type.interaction/12`,
/// `type.interaction/34`, `type.interaction/36`, `type.interaction/37`, `type.contact/1`, `type.contact/2`, `type.contact/5`.
#[test]
fn what_arrives_has_the_properties_of_the_page() {
    for (stimulus, media) in arrivals() {
        let mut desk = Desk::new();
        let id = desk.arrives(stimulus);
        let arrived = desk.read(&id);
        for (property, value) in [
            ("interactionId", json!(id)),
            ("media", json!(media)),
            ("isConsultation", json!(false)),
            ("isMainCaseInteraction", json!(true)),
            ("isCaseSelected", json!(true)),
            ("isCaseExpanded", json!(true)),
        ] {
            assert_eq!(arrived[property], value, "{media}: {property}");
        }
        assert_eq!(arrived["userData"]["Segment"], "Gold");
        let contact = json!({
            "displayName": "Ada Lovelace", "firstName": "Ada", "firstNname": "Ada", "lastName": "Lovelace"
        });
        assert_eq!(arrived["contact"], contact);
        for property in ["caseId", "interactionUUID"] {
            assert!(arrived[property].as_str().is_some_and(|text| !text.is_empty()), "{property}");
        }
    }
}

/// `type.interaction/38`, each value; `type.interaction/13`, `type.interaction/14`, `type.interaction/18`, `type.interaction/24`
/// to `type.interaction/26`, `type.interaction/35`: what calls have is absent or null, in every state.
#[test]
fn what_is_no_call_has_nothing_of_calls() {
    for (value, expected) in [("absent", None), ("null", Some(Value::Null))] {
        for way in [LIVE, FINAL, PREVIEW, OVER_CHAT].into_iter().flatten() {
            let mut desk = Desk::with(json!({ "inapplicableProperty": value }));
            let id = way.walk(&mut desk);
            let shown = desk.read(&id);
            for property in OF_CALLS {
                assert_eq!(shown.get(property), expected.as_ref(), "{}: {property}", way.state);
            }
        }
    }
}

/// `type.interaction/1`, `type.interaction/34`, `type.interaction/2`: of its own, and the same for life.
#[test]
fn the_interaction_uuid_identifies_for_life() {
    let mut desk = Desk::hearing();
    let ids = arrivals().into_iter().map(|(stimulus, _)| desk.arrives(stimulus)).collect::<Vec<_>>();
    let mut uuids: Vec<Value> = ids.iter().map(|id| desk.read(id)["interactionUUID"].clone()).collect();
    let of_chat = uuids[0].clone();
    uuids.sort_by_key(ToString::to_string);
    uuids.dedup();
    assert_eq!(uuids.len(), ids.len());
    desk.heard(APP);
    desk.stimulus("agent-accepts", &ids[0]);
    desk.stimulus("chat-history-loading", &ids[0]);
    desk.stimulus("agent-hangs-up", &ids[0]);
    desk.stimulus("agent-marks-done", &ids[0]);
    let events = desk.payloads(APP);
    assert_eq!(events.len(), 5);
    assert!(events.iter().all(|event| event["interaction"]["interactionUUID"] == of_chat));
}

/// `type.interaction/37`, `absent`.
#[test]
fn media_is_not_there_where_the_profile_says_so() {
    for (stimulus, media) in arrivals() {
        let mut desk = Desk::with(json!({ "mediaProperty": "absent" }));
        let id = desk.arrives(stimulus);
        assert_eq!(desk.read(&id).get("media"), None, "{media}");
    }
}

/// `type.interaction/8`, each value.
#[test]
fn the_first_previous_state_is_what_the_profile_names() {
    for (value, expected) in [("absent", None), ("unknown", Some(json!("UNKNOWN")))] {
        for stimulus in ["inbound-chat", "inbound-email", "agent-pulls"] {
            let mut desk = Desk::with(json!({ "firstPreviousState": value }));
            let id = desk.arrives(json!({ "type": stimulus }));
            assert_eq!(desk.read(&id).get("previousState"), expected.as_ref(), "{stimulus}");
        }
    }
}

/// `type.interaction/9`, `type.interaction/10`, each value; `type.party/1`, `type.party/2`: who takes part in what arrives.
#[test]
fn parties_are_named_as_the_medium_knows_them() {
    let contact = json!({ "displayName": "Ada Lovelace" });
    let rows = [
        (json!({ "type": "inbound-chat", "nickname": "ada" }), vec!["ada"]),
        (json!({ "type": "inbound-email", "from": "ada@example.com" }), vec!["ada@example.com"]),
        (json!({ "type": "inbound-workitem", "contact": contact }), vec!["Ada Lovelace"]),
        (json!({ "type": "inbound-workitem" }), vec![]),
        (json!({ "type": "conference-invite", "contact": contact }), vec!["Ada Lovelace", "Jo Carter"]),
        (json!({ "type": "preview-record", "phone": "+33142000000" }), vec!["+33142000000"]),
    ];
    for (stimulus, mut names) in rows {
        let mut desk = Desk::new();
        let id = desk.arrives(stimulus);
        let party = |name: &&str| json!({ "name": name });
        assert_eq!(desk.read(&id)["parties"], names.iter().map(party).collect::<Value>());
        names.push("Maya Lovell");
        desk.profile(json!({ "partiesInclude": "all" }));
        assert_eq!(desk.read(&id)["parties"], names.iter().map(party).collect::<Value>());
    }
}

/// `event.interaction/5`: the event carries what reading gives, step by step, on every channel.
#[test]
fn an_event_carries_what_reading_gives() {
    let lives: [(&str, &[&str]); 4] = [
        (
            "inbound-chat",
            &["agent-accepts", "chat-join-pending", "media-error", "state-recovered", "agent-hangs-up"],
        ),
        ("inbound-email", &["state-unknown", "state-recovered", "agent-accepts"]),
        ("inbound-workitem", &["route-revoked"]),
        ("preview-record", &["agent-cancels-preview"]),
    ];
    for (arrival, steps) in lives {
        let mut desk = Desk::hearing();
        let id = desk.arrives(json!({ "type": arrival }));
        for name in steps {
            let shown = desk.stimulus(name, &id);
            let last = desk.payloads(APP).pop().expect("an event");
            assert_eq!(last["interaction"], desk.read(&id), "{arrival} {name}");
            assert_eq!(last["interaction"], shown);
        }
    }
}
