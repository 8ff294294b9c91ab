//! What is tried with calls, for which there is a model: the small steps of `model`, and how often each comes.
//! Ids are mostly those given out so far, so that what is not possible has to be refused.

use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Map, Value, json};

use super::{
    step::{Step, WINDOWS, Window},
    switch,
};
use crate::desk::{subscribe, unsubscribe};

/// One step with calls. `after` is how many milliseconds pass before it without the workspace being told.
#[derive(Clone, Debug)]
pub(crate) enum Play {
    Says { after: u64, window: Window, says: Says },
    Happens { after: u64, happening: Happening },
    Passes { millis: u64 },
    Opens(Window),
    Closes(Window),
    Reloads(Window),
    Switches { key: &'static str, value: Value },
    Rests,
}

/// What a window says.
#[derive(Clone, Debug)]
pub(crate) enum Says {
    Asks(Asks),
    /// A method that exists and is not supported, one from the table of canned answers, one that does not exist.
    Unsupported,
    Canned,
    Unknown,
    /// `names` is `None` for data that is no name.
    Subscribe {
        names: Option<Vec<&'static str>>,
    },
    /// The subscription of the window that came so many-th; nobody's, if there is none.
    Unsubscribe {
        nth: usize,
    },
    /// A request of another user agent.
    Foreign,
    /// No object; an object that is no message.
    NoObject,
    NoMessage {
        reference: bool,
    },
}

/// A request.
#[derive(Clone, Debug)]
pub(crate) enum Asks {
    All,
    One(Id),
    Does(Deed, Id),
    Block(Id, &'static str),
    Consult(Id, Pairs),
    Dial(Pairs),
    Set(Id, Pairs),
    Delete(Id, &'static str),
}

/// What happens from outside of the API.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    Rings { case_id: Option<&'static str>, user_data: Pairs },
    Dials(Pairs),
    Consults(u64, Pairs),
    Does(Deed, u64),
}

/// What can be done with a call that takes no more words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    Accept,
    Reject,
    Hold,
    Retrieve,
    HangUp,
    CompleteTransfer,
    CompleteConference,
    MarkDone,
    Unblock,
    FarEndAnswers,
    FarEndRefuses,
    FarEndHangsUp,
    Redirect,
}

/// The id that a request gives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Id {
    Number(u64),
    Text(&'static str),
    /// Not a string at all.
    Wrong,
}

pub(crate) type Pairs = Vec<(&'static str, Value)>;

/// Where calls go to, and who is asked.
pub(crate) const CUSTOMER: &str = "+33298000001";
pub(crate) const COLLEAGUE: &str = "5002";
/// What the model knows nothing of.
const LEFT_OUT: [&str; 8] = [
    "rateLimit",
    "rateLimitPerService",
    "rateLimitQuarantineDelay",
    "rateLimitExceeded",
    "rateLimitWindow",
    "serviceFiltered",
    "eventTypeNames",
    "eventInteractionKey",
];

const BY_APP: [(Deed, &str); 9] = [
    (Deed::Accept, "interaction.accept"),
    (Deed::Reject, "interaction.reject"),
    (Deed::Hold, "voice.hold"),
    (Deed::Retrieve, "voice.resume"),
    (Deed::HangUp, "voice.hangUp"),
    (Deed::CompleteTransfer, "interaction.completeTransfer"),
    (Deed::CompleteConference, "interaction.completeConference"),
    (Deed::MarkDone, "interaction.markdone"),
    (Deed::Unblock, "interaction.unblockMarkdone"),
];
const BY_OTHERS: [(Deed, &str); 12] = [
    (Deed::Accept, "agent-accepts"),
    (Deed::Reject, "agent-rejects"),
    (Deed::Hold, "agent-holds"),
    (Deed::Retrieve, "agent-retrieves"),
    (Deed::HangUp, "agent-hangs-up"),
    (Deed::CompleteTransfer, "agent-transfers"),
    (Deed::CompleteConference, "agent-conferences"),
    (Deed::MarkDone, "agent-marks-done"),
    (Deed::FarEndAnswers, "far-end-answers"),
    (Deed::FarEndRefuses, "far-end-refuses"),
    (Deed::FarEndHangsUp, "far-end-hangs-up"),
    (Deed::Redirect, "call-redirected"),
];

impl Play {
    /// What is done. `given` are the ids of the subscriptions of a window.
    pub(crate) fn step(&self, given: impl Fn(Window) -> Vec<Value>) -> Step {
        match self {
            Self::Says { after, window, says } => {
                let message = match says {
                    Says::Unsubscribe { nth } => {
                        unsubscribe(given(*window).get(*nth).unwrap_or(&json!("sub-of-nobody")))
                    }
                    other => other.to_value(),
                };
                Step::Says { after: *after, window: *window, message }
            }
            Self::Happens { after, happening } => {
                Step::Happens { after: *after, stimulus: happening.to_value() }
            }
            Self::Passes { millis } => Step::Passes { millis: *millis },
            Self::Opens(window) => Step::Opens(*window),
            Self::Closes(window) => Step::Closes(*window),
            Self::Reloads(window) => Step::Reloads(*window),
            Self::Switches { key, value } => Step::Switches(json!({ *key: value })),
            Self::Rests => Step::Rests,
        }
    }
}

impl Says {
    fn to_value(&self) -> Value {
        let client = "WWE Client";
        let request = |method: &str, parameters: Value| {
            json!({
                "request": method, "parameters": parameters, "referenceId": "r",
                "userAgent": client, "protocolVersion": 2
            })
        };
        match self {
            Self::Asks(asks) => {
                let (method, parameters) = asks.to_call();
                let mut request = request(method, parameters);
                // Null is a result here, and no result of other operations: the answer has to tell which it is of.
                if matches!(asks, Asks::One(_)) {
                    request["referenceId"] = json!("one");
                }
                request
            }
            Self::Unsupported => request("email.create", json!(["a@example.com"])),
            Self::Canned => request("agent.get", json!([])),
            Self::Unknown => request("interaction.acept", json!(["1"])),
            Self::Subscribe { names } => subscribe(names.as_ref().map_or(json!(7), |names| json!(names))),
            Self::Unsubscribe { .. } => unreachable!("its id is known to the run"),
            Self::Foreign => {
                json!({ "request": "interaction.getInteractions", "referenceId": "r", "userAgent": "Mozilla" })
            }
            Self::NoObject => json!("wwe"),
            Self::NoMessage { reference: true } => json!({ "referenceId": "r", "userAgent": client }),
            Self::NoMessage { reference: false } => json!({ "userAgent": client }),
        }
    }
}

impl Asks {
    fn to_call(&self) -> (&'static str, Value) {
        match self {
            Self::All => ("interaction.getInteractions", json!([])),
            Self::One(id) => ("interaction.getByInteractionId", json!([id.to_value()])),
            Self::Does(deed, id) => (deed.name(&BY_APP), json!([id.to_value()])),
            Self::Block(id, text) => ("interaction.blockMarkdone", json!([id.to_value(), text])),
            Self::Consult(id, pairs) => {
                ("interaction.consult", json!([id.to_value(), COLLEAGUE, object(pairs), null]))
            }
            Self::Dial(pairs) => ("voice.dial", json!([CUSTOMER, object(pairs)])),
            Self::Set(id, pairs) => ("interaction.setUserData", json!([id.to_value(), object(pairs)])),
            Self::Delete(id, key) => ("interaction.deleteUserData", json!([id.to_value(), key])),
        }
    }
}

impl Deed {
    fn name(self, names: &[(Self, &'static str)]) -> &'static str {
        names.iter().find(|(deed, _)| *deed == self).map_or("", |(_, name)| name)
    }
}

impl Id {
    fn to_value(self) -> Value {
        match self {
            Self::Number(number) => json!(number.to_string()),
            Self::Text(text) => json!(text),
            Self::Wrong => json!(1),
        }
    }
}

impl Happening {
    fn to_value(&self) -> Value {
        match self {
            Self::Rings { case_id, user_data } => {
                let mut call = json!({ "type": "inbound-call", "userData": object(user_data) });
                if let Some(case_id) = case_id {
                    call["caseId"] = json!(case_id);
                }
                call
            }
            Self::Dials(pairs) => {
                json!({ "type": "agent-dials", "destination": CUSTOMER, "userData": object(pairs) })
            }
            Self::Consults(id, pairs) => json!({
                "type": "agent-consults", "interactionId": id.to_string(), "target": COLLEAGUE, "userData": object(pairs)
            }),
            Self::Does(deed, id) => json!({ "type": deed.name(&BY_OTHERS), "interactionId": id.to_string() }),
        }
    }
}

fn object(pairs: &Pairs) -> Value {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect::<Map<_, _>>().into()
}

/// Every step, whatever the state.
pub(crate) fn any_play(last_id: u64) -> BoxedStrategy<Play> {
    let window = prop_oneof![Just(Window::Watcher), select(&WINDOWS[..])];
    let says = (after(), window, any_says(last_id))
        .prop_filter("the watcher stays subscribed", |(_, window, says)| {
            !(*window == Window::Watcher && matches!(says, Says::Unsubscribe { .. }))
        })
        .prop_map(|(after, window, says)| Play::Says { after, window, says });
    let happens =
        (after(), any_happening(last_id)).prop_map(|(after, happening)| Play::Happens { after, happening });
    let comes_or_goes = prop_oneof![
        select(&WINDOWS[..]).prop_map(Play::Opens),
        select(&WINDOWS[..]).prop_map(Play::Closes),
        select(&WINDOWS[..]).prop_map(Play::Reloads),
    ];
    prop_oneof![
        30 => says,
        24 => happens,
        3 => select(&[1_u64, 499, 500, 19_999, 20_000, 60_000][..]).prop_map(|millis| Play::Passes { millis }),
        3 => comes_or_goes,
        9 => select(switches()).prop_map(|(key, value)| Play::Switches { key, value }),
        1 => Just(Play::Rests),
    ]
    .boxed()
}

fn after() -> impl Strategy<Value = u64> {
    prop_oneof![8 => Just(0), 1 => 1_u64..600, 1 => Just(20_000)]
}

fn any_says(last_id: u64) -> impl Strategy<Value = Says> {
    let names = select(vec![
        Some(vec!["interaction", "markdone"]),
        Some(vec!["agent", "interaction", "interaction"]),
        Some(vec!["markdone"]),
        Some(vec!["interactions", "interaction"]),
        Some(vec![]),
        None,
    ]);
    prop_oneof![
        16 => any_asks(last_id).prop_map(Says::Asks),
        1 => select(vec![Says::Unsupported, Says::Canned, Says::Unknown, Says::Foreign, Says::NoObject]),
        1 => any::<bool>().prop_map(|reference| Says::NoMessage { reference }),
        3 => names.prop_map(|names| Says::Subscribe { names }),
        1 => (0_usize..3).prop_map(|nth| Says::Unsubscribe { nth }),
    ]
}

fn any_asks(last_id: u64) -> impl Strategy<Value = Asks> {
    let id = move || {
        prop_oneof![
            24 => recent(last_id).prop_map(Id::Number),
            1 => select(vec![Id::Text("01"), Id::Text("call"), Id::Text(""), Id::Wrong]),
        ]
    };
    let deed = select(&BY_APP[..]).prop_map(|(deed, _)| deed);
    prop_oneof![
        1 => Just(Asks::All),
        1 => id().prop_map(Asks::One),
        12 => (deed, id()).prop_map(|(deed, id)| Asks::Does(deed, id)),
        2 => (id(), select(&["Wait", "Fill in the form"][..])).prop_map(|(id, text)| Asks::Block(id, text)),
        3 => (id(), any_pairs()).prop_map(|(id, pairs)| Asks::Consult(id, pairs)),
        1 => any_pairs().prop_map(Asks::Dial),
        3 => (id(), any_pairs()).prop_map(|(id, pairs)| Asks::Set(id, pairs)),
        2 => (id(), any_key()).prop_map(|(id, key)| Asks::Delete(id, key)),
    ]
}

fn any_happening(last_id: u64) -> impl Strategy<Value = Happening> {
    let case_id = option::of(select(&["case-a", "case-b"][..]));
    let deed = select(&BY_OTHERS[..]).prop_map(|(deed, _)| deed);
    prop_oneof![
        3 => (case_id, any_pairs()).prop_map(|(case_id, user_data)| Happening::Rings { case_id, user_data }),
        1 => any_pairs().prop_map(Happening::Dials),
        3 => (recent(last_id), any_pairs()).prop_map(|(id, pairs)| Happening::Consults(id, pairs)),
        16 => (deed, recent(last_id)).prop_map(|(deed, id)| Happening::Does(deed, id)),
    ]
}

/// One of the ids given out so far, or the next; the last ones come most, as the others have mostly left.
fn recent(last_id: u64) -> impl Strategy<Value = u64> {
    prop_oneof![6 => last_id.saturating_sub(3).max(1)..=last_id + 1, 1 => 1..=last_id + 1]
}

/// Keys with a common prefix, so that patterns matter.
fn any_key() -> impl Strategy<Value = &'static str> {
    select(&["Open", "OpenToo", "Secret"][..])
}

fn any_pairs() -> impl Strategy<Value = Pairs> {
    vec((any_key(), select(vec![json!("a"), json!(1), json!(null)])), 0..3)
}

/// The switches that the model knows, those without influence on it included, each value as often as the default.
fn switches() -> Vec<(&'static str, Value)> {
    let known = switch::rows().into_iter().filter(|(key, _)| !LEFT_OUT.contains(key));
    let values = known.flat_map(|(key, values)| {
        let values = values.as_array().cloned().unwrap_or_default();
        let plain = values.into_iter().filter(|value| !value.to_string().contains('('));
        plain.flat_map(move |value| [(key, value), (key, Value::Null)]).collect::<Vec<_>>()
    });
    values.collect()
}
