//! Whom a consultation, a transfer or a conference goes to: every form of a target, and what is wrong with the others.
//! Clauses `type.targetQuery/1` to `type.targetQuery/11`; `interaction.consult/2`, `interaction.consult/3`.

use serde_json::{Value, json};

use crate::desk::Desk;

const CONSULT: &str = "interaction.consult";
const TRANSFER: &str = "interaction.singleStepTransfer";
const CONFERENCE: &str = "interaction.singleStepConference";

/// Each type with a destination as the clauses `type.targetQuery/4` to `type.targetQuery/9` describe it.
const TYPES: [(&str, &str); 6] = [
    ("AGENT", "JCarter"),
    ("AGENT_GROUP", "Night shift"),
    ("SKILL", "French"),
    ("INTERACTION_QUEUE", "Back office"),
    ("ROUTING_POINT", "Sales"),
    ("CUSTOM_CONTACT", "+33142000000"),
];

/// The call, and the consultation if one was made, after this request about it.
fn after(method: &str, target: Value) -> [Value; 2] {
    let mut desk = Desk::new();
    let id = desk.talks();
    desk.done(method, json!([id, target]));
    [desk.read(&id), desk.read("2")]
}

/// `type.targetQuery/1`: the same in each method as an object that says so.
#[test]
fn a_string_is_a_custom_contact() {
    let object = json!({ "type": "CUSTOM_CONTACT", "destination": "+33142000000" });
    for method in [CONSULT, TRANSFER, CONFERENCE] {
        assert_eq!(after(method, json!("+33142000000")), after(method, object.clone()), "{method}");
    }
    let [_, consultation] = after(CONSULT, json!("+33142000000"));
    assert_eq!(consultation["dnis"], "+33142000000");
}

/// `type.targetQuery/2` to `type.targetQuery/10`, `interaction.consult/2`, `interaction.singleStepTransfer/4`,
/// `interaction.singleStepConference/3`.
#[test]
fn a_target_of_each_type_is_reached_by_its_destination() {
    for (target_type, destination) in TYPES {
        for key in ["type", "target"] {
            let [_, consultation] =
                after(CONSULT, json!({ key: target_type, "destination": destination, "site": "own" }));
            assert_eq!(consultation["parties"], json!([{ "name": destination }]), "{target_type}");
            assert_eq!(consultation["dnis"], destination, "{target_type}");
        }
        let target = json!({ "type": target_type, "destination": destination, "site": "own" });
        let [transferred, none] = after(TRANSFER, target.clone());
        assert_eq!((&transferred["state"], none), (&json!("IDLE"), Value::Null), "{target_type}");
        let [conference, none] = after(CONFERENCE, target);
        assert_eq!(conference["parties"][1], json!({ "name": destination }), "{target_type}");
        assert_eq!((&conference["state"], none), (&json!("TALKING"), Value::Null), "{target_type}");
    }
}

/// `interaction.consult/3`, each value: which of the keys is read, and that the other one is not.
#[test]
fn the_type_of_a_consulted_target_stands_under_the_key_that_the_profile_names() {
    let target = |fields: Value| {
        let mut target = fields;
        target["destination"] = json!("JCarter");
        target
    };
    let both = target(json!({ "target": "AGENT", "type": "AGENT" }));
    let different = target(json!({ "target": "AGENT", "type": "SKILL" }));
    let documented = target(json!({ "target": "AGENT" }));
    let sample = target(json!({ "type": "AGENT" }));
    let other_is_odd = [
        target(json!({ "target": "AGENT", "type": "nonsense" })),
        target(json!({ "target": "nonsense", "type": "AGENT" })),
    ];
    // For each value: what is taken, and what is refused with the words that the fault has.
    let rows = [
        (
            "both",
            vec![&both, &documented, &sample],
            vec![
                (&different, ["AGENT", "SKILL"]),
                (&other_is_odd[0], ["AGENT", "nonsense"]),
                (&other_is_odd[1], ["AGENT", "nonsense"]),
            ],
        ),
        (
            "type",
            vec![&both, &sample, &different, &other_is_odd[1]],
            vec![(&documented, ["type", "AGENT_GROUP"]), (&other_is_odd[0], ["type", "nonsense"])],
        ),
        (
            "target",
            vec![&both, &documented, &different, &other_is_odd[0]],
            vec![(&sample, ["target", "AGENT_GROUP"]), (&other_is_odd[1], ["target", "nonsense"])],
        ),
    ];
    for (key, taken, refused) in rows {
        let mut desk = Desk::hearing_with(json!({ "consultTargetKey": key }));
        let id = desk.talks();
        for target in taken {
            let mut trial = desk.clone();
            trial.done(CONSULT, json!([id, target]));
            assert_eq!(trial.state("2"), "DIALING", "{key}: {target}");
        }
        for (target, words) in refused {
            let fault = desk.fails_without_effect(CONSULT, json!([id, target]));
            assert!(words.iter().all(|word| fault.contains(word)), "{key}: {target}: {fault}");
        }
    }
}

