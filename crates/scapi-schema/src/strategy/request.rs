//! Messages from the app: requests of each method with every form of its parameters, subscriptions (`app/1` and after).
//! Optional parameters are there, null, or missing at the end (`envelope/17`); without any, `parameters` may be absent.

use alloc::{string::String, vec::Vec};

use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};

use super::{
    data::{anything, extensions, extra, reference_id, user_data},
    interaction::uuid,
    person::{extension_number, maybe, phone_number},
};
use crate::{
    envelope::{
        AppMessage, CLIENT_USER_AGENT, PROTOCOL_VERSION, Request, Subscribe, SubscribeData, Unsubscribe,
    },
    event::EVENTS,
    interaction::{ConsultTarget, ConsultTargetQuery, Query, Target, TargetQuery, TargetType},
    method::METHODS,
    wire::{Extra, Property},
};

/// Any message from an app: requests mostly.
pub fn app_message() -> BoxedStrategy<AppMessage> {
    prop_oneof![
        6 => request().prop_map(AppMessage::Request),
        2 => subscribe().prop_map(AppMessage::Subscribe),
        1 => unsubscribe().prop_map(AppMessage::Unsubscribe),
    ]
    .boxed()
}

/// A request of any method of the Interaction namespace.
pub fn request() -> BoxedStrategy<Request> {
    let of_namespace = METHODS.iter().filter(|method| method.namespace() == "interaction");
    let names: Vec<_> = of_namespace.map(|method| method.name).collect();
    select(names).prop_flat_map(request_of).boxed()
}

/// A request of this name, with the parameters that [`parameters_of`] gives.
pub fn request_of(name: &str) -> BoxedStrategy<Request> {
    let name = String::from(name);
    (parameters_of(&name), tail(), any::<bool>())
        .prop_map(move |(parameters, tail, client)| Request {
            request: name.clone(),
            // The client leaves an empty list out; messages made by hand have it.
            parameters: if parameters.is_empty() && client { Property::Absent } else { parameters.into() },
            reference_id: tail.reference_id.into(),
            user_agent: Property::Present(CLIENT_USER_AGENT.into()),
            protocol_version: Property::Present(PROTOCOL_VERSION.into()),
            frame_id: tail.frame_id,
            extra: tail.extra,
        })
        .boxed()
}

/// The positional parameters of the method of this name, in one of their forms: optional ones are there, null, or
/// missing at the end. Those of methods outside of the Interaction namespace are any JSON.
pub fn parameters_of(name: &str) -> BoxedStrategy<Vec<Value>> {
    let id = || string("[1-9][0-9]{0,3}");
    match name {
        "interaction.getInteractions" => Just(Vec::new()).boxed(),
        "interaction.selectCaseByCaseId" => positional([uuid().prop_map(Value::from).boxed()], []),
        "interaction.setUserData" => positional([id(), user_data().prop_map(Value::Object).boxed()], []),
        "interaction.deleteUserData" | "interaction.blockMarkdone" => {
            positional([id(), string("[ -~]{1,24}")], [])
        }
        "interaction.consult" => handed_over(consult_target_query().prop_map(|query| json!(query)).boxed()),
        "interaction.singleStepTransfer" | "interaction.singleStepConference" => {
            handed_over(target_query().prop_map(|query| json!(query)).boxed())
        }
        name if name.starts_with("interaction.") => positional([id()], []),
        _ => vec(anything(), 0..4).boxed(),
    }
}

fn handed_over(target: BoxedStrategy<Value>) -> BoxedStrategy<Vec<Value>> {
    positional([string("[1-9][0-9]{0,3}"), target], [or_null(user_data()), or_null(extensions())])
}

fn string(pattern: &'static str) -> BoxedStrategy<Value> {
    pattern.prop_map(Value::from).boxed()
}

/// The required parameters and as many of the optional ones as an app happens to give.
fn positional<const N: usize, const M: usize>(
    required: [BoxedStrategy<Value>; N],
    optional: [BoxedStrategy<Value>; M],
) -> BoxedStrategy<Vec<Value>> {
    let slots: Vec<_> = required.into_iter().chain(optional).collect();
    (slots, N..=N + M)
        .prop_map(|(mut values, length)| {
            values.truncate(length);
            values
        })
        .boxed()
}

