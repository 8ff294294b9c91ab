//! Who takes part: parties, contacts, the agent, and their numbers.
//! `type.party/1`, `type.contact/1`, `type.agent/1`.

use alloc::{format, string::String};

use proptest::prelude::*;

use super::data::extra;
use crate::{
    agent::Agent,
    interaction::{Contact, Party},
    wire::Property,
};

/// A party; what a host adds is there at times.
pub fn party() -> BoxedStrategy<Party> {
    (full_name(), extra()).prop_map(|(name, extra)| Party { name, extra }).boxed()
}

/// A contact, with the first name under either spelling or both (`type.contact/4`); each part may be absent or null.
pub fn contact() -> BoxedStrategy<Contact> {
    (maybe(full_name()), maybe(name()), 0..3_u8, maybe(name()), extra())
        .prop_map(|(display_name, first, spelling, last_name, extra)| {
            let under =
                |keys: [u8; 2]| if keys.contains(&spelling) { first.clone() } else { Property::Absent };
            Contact { display_name, first_name: under([0, 1]), first_nname: under([0, 2]), last_name, extra }
        })
        .boxed()
}

/// An agent.
pub fn agent() -> BoxedStrategy<Agent> {
    (name(), name(), extra())
        .prop_map(|(firstname, lastname, extra)| Agent {
            employee_id: format!("{firstname}{lastname}"),
            username: format!("{firstname}.{lastname}"),
            firstname,
            lastname,
            roles: Property::Absent,
            extra,
        })
        .boxed()
}

/// A telephone number in international form.
pub fn phone_number() -> BoxedStrategy<String> {
    "\\+[1-9][0-9]{6,13}".boxed()
}

/// A number inside of the site.
pub(super) fn extension_number() -> BoxedStrategy<String> {
    "[1-9][0-9]{3}".boxed()
}

pub(super) fn full_name() -> BoxedStrategy<String> {
    (name(), name()).prop_map(|(first, last)| format!("{first} {last}")).boxed()
}

fn name() -> BoxedStrategy<String> {
    prop_oneof![4 => "[A-Z][a-z]{1,9}", 1 => "\\p{Lu}[\\p{Ll}'-]{1,9}"].boxed()
}

/// A property that is there, null or absent.
pub(super) fn maybe<T: Clone + core::fmt::Debug + 'static>(
    value: BoxedStrategy<T>,
) -> BoxedStrategy<Property<T>> {
    prop_oneof![6 => value.prop_map(Property::Present), 1 => Just(Property::Null), 2 => Just(Property::Absent)].boxed()
}
