//! The catalogue of clauses and the map of names: whole, unique, and pointing at each other.
//! `schemas/clauses.json`, `schemas/names.json`.

use std::collections::BTreeSet;

use scapi_schema::clause::{Bound, Catalogue, Level, Provenance};
use serde_json::Value;

use crate::{faults, schema_file};

#[test]
fn the_catalogue_is_valid_against_its_schema() {
    assert_eq!(
        faults(&schema_file("clauses.schema.json"), &schema_file("clauses.json")),
        Vec::<String>::new()
    );
}

#[test]
fn the_bundled_catalogue_is_the_file() {
    let bundled = serde_json::to_value(Catalogue::bundled()).expect("JSON");
    assert_eq!(bundled, schema_file("clauses.json"));
}

#[test]
fn every_clause_has_an_id_of_its_own_that_begins_with_its_area() {
    let catalogue = Catalogue::bundled();
    let mut ids = BTreeSet::new();
    assert!(!catalogue.clauses.is_empty());
    for clause in &catalogue.clauses {
        assert!(ids.insert(&clause.id), "{} is the id of two clauses", clause.id);
        let (area, number) = clause.id.rsplit_once('/').expect("area/number");
        assert_eq!(area, clause.area, "{}", clause.id);
        assert!(number.parse::<u32>().is_ok_and(|number| number > 0), "{}", clause.id);
    }
}

#[test]
fn the_numbers_of_an_area_have_no_gap() {
    let catalogue = Catalogue::bundled();
    let areas: BTreeSet<&str> = catalogue.clauses.iter().map(|clause| clause.area.as_str()).collect();
    for area in areas {
        let of_area = catalogue.clauses.iter().filter(|clause| clause.area == area).count();
        let last = format!("{area}/{of_area}");
        assert!(catalogue.find(&last).is_some(), "{area} has {of_area} clauses, but no {last}");
    }
}

#[test]
fn a_requirement_is_a_sentence_with_a_source() {
    for clause in Catalogue::bundled().clauses {
        assert!(clause.requirement.ends_with('.'), "{}: {}", clause.id, clause.requirement);
        assert!(!clause.source.is_empty(), "{} has no source", clause.id);
    }
}

/// An assumption that hosts may differ on is a switch; another one says why it is none.
#[test]
fn an_assumed_clause_has_a_switch_or_says_why_not() {
    for clause in Catalogue::bundled().clauses {
        if clause.provenance == Provenance::Assumed && clause.bound == Bound::Host {
            assert!(clause.profile.is_some() != clause.why.is_some(), "{}", clause.id);
        }
    }
}

#[test]
fn the_default_of_a_switch_is_one_of_its_values() {
    for clause in Catalogue::bundled().clauses {
        let Some(switch) = clause.profile else { continue };
        assert!(switch.values.is_empty() || switch.values.contains(&switch.default), "{}", clause.id);
        assert_eq!(
            clause.level,
            Level::Must,
            "{}: a switch is set to one value, so that the clause binds",
            clause.id
        );
    }
}

#[test]
fn every_clause_that_a_name_points_to_exists() {
    let catalogue = Catalogue::bundled();
    let cited = strings(&schema_file("names.json"));
    assert!(cited.len() > 100, "only {} citations", cited.len());
    for id in cited {
        assert!(catalogue.find(&id).is_some(), "names.json cites {id}, which is no clause");
    }
}

/// The page of the namespace has 15 methods, 21 properties of an Interaction, one of a Party and three of a Contact.
#[test]
fn the_map_of_names_has_what_the_page_has() {
    let names = schema_file("names.json");
    let count = |part: &str, prefix: &str| {
        let keys = names[part].as_object().expect("an object").keys();
        keys.filter(|name| name.starts_with(prefix)).count()
    };
    assert_eq!(count("methods", ""), 15);
    assert_eq!(count("properties", "Interaction."), 21);
    assert_eq!(count("properties", "Party."), 1);
    assert_eq!(count("properties", "Contact."), 3);
    assert_eq!(count("enumValues", "Interaction.state."), 30);
    assert_eq!(count("enumValues", "targetQuery.type."), 6);
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}