fn or_null(pairs: BoxedStrategy<crate::UserData>) -> BoxedStrategy<Value> {
    prop_oneof![3 => pairs.prop_map(Value::Object), 1 => Just(Value::Null)].boxed()
}

/// A target of a single-step method: a number, or an object with a type.
pub fn target_query() -> BoxedStrategy<TargetQuery> {
    let target = (typed_destination(), extra()).prop_map(|((target_type, destination), extra)| Target {
        target_type,
        destination,
        extra,
    });
    prop_oneof![1 => number().prop_map(Query::Destination), 2 => target.prop_map(Query::Object)].boxed()
}

/// A target of `consult`: a number, or an object with its type under `target`, under `type`, or the same under both.
pub fn consult_target_query() -> BoxedStrategy<ConsultTargetQuery> {
    let media = maybe(select(&["voice", "chat", "email"][..]).prop_map(String::from).boxed());
    let target = (typed_destination(), 0..3_u8, media, extra()).prop_map(
        |((target_type, destination), key, media, extra)| {
            let under = |keys: [u8; 2]| {
                if keys.contains(&key) { target_type.clone().into() } else { Property::Absent }
            };
            ConsultTarget { target: under([0, 1]), target_type: under([0, 2]), destination, media, extra }
        },
    );
    prop_oneof![1 => number().prop_map(Query::Destination), 2 => target.prop_map(Query::Object)].boxed()
}

fn number() -> BoxedStrategy<String> {
    prop_oneof![phone_number(), extension_number()].boxed()
}

/// A type of target with a destination that it can have (`type.targetQuery/4` to `type.targetQuery/9`).
fn typed_destination() -> BoxedStrategy<(TargetType, String)> {
    select(TargetType::KNOWN)
        .prop_flat_map(|target_type| {
            let destination = match target_type {
                TargetType::CustomContact => number(),
                TargetType::Agent => "[A-Z][A-Za-z]{2,9}".boxed(),
                _ => "[A-Z][A-Za-z0-9 _]{2,15}".boxed(),
            };
            (Just(target_type), destination)
        })
        .boxed()
}

/// A wish to hear one name or several, known ones and channels of the messenger.
pub fn subscribe() -> BoxedStrategy<Subscribe> {
    let known: Vec<_> = EVENTS.iter().map(|event| event.name).collect();
    let name = prop_oneof![4 => select(known).prop_map(String::from), 1 => "messenger:[a-z]{1,8}"].boxed();
    let data = prop_oneof![
        name.clone().prop_map(SubscribeData::Name),
        vec(name, 1..4).prop_map(SubscribeData::Names)
    ];
    (data, tail())
        .prop_map(|(data, tail)| Subscribe {
            event: "subscribe".into(),
            data,
            reference_id: tail.reference_id.into(),
            user_agent: Property::Present(CLIENT_USER_AGENT.into()),
            protocol_version: Property::Present(PROTOCOL_VERSION.into()),
            frame_id: tail.frame_id,
            extra: tail.extra,
        })
        .boxed()
}

/// The end of a subscription, by a handle of whatever type or by none.
pub fn unsubscribe() -> BoxedStrategy<Unsubscribe> {
    let handle = prop_oneof![
        4 => "sub-[0-9]{1,3}".prop_map(|handle| Property::Present(Value::from(handle))),
        1 => (1_u32..1_000).prop_map(|handle| Property::Present(Value::from(handle))),
        1 => Just(Property::Absent),
    ];
    (handle, tail())
        .prop_map(|(data, tail)| Unsubscribe {
            event: "unsubscribe".into(),
            data,
            reference_id: tail.reference_id.into(),
            user_agent: Property::Present(CLIENT_USER_AGENT.into()),
            protocol_version: Property::Present(PROTOCOL_VERSION.into()),
            frame_id: tail.frame_id,
            extra: tail.extra,
        })
        .boxed()
}

/// What every message of an app ends with.
#[derive(Clone, Debug)]
struct Tail {
    reference_id: Value,
    frame_id: Property<Value>,
    extra: Extra,
}

fn tail() -> impl Strategy<Value = Tail> {
    (reference_id(), option::weighted(0.2, "f-[0-9]{1,3}"), extra()).prop_map(
        |(reference_id, frame_id, extra)| {
            let frame_id = frame_id.map_or(Property::Absent, |id| Property::Present(Value::from(id)));
            Tail { reference_id, frame_id, extra }
        },
    )
}