/// `type.targetQuery/10`: the key of the single-step methods is `type`, whatever `consult` does.
#[test]
fn the_single_step_methods_read_type_alone() {
    for key in ["both", "type", "target"] {
        for method in [TRANSFER, CONFERENCE] {
            let mut desk = Desk::hearing_with(json!({ "consultTargetKey": key }));
            let id = desk.talks();
            let target = json!({ "target": "AGENT", "destination": "JCarter" });
            let fault = desk.fails_without_effect(method, json!([id, target]));
            assert!(fault.contains("targetQuery") && fault.contains("type"), "{fault}");
        }
    }
}

/// `type.targetQuery/11`: what is wrong is said, and what was meant where it can be guessed.
#[test]
fn what_is_no_target_is_refused_with_what_would_be_right() {
    // A target, and what the fault has to say.
    let rows = [
        (json!(""), vec!["destination", "empty"]),
        (json!({}), vec!["destination", "got an object without a "]),
        (json!({ "type": "AGENT" }), vec!["got an object without a destination"]),
        (json!({ "type": "AGENT", "destination": null }), vec!["got an object whose destination is null"]),
        (
            json!({ "type": "AGENT", "destination": 5002 }),
            vec!["got an object whose destination is a number"],
        ),
        (json!({ "type": "AGENT", "destination": "" }), vec!["destination", "empty"]),
        (json!({ "type": 1, "destination": "JCarter" }), vec!["AGENT", "SKILL", "whose type is a number"]),
        (json!(5002), vec!["got a number"]),
        (json!([]), vec!["got an array"]),
        (json!({ "destination": "JCarter" }), vec!["type", "AGENT", "SKILL", "CUSTOM_CONTACT"]),
        (json!({ "type": "AGNT", "destination": "JCarter" }), vec!["\"AGNT\"", "did you mean \"AGENT\"?"]),
        (
            json!({ "type": "agent_group", "destination": "Night shift" }),
            vec!["\"agent_group\"", "did you mean \"AGENT_GROUP\"?"],
        ),
        (
            json!({ "type": "CustomContact", "destination": "5002" }),
            vec!["\"CustomContact\"", "did you mean \"CUSTOM_CONTACT\"?"],
        ),
        (json!({ "type": "PLANET", "destination": "Mars" }), vec!["\"PLANET\"", "AGENT_GROUP", "SKILL"]),
        (json!({ "type": "", "destination": "JCarter" }), vec!["type", "AGENT_GROUP"]),
    ];
    for method in [CONSULT, TRANSFER, CONFERENCE] {
        let mut desk = Desk::hearing();
        let id = desk.talks();
        for (target, words) in &rows {
            let fault = desk.fails_without_effect(method, json!([id, target]));
            assert!(fault.starts_with(method), "{fault}");
            assert!(words.iter().all(|word| fault.contains(word)), "{target}: {fault}");
        }
    }
}

/// `type.targetQuery/11`, `interaction.consult/4`: of what `consult` alone takes.
#[test]
fn a_medium_that_is_no_text_is_refused() {
    let mut desk = Desk::hearing();
    let id = desk.talks();
    for (media, kind) in [(json!(7), "a number"), (json!([]), "an array"), (json!(false), "a boolean")] {
        let target = json!({ "type": "AGENT", "destination": "JCarter", "media": media });
        let fault = desk.fails_without_effect(CONSULT, json!([id, target]));
        assert!(fault.ends_with(&format!("got an object whose media is {kind}")), "{fault}");
    }
    let target = json!({ "type": "AGENT", "destination": "JCarter", "media": "" });
    let fault = desk.fails_without_effect(CONSULT, json!([id, target]));
    assert!(
        fault.ends_with("the media of a target is a medium such as voice, got an empty string"),
        "{fault}"
    );
    let target = json!({ "type": "AGENT", "destination": "JCarter", "media": null });
    desk.done(CONSULT, json!([id, target]));
}

/// The agent's stimuli read the same forms, `consult` under either key, and refuse the same.
#[test]
fn the_agent_reaches_the_same_targets() {
    for (target_type, destination) in TYPES {
        for key in ["type", "target"] {
            let mut desk = Desk::with(json!({ "consultTargetKey": "type" }));
            let id = desk.talks();
            let target = json!({ key: target_type, "destination": destination });
            let consulted =
                desk.arrives(json!({ "type": "agent-consults", "interactionId": id, "target": target }));
            assert_eq!(desk.parties(&consulted), [destination]);
        }
    }
    for stimulus in ["agent-consults", "agent-transfers", "agent-conferences"] {
        for (target, word) in [(json!(""), "empty"), (json!({ "type": "AGNT", "destination": "J" }), "AGENT")]
        {
            let mut desk = Desk::hearing();
            let id = desk.talks();
            desk.told();
            let given = json!({ "type": stimulus, "interactionId": id, "target": target });
            let refusal = desk.try_stimulus(given).expect_err("a refusal");
            assert!(refusal.starts_with(stimulus) && refusal.contains(word), "{refusal}");
            assert_eq!(desk.told(), [""; 0]);
        }
    }
}
