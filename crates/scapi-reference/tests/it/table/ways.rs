//! A shortest way to each of the 30 states, found by trying every public input, breadth first.
//! The search begins at an empty desktop; what a second arrival could add begins there as well, and is shorter.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write as _,
};

use scapi_schema::{interaction::State, method::METHODS, stimulus::Stimulus};
use serde_json::{Value, json};

use super::{snapshot, words::perform};
use crate::desk::Desk;

/// What brings an interaction, with what there is to choose.
const BEGINNINGS: &[&str] = &[
    "inbound-call",
    "internal-call",
    "inbound-chat",
    "inbound-email",
    "inbound-workitem",
    "preview-record",
    "preview-record push",
    "preview-record direct-push",
    "conference-invite",
    "agent-dials",
    "agent-creates-email",
    "agent-pulls",
    "agent-pulls chat",
    "agent-pulls email",
    "voice.dial",
    "voice.dialEx",
];

/// What changes no interaction: what the agent sees of the cases, and what an app only reads.
const CHANGES_NONE: &[&str] = &[
    "agent-selects-case",
    "agent-expands-case",
    "agent-collapses-case",
    "interaction.selectCaseByCaseId",
    "interaction.getInteractions",
    "interaction.getByInteractionId",
];

/// What can be chosen beside the default.
fn choices(name: &str) -> &'static [&'static str] {
    match name {
        "agent-consults" | "interaction.consult" => &["", " voice", " chat"],
        "agent-transfers" | "agent-conferences" => &["", " 5002"],
        _ => &[""],
    }
}

/// Everything that can be tried with an interaction: all stimuli, and all methods of the two namespaces.
fn about_one() -> Vec<&'static str> {
    let begins = |name: &&str| BEGINNINGS.iter().any(|words| words.split(' ').next() == Some(*name));
    let methods = METHODS.iter().filter(|method| ["interaction", "voice"].contains(&method.namespace()));
    let names = Stimulus::NAMES.iter().copied().chain(methods.map(|method| method.name));
    names.filter(|name| !begins(name) && !CHANGES_NONE.contains(name)).collect()
}

fn inputs(desk: &Desk, names: &[&str]) -> Vec<String> {
    let ids: Vec<String> =
        desk.workspace.interactions().map(|interaction| interaction.interaction_id).collect();
    if ids.is_empty() {
        return BEGINNINGS.iter().map(ToString::to_string).collect();
    }
    let about = |id: &String| {
        let named = names.iter().flat_map(|name| choices(name).iter().map(move |choice| (name, choice)));
        named.map(|(name, choice)| format!("{name} {id}{choice}")).collect::<Vec<_>>()
    };
    ids.iter().flat_map(about).chain(["time".to_string()]).collect()
}

/// What makes two desktops the same for the search: what can be seen, and what can be done.
fn outline(desk: &Desk) -> String {
    let workspace = &desk.workspace;
    let one = |interaction| {
        let mut seen: Value = serde_json::to_value(&interaction).expect("JSON");
        for seeded in ["caseId", "callUuid", "interactionUUID", "connId"] {
            seen[seeded] = Value::Null;
        }
        let id = seen["interactionId"].as_str().unwrap_or_default();
        let legal = (workspace.legal_actions(id), workspace.markdone_warning(id));
        json!([seen, legal])
    };
    let due = workspace.poll_timeout().map(|due| due.since(workspace.now()));
    json!([workspace.interactions().map(one).collect::<Vec<_>>(), due]).to_string()
}

fn states(desk: &Desk) -> impl Iterator<Item = String> {
    desk.workspace.interactions().map(|interaction| interaction.state.to_string())
}

/// A shortest way to each of these states.
fn shortest(start: Desk, sought: &[&State]) -> BTreeMap<String, Vec<String>> {
    let names = about_one();
    let mut found = BTreeMap::new();
    let mut seen = BTreeSet::from([outline(&start)]);
    let mut next = VecDeque::from([(start, Vec::new())]);
    while let Some((desk, way)) = next.pop_front() {
        for input in inputs(&desk, &names) {
            let mut moved = desk.clone();
            if perform(&mut moved, &input).is_err() || !seen.insert(outline(&moved)) {
                continue;
            }
            let way: Vec<String> = way.iter().cloned().chain([input]).collect();
            for state in states(&moved) {
                found.entry(state).or_insert_with(|| way.clone());
            }
            if sought.iter().all(|state| found.contains_key(state.as_str())) {
                return found;
            }
            next.push_back((moved, way));
        }
    }
    found
}

/// `type.interaction/6`, `type.interaction/40` to `type.interaction/69`: each of the 30 states is reached through public inputs.
#[test]
fn every_state_has_a_shortest_way_through_public_inputs() {
    let by_user_data = |state: &&State| matches!(state, State::UserDataAttached | State::UserDataUpdated);
    let (hiding, others): (Vec<_>, Vec<_>) = State::KNOWN.iter().partition(by_user_data);
    assert_eq!((hiding.len(), others.len()), (2, 28));
    let mut text = String::new();
    for (profile, sought) in [(json!({}), others), (json!({ "openMediaUserData": "overlay-state" }), hiding)]
    {
        let found = shortest(Desk::with(profile.clone()), &sought);
        let under = if profile == json!({}) { String::new() } else { format!(" under {profile}") };
        for state in sought {
            let way = found.get(state.as_str()).unwrap_or_else(|| panic!("nothing leads to {state}"));
            writeln!(text, "{state}{under}: {}", way.join(", ")).expect("a string takes everything");
        }
    }
    // Pins one shortest way to each state; a longer one would be a loss of reach.
    snapshot::ways(&text);
}
