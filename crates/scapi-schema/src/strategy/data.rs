//! Key/value pairs: user data, extensions, and fields that the documentation does not list.
//! `type.userData/1`, `type.extensions/1`, `type.interaction/39`.

use alloc::string::String;

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value, json};

use crate::{UserData, wire::Extra};

/// Keys of user data that are seen in the wild.
const KEYS: &[&str] = &[
    "IW_CaseUid",
    "IW_BundleUid",
    "IW_CallType",
    "GSIP_RECORD",
    "DispositionCode",
    "Segment",
    "Priority",
    "CallType",
    "Mailbox",
    "Subject",
    "postId",
];

/// User data: some of the keys that are seen in the wild and some of a site's own, with strings and numbers for values.
pub fn user_data() -> BoxedStrategy<UserData> {
    let key = prop_oneof![2 => select(KEYS).prop_map(String::from), 1 => "[A-Za-z][A-Za-z0-9_ .é-]{0,11}"];
    vec((key, plain()), 0..5).prop_map(|pairs| pairs.into_iter().collect()).boxed()
}

/// Extensions for the telephony server.
pub fn extensions() -> BoxedStrategy<UserData> {
    vec(("[A-Z][A-Za-z-]{0,11}", plain()), 0..3).prop_map(|pairs| pairs.into_iter().collect()).boxed()
}

/// Fields that no documentation lists, mostly none. Their names begin with `x`, as no name of the contract does.
pub fn extra() -> BoxedStrategy<Extra> {
    let fields = vec(("x[A-Z][a-z]{0,7}", anything()), 1..3).prop_map(|pairs| pairs.into_iter().collect());
    prop_oneof![3 => Just(Extra::new()), 1 => fields].boxed()
}

/// A `referenceId`: mostly what the client makes, else what a caller of `sendMessage` may choose (`envelope/25`).
pub fn reference_id() -> BoxedStrategy<Value> {
    prop_oneof![
        6 => (0_u32..10_000).prop_map(|id| Value::String(alloc::format!("{id}"))),
        1 => "[a-z]{1,6}-[0-9]{1,4}".prop_map(Value::from),
        1 => (1_u32..10_000).prop_map(Value::from),
        1 => (1_u32..10_000).prop_map(|id| json!({ "id": id })),
    ]
    .boxed()
}

/// A string or a number, the values that are seen in user data (`type.userData/2`).
fn plain() -> BoxedStrategy<Value> {
    prop_oneof![
        3 => "[ -~]{0,16}".prop_map(Value::from),
        1 => "\\PC{0,8}".prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        1 => quarters(),
    ]
    .boxed()
}

/// Numbers with a fraction that text keeps exactly.
fn quarters() -> impl Strategy<Value = Value> {
    (-4_000_i32..4_000).prop_map(|quarters| Value::from(f64::from(quarters) / 4.0))
}

/// Any JSON; two levels are enough to show that what is inside is kept.
pub(super) fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), plain()];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::Array),
            vec(("[a-zA-Z]{0,6}", inner), 0..3)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
    .boxed()
}
