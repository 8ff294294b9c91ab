//! Each switch of the host profile in each of its values, by a case that tests a clause which the switch decides.

use scapi_conformance::case::Case;
use scapi_schema::clause::Catalogue;
use scapi_schema::profile::HostProfile;
use serde_json::{Map, Value, json};

use super::{Grid, suite};

/// The documented options, which are no switches of a clause: the area of the clauses about them, and what they can say.
fn options() -> Vec<(&'static str, &'static str, Vec<Setting>)> {
    let (is, like) = (Setting::Is, Setting::Other);
    let lists = |some: &'static str| vec![is(json!(["*"])), is(json!([])), like(some)];
    vec![
        ("acceptedOrigins", "gate.", vec![is(json!(["*"])), is(json!([])), like("a list")]),
        ("rateLimit", "gate.rateLimit", vec![is(json!(0)), like("a number")]),
        ("rateLimitPerService", "gate.rateLimit", vec![is(json!({})), like("a table")]),
        ("rateLimitQuarantineDelay", "gate.rateLimit", vec![is(json!(30)), is(json!(0)), like("a number")]),
        ("userDataReadAllowed", "gate.userData", lists("a list")),
        ("userDataWriteAllowed", "gate.userData", lists("a list")),
    ]
}

/// Values beyond the default of switches whose values cannot be listed.
fn open_values(key: &str) -> Vec<Setting> {
    match key {
        "blockMarkdoneTimeoutMs" | "ringTimeoutMs" => vec![Setting::Is(json!(0)), Setting::Other("a number")],
        _ => vec![Setting::Other("another")],
    }
}

/// A value that a switch can have.
#[derive(Clone, Debug)]
enum Setting {
    Is(Value),
    /// Any value but those that are listed.
    Other(&'static str),
}

/// One switch, and what tests it.
#[derive(Debug)]
struct Switch {
    key: String,
    default: Value,
    settings: Vec<Setting>,
    /// Ids of clauses, or what they begin with.
    clauses: Vec<String>,
}

impl Switch {
    fn cell(&self, setting: &Setting) -> String {
        match setting {
            Setting::Is(value) => format!("{} = {value}", self.key),
            Setting::Other(what) => format!("{} = {what}", self.key),
        }
    }

    fn is_tested_by(&self, case: &Case) -> bool {
        case.tested_clauses().iter().any(|clause| self.clauses.iter().any(|id| is_of(clause, id)))
    }

    /// The setting that a case puts the switch to.
    fn setting(&self, case: &Case) -> Option<&Setting> {
        let value = case.profile.get(&self.key).unwrap_or(&self.default);
        let is = |setting: &&Setting| matches!(setting, Setting::Is(it) if it == value);
        let other = |setting: &&Setting| matches!(setting, Setting::Other(_));
        self.settings.iter().find(is).or_else(|| self.settings.iter().find(other))
    }
}

/// A clause itself, or, where a prefix is meant, one of the area.
fn is_of(clause: &str, id: &str) -> bool {
    if id.contains('/') { clause == id } else { clause.starts_with(id) }
}

/// Every key of the profile, as a switch.
fn switches() -> Vec<Switch> {
    let Ok(Value::Object(defaults)) = serde_json::to_value(HostProfile::default()) else {
        panic!("a profile is an object")
    };
    defaults.into_iter().map(|(key, default)| switch(key, default)).collect()
}

fn switch(key: String, default: Value) -> Switch {
    if let Some((_, area, settings)) = options().into_iter().find(|(name, ..)| *name == key) {
        return Switch { key, default, settings, clauses: vec![area.to_owned()] };
    }
    let catalogue = Catalogue::bundled();
    let deciding: Vec<_> = catalogue
        .clauses
        .iter()
        .filter(|clause| clause.profile.as_ref().is_some_and(|switch| switch.key == key))
        .collect();
    let listed = deciding.iter().filter_map(|clause| clause.profile.as_ref()).flat_map(|it| &it.values);
    let mut settings: Vec<Setting> = Vec::new();
    for value in listed {
        if !settings.iter().any(|known| matches!(known, Setting::Is(it) if it == value)) {
            settings.push(Setting::Is(value.clone()));
        }
    }
    if settings.is_empty() {
        settings = std::iter::once(Setting::Is(default.clone())).chain(open_values(&key)).collect();
    }
    Switch { key, default, settings, clauses: deciding.iter().map(|clause| clause.id.clone()).collect() }
}

#[test]
fn each_switch_of_the_profile_is_tested_in_each_of_its_values() {
    let (switches, suite) = (switches(), suite());
    let idle: Vec<_> = switches.iter().filter(|it| it.clauses.is_empty()).map(|it| &it.key).collect();
    assert_eq!(idle, Vec::<&String>::new(), "no clause says what these decide");
    let mut grid = Grid::of(
        switches.iter().flat_map(|switch| switch.settings.iter().map(|setting| switch.cell(setting))),
    );
    for switch in &switches {
        for case in suite.iter().filter(|case| switch.is_tested_by(case)) {
            if let Some(setting) = switch.setting(case) {
                grid.fill(&switch.cell(setting), case);
            }
        }
    }
    grid.assert_full("switches of the profile");
}

#[test]
fn every_profile_of_a_case_is_one_that_the_contract_knows() {
    let default = HostProfile::default();
    for case in suite() {
        let patch: Map<String, Value> = case.profile.clone();
        let patched = default.patched(&Value::Object(patch));
        assert!(patched.is_ok(), "{}: {}", case.id, patched.expect_err("a fault"));
    }
}
