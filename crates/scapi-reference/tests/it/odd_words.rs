//! Words that say nothing, or would be lost, and words that look like something else: what comes of them.
//! Bad ones are refused with what would be right; odd ones are kept as they are.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

const NAMES_NOBODY: [(&str, &str); 6] = [
    ("inbound-chat", "nickname"),
    ("inbound-email", "from"),
    ("internal-call", "from"),
    ("conference-invite", "from"),
    ("preview-record", "phone"),
    ("agent-dials", "destination"),
];
const ARRIVALS: [&str; 7] = [
    "inbound-call",
    "internal-call",
    "inbound-chat",
    "inbound-email",
    "inbound-workitem",
    "preview-record",
    "conference-invite",
];

/// Why it is refused, on a desktop that then has nothing and tells nothing.
fn refusal(stimulus: Value) -> String {
    let mut desk = Desk::hearing();
    let refusal = desk.try_stimulus(stimulus.clone()).expect_err("it says nothing");
    assert_eq!(desk.done("interaction.getInteractions", json!([])), json!([]), "{stimulus}");
    assert_eq!(desk.types(APP), [""; 0], "{stimulus}");
    refusal
}

/// `type.party/2`: a party has a name.
#[test]
fn a_name_that_is_empty_is_refused() {
    for (stimulus, field) in NAMES_NOBODY {
        let text = refusal(json!({ "type": stimulus, field: "" }));
        assert!(text.starts_with(&format!("{stimulus}: {field} cannot be \"\"; it names ")), "{text}");
    }
    let mut desk = Desk::new();
    let chat = desk.chats();
    for (stimulus, field) in [("party-joins", "name"), ("chat-line", "from")] {
        let words =
            json!({ "type": stimulus, "interactionId": chat, "text": "Hello", "name": "Ada", field: "" });
        let words = only_what_it_takes(stimulus, words);
        let text = desk.try_stimulus(words).expect_err("it names nobody");
        assert_eq!(
            text,
            format!("{stimulus}: {field} cannot be \"\"; it names who takes part (type.party/2)")
        );
    }
    assert_eq!(desk.read(&chat)["parties"], json!([{ "name": "Customer" }]));
}

fn only_what_it_takes(stimulus: &str, mut words: Value) -> Value {
    let other = if stimulus == "chat-line" { "name" } else { "text" };
    words.as_object_mut().expect("an object").remove(other);
    words
}

/// `type.interaction/4`: a case has an id.
#[test]
fn a_case_without_a_name_is_refused() {
    for stimulus in ARRIVALS {
        let text = refusal(json!({ "type": stimulus, "caseId": "" }));
        let expected = "caseId cannot be \"\"; it names a case, and is left out for a case of its own";
        assert_eq!(text, format!("{stimulus}: {expected}"));
    }
}

/// `type.interaction/24`, `type.party/2`: a number can be withheld, and somebody calls nevertheless.
#[test]
fn a_caller_whose_number_is_withheld_is_unknown() {
    let mut desk = Desk::new();
    let id = desk.rings_with(json!({ "ani": "" }));
    assert_eq!(desk.read(&id)["ani"], "");
    assert_eq!(desk.read(&id)["parties"], json!([{ "name": "unknown" }]));
    let id = desk.rings_with(json!({ "ani": "", "contact": { "displayName": "" } }));
    assert_eq!(desk.read(&id)["parties"], json!([{ "name": "unknown" }]));
    let id = desk.rings_with(json!({ "ani": "", "contact": { "displayName": "Zoë 😀" } }));
    assert_eq!(desk.read(&id)["parties"], json!([{ "name": "Zoë 😀" }]));
}

/// User data are attached in one step; what completes a consultation would lose them.
#[test]
fn user_data_without_a_target_are_refused() {
    for name in ["agent-transfers", "agent-conferences"] {
        let mut desk = Desk::hearing();
        let id = desk.talks();
        desk.done("interaction.consult", json!([id, "5002"]));
        desk.heard(APP);
        let over = json!({ "type": name, "interactionId": id, "userData": { "Reason": "billing" } });
        let text = desk.try_stimulus(over).expect_err("they would be lost");
        let expected =
            "userData cannot be \"Reason\"; user data are attached in one step, which has a target";
        assert_eq!(text, format!("{name}: {expected}"));
        assert_eq!(desk.types(APP), [""; 0]);
        desk.stimulus(name, &id);
    }
}

/// `interaction.completeTransfer/4`, `interaction.completeConference/4`: where there is none to complete, it says what would do.
#[test]
fn nothing_is_completed_where_there_is_no_consultation() {
    for name in ["agent-transfers", "agent-conferences"] {
        let mut desk = Desk::new();
        let id = desk.talks();
        let text = desk.refused(name, &id);
        let expected =
            "is no consultation and has none that could be completed; with a target it is done in one step; ";
        assert!(text.contains(expected), "{text}");
        let preview = desk.arrives(json!({ "type": "preview-record" }));
        desk.stimulus("agent-calls-preview", &preview);
        assert!(desk.refused(name, &preview).contains(expected), "the call of a preview is no consultation");
    }
}

/// `event.interaction/18`: whoever leaves takes part.
#[test]
fn a_party_that_is_not_there_cannot_leave() {
    let mut desk = Desk::new();
    let id = desk.talks();
    desk.try_stimulus(json!({ "type": "party-joins", "interactionId": id, "name": "Jo, Carter" }))
        .expect("a party");
    let leaves = json!({ "type": "party-leaves", "interactionId": id, "name": "Jo" });
    let text = desk.try_stimulus(leaves).expect_err("nobody of that name");
    assert!(text.contains("has no party \"Jo\"; there is \"+33298000000\", \"Jo, Carter\";"), "{text}");
}

/// `type.userData/1`, `type.userData/3`, `interaction.setUserData/8`: keys and values are kept as they are, whatever they look like.
#[test]
fn hostile_keys_of_user_data_are_keys_like_others() {
    let odd = json!({
        "__proto__": { "admin": true }, "constructor": null, "": "empty", "a.b": [1, { "c": -0.5 }], "\u{202e}": "turned",
        "toString": "x", "\u{0}": "nul", "é": "composed", "e\u{301}": "decomposed"
    });
    let mut desk = Desk::hearing();
    let id = desk.rings();
    desk.heard(APP);
    desk.done("interaction.setUserData", json!([id, odd]));
    assert_eq!(desk.read(&id)["userData"], odd);
    assert_eq!(desk.payloads(APP)[0]["interaction"]["userData"], odd);
    for key in odd.as_object().expect("an object").keys() {
        desk.done("interaction.deleteUserData", json!([id, key]));
        assert_eq!(desk.types(APP), ["ATTACHED_DATA_CHANGED"], "{key:?}");
    }
    assert_eq!(desk.read(&id)["userData"], json!({}));
}

/// `type.interaction/1`: one spelling is an id, and nothing that looks like it.
#[test]
fn what_looks_like_an_id_is_none() {
    let mut desk = Desk::new();
    desk.rings();
    let alike =
        ["", " 1", "1 ", "01", "+1", "1.0", "１", "1\u{0}", "-1", "0x1", "18446744073709551617", "\u{661}"];
    for id in alike {
        assert_eq!(desk.read(id), Value::Null, "{id:?}");
        let text = desk.fails("interaction.accept", json!([id]));
        assert_eq!(text, format!("interaction.accept: no interaction has the id \"{id}\""));
        assert!(desk.fails("interaction.markdone", json!([id])).contains("no interaction has the id"));
    }
    assert_eq!(desk.read("1")["state"], "RINGING");
}
