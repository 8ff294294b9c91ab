//! What can happen to a desktop, and how often it is tried.
//! A new method, stimulus or switch goes into the lists here, and its rule into `model`.

use proptest::{collection::vec, option, prelude::*, sample::select};
use scapi_reference::Origin;
use serde_json::{Map, Value, json};

use crate::desk::{APP, subscribe};

pub(crate) const EMBEDDED: &str = "https://app.example";
pub(crate) const STRANGER: &str = "https://stranger.example";

/// A window of an app. The watcher is always there, and always subscribed to `interaction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Window {
    Watcher,
    Socket,
    Embedded,
    Stranger,
}

/// The windows that come and go.
pub(crate) const WINDOWS: [Window; 3] = [Window::Socket, Window::Embedded, Window::Stranger];

impl Window {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Watcher => APP,
            Self::Socket => "socket",
            Self::Embedded => "embedded",
            Self::Stranger => "stranger",
        }
    }

    pub(crate) fn origin(self) -> Origin {
        match self {
            Self::Watcher | Self::Socket => Origin::None,
            Self::Embedded => Origin::Web(EMBEDDED.into()),
            Self::Stranger => Origin::Web(STRANGER.into()),
        }
    }
}

/// One step of a sequence. `after` is how many milliseconds pass before it without the workspace being told.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Says { after: u64, window: Window, says: Says },
    Happens { after: u64, stimulus: Happening },
    Passes { millis: u64 },
    Opens(Window),
    Closes(Window),
    Reloads(Window),
    Switches { key: &'static str, value: Value },
}

