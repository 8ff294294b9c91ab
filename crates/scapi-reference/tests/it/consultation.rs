//! Consultations: how they begin, what they carry, and that there is one at a time.
//! Clauses `consultation/1` to `consultation/7`, `consultation/13`; `interaction.consult/1` to `interaction.consult/16`.

use serde_json::{Value, json};

use crate::{
    call::{COLLEAGUE, CUSTOMER, Make},
    desk::{APP, Desk},
};

const CONSULT: &str = "interaction.consult";

/// `interaction.consult/1`, `consultation/1`, `consultation/2`, `consultation/3`: from a call that talks, which is put on hold.
#[test]
fn a_consultation_from_a_call_that_talks_puts_it_on_hold_first() {
    let mut desk = Desk::hearing();
    let parent = desk.talks();
    let told = desk.told_after(CONSULT, json!([parent, COLLEAGUE]));
    assert_eq!(told, ["1 HELD TALKING>HELD", "2 ADDED none>DIALING", "2 DIALING none>DIALING"]);
    assert_eq!(desk.told_of("far-end-answers", "2"), ["2 ESTABLISHED DIALING>TALKING"]);
    assert_eq!([desk.state("1"), desk.state("2")], ["HELD", "TALKING"]);
}

/// `interaction.consult/1`: from a call that is on hold already, of which nothing is told.
#[test]
fn a_consultation_from_a_call_on_hold_leaves_it_there() {
    let mut desk = Desk::hearing();
    let parent = desk.holds();
    let before = desk.read(&parent);
    let told = desk.told_after(CONSULT, json!([parent, COLLEAGUE]));
    assert_eq!(told, ["2 ADDED none>DIALING", "2 DIALING none>DIALING"]);
    assert_eq!(desk.read(&parent), before);
}

/// The agent's own click does the same, and shows the consultation.
#[test]
fn the_agent_consults_like_an_app() {
    let mut desk = Desk::hearing();
    let parent = desk.talks();
    desk.told();
    let shown = desk
        .try_stimulus(json!({ "type": "agent-consults", "interactionId": parent, "target": COLLEAGUE }))
        .expect("a consultation");
    assert_eq!((&shown["interactionId"], &shown["isConsultation"]), (&json!("2"), &json!(true)));
    let told = ["1 HELD TALKING>HELD", "2 ADDED none>DIALING", "2 DIALING none>DIALING"];
    assert_eq!(desk.told(), told);
}

/// `consultation/4`, `consultation/5`, `consultation/6`, `consultation/7`, `type.interaction/3`, `type.interaction/11`,
/// `type.interaction/12`, `type.interaction/16`, `type.interaction/22`, `type.interaction/25`.
#[test]
fn a_consultation_is_a_call_of_its_own_in_the_case_of_its_parent() {
    let mut desk = Desk::new();
    let parent = desk.rings_with(json!({ "userData": { "Segment": "Gold" }, "caseId": "c-7" }));
    desk.stimulus("agent-accepts", &parent);
    let consultation = desk.consults(&parent);
    let (parent, consultation) = (desk.read(&parent), desk.read(&consultation));
    let expected = [
        ("isConsultation", json!(true)),
        ("callType", json!("CONSULT")),
        ("direction", json!("OUT")),
        ("parentInteractionId", json!("1")),
        ("caseId", json!("c-7")),
        ("isMainCaseInteraction", json!(false)),
        ("ani", json!("5001")),
        ("dnis", json!(COLLEAGUE)),
        ("parties", json!([{ "name": COLLEAGUE }])),
        ("recordingState", json!("STOPPED")),
        ("media", json!("voice")),
        ("userData", json!({})),
    ];
    for (property, value) in expected {
        assert_eq!(consultation[property], value, "{property}");
    }
    for property in ["callUuid", "connId", "interactionUUID"] {
        assert_ne!(consultation[property], parent[property], "{property}");
    }
    assert_eq!(consultation["interactionUUID"], consultation["callUuid"]);
    assert_eq!((&parent["isConsultation"], &parent["isMainCaseInteraction"]), (&json!(false), &json!(true)));
    assert_eq!(parent.get("parentInteractionId"), None);
    assert_eq!(parent["parties"], json!([{ "name": CUSTOMER }]));
}

