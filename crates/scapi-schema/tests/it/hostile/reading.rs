//! What holds for any bytes at all that come in: they are read without loss or refused by a text, and nothing panics.
//! The fuzz target `parse` and the test `hostile` are held to this alike. `envelope/18`, `type.interaction/39`.

use core::fmt::Debug;

use scapi_schema::{
    driver::DriverRequest,
    envelope::{AppMessage, HostMessage},
    event::{InteractionEvent, MarkdoneEvent},
    interaction::{
        Accept, BlockMarkdone, Consult, ConsultTargetQuery, Contact, DeleteUserData, Interaction, Party,
        SetUserData, SingleStepTransfer, TargetQuery,
    },
    journal::JournalEntry,
    parameter::Method,
    profile::HostProfile,
    stimulus::Stimulus,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Reads the bytes as everything that crosses a boundary.
///
/// # Panics
/// Something was lost, or a refusal says nothing.
pub(crate) fn read_as_everything(bytes: &[u8]) {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => {
            messages(&value);
            types(bytes, &value);
            inputs(&value);
            #[cfg(feature = "validate")]
            validation(&value);
        }
        Err(fault) => tells(&fault),
    }
}

fn messages(value: &Value) {
    match AppMessage::from_value(value.clone()) {
        Ok(message) => app_message(&message, value),
        Err(fault) => {
            tells(&fault);
            assert!(fault.pointer().is_empty() || fault.pointer().starts_with('/'), "{fault:?}");
        }
    }
    match HostMessage::from_value(value.clone()) {
        Ok(message) => assert_eq!(message.to_value(), *value),
        Err(fault) => tells(&fault),
    }
}

fn app_message(message: &AppMessage, value: &Value) {
    match message {
        AppMessage::Request(request) => {
            assert_eq!(written(request), *value);
            parameters(request.arguments());
        }
        AppMessage::Subscribe(subscribe) => assert_eq!(written(subscribe), *value),
        AppMessage::Unsubscribe(unsubscribe) => assert_eq!(written(unsubscribe), *value),
    }
}

/// One method of each list of parameters.
fn parameters(arguments: &[Value]) {
    fn read<M: Method>(arguments: &[Value]) {
        if let Err(fault) = M::from_arguments(arguments) {
            tells(&fault);
        }
    }
    read::<Accept>(arguments);
    read::<BlockMarkdone>(arguments);
    read::<DeleteUserData>(arguments);
    read::<SetUserData>(arguments);
    read::<Consult>(arguments);
    read::<SingleStepTransfer>(arguments);
}

fn types(bytes: &[u8], value: &Value) {
    keeps::<Interaction>(bytes, value);
    keeps::<InteractionEvent>(bytes, value);
    keeps::<MarkdoneEvent>(bytes, value);
    keeps::<Party>(bytes, value);
    keeps::<Contact>(bytes, value);
    keeps::<TargetQuery>(bytes, value);
    keeps::<ConsultTargetQuery>(bytes, value);
}

/// What is read is all there was, and what reads from text reads the same.
fn keeps<T: Serialize + DeserializeOwned + PartialEq + Debug>(bytes: &[u8], value: &Value) {
    let from_value = T::deserialize(value);
    match &from_value {
        Ok(read) => assert_eq!(written(read), *value),
        Err(fault) => tells(fault),
    }
    // A key that is there twice is a fault in text, and gone from the tree.
    if let Ok(from_text) = serde_json::from_slice::<T>(bytes) {
        assert_eq!(from_value.expect("what reads from text reads from its tree"), from_text);
    }
}

/// Inputs fill in defaults and turn unknown fields away: what was read is what is read again.
fn inputs(value: &Value) {
    match Stimulus::from_value(value.clone()) {
        Ok(stimulus) => assert_eq!(Stimulus::from_value(written(&stimulus)), Ok(stimulus)),
        Err(fault) => tells(&fault),
    }
    match HostProfile::default().patched(value) {
        Ok(profile) => assert_eq!(HostProfile::default().patched(&written(&profile)), Ok(profile)),
        Err(fault) => tells(&fault),
    }
    settles::<DriverRequest>(value);
    settles::<JournalEntry>(value);
}

fn settles<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &Value) {
    match T::deserialize(value) {
        Ok(read) => assert_eq!(T::deserialize(written(&read)).expect("what was written"), read),
        Err(fault) => tells(&fault),
    }
}

/// Each breach has a text, and a place that is there, or that would be there were it not missing.
#[cfg(feature = "validate")]
fn validation(value: &Value) {
    use scapi_schema::{
        journal::MessageDirection,
        validate::{DOCUMENTS, Mode, check, check_message},
    };

    let documents = DOCUMENTS.iter().flat_map(|document| check(document, value));
    let directions = [MessageDirection::AppToHost, MessageDirection::HostToApp];
    let messages = directions.iter().flat_map(|direction| check_message(Mode::Strict, direction, value));
    for violation in documents.chain(messages) {
        assert!(!violation.text.is_empty(), "{violation:?}");
        let above = violation.pointer.rsplit_once('/').map_or("", |(above, _)| above);
        assert!(value.pointer(above).is_some(), "{violation:?} in {value}");
    }
}

fn written<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("what was read can be written")
}

fn tells(fault: &dyn std::error::Error) {
    assert!(!fault.to_string().is_empty(), "a refusal without a text");
}