/// What a window says.
#[derive(Clone, Debug)]
pub(crate) enum Says {
    /// A request of the Interaction namespace.
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

/// A request of the Interaction namespace.
#[derive(Clone, Debug)]
pub(crate) enum Asks {
    All,
    One(Id),
    Accept(Id),
    Reject(Id),
    Markdone(Id),
    Set(Id, Pairs),
    Delete(Id, &'static str),
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

/// What happens from outside of the API.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    Rings { case_id: Option<&'static str>, user_data: Pairs },
    Accepts(u64),
    Rejects(u64),
    MarksDone(u64),
    HangsUp(u64),
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

impl Says {
    /// The message. That of `Unsubscribe` depends on the ids that were given out.
    pub(crate) fn to_value(&self) -> Value {
        let request = |method: &str, parameters: Value| {
            json!({
                "request": method, "parameters": parameters, "referenceId": "r",
                "userAgent": "WWE Client", "protocolVersion": 2
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
            Self::NoMessage { reference: true } => json!({ "referenceId": "r", "userAgent": "WWE Client" }),
            Self::NoMessage { reference: false } => json!({ "userAgent": "WWE Client" }),
        }
    }
}

impl Asks {
    fn to_call(&self) -> (&'static str, Value) {
        match self {
            Self::All => ("interaction.getInteractions", json!([])),
            Self::One(id) => ("interaction.getByInteractionId", json!([id.to_value()])),
            Self::Accept(id) => ("interaction.accept", json!([id.to_value()])),
            Self::Reject(id) => ("interaction.reject", json!([id.to_value()])),
            Self::Markdone(id) => ("interaction.markdone", json!([id.to_value()])),
            Self::Set(id, pairs) => ("interaction.setUserData", json!([id.to_value(), object(pairs)])),
            Self::Delete(id, key) => ("interaction.deleteUserData", json!([id.to_value(), key])),
        }
    }
}

impl Happening {
    pub(crate) fn to_value(&self) -> Value {
        let about = |name: &str, id: &u64| json!({ "type": name, "interactionId": id.to_string() });
        match self {
            Self::Rings { case_id, user_data } => {
                let mut call = json!({ "type": "inbound-call", "userData": object(user_data) });
                if let Some(case_id) = case_id {
                    call["caseId"] = json!(case_id);
                }
                call
            }
            Self::Accepts(id) => about("agent-accepts", id),
            Self::Rejects(id) => about("agent-rejects", id),
            Self::MarksDone(id) => about("agent-marks-done", id),
            Self::HangsUp(id) => about("far-end-hangs-up", id),
        }
    }
}

fn object(pairs: &Pairs) -> Value {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect::<Map<_, _>>().into()
}

/// Every step, whatever the state: what is not possible has to be refused. Ids are mostly those given out so far.
pub(crate) fn any_step(last_id: u64) -> BoxedStrategy<Step> {
    let window = prop_oneof![Just(Window::Watcher), select(&WINDOWS[..])];
    let says = (after(), window, any_says(last_id))
        .prop_filter("the watcher stays subscribed", |(_, window, says)| {
            !(*window == Window::Watcher && matches!(says, Says::Unsubscribe { .. }))
        })
        .prop_map(|(after, window, says)| Step::Says { after, window, says });
    let happens =
        (after(), any_happening(last_id)).prop_map(|(after, stimulus)| Step::Happens { after, stimulus });
    let comes_or_goes = prop_oneof![
        select(&WINDOWS[..]).prop_map(Step::Opens),
        select(&WINDOWS[..]).prop_map(Step::Closes),
        select(&WINDOWS[..]).prop_map(Step::Reloads),
    ];
    prop_oneof![
        10 => says,
        8 => happens,
        1 => select(&[1_u64, 499, 500, 19_999, 20_000, 60_000][..]).prop_map(|millis| Step::Passes { millis }),
        1 => comes_or_goes,
        3 => select(switches()).prop_map(|(key, value)| Step::Switches { key, value }),
    ]
    .boxed()
}

fn after() -> impl Strategy<Value = u64> {
    prop_oneof![8 => Just(0), 1 => 1_u64..600, 1 => Just(20_000)]
}

fn any_says(last_id: u64) -> impl Strategy<Value = Says> {
    let names = select(vec![
        Some(vec!["interaction"]),
        Some(vec!["agent", "interaction", "interaction"]),
        Some(vec!["agent"]),
        Some(vec!["interactions", "interaction"]),
        Some(vec![]),
        None,
    ]);
    prop_oneof![
        12 => any_asks(last_id).prop_map(Says::Asks),
        1 => select(vec![Says::Unsupported, Says::Canned, Says::Unknown, Says::Foreign, Says::NoObject]),
        1 => any::<bool>().prop_map(|reference| Says::NoMessage { reference }),
        3 => names.prop_map(|names| Says::Subscribe { names }),
        1 => (0_usize..3).prop_map(|nth| Says::Unsubscribe { nth }),
    ]
}

fn any_asks(last_id: u64) -> impl Strategy<Value = Asks> {
    let id = move || {
        prop_oneof![
            16 => (1..=last_id + 1).prop_map(Id::Number),
            1 => select(vec![Id::Text("01"), Id::Text("call"), Id::Text(""), Id::Wrong]),
        ]
    };
    prop_oneof![
        1 => Just(Asks::All),
        1 => id().prop_map(Asks::One),
        3 => id().prop_map(Asks::Accept),
        1 => id().prop_map(Asks::Reject),
        3 => id().prop_map(Asks::Markdone),
        3 => (id(), any_pairs()).prop_map(|(id, pairs)| Asks::Set(id, pairs)),
        2 => (id(), any_key()).prop_map(|(id, key)| Asks::Delete(id, key)),
    ]
}

fn any_happening(last_id: u64) -> impl Strategy<Value = Happening> {
    let id = 1..=last_id + 1;
    let case_id = option::of(select(&["case-a", "case-b"][..]));
    prop_oneof![
        4 => (case_id, any_pairs()).prop_map(|(case_id, user_data)| Happening::Rings { case_id, user_data }),
        3 => id.clone().prop_map(Happening::Accepts),
        1 => id.clone().prop_map(Happening::Rejects),
        2 => id.clone().prop_map(Happening::MarksDone),
        3 => id.prop_map(Happening::HangsUp),
    ]
}

/// Keys with a common prefix, so that patterns matter.
fn any_key() -> impl Strategy<Value = &'static str> {
    select(&["Open", "OpenToo", "Secret"][..])
}

fn any_pairs() -> impl Strategy<Value = Pairs> {
    vec((any_key(), select(vec![json!("a"), json!(1), json!(null)])), 0..3)
}

/// Each switch of the profile with its values, those without influence on the rules included. The default stands first; it
/// comes as often as all others together, so that much of what is tried goes well.
fn switches() -> Vec<(&'static str, Value)> {
    let rows = [
        ("acceptedOrigins", json!([null, [], ["*"], [STRANGER]])),
        ("originNotAccepted", json!(["silence", "failure"])),
        ("unknownMethod", json!(["failure", "silence"])),
        ("foreignUserAgent", json!(["silence", "answer"])),
        ("voidResult", json!(["absent", "null", "true"])),
        ("subscriptionIdType", json!(["string", "number"])),
        ("unknownEventName", json!(["accept", "failure"])),
        ("unknownSubscription", json!(["failure", "success"])),
        ("frameGreeting", json!(["never", "first-message", "load"])),
        ("lifecycleEvents", json!(["sent", "omitted"])),
        ("markdoneTwice", json!(["success", "failure"])),
        ("firstNameKey", json!(["both", "firstName", "firstNname"])),
        ("inapplicableProperty", json!(["absent", "null"])),
        ("mediaProperty", json!(["present", "absent"])),
        ("firstPreviousState", json!(["absent", "unknown"])),
        ("partiesInclude", json!(["others", "all"])),
        ("newInteractionSelectsCase", json!(["when-none-selected", "always", "never"])),
        ("userDataReadAllowed", json!([["*"], ["Open"], ["Open*"], []])),
        ("userDataWriteAllowed", json!([["*"], ["Open"], ["Open*"], []])),
        ("unwritableKey", json!(["fail-all", "drop-key"])),
        ("userDataKeyPatterns", json!(["whole", "prefix"])),
        ("deleteMissingKey", json!(["success", "failure"])),
        ("ringTimeoutMs", json!([20_000, 500, 0])),
        ("ringTimeoutOutcome", json!(["no-answer", "redirected"])),
        ("releasedUnanswered", json!(["removed", "stays"])),
        ("rejectedRonaCallState", json!(["absent", "redirected"])),
    ];
    let values = |(key, values): (&'static str, Value)| {
        let values = values.as_array().expect("a list").clone();
        let defaults = vec![values[0].clone(); values.len() - 2];
        values.into_iter().chain(defaults).map(move |value| (key, value))
    };
    rows.into_iter().flat_map(values).collect()
}