/// `interaction.consult/6`, `interaction.consult/7`: they are the consultation's, from its first event on.
#[test]
fn user_data_of_a_consultation_are_those_given() {
    let rows = [
        (json!([null]), json!({})),
        (json!([]), json!({})),
        (json!([{}]), json!({})),
        (json!([{ "Reason": "billing", "Priority": 8 }]), json!({ "Reason": "billing", "Priority": 8 })),
    ];
    for (given, expected) in rows {
        let mut desk = Desk::hearing();
        let parent = desk.rings_with(json!({ "userData": { "Segment": "Gold" } }));
        desk.stimulus("agent-accepts", &parent);
        desk.heard(APP);
        let mut parameters = vec![json!(parent), json!(COLLEAGUE)];
        parameters.extend(given.as_array().expect("an array").iter().cloned());
        desk.done(CONSULT, Value::Array(parameters));
        let events = desk.payloads(APP);
        let types: Vec<&Value> = events.iter().map(|data| &data["eventType"]).collect();
        assert_eq!(types, ["HELD", "ADDED", "DIALING"], "{given}");
        assert_eq!(events[1]["interaction"]["userData"], expected, "{given}");
        assert_eq!(desk.read("2")["userData"], expected, "{given}");
        assert_eq!(desk.read(&parent)["userData"], json!({ "Segment": "Gold" }), "{given}");
    }
}

/// `gate.userData/3`, `gate.userData/4`, each value: what may not be written is not attached either.
#[test]
fn user_data_of_a_consultation_go_through_the_gate() {
    let given = json!({ "Reason": "billing", "Segment": "Gold" });
    let profile = |unwritable| json!({ "userDataWriteAllowed": ["Reason"], "unwritableKey": unwritable });
    let mut desk = Desk::hearing_with(profile("fail-all"));
    let parent = desk.talks();
    let fault = desk.fails_without_effect(CONSULT, json!([parent, COLLEAGUE, given]));
    assert!(fault.contains("\"Segment\""), "{fault}");
    let mut desk = Desk::hearing_with(profile("drop-key"));
    let parent = desk.talks();
    desk.done(CONSULT, json!([parent, COLLEAGUE, given]));
    assert_eq!(desk.read("2")["userData"], json!({ "Reason": "billing" }));
}

/// `interaction.consult/8`, `type.extensions/1`, `type.extensions/2`: whatever the form, the consultation is the same.
#[test]
fn extensions_change_nothing_that_an_app_sees() {
    let with = |extensions: Value| {
        let mut desk = Desk::new();
        let parent = desk.talks();
        let mut parameters = vec![json!(parent), json!(COLLEAGUE), Value::Null];
        parameters.extend(extensions.as_array().expect("an array").iter().cloned());
        desk.done(CONSULT, Value::Array(parameters));
        desk.read("2")
    };
    let without = with(json!([]));
    assert_eq!(without["state"], "DIALING");
    for extensions in [json!([null]), json!([{}]), json!([{ "BUSINESS_CALL": 1, "deep": { "a": [] } }])] {
        assert_eq!(with(extensions.clone()), without, "{extensions}");
    }
}

/// `interaction.consult/10`, each value, whatever `voidResult` says.
#[test]
fn the_result_of_consult_is_what_the_profile_names() {
    for void in ["absent", "null", "true"] {
        let mut desk = Desk::with(json!({ "voidResult": void }));
        let parent = desk.talks();
        assert_eq!(desk.ask(CONSULT, json!([parent, COLLEAGUE])).get("data"), None, "{void}");
        let profile = json!({ "voidResult": void, "createdInteractionResult": "interaction-id" });
        let mut desk = Desk::with(profile);
        let parent = desk.talks();
        assert_eq!(desk.ask(CONSULT, json!([parent, COLLEAGUE]))["data"], "2", "{void}");
    }
}

/// `interaction.consult/11`, `voice/17`.
#[test]
fn a_call_that_is_not_connected_cannot_be_asked_about() {
    for state in ["RINGING", "DIALING", "IDLE"] {
        let mut desk = Desk::hearing();
        let id = desk.in_state(state);
        let fault = desk.fails_without_effect(CONSULT, json!([id, COLLEAGUE]));
        assert!(fault.contains(state), "{fault}");
    }
}

/// `consultation/13`: one at a time, whatever the medium of the second.
#[test]
fn a_call_has_one_consultation_at_a_time() {
    for state in ["DIALING", "TALKING", "HELD"] {
        let mut desk = Desk::hearing();
        let (parent, consultation) = desk.consultation_in(state);
        let targets = [
            json!("5003"),
            json!({ "target": "AGENT", "destination": "JCarter", "media": "chat" }),
            json!({ "target": "AGENT", "destination": "JCarter", "media": "voice" }),
        ];
        for target in targets {
            let fault = desk.fails_without_effect(CONSULT, json!([parent, target]));
            assert!(
                fault.contains("consultation") && fault.contains(&format!("\"{consultation}\"")),
                "{fault}"
            );
        }
    }
}

