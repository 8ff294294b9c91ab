//! What is said to be legal, and nothing else, is what can be done: every name is tried on a copy of the desktop.
//! And a way that is said to lead to an action does.

use std::collections::BTreeSet;

use proptest::{prelude::*, sample::Index, test_runner::Config};
use scapi_reference::{FrameId, Origin, Output, Workspace, action::Action};
use scapi_schema::stimulus::Stimulus;
use serde_json::{Value, json};

/// What brings an interaction.
const ARRIVALS: [&str; 10] = [
    r#"{"type":"inbound-call"}"#,
    r#"{"type":"internal-call"}"#,
    r#"{"type":"agent-dials","destination":"5003"}"#,
    r#"{"type":"inbound-chat"}"#,
    r#"{"type":"inbound-email"}"#,
    r#"{"type":"inbound-workitem"}"#,
    r#"{"type":"conference-invite"}"#,
    r#"{"type":"agent-creates-email","destination":"a@example.com"}"#,
    r#"{"type":"preview-record","mode":"push"}"#,
    r#"{"type":"agent-pulls"}"#,
];

/// Profiles that change what can be done.
const PROFILES: [&str; 3] = [
    "{}",
    r#"{"releasedUnanswered":"stays","consultationAfterEnd":"stays","ringTimeoutMs":0}"#,
    r#"{"blockedAppMarkdone":"hold","openMediaUserData":"overlay-state","newInteractionSelectsCase":"always"}"#,
];

fn parse(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

fn arrival(choice: &Index) -> Value {
    parse(ARRIVALS[choice.index(ARRIVALS.len())])
}

fn names(of: impl Fn(&Action) -> Vec<&'static str>) -> BTreeSet<&'static str> {
    Action::ALL.iter().flat_map(of).collect()
}

/// Every stimulus about an interaction or its case.
fn stimuli() -> BTreeSet<&'static str> {
    let of_cases = ["agent-selects-case", "agent-expands-case", "agent-collapses-case"];
    names(|action| action.stimulus().into_iter().collect()).into_iter().chain(of_cases).collect()
}

/// Every method that does something with an interaction.
fn methods() -> BTreeSet<&'static str> {
    let selects = ["interaction.selectCaseByCaseId"];
    names(|action| action.methods().to_vec()).into_iter().chain(selects).collect()
}

/// Targets by each medium, and none.
fn targets() -> [Value; 4] {
    let by = |media: &str| json!({ "type": "AGENT", "destination": "JCarter", "media": media });
    [by("voice"), by("chat"), json!("5002"), Value::Null]
}

/// The stimulus of this name with whatever words it can have.
fn worded(desktop: &Workspace, name: &str, id: &str) -> Vec<Value> {
    let interaction = desktop.interaction(id);
    let case_id = interaction.as_ref().map(|interaction| interaction.case_id.clone());
    let party = interaction.and_then(|interaction| interaction.parties.first()?.name.clone().into());
    let plain = json!({ "type": name, "interactionId": id });
    let with = |key: &str, value: Value| {
        let mut worded = plain.clone();
        worded[key] = value;
        worded
    };
    match name {
        "agent-consults" => targets().into_iter().take(3).map(|target| with("target", target)).collect(),
        "agent-transfers" | "agent-conferences" => vec![with("target", json!("5002")), plain],
        "party-joins" => vec![with("name", json!("Ira"))],
        "party-leaves" => vec![with("name", party.map_or(json!(""), |party: String| json!(party)))],
        "chat-line" => vec![with("text", json!("hello"))],
        "user-data-changed" => vec![with("set", json!({ "a": 1 }))],
        name if name.ends_with("-case") => vec![json!({ "type": name, "caseId": case_id })],
        _ => vec![plain],
    }
}

fn happens(desktop: &mut Workspace, stimulus: Value) -> bool {
    let stimulus = Stimulus::from_value(stimulus).expect("a stimulus");
    desktop.handle_stimulus(desktop.now(), stimulus).is_ok()
}

/// The request of this method with whatever words it can have.
fn asked(desktop: &Workspace, name: &str, id: &str) -> Vec<Value> {
    let case_id = desktop.interaction(id).map(|interaction| interaction.case_id);
    let parameters: Vec<Value> = match name {
        "interaction.consult" => targets().into_iter().take(3).map(|target| json!([id, target])).collect(),
        "interaction.singleStepTransfer" | "interaction.singleStepConference" => vec![json!([id, "5002"])],
        "interaction.setUserData" => vec![json!([id, { "a": 1 }])],
        "interaction.deleteUserData" => vec![json!([id, "a"])],
        "interaction.blockMarkdone" => vec![json!([id, "wait"])],
        "interaction.selectCaseByCaseId" => vec![json!([case_id])],
        _ => vec![json!([id])],
    };
    let request = |parameters| json!({ "request": name, "parameters": parameters, "referenceId": "1", "userAgent": "WWE Client", "protocolVersion": 2 });
    parameters.into_iter().map(request).collect()
}

fn succeeds(desktop: &mut Workspace, request: Value) -> bool {
    while desktop.poll_output().is_some() {}
    desktop.handle_message(desktop.now(), &FrameId::from("app"), request);
    let mut replies = std::iter::from_fn(|| desktop.poll_output()).filter_map(|output| match output {
        Output::Reply(post) => Some(post.message.to_value()),
        _ => None,
    });
    let reply = replies.next().expect("an answer");
    reply.get("errorMessage").is_none()
}

