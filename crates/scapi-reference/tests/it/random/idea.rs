//! What a sequence tries: everything that app, agent, far end, routing, browser and test can do, whatever the state.
//! An idea says so in numbers; what it comes to depends on what there is when its turn has come.

use proptest::{prelude::*, sample::select};
use scapi_reference::Workspace;
use scapi_schema::{interaction::Interaction, method::METHODS, stimulus::Stimulus};
use serde_json::{Value, json};

use super::{
    player::Player,
    step::{Step, WINDOWS, Window},
    switch,
    words::{Words, pick},
};
use crate::desk::{subscribe, unsubscribe};

/// Something to be tried.
#[derive(Clone, Debug)]
pub(crate) enum Idea {
    /// Something that can be done with an interaction now.
    Legal {
        after: u64,
        window: Window,
        on: u8,
        which: u8,
        words: Words,
    },
    /// Something comes, or is begun.
    Arrives {
        after: u64,
        which: u8,
        words: Words,
    },
    /// Any stimulus at all.
    Whatever {
        after: u64,
        on: u8,
        which: u8,
        words: Words,
    },
    /// Any method at all.
    Asks {
        after: u64,
        window: Window,
        on: u8,
        which: u8,
        words: Words,
    },
    Subscribes {
        window: Window,
        which: u8,
    },
    /// The subscription of the window that came so many-th; nobody's, if there is none.
    Unsubscribes {
        window: Window,
        nth: u8,
    },
    /// What is no message, or no proper one.
    Odd {
        window: Window,
        which: u8,
    },
    Passes(u64),
    PassesUntilSomethingIsDue,
    Does(Step),
}

/// With more interactions than this, some are ended before others come: a step costs what there is.
const CROWD: usize = 6;
/// The stimuli that need no interaction.
const ARRIVALS: [&str; 10] = [
    "inbound-call",
    "inbound-call",
    "internal-call",
    "inbound-chat",
    "inbound-email",
    "inbound-workitem",
    "preview-record",
    "conference-invite",
    "agent-dials",
    "agent-pulls",
];
/// How things end, whatever their state.
const ENDINGS: [&str; 7] = [
    "agent-marks-done",
    "agent-hangs-up",
    "agent-rejects",
    "agent-cancels",
    "agent-cancels-preview",
    "far-end-answers",
    "state-recovered",
];
/// What most states allow would come all the time, and what leads on seldom.
const NEARLY_ALWAYS: [&str; 14] = [
    "agent-expands-case",
    "agent-collapses-case",
    "agent-selects-case",
    "user-data-changed",
    "state-unknown",
    "media-error",
    "chat-line",
    "party-joins",
    "interaction.selectCaseByCaseId",
    "interaction.blockMarkdone",
    "interaction.unblockMarkdone",
    "interaction.setUserData",
    "interaction.deleteUserData",
    "interaction.singleStepConference",
];
/// Names that are nearly those of methods.
const UNKNOWN_METHODS: [&str; 3] = ["interaction.acept", "voice.hangup", "accept"];

