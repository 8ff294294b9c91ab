//! Messages from the host: answers to each method, failures, events, greetings (`envelope/1` and after).
//! Answers carry what the method gives, in each form that a host profile allows.

use alloc::string::String;

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

use super::{
    data::{anything, reference_id},
    event::event,
    interaction::interaction,
};
use crate::{
    envelope::{Failure, FrameGreeting, HostMessage, Response},
    method::METHODS,
    wire::Property,
};

/// Any message from a host.
pub fn host_message() -> BoxedStrategy<HostMessage> {
    prop_oneof![
        3 => response().prop_map(HostMessage::Response),
        1 => failure().prop_map(HostMessage::Failure),
        3 => event().prop_map(HostMessage::Event),
        1 => frame_greeting().prop_map(HostMessage::FrameGreeting),
    ]
    .boxed()
}

/// The answer to a request of the Interaction namespace, or to a subscription, that succeeded.
pub fn response() -> BoxedStrategy<Response> {
    let of_namespace = METHODS.iter().filter(|method| method.namespace() == "interaction");
    let names: alloc::vec::Vec<_> = of_namespace.map(|method| method.name).collect();
    prop_oneof![4 => select(names).prop_flat_map(response_to), 1 => subscribed()].boxed()
}

/// The answer to a request of this name that succeeded. What methods outside of the Interaction namespace give is any JSON.
pub fn response_to(request: &str) -> BoxedStrategy<Response> {
    (reference_id(), data(request))
        .prop_map(|(reference_id, data)| Response { data, ..Response::new(Some(reference_id)) })
        .boxed()
}

fn data(request: &str) -> BoxedStrategy<Property<Value>> {
    match request {
        "interaction.getInteractions" => {
            vec(interaction(), 0..3).prop_map(|list| Property::Present(json!(list))).boxed()
        }
        "interaction.getByInteractionId" => {
            let found = interaction().prop_map(|interaction| Property::Present(json!(interaction)));
            prop_oneof![3 => found, 1 => Just(Property::Null)].boxed()
        }
        "interaction.consult" | "interaction.singleStepTransfer" | "interaction.singleStepConference" => {
            let created = "[1-9][0-9]{0,3}".prop_map(|id: String| Property::Present(json!(id)));
            prop_oneof![3 => Just(Property::Absent), 1 => created].boxed()
        }
        name if name.starts_with("interaction.") => {
            select(&[Property::Absent, Property::Null, Property::Present(Value::Bool(true))][..]).boxed()
        }
        _ => anything()
            .prop_map(|data| if data.is_null() { Property::Null } else { Property::Present(data) })
            .boxed(),
    }
}

/// The answer to a subscription, whose handle is of whatever type (`subscription/4`).
fn subscribed() -> BoxedStrategy<Response> {
    let handle = prop_oneof![
        3 => "sub-[0-9]{1,3}".prop_map(Value::from),
        1 => (1_u32..1_000).prop_map(Value::from),
    ];
    (reference_id(), handle)
        .prop_map(|(reference_id, handle)| Response {
            subscription_id: handle.into(),
            ..Response::new(Some(reference_id))
        })
        .boxed()
}

/// The answer to a request that failed.
pub fn failure() -> BoxedStrategy<Failure> {
    (reference_id(), "[ -~]{0,31}[!-~]").prop_map(|(id, text)| Failure::new(Some(id), text)).boxed()
}

/// The message that names a frame.
pub fn frame_greeting() -> BoxedStrategy<FrameGreeting> {
    let name =
        prop_oneof![3 => "f-[0-9]{1,3}".prop_map(Value::from), 1 => any::<u16>().prop_map(Value::from)];
    name.prop_map(FrameGreeting::new).boxed()
}