/// `consultation/13`: when the first is over there can be another, also where the first one stays.
#[test]
fn a_call_can_be_asked_about_again() {
    for after in ["removed", "stays"] {
        let mut desk = Desk::hearing_with(json!({ "consultationAfterEnd": after }));
        let (parent, first) = desk.consultation_in("TALKING");
        desk.stimulus("agent-hangs-up", &first);
        let told = desk.told_after(CONSULT, json!([parent, "5003"]));
        assert_eq!(told, ["3 ADDED none>DIALING", "3 DIALING none>DIALING"], "{after}");
        assert_eq!(desk.read("3")["parentInteractionId"], json!(parent));
    }
}

/// `consultation/13`.
#[test]
fn a_consultation_has_no_consultation() {
    for state in ["DIALING", "TALKING", "HELD"] {
        let mut desk = Desk::hearing();
        let (_, consultation) = desk.consultation_in(state);
        let fault = desk.fails_without_effect(CONSULT, json!([consultation, "5003"]));
        assert!(fault.contains("is a consultation"), "{fault}");
    }
}

/// `interaction.consult/12`, `interaction.consult/13`, `interaction.consult/14`, `interaction.consult/15`, `envelope/32`.
#[test]
fn consult_names_the_parameter_that_is_missing_or_wrong() {
    let rows = [
        (json!(["9", COLLEAGUE]), "\"9\""),
        (json!([]), "interactionId"),
        (json!([null, COLLEAGUE]), "interactionId"),
        (json!([1, COLLEAGUE]), "interactionId"),
        (json!(["1"]), "targetQuery"),
        (json!(["1", null]), "targetQuery"),
        (json!(["1", 5002]), "targetQuery"),
        (json!(["1", true]), "targetQuery"),
        (json!(["1", [COLLEAGUE]]), "targetQuery"),
        (json!(["1", COLLEAGUE, "Reason"]), "userData"),
        (json!(["1", COLLEAGUE, ["Reason"]]), "userData"),
        (json!(["1", COLLEAGUE, 0]), "userData"),
        (json!(["1", COLLEAGUE, {}, "x"]), "extensions"),
        (json!(["1", COLLEAGUE, null, [1]]), "extensions"),
        (json!(["1", COLLEAGUE, null, false]), "extensions"),
    ];
    let mut desk = Desk::hearing();
    desk.talks();
    for (parameters, name) in rows {
        let fault = desk.fails_without_effect(CONSULT, parameters.clone());
        assert!(fault.contains(name), "{parameters}: {fault}");
    }
    assert_eq!(desk.state("1"), "TALKING");
}

/// `interaction.consult/4`, `interaction.consult/5`: the medium that is named, else that of the call.
#[test]
fn a_call_is_asked_about_by_the_medium_that_is_named() {
    let rows = [
        (json!({ "target": "AGENT", "destination": "JCarter" }), "voice"),
        (json!({ "target": "AGENT", "destination": "JCarter", "media": null }), "voice"),
        (json!({ "target": "AGENT", "destination": "JCarter", "media": "voice" }), "voice"),
        (json!({ "target": "AGENT", "destination": "JCarter", "media": "chat" }), "chat"),
    ];
    for (target, media) in rows {
        let mut desk = Desk::hearing();
        let parent = desk.talks();
        desk.done(CONSULT, json!([parent, target]));
        assert_eq!(desk.read("2")["media"], media, "{target}");
        // Who writes a chat has both hands free: `consultation/1` is about voice.
        assert_eq!(desk.state(&parent), if media == "voice" { "HELD" } else { "TALKING" }, "{target}");
    }
}

/// `interaction.consult/16`, `openmedia/10`: named, or that of the interaction.
#[test]
fn what_has_no_consultations_is_not_asked_by() {
    let mut desk = Desk::hearing();
    let call = desk.talks();
    for media in ["email", "workitem", "instagram", "outboundpreview"] {
        let target = json!({ "target": "AGENT", "destination": "JCarter", "media": media });
        let fault = desk.fails_without_effect(CONSULT, json!([call, target]));
        assert!(fault.contains(media), "{fault}");
    }
    for media in [7, 0] {
        let target = json!({ "target": "AGENT", "destination": "JCarter", "media": media });
        desk.fails_without_effect(CONSULT, json!([call, target]));
    }
    let email = desk.arrives(json!({ "type": "inbound-email" }));
    desk.stimulus("agent-accepts", &email);
    let fault = desk.fails_without_effect(CONSULT, json!([email, COLLEAGUE]));
    assert!(fault.contains("email"), "{fault}");
}

