//! Stimuli of each type, with all their fields or with the defaults of some.
//! Those about an interaction or a case name it as [`interaction`](super::interaction()) would.

use alloc::{string::String, vec::Vec};

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value, json};

use super::{
    data::user_data,
    interaction::uuid,
    person::{contact, extension_number, full_name, phone_number},
    request::{consult_target_query, target_query},
};
use crate::stimulus::{PreviewMode, Stimulus};

/// A field of a stimulus: its name, how often it is there, and its value.
type Field = (&'static str, Presence, BoxedStrategy<Value>);

#[derive(Clone, Copy, Debug)]
enum Presence {
    Required,
    Optional,
}

/// A stimulus of any type.
pub fn stimulus() -> BoxedStrategy<Stimulus> {
    select(Stimulus::NAMES).prop_flat_map(stimulus_of).boxed()
}

/// A stimulus of this type.
///
/// # Panics
/// There is no such type: [`Stimulus::NAMES`] has them all.
pub fn stimulus_of(name: &str) -> BoxedStrategy<Stimulus> {
    assert!(Stimulus::NAMES.contains(&name), "there is no stimulus {name}");
    let name = String::from(name);
    object(fields(&name))
        .prop_map(move |mut fields| {
            fields.insert("type".into(), name.clone().into());
            match Stimulus::from_value(Value::Object(fields)) {
                Ok(stimulus) => stimulus,
                Err(fault) => unreachable!("the strategy of {name} makes one that is refused: {fault}"),
            }
        })
        .boxed()
}

/// The fields, those that are optional not always.
fn object(fields: Vec<Field>) -> impl Strategy<Value = Map<String, Value>> {
    let given: Vec<_> = fields
        .into_iter()
        .map(|(name, presence, value)| {
            let is_there = match presence {
                Presence::Required => Just(true).boxed(),
                Presence::Optional => any::<bool>().boxed(),
            };
            (Just(name), is_there, value)
        })
        .collect();
    given.prop_map(|fields| {
        let there = fields.into_iter().filter(|(_, is_there, _)| *is_there);
        there.map(|(name, _, value)| (name.into(), value)).collect()
    })
}

fn fields(name: &str) -> Vec<Field> {
    match name {
        "inbound-call" => arrival([optional("ani", phone_number()), optional("dnis", extension_number())]),
        "internal-call" => arrival([
            optional("from", full_name()),
            optional("ani", extension_number()),
            optional("dnis", extension_number()),
        ]),
        "inbound-chat" => arrival([optional("nickname", full_name())]),
        "inbound-email" => arrival([optional("from", address()), optional("subject", text())]),
        "inbound-workitem" => arrival([optional("media", medium())]),
        "preview-record" => arrival([
            ("mode", Presence::Optional, select(PreviewMode::KNOWN).prop_map(|mode| json!(mode)).boxed()),
            optional("campaign", text()),
            optional("phone", phone_number()),
        ]),
        "conference-invite" => arrival([optional("media", medium()), optional("from", full_name())]),
        "agent-dials" => [required("destination", phone_number()), attached()].into(),
        "agent-creates-email" => [required("destination", address()), attached()].into(),
        "agent-pulls" => [optional("media", medium()), attached()].into(),
        "agent-selects-case" | "agent-expands-case" | "agent-collapses-case" => {
            [required("caseId", uuid())].into()
        }
        name => on_interaction(name),
    }
}

fn on_interaction(name: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = [required("interactionId", "[1-9][0-9]{0,3}".boxed())].into();
    match name {
        "party-joins" | "party-leaves" => fields.push(required("name", full_name())),
        "chat-line" => fields.extend([required("text", text()), optional("from", full_name())]),
        "user-data-changed" => fields.extend([
            ("set", Presence::Optional, user_data().prop_map(Value::Object).boxed()),
            ("delete", Presence::Optional, vec("[A-Za-z]{1,8}", 0..3).prop_map(|keys| json!(keys)).boxed()),
        ]),
        "agent-consults" => {
            let target = consult_target_query().prop_map(|target| json!(target)).boxed();
            fields.extend([("target", Presence::Required, target), attached()]);
        }
        "agent-transfers" | "agent-conferences" => {
            let target = target_query().prop_map(|target| json!(target)).boxed();
            fields.extend([("target", Presence::Optional, target), attached()]);
        }
        "agent-calls-preview" => {
            fields.push(("recordHandle", Presence::Optional, any::<u32>().prop_map(Value::from).boxed()));
        }
        _ => {}
    }
    fields
}

/// What every arrival takes besides its own fields.
fn arrival<const N: usize>(own: [Field; N]) -> Vec<Field> {
    let contact = contact().prop_map(|contact| json!(contact)).boxed();
    let shared = [attached(), ("contact", Presence::Optional, contact), optional("caseId", uuid())];
    own.into_iter().chain(shared).collect()
}

fn attached() -> Field {
    ("userData", Presence::Optional, user_data().prop_map(Value::Object).boxed())
}

fn required(name: &'static str, value: BoxedStrategy<String>) -> Field {
    (name, Presence::Required, value.prop_map(Value::from).boxed())
}

fn optional(name: &'static str, value: BoxedStrategy<String>) -> Field {
    (name, Presence::Optional, value.prop_map(Value::from).boxed())
}

fn text() -> BoxedStrategy<String> {
    "[ -~]{1,24}".boxed()
}

fn address() -> BoxedStrategy<String> {
    "[a-z]{1,8}@example\\.(com|org)".boxed()
}

fn medium() -> BoxedStrategy<String> {
    "(workitem|chat|email|instagram)".boxed()
}