/// Ideas of every kind.
pub(crate) fn any_idea() -> BoxedStrategy<Idea> {
    let words = (any::<[u8; 4]>()).prop_map(|[target, data, text, flaw]| Words { target, data, text, flaw });
    let after = prop_oneof![24 => Just(0), 3 => 1_u64..600, 1 => Just(20_000)];
    let window = || prop_oneof![2 => Just(Window::Watcher), 3 => select(&WINDOWS[..])];
    let numbers = (after, window(), any::<u8>(), any::<u8>(), words);
    let does = prop_oneof![
        9 => select(switch::patches()).prop_map(Step::Switches),
        2 => select(switch::policies()).prop_map(Step::Policies),
        1 => select(&WINDOWS[..]).prop_map(Step::Opens),
        1 => select(&WINDOWS[..]).prop_map(Step::Closes),
        1 => select(&WINDOWS[..]).prop_map(Step::Reloads),
        1 => Just(Step::Posts { name: "agent", data: json!({ "type": "READY" }) }),
        1 => Just(Step::Rests),
    ];
    let some = prop_oneof![199 => does, 1 => Just(Step::Restarts)];
    prop_oneof![
        40 => numbers.clone().prop_map(|(after, window, on, which, words)| Idea::Legal { after, window, on, which, words }),
        10 => numbers.clone().prop_map(|(after, _, _, which, words)| Idea::Arrives { after, which, words }),
        8 => numbers.clone().prop_map(|(after, _, on, which, words)| Idea::Whatever { after, on, which, words }),
        14 => numbers.prop_map(|(after, window, on, which, words)| Idea::Asks { after, window, on, which, words }),
        5 => (window(), any::<u8>()).prop_map(|(window, which)| Idea::Subscribes { window, which }),
        1 => (select(&WINDOWS[..]), 0_u8..4).prop_map(|(window, nth)| Idea::Unsubscribes { window, nth }),
        2 => (window(), any::<u8>()).prop_map(|(window, which)| Idea::Odd { window, which }),
        2 => select(&[1_u64, 499, 500, 19_999, 20_000, 60_000][..]).prop_map(Idea::Passes),
        2 => Just(Idea::PassesUntilSomethingIsDue),
        16 => some.prop_map(Idea::Does),
    ]
    .boxed()
}

impl Idea {
    /// What it comes to now. `given` are the ids of the subscriptions of a window.
    pub(crate) fn step(&self, player: &Player, given: impl Fn(Window) -> Vec<Value>) -> Step {
        let desk = &player.workspace;
        match self {
            Self::Legal { after, window, on, which, words } => {
                legal(desk, *on, *which, *words, *window, *after)
                    .unwrap_or_else(|| arrival(*which, *words, *after))
            }
            Self::Arrives { after, which, words } => {
                let end = || end(desk, *which, *words, *after);
                if desk.interactions().count() < CROWD { arrival(*which, *words, *after) } else { end() }
            }
            Self::Whatever { after, on, which, words } => {
                let name = pick(Stimulus::NAMES, *which).copied().unwrap_or_default();
                let (id, interaction) = about(desk, *on);
                Step::Happens { after: *after, stimulus: words.stimulus(name, &id, interaction.as_ref()) }
            }
            Self::Asks { after, window, on, which, words } => {
                let (id, interaction) = about(desk, *on);
                request(method(*which), *words, &id, interaction.as_ref(), *window, *after)
            }
            Self::Subscribes { window, which } => {
                let names = pick(&switch::names(), *which).cloned().unwrap_or_default();
                Step::Says { after: 0, window: *window, message: subscribe(names) }
            }
            Self::Unsubscribes { window, nth } => {
                let id = given(*window).get(usize::from(*nth)).cloned();
                let message = unsubscribe(&id.unwrap_or_else(|| json!("sub-of-nobody")));
                Step::Says { after: 0, window: *window, message }
            }
            Self::Odd { window, which } => Step::Says { after: 0, window: *window, message: odd(*which) },
            Self::Passes(millis) => Step::Passes { millis: *millis },
            Self::PassesUntilSomethingIsDue => {
                let next = desk.poll_timeout().unwrap_or_default().as_millis();
                Step::Passes { millis: next.saturating_sub(player.time().as_millis()) }
            }
            Self::Does(step) => step.clone(),
        }
    }
}

fn arrival(which: u8, words: Words, after: u64) -> Step {
    let name = pick(&ARRIVALS, which).copied().unwrap_or_default();
    Step::Happens { after, stimulus: words.stimulus(name, "", None) }
}

/// Something of what is listed as legal.
fn legal(desk: &Workspace, on: u8, which: u8, words: Words, window: Window, after: u64) -> Option<Step> {
    let present: Vec<Interaction> = desk.interactions().collect();
    let interaction = if on.is_multiple_of(2) { present.last() } else { pick(&present, on / 2) }?;
    let legal = desk.legal_actions(&interaction.interaction_id);
    let stimuli = [legal.agent, legal.far_end, legal.routing].concat();
    let mut names = if which.is_multiple_of(3) { legal.app } else { stimuli };
    if !which.is_multiple_of(4) {
        names.retain(|name| !NEARLY_ALWAYS.contains(name));
    }
    let name = *pick(&names, which / 3)?;
    Some(act(name, interaction, words, window, after))
}