/// `consultation/14`, `consultation/4`, `consultation/5`, `consultation/6`, `consultation/7`, `consultation/8`.
#[test]
fn a_consultation_by_chat_is_created_accepted_and_ends() {
    let target = json!({ "type": "AGENT", "destination": "JCarter", "media": "chat" });
    for ending in ["agent-hangs-up", "far-end-hangs-up"] {
        let mut desk = Desk::hearing();
        let parent = desk.talks();
        let told = desk.told_after(CONSULT, json!([parent, target]));
        assert_eq!(told, ["2 ADDED none>CREATED", "2 CREATED none>CREATED"]);
        let chat = desk.read("2");
        let parent = desk.read(&parent);
        assert_eq!((&chat["isConsultation"], &chat["isMainCaseInteraction"]), (&json!(true), &json!(false)));
        assert_eq!((&chat["parentInteractionId"], &chat["caseId"]), (&json!("1"), &parent["caseId"]));
        assert_eq!(chat.get("callType"), None);
        assert_eq!(desk.told_of("far-end-answers", "2"), ["2 ACCEPTED CREATED>ACCEPTED"]);
        let told = desk.told_of(ending, "2");
        assert_eq!(told, ["2 RELEASED ACCEPTED>IDLE", "2 REMOVED ACCEPTED>IDLE"], "{ending}");
        assert_eq!(desk.state("1"), "TALKING");
    }
    for ending in ["far-end-refuses", "far-end-busy", "far-end-no-answer"] {
        let mut desk = Desk::hearing();
        let parent = desk.talks();
        desk.done(CONSULT, json!([parent, target]));
        let told = desk.told_of(ending, "2");
        assert_eq!(told, ["2 RELEASED CREATED>IDLE", "2 REMOVED CREATED>IDLE"], "{ending}");
    }
}

/// `interaction.consult/9`, each value, `type.extensions/3`: extensions of a chat, and of a call, whatever it is about.
#[test]
fn extensions_for_a_chat_are_what_the_profile_says() {
    let by = |media: &str| json!({ "target": "AGENT", "destination": "JCarter", "media": media });
    let extensions = json!({ "BUSINESS_CALL": 1 });
    for (profile, is_refused) in [("ignored", false), ("failure", true)] {
        for make in [Desk::talks as Make, Desk::chats] {
            let mut desk = Desk::hearing_with(json!({ "chatExtensions": profile }));
            let parent = make(&mut desk);
            for none in [Value::Null, json!({})] {
                let mut trial = desk.clone();
                trial.done(CONSULT, json!([parent, by("chat"), null, none]));
            }
            let mut trial = desk.clone();
            trial.done(CONSULT, json!([parent, by("voice"), null, extensions]));
            let chat = json!([parent, by("chat"), null, extensions]);
            if is_refused {
                let fault = desk.fails_without_effect(CONSULT, chat);
                assert!(fault.contains("extensions") && fault.contains("chat"), "{fault}");
            } else {
                desk.done(CONSULT, chat);
                assert_eq!(desk.state("2"), "CREATED");
            }
        }
    }
}

/// `interaction.consult/4`, `interaction.consult/5`: voice beside a chat has to be named, and holds nothing.
#[test]
fn a_chat_is_asked_about_by_chat_unless_voice_is_named() {
    let mut desk = Desk::hearing();
    let chat = desk.chats();
    let mut trial = desk.clone();
    trial.done(CONSULT, json!([chat, "JCarter"]));
    assert_eq!((trial.read("2")["media"].clone(), trial.state("2")), (json!("chat"), "CREATED".into()));
    let target = json!({ "target": "CUSTOM_CONTACT", "destination": "5003", "media": "voice" });
    let told = desk.told_after(CONSULT, json!([chat, target]));
    assert_eq!(told, ["2 ADDED none>DIALING", "2 DIALING none>DIALING"]);
    let call = desk.read("2");
    assert_eq!((&call["callType"], &call["parentInteractionId"]), (&json!("CONSULT"), &json!(chat)));
    assert_eq!(desk.state(&chat), "ACCEPTED");
}
