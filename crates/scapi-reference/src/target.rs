//! Targets: to whom an interaction goes, or who is asked about it (`type.targetQuery/1` and after).
//! A text that names nobody, or a type that nobody knows, is refused with what would be right.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use scapi_schema::{
    interaction::{ConsultTarget, ConsultTargetQuery, TargetQuery, TargetType},
    profile::ConsultTargetKey,
    suggest,
};

/// What is wrong with a target (`type.targetQuery/11`).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TargetFault(String);

/// Whom a single-step operation goes to.
pub(crate) fn of_single_step(query: TargetQuery) -> Result<String, TargetFault> {
    match query {
        TargetQuery::Destination(destination) => named(destination),
        TargetQuery::Object(target) => {
            known("type", &target.target_type)?;
            named(target.destination)
        }
    }
}

/// Who is asked, and by which medium if one is named.
pub(crate) fn of_consultation(
    query: ConsultTargetQuery,
    key: ConsultTargetKey,
) -> Result<(String, Option<String>), TargetFault> {
    match query {
        ConsultTargetQuery::Destination(destination) => Ok((named(destination)?, None)),
        ConsultTargetQuery::Object(target) => {
            let (name, target_type) = type_of(&target, key)?;
            known(name, target_type)?;
            Ok((named(target.destination)?, medium(target.media.into_value())?))
        }
    }
}

/// The type, under the keys that the profile names (`interaction.consult/3`).
fn type_of(
    target: &ConsultTarget,
    key: ConsultTargetKey,
) -> Result<(&'static str, &TargetType), TargetFault> {
    let documented = ("target", target.target.value());
    let single_step = ("type", target.target_type.value());
    let (name, found) = match key {
        ConsultTargetKey::Target => documented,
        ConsultTargetKey::Type => single_step,
        ConsultTargetKey::Both => {
            if let (Some(first), Some(second)) = (documented.1, single_step.1)
                && first != second
            {
                let fault = format!("the target has the target {first} and the type {second}, which differ");
                return Err(TargetFault(fault));
            }
            if documented.1.is_some() { documented } else { single_step }
        }
    };
    let missing = || TargetFault(format!("the target has no {name}; it is {}", types()));
    found.map(|found| (name, found)).ok_or_else(missing)
}

fn known(name: &str, target_type: &TargetType) -> Result<(), TargetFault> {
    if target_type.is_known() {
        return Ok(());
    }
    let nearest = suggest::nearest(target_type.as_str(), TargetType::KNOWN.iter().map(TargetType::as_str));
    let hint = nearest.map(|nearest| format!("; did you mean \"{nearest}\"?")).unwrap_or_default();
    let fault = format!("the {name} of a target is {}, got \"{target_type}\"{hint}", types());
    Err(TargetFault(fault))
}

fn named(destination: String) -> Result<String, TargetFault> {
    if destination.is_empty() {
        let fault = "the destination of a target is a name or a number, got an empty string".to_string();
        return Err(TargetFault(fault));
    }
    Ok(destination)
}

/// The medium, if one is named.
fn medium(media: Option<String>) -> Result<Option<String>, TargetFault> {
    if media.as_deref() == Some("") {
        let fault = "the media of a target is a medium such as voice, got an empty string".to_string();
        return Err(TargetFault(fault));
    }
    Ok(media)
}

fn types() -> String {
    let names: Vec<&str> = TargetType::KNOWN.iter().map(TargetType::as_str).collect();
    names.join(", ")
}
