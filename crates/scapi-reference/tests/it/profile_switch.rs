//! Every switch of the host profile in each of its values: one thing that an app sees, and what it sees under each value.
//! Complete against `schemas/host-profile.schema.json`: a new switch, or a new value of one, needs a row here.

mod gates;
mod life;
mod shape;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::desk::Desk;

/// A switch, and what tells its values apart.
struct Switch {
    key: &'static str,
    /// What an app, or a driver, sees; of a desktop with one frame that hears `interaction`.
    sees: fn(&mut Desk) -> Value,
    /// The values as JSON, each with what is then seen.
    values: fn() -> Vec<(Value, Value)>,
}

/// Declares the rows: `"key": what is seen => value: seen, …`.
macro_rules! switches {
    ($($key:literal: $sees:expr => { $($value:tt => $seen:tt),+ $(,)? };)+) => {
        &[$($crate::profile_switch::Switch {
            key: $key,
            sees: $sees,
            values: || vec![$((::serde_json::json!($value), ::serde_json::json!($seen)),)+],
        },)+]
    };
}
use switches;

fn all() -> impl Iterator<Item = &'static Switch> {
    [gates::SWITCHES, life::SWITCHES, shape::SWITCHES].into_iter().flatten()
}

/// What is seen under a profile.
fn seen(switch: &Switch, profile: Value) -> Value {
    let mut desk = Desk::hearing_with(profile);
    (switch.sees)(&mut desk)
}

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas/host-profile.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the schema")).expect("JSON")
}

/// The values of a key as the schema lists them; none where it lists none.
fn listed(schema: &Value, key: &str) -> BTreeSet<String> {
    let name = schema["properties"][key]["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
    let Some(name) = name else { return BTreeSet::new() };
    let values = schema["$defs"][name]["oneOf"].as_array().expect("a list of values").iter();
    values.map(|value| value["const"].as_str().expect("a string").to_string()).collect()
}

/// Each value of each switch does what it says.
#[test]
fn every_value_of_every_switch_shows() {
    for switch in all() {
        for (value, expected) in (switch.values)() {
            assert_eq!(seen(switch, json!({ switch.key: value })), expected, "{}: {value}", switch.key);
        }
    }
}

/// A row whose values look alike would show nothing.
#[test]
fn the_values_of_a_switch_can_be_told_apart() {
    for switch in all() {
        let seen: Vec<Value> = (switch.values)().into_iter().map(|(_, seen)| seen).collect();
        assert!(seen.len() > 1, "{}", switch.key);
        for (at, one) in seen.iter().enumerate() {
            assert!(!seen[..at].contains(one), "{}: {one}", switch.key);
        }
    }
}

/// There is a row for every key, and one of its values is the default; a list of values is there in full.
#[test]
fn every_switch_has_a_row_with_all_its_values() {
    let schema = schema();
    let keys: BTreeSet<&str> =
        schema["properties"].as_object().expect("properties").keys().map(String::as_str).collect();
    assert_eq!(all().map(|switch| switch.key).collect::<BTreeSet<_>>(), keys);
    assert_eq!(all().count(), keys.len(), "a key has two rows");
    for switch in all() {
        let values = (switch.values)();
        let default = &schema["properties"][switch.key]["default"];
        assert!(values.iter().any(|(value, _)| value == default), "{}: {default}", switch.key);
        let listed = listed(&schema, switch.key);
        if !listed.is_empty() {
            let tested: BTreeSet<String> =
                values.iter().filter_map(|(value, _)| value.as_str()).map(Into::into).collect();
            assert_eq!(tested, listed, "{}", switch.key);
        }
    }
}

/// What is seen under the default value is what is seen where the switch is not set.
#[test]
fn a_switch_that_is_not_set_has_its_default() {
    let schema = schema();
    for switch in all() {
        let default = &schema["properties"][switch.key]["default"];
        let (_, expected) =
            (switch.values)().into_iter().find(|(value, _)| value == default).expect("a row of the default");
        assert_eq!(seen(switch, json!({})), expected, "{}", switch.key);
    }
}

/// A value that the schema does not list is refused, and so is a key, with what may have been meant.
#[test]
fn what_no_switch_has_is_refused() {
    let profile = scapi_schema::profile::HostProfile::default();
    for switch in all() {
        let refusal = profile.patched(&json!({ switch.key: { "no": ["such", "value"] } }));
        assert!(refusal.expect_err("no such value").to_string().contains(switch.key));
        let misspelt = format!("{}s", switch.key);
        let refusal = profile.patched(&json!({ misspelt: 1 })).expect_err("no such key").to_string();
        assert!(refusal.contains(&format!("did you mean \"{}\"", switch.key)), "{refusal}");
    }
}
