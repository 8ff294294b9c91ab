//! Each method with each form of each parameter, with success.

use scapi_schema::interaction::TargetType;
use scapi_schema::method::{ParameterInfo, Shape};
use scapi_schema::parameter::Presence;
use serde_json::Value;

use super::call::{self, Call, Outcome};
use super::{Grid, suite};

/// The forms in which a parameter can be given.
fn forms(parameter: &ParameterInfo) -> Vec<String> {
    let own = match parameter.shape {
        Shape::Text => vec!["string".to_owned()],
        Shape::KeyValues => vec!["object".to_owned()],
        Shape::Document("target-query") => targets(&["type"]),
        Shape::Document(_) => targets(&["type", "target", "media"]),
        _ => ["string", "number", "boolean", "array", "object"].map(str::to_owned).to_vec(),
    };
    let none = match parameter.presence {
        Presence::Required => [].as_slice(),
        Presence::Optional => &["left out", "null", "empty object"],
    };
    own.into_iter().chain(none.iter().map(|form| (*form).to_owned())).collect()
}

/// A destination alone, or an object with each type under each key that can hold it.
fn targets(keys: &[&str]) -> Vec<String> {
    let mut forms = vec!["string".to_owned()];
    for key in keys {
        match *key {
            "media" => forms.push("object with media".to_owned()),
            key => forms.extend(TargetType::KNOWN.iter().map(|kind| format!("{key} {}", kind.as_str()))),
        }
    }
    forms
}

/// The forms of the parameters of a method that has none.
const WHOLE: &[&str] = &["left out", "null", "empty"];

fn cells() -> impl Iterator<Item = String> {
    call::methods().flat_map(|method| {
        let whole = WHOLE.iter().filter(|_| method.parameters.is_empty());
        let whole = whole.map(|form| format!("{}: parameters {form}", method.name));
        let each = method.parameters.iter().flat_map(|parameter| {
            forms(parameter).into_iter().map(|form| format!("{}: {} {form}", method.name, parameter.name))
        });
        whole.chain(each).collect::<Vec<_>>()
    })
}

/// The cells that a call with success fills.
fn filled(call: &Call<'_>) -> Vec<String> {
    let name = call.method.name;
    if call.method.parameters.is_empty() {
        let form = match call.parameters {
            None => "left out",
            Some(Value::Null) => "null",
            Some(Value::Array(items)) if items.is_empty() => "empty",
            Some(_) => "else",
        };
        return vec![format!("{name}: parameters {form}")];
    }
    let parameters = call.method.parameters.iter().enumerate();
    parameters
        .flat_map(|(index, parameter)| {
            let forms = forms_of(call.argument(index), parameter.shape);
            forms.into_iter().map(|form| format!("{name}: {} {form}", parameter.name))
        })
        .collect()
}

fn forms_of(argument: Option<&Value>, shape: Shape) -> Vec<String> {
    match (argument, shape) {
        (None, _) => vec!["left out".to_owned()],
        (Some(Value::Object(object)), Shape::KeyValues) if object.is_empty() => {
            vec!["empty object".to_owned()]
        }
        (Some(Value::Object(target)), Shape::Document(_)) => {
            let typed = ["type", "target"]
                .into_iter()
                .filter_map(|key| Some(format!("{key} {}", target.get(key)?.as_str()?)));
            let media = target.contains_key("media").then(|| "object with media".to_owned());
            typed.chain(media).collect()
        }
        (Some(value), _) => vec![call::kind(value).to_owned()],
    }
}

#[test]
fn each_method_succeeds_with_each_form_of_each_parameter() {
    let mut grid = Grid::of(cells());
    for case in suite() {
        call::each(&case, |call| {
            if call.outcome() == Outcome::Success {
                filled(call).iter().for_each(|cell| grid.fill(cell, &case));
            }
        });
    }
    grid.assert_full("methods by the forms of their parameters");
}