/// Every desktop that a stimulus or a method of this name can lead to from here.
fn done(desktop: &Workspace, name: &str, id: &str) -> Vec<Workspace> {
    let is_method = name.contains('.');
    let words = if is_method { asked(desktop, name, id) } else { worded(desktop, name, id) };
    let tried = words.into_iter().filter_map(|words| {
        let mut copy = desktop.clone();
        let is_done = if is_method { succeeds(&mut copy, words) } else { happens(&mut copy, words) };
        if !is_done {
            assert_eq!(shown(&copy), shown(desktop), "{name} of {id} is refused, and changes something");
        }
        is_done.then_some(copy)
    });
    tried.collect()
}

fn shown(desktop: &Workspace) -> Value {
    desktop.interactions().map(|interaction| serde_json::to_value(interaction).expect("JSON")).collect()
}

fn ids(desktop: &Workspace) -> Vec<String> {
    desktop.interactions().map(|interaction| interaction.interaction_id).collect()
}

/// A desktop after so many things that could happen; among them blocks, which no stimulus makes.
fn lived(profile: &str, choices: &[Index]) -> Workspace {
    let mut desktop = Workspace::new(1);
    let profile = desktop.profile().patched(&parse(profile)).expect("a profile");
    desktop.set_profile(profile);
    desktop.open_frame(desktop.now(), &FrameId::from("app"), Origin::None);
    assert!(happens(&mut desktop, arrival(&choices[0])));
    for choice in &choices[1..] {
        let about = ids(&desktop).into_iter().flat_map(|id| {
            let legal = desktop.legal_stimuli(&id).into_iter().chain(["interaction.blockMarkdone"]);
            legal.map(move |name| (id.clone(), name)).collect::<Vec<_>>()
        });
        let about: Vec<(String, &str)> = about.collect();
        let at = choice.index(about.len() + 2);
        match about.get(at) {
            Some((id, name)) => desktop = choice.get(&done(&desktop, name, id)).clone(),
            None => drop(happens(&mut desktop, arrival(choice))),
        }
    }
    desktop
}

/// Whether a way leads to where an action can be done, with some words for each step.
fn leads(desktop: &Workspace, way: &[(String, &str)], goal: (&str, &str)) -> bool {
    match way {
        [] => !done(desktop, goal.1, goal.0).is_empty(),
        [(id, name), rest @ ..] => done(desktop, name, id).iter().any(|next| leads(next, rest, goal)),
    }
}

proptest! {
    // A case tries some hundred names on copies of the desktop, which is slow: a quarter of the usual number has to do.
    #![proptest_config(Config { cases: Config::default().cases / 4, failure_persistence: None, ..Config::default() })]

    /// Names in `legal_actions` and `legal_stimuli` are those that can be done, and `why_not` has no reason for them.
    #[test]
    fn what_is_legal_is_what_can_be_done(
        profile in prop::sample::select(&PROFILES),
        choices in prop::collection::vec(any::<Index>(), 1..16),
    ) {
        let desktop = lived(profile, &choices);
        for id in ids(&desktop) {
            let possible = |names: BTreeSet<&'static str>| -> BTreeSet<&'static str> {
                names.into_iter().filter(|name| !done(&desktop, name, &id).is_empty()).collect()
            };
            let legal = desktop.legal_actions(&id);
            let agent_and_world: BTreeSet<&str> =
                [legal.agent, legal.far_end, legal.routing].into_iter().flatten().collect();
            prop_assert_eq!(&agent_and_world, &possible(stimuli()));
            prop_assert_eq!(&legal.app.into_iter().collect::<BTreeSet<_>>(), &possible(methods()));
            let about_it = agent_and_world.into_iter().filter(|name| !name.ends_with("-case"));
            prop_assert_eq!(desktop.legal_stimuli(&id).into_iter().collect::<BTreeSet<_>>(), about_it.collect());
        }
    }

    /// `why_not` gives a reason exactly for what cannot be done, and its way leads to where it can be.
    #[test]
    fn why_not_has_a_reason_for_what_cannot_be_done_and_a_way_that_leads(
        profile in prop::sample::select(&PROFILES),
        choices in prop::collection::vec(any::<Index>(), 1..10),
        name in any::<Index>(),
        of in any::<Index>(),
    ) {
        let desktop = lived(profile, &choices);
        let ids = ids(&desktop);
        prop_assume!(!ids.is_empty());
        let id = of.get(&ids);
        let names: Vec<&str> = stimuli().into_iter().chain(methods()).collect();
        let name = *name.get(&names);
        let why = desktop.why_not(id, name).expect("an action and an interaction");
        prop_assert_eq!(why.is_none(), !done(&desktop, name, id).is_empty(), "{} of {}: {:?}", name, id, why);
        if let Some(way) = why.and_then(|why| why.way) {
            let moves: Vec<(String, &str)> =
                way.into_iter().map(|step| (step.interaction_id, step.action)).collect();
            prop_assert!(leads(&desktop, &moves, (id, name)), "{} of {}: {:?} leads nowhere", name, id, moves);
        }
    }
}