/// Brings an interaction nearer to its end.
fn end(desk: &Workspace, on: u8, words: Words, after: u64) -> Step {
    let present: Vec<Interaction> = desk.interactions().collect();
    let Some(interaction) = pick(&present, on) else { return Step::Passes { millis: after } };
    let legal = desk.legal_actions(&interaction.interaction_id);
    let is_legal = |name: &&&str| {
        legal.agent.contains(name) || legal.far_end.contains(name) || legal.routing.contains(name)
    };
    let blocked = desk.markdone_warning(&interaction.interaction_id).is_some();
    let name = ENDINGS.iter().find(is_legal).copied().unwrap_or("state-unknown");
    let name = if blocked { "interaction.unblockMarkdone" } else { name };
    act(name, interaction, words, Window::Watcher, after)
}

fn act(name: &str, interaction: &Interaction, words: Words, window: Window, after: u64) -> Step {
    let id = &interaction.interaction_id;
    if name.contains('.') {
        request(name, words, id, Some(interaction), window, after)
    } else {
        Step::Happens { after, stimulus: words.stimulus(name, id, Some(interaction)) }
    }
}

fn request(name: &str, words: Words, id: &str, on: Option<&Interaction>, window: Window, after: u64) -> Step {
    let mut message = json!({
        "request": name, "parameters": words.parameters(name, id, on),
        "referenceId": "r", "userAgent": "WWE Client", "protocolVersion": 2
    });
    if let (Some(fields), 0) = (message.as_object_mut(), words.text % 16) {
        fields.insert("referenceId".into(), json!(7));
        fields.insert("frameId".into(), json!("f"));
    }
    Step::Says { after, window, message }
}

/// The namespaces that are implemented come more often than the others.
fn method(which: u8) -> &'static str {
    let implemented =
        |name: &&'static str| ["interaction.", "voice.", "messenger."].iter().any(|of| name.starts_with(of));
    let all = METHODS.iter().map(|method| method.name);
    let often: Vec<&str> = all.clone().filter(implemented).collect();
    let every: Vec<&str> = [often.clone(), often, all.collect(), UNKNOWN_METHODS.to_vec()].concat();
    pick(&every, which).copied().unwrap_or_default()
}

/// One of those that are there, or an id of one that is not.
fn about(desk: &Workspace, on: u8) -> (String, Option<Interaction>) {
    let present: Vec<Interaction> = desk.interactions().collect();
    match pick(&present, on / 8) {
        Some(interaction) if !on.is_multiple_of(8) => {
            (interaction.interaction_id.clone(), Some(interaction.clone()))
        }
        _ => ((on / 8).to_string(), None),
    }
}

fn odd(which: u8) -> Value {
    let client = "WWE Client";
    let oddities = [
        json!("wwe"),
        json!(null),
        json!({ "request": "interaction.acept", "parameters": ["1"], "referenceId": "r", "userAgent": client }),
        json!({ "request": "interaction.getByInteractionId", "parameters": [1], "userAgent": client }),
        json!({ "userAgent": client }),
        json!({ "referenceId": "r", "userAgent": client }),
        json!({ "request": 7, "userAgent": client }),
        json!({ "request": 7, "referenceId": "r", "userAgent": client }),
        json!({ "event": "subscribed", "data": "interaction", "referenceId": "r", "userAgent": client }),
        json!({ "request": "interaction.getInteractions", "parameters": { "all": true }, "userAgent": client }),
        json!({ "request": "interaction.getInteractions", "userAgent": client }),
        json!({ "request": "interaction.getInteractions", "referenceId": "r", "userAgent": "Mozilla" }),
        json!({ "request": "interaction.getInteractions", "parameters": null, "referenceId": "r" }),
    ];
    pick(&oddities, which).cloned().unwrap_or_default()
}
