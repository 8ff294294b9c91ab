//! Namespaces, events and records in TypeScript, from the tables of methods and events.

use alloc::{format, string::String, vec::Vec};

use super::{schema::exported, text::Text};
use crate::{
    event::{EVENTS, MESSENGER_PREFIX},
    generate::title,
    method::{
        Answer, DIALOG_OPTIONS, JWT_TOKEN, MEDIA, METHODS, MethodInfo, OUTBOUND_EVENT, ParameterInfo, Record,
        STATE, Shape, TOAST, VIEW, Writer,
    },
    parameter::Presence,
};

const RECORDS: [&Record; 7] = [&STATE, &MEDIA, &JWT_TOKEN, &TOAST, &DIALOG_OPTIONS, &VIEW, &OUTBOUND_EVENT];

/// The client lets the callbacks of these stand where the user data would.
const USER_DATA_MAY_BE_SKIPPED: [&str; 2] = ["voice.dial", "email.create"];

pub(super) const HANDLER: &str = "\
type EventHandler<Name extends string = string> = (
  event: Name extends keyof EventData ? EventEnvelope<Name, EventData[Name]> : EventEnvelope<Name>,
) => void;
";

/// How a method is called: what comes after its parameters, and what it returns.
pub(super) struct Style {
    trailing: fn(&Answer) -> Vec<String>,
    returns: fn(&Answer) -> String,
    /// These have a form without the user data.
    skips_user_data: &'static [&'static str],
}

/// As the drop-in client has it.
pub(super) const CALLBACKS: Style = Style {
    trailing: |answer| Vec::from([format!("succeeded?: {}", callback(answer)), "failed?: Failed".into()]),
    returns: |_| "void".into(),
    skips_user_data: &USER_DATA_MAY_BE_SKIPPED,
};

/// As the promise layer has it.
pub(super) const PROMISES: Style = Style {
    trailing: |_| Vec::from(["call?: CallOptions".into()]),
    returns: |answer| format!("Promise<{}>", result(answer)),
    skips_user_data: &[],
};

/// The payload by event name.
pub(super) fn events() -> String {
    let mut text = Text::default();
    text.line("// ── Events ──");
    text.gap();
    text.doc("", "Payload by event name.");
    text.line("interface EventData {");
    for event in EVENTS {
        text.doc("  ", &format!("Tells of {}.", event.about));
        text.line(&format!("  {}: {};", event.name, shape(&event.payload)));
    }
    text.doc("  ", "Whatever the sender passed to `messenger.broadcastMessage`.");
    text.line(&format!("  [channel: `{MESSENGER_PREFIX}${{string}}`]: unknown;"));
    text.line("}");
    format!("{text}")
}

/// The objects of the other namespaces.
pub(super) fn records() -> String {
    let mut text = Text::default();
    for record in RECORDS {
        text.gap();
        text.doc("", record.about);
        text.line(&format!("interface {} {{", record.name));
        for field in record.fields {
            text.doc("  ", field.about);
            text.line(&format!("  {}{}: {};", field.name, mark(field.presence), shape(&field.shape)));
        }
        if record.writer == Writer::Host {
            text.line("  [key: string]: unknown;");
        }
        text.line("}");
    }
    format!("{text}")
}

/// An interface for each namespace, and one that has them all.
pub(super) fn methods(style: &Style) -> String {
    let mut text = Text::default();
    let mut names: Vec<&str> = METHODS.iter().map(MethodInfo::namespace).collect();
    names.dedup();
    for namespace in &names {
        text.gap();
        text.line(&format!("interface {}Namespace {{", title(namespace)));
        METHODS
            .iter()
            .filter(|method| method.namespace() == *namespace)
            .for_each(|info| method(&mut text, info, style));
        text.line("}");
    }
    text.gap();
    text.line("interface Namespaces {");
    names.iter().for_each(|name| text.line(&format!("  readonly {name}: {}Namespace;", title(name))));
    text.line("}");
    format!("{text}")
}

fn method(text: &mut Text, info: &MethodInfo, style: &Style) {
    text.doc("  ", info.about);
    let returns = (style.returns)(&info.answer);
    let mut call = |parameters: &[ParameterInfo]| {
        let mut all: Vec<String> = parameters.iter().map(parameter).collect();
        all.extend((style.trailing)(&info.answer));
        text.call(info.short_name(), &all, &returns);
    };
    if style.skips_user_data.contains(&info.name) {
        call(&info.parameters[..1]);
    }
    call(info.parameters);
}

fn parameter(ParameterInfo { name, presence, shape: taken }: &ParameterInfo) -> String {
    let null = if *presence == Presence::Optional { " | null" } else { "" };
    format!("{name}{}: {}{null}", mark(*presence), shape(taken))
}

fn callback(answer: &Answer) -> String {
    match answer {
        Answer::Void => "Done".into(),
        Answer::Created => "Created".into(),
        Answer::Data(Shape::Any) => "Succeeded".into(),
        Answer::Data(data) => format!("Succeeded<{}>", shape(data)),
    }
}

/// What a promise of the answer's `data` brings.
fn result(answer: &Answer) -> String {
    match answer {
        Answer::Void => "void".into(),
        Answer::Created => "string | undefined".into(),
        Answer::Data(data) => shape(data),
    }
}

fn mark(presence: Presence) -> &'static str {
    if presence == Presence::Optional { "?" } else { "" }
}

fn shape(of: &Shape) -> String {
    match of {
        Shape::Any => "unknown".into(),
        Shape::Text => "string".into(),
        Shape::Number => "number".into(),
        Shape::Flag => "boolean".into(),
        Shape::KeyValues => "UserData".into(),
        Shape::Values(known) => format!("Open<\"{}\">", known.join("\" | \"")),
        Shape::Document(name) => exported(&title(name)).into(),
        Shape::Record(record) => record.name.into(),
        Shape::List(item) => format!("{}[]", shape(item)),
        Shape::OneOrMore(item) => format!("{0} | readonly {0}[]", shape(item)),
        Shape::OrNull(value) => format!("{} | null", shape(value)),
    }
}
